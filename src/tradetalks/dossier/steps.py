"""What is to come: who, where, when."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tradetalks.dossier.article import Article
from tradetalks.dossier.dated_steps import dated_ahead
from tradetalks.dossier.dates import Dated, find_dates
from tradetalks.dossier.encounters import when_of, who_in
from tradetalks.dossier.gazetteer import Kind, Mention
from tradetalks.dossier.items import NextStep, When
from tradetalks.dossier.lines import Line
from tradetalks.dossier.speakers import Speakers

_EVENT = re.compile(
    r"\b(?:(?:next|first|second|third|fourth|fifth|sixth|final|new|another|joint|upcoming|"
    r"high-level|"
    r"ministerial|bilateral|trade|technical|annual|formal|exploratory|signing|strategic|economic|"
    r"counter-?terrorism|"
    r"security|follow-up|\w+ round of|working-level) )*"
    r"(?:dialogues?|talks|rounds?(?: of (?:\w+ )?(?:talks|negotiations))?|meetings?|summit|visits?|"
    r"signing(?: ceremony)?|ceremony|negotiations|hearings?|deadline|vote|review|consultations|"
    r"commission|forum|trip|ratification|conference)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:(?:joint|technical|trade|expert|negotiating|bilateral|a|the) )*(?:working groups?|"
    r"task forces?|"
    r"joint committees?|technical teams?|negotiating teams?|expert groups?|teams of negotiators)\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:scheduled|upcoming|due to|is due|are due|set for|set to|slated|planned for|planned|"
    r"to be held|"
    r"will|expected to|expected (?:in|by|on|before|next|later)|next (?:round|meeting|step|stage)|"
    r"later this|"
    r"ahead of|forthcoming|agreed to (?:meet|hold|resume|reconvene|continue)|plans? to|"
    r"before the end of|"
    r"by the end of|shall|is to|are to|would (?:meet|visit|travel|resume|hold)|deadline)\b",
    re.I,
)
_DOING = re.compile(
    r"\b(?:will|shall|is to|are to|plans? to|intends? to|"
    r"(?:is |are )?(?:expected|due|set|scheduled|slated) to|agreed to) "
    r"(?:then |also |again |next )?(?:meet|visit|travel|sign|host|hold|resume|reconvene|return|"
    r"convene|submit|ratify|vote|fly|finali[sz]e|conclude|take effect|enter into force|"
    r"come into (?:force|effect)|(?:launch|begin|start|open|continue)(?= (?:\w+ ){0,3}?(?:talks|"
    r"negotiations|dialogue|rounds?))|be (?:signed|ratified|held|finali[sz]ed|concluded))\b"
    r"[^.;]{0,90}",
    re.I,
)
_ATTRIBUTION = re.compile(r",? (?:[\w ]{1,40} )?(?:said|says|told|according to)\b.*$")
_DENIED = re.compile(r"\b(?:no|none|not|never|neither|denied|denies)\b|n[’']t\b", re.I)
_IN = re.compile(r"\b(?:in|at|to|visit(?:ed|s)?) (?:the )?$")


def find_steps(lines: Sequence[Line], speakers: Speakers, article: Article) -> tuple[NextStep, ...]:
    """Return what is to come, in order of appearance; times resolve against the article's day."""
    steps: list[NextStep] = []
    for line in lines:
        if not line.title:
            found = [*_steps(line, speakers, article.published)]
            found += _on_the_calendar(line, speakers, article, found)
            steps += sorted(found, key=lambda step: step.spans[0].start)
    return tuple(steps)


def _on_the_calendar(
    line: Line, speakers: Speakers, article: Article, found: Sequence[NextStep]
) -> Iterator[NextStep]:
    """Yield the clauses with a time to come that no event found so far has."""
    times = {(step.when.span.start, step.when.span.end) for step in found if step.when}
    for ahead in dated_ahead(line, article):
        start, end = line.start + ahead.dated.start, line.start + ahead.dated.end
        if (start, end) in times:
            continue
        places = tuple(_places(line, ahead.start, ahead.end))
        words = line.span(ahead.start, ahead.end)
        yield NextStep(
            what=words.quote,
            who=who_in(line, speakers, ahead.start, ahead.end),
            where=tuple(line.span(p.start, p.end).quote for p in places),
            economies=tuple(dict.fromkeys(place.code for place in places)),
            when=when_of(line, ahead.dated),
            spans=(words,),
        )


