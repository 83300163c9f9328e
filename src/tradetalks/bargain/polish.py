"""Newton's method on the conditions of an optimum, and what is left of them: the second half.

Newton's method finds saddles as gladly as summits, so it only ever starts where going uphill
ended, and what it finds is believed only if the aim falls in every direction left open.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.ground import bounds_of
from tradetalks.bargain.lagrangian import Reached
from tradetalks.bargain.oracle import Oracle, View
from tradetalks.bargain.task import Task

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

EXACT = 1e-10
"""What is left of the conditions, relative, at which there is nothing to polish."""
STEPS = 30
"""Newton steps at most; second derivatives are taken anew only where the last have gone stale."""
NEWTON_REACH = 0.1
"""How far one Newton step moves a line, in `log(1 + r)`: where an elasticity is high, what is worth
levying is a narrow hill, and beyond it lies a plain on which nothing is traded."""
SAME = 1e-3
"""Moves in `log(1 + r)` up to which second derivatives stay the same to a percent."""
TINY = 1e-60
"""What stands for zero where something is divided by it."""
FLAT = 1e-9
"""Curvature relative to the steepest at which a direction counts as level."""
TIGHT = 1e-9
"""How near a floor is kept, as a fraction of income, before it counts as binding."""
KNOWN = 1e-7
"""Size of scores below which a floor's room is rounding: worlds are solved to a millionth of it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Conditions:
    """A point, and what is left there of the conditions of an optimum.

    Attributes:
        x: `log(1 + r)` of each line.
        s: The number looked for besides; zero where there is none.
        prices: The price of each floor [floor].
        values: Value of each score [score].
        residual: The largest derivative along a line that could still move that way, a floor's
            being missed, or a floor's being priced that does not bind; relative to the size of the
            derivatives that balance.
        uphill: The largest curvature of the aim along directions that floors leave open, relative
            to the largest of any; above zero it still rises somewhere. Minus one where no line is
            left to move; not a number before it was looked at.
        at_bound: Which lines rest on a bound [line].
        rise: A direction along which it still bends upwards [line]; zero where it does nowhere.
    """

    x: FloatArray
    s: float
    prices: FloatArray
    values: FloatArray
    residual: float
    uphill: float
    at_bound: BoolArray
    rise: FloatArray

    @property
    def reached(self) -> Reached:
        """The point itself."""
        return Reached(x=self.x, s=self.s, prices=self.prices)

    @property
    def is_summit(self) -> bool:
        """Whether the aim falls, or is level, along every open direction."""
        return bool(self.uphill <= FLAT)


def conditions(oracle: Oracle, task: Task, reached: Reached) -> Conditions:
    """Return what is left of the conditions of an optimum at a point (eq. bargain.7).

    Curvature is not looked at; `polish` does.
    """
    low, high = bounds_of(oracle, task)
    view = oracle.at(reached.x)
    by_line, scale = _derivatives(oracle, task, view, reached)
    wrong = np.where(reached.x >= high, np.minimum(by_line, 0.0), by_line)
    wrong = np.where(reached.x <= low, np.maximum(wrong, 0.0), wrong)
    wrong = np.where(low >= high, 0.0, wrong)
    room = task.floors.room(view.values, reached.s)
    size = max(float(np.abs(view.values).max(initial=0.0)), KNOWN)
    left = [
        float(np.abs(wrong).max(initial=0.0)) / scale,
        float(np.maximum(-room, 0.0).max(initial=0.0)) / size,
        _unmatched(task, view, reached),
        _idle(task, reached, room) / size,
    ]
    return Conditions(
        x=reached.x,
        s=reached.s,
        prices=reached.prices,
        values=view.values,
        residual=max(left),
        uphill=np.nan,
        at_bound=(reached.x <= low) | (reached.x >= high),
        rise=np.zeros(len(low)),
    )


def polish(oracle: Oracle, task: Task, reached: Reached) -> Conditions:
    """Return the optimum near a point by Newton's method, with its curvature.

    Args:
        oracle: The world.
        task: What is aimed at, above which floors.
        reached: Where going uphill ended.

    Raises:
        NoEquilibriumError: A step came to rates without an equilibrium.
    """
    best = conditions(oracle, task, reached)
    curved, tried = _curved_near(oracle, task, best), 0
    while best.residual > EXACT and tried < STEPS:
        tried += 1
        moved = conditions(oracle, task, _step(oracle, task, best, curved))
        gained = moved.residual / best.residual
        if gained < 0.9:
            best = moved
        elif curved.holds_at(best):
            break
        if gained > 0.3 and not curved.holds_at(best):
            curved = _curved_at(oracle, task, best)
        elif gained < 0.9 and not np.array_equal(curved.moving, _moving(oracle, task, best)):
            curved = _curved_near(oracle, task, best)
    if not (curved.holds_at(best) and np.array_equal(curved.moving, _moving(oracle, task, best))):
        curved = _curved_at(oracle, task, best)
    uphill, rise = _uphill(task, curved)
    direction = np.zeros(len(best.x))
    direction[curved.moving] = rise
    return replace(best, uphill=uphill, rise=direction)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Curved:
    """Second derivatives of the aim and the floors' prices together.

    Attributes:
        x: Where they were taken.
        moving: Positions of the lines that may move.
        bend: Second derivatives along them [moving, moving].
        jacobian: Derivatives of the scores along them [score, moving].
        tight: Positions of the floors that bind.
    """

    x: FloatArray
    moving: NDArray[np.int64]
    bend: FloatArray
    jacobian: FloatArray
    tight: NDArray[np.int64]

    def holds_at(self, at: Conditions) -> bool:
        """Return whether a point is so near that the same derivatives stand for it."""
        return bool(np.abs(at.x - self.x).max(initial=0.0) <= SAME)


