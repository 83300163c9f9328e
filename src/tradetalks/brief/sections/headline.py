"""Section 1: three sentences to read aloud, and every rung at a glance."""

from tradetalks.brief.blocks import Block, Paragraph, Section, TableBlock
from tradetalks.brief.facts import Fact
from tradetalks.brief.figures import SPACE
from tradetalks.brief.findings import DRAWS, Findings
from tradetalks.brief.movement import is_idle, is_slight
from tradetalks.brief.prose import Sentence, about, gain_sentence, number, spread
from tradetalks.brief.tables import Series, Table, table
from tradetalks.policy.words import spoken_date

COUNTED = {3: "three", 4: "four"}


def section(findings: Findings, more: tuple[Sentence, ...] = ()) -> Section:
    """Return the headline; `spoken` holds its sentences alone.

    Args:
        findings: What the model answered.
        more: Sentences that end it.
    """
    told = spoken(findings, more)
    blocks: tuple[Block, ...] = (
        Paragraph(sentences=told, strong=True),
        TableBlock(table=_glance(findings)),
    )
    return Section(id="headline", title=f"In {COUNTED[len(told)]} sentences", blocks=blocks)


def spoken(findings: Findings, more: tuple[Sentence, ...] = ()) -> tuple[Sentence, ...]:
    """Return the three sentences: the deal, its absence or its other side, and who else; `more`."""
    return (_deal(findings), _without(findings), _third(findings), *more)


def _deal(findings: Findings) -> Sentence:
    rung, small = findings.headline.id, findings.talks.parties[0]
    if is_idle(findings, findings.headline):
        return (_nothing(findings),)
    gain = findings.fact("gain", small, rung)
    change = findings.fact("income", small, rung)
    assert gain is not None
    assert change is not None
    day = findings.talks.as_of
    return gain_sentence(
        _lead(findings),
        findings.called(small),
        gain,
        chance=findings.fact("chance", small, rung),
        beside=(number(change), " of its real income"),
        tail=f", against the tariffs in force on {spoken_date(day)}",
    )


def _nothing(findings: Findings) -> str:
    who, day = findings.called(findings.talks.parties[0]), findings.talks.as_of
    return (
        f"{_lead(findings)} nothing changes for {who}: none of its terms alters a tariff that is "
        f"levied on {spoken_date(day)}."
    )


def _without(findings: Findings) -> Sentence:
    """Say what no deal would mean; where no threat was known, what the other party would see."""
    small, large = findings.talks.parties
    if findings.threat is None or findings.threat.id == findings.headline.id:
        fact = findings.fact("gain", large, findings.headline.id)
        assert fact is not None
        if is_idle(findings, findings.headline):
            return (f"Nothing changes for {findings.called(large)} either.",)
        chance = findings.fact("chance", large, findings.headline.id)
        return gain_sentence("In the same scenario", findings.called(large), fact, chance=chance)
    fact = findings.fact("gain", small, findings.threat.id)
    over = findings.fact("advantage", small, findings.headline.id)
    assert fact is not None
    assert over is not None
    opening = gain_sentence(
        "Without a deal, under the rates already announced",
        findings.called(small),
        fact,
        chance=findings.fact("chance", small, findings.threat.id),
    )
    return (*opening[:-1], *_over_no_deal(findings, over))


def _over_no_deal(findings: Findings, over: Fact) -> Sentence:
    """Say by how much the deal is better than none, or how likely it is to be."""
    if over.sign_is_certain:
        better = "better" if over.value > 0 else "worse"
        reach = (", ", *spread(over)) if spread(over) else ()
        return (f": the deal is {better} by ", *about(over), *reach, ".")
    odds = findings.fact("better", findings.talks.parties[0], findings.headline.id)
    told = "; whether the deal is better than that is not certain"
    return (f"{told}: it has a probability of ", number(odds), ".") if odds else (f"{told}.",)


def _third(findings: Findings) -> Sentence:
    """Say which economy outside the talks the deal moves most."""
    code = findings.most_affected(1)[0]
    fact = findings.fact("gain", code, findings.headline.id)
    assert fact is not None
    if is_idle(findings, findings.headline):
        return ("No other economy gains or loses by it.",)
    if is_slight(fact):
        return (f"No other economy would gain or lose as much as $1{SPACE}million a year.",)
    return gain_sentence(
        "Of all the others",
        findings.called(code),
        fact,
        chance=findings.fact("chance", code, findings.headline.id),
        manner="the most, ",
    )


def _lead(findings: Findings) -> str:
    rung = findings.headline
    if rung.id in ("deal", "no_deal"):
        return "With the deal" if rung.id == "deal" else "Without a deal"
    return f"With a deal ({rung.title[:1].lower()}{rung.title[1:]})"


def _glance(findings: Findings) -> Table:
    heads = [rung.title for rung in findings.rungs]
    columns = [
        Series(
            head=what,
            group=findings.name(code),
            facts=[findings.fact(quantity, code, rung.id) for rung in findings.rungs],
        )
        for code in findings.talks.parties
        for quantity, what in (("income", "Real income"), ("gain", "In dollars, a year"))
    ]
    return table(
        "glance",
        "Every scenario at a glance: change against the tariffs in force on the date",
        corner="Scenario",
        heads=heads,
        columns=columns,
        note=f"{RANGES} {CENTRAL}",
    )


SPANNED = (
    f"where nine of ten estimates lie: {DRAWS} draws over the published sets of trade elasticities "
    "and both treatments of trade imbalances, from the 5 to the 95 percent quantile"
)
RANGES = f"Under each number: {SPANNED}, rounded no finer than that many draws can tell."
CENTRAL = (
    "The number itself is that of one published set and one treatment, and can lie outside the "
    "range."
)
