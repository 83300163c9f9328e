"""What changes in a world: checked, and laid out for the solver."""

from dataclasses import dataclass
from functools import cache

import jax
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError
from tradetalks.model.benchmark import sector_first
from tradetalks.model.problem import Shock

FloatArray = NDArray[np.float64]

IN_BALANCE = 1e-10
"""Deficits over world income that a solve leaves in a world it has purged."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Change:
    """New rates and costs.

    Attributes:
        tariff: New applied rates [exporter, importer, sector], fractions.
        iceberg: Change in other trade costs, same axes; None where none changes.
        transfer: Money received from other economies [economy], billions of US dollars.
    """

    tariff: FloatArray
    iceberg: FloatArray | None
    transfer: FloatArray


def check_change(world: World, change: Change) -> None:
    """Refuse a change of another shape than the world's, or with values that cannot be.

    Raises:
        InputError: The message names the array and the cell.
    """
    bilateral = world.tariff.shape
    _check_one("tariff", change.tariff, shape=bilateral, above=-1.0)
    if np.isposinf(change.tariff).any():
        raise InputError("an infinite tariff", remedy="Cut trade off with iceberg=inf instead")
    if change.iceberg is not None:
        _check_one("iceberg", change.iceberg, shape=bilateral, above=0.0)
    _check_one("transfer", change.transfer, shape=bilateral[:1], above=-np.inf)
    if abs(change.transfer.sum()) > IN_BALANCE * world.income.sum():
        raise InputError(
            f"transfers that sum to {change.transfer.sum():.3g} bn",
            remedy="Let somebody pay what others receive: transfers sum to zero",
        )


def _check_one(name: str, values: FloatArray, *, shape: tuple[int, ...], above: float) -> None:
    if values.shape != shape:
        raise InputError(
            f"{name} has the shape {values.shape}", remedy=f"Give it the world's shape, {shape}"
        )
    wrong = ~(values > above)
    if wrong.any():
        cell = tuple(int(axis[0]) for axis in np.nonzero(wrong))
        raise InputError(
            f"{name} is {values[cell]} in cell {cell}", remedy=f"Give numbers above {above}"
        )


def shock_from(change: Change) -> Shock:
    """Return a change as the solver has it, on the device."""
    tariff = sector_first(change.tariff)
    iceberg = None if change.iceberg is None else np.log(sector_first(change.iceberg))
    log_iceberg = _no_change(tariff.shape) if iceberg is None else iceberg
    return Shock(*jax.device_put((tariff, log_iceberg, change.transfer)))


@cache
def _no_change(shape: tuple[int, ...]) -> Array:
    zeros: Array = jax.device_put(np.zeros(shape))
    return zeros
