"""What a deal does, beside the world as it stands."""

from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import Equilibrium, raise_unless_solved, solve
from tradetalks.model.outcome import Outcome
from tradetalks.model.quota_search import settle_quotas
from tradetalks.model.quotas import QuotaFill
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.status import Certificate
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.policy.deal import Deal, apply_deal
from tradetalks.policy.quota import refuse_quotas
from tradetalks.policy.schedule import Schedule, status_quo

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Baseline:
    """A status quo, solved.

    Attributes:
        world: The status quo as a benchmark; effects are relative to it.
        equilibrium: The same relative to the world as measured.
        schedule: The rates it stands for.
    """

    world: World
    equilibrium: Equilibrium
    schedule: Schedule

    @property
    def structure(self) -> Structure:
        """Which model it is."""
        return self.equilibrium.structure

    @property
    def certificate(self) -> Certificate:
        """What stands behind it."""
        return self.equilibrium.certificate


def weigh(
    world: World,
    deal: Deal | Schedule,
    *,
    on: date | None = None,
    known: date | None = None,
    elasticities: str | None = None,
    structure: Structure = DEFAULT_STRUCTURE,
    solver: Solver = DEFAULT_SOLVER,
) -> Outcome:
    """Return what a deal does to every economy, beside the status quo on its date.

    The status quo is the world solved again with every measure then in force, for all partners.

    Args:
        world: The world as measured.
        deal: The terms, laid on the status quo; or the whole schedule that is to stand.
        on: The date of the status quo. When None, that of the schedule; for a deal the day
            before it was signed, or else before it applies (`Deal.eve`), or today.
        known: Nothing announced after it is used; when None, that of the schedule, else `on`.
        elasticities: Name of the elasticity set; the world's own when None.
        structure: Which model it is.
        solver: Settings of the solver.

    Raises:
        UnknownCodeError: No elasticity set has that name.
        InputError: The schedule is of another world.
        NoEquilibriumError: No equilibrium was found; the message says where and what to do.
    """
    if elasticities is not None and elasticities != world.elasticity:
        world = world.with_elasticity(elasticities)
    base, goal = terms_of(world, deal, on=on, known=known)
    before = baseline(world, base, structure=structure, solver=solver)
    return beside(before, goal, solver=solver)


def terms_of(
    world: World, deal: Deal | Schedule, *, on: date | None = None, known: date | None = None
) -> tuple[Schedule, Schedule]:
    """Return the rates of the status quo, and the rates with the deal.

    Args:
        world: The world as measured.
        deal: The terms, laid on the status quo; or the whole schedule that is to stand.
        on: The date of the status quo, as in `weigh`.
        known: Nothing announced after it is used, as in `weigh`.
    """
    base = _standing(world, *_dates(deal, on, known))
    return base, deal if isinstance(deal, Schedule) else apply_deal(base, deal, world)


def baseline(
    world: World,
    schedule: Schedule,
    *,
    structure: Structure = DEFAULT_STRUCTURE,
    solver: Solver = DEFAULT_SOLVER,
) -> Baseline:
    """Return a status quo, solved; kept for as long as the world, so the next deal is quick.

    Args:
        world: The world as measured.
        schedule: The rates of the status quo.
        structure: Which model it is.
        solver: Settings of the solver.

    Raises:
        InputError: The schedule is of another world.
        DealError: It has a tariff quota: what it lets in is counted by the status quo itself.
        NoEquilibriumError: The status quo has none.
    """
    check_axes(world, schedule)
    refuse_quotas(schedule.quotas, asked="the status quo")
    kept = _KEPT.setdefault(world, {})
    key = (structure, solver)
    found = kept.get(key)
    if found is None or not np.array_equal(found.schedule.rate, schedule.rate):
        solved = solve(world, schedule.rate, structure=structure, solver=solver)
        found = Baseline(
            world=solved.as_world(f"{world.name}, {schedule.on} as known {schedule.known}"),
            equilibrium=solved,
            schedule=schedule,
        )
        kept[key] = found
    return found


def without_purge(structure: Structure) -> Structure:
    """Return the structure whose status quo is solved without imbalances in one step.

    Purging the measured world first and solving the status quo then gives the same status quo, in
    exact hat algebra; where tariff revenue replaces income tax, nearly the same.
    """
    if structure.imbalances is Closure.PURGED:
        return replace(structure, imbalances=Closure.BALANCED)
    return structure


_KEPT: WeakKeyDictionary[World, dict[tuple[Structure, Solver], Baseline]] = WeakKeyDictionary()


def _standing(world: World, on: date, known: date) -> Schedule:
    found = _STANDING.get(world)
    if found is None or (found.on, found.known) != (on, known):
        found = _STANDING[world] = status_quo(world, on, known=known)
    return found


_STANDING: WeakKeyDictionary[World, Schedule] = WeakKeyDictionary()


def beside(before: Baseline, goal: Schedule, *, solver: Solver = DEFAULT_SOLVER) -> Outcome:
    """Return the outcome of a schedule beside a status quo.

    Args:
        before: The status quo.
        goal: The rates that are to stand instead.
        solver: Settings of the solver.

    Raises:
        InputError: The schedule is of another world.
        DealError: The structure can take no tariff quota, and there is one.
        NoEquilibriumError: No equilibrium was found under it.
    """
    found = try_beside(before, goal, solver=solver)
    raise_unless_solved(found.equilibrium)
    return found


def try_beside(before: Baseline, goal: Schedule, *, solver: Solver = DEFAULT_SOLVER) -> Outcome:
    """Return what `beside` returns, with a failure in its certificate rather than raised.

    Raises:
        InputError: As `beside`.
        NoEquilibriumError: No rates were found that fill a tariff quota as they should.
    """
    check_axes(before.world, goal)
    settled = settle_quotas(before.world, goal, structure=before.structure, solver=solver)
    return outcome_of(before, goal, settled.equilibrium, settled.fills)


def outcome_of(
    before: Baseline, goal: Schedule, after: Equilibrium, quotas: tuple[QuotaFill, ...] = ()
) -> Outcome:
    """Return the record of two worlds side by side.

    Args:
        before: The status quo.
        goal: The rates with the deal.
        after: The equilibrium under them.
        quotas: What became of their tariff quotas.
    """
    return Outcome(
        equilibrium=after,
        baseline=before.certificate,
        on=goal.on,
        known=goal.known,
        assumptions=goal.assumptions,
        quotas=quotas,
    )


def check_axes(world: World, schedule: Schedule) -> None:
    """Refuse a schedule whose economies or sectors are not those of the world.

    Raises:
        InputError: They differ.
    """
    for name, theirs, ours in (
        ("economies", schedule.economies, world.economies),
        ("sectors", schedule.sectors, world.sectors),
    ):
        if theirs != ours:
            raise InputError(
                f"the schedule has other {name} than the world '{world.name}'",
                remedy="Make the schedule from this world",
            )


def _dates(deal: Deal | Schedule, on: date | None, known: date | None) -> tuple[date, date]:
    if isinstance(deal, Schedule):
        return on or deal.on, known or deal.known
    on = on or deal.eve or date.today()
    return on, known or on
