"""What buyers pay: the price of each sector's goods in each economy."""

from typing import NamedTuple

import jax.numpy as jnp

from tradetalks.model.runtime import computed_once
from tradetalks.model.shapes import Bilateral, ByBuyer, BySector, BySeller, Mask


class Attraction(NamedTuple):
    """What draws each buyer to each seller whatever the seller's cost: `share * landed ** -theta`.

    It stays the same during a solve, so one evaluation of the system takes no power of a
    bilateral array. Each (sector, importer) is scaled to a largest entry of one.

    Attributes:
        scaled: Attraction [sector, exporter, importer], scaled.
        net: The same over one plus the new tariff: what of a buyer's money reaches the seller.
        log_scale: Log of what it was divided by [importer, sector]; minus infinity without seller.
    """

    scaled: Bilateral
    net: Bilateral
    log_scale: ByBuyer


class Strength(NamedTuple):
    """How strong each seller is: `cost ** -theta`, scaled to a largest entry of one by sector.

    Attributes:
        scaled: Strength [exporter, sector]; zero where nothing is made.
        log_scale: Log of what it was divided by, by sector.
    """

    scaled: BySeller
    log_scale: BySector


class Market(NamedTuple):
    """Prices, and what a buyer's spending has to be divided by to give sales.

    Attributes:
        log_price: Log change in price [importer, sector]; zero where nothing is bought.
        weight: Sum over sellers of attraction times strength, both scaled [importer, sector].
    """

    log_price: ByBuyer
    weight: ByBuyer


def attraction(
    *, log_share: Bilateral, log_landed: Bilateral, tariff: Bilateral, theta: BySector
) -> Attraction:
    """Return what draws buyers to sellers after a change in tariffs and trade costs.

    Args:
        log_share: Log of benchmark spending shares; minus infinity where nothing is bought.
        log_landed: Log change in the cost of landing a good, tariff in; infinite where cut off.
        tariff: New applied rates.
        theta: Trade elasticities.
    """
    reached = jnp.isfinite(log_landed)  # a derivative of infinity times zero would be no number
    dearer = jnp.where(reached, log_landed, 0.0)
    log_draw = jnp.where(reached, log_share - theta[:, None, None] * dearer, -jnp.inf)
    log_scale = jnp.max(log_draw, axis=1)
    finite_scale = jnp.where(jnp.isfinite(log_scale), log_scale, 0.0)
    scaled = computed_once(jnp.exp(log_draw - finite_scale[:, None, :]))
    return Attraction(scaled=scaled, net=scaled / (1.0 + tariff), log_scale=log_scale.T)


def strength(*, log_cost: BySeller, theta: BySector, sells: Mask) -> Strength:
    """Return how strong each seller is at its cost; scaled, so that theta of 65 cannot overflow.

    Args:
        log_cost: Log change in unit cost.
        theta: Trade elasticities.
        sells: Where anything is made at all.
    """
    log_strength = jnp.where(sells, -theta * log_cost, -jnp.inf)
    log_scale = jnp.max(log_strength, axis=0)
    log_scale = jnp.where(jnp.isfinite(log_scale), log_scale, 0.0)
    return Strength(scaled=jnp.exp(log_strength - log_scale), log_scale=log_scale)


def market(
    *,
    draw: Attraction,
    sellers: Strength,
    theta: BySector,
    buys: Mask,
    log_size: ByBuyer | None = None,
) -> Market:
    """Return the change in prices (eq. model.2).

    Args:
        draw: What draws buyers to sellers.
        sellers: How strong each seller is.
        theta: Trade elasticities.
        buys: Where anything is bought at all.
        log_size: What the size of the market adds to the log price (eq. model.20); None where
            firms do not enter and leave.
    """
    weight = jnp.einsum("sin,is->ns", draw.scaled, sellers.scaled)
    weight = jnp.where(buys, weight, 1.0)
    # Nobody sells to who buys nothing: that infinity must not reach the derivative in theta.
    log_weight = jnp.where(buys, jnp.log(weight) + draw.log_scale + sellers.log_scale, 0.0)
    log_price = -log_weight / theta
    if log_size is not None:
        log_price = log_price + log_size
    return Market(log_price=jnp.where(buys, log_price, 0.0), weight=weight)
