"""Section 5: how much aid would do the same as each scenario."""

from tradetalks.brief.blocks import Block, Paragraph, Section, TableBlock
from tradetalks.brief.facts import Fact
from tradetalks.brief.findings import Findings
from tradetalks.brief.movement import is_idle
from tradetalks.brief.prose import Sentence, about, number, spread
from tradetalks.brief.tables import Series, Table, table


def section(findings: Findings) -> Section:
    """Return the aid equivalents: what they are, the headline one, and all of them."""
    blocks: tuple[Block, ...] = (
        Paragraph(sentences=_sentences(findings), origins=("aid",)),
        TableBlock(table=_table(findings)),
    )
    return Section(id="aid", title="Trade, not aid", blocks=blocks)


def _sentences(findings: Findings) -> tuple[Sentence, ...]:
    small = findings.talks.parties[0]
    meaning: Sentence = (
        "The aid equivalent of a scenario is the yearly transfer from "
        f"{findings.called(findings.talks.parties[1])} to {findings.called(small)} that, with "
        "tariffs as they stand, would bring the same real income.",
    )
    fact = findings.fact("aid", small, findings.headline.id)
    if fact is None or is_idle(findings, findings.headline):
        return (meaning,)
    who = findings.called(small)
    if fact.value < 0:
        told: Sentence = (
            f"For {who}, “{findings.headline.title}” is worth the same as giving up ",
            *about(fact),
            " a year",
            *_reach(fact),
            ".",
        )
        return (meaning, told)
    return (
        meaning,
        (
            f"For {who}, “{findings.headline.title}” would do as much as aid of ",
            *about(fact),
            " a year",
            *_reach(fact),
            ".",
        ),
    )


def _reach(fact: Fact) -> Sentence:
    if fact.low is None or fact.high is None:
        return ()
    if fact.sign_is_certain:
        reach = spread(fact)
        return (", in nine of ten estimates ", *reach) if reach else ()
    return (
        "; the sign is not certain: nine of ten estimates run from ",
        *_end(fact, "low"),
        " to ",
        *_end(fact, "high"),
    )


def _end(fact: Fact, end: str) -> Sentence:
    return ("giving up " if fact.end(end) < 0 else "receiving ", number(fact, end))


def _table(findings: Findings) -> Table:
    code = findings.talks.parties[0]
    columns = [
        Series(
            head=head,
            group=findings.name(code),
            facts=[findings.fact(quantity, code, rung.id) for rung in findings.rungs],
        )
        for quantity, head in (("aid", "Aid equivalent, a year"), ("gain", "Real income, a year"))
    ]
    return table(
        "aid-equivalent",
        f"What {findings.called(code)} would have to be given instead of each scenario",
        corner="Scenario",
        heads=[rung.title for rung in findings.rungs],
        columns=columns,
        note="Negative: what it could give away instead and be as well off as under the scenario. "
        "Under each aid equivalent: its values in the two draws whose gain is nearest to the ends "
        "of the range of gains.",
    )
