"""What a search walks on: the world itself, or parabolas drawn in its place."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.task import Task

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TYPICAL = 0.3
"""A distance in `log(1 + r)` that tariffs move by; it sets the size of first steps only."""
NEGLIGIBLE = 1e-10
"""A line with this little trade beside the largest one's is not moved: its slope is rounding."""


class Ground(Protocol):
    """Scores as functions of the lines."""

    @property
    def low(self) -> FloatArray:
        """The lowest `log(1 + r)` of each line."""

    @property
    def high(self) -> FloatArray:
        """The highest."""

    @property
    def now(self) -> FloatArray:
        """`log(1 + r)` of each line as it stands."""

    @property
    def steepness(self) -> FloatArray:
        """About how fast each line's marginal worth falls [line], billions of US dollars."""

    @property
    def per_billion(self) -> FloatArray:
        """What a billion US dollars changes each score by, about [score]."""

    def value(self, x: FloatArray) -> FloatArray:
        """Return the value of each score."""

    def slope(self, x: FloatArray, weights: FloatArray) -> FloatArray:
        """Return the derivative of a weighted sum of the scores [line]."""


def bounds_of(ground: Ground, task: Task) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and highest `log(1 + r)` of each line; equal where it does not move.

    A line without trade moves nothing, so it is left where it stands.
    """
    steep = ground.steepness
    still = steep < NEGLIGIBLE * steep.max(initial=0.0)
    if task.free is not None:
        still |= ~task.free
    stays = np.clip(ground.now, ground.low, ground.high)
    return np.where(still, stays, ground.low), np.where(still, stays, ground.high)


def scale_of(ground: Ground) -> FloatArray:
    """Return what each line is multiplied by [line], so that a search bends alike along all.

    All lines moving by a typical distance is then a step of length one.
    """
    return np.asarray(np.sqrt(ground.steepness / ground.steepness.sum()) / TYPICAL)
