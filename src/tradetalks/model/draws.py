"""What a deal does under many sets of elasticities and more than one model: a distribution."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, NoEquilibriumError
from tradetalks.model.batch import Headlines
from tradetalks.model.closure import Closure
from tradetalks.model.pricing import Priced, Terms, price
from tradetalks.model.sampling import ElasticityDraws
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import terms_of
from tradetalks.policy.deal import Deal
from tradetalks.policy.quota import refuse_quotas
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

STILL = 1e-8
"""A change in welfare this small is what solving leaves over, neither a gain nor a loss."""
RANGE = (0.05, 0.95)
"""The quantiles that a range runs between."""

DEFAULT_STRUCTURES = (DEFAULT_STRUCTURE, replace(DEFAULT_STRUCTURE, imbalances=Closure.PURGED))


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A draw without an equilibrium.

    Attributes:
        draw: Its position.
        verdict: Why, in a word, as in `Scenarios.verdicts`.
        reason: Why, one sentence.
    """

    draw: int
    verdict: str
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
    structure: IntArray
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

    @cached_property
    def lost(self) -> Mapping[str, tuple[Failure, ...]]:
        """The failures by verdict, the most frequent first."""
        verdicts = Counter(failure.verdict for failure in self.failures)
        return {
            verdict: tuple(each for each in self.failures if each.verdict == verdict)
            for verdict, _ in verdicts.most_common()
        }

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
        """The part of the draws with an equilibrium in which an economy gains [economy].

        A change of less than `STILL` is no gain.
        """
        return np.asarray((self._values("welfare_hat") > 1.0 + STILL).mean(axis=0))

    @property
    def sampling_error(self) -> FloatArray:
        """Standard error of `probability_of_gain` from the number of draws [economy]."""
        chance = self.probability_of_gain
        return np.asarray(np.sqrt(chance * (1.0 - chance) / self.solved.sum()))

    def part(self, rows: IntArray) -> "Distribution":
        """Return some of the draws, by position, as a distribution of their own."""
        place = {int(row): at for at, row in enumerate(rows)}
        kept = (replace(f, draw=place[f.draw]) for f in self.failures if f.draw in place)
        return replace(
            self,
            structure=self.structure[rows],
            theta=self.theta[rows],
            source=tuple(self.source[row] for row in rows),
            headlines=Headlines._make(block[rows] for block in self.headlines),
            failures=tuple(sorted(kept, key=lambda failure: failure.draw)),
        )

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
        structures: The models; each draw takes one, evenly (`dealt`).
        solver: Settings for the central solves and for draws that are tried again.
        progress: Told the draws done and the draws in all.

    Raises:
        InputError: There is no structure, or the schedule is of another world.
        DealError: There is a tariff quota.
        NoEquilibriumError: There is none under the world's own elasticities.
    """
    base, goal = terms_of(world, deal, on=on, known=known)
    terms = terms_by_structure(world, base, (goal,), structures, solver)
    chosen = dealt(draws.source, len(structures))
    found = price(terms, draws.theta, chosen, progress=progress)
    return distribution_of(terms, draws, chosen, found, deal=0)


def terms_by_structure(
    world: World,
    base: Schedule,
    goals: Sequence[Schedule],
    structures: Sequence[Structure],
    solver: Solver,
) -> tuple[Terms, ...]:
    """Return what all draws share, by structure.

    Args:
        world: The world as measured.
        base: The rates of the status quo.
        goals: The rates with each deal.
        structures: The models.
        solver: Settings of the solver.

    Raises:
        InputError: There is no structure, or a schedule is of another world.
        DealError: A schedule has a tariff quota.
        NoEquilibriumError: Under the first structure and the world's own elasticities a deal has
            none; under the others its draws are tried all the same.
    """
    for goal in goals:
        refuse_quotas(goal.quotas, asked="a deal under many draws")
    if not structures:
        raise InputError("no structure to draw from", remedy="Give one or more")
    terms = tuple(Terms(world, base, tuple(goals), each, solver) for each in structures)
    for deal in terms[0].deals:
        status = deal.certificate.status
        if not status.solved:
            raise NoEquilibriumError(
                f"No equilibrium: {status.sentence}", where=world.name, remedy=status.remedy
            )
    return terms


def dealt(source: Sequence[str], structures: int) -> IntArray:
    """Return which structure each draw takes, evenly among all draws and among those of a source.

    Each combination of a published set and a structure so has its fair share of the draws, and
    chance does not decide which of them lie in the tails.

    Args:
        source: Where each draw comes from.
        structures: How many there are.
    """
    order = np.argsort(np.unique(source, return_inverse=True)[1], kind="stable")
    chosen = np.empty(len(source), dtype=np.int64)
    chosen[order] = np.arange(len(source)) % structures
    return chosen


def distribution_of(
    terms: Sequence[Terms], draws: ElasticityDraws, chosen: IntArray, found: Priced, *, deal: int
) -> Distribution:
    """Return one of the deals that were priced.

    Args:
        terms: By structure.
        draws: The elasticities.
        chosen: Which structure each draw took.
        found: All deals under all draws.
        deal: Position of the deal.
    """
    goal, base = terms[0].goals[deal], terms[0].base
    ours = ((draw, why) for (draw, which), why in found.lost.items() if which == deal)
    lost = sorted(ours, key=lambda each: each[0])
    return Distribution(
        world=terms[0].world,
        structures=tuple(each.structure for each in terms),
        structure=chosen,
        theta=draws.theta,
        source=draws.source,
        headlines=Headlines._make(block[:, deal] for block in found.headlines),
        failures=tuple(
            Failure(draw=draw, verdict=why.verdict, reason=why.reason) for draw, why in lost
        ),
        on=base.on,
        known=base.known,
        assumptions=(draws.sentence, *goal.assumptions),
    )
