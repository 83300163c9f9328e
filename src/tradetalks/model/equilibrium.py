"""The equilibrium of the world under new tariffs."""

import time
from dataclasses import dataclass, replace
from functools import cache, cached_property
from weakref import WeakKeyDictionary

import jax
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, NoEquilibriumError
from tradetalks.model.benchmark import benchmark_of, rest_point, sector_first
from tradetalks.model.closure import Closure
from tradetalks.model.levels import settled_expenditure
from tradetalks.model.problem import Point, Shock
from tradetalks.model.stages import DEFAULT_SOLVER, Solver, solve_in_stages
from tradetalks.model.status import Certificate, Residuals, Status
from tradetalks.model.verdict import residuals_of, status_of
from tradetalks.model.welfare import price_index_hat, real_income_hat

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Equilibrium:
    """The world after a change, relative to a benchmark.

    Money is billions of US dollars at prices where world value added is what it was in the
    benchmark. Changes (`_hat`) are new over old.

    Attributes:
        world: The benchmark the changes are relative to; without imbalances under
            `Closure.BALANCED`.
        tariff: New applied rates [exporter, importer, sector].
        iceberg: Change in other trade costs, same axes; None where none changes.
        transfer: Money received from other economies besides [economy].
        closure: How imbalances are closed.
        wage_hat: Change in the nominal wage [economy].
        price_hat: Change in the price of each sector [economy, sector].
        cost_hat: Change in unit cost [economy, sector].
        share: New spending shares [exporter, importer, sector].
        expenditure: New spending, tariff in [economy, sector].
        output: New producer revenue [economy, sector].
        revenue: New tariff revenue [economy].
        income: New income [economy].
        residuals: What is left of each block of equations.
        status: What became of the solve.
        tolerance: What the solver had to reach.
        steps: Evaluations of the system.
        seconds: Wall-clock time of the solve.
    """

    world: World
    tariff: FloatArray
    iceberg: FloatArray | None
    transfer: FloatArray
    closure: Closure
    wage_hat: FloatArray
    price_hat: FloatArray
    cost_hat: FloatArray
    share: FloatArray
    expenditure: FloatArray
    output: FloatArray
    revenue: FloatArray
    income: FloatArray
    residuals: Residuals
    status: Status
    tolerance: float
    steps: int
    seconds: float

    @property
    def spending(self) -> FloatArray:
        """New X[exporter, importer, sector], at purchaser price; computed anew at each call."""
        return self.share * self.expenditure

    @property
    def flow(self) -> FloatArray:
        """New trade before tariff [exporter, importer, sector]; computed anew at each call."""
        return self.spending / (1.0 + self.tariff)

    @cached_property
    def value_added(self) -> FloatArray:
        """New value added [economy]."""
        return self.wage_hat * self.world.value_added

    @cached_property
    def price_index_hat(self) -> FloatArray:
        """Change in the price of final consumption [economy]."""
        return price_index_hat(price_hat=self.price_hat, final_share=self.world.final_share)

    @cached_property
    def real_income_hat(self) -> FloatArray:
        """Change in real income, tariff revenue and imbalance in [economy]."""
        return real_income_hat(
            income=self.income,
            benchmark=self.world.income,
            price_index=self.price_index_hat,
        )

    @cached_property
    def certificate(self) -> Certificate:
        """What stands behind these numbers."""
        return Certificate(
            residuals=self.residuals,
            tolerance=self.tolerance,
            closure=self.closure,
            world=self.world.name,
            fingerprint=self.world.fingerprint,
            elasticity=self.world.elasticity,
            status=self.status,
            steps=self.steps,
            seconds=self.seconds,
        )

    def as_world(self, name: str) -> World:
        """Return this equilibrium as a benchmark of its own, whose identities hold.

        Args:
            name: Name of the new world.
        """
        spending = settled_expenditure(
            self.world, share=self.share, tariff=self.tariff, start=self.expenditure
        )
        return replace(
            self.world,
            name=name,
            spending=self.share * spending,
            tariff=self.tariff,
            notes=(*self.world.notes, f"Solved from {self.world.name}, closure {self.closure}."),
        )


