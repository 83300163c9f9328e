"""What producers buy from one another: all the inputs of the data, one composite, or none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import StructureError

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class FullInputs:
    """Every sector buys from every sector, in the cost shares of the data (Caliendo-Parro)."""

    def purchases(self, *, data: FloatArray, revenue: FloatArray, bought: FloatArray) -> FloatArray:
        """Return what each sector pays for inputs [economy, input, user], billions of dollars.

        Args:
            data: The same in the data.
            revenue: Producer revenue [economy, sector].
            bought: Spending of each economy on each sector, tariff in [economy, sector].
        """
        del revenue, bought
        return data


@dataclass(frozen=True, kw_only=True)
class RoundaboutInputs:
    """Every sector buys the same bundle that its economy buys as a whole.

    Attributes:
        value_added_share: Value added over producer revenue, the same everywhere; None keeps that
            of each economy and sector in the data.
    """

    value_added_share: float | None = None

    def __post_init__(self) -> None:
        share = self.value_added_share
        if share is not None and not 0.0 < share <= 1.0:
            raise StructureError(
                f"a share of value added of {share}", remedy="Give one above 0 and up to 1"
            )

    def purchases(self, *, data: FloatArray, revenue: FloatArray, bought: FloatArray) -> FloatArray:
        """Return what each sector pays for inputs; arguments as in `FullInputs.purchases`."""
        bundle = bought / bought.sum(axis=1, keepdims=True)
        share = self.value_added_share
        outlay = data.sum(axis=1) if share is None else (1.0 - share) * revenue
        return np.asarray(bundle[:, :, None] * outlay[:, None, :])


@dataclass(frozen=True, kw_only=True)
class NoInputs:
    """Labour makes everything; what the data call inputs is final demand."""

    def purchases(self, *, data: FloatArray, revenue: FloatArray, bought: FloatArray) -> FloatArray:
        """Return zeros; arguments as in `FullInputs.purchases`."""
        del revenue, bought
        return np.zeros_like(data)


Inputs = FullInputs | RoundaboutInputs | NoInputs

FULL_INPUTS = FullInputs()
