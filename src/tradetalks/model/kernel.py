"""One compiled program: from a benchmark and a shock to the equilibrium and what is left of it."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Int

from tradetalks.model.anderson import fixed_point
from tradetalks.model.problem import Answer, Benchmark, Point, Shock
from tradetalks.model.shapes import ByBuyer, Scalar, Vector
from tradetalks.model.system import answer_at, draw_of, flatten, largest, nearer, unflatten


class Run(NamedTuple):
    """One run of the solver.

    Attributes:
        point: The unknowns where it ended.
        answer: The equilibrium there.
        residual: Largest gap of any block there, in the solver's own measure.
        steps: Evaluations of the system.
        stranded: Buyers that no seller can reach any more.
    """

    point: Point
    answer: Answer
    residual: Scalar
    steps: Int[Array, ""]
    stranded: Bool[Array, "economy sector"]


@jax.jit
def run(
    benchmark: Benchmark,
    shock: Shock,
    start: Point,
    tolerance: Scalar,
    most_steps: Int[Array, ""],
) -> Run:
    """Solve the model once.

    Args:
        benchmark: The world before.
        shock: What changes.
        start: Where to begin.
        tolerance: Stop when every block holds to this, relative to each economy's own income.
        most_steps: Give up after as many evaluations of the system.
    """
    draw = draw_of(benchmark, shock)

    def step(vector: Vector) -> tuple[Vector, Scalar]:
        point, gaps = nearer(benchmark, shock, draw, unflatten(benchmark, vector))
        return flatten(benchmark, point), largest(gaps)

    end = fixed_point(step, flatten(benchmark, start), tolerance=tolerance, most_steps=most_steps)
    point = unflatten(benchmark, end.point)
    return Run(
        point=point,
        answer=answer_at(benchmark, shock, point),
        residual=end.residual,
        steps=end.steps,
        stranded=_stranded(benchmark, draw.log_scale),
    )


def _stranded(benchmark: Benchmark, log_scale: ByBuyer) -> Bool[Array, "economy sector"]:
    return benchmark.buys & ~jnp.isfinite(log_scale)
