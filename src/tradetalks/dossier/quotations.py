"""Words between quotation marks, and whose they are."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.dossier.cues import ACCORDING, AUXILIARIES, CUE
from tradetalks.dossier.items import Speaker, SpeakerKind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.sources import kind_of
from tradetalks.dossier.speakers import Candidate, Speakers

MOST_BETWEEN = 90
"""Characters that may stand between a quotation and the verb that hands it over."""

# A pair of marks further apart than this is a slip of the typist.
_QUOTE = re.compile(r"“([^“”]{2,1500})”|\"([^\"]{2,1500})\"|(?<!\w)‘([^‘’]{12,1500})’(?!\w)")
# A sentence that does nothing but name the speaker of the one before it.
_BARE = re.compile(
    r"[^“”\".,;:]{2,90}(?:, [^“”\",;:]{2,80},)? (?:said|says|told|asked|added|replied|answered|"
    r"wrote|insisted|explained|joked|warned|argued|declared|remarked|announced|asks|adds)\b"
    r"(?: [^“”\".,;:]{2,40})?\."
)
_JOINED = re.compile(r"\b(?:and|but|then)(?: \w+ly| also| then)? $")
_NOT_BETWEEN = re.compile(
    r"(?:and|but|while|as|after|although|because|which|when|if|even|though|with|who|amid|yet|so|"
    r"before|unless|despite)\b"
)
# Any word in the past that a noun phrase right after a quotation may govern: "…", he shrugged.
_VERB = re.compile(r"\b(?:[a-z]+ed|says?|told|wrote|writes|put it|thinks|goes on|went on)\b")
# "…," was the verdict of Ingrid Maas.
_VERDICT = re.compile(
    r"(?:was|is|were|came|went|ran) (?:the|one|how)(?: [a-z]+)? (?:verdict|view|comment|judge?ment|"
    r"message|answer|reply|response|word|words|summary|assessment|phrase|description|line|conclusion)"
    r" (?:of|from) "
)
_AS = re.compile(
    r"[, ]*as (?=[\w’' ]{2,70}? (?:put|puts|said|says?|called|described|noted|likes)\b)"
)
_HIS_WORDS = re.compile(r"\bin (his|her|their|its) (?:own )?(?:words?|phrase)[,:]? ?$", re.I)
# "the statement of the Chinese foreign ministry that such agreements “…”".
_OF = re.compile(
    r"\b(?:statement|remark|comment|warning|claim|assurance|promise|words|view|complaint|argument|"
    r"declaration|announcement|reply|answer|letter|message) (?:of|by|from) "
)
_ENDS_PHRASE = re.compile(
    r"[,.;:(“”\"—–]| (?:who|whom|which|that|after|when|while|as|before|because|on|last|this|"
    r"yesterday|during|speaking|declining|told|said|in an?)\b"
)
_NOUN_PHRASE = re.compile(
    r"(?:an?|the|one|another|some|two|three|several|its|his|her|their|our|[A-Z][\w’'.-]*)"
    r"(?: [\w’'.,-]+){0,11}$",
    re.I,
)
_OPENS_CLAUSE = re.compile(r"[.;:—–“”\"!?]|, (?:and|but|while|whereas|though|although) |^\W+")
_FINITE = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|can|could|did|does|do)\b")
_DRIER = re.compile(
    r"((?:An?|The|One|Another|Its|His|Her|Their|Our) (?:[\w’'-]+ ){1,6}?)(?=who|whom|which|that|"
    r"put\b|was\b|had\b|has\b|is\b|\w+ed\b|says?\b|told\b|wrote\b)"
)


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks: the marks' place, and the words' place."""

    start: int
    end: int
    inner_start: int
    inner_end: int


@dataclass(frozen=True)
class Floor:
    """Who has the floor: the speaker, the word that hands it over, and where that stands."""

    speaker: Speaker
    cue: str
    at: int


def find_quotations(zone: Sequence[Line], text: str) -> Iterator[Quotation]:
    """Yield the quotations of a paragraph, in order."""
    start, end = zone[0].start, zone[-1].end
    for match in _QUOTE.finditer(text, start, end):
        group = next(number for number in (1, 2, 3) if match[number] is not None)
        inner = match[group]
        lead = len(inner) - len(inner.lstrip())
        first = match.start(group) + lead
        last = first + len(inner.strip())
        if last > first:
            yield Quotation(match.start(), match.end(), first, last)


