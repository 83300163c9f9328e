"""How far talks have come, over time, and who contradicts whom about it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tradetalks.dossier.items import SpeakerKind, Stage, Status
from tradetalks.dossier.periods import Period
from tradetalks.dossier.questions.telling import UNDATED, Passage, Telling, is_of, tellings
from tradetalks.dossier.store import Dossier

AROUND = 3
"""Days between two reports that still speak of the same time."""

LONGEST = 31
"""Days; a report that holds for a longer time is not set against others."""

LADDER = (
    Stage.EXPLORATORY,
    Stage.NEGOTIATING,
    Stage.NEAR,
    Stage.FRAMEWORK_AGREED,
    Stage.CONCLUDED,
    Stage.SIGNED,
    Stage.RATIFIED,
    Stage.IN_FORCE,
)
"""The stages on the way to an agreement in force, in their order."""

OUTLET = SpeakerKind.OUTLET
_DONE = LADDER.index(Stage.CONCLUDED)
_OFF = frozenset({Stage.STALLED, Stage.SUSPENDED, Stage.TERMINATED})
_DENIED_TROUBLE = re.compile(
    r"\b(?:stall|suspend|halt|fr[eo]ez|froz|collaps|break|broke|dead|paus|on hold|"
    r"end(?:ed|ing)?\b)",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one voice says of how far the talks are.

    Attributes:
        stage: How far.
        speaker: A name or the words for a source; the outlet's name, or empty, for its own voice.
        kind: What sort of source.
        economy: Code of the speaker's economy, or empty.
        hedged: True when it is put as possible, likely, hoped for or expected.
        current: False when the article tells it of an earlier time.
        negated: True when the article denies another stage and this one follows.
        as_of: The time it holds for, EDTF, or empty.
        day: The first day of that time, or of the article, or None.
        talks: Codes of the economies that talk.
        passage: The sentence.
    """

    stage: Stage
    speaker: str
    kind: SpeakerKind
    economy: str
    hedged: bool
    current: bool
    negated: bool
    as_of: str
    day: date | None
    talks: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Two voices that put the same talks at stages that cannot both be, around the same time.

    Attributes:
        talks: Codes of the economies that talk.
        earlier: One report; of one day, the one of the earlier article.
        later: The other.
        days_apart: Days between the times they hold for; where it is not 0, the talks may have
            moved in between.
        why: What cannot be together.
    """

    talks: tuple[str, ...]
    earlier: Report
    later: Report
    days_apart: int
    why: str


@dataclass(frozen=True, kw_only=True)
class StatusHistory:
    """Reports on how far talks are, the earliest first, and the disagreements among them."""

    reports: tuple[Report, ...]
    disagreements: tuple[Disagreement, ...]


def status_history(
    dossier: Dossier, *, parties: Sequence[str] = (), around: int = AROUND
) -> StatusHistory:
    """Return how far talks were said to be over time, and who contradicted whom.

    Args:
        dossier: What to ask.
        parties: Codes of the economies whose talks are meant; none for all.
        around: Days that two reports may lie apart and still be set against one another.

    Raises:
        UnknownCodeError: A code does not exist.
        DossierError: The file cannot be read.
    """
    found = list(_reports(tellings(dossier, parties), parties))
    found.sort(key=lambda pair: (pair[0].day or UNDATED, pair[0].passage.source.sha256))
    reports = tuple(report for report, _ in found)
    disagreements = sorted(
        _disagreements(found, around), key=lambda d: (d.earlier.day or UNDATED, d.days_apart)
    )
    return StatusHistory(reports=reports, disagreements=tuple(disagreements))


def reports_of(telling: Telling, parties: Sequence[str] = ()) -> Iterator[Report]:
    """Yield what the voices of one story say of how far the talks are."""
    for report, _ in _reports([telling], parties):
        yield report


_Placed = tuple[Report, Period | None]


def _reports(stories: Iterable[Telling], parties: Sequence[str]) -> Iterator[_Placed]:
    for telling in stories:
        seen = set()
        for status in telling.record.statuses:
            key = (status.stage, status.speaker.name, status.as_of, status.current, status.about)
            if is_of(status.about, parties) and key not in seen:
                seen.add(key)
                yield _report(telling, status)


def _report(telling: Telling, status: Status) -> _Placed:
    speaker = status.speaker
    period = telling.period(status.as_of) or telling.period()
    is_outlet = speaker.kind is OUTLET
    report = Report(
        stage=status.stage,
        speaker=telling.source.outlet if is_outlet else speaker.name,
        kind=speaker.kind,
        economy=speaker.economy,
        hedged=status.hedged,
        current=status.current,
        negated=status.negated,
        as_of=status.as_of,
        day=period.first if period else None,
        talks=telling.talks(status.about),
        passage=telling.passage(status.sentence),
    )
    return report, period


def _disagreements(found: Sequence[_Placed], around: int) -> Iterator[Disagreement]:
    """Yield contradictions between reports, given in the order of their days.

    Of several between the same voices on the same days the one about the furthest stage stays.
    """
    for talks, placed in _by_talks(found).items():
        worst: dict[object, Disagreement] = {}
        for one, other, days in _around(placed, around):
            if _voice(one) == _voice(other):
                continue
            why = contradiction(one, other, same_time=days == 0)
            pair = (frozenset({_voice(one), _voice(other)}), one.day, other.day)
            if why and (pair not in worst or _reach(worst[pair]) < _height(one, other)):
                worst[pair] = Disagreement(
                    talks=talks, earlier=one, later=other, days_apart=days, why=why
                )
        yield from worst.values()


def _by_talks(found: Sequence[_Placed]) -> dict[tuple[str, ...], list[tuple[Report, Period]]]:
    """Return the reports that can be set against others, by whose talks they are about.

    Of those that put the talks at one stage in one article, its own voice only repeats a speaker,
    and those of one economy are one voice: the one that is named most fully stays.
    """
    usable = [
        (report, period)
        for report, period in found
        if report.current and period and period.days <= LONGEST and len(report.talks) == 2
    ]
    fullest: dict[tuple[str, ...], Report] = {}
    for report, _ in usable:
        key = (*_told(report), _side(report))
        fullest[key] = max(fullest.get(key, report), report, key=lambda r: len(r.speaker))
    spoken = {_told(report) for report in fullest.values() if report.kind is not OUTLET}
    by_talks: dict[tuple[str, ...], list[tuple[Report, Period]]] = {}
    for report, period in usable:
        is_echo = report.kind is OUTLET and _told(report) in spoken
        if not is_echo and fullest[(*_told(report), _side(report))] is report:
            by_talks.setdefault(report.talks, []).append((report, period))
    return by_talks


def _told(report: Report) -> tuple[str, ...]:
    """Return what one article tells: its hash, a stage, and of whose talks."""
    return (report.passage.source.sha256, report.stage, *report.talks)


def _side(report: Report) -> str:
    """Return the economy a report speaks for, or else its voice, "outlet" for the article's own."""
    if report.kind is OUTLET:
        return OUTLET
    return report.economy or f"{report.kind}: {report.speaker.casefold()}"


