"""What a later article tells of a thing that was to come: that it was done, or that it was not.

A sentence is evidence when it says that something was done or fell through, nothing in it takes
that back, and it shares enough words with what was announced. Rules only: a thing done that is told
of in quite other words is not found.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tradetalks.dossier.items import Span, Stage
from tradetalks.dossier.match import word_set
from tradetalks.dossier.periods import Period, near
from tradetalks.dossier.questions.status import LADDER, reports_of
from tradetalks.dossier.questions.telling import Passage, Telling
from tradetalks.dossier.sentences import split_sentences

AFTERWARDS = 14
"""Days after its time in which a report is taken to be about what was to happen then."""

_DONE = re.compile(
    r"\b(?:held|met|signed|ratified|approved|concluded|finali[sz]ed|launched|opened|began|begun|"
    r"started|took place|taken place|entered into force|came into (?:force|effect)|took effect|"
    r"resumed|reconvened|visited|travell?ed|arrived|hosted|went ahead|completed|submitted|"
    r"announced|lifted|removed|cut|bought|purchased|delivered|gathered|convened)\b",
    re.I,
)
_FAILED = re.compile(
    r"\b(?:postponed?|cancell?ed|called off|delay(?:ed|s)|put off|pushed back|missed|scrapped|"
    r"suspended|abandoned|shelved|withdr[ae]wn?|withdrew|dropped|passed without|failed to|"
    r"(?:has|have|had) yet to|"
    r"(?:did|does|was|were|has|have|had) ?n(?:ot|[’']t)(?: \w+)? (?:take place|taken place|"
    r"go ahead|happen|meet|met|sign|signed|held|kept|ratified|concluded))\b",
    re.I,
)
_REACH = 80
"""Characters before a word in which it may be taken back."""

_PAST = re.compile(r"\b[a-z]+ed\b")
_TAKEN_BACK = re.compile(
    r"\b(?:will|shall|would|could|may|might|should|can|if|unless|to|not|never|no|without|before|"
    r"until|n[’']t|deny|denied|denies|plans?|hopes?|expects?|expected)\b(?:\W+\w+){0,3}\W*$",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = word_set(
    "the and for with from that this will shall would expected scheduled planned due set agreed "
    "again then also next later early late end beginning middle before after until into onto over "
    "under between both two sides side their his her its they are was were has have had been "
    "being take takes place hold held holding new said says there where which "
    "while within week month year quarter day days monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november "
    "december spring summer autumn winter intend intends plan plans aim aims continue continues "
    "about more than any all not who whom what when"
)
"""Words that do not tell one thing from another."""
_GENERAL = word_set(
    "talk round meet trade agree deal pact accor negot minis gover offic count free membe visit "
    "trave sign dialo treat"
)
"""Beginnings of words that any talks have in common."""
_STAGES = (
    (re.compile(r"\b(?:ratif\w+|approv\w+)", re.I), Stage.RATIFIED),
    (re.compile(r"\b(?:into (?:force|effect)|take effect)", re.I), Stage.IN_FORCE),
    (re.compile(r"\bsign(?:ed|ing)?\b", re.I), Stage.SIGNED),
    (re.compile(r"\b(?:conclu\w+|finali[sz]\w+)", re.I), Stage.CONCLUDED),
)
_MEETS = re.compile(
    r"\b(?:meet\w*|talks?|rounds?|visits?|travel|summit|reconvene|dialogue)\b", re.I
)


@dataclass(frozen=True, kw_only=True)
class Announced:
    """A thing that was to come.

    Attributes:
        what: In the text's words.
        who: Persons and codes concerned.
        where: Places.
        period: When, where a time is given.
        talks: Codes of the economies that talk.
        telling: The story that announced it.
    """

    what: str
    who: tuple[str, ...]
    where: tuple[str, ...]
    period: Period | None
    talks: tuple[str, ...]
    telling: Telling


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a later article tells.

    Attributes:
        done: True when it tells that the thing was done, False that it fell through.
        passage: The words.
    """

    done: bool
    passage: Passage