def attributed(
    zone: Sequence[Line], text: str, speakers: Speakers
) -> Iterator[tuple[Quotation, Floor | None]]:
    """Yield the quotations of a paragraph, each with who said it where the text tells."""
    last: Floor | None = None
    before: Quotation | None = None
    for quotation in find_quotations(zone, text):
        floor = _goes_on(zone, before, quotation, last) or _attribution(zone, quotation, speakers)
        if floor is None and last is not None and stands_alone(zone, quotation):
            floor = Floor(last.speaker, "", last.at)
        yield quotation, floor
        last, before = floor or last, quotation


def _goes_on(
    zone: Sequence[Line], before: Quotation | None, quotation: Quotation, last: Floor | None
) -> Floor | None:
    """Read “Wood,” said Ríos, “remembers”: one sentence, handed over between its halves."""
    if before is None or last is None or not before.end <= last.at < quotation.start:
        return None
    first, _ = _lines_around(zone, quotation)
    line = zone[first]
    if before.end <= line.start:
        return None
    gap = line.text[before.end - line.start : quotation.start - line.start]
    return Floor(last.speaker, last.cue, last.at) if re.search(r", (?:but |and )?$", gap) else None


def _lines_around(zone: Sequence[Line], quotation: Quotation) -> tuple[int, int]:
    """Return which sentences of a paragraph a quotation starts and ends in."""
    first = bisect_right(zone, quotation.start, key=lambda line: line.start) - 1
    last = bisect_left(zone, quotation.end, key=lambda line: line.end)
    return max(first, 0), min(last, len(zone) - 1)


def stands_alone(zone: Sequence[Line], quotation: Quotation) -> bool:
    """Tell whether a quotation fills its sentences, as a speech that goes on does."""
    first, last = _lines_around(zone, quotation)
    outside = (quotation.start - zone[first].start) + (zone[last].end - quotation.end)
    return outside <= 3


def _attribution(zone: Sequence[Line], quotation: Quotation, speakers: Speakers) -> Floor | None:
    """Find the verb of saying beside a quotation and who governs it."""
    first, last = _lines_around(zone, quotation)
    after = [zone[last]]
    # “Are we close?” Dar asked: two sentences, of which the second only names the speaker.
    if (
        last + 1 < len(zone)
        and stands_alone(zone, quotation)
        and _BARE.fullmatch(zone[last + 1].text)
    ):
        after.append(zone[last + 1])
    for line in after:
        found = _after(line, max(quotation.end, line.start), speakers)
        if found:
            return found
    return _before(zone[first], quotation.start, speakers)


def _after(line: Line, position: int, speakers: Speakers) -> Floor | None:
    """Read “…,” said Dar; “…,” Dar said; “…”, according to officials."""
    tail = line.text[position - line.start :]
    candidates = [c for c in speakers.of(line) if c.start >= position]
    by_phrase = _by_phrase(line, position, tail, candidates)
    if by_phrase:
        return by_phrase
    closed = line.before(position, 3)[:-1].rstrip('”"’')[-1:] in {",", "?", "!", "."}
    attached = closed or tail.startswith(",")
    cue = next((m for m in CUE.finditer(tail) if m["finite"]), None)
    if cue is None and attached:
        cue = _VERB.search(tail)
    if cue is None or cue.start() > MOST_BETWEEN or re.search('[“"]', tail[: cue.start()]):
        return None
    between = AUXILIARIES.sub("", tail[: cue.start()]).strip(' ,’”"')
    at, end = position + cue.start(), position + cue.end()
    if not between:
        return _named_after(line, end, cue[0], candidates)
    if _NOT_BETWEEN.match(between) or not (attached or line.start == position):
        return None
    return _named_between(line, position, at, between, cue[0], speakers)


def _by_phrase(
    line: Line, position: int, tail: str, candidates: Sequence[Candidate]
) -> Floor | None:
    """Read "according to …", "was the verdict of …", "as … likes to say"."""
    according = ACCORDING.match(tail.lstrip(" ,")) if tail[:2] in {", ", " a", " i"} else None
    verdict = _VERDICT.match(tail.lstrip(" ,"))
    as_put = _AS.match(tail)
    found = according or verdict or as_put
    if not found:
        return None
    lead = 0 if as_put else len(tail) - len(tail.lstrip(" ,"))
    start = position + lead + found.end()
    cue = " ".join(found[0].strip(" ,").split())
    near = next((c for c in candidates if 0 <= c.start - start <= 40), None)
    if near is not None:
        return Floor(near.speaker, cue, position + lead)
    words = _phrase_from(line, start)
    return Floor(words, cue, position + lead) if words else None


