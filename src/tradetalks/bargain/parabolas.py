"""Few lines: parabolas in place of the world, corrected at each step by the world itself.

Second derivatives of the scores change slowly over the range of tariffs. Taken once, they serve
every rule, every point of a frontier, and the same talks after a red line has moved; each step then
needs the world solved once, and one gradient for each score.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.ground import bounds_of, scale_of
from tradetalks.bargain.lagrangian import Reached, by_lagrangian
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.task import Task

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

REACH = 0.4
"""How far a step goes at first, in `log(1 + r)`."""
STEPS = 30
CLOSE = 3e-5
"""A step shorter than this is the last, in units in which typical moves of all lines are one."""
NOISE = 1e-4
"""A step shorter than this that does not rise is lost in rounding: the rest is for polishing."""
PATIENCE = 3
"""Steps in a row that do not rise, where there are floors: one that bends lets the first of them
fall, and the next rise beyond. After as many, steps are shortened."""
SLOW = 0.6
"""A step that is no shorter than this part of the one before shows that slopes bend otherwise by
now; second derivatives are then taken anew, once."""
WIDE = 3e-3
"""Shorter steps are left to go slowly: what follows takes second derivatives of its own."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Parabolas:
    """Scores as second-order functions of the lines around a point, as a search's ground.

    Attributes:
        at: The point [line].
        values: Value of each score there.
        slopes: Derivatives of each score [score, line].
        bend: Second derivatives of each score [score, line, line].
        low: The lowest `log(1 + r)` of each line.
        high: The highest.
        now: `log(1 + r)` of each line as it stands.
        steepness: As in `tradetalks.bargain.ground.Ground`.
        per_billion: As there.
    """

    at: FloatArray
    values: FloatArray
    slopes: FloatArray
    bend: FloatArray
    low: FloatArray
    high: FloatArray
    now: FloatArray
    steepness: FloatArray
    per_billion: FloatArray

    def value(self, x: FloatArray) -> FloatArray:
        """Return the value of each score at a point."""
        step = x - self.at
        return np.asarray(self.values + (self.slopes + (self.bend @ step) / 2.0) @ step)

    def slope(self, x: FloatArray, weights: FloatArray) -> FloatArray:
        """Return the derivative of a weighted sum of the scores at a point [line]."""
        bent = np.tensordot(weights, self.bend, axes=1) @ (x - self.at)
        return np.asarray(weights @ self.slopes + bent)


def by_parabolas(oracle: Oracle, task: Task, x: FloatArray) -> FloatArray:
    """Go uphill on parabolas that each step corrects.

    Args:
        oracle: The world.
        task: What to do.
        x: `log(1 + r)` of each line, between the bounds.
    """
    counted, scale = _counted(oracle, task, x), scale_of(oracle)
    bend, reach, best = oracle.bend_near(x, counted), REACH, x
    patience = PATIENCE if len(task.floors) else 1
    waited, before, fresh = 0, np.inf, False
    for _ in range(STEPS):
        found = by_lagrangian(_drawn(oracle, task, x, counted, bend, reach), task, x)
        far = float(np.linalg.norm(scale * (found.x - x)))
        rises = _height(oracle, task, found) > _height(oracle, task, replace(found, x=best))
        x, best, waited = found.x, found.x if rises else best, 0 if rises else waited + 1
        if far < CLOSE or (far < NOISE and not rises):
            break
        if waited == patience:
            reach, x, waited = float(np.abs(x - best).max()) / 3.0, best, 0
        elif rises and far > max(SLOW * before, WIDE) and not fresh:
            bend, fresh = oracle.bend_at(x, counted), True
        before = far
    return best


def _near(oracle: Oracle, task: Task, x: FloatArray, reach: float) -> tuple[FloatArray, FloatArray]:
    low, high = bounds_of(oracle, task)
    return np.maximum(low, x - reach), np.minimum(high, x + reach)


def _drawn(
    oracle: Oracle,
    task: Task,
    x: FloatArray,
    counted: IntArray,
    bend: FloatArray,
    reach: float,
) -> Parabolas:
    low, high = _near(oracle, task, x, reach)
    view = oracle.at(x)
    return Parabolas(
        at=x,
        values=view.values,
        slopes=oracle.jacobian(view, counted),
        bend=bend,
        low=low,
        high=high,
        now=x,
        steepness=oracle.steepness,
        per_billion=oracle.per_billion,
    )


def _counted(oracle: Oracle, task: Task, x: FloatArray) -> IntArray:
    """Return the positions of the scores that the task looks at."""
    by_score = task.aim.slope(oracle.value(x), 0.0)[0]
    return np.flatnonzero((by_score != 0.0) | (task.floors.rows != 0.0).any(axis=0))


def _height(oracle: Oracle, task: Task, at: Reached) -> float:
    """Return what the aim comes to at a point, less twice the price of floors that are missed."""
    values = oracle.value(at.x)
    s = task.largest_number(values)
    missed = np.maximum(-task.floors.room(values, s), 0.0)
    return task.aim.value(values, s) - 2.0 * float(at.prices @ missed) - float(missed.sum())
