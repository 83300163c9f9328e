"""Each block of equations on its own, with numbers one can check by hand."""

import jax.numpy as jnp
import numpy as np
import pytest

from tests.tolerances import MODEL_ADDS_UP
from tradetalks.model.closure import Closure
from tradetalks.model.costs import log_unit_cost
from tradetalks.model.prices import attraction, market, strength
from tradetalks.model.shares import expenditure_shares
from tradetalks.model.spending import income

THETA = jnp.array([4.0])
SHARE = jnp.array([[[0.5, 0.2], [0.3, 0.7], [0.2, 0.1]]])
"""[sector, exporter, importer]: one sector, three sellers, two buyers."""


def shares_after(log_landed):
    """Shares and prices when only landed costs change."""
    no_cost = jnp.zeros((3, 1))
    draw = attraction(
        log_share=jnp.log(SHARE),
        log_landed=log_landed,
        tariff=jnp.zeros_like(SHARE),
        theta=THETA,
    )
    sellers = strength(log_cost=no_cost, theta=THETA, sells=jnp.ones((3, 1), dtype=bool))
    prices = market(draw=draw, sellers=sellers, theta=THETA, buys=jnp.ones((2, 1), dtype=bool))
    log_price = jnp.concatenate([prices.log_price, jnp.zeros((1, 1))])[:2]
    share = expenditure_shares(
        share=SHARE,
        log_landed=log_landed,
        log_cost=no_cost,
        log_price=log_price,
        theta=THETA,
    )
    return np.asarray(share), np.asarray(log_price)


def test_a_tariff_on_one_seller_moves_spending_to_the_others_in_proportion():
    share, log_price = shares_after(jnp.zeros_like(SHARE).at[0, 0, 0].set(np.log(1.1)))
    assert abs(share[0, 1, 0] / share[0, 2, 0] - 1.5) < MODEL_ADDS_UP
    assert np.abs(share.sum(axis=1) - 1).max() < MODEL_ADDS_UP
    assert np.abs(share[0, :, 1] - SHARE[0, :, 1]).max() < MODEL_ADDS_UP
    by_hand = -np.log(0.5 * 1.1**-4 + 0.5) / 4
    assert abs(log_price[0, 0] - by_hand) < MODEL_ADDS_UP
    assert abs(log_price[1, 0]) < MODEL_ADDS_UP


def test_a_price_of_one_over_theta_orders_of_magnitude_stays_a_number():
    """With theta 65 the plain power of a cost ratio of a million would be 10^-390."""
    theta = jnp.array([65.0])
    sellers = strength(
        log_cost=jnp.full((3, 1), np.log(1e6)), theta=theta, sells=jnp.ones((3, 1), dtype=bool)
    )
    draw = attraction(
        log_share=jnp.log(SHARE),
        log_landed=jnp.full_like(SHARE, np.log(1e6)),
        tariff=jnp.zeros_like(SHARE),
        theta=theta,
    )
    prices = market(draw=draw, sellers=sellers, theta=theta, buys=jnp.ones((2, 1), dtype=bool))
    assert np.abs(np.asarray(prices.log_price) / np.log(1e12) - 1).max() < MODEL_ADDS_UP


def test_unit_cost_is_the_weighted_mean_of_what_goes_in():
    log_cost = log_unit_cost(
        log_wage=jnp.array([0.2]),
        log_price=jnp.array([[0.1, -0.4]]),
        value_added_share=jnp.array([[0.5, 1.0]]),
        input_share=jnp.array([[[0.3, 0.0], [0.2, 0.0]]]),
    )
    assert np.abs(np.asarray(log_cost) - [[0.05, 0.2]]).max() < MODEL_ADDS_UP


@pytest.mark.parametrize(
    ("closure", "expected"),
    [
        (Closure.SHARE, [10 + 4 * 50 / 80 + 1, 40 - 4 * 50 / 80 - 1]),
        (Closure.NOMINAL, [10 + 4 * 40 / 60 + 1, 40 - 4 * 40 / 60 - 1]),
        (Closure.OWN, [50 * 12 / (12 + 37.3333333333333333) + 1, 50 - 600 / 49.3333333333333 - 1]),
        (Closure.BALANCED, [11.0, 39.0]),
        (Closure.PURGED, [11.0, 39.0]),
    ],
)
def test_a_deficit_grows_with_world_income_value_added_own_income_or_ends(closure, expected):
    """The world grew from 80 to 50, its value added from 60 to 40; a transfer of 1 comes on top."""
    earned = income(
        value_added=jnp.array([10.0, 30.0]),
        revenue=jnp.array([0.0, 10.0]),
        imbalance=jnp.array([4.0, -4.0]),
        transfer=jnp.array([1.0, -1.0]),
        benchmark_value_added=jnp.array([20.0, 40.0]),
        benchmark_revenue=jnp.array([0.0, 20.0]),
        closure=closure,
    )
    assert np.abs(np.asarray(earned) - expected).max() < MODEL_ADDS_UP * 50
