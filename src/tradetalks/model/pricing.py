"""Many draws through the compiled program, and by all means where that is not enough."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import zip_longest
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import NoEquilibriumError, StructureError
from tradetalks.model.accounts import accounts_of
from tradetalks.model.batch import Headlines, Starts, price_draws
from tradetalks.model.benchmark import benchmark_of, form_of
from tradetalks.model.equilibrium import point_of, shock_of
from tradetalks.model.outcome import Outcome
from tradetalks.model.problem import Point, Shock
from tradetalks.model.scenario_work import NO_STATUS_QUO, REFUSED
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import Baseline, baseline, try_beside, without_purge
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Rows = NDArray[np.int64]
Program = Callable[[FloatArray], Headlines]

WORKERS = 2
"""Batches priced at once: the compiled program runs outside Python's lock."""
BATCH = 5
"""Draws of a batch: few, so that workers end together; each takes far longer than its call."""
DRAW_TOLERANCE = 1e-10
"""Own-income residual to which draws are solved; a certificate's is ten times smaller."""


@dataclass(frozen=True, eq=False)
class Terms:
    """What all draws of a structure share.

    Attributes:
        world: The world as measured.
        base: The rates of the status quo.
        goals: The rates with each deal.
        structure: Which model it is.
        solver: Settings of the solver.
    """

    world: World
    base: Schedule
    goals: tuple[Schedule, ...]
    structure: Structure
    solver: Solver

    @cached_property
    def standing(self) -> Baseline:
        """The status quo under the world's own elasticities; raises where there is none."""
        structure = without_purge(self.structure)
        return baseline(self.world, self.base, structure=structure, solver=self.solver)

    @cached_property
    def deals(self) -> tuple[Outcome, ...]:
        """The deals under them; one without an equilibrium says so in its certificate."""
        return tuple(try_beside(self.standing, goal, solver=self.solver) for goal in self.goals)

    def under(self, theta: FloatArray) -> "Terms":
        """Return the same terms with the elasticities of one draw as the world's own."""
        world = replace(self.world, elasticities={"drawn": theta}, elasticity="drawn")
        return replace(self, world=world)


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Why a deal has no numbers under a draw.

    Attributes:
        verdict: In a word, as in `Scenarios.verdicts`.
        reason: A sentence.
    """

    verdict: str
    reason: str


@dataclass(frozen=True, eq=False)
class Priced:
    """Every deal under every draw.

    Attributes:
        headlines: Their numbers [draw, deal, ...]; no number where there is no equilibrium.
        lost: By draw and deal without an equilibrium, why.
    """

    headlines: Headlines
    lost: dict[tuple[int, int], Lost]


def price(
    terms: Sequence[Terms],
    theta: FloatArray,
    chosen: Rows,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Priced:
    """Return every deal under every draw; the same elasticities are solved once.

    Structures take turns, so that in a first run their programs compile side by side.

    Args:
        terms: By structure; their goals are the same.
        theta: Trade elasticities [draw, sector].
        chosen: Which of the structures each draw takes, by position [draw].
        progress: Told the draws done and the draws in all.

    Raises:
        NoEquilibriumError: There is no status quo under the world's own elasticities.
    """
    once = [_once(theta, np.nonzero(chosen == place)[0]) for place in range(len(terms))]
    tell = _Counter(len(theta), progress)
    with ThreadPoolExecutor(WORKERS) as pool:
        programs = list(pool.map(_program, terms))
        running: list[list[Future[Headlines]]] = [[] for _ in terms]
        for turn in zip_longest(*(each.batches for each in once)):
            for place, batch in enumerate(turn):
                if batch is not None:
                    running[place].append(pool.submit(_run, programs[place], batch, tell))
        found = [_joined([job.result() for job in jobs]) for jobs in running if jobs]
    taken = [(each, its) for each, its in zip(once, terms, strict=True) if len(each.theta)]
    lost: dict[tuple[int, int], Lost] = {}
    for (each, its), numbers in zip(taken, found, strict=True):
        lost |= _try_again(its, each, numbers)
    parts = [(each, numbers) for (each, _), numbers in zip(taken, found, strict=True)]
    return Priced(headlines=_in_order(parts, len(theta)), lost=lost)


@dataclass(frozen=True, eq=False)
class _Once:
    """The draws of one structure, each set of elasticities once.

    Attributes:
        theta: The different ones [set, sector].
        rows: Which draws have them.
        place: Which set each of those draws has.
    """

    theta: FloatArray
    rows: Rows
    place: Rows

    @property
    def batches(self) -> list[tuple[FloatArray, int]]:
        """Elasticities by batch, with how many draws have them."""
        many = np.bincount(self.place, minlength=len(self.theta))
        starts = range(0, len(self.theta), BATCH)
        return [(self.theta[at : at + BATCH], int(many[at : at + BATCH].sum())) for at in starts]


def _once(theta: FloatArray, rows: Rows) -> _Once:
    different, place = np.unique(theta[rows], axis=0, return_inverse=True)
    return _Once(different, rows, place.reshape(-1))


class _Counter:
    """Tells a caller how many draws are done."""

    def __init__(self, whole: int, tell: Callable[[int, int], None] | None) -> None:
        self.done, self.whole, self.tell = 0, whole, tell

    def add(self, more: int) -> None:
        self.done += more
        if self.tell:
            self.tell(self.done, self.whole)


def _program(terms: Terms) -> Program:
    """Return the compiled program, given all but the draws."""
    structure, standing = without_purge(terms.structure), terms.standing
    deals = [deal.equilibrium for deal in terms.deals]
    starts = Starts(
        standing=point_of(standing.equilibrium),
        deals=Point(*_stacked([point_of(deal) for deal in deals])),
        spent=jax.device_put(standing.world.expenditure),
    )
    return partial(
        price_draws,
        form_of(structure),
        benchmark_of(terms.world, structure),
        shock_of(standing.equilibrium),
        Shock(*_stacked([shock_of(deal) for deal in deals])),
        starts,
        tolerance=np.float64(DRAW_TOLERANCE),
        most_steps=np.int64(terms.solver.most_steps),
    )


def _stacked(records: Sequence[Point] | Sequence[Shock]) -> list[jax.Array]:
    return [jnp.stack(blocks) for blocks in zip(*records, strict=True)]


def _run(program: Program, batch: tuple[FloatArray, int], tell: _Counter) -> Headlines:
    """Return a batch's headlines; it is filled up, for one program serves batches of one size."""
    theta, stands_for = batch
    full = np.concatenate([theta, np.repeat(theta[-1:], BATCH - len(theta), axis=0)])
    found = jax.device_get(program(full))
    tell.add(stands_for)
    return Headlines._make(block[: len(theta)] for block in found)


