"""What the search found in the world of Ossa (2014), stored, and how much of his tables it gives.

`python -m tests.replications.ossa_search --store`, and the same with `--elasticities`, write
`ossa_found.json`, which takes minutes; tests find the cheaper part of it anew.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.replications.ossa import (
    COLUMNS_3,
    COLUMNS_4,
    EFFECTS,
    ELASTICITIES,
    PAPER,
    REGIONS,
    ROWS,
    WEIGHTS,
    Panel,
    panels,
    saved_table,
)
from tests.replications.ossa_players import STARTS
from tests.replications.scores import Score, to_the_digit

STORED = Path(__file__).with_suffix(".json")

COLUMNS_5 = tuple(f"{effect}, from {start}" for effect in EFFECTS for start in STARTS)
FINE = tuple(f"{effect}, from {STARTS[2]}" for effect in ("government welfare", "welfare"))
ROWS_C = tuple(f"{mean}, {name}" for name in WEIGHTS.values() for mean in ELASTICITIES)

FOUND = {
    "3c": (COLUMNS_3, ROWS_C),
    "4c": (COLUMNS_4, ROWS_C),
    "5a": (COLUMNS_5, ROWS),
    "5b": (COLUMNS_5, ROWS),
    "5c": (COLUMNS_5, ROWS_C),
}
"""Columns and rows of the panels whose tariffs are not among the author's files."""

ELSEWHERE = "other elasticities, whose weights and purged trade are not saved"
NEAR = (
    "talks searched from where they begin, which with political weights is not the highest summit"
)


@dataclass(frozen=True, kw_only=True)
class Best:
    """The best tariffs of one region.

    Attributes:
        weights: On industries, `BAS` or `POL`.
        region: Whose.
        saved: What it gains at the author's tariffs, percent.
        found: At those found.
        apart: Largest distance between the two in a tariff on a thousandth of imports or more,
            points.
        residual: What is left of the conditions.
        uphill: Largest curvature, relative; negative at a summit.
        at_bound: Tariffs that rest on a bound.
        status: What the proof allows it to be called.
    """

    weights: str
    region: str
    saved: float
    found: float
    apart: float
    residual: float
    uphill: float
    at_bound: int
    status: str


@dataclass(frozen=True, kw_only=True)
class Fought:
    """A war of all regions.

    Attributes:
        weights: On industries, `BAS` or `POL`.
        saved: What each region gains at the author's tariffs, percent [region].
        found: At those found [region].
        tariff: Its median tariff, percent [region].
        apart: Largest distance from the author's in a tariff on a thousandth of imports or more,
            points [region].
        residual: What is left of all conditions together.
        regret: The most a region gains by another tariff, percent.
        uphill: Largest curvature of any region's gain, relative.
        status: What the proof allows it to be called.
    """

    weights: str
    saved: tuple[float, ...]
    found: tuple[float, ...]
    tariff: tuple[float, ...]
    apart: tuple[float, ...]
    residual: float
    regret: float
    uphill: float
    status: str


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """Talks of all regions.

    Attributes:
        weights: On industries, `BAS` or `POL`.
        start: Where they began.
        gain: What every region gains at the highest summit found, percent.
        near: The same at the summit that a search from where the talks begin comes to.
        unequal: By how much the largest gain exceeds the least, percent.
        spread: How far below that the search from another start ended, percent.
        residual: What is left of the conditions, relative.
        uphill: Largest curvature, relative.
        at_zero: Tariffs that end at zero.
        starts: From how many starts the search was made.
        moved: The tariffs by which the two summits differ most.
    """

    weights: str
    start: str
    gain: float
    near: float
    unequal: float
    spread: float
    residual: float
    uphill: float
    at_zero: int
    starts: int
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Figures:
    """All that was found.

    Attributes:
        best: The best tariffs, region by region.
        wars: The wars.
        talks: The talks.
        panels: The author's panels as computed, percent, by name [row][column].
    """

    best: tuple[Best, ...] = ()
    wars: tuple[Fought, ...] = ()
    talks: tuple[Agreed, ...] = ()
    panels: dict[str, list[list[float]]] = field(default_factory=dict)

    def store(self) -> None:
        """Write the figures beside this file, in place of the same that are there."""
        held = json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}
        found = {name: kept for name, kept in asdict(self).items() if kept}
        found["panels"] = held.get("panels", {}) | self.panels
        head = {"written by": "python -m tests.replications.ossa_search --store [--elasticities]"}
        STORED.write_text(json.dumps(head | held | found, indent=1) + "\n", encoding="utf-8")


@cache
def stored() -> Figures:
    """Return the figures as stored."""
    held: dict[str, Any] = json.loads(STORED.read_text(encoding="utf-8"))
    return Figures(
        best=tuple(Best(**each) for each in held["best"]),
        wars=tuple(Fought(**_tuples(each)) for each in held["wars"]),
        talks=tuple(Agreed(**_tuples(each)) for each in held["talks"]),
        panels=held["panels"],
    )


