"""Nash-in-Nash: each pair of sides bargains as if no other pair's terms would move.

It describes what comes of many talks held apart (Horn and Wolinsky 1988). Nobody chooses it and
nobody signs it, so it is never called a settlement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.lines import Lines
from tradetalks.bargain.settle import opening, with_weights
from tradetalks.bargain.table import Table
from tradetalks.bargain.task import no_floors
from tradetalks.errors import InputError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

ROUNDS = 40
AT_REST = 1e-5
"""A round in which no line moves by more, in `log(1 + r)`, is the last."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Described:
    """What pairs of sides come to when each takes the others' terms as given.

    Attributes:
        lines: What was on the table.
        rate: The rate of each line, a fraction [line].
        gains: Each side's gain over the status quo, a fraction of real income [side].
        without: Pairs that found no terms better for both, by position of the sides.
        rounds: Rounds over all pairs.
        moved: How far the last round moved a line, in `log(1 + r)`.
    """

    lines: Lines
    rate: FloatArray
    gains: FloatArray
    without: tuple[tuple[int, int], ...]
    rounds: int
    moved: float

    @property
    def at_rest(self) -> bool:
        """Whether the last round moved nothing any more."""
        return self.moved <= AT_REST


def nash_in_nash(table: Table, members: Sequence[Sequence[str]]) -> Described:
    """Return what pairs of sides come to when each takes the others' terms as given.

    A pair falls back on its own rates of the status quo, moved between their bounds, all other
    pairs' terms standing. Floors of the table are left out: they are the whole table's.

    Args:
        table: Who bargains over what.
        members: Codes of the members of each side.

    Raises:
        InputError: A line is levied on more than one side, or on none.
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    pairs = list(_pairs(table, members))
    apart = np.clip(table.oracle.now, table.oracle.low, table.oracle.high)
    x = apart
    rounds, moved = 0, np.inf
    without: tuple[tuple[int, int], ...] = ()
    while moved > AT_REST and rounds < ROUNDS:
        before, rounds, without = x, rounds + 1, ()
        for sides, lines in pairs:
            agreed = _agreed(table, sides, lines, x)
            without = without if agreed is not None else (*without, sides)
            x = x.copy()
            x[lines] = apart[lines] if agreed is None else agreed
        moved = float(np.abs(x - before).max())
    view = table.oracle.at(x)
    return Described(
        lines=table.oracle.lines,
        rate=view.rate,
        gains=view.values[: len(table.sides)],
        without=without,
        rounds=rounds,
        moved=moved,
    )


def _pairs(
    table: Table, members: Sequence[Sequence[str]]
) -> Iterator[tuple[tuple[int, int], IntArray]]:
    """Give each pair of sides with the positions of the lines between them."""
    other = [_partner(table, members, at) for at in range(len(table.oracle.lines))]
    owner = table.oracle.lines.owner
    for one, two in combinations(range(len(table.sides)), 2):
        between = [at for at, side in enumerate(other) if {int(owner[at]), side} == {one, two}]
        if between:
            yield (one, two), np.array(between, dtype=np.int64)


def _partner(table: Table, members: Sequence[Sequence[str]], at: int) -> int:
    line = table.oracle.lines.line[at]
    hit = [side for side, group in enumerate(members) if set(line.to) & set(group)]
    if len(hit) != 1 or not set(line.to) <= set(members[hit[0]]):
        raise InputError(
            f"a rate of {line.by[0]} on {', '.join(line.to[:3])} is not between two sides",
            remedy="Nash-in-Nash needs every rate to be levied on one side alone",
        )
    return hit[0]


def _agreed(
    table: Table, sides: tuple[int, int], lines: IntArray, x: FloatArray
) -> FloatArray | None:
    """Return a pair's terms, `log(1 + r)` of its lines, None where none are better for both."""
    alone = table.oracle.with_scores(table.oracle.scores.rows(sides)).holding(x, lines)
    apart = alone.value(np.clip(alone.now, alone.low, alone.high))
    pair = Table(
        oracle=alone,
        sides=tuple(table.sides[at] for at in sides),
        fallback=apart,
        weight=table.weight[list(sides)],
        income=table.income[list(sides)],
        floors=no_floors(2),
    )
    inside = opening(pair)
    return None if inside is None else with_weights(pair, pair.weight, inside)
