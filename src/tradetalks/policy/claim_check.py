"""What an article claims, set beside what the library and the world hold on the same thing.

A claim agrees, differs, or cannot be checked; the last is said with its reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tradetalks.atlas.world import World
from tradetalks.dossier.items import Measure, MeasureKind, Span, SpeakerKind, Stage, Status
from tradetalks.dossier.record import Record
from tradetalks.policy.agreed import agreements
from tradetalks.policy.claim_facts import Duty, Known, trade_between
from tradetalks.policy.claim_ranks import Ranked, ranks
from tradetalks.policy.economies import name_of
from tradetalks.policy.ladder_text import ALL_GOODS
from tradetalks.policy.measure import AgreedRate, Library
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.words import joined, spoken_date, starting

SAME_RATE = 0.0051
"""Rates no further apart are the same: texts round to whole percent."""

SAME_VALUE = 0.15
"""Values of trade no further apart, as a part, agree: years and ways of counting differ."""

MOST_VOICES = 2
"""Voices on one stage that are set beside what is known."""

_AHEAD = frozenset({Stage.EXPLORATORY, Stage.NEGOTIATING, Stage.NEAR})
_AGREED = frozenset(
    {Stage.FRAMEWORK_AGREED, Stage.CONCLUDED, Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE}
)


AROUND = 120
"""Characters beside a rate in which a text says that it is announced and not levied."""

_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|on hold|paus\w+|suspend\w*|postpon\w+|delay\w*|threat\w*|looms?|looming|"
    r"(?:take|come) into (?:effect|force)|take effect)\b",
    re.IGNORECASE,
)
_SIDES = frozenset({SpeakerKind.PERSON, SpeakerKind.GOVERNMENT, SpeakerKind.OFFICIALS})
_CURRENCY = re.compile(r"[A-Z]{3}|")


class Verdict(StrEnum):
    """How a claim stands to what is known."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNCHECKED = "cannot be checked"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A claim and what is known of it.

    Attributes:
        span: The article's words.
        known: What the library or the world holds, or why it holds nothing, in a sentence.
        verdict: How they stand.
        status: The status, where the claim is one.
        measure: The figure, where the claim is one.
    """

    span: Span
    known: str
    verdict: Verdict
    status: Status | None = None
    measure: Measure | None = None


def check_claims(
    record: Record, world: World, base: Schedule, library: Library
) -> tuple[Checked, ...]:
    """Return the claims of an article that can be set beside what is known, by sort.

    Args:
        record: What the article says.
        world: The world: its trade is that of its own year.
        base: The rates of the day, and the day of the knowledge.
        library: The measures.
    """
    known = Known(world=world, base=base, library=library)
    rates = [m for m in record.measures if m.kind is MeasureKind.TARIFF_RATE]
    values = [m for m in record.measures if m.kind is MeasureKind.TRADE_VALUE]
    return (
        *_statuses(record, known),
        *(_figure(measure, record, known) for measure in rates),
        *(_ranked(claim, known) for claim in ranks(record)),
        *(_value(m, record, known) for m in values if _CURRENCY.fullmatch(m.unit)),
    )


def _statuses(record: Record, known: Known) -> Iterator[Checked]:
    """Set how far talks are said to be beside the agreements known, where any could be.

    Of those that put the talks at one stage two are heard: a side, others quoted, the article.
    """
    pair = {party.code for party in record.parties}
    agreed = _agreed(known)
    if not any(each.by in pair for each in agreed):
        return
    own = [each for each in agreed if {each.by, each.partner} == pair]
    title = record.article.title
    voices = [s for s in record.own_statuses if s.current and s.stage in _AHEAD | _AGREED]
    by_stage: dict[Stage, list[Status]] = {}
    for status in sorted(voices, key=lambda s: (_rank(s), s.sentence.quote in title)):
        told = by_stage.setdefault(status.stage, [])
        if len(told) < MOST_VOICES and _rank(status) not in map(_rank, told):
            told.append(status)
    for told in by_stage.values():
        for status in told:
            yield _status(status, own, known)


def _rank(status: Status) -> int:
    """Return 0 for a side, 1 for others who are quoted, 2 for the article itself."""
    kind = status.speaker.kind
    return 0 if kind in _SIDES else 2 if kind is SpeakerKind.OUTLET else 1


def _status(status: Status, own: Sequence[AgreedRate], known: Known) -> Checked:
    if own:
        day = spoken_date(own[-1].announced)
        said = f"A rate between the two was announced as agreed on {day}."
        verdict = Verdict.AGREES if status.stage in _AGREED else Verdict.DIFFERS
        return Checked(span=status.sentence, known=said, verdict=verdict, status=status)
    said = f"No agreement between the two was known on {spoken_date(known.base.known)}."
    verdict = Verdict.AGREES if status.stage is Stage.NEGOTIATING else Verdict.UNCHECKED
    if status.stage is Stage.NEAR:
        said += " Whether one is near only time tells; what past claims came to stands above."
    return Checked(span=status.sentence, known=said, verdict=verdict, status=status)


def _agreed(known: Known) -> tuple[AgreedRate, ...]:
    return agreements(known.base.known, known.library)


def _figure(measure: Measure, record: Record, known: Known) -> Checked:
    """Set a tariff rate beside the duties levied, announced or agreed."""
    span, text = measure.spans[0], record.article.text
    around = text[max(0, span.start - AROUND) : span.end + AROUND]
    said, verdict = _rate(measure, known, is_announced=_ANNOUNCED.search(around) is not None)
    return Checked(span=span, known=said, verdict=verdict, measure=measure)


def _rate(measure: Measure, known: Known, *, is_announced: bool) -> tuple[str, Verdict]:
    by, on = measure.by, measure.on
    if not by or not on:
        return "The text does not say who levies it on whom.", Verdict.UNCHECKED
    if absent := [code for code in (by, on) if not known.members(code)]:
        return _absent(absent, known), Verdict.UNCHECKED
    if measure.time == "proposed":
        return _proposed(measure, known)
    if measure.time == "threatened":
        return _threatened(measure, known)
    if measure.time == "previous":
        return "Rates of earlier days are not looked up.", Verdict.UNCHECKED
    return _current(measure, known, is_announced=is_announced)


def _current(measure: Measure, known: Known, *, is_announced: bool) -> tuple[str, Verdict]:
    day = spoken_date(known.base.on)
    levied = known.levied(measure.by, measure.on)
    named = bool(measure.what) and not ALL_GOODS.search(measure.what)
    asked = sorted(levied, key=lambda duty: duty.general is named)
    found = next((duty for duty in asked if _same(duty.rate, measure.value)), None)
    if found:
        return f"In force on {day}: {_duty(found)}.", Verdict.AGREES
    general = [duty for duty in levied if duty.general]
    now = f"in force on {day}: {joined([_duty(duty) for duty in general])}"
    now = now if general else f"no general added duty is in force on {day}"
    coming = next(
        (d for d in known.announced(measure.by, measure.on) if _same(d.rate, measure.value)), None
    )
    if coming:
        begins = spoken_date(coming.begins)
        said = f"Announced, to apply from {begins}: {percent(coming.rate)}; {now}."
        return said, Verdict.AGREES if is_announced else Verdict.DIFFERS
    if general and not named and measure.value > 0:
        return f"{starting(now)}.", Verdict.DIFFERS
    low, high = known.means(measure.by, measure.on)
    return (
        f"{starting(now)}. Single goods are not in this world: its mean duties by sector, all "
        f"added, run from {percent(low)} to {percent(high)}.",
        Verdict.UNCHECKED,
    )


def _duty(duty: Duty) -> str:
    return f"{percent(duty.rate)} ({duty.title})"


def _proposed(measure: Measure, known: Known) -> tuple[str, Verdict]:
    own = [a for a in _agreed(known) if (a.by, a.partner) == (measure.by, measure.on)]
    if not own:
        day = spoken_date(known.base.known)
        return f"No rate agreed between the two was known on {day}.", Verdict.UNCHECKED
    rate = own[-1]
    verdict = Verdict.AGREES if _same(rate.rate, measure.value) else Verdict.DIFFERS
    return f"Announced as agreed on {spoken_date(rate.announced)}: {percent(rate.rate)}.", verdict


def _threatened(measure: Measure, known: Known) -> tuple[str, Verdict]:
    coming = known.announced(measure.by, measure.on)
    if not coming:
        day = spoken_date(known.base.known)
        return f"No measure announced by {day} and still to come is known.", Verdict.UNCHECKED
    said = joined([f"{percent(d.rate)} from {spoken_date(d.begins)}" for d in coming])
    same = any(_same(duty.rate, measure.value) for duty in coming)
    return f"Announced: {said}.", Verdict.AGREES if same else Verdict.DIFFERS


def _absent(codes: Sequence[str], known: Known) -> str:
    names = joined([name_of(code, known.world) for code in codes])
    return f"{starting(names)}: not in this world with an economy of its own."


def _same(one: float, other: float) -> bool:
    return abs(one - other) < SAME_RATE


def _ranked(claim: Ranked, known: Known) -> Checked:
    """Set "the largest supplier" beside the world's trade."""
    world = known.world
    if absent := [code for code in (claim.of, claim.who) if not known.members(code)]:
        said = _absent(absent, known)
        return Checked(span=claim.span, known=said, verdict=Verdict.UNCHECKED)
    place, part, first = known.rank(claim.who, claim.of, claim.flow)
    name, of = name_of(claim.who, world), name_of(claim.of, world)
    said = (
        f"In {world.year} {name} had {percent(part)} of {of}’s {claim.flow}, "
        f"{_ordinal(place)} of all economies"
    )
    said += "." if place == 1 else f"; first was {name_of(first, world)}."
    verdict = Verdict.AGREES if place == 1 else Verdict.DIFFERS
    return Checked(span=claim.span, known=said, verdict=verdict)