def _curved_at(oracle: Oracle, task: Task, at: Conditions) -> _Curved:
    moving = _moving(oracle, task, at)
    bend = oracle.curvature(oracle.at(at.x), _counts(oracle, task, at), moving)
    return _curved(oracle, task, at, bend[:, moving], taken=at.x)


def _curved_near(oracle: Oracle, task: Task, at: Conditions) -> _Curved:
    """Return second derivatives as known somewhere near, good enough to step by."""
    counts = _counts(oracle, task, at)
    if not oracle.bends_known(counts):
        return _curved_at(oracle, task, at)
    moving = _moving(oracle, task, at)
    bend = np.tensordot(counts, oracle.bend_near(at.x, np.flatnonzero(counts)), axes=1)
    return _curved(oracle, task, at, bend[np.ix_(moving, moving)], taken=np.full(len(at.x), np.inf))


def _counts(oracle: Oracle, task: Task, at: Conditions) -> FloatArray:
    """Return what each score counts in the aim and the floors' prices together."""
    by_score, _ = task.aim.slope(oracle.value(at.x), at.s)
    return np.asarray(by_score + at.prices @ task.floors.rows)


def _curved(
    oracle: Oracle, task: Task, at: Conditions, bend: FloatArray, *, taken: FloatArray
) -> _Curved:
    view = oracle.at(at.x)
    moving = _moving(oracle, task, at)
    jacobian = oracle.jacobian(view)[:, moving]
    bend = bend + jacobian.T @ task.aim.bend(view.values) @ jacobian
    return _Curved(
        x=taken,
        moving=moving,
        bend=(bend + bend.T) / 2.0,
        jacobian=jacobian,
        tight=_tight(task, view, at),
    )


def _moving(oracle: Oracle, task: Task, at: Conditions) -> NDArray[np.int64]:
    """Return the lines off their bounds, and those on one that would gain by leaving it."""
    low, high = bounds_of(oracle, task)
    by_line, _ = _derivatives(oracle, task, oracle.at(at.x), at.reached)
    leaves = ((at.x <= low) & (by_line > 0)) | ((at.x >= high) & (by_line < 0))
    return np.flatnonzero((low < high) & (((at.x > low) & (at.x < high)) | leaves))


def _tight(task: Task, view: View, at: Conditions) -> NDArray[np.int64]:
    room = task.floors.room(view.values, at.s)
    return np.flatnonzero((at.prices > 0) | (room <= TIGHT))


def _step(oracle: Oracle, task: Task, at: Conditions, curved: _Curved) -> Reached:
    """Return where a Newton step on the conditions leads, kept between the bounds.

    A floor whose price would fall below zero holds nothing back: floors are left out, one at a
    time, until none does.
    """
    tight = curved.tight
    found = _moved(oracle, task, at, curved, tight)
    while (found.prices < 0.0).any():
        tight = tight[tight != int(found.prices.argmin())]
        found = _moved(oracle, task, at, curved, tight)
    low, high = bounds_of(oracle, task)
    step = np.clip(found.x - at.x, -NEWTON_REACH, NEWTON_REACH)
    return replace(found, x=np.where(step == 0.0, at.x, np.clip(at.x + step, low, high)))