class LaterArticles:
    """Dated stories, laid out so that what came of a thing is found without reading all again."""

    def __init__(self, stories: Sequence[Telling]) -> None:
        self._stories = sorted(stories, key=lambda telling: telling.day)
        self._days = [telling.day for telling in self._stories]
        self._told: list[_Told] = []
        self._by_stem: dict[str, list[int]] = {}
        self._first: list[int] = []
        for number, telling in enumerate(self._stories):
            self._first.append(len(self._told))
            for told in _told_of(number, telling):
                for stem in told.stems:
                    self._by_stem.setdefault(stem, []).append(len(self._told))
                self._told.append(told)
        self._first.append(len(self._told))
        self._reached = [
            (number, report)
            for number, telling in enumerate(self._stories)
            for report in reports_of(telling)
            if report.stage in LADDER and report.current and not report.hedged | report.negated
        ]
        self._met = [
            (number, meeting)
            for number, telling in enumerate(self._stories)
            for meeting in telling.record.meetings
            if meeting.held
        ]

    def find(self, thing: Announced) -> Evidence | None:
        """Return what the latest article that tells of a thing says, or None where none does.

        Args:
            thing: What was to come; articles dated after the one that announced it count.
        """
        start = bisect_right(self._days, thing.telling.day)
        kinds = (self._by_stage, self._by_meeting, self._by_words)
        latest = [next(kind(thing, start), (-1, None)) for kind in kinds]
        return max(latest, key=lambda pair: pair[0])[1]

    def _by_stage(self, thing: Announced, start: int) -> Iterator[tuple[int, Evidence]]:
        """Yield reports that talks reached the stage that was announced, the latest first."""
        wanted = next((stage for pattern, stage in _STAGES if pattern.search(thing.what)), None)
        if wanted is None or len(thing.talks) != 2:
            return
        for number, report in reversed(self._reached):
            is_reached = LADDER.index(report.stage) >= LADDER.index(wanted)
            if number >= start and is_reached and report.talks == thing.talks:
                yield number, Evidence(done=True, passage=report.passage)

    def _by_meeting(self, thing: Announced, start: int) -> Iterator[tuple[int, Evidence]]:
        """Yield meetings of the persons who were to meet, in the time, the latest first."""
        persons = {name.split()[-1] for name in thing.who if not name.isupper()}
        if not persons or thing.period is None or not _MEETS.search(thing.what):
            return
        for number, meeting in reversed(self._met):
            if number >= start and persons & {name.split()[-1] for name in meeting.who}:
                telling = self._stories[number]
                period = telling.period(meeting.when.edtf if meeting.when else "")
                if period and thing.period.gap(period) == 0:
                    yield number, Evidence(done=True, passage=telling.passage(meeting.spans[0]))

    def _by_words(self, thing: Announced, start: int) -> Iterator[tuple[int, Evidence]]:
        """Yield sentences that say that the thing was done or fell through, the latest first."""
        wanted = stems(thing.what) - _names(thing.telling)
        places = stems(" ".join(thing.where)) - _GENERAL
        for index in self._candidates(thing, wanted | places, start):
            told = self._told[index]
            telling = self._stories[told.story]
            outcome = told.outcome(wanted)
            is_other = len(thing.talks) == 2 and telling.talks() != thing.talks
            is_early = thing.period is not None and telling.day < thing.period.first
            if outcome is None or is_other or (outcome and is_early):
                continue
            shared = wanted & told.stems
            weight = 2 * len(shared - _GENERAL) + len(shared & _GENERAL)
            weight += 2 * bool(places & told.stems)
            is_then = thing.period is not None and near(telling.day, thing.period, AFTERWARDS)
            if shared and weight >= (3 if is_then or not outcome else 4):
                yield told.story, Evidence(done=outcome, passage=telling.passage(told.span))

    def _candidates(self, thing: Announced, words: frozenset[str], start: int) -> list[int]:
        """Return the sentences that share a telling word or are of its time, the latest first."""
        found = {
            index
            for stem in words - _GENERAL
            for index in self._by_stem.get(stem, ())
            if index >= self._first[start]
        }
        if thing.period:
            first = max(start, bisect_left(self._days, thing.period.first))
            last = bisect_right(self._days, thing.period.last + timedelta(days=AFTERWARDS))
            found.update(range(self._first[first], self._first[max(first, last)]))
        return sorted(found, reverse=True)


@dataclass(frozen=True)
class _Told:
    """A sentence that says that something was done or fell through.

    Attributes:
        story: Number of its article.
        span: Its words.
        failed: True when something fell through.
        done: True when something was done, in words that say so of anything.
        past: Beginnings of words for the past that say so of a thing of that name.
        stems: Beginnings of its words.
    """

    story: int
    span: Span
    failed: bool
    done: bool
    past: frozenset[str]
    stems: frozenset[str]

    def outcome(self, wanted: frozenset[str]) -> bool | None:
        """Return True for a thing done, False for one that fell through, None for neither.

        A thing is also done in the past of its own words: what will be published was published.
        """
        if self.failed:
            return False
        return True if self.done or self.past & wanted else None


def _told_of(number: int, telling: Telling) -> Iterator[_Told]:
    for sentence in split_sentences(telling.record.article.text, title=telling.source.title):
        text = sentence.text
        failed = _FAILED.search(text)
        has_failed = failed is not None and not _is_taken_back(text, failed)
        # Words of failure that are taken back ("was not postponed") leave nothing done either.
        has_done = failed is None and any(not _is_taken_back(text, m) for m in _DONE.finditer(text))
        past = [] if failed else [m for m in _PAST.finditer(text) if not _is_taken_back(text, m)]
        if not sentence.title and (has_failed or has_done or past):
            yield _Told(
                story=number,
                span=Span(start=sentence.start, end=sentence.end, quote=text),
                failed=has_failed,
                done=has_done,
                past=stems(" ".join(match[0] for match in past)),
                stems=stems(text),
            )


def _is_taken_back(sentence: str, match: re.Match[str]) -> bool:
    before = sentence[max(0, match.start() - _REACH) : match.start()]
    return _TAKEN_BACK.search(before) is not None


def _names(telling: Telling) -> frozenset[str]:
    """Return the words for the parties, which tell no thing of theirs from another."""
    spans = (span for party in telling.record.parties for span in party.spans)
    return stems(" ".join(span.quote for span in spans))


def stems(text: str) -> frozenset[str]:
    """Return the first letters of words that tell something; "met" counts as "meet"."""
    words = (word.casefold() for word in _WORD.findall(text))
    told = (word for word in words if word not in _COMMON)
    return frozenset("meet" if word == "met" else _stem(word) for word in told)


def _stem(word: str) -> str:
    return word.removesuffix("ings").removesuffix("ing").removesuffix("ed").removesuffix("s")[:5]
