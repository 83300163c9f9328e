"""One compiled program for many draws: the status quo and every deal under each of them.

The draws of a batch are taken one after another inside the program: side by side their arrays
would not fit the processor's caches, and all would wait for the slowest. A draw solves the status
quo once and every deal from it.
"""

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from tradetalks.model.kernel import Found, find
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.quantities import quantities_at
from tradetalks.model.rebase import rebased
from tradetalks.model.shapes import BySector, Scalar
from tradetalks.model.system import model_of


class Headlines(NamedTuple):
    """What is kept of each draw; changes are the deal's over the status quo's.

    The program returns every block with an axis of deals after that of draws; what is kept of one
    deal has none.

    Attributes:
        real_income_hat: [draw, economy].
        welfare_hat: [draw, economy].
        equivalent_variation: [draw, economy], billions of US dollars.
        real_wage_hat: [draw, economy].
        wage_hat: [draw, economy].
        exports_hat: [draw, economy].
        imports_hat: [draw, economy].
        revenue: New less old tariff revenue [draw, economy], billions of US dollars.
        output_hat: [draw, economy, sector]; one where nothing is made.
        residual: Largest of any block in either solve, relative to own income [draw].
        steps: Evaluations of the system in both solves [draw].
    """

    real_income_hat: Float[Array, "draw *deal economy"]
    welfare_hat: Float[Array, "draw *deal economy"]
    equivalent_variation: Float[Array, "draw *deal economy"]
    real_wage_hat: Float[Array, "draw *deal economy"]
    wage_hat: Float[Array, "draw *deal economy"]
    exports_hat: Float[Array, "draw *deal economy"]
    imports_hat: Float[Array, "draw *deal economy"]
    revenue: Float[Array, "draw *deal economy"]
    output_hat: Float[Array, "draw *deal economy sector"]
    residual: Float[Array, "draw *deal"]
    steps: Int[Array, "draw *deal"]


class Starts(NamedTuple):
    """Where to begin: the equilibria under the central elasticities.

    Attributes:
        standing: The status quo, relative to the world as measured.
        deals: The deals, relative to the status quo; each block with an axis of deals first.
        spent: Spending in the status quo, of which a deal's is a multiple.
    """

    standing: Point
    deals: Point
    spent: Float[Array, "economy sector"]


@partial(jax.jit, static_argnums=0)
def price_draws(
    form: Form,
    benchmark: Benchmark,
    standing: Shock,
    deals: Shock,
    starts: Starts,
    thetas: Float[Array, "draw sector"],
    tolerance: Scalar,
    most_steps: Int[Array, ""],
) -> Headlines:
    """Return the headlines of every deal under each set of elasticities [draw, deal, ...].

    Args:
        form: Which terms the equations have.
        benchmark: The world as measured.
        standing: The rates of the status quo.
        deals: The rates with each deal; every block with an axis of deals first.
        starts: Where to begin.
        thetas: Trade elasticities [draw, sector].
        tolerance: Stop when every block holds to this, relative to own income.
        most_steps: Give up on a solve after as many evaluations.
    """

    def price(theta: BySector) -> Headlines:
        measured = model_of(form, benchmark._replace(theta=theta), standing)
        now = find(measured, starts.standing, tolerance, most_steps)
        world = rebased(measured, now.point)

        def one(deal: tuple[Shock, Point]) -> Headlines:
            shock, start = deal
            begin = _scaled(start, starts.spent, world)
            return _headlines(form, world, shock, now, (begin, tolerance, most_steps))

        found: Headlines = jax.lax.map(one, (deals, starts.deals))
        return found

    answer: Headlines = jax.lax.map(price, thetas)
    return answer


def _headlines(
    form: Form,
    world: Benchmark,
    shock: Shock,
    now: Found,
    search: tuple[Point, Scalar, Int[Array, ""]],
) -> Headlines:
    """Return the headlines of one deal beside a status quo that is solved."""
    model = model_of(form, world, shock)
    then = find(model, *search)
    found = quantities_at(model, then.point)
    ours = 1.0 - jnp.eye(world.income.size)
    abroad = world.share * world.spending.T[:, None, :] * jnp.exp(-world.log_power) * ours
    return Headlines(
        real_income_hat=found.real_income_hat,
        welfare_hat=found.welfare_hat,
        equivalent_variation=found.equivalent_variation,
        real_wage_hat=found.real_wage_hat,
        wage_hat=found.wage_hat,
        exports_hat=_ratio(found.exports, jnp.sum(abroad, axis=(0, 2))),
        imports_hat=_ratio(found.imports, jnp.sum(abroad, axis=(0, 1))),
        revenue=found.revenue - world.revenue,
        output_hat=_ratio(found.output, jnp.where(world.sells, world.output, 0.0)),
        residual=jnp.maximum(now.residual, then.residual),
        steps=now.steps + then.steps,
    )


def _ratio(after: Array, before: Array) -> Array:
    """Return new over old; one where there was nothing, for trade that is zero stays zero."""
    return jnp.where(before > 0, after / jnp.where(before > 0, before, 1.0), 1.0)


def _scaled(start: Point, spent: Float[Array, "economy sector"], world: Benchmark) -> Point:
    """Return where a deal begins: spending moves as it does under the central elasticities."""
    growth = jnp.where(spent > 0, start.spending / spent, 1.0)
    return start._replace(spending=world.spending * growth)