def found_panels(data: Path, figures: Figures) -> tuple[Panel, ...]:
    """Return those of the author's panels that need the search, as far as they are computed."""
    return tuple(
        Panel(
            name=name,
            weights={"a": WEIGHTS["BAS"], "b": WEIGHTS["POL"], "c": "other elasticities"}[name[1]],
            columns=columns,
            theirs=saved_table(data, name)[:, -len(columns) :],
            ours=np.array(figures.panels[name]),
            rows=rows,
            fine=FINE,
        )
        for name, (columns, rows) in FOUND.items()
        if name in figures.panels
    )


def scores(data: Path) -> tuple[Score, ...]:
    """Return how much of each table is reproduced, with the tariffs of both."""
    every = (*panels(data), *found_panels(data, stored()))
    return tuple(
        _score(table, [each for each in every if each.name[0] == table]) for table in "345"
    )


def _score(table: str, every: list[Panel]) -> Score:
    hits = {panel.name: matches(panel) for panel in every}
    missed = sum(len(hit) - sum(hit) for hit in hits.values())
    why = [f"{ELSEWHERE} ({missed})"] if missed else []
    why += [NEAR] if table == "5" else []
    return Score(
        PAPER,
        f"Table {table}",
        sum(len(hit) for hit in hits.values()),
        sum(sum(hit) for hit in hits.values()),
        "; ".join(why),
    )


def matches(panel: Panel) -> list[bool]:
    """Return which numbers of a panel are matched to the last digit."""
    return [to_the_digit(theirs, ours) for *_, theirs, ours in panel.pairs()]


def counts_as_markdown(counted: Iterable[Score]) -> str:
    """Return the table of what is matched."""
    lines = ["| | matched | what is missing, and what to know |", "|---|---|---|"]
    lines += [f"| {e.table} | {e.reproduced} of {e.printed} | {e.why} |" for e in counted]
    return "\n".join(lines)


def best_as_markdown(rows: Iterable[Best]) -> str:
    """Return the table of best tariffs."""
    lines = [
        "| weights | region | gain at his tariffs | at ours | difference | tariffs apart, points | "
        "left of the conditions |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {WEIGHTS[each.weights]} | {each.region} | {each.saved:.5f} | {each.found:.5f} | "
        f"{each.found - each.saved:+.0e} | {each.apart:.2g} | {each.residual:.0e} |"
        for each in rows
    ]
    return "\n".join(lines)


def wars_as_markdown(rows: Iterable[Fought]) -> str:
    """Return the table of wars."""
    lines = [
        f"| weights | | {' | '.join(REGIONS)} |",
        "|---|---|" + "---|" * len(REGIONS),
    ]
    for each in rows:
        difference = np.subtract(each.found, each.saved)
        lines += [
            _row(WEIGHTS[each.weights], "at his tariffs", each.saved, ".3f"),
            _row("", "at ours", each.found, ".3f"),
            _row("", "difference, points", difference, "+.4f"),
            _row("", "most one tariff is apart, points", each.apart, ".2f"),
        ]
    return "\n".join(lines)


def proofs_as_markdown(rows: Iterable[Fought]) -> str:
    """Return what stands behind the wars."""
    lines = [
        "| weights | left of all conditions together | regret, percent | curvature | |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {WEIGHTS[each.weights]} | {each.residual:.0e} | {each.regret:.0e} | "
        f"{each.uphill:+.2f} | {each.status} |"
        for each in rows
    ]
    return "\n".join(lines)


def talks_as_markdown(data: Path, rows: Iterable[Agreed]) -> str:
    """Return the table of talks, each beside what the author saved."""
    lines = [
        "| weights | from | his gain | ours, searched from there | highest found | "
        "left of the conditions | curvature | tariffs at zero |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in rows:
        panel = {"BAS": "5a", "POL": "5b"}[each.weights]
        theirs = saved_table(data, panel)[-1, STARTS.index(each.start)]
        lines.append(
            f"| {WEIGHTS[each.weights]} | {each.start} | {theirs:.2g} | {each.near:.4f} | "
            f"{each.gain:.4f} | {each.residual:.0e} | {each.uphill:+.2f} | {each.at_zero} |"
        )
    return "\n".join(lines)


def moved_as_markdown(rows: Iterable[Agreed]) -> str:
    """Return by which tariffs the highest summit and the one near the start differ most."""
    return "\n".join(
        f"- From {each.start}: {'; '.join(each.moved)}." for each in rows if each.moved
    )


def _row(weights: str, what: str, numbers: Iterable[float], digits: str) -> str:
    return f"| {weights} | {what} | {' | '.join(f'{number:{digits}}' for number in numbers)} |"


def _tuples(held: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in held.items()}
