"""The facts of one offer, stated for sentences and for tables alike."""

from tradetalks.bargain.exchange import Offer
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import STRUCK
from tradetalks.brief.terms import Party, Terms

EXCHANGE = ("exchange", "welfare")
"""What a number of an offer rests on."""


def goods(terms: Terms, offer: Offer) -> str:
    """Return what an offer is on, inside a sentence."""
    named = terms.sectors(offer.line.sectors)
    lowered = named[:1].lower() + named[1:]
    return f"{terms.duty(offer.line.measure)} on {lowered}" if offer.line.measure else lowered


def largest(terms: Terms, party: Party) -> Offer | None:
    """Return the concession of a side that brings the others most; None where it has none."""
    paid = [each for each in terms.strike.exchange.of(party.at) if (each.price or 0.0) > 0.0]
    return max(paid, key=lambda each: each.brings, default=None)


def rate_from(terms: Terms, offer: Offer) -> Fact:
    """Return the rate that is cut."""
    return rate_at(terms, offer, "from", offer.rate)


def rate_to(terms: Terms, offer: Offer) -> Fact:
    """Return the lowest rate that the room allows."""
    return rate_at(terms, offer, "to", offer.floor)


def free_to(terms: Terms, offer: Offer) -> Fact | None:
    """Return the rate down to which a cut costs its owner nothing; None where it costs at once."""
    return None if offer.free_to is None else rate_at(terms, offer, "free", offer.free_to)


def rate_at(terms: Terms, offer: Offer, name: str, value: float) -> Fact:
    """Return a rate of an offer."""
    return _stated(terms, offer, name, f"rate, {name}", value, Kind.RATE)


def free_brings(terms: Terms, offer: Offer) -> Fact | None:
    """Return what the others gain so far as a cut is free."""
    if offer.free_brings is None:
        return None
    what = "gain of the others so far as it is free"
    return _stated(terms, offer, "free_others", what, offer.free_brings, Kind.GAIN)


def owner_gain(terms: Terms, offer: Offer) -> Fact:
    """Return what its owner gains by the whole cut."""
    return _stated(terms, offer, "owner", "gain of its owner", -offer.cost, Kind.GAIN)


def others_gain(terms: Terms, offer: Offer) -> Fact:
    """Return what the others gain by the whole cut."""
    return _stated(terms, offer, "others", "gain of the others", offer.brings, Kind.GAIN)


def price(terms: Terms, offer: Offer) -> Fact | None:
    """Return what its owner gives up for a dollar that the others gain; None for nothing."""
    given = offer.price
    if given is None or given <= 0.0:
        return None
    what = "given up for a dollar of the others' gain"
    return _stated(terms, offer, "price", what, given, Kind.PRICE)


def _stated(terms: Terms, offer: Offer, name: str, what: str, value: float, kind: Kind) -> Fact:
    owner = terms.parties[offer.line.owner].name
    return terms.findings.facts.state(
        Fact(
            id=f"offer.{offer.position + 1}.{name}",
            label=f"Offer of {owner}, {goods(terms, offer)}: {what}",
            value=value,
            kind=kind,
            rung=STRUCK,
            origins=EXCHANGE,
        )
    )
