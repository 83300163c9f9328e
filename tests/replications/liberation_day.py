"""Ignatenko, Lashkaripour, Macedoni and Simonovska (2025), "Making America Great Again?".

Tables 1 to 4, and 9 of the appendix: the tariffs of 2 April 2025 and the answers to them.

Run `python -m tests.replications.liberation_day` to print their tables and ours.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np

from tests.replications.liberation_day_published import PANELS, RECEIPTS, Panel
from tests.replications.liberation_day_scenarios import (
    MEASURES,
    Outcome,
    Scenario,
    Setting,
    flat,
    run,
    run_all,
    settings,
)
from tests.replications.liberation_day_world import EUROPEAN_UNION, read_source
from tests.replications.scores import Score, as_printed, to_the_digit
from tradetalks.atlas.world import Array
from tradetalks.model.presets import HOME

DATA = Path(__file__).parents[3] / "shared" / "data"
PAPER = "Ignatenko, Lashkaripour, Macedoni and Simonovska (2025)"
FEDERAL_BUDGET = 0.23
"""Over GDP, in Table 3."""
NEARLY = 1e-4
"""How narrowly a search brackets an optimal rate."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One printed number.

    Attributes:
        panel: Where it stands.
        group: The economies it is of.
        column: What it measures.
        theirs: As printed, percent.
        ours: The same as computed; None where it cannot be.
    """

    panel: Panel
    group: str
    column: str
    theirs: str
    ours: float | None

    @property
    def reproduced(self) -> bool:
        """Whether ours is theirs to the last digit printed."""
        return self.ours is not None and to_the_digit(self.theirs, self.ours)

    @property
    def both(self) -> str:
        """Theirs / ours."""
        ours = "–" if self.ours is None else as_printed(self.theirs, self.ours)
        return f"{self.theirs} / {ours}"


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """The best uniform tariff of the United States.

    Attributes:
        title: Which model it is of.
        theirs: The rate the authors call optimal.
        their_welfare: Change in welfare of the United States under it, percent.
        rate: The best rate.
        welfare: Change in welfare under it, percent.
    """

    title: str
    theirs: float
    their_welfare: float
    rate: float
    welfare: float


def cells(outcomes: Mapping[str, Outcome]) -> tuple[Cell, ...]:
    """Return every printed number, with ours."""
    return tuple(
        Cell(panel=panel, group=group, column=column, theirs=theirs, ours=ours)
        for panel in PANELS
        for group, row in panel.rows
        for column, theirs in zip(panel.columns, row.split(), strict=True)
        for ours in [value(outcomes[panel.scenario], group, column) if panel.scenario else None]
    )


def value(outcome: Outcome, group: str, column: str) -> float:
    """Return the average of a measure over a group of economies, percent.

    Args:
        outcome: A scenario.
        group: "USA", "CHN", "EU" or "non-US".
        column: A column of a table.
    """
    weight = outcome.setting.weight * _members(outcome.setting, group)
    measure = "revenue" if column in RECEIPTS else column
    average = float(weight @ outcome.percent[:, MEASURES.index(measure)] / weight.sum())
    return average / FEDERAL_BUDGET if column == RECEIPTS[1] else average


def optima(data: Path) -> tuple[Optimum, ...]:
    """Return the best uniform tariff with and without roundabout production, beside theirs."""
    known, outcomes = settings(read_source(data)), _outcomes(data)
    return tuple(
        Optimum(
            title=title,
            theirs=float(outcome.found.tariff[0, outcome.setting.source.home, 0]),
            their_welfare=value(outcome, "USA", "welfare"),
            rate=best,
            welfare=_welfare(known[setting], best),
        )
        for title, setting, scenario in (
            ("Table 1", "benchmark", "optimal"),
            ("Table 4", "roundabout", "roundabout optimal"),
        )
        for outcome in [outcomes[scenario]]
        for best in [_best_rate(known[setting], least=0.0, most=0.6)]
    )


def scores(data: Path) -> tuple[Score, ...]:
    """Return how much of each table is reproduced."""
    return tuple(
        Score(
            paper=PAPER,
            table=f"Table {table}",
            printed=len(row),
            reproduced=sum(cell.reproduced for cell in row),
            why="; ".join(_reasons(row)),
        )
        for table, group in groupby(cells(_outcomes(data)), key=lambda cell: cell.panel.table)
        for row in [tuple(group)]
    )


def as_markdown(found: tuple[Cell, ...]) -> str:
    """Return the tables of the documentation page: theirs / ours."""
    return "\n\n".join(
        _table(number, tuple(group))
        for number, group in groupby(found, key=lambda cell: cell.panel.table)
    )


def optima_as_markdown(found: tuple[Optimum, ...]) -> str:
    """Return the table of optimal tariffs."""
    lines = [
        "| | their rate | welfare | best uniform rate | welfare |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.title} | {each.theirs:.1%} | {each.their_welfare:.3f} | {each.rate:.1%} | "
        f"{each.welfare:.3f} |"
        for each in found
    ]
    return "\n".join(lines)


def _table(number: str, row: tuple[Cell, ...]) -> str:
    columns = row[0].panel.columns
    lines = [
        f"**Table {number}**",
        "",
        f"| tariffs | | {' | '.join(columns)} |",
        f"|---|---|{'---|' * len(columns)}",
    ]
    for (panel, group), each in groupby(row, key=lambda cell: (cell.panel, cell.group)):
        lines.append(f"| {panel.title} | {group} | {' | '.join(cell.both for cell in each)} |")
    return "\n".join(lines)


def _members(setting: Setting, group: str) -> Array:
    codes = np.array(setting.source.economies)
    if group == "non-US":
        return np.asarray(codes != HOME, dtype=float)
    named = EUROPEAN_UNION if group == "EU" else (group,)
    return np.asarray(np.isin(codes, named), dtype=float)


def _reasons(row: tuple[Cell, ...]) -> list[str]:
    noted = [cell.panel.why for cell in row if cell.panel.why]
    noted += ["not matched" for cell in row if not (cell.reproduced or cell.panel.why)]
    return [f"{why} ({noted.count(why)})" for why in dict.fromkeys(noted)]


@cache
def _outcomes(data: Path) -> Mapping[str, Outcome]:
    return run_all(data)


def _welfare(setting: Setting, rate: float) -> float:
    return value(run(Scenario(setting="", rates=flat(rate)), setting), "USA", "welfare")


def _best_rate(setting: Setting, *, least: float, most: float) -> float:
    """Return the uniform rate with the highest welfare, by golden section."""
    golden = (5**0.5 - 1) / 2
    while most - least > NEARLY:
        low, high = most - golden * (most - least), least + golden * (most - least)
        if _welfare(setting, low) > _welfare(setting, high):
            most = high
        else:
            least = low
    return (least + most) / 2


def main() -> None:
    """Print the tables, the optima and the score."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    outcomes = _outcomes(data)
    print("Percent; theirs / ours.\n")
    print(as_markdown(cells(outcomes)))
    print(f"\nUniform tariffs of the United States\n\n{optima_as_markdown(optima(data))}\n")
    for score in scores(data):
        print(f"{score.table}: {score.reproduced} of {score.printed}. {score.why}".rstrip())
    worst = max(each.found.certificate.residual for each in outcomes.values())
    print(f"Largest residual of world income: {worst:.1e}.")


if __name__ == "__main__":
    main()
