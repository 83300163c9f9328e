"""Settlements: what the axioms say of them, what proves them, and what is no deal."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.bargain.tables import (
    ONE,
    OTHER,
    THIRD,
    all_lines,
    lines_between,
    table_of,
    talks_world,
    twin_world,
)
from tests.tolerances import (
    BARGAIN_BALANCED,
    BARGAIN_FRONTIER,
    BARGAIN_SAME_GAIN,
    BARGAIN_SAME_RATE,
)
from tradetalks.bargain import settle as settling
from tradetalks.bargain.scores import Scores, gains, revenues
from tradetalks.bargain.settle import KEPT, Rule, Verdict, best_for, ideals, settle
from tradetalks.bargain.summit import summit
from tradetalks.bargain.table import Equal
from tradetalks.bargain.task import Task, WeightedSum, at_least
from tradetalks.errors import InputError, UnknownCodeError
from tradetalks.model.structure import DEFAULT_STRUCTURE

SIDES = ((ONE,), (OTHER,))
WORLD = talks_world(5)
"""Both sides' goods rates end between their bounds, so nothing is decided by a corner."""
RULES = list(Rule)
COMPARING = [Rule.NASH, Rule.KALAI, Rule.KALAI_SMORODINSKY]
"""Rules that choose one point whatever the frontier's shape."""


@pytest.fixture(scope="module")
def table():
    return table_of(WORLD, lines_between(WORLD, SIDES))


@pytest.fixture(scope="module")
def settled(table):
    return {rule: settle(table, rule) for rule in RULES}


@pytest.fixture(scope="module")
def twins():
    world = twin_world()
    return table_of(world, lines_between(world, SIDES))


def same_terms(one, other):
    assert np.abs(one.rate - other.rate).max() < BARGAIN_SAME_RATE
    assert one.gains == pytest.approx(other.gains, rel=BARGAIN_SAME_GAIN)


def scaled_row(scores, row, by):
    """The same scores, one of them in another unit."""
    size = np.ones(len(scores))
    size[row] = by
    return Scores(
        name=scores.name,
        welfare=scores.welfare * size[:, None],
        revenue=scores.revenue * size[:, None],
        employment=scores.employment * size[:, None, None],
        level=scores.level * size,
    )


def floor_on_gain(at, level, *, sign=1.0):
    """A floor, or with a sign of -1 a ceiling, on the gain of one of two sides."""
    found = at_least(2, [at], np.array([sign * level]), ("a limit",))
    return replace(found, rows=sign * found.rows)


@pytest.mark.parametrize("rule", RULES)
def test_terms_are_proved_and_no_side_is_below_its_fallback(settled, rule):
    """Settled means conditions, curvature, slopes by differences, and fallbacks kept."""
    found = settled[rule]
    assert found.verdict is Verdict.SETTLED
    assert found.proof.residual <= BARGAIN_BALANCED
    assert found.proof.failures == ()
    assert (found.over_fallback >= -KEPT).all()
    assert (found.shortfall <= KEPT).all()


@pytest.mark.parametrize("rule", RULES)
def test_settlements_lie_on_the_frontier(table, settled, rule):
    """Given what one side has, the other cannot have more."""
    found = settled[rule]
    for side in (0, 1):
        task = Task(
            aim=WeightedSum(np.eye(2)[side]), floors=floor_on_gain(1 - side, found.gains[1 - side])
        )
        starts = [found.x, table.oracle.now, table.oracle.low]
        most = summit(table.oracle, task, starts).at.values[side]
        assert most - found.gains[side] < BARGAIN_FRONTIER * abs(most)


@pytest.mark.parametrize("rule", COMPARING)
def test_twins_split_equally(twins, rule):
    """Two economies alike in everything have the same rates and the same gains."""
    found = settle(twins, rule)
    assert found.verdict is Verdict.SETTLED
    assert found.gains[0] == pytest.approx(found.gains[1], rel=BARGAIN_SAME_GAIN)
    assert np.abs(found.rate[:2] - found.rate[2:]).max() < BARGAIN_SAME_RATE


