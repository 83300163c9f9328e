"""Who earns and who spends: sales, tariff revenue, income and what is bought with it."""

from typing import NamedTuple

import jax.numpy as jnp

from tradetalks.model.prices import Attraction, Market, Strength
from tradetalks.model.shapes import ByBuyer, ByEconomy, BySeller, Inputs


class Receipts(NamedTuple):
    """What sellers and treasuries receive.

    Attributes:
        output: Producer revenue [exporter, sector], billions of US dollars.
        revenue: Tariff revenue [importer], billions of US dollars.
    """

    output: BySeller
    revenue: ByEconomy


def receipts(*, draw: Attraction, sellers: Strength, prices: Market, spending: ByBuyer) -> Receipts:
    """Return what spending becomes once tariffs are paid (eq. model.5, model.6).

    Args:
        draw: What draws buyers to sellers.
        sellers: How strong each seller is.
        prices: Prices and their weights.
        spending: What each economy spends on each sector, tariff in.
    """
    per_weight = spending / prices.weight
    output = sellers.scaled * jnp.einsum("sin,ns->is", draw.net, per_weight)
    reaching_sellers = per_weight * jnp.einsum("sin,is->ns", draw.net, sellers.scaled)
    return Receipts(output=output, revenue=jnp.sum(spending - reaching_sellers, axis=1))


def income(
    *,
    wage_bill: ByEconomy,
    revenue: ByEconomy,
    imbalance_share: ByEconomy,
    transfer: ByEconomy,
) -> ByEconomy:
    """Return income: value added, tariff revenue and the imbalance (eq. model.7).

    Args:
        wage_bill: Value added at new wages.
        revenue: Tariff revenue.
        imbalance_share: Trade deficit as a share of world income; sums to zero.
        transfer: Money received from other economies besides; sums to zero.
    """
    world = jnp.sum(wage_bill + revenue)
    return wage_bill + revenue + imbalance_share * world + transfer


def expenditure(
    *, output: BySeller, income: ByEconomy, input_share: Inputs, final_share: ByBuyer
) -> ByBuyer:
    """Return spending on each sector, by producers and by households (eq. model.4).

    Args:
        output: Producer revenue.
        income: Income of each economy.
        input_share: Cost of inputs over revenue [economy, input, sector].
        final_share: Share of each sector in final spending.
    """
    return jnp.einsum("nsk,nk->ns", input_share, output) + final_share * income[:, None]
