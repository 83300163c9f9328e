"""Tariff quotas: the three regimes, the rent, and who gets it."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tests.tolerances import MODEL_NOTHING, MODEL_RESIDUAL, QUOTA_MET
from tests.worlds import random_world
from tradetalks.errors import DealError, NoEquilibriumError
from tradetalks.model import quota_search
from tradetalks.model.draws import weigh_draws
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.path import weigh_path
from tradetalks.model.quotas import Regime, rent, unmet, volume
from tradetalks.model.sampling import given_draws
from tradetalks.model.scenario import Scenario
from tradetalks.model.scenarios import solve_many
from tradetalks.model.sensitivity import sensitivity
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import baseline, beside, try_beside, weigh
from tradetalks.policy.deal import Concession, Deal
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.quota import Licences, Quota, QuotaLine
from tradetalks.policy.schedule import status_quo

DAY = date(2025, 7, 25)
WORLD = random_world(21, 4, 3, theta_max=8.0, zero_flows=0.0, zero_output=0.0)
STANDING = status_quo(WORLD, DAY)
BEFORE = baseline(WORLD, STANDING)
FROM, INTO, GOODS = 1, 2, 0
CELL = (FROM, INTO, GOODS)
OUT = 0.4
HELD = (Licences.IMPORTER, Licences.EXPORTER)


def line(cell=CELL, **more):
    i, n, s = cell
    given = {"in_quota": 0.05, "out_of_quota": OUT, "of_imports": 1.0}
    return QuotaLine(
        exporter=WORLD.economies[i],
        importer=WORLD.economies[n],
        sector=WORLD.sectors[s],
        **{**given, **more},
    )


def laid(*lines):
    rate = STANDING.rate.copy()
    for each in lines:
        i, n = WORLD.economy_index(each.exporter), WORLD.economy_index(each.importer)
        rate[i, n, WORLD.sector_index(each.sector)] = each.out_of_quota
    return replace(STANDING, rate=rate, quotas=lines)


def with_quotas(*lines):
    return beside(BEFORE, laid(*lines))


def at_rate(rate):
    new = STANDING.rate.copy()
    new[CELL] = rate
    return beside(BEFORE, replace(STANDING, rate=new))


def volume_at(rate):
    found = at_rate(rate)
    return found.flow_after[CELL] / found.equilibrium.cost_hat[FROM, GOODS]


def same_world(one, two):
    return np.abs(np.log(one.real_income_hat / two.real_income_hat)).max() < MODEL_NOTHING


@pytest.mark.parametrize("licences", HELD)
def test_a_quota_nobody_fills_is_the_rate_within_it(licences):
    found = with_quotas(line(value=2.0 * volume_at(0.05), of_imports=None, licences=licences))
    (fill,) = found.quotas
    assert (fill.regime, fill.marginal_rate, fill.rent) == (Regime.BELOW, 0.05, 0.0)
    assert fill.fill == pytest.approx(0.5, rel=QUOTA_MET)
    assert same_world(found, at_rate(0.05))


def test_a_small_quota_leaves_the_rate_beyond_it_at_the_margin():
    found = with_quotas(line(value=0.5 * volume_at(OUT), of_imports=None))
    (fill,) = found.quotas
    assert (fill.regime, fill.marginal_rate, fill.fill) == (Regime.BEYOND, OUT, 1.0)
    cost = found.equilibrium.cost_hat[FROM, GOODS]
    assert fill.rent == pytest.approx((OUT - 0.05) * fill.quantity * cost, rel=QUOTA_MET)
    within, beyond = fill.quantity * cost, fill.imports - fill.quantity * cost
    assert fill.duty == pytest.approx(0.05 * within + OUT * beyond, rel=QUOTA_MET)
    assert same_world(found, at_rate(OUT))


@pytest.mark.parametrize("licences", HELD)
def test_in_between_imports_fill_the_quota_at_a_rate_between_the_two(licences):
    quantity = 0.5 * (volume_at(0.05) + volume_at(OUT))
    (fill,) = with_quotas(line(value=quantity, of_imports=None, licences=licences)).quotas
    assert fill.regime is Regime.AT
    assert 0.05 < fill.marginal_rate < OUT
    assert fill.volume == pytest.approx(quantity, rel=QUOTA_MET)
    assert fill.residual < QUOTA_MET


def test_a_quota_of_nothing_is_the_rate_beyond_and_one_without_end_the_rate_within():
    nothing, everything = with_quotas(line(of_imports=0.0)), with_quotas(line(value=1e6))
    assert same_world(nothing, at_rate(OUT))
    assert nothing.quotas[0].rent == 0.0
    assert same_world(everything, at_rate(0.05))


@pytest.mark.parametrize("licences", HELD)
def test_as_a_quota_grows_nothing_jumps_and_its_marginal_rate_never_rises(licences):
    low, high = volume_at(OUT), volume_at(0.05)
    sizes = np.linspace(0.9 * low, 1.1 * high, 41)
    found = [with_quotas(line(value=q, of_imports=None, licences=licences)) for q in sizes]
    rates = np.array([each.quotas[0].marginal_rate for each in found])
    assert (np.diff(rates) <= QUOTA_MET).all()
    assert rates[0] == OUT
    assert rates[-1] == 0.05
    regimes = [each.quotas[0].regime for each in found]
    assert list(dict.fromkeys(regimes)) == [Regime.BEYOND, Regime.AT, Regime.BELOW]
    for values in (rates, [each.equivalent_variation[INTO] for each in found]):
        steps = np.abs(np.diff(values))
        assert steps.max() < 10.0 * np.ptp(values) / len(sizes)


def test_with_the_importer_s_licences_a_quota_is_the_tariff_at_its_margin():
    found = with_quotas(line(of_imports=1.6))
    assert found.quotas[0].rent > 0.0
    assert same_world(found, at_rate(found.quotas[0].marginal_rate))
    assert not found.equilibrium.transfer.any()


def test_with_the_exporter_s_licences_the_rent_is_a_gift_to_it():
    mine, theirs = (with_quotas(line(of_imports=1.6, licences=held)) for held in HELD)
    worth = theirs.quotas[0].rent
    transfer = theirs.equilibrium.transfer
    assert transfer[FROM] == pytest.approx(worth, rel=QUOTA_MET)
    assert transfer[INTO] == -transfer[FROM]
    assert theirs.real_income_hat[FROM] > mine.real_income_hat[FROM]
    assert theirs.real_income_hat[INTO] < mine.real_income_hat[INTO]


@pytest.mark.parametrize("licences", HELD)
@pytest.mark.parametrize("size", [0.3, 1.6, 9.0])
def test_income_is_what_is_earned_collected_held_and_granted(licences, size):
    found = with_quotas(line(of_imports=size, licences=licences))
    after, (fill,) = found.equilibrium, found.quotas
    granted = (
        BEFORE.world.deficit / BEFORE.world.income.sum() * (after.value_added + after.revenue).sum()
    )
    parts = after.value_added + found.revenue_after + found.quota_rent + granted
    assert np.abs(parts / found.income_after - 1.0).max() < MODEL_NOTHING
    collected = (after.tariff * after.flow).sum(axis=(0, 2))
    collected[INTO] -= fill.rent
    assert np.abs(found.revenue_after - collected).max() < MODEL_NOTHING
    assert found.quota_rent.sum() == fill.rent
    assert fill.duty + fill.rent == pytest.approx(fill.marginal_rate * fill.imports)


def test_several_quotas_are_met_together():
    lines = tuple(
        line((i, n, s), in_quota=0.0, of_imports=size, licences=HELD[(i + n) % 2])
        for i, n, s, size in [
            (1, 2, 0, 1.3),
            (3, 2, 0, 0.8),
            (0, 2, 0, 1.0),
            (2, 1, 1, 1.2),
            (1, 0, 1, 9),
        ]
    )
    found = with_quotas(*lines)
    assert {fill.regime for fill in found.quotas} == set(Regime)
    assert max(fill.residual for fill in found.quotas) < QUOTA_MET
    assert found.certificate.residual < MODEL_RESIDUAL
    backwards = with_quotas(*reversed(lines))
    assert same_world(found, backwards)
    rents = np.zeros(4)
    for fill in found.quotas:
        if fill.line.licences is Licences.EXPORTER:
            rents[WORLD.economy_index(fill.line.exporter)] += fill.rent
            rents[WORLD.economy_index(fill.line.importer)] -= fill.rent
    assert np.abs(found.equilibrium.transfer - rents).max() < MODEL_NOTHING


@pytest.mark.parametrize("seed", range(8))
def test_random_quotas_on_random_worlds_meet_their_conditions(seed):
    draw = np.random.default_rng(seed)
    world = random_world(seed, 5, 4, theta_max=65.0, zero_flows=0.3)
    standing = status_quo(world, DAY)
    rate, lines = standing.rate.copy(), []
    for i, n, s in np.argwhere(draw.random(rate.shape) < 0.3):
        if i != n and s < 3:
            rate[i, n, s] = out = max(rate[i, n, s], draw.choice([0.0, 0.3, 3.0]))
            lines.append(
                QuotaLine(
                    exporter=world.economies[i],
                    importer=world.economies[n],
                    sector=world.sectors[s],
                    in_quota=draw.uniform(0.0, out),
                    out_of_quota=float(out),
                    of_imports=float(draw.choice([0.0, 0.5, 1.0, 1.5, 8.0])),
                    licences=draw.choice(HELD),
                )
            )
    found = beside(baseline(world, standing), replace(standing, rate=rate, quotas=tuple(lines)))
    assert found.certificate.residual < MODEL_RESIDUAL
    for fill in found.quotas:
        low, high, rate = fill.line.in_quota, fill.line.out_of_quota, fill.marginal_rate
        assert low <= rate <= high
        assert fill.residual < QUOTA_MET
        assert fill.rent >= 0.0
        if rate > low:
            assert fill.volume >= fill.quantity * (1 - QUOTA_MET)
        if rate < high:
            assert fill.volume <= fill.quantity * (1 + QUOTA_MET)


def test_the_blocks_say_what_the_page_says():
    assert volume(imports=np.array([3.0]), cost_hat=np.array([1.5])) == 2.0
    low, high = np.zeros(4), np.full(4, 0.2)
    at, excess = np.array([0.0, 0.2, 0.1, 0.0]), np.array([-1.0, 1.0, 0.0, 0.3])
    assert unmet(at, excess=excess, low=low, high=high) == pytest.approx([0, 0, 0, -0.2])
    worth = rent(
        np.array([0.3]), within=np.array([0.1]), quantity=np.array([5.0]), cost_hat=np.array([2.0])
    )
    assert worth == pytest.approx(2.0)


def test_without_quotas_an_outcome_has_none():
    found = at_rate(0.1)
    assert found.quotas == ()
    assert not found.quota_rent.any()
    assert np.array_equal(found.revenue_after, found.equilibrium.revenue)


def deal(**more):
    terms = Concession(
        by="E02",
        to=("E01",),
        sectors=("S00",),
        change=Change(Form.FINAL, OUT),
        quota=Quota(in_quota=0.05, of_imports=1.6, licences=Licences.EXPORTER),
        **more,
    )
    return Deal(
        title="A quota",
        parties=("E01", "E02"),
        status="proposed",
        applied=DAY + timedelta(days=1),
        concessions=(terms,),
    )


def test_weighing_a_deal_and_weighing_its_years_agree():
    whole = weigh(WORLD, deal())
    path = weigh_path(WORLD, deal(ends=date(2027, 7, 26)), years=3)
    first, second, third = (year.outcome for year in path.years)
    assert whole.quotas[0].regime is Regime.AT
    assert same_world(first, whole)
    assert second is first
    assert third.quotas == ()
    assert np.abs(third.real_income_hat - 1.0).max() < MODEL_NOTHING


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: weigh_draws(WORLD, deal(), given_draws(WORLD, WORLD.theta[None])), "many draws"),
        (lambda: sensitivity(WORLD, deal(), ("E01",)), "a sensitivity"),
        (lambda: baseline(WORLD, laid(line())), "the status quo"),
    ],
    ids=["draws", "sensitivity", "status quo"],
)
def test_what_cannot_take_a_quota_says_so(ask, said):
    with pytest.raises(DealError, match=f"{said} cannot take a tariff quota"):
        ask()


def test_among_many_scenarios_one_with_a_quota_is_refused_and_counted():
    (one,) = solve_many(WORLD, [Scenario(name="one", terms=deal())], standing=STANDING).failures
    assert one.verdict == "refused"
    assert "cannot take a tariff quota" in one.sentence


def test_a_relief_from_income_tax_and_a_quota_do_not_go_together():
    structure = Structure(labour=ElasticLabour(elasticity=0.5, relief=True))
    before = baseline(WORLD, STANDING, structure=structure)
    with pytest.raises(DealError, match="no revenue"):
        beside(before, laid(line()))


def test_a_world_without_an_equilibrium_says_so_and_has_no_fills():
    goal = replace(laid(line()), rate=np.where(WORLD.flow > 0, -0.98, 0.0) + laid(line()).rate)
    soon = Solver(most_newton_steps=1, starts=0, finest=1.0)
    found = try_beside(BEFORE, goal, solver=soon)
    assert not found.certificate.solved
    assert found.quotas == ()
    with pytest.raises(NoEquilibriumError):
        beside(BEFORE, goal, solver=soon)


def test_a_search_that_ends_too_early_names_the_quota(monkeypatch):
    monkeypatch.setattr(quota_search, "MOST_SOLVES", 1)
    with pytest.raises(NoEquilibriumError, match="after 1 solves the one on S00 from E01"):
        with_quotas(line(of_imports=1.6))
