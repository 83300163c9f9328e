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

    How far each line goes is chosen so that this side gains most, from what lines do alone: a
    parabola through the first point and the whole cut. The best are solved for, and listed only
    where both sides gain.

    Args:
        table: Who bargains over what.
        found: What cutting each line alone does.
        top: How many swaps of each pair of sides are solved for.

    Raises:
        NoEquilibriumError: A swap has none.
    """
    swaps: list[Swap] = []
    for one, two in combinations(range(len(table.sides)), 2):
        ours = [each for each in found.of(one) if each.whole is not None]
        theirs = [each for each in found.of(two) if each.whole is not None]
        if ours and theirs:
            swaps += _best(table, found, (ours, theirs), (one, two), top)
    both = (swap for swap in swaps if swap.least > 0.0)
    return tuple(sorted(both, key=lambda swap: -swap.least))


def _best(
    table: Table,
    found: Exchange,
    offers: tuple[list[Offer], list[Offer]],
    sides: tuple[int, int],
    top: int,
) -> list[Swap]:
    bends = [_parabolas(side, sides) for side in offers]
    parts, worth = _parts(*bends)
    order = np.argsort(-worth, axis=None)[:top]
    chosen = [np.unravel_index(at, worth.shape) for at in order]
    return [
        _solved(table, found, (offers[0][i], offers[1][j]), (parts[0][i, j], parts[1][i, j]))
        for i, j in chosen
        if worth[i, j] > 0.0
    ]


def _parabolas(offers: list[Offer], sides: tuple[int, int]) -> tuple[FloatArray, FloatArray]:
    """Return what cutting a part of each line brings two sides: slope and bend [line, side]."""
    slope = np.array([each.by_point * each.points for each in offers])[:, sides]
    return slope, np.array([each.gain for each in offers])[:, sides] - slope


def _parts(
    ours: tuple[FloatArray, FloatArray], theirs: tuple[FloatArray, FloatArray]
) -> tuple[tuple[FloatArray, FloatArray], FloatArray]:
    """Return the parts at which the side that gains less gains most, and what it gains.

    The smaller of two concave functions is concave, so a grid that is drawn closer around its
    best point ends at the top.

    Args:
        ours: Slopes and bends of one side's lines [line, side].
        theirs: The same of the other's.

    Returns:
        Parts [our line, their line] and the smaller gain, same axes.
    """
    shape, apart_by = (len(ours[0]), len(theirs[0])), 0.5
    middle = (np.full(shape, 0.5), np.full(shape, 0.5))
    offsets = np.linspace(-1.0, 1.0, GRID)
    for _ in range(ROUNDS):
        tried = [np.clip(each[..., None] + apart_by * offsets, 0.0, 1.0) for each in middle]
        first = [tried[0][..., :, None], ours[0][:, None, None, None], ours[1][:, None, None, None]]
        other = [tried[1][..., None, :], theirs[0][:, None, None], theirs[1][:, None, None]]
        gains = [
            sum(
                part * (slope[..., k] + bend[..., k] * part) for part, slope, bend in (first, other)
            )
            for k in (0, 1)
        ]
        smaller = np.minimum(*gains).reshape(*shape, -1)
        best = smaller.argmax(axis=-1)
        place = np.unravel_index(best, (GRID, GRID))
        middle = tuple(
            np.take_along_axis(each, at[..., None], axis=-1)[..., 0]
            for each, at in zip(tried, place, strict=True)
        )
        apart_by *= CLOSER
    return middle, np.take_along_axis(smaller, best[..., None], axis=-1)[..., 0]


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
