"""The rates that hold at the margin of tariff quotas, all found together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.equilibrium import Equilibrium, attempt
from tradetalks.model.mixing import Mixing
from tradetalks.model.quotas import (
    Cells,
    QuotaFill,
    cells_of,
    check_structure,
    fills_of,
    log_excess,
    rent,
    unmet,
    volume,
)
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import Structure
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]

MET = 1e-9
"""Log of imports over a quota that counts as filling it: a solve stops at 1e-11 of income, and an
elasticity of 65 makes that 1e-9 of a flow."""
PAID = 1e-11
"""Rents owed less rents paid, over the importer's income: what a solve leaves anyway."""
MOST_SOLVES = 200
HALVINGS = 80
"""Of the range a market's price can be in: as many as digits allow."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Settled:
    """A schedule with its quotas, solved.

    Attributes:
        equilibrium: The world at the rates that hold at the margin; a failure is in its status.
        fills: What became of each quota; empty where there is no equilibrium.
    """

    equilibrium: Equilibrium
    fills: tuple[QuotaFill, ...]


def settle_quotas(
    world: World,
    schedule: Schedule,
    *,
    structure: Structure,
    start: Equilibrium | None = None,
    solver: Solver = DEFAULT_SOLVER,
) -> Settled:
    """Return the equilibrium under a schedule, its quotas in (eq. model.32 to model.34).

    At given costs and spending the rates that meet all conditions of a market are known
    (`cleared`); the world is solved at these, which moves costs and spending, and so on. Moves of
    several rounds are mixed (Anderson's acceleration), so few rounds do.

    Args:
        world: The status quo, as a benchmark.
        schedule: The rates that are to stand, and the quotas.
        structure: Which model it is.
        start: An equilibrium of the same world to begin from.
        solver: Settings of the solver.

    Raises:
        InputError: As in `solve`.
        DealError: The structure can take no quota.
        NoEquilibriumError: No rates were found that meet the conditions of every quota.
    """
    check_structure(structure, schedule.quotas)
    search = _Search(world, schedule, structure, solver)
    if not schedule.quotas:
        return Settled(equilibrium=search.solved(schedule.rate, start=start), fills=())
    found = search.run(start)
    if not found.status.solved:
        return Settled(equilibrium=found, fills=())
    return Settled(equilibrium=found, fills=fills_of(schedule.quotas, found, met=MET))


@dataclass(frozen=True, eq=False, kw_only=True)
class Trial:
    """The world at some rates; arrays are [quota].

    Attributes:
        at: Logs of one plus the rates.
        paid: Rents that were transferred.
        owed: Rents at the prices that were found.
        excess: Log of imports over the quota.
        left: What is left of all conditions, over what may be left.
        found: The equilibrium.
    """

    at: FloatArray
    paid: FloatArray
    owed: FloatArray
    excess: FloatArray
    left: float
    found: Equilibrium


@dataclass(frozen=True, eq=False)
class _Search:
    world: World
    schedule: Schedule
    structure: Structure
    solver: Solver

    def run(self, start: Equilibrium | None) -> Equilibrium:
        """Return the equilibrium in which every quota's conditions hold."""
        cells = cells_of(self.schedule.quotas, self.world)
        low, high = _range(cells)
        trial = self.tried(cells, low, np.zeros(len(low)), start)
        mixing = Mixing()
        for _ in range(MOST_SOLVES):
            if trial.left <= 1.0 or not trial.found.status.solved:
                return trial.found
            at = mixing.next(trial.at, cleared(trial, cells) - trial.at)
            at = np.clip(at, low, high)
            trial = self.tried(cells, at, trial.owed, trial.found)
        raise self.failure(trial)

    def solved(
        self, rate: FloatArray, *, transfer: FloatArray | None = None, start: Equilibrium | None
    ) -> Equilibrium:
        """Return the equilibrium at given rates; a failure is in its status."""
        return attempt(
            self.world,
            rate,
            structure=self.structure,
            transfer=transfer,
            start=start,
            solver=self.solver,
        )

    def tried(
        self, cells: Cells, at: FloatArray, paid: FloatArray, start: Equilibrium | None
    ) -> Trial:
        """Return the world at some rates, with the rents of licences held abroad paid there."""
        rate, transfer = self.schedule.rate.copy(), np.zeros(len(self.world.economies))
        rate[cells.exporter, cells.importer, cells.sector] = new = _rates(at, cells)
        sent = np.where(cells.held_abroad, paid, 0.0)
        np.add.at(transfer, cells.exporter, sent)
        np.subtract.at(transfer, cells.importer, sent)
        found = self.solved(rate, transfer=transfer, start=start)
        cost_hat = found.cost_hat[cells.exporter, cells.sector]
        used = volume(imports=cells.of(found.flow), cost_hat=cost_hat)
        excess = log_excess(used, cells.quantity)
        owed = rent(new, within=cells.within, quantity=cells.quantity, cost_hat=cost_hat)
        low, high = _range(cells)
        unpaid = np.where(cells.held_abroad, owed - paid, 0.0) / found.before.income[cells.importer]
        left = (
            np.abs(unmet(at, excess=excess, low=low, high=high)).max() / MET,
            np.abs(unpaid).max() / PAID,
        )
        return Trial(at=at, paid=paid, owed=owed, excess=excess, left=max(left), found=found)

    def failure(self, last: Trial) -> NoEquilibriumError:
        """Return the complaint about the quota that is farthest off."""
        low, high = _range(cells_of(self.schedule.quotas, self.world))
        left = np.abs(unmet(last.at, excess=last.excess, low=low, high=high))
        line = self.schedule.quotas[int(left.argmax())]
        return NoEquilibriumError(
            f"No rates found that fill the quotas as they should: after {MOST_SOLVES} solves the "
            f"one on {line.sector} from {line.exporter} is {left.max():.1e} off, in logs",
            where=self.world.name,
            remedy="Weigh fewer quotas at a time",
        )


def _range(cells: Cells) -> tuple[FloatArray, FloatArray]:
    """Return between which logs of one plus the rate to look; without a quota, the rate beyond."""
    high = np.log1p(cells.beyond)
    return np.where(cells.quantity > 0.0, np.log1p(cells.within), high), high


def _rates(at: FloatArray, cells: Cells) -> FloatArray:
    """Return rates from their logs; at an end the very rate of the quota."""
    low, high = _range(cells)
    return np.where(at >= high, cells.beyond, np.where(at <= low, cells.within, np.expm1(at)))


def cleared(trial: Trial, cells: Cells) -> FloatArray:
    """Return logs of one plus the rates that meet all conditions at given costs and spending.

    What a rate does to one supplier's sales is known once the price of the market is, and that
    price is one number for each market, found by halving its range.

    Args:
        trial: The world at some rates.
        cells: The quotas.
    """
    low, high = _range(cells)
    share, theta = cells.of(trial.found.share), trial.found.world.theta[cells.sector]
    places = np.stack([cells.importer, cells.sector])
    _, market = np.unique(places, axis=1, return_inverse=True)
    market = market.reshape(-1)
    others = np.maximum(1.0 - np.bincount(market, weights=share), 0.0)

    def rates(log_size: FloatArray) -> FloatArray:
        """Return the rates at given sums of all suppliers' weights, over those of the trial."""
        move = (trial.excess - log_size[market]) / (1.0 + theta)
        return np.clip(trial.at + move, low, high)

    def log_size(at: FloatArray) -> FloatArray:
        weight = share * np.exp(theta * (trial.at - at))
        return np.asarray(np.log(others + np.bincount(market, weights=weight)))

    least, most = log_size(high), log_size(low)
    for _ in range(HALVINGS):
        middle = (least + most) / 2.0
        larger = log_size(rates(middle)) > middle
        least, most = np.where(larger, middle, least), np.where(larger, most, middle)
    return rates(most)