def _moved(
    oracle: Oracle, task: Task, at: Conditions, curved: _Curved, tight: NDArray[np.int64]
) -> Reached:
    """Return where the conditions would hold if some floors bound and all were as at a point."""
    view, kept = oracle.at(at.x), np.zeros(len(task.floors))
    kept[tight] = at.prices[tight]
    by_line, _ = _derivatives(oracle, task, view, replace(at.reached, prices=kept))
    by_number = task.aim.slope(view.values, at.s)[1]
    moving, number = curved.moving, int(task.has_number)
    rows, share = task.floors.rows[tight] @ curved.jacobian, task.floors.share[tight]
    m, c = len(moving), len(tight)
    matrix = np.zeros((m + number + c, m + number + c))
    matrix[:m, :m] = curved.bend
    matrix[:m, m + number :] = rows.T
    matrix[m + number :, :m] = rows
    if number:
        matrix[m, m + 1 :] = -share
        matrix[m + 1 :, m] = -share
    owed = [share @ kept[tight] - by_number] * number
    room = task.floors.room(view.values, at.s)[tight]
    step = solved_evenly(matrix, np.concatenate([-by_line[moving], owed, -room]))
    x = at.x.copy()
    x[moving] += step[:m]
    kept[tight] += step[m + number :]
    return Reached(x=x, s=at.s + (float(step[m]) if number else 0.0), prices=kept)


def solved_evenly(matrix: FloatArray, right: FloatArray) -> FloatArray:
    """Return the solution, rows and columns first brought to like size."""
    if not len(right):
        return right
    size = 1.0 / np.sqrt(np.maximum(np.abs(matrix).max(axis=1), TINY))
    for _ in range(3):
        scaled = size[:, None] * matrix * size
        size /= np.sqrt(np.maximum(np.abs(scaled).max(axis=1), TINY))
    found = np.linalg.lstsq(size[:, None] * matrix * size, size * right, rcond=1e-14)[0]
    return np.asarray(size * found)


def _uphill(task: Task, curved: _Curved) -> tuple[float, FloatArray]:
    """Return the largest curvature that binding floors leave open, relative, and where it rises."""
    m, number = len(curved.moving), int(task.has_number)
    if m == 0:
        return -1.0, np.zeros(0)
    rows = task.floors.rows[curved.tight] @ curved.jacobian
    bend = curved.bend
    if number:
        bend = np.pad(bend, ((0, 1), (0, 1)))
        rows = np.column_stack([rows, -task.floors.share[curved.tight]])
    uphill, rise = steepest_rise(bend, rows)
    return uphill, rise[:m]


def steepest_rise(bend: FloatArray, rows: FloatArray) -> tuple[float, FloatArray]:
    """Return the largest curvature along directions that leave some rows at zero, and where it is.

    Directions are measured so that the aim bends by about one along each line.

    Args:
        bend: Second derivatives [line, line].
        rows: What must not move [row, line].

    Returns:
        The curvature relative to the largest of any, minus one where no direction is left; and the
        direction along which it rises, zero where it does nowhere [line].
    """
    size = np.abs(np.diag(bend))
    scale = np.where(size > 0, 1.0 / np.sqrt(np.where(size > 0, size, 1.0)), 1.0)
    left_open = _null_space(rows * scale, len(bend))
    level = np.zeros(len(bend))
    if left_open.shape[1] == 0:
        return -1.0, level
    curves, ways = np.linalg.eigh(left_open.T @ (scale[:, None] * bend * scale) @ left_open)
    largest = max(float(np.abs(curves).max()), 1e-300)
    for way in (left_open @ ways[:, curves > FLAT * largest]).T:
        moved = way * scale
        level = level + moved / max(float(np.abs(moved).max()), 1e-300)
    return float(curves[-1] / largest), level


def _null_space(rows: FloatArray, size: int) -> FloatArray:
    if not len(rows):
        return np.eye(size)
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-300)
    _, strength, right = np.linalg.svd(rows, full_matrices=True)
    rank = int((strength > 1e-10 * strength.max(initial=0.0)).sum())
    return np.asarray(right[rank:].T)


def _derivatives(
    oracle: Oracle, task: Task, view: View, reached: Reached
) -> tuple[FloatArray, float]:
    """Return the derivative along each line of aim and floors together, and its natural size."""
    by_score, _ = task.aim.slope(view.values, reached.s)
    counts = by_score + reached.prices @ task.floors.rows
    by_line = oracle.gradient(view, counts)
    jacobian_size = float(np.abs(by_line).max(initial=0.0))
    active = np.flatnonzero(counts)
    for row in active if len(active) > 1 else ():
        unit = np.zeros(len(counts))
        unit[row] = counts[row]
        each = float(np.abs(oracle.gradient(view, unit)).max(initial=0.0))
        jacobian_size = max(jacobian_size, each)
    if len(active) == 1:
        jacobian_size = float(np.abs(counts).max())
    return by_line, max(jacobian_size, 1e-300)


def _unmatched(task: Task, view: View, reached: Reached) -> float:
    if not task.has_number:
        return 0.0
    _, by_number = task.aim.slope(view.values, reached.s)
    return abs(by_number - float(task.floors.share @ reached.prices))


def _idle(task: Task, reached: Reached, room: FloatArray) -> float:
    """Return how far a floor with a price is from binding."""
    if not len(task.floors):
        return 0.0
    priced = reached.prices > 0
    return float(np.abs(np.where(priced, room, 0.0)).max(initial=0.0))
