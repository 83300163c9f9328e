"""What governments and red lines look at in an equilibrium, and how it answers to every tariff.

Three compiled programs serve every search on a world: the tally at some rates, the gradient of any
linear combination of it, and that gradient's change along a direction. A search asks for hundreds
of them, so they take the weights of the combination as an argument and are compiled once.
"""

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from tradetalks.model.implicit import LINEAR, differentiable_point
from tradetalks.model.kernel import find
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.quantities import quantities_at
from tradetalks.model.sector_income import sector_income
from tradetalks.model.shapes import Bilateral, ByEconomy, BySeller, Scalar
from tradetalks.model.system import Model, model_of

ROUGHLY = 1e-7
"""How nearly second derivatives are taken: they show the way, and whether it is uphill."""


class Tally(NamedTuple):
    """What a search can aim at or must keep.

    Attributes:
        welfare: Change in welfare, or in government welfare where sectors have weights, new over
            old [economy].
        revenue: Tariff revenue, billions of US dollars [economy].
        employment: Labour each sector employs, over all the economy employs in the benchmark
            [economy, sector].
    """

    welfare: ByEconomy
    revenue: ByEconomy
    employment: BySeller


class Judged(NamedTuple):
    """The world at some rates, judged.

    Attributes:
        tally: What it comes to.
        point: The unknowns that solve it, from which derivatives are taken.
        residual: Largest gap of any block of equations, in the solver's own measure.
    """

    tally: Tally
    point: Point
    residual: Scalar


class Setting(NamedTuple):
    """What stays the same during a search.

    Attributes:
        benchmark: The world before.
        shock: What changes besides the tariffs, and the rates the search does not move.
        weights: What each government gives for a dollar earned in each sector, over what all
            sectors' dollars come to in the benchmark [economy, sector].
        weighted: One where those weights count, zero where welfare does [economy].
    """

    benchmark: Benchmark
    shock: Shock
    weights: BySeller
    weighted: ByEconomy


def tally_at(model: Model, point: Point, setting: Setting) -> Tally:
    """Return the tally of a solved world (eq. model.22, model.24 and model.25).

    Args:
        model: The equations.
        point: The unknowns that solve them.
        setting: Weights of the governments; its shock is not looked at.
    """
    quantities = quantities_at(model, point)
    labour = model.technology.labour_share * quantities.output
    handled = model.benchmark.margin_share[:, None] * jnp.sum(quantities.flow, axis=0)
    earned = sector_income(
        labour_cost=labour + handled,
        profits=model.technology.profit_share * quantities.output,
        income=quantities.income,
    )
    weighed = jnp.sum(setting.weights * earned, axis=1) / quantities.price_index_hat
    before = model.technology.labour_income
    return Tally(
        welfare=jnp.where(setting.weighted > 0, weighed, quantities.welfare_hat),
        revenue=quantities.revenue,
        employment=labour / (quantities.wage_hat * before)[:, None],
    )


@partial(jax.jit, static_argnums=0)
def judge(
    form: Form,
    setting: Setting,
    tariff: Bilateral,
    start: Point,
    tolerance: Scalar,
    most_steps: Int[Array, ""],
) -> Judged:
    """Solve the world at some rates and judge it.

    Args:
        form: Which terms the equations have.
        setting: What stays the same.
        tariff: Applied rates.
        start: Where to begin.
        tolerance: As in `tradetalks.model.kernel.find`.
        most_steps: As in `tradetalks.model.kernel.find`.
    """
    model = model_of(form, setting.benchmark, setting.shock._replace(tariff=tariff))
    found = find(model, start, tolerance, most_steps)
    return Judged(tally_at(model, found.point, setting), found.point, found.residual)


@partial(jax.jit, static_argnums=0)
def slope(
    form: Form, setting: Setting, tariff: Bilateral, found: Point, weights: Tally
) -> Bilateral:
    """Return the gradient of a weighted sum of the tally in every rate (eq. model.30).

    Args:
        form: Which terms the equations have.
        setting: What stays the same.
        tariff: Applied rates.
        found: The unknowns that solve the world at them.
        weights: What each number of the tally counts.
    """
    _, pull = jax.vjp(lambda rate: _tally(form, setting, rate, found), tariff)
    gradient: Bilateral = pull(weights)[0]
    return gradient


@partial(jax.jit, static_argnums=0)
def bends(
    form: Form,
    setting: Setting,
    tariff: Bilateral,
    found: Point,
    weights: Tally,
    directions: Float[Array, "direction sector exporter importer"],
) -> Float[Array, "direction sector exporter importer"]:
    """Return how the gradient of a weighted sum changes along each of some directions.

    Args:
        form: Which terms the equations have.
        setting: What stays the same.
        tariff: Applied rates.
        found: The unknowns that solve the world at them.
        weights: What each number of the tally counts.
        directions: Changes in the rates.
    """

    def gradient(rate: Bilateral) -> Bilateral:
        _, pull = jax.vjp(lambda each: _tally(form, setting, each, found, ROUGHLY), rate)
        turned: Bilateral = pull(weights)[0]
        return turned

    def along(direction: Bilateral) -> Bilateral:
        bend: Bilateral = jax.jvp(gradient, (tariff,), (direction,))[1]
        return bend

    found_bends: Float[Array, "direction sector exporter importer"] = jax.lax.map(along, directions)
    return found_bends


def _tally(
    form: Form, setting: Setting, tariff: Bilateral, found: Point, accuracy: float = LINEAR
) -> Tally:
    shock = setting.shock._replace(tariff=tariff)
    model, point = differentiable_point(form, setting.benchmark, shock, found, accuracy=accuracy)
    return tally_at(model, point, setting)
