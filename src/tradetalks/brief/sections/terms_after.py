"""What comes after: whether the terms are kept, who answers them, what else is needed."""

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.keep import Keep
from tradetalks.bargain.pledge import InvestmentEffect, PurchaseEffect
from tradetalks.bargain.reaction import Stance
from tradetalks.bargain.subsidy import Met
from tradetalks.brief.blocks import Block, Points, TableBlock
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import STRUCK
from tradetalks.brief.prose import Sentence, about, number
from tradetalks.brief.sections.terms_room import promise
from tradetalks.brief.struck import signers
from tradetalks.brief.tables import Series, Table, table
from tradetalks.brief.terms import Party, Terms
from tradetalks.policy.commitment import Commitment
from tradetalks.policy.words import joined, starting

FloatArray = NDArray[np.float64]
AFTER = ("after", "welfare")
"""What these numbers rest on."""
GROUP = "Against today, a year"
ANSWERS = {
    Stance.PASSIVE: "leaves its rates alone",
    Stance.PROPORTIONAL: "withdraws as much trade as it lost",
    Stance.BEST: "sets what suits it best on the sides' goods",
}


def after(terms: Terms) -> tuple[Block, ...]:
    """Return what comes after the terms, and what stands beside them."""
    blocks: list[Block] = []
    if terms.showing.effects and terms.strike.reactions:
        blocks += [TableBlock(table=_answers(terms))]
    if terms.showing.open and terms.is_settled:
        kept = tuple(_kept(terms, each) for each in terms.strike.keeps)
        blocks += [Points(title="Would it be kept?", items=kept, origins=("after",))]
    return (*blocks, *_beside(terms))


def _kept(terms: Terms, found: Keep) -> Sentence:
    """Say whether a side honours the terms, if breaking them brings war ever after."""
    party, factor = terms.parties[found.side], found.discount_factor
    proved = "" if found.deviation.proof.holds else " (Its best breach is not proved.)"
    who = starting(party.called)
    if factor is None:
        return (
            f"{who}: nothing in the tariffs keeps it to these terms. In a tariff war, each side "
            "setting what suits it best, it would have ",
            *_amount(terms, party, "war", "in the war", found.war),
            " a year against today, under the terms ",
            *_amount(terms, party, "kept", "under the terms", found.deal),
            f". Something else must hold it.{proved}",
        )
    if factor == 0.0:
        return (f"{who} has nothing to gain by breaking them.{proved}",)
    fact = _stated(terms, f"discount.{party.code}", f"discount factor, {party.name}", factor)
    return (
        f"{who} keeps them if what it has next year counts at least ",
        number(fact),
        f" of the same this year: breaking them pays for one year, and brings war after.{proved}",
    )


def _amount(terms: Terms, party: Party, name: str, what: str, share: float) -> Sentence:
    fact = _gain(terms, name, what, party, share * float(terms.strike.seat.table.income[party.at]))
    return ("a loss of " if fact.value < 0 else "a gain of ", *about(fact))


def _answers(terms: Terms) -> Table:
    reactions = terms.strike.reactions
    who = terms.exporters(reactions[0].members)
    income = terms.strike.seat.table.income
    columns = [
        Series(
            head=party.name,
            group=GROUP,
            facts=[
                _gain(
                    terms,
                    f"answer.{each.stance.name.lower()}",
                    f"if {who} {ANSWERS[each.stance]}",
                    party,
                    float(each.values[party.at] * income[party.at]),
                )
                if terms.showing.gain(party.at)
                else None
                for each in reactions
            ],
        )
        for party in terms.parties
    ]
    world = terms.strike.seat.before.world
    theirs = sum(world.income[world.economy_index(code)] for code in reactions[0].members)
    own = [
        _stated(
            terms,
            f"answer.{each.stance.name.lower()}.own",
            f"Gain in real income of {who}, which {ANSWERS[each.stance]}",
            float(each.gain * theirs),
            Kind.GAIN,
        )
        for each in reactions
    ]
    columns += [Series(head=starting(who.removeprefix("the ")), group=GROUP, facts=own)]
    proved = all(each.best is None or each.best.proof.holds for each in reactions)
    return table(
        "signable-answers",
        _outcome(terms, who),
        corner=f"{starting(who)} …",
        heads=[ANSWERS[each.stance] for each in reactions],
        columns=columns,
        note="The largest of those watched. What suits it best is its own gain, with or without "
        "the terms: it is not what they alone provoke. Central estimates, without ranges."
        + ("" if proved else " Its best answer is not proved."),
    )


