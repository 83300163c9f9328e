"""How sure it is that sides would sign, and which lines stay cheap, over draws of elasticities."""

from dataclasses import replace

import numpy as np
import pytest

from tests.bargain.talks import DAY, WORLD, two
from tests.tolerances import MODEL_NOTHING
from tradetalks.bargain import chance
from tradetalks.bargain.chance import Case, odds
from tradetalks.bargain.exchange import Kind, exchange
from tradetalks.bargain.seat import take_seats
from tradetalks.bargain.settle import settle
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.sampling import given_draws, published_draws

DRAWS = 12


@pytest.fixture(scope="module")
def seat():
    return take_seats(WORLD, two(), on=DAY)


@pytest.fixture(scope="module")
def settled(seat):
    return settle(seat.table)


def case_of(seat, settled, fallbacks=None, world=WORLD):
    states = [
        [(state.tariff, part) for state, part in side.states] for side in seat.fallbacks.sides
    ]
    return Case(
        measured=world,
        schedule=seat.eve.schedule,
        terms=settled.tariff,
        fallbacks=fallbacks or states,
        offers=exchange(seat.table),
    )


@pytest.fixture(scope="module")
def found(seat, settled):
    return odds(seat.table, case_of(seat, settled), published_draws(WORLD, DRAWS))


def test_one_draw_at_the_worlds_own_elasticities_is_what_was_settled(seat, settled):
    """The chance is one, gains are the settled ones, and the ranking is the list's own."""
    case = case_of(seat, settled)
    one = odds(seat.table, case, given_draws(WORLD, WORLD.theta[None]))
    gain = (settled.gains - seat.table.fallback) * seat.table.income
    np.testing.assert_allclose(one.over_fallback[0], gain, atol=MODEL_NOTHING)
    assert [each.value for each in one.gains] == [1.0, 1.0]
    assert (one.signs.value, one.signs.error, one.signs.count) == (1.0, 0.0, 1)
    for each in one.lines:
        own, others = each.offer.cost < 0, each.offer.brings > 0
        assert (each.helps_owner.value, each.helps_others.value) == (own, others)
        assert each.free_at_first.value == (each.offer.by_point > 0).all()
    if len(one.lines) > 1:
        assert one.rank_correlation.middle == pytest.approx(1.0)


def test_who_is_worse_off_in_every_draw_does_not_sign(seat, settled):
    """Terms that are the status quo are not signed by a side that expects more without a deal."""
    stands, better = seat.eve.schedule.rate, settled.tariff
    case = case_of(seat, settled, fallbacks=[[(better, 1.0)], [(stands, 1.0)]])
    case = replace(case, terms=stands)
    one = odds(seat.table, case, given_draws(WORLD, WORLD.theta[None]))
    assert one.gains[0].value == 0.0
    assert one.gains[1].value == 0.0
    assert one.signs.value == 0.0


def test_a_fallback_that_may_be_either_is_worth_what_lies_between(seat, settled):
    """A state expected with three chances in four counts three quarters."""
    states = (seat.eve.schedule.rate, settled.tariff)
    draws = published_draws(WORLD, 3)
    mixed, first, second = (
        odds(seat.table, case_of(seat, settled, fallbacks=[each, each]), draws)
        for each in ([(states[0], 0.75), (states[1], 0.25)], [(states[0], 1.0)], [(states[1], 1.0)])
    )
    between = 0.75 * first.over_fallback + 0.25 * second.over_fallback
    np.testing.assert_allclose(mixed.over_fallback, between, atol=MODEL_NOTHING)


def test_all_sign_no_more_often_than_each_gains(found):
    """Parts come with the sampling error of that many draws."""
    assert found.count == DRAWS
    assert found.signs.value <= min(each.value for each in found.gains)
    for each in (*found.gains, found.signs):
        assert each.count == DRAWS - len(found.failures)
        assert each.error == pytest.approx(np.sqrt(each.value * (1 - each.value) / each.count))
    for side in (0, 1):
        assert found.gains[side].value == (found.over_fallback[:, side] > 0).mean()


def test_lines_fare_in_a_draw_as_their_list_under_it_says(seat, settled):
    """Under another published set the marks of each line are those of the list made under it."""
    other = WORLD.with_elasticity("uniform_4")
    again = exchange(take_seats(other, two(), on=DAY).table)
    listed = {each.position: each for each in again.offers}
    theta = given_draws(WORLD, other.theta[None])
    found = odds(seat.table, case_of(seat, settled), theta)
    assert found.lines
    for each in found.lines:
        offer = listed[each.offer.position]
        helped = offer.kind in (Kind.FREE_LUNCH, Kind.OWN_GAIN)
        assert each.helps_owner.value == helped
        assert each.helps_others.value == (offer.kind not in (Kind.OWN_GAIN, Kind.NOBODYS))
        assert each.free_at_first.value == (offer.by_point > 0).all()


def test_a_draw_without_an_equilibrium_is_counted_and_left_out(seat, settled, monkeypatch):
    """One of three draws fails: it has no number, its reason is kept, the others count as two."""
    draws = given_draws(WORLD, WORLD.theta * np.array([[1.0], [1.1], [1.2]]))
    real = chance.solve

    def fails(world, tariff, **given):
        if world.theta[0] == draws.theta[1, 0]:
            raise NoEquilibriumError("No equilibrium in this draw")
        return real(world, tariff, **given)

    monkeypatch.setattr(chance, "solve", fails)
    told = []
    found = odds(seat.table, case_of(seat, settled), draws, progress=lambda *at: told.append(at))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [(each.draw, each.verdict) for each in found.failures] == [(1, chance.NO_STATUS_QUO)]
    assert np.isnan(found.over_fallback[1]).all()
    assert found.signs.count == 2


def test_where_every_draw_fails_that_is_an_error_with_the_reason(seat, settled, monkeypatch):
    """Nothing can be said then, and the message says why."""

    def never(*_, **__):
        raise NoEquilibriumError("Nobody sells steel")

    monkeypatch.setattr(chance, "solve", never)
    with pytest.raises(NoEquilibriumError, match="No draw has an equilibrium: Nobody sells steel"):
        odds(seat.table, case_of(seat, settled), published_draws(WORLD, 2))