def _around(
    placed: Sequence[tuple[Report, Period]], around: int
) -> Iterator[tuple[Report, Report, int]]:
    """Yield pairs of reports that are at most so many days apart, with the days between them."""
    for number, (one, mine) in enumerate(placed):
        for other, theirs in placed[number + 1 :]:
            if (theirs.first - mine.last).days > around:
                break  # those that follow begin later still
            yield one, other, mine.gap(theirs)


def _reach(disagreement: Disagreement) -> int:
    return _height(disagreement.earlier, disagreement.later)


def _height(*reports: Report) -> int:
    return max(LADDER.index(r.stage) if r.stage in LADDER else -1 for r in reports)


def contradiction(earlier: Report, later: Report, *, same_time: bool) -> str:
    """Say why two reports cannot both be so; empty where they can.

    Talks that are off contradict talks that are on. An agreement that is concluded contradicts
    later reports that it is not, and those of the same time. Exploring contradicts being near, and
    so does a denial of being near.
    """
    one, other = earlier.stage, later.stage
    if _is_off(earlier) != _is_off(later):
        opposed = {Stage.OPPOSED} & {one, other}
        is_denial = all(r.negated for r in (earlier, later) if r.stage is Stage.OPPOSED)
        return f"{one} against {other}" if not opposed or is_denial else ""
    if one not in LADDER or other not in LADDER:
        return ""
    mine, theirs = LADDER.index(one), LADDER.index(other)
    is_undone = mine >= _DONE > theirs
    if is_undone or (same_time and theirs >= _DONE > mine):
        return f"{one} against {other}"
    if {one, other} == {Stage.EXPLORATORY, Stage.NEAR} or _denies_near(earlier, later):
        return f"{one} against {other}"
    return ""


def _is_off(report: Report) -> bool:
    return report.stage in _OFF or (report.stage is Stage.OPPOSED and report.negated)


def _denies_near(one: Report, other: Report) -> bool:
    for denial, claim in ((one, other), (other, one)):
        if denial.negated and denial.stage is Stage.NEGOTIATING and claim.stage is Stage.NEAR:
            return not _DENIED_TROUBLE.search(denial.passage.words.quote)
    return False


def _voice(report: Report) -> tuple[str, str, str]:
    is_outlet = report.kind is OUTLET
    name = report.speaker or (report.passage.source.sha256 if is_outlet else "")
    return report.kind, name.casefold(), report.economy
