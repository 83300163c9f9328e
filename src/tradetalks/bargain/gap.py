"""What a chip that is no tariff must be worth before everybody signs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.table import Table

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Gap:
    """What each side lacks under some terms; money is billions of US dollars a year.

    A chip is whatever is worth that much to the side: a purchase pledge, an investment, a security
    dialogue. The model does not say what one is worth, and adds none to real income.

    Attributes:
        sides: Name of each side.
        over_fallback: What each side gains by the terms over its fallback; below zero it is
            short [side].
    """

    sides: tuple[str, ...]
    over_fallback: FloatArray

    @property
    def to_sign(self) -> FloatArray:
        """What a chip must be worth to each side before it signs (eq. bargain.11) [side]."""
        return np.maximum(-self.over_fallback, 0.0)

    @property
    def to_spare(self) -> FloatArray:
        """What each side could pay for a chip and still sign [side]."""
        return np.maximum(self.over_fallback, 0.0)


def gap(table: Table, values: FloatArray) -> Gap:
    """Return what each side lacks under some terms (eq. bargain.11).

    Args:
        table: Who bargains over what.
        values: Value of each score under the terms.
    """
    over = (values[: len(table.sides)] - table.fallback) * table.income
    return Gap(sides=table.sides, over_fallback=np.asarray(over))
