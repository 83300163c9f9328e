"""The equilibrium of the world under new tariffs."""

import time
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import jax
import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.accounts import Accounts, accounts_of
from tradetalks.model.benchmark import at_rest, benchmark_of, form_of
from tradetalks.model.change import IN_BALANCE, Change, check_change, shock_from
from tradetalks.model.closure import Closure
from tradetalks.model.levels import as_benchmark
from tradetalks.model.problem import Point, Shock
from tradetalks.model.stages import DEFAULT_SOLVER, Solver, solve_in_stages
from tradetalks.model.status import Certificate, Residuals, Status
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.verdict import contradiction_in, residuals_of, status_of
from tradetalks.model.welfare import price_index_hat, real_income_hat, welfare_hat

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Equilibrium:
    """The world after a change, relative to a benchmark.

    Money is billions of US dollars at prices where world labour income, which is world value added
    where nobody keeps profits, is what it was in the benchmark. Changes (`_hat`) are new over old.

    Attributes:
        world: The benchmark the changes are relative to; without imbalances under
            `Closure.PURGED`.
        before: Its accounts under the structure.
        tariff: New applied rates [exporter, importer, sector].
        iceberg: Change in other trade costs, same axes; None where none changes.
        transfer: Money received from other economies besides [economy].
        structure: Which model it is.
        wage_hat: Change in the nominal wage [economy].
        labour_hat: Change in labour [economy]; one where it is fixed.
        price_hat: Change in the price of each sector [economy, sector].
        cost_hat: Change in unit cost [economy, sector].
        share: New spending shares [exporter, importer, sector].
        expenditure: New spending, tariff in [economy, sector].
        output: New producer revenue [economy, sector].
        revenue: New tariff revenue [economy].
        profits: New profits [economy]; zero where nobody keeps any.
        income: New income [economy].
        residuals: What is left of each block of equations.
        status: What became of the solve.
        tolerance: What the solver had to reach.
        steps: Evaluations of the system.
        seconds: Wall-clock time of the solve.
    """

    world: World
    before: Accounts
    tariff: FloatArray
    iceberg: FloatArray | None
    transfer: FloatArray
    structure: Structure
    wage_hat: FloatArray
    labour_hat: FloatArray
    price_hat: FloatArray
    cost_hat: FloatArray
    share: FloatArray
    expenditure: FloatArray
    output: FloatArray
    revenue: FloatArray
    profits: FloatArray
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
    def labour_income(self) -> FloatArray:
        """What labour earns [economy]."""
        return self.wage_hat * self.labour_hat * self.before.labour_income

    @cached_property
    def value_added(self) -> FloatArray:
        """New value added: labour income and profits [economy]."""
        return self.labour_income + self.profits

    @cached_property
    def price_index_hat(self) -> FloatArray:
        """Change in the price of final consumption [economy]."""
        return price_index_hat(price_hat=self.price_hat, final_share=self.before.final_share)

    @cached_property
    def real_income_hat(self) -> FloatArray:
        """Change in real income, tariff revenue and imbalance in [economy]."""
        return real_income_hat(
            income=self.income,
            benchmark=self.before.income,
            price_index=self.price_index_hat,
        )

    @cached_property
    def welfare_hat(self) -> FloatArray:
        """Change in welfare [economy]: real income, less what more work costs those who do it."""
        labour = self.structure.labour
        if labour is None:
            return self.real_income_hat
        tax = np.zeros_like(self.income)
        if labour.relief:
            tax = (
                self.revenue / self.labour_income - self.before.revenue / self.before.labour_income
            )
        return welfare_hat(
            real_income=self.real_income_hat,
            real_labour_income=self.wage_hat * self.labour_hat / self.price_index_hat,
            income=self.before.income,
            labour_income=self.before.labour_income,
            tax=tax,
            elasticity=labour.elasticity,
        )

    @cached_property
    def certificate(self) -> Certificate:
        """What stands behind these numbers."""
        return Certificate(
            residuals=self.residuals,
            tolerance=self.tolerance,
            structure=self.structure,
            world=self.world.name,
            fingerprint=self.world.fingerprint,
            elasticity=self.world.elasticity,
            status=self.status,
            steps=self.steps,
            seconds=self.seconds,
        )

    @property
    def closure(self) -> Closure:
        """How imbalances are closed."""
        return self.structure.imbalances

    def as_world(self, name: str) -> World:
        """Return this equilibrium as a benchmark of its own, whose identities hold.

        Args:
            name: Name of the new world.
        """
        return as_benchmark(self, name)


def solve(
    world: World,
    tariff: FloatArray,
    *,
    iceberg: FloatArray | None = None,
    structure: Structure = DEFAULT_STRUCTURE,
    transfer: FloatArray | None = None,
    start: Equilibrium | None = None,
    solver: Solver = DEFAULT_SOLVER,
) -> Equilibrium:
    """Return the equilibrium under new tariffs (eq. model.1 to model.8).

    Args:
        world: The benchmark.
        tariff: New applied rates [exporter, importer, sector], fractions.
        iceberg: Change in other trade costs, same axes; 1 is none, infinity cuts trade off.
        structure: Which model it is.
        transfer: Money received from other economies besides, billions of US dollars; sums to
            zero.
        start: An equilibrium of the same world to begin from; it moves the time a solve takes,
            not its answer.
        solver: Settings of the solver.

    Raises:
        InputError: An array has the wrong shape, or a value that is not a rate or a cost.
        StructureError: The world's accounts contradict the structure.
        NoEquilibriumError: No equilibrium was found to the tolerance; the message says where.
    """
    found = attempt(
        world,
        tariff,
        iceberg=iceberg,
        structure=structure,
        transfer=transfer,
        start=start,
        solver=solver,
    )
    raise_unless_solved(found)
    return found


