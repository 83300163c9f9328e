"""Ignatenko et al. (2025): what the best tariffs are where the authors call theirs optimal.

`python -m tests.replications.liberation_day_search` prints the best rates of the United States, the
best answer of all others together and of each for itself, and the war, without inputs and with
roundabout production, beside the authors'. `--store` keeps them in `liberation_day_found.json`,
from which the documentation is checked.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from tests.replications.liberation_day import DATA, value
from tests.replications.liberation_day_players import (
    Apart,
    aim,
    best_alone,
    best_answer,
    coalition_war,
    each_for_itself,
    others,
)
from tests.replications.liberation_day_scenarios import (
    PRECISE,
    SCENARIOS,
    Outcome,
    Scenario,
    Setting,
    announced,
    flat,
    measured,
    settings,
    tariff_of,
)
from tests.replications.liberation_day_world import read_source
from tests.replications.timed import timed
from tradetalks.atlas.world import Array
from tradetalks.bargain.optimal import Optimum
from tradetalks.bargain.war import War
from tradetalks.model.equilibrium import solve
from tradetalks.model.presets import HOME

STORED = Path(__file__).with_name("liberation_day_found.json")

MODELS = {"benchmark": "no inputs", "roundabout": "roundabout"}
NEAREST = 0.283
"""The flat answer that comes nearest to the row of Table 4 whose rates are not published."""
GROUPS = ("USA", "CHN", "EU", "non-US")

GIVEN = {
    ("benchmark", "alone"): {
        "theirs: closed form": SCENARIOS["optimal"],
        "for comparison": Scenario(setting="benchmark", rates=flat(1.1)),
        "for comparison, more": Scenario(setting="benchmark", rates=flat(2.0)),
    },
    ("benchmark", "answer"): {
        "theirs: in kind": SCENARIOS["reciprocal"],
        "theirs: closed form": SCENARIOS["optimal answer"],
    },
    ("benchmark", "war"): {"theirs: closed forms": SCENARIOS["optimal both"]},
    ("roundabout", "alone"): {"theirs: the last rate": SCENARIOS["roundabout optimal"]},
    ("roundabout", "answer"): {
        "theirs: in kind": SCENARIOS["roundabout reciprocal"],
        "nearest to their row": Scenario(
            setting="roundabout", rates=announced, answer=lambda own, _: flat(NEAREST)(own)
        ),
    },
    ("roundabout", "war"): {},
}
"""Rates that are not searched for, by model and by who moves."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One set of tariffs.

    Attributes:
        model: Of which model, a key of `MODELS`.
        game: Who moves: the United States alone, all others in answer, or both.
        tariffs: Which.
        own: Least, middle and highest rate of the United States, percent.
        answer: The same of all others on American goods.
        welfare: Change in welfare by group, in the authors' averages, percent.
        aim: Change in what those who answer maximise together, percent.
        residual: What is left of the conditions; None for rates that are given.
        regret: The most a player gains by another tariff, percent; None where one player moves.
        status: What the proof allows it to be called.
    """

    model: str
    game: str
    tariffs: str
    own: tuple[float, float, float]
    answer: tuple[float, float, float]
    welfare: tuple[float, ...]
    aim: float
    residual: float | None = None
    regret: float | None = None
    status: str = ""


def row_of(
    setting: Setting, labels: tuple[str, str, str], tariff: Array, **proof: float | str | None
) -> Found:
    """Return a set of tariffs, measured.

    Args:
        setting: Model and world.
        labels: Model, game and which tariffs.
        tariff: Every rate [exporter, importer, sector].
        **proof: What stands behind it, as in `Found`.
    """
    found = solve(setting.world, tariff, structure=setting.structure, solver=PRECISE)
    outcome = Outcome(setting, found, measured(found, by_wages=setting.by_wages))
    here = setting.source.home
    return Found(
        model=labels[0],
        game=labels[1],
        tariffs=labels[2],
        own=_ends(np.delete(tariff[:, here, 0], here)),
        answer=_ends(np.delete(tariff[here, :, 0], here)),
        welfare=tuple(value(outcome, group, "welfare") for group in GROUPS),
        aim=100 * float(aim(setting, others(setting)) @ (found.welfare_hat - 1)),
        **proof,
    )


def alone(model: str, setting: Setting) -> Iterator[Found]:
    """Give the tariffs of the United States if nobody answers: theirs and the best."""
    yield from _given(model, "alone", setting)
    for label, uniform in (("best for everybody", True), ("best by partner", False)):
        found = timed(f"{model}, {label}", best_alone, setting, uniform=uniform)
        yield _optimal(setting, (model, "alone", label), found)


def answers(model: str, setting: Setting) -> Iterator[Found]:
    """Give the answers to the tariffs of 2 April: theirs, the best together, each for itself."""
    yield from _given(model, "answer", setting)
    tariff = tariff_of(Scenario(setting=model, rates=announced), setting)
    for label, uniform in (("best of all, one rate", True), ("best of all, by country", False)):
        found = timed(f"{model}, {label}", best_answer, setting, tariff, uniform=uniform)
        yield _optimal(setting, (model, "answer", label), found)
    apart = timed(f"{model}, each for itself", each_for_itself, setting, tariff)
    yield _apart(setting, (model, "answer", "each for itself"), apart)


def wars(model: str, setting: Setting) -> Iterator[Found]:
    """Give the wars of the United States and all others together: theirs and the real ones."""
    yield from _given(model, "war", setting)
    for label, uniform in (("war of two rates", True), ("war of 386 rates", False)):
        found = timed(f"{model}, {label}", coalition_war, setting, uniform=uniform)
        yield _at_war(setting, (model, "war", label), found)


def everything(data: Path) -> tuple[Found, ...]:
    """Return all sets of tariffs, those searched for found anew."""
    known = settings(read_source(data))
    return tuple(
        row
        for game in (alone, answers, wars)
        for model in MODELS
        for row in game(model, known[model])
    )


@cache
def stored() -> tuple[Found, ...]:
    """Return all sets of tariffs as stored."""
    held = json.loads(STORED.read_text(encoding="utf-8"))["found"]
    return tuple(
        Found(**{name: tuple(v) if isinstance(v, list) else v for name, v in each.items()})
        for each in held
    )


def store(rows: Iterable[Found]) -> None:
    """Write all sets of tariffs beside this file."""
    told = {
        "written by": "python -m tests.replications.liberation_day_search --store",
        "found": [asdict(row) for row in rows],
    }
    STORED.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def alone_as_markdown(rows: Iterable[Found]) -> str:
    """Return the table of tariffs that nobody answers."""
    lines = [
        "| model | tariffs of the United States | rates, percent | its welfare | "
        "left of the conditions | |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {MODELS[row.model]} | {row.tariffs} | {_range(row.own)} | {row.welfare[0]:.4f} | "
        f"{_small(row.residual)} | {row.status} |"
        for row in rows
        if row.game == "alone"
    ]
    return "\n".join(lines)


def answers_as_markdown(rows: Iterable[Found]) -> str:
    """Return the table of answers to the tariffs announced."""
    lines = [
        "| model | answer | rates, percent | USA | CHN | EU | non-US | their aim | "
        "left of the conditions | |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {MODELS[row.model]} | {row.tariffs} | {_range(row.answer)} | {_welfare(row)} | "
        f"{row.aim:.4f} | {_small(row.residual)} | {row.status} |"
        for row in rows
        if row.game == "answer"
    ]
    return "\n".join(lines)


def wars_as_markdown(rows: Iterable[Found]) -> str:
    """Return the table of wars."""
    lines = [
        "| model | war | rates of the United States | of all others | USA | CHN | EU | non-US | "
        "left of the conditions | regret, percent | |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {MODELS[row.model]} | {row.tariffs} | {_range(row.own)} | {_range(row.answer)} | "
        f"{_welfare(row)} | {_small(row.residual)} | {_small(row.regret)} | {row.status} |"
        for row in rows
        if row.game == "war"
    ]
    return "\n".join(lines)


def _given(model: str, game: str, setting: Setting) -> Iterator[Found]:
    for label, scenario in GIVEN[model, game].items():
        yield row_of(setting, (model, game, label), tariff_of(scenario, setting))


def _optimal(setting: Setting, labels: tuple[str, str, str], found: Optimum) -> Found:
    return row_of(setting, labels, found.tariff, residual=found.proof.residual, status=found.status)


def _at_war(setting: Setting, labels: tuple[str, str, str], found: War) -> Found:
    proof = found.proof
    regret = 100 * max(proof.regret)
    return row_of(
        setting,
        labels,
        found.tariff,
        residual=proof.residual,
        regret=regret,
        status=found.status,
    )


def _apart(setting: Setting, labels: tuple[str, str, str], found: Apart) -> Found:
    kept = found.residual <= 1e-10 and found.regret <= 1e-10
    return row_of(
        setting,
        labels,
        found.tariff,
        residual=found.residual,
        regret=100 * found.regret,
        status="equilibrium" if kept else "not proved",
    )


def _ends(rates: Array) -> tuple[float, float, float]:
    least, middle, most = 100 * np.quantile(rates, [0.0, 0.5, 1.0])
    return float(least), float(middle), float(most)


def _range(rates: tuple[float, float, float]) -> str:
    least, middle, most = rates
    return f"{middle:.1f}" if most - least < 0.05 else f"{least:.1f} to {most:.1f}"


def _welfare(row: Found) -> str:
    return " | ".join(f"{each:.3f}" for each in row.welfare)


def _small(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:.0e}" if number > 0 else "none"


def show(rows: tuple[Found, ...]) -> None:
    """Print the tables."""
    print("\nWelfare in percent. Nobody answers:\n")
    print(alone_as_markdown(rows))
    print("\nAnswers to the tariffs of 2 April 2025:\n")
    print(answers_as_markdown(rows))
    print(f"\n{HOME} against all others together:\n")
    print(wars_as_markdown(rows))


def main() -> None:
    """Find everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--store", action="store_true")
    asked = parser.parse_args()
    rows = everything(asked.data)
    if asked.store:
        store(rows)
    show(rows)


if __name__ == "__main__":
    main()
