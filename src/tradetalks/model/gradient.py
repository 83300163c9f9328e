"""How any number of an equilibrium answers to every tariff, trade cost, elasticity or transfer."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Never

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from tradetalks.errors import InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model.benchmark import benchmark_of, form_of, sector_first
from tradetalks.model.equilibrium import Equilibrium, point_of, shock_of
from tradetalks.model.implicit import differentiable_point
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.quantities import Outcome, Quantities, quantities_at
from tradetalks.model.shapes import Scalar

FloatArray = NDArray[np.float64]


class Parameter(StrEnum):
    """What an outcome is differentiated with respect to."""

    TARIFFS = "tariffs"
    """Applied rates, fractions [exporter, importer, sector]."""
    ICEBERGS = "icebergs"
    """Log change in other trade costs, same axes."""
    ELASTICITIES = "elasticities"
    """Trade elasticities [sector], the benchmark's flows given."""
    TRANSFERS = "transfers"
    """Money received from other economies, billions of US dollars [economy]."""

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise UnknownCodeError("parameter", str(value), [str(each) for each in cls])


def gradient(
    found: Equilibrium, outcome: Outcome, *, with_respect_to: Parameter | str = Parameter.TARIFFS
) -> FloatArray:
    """Return the derivative of one number in every parameter at once (eq. model.30).

    It costs one linear solve with the transposed Jacobian, whatever the number of parameters.

    Args:
        found: The equilibrium to differentiate at.
        outcome: Takes one number from `Quantities`: a `Measure`, or a function that JAX can trace.
        with_respect_to: The parameters; axes and units as `Parameter` says.

    Raises:
        UnknownCodeError: There are no such parameters.
        InputError: The outcome is not one number.
        NoEquilibriumError: There is no equilibrium to differentiate.
    """
    parameter, given = _prepared(found, with_respect_to)
    slope = _gradient(form_of(found.structure), parameter, outcome, *given)
    return _as_world(slope, parameter)


def jacobian(
    found: Equilibrium, quantity: str, *, with_respect_to: Parameter | str = Parameter.TARIFFS
) -> FloatArray:
    """Return the derivatives of one quantity of all economies in every parameter.

    Args:
        found: The equilibrium to differentiate at.
        quantity: A field of `Quantities` that has one number for each economy.
        with_respect_to: The parameters.

    Returns:
        [economy, ...], with the axes of the parameters after the first.

    Raises:
        UnknownCodeError: There is no such quantity, or no such parameters.
        InputError: The quantity has more axes than the economy.
        NoEquilibriumError: There is no equilibrium to differentiate.
    """
    parameter, given = _prepared(found, with_respect_to)
    if quantity not in Quantities._fields:
        raise UnknownCodeError("quantity", quantity, Quantities._fields)
    if quantity in ("price_hat", "expenditure", "output", "flow"):
        raise InputError(f"'{quantity}' has a sector", remedy="Use gradient for one of its cells")
    return _as_world(_jacobian(form_of(found.structure), parameter, quantity, *given), parameter)


def hessian_vector(
    found: Equilibrium,
    outcome: Outcome,
    direction: FloatArray,
    *,
    with_respect_to: Parameter | str = Parameter.TARIFFS,
) -> FloatArray:
    """Return how the gradient changes along a direction: the Hessian times that direction.

    Args:
        found: The equilibrium to differentiate at.
        outcome: Takes one number from `Quantities`.
        direction: A change in the parameters, with their axes.
        with_respect_to: The parameters.

    Raises:
        UnknownCodeError: There are no such parameters.
        InputError: The direction has another shape, or the outcome is not one number.
        NoEquilibriumError: There is no equilibrium to differentiate.
    """
    parameter, given = _prepared(found, with_respect_to)
    ours = np.asarray(direction, dtype=float)
    expected = _as_world(np.asarray(_value(parameter, given[0], given[1])), parameter).shape
    if ours.shape != expected:
        raise InputError(f"a direction of the shape {ours.shape}", remedy=f"Give one of {expected}")
    if ours.ndim == 3:
        ours = sector_first(ours)
    turned = _hessian_vector(form_of(found.structure), parameter, outcome, *given, ours)
    return _as_world(turned, parameter)