def _joined(found: Sequence[Headlines]) -> Headlines:
    return Headlines._make(np.concatenate(blocks) for blocks in zip(*found, strict=True))


def _try_again(terms: Terms, once: _Once, found: Headlines) -> dict[tuple[int, int], Lost]:
    """Solve by all means what the program did not; return what has no equilibrium, and why."""
    lost: dict[tuple[int, int], Lost] = {}
    missing = ~(found.residual <= terms.solver.acceptable)
    missing |= ~(found.real_income_hat > 0).all(axis=2)
    missing |= _contradicting(terms, once.theta)[:, None]
    for row in np.nonzero(missing.any(axis=1))[0]:
        deals = np.nonzero(missing[row])[0]
        goals = tuple(terms.goals[deal] for deal in deals)
        alone = replace(terms, goals=goals).under(once.theta[row])
        for deal, answer in zip(deals, _alone(alone), strict=True):
            _put(found, (int(row), int(deal)), answer)
            if isinstance(answer, Lost):
                draws = once.rows[once.place == row]
                lost |= {(int(draw), int(deal)): answer for draw in draws}
    return lost


def _contradicting(terms: Terms, theta: FloatArray) -> BoolArray:
    """Return which elasticities the structure refuses: profits that leave a sector no labour."""
    refused = np.zeros(len(theta), dtype=bool)
    if terms.structure.profits is not None:
        for row, each in enumerate(theta):
            try:
                accounts_of(terms.under(each).world, terms.structure)
            except StructureError:
                refused[row] = True
    return refused


def _alone(terms: Terms) -> Sequence[Headlines | Lost]:
    """Return the headlines of every deal of one draw, or why it has none."""
    try:
        deals = terms.deals
    except NoEquilibriumError as error:
        return [Lost(verdict=NO_STATUS_QUO, reason=str(error))] * len(terms.goals)
    except StructureError as error:
        return [Lost(verdict=REFUSED, reason=str(error))] * len(terms.goals)
    statuses = (deal.certificate.status for deal in deals)
    return [
        headlines_of(deal, terms.standing)
        if status.solved
        else Lost(verdict=status.verdict.value, reason=status.sentence)
        for deal, status in zip(deals, statuses, strict=True)
    ]


def headlines_of(deal: Outcome, standing: Baseline) -> Headlines:
    """Return an outcome as a draw keeps it, without the axes of draws and deals."""
    made, sold = deal.output_before, deal.output_after
    certificates = (standing.certificate, deal.certificate)
    kept: dict[str, Any] = {
        "revenue": deal.revenue_after - deal.revenue_before,
        "output_hat": np.where(made > 0, sold / np.where(made > 0, made, 1.0), 1.0),
        "residual": max(each.residuals.own for each in certificates),
        "steps": sum(each.steps for each in certificates),
    }
    same = (name for name in Headlines._fields if name not in kept)
    return Headlines(**kept, **{name: getattr(deal, name) for name in same})


def _put(found: Headlines, cell: tuple[int, int], answer: Headlines | Lost) -> None:
    """Write one deal of a draw into its cell, or that it has no numbers."""
    for name, block in found._asdict().items():
        if isinstance(answer, Headlines):
            block[cell] = getattr(answer, name)
        elif block.dtype.kind == "f":
            block[cell] = np.nan


def _in_order(parts: Sequence[tuple[_Once, Headlines]], count: int) -> Headlines:
    """Return the headlines of all structures in the order of the draws."""
    blocks = []
    for at, kept in enumerate(parts[0][1]):
        whole = np.empty((count, *kept.shape[1:]), dtype=kept.dtype)
        for each, found in parts:
            whole[each.rows] = found[at][each.place]
        blocks.append(whole)
    return Headlines._make(blocks)
