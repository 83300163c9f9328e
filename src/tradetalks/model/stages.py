"""A change solved at once, or in stages where at once fails."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.model.kernel import Run, run
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.system import rest_point


@dataclass(frozen=True, kw_only=True)
class Solver:
    """Settings of the solver.

    Attributes:
        tolerance: Stop when every block holds to this, relative to each economy's own income.
            The residuals relative to world income, which certificates print, are smaller.
        most_steps: Give up after as many evaluations of the system.
        stages: If the whole change at once fails, take it in so many equal steps in logs; tried
            in this order.
    """

    tolerance: float = 1e-11
    most_steps: int = 500
    stages: tuple[int, ...] = (4, 16)


DEFAULT_SOLVER = Solver()


@dataclass(frozen=True, eq=False, kw_only=True)
class Ended:
    """Where solving ended.

    Attributes:
        run: The last run of the solver.
        steps: Evaluations of the system, over all runs.
        stages: In how many stages it was solved; 1 is at once.
        reached: The part of the change, in logs, up to which there is a solution.
    """

    run: Run
    steps: int
    stages: int
    reached: float


def solve_in_stages(
    form: Form, benchmark: Benchmark, goal: Shock, *, start: Point, solver: Solver
) -> Ended:
    """Solve the model under a shock.

    Args:
        form: Which terms the equations have.
        benchmark: The world before.
        goal: What changes.
        start: Where to begin when solving at once.
        solver: Settings.
    """
    first = _run(form, benchmark, goal, start, solver)
    steps = int(first.steps)
    ended = Ended(run=first, steps=steps, stages=1, reached=float(_is_solved(first, solver)))
    if ended.reached or np.asarray(first.stranded).any():
        return ended
    for count in solver.stages:
        tried = _staged(form, benchmark, goal, count=count, solver=solver)
        steps += tried.steps
        if tried.reached >= ended.reached:
            ended = tried
        if ended.reached == 1.0:
            break
    return Ended(run=ended.run, steps=steps, stages=ended.stages, reached=ended.reached)


def _staged(form: Form, benchmark: Benchmark, goal: Shock, *, count: int, solver: Solver) -> Ended:
    point = rest_point(benchmark)
    steps = 0
    for stage in range(1, count + 1):
        ended = _run(form, benchmark, _part_way(benchmark, goal, stage / count), point, solver)
        steps += int(ended.steps)
        if not _is_solved(ended, solver):
            return Ended(run=ended, steps=steps, stages=count, reached=(stage - 1) / count)
        point = ended.point
    return Ended(run=ended, steps=steps, stages=count, reached=1.0)


def _run(form: Form, benchmark: Benchmark, shock: Shock, start: Point, solver: Solver) -> Run:
    ended: Run = run(
        form,
        benchmark,
        shock,
        start,
        np.float64(solver.tolerance),
        np.int64(solver.most_steps),
    )
    return ended


def _is_solved(ended: Run, solver: Solver) -> bool:
    return float(ended.residual) <= solver.tolerance


@jax.jit
def _part_way(benchmark: Benchmark, goal: Shock, part: float) -> Shock:
    log_power = benchmark.log_power + part * (jnp.log1p(goal.tariff) - benchmark.log_power)
    return Shock(
        tariff=jnp.expm1(log_power),
        log_iceberg=part * goal.log_iceberg,
        transfer=part * goal.transfer,
    )
