"""Every rung of the talks under every elasticity set and both closures: answers with a range."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from math import isnan, nan

from tradetalks.atlas.world import World
from tradetalks.errors import NoEquilibriumError, UnknownCodeError
from tradetalks.model.aid import Aid, aid_equivalent
from tradetalks.model.closure import Closure
from tradetalks.model.outcome import Outcome
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import Baseline, baseline, try_beside
from tradetalks.policy.talks import Rung, Talks

_Run = tuple[str, Closure]

WORKERS = 2
"""Elasticity sets priced at once: the compiled program runs outside Python's lock."""

Headline = Callable[[Outcome], float]
"""A number taken from an outcome, such as `lambda o: o.equivalent_variation[3]`."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """A number with its range over elasticity sets and closures.

    Attributes:
        low: The lowest.
        central: Under the world's own elasticity set and the ladder's first closure; not a
            number where that solve failed.
        high: The highest.
        answers: Solves behind it.
        failed: Solves that should be behind it and have no equilibrium.
    """

    low: float
    central: float
    high: float
    answers: int
    failed: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Step:
    """One rung under one elasticity set and one closure.

    Attributes:
        rung: Id of the rung.
        elasticity: Name of the elasticity set.
        closure: How imbalances are closed.
        outcome: What it does; None where there is no equilibrium.
        failure: Why not; empty where there is one.
    """

    rung: str
    elasticity: str
    closure: Closure
    outcome: Outcome | None
    failure: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ladder:
    """Talks, priced.

    Attributes:
        talks: What was priced.
        elasticity: The central elasticity set.
        closure: The central closure.
        steps: Every rung but the status quo, under every set and closure; failures in.
    """

    talks: Talks
    elasticity: str
    closure: Closure
    steps: tuple[Step, ...]

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs that were priced, in the order of the talks; not the status quo."""
        priced = {step.rung for step in self.steps}
        return tuple(rung for rung in self.talks.rungs if rung.id in priced)

    @property
    def failures(self) -> tuple[Step, ...]:
        """The steps without an equilibrium."""
        return tuple(step for step in self.steps if step.outcome is None)

    def of(self, rung: str) -> tuple[Step, ...]:
        """Return the steps of one rung.

        Raises:
            UnknownCodeError: The ladder has no such rung.
        """
        found = tuple(step for step in self.steps if step.rung == rung)
        if not found:
            raise UnknownCodeError("rung", rung, sorted({step.rung for step in self.steps}))
        return found

    def central(self, rung: str) -> Outcome:
        """Return the outcome of a rung under the central set and closure.

        Raises:
            UnknownCodeError: The ladder has no such rung.
            NoEquilibriumError: That solve failed.
        """
        step = next(
            step
            for step in self.of(rung)
            if step.elasticity == self.elasticity and step.closure is self.closure
        )
        if step.outcome is None:
            raise NoEquilibriumError(step.failure, where=rung, remedy="See Ladder.failures")
        return step.outcome

    def range(self, rung: str, headline: Headline) -> Range:
        """Return a number of a rung with its range.

        Args:
            rung: Id of the rung.
            headline: Takes the number from an outcome.

        Raises:
            UnknownCodeError: The ladder has no such rung.
        """
        return self._range(self._values(rung, headline))

    def advantage(self, rung: str, over: str, headline: Headline) -> Range:
        """Return how far a number of a rung exceeds the same number of another, with its range.

        The two are compared run by run: the difference of two ranges would be far too wide.

        Args:
            rung: Id of the rung.
            over: Id of the rung it is compared with.
            headline: Takes the number from an outcome.

        Raises:
            UnknownCodeError: The ladder has no such rung.
        """
        less = self._values(over, headline)
        return self._range(
            {run: value - less[run] for run, value in self._values(rung, headline).items()}
        )

    def _values(self, rung: str, headline: Headline) -> dict[_Run, float]:
        """Return a number of a rung by run; not a number where the solve failed."""
        return {
            (step.elasticity, step.closure): (
                nan if step.outcome is None else float(headline(step.outcome))
            )
            for step in self.of(rung)
        }

    def _range(self, values: dict[_Run, float]) -> Range:
        solved = [value for value in values.values() if not isnan(value)]
        return Range(
            low=min(solved, default=nan),
            central=values.get((self.elasticity, self.closure), nan),
            high=max(solved, default=nan),
            answers=len(solved),
            failed=len(values) - len(solved),
        )

    def aid(self, rung: str, economy: str, *, payer: str | None = None) -> Aid:
        """Return the aid equivalent of a rung under the central set and closure.

        Args:
            rung: Id of the rung.
            economy: Code of the economy that receives.
            payer: Code of the economy that pays; all others in proportion to income when None.

        Errors are those of `central` and `aid_equivalent`.
        """
        return aid_equivalent(self.central(rung), economy, payer=payer)

    def aid_range(self, rung: str, economy: str, *, payer: str | None = None) -> Range:
        """Return the aid equivalent of a rung with its range; it solves some times per step.

        Args and errors are those of `aid`.
        """
        return self.range(
            rung, lambda outcome: aid_equivalent(outcome, economy, payer=payer).amount
        )


