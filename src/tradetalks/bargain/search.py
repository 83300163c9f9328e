"""Going uphill between bounds and above floors: the first half of every search.

Small tasks go by sequential least squares, which needs the gradient of each score; large ones by
limited-memory quasi-Newton steps on an augmented Lagrangian, which needs one gradient whatever the
number of scores. Where they end is polished and proved elsewhere (`tradetalks.bargain.polish`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, minimize

from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.task import Task

FloatArray = NDArray[np.float64]

FEW = 120
"""Lines up to which a task is small."""
NEGLIGIBLE = 1e-10
"""A line with this little trade beside the largest one's is not moved: its slope is rounding."""
TYPICAL = 0.3
"""A distance in `log(1 + r)` that tariffs move by; it sets the size of first steps only."""
REACH = 0.5
"""How far a line goes before its slope is asked for anew: a line with little trade overshoots into
rates at which it has none and its slope says nothing."""
STAGES = 12
"""Stages of such reach, at most."""
ROUNDS = 25
"""Rounds of the augmented Lagrangian; each sharpens the prices of the floors."""
GENTLE = 1e-7
"""Slope, in units in which a typical step bends it by one, at which a stage ends."""
CLOSE = 1e-9
"""Floors are kept to this, as a fraction of income, before polishing."""


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


def search(oracle: Oracle, task: Task, start: FloatArray, *, s: float | None = None) -> Reached:
    """Go uphill from a start.

    Args:
        oracle: The world.
        task: What to do.
        start: `log(1 + r)` of each line; moved between the bounds where it lies outside.
        s: Where the number looked for begins; the largest that the floors allow when None.

    Raises:
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    low, high = bounds_of(oracle, task)
    x = np.clip(start, low, high)
    begin = _number(oracle, task, x) if s is None else s
    free = np.flatnonzero(high > low)
    if len(free) == 0:
        return Reached(x=x, s=begin, prices=np.zeros(len(task.floors)))
    if len(free) <= FEW:
        return _by_least_squares(oracle, task, x, begin, free)
    return _by_lagrangian(oracle, task, x, free)


def bounds_of(oracle: Oracle, task: Task) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and highest `log(1 + r)` of each line; equal where it does not move.

    A line without trade moves nothing, so it is left where it stands.
    """
    lines = oracle.lines
    low, high = np.log1p(lines.low), np.log1p(lines.high)
    steep = steepness(oracle)
    still = steep < NEGLIGIBLE * steep.max(initial=0.0)
    if task.free is not None:
        still |= ~task.free
    stays = np.clip(np.log1p(lines.now), low, high)
    return np.where(still, stays, low), np.where(still, stays, high)


def steepness(oracle: Oracle) -> FloatArray:
    """Return about how fast each line's marginal gain falls as it rises [line], positive.

    It is what a line's trade does to its owner's real income if nothing else moves: imports times
    the trade elasticity over income.
    """
    world, lines = oracle.world, oracle.lines
    weight = world.flow * (1.0 - world.share) * world.theta / world.income[None, :, None]
    moved = lines.weighed(weight)
    return np.maximum(moved, 1e-300)


def _number(oracle: Oracle, task: Task, x: FloatArray) -> float:
    """Return the largest number that the floors allow at a point, a little less for safety."""
    if not task.has_number:
        return 0.0
    floors = task.floors
    room = floors.rows @ oracle.at(x).values - floors.level
    shared = floors.share > 0
    return float((room[shared] / floors.share[shared]).min())


def _by_least_squares(
    oracle: Oracle, task: Task, x: FloatArray, s: float, free: NDArray[np.int64]
) -> Reached:
    low, high = bounds_of(oracle, task)
    steep = steepness(oracle)[free]
    scale = np.sqrt(steep / steep.sum()) / TYPICAL
    size = max(1e-6, float(np.abs(oracle.at(x).values).max(initial=0.0)))
    number = [s / size] if task.has_number else []

    def split(z: FloatArray) -> tuple[FloatArray, float]:
        moved = x.copy()
        moved[free] = np.clip(z[: len(free)] / scale, low[free], high[free])
        return moved, float(z[-1] * size) if task.has_number else 0.0

    def slopes(z: FloatArray) -> tuple[FloatArray, FloatArray]:
        at, one = split(z)
        view = oracle.at(at)
        by_score, by_number = task.aim.slope(view.values, one)
        jacobian = oracle.jacobian(view)[:, free] / scale
        rows = task.floors.rows @ jacobian
        aim = by_score @ jacobian
        if task.has_number:
            aim = np.append(aim, by_number * size)
            rows = np.column_stack([rows, -task.floors.share * size])
        return aim, rows

    def value(z: FloatArray) -> float:
        at, one = split(z)
        return -task.aim.value(oracle.at(at).values, one) / unit

    def room(z: FloatArray) -> FloatArray:
        at, one = split(z)
        return task.floors.room(oracle.at(at).values, one) / size

    unit = 1.0
    start = np.concatenate([x[free] * scale, number])
    steep = float(np.abs(slopes(start)[0]).max(initial=0.0))
    unit = max(steep, 1e-12)
    edge = np.inf * np.ones(len(number))
    found = minimize(
        value,
        start,
        jac=lambda z: -slopes(z)[0] / unit,
        method="SLSQP",
        bounds=Bounds(
            np.concatenate([low[free] * scale, -edge]), np.concatenate([high[free] * scale, edge])
        ),
        constraints=[{"type": "ineq", "fun": room, "jac": lambda z: slopes(z)[1] / size}]
        if len(task.floors)
        else [],
        options={"ftol": 1e-13, "maxiter": 200},
    )
    at, one = split(found.x)
    return Reached(x=at, s=one, prices=_prices(oracle, task, at, one))