def _steps(line: Line, speakers: Speakers, published: date | None) -> Iterator[NextStep]:
    dates = find_dates(line.text, anchor=published)
    covered: list[tuple[int, int]] = []
    for start, end in [*_bodies(line), *_events(line), *_doings(line)]:
        if any(start < b and a < end for a, b in covered):
            continue
        first, last = _clause(line, start, end)
        when = _when(line, dates, first, last)
        if when is not None and _is_over(when, published):
            continue
        places = tuple(_places(line, start, last))
        covered.append((start, max([end, *(place.end for place in places)])))
        yield NextStep(
            what=line.span(start, end).quote,
            who=who_in(line, speakers, first, last),
            where=tuple(line.span(p.start, p.end).quote for p in places),
            economies=tuple(dict.fromkeys(place.code for place in places)),
            when=when,
            spans=(line.span(*_reach(start, end, places, when)),),
        )


def _reach(start: int, end: int, places: Sequence[Mention], when: When | None) -> tuple[int, int]:
    """Return the stretch of words from the event to its place and time."""
    edges = [end, *(place.end for place in places)]
    starts = [start]
    if when is not None:
        edges.append(when.span.end)
        starts.append(when.span.start)
    return min(starts), max(edges)


def _bodies(line: Line) -> Iterator[tuple[int, int]]:
    """Yield working groups that have something to do."""
    for match in _BODY.finditer(line.text):
        tail = line.text[match.end() : match.end() + 90]
        if re.search(r"\b(?:to|will|would|are|is) [a-z]", tail) or _AHEAD.search(line.text):
            yield line.start + match.start(), line.start + match.end()


def _events(line: Line) -> Iterator[tuple[int, int]]:
    """Yield events with a word beside them that puts them in the future."""
    for match in _EVENT.finditer(line.text):
        around = line.text[max(0, match.start() - 30) : match.end() + 45]
        past = re.search(
            r"\b(?:was|were|(?<!be )held|had|concluded|ended|last|after|during)\b", around
        )
        if _DENIED.search(around):
            continue
        if _AHEAD.search(around) and not (
            past and not re.search(r"upcoming|next|scheduled", around)
        ):
            yield line.start + match.start(), line.start + match.end()


def _doings(line: Line) -> Iterator[tuple[int, int]]:
    """Yield what somebody will do: "will travel to Delhi in June"."""
    for match in _DOING.finditer(line.text):
        words = _ATTRIBUTION.sub("", match[0]).rstrip(' ,”"')
        yield line.start + match.start(), line.start + match.start() + len(words)


def _clause(line: Line, start: int, end: int) -> tuple[int, int]:
    """Return the clause around an event: to the next dash or semicolon, or the sentence's ends."""
    marks = [m.start() + line.start for m in re.finditer(r"[;—]|, (?:but|while|which) ", line.text)]
    first = max([line.start, *(mark for mark in marks if mark < start)])
    last = min([line.end, *(mark for mark in marks if mark >= end)])
    return first, last


def _when(line: Line, dates: Sequence[Dated], first: int, last: int) -> When | None:
    inside = [d for d in dates if first <= line.start + d.start and line.start + d.end <= last]
    return when_of(line, inside[0]) if inside else None


def _is_over(when: When, published: date | None) -> bool:
    known = published is not None and when.edtf[:4].isdigit()
    return known and when.edtf[:10] < str(published)[: len(when.edtf[:10])]


def _places(line: Line, first: int, last: int) -> Iterator[Mention]:
    """Yield places where something happens: "in Washington and Islamabad"."""
    inside: Mention | None = None
    for place in line.places:
        if not first <= place.start < last or place.kind is Kind.DEMONYM:
            continue
        gap = line.text[inside.end - line.start : place.start - line.start] if inside else ""
        joined = inside is not None and gap in {" and ", ", ", " or ", ", and ", " and in "}
        if _IN.search(line.before(place.start, 14)) or joined:
            inside = place
            yield place
