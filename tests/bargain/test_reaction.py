"""How somebody outside answers a deal: not at all, in proportion, or as suits it best."""

import numpy as np
import pytest

from tests.bargain.talks import DAY, ONE, THREE, TWO, WORLD, two
from tests.tolerances import MODEL_NOTHING
from tradetalks.bargain.reaction import Stance, reaction
from tradetalks.bargain.seat import take_seats
from tradetalks.bargain.settle import settle
from tradetalks.errors import UnknownCodeError


@pytest.fixture(scope="module")
def answers():
    seat = take_seats(WORLD, two(), on=DAY)
    terms = settle(seat.table)
    return terms, {
        stance: reaction(
            seat.table.oracle,
            terms.tariff,
            sides=(ONE, TWO),
            members=(THREE,),
            score=2,
            stance=stance,
        )
        for stance in Stance
    }


def test_who_answers_nothing_gets_what_the_terms_leave(answers):
    """Passive, the third economy's gain is the one beside the settlement."""
    terms, found = answers
    assert found[Stance.PASSIVE].gain == pytest.approx(terms.values[2], abs=MODEL_NOTHING)
    np.testing.assert_array_equal(found[Stance.PASSIVE].tariff, terms.tariff)


def test_an_answer_in_proportion_takes_what_was_lost(answers):
    """What it withdraws of the sides' trade is what the deal took of its own."""
    found = answers[1][Stance.PROPORTIONAL]
    assert found.lost > 0
    assert found.points > 0
    assert found.withdrawn == pytest.approx(found.lost, rel=1e-9)
    assert found.residual < 1e-9


def test_an_answer_that_cannot_take_as_much_says_so(answers, monkeypatch):
    """Where the highest answer withdraws less than was lost, it is no full answer."""
    full = answers[1][Stance.PROPORTIONAL]
    monkeypatch.setattr("tradetalks.bargain.reaction.MOST_POINTS", full.points / 2)
    seat = take_seats(WORLD, two(), on=DAY)
    short = reaction(
        seat.table.oracle,
        answers[0].tariff,
        sides=(ONE, TWO),
        members=(THREE,),
        score=2,
        stance=Stance.PROPORTIONAL,
    )
    assert full.in_full
    assert not short.in_full
    assert short.points == full.points / 2
    assert 0 < short.withdrawn < short.lost


def test_who_loses_nothing_answers_nothing_in_proportion():
    """Terms that leave the rates as they stand take no trade from anybody."""
    seat = take_seats(WORLD, two(), on=DAY)
    found = reaction(
        seat.table.oracle,
        seat.table.oracle.world.tariff,
        sides=(ONE, TWO),
        members=(THREE,),
        score=2,
        stance=Stance.PROPORTIONAL,
    )
    assert (found.points, found.residual) == (0.0, 0.0)
    assert found.in_full
    assert found.lost == 0.0


def test_only_rates_on_the_sides_goods_move(answers):
    """The answer leaves everybody else, and services, alone."""
    terms, found = answers
    rows = [WORLD.economy_index(ONE), WORLD.economy_index(TWO)]
    third = WORLD.economy_index(THREE)
    for stance in (Stance.PROPORTIONAL, Stance.BEST):
        moved = np.argwhere(found[stance].tariff != terms.tariff)
        assert len(moved)
        assert set(moved[:, 0]) <= set(rows)
        assert set(moved[:, 1]) == {third}
        assert WORLD.sectors.index("SVC") not in moved[:, 2]


def test_the_best_answer_is_the_best(answers):
    """No answer leaves it better off, and the sides pay for it."""
    found = answers[1]
    assert found[Stance.BEST].best.proof.holds
    assert found[Stance.BEST].gain >= found[Stance.PASSIVE].gain
    assert found[Stance.BEST].gain >= found[Stance.PROPORTIONAL].gain
    assert found[Stance.BEST].values[:2].sum() < found[Stance.PASSIVE].values[:2].sum()


def test_another_stance_is_refused():
    """A stance that is on no list names those that are."""
    with pytest.raises(UnknownCodeError, match="passive"):
        Stance("furious")
