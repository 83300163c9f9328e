"""Make a table meet its totals while moving it as little as possible.

The method is the generalised RAS of Junius and Oosterhaven (2003) with the objective as
corrected by Huang, Kobayashi and Tanji (2008): every cell keeps its sign, zero cells stay zero,
and positive cells are multiplied, negative cells divided, by one factor per row and one per
column. Without negative cells it is the ordinary biproportional (RAS) method, whose answer has
the least information distance from the prior among all tables with the given totals. Scaling
rows alone, by contrast, breaks the column totals.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import SourceError

Array = NDArray[np.float64]

FREE = np.nan
"""A total that the fit does not constrain."""


@dataclass(frozen=True, eq=False)
class Balanced:
    """A table that meets its totals.

    Attributes:
        table: The fitted table, same axes and unit as the prior.
        residual: Largest distance from a constrained total, over the largest total.
        steps: Passes over rows and columns.
    """

    table: Array
    residual: float
    steps: int


def balance(
    prior: Array,
    *,
    row_total: Array,
    column_total: Array,
    tolerance: float = 1e-13,
    most_steps: int = 20_000,
) -> Balanced:
    """Fit a table to row and column totals; a total of `FREE` leaves its line unscaled.

    Args:
        prior: The table to stay close to, any sign.
        row_total: What each row must sum to, or `FREE`.
        column_total: What each column must sum to, or `FREE`.
        tolerance: Largest accepted residual, relative to the largest total.
        most_steps: Passes after which the fit is given up.

    Raises:
        SourceError: The totals cannot be met by this pattern of signs and zeros.
    """
    plus, minus = np.maximum(prior, 0.0), np.maximum(-prior, 0.0)
    rows, columns = np.ones(prior.shape[0]), np.ones(prior.shape[1])
    size = max(float(np.nanmax(np.abs(row_total))), float(np.nanmax(np.abs(column_total))))
    for step in range(1, most_steps + 1):
        rows = _multipliers(plus @ columns, minus @ (1 / columns), row_total)
        columns = _multipliers(plus.T @ rows, minus.T @ (1 / rows), column_total)
        row_sum = rows * (plus @ columns) - (minus @ (1 / columns)) / rows
        residual = float(np.nanmax(np.abs(row_sum - row_total), initial=0.0)) / size
        if residual <= tolerance:
            table = rows[:, None] * plus * columns - minus / rows[:, None] / columns
            return Balanced(table=table, residual=residual, steps=step)
    worst = int(np.nanargmax(np.abs(row_sum - row_total)))
    raise SourceError(
        f"balancing stopped after {most_steps} passes with a residual of {residual:.1e}",
        where=f"row {worst}, which should sum to {row_total[worst]:.6g}",
        remedy="Check that every row and column with a total has a cell that can carry it",
    )


def _multipliers(plus: Array, minus: Array, total: Array) -> Array:
    """Solve plus·r − minus/r = total for each line; 1 where the total is free or all is zero."""
    free = np.isnan(total)
    target = np.where(free, 0.0, total)
    root = target + np.sqrt(target**2 + 4 * plus * minus)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_plus = root / (2 * plus)
        by_minus = -minus / target
    solved = np.where(plus > 0, by_plus, by_minus)
    usable = ~free & np.isfinite(solved) & (solved > 0)
    return np.where(usable, solved, 1.0)
