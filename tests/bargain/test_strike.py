"""Talks struck from their room: lines, fallbacks, floors, the frontier, and who is outside."""

from dataclasses import replace

import numpy as np
import pytest

from tests.bargain.talks import (
    DAY,
    FOUR,
    GOODS,
    ONE,
    THREE,
    TWO,
    WORLD,
    line_on,
    side,
    talks,
    two,
    war_fallback,
)
from tests.tolerances import (
    BARGAIN_MAPPED,
    BARGAIN_SAME_GAIN,
    BARGAIN_SAME_RATE,
    MODEL_NOTHING,
)
from tradetalks.bargain.fallback import war_between
from tradetalks.bargain.pairwise import nash_in_nash
from tradetalks.bargain.seat import take_seats
from tradetalks.bargain.settle import Rule, Verdict, settle
from tradetalks.bargain.strike import strike
from tradetalks.errors import DealError, InputError
from tradetalks.model.accounts import accounts_of
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import solve
from tradetalks.model.structure import DEFAULT_STRUCTURE
from tradetalks.policy.deal import Concession
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.negotiation import (
    Fallback,
    FallbackKind,
    Instrument,
    Objective,
    ObjectiveKind,
    RedLine,
    ThirdParty,
)
from tradetalks.policy.quota import Quota


def none_dominates(gains):
    """Whether no row leaves every side at least as much as another row and one side more."""
    return not any(
        (one >= other).all() and (one > other + MODEL_NOTHING).any()
        for one in gains
        for other in gains
    )


@pytest.fixture(scope="module")
def struck():
    return strike(WORLD, two(), on=DAY, points=5)


def test_both_sides_sign_and_the_engine_says_so(struck):
    """Nash's terms leave both above the war, and a plain solve of them gives the same gains."""
    terms = struck.settled
    assert terms.verdict is Verdict.SETTLED
    assert (terms.over_fallback > 0).all()
    found = solve(struck.seat.before.world, terms.tariff)
    rows = [WORLD.economy_index(code) for code in (ONE, TWO)]
    np.testing.assert_allclose(terms.gains, found.real_income_hat[rows] - 1, atol=MODEL_NOTHING)
    np.testing.assert_allclose(
        struck.outcome.real_income_hat[rows] - 1, terms.gains, atol=MODEL_NOTHING
    )


def test_rates_stay_in_the_room(struck):
    """Standstill is the default: nothing rises above today's rate, nothing falls below zero."""
    lines = struck.settled.lines
    assert (struck.settled.rate >= lines.low).all()
    assert (struck.settled.rate <= lines.now).all()
    assert struck.raised == ()


def test_who_wins_a_war_signs_nothing():
    """One side does better in the war than by any terms in the room: no deal, and it is short."""
    found = strike(WORLD, two(fallback=war_fallback()), on=DAY, points=3)
    fought, terms = found.seat.fallbacks.war, found.settled
    np.testing.assert_array_equal(found.seat.table.fallback, fought.values[:2])
    assert fought.status == "equilibrium"
    assert terms.verdict is Verdict.NO_DEAL
    assert terms.proof.holds
    assert terms.shortfall.max() > 0
    assert len(found.settlements) == 1
    assert none_dominates(np.array([point.gains for point in found.frontier.points]))


def test_no_point_of_the_frontier_is_dominated_and_terms_lie_between_its_ends(struck):
    """What is best for one side is worst for the other, and Nash's terms lie between."""
    gains = np.array([point.gains for point in struck.frontier.points])
    assert none_dominates(gains)
    assert (np.diff(gains[:, 0]) >= -MODEL_NOTHING).all()
    assert (np.diff(gains[:, 1]) <= MODEL_NOTHING).all()
    settled = struck.settled.gains
    assert gains[0, 0] - MODEL_NOTHING <= settled[0] <= gains[-1, 0] + MODEL_NOTHING


