"""Swaps of one line for another: what one side gives up on one and gets back on the other."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.exchange import Exchange, Offer, apart
from tradetalks.bargain.table import Table

FloatArray = NDArray[np.float64]

TOP = 10
"""Swaps of each pair of sides that are solved for."""
GRID = 9
"""Parts tried of either line at once."""
ROUNDS = 12
"""Times the grid is drawn closer; parts are then known to a thousandth."""
CLOSER = 0.5


@dataclass(frozen=True, eq=False, kw_only=True)
class Swap:
    """Two lines cut together, one of each side.

    Attributes:
        first: The line of the first side.
        second: The line of the other.
        part: How much of the way to its floor each of them goes, from 0 to 1.
        rate: The rate each of them is cut to, a fraction.
        gain: What the swap brings each side of the talks, the world solved again, billions of US
            dollars a year [side].
        expected: The same from the two lines taken alone, by which the parts were chosen [side].
    """

    first: Offer
    second: Offer
    part: tuple[float, float]
    rate: tuple[float, float]
    gain: FloatArray
    expected: FloatArray

    @property
    def least(self) -> float:
        """What it brings the side of the two that gains less by it."""
        return float(self.gain[[self.first.line.owner, self.second.line.owner]].min())

    @property
    def together_error(self) -> float:
        """How far the two lines taken alone are off for both together, relative."""
        return apart(self.expected, self.gain)


def log_rolls(table: Table, found: Exchange, *, top: int = TOP) -> tuple[Swap, ...]:
    """Return the swaps that are worth most to the side that gains less by them.

    A line is in one swap only, so that those listed can be made together. How far each goes is
    chosen so that the side that gains less gains most, from what lines do alone: a parabola
    through the first point and the whole cut. What is chosen is solved for, and listed only where
    both sides gain.

    Args:
        table: Who bargains over what.
        found: What cutting each line alone does.
        top: How many swaps of each pair of sides are solved for.

    Raises:
        NoEquilibriumError: A swap has none.
    """
    swaps: list[Swap] = []
    for sides in combinations(range(len(table.sides)), 2):
        ours, theirs = (
            [each for each in found.of(side) if each.whole is not None] for side in sides
        )
        parts, worth = _parts(_parabolas(ours, sides), _parabolas(theirs, sides))
        swaps += [
            _solved(table, found, (ours[i], theirs[j]), (float(one), float(other)))
            for i, j in _distinct(worth, top)
            for one, other in [parts[:, i, j]]
        ]
    both = (swap for swap in swaps if swap.least > 0.0)
    return tuple(sorted(both, key=lambda swap: -swap.least))


def _distinct(worth: FloatArray, top: int) -> list[tuple[int, int]]:
    """Return the pairs worth most, each row and column once; none that is worth nothing."""
    left, chosen = worth.copy(), list[tuple[int, int]]()
    while len(chosen) < top and left.max(initial=0.0) > 0.0:
        i, j = divmod(int(left.argmax()), left.shape[1])
        chosen.append((i, j))
        left[i], left[:, j] = 0.0, 0.0
    return chosen


def _parabolas(offers: list[Offer], sides: tuple[int, int]) -> tuple[FloatArray, FloatArray]:
    """Return what cutting a part of each line brings two sides: slope and bend [side, line]."""
    slope = [(each.by_point * each.points)[list(sides)] for each in offers]
    bend = [each.gain[list(sides)] - its for each, its in zip(offers, slope, strict=True)]
    return np.reshape(slope, (-1, 2)).T, np.reshape(bend, (-1, 2)).T


def _parts(
    ours: tuple[FloatArray, FloatArray], theirs: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """Return the parts at which the side that gains less gains most, and what it gains.

    Where gains are concave so is the smaller of them, and a grid that is drawn closer around its
    best point ends at the top.

    Args:
        ours: Slopes and bends of one side's lines [side, line].
        theirs: The same of the other's.

    Returns:
        Parts [which, our line, their line], and the smaller gain [our line, their line].
    """
    middle = np.full((2, ours[0].shape[1], theirs[0].shape[1]), 0.5)
    offsets, width = np.linspace(-1.0, 1.0, GRID), 0.5
    for _ in range(ROUNDS):
        tried = np.clip(middle[..., None] + width * offsets, 0.0, 1.0)
        one, other = tried[0][..., :, None], tried[1][..., None, :]
        by_one = _worth(ours, one, (slice(None), slice(None), None, None, None))
        by_other = _worth(theirs, other, (slice(None), None, slice(None), None, None))
        smaller = (by_one + by_other).min(axis=0).reshape(*middle.shape[1:], GRID**2)
        best = smaller.argmax(axis=-1)
        place = np.stack(np.divmod(best, GRID))
        middle = np.take_along_axis(tried, place[..., None], axis=-1)[..., 0]
        width *= CLOSER
    return middle, np.take_along_axis(smaller, best[..., None], axis=-1)[..., 0]


def _worth(
    lines: tuple[FloatArray, FloatArray], part: FloatArray, axes: tuple[slice | None, ...]
) -> FloatArray:
    """Return what parts of cuts bring two sides [side, our line, their line, part, part]."""
    slope, bend = lines
    return np.asarray(part * (slope[axes] + bend[axes] * part))


def _solved(
    table: Table, found: Exchange, pair: tuple[Offer, Offer], part: tuple[float, float]
) -> Swap:
    rate, expected = found.rate.copy(), np.zeros(len(table.sides))
    for each, share in zip(pair, part, strict=True):
        rate[each.position] = each.rate - share * (each.rate - each.floor)
        slope = each.by_point * each.points
        expected += share * (slope + share * (each.gain - slope))
    values = (table.oracle.value(np.log1p(at)) for at in (found.rate, rate))
    before, after = (each[: len(table.sides)] for each in values)
    return Swap(
        first=pair[0],
        second=pair[1],
        part=(float(part[0]), float(part[1])),
        rate=(float(rate[pair[0].position]), float(rate[pair[1].position])),
        gain=(after - before) * table.income,
        expected=expected,
    )
