"""What governments maximise: sector incomes add up, even weights are real income."""

import numpy as np
import pytest

from tests.tolerances import MODEL_ADDS_UP, MODEL_NOTHING
from tests.worlds import random_tariff, random_world
from tradetalks.errors import InputError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import solve
from tradetalks.model.government import (
    government_welfare_hat,
    sector_incomes,
    sector_real_income_hat,
)
from tradetalks.model.inputs import NoInputs, RoundaboutInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.profits import Profits
from tradetalks.model.sector_income import sector_income
from tradetalks.model.structure import Structure

WORLD = random_world(5, 4, 3)
STRUCTURES = {
    "cost prices": Structure(),
    "profits": Structure(inputs=NoInputs(), profits=Profits(), imbalances=Closure.PURGED),
    "profits and imbalances": Structure(inputs=NoInputs(), profits=Profits()),
    "margins": Structure(inputs=NoInputs(), margins=Margins(share=0.2)),
    "elastic labour": Structure(inputs=RoundaboutInputs(), labour=ElasticLabour()),
}


@pytest.fixture(params=STRUCTURES.values(), ids=STRUCTURES.keys())
def found(request):
    return solve(WORLD, random_tariff(WORLD, 5), structure=request.param)


def test_the_incomes_of_sectors_add_up_to_that_of_their_economy(found):
    earned = sector_incomes(found)
    assert np.abs(earned.before.sum(axis=1) / found.before.income - 1).max() < MODEL_ADDS_UP
    assert np.abs(earned.after.sum(axis=1) / found.income - 1).max() < MODEL_ADDS_UP


def test_with_even_weights_a_government_maximises_real_income(found):
    even = np.full(WORLD.expenditure.shape, 3.0)
    welfare = government_welfare_hat(found, even)
    assert np.abs(np.log(welfare / found.real_income_hat)).max() < MODEL_ADDS_UP


def test_a_government_with_its_weight_on_one_sector_maximises_that_sectors_real_income(found):
    for sector in range(3):
        weights = np.zeros(WORLD.expenditure.shape)
        weights[:, sector] = 1.0
        earns = sector_incomes(found).before[:, sector] > 0
        if earns.all():
            of_sector = sector_real_income_hat(found)[:, sector]
            welfare = government_welfare_hat(found, weights)
            assert np.abs(welfare / of_sector - 1).max() < MODEL_ADDS_UP


def test_no_shock_changes_no_sector(found):
    base = found.world
    still = solve(base, base.tariff, structure=found.structure)
    assert np.abs(sector_real_income_hat(still) - 1).max() < MODEL_NOTHING


def test_a_sector_that_makes_nothing_does_not_change():
    world = random_world(3, 4, 3, zero_output=0.4)
    idle = world.output == 0
    assert idle.any()
    found = solve(world, random_tariff(world, 3))
    assert (sector_real_income_hat(found)[idle] == 1).all()


def test_tariff_revenue_goes_to_workers_and_profits_to_their_own_sector():
    """Two sectors pay 30 and 10; 8 of revenue is shared 6 to 2, and the profit of 5 stays."""
    income = sector_income(
        labour_cost=np.array([[30.0, 10.0]]),
        profits=np.array([[0.0, 5.0]]),
        income=np.array([53.0]),
    )
    assert income.tolist() == [[36.0, 17.0]]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (np.ones((4, 2)), "shape"),
        (np.full((4, 3), -1.0), "negative"),
        (np.full((4, 3), np.nan), "no number"),
        (np.zeros((4, 3)), "no weight in E00"),
    ],
)
def test_weights_that_make_no_government_are_refused(weights, said):
    still = solve(WORLD, WORLD.tariff)
    with pytest.raises(InputError, match=said):
        government_welfare_hat(still, weights)
