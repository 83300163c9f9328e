"""Wages at which what producers pay to labour is what labour asks for."""

import jax.numpy as jnp

from tradetalks.model.shapes import ByEconomy, BySeller


def labour_demand(*, output: BySeller, labour_share: BySeller, margin: ByEconomy) -> ByEconomy:
    """Return what sales and distribution leave for labour (left side of eq. model.8).

    Args:
        output: Producer revenue.
        labour_share: Labour cost over revenue.
        margin: What is earned where goods are bought.
    """
    return jnp.sum(labour_share * output, axis=1) + margin


def next_log_wage(
    *,
    log_wage: ByEconomy,
    log_labour: ByEconomy,
    demand: ByEconomy,
    labour_income: ByEconomy,
    pace: ByEconomy,
) -> ByEconomy:
    """Return wages nearer to clearing, with world labour income as the numéraire (eq. model.8).

    Args:
        log_wage: Log change in the wage.
        log_labour: Log change in labour.
        demand: What sales and distribution leave for labour.
        labour_income: Benchmark labour income.
        pace: How far to follow excess demand; one over one plus its elasticity.
    """
    floor = jnp.maximum(demand, 1e-12 * labour_income)
    gap = jnp.log(floor) - log_wage - log_labour - jnp.log(labour_income)
    moved = log_wage + jnp.clip(pace * gap, -1.0, 1.0)
    total = jnp.sum(jnp.exp(moved + log_labour) * labour_income)
    return moved - jnp.log(total / jnp.sum(labour_income))
