"""Newton's method on wages, for shocks at which following all unknowns together wanders.

At given wages prices and spending are a contraction, whatever the elasticities; what is left is
one equation for each economy, and its Jacobian is that of an economy whose goods are gross
substitutes for those of others, on which Newton's method with a line search is at its best.
"""

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from tradetalks.model.anderson import fixed_point
from tradetalks.model.kernel import Found
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.shapes import ByEconomy, Scalar, Vector
from tradetalks.model.system import (
    Model,
    excess_demand,
    flatten,
    largest,
    model_of,
    nearer,
    unflatten,
)

LONGEST = 1.5
"""Of a step, in logs of wages."""
HALVINGS = 8
STRIKES = 6
"""Steps in a row that Newton's method may fail to find."""
ALONE = 1e-13
"""An own elasticity below this is rounding: the economy trades with nobody."""
INNER_STEPS = 300
INNER = 1e-14
TANGENT_STEPS = 400
TANGENT = 1e-8


class _State(NamedTuple):
    point: Point
    gap: ByEconomy
    residual: Scalar
    steps: Int[Array, ""]
    strikes: Int[Array, ""]


class _Move(NamedTuple):
    """Newton's move in log wages, and the move that clears each market as if it were alone."""

    newton: ByEconomy
    alone: ByEconomy


class _Trial(NamedTuple):
    length: Scalar
    point: Point
    gap: ByEconomy
    steps: Int[Array, ""]
    halvings: Int[Array, ""]


@partial(jax.jit, static_argnums=0)
def solve_wages(
    form: Form,
    benchmark: Benchmark,
    shock: Shock,
    start: Point,
    tolerance: Scalar,
    most_steps: Int[Array, ""],
) -> Found:
    """Return the point that the equations leave where it is; arguments as in `kernel.run`.

    `most_steps` bounds Newton's steps; `steps` counts evaluations of the system.
    """
    model = model_of(form, benchmark, shock)

    def go_on(held: tuple[_State, Int[Array, ""]]) -> Bool[Array, ""]:
        state, taken = held
        return (state.residual > tolerance) & (taken < most_steps) & (state.strikes < STRIKES)

    def advance(held: tuple[_State, Int[Array, ""]]) -> tuple[_State, Int[Array, ""]]:
        state, taken = held
        return _search(model, state, _moves(model, state)), taken + 1

    first = _settled(model, start)
    begin = _State(
        point=first.point,
        gap=excess_demand(model, first.point),
        residual=_residual(model, first.point),
        steps=first.steps,
        strikes=jnp.zeros((), dtype=jnp.int64),
    )
    end, _ = jax.lax.while_loop(go_on, advance, (begin, jnp.zeros((), dtype=jnp.int64)))
    return Found(point=end.point, residual=end.residual, steps=end.steps)


def _settled(model: Model, start: Point) -> Found:
    """Return prices, spending and labour that hold at the wages given."""
    wage = start.log_wage

    def step(vector: Vector) -> tuple[Vector, Scalar]:
        point, gaps = nearer(model, unflatten(model, vector))
        held = gaps._replace(clearing=jnp.zeros_like(wage), balance=jnp.zeros_like(wage))
        return flatten(model, point._replace(log_wage=wage)), largest(held)

    end = fixed_point(
        step,
        flatten(model, start),
        tolerance=jnp.asarray(INNER),
        most_steps=jnp.asarray(INNER_STEPS),
    )
    return Found(point=unflatten(model, end.point), residual=end.residual, steps=end.steps)


def _residual(model: Model, point: Point) -> Scalar:
    _, gaps = nearer(model, point)
    return largest(gaps)


