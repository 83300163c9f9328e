"""The options of the model: each does what it says, and what contradicts itself is refused."""

from dataclasses import replace

import numpy as np
import pytest

from tests.model.structures import answers_apart, apart, solved
from tests.tolerances import MODEL_NOTHING, MODEL_REAL_INCOME, MODEL_RESIDUAL
from tests.worlds import random_tariff, random_world
from tradetalks.errors import StructureError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import purge, solve
from tradetalks.model.inputs import NoInputs, RoundaboutInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.profits import Profits
from tradetalks.model.scale import Scale
from tradetalks.model.structure import Structure


def test_labour_that_hardly_answers_is_fixed_labour():
    inert = solved(Structure(labour=ElasticLabour(elasticity=1e-12)))
    assert answers_apart(inert, solved(Structure())) < MODEL_REAL_INCOME


def test_people_work_more_where_a_wage_buys_more():
    found = solved(Structure(labour=ElasticLabour(elasticity=0.5, relief=False)))
    real_wage = found.wage_hat / found.price_index_hat
    assert apart(found.labour_hat, real_wage**0.5) < MODEL_NOTHING
    assert np.ptp(real_wage) > 1e-3


def test_scale_without_strength_is_constant_returns():
    still = solved(Structure(inputs=NoInputs(), scale=Scale(strength=1e-12)))
    assert answers_apart(still, solved(Structure(inputs=NoInputs()))) < MODEL_REAL_INCOME


def test_scale_with_fixed_labour_alone_making_everything_changes_nothing():
    """As many workers are as many firms."""
    with_scale = solved(Structure(inputs=NoInputs(), scale=Scale()))
    assert answers_apart(with_scale, solved(Structure(inputs=NoInputs()))) < MODEL_REAL_INCOME


def test_margins_of_zero_without_selection_are_no_margins():
    none = solved(Structure(margins=Margins(share=0.0, selection=False)))
    assert answers_apart(none, solved(Structure())) < MODEL_REAL_INCOME


def test_an_even_margin_changes_nothing_where_trade_balances():
    """What others earn on an economy's goods it earns on theirs; uneven margins do not cancel."""
    base = Structure(inputs=NoInputs(), imbalances=Closure.BALANCED)
    world = purge(random_world(4), base)
    tariff = random_tariff(world, 4)
    without, even, uneven = (
        solve(world, tariff, structure=replace(base, margins=margins))
        for margins in (
            None,
            Margins(share=0.3, selection=False),
            Margins(share=0.1, own=(("E00", 0.5),), selection=False),
        )
    )
    assert answers_apart(even, without) < MODEL_REAL_INCOME
    assert answers_apart(uneven, without) > 1e4 * MODEL_REAL_INCOME


def test_profits_in_proportion_to_wages_change_nothing():
    """With one elasticity for all sectors no sector is worth shifting profits to (Ossa 2014)."""
    world = random_world(8).with_elasticity("uniform_4")
    tariff = random_tariff(world, 8)
    with_profits, without = (
        solve(world, tariff, structure=Structure(inputs=NoInputs(), profits=profits))
        for profits in (Profits(), None)
    )
    assert np.abs(with_profits.profits / with_profits.value_added - 0.2).max() < MODEL_NOTHING
    assert apart(with_profits.real_income_hat, without.real_income_hat) < MODEL_REAL_INCOME


def test_profits_vanish_as_goods_grow_alike():
    """Ten times the elasticity leaves about a tenth of the profits, and of their effect."""

    def effect_of_profits(times):
        world = random_world(9, theta_max=3.0, zero_output=0.0)
        theta = {"drawn": times * world.theta}
        world = replace(world, name=f"theta times {times}", elasticities=theta)
        tariff = world.tariff + 0.01 / times * ~np.eye(4, dtype=bool)[:, :, None]
        with_profits, without = (
            solve(world, tariff, structure=Structure(inputs=NoInputs(), profits=profits))
            for profits in (Profits(), None)
        )
        part = (with_profits.profits / with_profits.value_added).max()
        move = apart(without.real_income_hat, 1.0)
        return part, apart(with_profits.real_income_hat, without.real_income_hat) / move

    (part, effect), (smaller_part, smaller_effect) = effect_of_profits(10), effect_of_profits(100)
    assert smaller_part < 0.15 * part
    assert smaller_effect < 0.15 * effect


