"""The frontier: terms at which no side can have more without another having less."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.settle import best_for, with_weights
from tradetalks.bargain.table import Table
from tradetalks.errors import InputError

FloatArray = NDArray[np.float64]

ALIKE = 1e-9
"""Gains closer than this, as fractions of real income, dominate nothing."""


@dataclass(frozen=True, eq=False, kw_only=True)
class FrontierPoint:
    """One point of a frontier.

    Attributes:
        weight: Weight of the first side's gain in Nash's product; one and zero at the two ends.
        rate: The rate of each line, a fraction [line].
        gains: Each side's gain over the status quo, a fraction of real income [side].
        over_fallback: Each side's gain over its fallback, a fraction of real income there [side].
    """

    weight: float
    rate: FloatArray
    gains: FloatArray
    over_fallback: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Frontier:
    """The terms between what is best for one side and what is best for another.

    Attributes:
        sides: Positions of the two sides it lies between.
        points: From what is best for the second to what is best for the first; none is dominated.
        dropped: How many points were found and dominated by another.
    """

    sides: tuple[int, int]
    points: tuple[FrontierPoint, ...]
    dropped: int


def frontier(
    table: Table, inside: FloatArray, *, points: int = 11, sides: tuple[int, int] = (0, 1)
) -> Frontier:
    """Return the frontier between two sides, all others above their fallbacks (eq. bargain.4).

    Its ends are the best terms for either; between them, weights in Nash's product go from one to
    the other.

    Args:
        table: Who bargains over what.
        inside: `log(1 + r)` of each line, at which every side is above its fallback.
        points: How many points, ends in; three or more.
        sides: Positions of the two sides.

    Raises:
        InputError: Fewer than three points.
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    if points < 3:
        raise InputError(f"a frontier of {points} points", remedy="Ask for three or more")
    parts = 1.0 / (1.0 + np.exp(-np.linspace(-SPREAD, SPREAD, points - 2)))
    middle = len(parts) // 2
    found = {}
    for order in (range(middle, len(parts)), range(middle - 1, -1, -1)):
        x = inside
        for at in order:
            x = with_weights(table, _weights(table, sides, float(parts[at])), x)
            found[at] = x
    inner = [_point(table, float(part), found[at]) for at, part in enumerate(parts)]
    ends = [
        _point(table, weight, best_for(table, side, found[at]))
        for weight, side, at in ((0.0, sides[1], 0), (1.0, sides[0], len(parts) - 1))
    ]
    every = [ends[0], *inner, ends[1]]
    kept = [point for point in every if not _dominated(point, every)]
    return Frontier(sides=sides, points=tuple(kept), dropped=len(every) - len(kept))


SPREAD = 3.0
"""Weights of the inner points go from one in twenty to nineteen in twenty, evenly in log odds."""


def _weights(table: Table, sides: tuple[int, int], part: float) -> FloatArray:
    weights = table.weight / table.weight.mean()
    weights[list(sides)] = (2.0 * part, 2.0 * (1.0 - part))
    return np.asarray(weights)


def _point(table: Table, weight: float, x: FloatArray) -> FrontierPoint:
    view = table.oracle.at(x)
    return FrontierPoint(
        weight=weight,
        rate=view.rate,
        gains=view.values[: len(table.sides)],
        over_fallback=table.over_fallback(view.values),
    )


def _dominated(point: FrontierPoint, others: list[FrontierPoint]) -> bool:
    return any(
        (other.gains >= point.gains - ALIKE * np.abs(point.gains)).all()
        and (other.gains > point.gains + ALIKE).any()
        for other in others
    )


def reference_below(table: Table, values: FloatArray) -> Table:
    """Return a table whose fallbacks lie below a point, so that a frontier can be drawn around it.

    Where there is no deal the fallbacks lie beyond the frontier; it is drawn all the same.

    Args:
        table: Who bargains over what.
        values: Value of each score at the point.
    """
    gains = values[: len(table.sides)]
    margin = np.maximum(np.abs(table.fallback - gains), 1e-9)
    return replace(table, fallback=np.minimum(table.fallback, gains) - margin)
