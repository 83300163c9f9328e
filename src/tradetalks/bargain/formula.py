"""A tariff war by formula: each player's uniform tariff from shares and elasticities.

The formula is Lashkaripour's (2021), for a world in which labour makes everything, trade balances
and a country's tariff is one rate on all it buys abroad. Such a rate raises the wage at home
against all others, as a tax on all exports would; the best one is what a monopolist of the
country's exports would add to their price, so export demand is all one needs to know. Tariffs and
wages are then one system of two unknowns a country, without any search.
"""

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Never

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.labour_slopes import Cleared, Slopes, cleared, own_slopes
from tradetalks.bargain.labour_world import LabourWorld, labour_world
from tradetalks.errors import InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model.mixing import Mixing

FloatArray = NDArray[np.float64]

FIRST_RATES = (0.3, 1.0, 0.1)
"""Rates to begin at; the next is taken where the iteration circles around a point that nearly
meets the formula."""
TOLERANCE = 1e-12
"""Rates, and sales over pay, at which the iteration stops."""
ACCEPTED = 1e-10
"""What it may have left if it cannot come nearer."""
MOST_ROUNDS = 200
LONGEST = 0.7
"""Longest step in the log of a rate."""
UNBOUNDED = 1e3
"""A rate above this, where the iteration ends without an answer, says that there is none."""
LEAST = 1e-3
"""A proposed rate below this part of the last one, or below zero, is a step as long as allowed."""


class Formula(StrEnum):
    """By which rule a player's tariff follows from trade."""

    PUBLISHED = "published"
    """Lashkaripour's (2021) equation (eq. war.3). Two things in it are approximate. Wages of the
    others stay where they are; and a player's wage moves a buyer's tariff revenue, and so its
    spending on a sector, only through that same sector."""
    COMPLETE = "complete"
    """The same with revenue moved through all sectors (eq. war.4): exact where there are only two
    economies."""
    EXACT = "exact"
    """The condition that no player gains by a small change of its rate, all wages moving
    (eq. war.5): the war in uniform tariffs itself. It needs no uniformity of the others, so
    tariffs may be on goods only."""

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise UnknownCodeError("formula", str(value), [str(each) for each in cls])


@dataclass(frozen=True, eq=False, kw_only=True)
class FormulaWar:
    """A war of uniform tariffs in a world without inputs.

    Changes are relative to the world without trade imbalances at the tariffs that stand, and money
    is such that world labour income is what it was.

    Attributes:
        world: The benchmark.
        formula: By which rule.
        players: Codes of the economies at war; the others keep their tariffs.
        services: Whether services are taxed too.
        rate: The tariff of each player, a fraction [player].
        tariff: All applied rates [exporter, importer, sector].
        real_income_hat: Change in real income [economy].
        wage_hat: Change in wages [economy].
        residual: The largest of all gaps between a rate and its formula, and between sales and pay
            relative to pay.
        steps: Evaluations of trade.
        seconds: Wall-clock time.
    """

    world: World
    formula: Formula
    players: tuple[str, ...]
    services: bool
    rate: FloatArray
    tariff: FloatArray
    real_income_hat: FloatArray
    wage_hat: FloatArray
    residual: float
    steps: int
    seconds: float


