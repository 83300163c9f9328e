"""One world whose rates a search moves: what each side gains, and how that answers to each line."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

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
from tradetalks.model.equilibrium import attempt, point_of, purge
from tradetalks.model.government import weights_per_dollar
from tradetalks.model.problem import Point
from tradetalks.model.stages import Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.tally import Judged, Setting, bends, judge, slope

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TOGETHER = 8
"""Directions that one call of the compiled program takes."""
PRECISE = Solver(tolerance=1e-13)
"""A large economy gains a millionth from a deal with a small one; that needs six digits too."""
KEPT = 16
"""Answers that are kept: a search asks for the slope where it asked for the value."""


@dataclass(frozen=True, eq=False, kw_only=True)
class View:
    """The world at some rates.

    Attributes:
        x: `log(1 + r)` of each line.
        rate: The rate of each line, a fraction.
        values: Value of each score.
        tariff: Every rate, as the solver has it.
        point: The unknowns that solve it.
        residual: Largest gap of any block of equations.
    """

    x: FloatArray
    rate: FloatArray
    values: FloatArray
    tariff: Array
    point: Point
    residual: float


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
        solver: Solver = PRECISE,
    ) -> None:
        self.world = purge(world, structure) if structure.imbalances is Closure.PURGED else world
        self.lines, self.scores, self.structure, self.weights = lines, scores, structure, weights
        self._solved_so_far = [0]
        self._solver, self._form = solver, form_of(structure)
        self._setting = _setting(self.world, structure, weights)
        self._near = at_rest(self.world, structure)
        self._seen: OrderedDict[bytes, View] = OrderedDict()
        self._bends: list[tuple[FloatArray, IntArray, FloatArray]] = []

    @property
    def evaluations(self) -> int:
        """Worlds solved so far, by this oracle and those made from it."""
        return self._solved_so_far[0]

    @cached_property
    def steepness(self) -> FloatArray:
        """About how fast each line's marginal worth falls as it rises [line], positive.

        It is what a line's trade does to real income, in billions of US dollars, if nothing else
        moves: imports times the trade elasticity.
        """
        world = self.world
        moved = self.lines.weighed(world.flow * (1.0 - world.share) * world.theta)
        return np.asarray(np.maximum(moved, 1e-300))

    @cached_property
    def per_billion(self) -> FloatArray:
        """What a billion US dollars changes each score by, about [score]."""
        return np.asarray(np.abs(self.scores.welfare) @ (1.0 / self.world.income))

    @cached_property
    def low(self) -> FloatArray:
        """The lowest `log(1 + r)` of each line."""
        return np.log1p(self.lines.low)

    @cached_property
    def high(self) -> FloatArray:
        """The highest."""
        return np.log1p(self.lines.high)

    @cached_property
    def now(self) -> FloatArray:
        """`log(1 + r)` of each line as it stands."""
        return np.log1p(self.lines.now)

    def bends_known(self, weights: FloatArray) -> bool:
        """Return whether second derivatives of all scores with a weight were taken somewhere."""
        asked = set(np.flatnonzero(weights))
        return any(asked <= set(which) for _, which, _ in self._bends)

    def value(self, x: FloatArray) -> FloatArray:
        """Return the value of each score at a point; errors as in `at`."""
        return self.at(x).values

    def slope(self, x: FloatArray, weights: FloatArray) -> FloatArray:
        """Return the derivative of a weighted sum of the scores at a point [line]."""
        return self.gradient(self.at(x), weights)

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
        if lines.moves_as(self.lines) and scores is self.scores:
            other._bends = self._bends
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

    def under(self, tariff: FloatArray) -> FloatArray:
        """Return the value of each score at any rates.

        Args:
            tariff: Every rate of the world [exporter, importer, sector].

        Raises:
            NoEquilibriumError: It has no equilibrium there.
        """
        laid = jax.device_put(sector_first(tariff))
        return self.scores.values(self._judged(tariff, laid).tally)

    def gradient(self, view: View, weights: FloatArray) -> FloatArray:
        """Return the derivative of a weighted sum of the scores in `x` [line].

        Args:
            view: Where.
            weights: What each score counts [score].
        """
        found = self._slope(view, weights)
        return self.lines.pulled(found, view.rate)

    def jacobian(self, view: View, which: IntArray | None = None) -> FloatArray:
        """Return the derivative of each score in `x` [score, line].

        Args:
            view: Where.
            which: Positions of the scores that are asked for, the others' rows zero; all when None.
        """
        rows = np.zeros((len(self.scores), len(self.lines)))
        for at in range(len(self.scores)) if which is None else which:
            rows[at] = self.gradient(view, np.eye(len(self.scores))[at])
        return rows

    def bend_near(self, x: FloatArray, which: IntArray) -> FloatArray:
        """Return second derivatives of scores at the nearest point at which they are known.

        Args:
            x: `log(1 + r)` of each line.
            which: Positions of the scores that are asked for, the others' zero.

        Returns:
            [score, line, line]
        """
        known = [each for each in self._bends if set(which) <= set(each[1])]
        if not known:
            return self.bend_at(x, which)
        return min(known, key=lambda each: float(np.abs(each[0] - x).max()))[2]

    def bend_at(self, x: FloatArray, which: IntArray) -> FloatArray:
        """Return second derivatives of scores at a point, arguments as in `bend_near`."""
        view, every = self.at(x), np.arange(len(self.lines))
        bend = np.zeros((len(self.scores), len(every), len(every)))
        for at in which:
            rows = self.curvature(view, np.eye(len(self.scores))[at], every)
            bend[at] = (rows + rows.T) / 2.0
        self._bends.append((x.copy(), which, bend))
        return bend

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
        rate = self.lines.rates(x)
        tariff = self.lines.tariff_at(rate)
        laid = jax.device_put(sector_first(tariff))
        found = self._judged(tariff, laid)
        self._near = found.point
        return View(
            x=x,
            rate=rate,
            values=self.scores.values(found.tally),
            tariff=laid,
            point=found.point,
            residual=float(found.residual),
        )

    def _judged(self, tariff: FloatArray, laid: Array) -> Judged:
        tolerance, most = np.float64(self._solver.tolerance), np.int64(self._solver.most_steps)
        found: Judged = judge(self._form, self._setting, laid, self._near, tolerance, most)
        self._solved_so_far[0] += 1
        if float(found.residual) <= self._solver.acceptable:
            return found
        return self._by_harder_means(tariff, laid)

    def _by_harder_means(self, tariff: FloatArray, laid: Array) -> Judged:
        solved = attempt(self.world, tariff, structure=self.structure, solver=self._solver)
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
