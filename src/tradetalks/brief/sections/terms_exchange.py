"""What to offer and what to ask: what is free first, then what is cheapest for a dollar."""

from tradetalks.bargain.exchange import Kind as OfferKind
from tradetalks.bargain.exchange import Offer
from tradetalks.bargain.logroll import Swap
from tradetalks.brief.blocks import Block, Points, TableBlock
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import STRUCK
from tradetalks.brief.prose import Number, Sentence, about, number
from tradetalks.brief.sections import terms_offer as told_of
from tradetalks.brief.sections.terms_offers import offers_table
from tradetalks.brief.struck import signers
from tradetalks.brief.terms import Party, Terms
from tradetalks.policy.words import joined

LUNCHES = 8
"""Cuts that are good for both that are named one by one."""


def offers(terms: Terms) -> tuple[Block, ...]:
    """Return what each side can offer; nothing where that would tell a secret."""
    found = terms.strike.exchange
    if not terms.showing.open or not found.offers:
        return ()
    told = [_lunch(terms, each) for each in found.free_lunches[:LUNCHES]]
    told += [_swap(terms, swap) for swap in terms.strike.swaps[:1]]
    for party in terms.parties:
        told += [*_free_at_first(terms, party), *_conceded(terms, party)]
    title = "What to offer and what to ask"
    tables = [offers_table(terms, party) for party in terms.parties if found.of(party.at)]
    return (
        *([Points(title=title, items=tuple(told), origins=("exchange",))] if told else []),
        *(TableBlock(table=each) for each in tables),
    )


def _lunch(terms: Terms, offer: Offer) -> Sentence:
    """Name a cut that is good for both, and what it brings them."""
    owner = terms.parties[offer.line.owner]
    return (
        f"Good for {signers(terms.strike)}, with nothing asked in return: {owner.called} cuts "
        f"{told_of.goods(terms, offer)} from ",
        number(told_of.rate_from(terms, offer)),
        " to ",
        number(told_of.rate_to(terms, offer)),
        f". It brings {owner.called} ",
        *about(told_of.owner_gain(terms, offer)),
        f" a year and {joined(_others(terms, owner))} ",
        *about(told_of.others_gain(terms, offer)),
        ".",
    )


def _free_at_first(terms: Terms, party: Party) -> tuple[Sentence, ...]:
    """Say which cuts cost a side nothing up to a point, and where that brings the others most."""
    every = terms.strike.exchange.of(party.at)
    free = [each for each in every if each.kind is OfferKind.FREE_AT_FIRST and each.free_brings]
    if not free:
        return ()
    best = max(free, key=lambda each: each.free_brings or 0.0)
    down_to, worth = told_of.free_to(terms, best), told_of.free_brings(terms, best)
    assert down_to is not None
    assert worth is not None
    return (
        (
            f"Up to a point {len(free)} of the {len(every)} cuts that {party.called} can offer "
            f"cost it nothing. The free part that brings {joined(_others(terms, party))} most: "
            f"{told_of.goods(terms, best)} from ",
            number(told_of.rate_from(terms, best)),
            " to ",
            number(down_to),
            ", worth ",
            *about(worth),
            " a year.",
        ),
    )


def _conceded(terms: Terms, party: Party) -> tuple[Sentence, ...]:
    """Name a side's cheapest concession per dollar, and the one that brings the others most."""
    cheapest, most = terms.strike.exchange.cheapest(party.at), told_of.largest(terms, party)
    if cheapest is None or most is None:
        return ()
    others = _others(terms, party)
    gains = f"{joined(others)} {'gain' if len(others) > 1 else 'gains'}"
    lead = f"The cheapest concession of {party.called} per dollar that {gains} is "
    first: Sentence = (lead, *_bought(terms, cheapest), ".")
    if most.position == cheapest.position:
        return (first,)
    return (
        (*first, f" The one that brings {joined(others)} most is ", *_bought(terms, most), "."),
    )


def _others(terms: Terms, party: Party) -> list[str]:
    return [each.called for each in terms.parties if each.at != party.at]


def _bought(terms: Terms, offer: Offer) -> Sentence:
    """Say what a concession is, what it brings the others and at which price."""
    price = told_of.price(terms, offer)
    assert price is not None
    return (
        f"{told_of.goods(terms, offer)}, from ",
        number(told_of.rate_from(terms, offer)),
        " to ",
        number(told_of.rate_to(terms, offer)),
        ": it brings ",
        *about(told_of.others_gain(terms, offer)),
        " a year and costs ",
        Number(text=_cents(price.value), fact=price),
        " for each dollar of it",
    )


def _cents(price: float) -> str:
    return f"{100.0 * price:.0f} cents" if price < 0.995 else f"${price:.2f}"


def _swap(terms: Terms, swap: Swap) -> Sentence:
    told: Sentence = ("The best swap of one rate for another: ",)
    for place, (offer, rate) in enumerate(zip((swap.first, swap.second), swap.rate, strict=True)):
        owner = terms.parties[offer.line.owner].called
        told = (
            *told,
            f"{' against ' if place else ''}{told_of.goods(terms, offer)} of {owner} at ",
            number(told_of.rate_at(terms, offer, "swapped", rate)),
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
            origins=told_of.EXCHANGE,
        )
    )
