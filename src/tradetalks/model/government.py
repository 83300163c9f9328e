"""What a government makes of a change: the real income of each sector, and a weight on each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError
from tradetalks.model.accounts import Accounts, accounts_of
from tradetalks.model.equilibrium import Equilibrium
from tradetalks.model.sector_income import sector_income
from tradetalks.model.structure import Structure

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class SectorIncomes:
    """What each sector's people earn, in billions of US dollars [economy, sector].

    Each economy's sum to its income.

    Attributes:
        before: In the benchmark.
        after: After the change.
    """

    before: FloatArray
    after: FloatArray


def sector_incomes(found: Equilibrium) -> SectorIncomes:
    """Return the income of each sector before and after a change, under any structure.

    Margins are earned by the workers who sell a sector's goods, and are counted with it.

    Args:
        found: The equilibrium after the change.
    """
    before = found.before
    return SectorIncomes(
        before=_incomes(before, output=before.output, flow=found.world.flow, income=before.income),
        after=_incomes(before, output=found.output, flow=found.flow, income=found.income),
    )


def sector_real_income_hat(found: Equilibrium) -> FloatArray:
    """Return the change in the real income of each sector [economy, sector] (eq. model.24).

    A sector that has no workers before and after does not change.

    Args:
        found: The equilibrium after the change.
    """
    earned = sector_incomes(found)
    nobody = (earned.before == 0) & (earned.after == 0)
    ratio = np.where(nobody, 1.0, earned.after) / np.where(nobody, 1.0, earned.before)
    return np.where(nobody, 1.0, ratio / found.price_index_hat[:, None])


def government_welfare_hat(found: Equilibrium, weights: FloatArray) -> FloatArray:
    """Return the change in what governments maximise [economy] (eq. model.25).

    Only weights relative to one another matter; with even weights this is real income.

    Args:
        found: The equilibrium after the change.
        weights: What each government gives for a dollar in each sector [economy, sector].

    Raises:
        InputError: The weights have another shape, one is negative or no number, or an economy
            has none on a sector that earns.
    """
    earned = sector_incomes(found)
    _check(weights, earned.before, found.world)
    before, after = (weights * earned.before).sum(axis=1), (weights * earned.after).sum(axis=1)
    return np.asarray(after / before / found.price_index_hat)


def weights_per_dollar(world: World, structure: Structure, weights: FloatArray) -> FloatArray:
    """Return weights over what the benchmark comes to with them [economy, sector].

    Their product with sector incomes, summed, is then one before any change.

    Args:
        world: The benchmark.
        structure: Which model it is.
        weights: What each government gives for a dollar in each sector [economy, sector].

    Raises:
        InputError: As in `government_welfare_hat`.
    """
    before = accounts_of(world, structure)
    earned = _incomes(before, output=before.output, flow=world.flow, income=before.income)
    _check(weights, earned, world)
    return np.asarray(weights / (weights * earned).sum(axis=1, keepdims=True))


def _incomes(
    before: Accounts, *, output: FloatArray, flow: FloatArray, income: FloatArray
) -> FloatArray:
    margin = before.margin_share[:, None] * flow.sum(axis=0)
    earned: FloatArray = sector_income(
        labour_cost=(before.value_added_share - before.profit_share) * output + margin,
        profits=before.profit_share * output,
        income=income,
    )
    return earned


def _check(weights: FloatArray, income: FloatArray, world: World) -> None:
    if weights.shape != income.shape:
        raise InputError(
            f"weights of the shape {weights.shape}",
            remedy=f"Give one for each economy and sector: {income.shape}",
        )
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise InputError(
            "a weight on a sector that is negative or no number", remedy="Give weights from 0 on"
        )
    nothing = (weights * income).sum(axis=1) <= 0
    if nothing.any():
        economy = world.economies[int(nothing.argmax())]
        raise InputError(
            f"no weight in {economy} on any sector that earns anything",
            remedy="Give a positive weight to one that does",
        )
