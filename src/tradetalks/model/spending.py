"""Who earns and who spends: sales, tariff revenue, income and what is bought with it."""

from typing import NamedTuple

import jax.numpy as jnp

from tradetalks.model.closure import Closure
from tradetalks.model.prices import Attraction, Market, Strength
from tradetalks.model.shapes import ByBuyer, ByEconomy, BySeller, Inputs


class Receipts(NamedTuple):
    """What sellers, treasuries and those who distribute receive.

    Attributes:
        output: Producer revenue [exporter, sector], billions of US dollars.
        revenue: Tariff revenue [importer], billions of US dollars.
        margin: What is earned where goods are bought [importer], billions of US dollars.
    """

    output: BySeller
    revenue: ByEconomy
    margin: ByEconomy


def receipts(
    *,
    draw: Attraction,
    sellers: Strength,
    prices: Market,
    spending: ByBuyer,
    margin_share: ByEconomy | None = None,
) -> Receipts:
    """Return what spending becomes once tariffs are paid (eq. model.5, model.6).

    Args:
        draw: What draws buyers to sellers.
        sellers: How strong each seller is.
        prices: Prices and their weights.
        spending: What each economy spends on each sector, tariff in.
        margin_share: What is earned at home of spending net of tariff; None where nothing is.
    """
    per_weight = spending / prices.weight
    net = per_weight * jnp.einsum("sin,is->ns", draw.net, sellers.scaled)
    through = jnp.sum(net, axis=1)
    margin = jnp.zeros_like(through)
    if margin_share is not None:
        margin = margin_share * through
        per_weight = (1.0 - margin_share)[:, None] * per_weight
    output = sellers.scaled * jnp.einsum("sin,ns->is", draw.net, per_weight)
    return Receipts(output=output, revenue=jnp.sum(spending, axis=1) - through, margin=margin)


def income(
    *,
    value_added: ByEconomy,
    revenue: ByEconomy,
    transfer: ByEconomy,
    imbalance: ByEconomy,
    benchmark_value_added: ByEconomy,
    benchmark_revenue: ByEconomy,
    closure: Closure,
) -> ByEconomy:
    """Return income: value added, tariff revenue, the imbalance and transfers (eq. model.7).

    Args:
        value_added: New value added.
        revenue: New tariff revenue.
        transfer: Money received from other economies besides; sums to zero.
        imbalance: Benchmark deficits; sum to zero.
        benchmark_value_added: Value added before.
        benchmark_revenue: Tariff revenue before.
        closure: How imbalances are closed.
    """
    earned = value_added + revenue
    if closure.without_imbalances:
        return earned + transfer
    earned_before = benchmark_value_added + benchmark_revenue
    if closure is Closure.OWN:
        spent = (1.0 + imbalance / earned_before) * earned
        return spent * jnp.sum(earned) / jnp.sum(spent) + transfer
    if closure is Closure.NOMINAL:
        growth = jnp.sum(value_added) / jnp.sum(benchmark_value_added)
    else:
        growth = jnp.sum(earned) / jnp.sum(earned_before)
    return earned + imbalance * growth + transfer


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
