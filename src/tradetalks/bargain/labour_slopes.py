"""How trade without inputs answers to wages and to each player's uniform tariff."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.labour_world import LabourWorld, Trade, trade_at

FloatArray = NDArray[np.float64]

CLEARED = 1e-13
"""Wages clear when sales and pay differ by no more than this part of any economy's pay."""
WAGE_STEPS = 60
LONGEST = 0.3
"""Longest step in the log of a wage."""
NEARER = 0.1
"""What a step must leave of the gap for the derivatives to serve once more."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Slopes:
    """First derivatives of trade at one set of wages and rates.

    Attributes:
        share: Spending shares [sector, exporter, importer].
        sale: Sales before tariff, same axes, billions of US dollars.
        taxed_sale: Those that a uniform tariff covers.
        drain: By what fraction an importer's income falls as an exporter's wage rises by one log
            point and moves spending to goods that pay less tariff [sector, exporter, importer].
        excess: Derivative of each economy's log sales over pay in each log wage [economy, economy].
        pay: What labour earns [economy].
    """

    share: FloatArray
    sale: FloatArray
    taxed_sale: FloatArray
    drain: FloatArray
    excess: FloatArray
    pay: FloatArray

    @property
    def anchored(self) -> FloatArray:
        """The derivative of log sales over pay, with world labour income held where it is.

        Sales over pay do not answer to all wages together, so without this there is no inverse.
        """
        return np.asarray(self.excess - self.pay / self.pay.sum())


def slopes_at(world: LabourWorld, trade: Trade) -> Slopes:
    """Return the derivatives of one case of trade.

    Args:
        world: The benchmark.
        trade: Trade with a single case.
    """
    seller, duty, total = trade.seller[:, 0], trade.duty[:, 0], trade.total[:, 0]
    over = seller[:, :, None] / total[:, None, :]
    share = (world.moving * duty[:, None, :] + world.staying) * over
    taxed = world.moving * (duty * np.exp(-trade.log_rate[0]))[:, None, :] * over
    net = taxed + world.staying_net * over
    theta, spent = world.theta[:, None, None], (world.final_share * trade.spending[0])[:, None, :]
    drain = theta * world.final_share[:, None, :] / trade.kept[0]
    drain = drain * (share * trade.net - net)
    sale, pay = net * spent, world.pay * np.exp(trade.log_wage[0])
    by_buyer = sale.sum(axis=0)
    excess = ((theta * sale) @ share.transpose(0, 2, 1)).sum(axis=0)
    excess += by_buyer - by_buyer @ drain.sum(axis=0).T
    excess -= np.diag((theta * sale).sum(axis=(0, 2)) + by_buyer.sum(axis=1))
    return Slopes(
        share=share,
        sale=sale,
        taxed_sale=taxed * spent,
        drain=drain,
        excess=excess / by_buyer.sum(axis=1)[:, None],
        pay=pay,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Cleared:
    """Trade at wages that clear.

    Attributes:
        trade: Trade, a single case.
        slopes: Its derivatives.
        steps: Evaluations of trade.
    """

    trade: Trade
    slopes: Slopes
    steps: int


def cleared(
    world: LabourWorld, log_rate: FloatArray, start: FloatArray, *, near: Slopes | None = None
) -> Cleared:
    """Return trade at the wages that clear, as near as Newton's method comes (eq. war.2).

    Derivatives serve for as long as each step brings the wages ten times nearer.

    Args:
        world: The benchmark.
        log_rate: `log(1 + t)` of each player; zero for the others [economy].
        start: Log wages to begin with [economy].
        near: Derivatives at a point that may be near enough to begin with.
    """
    log_wage, slopes, last, steps = start, near, np.inf, 0
    while True:
        trade, steps = trade_at(world, log_wage[None], log_rate[None]), steps + 1
        gap = float(np.abs(trade.gap).max())
        if gap <= CLEARED or steps >= WAGE_STEPS:
            return Cleared(trade=trade, slopes=slopes_at(world, trade), steps=steps)
        if slopes is None or not gap <= NEARER * last:
            slopes = slopes_at(world, trade)
        step = np.linalg.solve(slopes.anchored, -np.log1p(trade.gap[0]))
        log_wage = at_constant_pay(world, log_wage + np.clip(step, -LONGEST, LONGEST))
        last = gap


def at_constant_pay(world: LabourWorld, log_wage: FloatArray) -> FloatArray:
    """Return the same wages in the money in which world labour income is as in the benchmark."""
    earned = (world.pay * np.exp(log_wage)).sum(axis=-1, keepdims=True)
    return np.asarray(log_wage - np.log(earned / world.pay.sum()))


@dataclass(frozen=True, eq=False, kw_only=True)
class OwnSlopes:
    """What each economy's own rate does to it, everybody else's rate given.

    Attributes:
        gain: Derivative of its log real income in `log(1 + t)` [economy].
        volume: Derivative of what it buys under the tariff, at given prices before tariff, over
            its income [economy]; negative.
        wages: Derivative of log wages [economy, economy whose rate moves].
    """

    gain: FloatArray
    volume: FloatArray
    wages: FloatArray


def own_slopes(world: LabourWorld, found: Cleared) -> OwnSlopes:
    """Return the derivatives in each economy's own rate, all wages moving (eq. war.5).

    Args:
        world: The benchmark.
        found: Trade at wages that clear.
    """
    trade, slopes, theta = found.trade, found.slopes, world.theta[:, None]
    entered, entered_net = trade.entered[:, 0], trade.entered_net[:, 0]
    # A rate moves shares and what is left of them after tariff; then wages follow.
    net = -theta * (entered_net - entered * trade.net[:, 0]) - entered_net
    kept = (world.final_share * net).sum(axis=0) / trade.kept[0]
    direct = (slopes.sale * (theta * entered - kept)[:, None, :]).sum(axis=0)
    direct -= ((1.0 + theta)[:, :, None] * slopes.taxed_sale).sum(axis=0)
    sales = slopes.sale.sum(axis=(0, 2))[:, None]
    wages = np.linalg.solve(slopes.anchored, -direct / sales)
    income = np.diag(wages) - (slopes.drain.sum(axis=0) * wages).sum(axis=0) - kept
    price = np.einsum("kni,ni->ki", slopes.share, wages) + entered
    volume = np.einsum("kmi,ki->i", slopes.taxed_sale, theta * (price - 1.0) - 1.0 + income)
    volume -= (np.einsum("kmi,k->mi", slopes.taxed_sale, 1.0 + world.theta) * wages).sum(axis=0)
    return OwnSlopes(
        gain=income - (world.final_share * price).sum(axis=0),
        volume=volume / trade.spending[0],
        wages=wages,
    )