def _named_after(line: Line, end: int, cue: str, candidates: Sequence[Candidate]) -> Floor | None:
    near = next(
        (
            c
            for c in candidates
            if 0 <= c.start - end <= 70 and not _OWNS.match(line.after(c.end, 3))
        ),
        None,
    )
    if near and is_clear(line, end, near):
        return Floor(near.speaker, cue, end - len(cue))
    words = _phrase_from(line, end + 1)
    return Floor(words, cue, end - len(cue)) if words else None


def _named_between(
    line: Line, position: int, at: int, between: str, cue: str, speakers: Speakers
) -> Floor | None:
    pronoun = re.match(r"(he|she|they|it)\b", between, re.I)
    if pronoun and len(between.split()) <= 3:
        found = speakers.antecedent(position, pronoun[1])
        return Floor(found.speaker, cue, at) if found else None
    if re.match(r"(?:one|two|some|another|both) of (?:them|those)\b", between, re.I):
        found = speakers.antecedent(position, "they")
        return Floor(found.speaker, cue, at) if found else None
    governing = [
        c for c in speakers.of(line) if position <= c.start and c.end <= at and c.is_subject
    ]
    persons = [c for c in governing if c.named]
    # Of "the regulator's chair, James Banda," it is Banda who speaks.
    if governing and not _OWNS.match(line.after(governing[0].end, 3)):
        return Floor((persons or governing)[0].speaker, cue, at)
    if persons:
        return Floor(persons[0].speaker, cue, at)
    start = line.start + line.text.index(between, position - line.start)
    words = _phrase(line, start, start + len(between)) if len(between.split()) > 1 else None
    return Floor(words, cue, at) if words else None


_OWNS = re.compile(r"[’']s? ")


def is_clear(line: Line, position: int, candidate: Candidate) -> bool:
    """Tell whether only articles, offices and countries stand between a verb and its speaker."""
    gap = line.text[position - line.start : candidate.start - line.start]
    gap = re.sub(r"\b(?:[A-Z]\.)+|\b(?:Mrs?|Ms|Dr|Prof|Sen|Gov)\.", "", gap)
    person = candidate.speaker.kind not in {SpeakerKind.GOVERNMENT, SpeakerKind.OFFICIALS}
    if not person and len(gap.split()) > 1:
        return False
    return re.search(r"[.;:“”\"]| (?:that|to|in|who|which) |[’']s $", gap) is None


def _phrase_from(line: Line, start: int) -> Speaker | None:
    """Return the source that the noun phrase from a character on names."""
    words = line.text[start - line.start :]
    stop = _ENDS_PHRASE.search(words)
    return _phrase(line, start, start + (stop.start() if stop else len(words)))


def _phrase(line: Line, start: int, end: int) -> Speaker | None:
    """Return the source that a noun phrase names: "an EU diplomat", "a retired envoy"."""
    words = line.text[start - line.start : end - line.start]
    if not words.strip() or not _NOUN_PHRASE.match(words) or len(words) > MOST_BETWEEN:
        return None
    if re.match(r"(?:he|she|they|it|i|we|you|this|that|there)\b", words, re.I):
        return None
    span = line.span(start, end)
    kind = kind_of(words) or SpeakerKind.PERSON
    economy = next((p.code for p in line.places if start <= p.start < end), "")
    return Speaker(kind=kind, name=" ".join(span.quote.split()), economy=economy, span=span)


