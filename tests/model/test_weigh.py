"""A deal beside the status quo, what it is worth, and where that comes from."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tests.tolerances import (
    IDENTITY,
    MODEL_ADDS_UP,
    MODEL_AID,
    MODEL_NOTHING,
    MODEL_PATH,
    MODEL_REAL_INCOME,
    MODEL_RESIDUAL,
)
from tests.worlds import random_tariff, random_world
from tradetalks.atlas.check import check_world
from tradetalks.errors import InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model.aid import aid_equivalent
from tradetalks.model.closure import Closure
from tradetalks.model.decompose import along_path, first_order
from tradetalks.model.equilibrium import solve
from tradetalks.model.exposure import Balance, cut_off_loss, equidistance, tilt
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import baseline, beside, weigh
from tradetalks.policy.deal import Concession, Deal
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.schedule import Schedule, status_quo

DAY = date(2025, 7, 25)
WORLD = random_world(21, 4, 3, theta_max=15.0)
STANDING = status_quo(WORLD, DAY)
DEAL = Deal(
    title="Two sides free trade in goods",
    parties=("E01", "E02"),
    status="proposed",
    applied=DAY + timedelta(days=1),
    concessions=(
        Concession(by="E01", to=("E02",), sectors=("S00", "S01"), change=Change(Form.FINAL, 0.0)),
        Concession(by="E02", to=("E01",), sectors=("S00", "S01"), change=Change(Form.FINAL, 0.0)),
    ),
)


def schedule(rate):
    return replace(STANDING, rate=rate)


@pytest.fixture(scope="module")
def outcome():
    return weigh(WORLD, DEAL)


def test_the_status_quo_itself_is_no_deal():
    found = weigh(WORLD, STANDING)
    assert np.abs(np.log(found.real_income_hat)).max() < MODEL_NOTHING
    assert np.abs(found.equivalent_variation).max() < MODEL_NOTHING * WORLD.income.sum()


def test_effects_are_relative_to_the_world_solved_under_the_status_quo():
    standing = schedule(random_tariff(WORLD, 4))
    goal = schedule(random_tariff(WORLD, 5))
    found = beside(baseline(WORLD, standing), goal)
    before, after = solve(WORLD, standing.rate), solve(WORLD, goal.rate)
    ratio = after.real_income_hat / before.real_income_hat
    assert np.abs(np.log(found.real_income_hat / ratio)).max() < MODEL_REAL_INCOME
    assert check_world(found.world, tolerance=IDENTITY)
    assert np.abs(found.world.flow - before.flow).max() < MODEL_NOTHING * before.flow.max()


def test_the_record_adds_up(outcome):
    assert outcome.certificate.residual < MODEL_RESIDUAL
    assert outcome.baseline.residual < MODEL_RESIDUAL
    assert (outcome.on, outcome.known) == (DAY, DAY)
    for side in ("before", "after"):
        exports = getattr(outcome, f"exports_{side}")
        imports = getattr(outcome, f"imports_{side}")
        flow = getattr(outcome, f"flow_{side}")
        output = getattr(outcome, f"output_{side}")
        revenue = getattr(outcome, f"revenue_{side}")
        tariff = getattr(outcome, f"tariff_{side}")
        assert abs(exports.sum() / imports.sum() - 1) < MODEL_ADDS_UP
        assert np.abs(flow.sum(axis=1) / np.where(output > 0, output, 1) - (output > 0)).max() < (
            MODEL_ADDS_UP
        )
        assert np.abs((tariff * flow).sum(axis=(0, 2)) - revenue).max() < MODEL_NOTHING
    home = np.einsum("nns->n", outcome.flow_after)
    assert np.abs(outcome.flow_after.sum(axis=(1, 2)) - home - outcome.exports_after).max() < (
        MODEL_ADDS_UP * outcome.income_after.sum()
    )
    worth = outcome.income_before * (outcome.real_income_hat - 1)
    assert np.abs(worth - outcome.equivalent_variation).max() < MODEL_ADDS_UP
    assert (
        np.abs(np.log(outcome.real_wage_hat * outcome.price_index_hat / outcome.wage_hat)).max()
        < MODEL_ADDS_UP
    )


def test_labour_moves_between_sectors_and_stays_in_the_economy(outcome):
    jobs = (outcome.employment_share * outcome.employment_hat).sum(axis=1)
    assert np.abs(jobs - 1).max() < MODEL_NOTHING
    assert np.abs(outcome.employment_hat - 1).max() > MODEL_NOTHING


def test_both_sides_trade_more_with_each_other(outcome):
    assert outcome.flow_after[1, 2, :2].sum() > outcome.flow_before[1, 2, :2].sum()
    assert outcome.flow_after[2, 1, :2].sum() > outcome.flow_before[2, 1, :2].sum()
    assert (outcome.tariff_after[1, 2, :2] == 0).all()


def test_the_same_status_quo_is_solved_once():
    first = baseline(WORLD, STANDING)
    assert baseline(WORLD, schedule(STANDING.rate.copy())) is first
    other = baseline(WORLD, schedule(random_tariff(WORLD, 3)))
    assert other is not first
    assert other.world.fingerprint != first.world.fingerprint


def test_another_elasticity_set_is_another_answer_and_is_certified(outcome):
    found = weigh(
        WORLD, DEAL, elasticities="uniform_4", structure=Structure(imbalances=Closure.BALANCED)
    )
    assert found.certificate.elasticity == "uniform_4"
    assert found.certificate.closure is Closure.BALANCED
    assert np.abs(found.real_income_hat - outcome.real_income_hat).max() > MODEL_REAL_INCOME


def test_a_schedule_of_another_world_and_unknown_names_are_refused():
    other = random_world(1, 3, 3)
    with pytest.raises(InputError, match="other economies"):
        weigh(other, STANDING)
    with pytest.raises(UnknownCodeError, match="uniform_4"):
        weigh(WORLD, DEAL, elasticities="uniform4")


def test_a_deal_without_an_equilibrium_is_an_error_not_an_answer():
    with pytest.raises(NoEquilibriumError):
        weigh(
            WORLD,
            schedule(random_tariff(WORLD, 9)),
            solver=Solver(most_steps=2, acceptable=1e-11, most_newton_steps=0),
        )


@pytest.mark.parametrize("closure", list(Closure))
@pytest.mark.parametrize("seed", range(3))
def test_the_split_along_the_path_adds_up_to_the_exact_change(seed, closure):
    world = random_world(seed, 4, 3, theta_max=20.0)
    found = solve(
        world, random_tariff(world, seed, highest=2.0), structure=Structure(imbalances=closure)
    )
    split = along_path(found)
    assert np.abs(split.change - np.log(found.real_income_hat)).max() < MODEL_ADDS_UP
    assert np.abs(split.total - split.change).max() < MODEL_PATH
    assert np.abs(split.terms_of_trade).max() > MODEL_PATH


def test_the_split_holds_with_trade_costs_and_transfers_on_the_path():
    world = random_world(2, 4, 3)
    iceberg = np.where(np.eye(4, dtype=bool), 1.0, 0.8)[:, :, None] * np.ones(3)
    transfer = 0.05 * world.income[0] * np.array([1.0, -1.0, 0.0, 0.0])
    found = solve(world, random_tariff(world, 2), iceberg=iceberg, transfer=transfer)
    split = along_path(found)
    assert np.abs(split.total - split.change).max() < MODEL_PATH
    assert split.trade_cost.min() > 0
    assert split.imbalance[0] > 0 > split.imbalance[1]


def test_the_first_order_split_is_the_exact_one_for_a_small_change():
    """Its error shrinks with the square of the change."""
    world = random_world(6, 4, 3)
    errors = []
    for size in (0.02, 0.002):
        tariff = world.tariff * (1 - size)
        split = first_order(solve(world, tariff))
        errors.append(np.abs(split.total - split.change).max())
    assert errors[1] < errors[0] / 50


def test_no_path_leads_to_trade_that_is_cut_off():
    iceberg = np.ones(WORLD.tariff.shape)
    iceberg[1, 2] = np.inf
    with pytest.raises(InputError, match="no path"):
        along_path(solve(WORLD, WORLD.tariff, iceberg=iceberg))


@pytest.mark.parametrize("payer", ["E02", None])
def test_the_aid_equivalent_brings_the_same_real_income_when_solved_again(outcome, payer):
    aid = aid_equivalent(outcome, "E01", payer=payer)
    assert abs(aid.mismatch) < MODEL_AID
    transfer = np.zeros(4)
    transfer[1] = aid.amount
    if payer:
        transfer[2] = -aid.amount
    else:
        others = np.array([1, 0, 1, 1]) * outcome.income_before
        transfer -= aid.amount * others / others.sum()
    again = solve(outcome.world, outcome.world.tariff, transfer=transfer)
    assert abs(np.log(again.real_income_hat[1] / outcome.real_income_hat[1])) < MODEL_AID
    gains = outcome.real_income_hat[1] - 1
    assert aid.amount * gains > 0


def test_an_economy_cannot_pay_itself_aid(outcome):
    with pytest.raises(InputError, match="cannot pay itself"):
        aid_equivalent(outcome, "E01", payer="E01")


def test_cutting_off_a_partner_ends_their_trade_and_only_that():
    iceberg = np.ones(WORLD.tariff.shape)
    iceberg[0, 3] = iceberg[3, 0] = np.inf
    alone = solve(WORLD, WORLD.tariff, iceberg=iceberg)
    assert alone.flow[0, 3].sum() == alone.flow[3, 0].sum() == 0
    kept = (WORLD.flow > 0) & np.isfinite(iceberg)
    assert (alone.flow[kept] > 0).all()
    loss = cut_off_loss(WORLD, "E00", "E03")
    assert abs(loss - 100 * np.log(alone.real_income_hat[0])) < 100 * MODEL_REAL_INCOME


def test_equidistance_is_even_at_equal_losses_and_one_when_all_is_on_one_side():
    def stand(one, other):
        return Balance(economy="A", partners=("B", "C"), cut_off=(one, other)).equidistance

    assert stand(-1.0, -1.0) == 0.0
    assert stand(-1.0, 0.5) == 1.0
    assert stand(-3.0, -1.0) == pytest.approx(0.5)
    assert stand(0.1, 0.2) is None


def test_the_tilt_is_equidistance_after_less_before(outcome):
    found = tilt(outcome, "E01", ("E02", "E03"))
    after = outcome.equilibrium.as_world("after")
    by_hand = equidistance(after, "E01", ("E02", "E03"))
    assert found.before.cut_off[0] == cut_off_loss(outcome.world, "E01", "E02")
    assert found.tilt == pytest.approx(by_hand.equidistance - found.before.equidistance)
    with pytest.raises(InputError, match="cut off from itself"):
        cut_off_loss(WORLD, "E01", "E01")


def test_a_schedule_is_weighed_on_its_own_date():
    later = Schedule(
        economies=WORLD.economies,
        sectors=WORLD.sectors,
        rate=WORLD.tariff,
        on=date(2026, 2, 1),
        known=date(2026, 1, 1),
    )
    found = weigh(WORLD, later)
    assert (found.on, found.known) == (date(2026, 2, 1), date(2026, 1, 1))
