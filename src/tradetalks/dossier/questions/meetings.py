"""Who met whom: one answer for each meeting, however many articles tell of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tradetalks.dossier.items import Meeting
from tradetalks.dossier.periods import Period, period_of
from tradetalks.dossier.questions.telling import UNDATED, Passage, Telling, tellings
from tradetalks.dossier.store import Dossier

NEAR_DAYS = 4
"""Two articles so many days apart tell of one meeting, where one of them gives no day for it."""


@dataclass(frozen=True, kw_only=True)
class Encounter:
    """A meeting.

    Attributes:
        who: Names of persons and codes of economies, in the words of the fullest telling.
        where: Places, in the words of the articles.
        when: The narrowest time that is given, EDTF, or empty.
        held: True when an article tells that it took place.
        talks: Codes of the economies whose talks the articles are about.
        told: The sentences that tell of it, the earliest article first.
    """

    who: tuple[str, ...]
    where: tuple[str, ...]
    when: str
    held: bool
    talks: tuple[str, ...]
    told: tuple[Passage, ...]

    @property
    def period(self) -> Period | None:
        """Return the days it is told to be on, or the day of the first article."""
        day = self.told[0].source.published
        return period_of(self.when) or (Period(day, day) if day else None)


def meetings(dossier: Dossier, *, parties: Sequence[str] = ()) -> tuple[Encounter, ...]:
    """Return who met whom, the earliest meeting first, the undated last.

    Meetings of different articles are one when two of those who met are the same and the times
    agree; where no time is given, when the articles are at most four days apart.

    Args:
        dossier: What to ask.
        parties: Codes of the economies whose talks are meant; none for all.

    Raises:
        UnknownCodeError: A code does not exist.
        DossierError: The file cannot be read.
    """
    return gather_meetings(tellings(dossier, parties))


def gather_meetings(stories: Iterable[Telling]) -> tuple[Encounter, ...]:
    """Return the meetings that stories tell of, the earliest first, the undated last."""
    found: list[Encounter] = []
    for telling in stories:
        for meeting in telling.record.meetings:
            one = _encounter(telling, meeting)
            same = next((i for i, other in enumerate(found) if _is_same(other, one)), None)
            if same is None:
                found.append(one)
            else:
                found[same] = _together(found[same], one)
    return tuple(sorted(found, key=_first_day))


def _first_day(encounter: Encounter) -> tuple[object, ...]:
    period = encounter.period
    return (period.first if period else UNDATED, encounter.told[0].source.sha256)


def _encounter(telling: Telling, meeting: Meeting) -> Encounter:
    return Encounter(
        who=meeting.who,
        where=meeting.where,
        when=meeting.when.edtf if meeting.when else "",
        held=meeting.held,
        talks=telling.talks(),
        told=(telling.passage(meeting.spans[0]),),
    )


def _is_same(one: Encounter, other: Encounter) -> bool:
    if len(_known_by(one) & _known_by(other)) < 2:
        return False
    mine, theirs = period_of(one.when), period_of(other.when)
    if mine and theirs:
        return mine.gap(theirs) == 0
    if one.told[-1].source == other.told[-1].source:
        return one.held == other.held
    day, other_day = (encounter.told[-1].source.published for encounter in (one, other))
    return bool(day and other_day and abs((day - other_day).days) <= NEAR_DAYS)


def _known_by(encounter: Encounter) -> set[str]:
    """Return surnames, and codes as they are."""
    return {who if who.isupper() else who.split()[-1].casefold() for who in encounter.who}


def _together(one: Encounter, other: Encounter) -> Encounter:
    mine, theirs = period_of(one.when), period_of(other.when)
    is_narrower = theirs is not None and (mine is None or theirs.days < mine.days)
    return replace(
        one,
        who=max(one.who, other.who, key=len),
        where=tuple(dict.fromkeys([*one.where, *other.where])),
        when=other.when if is_narrower else one.when,
        held=one.held or other.held,
        told=(*one.told, *other.told),
    )