def test_a_roundabout_of_value_added_alone_has_no_inputs():
    alone = solved(Structure(inputs=RoundaboutInputs(value_added_share=1.0)))
    assert answers_apart(alone, solved(Structure(inputs=NoInputs()))) < MODEL_REAL_INCOME


def test_the_roundabout_of_one_sector_is_all_its_inputs():
    """With one sector the bundle that an economy buys is what its producers buy."""
    world = random_world(10, 4, 1)
    tariff = random_world(11, 4, 1).tariff + 0.2 * ~np.eye(4, dtype=bool)[:, :, None]
    full, roundabout = (
        solve(world, tariff, structure=structure)
        for structure in (Structure(), Structure(inputs=RoundaboutInputs()))
    )
    assert answers_apart(full, roundabout) < MODEL_REAL_INCOME


def test_only_prices_at_cost_at_the_border_are_neoclassical():
    assert Structure().is_neoclassical
    assert Structure(inputs=NoInputs(), imbalances=Closure.PURGED).is_neoclassical
    for option in (
        {"labour": ElasticLabour()},
        {"scale": Scale()},
        {"margins": Margins(share=0.1)},
        {"profits": Profits()},
    ):
        assert not Structure(**option).is_neoclassical


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Structure(profits=Profits(), scale=Scale()), "economies of scale"),
        (lambda: Structure(profits=Profits(), margins=Margins(share=0.1)), "enter and leave"),
        (lambda: Margins(share=1.0), "a margin of 1.0 in every economy"),
        (lambda: Margins(share=0.1, own=(("USA", -0.1),)), "a margin of -0.1 in USA"),
        (lambda: Margins(share=0.1, spread=0.0), "a spread of productivity of 0.0"),
        (lambda: ElasticLabour(elasticity=0.0), "an elasticity of labour supply of 0.0"),
        (lambda: ElasticLabour(elasticity=float("nan")), "an elasticity of labour supply of nan"),
        (lambda: Scale(strength=0.0), "economies of scale of strength 0.0"),
        (lambda: RoundaboutInputs(value_added_share=0.0), "a share of value added of 0.0"),
        (lambda: RoundaboutInputs(value_added_share=1.1), "a share of value added of 1.1"),
    ],
)
def test_an_option_out_of_range_is_refused_with_the_reason_and_a_remedy(make, said):
    with pytest.raises(StructureError, match=said) as refused:
        make()
    assert "Give" in str(refused.value) or "Leave" in str(refused.value)


def test_a_closure_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(UnknownCodeError, match=r"unknown closure 'purge'\. Did you mean purged"):
        Structure(imbalances="purge")


def test_profits_without_selection_may_have_margins():
    structure = Structure(
        inputs=NoInputs(), profits=Profits(), margins=Margins(share=0.1, selection=False)
    )
    assert solved(structure).certificate.residual < MODEL_RESIDUAL


def test_margins_beyond_value_added_are_refused_with_the_sector():
    with pytest.raises(StructureError, match=r"value added is -.* of the revenue of S") as refused:
        solved(Structure(margins=Margins(share=0.9, selection=False)))
    assert "smaller margins" in str(refused.value)


def test_profits_beyond_value_added_are_refused_with_the_sector():
    world = replace(random_world(4), elasticities={"drawn": np.full(3, 0.1)})
    with pytest.raises(StructureError, match=r"profits alone would take 90\.9%"):
        solve(world, world.tariff, structure=Structure(profits=Profits()))


def test_inputs_beyond_what_an_economy_buys_are_refused():
    world = random_world(4)
    flow = world.flow.copy()
    flow[1, 0] *= 20.0
    lender = replace(world, name="a lender", spending=flow * (1 + world.tariff))
    with pytest.raises(StructureError, match="inputs exceed what E01 buys"):
        solve(
            lender,
            world.tariff,
            structure=Structure(inputs=RoundaboutInputs(value_added_share=0.05)),
        )


def test_margins_of_an_economy_that_is_not_there_are_refused():
    with pytest.raises(UnknownCodeError, match="economy"):
        solved(Structure(inputs=NoInputs(), margins=Margins(share=0.1, own=(("ATL", 0.2),))))
