"""What was promised or set for a day, and what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tradetalks.dossier.dates import find_dates
from tradetalks.dossier.items import Modality, NextStep, SpeakerKind, Statement
from tradetalks.dossier.periods import Period, period_of
from tradetalks.dossier.questions.evidence import Announced, Evidence, LaterArticles
from tradetalks.dossier.questions.telling import Passage, Telling, plain_words, tellings
from tradetalks.dossier.store import Dossier

STATEMENT, NEXT_STEP = "statement", "next step"

_BOUND = frozenset({SpeakerKind.PERSON, SpeakerKind.GOVERNMENT, SpeakerKind.OFFICIALS})
"""Sources that can bind themselves; what analysts say will happen is no commitment."""


class Outcome(StrEnum):
    """What came of a commitment, as far as the dossier tells."""

    KEPT = "kept"
    BROKEN = "not kept"
    SILENT = "day passed, nothing told"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """Something that somebody said will be done, or that is set for a time.

    Attributes:
        kind: "statement" or "next step".
        who: The speaker of a statement; the persons and economies of a next step.
        what: In the text's words.
        where: Places of a next step, in the text's words.
        due: When, EDTF, or empty.
        made: The day of the article, or None.
        outcome: Kept or not kept where a later article says so; open while its time has not
            passed, or where it has none.
        why: The outcome in words.
        evidence: The words of the later article, or None.
        talks: Codes of the economies whose talks the article is about.
        passage: The words it was made in.
    """

    kind: str
    who: tuple[str, ...]
    what: str
    where: tuple[str, ...]
    due: str
    made: date | None
    outcome: Outcome
    why: str
    evidence: Passage | None
    talks: tuple[str, ...]
    passage: Passage

    @property
    def period(self) -> Period | None:
        """Return the days it is due in, or None."""
        return period_of(self.due)


def commitments(
    dossier: Dossier, *, parties: Sequence[str] = (), on: date | None = None
) -> tuple[Commitment, ...]:
    """Return what speakers said will be done and what was set for a time, the earliest first.

    Args:
        dossier: What to ask.
        parties: Codes of the economies whose talks are meant; none for all.
        on: The day to answer for; articles dated later are not used. By default today.

    Raises:
        UnknownCodeError: A code does not exist.
        DossierError: The file cannot be read.
    """
    found = list(judge(tellings(dossier, parties), on=on or date.today()))
    stated = [one.passage for one in found if one.kind == STATEMENT]
    return tuple(
        one
        for one in found
        if one.kind == STATEMENT
        or (one.period and not any(_overlap(one.passage, other) for other in stated))
    )


def _overlap(one: Passage, other: Passage) -> bool:
    """Tell whether two passages share words: a promise that is read as a next step too."""
    return one.source == other.source and (
        one.words.start < other.words.end and other.words.start < one.words.end
    )


def judge(stories: Iterable[Telling], *, on: date) -> Iterator[Commitment]:
    """Yield every statement that binds and every next step, with what came of it by a day."""
    known = [telling for telling in stories if not telling.published or telling.published <= on]
    later = LaterArticles([telling for telling in known if telling.published])
    for telling in known:
        for statement in telling.record.statements:
            if statement.modality is Modality.WILL and statement.speaker.kind in _BOUND:
                yield _statement(telling, statement, later, on)
        for step in telling.record.next_steps:
            yield _step(telling, step, later, on)


def _statement(
    telling: Telling, statement: Statement, later: LaterArticles, on: date
) -> Commitment:
    dates = find_dates(statement.content, anchor=telling.published)
    speaker = statement.speaker
    return _commitment(
        Announced(
            what=statement.content,
            who=(speaker.name or speaker.economy,),
            where=(),
            period=next((p for p in (period_of(d.edtf) for d in dates) if p), None),
            talks=telling.talks(),
            telling=telling,
        ),
        kind=STATEMENT,
        due=next((d.edtf for d in dates if period_of(d.edtf)), ""),
        passage=telling.passage(statement.spans[0]),
        later=later,
        on=on,
    )


def _step(telling: Telling, step: NextStep, later: LaterArticles, on: date) -> Commitment:
    due = step.when.edtf if step.when else ""
    return _commitment(
        Announced(
            what=step.what,
            who=step.who,
            where=step.where,
            period=period_of(due),
            talks=telling.talks(),
            telling=telling,
        ),
        kind=NEXT_STEP,
        due=due,
        passage=telling.passage(step.spans[0]),
        later=later,
        on=on,
    )


def _commitment(
    thing: Announced,
    *,
    kind: str,
    due: str,
    passage: Passage,
    later: LaterArticles,
    on: date,
) -> Commitment:
    evidence = later.find(thing)
    outcome, why = _outcome(thing, evidence, on)
    return Commitment(
        kind=kind,
        who=thing.who,
        what=plain_words(thing.what),
        where=thing.where,
        due=due,
        made=thing.telling.published,
        outcome=outcome,
        why=why,
        evidence=evidence.passage if evidence else None,
        talks=thing.talks,
        passage=passage,
    )


def _outcome(thing: Announced, evidence: Evidence | None, on: date) -> tuple[Outcome, str]:
    if evidence:
        day = evidence.passage.source.published
        if evidence.done:
            return Outcome.KEPT, f"an article of {day} tells that it was done"
        return Outcome.BROKEN, f"an article of {day} tells that it was not done, or put off"
    if thing.period is None:
        return Outcome.OPEN, "no time is given"
    if thing.period.last < on:
        return (
            Outcome.SILENT,
            f"its time ended on {thing.period.last}; no later article tells of it",
        )
    return Outcome.OPEN, f"its time ends on {thing.period.last}"
