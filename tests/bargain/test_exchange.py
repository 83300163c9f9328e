"""What to offer and what to ask: each line's price, free lunches and swaps, held to the engine."""

import numpy as np
import pytest

from tests.bargain.tables import ONE, OTHER, THIRD, lines_between, table_of
from tests.tolerances import EXCHANGE_FREE, MODEL_DERIVATIVE, MODEL_NOTHING
from tests.worlds import random_world
from tradetalks.bargain.exchange import Kind, exchange
from tradetalks.bargain.logroll import log_rolls
from tradetalks.bargain.oracle import PRECISE
from tradetalks.model.equilibrium import solve

SEEDS = (5, 10)
"""Of the first world some cuts are free lunches, of the second several are free at first."""
STEP = 1e-4


def table_on(seed, sides=((ONE,), (OTHER,))):
    world = random_world(seed, 4, 3, zero_flows=0.0, zero_output=0.0, theta_max=6.0)
    return table_of(world, lines_between(world, sides), sides)


@pytest.fixture(scope="module", params=SEEDS)
def table(request):
    return table_on(request.param)


@pytest.fixture(scope="module")
def found(table):
    return exchange(table)


def gains_at(table, rate, codes=None):
    """Gains by a plain solve, in money, of the sides or of others."""
    world = table.oracle.world
    solved = solve(world, table.oracle.lines.tariff_at(rate), solver=PRECISE)
    rows = [world.economy_index(code) for code in codes or table.sides]
    return (solved.real_income_hat[rows] - 1.0) * world.income[rows]


def cut_to(found, offer, rate):
    """The rates with one of them moved."""
    moved = found.rate.copy()
    moved[offer.position] = rate
    return moved


def test_the_first_point_is_what_a_small_step_moves(table, found):
    """Slopes per percentage point agree with the world solved a step to either side."""
    for offer in found.offers:
        up, down = (
            table.oracle.value(np.log1p(cut_to(found, offer, offer.rate + step)))
            for step in (STEP, -STEP)
        )
        by_steps = (down - up) * table.income * 0.01 / (2 * STEP)
        scale = np.abs(offer.by_point).max()
        np.testing.assert_allclose(offer.by_point, by_steps, atol=MODEL_DERIVATIVE * scale)


def test_the_whole_cut_is_what_the_engine_says(table, found):
    """A plain solve with that line alone at its floor gives each side's gain, and others'."""
    outside = tuple(code for code in table.oracle.world.economies if code not in table.sides)
    for offer in found.offers:
        rate = cut_to(found, offer, offer.floor)
        np.testing.assert_allclose(offer.whole, gains_at(table, rate), atol=MODEL_NOTHING)
        others = gains_at(table, rate, outside)
        for named, most in ((offer.most_helped, others.max()), (offer.most_hurt, -others.min())):
            if named is None:
                assert most <= MODEL_NOTHING
            else:
                assert abs(named[1]) == pytest.approx(most, abs=MODEL_NOTHING)
                at = outside.index(named[0])
                assert others[at] == pytest.approx(named[1], abs=MODEL_NOTHING)


def test_a_free_lunch_raises_both_and_a_concession_costs_its_owner(found):
    """Kinds say who gains by the whole cut, and by the first point where that is free."""
    for offer in found.offers:
        owner, other = offer.line.owner, 1 - offer.line.owner
        own, theirs = offer.whole[owner], offer.whole[other]
        expected = {
            Kind.FREE_LUNCH: own > 0 and theirs > 0,
            Kind.FREE_AT_FIRST: own <= 0 < theirs and (offer.by_point > 0).all(),
            Kind.CONCESSION: own <= 0 < theirs and not (offer.by_point > 0).all(),
            Kind.OWN_GAIN: own > 0 >= theirs,
            Kind.NOBODYS: own <= 0 and theirs <= 0,
        }
        assert [kind for kind, holds in expected.items() if holds] == [offer.kind]