_Given = tuple[Benchmark, Shock, Point]


def _prepared(found: Equilibrium, parameter: Parameter | str) -> tuple[Parameter, _Given]:
    if not found.status.solved:
        raise NoEquilibriumError(
            f"No equilibrium to differentiate: {found.status.sentence}",
            where=found.world.name,
            remedy=found.status.remedy,
        )
    benchmark = benchmark_of(found.world, found.structure)
    return Parameter(parameter), (benchmark, shock_of(found), point_of(found))


def _value(parameter: Parameter, benchmark: Benchmark, shock: Shock) -> Array:
    values: dict[Parameter, Array] = {
        Parameter.TARIFFS: shock.tariff,
        Parameter.ICEBERGS: shock.log_iceberg,
        Parameter.ELASTICITIES: benchmark.theta,
        Parameter.TRANSFERS: shock.transfer,
    }
    return values[parameter]


def _with(
    parameter: Parameter, value: Array, benchmark: Benchmark, shock: Shock
) -> tuple[Benchmark, Shock]:
    if parameter is Parameter.ELASTICITIES:
        return benchmark._replace(theta=value), shock
    field = {
        Parameter.TARIFFS: "tariff",
        Parameter.ICEBERGS: "log_iceberg",
        Parameter.TRANSFERS: "transfer",
    }[parameter]
    return benchmark, shock._replace(**{field: value})


def _quantities(
    form: Form, parameter: Parameter, value: Array, benchmark: Benchmark, shock: Shock, at: Point
) -> Quantities:
    changed, moved = _with(parameter, value, benchmark, shock)
    model, point = differentiable_point(form, changed, moved, at)
    return quantities_at(model, point)


@partial(jax.jit, static_argnums=(0, 1, 2))
def _gradient(
    form: Form,
    parameter: Parameter,
    outcome: Outcome,
    benchmark: Benchmark,
    shock: Shock,
    at: Point,
) -> Array:
    one = _number_of(form, parameter, outcome, benchmark, shock, at)
    slope: Array = jax.grad(one)(_value(parameter, benchmark, shock))
    return slope


@partial(jax.jit, static_argnums=(0, 1, 2))
def _jacobian(
    form: Form,
    parameter: Parameter,
    quantity: str,
    benchmark: Benchmark,
    shock: Shock,
    at: Point,
) -> Array:
    def all_of_them(value: Array) -> Array:
        found = _quantities(form, parameter, value, benchmark, shock, at)
        answer: Array = getattr(found, quantity)
        return answer

    values, pull = jax.vjp(all_of_them, _value(parameter, benchmark, shock))
    (slopes,) = jax.vmap(pull)(jnp.eye(values.size))
    answer: Array = slopes
    return answer


@partial(jax.jit, static_argnums=(0, 1, 2))
def _hessian_vector(
    form: Form,
    parameter: Parameter,
    outcome: Outcome,
    benchmark: Benchmark,
    shock: Shock,
    at: Point,
    direction: Array,
) -> Array:
    one = _number_of(form, parameter, outcome, benchmark, shock, at)
    value = _value(parameter, benchmark, shock)
    turned: Array = jax.jvp(jax.grad(one), (value,), (direction,))[1]
    return turned


def _number_of(
    form: Form,
    parameter: Parameter,
    outcome: Outcome,
    benchmark: Benchmark,
    shock: Shock,
    at: Point,
) -> Callable[[Array], Scalar]:
    """Return the outcome as a function of the parameters."""

    def number(value: Array) -> Scalar:
        found = jnp.asarray(outcome(_quantities(form, parameter, value, benchmark, shock, at)))
        if found.ndim:
            raise InputError(
                f"an outcome of the shape {found.shape}", remedy="Let it take one number"
            )
        return found

    return number


def _as_world(slope: Array | FloatArray, parameter: Parameter) -> FloatArray:
    """Return derivatives in the order of a world's axes, the sector last."""
    values = np.asarray(slope)
    if parameter in (Parameter.TARIFFS, Parameter.ICEBERGS):
        return np.moveaxis(values, -3, -1)
    return values
