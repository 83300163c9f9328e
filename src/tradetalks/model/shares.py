"""Who buys from whom after a change in costs."""

import jax.numpy as jnp

from tradetalks.model.shapes import Bilateral, ByBuyer, BySector, BySeller


def expenditure_shares(
    *,
    share: Bilateral,
    log_landed: Bilateral,
    log_cost: BySeller,
    log_price: ByBuyer,
    theta: BySector,
) -> Bilateral:
    """Return each buyer's spending shares after the change (eq. model.3).

    They sum to one over exporters exactly when the prices solve (eq. model.2): what is missing
    from one is the price block's residual.

    Args:
        share: Benchmark shares; each (importer, sector) sums to one, or to zero if nothing is
            bought.
        log_landed: Log change in the cost of landing a good, tariff in.
        log_cost: Log change in the seller's unit cost.
        log_price: Log change in the buyer's price.
        theta: Trade elasticities.
    """
    bought = (share > 0) & jnp.isfinite(log_landed)
    landed = jnp.where(bought, log_landed, 0.0)
    dearer = log_cost.T[:, :, None] + landed - log_price.T[:, None, :]
    return jnp.where(bought, share * jnp.exp(-theta[:, None, None] * dearer), 0.0)
