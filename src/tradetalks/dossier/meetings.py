"""Encounters between representatives, held or planned: who, where, when."""

import re
from collections.abc import Iterator, Sequence

from tradetalks.dossier.article import Article
from tradetalks.dossier.dated_steps import order
from tradetalks.dossier.dates import find_dates
from tradetalks.dossier.encounters import when_of, who_in
from tradetalks.dossier.gazetteer import Kind, Mention
from tradetalks.dossier.items import Meeting, When
from tradetalks.dossier.lines import Line
from tradetalks.dossier.sentences import FULL_STOP
from tradetalks.dossier.speakers import Speakers

_ENCOUNTER = re.compile(
    r"\b(?:met|meets?|meeting with|meetings? (?:on|in|between|of)|see|sees|saw|"
    r"spoke(?: again)? (?:by|with|to|on)|"
    r"speak(?: again)? (?:by|with|to|on)|telephoned|(?:will|to|would) call|called (?:him|her|me|"
    r"on|[A-Z])|"
    r"host(?:s|ed)?|receiv(?:es|ed|ing)|sat down|sit down|shook hands|had (?:dinner|lunch|"
    r"breakfast) with|"
    r"h[eo]ld (?:\w+ ){0,3}?(?:talks|discussions|meetings?|negotiations|consultations|calls?|"
    r"session)|"
    r"discussions with|talks with|visited|visits (?=[A-Z])|will visit|face-to-face|session with|"
    r"at their summit|"
    r"signed\b[^.;]{0,60}? by|witnessed the signing|telephone call with|will be in|"
    r"is expected (?:back )?in|"
    r"flies to|travels? to|come to [A-Z]\w+ on)\b"
)
_ROUND = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|latest|final|"
    r"last)"
    r"(?: negotiating| technical)? (?:round|session|meeting)|rounds? of (?:\w+ )?(?:talks|"
    r"negotiations)|"
    r"(?:days|hours) of talks|the negotiators meet|chief negotiators (?:will )?meet|"
    r"joint committee|"
    r"technical session|video call)\b"
)
_HAPPENS = re.compile(
    r"\b(?:h[eo]ld|was held|were held|clos(?:es|ed)|end(?:s|ed)|beg[aiu]ns?|start(?:s|ed)|"
    r"open(?:s|ed)|took place|"
    r"takes? place|will|set for|planned|scheduled|meets?|in [A-Z]\w+|due|next)\b"
)
_BOTH = re.compile(r"\b(?:both|the two) (?:leaders|ministers|sides|men|women|officials)\b", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|they|we|I)\b")
_PLANNED = re.compile(
    r"\b(?:will|shall|would|is to|are to|may|might|could|due to|scheduled|expected|planned|"
    r"plans? to|"
    r"intends?|set (?:for|to)|next|upcoming|agreed to|hopes? to|to be held|are ready to|"
    r"meets? again|again on)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:no|not|never|neither|denied|cancel\w+|called off|was to|were to|would have|without)\b|"
    r"n[’']t\b",
    re.I,
)
_CUT = re.compile(rf"[;—–]|{FULL_STOP}|, (?:but|while|whereas|although|and then) ")
_WHERE = re.compile(r"\b(?:in|at|to) (?:the )?$")


def find_meetings(
    lines: Sequence[Line], speakers: Speakers, article: Article, *, parties: Sequence[str] = ()
) -> tuple[Meeting, ...]:
    """Return the meetings told of, in order.

    A meeting needs two sides: persons, or economies where nobody is named. A round of talks is one
    of the parties'.

    Args:
        lines: The article's sentences.
        speakers: The persons in it.
        article: For the day it is dated.
        parties: Codes of the negotiating economies.
    """
    found: list[Meeting] = []
    for number, line in enumerate(lines):
        if line.title or line.text.rstrip('”"’ ').endswith("?"):
            continue
        for start, end in _clauses(line):
            meeting = _meeting(line, start, end, lines[:number], speakers, article, parties)
            if meeting:
                found.append(meeting)
    return tuple(found)


def _clauses(line: Line) -> Iterator[tuple[int, int]]:
    start = 0
    for match in [*_CUT.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        if line.text[start:end].strip():
            yield start, end
        start = match.end() if match else end


def _meeting(
    line: Line,
    start: int,
    end: int,
    earlier: Sequence[Line],
    speakers: Speakers,
    article: Article,
    parties: Sequence[str],
) -> Meeting | None:
    words = line.text[start:end]
    cue = _ENCOUNTER.search(words)
    held_round = _ROUND.search(words) if _HAPPENS.search(words) else None
    if not (cue or held_round) or _DENIED.search(words):
        return None
    first, last = line.start + start, line.start + end
    who = who_in(line, speakers, first, last)
    if _BOTH.search(words):
        who = tuple(dict.fromkeys([*who, *_last_two(earlier, speakers)]))
    elif len(who) < 2 and _PRONOUN.search(words):
        before = speakers.last_person_before(first)
        who = tuple(dict.fromkeys([*([before.speaker.name] if before else []), *who]))
    if len(who) < 2 and held_round and len(parties) == 2:
        who = tuple(dict.fromkeys([*who, *parties]))
    if len(who) < 2:
        return None
    when = _when(line, first, last, article)
    lead = len(words) - len(words.lstrip(" ,“\"'’"))
    text = words.rstrip(" ,.”\"'’")
    return Meeting(
        who=who,
        where=tuple(line.span(p.start, p.end).quote for p in _where(line, first, last)),
        when=when,
        held=not _is_planned(words, when, article),
        spans=(line.span(first + lead, first + len(text)),),
    )


def _is_planned(words: str, when: When | None, article: Article) -> bool:
    later = order(when.edtf, article.day) if when and when.edtf and article.day else None
    if later == 1:
        return True
    return later != -1 and _PLANNED.search(words) is not None


def _when(line: Line, first: int, last: int, article: Article) -> When | None:
    for dated in find_dates(line.text, anchor=article.published):
        if first <= line.start + dated.start and line.start + dated.end <= last:
            return when_of(line, dated)
    return None


def _where(line: Line, first: int, last: int) -> Iterator[Mention]:
    for place in line.places:
        inside = first <= place.start < last and place.kind is not Kind.DEMONYM
        if inside and _WHERE.search(line.before(place.start, 10)):
            yield place


def _last_two(lines: Sequence[Line], speakers: Speakers) -> tuple[str, ...]:
    """Return the two persons named last, whom "both leaders" means."""
    names: list[str] = []
    for line in reversed(lines):
        for mention in reversed(speakers.persons_in(line)):
            name = speakers.person(mention.person).full_name
            if name not in names:
                names.append(name)
            if len(names) == 2:
                return tuple(reversed(names))
    return ()