@pytest.mark.parametrize("fallback", [(0.0, 0.0), (3e-4, -2e-4)])
def test_the_unit_of_a_sides_utility_moves_no_nash_settlement(table, fallback):
    """Utility is known up to its unit: a side that counts in another one gets the same terms."""
    table = table.with_fallback(np.array(fallback))
    other = replace(
        table,
        oracle=table.oracle.with_scores(scaled_row(table.oracle.scores, 1, 7.0)),
        fallback=table.fallback * [1.0, 7.0],
    )
    one, scaled = settle(table), settle(other)
    assert scaled.verdict is Verdict.SETTLED
    assert np.abs(one.rate - scaled.rate).max() < BARGAIN_SAME_RATE
    assert scaled.gains / [1.0, 7.0] == pytest.approx(one.gains, rel=BARGAIN_SAME_GAIN)


def test_more_room_never_hurts_the_side_that_gains_it_under_kalai_smorodinsky(table, settled):
    """Individual monotonicity (Kalai and Smorodinsky 1975), for two sides.

    Let one set of gains hold another, with the same fallbacks and the same ideal of the first side.
    Then the second side gets at least as much in the larger set. The smaller set here is the room
    with a ceiling on the second side's gain: the first side's ideal, at which the second is on its
    fallback, stays.
    """
    free = settled[Rule.KALAI_SMORODINSKY]
    second = [
        settle(replace(table, floors=floor_on_gain(1, ceiling, sign=-1.0)), Rule.KALAI_SMORODINSKY)
        for ceiling in free.gains[1] + np.array([0.1, 0.5, 0.9]) * (free.ideal[1] - free.gains[1])
    ]
    for found in second:
        assert found.verdict is Verdict.SETTLED
        assert found.ideal[0] == pytest.approx(free.ideal[0], rel=BARGAIN_FRONTIER)
        assert found.ideal[1] < free.ideal[1]
    got = [found.gains[1] for found in (*second, free)]
    assert (np.diff(got) > 0).all(), got


def test_room_that_is_not_used_moves_no_nash_settlement(table, settled):
    """Independence of irrelevant alternatives (Nash 1950): the same ceiling moves nothing here."""
    free = settled[Rule.NASH]
    ceiling = free.gains[1] + 0.05 * abs(free.gains[1])
    same_terms(settle(replace(table, floors=floor_on_gain(1, ceiling, sign=-1.0))), free)


def test_kalai_smorodinsky_gains_stand_as_the_ideals_do(table, settled):
    found = settled[Rule.KALAI_SMORODINSKY]
    part = (found.gains - table.fallback) / (found.ideal - table.fallback)
    assert part[0] == pytest.approx(part[1], rel=BARGAIN_FRONTIER)
    assert 0.5 <= part[0] <= 1.0, "on a concave frontier each has at least half its ideal"


@pytest.mark.parametrize("fallback", [0.01, 0.05])
def test_gains_come_into_proportion_where_nash_rests_in_a_corner(table, settled, fallback):
    """Every rate on its floor is best for many weights, so weights alone do not find the terms."""
    low = np.minimum(settled[Rule.NASH].rate + 0.1, table.oracle.lines.now)
    lines = table.oracle.lines.within(low=low)
    cornered = replace(table, oracle=table.oracle.with_lines(lines)).with_fallback(
        np.full(2, -fallback)
    )
    assert settle(cornered).at_bound.all()
    found = settle(cornered, Rule.KALAI_SMORODINSKY)
    assert found.verdict is Verdict.SETTLED, found.proof.failures
    part = (found.gains - cornered.fallback) / (found.ideal - cornered.fallback)
    assert part[0] == pytest.approx(part[1], rel=BARGAIN_FRONTIER)


def test_an_ideal_is_more_than_any_settlement_gives(table, settled):
    """What is best for one side leaves the other at its fallback, if that is what binds."""
    most, where = ideals(table, settled[Rule.NASH].x)
    for side in (0, 1):
        assert all(most[side] >= settled[rule].gains[side] - KEPT for rule in RULES)
        assert (table.over_fallback(table.oracle.value(where[side])) >= -KEPT).all()
        again = best_for(table, side, settled[Rule.UTILITARIAN].x)
        value = table.oracle.value(again)[side]
        assert value == pytest.approx(most[side], rel=BARGAIN_FRONTIER)


