"""A world that makes everything with labour alone, under one uniform tariff for each player.

Nothing but wages is then unknown, and trade under hundreds of sets of rates is a few products of
matrices. The equations are those of the model without inputs and with balanced trade
(eq. model.1 to model.8), of which shares, prices and incomes follow from wages in closed form.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model.closure import Closure
from tradetalks.model.inputs import NoInputs
from tradetalks.model.structure import Structure

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LABOUR_ONLY = Structure(inputs=NoInputs(), imbalances=Closure.PURGED)
"""The same model for the engine: no inputs, imbalances purged from the benchmark first."""


@dataclass(frozen=True, eq=False, kw_only=True)
class LabourWorld:
    """The benchmark, as trade under uniform tariffs needs it.

    Attributes:
        moving: Spending shares of the cells that a player's rate covers, as they would be at equal
            wages without that tariff, up to a common factor [sector, exporter, importer]; zero
            elsewhere.
        staying: Spending shares of all other cells, same axes.
        staying_net: The same after tariff.
        theta: Trade elasticity [sector].
        final_share: Shares in spending [sector, importer].
        pay: What labour earns [economy], billions of US dollars.
        covered: Which rates a player sets [exporter, importer, sector].
    """

    moving: FloatArray
    staying: FloatArray
    staying_net: FloatArray
    theta: FloatArray
    final_share: FloatArray
    pay: FloatArray
    covered: BoolArray


def labour_world(world: World, *, player: BoolArray, taxed: BoolArray) -> LabourWorld:
    """Return a world in which some economies levy one rate on all they buy abroad.

    Args:
        world: The benchmark.
        player: Which economies do; the others keep their tariffs [economy].
        taxed: On which sectors [sector].
    """
    abroad = ~np.eye(len(world.economies), dtype=bool)
    covered = abroad[:, :, None] & player[None, :, None] & taxed
    free = world.share * (1.0 + world.tariff) ** world.theta
    return LabourWorld(
        moving=_sector_first(np.where(covered, free, 0.0)),
        staying=_sector_first(np.where(covered, 0.0, world.share)),
        staying_net=_sector_first(np.where(covered, 0.0, world.share / (1.0 + world.tariff))),
        theta=world.theta,
        final_share=(world.expenditure / world.expenditure.sum(axis=1, keepdims=True)).T,
        pay=world.output.sum(axis=1),
        covered=covered,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Trade:
    """Trade at some wages and rates, for several cases at once.

    Attributes:
        log_wage: Log change in wages [case, economy].
        log_rate: `log(1 + t)` of each player; zero for the others [case, economy].
        seller: `ŵ^−θ` [sector, case, exporter].
        duty: `(1 + t)^−θ` [sector, case, importer].
        total: What shares are divided by: `P̂^−θ` [sector, case, importer].
        entered: Share of spending that the uniform tariff covers, tariff in, same axes.
        entered_net: The same after tariff.
        net: Share of spending that reaches producers, same axes.
        kept: The same over all sectors [case, importer].
        spending: Income, which is spending on all sectors [case, importer], billions of US dollars.
        gap: What sales bring over what labour earns, less one [case, economy].
        log_real_income: Log change in real income [case, economy].
    """

    log_wage: FloatArray
    log_rate: FloatArray
    seller: FloatArray
    duty: FloatArray
    total: FloatArray
    entered: FloatArray
    entered_net: FloatArray
    net: FloatArray
    kept: FloatArray
    spending: FloatArray
    gap: FloatArray
    log_real_income: FloatArray


def trade_at(world: LabourWorld, log_wage: FloatArray, log_rate: FloatArray) -> Trade:
    """Return trade at some wages and rates (eq. war.1).

    Args:
        world: The benchmark.
        log_wage: Log change in wages [case, economy].
        log_rate: `log(1 + t)` of each player; zero for the others [case, economy].
    """
    theta, share = world.theta[:, None, None], world.final_share[:, None, :]
    seller, duty = np.exp(-theta * log_wage), np.exp(-theta * log_rate)
    duty_net = duty * np.exp(-log_rate)
    moved = seller @ world.moving
    total = duty * moved + seller @ world.staying
    total = np.where(total > 0, total, 1.0)
    entered_net = duty_net * moved / total
    net = entered_net + seller @ world.staying_net / total
    kept = (share * net).sum(axis=0)
    earned = world.pay * np.exp(log_wage)
    spending = earned / kept
    per_total = share * spending / total
    sales = (per_total * duty_net) @ _turned(world.moving) + per_total @ _turned(world.staying_net)
    log_price = -(share * np.log(total) / theta).sum(axis=0)
    return Trade(
        log_wage=log_wage,
        log_rate=log_rate,
        seller=seller,
        duty=duty,
        total=total,
        entered=duty * moved / total,
        entered_net=entered_net,
        net=net,
        kept=kept,
        spending=spending,
        gap=(seller * sales).sum(axis=0) / earned - 1.0,
        log_real_income=np.log(spending) - log_price,
    )


def _sector_first(cells: FloatArray) -> FloatArray:
    return np.ascontiguousarray(np.moveaxis(cells, 2, 0))


def _turned(cells: FloatArray) -> FloatArray:
    return cells.transpose(0, 2, 1)
