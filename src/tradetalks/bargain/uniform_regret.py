"""What each player of a war by formula would gain by another uniform tariff of its own."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.formula import FormulaWar
from tradetalks.bargain.labour_slopes import (
    LONGEST,
    Cleared,
    OwnSlopes,
    at_constant_pay,
    cleared,
    own_slopes,
)
from tradetalks.bargain.labour_world import LabourWorld, Trade, labour_world, trade_at
from tradetalks.errors import NoEquilibriumError

FloatArray = NDArray[np.float64]

CLEARED = 1e-12
"""Sales over pay at which wages after a deviation clear; gains are right to about as much."""
WAGE_STEPS = 80
ROUNDS = 6
STILL = 1e-7
"""A deviation shorter than this in `log(1 + t)` gains less than rounding."""


@dataclass(frozen=True, eq=False, kw_only=True)
class UniformRegrets:
    """The best uniform deviation of each player, everybody else's tariffs given.

    Attributes:
        gain: Its gain in real income, a fraction [player]: the player's regret.
        rate: The rate it would choose, a fraction [player].
        slope: Derivative of log real income in `log(1 + t)` where it stands [player].
        seconds: Wall-clock time.
    """

    gain: FloatArray
    rate: FloatArray
    slope: FloatArray
    seconds: float


def uniform_regrets(war: FormulaWar) -> UniformRegrets:
    """Return what each player would gain by the best other uniform rate (eq. war.6).

    The world is the one the formula is for, without inputs. All players' deviations are tried at
    once, each from the war, upwards by its own slope and curvature.

    Args:
        war: The war.

    Raises:
        NoEquilibriumError: Wages do not clear after a deviation.
    """
    began = time.perf_counter()
    at = np.array([war.world.economy_index(code) for code in war.players])
    world, stand = _standing(war, at)
    own = own_slopes(world, stand)
    here, slope = stand.trade.log_rate[0, at], own.gain[at]
    # A first guess below zero is far off; free trade is nearer.
    move = np.log1p(np.maximum(war.rate - slope / own.volume[at], 0.0)) - here
    best, gain = np.zeros(len(at)), np.zeros(len(at))
    for _ in range(ROUNDS):
        tried = _deviations(world, stand, own, at, move).log_real_income[np.arange(len(at)), at]
        tried = tried - stand.trade.log_real_income[0, at]
        best, gain = np.where(tried > gain, move, best), np.maximum(gain, tried)
        bend = 2.0 * (tried - slope * move) / np.where(move, move, 1.0) ** 2
        goes_on = (np.abs(move) > STILL) & (bend < 0)
        step = np.where(goes_on, -slope / np.where(goes_on, bend, 1.0), move)
        if np.abs(step - move).max() <= STILL:
            break
        move = step
    return UniformRegrets(
        gain=np.expm1(gain),
        rate=np.expm1(here + best),
        slope=slope,
        seconds=time.perf_counter() - began,
    )


def _standing(war: FormulaWar, at: NDArray[np.int64]) -> tuple[LabourWorld, Cleared]:
    sectors = war.world.sectors
    player, log_rate = np.zeros(len(war.wage_hat), dtype=bool), np.zeros(len(war.wage_hat))
    player[at], log_rate[at] = True, np.log1p(war.rate)
    taxed = np.array([war.services or code not in war.world.services for code in sectors])
    world = labour_world(war.world, player=player, taxed=taxed)
    return world, cleared(world, log_rate, np.zeros(len(player)))


def _deviations(
    world: LabourWorld, stand: Cleared, own: OwnSlopes, at: NDArray[np.int64], move: FloatArray
) -> Trade:
    """Return trade after each player's move alone [player, ...].

    Wages are near those that stand, so the derivatives there, factorised once, serve all cases.
    """
    log_rate = np.repeat(stand.trade.log_rate, len(at), axis=0)
    log_rate[np.arange(len(at)), at] += move
    log_wage = stand.trade.log_wage + own.wages[:, at].T * move[:, None]
    back = np.linalg.inv(stand.slopes.anchored).T
    for _ in range(WAGE_STEPS):
        trade = trade_at(world, at_constant_pay(world, log_wage), log_rate)
        if np.abs(trade.gap).max() <= CLEARED:
            return trade
        step = np.clip(-np.log1p(trade.gap) @ back, -LONGEST, LONGEST)
        log_wage = trade.log_wage + step
    raise NoEquilibriumError(
        f"Wages do not clear after a deviation: {np.abs(trade.gap).max():.1e} of pay is left",
        remedy="Deviate less far from the war",
    )