def test_equal_gains_are_equal_in_money_or_in_percent(table, settled):
    """And weights are what they stand to one another by."""
    money = settled[Rule.KALAI].gains * table.income
    assert money[0] == pytest.approx(money[1], rel=BARGAIN_FRONTIER)
    fallback = np.array([2e-4, -3e-4])
    weight = np.array([1.0, 1.3])
    in_percent = replace(table, equal_in=Equal.PERCENT, fallback=fallback, weight=weight)
    percent = settle(in_percent, Rule.KALAI).over_fallback / weight
    assert percent[0] == pytest.approx(percent[1], rel=BARGAIN_FRONTIER)


def test_no_rule_leaves_more_money_than_the_largest_sum(table, settled):
    money = {rule: float(found.gains @ table.income) for rule, found in settled.items()}
    assert max(money, key=money.get) is Rule.UTILITARIAN


def test_a_side_with_more_weight_gains_more(table, settled):
    """And the other less."""
    found = [
        settle(replace(table, weight=np.array([weight, 1.0]))).gains for weight in (0.5, 2.0, 6.0)
    ]
    first, second = np.array([found[0], settled[Rule.NASH].gains, *found[1:]]).T
    assert (np.diff(first) > 0).all()
    assert (np.diff(second) < 0).all()


def test_a_better_fallback_is_worth_something(table, settled):
    """A side that has more without a deal gets more in it."""
    better = table.with_fallback(np.array([0.3 * settled[Rule.NASH].gains[0], 0.0]))
    for rule in COMPARING:
        found = settle(better, rule)
        assert found.verdict is Verdict.SETTLED
        assert found.gains[0] > settled[rule].gains[0]
        assert found.gains[1] < settled[rule].gains[1]


@pytest.mark.parametrize("rule", COMPARING)
def test_terms_do_not_depend_on_where_the_search_began(table, settled, rule):
    """From free trade, from the ceilings, and from terms that are best for one side."""
    one_sided = best_for(table, 1, settled[Rule.NASH].x)
    for start in (table.oracle.low, table.oracle.high, one_sided):
        near = replace(settled[rule], x=start)
        same_terms(settle(table, rule, near=near), settled[rule])


@pytest.mark.parametrize("rule", COMPARING)
def test_terms_do_not_depend_on_the_order_of_the_sides(settled, rule):
    other = table_of(WORLD, lines_between(WORLD, SIDES[::-1]), SIDES[::-1])
    found, half = settle(other, rule), len(other.oracle.lines) // 2
    assert found.gains[::-1] == pytest.approx(settled[rule].gains, rel=BARGAIN_SAME_GAIN)
    assert np.abs(np.roll(found.rate, half) - settled[rule].rate).max() < BARGAIN_SAME_RATE


@pytest.mark.parametrize("rule", COMPARING)
def test_terms_do_not_depend_on_what_money_is_counted_in(settled, rule):
    """A world in thousands of yen has the same settlement."""
    yen = replace(WORLD, spending=150e3 * WORLD.spending)
    found = settle(table_of(yen, lines_between(yen, SIDES)), rule)
    same_terms(found, settled[rule])


@settings(max_examples=6)
@given(st.integers(0, 2**31), st.sampled_from(RULES))
@example(110, Rule.KALAI)
def test_any_two_economies_either_settle_or_have_nothing_to_settle(seed, rule):
    """Over random worlds: terms are proved, or it is proved that there are none."""
    world = talks_world(seed)
    table = table_of(world, lines_between(world, SIDES))
    found = settle(table, rule)
    assert found.verdict is not Verdict.NOT_PROVED, found.proof.failures
    assert (found.rate <= table.oracle.lines.now).all()
    if found.verdict is Verdict.SETTLED:
        assert (found.over_fallback >= -KEPT).all()


