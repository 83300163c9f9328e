"""From a start to a proved summit: uphill first, Newton's method last, and off a saddle again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.lagrangian import Reached
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.polish import Conditions, conditions, polish
from tradetalks.bargain.search import search
from tradetalks.bargain.task import Task

FloatArray = NDArray[np.float64]

ESCAPES = 3
"""How often a saddle is left along the direction in which it rises."""
LEAP = 0.4
"""How far, in `log(1 + r)` of the line that moves most."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Summit:
    """The highest point that a search found.

    Attributes:
        at: The point and what is left of its conditions.
        starts: From how many starts it was looked for.
        spread: How far below it the lowest of them ended, in the aim's own unit.
    """

    at: Conditions
    starts: int
    spread: float


def summit(
    oracle: Oracle, task: Task, starts: Sequence[FloatArray], *, polished: bool = True
) -> Summit:
    """Return the highest point found from some starts, polished.

    Args:
        oracle: The world.
        task: What is aimed at, above which floors.
        starts: `log(1 + r)` of each line, one or more times.
        polished: Whether Newton's method is to end it and curvature to be looked at.

    Raises:
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    ended = [search(oracle, task, start) for start in starts]
    heights = [height(oracle, task, each) for each in ended]
    highest = ended[int(np.argmax(heights))]
    if not polished:
        top = conditions(oracle, task, highest)
        return Summit(at=top, starts=len(starts), spread=max(heights) - min(heights))
    found = from_here(oracle, task, highest)
    best = height(oracle, task, found.at.reached)
    return Summit(at=found.at, starts=len(starts), spread=best - min(heights))


def from_here(oracle: Oracle, task: Task, reached: Reached) -> Summit:
    """Return the summit next to a point that a search has come to.

    Args:
        oracle: The world.
        task: What is aimed at, above which floors.
        reached: The point.

    Raises:
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    top = polish(oracle, task, reached)
    for _ in range(ESCAPES):
        if top.is_summit:
            break
        top = max(_left(oracle, task, top), key=lambda each: _standing(oracle, task, each))
    return Summit(at=top, starts=1, spread=0.0)


def height(oracle: Oracle, task: Task, at: Reached) -> float:
    """Return what the aim comes to at a point; less what floors are missed by, a thousandfold."""
    values = oracle.at(at.x).values
    missed = float(np.maximum(-task.floors.room(values, at.s), 0.0).sum())
    return task.aim.value(values, at.s) - 1e3 * max(missed - 1e-9, 0.0)


def off_saddle(x: FloatArray, rise: FloatArray, now: FloatArray) -> list[FloatArray]:
    """Return points beside a saddle: along its rise, against it, and with strays brought back.

    A line that strayed to rates at which nothing is traded is on a plain, not on a slope: it goes
    back to where it stands today.

    Args:
        x: `log(1 + r)` of each line.
        rise: The direction in which the saddle rises [line].
        now: `log(1 + r)` of each line as it stands.
    """
    return [np.where(np.abs(rise) > 0.5, now, x), x + LEAP * rise, x - LEAP * rise]


def _left(oracle: Oracle, task: Task, saddle: Conditions) -> list[Conditions]:
    """Return the saddle, and where going uphill from beside it ends."""
    beside = off_saddle(saddle.x, saddle.rise, oracle.now)
    return [saddle, *(polish(oracle, task, search(oracle, task, each)) for each in beside)]


def _standing(oracle: Oracle, task: Task, at: Conditions) -> tuple[bool, float]:
    high = height(oracle, task, at.reached)
    return (at.is_summit and conditions(oracle, task, at.reached).residual < 1e-4, high)
