"""Pledges to buy and to invest: floors, the subsidy that meets one, who pays, what it displaces."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.tolerances import FLOOR_MET, MODEL_NOTHING, MODEL_RESIDUAL
from tests.worlds import random_world
from tradetalks.bargain.pledge import floor_of, investment, purchase
from tradetalks.bargain.subsidy import Met, Payer, Unmet
from tradetalks.errors import DealError, InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import solve
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import baseline
from tradetalks.policy.commitment import Commitment, CommitmentKind
from tradetalks.policy.quota import QuotaLine
from tradetalks.policy.schedule import status_quo

DAY = date(2025, 7, 25)
WORLD = random_world(5, 4, 4, theta_max=8.0, zero_flows=0.0, zero_output=0.0)
STANDING = status_quo(WORLD, DAY)
BEFORE = baseline(WORLD, STANDING)
BUYER, SELLER = 1, 2
SECTORS = (0, 2)


GIVES_UP_SOON = Solver(most_newton_steps=1, starts=0, finest=1.0)


def terms_schedule():
    rate = STANDING.rate.copy()
    rate[SELLER, BUYER] *= 0.5
    rate[BUYER, SELLER] *= 0.5
    return replace(STANDING, rate=rate)


TERMS = terms_schedule()


def promise(amount, **more):
    given = {
        "by": (WORLD.economies[BUYER],),
        "to": (WORLD.economies[SELLER],),
        "kind": CommitmentKind.PURCHASE,
        "sectors": tuple(WORLD.sectors[s] for s in SECTORS),
        "amount": amount,
    }
    return Commitment(**{**given, **more})


def bought(found):
    return found.flow[SELLER, BUYER, list(SECTORS)].sum()


WITHOUT = bought(solve(BEFORE.world, TERMS.rate))


@pytest.fixture(scope="module")
def effect():
    return purchase(BEFORE, TERMS, promise(2.0 * WITHOUT))


def test_the_subsidy_that_just_meets_the_floor_leaves_the_flow_at_the_floor(effect):
    assert effect.needed
    assert effect.floor == pytest.approx(2.0 * WITHOUT)
    for found in (effect.by_buyer, effect.by_seller):
        assert isinstance(found, Met)
        assert abs(found.residual) < FLOOR_MET
        assert bought(found.equilibrium) == pytest.approx(effect.floor, rel=FLOOR_MET)
        assert found.equilibrium.certificate.residual < MODEL_RESIDUAL
        assert 0.0 < found.subsidy < 1.0


def test_the_subsidy_is_one_part_of_the_price_on_all_that_is_pledged_and_on_nothing_else(effect):
    for found in (effect.by_buyer, effect.by_seller):
        paid = 1.0 - (1.0 + found.equilibrium.tariff) / (1.0 + effect.terms.tariff)
        assert paid[SELLER, BUYER, list(SECTORS)] == pytest.approx(found.subsidy)
        paid[SELLER, BUYER, list(SECTORS)] = 0.0
        assert not paid.any()


def test_less_subsidy_leaves_the_flow_short():
    effect = purchase(BEFORE, TERMS, promise(1.5 * WITHOUT))
    rate = effect.by_buyer.equilibrium.tariff
    weaker = TERMS.rate + 0.99 * (rate - TERMS.rate)
    assert bought(solve(BEFORE.world, weaker)) < effect.floor


def test_the_buyer_s_treasury_pays_where_nobody_else_does(effect):
    found = effect.by_buyer
    assert found.payer is Payer.BUYER
    assert not found.equilibrium.transfer.any()
    assert np.array_equal(found.budget_change, found.revenue_change)
    assert found.revenue_change[BUYER] < 0.0
    before, after = effect.terms, found.equilibrium
    same_rates = (before.tariff[:, BUYER] * (after.flow - before.flow)[:, BUYER]).sum()
    assert found.revenue_change[BUYER] == pytest.approx(same_rates - found.outlay)


def test_the_seller_s_treasury_makes_the_buyer_s_whole(effect):
    found = effect.by_seller
    assert found.payer is Payer.SELLER
    assert abs(found.budget_change[BUYER]) < MODEL_NOTHING * WORLD.income.max()
    transfer = found.equilibrium.transfer
    assert transfer[BUYER] == -transfer[SELLER] > 0.0
    assert transfer[BUYER] == pytest.approx(-found.revenue_change[BUYER])
    assert found.real_income_hat[BUYER] > effect.by_buyer.real_income_hat[BUYER]
    assert found.real_income_hat[SELLER] < effect.by_buyer.real_income_hat[SELLER]


def test_a_subsidy_costs_the_buyer_who_pays_it_more_than_it_brings(effect):
    assert effect.by_buyer.real_income_hat[BUYER] < 1.0
    assert effect.by_buyer.equivalent_variation[BUYER] < 0.0
    assert effect.by_buyer.real_income_hat[SELLER] > 1.0


def test_what_is_displaced_adds_up(effect):
    found = effect.by_buyer
    growth = effect.floor - effect.flow_without
    assert found.purchases_change[SELLER] == pytest.approx(growth)
    assert found.sales_change[BUYER] == pytest.approx(growth)
    others = np.delete(found.purchases_change, SELLER)
    assert (others < 0.0).all()
    made = (found.equilibrium.output - effect.terms.output)[SELLER, list(SECTORS)].sum()
    assert found.sales_change.sum() == pytest.approx(made)


def test_effects_are_beside_the_terms_and_not_in_them(effect):
    alone = solve(BEFORE.world, TERMS.rate)
    assert np.abs(effect.terms.real_income_hat / alone.real_income_hat - 1).max() < MODEL_NOTHING
    found = effect.by_buyer
    whole = found.real_income_hat * effect.terms.real_income_hat
    assert np.abs(whole / found.equilibrium.real_income_hat - 1).max() < MODEL_NOTHING


@pytest.mark.parametrize("amount", [0.0, 0.5 * WITHOUT, WITHOUT])
def test_nothing_is_needed_for_what_is_bought_anyway(amount):
    effect = purchase(BEFORE, TERMS, promise(amount))
    assert not effect.needed
    assert effect.by_buyer is effect.by_seller is None
    assert effect.floor == effect.flow_without
    assert effect.sentence.startswith("Nothing is needed")


def test_additionality_is_the_part_of_what_is_missing():
    assert floor_of(2.0, amount=5.0, additionality=1.0) == 5.0
    assert floor_of(2.0, amount=5.0, additionality=0.5) == 3.5
    assert floor_of(2.0, amount=5.0, additionality=0.0) == 2.0
    assert floor_of(5.0, amount=2.0, additionality=0.5) == 5.0
    none = purchase(BEFORE, TERMS, promise(3.0 * WITHOUT, additionality=0.0))
    half = purchase(BEFORE, TERMS, promise(3.0 * WITHOUT, additionality=0.5))
    whole = purchase(BEFORE, TERMS, promise(2.0 * WITHOUT))
    assert not none.needed
    assert half.by_buyer.subsidy == pytest.approx(whole.by_buyer.subsidy, rel=FLOOR_MET)


def test_a_floor_that_no_subsidy_meets_is_an_answer_with_the_reason():
    effect = purchase(BEFORE, TERMS, promise(50.0 * WORLD.income.sum()))
    for found in (effect.by_buyer, effect.by_seller):
        assert isinstance(found, Unmet)
        assert WITHOUT < found.reached < effect.floor
        assert 0.0 < found.subsidy <= 0.9 + FLOOR_MET
        assert found.reason.startswith("No subsidy")
    assert effect.sentence == effect.by_buyer.reason


def test_trade_that_is_not_there_does_not_begin():
    world = random_world(5, 4, 4, zero_flows=0.5)
    before = baseline(world, status_quo(world, DAY))
    i, n, s = next(cell for cell in np.argwhere(world.flow == 0) if cell[0] != cell[1])
    pledged = promise(
        1.0, by=(world.economies[n],), to=(world.economies[i],), sectors=(world.sectors[s],)
    )
    effect = purchase(before, before.schedule, pledged)
    assert isinstance(effect.by_buyer, Unmet)
    assert "no subsidy begins trade" in effect.sentence


def test_without_sectors_all_goods_are_meant_and_services_none():
    effect = purchase(BEFORE, TERMS, promise(1e-3, sectors=()))
    assert effect.flow_before == pytest.approx(BEFORE.world.flow[SELLER, BUYER, :-1].sum())
    services = purchase(BEFORE, TERMS, promise(1e-3, sectors=("SVC",)))
    assert services.flow_before == pytest.approx(BEFORE.world.flow[SELLER, BUYER, -1])


@pytest.mark.parametrize("closure", list(Closure))
def test_members_of_a_union_pledge_together_under_any_closure(closure):
    before = baseline(WORLD, STANDING, structure=Structure(imbalances=closure))
    amount = 1.3 * before.world.flow[2:4][:, 0:2, 0].sum()
    effect = purchase(
        before, STANDING, promise(amount, by=("E00", "E01"), to=("E02", "E03"), sectors=("S00",))
    )
    for found in (effect.by_buyer, effect.by_seller):
        assert abs(found.flow / amount - 1.0) < FLOOR_MET
    transfer = effect.by_seller.equilibrium.transfer
    assert (transfer[:2] > 0).all()
    assert (transfer[2:] < 0).all()
    whole = effect.by_seller.budget_change[:2]
    assert np.abs(whole).max() < MODEL_NOTHING * WORLD.income.max()


def invest(amount, **more):
    return promise(amount, kind=CommitmentKind.INVESTMENT, **more)


def test_an_investment_is_a_gift_of_what_would_not_have_come_anyway():
    effect = investment(BEFORE, TERMS, invest(0.4, additionality=0.5))
    assert effect.transfer[SELLER] == pytest.approx(0.2)
    assert effect.transfer.sum() == pytest.approx(0.0, abs=1e-15)
    assert effect.real_income_hat[SELLER] > 1.0 > effect.real_income_hat[BUYER]
    direct = solve(BEFORE.world, TERMS.rate, transfer=effect.transfer)
    alone = solve(BEFORE.world, TERMS.rate)
    ratio = direct.real_income_hat / alone.real_income_hat
    assert np.abs(effect.real_income_hat / ratio - 1.0).max() < MODEL_NOTHING
    worth = (ratio - 1.0) * alone.income
    assert np.abs(effect.equivalent_variation - worth).max() < MODEL_NOTHING * WORLD.income.sum()


def test_an_investment_that_would_come_anyway_changes_nothing():
    effect = investment(BEFORE, TERMS, invest(0.4, additionality=0.0))
    assert np.abs(effect.real_income_hat - 1.0).max() < MODEL_NOTHING


def test_more_than_the_investor_earns_has_no_equilibrium():
    with pytest.raises(NoEquilibriumError, match="E01"):
        investment(BEFORE, TERMS, invest(2.0 * WORLD.income[BUYER]), solver=GIVES_UP_SOON)


@pytest.mark.parametrize("ask", [purchase, investment])
@pytest.mark.parametrize(
    ("more", "error", "said"),
    [
        ({"kind": CommitmentKind.DIALOGUE}, DealError, "of the kind 'dialogue'"),
        ({"amount": None}, DealError, "without an amount"),
        ({"amount": -1.0}, DealError, "from 0 on"),
        ({"amount": float("nan")}, DealError, "from 0 on"),
        ({"amount": float("inf")}, DealError, "from 0 on"),
        ({"additionality": 1.5}, DealError, "from 0 to 1"),
        ({"to": ("E01",)}, DealError, "E01 promises to itself"),
        ({"to": ("E09",)}, UnknownCodeError, "E09"),
        ({"by": ("E09",)}, UnknownCodeError, "E09"),
        ({"sectors": ("S09",)}, UnknownCodeError, "S09"),
    ],
    ids=str,
)
def test_what_is_no_pledge_is_refused_with_its_place(ask, more, error, said):
    kind = CommitmentKind.PURCHASE if ask is purchase else CommitmentKind.INVESTMENT
    with pytest.raises(error) as caught:
        ask(BEFORE, TERMS, replace(promise(1.0, kind=kind, place="deal.toml:9"), **more))
    assert said in str(caught.value)
    assert "deal.toml:9: " in str(caught.value)


def test_a_quota_or_another_world_s_schedule_is_refused():
    line = QuotaLine(
        exporter="E02",
        importer="E01",
        sector="S00",
        in_quota=0.0,
        out_of_quota=0.5,
        of_imports=1.0,
    )
    with pytest.raises(DealError, match="a pledge cannot take a tariff quota"):
        purchase(BEFORE, replace(TERMS, quotas=(line,)), promise(1.0))
    other = status_quo(random_world(5, 5, 4), DAY)
    with pytest.raises(InputError, match="other economies"):
        investment(BEFORE, other, invest(1.0))
