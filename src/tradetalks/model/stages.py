"""A change solved at once, or by harder methods where at once fails."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.model.closure import Closure
from tradetalks.model.kernel import Found, Run, finish, run
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.system import rest_point
from tradetalks.model.wages import solve_wages


@dataclass(frozen=True, kw_only=True)
class Solver:
    """Settings of the solver.

    Attributes:
        tolerance: Stop when every block holds to this, relative to each economy's own income.
            The residuals relative to world income, which certificates print, are smaller.
        acceptable: Where rounding keeps a solve from the tolerance, as it does where an
            elasticity of 65 meets a share of 1e-12, this is good enough.
        most_steps: Give up following all unknowns together after as many evaluations.
        most_newton_steps: Give up Newton's method on wages after as many steps.
        starts: Other wages to try the whole change from, drawn at random but always the same.
        finest: If the whole change at once fails, take it in steps, in logs, none smaller than
            this part of it.
    """

    tolerance: float = 1e-11
    acceptable: float = 1e-9
    most_steps: int = 500
    most_newton_steps: int = 60
    starts: int = 4
    finest: float = 1 / 64


DEFAULT_SOLVER = Solver()


@dataclass(frozen=True, eq=False, kw_only=True)
class Ended:
    """Where solving ended.

    Attributes:
        run: The equilibrium, or the nearest point to one.
        steps: Evaluations of the system, in all.
        stages: In how many stages it was solved; 1 is at once.
        reached: The part of the change, in logs, up to which there is a solution.
        by_newton: Whether Newton's method on wages was needed.
    """

    run: Run
    steps: int
    stages: int
    reached: float
    by_newton: bool


def solve_in_stages(
    form: Form,
    benchmark: Benchmark,
    goal: Shock,
    *,
    start: Point,
    solver: Solver,
    hopeless: bool = False,
) -> Ended:
    """Solve the model under a shock: at once, then by Newton's method, then step by step.

    Args:
        form: Which terms the equations have.
        benchmark: The world before.
        goal: What changes.
        start: Where to begin when solving at once.
        solver: Settings.
        hopeless: Whether it is known that there is no equilibrium; harder methods are not tried.
    """
    first: Run = run(
        form,
        benchmark,
        goal,
        start,
        np.float64(solver.tolerance),
        np.int64(solver.most_steps),
    )
    steps = int(first.steps)
    solved = float(first.residual) <= solver.acceptable
    if solved or hopeless or np.asarray(first.stranded).any():
        reached = float(solved)
        return Ended(run=first, steps=steps, stages=1, reached=reached, by_newton=False)

    def by_newton(part: float, at: Point) -> Found:
        found: Found = solve_wages(
            form if part == 1.0 else _with_imbalances(form),
            _with_part_of_imbalances(form, benchmark, part),
            _part_way(benchmark, goal, part),
            at,
            np.float64(solver.tolerance),
            np.int64(solver.most_newton_steps),
        )
        return found

    rest = rest_point(benchmark)
    path = _follow(rest, by_newton, solver)
    if path.reached < 1.0:
        path = _from_elsewhere(path, rest, by_newton, solver)
    answer = finish(form, benchmark, goal, path.found)
    return Ended(
        run=answer,
        steps=steps + path.steps,
        stages=path.stages,
        reached=path.reached,
        by_newton=True,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class _Path:
    found: Found
    steps: int
    stages: int
    reached: float


def _follow(start: Point, solve: Callable[[float, Point], Found], solver: Solver) -> _Path:
    """Take the change in steps that double where they succeed and halve where they fail."""
    point, reached, part = start, 0.0, 1.0
    steps = stages = 0
    while True:
        ahead = min(1.0, reached + part)
        found = solve(ahead, point)
        steps += int(found.steps)
        if float(found.residual) <= solver.acceptable:
            point, reached, part = found.point, ahead, 2.0 * part
            stages += 1
        else:
            part /= 2.0
        if reached == 1.0 or part < solver.finest:
            return _Path(found=found, steps=steps, stages=stages, reached=reached)


def _with_imbalances(form: Form) -> Form:
    return form._replace(closure=Closure.NOMINAL) if form.closure.without_imbalances else form


def _with_part_of_imbalances(form: Form, benchmark: Benchmark, part: float) -> Benchmark:
    """Return the benchmark with what is left of imbalances that end with the change."""
    if not form.closure.without_imbalances or part == 1.0:
        return benchmark
    return benchmark._replace(imbalance=(1.0 - part) * benchmark.imbalance)


def _from_elsewhere(
    path: _Path, rest: Point, solve: Callable[[float, Point], Found], solver: Solver
) -> _Path:
    """Try the whole change from other wages; where none leads to it, return the path as it is."""
    steps = path.steps
    for place in range(solver.starts):
        draw = np.random.default_rng(place).normal(size=rest.log_wage.size)
        found = solve(1.0, rest._replace(log_wage=jnp.asarray(draw)))
        steps += int(found.steps)
        if float(found.residual) <= solver.acceptable:
            return _Path(found=found, steps=steps, stages=1, reached=1.0)
    return replace(path, steps=steps)


@jax.jit
def _part_way(benchmark: Benchmark, goal: Shock, part: float) -> Shock:
    log_power = benchmark.log_power + part * (jnp.log1p(goal.tariff) - benchmark.log_power)
    return Shock(
        tariff=jnp.expm1(log_power),
        log_iceberg=part * goal.log_iceberg,
        transfer=part * goal.transfer,
    )