@settings(max_examples=8)
@given(st.integers(0, 2**31))
@example(1371)
def test_red_lines_are_kept_to_the_last_digit(table, seed):
    """Whatever floors and ceilings; a line whose two bounds meet does not move."""
    draw = np.random.default_rng(seed)
    low = draw.uniform(0.0, 0.15, len(table.oracle.lines))
    high = low + draw.uniform(0.0, 0.1, len(low)) * (draw.random(len(low)) > 0.3)
    room = replace(
        table, oracle=table.oracle.with_lines(table.oracle.lines.within(low=low, high=high))
    )
    found = settle(room)
    assert ((found.rate >= low) & (found.rate <= high)).all()
    on = found.at_bound
    assert ((found.rate[on] == low[on]) | (found.rate[on] == high[on])).all()
    assert found.verdict is not Verdict.NOT_PROVED, found.proof.failures


def test_terms_after_a_red_line_moved_are_those_of_a_fresh_search(table, settled):
    """Settling anew near the last terms asks for no second derivatives again."""
    moved = table.oracle.lines.within(low=np.array([0.05, 0.0, 0.1, 0.0]))
    room = replace(table, oracle=table.oracle.with_lines(moved))
    for rule in COMPARING:
        again = settle(room, rule, near=settled[rule])
        assert again.verdict is Verdict.SETTLED
        same_terms(again, settle(table_of(WORLD, moved), rule))


def test_a_floor_on_revenue_is_kept_and_has_a_price(table):
    """A treasury that must keep four fifths of its customs gives less."""
    scores = table.oracle.scores.beside(revenues(WORLD, [(ONE,)], DEFAULT_STRUCTURE))
    free = table.oracle.with_scores(scores)
    floors = at_least(3, [2], np.array([-0.2]), ("revenue of E00",))
    bound = replace(table, oracle=free, floors=floors)
    unbound = replace(bound, floors=at_least(3, [2], np.array([-5.0]), ("revenue of E00",)))
    held, loose = settle(bound), settle(unbound)
    assert loose.values[2] < -0.2
    assert held.verdict is Verdict.SETTLED
    assert held.values[2] == pytest.approx(-0.2, abs=BARGAIN_FRONTIER)
    assert dict(held.binding)["revenue of E00"] > 0
    assert loose.binding == ()


def no_deal(table, settled):
    """Fallbacks that are together more than there is to be had, though each alone is not."""
    most = settled[Rule.KALAI_SMORODINSKY].ideal
    return table.with_fallback(0.9 * most)


@pytest.mark.parametrize("rule", RULES)
def test_no_deal_is_an_answer(table, settled, rule):
    """The nearest point, who is short, and prices at which nothing more is to be shared out."""
    found = settle(no_deal(table, settled), rule)
    assert found.verdict is Verdict.NO_DEAL
    assert found.proof.holds
    assert found.shortfall.max() > 0
    short = found.shortfall * table.income * (1.0 + 0.9 * settled[Rule.KALAI_SMORODINSKY].ideal)
    assert short[0] == pytest.approx(short[1], rel=BARGAIN_FRONTIER), "nearest for equal gains"


def test_no_deal_is_certified_by_prices_on_the_sides(table, settled):
    """Weighing gains by them, nothing in the room comes to as much as the fallbacks do."""
    without = no_deal(table, settled)
    found = settle(without)
    prices = np.array([price for _, price in found.binding])
    assert [name for name, _ in found.binding] == [
        f"the fallback of {side}" for side in without.sides
    ]
    assert prices @ without.equal_share == pytest.approx(1.0, rel=BARGAIN_BALANCED)
    most = prices @ (found.gains - without.fallback)
    assert most < 0
    draw = np.random.default_rng(1)
    low, high = table.oracle.low, table.oracle.high
    for x in draw.uniform(low, high, (200, len(low))):
        assert prices @ (table.oracle.value(x) - without.fallback) < most + KEPT


def test_terms_that_leave_no_room_at_all_are_no_deal(table):
    """Both sides' red lines are where they stand: nothing can move."""
    lines = table.oracle.lines.within(low=table.oracle.lines.now, high=table.oracle.lines.now)
    found = settle(replace(table, oracle=table.oracle.with_lines(lines)))
    assert found.verdict is Verdict.NO_DEAL
    assert (found.rate == table.oracle.lines.now).all()


