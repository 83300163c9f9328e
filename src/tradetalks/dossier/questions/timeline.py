"""What happened and what is to come, in the order of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tradetalks.dossier.items import Measure
from tradetalks.dossier.periods import period_of
from tradetalks.dossier.questions.meetings import gather_meetings
from tradetalks.dossier.questions.status import reports_of
from tradetalks.dossier.questions.telling import UNDATED, Passage, Telling, plain_words, tellings
from tradetalks.dossier.store import Dossier


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of the timeline.

    Attributes:
        kind: "meeting", "planned meeting", "status", "next step" or "measure".
        when: Its time, EDTF; the article's day where the words give none; empty for neither.
        day: The first day of that, or None.
        what: A few words for it.
        talks: Codes of the economies whose talks it belongs to.
        passage: The words.
    """

    kind: str
    when: str
    day: date | None
    what: str
    talks: tuple[str, ...]
    passage: Passage


def timeline(dossier: Dossier, *, parties: Sequence[str] = ()) -> tuple[Event, ...]:
    """Return meetings, statuses, dated next steps and measures, the earliest first.

    Args:
        dossier: What to ask.
        parties: Codes of the economies whose talks are meant; none for all.

    Raises:
        UnknownCodeError: A code does not exist.
        DossierError: The file cannot be read.
    """
    stories = list(tellings(dossier, parties))
    events = [*_meetings(stories)]
    for telling in stories:
        events += _statuses(telling, parties)
        events += _steps(telling)
        events += _measures(telling)
    return tuple(sorted(events, key=_order))


def _order(event: Event) -> tuple[object, ...]:
    return event.day or UNDATED, event.passage.source.sha256, event.passage.words.start, event.kind


def _meetings(stories: Sequence[Telling]) -> Iterator[Event]:
    for meeting in gather_meetings(stories):
        period = meeting.period
        where = f" in {', '.join(meeting.where)}" if meeting.where else ""
        yield Event(
            kind="meeting" if meeting.held else "planned meeting",
            when=meeting.when or (period.first.isoformat() if period else ""),
            day=period.first if period else None,
            what=f"{', '.join(meeting.who)}{where}",
            talks=meeting.talks,
            passage=meeting.told[0],
        )


def _statuses(telling: Telling, parties: Sequence[str]) -> Iterator[Event]:
    for report in reports_of(telling, parties):
        hedge = ", hedged" if report.hedged else ""
        says = report.speaker or "the article"
        yield Event(
            kind="status",
            when=report.as_of or _iso(telling.published),
            day=report.day,
            what=f"{report.stage}{hedge}, says {says}",
            talks=report.talks,
            passage=report.passage,
        )


def _steps(telling: Telling) -> Iterator[Event]:
    for step in telling.record.next_steps:
        period = period_of(step.when.edtf) if step.when else None
        if step.when and period:
            yield Event(
                kind="next step",
                when=step.when.edtf,
                day=period.first,
                what=plain_words(step.what),
                talks=telling.talks(),
                passage=telling.passage(step.spans[0]),
            )


def _measures(telling: Telling) -> Iterator[Event]:
    for measure in telling.record.measures:
        yield Event(
            kind="measure",
            when=_iso(telling.published),
            day=telling.published,
            what=describe_measure(measure),
            talks=telling.talks(),
            passage=telling.passage(measure.spans[0]),
        )


def describe_measure(measure: Measure) -> str:
    """Return a measure in a few words: its kind, figure, sides and time."""
    if measure.unit == "fraction":
        figure = f"{100 * measure.value:g} %"
    else:
        figure = f"{measure.value:,.10g} {measure.unit}"
    sides = f" by {measure.by}" if measure.by else ""
    sides += f" on {measure.on}" if measure.on else ""
    what = f" ({measure.what})" if measure.what else ""
    return f"{measure.kind} {figure}{sides}{what}, {measure.time}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