def climb(
    world: World,
    talks: Talks,
    *,
    elasticities: Iterable[str] | None = None,
    closures: Iterable[Closure] = (Closure.SHARE, Closure.PURGED),
    solver: Solver = DEFAULT_SOLVER,
    progress: Callable[[int, int], None] | None = None,
) -> Ladder:
    """Return every rung of the talks, priced beside the status quo, under every set and closure.

    Args:
        world: The world as measured; its own elasticity set is the central one.
        talks: The rungs, the status quo first.
        elasticities: Names of the sets; all of the world's when None. The central set is always
            among them.
        closures: What happens to imbalances; the first is the central one.
        solver: Settings of the solver.
        progress: Told the solves done and the solves in all, after each.

    Raises:
        UnknownCodeError: The world has no such elasticity set.
        InputError: The talks are about another world.
    """
    central, *others = dict.fromkeys((world.elasticity, *(elasticities or world.elasticities)))
    ways = tuple(closures)
    whole = (1 + len(others)) * len(ways) * len(talks.rungs)
    done = count(start=len(ways) * len(talks.rungs), step=len(ways) * len(talks.rungs))

    def priced(under: World) -> list[Step]:
        steps = [step for way in ways for step in _priced(under, talks, way, solver)]
        if progress:
            progress(next(done), whole)
        return steps

    steps = priced(world)
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for more in pool.map(priced, [world.with_elasticity(name) for name in others]):
            steps += more
    return Ladder(talks=talks, elasticity=central, closure=ways[0], steps=tuple(steps))


def _priced(world: World, talks: Talks, way: Closure, solver: Solver) -> list[Step]:
    standing, *others = talks.rungs
    try:
        before = baseline(
            world, standing.schedule, structure=Structure(imbalances=way), solver=solver
        )
    except NoEquilibriumError as error:
        return [_failed(rung, world, way, str(error)) for rung in others]
    return [_step(rung, before, world, solver) for rung in others]


def _step(rung: Rung, before: Baseline, world: World, solver: Solver) -> Step:
    outcome = try_beside(before, rung.schedule, solver=solver)
    if not outcome.certificate.solved:
        return _failed(
            rung, world, before.structure.imbalances, outcome.certificate.status.sentence
        )
    return Step(
        rung=rung.id,
        elasticity=world.elasticity,
        closure=before.structure.imbalances,
        outcome=outcome,
    )


def _failed(rung: Rung, world: World, way: Closure, why: str) -> Step:
    return Step(rung=rung.id, elasticity=world.elasticity, closure=way, outcome=None, failure=why)