def _ordinal(place: int) -> str:
    return {1: "the most", 2: "the second most", 3: "the third most"}.get(place, f"number {place}")


def _value(measure: Measure, record: Record, known: Known) -> Checked:
    """Set a value of trade beside that between the parties, each way and both ways."""
    span = measure.spans[0]
    codes = [party.code for party in record.parties]
    if measure.unit != "USD":
        return Checked(span=span, known="It is not in US dollars.", verdict=Verdict.UNCHECKED)
    absent = [code for code in codes if not known.members(code)]
    if len(codes) != 2 or absent:
        said = _absent(absent, known) if absent else "The text leaves open whose trade it is."
        return Checked(span=span, known=said, verdict=Verdict.UNCHECKED)
    flows = list(_flows(codes[0], codes[1], known))
    claimed = measure.value / 1e9
    near = [f for f in flows if abs(f[1] - claimed) <= SAME_VALUE * claimed]
    told = joined([f"{what} ${money:,.1f} billion" for what, money in (near or flows)])
    verdict = Verdict.AGREES if near else Verdict.DIFFERS
    return Checked(span=span, known=f"In {known.world.year}: {told}.", verdict=verdict)


def _flows(one: str, two: str, known: Known) -> Iterator[tuple[str, float]]:
    world = known.world
    there, back = trade_between(one, two, world), trade_between(two, one, world)
    yield f"goods of {name_of(one, world)} bought by {name_of(two, world)}", there.goods
    yield f"goods of {name_of(two, world)} bought by {name_of(one, world)}", back.goods
    yield "goods both ways", there.goods + back.goods
    yield "goods and services both ways", there.all + back.all


def percent(part: float) -> str:
    """Return a part of one in percent, as a sentence has it."""
    return f"{round(100 * part, 1):g} percent"
