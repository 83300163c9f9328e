"""Wages at which what producers pay to labour is what labour asks for."""

import jax.numpy as jnp

from tradetalks.model.shapes import ByEconomy, BySeller


def labour_demand(*, output: BySeller, value_added_share: BySeller) -> ByEconomy:
    """Return the value added that sales leave (left side of eq. model.8).

    Args:
        output: Producer revenue.
        value_added_share: Value added over revenue.
    """
    return jnp.sum(value_added_share * output, axis=1)


def next_log_wage(
    *, log_wage: ByEconomy, demand: ByEconomy, value_added: ByEconomy, pace: ByEconomy
) -> ByEconomy:
    """Return wages nearer to clearing, with world value added as the numéraire (eq. model.8).

    Args:
        log_wage: Log change in the wage.
        demand: Value added that sales leave.
        value_added: Benchmark value added.
        pace: How far to follow excess demand; one over one plus its elasticity.
    """
    gap = jnp.log(jnp.maximum(demand, 1e-12 * value_added)) - log_wage - jnp.log(value_added)
    moved = log_wage + jnp.clip(pace * gap, -1.0, 1.0)
    return moved - jnp.log(jnp.sum(jnp.exp(moved) * value_added) / jnp.sum(value_added))
