"""A tariff war: tariffs from which no player gains by moving its own."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.ground import bounds_of
from tradetalks.bargain.lines import Lines
from tradetalks.bargain.oracle import Oracle, View
from tradetalks.bargain.polish import FLAT, NEWTON_REACH, solved_evenly, steepest_rise
from tradetalks.bargain.proof import REGRET
from tradetalks.bargain.search import search
from tradetalks.bargain.summit import ESCAPES, off_saddle
from tradetalks.bargain.task import Task, WeightedSum, no_floors

FloatArray = NDArray[np.float64]

SWEEPS = 6
"""Rounds of best responses before Newton's method; each brings the war about four times nearer."""
NEAR = 3e-3
"""A round in which no line moves by more than this in `log(1 + r)` is near enough."""
STACKED = 1e-10
"""What may be left of the players' first-order conditions, fractions of income per log point."""
EXACT = 1e-13
NEWTON = 12


@dataclass(frozen=True, kw_only=True)
class WarProof:
    """What stands behind a war.

    Attributes:
        residual: The largest derivative of a player's own gain along a line of its own that could
            still move that way, a fraction of income per log point.
        regret: What each player gains by its best deviation found, as a fraction of income.
        uphill: The largest curvature of each player's gain along its own free lines, relative.
        starts: From how many starts each player's best deviation was looked for.
        failures: Which tests failed, one sentence each.
    """

    residual: float
    regret: tuple[float, ...]
    uphill: tuple[float, ...]
    starts: int
    failures: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every test was passed."""
        return not self.failures


@dataclass(frozen=True, eq=False, kw_only=True)
class War:
    """A tariff war.

    Attributes:
        lines: What the players set.
        rate: The rate of each line, a fraction [line].
        values: Value of each score: gains in real income as fractions [score].
        tariff: Every rate of the world [exporter, importer, sector].
        at_bound: Which lines rest on a bound [line].
        proof: What stands behind it.
        sweeps: Rounds of best responses.
        newton: Newton steps.
        evaluations: Worlds solved.
        seconds: Wall-clock time.
    """

    lines: Lines
    rate: FloatArray
    values: FloatArray
    tariff: FloatArray
    at_bound: NDArray[np.bool_]
    proof: WarProof
    sweeps: int
    newton: int
    evaluations: int
    seconds: float

    @property
    def status(self) -> str:
        """`equilibrium` where the proof holds, otherwise `not proved`."""
        return "equilibrium" if self.proof.holds else "not proved"


def war(
    oracle: Oracle,
    *,
    start: FloatArray | None = None,
    order: tuple[int, ...] | None = None,
    sweeps: int = SWEEPS,
) -> War:
    """Return tariffs from which no player gains by moving its own (eq. bargain.3).

    Best responses in turn come near, Newton's method on the players' conditions together ends it,
    and each player's best deviation from there is looked for from other starts.

    Args:
        oracle: The world; its first scores are the gains of the players, in the order of their
            lines' owners.
        start: Rates to begin from; those that stand when None.
        order: The order in which players answer; it moves no result.
        sweeps: Rounds of best responses at most.

    Raises:
        NoEquilibriumError: The war came to rates without an equilibrium.
    """
    began, solved = time.perf_counter(), oracle.evaluations
    x = np.log1p(np.clip(oracle.lines.now if start is None else start, *_box(oracle.lines)))
    players = tuple(range(int(oracle.lines.owner.max()) + 1))
    done, moved = 0, np.inf
    while moved > NEAR and done < sweeps:
        before, done = x, done + 1
        for player in order or players:
            x = _answer(oracle, player, x)
        moved = float(np.abs(x - before).max())
    x, steps = _newton(oracle, x)
    curves = _curves(oracle, x, players)
    for _ in range(ESCAPES):
        if max(uphill for uphill, _ in curves) <= FLAT:
            break
        x = _left(oracle, x, curves)
        x, more = _newton(oracle, x)
        steps, curves = steps + more, _curves(oracle, x, players)
    view = oracle.at(x)
    low, high = bounds_of(oracle, _task(oracle, 0))
    rate = oracle.lines.rates(x)
    return War(
        lines=oracle.lines,
        rate=rate,
        values=view.values,
        tariff=oracle.lines.tariff_at(rate),
        at_bound=(x <= low) | (x >= high),
        proof=_proof(oracle, x, players, tuple(uphill for uphill, _ in curves)),
        sweeps=done,
        newton=steps,
        evaluations=oracle.evaluations - solved,
        seconds=time.perf_counter() - began,
    )


def _box(lines: Lines) -> tuple[FloatArray, FloatArray]:
    return lines.low, lines.high


def _alone(oracle: Oracle, player: int) -> FloatArray:
    """Return weights by which a player's own gain counts and nothing else does [score]."""
    return np.asarray(np.eye(len(oracle.scores))[player])


def _task(oracle: Oracle, player: int) -> Task:
    return Task(
        aim=WeightedSum(_alone(oracle, player)),
        floors=no_floors(len(oracle.scores)),
        free=oracle.lines.owner == player,
    )


def _answer(oracle: Oracle, player: int, x: FloatArray) -> FloatArray:
    """Return the tariffs at which a player has answered the others' as well as it can."""
    alone = oracle.holding(x, oracle.lines.owned(player))
    found = search(alone, _task(alone, player), x[oracle.lines.owned(player)])
    answered = x.copy()
    answered[oracle.lines.owned(player)] = found.x
    return answered


