"""Tables of facts: one unit and one number of decimals to a column."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tradetalks.brief.facts import Fact
from tradetalks.brief.figures import known, range_shown, scale_of, shown

NOTHING = "\N{EN DASH}"
"""Printed where a number does not apply or was not computed; the table's note says which."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One printed number.

    Attributes:
        text: The number as printed.
        span: The range as printed, or empty.
        fact: The number behind it, or None for a dash.
    """

    text: str
    span: str = ""
    fact: Fact | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A head, the unit under it and the wider head it shares with its neighbours, or none."""

    head: str
    unit: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A name, an optional second line under it, and its cells."""

    head: str
    cells: tuple[Cell, ...]
    under: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """What one table prints.

    Attributes:
        id: Anchor, unique in the document.
        title: The finding, or what the table holds.
        corner: The head of the first column.
        columns: Heads and units.
        rows: In the order printed.
        note: What the reader must know to read it.
        origins: Ids of all sources and methods behind its numbers.
    """

    id: str
    title: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    origins: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The wider heads in order and how many columns each spans; empty where there are none."""
        runs = [(name, len(list(run))) for name, run in groupby(c.group for c in self.columns)]
        return tuple(runs) if any(name for name, _ in runs) else ()


@dataclass(frozen=True, kw_only=True)
class Series:
    """One column before it is printed: its heads and a fact, or None, for every row."""

    head: str
    facts: Sequence[Fact | None]
    group: str = ""


def table(
    name: str,
    title: str,
    *,
    corner: str,
    heads: Sequence[str],
    columns: Sequence[Series],
    under: Sequence[str] = (),
    note: str = "",
) -> Table:
    """Lay facts out in columns, each in the unit that suits all of its numbers."""
    printed = [_column(series) for series in columns]
    lines = under or [""] * len(heads)
    rows = tuple(
        Row(head=head, under=lines[place], cells=tuple(cells[place] for _, cells in printed))
        for place, head in enumerate(heads)
    )
    stated = [fact for series in columns for fact in series.facts if fact]
    return Table(
        id=name,
        title=title,
        corner=corner,
        columns=tuple(column for column, _ in printed),
        rows=rows,
        note=note,
        origins=tuple(dict.fromkeys(origin for fact in stated for origin in fact.origins)),
    )


def _column(series: Series) -> tuple[Column, list[Cell]]:
    stated = [fact for fact in series.facts if fact]
    if not stated:
        return Column(head=series.head, unit="", group=series.group), [
            Cell(text=NOTHING) for _ in series.facts
        ]
    scale = scale_of(stated[0].kind, [fact.value for fact in stated])
    cells = [
        Cell(text=shown(known(fact), fact.kind, scale), span=range_shown(fact, scale), fact=fact)
        if fact
        else Cell(text=NOTHING)
        for fact in series.facts
    ]
    return Column(head=series.head, unit=scale.heading, group=series.group), cells