@pytest.mark.parametrize("rule", RULES)
def test_terms_whose_proof_fails_are_never_called_settled(table, monkeypatch, rule):
    """Slopes that differences do not confirm prove nothing."""
    monkeypatch.setattr(settling, "slope_error", lambda *_: 1.0)
    found = settle(table, rule)
    assert found.verdict is Verdict.NOT_PROVED
    assert "finite differences" in found.proof.failures[0]


def test_no_deal_whose_proof_fails_is_not_proved_either(table, settled, monkeypatch):
    monkeypatch.setattr(settling, "slope_error", lambda *_: 1.0)
    assert settle(no_deal(table, settled)).verdict is Verdict.NOT_PROVED


def test_a_search_that_stops_early_is_not_proved(table, monkeypatch):
    """The point is good, but its conditions are not met."""

    def early(oracle, task, starts, **_):
        return halfway(summit(oracle, task, starts))

    def halfway(found):
        return replace(found, at=replace(found.at, residual=1e-3))

    monkeypatch.setattr(settling, "summit", early)
    found = settle(table)
    assert found.verdict is Verdict.NOT_PROVED
    assert "first-order conditions" in found.proof.failures[0]


@pytest.mark.parametrize("rate", [0.02, 0.1])
def test_two_large_countries_without_standstill_form_a_cartel(rate):
    """Free to move all their tariffs they raise those against the rest; standstill ends that."""
    world = twin_world(rate)
    free = all_lines(world, SIDES)
    against = np.array([line.to == (THIRD,) for line in free.line])
    rest = gains(world, [(THIRD,)], DEFAULT_STRUCTURE)
    found, loss = {}, {}
    for name, lines in (("free", free), ("standstill", free.within(high=free.now))):
        table = table_of(world, lines)
        found[name] = settle(table)
        loss[name] = -float(table.oracle.with_scores(rest).value(found[name].x)[0])
        assert found[name].verdict is Verdict.SETTLED
        assert found[name].rate[~against] == pytest.approx(0.0, abs=BARGAIN_SAME_RATE)
    assert (found["free"].rate[against] > free.now[against] + 0.1).all()
    assert (found["standstill"].rate[against] <= free.now[against]).all()
    assert loss["free"] > 5.0 * loss["standstill"]


def test_three_sides_settle(table):
    """Each gains, and any two being alike would be a chance."""
    sides = ((ONE,), (OTHER,), (THIRD,))
    three = table_of(WORLD, lines_between(WORLD, sides), sides)
    for rule in RULES:
        found = settle(three, rule)
        assert found.verdict is Verdict.SETTLED, (rule, found.proof.failures)
        assert (found.over_fallback >= -KEPT).all()
        if rule is Rule.KALAI:
            money = found.gains * three.income
            assert np.ptp(money) < BARGAIN_FRONTIER * money.max()


def test_a_bloc_bargains_as_one():
    """Its members set one rate and their gains are added up, so one of them may lose."""
    sides = ((ONE, OTHER), (THIRD,))
    bloc = table_of(WORLD, lines_between(WORLD, sides), sides)
    found = settle(bloc)
    members = bloc.oracle.with_scores(gains(WORLD, [(ONE,), (OTHER,)], DEFAULT_STRUCTURE))
    income = WORLD.income[:2]
    added = members.value(found.x) @ income / income.sum()
    assert found.verdict is Verdict.SETTLED
    assert found.gains[0] == pytest.approx(added, rel=BARGAIN_SAME_GAIN)


def test_bad_talks_are_refused(table):
    with pytest.raises(UnknownCodeError, match="kalai-smorodinsky"):
        settle(table, "kalai-smorodinski")
    with pytest.raises(InputError, match="weight that is not positive"):
        replace(table, weight=np.array([1.0, 0.0]))
    with pytest.raises(InputError, match="Name two or more"):
        replace(table, sides=("E00",))