def test_the_order_in_which_parties_stand_in_the_file_moves_nothing(struck):
    given = talks(*two().sides[::-1])
    other, one = settle(take_seats(WORLD, given, on=DAY).table), struck.settled
    assert other.gains[::-1] == pytest.approx(one.gains, rel=BARGAIN_SAME_GAIN)
    np.testing.assert_allclose(np.roll(other.rate, 2), one.rate, atol=BARGAIN_SAME_RATE)


def test_third_parties_are_watched(struck):
    """What the deal does to those outside is beside every settlement."""
    (at,) = struck.seat.watched_at
    watched = struck.outcome.real_income_hat[WORLD.economy_index(THREE)] - 1
    assert struck.settled.values[at] == pytest.approx(watched, abs=MODEL_NOTHING)


def test_a_red_line_is_kept_to_the_digit():
    """A rate that must not fall below a tenth of today's does not, by any rounding."""
    free = take_seats(WORLD, two(), on=DAY).table.oracle.lines
    least = 0.37 * float(free.now[0])
    given = talks(
        replace(side(ONE, TWO), red_lines=(line_on(TWO, "S00", at_least=least),)), side(TWO, ONE)
    )
    seat = take_seats(WORLD, given, on=DAY)
    assert seat.table.oracle.lines.low[0] == least
    assert settle(seat.table).rate[0] >= least


def test_a_line_that_is_kept_is_not_on_the_table():
    """A red line that keeps a rate takes it out of the search."""
    kept = replace(side(ONE, TWO), red_lines=(line_on(TWO, "S00", keep=True),))
    lines = take_seats(WORLD, talks(kept, side(TWO, ONE)), on=DAY).table.oracle.lines
    assert [line.sectors for line in lines.line if line.by == (ONE,)] == [("S01",)]


def test_a_floor_on_a_third_partys_income_holds():
    """Terms that would hurt an outsider more than it is to be hurt are not the terms."""
    free = settle(take_seats(WORLD, two(), on=DAY).table)
    hurt = float(free.values[2])
    assert hurt < 0
    third = (ThirdParty(code=THREE, members=(THREE,), floor=hurt / 2),)
    given = talks(side(ONE, TWO), side(TWO, ONE), third=third)
    held = settle(take_seats(WORLD, given, on=DAY).table)
    assert held.values[2] >= hurt / 2 - MODEL_NOTHING
    assert [name for name, _ in held.binding] == [f"the real income of {THREE}"]


def test_floors_on_revenue_and_jobs_hold():
    """A side that must keep nine tenths of its revenue and its jobs in a sector keeps them."""
    wants = Objective(revenue_floor=0.9, employment_floors=(("S01", 0.999),))
    given = talks(side(ONE, TWO, objective=wants), side(TWO, ONE))
    seat = take_seats(WORLD, given, on=DAY)
    found = settle(seat.table)
    assert found.values[2] >= -0.1 - MODEL_NOTHING
    assert found.values[3] >= -0.001 - MODEL_NOTHING
    after = solve(seat.before.world, found.tariff)
    row = WORLD.economy_index(ONE)
    before = seat.before.world.revenue[row]
    assert after.revenue[row] / before - 1 == pytest.approx(found.values[2], abs=MODEL_NOTHING)


def test_purged_talks_count_from_the_world_without_imbalances():
    """Gains and floors are parts of what the purged world has, which is not what was measured.

    The engine, told to purge, solves the world as measured at today's rates and at the terms.
    """
    purged = replace(DEFAULT_STRUCTURE, imbalances=Closure.PURGED)
    wants = Objective(revenue_floor=0.9, employment_floors=(("S01", 0.999),))
    given = talks(side(ONE, TWO, objective=wants), side(TWO, ONE))
    seat = take_seats(WORLD, given, on=DAY, structure=purged)
    found = settle(seat.table)
    row = WORLD.economy_index(ONE)
    before, after = (
        solve(WORLD, tariff, structure=purged) for tariff in (WORLD.tariff, found.tariff)
    )
    jobs = [each.output[row, 1] / each.wage_hat[row] for each in (before, after)]
    gains = (after.real_income_hat / before.real_income_hat)[:2] - 1
    assert found.values[:2] == pytest.approx(gains, abs=MODEL_NOTHING)
    assert found.values[2] == pytest.approx(
        after.revenue[row] / before.revenue[row] - 1, abs=MODEL_NOTHING
    )
    assert found.values[3] == pytest.approx(jobs[1] / jobs[0] - 1, abs=MODEL_NOTHING)
    assert dict(found.binding).keys() == {f"employment of {ONE} in S01"}
    measured, without = accounts_of(WORLD, purged), accounts_of(seat.before.world, purged)
    assert abs(without.revenue[row] / measured.revenue[row] - 1) > 0.05, "else nothing is tested"


