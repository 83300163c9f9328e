"""One compiled program: from a benchmark and a shock to the equilibrium and what is left of it."""

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Int

from tradetalks.model.anderson import fixed_point
from tradetalks.model.problem import Answer, Benchmark, Form, Point, Shock
from tradetalks.model.shapes import ByBuyer, Scalar, Vector
from tradetalks.model.system import Model, answer_at, flatten, largest, model_of, nearer, unflatten


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


class Found(NamedTuple):
    """Where the iteration ended, before the answer is made of it.

    Attributes:
        point: The unknowns.
        residual: Largest gap of any block, in the solver's own measure.
        steps: Evaluations of the system.
    """

    point: Point
    residual: Scalar
    steps: Int[Array, ""]


def find(model: Model, start: Point, tolerance: Scalar, most_steps: Int[Array, ""]) -> Found:
    """Return the point that the equations leave where it is.

    Args:
        model: The equations.
        start: Where to begin.
        tolerance: Stop when every block holds to this, relative to each economy's own income.
        most_steps: Give up after as many evaluations of the system.
    """

    def step(vector: Vector) -> tuple[Vector, Scalar]:
        point, gaps = nearer(model, unflatten(model, vector))
        return flatten(model, point), largest(gaps)

    end = fixed_point(step, flatten(model, start), tolerance=tolerance, most_steps=most_steps)
    return Found(point=unflatten(model, end.point), residual=end.residual, steps=end.steps)


@partial(jax.jit, static_argnums=0)
def run(
    form: Form,
    benchmark: Benchmark,
    shock: Shock,
    start: Point,
    tolerance: Scalar,
    most_steps: Int[Array, ""],
) -> Run:
    """Solve the model once.

    Args:
        form: Which terms the equations have.
        benchmark: The world before.
        shock: What changes.
        start: Where to begin.
        tolerance: Stop when every block holds to this, relative to each economy's own income.
        most_steps: Give up after as many evaluations of the system.
    """
    model = model_of(form, benchmark, shock)
    found = find(model, start, tolerance, most_steps)
    return Run(
        point=found.point,
        answer=answer_at(model, found.point),
        residual=found.residual,
        steps=found.steps,
        stranded=_stranded(benchmark, model.draw.log_scale),
    )


def _stranded(benchmark: Benchmark, log_scale: ByBuyer) -> Bool[Array, "economy sector"]:
    return benchmark.buys & ~jnp.isfinite(log_scale)


@partial(jax.jit, static_argnums=0)
def finish(form: Form, benchmark: Benchmark, shock: Shock, found: Found) -> Run:
    """Return the equilibrium at a point that another method found; arguments as in `run`."""
    model = model_of(form, benchmark, shock)
    return Run(
        point=found.point,
        answer=answer_at(model, found.point),
        residual=found.residual,
        steps=found.steps,
        stranded=_stranded(benchmark, model.draw.log_scale),
    )
