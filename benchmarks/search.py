"""How long searches for tariffs take: the best ones, a war, talks.

`python -m benchmarks.search` runs each search in a process of its own: cold, with an empty cache of
compiled programs, imports and reading of the raw data in; and then warm, once more in the same
process. The worlds are those of Ossa (2014), 1,386 tariffs, and of Ignatenko et al. (2025), 194
economies. Processor time is of all cores together; other work on the machine moves it less.
`--only KEY` runs one search, `--data FOLDER` reads the raw data elsewhere, `--json` prints JSON.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from unittest.mock import patch

from benchmarks.measuring import DATA, as_table, device, in_own_process, load, seconds, short
from tests.replications.liberation_day_players import best_alone
from tests.replications.liberation_day_scenarios import settings
from tests.replications.liberation_day_world import read_source
from tests.replications.ossa import REGIONS
from tests.replications.ossa_players import STARTS, Case, Talks, best, case_of, fought, talks


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a search found.

    Attributes:
        found: In words.
        residual: What is left of its conditions.
        regret: The most a player gains by another tariff, percent; None where one player moves.
        evaluations: Worlds solved.
    """

    found: str
    residual: float
    evaluations: int
    regret: float | None = None


@dataclass(frozen=True, kw_only=True)
class Search:
    """One search.

    Attributes:
        what: What it looks for.
        work: What does, given the folder of raw data.
        target: Seconds that the project has set itself, cold; None where it has not.
    """

    what: str
    work: Callable[[Path], Answer]
    target: float | None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a search took.

    Attributes:
        key: Which search.
        cold: Seconds of a whole process that has to compile.
        processor: Processor seconds of the same.
        warm: Seconds of the search once more.
        load: Of the machine when it ended, over one minute.
        answer: What it found.
    """

    key: str
    cold: float
    processor: float
    warm: float
    load: float
    answer: Answer


def best_of_all(weights: str) -> Callable[[Path], Answer]:
    """Return the search for the best tariffs of each region of Ossa's world."""

    def work(data: Path) -> Answer:
        case = case_of(data, weights)
        found = [best(case, region) for region in REGIONS]
        return Answer(
            found=f"{_mean([100 * each.gain for each in found]):.2f} % on average",
            residual=max(each.proof.residual for each in found),
            evaluations=sum(each.evaluations for each in found),
        )

    return work


def war_of(weights: str) -> Callable[[Path], Answer]:
    """Return the search for the war of Ossa's world."""

    def work(data: Path) -> Answer:
        found = fought(case_of(data, weights))
        return Answer(
            found=f"{100 * float(found.values.mean()):.2f} % on average, {found.status}",
            residual=found.proof.residual,
            evaluations=found.evaluations,
            regret=100 * max(found.proof.regret),
        )

    return work


def talks_from(start: str, weights: str) -> Callable[[Path], Answer]:
    """Return the search for equal gains in Ossa's world."""

    def work(data: Path) -> Answer:
        case: Case = case_of(data, weights)
        found: Talks = talks(case, start)
        return Answer(
            found=f"{100 * found.gain:.3f} % each",
            residual=found.at.residual,
            evaluations=found.evaluations,
        )

    return work


def best_of_one(model: str) -> Callable[[Path], Answer]:
    """Return the search for the best rates of the United States: one, and one for each partner."""

    def work(data: Path) -> Answer:
        setting = settings(read_source(data))[model]
        one, many = (best_alone(setting, uniform=uniform) for uniform in (True, False))
        return Answer(
            found=f"{one.rate[0]:.1%}: {100 * one.gain:.3f} %; by partner {100 * many.gain:.4f} %",
            residual=max(one.proof.residual, many.proof.residual),
            evaluations=one.evaluations + many.evaluations,
        )

    return work


EVEN, POLITICAL = "even weights", "political weights"
SEARCHES: Mapping[str, Search] = MappingProxyType(
    {
        "best": Search(
            what=f"Ossa: best tariffs of each region, {EVEN}",
            work=best_of_all("BAS"),
            target=None,
        ),
        "war": Search(what=f"Ossa: war, {EVEN}", work=war_of("BAS"), target=40),
        "political-war": Search(what=f"Ossa: war, {POLITICAL}", work=war_of("POL"), target=40),
        **{
            f"{prefix}talks-{number}": Search(
                what=f"Ossa: talks from {start}, {name}",
                work=talks_from(start, weights),
                target=30,
            )
            for prefix, name, weights in (("", EVEN, "BAS"), ("political-", POLITICAL, "POL"))
            for number, start in enumerate(STARTS, start=1)
        },
        "liberation": Search(
            what="Ignatenko et al.: best rate, and best rates by partner",
            work=best_of_one("benchmark"),
            target=10,
        ),
        "roundabout": Search(
            what="the same with roundabout production",
            work=best_of_one("roundabout"),
            target=20,
        ),
    }
)


def measured(key: str, data: Path) -> Measured:
    """Return what a search takes, in a process of its own with an empty cache."""
    with empty_cache():
        began = time.perf_counter()
        told = in_own_process("benchmarks.search", "--here", key, "--data", str(data))
        whole = time.perf_counter() - began
    answer = Answer(**told.pop("answer"))
    return Measured(
        key=key, cold=whole - told["warm"], load=os.getloadavg()[0], answer=answer, **told
    )


def measured_here(key: str, data: Path) -> dict[str, object]:
    """Return what a search found in this process, and the seconds of the same once more."""
    work = SEARCHES[key].work
    answer = work(data)
    processor = time.process_time()
    warm = seconds(lambda: work(data))
    return {"processor": processor, "warm": warm, "answer": asdict(answer)}


@contextmanager
def empty_cache() -> Iterator[None]:
    """Let processes that start inside it find no compiled program."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, XDG_CACHE_HOME=folder):
        yield


def shown(rows: list[Measured]) -> str:
    """Return the table."""
    heads = (
        *("search", "target, s", "cold, s", "processor, s", "warm, s"),
        *("found", "left of the conditions", "worlds solved", "load"),
    )
    return as_table(heads, [_row(row) for row in rows])


def _row(row: Measured) -> tuple[str, ...]:
    search, answer = SEARCHES[row.key], row.answer
    regret = "" if answer.regret is None else f", regret {answer.regret:.0e} %"
    return (
        search.what,
        "" if search.target is None else f"{search.target:.0f}",
        short(row.cold),
        short(row.processor),
        short(row.warm),
        answer.found,
        f"{answer.residual:.0e}{regret}",
        str(answer.evaluations),
        f"{row.load:.1f}",
    )


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def main() -> None:
    """Measure every search and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=list(SEARCHES))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--here", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(measured_here(asked.here, asked.data)))
        return
    before = load()
    rows = [measured(key, asked.data) for key in ([asked.only] if asked.only else SEARCHES)]
    if asked.json:
        told = {"device": device(), "load": before, "searches": [asdict(row) for row in rows]}
        print(json.dumps(told))
        return
    print(f"JAX computes on: {device()}\nload: {before}\n\n{shown(rows)}")


if __name__ == "__main__":
    main()
