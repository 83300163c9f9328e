"""What a deal does under many sets of elasticities and more than one model: a distribution."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

import jax
import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, NoEquilibriumError
from tradetalks.model.batch import Headlines, Starts, price_draws
from tradetalks.model.benchmark import benchmark_of, form_of
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import point_of, shock_of
from tradetalks.model.sampling import ElasticityDraws
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import Baseline, baseline, beside, terms_of, without_purge
from tradetalks.policy.deal import Deal
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

WORKERS = 2
"""Batches priced at once: the compiled program runs outside Python's lock."""
BATCH = 25
DRAW_TOLERANCE = 1e-10
"""Own-income residual to which draws are solved; a certificate's is ten times smaller."""
RANGE = (0.05, 0.95)
"""The quantiles that a range runs between."""

DEFAULT_STRUCTURES = (DEFAULT_STRUCTURE, replace(DEFAULT_STRUCTURE, imbalances=Closure.PURGED))


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A draw without an equilibrium.

    Attributes:
        draw: Its position.
        reason: Why, one sentence.
    """

    draw: int
    reason: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Distribution:
    """A deal under many draws; arrays by draw have no number where there is no equilibrium.

    Money is billions of US dollars a year; changes (`_hat`) are the deal's over the status quo's.

    Attributes:
        world: The world as measured.
        structures: The models that were drawn.
        structure: Which of them each draw took, by position [draw].
        theta: Trade elasticities [draw, sector].
        source: Where each draw's elasticities come from.
        headlines: The numbers of each draw.
        failures: The draws without an equilibrium.
        on: The date of the status quo.
        known: The date of the knowledge it rests on.
        assumptions: What was assumed, one sentence each; how elasticities were drawn first.
    """

    world: World
    structures: tuple[Structure, ...]
    structure: NDArray[np.int64]
    theta: FloatArray
    source: tuple[str, ...]
    headlines: Headlines
    failures: tuple[Failure, ...]
    on: date
    known: date
    assumptions: tuple[str, ...]

    @property
    def count(self) -> int:
        """Draws in all, failures in."""
        return len(self.theta)

    @cached_property
    def solved(self) -> BoolArray:
        """Which draws have an equilibrium [draw]."""
        found = np.ones(self.count, dtype=bool)
        found[[failure.draw for failure in self.failures]] = False
        return found

    def quantiles(self, quantity: str, at: Sequence[float] = (0.05, 0.5, 0.95)) -> FloatArray:
        """Return quantiles over the draws that have an equilibrium [quantile, ...].

        Args:
            quantity: A field of `Headlines`, such as "equivalent_variation".
            at: The quantiles, from 0 to 1.

        Raises:
            InputError: There is no such quantity, or a quantile is not from 0 to 1.
            NoEquilibriumError: No draw has an equilibrium.
        """
        if quantity not in Headlines._fields:
            raise InputError(
                f"'{quantity}' is not kept of each draw",
                remedy=f"Ask for one of {', '.join(Headlines._fields)}",
            )
        if not all(0.0 <= each <= 1.0 for each in at):
            raise InputError("a quantile outside 0 to 1", remedy="Give fractions, as in 0.05")
        return np.asarray(np.quantile(self._values(quantity), list(at), axis=0))

    @cached_property
    def probability_of_gain(self) -> FloatArray:
        """The part of the draws with an equilibrium in which an economy gains [economy]."""
        return np.asarray((self._values("welfare_hat") > 1.0).mean(axis=0))

    @property
    def sampling_error(self) -> FloatArray:
        """Standard error of `probability_of_gain` from the number of draws [economy]."""
        chance = self.probability_of_gain
        return np.asarray(np.sqrt(chance * (1.0 - chance) / self.solved.sum()))

    def _values(self, quantity: str) -> FloatArray:
        if not self.solved.any():
            raise NoEquilibriumError(
                "no draw has an equilibrium", remedy="See Distribution.failures for the reasons"
            )
        return np.asarray(getattr(self.headlines, quantity)[self.solved])


def weigh_draws(
    world: World,
    deal: Deal | Schedule,
    draws: ElasticityDraws,
    *,
    on: date | None = None,
    known: date | None = None,
    structures: Sequence[Structure] = DEFAULT_STRUCTURES,
    solver: Solver = DEFAULT_SOLVER,
    progress: Callable[[int, int], None] | None = None,
) -> Distribution:
    """Return what a deal does under every draw, beside the status quo solved under the same draw.

    All draws of a structure go through one compiled program; what it does not solve is tried
    again with everything the solver has, and counted where that fails too.

    Args:
        world: The world as measured.
        deal: The terms, or the whole schedule that is to stand.
        draws: The elasticities.
        on: The date of the status quo, as in `weigh`.
        known: Nothing announced after it is used.
        structures: The models; each draw takes one, evenly and at random.
        solver: Settings for the central solves and for draws that are tried again.
        progress: Told the draws done and the draws in all.

    Raises:
        InputError: There is no structure, or the schedule is of another world.
        NoEquilibriumError: There is none under the world's own elasticities.
    """
    if not structures:
        raise InputError("no structure to draw from", remedy="Give one or more")
    base, goal = terms_of(world, deal, on=on, known=known)
    count = len(draws.theta)
    chosen = _dealt(count, len(structures))
    done = _Counter(count, progress)
    parts: list[tuple[NDArray[np.int64], Headlines]] = []
    failures: list[Failure] = []
    for place, structure in enumerate(structures):
        rows = np.nonzero(chosen == place)[0]
        terms = _Terms(world, base, goal, structure, solver)
        found = _priced(terms, draws.theta[rows], done)
        found, lost = _tried_again(terms, draws.theta[rows], found)
        parts.append((rows, found))
        failures += [Failure(draw=int(rows[row]), reason=reason) for row, reason in lost]
    return Distribution(
        world=world,
        structures=tuple(structures),
        structure=chosen,
        theta=draws.theta,
        source=draws.source,
        headlines=_in_order(parts, count),
        failures=tuple(sorted(failures, key=lambda failure: failure.draw)),
        on=base.on,
        known=base.known,
        assumptions=(draws.sentence, *goal.assumptions),
    )


@dataclass(frozen=True, eq=False)
class _Terms:
    """What all draws of a structure share."""

    world: World
    base: Schedule
    goal: Schedule
    structure: Structure
    solver: Solver

    @cached_property
    def central(self) -> Baseline:
        structure = without_purge(self.structure)
        return baseline(self.world, self.base, structure=structure, solver=self.solver)


class _Counter:
    """Tells a caller how many draws are done."""

    def __init__(self, whole: int, tell: Callable[[int, int], None] | None) -> None:
        self.done, self.whole, self.tell = 0, whole, tell

    def add(self, more: int) -> None:
        self.done += more
        if self.tell:
            self.tell(self.done, self.whole)


def _dealt(count: int, structures: int) -> NDArray[np.int64]:
    """Return which structure each draw takes: each equally often up to one, in random order."""
    return np.random.default_rng(count).permutation(np.arange(count) % structures)


def _priced(terms: _Terms, theta: FloatArray, done: _Counter) -> Headlines:
    """Return the headlines of all draws of one structure from the compiled program.

    The last batch is filled up with its own last draw: one program serves batches of one size.
    """
    price = _program(terms)
    starts = range(0, len(theta), BATCH)
    batches = [theta[start : start + BATCH] for start in starts]

    def one(batch: FloatArray) -> Headlines:
        full = np.concatenate([batch, np.repeat(batch[-1:], BATCH - len(batch), axis=0)])
        found = jax.device_get(price(full))
        done.add(len(batch))
        return Headlines._make(block[: len(batch)] for block in found)

    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(pool.map(one, batches))
    return Headlines._make(np.concatenate(blocks) for blocks in zip(*found, strict=True))


def _program(terms: _Terms) -> Callable[[FloatArray], Headlines]:
    structure, world, standing = without_purge(terms.structure), terms.world, terms.central
    deal = beside(standing, terms.goal, solver=terms.solver).equilibrium
    starts = Starts(
        standing=point_of(standing.equilibrium),
        deal=point_of(deal),
        spent=jax.device_put(standing.world.expenditure),
    )
    return partial(
        price_draws,
        form_of(structure),
        benchmark_of(world, structure),
        shock_of(standing.equilibrium),
        shock_of(deal),
        starts,
        tolerance=np.float64(DRAW_TOLERANCE),
        most_steps=np.int64(terms.solver.most_steps),
    )


def _tried_again(
    terms: _Terms, theta: FloatArray, found: Headlines
) -> tuple[Headlines, list[tuple[int, str]]]:
    """Return the headlines with what the program did not solve solved by all means, and the rest.

    What has no equilibrium has no numbers, and comes back with its position and the reason.
    """
    lost = []
    for row in np.nonzero(~(found.residual <= terms.solver.acceptable))[0]:
        world = replace(terms.world, elasticities={"drawn": theta[row]}, elasticity="drawn")
        alone = _Terms(world, terms.base, terms.goal, terms.structure, terms.solver)
        try:
            again = _priced(alone, theta[row : row + 1], _Counter(1, None))
            reason = "" if again.residual[0] <= terms.solver.acceptable else "stopped short of it"
        except NoEquilibriumError as error:
            again, reason = None, str(error)
        _put(found, int(row), None if reason else again)
        if reason:
            lost.append((int(row), reason))
    return found, lost


def _put(found: Headlines, row: int, again: Headlines | None) -> None:
    """Write a draw's numbers into its row, or that it has none."""
    for name, block in found._asdict().items():
        if again is not None:
            block[row] = getattr(again, name)[0]
        elif block.dtype.kind == "f":
            block[row] = np.nan


def _in_order(parts: list[tuple[NDArray[np.int64], Headlines]], count: int) -> Headlines:
    blocks = []
    for place, kept in enumerate(parts[0][1]):
        whole = np.empty((count, *kept.shape[1:]), dtype=kept.dtype)
        for rows, found in parts:
            whole[rows] = found[place]
        blocks.append(whole)
    return Headlines._make(blocks)
