"""The rates under the terms, side by side with those of today."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.rows import Row
from tradetalks.bargain.settle import Rule, Settlement
from tradetalks.brief.blocks import Block, TableBlock
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import STRUCK
from tradetalks.brief.tables import Series, Table, table
from tradetalks.brief.terms import OTHER_RULE, Party, Terms
from tradetalks.policy.words import starting

FloatArray = NDArray[np.float64]
SAME = 5e-4
"""Rates closer than this are printed alike."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Rate:
    """One rate of the talks: its place among all of them, and what is printed of it."""

    at: int
    row: Row
    agreed: float | None

    @property
    def move(self) -> float:
        """How far the terms move it, where that is printed."""
        return 0.0 if self.agreed is None else self.agreed - self.row.now


def rates(terms: Terms) -> tuple[Block, ...]:
    """Return one table for each side that sets rates; none where they would tell a secret."""
    if not terms.showing.terms:
        return ()
    told = [(party, _own(terms, party)) for party in terms.parties]
    return tuple(TableBlock(table=_table(terms, party, own)) for party, own in told if own)


def _own(terms: Terms, party: Party) -> list[_Rate]:
    """Return what a side sets, the deepest cuts first where nothing is private."""
    own = [
        _Rate(at=at, row=row, agreed=terms.showing.rate(at))
        for at, row in enumerate(terms.showing.rows)
        if row.span.side == party.code
    ]
    return sorted(own, key=lambda each: each.move) if terms.showing.open else own


def _table(terms: Terms, party: Party, own: list[_Rate]) -> Table:
    found, fair = terms.settled, terms.rule(Rule.KALAI_SMORODINSKY)
    payers = [_payer(terms, each.row) for each in own]
    alone = len(set(payers)) == 1
    columns = [Series(head="Today", facts=[_now(terms, each) for each in own])]
    without = _without(terms)
    if without is not None:
        left = [_left(terms, each, without) for each in own]
        columns += [Series(head="No deal", facts=left)]
    columns += [Series(head=terms.head, facts=[_under(terms, found, each) for each in own])]
    if fair is not None and terms.is_settled:
        columns += [Series(head=OTHER_RULE, facts=[_under(terms, fair, each) for each in own])]
    return table(
        f"signable-rates-{party.code}",
        _finding(terms, party, own) + (f" on {payers[0]}" if alone else "") + _instead(terms, own),
        corner="Goods",
        heads=[_goods(terms, each) for each in own],
        columns=columns,
        under=[
            _under_name(terms, each, "" if alone else f"from {payer}")
            for each, payer in zip(own, payers, strict=True)
        ],
        note=_note(terms, own),
    )


def _payer(terms: Terms, row: Row) -> str:
    """Return who pays a rate, inside a sentence."""
    if row.span.instrument.mfn:
        return "every supplier"
    return terms.exporters(row.span.instrument.to)


def _under_name(terms: Terms, each: _Rate, payer: str) -> str:
    """Return the small print under a rate; a red line is told only where nothing is private."""
    kept = "kept: a red line" if each.row.span.kept and terms.showing.open else ""
    return "; ".join(part for part in (payer, kept) if part)


def _note(terms: Terms, own: Sequence[_Rate]) -> str:
    """Return what must be known to read just these rates."""
    told = []
    if terms.showing.open and len(own) > 1:
        told += ["The deepest cuts first."]
    if any(each.row.span.instrument.measure for each in own):
        told += ["An added duty comes on top of the ordinary one."]
    if any(np.ptp(each.row.span.now) > SAME for each in own):
        told += [
            "Where a rate covers goods or partners that pay different ones, today's is the highest "
            "of them and that without a deal their mean."
        ]
    if any(each.agreed is None for each in own):
        told += ["A dash: the rate rests on a bound that a side keeps private."]
    return " ".join(told)


def _finding(terms: Terms, party: Party, own: Sequence[_Rate]) -> str:
    if not terms.showing.effects:
        return f"Rates of {party.called}"
    moved = np.array([each.move for each in own])
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


def _instead(terms: Terms, own: Sequence[_Rate]) -> str:
    """Say that the rates would be higher without a deal, where all of them would."""
    without = _without(terms)
    if without is None or not terms.is_settled:
        return ""
    left = [_rate_in(terms, each.row, without) for each in own]
    higher = all(
        rate is not None and rate > max(each.row.now, each.row.now + each.move) + SAME
        for rate, each in zip(left, own, strict=True)
    )
    return f"; without a deal {'it' if len(own) == 1 else 'all'} would rise" if higher else ""


def _rate_in(terms: Terms, row: Row, tariff: FloatArray) -> float | None:
    """Return a rate under any rates of the world; None of a measure that a red line keeps."""
    if row.position is not None:
        return float(terms.settled.lines.rates_in(tariff)[row.position])
    if row.span.instrument.measure is not None:
        return None
    world = terms.strike.seat.eve.measured
    each = (row.span.instrument.to, row.span.instrument.by)
    partners, owners = ([world.economy_index(code) for code in codes] for codes in each)
    sectors = [world.sector_index(code) for code in row.span.sectors]
    return float(tariff[np.ix_(partners, owners, sectors)].mean())


def _goods(terms: Terms, each: _Rate) -> str:
    span = each.row.span
    measure = span.instrument.measure
    added = f" ({terms.duty(measure)})" if measure else ""
    return f"{starting(terms.sectors(span.sectors))}{added}"


def _now(terms: Terms, each: _Rate) -> Fact:
    return _rate(terms, each, "now", "today", each.row.now, "schedule")


def _under(terms: Terms, found: Settlement, each: _Rate) -> Fact | None:
    if each.agreed is None:
        return None
    rate = each.row.agreed(found.rate)
    return _rate(terms, each, found.rule.value, found.rule.value, rate, "search")


def _left(terms: Terms, each: _Rate, without: FloatArray) -> Fact | None:
    rate = _rate_in(terms, each.row, without)
    return None if rate is None else _rate(terms, each, "without", "no deal", rate, "schedule")


def _rate(terms: Terms, each: _Rate, name: str, what: str, value: float, origin: str) -> Fact:
    who = next(party.name for party in terms.parties if party.code == each.row.span.side)
    return terms.findings.facts.state(
        Fact(
            id=f"line.{each.at + 1}.{name}",
            label=f"Rate of {who}, {_goods(terms, each)}: {what}",
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
    if not terms.showing.open or len(kinds) > 1:
        return None
    states = outside[0].states
    return states[0][0].tariff if len(states) == 1 else None
