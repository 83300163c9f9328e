"""The equilibrium as a function that can be differentiated, any number of times.

The implicit function theorem: where `F(x, p) = x` the unknowns move with the parameters by
`dx = F_x dx + F_p dp`, which is a fixed point again and is found by the same acceleration, on the
transposed map when it is the gradient that is asked for (eq. model.30).
"""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp

from tradetalks.model.anderson import fixed_point
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.shapes import Scalar, Vector
from tradetalks.model.system import Model, flatten, model_of, nearer, unflatten

LINEAR = 1e-11
"""Residual of the linear system relative to its right side, at which it is solved."""
LINEAR_STEPS = 600


def differentiable_point(
    form: Form, benchmark: Benchmark, shock: Shock, found: Point, *, accuracy: float = LINEAR
) -> tuple[Model, Point]:
    """Return the equations and the point that solves them, with its derivatives (eq. model.30).

    Args:
        form: Which terms the equations have.
        benchmark: The world before; may be traced.
        shock: What changes; may be traced.
        found: The solution, from any solver.
        accuracy: How nearly the linear systems of its derivatives are solved.
    """
    model = model_of(form, benchmark, shock)

    def gap(vector: Vector) -> Vector:
        point, _ = nearer(model, unflatten(model, vector))
        return flatten(model, point) - vector

    solved: Vector = jax.lax.custom_root(
        gap,
        jax.lax.stop_gradient(flatten(model, found)),
        lambda _, start: start,
        partial(_solve_tangent, accuracy=accuracy),
    )
    return model, unflatten(model, solved)


def _solve_tangent(gap: Callable[[Vector], Vector], target: Vector, *, accuracy: float) -> Vector:
    solve = partial(solve_linear, accuracy=accuracy)
    solved: Vector = jax.lax.custom_linear_solve(gap, target, solve=solve, transpose_solve=solve)
    return solved


def solve_linear(
    gap: Callable[[Vector], Vector], target: Vector, *, accuracy: float = LINEAR
) -> Vector:
    """Return the vector with `gap(x) = target`, where `gap` is a linear map less the identity.

    Args:
        gap: The linear map less the identity.
        target: The right side.
        accuracy: Residual relative to the right side at which it is solved.
    """
    size = jnp.maximum(jnp.max(jnp.abs(target)), 1e-300)

    def step(vector: Vector) -> tuple[Vector, Scalar]:
        left = gap(vector) - target / size
        return vector + left, jnp.max(jnp.abs(left))

    end = fixed_point(
        step,
        jnp.zeros_like(target),
        tolerance=jnp.asarray(accuracy),
        most_steps=jnp.asarray(LINEAR_STEPS),
    )
    return size * end.point
