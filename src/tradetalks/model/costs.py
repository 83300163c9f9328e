"""What it costs to make a unit of each good after a change in wages and prices."""

import jax.numpy as jnp

from tradetalks.model.shapes import ByBuyer, ByEconomy, BySeller, Inputs


def log_unit_cost(
    *,
    log_wage: ByEconomy,
    log_price: ByBuyer,
    value_added_share: BySeller,
    input_share: Inputs,
) -> BySeller:
    """Return the log change in unit cost of each seller (eq. model.1).

    Args:
        log_wage: Log change in the wage.
        log_price: Log change in the price of each sector's goods where they are bought.
        value_added_share: Value added over revenue [economy, sector].
        input_share: Cost of inputs over revenue [economy, input, sector].
    """
    inputs = jnp.einsum("iks,ik->is", input_share, log_price)
    return value_added_share * log_wage[:, None] + inputs
