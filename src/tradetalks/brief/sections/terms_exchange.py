"""What to offer and what to ask: free lunches first, then what is cheapest for a dollar."""

import numpy as np

from tradetalks.bargain.exchange import Kind as OfferKind
from tradetalks.bargain.exchange import Offer
from tradetalks.bargain.logroll import Swap
from tradetalks.brief.blocks import Block, Paragraph, TableBlock
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import STRUCK
from tradetalks.brief.prose import Number, Sentence, about, number
from tradetalks.brief.tables import Series, Table, table
from tradetalks.brief.terms import Party, Terms
from tradetalks.policy.words import joined, starting

SHOWN = 8
"""Offers of each side in its table."""
EXCHANGE = ("exchange", "welfare")
"""What a number of an offer rests on."""
CALLED = {
    OfferKind.FREE_LUNCH: "good for both",
    OfferKind.OWN_GAIN: "good for its owner only",
    OfferKind.NOBODYS: "good for nobody at the table",
}
"""What is said under the name of an offer that is no plain concession."""


def offers(terms: Terms) -> tuple[Block, ...]:
    """Return what each side can offer; nothing where that would tell a secret."""
    found = terms.strike.exchange.offers
    if not terms.showing.open or not found:
        return ()
    told = [sentence for party in terms.parties for sentence in _conceded(terms, party)]
    told += _lunches(terms)
    told += [_swap(terms, swap) for swap in terms.strike.swaps[:1]]
    return (
        *([Paragraph(sentences=tuple(told), origins=("exchange",))] if told else []),
        *(
            TableBlock(table=_table(terms, party))
            for party in terms.parties
            if terms.strike.exchange.of(party.at)
        ),
    )


def _conceded(terms: Terms, party: Party) -> tuple[Sentence, ...]:
    """Name a side's cheapest concession per dollar, and the one that brings the others most."""
    cheapest = terms.strike.exchange.cheapest(party.at)
    if cheapest is None:
        return ()
    others = [each.called for each in terms.parties if each.at != party.at]
    gains = f"{joined(others)} {'gain' if len(others) > 1 else 'gains'}"
    lead = f"The cheapest concession of {party.called} per dollar that {gains} is "
    first: Sentence = (lead, *_bought(terms, cheapest), ".")
    paid = [each for each in terms.strike.exchange.of(party.at) if _price(terms, each)]
    most = max(paid, key=lambda each: each.brings)
    if most.position == cheapest.position:
        return (first,)
    return (first, (f"The one that brings {joined(others)} most is ", *_bought(terms, most), "."))


def _bought(terms: Terms, offer: Offer) -> Sentence:
    """Say what a concession is, what it brings the others and at which price."""
    price = _price(terms, offer)
    assert price is not None
    return (
        f"{_goods(terms, offer)}, from ",
        number(_rate(terms, offer, "from", offer.rate)),
        " to ",
        number(_rate(terms, offer, "to", offer.floor)),
        ": it brings ",
        *about(_worth(terms, offer, own=False)),
        " a year and costs ",
        Number(text=_cents(price.value), fact=price),
        " for each dollar of it",
    )


def _cents(price: float) -> str:
    return f"{100.0 * price:.0f} cents" if price < 0.995 else f"${price:.2f}"


def _lunches(terms: Terms) -> list[Sentence]:
    """Name the cuts that are good for both."""
    return [
        (
            f"A cut that is good for both: {_goods(terms, offer)} of "
            f"{terms.parties[offer.line.owner].called}, from ",
            number(_rate(terms, offer, "from", offer.rate)),
            " to ",
            number(_rate(terms, offer, "to", offer.floor)),
            ".",
        )
        for offer in terms.strike.exchange.free_lunches[:SHOWN]
    ]


