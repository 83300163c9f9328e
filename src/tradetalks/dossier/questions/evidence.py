"""What a later article tells of a thing that was to come: that it was done, or that it was not.

A sentence is evidence when it says that something was done or fell through, nothing in it takes
that back, and it shares enough words with what was announced. Rules only: a thing done that is told
of in quite other words is not found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tradetalks.dossier.items import Span, Stage
from tradetalks.dossier.match import word_set
from tradetalks.dossier.periods import Period, near
from tradetalks.dossier.questions.status import LADDER, reports_of
from tradetalks.dossier.questions.telling import Passage, Telling
from tradetalks.dossier.sentences import Sentence, split_sentences

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


def find_evidence(thing: Announced, later: Sequence[Telling]) -> Evidence | None:
    """Return what the latest article that tells of a thing says, or None where none does.

    Args:
        thing: What was to come.
        later: Stories dated after the one that announced it, the earliest first.
    """
    for telling in reversed(later):
        found = _by_stage(thing, telling) or _by_meeting(thing, telling)
        found = found or next(_by_words(thing, telling), None)
        if found:
            return found
    return None


def _by_stage(thing: Announced, telling: Telling) -> Evidence | None:
    """Find that talks reached the stage that was announced."""
    wanted = next((stage for pattern, stage in _STAGES if pattern.search(thing.what)), None)
    if wanted is None or len(thing.talks) != 2:
        return None
    for report in reports_of(telling):
        is_reached = report.stage in LADDER and LADDER.index(report.stage) >= LADDER.index(wanted)
        is_plain = not report.hedged and report.current and not report.negated
        if is_reached and is_plain and report.talks == thing.talks:
            return Evidence(done=True, passage=report.passage)
    return None


def _by_meeting(thing: Announced, telling: Telling) -> Evidence | None:
    """Find a meeting of the persons who were to meet, at the time."""
    if not _MEETS.search(thing.what):
        return None
    persons = {name.split()[-1] for name in thing.who if not name.isupper()}
    for meeting in telling.record.meetings:
        shared = persons & {name.split()[-1] for name in meeting.who}
        period = telling.period(meeting.when.edtf if meeting.when else "")
        is_then = bool(thing.period and period and thing.period.gap(period) == 0)
        if meeting.held and is_then and shared:
            return Evidence(done=True, passage=telling.passage(meeting.spans[0]))
    return None


def _by_words(thing: Announced, telling: Telling) -> Iterator[Evidence]:
    """Yield sentences that say of the same thing that it was done or fell through."""
    if len(thing.talks) == 2 and telling.talks() != thing.talks:
        return
    wanted = stems(thing.what)
    places = {place.casefold() for place in thing.where}
    is_then = thing.period is not None and near(telling.published, thing.period, AFTERWARDS)
    for sentence in _sentences(telling.record.article.text, telling.source.title):
        outcome = _outcome(sentence.text, wanted)
        if outcome is None or (outcome and not _has_begun(thing, telling)):
            continue
        shared = wanted & stems(sentence.text)
        telling_words = shared - _GENERAL
        is_place = any(place in sentence.text.casefold() for place in places)
        weight = 2 * len(telling_words) + len(shared & _GENERAL) + 2 * is_place
        if shared and weight >= (3 if is_then or not outcome else 4):
            yield Evidence(done=outcome, passage=telling.passage(_span(sentence)))


def _has_begun(thing: Announced, telling: Telling) -> bool:
    """Tell whether an article is late enough to tell that a thing was done."""
    is_early = thing.period and telling.published and telling.published < thing.period.first
    return not is_early


def _outcome(sentence: str, wanted: frozenset[str]) -> bool | None:
    """Return True for a thing done, False for one that fell through, None for neither.

    A thing is done in words that say so of anything, or in the past of its own words: what will
    be published was published.
    """
    failed = _FAILED.search(sentence)
    if failed and not _TAKEN_BACK.search(sentence[: failed.start()]):
        return False
    own = (match for match in _PAST.finditer(sentence) if stems(match[0]) & wanted)
    done = (m for m in (*_DONE.finditer(sentence), *own) if not _is_taken_back(sentence, m))
    return True if not failed and any(done) else None


def _is_taken_back(sentence: str, match: re.Match[str]) -> bool:
    return _TAKEN_BACK.search(sentence[: match.start()]) is not None


def stems(text: str) -> frozenset[str]:
    """Return the first letters of words that tell something; "met" counts as "meet"."""
    words = (word.casefold() for word in _WORD.findall(text))
    told = (word for word in words if word not in _COMMON)
    return frozenset("meet" if word == "met" else _stem(word) for word in told)


def _stem(word: str) -> str:
    return word.removesuffix("ings").removesuffix("ing").removesuffix("ed").removesuffix("s")[:5]


@lru_cache(maxsize=512)
def _sentences(text: str, title: str) -> tuple[Sentence, ...]:
    return tuple(found for found in split_sentences(text, title=title) if not found.title)


def _span(sentence: Sentence) -> Span:
    """Return a sentence as words of its article."""
    return Span(start=sentence.start, end=sentence.end, quote=sentence.text)