def _by_lagrangian(oracle: Oracle, task: Task, x: FloatArray, free: NDArray[np.int64]) -> Reached:
    """Go uphill on an augmented Lagrangian, the prices of the floors sharpened round by round."""
    floors, s, missing = task.floors, 0.0, np.inf
    prices: FloatArray = np.zeros(len(floors))
    stiff = _stiffness(oracle, task, x)
    for _ in range(ROUNDS):
        x = _in_reach(_Merit(oracle, task, prices, stiff), x, free)
        values = oracle.at(x).values
        s = task.number(values, prices, stiff)
        room = floors.room(values, s)
        gap = float(np.abs(np.minimum(room, prices / stiff)).max(initial=0.0))
        prices = np.asarray(np.maximum(prices - stiff * room, 0.0))
        if gap < CLOSE:
            break
        if gap > 0.25 * missing:
            stiff *= 4.0
        missing = gap
    return Reached(x=x, s=s, prices=prices)


def _stiffness(oracle: Oracle, task: Task, x: FloatArray) -> float:
    """Return a first penalty: a floor missed by a tenth of what is at stake costs its price."""
    size = max(float(np.abs(oracle.at(x).values).max(initial=0.0)), 1e-3)
    sides = max(float(task.floors.share.sum()), 1.0)
    return 10.0 / (size * sides)


@dataclass(frozen=True, eq=False)
class _Merit:
    """The augmented Lagrangian: the aim less what floors that are missed cost."""

    oracle: Oracle
    task: Task
    prices: FloatArray
    stiff: float

    def __call__(self, x: FloatArray) -> tuple[float, FloatArray]:
        """Return its value and its derivative along each line."""
        view, floors = self.oracle.at(x), self.task.floors
        s = self.task.number(view.values, self.prices, self.stiff)
        owed = np.maximum(self.prices - self.stiff * floors.room(view.values, s), 0.0)
        counts = self.task.aim.slope(view.values, s)[0] + owed @ floors.rows
        value = self.task.aim.value(view.values, s) - float((owed**2).sum()) / (2.0 * self.stiff)
        return value, self.oracle.gradient(view, counts)

    def worth(self, x: FloatArray) -> float:
        """Return what a fraction of income counts in it."""
        values, floors = self.oracle.at(x).values, self.task.floors
        s = self.task.number(values, self.prices, self.stiff)
        owed = np.maximum(self.prices - self.stiff * floors.room(values, s), 0.0)
        counts = self.task.aim.slope(values, s)[0] + owed @ floors.rows
        return float(np.abs(counts).max(initial=0.0)) or 1.0


def _in_reach(merit: _Merit, x: FloatArray, free: NDArray[np.int64]) -> FloatArray:
    """Go uphill in stages, until none ends at the edge of its reach."""
    low, high = bounds_of(merit.oracle, merit.task)
    for _ in range(STAGES):
        near = np.maximum(low, x - REACH), np.minimum(high, x + REACH)
        x = _uphill(merit, x, free, near)
        if not (((x <= near[0]) & (x > low)) | ((x >= near[1]) & (x < high))).any():
            break
    return x


def _uphill(
    merit: _Merit, x: FloatArray, free: NDArray[np.int64], bounds: tuple[FloatArray, FloatArray]
) -> FloatArray:
    steep = steepness(merit.oracle)[free]
    # All lines moving by a typical distance is then a step of length one, and the merit bends by
    # about one along each.
    scale = np.sqrt(steep / steep.sum()) / TYPICAL
    unit = merit.worth(x) * TYPICAL**2 * float(steep.sum())

    def placed(z: FloatArray) -> FloatArray:
        moved = x.copy()
        moved[free] = np.clip(z / scale, bounds[0][free], bounds[1][free])
        return moved

    def downhill(z: FloatArray) -> tuple[float, FloatArray]:
        value, gradient = merit(placed(z))
        return -value / unit, -gradient[free] / scale / unit

    found = minimize(
        downhill,
        x[free] * scale,
        jac=True,
        method="L-BFGS-B",
        bounds=Bounds(bounds[0][free] * scale, bounds[1][free] * scale),
        options={"maxcor": 30, "ftol": 1e-15, "gtol": GENTLE, "maxiter": 400, "maxfun": 800},
    )
    return placed(found.x)


def _prices(oracle: Oracle, task: Task, x: FloatArray, s: float) -> FloatArray:
    """Return the prices of the floors that come nearest to balancing the aim at a point."""
    floors = task.floors
    if not len(floors):
        return np.zeros(0)
    view = oracle.at(x)
    by_score, by_number = task.aim.slope(view.values, s)
    low, high = bounds_of(oracle, task)
    inside = (x > low) & (x < high)
    jacobian = oracle.jacobian(view)[:, inside]
    room = floors.room(view.values, s)
    tight = np.flatnonzero(room <= 1e-6 * max(1e-6, float(np.abs(view.values).max())))
    rows, goal = (floors.rows[tight] @ jacobian).T, -(by_score @ jacobian)
    if task.has_number:
        weight = max(float(np.abs(rows).max(initial=0.0)), 1e-12)
        rows = np.vstack([rows, weight * floors.share[tight]])
        goal = np.append(goal, weight * by_number)
    prices = np.zeros(len(floors))
    if len(tight):
        from scipy.optimize import nnls

        prices[tight] = nnls(rows, goal)[0]
    return prices
