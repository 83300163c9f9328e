"""One world whose rates a search moves: what each side gains, and how that answers to each line."""

from collections import OrderedDict
from dataclasses import dataclass

import jax
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.lines import Lines
from tradetalks.bargain.scores import Scores
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.benchmark import at_rest, benchmark_of, form_of, sector_first
from tradetalks.model.change import Change, shock_from
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import point_of, purge, solve
from tradetalks.model.government import weights_per_dollar
from tradetalks.model.problem import Point
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.tally import Judged, Setting, bends, judge, slope

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TOGETHER = 8
"""Directions that one call of the compiled program takes."""
KEPT = 16
"""Answers that are kept: a search asks for the slope where it asked for the value."""


@dataclass(frozen=True, eq=False, kw_only=True)
class View:
    """The world at some rates.

    Attributes:
        x: `log(1 + r)` of each line.
        values: Value of each score.
        tariff: Every rate, as the solver has it.
        point: The unknowns that solve it.
        residual: Largest gap of any block of equations.
    """

    x: FloatArray
    values: FloatArray
    tariff: Array
    point: Point
    residual: float

    @property
    def rate(self) -> FloatArray:
        """The rate of each line, a fraction [line]."""
        return np.asarray(np.expm1(self.x))


class Oracle:
    """Answers a search's questions about one world.

    Args:
        world: The benchmark that gains are relative to.
        lines: What the search moves; their `tariff` is what stands otherwise.
        scores: What it looks at.
        structure: Which model it is.
        weights: What each government gives for a dollar in each sector [economy, sector]; None
            where all maximise welfare. A row of ones is welfare too.
        solver: Settings of the solver.

    Attributes:
        world: As given; without imbalances where the structure purges them.
        lines: As given.
        scores: As given.
    """

    def __init__(
        self,
        world: World,
        lines: Lines,
        scores: Scores,
        *,
        structure: Structure = DEFAULT_STRUCTURE,
        weights: FloatArray | None = None,
        solver: Solver = DEFAULT_SOLVER,
    ) -> None:
        self.world = purge(world, structure) if structure.imbalances is Closure.PURGED else world
        self.lines, self.scores, self.structure, self.weights = lines, scores, structure, weights
        self._solved_so_far = [0]
        self._solver, self._form = solver, form_of(structure)
        self._setting = _setting(self.world, structure, weights)
        self._near = at_rest(self.world, structure)
        self._seen: OrderedDict[bytes, View] = OrderedDict()

    @property
    def evaluations(self) -> int:
        """Worlds solved so far, by this oracle and those made from it."""
        return self._solved_so_far[0]

    def with_lines(self, lines: Lines) -> "Oracle":
        """Return an oracle on the same world whose lines are others."""
        return self._like(lines, self.scores)

    def with_scores(self, scores: Scores) -> "Oracle":
        """Return an oracle on the same world that looks at other scores."""
        return self._like(self.lines, scores)

    def holding(self, x: FloatArray, free: IntArray) -> "Oracle":
        """Return an oracle whose lines are some of these, the others held where they are.

        Args:
            x: `log(1 + r)` of each line.
            free: Positions of those that stay free.
        """
        return self.with_lines(self.lines.only(free, self.lines.rates(x)))

    def _like(self, lines: Lines, scores: Scores) -> "Oracle":
        other = Oracle(
            self.world,
            lines,
            scores,
            structure=self.structure,
            weights=self.weights,
            solver=self._solver,
        )
        other._near, other._solved_so_far = self._near, self._solved_so_far
        return other

    def at(self, x: FloatArray) -> View:
        """Return the world at `x = log(1 + r)` [line].

        Raises:
            NoEquilibriumError: It has no equilibrium there.
        """
        key = x.tobytes()
        if key not in self._seen:
            self._seen[key] = self._solved(np.array(x, dtype=float))
            if len(self._seen) > KEPT:
                self._seen.popitem(last=False)
        return self._seen[key]

    def gradient(self, view: View, weights: FloatArray) -> FloatArray:
        """Return the derivative of a weighted sum of the scores in `x` [line].

        Args:
            view: Where.
            weights: What each score counts [score].
        """
        found = self._slope(view, weights)
        return self.lines.pulled(found, view.rate)

    def jacobian(self, view: View) -> FloatArray:
        """Return the derivative of each score in `x` [score, line]."""
        rows = np.eye(len(self.scores))
        return np.array([self.gradient(view, row) for row in rows])

    def curvature(self, view: View, weights: FloatArray, along: IntArray) -> FloatArray:
        """Return second derivatives of a weighted sum of the scores in `x` [along, line].

        Args:
            view: Where.
            weights: What each score counts [score].
            along: Positions of the lines along which the gradient is followed.
        """
        rate, counts = view.rate, self.scores.combined(weights)
        shape = (TOGETHER, *view.tariff.shape)
        rows = np.zeros((len(along), len(self.lines)))
        for start in range(0, len(along), TOGETHER):
            some = along[start : start + TOGETHER]
            directions = np.zeros(shape)
            for at, line in enumerate(some):
                unit = np.zeros(len(self.lines))
                unit[line] = 1.0
                directions[at] = sector_first(self.lines.pushed(unit, rate))
            turned = np.asarray(
                bends(self._form, self._setting, view.tariff, view.point, counts, directions)
            )
            for at in range(len(some)):
                rows[start + at] = self.lines.pulled(np.moveaxis(turned[at], 0, 2), rate)
        # The rates themselves bend as log(1 + r) moves.
        rows[np.arange(len(along)), along] += self.gradient(view, weights)[along]
        return rows

    def _slope(self, view: View, weights: FloatArray) -> FloatArray:
        counts = self.scores.combined(weights)
        found = slope(self._form, self._setting, view.tariff, view.point, counts)
        return np.moveaxis(np.asarray(found), 0, 2)

    def _solved(self, x: FloatArray) -> View:
        tariff = self.lines.tariff_at(self.lines.rates(x))
        laid = jax.device_put(sector_first(tariff))
        tolerance, most = np.float64(self._solver.tolerance), np.int64(self._solver.most_steps)
        found = judge(self._form, self._setting, laid, self._near, tolerance, most)
        if not float(found.residual) <= self._solver.acceptable:
            found = self._by_harder_means(tariff, laid)
        self._solved_so_far[0] += 1
        self._near = found.point
        return View(
            x=x,
            values=self.scores.values(found.tally),
            tariff=laid,
            point=found.point,
            residual=float(found.residual),
        )

    def _by_harder_means(self, tariff: FloatArray, laid: Array) -> Judged:
        solved = solve(self.world, tariff, structure=self.structure, solver=self._solver)
        found: Judged = judge(
            self._form,
            self._setting,
            laid,
            point_of(solved),
            np.float64(self._solver.acceptable),
            np.int64(self._solver.most_steps),
        )
        if not float(found.residual) <= self._solver.acceptable:
            raise NoEquilibriumError(
                "No equilibrium at rates that the search reached",
                where=self.world.name,
                remedy="Narrow the room: raise the floors or lower the ceilings",
            )
        return found


def _setting(world: World, structure: Structure, weights: FloatArray | None) -> Setting:
    n, s = len(world.economies), len(world.sectors)
    still = Change(tariff=world.tariff, iceberg=None, transfer=np.zeros(n))
    given = np.ones((n, s)) if weights is None else weights
    # A government that gives every sector the same weight maximises welfare, whatever labour does.
    counts = np.ptp(given, axis=1) > 0
    return Setting(
        benchmark=benchmark_of(world, structure),
        shock=shock_from(still),
        weights=jax.device_put(weights_per_dollar(world, structure, given)),
        weighted=jax.device_put(counts.astype(float)),
    )