def test_a_government_that_weighs_sectors_gives_that_one_less():
    """Who counts a sector's earnings double opens it less than who maximises real income."""
    plain = settle(take_seats(WORLD, two(), on=DAY).table)
    heavy = Objective(kind=ObjectiveKind.WEIGHTED_SECTORS, sector_weights=(("S01", 3.0),))
    given = talks(side(ONE, TWO, objective=heavy), side(TWO, ONE))
    weighed = settle(take_seats(WORLD, given, on=DAY).table)
    assert weighed.rate[1] >= plain.rate[1]


def test_fallbacks_of_no_measures_are_the_status_quo():
    """With nothing announced, the threat is what stands, and is said to be."""
    seat = take_seats(WORLD, two(fallback=Fallback(kind=FallbackKind.THREAT)), on=DAY)
    assert seat.table.fallback == pytest.approx(0.0, abs=MODEL_NOTHING)
    assert "No measure announced" in seat.fallbacks.sides[0].states[0][0].note


def test_offers_are_cut_from_the_state_that_is_likeliest():
    """A lapse that will hardly come is not what a side bargains from."""
    (outside, _) = take_seats(WORLD, two(), on=DAY).fallbacks.sides
    ((now, _),) = outside.states
    gone = replace(now, kind=FallbackKind.LAPSE)
    for chance, kind in ((0.2, FallbackKind.STATUS_QUO), (0.8, FallbackKind.LAPSE)):
        expects = replace(outside, states=((gone, chance), (now, 1 - chance)))
        assert expects.likeliest.kind is kind


def test_rates_that_differ_keep_their_proportions():
    """One rate for all goods moves those that differ today by the same part."""
    shared = Instrument(by=(ONE,), to=(TWO,), sectors=GOODS, together=True)
    given = talks(side(ONE, TWO, instruments=(shared,)), side(TWO, ONE))
    seat = take_seats(WORLD, given, on=DAY)
    lines = seat.table.oracle.lines
    half = lines.tariff_at(np.where(np.arange(len(lines)) == 0, lines.now / 2, lines.now))
    cells = np.ix_([WORLD.economy_index(TWO)], [WORLD.economy_index(ONE)], [0, 1])
    np.testing.assert_allclose(half[cells], WORLD.tariff[cells] / 2)
    assert "in proportion" in seat.assumptions[-1]


@pytest.mark.parametrize("ceiling", [None, 0.9])
def test_every_rate_of_a_shared_line_keeps_floor_and_red_line(ceiling):
    """The lower of two rates that move together does not fall below what holds the higher one."""
    cells = np.ix_([WORLD.economy_index(TWO)], [WORLD.economy_index(ONE)], [0, 1])
    now = WORLD.tariff[cells].ravel()
    least = 0.9 * now.min()
    shared = Instrument(
        by=(ONE,), to=(TWO,), sectors=GOODS, together=True, floor=least / 2, ceiling=ceiling
    )
    held = replace(
        side(ONE, TWO, instruments=(shared,)),
        red_lines=(RedLine(on=(ONE,), to=(TWO,), sectors=GOODS, at_least=least),),
    )
    lines = take_seats(WORLD, talks(held, side(TWO, ONE)), on=DAY).table.oracle.lines
    for part in (0.0, 0.3, 1.0):
        found = lines.tariff_at(lines.low + part * (lines.now - lines.low))[cells].ravel()
        np.testing.assert_allclose(found, least + part * (now - least), atol=BARGAIN_MAPPED)
        assert (found >= least - BARGAIN_MAPPED).all()


