"""A staged deal year by year, and what the years are worth together."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerances import IDENTITY, MODEL_ADDS_UP, MODEL_NOTHING
from tests.worlds import random_world
from tradetalks.errors import DealError, InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.discount import discount_factors, equal_yearly, present_value, value_after
from tradetalks.model.path import weigh_path
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import weigh
from tradetalks.policy.deal import Concession, Deal, apply_deal
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.staging import AT_ONCE, Staging, equal_steps

DAY = date(2026, 1, 1)
WORLD = random_world(21, 4, 3, zero_flows=0.0)
INCOME = WORLD.income.sum()
FREE = Change(Form.FINAL, 0.0)


def deal(staging=AT_ONCE, change=FREE, **more):
    gives = [
        Concession(
            by=by,
            to=(to,),
            sectors=("S00", "S01"),
            change=change,
            staging=staging,
            applied=DAY,
            **more,
        )
        for by, to in (("E01", "E02"), ("E02", "E01"))
    ]
    return Deal(
        title="Two sides free trade in goods by steps",
        parties=("E01", "E02"),
        status="proposed",
        applied=DAY,
        concessions=tuple(gives),
    )


@pytest.fixture(scope="module")
def staged():
    return weigh_path(WORLD, deal(equal_steps(5)))


def test_a_deal_that_applies_at_once_is_worth_every_year_what_weigh_says():
    found = weigh_path(WORLD, deal(), years=4)
    once = weigh(WORLD, deal()).equivalent_variation
    assert np.abs(found.worth - once).max() < MODEL_NOTHING * INCOME
    assert np.abs(found.equal_yearly - once).max() < MODEL_NOTHING * INCOME
    assert len(weigh_path(WORLD, deal()).years) == 2


def test_the_last_year_of_a_staged_deal_is_the_deal_without_stages(staged):
    whole = weigh(WORLD, deal())
    last = staged.years[-1].outcome
    assert [each.year for each in staged.years] == [1, 2, 3, 4, 5, 6]
    assert staged.last_change == 5
    np.testing.assert_array_equal(last.tariff_after, whole.tariff_after)
    assert np.abs(np.log(last.real_income_hat / whole.real_income_hat)).max() < MODEL_NOTHING
    assert np.abs(staged.worth[4] - staged.worth[5]).max() == 0.0


def test_every_year_is_the_equilibrium_of_its_own_rates_wherever_the_solver_starts(staged):
    base = status_quo(WORLD, date(2025, 12, 31))
    for each in staged.years:
        cold = weigh(WORLD, apply_deal(base, deal(equal_steps(5)), WORLD, year=each.year))
        gap = np.log(each.outcome.real_income_hat / cold.real_income_hat)
        assert np.abs(gap).max() < MODEL_NOTHING
        assert each.outcome.certificate.solved
        assert each.outcome.baseline is staged.years[0].outcome.baseline


@pytest.mark.parametrize("seed", range(4))
def test_half_of_a_small_cut_is_worth_between_nothing_and_all_of_it(seed):
    world = random_world(seed, 4, 3, zero_flows=0.0)
    found = weigh_path(world, deal(equal_steps(2), Change(Form.CUT, 0.02)))
    half, whole = found.worth[0], found.worth[1]
    assert (half * whole > 0).all()
    assert (np.abs(half) < np.abs(whole)).all()


def test_average_rates_fall_by_equal_steps_and_stay_down(staged):
    before, path = staged.average_rate_before, staged.average_rate
    for year in range(1, 6):
        np.testing.assert_allclose(path[year - 1], before * (1 - year / 5), atol=MODEL_ADDS_UP)
    assert np.abs(path[5]).max() == 0.0
    tariff, flow = staged.world.tariff[2, 1, :2], staged.world.flow[2, 1, :2]
    assert before[0] == pytest.approx((tariff * flow).sum() / flow.sum())


def test_before_the_first_step_nothing_has_changed():
    found = weigh_path(WORLD, deal(Staging((0.0, 1.0))))
    assert np.abs(found.worth[0]).max() < MODEL_NOTHING * INCOME
    assert np.abs(found.worth[1]).max() > MODEL_NOTHING * INCOME


@given(st.just(0.0) | st.floats(1e-4, 1.0), st.integers(1, 40), st.integers(-1000, 1000))
def test_a_constant_flow_is_worth_what_the_annuity_formula_says(rate, years, flow):
    factors = discount_factors(years, rate)
    worth = np.full((years, 2), float(flow))
    due = years if rate == 0.0 else (1 - (1 + rate) ** -years) / rate * (1 + rate)
    found = present_value(worth, factors=factors)
    np.testing.assert_allclose(found, flow * due, rtol=IDENTITY)
    np.testing.assert_allclose(equal_yearly(found, factors=factors), flow, rtol=IDENTITY)


def test_a_constant_flow_for_ever_is_worth_the_same_wherever_the_path_stops():
    totals = []
    for years in (1, 7, 30):
        factors = discount_factors(years, 0.04)
        flow = np.array([3.0])
        after = value_after(flow, factors=factors, discount=0.04)
        totals.append(present_value(np.full((years, 1), 3.0), factors=factors) + after)
    np.testing.assert_allclose(totals, 3.0 * 1.04 / 0.04, rtol=MODEL_ADDS_UP)


def test_totals_are_those_of_the_years(staged):
    weights = 1.03 ** -np.arange(6)
    by_hand = (weights[:, None] * staged.worth).sum(axis=0)
    np.testing.assert_allclose(staged.present_value, by_hand, rtol=MODEL_ADDS_UP)
    np.testing.assert_allclose(staged.equal_yearly * weights.sum(), by_hand, rtol=MODEL_ADDS_UP)
    after = staged.worth[5] * weights[5] / 0.03
    np.testing.assert_allclose(staged.for_ever, by_hand + after, rtol=MODEL_ADDS_UP)
    np.testing.assert_allclose(staged.side_worth, staged.worth[:, 1:3], rtol=MODEL_ADDS_UP)


def test_without_discounting_years_add_up_and_for_ever_has_no_bound():
    found = weigh_path(WORLD, deal(equal_steps(3)), discount=0.0)
    np.testing.assert_allclose(found.present_value, found.worth.sum(axis=0), rtol=MODEL_ADDS_UP)
    np.testing.assert_allclose(found.equal_yearly, found.worth.mean(axis=0), rtol=MODEL_ADDS_UP)
    assert found.afterwards is None
    assert found.for_ever is None


def test_a_longer_path_and_a_shorter_one_agree_where_both_know_the_deal(staged):
    longer = weigh_path(WORLD, deal(equal_steps(5)), years=20)
    np.testing.assert_allclose(longer.for_ever, staged.for_ever, rtol=IDENTITY)
    assert len({id(each.outcome) for each in longer.years}) == 5
    shorter = weigh_path(WORLD, deal(equal_steps(5)), years=3)
    assert any("stops before year 5" in line for line in shorter.assumptions)
    np.testing.assert_array_equal(shorter.worth, staged.worth[:3])


def test_a_deal_that_ends_is_worth_nothing_afterwards():
    found = weigh_path(WORLD, deal(equal_steps(2), ends=date(2029, 1, 1)))
    assert found.last_change == 4
    assert np.abs(found.worth[3:]).max() < MODEL_NOTHING * INCOME
    assert np.abs(found.worth[2]).max() > MODEL_NOTHING * INCOME
    assert np.abs(found.afterwards).max() < MODEL_NOTHING * INCOME / 0.03


def reordered(world, order):
    """Return the world with its economies in another order."""
    two = np.ix_(order, order)
    return replace(
        world,
        economies=tuple(world.economies[i] for i in order),
        economy_names=tuple(world.economy_names[i] for i in order),
        spending=world.spending[two],
        tariff=world.tariff[two],
        value_added_share=world.value_added_share[order],
        input_share=world.input_share[order],
        final_share=world.final_share[order],
    )


def test_the_order_of_economies_does_not_matter(staged):
    order = np.array([2, 0, 3, 1])
    found = weigh_path(reordered(WORLD, order), deal(equal_steps(5)))
    assert np.abs(found.present_value - staged.present_value[order]).max() < MODEL_NOTHING * INCOME
    np.testing.assert_allclose(found.average_rate, staged.average_rate, atol=MODEL_ADDS_UP)


@pytest.mark.parametrize("closure", [Closure.PURGED, Closure.BALANCED])
def test_other_closures_and_elasticities_walk_too(closure):
    structure = Structure(imbalances=closure)
    found = weigh_path(WORLD, deal(equal_steps(2)), structure=structure, elasticities="uniform_4")
    once = weigh(WORLD, deal(), structure=structure, elasticities="uniform_4")
    assert np.abs(found.worth[-1] - once.equivalent_variation).max() < MODEL_NOTHING * INCOME
    assert found.years[0].outcome.certificate.elasticity == "uniform_4"


def test_what_was_assumed_is_said(staged):
    said = " ".join(staged.assumptions)
    assert "same status quo, that of 31 December 2025" in said
    assert "does not grow" in said
    assert "Year 1 begins on 1 January 2026" in said
    assert f"add up to {(1.03 ** -np.arange(6.0)).sum():.4f}" in said
    assert staged.years[2].begins == date(2028, 1, 1)


def test_a_deal_without_a_date_begins_on_the_day_of_the_status_quo():
    terms = deal(equal_steps(2))
    undated = replace(
        terms,
        applied=None,
        concessions=tuple(replace(each, applied=None) for each in terms.concessions),
    )
    found = weigh_path(WORLD, undated, on=DAY)
    assert [each.begins.year for each in found.years] == [2026, 2027, 2028]
    assert any("has no date" in line for line in found.assumptions)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"discount": -0.01}, "no discount rate"),
        ({"discount": float("nan")}, "no discount rate"),
        ({"discount": float("inf")}, "no discount rate"),
        ({"discount": 3.0}, "3 percent is 0.03"),
        ({"years": 0}, "1 to 100 years"),
        ({"years": 101}, "1 to 100 years"),
    ],
)
def test_what_cannot_be_asked_is_refused(more, said):
    with pytest.raises(InputError, match=said):
        weigh_path(WORLD, deal(), **more)


def test_an_unknown_set_and_a_deal_that_is_never_complete_are_refused():
    with pytest.raises(UnknownCodeError, match="uniform_4"):
        weigh_path(WORLD, deal(), elasticities="uniform4")
    terms = deal()
    late = replace(terms.concessions[0], applied=date(2150, 1, 1))
    with pytest.raises(DealError, match="not complete 100 years after"):
        weigh_path(WORLD, replace(terms, concessions=(late, terms.concessions[1])))


def test_a_year_without_an_equilibrium_is_named():
    solver = Solver(most_steps=2, acceptable=1e-11, most_newton_steps=0)
    with pytest.raises(NoEquilibriumError, match="year 1 of the deal"):
        weigh_path(WORLD, deal(), solver=solver)