def _outcome(terms: Terms, who: str) -> str:
    """Say whether all still gain over no deal if their terms are answered in proportion."""
    answer = next(each for each in terms.strike.reactions if each.stance is Stance.PROPORTIONAL)
    if not terms.is_settled or not terms.showing.open:
        return f"If {who} answers these terms"
    without = terms.strike.seat.fallbacks.gain
    worse = [each.called for each in terms.parties if answer.values[each.at] < without[each.at]]
    left = (
        f"{joined(worse)} would have less"
        if worse
        else f"{signers(terms.strike)} would still have more"
    )
    return f"If {who} withdraws as much trade as it lost, {left} than without a deal"


def _beside(terms: Terms) -> tuple[Block, ...]:
    """Return what is needed and what is promised beside tariffs, apart from all other numbers."""
    need = _needed(terms) if terms.showing.open else []
    told = tuple(_promised(terms, each) for each in terms.public.commitments)
    blocks: list[Block] = []
    if need:
        title = "What is needed beside tariffs"
        blocks += [Points(title=title, items=tuple(need), origins=("after",))]
    if told:
        title = "Promised beside tariffs, and added to none of these numbers"
        blocks += [Points(title=title, items=told, origins=("after",))]
    return tuple(blocks)


def _needed(terms: Terms) -> list[Sentence]:
    """Say what something else must be worth before each side signs."""
    short = terms.strike.gap.to_sign
    return [
        (
            f"Before {party.called} signs, something else must be worth ",
            *about(_gain(terms, "chip", "lacking", party, float(short[party.at]))),
            " a year to it.",
        )
        for party in terms.parties
        if short[party.at] > 0.0
    ]


def _promised(terms: Terms, each: Commitment) -> Sentence:
    """Return a promise, and of a pledge of money what keeping it would do."""
    said = promise(terms, each)
    effects = terms.strike.pledges if terms.showing.effects else ()
    found = next((effect for effect in effects if effect.commitment == each), None)
    return (said,) if found is None else (f"{said} ", *_effect(terms, found))


def _effect(terms: Terms, found: PurchaseEffect | InvestmentEffect) -> Sentence:
    """Say what keeping a pledge of money would do."""
    place = terms.strike.pledges.index(found) + 1
    if isinstance(found, InvestmentEffect):
        lead = "The investment, taken as a gift of what would not have come anyway"
        return (f"{lead}, would bring ", *_worths(terms, place, found.equivalent_variation))
    met = found.by_buyer
    if met is None:
        return ("The purchase needs nothing: as much is bought without the pledge.",)
    if not isinstance(met, Met):
        return (f"The purchase cannot be met: {met.reason}",)
    outlay = _stated(terms, f"pledge.{place}.outlay", "outlay of the buyer", met.outlay, Kind.MONEY)
    return (
        "The purchase would take a subsidy of ",
        *about(outlay),
        " a year; paid by the buyer it would bring ",
        *_worths(terms, place, met.equivalent_variation),
    )


def _worths(terms: Terms, place: int, worth: FloatArray) -> Sentence:
    told: Sentence = ()
    world = terms.strike.seat.eve.measured
    for party, side in zip(terms.parties, terms.public.sides, strict=True):
        value = float(sum(worth[world.economy_index(code)] for code in side.members))
        fact = _gain(terms, f"pledge.{place}", f"pledge {place}", party, value)
        sign = "a loss of " if value < 0 else "a gain of "
        told = (*told, " and " if told else "", f"{party.called} {sign}", *about(fact))
    return (*told, " a year.")


def _gain(terms: Terms, name: str, what: str, party: Party, value: float) -> Fact:
    label = f"Gain in real income, {party.name}: {what}"
    return _stated(terms, f"{name}.{party.code}", label, value, Kind.GAIN)


def _stated(terms: Terms, name: str, label: str, value: float, kind: Kind = Kind.INDEX) -> Fact:
    return terms.findings.facts.state(
        Fact(id=name, label=label, value=value, kind=kind, rung=STRUCK, origins=AFTER)
    )
