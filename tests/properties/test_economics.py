"""What must be true of any equilibrium, one sentence each."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tolerances import (
    IDENTITY,
    MODEL_ADDS_UP,
    MODEL_NOTHING,
    MODEL_REAL_INCOME,
    MODEL_RESIDUAL,
)
from tests.worlds import new_tariffs, random_tariff, random_world, world_from_flows
from tradetalks.atlas.aggregate import aggregate
from tradetalks.atlas.check import check_world
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import purge, solve
from tradetalks.model.structure import Structure

some = settings(max_examples=25, deadline=None, derandomize=True)


def close(one, other, tolerance):
    return np.abs(np.log(one / other)).max() < tolerance


@some
@given(new_tariffs())
def test_no_change_changes_nothing(deal):
    found = solve(deal.world, deal.world.tariff)
    assert close(found.real_income_hat, 1.0, MODEL_NOTHING)
    assert close(found.wage_hat, 1.0, MODEL_NOTHING)
    assert np.abs(found.flow - deal.world.flow).max() < MODEL_NOTHING * deal.world.flow.max()


@some
@given(new_tariffs(), st.floats(1e-3, 1e6))
def test_counting_in_other_units_of_money_moves_no_real_quantity(deal, unit):
    found = solve(deal.world, deal.tariff)
    scaled = solve(replace(deal.world, spending=deal.world.spending * unit), deal.tariff)
    assert close(found.real_income_hat, scaled.real_income_hat, MODEL_REAL_INCOME)
    assert close(found.income * unit, scaled.income, MODEL_REAL_INCOME)


@some
@given(new_tariffs(), st.randoms(use_true_random=False))
def test_the_order_of_economies_moves_no_real_quantity(deal, random):
    world = deal.world
    order = list(range(len(world.economies)))
    random.shuffle(order)
    shuffled = replace(
        world,
        economies=tuple(world.economies[place] for place in order),
        spending=world.spending[np.ix_(order, order)],
        tariff=world.tariff[np.ix_(order, order)],
        value_added_share=world.value_added_share[order],
        input_share=world.input_share[order],
        final_share=world.final_share[order],
    )
    found = solve(world, deal.tariff).real_income_hat[order]
    other = solve(shuffled, deal.tariff[np.ix_(order, order)]).real_income_hat
    assert close(found, other, MODEL_REAL_INCOME)


@some
@given(new_tariffs(), st.randoms(use_true_random=False))
def test_the_order_of_sectors_moves_no_real_quantity(deal, random):
    world = deal.world
    order = list(range(len(world.sectors)))
    random.shuffle(order)
    shuffled = replace(
        world,
        sectors=tuple(world.sectors[place] for place in order),
        spending=world.spending[:, :, order],
        tariff=world.tariff[:, :, order],
        value_added_share=world.value_added_share[:, order],
        input_share=world.input_share[:, order][:, :, order],
        final_share=world.final_share[:, order],
        elasticities={"drawn": world.theta[order]},
    )
    found = solve(world, deal.tariff).real_income_hat
    other = solve(shuffled, deal.tariff[:, :, order]).real_income_hat
    assert close(found, other, MODEL_REAL_INCOME)


@pytest.mark.parametrize("seed", range(6))
def test_splitting_an_economy_into_two_identical_halves_changes_no_result(seed):
    world = random_world(seed, 3, 3, theta_max=20.0)
    tariff = random_tariff(world, seed, highest=2.0)
    twins = [0, 1, 2, 2]
    half = np.array([1.0, 1.0, 0.5, 0.5])
    split = world_from_flows(
        name="with twins",
        flow=world.flow[np.ix_(twins, twins)] * half[:, None, None] * half[None, :, None],
        tariff=world.tariff[np.ix_(twins, twins)],
        value_added_share=world.value_added_share[twins],
        input_share=world.input_share[twins],
        theta=world.theta,
    )
    found = solve(split, tariff[np.ix_(twins, twins)]).real_income_hat
    assert close(found[2], found[3], MODEL_NOTHING)
    groups = {code: [code] for code in split.economies[:2]} | {"TWO": split.economies[2:]}
    merged = solve(aggregate(split, economies=groups), tariff).real_income_hat
    assert close(found[:3], merged, MODEL_REAL_INCOME)
    assert close(found[:3], solve(world, tariff).real_income_hat, MODEL_REAL_INCOME)


@some
@given(new_tariffs(), st.sampled_from(list(Closure)))
def test_world_trade_balances_and_every_imbalance_is_what_the_closure_grants(deal, closure):
    found = solve(deal.world, deal.tariff, structure=Structure(imbalances=closure))
    exports, imports = found.flow.sum(axis=(1, 2)), found.flow.sum(axis=(0, 2))
    world_income = found.income.sum()
    assert abs(exports.sum() - imports.sum()) < MODEL_ADDS_UP * world_income
    before = found.before
    earned = found.value_added + found.revenue
    grown = {
        Closure.SHARE: before.deficit / before.income.sum() * world_income,
        Closure.NOMINAL: before.deficit,
        Closure.OWN: found.income - earned,
        Closure.BALANCED: 0.0,
        Closure.PURGED: 0.0,
    }
    if closure is Closure.OWN:
        ratio = found.income / earned * (1 - before.deficit / before.income)
        assert close(ratio / ratio[0], 1.0, MODEL_RESIDUAL)
    granted = grown[closure]
    assert np.abs(imports - exports - granted).max() < MODEL_RESIDUAL * world_income


@some
@given(new_tariffs())
def test_markets_clear_shares_sum_to_one_and_revenue_adds_up(deal):
    found = solve(deal.world, deal.tariff)
    world, whole = deal.world, found.income.sum()
    bought = found.share.sum(axis=0)[world.expenditure > 0]
    assert np.abs(bought - 1.0).max() < MODEL_ADDS_UP
    assert np.abs((found.tariff * found.flow).sum(axis=(0, 2)) - found.revenue).max() < (
        MODEL_ADDS_UP * whole
    )
    assert np.abs(found.flow.sum(axis=1) - found.output).max() < MODEL_ADDS_UP * whole
    labour = (world.value_added_share * found.output).sum(axis=1)
    assert np.abs(labour - found.value_added).max() < MODEL_RESIDUAL * whole
    used = np.einsum("nsk,nk->ns", world.input_share, found.output)
    final = world.final_share * found.income[:, None]
    assert np.abs(used + final - found.expenditure).max() < MODEL_RESIDUAL * whole
    assert abs(found.value_added.sum() / world.value_added.sum() - 1) < MODEL_ADDS_UP


@some
@given(new_tariffs())
def test_a_tariff_on_goods_nobody_buys_does_nothing(deal):
    world = deal.world
    tariff = np.where(world.spending == 0, 9.0, world.tariff)
    assert close(solve(world, tariff).real_income_hat, 1.0, MODEL_NOTHING)


@some
@given(new_tariffs())
def test_a_solved_world_is_a_benchmark_and_the_way_back_undoes_the_change(deal):
    found = solve(deal.world, deal.tariff)
    there = found.as_world("there")
    assert check_world(there, tolerance=IDENTITY)
    back = solve(there, deal.world.tariff)
    assert close(back.real_income_hat * found.real_income_hat, 1.0, MODEL_REAL_INCOME)


@some
@given(new_tariffs())
def test_the_answer_does_not_depend_on_where_the_solver_begins(deal):
    elsewhere = solve(deal.world, random_tariff(deal.world, 1, highest=3.0))
    found = solve(deal.world, deal.tariff)
    again = solve(deal.world, deal.tariff, start=elsewhere)
    assert close(found.real_income_hat, again.real_income_hat, MODEL_REAL_INCOME)


@some
@given(new_tariffs())
def test_a_purged_world_has_no_imbalances_and_is_purged_once(deal):
    purged = purge(deal.world)
    assert np.abs(purged.deficit).max() < MODEL_RESIDUAL * purged.income.sum()
    assert check_world(purged, tolerance=IDENTITY)
    assert purge(deal.world) is purged
    assert purge(purged) is purged


def test_mirror_images_gain_the_same_from_a_mutual_cut():
    flow = np.array([[[8.0, 5.0], [2.0, 1.0]], [[2.0, 1.0], [8.0, 5.0]]])
    tariff = np.zeros((2, 2, 2))
    tariff[0, 1, 0] = tariff[1, 0, 0] = 0.3
    world = world_from_flows(
        name="mirror",
        flow=flow,
        tariff=tariff,
        value_added_share=np.full((2, 2), 0.6),
        input_share=np.full((2, 2, 2), 0.2),
        theta=np.array([5.0, 3.0]),
    )
    found = solve(world, np.zeros((2, 2, 2)))
    assert close(found.wage_hat, 1.0, MODEL_NOTHING)
    assert close(found.real_income_hat[0], found.real_income_hat[1], MODEL_NOTHING)
    assert found.real_income_hat[0] > 1.0 + MODEL_NOTHING


@pytest.mark.parametrize("theta", [1.5, 5.0, 40.0])
def test_the_loss_from_autarky_is_the_home_share_to_one_over_theta(theta):
    """One input-free sector, no tariffs, balanced: the formula of Arkolakis and others (2012)."""
    flow = np.array([[6.0, 1.0, 0.5], [0.5, 9.0, 2.0], [1.0, 1.5, 4.0]])[:, :, None]
    world = purge(
        world_from_flows(
            name="plain",
            flow=np.concatenate([flow, 0.0 * flow, 0.0 * flow], axis=2),
            tariff=np.zeros((3, 3, 3)),
            value_added_share=np.ones((3, 3)),
            input_share=np.zeros((3, 3, 3)),
            theta=np.array([theta, 4.0, 4.0]),
        )
    )
    iceberg = np.where(np.eye(3, dtype=bool), 1.0, np.inf)[:, :, None] * np.ones(3)
    alone = solve(
        world, world.tariff, iceberg=iceberg, structure=Structure(imbalances=Closure.BALANCED)
    )
    home = np.diagonal(world.share[:, :, 0])
    assert close(alone.real_income_hat, home ** (1 / theta), MODEL_REAL_INCOME)


def test_a_uniform_cut_in_all_trade_costs_raises_every_real_income():
    world = purge(random_world(3, 5, 4))
    iceberg = np.where(np.eye(5, dtype=bool), 1.0, 0.9)[:, :, None] * np.ones(4)
    found = solve(
        world, world.tariff, iceberg=iceberg, structure=Structure(imbalances=Closure.BALANCED)
    )
    assert found.real_income_hat.min() > 1.0
