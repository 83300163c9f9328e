"""One compiled program for many draws: the status quo and the deal under each set of elasticities.

The draws of a batch are taken one after another inside the program: side by side their arrays
would not fit the processor's caches, and all would wait for the slowest.
"""

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from tradetalks.model.kernel import find
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.quantities import quantities_at
from tradetalks.model.rebase import rebased
from tradetalks.model.shapes import BySector, Scalar
from tradetalks.model.system import model_of


class Headlines(NamedTuple):
    """What is kept of each draw; changes are the deal's over the status quo's.

    Attributes:
        real_income_hat: [draw, economy].
        welfare_hat: [draw, economy].
        equivalent_variation: [draw, economy], billions of US dollars.
        real_wage_hat: [draw, economy].
        exports_hat: [draw, economy].
        imports_hat: [draw, economy].
        revenue: New less old tariff revenue [draw, economy], billions of US dollars.
        output_hat: [draw, economy, sector]; one where nothing is made.
        residual: Largest of any block in either solve, relative to own income [draw].
        steps: Evaluations of the system in both solves [draw].
    """

    real_income_hat: Float[Array, "draw economy"]
    welfare_hat: Float[Array, "draw economy"]
    equivalent_variation: Float[Array, "draw economy"]
    real_wage_hat: Float[Array, "draw economy"]
    exports_hat: Float[Array, "draw economy"]
    imports_hat: Float[Array, "draw economy"]
    revenue: Float[Array, "draw economy"]
    output_hat: Float[Array, "draw economy sector"]
    residual: Float[Array, " draw"]
    steps: Int[Array, " draw"]


class Starts(NamedTuple):
    """Where to begin: the two equilibria under the central elasticities.

    Attributes:
        standing: The status quo, relative to the world as measured.
        deal: The deal, relative to the status quo.
        spent: Spending in the status quo, of which the deal's is a multiple.
    """

    standing: Point
    deal: Point
    spent: Float[Array, "economy sector"]


@partial(jax.jit, static_argnums=0)
def price_draws(
    form: Form,
    benchmark: Benchmark,
    standing: Shock,
    deal: Shock,
    starts: Starts,
    thetas: Float[Array, "draw sector"],
    tolerance: Scalar,
    most_steps: Int[Array, ""],
) -> Headlines:
    """Return the headlines of a deal under each set of elasticities.

    Args:
        form: Which terms the equations have.
        benchmark: The world as measured.
        standing: The rates of the status quo.
        deal: The rates with the deal.
        starts: Where to begin.
        thetas: Trade elasticities [draw, sector].
        tolerance: Stop when every block holds to this, relative to own income.
        most_steps: Give up on a solve after as many evaluations.
    """

    def price(theta: BySector) -> Headlines:
        measured = model_of(form, benchmark._replace(theta=theta), standing)
        now = find(measured, starts.standing, tolerance, most_steps)
        world = rebased(measured, now.point)
        model = model_of(form, world, deal)
        begin = _scaled(starts, world)
        then = find(model, begin, tolerance, most_steps)
        found = quantities_at(model, then.point)
        ours = 1.0 - jnp.eye(world.income.size)
        abroad = world.share * world.spending.T[:, None, :] * jnp.exp(-world.log_power) * ours
        made = jnp.where(world.sells, world.output, 1.0)
        return Headlines(
            real_income_hat=found.real_income_hat,
            welfare_hat=found.welfare_hat,
            equivalent_variation=found.equivalent_variation,
            real_wage_hat=found.real_wage_hat,
            exports_hat=found.exports / jnp.sum(abroad, axis=(0, 2)),
            imports_hat=found.imports / jnp.sum(abroad, axis=(0, 1)),
            revenue=found.revenue - world.revenue,
            output_hat=jnp.where(world.sells, found.output / made, 1.0),
            residual=jnp.maximum(now.residual, then.residual),
            steps=now.steps + then.steps,
        )

    answer: Headlines = jax.lax.map(price, thetas)
    return answer


def _scaled(starts: Starts, world: Benchmark) -> Point:
    """Return where the deal begins: spending moves as it does under the central elasticities."""
    growth = jnp.where(starts.spent > 0, starts.deal.spending / starts.spent, 1.0)
    return starts.deal._replace(spending=world.spending * growth)
