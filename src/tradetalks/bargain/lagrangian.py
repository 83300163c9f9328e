"""Uphill on an augmented Lagrangian: floors become prices, sharpened round by round.

Everything is brought to like size first. A deal that moves Pakistan's real income by a thousandth
moves that of the United States by a millionth; both are floors of the same search.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, minimize
from threadpoolctl import ThreadpoolController

from tradetalks.bargain.ground import TYPICAL, Ground, bounds_of, scale_of
from tradetalks.bargain.task import Aim, Floors, Smallest, Task

FloatArray = NDArray[np.float64]

REACH = 0.5
"""How far a line goes before its slope is asked for anew: a line with little trade overshoots into
rates at which it has none and its slope says nothing."""
STAGES = 12
"""Stages of such reach, at most."""
ROUNDS = 30
"""Rounds of sharper prices, at most."""
STIFF = 10.0
"""What missing a floor costs at first, once all is of like size."""
GENTLE = 1e-7
"""Slope, in units in which a typical step bends it by one, at which a stage ends."""
CLOSE = 1e-8
"""Floors are kept to this, in parts of what a typical step moves them by, before polishing."""

_THREADS = ThreadpoolController()


@dataclass(frozen=True, eq=False, kw_only=True)
class Reached:
    """Where a search ended.

    Attributes:
        x: `log(1 + r)` of each line.
        s: The number looked for besides; zero where there is none.
        prices: What a little more of each floor would cost the aim [floor].
    """

    x: FloatArray
    s: float
    prices: FloatArray


def by_lagrangian(ground: Ground, task: Task, start: FloatArray) -> Reached:
    """Go uphill from a start; arguments as in `tradetalks.bargain.search.search`.

    Args:
        ground: The scores.
        task: What to do.
        start: `log(1 + r)` of each line, between the bounds.
    """
    even = _evened(ground, task, start)
    floors, x, s, missing = even.task.floors, start, 0.0, np.inf
    prices, stiff = np.zeros(len(floors)), STIFF
    for _ in range(ROUNDS):
        x = _in_reach(_Merit(ground, even.task, prices, stiff), x)
        values = ground.value(x)
        s = even.task.number(values, prices, stiff)
        room = floors.room(values, s)
        gap = float(np.abs(np.minimum(room, prices / stiff)).max(initial=0.0))
        prices = np.asarray(np.maximum(prices - stiff * room, 0.0))
        if gap < CLOSE:
            break
        if gap > 0.25 * missing:
            stiff *= 4.0
        missing = gap
    return Reached(x=x, s=s * even.number, prices=prices * even.worth / even.size)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Evened:
    """A task whose floors and aim are all of like size.

    Attributes:
        task: The task.
        size: What each floor was divided by [floor].
        number: What the number looked for was divided by.
        worth: What the aim was divided by.
    """

    task: Task
    size: FloatArray
    number: float
    worth: float


@dataclass(frozen=True, eq=False)
class _Divided:
    """An aim, divided."""

    aim: Aim
    by: float

    def value(self, v: FloatArray, s: float) -> float:
        """Return the aim over the divisor."""
        return self.aim.value(v, s) / self.by

    def slope(self, v: FloatArray, s: float) -> tuple[FloatArray, float]:
        """Return its derivatives over the divisor."""
        by_score, by_number = self.aim.slope(v, s)
        return by_score / self.by, by_number / self.by

    def bend(self, v: FloatArray) -> FloatArray:
        """Return its second derivatives over the divisor."""
        return self.aim.bend(v) / self.by


def _evened(ground: Ground, task: Task, x: FloatArray) -> _Evened:
    floors, scale = task.floors, scale_of(ground)
    size = np.array([_size(ground.slope(x, row), scale) for row in floors.rows])
    if isinstance(task.aim, Smallest):
        worth = number = 1.0 / float((floors.share / size).max())
        aim: Aim = task.aim
    else:
        values, number = ground.value(x), 1.0
        worth = _size(ground.slope(x, task.aim.slope(values, 0.0)[0]), scale)
        aim = _Divided(task.aim, worth)
    even = Floors(
        rows=floors.rows / size[:, None],
        level=floors.level / size,
        share=floors.share * number / size,
        name=floors.name,
    )
    return _Evened(task=replace(task, aim=aim, floors=even), size=size, number=number, worth=worth)


def _size(slope: FloatArray, scale: FloatArray) -> float:
    return max(float(np.linalg.norm(slope / scale)), 1e-300)


@dataclass(frozen=True, eq=False)
class _Merit:
    """The augmented Lagrangian: the aim less what floors that are missed cost."""

    ground: Ground
    task: Task
    prices: FloatArray
    stiff: float

    def __call__(self, x: FloatArray) -> tuple[float, FloatArray]:
        """Return its value and its derivative along each line."""
        values = self.ground.value(x)
        s, owed = self._owed(values)
        value = self.task.aim.value(values, s) - float((owed**2).sum()) / (2.0 * self.stiff)
        return value, self.ground.slope(x, self._counts(values, s, owed))

    def worth(self, x: FloatArray) -> float:
        """Return what a billion US dollars counts in it."""
        values = self.ground.value(x)
        counts = self._counts(values, *self._owed(values))
        return float(np.abs(counts) @ self.ground.per_billion) or 1.0

    def _owed(self, values: FloatArray) -> tuple[float, FloatArray]:
        s = self.task.number(values, self.prices, self.stiff)
        missed = self.prices - self.stiff * self.task.floors.room(values, s)
        return s, np.maximum(missed, 0.0)

    def _counts(self, values: FloatArray, s: float, owed: FloatArray) -> FloatArray:
        return np.asarray(self.task.aim.slope(values, s)[0] + owed @ self.task.floors.rows)


def _in_reach(merit: _Merit, x: FloatArray) -> FloatArray:
    """Go uphill in stages, until none ends at the edge of its reach."""
    low, high = bounds_of(merit.ground, merit.task)
    for _ in range(STAGES):
        near = np.maximum(low, x - REACH), np.minimum(high, x + REACH)
        x = _uphill(merit, x, near)
        if not (((x <= near[0]) & (x > low)) | ((x >= near[1]) & (x < high))).any():
            break
    return x


def _uphill(merit: _Merit, x: FloatArray, bounds: tuple[FloatArray, FloatArray]) -> FloatArray:
    free = np.flatnonzero(bounds[1] > bounds[0])
    low, high, scale = bounds[0][free], bounds[1][free], scale_of(merit.ground)[free]
    unit = merit.worth(x) * TYPICAL**2 * float(merit.ground.steepness[free].sum())

    def placed(z: FloatArray) -> FloatArray:
        moved = x.copy()
        # A bound times its scale and over it again may be a digit off the bound.
        back = np.where(z >= high * scale, high, z / scale)
        moved[free] = np.clip(np.where(z <= low * scale, low, back), low, high)
        return moved

    def downhill(z: FloatArray) -> tuple[float, FloatArray]:
        value, gradient = merit(placed(z))
        return -value / unit, -gradient[free] / scale / unit

    # Its vectors are short: threads that wait for each other cost more than they save, and on a
    # busy machine many times as much.
    with _THREADS.limit(limits=1, user_api="blas"):
        found = minimize(
            downhill,
            x[free] * scale,
            jac=True,
            method="L-BFGS-B",
            bounds=Bounds(low * scale, high * scale),
            options={"maxcor": 30, "ftol": 1e-15, "gtol": GENTLE, "maxiter": 400, "maxfun": 800},
        )
    return placed(found.x)