def _moves(model: Model, state: _State) -> _Move:
    """Return the move in log wages that would clear all markets were excess demand linear."""
    vector = flatten(model, state.point)
    n = state.point.log_wage.size

    def follow(at: Vector) -> Vector:
        point, _ = nearer(model, unflatten(model, at))
        return flatten(model, point._replace(log_wage=unflatten(model, at).log_wage))

    def excess(at: Vector) -> ByEconomy:
        return excess_demand(model, unflatten(model, at))

    _, push = jax.linearize(follow, vector)
    _, read = jax.linearize(excess, vector)

    def column(unit: ByEconomy) -> ByEconomy:
        nudge = jnp.zeros_like(vector).at[:n].set(unit)

        def step(at: Vector) -> tuple[Vector, Scalar]:
            moved = push(at).at[:n].set(unit)
            return moved, jnp.max(jnp.abs(moved - at))

        end = fixed_point(
            step,
            nudge,
            tolerance=jnp.asarray(TANGENT),
            most_steps=jnp.asarray(TANGENT_STEPS),
        )
        answer: ByEconomy = read(end.point)
        return answer

    slope: Float[Array, "economy economy"] = jax.vmap(column, out_axes=1)(jnp.eye(n))
    step = _least_move(slope, state.gap)
    alone = state.gap / jnp.maximum(-jnp.diagonal(slope), 1.0)
    # All wages together move nothing: only the distance from the others is bounded.
    return _Move(
        newton=jnp.clip(step - jnp.median(step), -LONGEST, LONGEST),
        alone=jnp.clip(0.5 * alone, -LONGEST, LONGEST),
    )


def _least_move(slope: Float[Array, "economy economy"], gap: ByEconomy) -> ByEconomy:
    """Return the smallest move that closes the gaps, to first order.

    The level of all wages moves nothing, nor does the wage of an economy that trades with nobody;
    rows are taken in units of their own elasticity, so that an economy that hardly trades counts.
    """
    own = -jnp.diagonal(slope)
    trades = own > ALONE
    unit = jnp.where(trades, own, 1.0)
    scaled = jnp.where(trades[:, None], slope / unit[:, None], 0.0)
    usable = jnp.all(jnp.isfinite(scaled))
    inverse = jnp.linalg.pinv(jnp.where(usable, scaled, -jnp.eye(gap.size)), rtol=1e-10)
    return jnp.matmul(inverse, jnp.where(trades, -gap / unit, 0.0))


def _search(model: Model, state: _State, move: _Move) -> _State:
    """Halve Newton's step until excess demand falls; where it does not, clear each market alone."""
    size = jnp.max(jnp.abs(state.gap))
    step = move.newton

    def at(length: Scalar, steps: Int[Array, ""], halvings: Int[Array, ""]) -> _Trial:
        moved = _normal(model, state.point, state.point.log_wage + length * step)
        found = _settled(model, moved)
        return _Trial(
            length, found.point, excess_demand(model, found.point), steps + found.steps, halvings
        )

    def worse(trial: _Trial) -> Bool[Array, ""]:
        return ~(jnp.max(jnp.abs(trial.gap)) < size) & (trial.halvings < HALVINGS)

    def halve(trial: _Trial) -> _Trial:
        return at(0.5 * trial.length, trial.steps, trial.halvings + 1)

    zero = jnp.zeros((), dtype=jnp.int64)
    trial = jax.lax.while_loop(worse, halve, at(jnp.asarray(1.0), state.steps, zero))
    falls = jnp.max(jnp.abs(trial.gap)) < size
    wage = jnp.where(falls, trial.point.log_wage, state.point.log_wage + move.alone)
    point = jax.tree.map(lambda new, old: jnp.where(falls, new, old), trial.point, state.point)
    found = _settled(model, _normal(model, point, wage))
    return _State(
        point=found.point,
        gap=excess_demand(model, found.point),
        residual=_residual(model, found.point),
        steps=trial.steps + found.steps,
        strikes=jnp.where(falls, 0, state.strikes + 1),
    )


def _normal(model: Model, point: Point, log_wage: ByEconomy) -> Point:
    """Return the point at other wages, at constant world labour income; prices move along."""
    income = model.technology.labour_income
    total = jnp.sum(jnp.exp(log_wage + point.log_labour) * income)
    return point._replace(log_wage=log_wage - jnp.log(total / jnp.sum(income)))
