"""A model's findings made into a record's items: every word found again, or the finding refused."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from tradetalks.dossier.agenda import topics, topics_between
from tradetalks.dossier.amounts import find_amounts
from tradetalks.dossier.currencies import settle
from tradetalks.dossier.gazetteer import FORUMS
from tradetalks.dossier.items import (
    FRACTION,
    OUTLET,
    Agenda,
    Item,
    Measure,
    MeasureKind,
    Meeting,
    NextStep,
    Person,
    Rejected,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Voice,
)
from tradetalks.dossier.match import word_set
from tradetalks.dossier.parties import is_mere_place
from tradetalks.dossier.readers.answer import (
    Answer,
    FoundMeasure,
    FoundMeeting,
    FoundPerson,
    FoundSpeaker,
    FoundStatement,
    FoundStatus,
    FoundStep,
    FoundTopic,
)
from tradetalks.dossier.readers.ask import cleaned
from tradetalks.dossier.readers.ground import Ground, person_at
from tradetalks.dossier.readers.words import UnfoundedError

_PRONOUNS = word_set("he she it they we i who his her their our")

Found = TypeVar("Found")
Made = TypeVar("Made", bound=Item)


def items_of(answer: Answer, ground: Ground) -> tuple[dict[str, tuple[Item, ...]], list[Rejected]]:
    """Return the items that a model's findings become, by field of the record, and the refused."""
    refused = [
        _refused(f"{field} of a model", ground, misfit.reason, misfit.words)
        for field, misfits in answer.misfits.items()
        for misfit in misfits
    ]

    def made(
        found: Iterable[Found], make: Callable[[Found], Made], name: Callable[[Found], str]
    ) -> tuple[Made, ...]:
        items: list[Made] = []
        for each in found:
            try:
                items.append(make(each))
            except UnfoundedError as error:
                refused.append(_refused(name(each), ground, error.reason, error.words))
        unique = dict.fromkeys(items)
        return tuple(sorted(unique, key=lambda item: item.spans[0].start))

    persons = made(answer.of("persons", FoundPerson), ground_person(ground), lambda _: "person")
    agenda = by_topic(
        made(
            answer.of("agenda", FoundTopic),
            lambda found: _topic(found, ground),
            lambda found: f"topic '{found.topic}'",
        )
    )
    items: dict[str, tuple[Item, ...]] = {
        "persons": persons,
        "agenda": agenda,
        "meetings": made(
            answer.of("meetings", FoundMeeting),
            lambda found: _meeting(found, ground, persons),
            lambda _: "meeting",
        ),
        "statements": made(
            answer.of("statements", FoundStatement),
            lambda found: _statement(found, ground, persons, agenda),
            lambda _: "statement",
        ),
        "statuses": made(
            answer.of("statuses", FoundStatus),
            lambda found: _status(found, ground, persons),
            lambda found: f"status '{found.stage}'",
        ),
        "next_steps": made(
            answer.of("next_steps", FoundStep),
            lambda found: _step(found, ground, persons),
            lambda _: "next step",
        ),
        "measures": made(
            answer.of("measures", FoundMeasure),
            lambda found: _measure(found, ground),
            lambda found: f"{found.kind}",
        ),
    }
    return items, refused


def _refused(what: str, ground: Ground, reason: str, words: str) -> Rejected:
    """Return a refusal beside the words nearest to those that were to support the finding."""
    said = f": “{cleaned(words)}”" if words.strip() else ""
    near = ground.words.nearest(words)
    if near is None:
        shown = ground.lines[0].whole() if ground.lines else _first_words(ground)
        return Rejected(
            what=what,
            reason=f"{reason}{said}; nothing like it is there, and the first sentence is shown",
            spans=(shown,),
        )
    return Rejected(what=what, reason=f"{reason}{said}", spans=(near,))


def _first_words(ground: Ground) -> Span:
    quote = ground.article.text[:80]
    return Span(start=0, end=len(quote), quote=quote)


def ground_person(ground: Ground) -> Callable[[FoundPerson], Person]:
    """Return what makes a person of a finding."""

    def make(found: FoundPerson) -> Person:
        named = _outermost([span for name in found.names for span in ground.words.everywhere(name)])
        if all(span.quote.lower() in _PRONOUNS for span in named):
            raise UnfoundedError("a pronoun names nobody", found.names[0])
        body = [span for span in named if not ground.line_of(span).title] or named
        offices = tuple(ground.beside(office, body[0]) for office in found.offices)
        country = ground.beside(found.country, body[0]) if found.country.strip() else None
        return Person(
            name=_flat(body[0].quote),
            full_name=_flat(max((span.quote for span in named), key=len)),
            office=_flat(max((span.quote for span in offices), key=len, default="")),
            offices=tuple(sorted(offices, key=lambda span: span.start)),
            economy=ground.economy(country) if country else "",
            as_of=ground.article.day,
            spans=tuple(named),
        )

    return make


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those inside a longer one left out."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _flat(words: str) -> str:
    return " ".join(words.split())


def _topic(found: FoundTopic, ground: Ground) -> Agenda:
    spans = _outermost([span for quote in found.quotes for span in ground.words.everywhere(quote)])
    topic = next(one for one in topics() if one.key == found.topic)
    return Agenda(topic=topic.key, title=topic.title, sectors=topic.sectors, spans=tuple(spans))


