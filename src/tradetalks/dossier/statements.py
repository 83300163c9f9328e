"""Who said what: direct and reported speech, each with its speaker and verb."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.dossier.agenda import topics_between
from tradetalks.dossier.items import (
    Agenda,
    Modality,
    Rejected,
    Span,
    Speaker,
    Statement,
    Voice,
)
from tradetalks.dossier.lines import Line
from tradetalks.dossier.speakers import Candidate, Speakers

SHORTEST_CLAUSE = 8
"""Characters that must stand before ", X said" to be what X said."""

_FINITE = (
    r"said|says|say|told|tells|adds|added|stated|states|announced|announces|declared|noted|notes|"
    r"stressed|stresses|emphasi[sz]ed|confirmed|confirms|insisted|insists|warned|warns|claimed|"
    r"claims|argued|argues|explained|reported|predicted|predicts|remarked|urged|urges|vowed|"
    r"pledged|"
    r"denied|denies|acknowledged|observed|suggested|indicated|indicates|believes?|expects?|"
    r"expected|hopes?|hoped|heralded|characteri[sz]ed|described|describes|praised|reiterated|"
    r"affirmed|reaffirmed|underlined|underscored|called|wrote|writes|promised|signal(?:led|ed)|"
    r"thinks?|estimates?|estimated|caution(?:ed|s)|tweeted|posted|asserted|concluded that|"
    r"ruled out|"
    r"rejected|dismissed|voiced|expressed|conceded|admitted|contend(?:ed|s)?|read|reads"
)
_PARTICIPLE = (
    r"saying|stating|adding|noting|stressing|warning|arguing|insisting|emphasi[sz]ing|telling|"
    r"explaining|confirming|calling|describing|announcing|characteri[sz]ing"
)
CUE = re.compile(rf"\b(?:(?P<finite>{_FINITE})|(?P<participle>{_PARTICIPLE}))\b")
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|in the view of)\s+(?:the |a |an )?", re.I
)
# A pair of marks further apart than this is a slip of the typist.
_QUOTE = re.compile(r"“([^“”]{2,1500})”|\"([^\"]{2,1500})\"|(?<!\w)‘([^‘’]{12,1500})’(?!\w)")
_AFTER_QUOTE = re.compile(r"[,.!?]?[”\"’]?,?\s*$")
# What a reported clause opens with, right after its verb.
_THAT = re.compile(
    r"\s*(?:(?:on|at|in|to|during|late|early|earlier|last|this) [^,;]{1,40}?\s|(?:reporters|"
    r"journalists|lawmakers|parliament)(?: [\w’'.-]+){0,6}? (?=that ))?"
    r"(?:,? ?that\b|the\b|an?\b|it\b|they\b|he\b|she\b|talks\b|negotiations\b|both\b|no\b|there\b|"
    r"(?:reports?|claims?|suggestions?|rumou?rs?) that\b|"
    r"its\b|"
    r"his\b|her\b|their\b|[A-Z])"
)
# When, where and to whom it was said, which is no part of what was said.
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_SETTING = re.compile(
    rf"(?:(?:(?:late|early|earlier) )?(?:(?:on|last|this) )?{_DAY}"
    rf"(?: (?:night|morning|evening|afternoon))?|"
    rf"(?:on|in) (?:\d+ )?{_MONTH}(?: \d+)?(?:,? \d{{4}})?|"
    r"(?:earlier |late )?(?:this|last) (?:week|month|year)|yesterday|today|"
    r"(?:on|at|in|to|during|reporters|journalists|lawmakers|parliament)"
    r"(?: [\w’'.-]+){0,7}?(?= that ))"
    r"(?=,? (?!(?:was|were|is|are|will|would|has|had|could|may)\b)),? "
)
_OPENING = re.compile(r"(?:(?:reports?|claims?|suggestions?|rumou?rs?) )?that ")
_DENIAL = re.compile(r"den(?:y|ied|ies)|rejected|dismissed|ruled out")
_UNSAID = re.compile(
    r"(?:\b(?:did|do|does|would|could|has|have|had) not|n[’']t|\bnever|\bdeclined to)(?: \w+)? $"
)
# A sentence that does nothing but name the speaker of the one before it.
_BARE = re.compile(
    rf"[^“”\".,;:]{{2,90}}(?:, [^“”\",;:]{{2,80}},)? (?:{_FINITE})"
    r"(?: (?:on|in|at|late) [\w ]{2,30})?\."
)
_JOINED = re.compile(r"\b(?:and|but|then)(?: \w+ly| also| then)? $")
# Where the outlet takes over again: "…, as negotiations edge closer".
_ASIDE = re.compile(r"(?<=[,”\"]) (?:as|while|amid|even as|after|ahead of) ")
# Verbs that report only with a clause after them; alone they are just events.
_NEEDS_THAT = frozenset(
    {"read", "reads", "called", "expected", "posted", "praised", "rejected", "dismissed"}
)
_MODALITIES = (
    (Modality.SEEKS, re.compile(
        r"\b(?:seek\w*|sought|want\w*|hop(?:e|es|ed|ing)|aim\w*|pursu\w+|urg\w+|call\w* (?:for|on)|"
        r"should|must|need\w*|intend\w*|plan(?:s|ned|ning)?|looking (?:to|for))\b", re.I)),
    (Modality.MAY, re.compile(
        r"\b(?:may|might|could|would|likely|possibl\w+|perhaps|expect\w*|probabl\w+)\b", re.I)),
    (Modality.WILL, re.compile(r"\b(?:will|shall|won[’']t|is to|are to|going to|[’']ll)\b", re.I)),
)  # fmt: skip


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks: the marks' place, and the words' place."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def modality_of(words: str) -> Modality:
    """Return how firmly a thing is put."""
    for modality, pattern in _MODALITIES:
        if pattern.search(words):
            return modality
    return Modality.DID


def find_statements(
    lines: Sequence[Line], text: str, speakers: Speakers, agenda: Sequence[Agenda]
) -> tuple[tuple[Statement, ...], tuple[Rejected, ...]]:
    """Return what was said, in order, and the quotations that no speaker could be found for."""
    said: list[Statement] = []
    rejected: list[Rejected] = []
    quoted: list[Quotation] = []
    for zone in _blocks(lines):
        last: Speaker | None = None
        for quotation in _quotations(zone, text):
            quoted.append(quotation)
            content = _span(text, quotation.inner_start, quotation.inner_end)
            found = _attribution(zone, quotation, speakers)
            if found is None and last is not None and _stands_alone(zone, quotation):
                found = (last, "")
            if found is None:
                rejected.append(
                    Rejected(what="quotation", reason="no speaker found", spans=(content,))
                )
                continue
            last, cue = found
            said.append(_statement(found[0], cue, content, Voice.SAID, agenda))
    for line in lines:
        if not line.title:
            said += _reported(line, speakers, agenda, quoted)
    return tuple(sorted(said, key=lambda item: item.spans[0].start)), tuple(rejected)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, quote=text[start:end])


def _statement(
    speaker: Speaker, cue: str, content: Span, voice: Voice, agenda: Sequence[Agenda]
) -> Statement:
    denied = _DENIAL.fullmatch(cue) is not None
    return Statement(
        speaker=speaker,
        cue=cue,
        content=content.quote,
        voice=voice,
        modality=Modality.DENIES if denied else modality_of(content.quote),
        about=topics_between(agenda, content.start, content.end),
        spans=(content,),
    )


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    block: list[Line] = []
    for line in lines:
        if line.title:
            continue
        if block and line.block != block[-1].block:
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def _quotations(zone: Sequence[Line], text: str) -> Iterator[Quotation]:
    start, end = zone[0].start, zone[-1].end
    for match in _QUOTE.finditer(text, start, end):
        group = next(number for number in (1, 2, 3) if match[number] is not None)
        inner = match[group]
        lead = len(inner) - len(inner.lstrip())
        first = match.start(group) + lead
        last = first + len(inner.strip())
        if last > first:
            yield Quotation(match.start(), match.end(), first, last)


def _lines_around(zone: Sequence[Line], quotation: Quotation) -> tuple[int, int]:
    """Return which sentences of a paragraph a quotation starts and ends in."""
    first = bisect_right(zone, quotation.start, key=lambda line: line.start) - 1
    last = bisect_left(zone, quotation.end, key=lambda line: line.end)
    return max(first, 0), min(last, len(zone) - 1)


def _attribution(
    zone: Sequence[Line], quotation: Quotation, speakers: Speakers
) -> tuple[Speaker, str] | None:
    """Find the verb of saying beside a quotation and who governs it."""
    first, last = _lines_around(zone, quotation)
    after = [zone[last]]
    # “Are we close?” Dar asked: two sentences, of which the second only names the speaker.
    if (
        last + 1 < len(zone)
        and _stands_alone(zone, quotation)
        and _BARE.fullmatch(zone[last + 1].text)
    ):
        after.append(zone[last + 1])
    for line in after:
        found = _after(line, max(quotation.end, line.start), speakers)
        if found:
            return found
    return _before(zone[first], quotation.start, speakers)


def _after(line: Line, position: int, speakers: Speakers) -> tuple[Speaker, str] | None:
    """Read “…,” said Dar; “…,” Dar said; “…”, according to officials."""
    tail = line.text[position - line.start :]
    according = ACCORDING.match(tail.lstrip(" ,")) if tail[:2] in {", ", " a"} else None
    candidates = [c for c in speakers.of(line) if c.start >= position]
    if according and candidates:
        return candidates[0].speaker, according[0].strip()
    cue = next((m for m in CUE.finditer(tail) if m["finite"]), None)
    if cue is None or cue.start() > 90 or "“" in tail[: cue.start()]:
        return None
    at = position + cue.start()
    between = tail[: cue.start()].strip(' ,’”"')
    inverted = [c for c in candidates if 0 <= c.start - (position + cue.end()) <= 70]
    if not between and inverted and _clear(line, position + cue.end(), inverted[0]):
        return inverted[0].speaker, cue[0]
    if re.match(r"(?:and|but|while|as|after|although)\b", between):
        return None
    # Only a short noun phrase may stand between the quotation and its verb.
    if re.match(r"(?:he|she)\b", between, re.I):
        person = speakers.last_person_before(position)
        return (person.speaker, cue[0]) if person else None
    governing = [c for c in candidates if c.end <= at and c.is_subject]
    if governing and len(between) <= 90:
        return governing[0].speaker, cue[0]
    return None


def _clear(line: Line, position: int, candidate: Candidate) -> bool:
    """Tell whether only articles, offices and countries stand between a verb and its speaker."""
    gap = line.text[position - line.start : candidate.start - line.start]
    return re.search(r"[.;:“”\"]| (?:that|to|in) ", gap) is None


def _before(line: Line, position: int, speakers: Speakers) -> tuple[Speaker, str] | None:
    """Read Dar said: “…”; Dar emphasised a shift, stating that it pursues “…”."""
    head = line.text[: position - line.start]
    cues = list(CUE.finditer(head))
    if not cues:
        return None
    cue = cues[-1]
    governor = _governor(head, cues)
    subject = speakers.subject_before(line, line.start + governor.start())
    if subject is None and re.search(r"\b(?:he|she)\b[^.]{0,20}$", head[: governor.start()], re.I):
        subject = speakers.last_person_before(line.start)
    return (subject.speaker, cue[0]) if subject else None


def _governor(head: str, cues: Sequence[re.Match[str]]) -> re.Match[str]:
    """Return the verb whose subject speaks: of "said …, but cautioned …, adding", the first."""
    governor = cues[-1]
    for earlier in reversed(cues[:-1]):
        joined = _JOINED.search(head[: governor.start()])
        if not (governor["participle"] or joined):
            break
        if earlier["finite"]:
            governor = earlier
    return governor


def _stands_alone(zone: Sequence[Line], quotation: Quotation) -> bool:
    """Tell whether a quotation fills its sentences, as a speech that goes on does."""
    first, last = _lines_around(zone, quotation)
    outside = (quotation.start - zone[first].start) + (zone[last].end - quotation.end)
    return outside <= 3


def _reported(
    line: Line, speakers: Speakers, agenda: Sequence[Agenda], quoted: Sequence[Quotation]
) -> Iterator[Statement]:
    """Yield what a sentence reports without quotation marks."""
    for cue in sorted(CUE.finditer(line.text), key=lambda cue: not _may_trail(line, cue)):
        at = line.start + cue.start()
        unsaid = _UNSAID.search(line.text[: cue.start()])
        if cue["participle"] or unsaid or any(q.start <= at < q.end for q in quoted):
            continue
        found = _reported_by(line, cue, speakers)
        if found:
            speaker, content = found
            overlap = any(q.start <= content.start < q.end for q in quoted)
            if len(content.quote.split()) >= 3 and not overlap:
                yield _statement(speaker, cue[0], content, Voice.REPORTED, agenda)
                return
    yield from _according(line, speakers, agenda)


def _may_trail(line: Line, cue: re.Match[str]) -> bool:
    """Tell "…, Dar said on Monday." from "Dar said that …": the first speaks for all before it."""
    rest = line.text[cue.end() :]
    ends = re.match(r"\s*(?:on \w+|late \w+|in an? [\w ]{1,30})?\s*(?:[.,]|$)", rest)
    return ends is not None and cue.start() > SHORTEST_CLAUSE


def _reported_by(line: Line, cue: re.Match[str], speakers: Speakers) -> tuple[Speaker, Span] | None:
    at, end = line.start + cue.start(), line.start + cue.end()
    rest = line.text[cue.end() :]
    if _may_trail(line, cue):
        return _trailing(line, at, speakers)
    inverted = _inverted(line, cue, speakers)
    if inverted:
        return inverted
    if not _THAT.match(rest) or (cue[0] in _NEEDS_THAT and "that" not in rest[:30]):
        return None
    subject = speakers.subject_before(line, at)
    if subject is None or at - subject.end > 70:
        return None
    start = end + len(rest) - len(rest.lstrip(" ,"))
    words = _ASIDE.split(line.text[start - line.start :])[0].rstrip(' ,.”"')
    opening = _past_setting(words)
    content = _balanced(line, start + opening, start + len(words))
    return (subject.speaker, content) if content else None


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


def _inverted(line: Line, cue: re.Match[str], speakers: Speakers) -> tuple[Speaker, Span] | None:
    """Read "Talks are close to an end, said Jane Smith, an analyst in Lima"."""
    before = line.text[: cue.start()]
    if not re.search(r",[”\"]? $", before) or len(before) <= SHORTEST_CLAUSE:
        return None
    end = line.start + cue.end()
    named = next((c for c in speakers.of(line) if 0 <= c.start - end <= 70), None)
    if named is None or not _clear(line, end, named):
        return None
    if not re.match(r"[,.]|$| (?:on|in|at|of|from|who)\b", line.after(named.end, 8)):
        return None
    content = _balanced(line, line.start, line.start + len(before.rstrip(' ,”"')))
    return (named.speaker, content) if content else None


def _trailing(line: Line, at: int, speakers: Speakers) -> tuple[Speaker, Span] | None:
    """Read "Talks are close to an end, two officials said"."""
    comma = line.text.rfind(",", 0, at - line.start)
    if comma < SHORTEST_CLAUSE:
        return None
    subject = speakers.subject_before(line, at, floor=line.start + comma)
    words = line.text[:comma].strip(' “”"')
    start = line.start + line.text.index(words)
    content = _balanced(line, start, start + len(words)) if words else None
    return (subject.speaker, content) if subject and content else None


def _according(line: Line, speakers: Speakers, agenda: Sequence[Agenda]) -> Iterator[Statement]:
    found = according_to(line, speakers)
    if found is None:
        return
    speaker, start, end, cue = found
    before = line.text[: start - line.start].rstrip(" ,")
    after = line.text[end - line.start :].strip(" ,.")
    words = before if len(before) >= len(after) else after
    if len(words.split()) >= 3:
        first = line.start + line.text.index(words)
        yield _statement(speaker, cue, line.span(first, first + len(words)), Voice.REPORTED, agenda)


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
