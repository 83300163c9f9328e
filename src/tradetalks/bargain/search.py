"""Going uphill between bounds and above floors: the first half of every search.

Few lines go by parabolas, which need the gradient of each score at each step; many by an augmented
Lagrangian of the world itself, which needs one gradient whatever the number of scores. Where they
end is polished and proved elsewhere (`tradetalks.bargain.polish`).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from tradetalks.bargain.ground import bounds_of, scale_of
from tradetalks.bargain.lagrangian import Reached, by_lagrangian
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.parabolas import by_parabolas
from tradetalks.bargain.task import Task

FloatArray = NDArray[np.float64]

FEW = 120
"""Lines up to which second derivatives are cheaper than many steps, where several scores count."""

NEARLY = 1e-3
"""A floor exceeded by less, in parts of what a typical step moves it by, may turn out to bind."""


def search(oracle: Oracle, task: Task, start: FloatArray) -> Reached:
    """Go uphill from a start.

    Args:
        oracle: The world.
        task: What to do.
        start: `log(1 + r)` of each line; moved between the bounds where it lies outside.

    Raises:
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    low, high = bounds_of(oracle, task)
    x = np.clip(start, low, high)
    if not (high > low).any():
        return priced(oracle, task, x)
    counts = task.aim.slope(oracle.value(x), 0.0)[0]
    alone = not len(task.floors) and np.count_nonzero(counts) == 1
    if len(x) > FEW or (alone and not oracle.bends_known(counts)):
        return by_lagrangian(oracle, task, x)
    return priced(oracle, task, by_parabolas(oracle, task, x))


def priced(oracle: Oracle, task: Task, x: FloatArray) -> Reached:
    """Return a point with the prices of the floors that come nearest to balancing the aim there.

    Args:
        oracle: The world.
        task: What is aimed at, above which floors.
        x: `log(1 + r)` of each line.
    """
    s = task.largest_number(oracle.value(x))
    return Reached(x=x, s=s, prices=_prices(oracle, task, x, s))


def _prices(oracle: Oracle, task: Task, x: FloatArray, s: float) -> FloatArray:
    """Return the prices of the floors that come nearest to balancing the aim at a point."""
    floors = task.floors
    if not len(floors):
        return np.zeros(0)
    view = oracle.at(x)
    by_score, by_number = task.aim.slope(view.values, s)
    low, high = bounds_of(oracle, task)
    inside = (x > low) & (x < high)
    every, scale = oracle.jacobian(view), scale_of(oracle)
    size = np.linalg.norm(floors.rows @ every / scale, axis=1)
    tight = np.flatnonzero(floors.room(view.values, s) <= NEARLY * size)
    jacobian = every[:, inside]
    rows, goal = (floors.rows[tight] @ jacobian).T, -(by_score @ jacobian)
    if task.has_number:
        weight = max(float(np.abs(rows).max(initial=0.0)), 1e-12)
        rows = np.vstack([rows, weight * floors.share[tight]])
        goal = np.append(goal, weight * by_number)
    prices = np.zeros(len(floors))
    if len(tight):
        prices[tight] = nnls(rows, goal)[0]
    return prices