def _swap(terms: Terms, swap: Swap) -> Sentence:
    told: Sentence = ("The best swap of one rate for another: ",)
    for place, (offer, rate) in enumerate(zip((swap.first, swap.second), swap.rate, strict=True)):
        owner = terms.parties[offer.line.owner].called
        told = (
            *told,
            f"{' against ' if place else ''}{_goods(terms, offer)} of {owner} at ",
            number(_rate(terms, offer, "swapped", rate)),
        )
    facts = [_swapped(terms, party, float(swap.gain[party.at])) for party in terms.parties]
    for place, (party, fact) in enumerate(zip(terms.parties, facts, strict=True)):
        told = (*told, f"{'; it brings' if not place else ' and'} {party.called} ", *about(fact))
    return (*told, " a year over no deal.")


def _swapped(terms: Terms, party: Party, value: float) -> Fact:
    return terms.findings.facts.state(
        Fact(
            id=f"swap.1.{party.code}",
            label=f"Gain of {party.name} by the best swap of two rates",
            value=value,
            kind=Kind.GAIN,
            rung=STRUCK,
            origins=EXCHANGE,
        )
    )


def _table(terms: Terms, party: Party) -> Table:
    every = sorted(terms.strike.exchange.of(party.at), key=_costly)
    shown = every[:SHOWN]
    more = f" The first {SHOWN} of {len(every)}." if len(every) > SHOWN else ""
    series = (
        ("From", "The rate", [_rate(terms, each, "from", each.rate) for each in shown]),
        ("To", "The rate", [_rate(terms, each, "to", each.floor) for each in shown]),
        ("Free down to", "The rate", [_free(terms, each) for each in shown]),
        (party.name, "The whole cut, a year", [_worth(terms, each, own=True) for each in shown]),
        ("The others", "The whole cut, a year", [_worth(terms, each, own=False) for each in shown]),
        ("Price", "The whole cut, a year", [_price(terms, each) for each in shown]),
    )
    return table(
        f"signable-offers-{party.code}",
        f"What {party.called} can offer: what is free, then the cheapest per dollar",
        corner="Goods",
        heads=[starting(_goods(terms, each)) for each in shown],
        under=[CALLED.get(each.kind, "") for each in shown],
        columns=[Series(head=head, group=group, facts=facts) for head, group, facts in series],
        note="Each rate cut alone, from where it would be without a deal (or the highest that the "
        "room allows) to its lowest, the model solved again. Free down to: so far a cut costs its "
        "owner nothing. Price: what the owner gives up for a dollar that the others gain; a dash: "
        f"nothing.{more}",
    )


def _costly(offer: Offer) -> tuple[bool, float]:
    """Return how late an offer is listed: what costs nothing first, then by price."""
    price = offer.price
    return (True, np.inf) if price is None else (price > 0.0, price)


def _goods(terms: Terms, offer: Offer) -> str:
    line = offer.line
    goods = terms.sectors(line.sectors)
    lowered = goods[:1].lower() + goods[1:]
    return f"the added duty “{line.measure}” on {lowered}" if line.measure else lowered


def _rate(terms: Terms, offer: Offer, name: str, value: float) -> Fact:
    return _stated(terms, offer, name, f"rate, {name}", value, Kind.RATE)


def _free(terms: Terms, offer: Offer) -> Fact | None:
    if offer.free_to is None:
        return None
    return _stated(terms, offer, "free", "rate down to which it is free", offer.free_to, Kind.RATE)


def _worth(terms: Terms, offer: Offer, *, own: bool) -> Fact:
    if own:
        return _stated(terms, offer, "owner", "gain of its owner", -offer.cost, Kind.GAIN)
    return _stated(terms, offer, "others", "gain of the others", offer.brings, Kind.GAIN)


def _price(terms: Terms, offer: Offer) -> Fact | None:
    price = offer.price
    if price is None or price <= 0.0:
        return None
    what = "given up for a dollar of the others' gain"
    return _stated(terms, offer, "price", what, price, Kind.PRICE)


def _stated(terms: Terms, offer: Offer, name: str, what: str, value: float, kind: Kind) -> Fact:
    owner = terms.parties[offer.line.owner].name
    return terms.findings.facts.state(
        Fact(
            id=f"offer.{offer.position + 1}.{name}",
            label=f"Offer of {owner}, {_goods(terms, offer)}: {what}",
            value=value,
            kind=kind,
            rung=STRUCK,
            origins=EXCHANGE,
        )
    )