def _own(oracle: Oracle, view: View) -> FloatArray:
    """Return the derivative of each line's owner's gain along it [line]."""
    jacobian = oracle.jacobian(view)
    return jacobian[oracle.lines.owner, np.arange(len(oracle.lines))]


def _open(oracle: Oracle, x: FloatArray, own: FloatArray) -> NDArray[np.int64]:
    """Return the lines off their bounds, and those whose owner gains by leaving one."""
    low, high = bounds_of(oracle, _everything(oracle))
    leaves = ((x <= low) & (own > 0)) | ((x >= high) & (own < 0))
    return np.flatnonzero((low < high) & (((x > low) & (x < high)) | leaves))


def _everything(oracle: Oracle) -> Task:
    count = len(oracle.scores)
    return Task(aim=WeightedSum(np.zeros(count)), floors=no_floors(count))


def _newton(oracle: Oracle, x: FloatArray) -> tuple[FloatArray, int]:
    low, high = bounds_of(oracle, _everything(oracle))
    own = _own(oracle, oracle.at(x))
    open_ = _open(oracle, x, own)
    left, bend, steps = _largest(own, open_), None, 0
    while left > EXACT and steps < NEWTON and len(open_):
        stale = bend is not None
        if bend is None:
            bend = _stacked_bend(oracle, oracle.at(x), open_)
        step = np.clip(solved_evenly(bend, -own[open_]), -NEWTON_REACH, NEWTON_REACH)
        moved = x.copy()
        moved[open_] = np.clip(x[open_] + step, low[open_], high[open_])
        now = _own(oracle, oracle.at(moved))
        after = _open(oracle, moved, now)
        shrunk = _largest(now, after) / left
        if shrunk >= 1.0 and not stale:
            break
        if shrunk < 1.0:
            x, own, left, steps = moved, now, _largest(now, after), steps + 1
        if shrunk > 0.1 or len(after) != len(open_):
            open_, bend = _open(oracle, x, own), None
    return x, steps


def _largest(own: FloatArray, open_: NDArray[np.int64]) -> float:
    return float(np.abs(own[open_]).max(initial=0.0))


def _stacked_bend(oracle: Oracle, view: View, open_: NDArray[np.int64]) -> FloatArray:
    """Return how each owner's slope along its own line answers to every open line."""
    owner = oracle.lines.owner[open_]
    rows = np.zeros((len(open_), len(open_)))
    for player in np.unique(owner):
        mine = owner == player
        rows[mine] = oracle.curvature(view, _alone(oracle, player), open_[mine])[:, open_]
    return rows


def _left(oracle: Oracle, x: FloatArray, curves: list[tuple[float, FloatArray]]) -> FloatArray:
    """Return the war after players whose gain still rises somewhere have gone there."""
    for player, (uphill, rise) in enumerate(curves):
        if uphill > FLAT:
            mine = oracle.lines.owned(player)
            alone = oracle.holding(x, mine)
            task = _task(alone, player)
            tried = [search(alone, task, start).x for start in off_saddle(x[mine], rise, alone.now)]
            x = x.copy()
            x[mine] = max(tried, key=lambda own: float(alone.value(own)[player]))
    return x


def _proof(
    oracle: Oracle, x: FloatArray, players: tuple[int, ...], uphill: tuple[float, ...]
) -> WarProof:
    own = _own(oracle, oracle.at(x))
    left = _largest(own, _open(oracle, x, own))
    regret = tuple(_regret(oracle, x, player) for player in players)
    failures = []
    if not left <= STACKED:
        failures.append(f"{left:.1e} is left of the first-order conditions")
    if not max(regret) <= REGRET:
        failures.append(f"a player gains {100 * max(regret):.1e} percent by another tariff")
    if not max(uphill) <= FLAT:
        failures.append(f"a player's gain still bends upwards ({max(uphill):.1e})")
    return WarProof(residual=left, regret=regret, uphill=uphill, starts=2, failures=tuple(failures))


def _regret(oracle: Oracle, x: FloatArray, player: int) -> float:
    """Return what a player gains by the best deviation found, from the war and from elsewhere."""
    mine = oracle.lines.owned(player)
    alone = oracle.holding(x, mine)
    task, here = _task(alone, player), float(oracle.at(x).values[player])
    best = here
    for start in (x[mine], np.log1p(oracle.lines.now[mine])):
        found = search(alone, task, start)
        best = max(best, float(alone.at(found.x).values[player]))
    return best - here


def _curves(
    oracle: Oracle, x: FloatArray, players: tuple[int, ...]
) -> list[tuple[float, FloatArray]]:
    """Return each player's largest curvature along its open lines, and where it rises."""
    view = oracle.at(x)
    open_ = _open(oracle, x, _own(oracle, view))
    found = []
    for player in players:
        owned = oracle.lines.owned(player)
        free = np.isin(owned, open_)
        rise = np.zeros(len(owned))
        uphill, rise[free] = _uphill(oracle, view, owned[free], player)
        found.append((uphill, rise))
    return found


def _uphill(
    oracle: Oracle, view: View, mine: NDArray[np.int64], player: int
) -> tuple[float, FloatArray]:
    if not len(mine):
        return -1.0, np.zeros(0)
    bend = oracle.curvature(view, _alone(oracle, player), mine)[:, mine]
    return steepest_rise((bend + bend.T) / 2.0, np.zeros((0, len(mine))))