def solve(
    world: World,
    tariff: FloatArray,
    *,
    iceberg: FloatArray | None = None,
    closure: Closure = Closure.SHARE,
    transfer: FloatArray | None = None,
    start: Equilibrium | None = None,
    solver: Solver = DEFAULT_SOLVER,
) -> Equilibrium:
    """Return the equilibrium under new tariffs (eq. model.1 to model.8).

    Args:
        world: The benchmark.
        tariff: New applied rates [exporter, importer, sector], fractions.
        iceberg: Change in other trade costs, same axes; 1 is none, infinity cuts trade off.
        closure: What happens to imbalances.
        transfer: Money received from other economies besides, billions of US dollars; sums to
            zero.
        start: An equilibrium of the same world to begin from; it moves the time a solve takes,
            not its answer.
        solver: Settings of the solver.

    Raises:
        InputError: An array has the wrong shape, or a value that is not a rate or a cost.
        NoEquilibriumError: No equilibrium was found to the tolerance; the message says where.
    """
    found = attempt(
        world,
        tariff,
        iceberg=iceberg,
        closure=closure,
        transfer=transfer,
        start=start,
        solver=solver,
    )
    _raise_unless_solved(found)
    return found


def attempt(
    world: World,
    tariff: FloatArray,
    *,
    iceberg: FloatArray | None = None,
    closure: Closure = Closure.SHARE,
    transfer: FloatArray | None = None,
    start: Equilibrium | None = None,
    solver: Solver = DEFAULT_SOLVER,
) -> Equilibrium:
    """Return what `solve` returns, with a failure in its status rather than raised.

    Args and errors in the input are those of `solve`.
    """
    closure = Closure(closure)
    basis = purge(world) if closure is Closure.BALANCED else world
    change = _Change(
        tariff=tariff,
        iceberg=iceberg,
        transfer=np.zeros(len(world.economies)) if transfer is None else transfer,
    )
    _check(world, change)
    return _solved(basis, change, closure=closure, start=start, solver=solver)


def purge(world: World) -> World:
    """Return the world as it would be without trade imbalances, at the same tariffs.

    Args:
        world: The benchmark; the answer is kept for as long as it lives. A world in balance is
            returned as it is.

    Raises:
        NoEquilibriumError: There is none.
    """
    if np.abs(world.deficit).max() <= IN_BALANCE * world.income.sum():
        return world
    if world not in _PURGED:
        free = np.zeros(len(world.economies))
        change = _Change(tariff=world.tariff, iceberg=None, transfer=free)
        found = _solved(world, change, closure=Closure.BALANCED, start=None, solver=DEFAULT_SOLVER)
        _raise_unless_solved(found)
        _PURGED[world] = found.as_world(f"{world.name} without imbalances")
    return _PURGED[world]


_PURGED: WeakKeyDictionary[World, World] = WeakKeyDictionary()

IN_BALANCE = 1e-10
"""Deficits over world income that a solve leaves in a world it has purged."""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Change:
    tariff: FloatArray
    iceberg: FloatArray | None
    transfer: FloatArray


def _solved(
    basis: World,
    change: _Change,
    *,
    closure: Closure,
    start: Equilibrium | None,
    solver: Solver,
) -> Equilibrium:
    began = time.perf_counter()
    ended = solve_in_stages(
        benchmark_of(basis, closure),
        _shock(change),
        start=_point(start) if start else rest_point(basis),
        solver=solver,
    )
    point, answer = ended.run.point, ended.run.answer
    residuals = residuals_of(ended, basis)
    return Equilibrium(
        world=basis,
        tariff=change.tariff,
        iceberg=change.iceberg,
        transfer=change.transfer,
        closure=closure,
        wage_hat=np.exp(np.asarray(point.log_wage)),
        price_hat=np.exp(np.asarray(point.log_price)),
        cost_hat=np.exp(np.asarray(answer.log_cost)),
        share=np.moveaxis(np.asarray(answer.share), 0, 2),
        expenditure=np.asarray(point.spending),
        output=np.asarray(answer.output),
        revenue=np.asarray(answer.revenue),
        income=np.asarray(answer.income),
        residuals=residuals,
        status=status_of(ended, basis, residuals, solver=solver),
        tolerance=solver.tolerance,
        steps=ended.steps,
        seconds=time.perf_counter() - began,
    )


def _shock(change: _Change) -> Shock:
    tariff = sector_first(change.tariff)
    iceberg = None if change.iceberg is None else np.log(sector_first(change.iceberg))
    log_iceberg = _no_change(tariff.shape) if iceberg is None else iceberg
    return Shock(*jax.device_put((tariff, log_iceberg, change.transfer)))


@cache
def _no_change(shape: tuple[int, ...]) -> Array:
    zeros: Array = jax.device_put(np.zeros(shape))
    return zeros


def _point(start: Equilibrium) -> Point:
    return Point(
        *jax.device_put((np.log(start.wage_hat), np.log(start.price_hat), start.expenditure))
    )


def _raise_unless_solved(found: Equilibrium) -> None:
    if not found.status.solved:
        raise NoEquilibriumError(
            f"No equilibrium: {found.status.sentence}",
            where=found.world.name,
            remedy=found.status.remedy,
        )


def _check(world: World, change: _Change) -> None:
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
