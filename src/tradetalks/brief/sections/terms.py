"""The terms that the sides could sign: verdict, fallbacks, picture, rates, gains, others, proof."""

from collections.abc import Sequence

from tradetalks.bargain.settle import NOTHING, Rule, Verdict
from tradetalks.brief.blocks import Block, Paragraph, Section, TableBlock, words
from tradetalks.brief.facts import Fact
from tradetalks.brief.figures import SPACE
from tradetalks.brief.findings import STRUCK
from tradetalks.brief.movement import is_slight
from tradetalks.brief.prose import Sentence, about, spread
from tradetalks.brief.sections.headline import RANGES
from tradetalks.brief.sections.terms_after import after
from tradetalks.brief.sections.terms_exchange import offers
from tradetalks.brief.sections.terms_fallback import fallbacks
from tradetalks.brief.sections.terms_picture import picture
from tradetalks.brief.sections.terms_rates import rates
from tradetalks.brief.sections.terms_room import room
from tradetalks.brief.struck import signers
from tradetalks.brief.tables import Series, Table, table
from tradetalks.brief.terms import OTHER_RULE, OTHER_RULE_SAID, Party, Terms
from tradetalks.policy.words import joined, spoken_date, starting

OTHERS = 5
"""Economies outside the talks in the table: those watched, then those moved most."""


def section(terms: Terms) -> Section:
    """Return the section on the terms that the sides could sign."""
    blocks: list[Block] = [
        Paragraph(sentences=_verdict(terms), origins=("search",)),
        fallbacks(terms),
        *picture(terms),
        *((TableBlock(table=_gains(terms)),) if terms.showing.effects else ()),
        *rates(terms),
        *offers(terms),
        *((TableBlock(table=_outside(terms)),) if terms.showing.effects else ()),
        *after(terms),
        *room(terms),
        Paragraph(sentences=words(_proof(terms)), origins=("search",)),
    ]
    return Section(
        id="signable",
        title=f"Terms {signers(terms.strike)} could sign",
        blocks=tuple(blocks),
        # The verdict, the picture and the gains then share one sheet.
        new_page=True,
    )


def spoken(terms: Terms) -> tuple[Sentence, ...]:
    """Return the sentence for the head of the brief: nothing where nothing is settled."""
    if not terms.is_settled:
        return ()
    facts = [terms.over(party) for party in terms.parties]
    parts = [_moves(party, fact) for party, fact in zip(terms.parties, facts, strict=True)]
    spans = any(fact is not None and fact.low is not None for fact in facts)
    told = " (in brackets nine of ten estimates)" if spans else ""
    lead = f"There are terms that {signers(terms.strike)} would sign: over no deal{told}, "
    return ((lead, *_listed(parts), "."),)


def _reach(fact: Fact) -> Sentence:
    """Return where nine of ten estimates lie, in brackets; nothing where no range was run."""
    reach = spread(fact)
    return (" (", *reach, ")") if reach else ()


def _listed(parts: list[Sentence]) -> Sentence:
    """Join clauses as a sentence lists them."""
    found = parts[0]
    for place, part in enumerate(parts[1:], 2):
        found = (*found, " and " if place == len(parts) else ", ", *part)
    return found


def _verdict(terms: Terms) -> tuple[Sentence, ...]:
    match terms.settled.verdict:
        case Verdict.SETTLED:
            more = (_against_today(terms),) if terms.showing.effects else ()
            return (*spoken(terms), *more)
        case Verdict.NO_DEAL:
            return _no_deal(terms)
        case Verdict.NOT_PROVED:
            failed = "; ".join(terms.settled.proof.failures)
            return words(
                "The search found terms, but they are not proved, so they are called neither "
                f"settled nor best: {failed}.",
                "What follows is what it found.",
            )


def _against_today(terms: Terms) -> Sentence:
    day = spoken_date(terms.findings.talks.as_of)
    parts = [_moves(party, terms.today(party)) for party in terms.parties]
    lead = f"Against the tariffs in force on {day}, "
    return (lead, *_listed(parts), ".")


def _moves(party: Party, fact: Fact | None) -> Sentence:
    if fact is None:
        return (f"{party.called} would gain by an amount that is kept private",)
    verb = "gain" if fact.value >= 0 else "lose"
    return (f"{party.called} would {verb} ", *about(fact), " a year", *_reach(fact))


def _no_deal(terms: Terms) -> tuple[Sentence, ...]:
    """Say that nothing suits everybody, and who is short by how much at the nearest point."""
    short = terms.settled.shortfall
    lacking = [party for party in terms.parties if short[party.at] > NOTHING]
    first: Sentence = (
        f"No terms within the room of these talks leave {signers(terms.strike)} better off than "
        "without a deal.",
    )
    if not terms.showing.open:
        return (first, ("How near they come would tell what is kept private.",))
    if not lacking:
        return (first, ("The best that can be had for every side at once is what it has anyway.",))
    parts = [_short(terms, party) for party in lacking]
    return (first, ("At the point that comes nearest, ", *_listed(parts), "."))


