"""Two solvers that share nothing but the world they read find the same equilibrium."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.numpy_solver import solve_plain
from tests.tolerances import MODEL_REAL_INCOME, MODEL_RESIDUAL
from tests.worlds import new_tariffs, random_tariff, random_world
from tradetalks.atlas.load import load_world
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import purge, solve
from tradetalks.model.structure import Structure


def apart(one, other):
    """Return the largest log distance in real income between two answers."""
    return np.abs(np.log(one.real_income_hat / other.real_income_hat)).max()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(new_tariffs(), st.integers(0, 1))
def test_two_solvers_agree_on_any_deal_whichever_wage_is_the_numeraire(deal, numeraire):
    found = solve(deal.world, deal.tariff)
    assert found.certificate.residual < MODEL_RESIDUAL
    assert found.real_income_hat.min() > 0
    plain = solve_plain(deal.world, deal.tariff, numeraire=numeraire)
    assert apart(found, plain) < MODEL_REAL_INCOME


@pytest.mark.parametrize("elasticities", ["fontagne_2022", "caliendo_parro_2015"])
def test_two_solvers_agree_on_the_default_world_with_a_third_of_all_rates_redrawn(elasticities):
    world = load_world(elasticities=elasticities)
    tariff = random_tariff(world, 7, highest=10.0, touched=0.3)
    found = solve(world, tariff)
    assert found.certificate.residual < MODEL_RESIDUAL
    assert apart(found, solve_plain(world, tariff, tolerance=1e-11)) < MODEL_REAL_INCOME


@pytest.mark.parametrize("seed", range(5))
def test_two_solvers_agree_where_trade_costs_money_is_given_and_trade_balances(seed):
    world = purge(random_world(seed, 5, 4, theta_max=30.0))
    draw = np.random.default_rng(seed)
    iceberg = draw.uniform(0.8, 1.6, world.tariff.shape)
    transfer = 0.02 * world.income * draw.normal(size=5)
    transfer -= transfer.mean()
    tariff = random_tariff(world, seed)
    found = solve(
        world,
        tariff,
        iceberg=iceberg,
        transfer=transfer,
        structure=Structure(imbalances=Closure.BALANCED),
    )
    plain = solve_plain(world, tariff, iceberg=iceberg, transfer=transfer, balanced=True)
    assert apart(found, plain) < MODEL_REAL_INCOME