def by_topic(found: Sequence[Agenda]) -> tuple[Agenda, ...]:
    """Return each topic once, those named most often first."""
    spans: dict[str, list[Span]] = {}
    for item in found:
        spans.setdefault(item.topic, []).extend(item.spans)
    known: Mapping[str, Agenda] = {item.topic: item for item in found}
    merged = [
        Agenda(
            topic=key,
            title=known[key].title,
            sectors=known[key].sectors,
            spans=tuple(_outermost(own)),
        )
        for key, own in spans.items()
    ]
    return tuple(sorted(merged, key=lambda item: (-len(item.spans), item.spans[0].start)))


def _speaker(
    found: FoundSpeaker, ground: Ground, leading: Span, persons: Sequence[Person]
) -> Speaker:
    if found.kind is SpeakerKind.OUTLET:
        return OUTLET
    span = ground.beside(found.words, leading)
    if span.quote.lower() in _PRONOUNS:
        raise UnfoundedError("a pronoun names nobody", found.words)
    person = person_at(span, persons) if found.kind is SpeakerKind.PERSON else None
    return Speaker(
        kind=found.kind,
        name=person.full_name if person else _flat(span.quote),
        economy=person.economy if person else ground.economy(span),
        span=span,
    )


def _statement(
    found: FoundStatement, ground: Ground, persons: Sequence[Person], agenda: Sequence[Agenda]
) -> Statement:
    content = ground.without_marks(ground.words.only(found.quote, around=found.around))
    speaker = _speaker(found.speaker, ground, content, persons)
    if speaker is OUTLET:
        raise UnfoundedError("nobody is named who says it", found.quote)
    return Statement(
        speaker=speaker,
        cue=ground.beside(found.cue, content).quote if found.cue.strip() else "",
        content=content.quote,
        voice=Voice.SAID if ground.is_quoted(content) else Voice.REPORTED,
        modality=found.modality,
        about=topics_between(agenda, content.start, content.end),
        spans=(content,),
    )


def _status(found: FoundStatus, ground: Ground, persons: Sequence[Person]) -> Status:
    span = ground.words.only(found.quote, around=found.around)
    line = ground.line_of(span)
    if span.end > line.end:
        raise UnfoundedError("the words reach over the end of a sentence", found.quote)
    when = ground.when(found.when, span)
    past = when.edtf if when and not ground.is_to_come(when.edtf) else ""
    about = [m.code for m in line.places if not is_mere_place(line, m) and m.code not in FORUMS]
    return Status(
        stage=found.stage,
        speaker=_speaker(found.speaker, ground, span, persons),
        hedged=found.hedged,
        current=found.current,
        negated=found.negated,
        as_of=past or ground.article.day,
        about=tuple(dict.fromkeys(about)),
        sentence=line.whole(),
        spans=(span,),
    )


def _who(
    named: Sequence[str], ground: Ground, leading: Span, persons: Sequence[Person]
) -> tuple[str, ...]:
    """Return full names of persons, and codes where words name economies."""
    who: list[str] = []
    for words in named:
        span = ground.beside(words, leading)
        person = person_at(span, persons)
        who += [person.full_name] if person else ground.codes(span)
    return tuple(dict.fromkeys(who))


def _meeting(found: FoundMeeting, ground: Ground, persons: Sequence[Person]) -> Meeting:
    span = ground.words.only(found.quote, around=found.around)
    who = _who(found.who, ground, span, persons)
    if len(who) < 2:
        raise UnfoundedError("a meeting needs two sides that are named", found.quote)
    where = [ground.beside(words, span) for words in found.where]
    return Meeting(
        who=who,
        where=tuple(dict.fromkeys(place.quote for place in where)),
        when=ground.when(found.when, span),
        held=found.held,
        spans=(span,),
    )


def _step(found: FoundStep, ground: Ground, persons: Sequence[Person]) -> NextStep:
    span = ground.words.only(found.quote, around=found.around)
    where = [ground.beside(words, span) for words in found.where]
    when = ground.when(found.when, span)
    if when and ground.is_over(when.edtf):
        raise UnfoundedError("its time is over by the day of the article", found.quote)
    return NextStep(
        what=span.quote,
        who=_who(found.who, ground, span, persons),
        where=tuple(dict.fromkeys(place.quote for place in where)),
        economies=tuple(dict.fromkeys(code for place in where for code in ground.codes(place))),
        when=when,
        spans=(span,),
    )


def _measure(found: FoundMeasure, ground: Ground) -> Measure:
    span = ground.words.only(found.quote, around=found.around)
    line = ground.line_of(span)
    here = span.start - line.start, span.end - line.start
    amounts = [a for a in find_amounts(line.text) if a.start < here[1] and here[0] < a.end]
    if len(amounts) != 1:
        number = "no figure" if not amounts else "more than one figure"
        raise UnfoundedError(f"the rules read {number} in the words", found.quote)
    amount, is_rate = amounts[0], found.kind is MeasureKind.TARIFF_RATE
    if is_rate and amount.unit != FRACTION:
        raise UnfoundedError(f"a tariff rate is no amount of '{amount.unit}'", found.quote)
    by, on, what = (
        ground.beside(words, span) if words.strip() else None
        for words in (found.by, found.on, found.what)
    )
    near = (*(place.code for place in line.places), *ground.economies)
    return Measure(
        kind=found.kind,
        value=amount.value,
        unit=settle(amount.coin, near) if amount.coin else amount.unit,
        by=ground.economy(by) if by and is_rate else "",
        on=ground.economy(on) if on and is_rate else "",
        what=_flat(what.quote) if what else "",
        time=found.time,
        spans=(line.span(line.start + amount.start, line.start + amount.end),),
    )
