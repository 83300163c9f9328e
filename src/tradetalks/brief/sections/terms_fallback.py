"""What each side has without a deal: in words, in dollars, with its range or why it has none."""

import numpy as np

from tradetalks.brief.blocks import Points
from tradetalks.brief.prose import Sentence, about, spread
from tradetalks.brief.terms import Party, Terms
from tradetalks.policy.words import joined, starting


def fallbacks(terms: Terms) -> Points:
    """Return what each side expects without a deal, and what that is worth to it."""
    told: dict[str, list[Party]] = {}
    for party in terms.parties:
        told.setdefault(_said(terms, party), []).append(party)
    items = tuple(
        (f"{starting(joined([each.called for each in group]))}: {said}", *_worth(terms, group))
        for said, group in told.items()
    )
    title = "What each side has without a deal"
    return Points(title=title, items=items, origins=("search",))


def _said(terms: Terms, party: Party) -> str:
    """Return the fallback of a side in words; sides with the same one share a sentence."""
    if party.private:
        return "It keeps what it expects without a deal to itself."
    outside = terms.strike.seat.fallbacks.sides[party.at]
    notes = [state.note for state, _ in outside.states if state.note]
    return " ".join(dict.fromkeys((outside.sentence, *notes)))


def _worth(terms: Terms, group: list[Party]) -> Sentence:
    """Say what sides with the same fallback have there, and why there is no range to it."""
    known = [party for party in group if not party.private]
    shown = [party for party in known if terms.showing.fallback(party.at)]
    if known and not shown:
        return (" What that is worth would tell how far a private side goes in a war.",)
    states = [terms.strike.seat.fallbacks.sides[party.at].states for party in shown]
    today = terms.strike.seat.eve.schedule.rate
    if all(np.array_equal(state.tariff, today) for each in states for state, _ in each):
        return ()
    told: Sentence = (" Against today",)
    if any(len(each) > 1 for each in states):
        told = (*told, ", on average over both,")
    bare: list[str] = []
    for place, party in enumerate(shown):
        fact = terms.without(party)
        assert fact is not None
        verb = "gain" if fact.value >= 0 else "lose"
        link = " " if place == 0 else " and " if place == len(shown) - 1 else ", "
        told = (*told, f"{link}{party.called} would {verb} ", *about(fact), " a year")
        reach = spread(fact)
        told = (*told, " (", *reach, ")") if reach else told
        bare += [terms.unranged(party)] if fact.low is None else []
    return (*told, ".", *(f" No range: {why}" for why in dict.fromkeys(bare)))
