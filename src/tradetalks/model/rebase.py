"""A solved equilibrium as the benchmark of the next one, on the device."""

import jax.numpy as jnp

from tradetalks.model.problem import Benchmark, Point
from tradetalks.model.system import Model, answer_at


def rebased(model: Model, point: Point) -> Benchmark:
    """Return the benchmark that an equilibrium is, in which nothing has changed yet.

    In exact hat algebra two steps equal one; what is measured against the status quo needs the
    status quo as its benchmark all the same. `levels.as_benchmark` does it for a `World`, with
    identities to rounding; here they hold to the solver's tolerance.

    Args:
        model: The equations.
        point: The unknowns that solve them.
    """
    before, answer = model.benchmark, answer_at(model, point)
    traded = answer.share > 0
    flow = answer.share * point.spending.T[:, None, :] / (1.0 + model.shock.tariff)
    received = flow * (1.0 - before.margin_share)
    labour_income = jnp.exp(point.log_wage + point.log_labour) * model.technology.labour_income
    earned = labour_income + answer.profits + answer.revenue
    return before._replace(
        share=answer.share,
        log_share=jnp.where(traded, jnp.log(jnp.where(traded, answer.share, 1.0)), -jnp.inf),
        log_power=jnp.log1p(model.shock.tariff),
        spending=point.spending,
        output=answer.output,
        contested=jnp.sum(received * (1.0 - answer.share), axis=2).T,
        margin=answer.margin,
        revenue=answer.revenue,
        income=answer.income,
        imbalance=answer.income - earned,
    )