def test_a_cut_to_where_it_is_free_costs_its_owner_nothing(table, found):
    """Down to there it pays the owner, below it does not; the others have something by it."""
    free = [each for each in found.offers if each.kind is Kind.FREE_AT_FIRST]
    for offer in free:
        gain = gains_at(table, cut_to(found, offer, offer.free_to))
        owner = offer.line.owner
        assert offer.floor < offer.free_to < offer.rate
        assert abs(gain[owner]) < EXCHANGE_FREE * np.abs(offer.whole[owner])
        assert gain[1 - owner] == pytest.approx(offer.free_brings, abs=MODEL_NOTHING)
        assert offer.free_brings > 0


def test_free_lunches_lead_and_the_cheapest_concession_leads_the_rest(found):
    """The list runs by kind, and concessions by what a dollar of the partner's gain costs."""
    kinds = [list(Kind).index(each.kind) for each in found.offers]
    assert kinds == sorted(kinds)
    prices = [each.price for each in found.offers if each.kind is Kind.CONCESSION]
    assert prices == sorted(prices)
    for side in (0, 1):
        cheapest = found.cheapest(side)
        paid = [each for each in found.of(side) if each.cost > 0 and each.brings > 0]
        assert (cheapest is None) == (not paid)
        if cheapest:
            assert cheapest.price == pytest.approx(min(each.cost / each.brings for each in paid))


def test_a_line_at_its_floor_is_not_offered(table, found):
    """What is cut already cannot be cut."""
    lowest = found.rate.copy()
    lowest[found.offers[0].position] = found.offers[0].floor
    left = exchange(table, lowest)
    assert {each.position for each in left.offers} == {
        each.position for each in found.offers[1:] if each.rate > each.floor
    }


def test_below_the_top_of_the_list_slopes_stand_in(table, found):
    """What is not solved for says so, and is worth its slope times its points."""
    few = exchange(table, top=1)
    rest = [each for each in few.offers if each.whole is None]
    assert len(rest) == len(found.offers) - 1
    for offer in rest:
        assert offer.linear_error is None
        assert offer.free_to is None
        np.testing.assert_array_equal(offer.gain, offer.by_point * offer.points)


def test_a_swap_leaves_both_better_off_and_is_what_the_engine_says(table, found):
    """Each swap is solved for; no line is in two of them."""
    swaps = log_rolls(table, found)
    assert swaps
    used = [each.position for swap in swaps for each in (swap.first, swap.second)]
    assert len(set(used)) == len(used)
    assert [swap.least for swap in swaps] == sorted((swap.least for swap in swaps), reverse=True)
    for swap in swaps:
        assert (swap.gain > 0).all()
        rate = cut_to(found, swap.first, swap.rate[0])
        rate[swap.second.position] = swap.rate[1]
        np.testing.assert_allclose(swap.gain, gains_at(table, rate), atol=MODEL_NOTHING)


def test_the_parts_of_a_swap_leave_the_poorer_side_most(table, found):
    """By the parabolas the parts were chosen from, no other parts on a fine grid do better."""
    swap = log_rolls(table, found)[0]
    parts = np.linspace(0.0, 1.0, 101)

    def worth(offer):
        slope = offer.by_point * offer.points
        return [parts * (slope[k] + parts * (offer.whole[k] - slope[k])) for k in (0, 1)]

    both = zip(worth(swap.first), worth(swap.second), strict=True)
    smaller = np.minimum(*(one[:, None] + other[None, :] for one, other in both))
    assert swap.expected.min() >= smaller.max() - MODEL_NOTHING


def test_of_three_sides_each_pair_swaps_and_the_third_is_told():
    """A swap is of two sides' lines; what it does to the third side stands beside it."""
    table = table_on(5, ((ONE,), (OTHER,), (THIRD,)))
    swaps = log_rolls(table, exchange(table))
    pairs = {(swap.first.line.owner, swap.second.line.owner) for swap in swaps}
    assert pairs <= {(0, 1), (0, 2), (1, 2)}
    assert len(pairs) > 1
    assert all(len(swap.gain) == 3 for swap in swaps)