def test_a_rate_that_must_not_stay_so_low_is_lifted():
    """Where a ceiling lets rates rise, a floor above one of those that move together lifts it."""
    cells = np.ix_([WORLD.economy_index(TWO)], [WORLD.economy_index(ONE)], [0, 1])
    now = WORLD.tariff[cells].ravel()
    floor = now.mean()
    shared = Instrument(
        by=(ONE,), to=(TWO,), sectors=GOODS, together=True, floor=floor, ceiling=0.9
    )
    given = talks(side(ONE, TWO, instruments=(shared,)), side(TWO, ONE))
    lines = take_seats(WORLD, given, on=DAY).table.oracle.lines
    for rate in (lines.low, lines.now, lines.high):
        assert (lines.tariff_at(rate)[cells] >= floor - BARGAIN_MAPPED).all()


def test_talks_with_nothing_left_to_move_are_refused():
    """If red lines keep every rate there is nothing to talk about."""
    kept = [
        replace(
            side(one, other),
            red_lines=tuple(
                replace(line_on(other, sector, keep=True), on=(one,)) for sector in GOODS
            ),
        )
        for one, other in ((ONE, TWO), (TWO, ONE))
    ]
    with pytest.raises(DealError, match="every rate of the talks is kept"):
        take_seats(WORLD, talks(*kept), on=DAY)


def test_talks_that_fix_a_quota_are_refused_with_the_reason():
    """Which rate holds at the margin is part of the answer there, so no search moves beside it."""
    fixed = Concession(
        by=ONE,
        to=(THREE,),
        mfn=False,
        sectors=("S00",),
        change=Change(Form.FINAL, 0.5),
        quota=Quota(in_quota=0.0, of_imports=1.2),
    )
    given = two()
    given = replace(given, deal=replace(given.deal, concessions=(fixed,)))
    with pytest.raises(DealError, match="a search over tariffs cannot take a tariff quota"):
        take_seats(WORLD, given, on=DAY)


def test_nash_in_nash_of_two_sides_is_nash():
    """With one pair there is nobody else whose terms could stand still."""
    seat = take_seats(WORLD, two(), on=DAY)
    pair = nash_in_nash(seat.table, [(ONE,), (TWO,)])
    assert pair.at_rest
    np.testing.assert_allclose(pair.gains, settle(seat.table).gains, rtol=1e-5)


def test_three_sides_settle_and_are_described():
    """Three sides sign one set of terms; pair by pair they come to others."""
    given = talks(side(ONE, TWO, FOUR), side(TWO, ONE, FOUR), side(FOUR, ONE, TWO))
    seat = take_seats(WORLD, given, on=DAY)
    found = settle(seat.table, Rule.NASH)
    assert found.verdict is Verdict.SETTLED
    apart = nash_in_nash(seat.table, [(ONE,), (TWO,), (FOUR,)])
    assert apart.at_rest
    log_product = float(np.log(found.over_fallback).sum())
    if (apart.gains > 0).all():
        assert float(np.log(apart.gains).sum()) <= log_product + MODEL_NOTHING


def test_lines_on_outsiders_cannot_be_described_pair_by_pair():
    """A rate that everybody pays belongs to no pair."""
    open_to_all = Instrument(by=(ONE,), to=(TWO, THREE, FOUR), sectors=("S00",), mfn=True)
    given = talks(side(ONE, TWO, instruments=(open_to_all,)), side(TWO, ONE))
    seat = take_seats(WORLD, given, on=DAY)
    with pytest.raises(InputError, match="not between two sides"):
        nash_in_nash(seat.table, [(ONE,), (TWO,)])


def test_the_war_between_sides_leaves_everybody_else_alone():
    """Only rates between the two move."""
    seat = take_seats(WORLD, two(), on=DAY)
    fought = war_between(seat.negotiation, seat.table.oracle)
    moved = np.argwhere(fought.tariff != seat.before.world.tariff)
    pair = {WORLD.economy_index(ONE), WORLD.economy_index(TWO)}
    assert {int(cell) for pairs in moved[:, :2] for cell in pairs} <= pair
