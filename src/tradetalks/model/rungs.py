"""Every rung of the talks under many draws: the distributions that the brief's ranges come from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import UnknownCodeError
from tradetalks.model.draws import (
    DEFAULT_STRUCTURES,
    Distribution,
    dealt,
    distribution_of,
    terms_by_structure,
)
from tradetalks.model.outcome import Outcome
from tradetalks.model.pricing import Terms, price
from tradetalks.model.sampling import ElasticityDraws
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import Structure
from tradetalks.policy.talks import Rung, Talks

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Rungs:
    """Talks under many draws; each draw is the same one in every rung.

    Attributes:
        talks: What was priced.
        central: By rung, its outcome under the world's own elasticities and the first structure.
        printed: By rung, the published sets as printed, each under every structure.
        drawn: By rung, the draws.
    """

    talks: Talks
    central: Mapping[str, Outcome]
    printed: Mapping[str, Distribution]
    drawn: Mapping[str, Distribution]

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs that were priced, in the order of the talks; not the status quo."""
        return tuple(rung for rung in self.talks.rungs if rung.id in self.drawn)

    def values(self, rung: str, quantity: str) -> FloatArray:
        """Return a quantity by draw [draw, ...]; no number where there is no equilibrium.

        Args:
            rung: Id of the rung.
            quantity: A field of `Headlines`.

        Raises:
            UnknownCodeError: There is no such rung.
        """
        if rung not in self.drawn:
            raise UnknownCodeError("rung", rung, sorted(self.drawn))
        return np.asarray(getattr(self.drawn[rung].headlines, quantity))

    def outcome(self, rung: str, draw: int, *, solver: Solver = DEFAULT_SOLVER) -> Outcome:
        """Return everything about a rung under one draw, solved again in full.

        Args:
            rung: Id of the rung.
            draw: Position of the draw.
            solver: Settings of the solver.

        Raises:
            NoEquilibriumError: The status quo has none under this draw.
        """
        drawn = self.drawn[rung]
        base, goal = (self.talks.rungs[at].schedule for at in (0, self._place(rung)))
        structure = drawn.structures[drawn.structure[draw]]
        terms = Terms(drawn.world, base, (goal,), structure, solver)
        return terms.under(drawn.theta[draw]).deals[0]

    def _place(self, rung: str) -> int:
        return [each.id for each in self.talks.rungs].index(rung)

    def advantage(self, rung: str, over: str) -> FloatArray:
        """Return by how much a rung is worth more than another, draw by draw [draw, economy].

        The two are compared under the same draw: the difference of two ranges would be far too
        wide. Billions of US dollars; no number where either has no equilibrium.

        Args:
            rung: Id of the rung.
            over: Id of the rung it is compared with.

        Raises:
            UnknownCodeError: There is no such rung.
        """
        worth, less = (self.values(each, "equivalent_variation") for each in (rung, over))
        return np.asarray(worth - less)


def weigh_rungs(
    world: World,
    talks: Talks,
    draws: ElasticityDraws,
    *,
    structures: Sequence[Structure] = DEFAULT_STRUCTURES,
    solver: Solver = DEFAULT_SOLVER,
    progress: Callable[[int, int], None] | None = None,
) -> Rungs:
    """Return every rung beside the status quo, under every draw and every published set.

    A draw solves the status quo once and every rung from it, all in one compiled program.

    Args:
        world: The world as measured; its own elasticity set is the central one.
        talks: The rungs, the status quo first.
        draws: The elasticities.
        structures: The models; the first is the central one, and each draw takes one.
        solver: Settings for the central solves and for draws that are tried again.
        progress: Told the draws done and the draws in all, published sets in.

    Raises:
        InputError: There is no structure, or the talks are about another world.
        NoEquilibriumError: There is none under the world's own elasticities.
    """
    standing, *others = talks.rungs
    goals = [rung.schedule for rung in others]
    terms = terms_by_structure(world, standing.schedule, goals, structures, solver)
    every, chosen = _with_printed(world, draws, len(structures))
    found = price(terms, every.theta, chosen, progress=progress)
    whole = {
        rung.id: distribution_of(terms, every, chosen, found, deal=place)
        for place, rung in enumerate(others)
    }
    rows = np.arange(len(chosen))
    first = len(chosen) - len(draws.theta)
    return Rungs(
        talks=talks,
        central={rung.id: deal for rung, deal in zip(others, terms[0].deals, strict=True)},
        printed={rung: each.part(rows[:first]) for rung, each in whole.items()},
        drawn={rung: each.part(rows[first:]) for rung, each in whole.items()},
    )


def _with_printed(
    world: World, draws: ElasticityDraws, structures: int
) -> tuple[ElasticityDraws, NDArray[np.int64]]:
    """Return the published sets under every structure and then the draws, with their structures."""
    names = [name for name in world.elasticities for _ in range(structures)]
    sets = np.array([world.elasticities[name] for name in names])
    every = ElasticityDraws(
        np.concatenate([sets, draws.theta]), (*names, *draws.source), draws.sentence
    )
    ways = np.tile(np.arange(structures), len(world.elasticities))
    return every, np.concatenate([ways, dealt(draws.source, structures)])