def formula_war(
    world: World,
    players: tuple[str, ...] | None = None,
    *,
    formula: Formula | str = Formula.PUBLISHED,
    services: bool = True,
) -> FormulaWar:
    """Return the tariffs of a war, and the equilibrium, as one system.

    What is bought as an input counts as final demand, so on a world with inputs it is a start for
    a search rather than an answer. How far each rule is from the exact one is measured in
    `docs/explanation/tariff-war.md`.

    Args:
        world: The benchmark; its trade imbalances are taken out first.
        players: Codes of the economies at war; all when None.
        formula: By which rule.
        services: Whether services are taxed too, as in the paper. Otherwise they keep their rates,
            and only the exact rule holds.

    Raises:
        UnknownCodeError: An economy is not in the world, or there is no such formula.
        InputError: Nobody is at war, somebody twice, a player sells nothing abroad, or services are
            free under a formula that has no place for them.
        NoEquilibriumError: The system was not solved.
    """
    began = time.perf_counter()
    rule, codes = Formula(formula), world.economies if players is None else tuple(players)
    at = _positions(world, codes)
    _check_services(world, rule, services)
    at_war = _setting(world, at, services=services)
    peace = cleared(_setting(world, at[:0], services=services), *np.zeros((2, len(at_war.pay))))
    found = _solved(at_war, at, rule, start=peace.trade.log_wage[0])
    _check_solved(found, world, codes)
    trade, before = found.cleared.trade, peace.trade
    gain = trade.log_real_income[0] - before.log_real_income[0]
    return FormulaWar(
        world=world,
        formula=rule,
        players=codes,
        services=services,
        rate=found.rate,
        tariff=np.where(at_war.covered, np.expm1(trade.log_rate[0])[:, None], world.tariff),
        real_income_hat=np.exp(gain),
        wage_hat=np.exp(trade.log_wage[0] - before.log_wage[0]),
        residual=found.residual,
        steps=found.steps + peace.steps,
        seconds=time.perf_counter() - began,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class _Solved:
    """Where the iteration ended.

    Attributes:
        rate: The rate of each player [player].
        cleared: Trade there.
        gap: What each rate's formula says more than the rate [player].
        steps: Evaluations of trade.
    """

    rate: FloatArray
    cleared: Cleared
    gap: FloatArray
    steps: int

    @property
    def residual(self) -> float:
        """The largest gap."""
        return max(float(np.abs(gap).max()) for gap in (self.gap, self.cleared.trade.gap))


def _solved(world: LabourWorld, at: NDArray[np.int64], rule: Formula, start: FloatArray) -> _Solved:
    """Return where the iteration ends, from other rates where it circles on the way."""
    for first in FIRST_RATES:
        end = _solved_from(first, world, at, rule, start)
        if end.residual <= ACCEPTED or end.rate.max() > UNBOUNDED:
            break
    return end


def _solved_from(
    first: float, world: LabourWorld, at: NDArray[np.int64], rule: Formula, start: FloatArray
) -> _Solved:
    log_rate, mixing, steps = np.full(len(at), np.log(first)), Mixing(LONGEST), 0
    near: Slopes | None = None
    for _ in range(MOST_ROUNDS):
        rate = np.exp(log_rate)
        found = cleared(world, _spread(world, at, np.log1p(rate)), start, near=near)
        start, near, steps = found.trade.log_wage[0], found.slopes, steps + found.steps
        proposed = proposed_rates(world, found, rule)[at]
        end = _Solved(rate=rate, cleared=found, gap=proposed - rate, steps=steps)
        if not end.residual > TOLERANCE:
            break
        log_rate = mixing.next(log_rate, np.log(np.maximum(proposed / rate, LEAST)))
    return end


def proposed_rates(world: LabourWorld, found: Cleared, rule: Formula) -> FloatArray:
    """Return what the rule makes of trade: the rate of each economy if it is a player [economy].

    Args:
        world: The benchmark.
        found: Trade at wages that clear.
        rule: Which rule.
    """
    if rule is Formula.EXACT:
        own = own_slopes(world, found)
        # Who is not a player taxes nothing, and has neither.
        levied = np.where(own.volume, own.volume, 1.0)
        return np.asarray(np.expm1(found.trade.log_rate[0]) - own.gain / levied)
    return rate_of_export_demand(world, found, complete=rule is Formula.COMPLETE)


def rate_of_export_demand(world: LabourWorld, found: Cleared, *, complete: bool) -> FloatArray:
    """Return the markup on a country's exports at wages abroad that stay [economy].

    It is one over the elasticity of what exports earn in the wage at home (eq. war.3), with the
    part of it that goes through buyers' tariff revenue complete (eq. war.4) or not.

    Args:
        world: The benchmark.
        found: Trade at wages that clear.
        complete: Whether revenue that moves in one sector moves spending on all of them.
    """
    slopes = found.slopes
    abroad = ~np.eye(len(world.pay), dtype=bool)
    sold = slopes.sale * abroad
    lost = (sold * (1.0 - slopes.share) * world.theta[:, None, None]).sum(axis=(0, 2))
    if complete:
        lost += (sold.sum(axis=0) * slopes.drain.sum(axis=0)).sum(axis=1)
    else:
        lost += (sold * slopes.drain).sum(axis=(0, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sold.sum(axis=(0, 2)) / lost)


def _setting(world: World, at: NDArray[np.int64], *, services: bool) -> LabourWorld:
    player = np.zeros(len(world.economies), dtype=bool)
    player[at] = True
    taxed = np.array([services or code not in world.services for code in world.sectors])
    return labour_world(world, player=player, taxed=taxed)


def _spread(world: LabourWorld, at: NDArray[np.int64], values: FloatArray) -> FloatArray:
    everywhere = np.zeros(len(world.pay))
    everywhere[at] = values
    return everywhere


def _positions(world: World, players: tuple[str, ...]) -> NDArray[np.int64]:
    at = np.array([world.economy_index(code) for code in players], dtype=np.int64)
    if not len(at) or len(set(players)) < len(players):
        raise InputError(
            f"the players {', '.join(players) or '(none)'}", remedy="Name each player once"
        )
    exports = world.flow.sum(axis=(1, 2)) - np.einsum("iis->i", world.flow)
    for code, place in zip(players, at, strict=True):
        if not exports[place] > 0:
            raise InputError(
                f"{code} sells nothing abroad, so no tariff of its own moves its terms of trade",
                where=f"world '{world.name}'",
                remedy=f"Leave {code} out of the players",
            )
    return at


def _check_services(world: World, rule: Formula, services: bool) -> None:
    if not services and world.services and rule is not Formula.EXACT:
        raise InputError(
            f"the {rule} formula taxes all that is traded, and services are to stay free",
            remedy=f"Give formula='{Formula.EXACT}', or services=True",
        )


def _check_solved(found: _Solved, world: World, players: tuple[str, ...]) -> None:
    if found.residual <= ACCEPTED:
        return
    if found.rate.max() > UNBOUNDED:
        worst = players[int(found.rate.argmax())]
        raise NoEquilibriumError(
            f"No war by formula: the tariff of {worst} rises above {UNBOUNDED:.0%} without an end, "
            "since who buys from it has nobody else to buy from",
            where=f"world '{world.name}'",
            remedy=f"Leave {worst} out of the players, or search between bounds",
        )
    worst = players[int(np.nan_to_num(np.abs(found.gap), nan=np.inf).argmax())]
    raise NoEquilibriumError(
        f"No war by formula: stopped after {found.steps} steps {found.residual:.1e} away, most of "
        f"all for {worst}",
        where=f"world '{world.name}'",
        remedy="Give fewer players, or search from the tariffs that stand",
    )
