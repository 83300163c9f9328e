"""What of struck talks may be shown: one rule for every export."""

from dataclasses import replace

import pytest

from tests.bargain.talks import DAY, ONE, TWO, WORLD, side, talks, two, war_fallback
from tradetalks.bargain.settle import Verdict
from tradetalks.bargain.showing import Showing
from tradetalks.bargain.strike import strike
from tradetalks.policy.negotiation import Negotiation, RedLine


def showing_of(given: Negotiation) -> Showing:
    return Showing(strike(WORLD, given, on=DAY, points=3))


def hidden(**given) -> Negotiation:
    """Return talks of which the second side keeps its room to itself."""
    return talks(side(ONE, TWO), replace(side(TWO, ONE, **given), private=True))


def with_red_line(rate: float) -> Negotiation:
    """Return such talks in which a private red line holds a rate up."""
    line = RedLine(on=(TWO,), to=(ONE,), sectors=("S00",), at_least=rate)
    return hidden(red_lines=(line,))


@pytest.fixture(scope="module")
def usual() -> Showing:
    """A private side whose room is the usual one."""
    return showing_of(hidden())


def test_open_talks_are_shown_whole() -> None:
    """Every rate, what each of them rests on, every gain and every fallback."""
    found = showing_of(two())
    assert (found.open, found.terms, found.effects) == (True, True, True)
    rates = [found.rate(at) for at in range(len(found.rows))]
    assert rates == found.strike.settled.rate.tolist()
    assert all(found.gain(at) and found.fallback(at) for at in (0, 1))


def test_a_private_side_keeps_its_fallback_and_what_it_counts(usual: Showing) -> None:
    """Where its rates tell nothing they are shown with what they do."""
    assert usual.private == (TWO,)
    assert usual.effects
    assert [usual.gain(at) for at in (0, 1)] == [True, False]
    assert [usual.fallback(at) for at in (0, 1)] == [True, False]
    assert usual.talks.side(TWO).instruments


def test_a_rate_on_a_private_bound_is_not_shown_nor_what_the_terms_do() -> None:
    """With all other rates and the model, what they do gives the one that is missing."""
    found = showing_of(with_red_line(0.0123))
    on_it = [
        at
        for at, row in enumerate(found.rows)
        if abs(row.agreed(found.strike.settled.rate) - 0.0123) < 1e-9
    ]
    assert on_it, "no private bound binds: the test tests nothing"
    assert {found.rate(at) for at in on_it} == {None}
    assert {found.bound(at) for at in on_it} == {None}
    assert not found.effects
    assert not found.gain(0)


def test_a_search_that_failed_shows_no_rate_and_a_war_no_fallback() -> None:
    """How near it came tells a private fallback, and a war is fought up to all ceilings."""
    found = showing_of(
        talks(
            side(ONE, TWO, fallback=war_fallback()),
            replace(side(TWO, ONE, fallback=war_fallback(0.7713)), private=True),
        )
    )
    assert found.strike.settled.verdict is Verdict.NO_DEAL
    assert not found.terms
    assert {found.rate(at) for at in range(len(found.rows))} == {None}
    assert not found.fallback(0)
