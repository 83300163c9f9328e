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
    dearer = log_cost.T[:, :, None] + log_landed - log_price.T[:, None, :]
    return jnp.where(share > 0, share * jnp.exp(-theta[:, None, None] * dearer), 0.0)
