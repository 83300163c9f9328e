"""The rates under the terms, side by side with those of today."""

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.settle import Rule, Settlement
from tradetalks.brief.blocks import Block, TableBlock
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import STRUCK
from tradetalks.brief.tables import Series, Table, table
from tradetalks.brief.terms import Party, Terms
from tradetalks.policy.words import starting

FloatArray = NDArray[np.float64]
SAME = 5e-4
"""Rates closer than this are printed alike."""


def rates(terms: Terms) -> tuple[Block, ...]:
    """Return one table for each side that sets rates; none where they would tell a secret."""
    if not terms.showing.terms:
        return ()
    return tuple(
        TableBlock(table=_table(terms, party))
        for party in terms.parties
        if len(terms.settled.lines.owned(party.at))
    )


def _table(terms: Terms, party: Party) -> Table:
    found, fair = terms.settled, terms.rule(Rule.KALAI_SMORODINSKY)
    own = sorted(
        (int(at) for at in found.lines.owned(party.at)),
        key=lambda at: float(found.rate[at] - found.lines.now[at]),
    )
    if not terms.showing.open:
        own.sort()
    payers = [terms.payers(found.lines.line[at]) for at in own]
    alone = len(set(payers)) == 1
    columns = [Series(head="Today", facts=[_now(terms, at) for at in own])]
    without = _without(terms)
    if without is not None:
        columns += [Series(head="No deal", facts=[_left(terms, at, without) for at in own])]
    head = "These terms" if terms.is_settled else "Nearest"
    columns += [Series(head=head, facts=[_under(terms, found, at) for at in own])]
    if fair is not None and terms.is_settled:
        columns += [Series(head="Kalai-Smorodinsky", facts=[_under(terms, fair, at) for at in own])]
    return table(
        f"signable-rates-{party.code}",
        _finding(terms, party, own) + (f" on {payers[0]}" if alone else "") + _instead(terms, own),
        corner="Goods",
        heads=[_goods(terms, at) for at in own],
        columns=columns,
        under=[] if alone else [f"from {payer}" for payer in payers],
        note=_note(terms),
    )


def _note(terms: Terms) -> str:
    several = (
        "Where a rate covers goods or partners that pay different ones, today's is the highest of "
        "them and that without a deal their mean."
    )
    if terms.showing.open:
        return f"The deepest cuts first. {several}"
    return f"{several} A dash: the rate rests on a bound that a side keeps private."


def _finding(terms: Terms, party: Party, own: list[int]) -> str:
    if not terms.showing.effects:
        return f"Rates of {party.called}"
    moved = terms.settled.rate[own] - terms.settled.lines.now[own]
    lower, higher = int((moved < -SAME).sum()), int((moved > SAME).sum())
    who = starting(party.called)
    if len(own) == 1:
        verb = "lower" if lower else "raise" if higher else "keep"
        return f"{who} would {verb} its rate"
    if not lower and not higher:
        return f"{who} would keep all of its {len(own)} rates"
    up = f" and raise {higher}" if higher else ""
    many = "all" if lower == len(own) else f"{lower}"
    return f"{who} would lower {many} of its {len(own)} rates{up}"


def _instead(terms: Terms, own: list[int]) -> str:
    """Say that the rates would be higher without a deal, where all of them would."""
    without = _without(terms)
    if without is None or not terms.is_settled:
        return ""
    left = terms.settled.lines.rates_in(without)[own]
    now, under = terms.settled.lines.now[own], terms.settled.rate[own]
    higher = (left > now + SAME).all() and (left > under + SAME).all()
    return f"; without a deal {'it' if len(own) == 1 else 'all'} would rise" if higher else ""


def _goods(terms: Terms, at: int) -> str:
    line = terms.settled.lines.line[at]
    added = f" (the added duty “{line.measure}”)" if line.measure else ""
    return f"{starting(terms.sectors(line.sectors))}{added}"


def _now(terms: Terms, at: int) -> Fact:
    return _rate(terms, at, "now", "today", float(terms.settled.lines.now[at]), "schedule")


def _under(terms: Terms, found: Settlement, at: int) -> Fact | None:
    if terms.showing.rests(at):
        return None
    return _rate(terms, at, found.rule.value, found.rule.value, float(found.rate[at]), "search")


def _left(terms: Terms, at: int, without: FloatArray) -> Fact:
    rate = float(terms.settled.lines.rates_in(without)[at])
    return _rate(terms, at, "without", "no deal", rate, "schedule")


def _rate(terms: Terms, at: int, name: str, what: str, value: float, origin: str) -> Fact:
    line = terms.settled.lines.line[at]
    who = terms.parties[line.owner].name
    return terms.findings.facts.state(
        Fact(
            id=f"line.{at + 1}.{name}",
            label=f"Rate of {who}, {_goods(terms, at)}: {what}",
            value=value,
            kind=Kind.RATE,
            rung=STRUCK,
            origins=(origin,),
        )
    )


def _without(terms: Terms) -> FloatArray | None:
    """Return every rate without a deal, None where sides expect different things, or privately."""
    outside = terms.strike.seat.fallbacks.sides
    kinds = {tuple(state.kind for state, _ in each.states) for each in outside}
    if any(party.private for party in terms.parties) or len(kinds) > 1:
        return None
    states = outside[0].states
    return states[0][0].tariff if len(states) == 1 else None
