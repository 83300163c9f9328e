"""A fixed point by Anderson's acceleration, with restarts where it runs off.

Every step keeps the last few moves and picks the mix of them whose combined residual is
smallest. A residual that stops being a number or grows far above the best one seen sends the
iteration back to the best point with half the step and an empty memory.
"""

from collections.abc import Callable
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from tradetalks.model.shapes import Scalar, Vector

MEMORY = 12
PATIENCE = 60
RUN_OFF = 1e3
LEAST_DAMPING = 1 / 64


class FixedPoint(NamedTuple):
    """Where the iteration ended.

    Attributes:
        point: The best point seen.
        residual: Its residual, as the map reports it.
        steps: Evaluations of the map.
    """

    point: Vector
    residual: Scalar
    steps: Int[Array, ""]


class _State(NamedTuple):
    point: Vector
    best: Vector
    residual: Scalar
    steps: Int[Array, ""]
    damping: Scalar
    since: Int[Array, ""]
    stored: Int[Array, ""]
    last_point: Vector
    last_gap: Vector
    moves: Float[Array, "memory unknown"]
    gap_moves: Float[Array, "memory unknown"]
    gram: Float[Array, "memory memory"]


def fixed_point(
    step: Callable[[Vector], tuple[Vector, Scalar]],
    start: Vector,
    *,
    tolerance: Scalar,
    most_steps: Int[Array, ""],
) -> FixedPoint:
    """Find the point that `step` leaves where it is.

    Args:
        step: Returns the next point and the residual at the point it was given.
        start: Where to begin.
        tolerance: Stop at this residual.
        most_steps: Give up after as many evaluations.
    """

    def go_on(state: _State) -> Bool[Array, ""]:
        return (
            (state.residual > tolerance)
            & (state.steps < most_steps)
            & (state.damping >= LEAST_DAMPING)
        )

    def advance(state: _State) -> _State:
        proposed, residual = step(state.point)
        gap = proposed - state.point
        lost = ~(jnp.isfinite(residual) & jnp.all(jnp.isfinite(gap)))
        lost |= residual > RUN_OFF * state.residual
        lost |= state.since > PATIENCE
        better = ~lost & (residual < state.residual)
        state = state._replace(
            steps=state.steps + 1,
            best=jnp.where(better, state.point, state.best),
            residual=jnp.where(better, residual, state.residual),
            since=jnp.where(better, 0, state.since + 1),
        )
        return _restart_if(lost, _accelerate(state, jnp.where(lost, 0.0, gap)))

    end = jax.lax.while_loop(go_on, advance, _beginning(start))
    return FixedPoint(point=end.best, residual=end.residual, steps=end.steps)


def _beginning(start: Vector) -> _State:
    count = jnp.zeros((), dtype=jnp.int64)
    return _State(
        point=start,
        best=start,
        residual=jnp.asarray(jnp.inf),
        steps=count,
        damping=jnp.asarray(1.0),
        since=count,
        stored=count,
        last_point=start,
        last_gap=jnp.zeros_like(start),
        moves=jnp.zeros((MEMORY, start.size)),
        gap_moves=jnp.zeros((MEMORY, start.size)),
        gram=jnp.zeros((MEMORY, MEMORY)),
    )


def _restart_if(lost: Bool[Array, ""], state: _State) -> _State:
    """Go back to the best point with half the step; without its products a move has no weight."""
    return state._replace(
        point=jnp.where(lost, state.best, state.point),
        damping=jnp.where(lost, 0.5 * state.damping, state.damping),
        since=jnp.where(lost, 0, state.since),
        stored=jnp.where(lost, 0, state.stored),
        gram=jnp.where(lost, 0.0, state.gram),
    )


def _accelerate(state: _State, gap: Vector) -> _State:
    """Remember the last move, then take the mix of moves with the smallest residual."""
    state = _remember(state, gap)
    weights = _mix(state.gram, state.gap_moves @ gap)
    correction = weights @ state.moves + state.damping * (weights @ state.gap_moves)
    return state._replace(
        point=state.point + state.damping * gap - correction,
        last_point=state.point,
        last_gap=gap,
        stored=state.stored + 1,
    )


def _remember(state: _State, gap: Vector) -> _State:
    """Store the move that led here, over the oldest one; the first point has none."""
    first = state.stored == 0
    slot = jnp.where(first, 0, (state.stored - 1) % MEMORY)
    gap_move = jnp.where(first, 0.0, gap - state.last_gap)
    gap_moves = state.gap_moves.at[slot].set(gap_move)
    products = gap_moves @ gap_move
    return state._replace(
        moves=state.moves.at[slot].set(jnp.where(first, 0.0, state.point - state.last_point)),
        gap_moves=gap_moves,
        gram=state.gram.at[slot].set(products).at[:, slot].set(products),
    )


def _mix(
    gram: Float[Array, "memory memory"], target: Float[Array, " memory"]
) -> Float[Array, " memory"]:
    """Solve the least-squares mix in moves of unit length, so that old, long ones do not rule."""
    length = jnp.sqrt(jnp.diagonal(gram))
    scale = jnp.where(length > 0, 1.0 / jnp.where(length > 0, length, 1.0), 0.0)
    system = gram * scale[:, None] * scale[None, :] + 1e-13 * jnp.eye(gram.shape[0])
    system = system + jnp.diag(jnp.where(length > 0, 0.0, 1.0))
    return scale * _eliminate(system, scale * target)


def _eliminate(
    system: Float[Array, "memory memory"], target: Float[Array, " memory"]
) -> Float[Array, " memory"]:
    """Solve a small positive definite system by Gauss and Jordan's elimination, no pivots needed.

    JAX's own solver would load SciPy's linear algebra first, 0.4 seconds in every process.
    """

    def clear(place: Int[Array, ""], rows: Array) -> Array:
        pivot = rows[place] / rows[place, place]
        return (rows - rows[:, place, None] * pivot).at[place].set(pivot)

    rows = jnp.concatenate([system, target[:, None]], axis=1)
    cleared: Float[Array, "memory row"] = jax.lax.fori_loop(0, target.size, clear, rows)
    return cleared[:, -1]