def _short(terms: Terms, party: Party) -> Sentence:
    over = terms.over(party)
    assert over is not None
    return (f"{party.called} would still be ", *about(over), " a year short of its fallback")


def _gains(terms: Terms) -> Table:
    fair = terms.rule(Rule.KALAI_SMORODINSKY)
    columns = [
        Series(
            head="No deal", group="Against today", facts=[terms.without(p) for p in terms.parties]
        ),
        Series(
            head=terms.head,
            group="Against today",
            facts=[terms.today(p) for p in terms.parties],
        ),
    ]
    if fair is not None:
        what = "the terms by Kalai and Smorodinsky's rule"
        facts = [
            terms.gain(fair.rule.value, what, party, fair.gains[party.at])
            for party in terms.parties
        ]
        columns.append(Series(head=OTHER_RULE, group="Against today", facts=facts))
    columns.append(
        Series(
            head=terms.head,
            group="Against no deal",
            facts=[terms.over(party) for party in terms.parties],
        )
    )
    odds = [terms.odds(party) for party in terms.parties]
    if any(odds):
        columns.append(Series(head="Better off", group="Against no deal", facts=odds))
    return table(
        "signable-gains",
        _gains_finding(terms),
        corner="Side",
        heads=[party.name for party in terms.parties],
        columns=columns,
        note=_gains_note(terms, odds),
    )


def _gains_note(terms: Terms, odds: Sequence[Fact | None]) -> str:
    told = [
        f"Change in real income, a year. {RANGES} A number without one is central only: the search "
        "is not run again under the draws."
    ]
    if any(odds):
        told += ["Better off: in which part of the draws."]
    if terms.rule(Rule.KALAI_SMORODINSKY) is not None and len(terms.parties) > 2:
        # Between two sides the picture above has said it.
        told += [OTHER_RULE_SAID]
    if any(terms.over(party) is None for party in terms.parties):
        told += ["A dash: kept private."]
    return " ".join(told)


def _gains_finding(terms: Terms) -> str:
    """Say how sure it is that all gain over no deal, where draws tell; else whether they do."""
    if not terms.is_settled:
        return "What each side would have at the point found"
    odds = [terms.odds(party) for party in terms.parties]
    if all(fact is not None and fact.value == 1.0 for fact in odds):
        each = "both sides are" if len(odds) == 2 else "all sides are"
        return f"Under every draw of the elasticities {each} better off than without a deal"
    facts = [(party, terms.today(party)) for party in terms.parties]
    lose = [party.called for party, fact in facts if fact is not None and fact.value < 0]
    if not lose:
        return f"Under these terms {signers(terms.strike)} gain, against today and against no deal"
    verb = "loses" if len(lose) == 1 else "lose"
    return (
        f"{starting(signers(terms.strike))} gain over no deal; against today {joined(lose)} {verb}"
    )


def _outside(terms: Terms) -> Table:
    """Return what the terms do to economies outside: those watched, then those moved most."""
    findings = terms.findings
    named = findings.talks.third_parties
    watched = [code for code in named if code in findings.world.economies]
    moved = findings.most_affected(OTHERS, rung=STRUCK)
    codes = list(dict.fromkeys((*watched, *moved)))[: max(OTHERS, len(watched))]
    columns = [
        Series(head=head, facts=[findings.fact(what, code, STRUCK) for code in codes])
        for what, head in (
            ("gain", "Real income, a year"),
            ("chance", "Probability of a gain"),
        )
    ]
    return table(
        "signable-others",
        _outside_finding(terms, moved[0]),
        corner="Economy",
        heads=[findings.name(code) for code in codes],
        columns=columns,
        note="Those watched in the talks or named by the source, then those the terms move most in "
        f"dollars. Change against today. {RANGES}",
    )


def _outside_finding(terms: Terms, code: str) -> str:
    fact = terms.findings.fact("gain", code, STRUCK)
    if fact is None or is_slight(fact):
        return f"Outside the talks nobody gains or loses as much as $1{SPACE}million a year"
    verb = "gains" if fact.value > 0 else "loses"
    return f"Outside the talks {terms.findings.called(code)} {verb} most"


def _proof(terms: Terms) -> str:
    """Say what stands behind the terms."""
    proof = terms.settled.proof
    return (
        f"Certificate: {proof.residual:.1e} is left of the first-order conditions (1e-06 "
        f"allowed), the largest curvature along open directions is {proof.uphill:.1e} (above zero "
        f"it would be no summit), and slopes and finite differences are {proof.slope_error:.1e} "
        f"apart. The verdict is “{terms.settled.verdict}”."
    )
