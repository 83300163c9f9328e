"""What articles since a day say that none before it did."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tradetalks.dossier.items import NextStep
from tradetalks.dossier.questions.status import reports_of
from tradetalks.dossier.questions.telling import UNDATED, Passage, Telling, plain_words, tellings
from tradetalks.dossier.questions.timeline import describe_measure
from tradetalks.dossier.store import Dossier


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something new.

    Attributes:
        kind: "status", "meeting", "next step", "measure", "person" or "topic".
        what: What is told now.
        before: What was told last of the same: the last stage, the last figure, the last office;
            empty where nothing was.
        day: The day of the article, or None.
        talks: Codes of the economies whose talks it belongs to.
        passage: The words.
    """

    kind: str
    what: str
    before: str
    day: date | None
    talks: tuple[str, ...]
    passage: Passage


def changed(dossier: Dossier, *, since: date, parties: Sequence[str] = ()) -> tuple[Change, ...]:
    """Return what is new in the articles since a day, the earliest first.

    An article is new when it is dated on the day or later, or, where it has no date, when it came
    into the dossier then.

    Args:
        dossier: What to ask.
        since: The day.
        parties: Codes of the economies whose talks are meant; none for all.

    Raises:
        UnknownCodeError: A code does not exist.
        DossierError: The file cannot be read.
    """
    known: dict[tuple[str, ...], str] = {}
    found = []
    stories = sorted(
        tellings(dossier, parties), key=lambda t: (t.published or t.added.date(), t.source.sha256)
    )
    for telling in stories:
        is_new = (telling.published or telling.added.date()) >= since
        for note in _notes(telling, parties):
            before = known.get(note.about, "")
            if is_new and note.what != before:
                found.append(note.change(telling, before))
            known[note.about] = note.what
    return tuple(sorted(found, key=lambda change: change.day or UNDATED))


@dataclass(frozen=True, kw_only=True)
class _Note:
    """What one article tells of one thing.

    Attributes:
        about: The thing: what is told of it later replaces this.
    """

    kind: str
    about: tuple[str, ...]
    what: str
    talks: tuple[str, ...]
    passage: Passage

    def change(self, telling: Telling, before: str) -> Change:
        return Change(
            kind=self.kind,
            what=self.what,
            before=before,
            day=telling.published,
            talks=self.talks,
            passage=self.passage,
        )


def _notes(telling: Telling, parties: Sequence[str]) -> Iterator[_Note]:
    for find in _FINDERS:
        yield from find(telling, parties)


def _statuses(telling: Telling, parties: Sequence[str]) -> Iterator[_Note]:
    """Yield the stages that are told, each as what its voice says; only the present counts."""
    for report in reports_of(telling, parties):
        if report.current:
            hedge = ", hedged" if report.hedged else ""
            yield _Note(
                kind="status",
                about=("status", *report.talks, report.kind, report.speaker),
                what=f"{report.stage}{hedge}, says {report.speaker or 'the article'}",
                talks=report.talks,
                passage=report.passage,
            )


def _meetings(telling: Telling, _parties: Sequence[str]) -> Iterator[_Note]:
    for meeting in telling.record.meetings:
        when = meeting.when.edtf if meeting.when else ""
        who = ", ".join(meeting.who)
        state = "met" if meeting.held else "are to meet"
        surnames = sorted({name.split()[-1].casefold() for name in meeting.who})
        yield _Note(
            kind="meeting",
            about=("meeting", *surnames, when or str(telling.published)),
            what=f"{who} {state}{f' ({when})' if when else ''}",
            talks=telling.talks(),
            passage=telling.passage(meeting.spans[0]),
        )


def _steps(telling: Telling, _parties: Sequence[str]) -> Iterator[_Note]:
    for step in telling.record.next_steps:
        yield _Note(
            kind="next step",
            about=("next step", *telling.talks(), plain_words(step.what).casefold()),
            what=_step(step),
            talks=telling.talks(),
            passage=telling.passage(step.spans[0]),
        )


def _step(step: NextStep) -> str:
    when = f" ({step.when.edtf})" if step.when and step.when.edtf else ""
    where = f" in {', '.join(step.where)}" if step.where else ""
    return f"{plain_words(step.what)}{where}{when}"


def _measures(telling: Telling, _parties: Sequence[str]) -> Iterator[_Note]:
    for measure in telling.record.measures:
        yield _Note(
            kind="measure",
            about=("measure", measure.kind, measure.by, measure.on, measure.what, measure.time),
            what=describe_measure(measure),
            talks=telling.talks(),
            passage=telling.passage(measure.spans[0]),
        )


def _persons(telling: Telling, _parties: Sequence[str]) -> Iterator[_Note]:
    for person in telling.record.persons:
        if person.office:
            economy = f", {person.economy}" if person.economy else ""
            yield _Note(
                kind="person",
                about=("person", person.full_name),
                what=f"{person.full_name}, {person.office}{economy}",
                talks=telling.talks(),
                passage=telling.passage(person.spans[0]),
            )


def _topics(telling: Telling, _parties: Sequence[str]) -> Iterator[_Note]:
    for topic in telling.record.agenda:
        yield _Note(
            kind="topic",
            about=("topic", *telling.talks(), topic.topic),
            what=topic.title,
            talks=telling.talks(),
            passage=telling.passage(topic.spans[0]),
        )


_FINDERS: tuple[Callable[[Telling, Sequence[str]], Iterator[_Note]], ...] = (
    _statuses,
    _meetings,
    _steps,
    _measures,
    _persons,
    _topics,
)
