"""What a side can offer, as a table: what is free in full, then what is cheapest per dollar."""

from collections.abc import Callable, Sequence

import numpy as np

from tradetalks.bargain.exchange import Kind, Offer
from tradetalks.brief.facts import Fact
from tradetalks.brief.sections import terms_offer as told_of
from tradetalks.brief.struck import signers
from tradetalks.brief.tables import Series, Table, table
from tradetalks.brief.terms import Party, Terms
from tradetalks.policy.words import starting

SHOWN = 8
"""Offers of each side in its table."""
CALLED = {
    Kind.OWN_GAIN: "good for its owner only",
    Kind.NOBODYS: "good for nobody at the table",
}
"""What is said under the name of an offer that is no plain concession."""


def offers_table(terms: Terms, party: Party) -> Table:
    """Return what a side can offer, which is what the others can ask of it."""
    every = sorted(terms.strike.exchange.of(party.at), key=_costly)
    shown = _shown(terms, party, every)
    called = {**CALLED, Kind.FREE_LUNCH: f"good for {signers(terms.strike)}"}
    return table(
        f"signable-offers-{party.code}",
        _finding(terms, party, every),
        corner="Goods",
        heads=[starting(told_of.goods(terms, each)) for each in shown],
        under=[called.get(each.kind, "") for each in shown],
        columns=_columns(terms, party, shown),
        note=_note(terms, party, shown, every),
    )


def _costly(offer: Offer) -> tuple[bool, float]:
    """Return how late an offer is listed: what costs nothing first, then by price."""
    price = offer.price
    return (True, np.inf) if price is None else (price > 0.0, price)


def _shown(terms: Terms, party: Party, every: Sequence[Offer]) -> list[Offer]:
    """Return the first offers of a side, and last the one that brings the others most."""
    shown, most = list(every[:SHOWN]), told_of.largest(terms, party)
    return shown if most is None or most in shown else [*shown, most]


def _columns(terms: Terms, party: Party, shown: Sequence[Offer]) -> list[Series]:
    others = [each.name for each in terms.parties if each.at != party.at]
    they = others[0] if len(others) == 1 else "The others"
    columns: list[tuple[str, str, Callable[[Terms, Offer], Fact | None]]] = [
        ("The rate", "From", told_of.rate_from),
        ("The rate", "To", told_of.rate_to),
        ("The whole cut, a year", party.name, told_of.owner_gain),
        ("The whole cut, a year", they, told_of.others_gain),
    ]
    if any(told_of.price(terms, each) for each in shown):
        columns += [("The whole cut, a year", "Price", told_of.price)]
    if _free_at_first(shown):
        columns[2:2] = [
            ("Free part of it", "Down to", told_of.free_to),
            ("Free part of it", they, told_of.free_brings),
        ]
    return [
        Series(head=head, group=group, facts=[fact_of(terms, each) for each in shown])
        for group, head, fact_of in columns
    ]


def _free_at_first(shown: Sequence[Offer]) -> bool:
    return any(each.kind is Kind.FREE_AT_FIRST for each in shown)


def _note(terms: Terms, party: Party, shown: Sequence[Offer], every: Sequence[Offer]) -> str:
    told = [
        "Each rate cut alone, from where its owner finds it likeliest without a deal (or the "
        "highest that the room allows) to its lowest, the model solved again; cuts made together "
        "do not add up exactly."
    ]
    if _free_at_first(shown):
        told += [
            f"Free: down to there a cut costs {party.called} nothing; a dash: it costs at once."
        ]
    if any(told_of.price(terms, each) for each in shown):
        told += [f"Price: what {party.called} gives up for a dollar that the others gain."]
    if len(every) > len(shown):
        more = "" if len(shown) == SHOWN else ", and the one that brings most"
        told += [f"The first {SHOWN} of {len(every)} by price{more}."]
    return " ".join(told)


def _finding(terms: Terms, party: Party, every: Sequence[Offer]) -> str:
    """Say which of a side's offers is cheapest and which largest, or that they are free."""
    cheapest, most = terms.strike.exchange.cheapest(party.at), told_of.largest(terms, party)
    if cheapest is None or most is None:
        if not all(each.kind is Kind.FREE_LUNCH for each in every):
            return f"What {party.called} can offer"
        what = "The cut" if len(every) == 1 else "Every cut"
        return f"{what} that {party.called} can offer is good for {signers(terms.strike)}"
    lead = (
        f"Of the cuts that {party.called} can offer, the one on {told_of.goods(terms, cheapest)} "
        "costs least per dollar"
    )
    if cheapest.position == most.position:
        return f"{lead} and brings most"
    return f"{lead}, the one on {told_of.goods(terms, most)} brings most"