def _before(line: Line, position: int, speakers: Speakers) -> Floor | None:
    """Read Dar said: “…”; Dar emphasised a shift, stating that it pursues “…”."""
    head = line.text[: position - line.start]
    owned = _HIS_WORDS.search(head)
    if owned:
        at = line.start + owned.start()
        found = speakers.antecedent(at, "it" if owned[1].lower() == "its" else "he")
        return Floor(found.speaker, owned[0].strip(), at) if found else None
    spoken = list(_OF.finditer(head))
    cues = list(CUE.finditer(head))
    if spoken and (not cues or cues[-1].start() < spoken[-1].start()):
        return _named_after(
            line,
            line.start + spoken[-1].end(),
            spoken[-1][0].strip(),
            [c for c in speakers.of(line) if c.start >= line.start + spoken[-1].start()],
        )
    if not cues:
        return _introduced(line, head, speakers) or _by_source(line, head, speakers)
    governor = _governor(head, cues)
    at = line.start + governor.start()
    if _is_inverted(head, governor):
        end = line.start + governor.end()
        found_after = _named_after(
            line, end, governor[0], [c for c in speakers.of(line) if c.start >= end]
        )
        if found_after:
            return found_after
    subject = _subject(line, head, at, speakers)
    return Floor(subject, cues[-1][0], at) if subject else _introduced(line, head, speakers)


def _by_source(line: Line, head: str, speakers: Speakers) -> Floor | None:
    """Read "According to Dade, the pact is “…”"."""
    according = ACCORDING.search(head)
    if not according:
        return None
    end = line.start + according.end()
    near = next((c for c in speakers.of(line) if 0 <= c.start - end <= 40), None)
    return Floor(near.speaker, according[0].strip(), line.start) if near else None


def _is_inverted(head: str, governor: re.Match[str]) -> bool:
    """Tell “Wood,” said Ríos, and “stone”: the verb stands right after a quotation."""
    return re.search(r"[”\"]\s*$", head[: governor.start()]) is not None


def _subject(line: Line, head: str, at: int, speakers: Speakers) -> Speaker | None:
    """Return who governs a verb: a person or source, else the noun phrase before it."""
    clause = head[: at - line.start]
    opened = [m.end() for m in _OPENS_CLAUSE.finditer(clause)]
    start = opened[-1] if opened else 0
    bare = AUXILIARIES.sub("", clause[start:])
    words = bare.strip(" ,")
    if re.fullmatch(r"(?:his|her|its|their|.{2,40}[’']s?) (?:\w+ )?counterpart", words, re.I):
        holder = _counterpart(line, line.start + start, at, speakers)
        if holder:
            return holder
    subject = speakers.subject_before(line, at)
    if subject and at - max(subject.end, line.start) <= MOST_BETWEEN:
        return subject.speaker
    return unnamed_subject(line, clause) or (subject.speaker if subject else None)


def unnamed_subject(line: Line, head: str) -> Speaker | None:
    """Return the source that the noun phrase before a verb names.

    Args:
        line: The sentence.
        head: The sentence up to the verb.
    """
    opened = [match.end() for match in _OPENS_CLAUSE.finditer(head)]
    start = opened[-1] if opened else 0
    words = AUXILIARIES.sub("", head[start:]).strip(" ,")
    if " who" not in words:
        words = words.rsplit(", ", 1)[-1]
    relative = re.match(r".{3,60}?,? who\b", words)
    words = words.split(", who ")[0]
    if len(words.split()) < 2 or not words[0].isupper():
        return None
    if _FINITE.search(words) and not relative:
        return None
    first = line.start + head.rindex(words)
    return _phrase(line, first, first + len(words))


def _counterpart(line: Line, start: int, end: int, speakers: Speakers) -> Speaker | None:
    """Return the person that "his Omani counterpart" is."""
    code = next((p.code for p in line.places if start <= p.start < end), "")
    return speakers.counterpart(code, start) if code else None


def _introduced(line: Line, head: str, speakers: Speakers) -> Floor | None:
    """Read "Her host, President Lacalle Pou, was drier: “…”": whoever the sentence is about."""
    if not head.rstrip().endswith(":"):
        return None
    subjects = [
        c
        for c in speakers.of(line)
        if c.end <= line.start + len(head) and c.is_subject and c.number != "body"
    ]
    named = [c for c in subjects if c.named] or subjects
    phrase = _DRIER.match(head)
    if phrase and (not named or named[0].start > line.start + phrase.end()):
        end = line.start + len(phrase[1].rstrip())
        words = _phrase(line, line.start, end)
        return Floor(words, "", line.start) if words else None
    if named:
        return Floor(named[0].speaker, "", named[0].start)
    pronoun = re.match(r"(?:he|she)\b", head, re.I)
    found = speakers.antecedent(line.start, pronoun[0]) if pronoun else None
    return Floor(found.speaker, "", line.start) if found else None


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
