"""What a sentence reports without quotation marks, and whose words those are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.dossier.cues import ACCORDING, CUE, DENIAL, NEEDS_THAT
from tradetalks.dossier.items import Span, Speaker, SpeakerKind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.quotations import MOST_BETWEEN, Quotation, is_clear, unnamed_subject
from tradetalks.dossier.speakers import Speakers

SHORTEST_CLAUSE = 8
"""Characters that must stand before ", X said" to be what X said."""
SHORTEST = 3
"""Words of the shortest clause that is kept."""

# To whom, when and where it was said, which is no part of what was said.
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_CIRCUMSTANCE = (
    r"(?:on|at|in|to|during|within|after|before|by|over|from|via|through|late|early|earlier|last|"
    r"this|reporters|journalists|lawmakers|parliament|senators|deputies|delegates|investors|state|"
    r"yesterday|today|again|\w+ly)"
)
# What a reported clause opens with, right after its verb.
_THAT = re.compile(
    rf"\s*(?:{_CIRCUMSTANCE} [^,;:“”\"]{{1,50}}?\s|"
    rf"{_CIRCUMSTANCE}(?: [\w’'.-]+){{0,8}}? (?=that ))?"
    r"(?:,? ?that\b|the\b|an?\b|it\b|they\b|he\b|she\b|talks\b|negotiations\b|both\b|no\b|"
    r"there\b|(?:reports?|claims?|suggestions?|rumou?rs?) that\b|its\b|his\b|her\b|their\b|"
    r"we\b|our\b|[A-Z])"
)
_TOLD = re.compile(r" [^,;:“”\"]{1,70}? that ")
# "told reporters the deal was near", but not "told reporters after the meeting"
_TOLD_PLAINLY = re.compile(
    r" [^,;:“”\"]{1,60}? (?:the|an?|it|they|there|he|she|we|talks|both|no|his|her|its|their) "
    r"(?:[\w’'-]+ ){0,5}?(?:is|was|are|were|has|had|have|will|would|could|may|might|should|can)\b"
)
_TELLING = frozenset({"told", "tells", "informed", "assured", "reminded", "wrote", "written"})
_PLAIN = frozenset({"said", "says", "say", "believes", "believe", "thinks", "think", "reckons"})
_SO = re.compile(
    r" (?:nothing|so|as much|little|no|yes|of|more|a few|goodbye|only|to|what|he|she|"
    r"as|when|while|if|after|"
    r"before|because|in an?)\b"
)
_AS = re.compile(r" [^.;:“”\"]{3,80} as \w+")
_DESCRIBING = frozenset({"describe", "describes", "described", "characterized", "characterised"})
_HEADLINE = frozenset(
    {"says", "say", "denies", "deny", "warns", "insists", "claims", "hopes", "expects", "confirms"}
)
_SETTING = re.compile(
    rf"(?:(?:(?:late|early|earlier) )?(?:(?:on|last|this) )?{_DAY}"
    rf"(?: (?:night|morning|evening|afternoon))?|"
    rf"(?:on|in) (?:\d+ )?{_MONTH}(?: \d+)?(?:,? \d{{4}})?|"
    r"(?:earlier |late )?(?:this|last) (?:week|month|year)|yesterday|today|"
    r"in an? (?:\w+ )?(?:statement|note|post|letter|email|speech|interview|briefing|report)|"
    rf"{_CIRCUMSTANCE}(?: [\w’'.-]+){{0,8}}?(?= that ))"
    r"(?=,? (?!(?:was|were|is|are|will|would|has|had|could|may)\b)),? "
)
_OPENING = re.compile(r"(?:(?:reports?|claims?|suggestions?|rumou?rs?) )?that ")
_UNSAID = re.compile(
    r"(?:\b(?:did|do|does|would|could|has|have|had) not|n[’']t|\bnever|\bdeclined to)(?: \w+)? $"
)
_INNER = re.compile(r" (?:that|it|they|the|he|she|no|there|its|their)\b")
# "According to Carlo Dade of the Foundation, …": what is still said of the source.
_WHOSE = re.compile(r"^ (?:of|at|from|in|with|who)\b[^,“”\"]{1,80},")
# Where the outlet takes over again: "…, as negotiations edge closer".
_ASIDE = re.compile(
    r"(?<=[,”\"]) (?:as|while|amid|even as|after|ahead of|though|although) |"
    r", (?:but|and|while) (?=[\w ’']{2,40}? (?:said|says|denied|warned|told|insisted|added)\b)"
)
_HEADLINE_ASIDE = re.compile(r",? (?:as|while|amid|after|ahead of|despite|over) ")


@dataclass(frozen=True)
class Reported:
    """A clause that somebody is reported to have said."""

    speaker: Speaker
    cue: str
    content: Span
    through: tuple[Speaker, ...] = ()


def reported_in(line: Line, speakers: Speakers, quoted: Sequence[Quotation]) -> Iterator[Reported]:
    """Yield what a sentence reports without quotation marks: clauses that do not overlap."""
    found: list[Reported] = []
    for cue in sorted(CUE.finditer(line.text), key=lambda cue: not _may_trail(line, cue)):
        at = line.start + cue.start()
        unsaid = _UNSAID.search(line.text[: cue.start()])
        idle = cue["participle"] and not line.text.startswith(" that ", cue.end())
        if idle or unsaid or any(q.start <= at < q.end for q in quoted):
            continue
        if line.title and cue[0] not in _HEADLINE:
            continue
        if any(each.content.start <= at < each.content.end for each in found):
            continue
        each = _reported_by(line, cue, speakers)
        if each and _is_new(each, found, quoted):
            found.append(each)
            yield each
            yield from _nested(line, each, speakers, quoted)
    if not found:
        yield from _according(line, speakers)


def _is_new(each: Reported, found: Sequence[Reported], quoted: Sequence[Quotation]) -> bool:
    content = each.content
    if len(content.quote.split()) < SHORTEST and not DENIAL.fullmatch(each.cue):
        return False
    inside = any(q.start <= content.start < q.end for q in quoted)
    return not inside and not any(
        content.start < other.content.end and other.content.start < content.end for other in found
    )


def _nested(
    line: Line, outer: Reported, speakers: Speakers, quoted: Sequence[Quotation]
) -> Iterator[Reported]:
    """Yield what somebody is told to have said by another: "Dar said that they had promised …"."""
    start, end = outer.content.start, outer.content.end
    for cue in CUE.finditer(line.text, start - line.start, end - line.start):
        at = line.start + cue.start()
        if cue["participle"] or any(q.start <= at < q.end for q in quoted):
            continue
        if _UNSAID.search(line.text[: cue.start()]):
            continue
        subjects = [c for c in speakers.of(line) if start <= c.start and c.end <= at]
        opens = _INNER.match(line.text, cue.end()) and subjects and subjects[-1].is_subject
        inner = _clause_after(line, cue) if opens else None
        if inner and inner.start < end and len(inner.quote.split()) >= SHORTEST:
            stop = min(inner.end, end)
            content = line.span(inner.start, stop)
            if subjects[-1].speaker.name != outer.speaker.name:
                yield Reported(subjects[-1].speaker, cue[0], content, (outer.speaker,))
            return


def _may_trail(line: Line, cue: re.Match[str]) -> bool:
    """Tell "…, Dar said on Monday." from "Dar said that …": the first speaks for all before it."""
    rest = line.text[cue.end() :]
    ends = re.match(r"\s*(?:on \w+|late \w+|in an? [\w ]{1,30}|last \w+)?\s*(?:[.,]|$)", rest)
    return ends is not None and cue.start() > SHORTEST_CLAUSE


def _reported_by(line: Line, cue: re.Match[str], speakers: Speakers) -> Reported | None:
    at = line.start + cue.start()
    if _may_trail(line, cue):
        return _trailing(line, cue, at, speakers)
    inverted = _inverted(line, cue, speakers)
    if inverted:
        return inverted
    content = _clause_after(line, cue)
    if content is None:
        return None
    if cue["participle"]:  # "Dar met Rubio and left saying that …": who the sentence is about
        subjects = [c for c in speakers.of(line) if c.is_subject and c.end <= at]
        persons = [c for c in subjects if c.speaker.kind is SpeakerKind.PERSON]
        first = next(iter(persons or subjects), None)
        return Reported(first.speaker, cue[0], content) if first else None
    subject = speakers.subject_before(line, at)
    if subject is not None and at - max(subject.end, line.start) <= MOST_BETWEEN:
        return Reported(subject.speaker, cue[0], content)
    speaker = unnamed_subject(line, line.text[: cue.start()])
    return Reported(speaker, cue[0], content) if speaker else None


def _clause_after(line: Line, cue: re.Match[str]) -> Span | None:
    """Return what was said, where a clause follows the verb."""
    rest, word = line.text[cue.end() :], cue[0]
    told = _TOLD.match(rest) if word in _TELLING else None
    if word in _TELLING and not told and re.match(r" (?:an?|the|his|her|its|their|us|me)\b", rest):
        return None
    if word in _TELLING and not told and not _TOLD_PLAINLY.match(rest):
        return None
    opens = _THAT.match(rest) or (word in _PLAIN and re.match(r" \w", rest) and not _SO.match(rest))
    if word in _DESCRIBING:
        opens = _AS.match(rest)
    elif word in NEEDS_THAT and not re.match(r"[^,;:“”\"]{0,60}? ?that\b", rest):
        opens = line.title and DENIAL.fullmatch(word)
    if not (told or opens):
        return None
    start = line.start + cue.end() + len(rest) - len(rest.lstrip(" ,"))
    ends = _HEADLINE_ASIDE if line.title else _ASIDE
    words = ends.split(line.text[start - line.start :])[0].rstrip(' ,.”"')
    opening = _past_setting(words)
    if told and opening == 0:
        opening = told.end() - 1 - (len(rest) - len(rest.lstrip(" ,"))) + 1
    return _balanced(line, start + opening, start + len(words))


def _past_setting(words: str) -> int:
    """Return where what was said begins, after when, where and to whom."""
    position = 0
    while match := _SETTING.match(words, position):
        position = match.end()
    opening = _OPENING.match(words, position)
    return opening.end() if opening else position


def _balanced(line: Line, start: int, end: int) -> Span | None:
    """Return a stretch of a sentence with each quotation mark it opens closed."""
    words = line.text[start - line.start : end - line.start]
    is_open = words.count('"') % 2 == 1 or words.count("“") > words.count("”")
    closing = re.match(r"[.,]?[”\"]", line.after(end, 2))
    if is_open and closing:
        return line.span(start, end + closing.end())
    if is_open:
        last = max(words.rfind('"'), words.rfind("“"))
        start, end = (start + 1, end) if last == 0 else (start, start + last)
    words = line.text[start - line.start : end - line.start].rstrip(" ,")
    return line.span(start, start + len(words)) if words else None


def _inverted(line: Line, cue: re.Match[str], speakers: Speakers) -> Reported | None:
    """Read "Talks are close to an end, said Jane Smith, an analyst in Lima"."""
    before = line.text[: cue.start()]
    if not re.search(r",[”\"]? $", before) or len(before) <= SHORTEST_CLAUSE:
        return None
    end = line.start + cue.end()
    named = next((c for c in speakers.of(line) if 0 <= c.start - end <= 70), None)
    if named is None or not is_clear(line, end, named):
        return None
    if not re.match(r"[,.]|$| (?:on|in|at|of|from|who)\b", line.after(named.end, 8)):
        return None
    content = _balanced(line, line.start, line.start + len(before.rstrip(' ,”"')))
    return Reported(named.speaker, cue[0], content) if content else None


def _trailing(line: Line, cue: re.Match[str], at: int, speakers: Speakers) -> Reported | None:
    """Read "Talks are close to an end, two officials said"."""
    comma = line.text.rfind(",", 0, at - line.start)
    if comma < SHORTEST_CLAUSE:
        return None
    subject = speakers.subject_before(line, at, floor=line.start + comma)
    words = line.text[:comma].strip(' “”"')
    start = line.start + line.text.index(words)
    content = _balanced(line, start, start + len(words)) if words else None
    return Reported(subject.speaker, cue[0], content) if subject and content else None


def _according(line: Line, speakers: Speakers) -> Iterator[Reported]:
    found = according_to(line, speakers)
    if found is None:
        return
    speaker, start, end, cue = found
    before = line.text[: start - line.start].rstrip(" ,")
    after = _WHOSE.sub("", line.text[end - line.start :], count=1).strip(" ,.")
    words = before if len(before) >= len(after) else after
    if len(words.split()) >= SHORTEST:
        first = line.start + line.text.index(words)
        yield Reported(speaker, cue, line.span(first, first + len(words)))


def according_to(line: Line, speakers: Speakers) -> tuple[Speaker, int, int, str] | None:
    """Return who a sentence rests on ("according to …"), and where those words stand."""
    match = ACCORDING.search(line.text)
    if match is None:
        return None
    end = line.start + match.end()
    near = [c for c in speakers.of(line) if 0 <= c.start - end <= 60]
    if not near:
        return None
    return near[0].speaker, line.start + match.start(), near[0].end, match[0].strip()