def attempt(
    world: World,
    tariff: FloatArray,
    *,
    iceberg: FloatArray | None = None,
    structure: Structure = DEFAULT_STRUCTURE,
    transfer: FloatArray | None = None,
    start: Equilibrium | None = None,
    solver: Solver = DEFAULT_SOLVER,
) -> Equilibrium:
    """Return what `solve` returns, with a failure in its status rather than raised.

    Args and errors in the input are those of `solve`.
    """
    basis = purge(world, structure) if structure.imbalances is Closure.PURGED else world
    change = Change(
        tariff=tariff,
        iceberg=iceberg,
        transfer=np.zeros(len(world.economies)) if transfer is None else transfer,
    )
    check_change(world, change)
    return _solved(basis, change, structure=structure, start=start, solver=solver)


def start_at(found: Equilibrium, *, wage_hat: FloatArray, price_hat: FloatArray) -> Equilibrium:
    """Return an equilibrium moved to other wages and prices, to start a solve from.

    It is no equilibrium any more; a solve that starts from it must end where any other does.

    Args:
        found: An equilibrium of the world to be solved.
        wage_hat: Change in the wage to begin with [economy].
        price_hat: Change in prices to begin with [economy, sector].
    """
    return replace(found, wage_hat=wage_hat, price_hat=price_hat)


def purge(world: World, structure: Structure = DEFAULT_STRUCTURE) -> World:
    """Return the world as it would be without trade imbalances, at the same tariffs.

    Args:
        world: The benchmark; the answer is kept for as long as it lives. A world in balance is
            returned as it is.
        structure: Which model it is, whatever its closure.

    Raises:
        StructureError: The world's accounts contradict the structure.
        NoEquilibriumError: There is none.
    """
    structure = replace(structure, imbalances=Closure.PURGED)
    before = accounts_of(world, structure)
    if np.abs(before.deficit).max() <= IN_BALANCE * before.income.sum():
        return world
    kept = _PURGED.setdefault(world, {})
    if structure not in kept:
        free = np.zeros(len(world.economies))
        change = Change(tariff=world.tariff, iceberg=None, transfer=free)
        found = _solved(world, change, structure=structure, start=None, solver=DEFAULT_SOLVER)
        raise_unless_solved(found)
        kept[structure] = found.as_world(f"{world.name} without imbalances")
    return kept[structure]


_PURGED: WeakKeyDictionary[World, dict[Structure, World]] = WeakKeyDictionary()


def _solved(
    basis: World,
    change: Change,
    *,
    structure: Structure,
    start: Equilibrium | None,
    solver: Solver,
) -> Equilibrium:
    began = time.perf_counter()
    benchmark, before = benchmark_of(basis, structure), accounts_of(basis, structure)
    contradiction = _contradiction(basis, change, before, structure)
    ended = solve_in_stages(
        form_of(structure),
        benchmark,
        shock_from(change),
        start=point_of(start) if start else at_rest(basis, structure),
        solver=solver,
        hopeless=contradiction is not None,
    )
    point, answer = ended.run.point, ended.run.answer
    residuals = residuals_of(ended, basis, before)
    return Equilibrium(
        world=basis,
        before=before,
        tariff=change.tariff,
        iceberg=change.iceberg,
        transfer=change.transfer,
        structure=structure,
        wage_hat=np.exp(np.asarray(point.log_wage)),
        labour_hat=np.exp(np.asarray(point.log_labour)),
        price_hat=np.exp(np.asarray(point.log_price)),
        cost_hat=np.exp(np.asarray(answer.log_cost)),
        share=np.moveaxis(np.asarray(answer.share), 0, 2),
        expenditure=np.asarray(point.spending),
        output=np.asarray(answer.output),
        revenue=np.asarray(answer.revenue),
        profits=np.asarray(answer.profits),
        income=np.asarray(answer.income),
        residuals=residuals,
        status=status_of(
            ended, basis, residuals, structure=structure, solver=solver, contradiction=contradiction
        ),
        tolerance=solver.tolerance,
        steps=ended.steps,
        seconds=time.perf_counter() - began,
    )


def _contradiction(
    basis: World, change: Change, before: Accounts, structure: Structure
) -> Status | None:
    """Return why there can be no equilibrium where trade is cut off; otherwise it is not asked."""
    if change.iceberg is None or not np.isinf(change.iceberg).any():
        return None
    granted = 0.0 if structure.imbalances.without_imbalances else before.deficit
    return contradiction_in(basis, iceberg=change.iceberg, imbalance=change.transfer + granted)


def shock_of(found: Equilibrium) -> Shock:
    """Return what changed, as the solver has it."""
    return shock_from(Change(tariff=found.tariff, iceberg=found.iceberg, transfer=found.transfer))


def point_of(start: Equilibrium) -> Point:
    """Return an equilibrium's unknowns as the solver has them."""
    logs = (np.log(start.wage_hat), np.log(start.price_hat))
    return Point(*jax.device_put((*logs, start.expenditure, np.log(start.labour_hat))))


def raise_unless_solved(found: Equilibrium) -> None:
    """Raise the failure that a status holds.

    Raises:
        NoEquilibriumError: There is no equilibrium; the message says where.
    """
    if not found.status.solved:
        raise NoEquilibriumError(
            f"No equilibrium: {found.status.sentence}",
            where=found.world.name,
            remedy=found.status.remedy,
        )
