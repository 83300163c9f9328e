"""Blocks and sentences of an article, with their places in its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

MOST_SENTENCE = 2_000
"""Characters; a longer run without a full stop is cut, so that no rule meets unbounded text."""

LONG_LINE = 90
"""Characters; a line longer than this is a paragraph of its own, not hard-wrapped prose."""

FULL_STOP = (
    r"(?<=[a-z0-9”\"’)%])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)[.!?]"
    r"(?= [A-Z“\"‘(])"
)
"""The end of a sentence inside a quotation, which is kept whole: what is said in one says nothing
of what is said in the next."""

_HASHTAGS = re.compile(r"(?:[#@]\w+[\s,]*)+")
_BOILERPLATE = re.compile(
    r"(?:back to top|read more|also read|read also|related(?: stories| articles)?|share this.*|"
    r"follow us.*|subscribe.*|sign up.*|advertisement|all rights reserved.*|copyright.*|©.*|"
    r"click here.*|(?:image|photo)(?: credit)?s?:.*|source:.*|comments?|print|email|tags?:.*)",
    re.I,
)
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3}(?:/[A-Z]+)?"
    r"(?:,? ?[^—–:\n]{0,60})? ?(?:—|–|--| -) (?=[A-Z“\"])|"
    r"[A-Z]{4,}(?: [A-Z]{2,}){0,2}: (?=[A-Z][a-z])"
)
# A cut after one of these is no sentence end, whatever follows.
_UNFINISHED = re.compile(
    r"(?:\b(?:[A-Za-z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Prof|Gov|Gen|Sen|Rep|Amb|Hon|St|Lt|Col|Sk|Md|Mohd|Ma|"
    r"Eng|Engr|Ing|Smt|Sra|Capt|Maj|Brig|Adm|Rev|Barr|Lic|Messrs|Mme|"
    r"No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx|Rs|Art|Sec)\.|[ -][A-Z]\.)\s*$"
)
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+|\d{1,2}/\d{0,2}\s+|[*•–-]\s+")
_STARTS_ANEW = re.compile(
    r"[\"“‘(]?(?:The|A|An|It|He|She|They|We|I|In|On|At|But|And|That|This|These|Those|For|As|"
    r"However|Meanwhile|Both|If|When|While|After|Under|Talks|Negotiators|Officials|Analysts|No)\b"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence.

    Attributes:
        start: Its first character in the article's text.
        end: One past its last.
        text: Its words.
        block: Number of its block (paragraph), from zero.
        title: True in a headline.
    """

    start: int
    end: int
    text: str
    block: int
    title: bool = False


def split_sentences(text: str, *, title: str = "") -> tuple[Sentence, ...]:
    """Return the sentences of an article; headlines once, hashtags and page furniture left out."""
    seen: set[str] = set()
    sentences = []
    for number, (start, end) in enumerate(_blocks(text)):
        words = " ".join(text[start:end].split())
        if words in seen or _is_furniture(words):
            continue
        seen.add(words)
        is_title = bool(title) and words.casefold() == " ".join(title.split()).casefold()
        if not is_title:
            start += _dateline_length(text[start : start + 120])
        for first, last in _pieces(text, start, end, whole=is_title):
            sentences.append(Sentence(first, last, text[first:last], number, is_title))
    return tuple(sentences)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs: runs of text between blank lines."""
    start = 0
    for gap in re.finditer(r"\n[ \t\r]*\n\s*|\Z", text):
        words = text[start : gap.start()]
        stripped = words.strip()
        if stripped:
            first = start + len(words) - len(words.lstrip())
            yield from _lines_or_whole(text, first, first + len(stripped))
        start = gap.end()


def _lines_or_whole(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Keep hard-wrapped prose together; part lines that each end like a paragraph."""
    lines = text[start:end].split("\n")
    first = here = start
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        here += len(line) + 1
        is_paragraph = line.rstrip().endswith((".", "!", "?", "”", '"', ":"))
        is_last = here > end
        if is_last or (is_paragraph and max(len(line), len(following)) > LONG_LINE):
            words = text[first : min(here, end)]
            if words.strip():
                lead = len(words) - len(words.lstrip())
                yield first + lead, first + len(words.rstrip())
            first = here


def _dateline_length(head: str) -> int:
    """Return the length of "BRUSSELS, July 13 (Agency) — ", which is no part of its sentence."""
    match = _DATELINE.match(head)
    return match.end() if match else 0


def _is_furniture(words: str) -> bool:
    return bool(_HASHTAGS.fullmatch(words) or (len(words) < 120 and _BOILERPLATE.fullmatch(words)))


def _pieces(text: str, start: int, end: int, *, whole: bool) -> Iterator[tuple[int, int]]:
    cuts = [] if whole else _cuts(text[start:end])
    first = start
    for cut in [*cuts, end - start]:
        last = min(start + cut, end)
        for piece in range(first, last, MOST_SENTENCE):
            words = text[piece : min(piece + MOST_SENTENCE, last)]
            stripped = words.strip()
            if stripped:
                lead = len(words) - len(words.lstrip())
                yield piece + lead, piece + lead + len(stripped)
        first = last


def _cuts(block: str) -> list[int]:
    """Return where sentences end, with the cuts after abbreviations taken back."""
    # A line that starts with "2026." is no item of a list, nor is a paragraph's own number a
    # sentence.
    number = _NUMBERED.match(block)
    lead = number.end() if number else 0
    flat = block[lead:].replace("\n", " ")
    ends = [lead + boundary["end_index"] for boundary in get_sentence_boundaries("en", flat)]
    kept = []
    for cut in ends[:-1]:
        ahead = block[cut:].lstrip()[:20] if cut < len(block) else ""
        unfinished = _UNFINISHED.search(block[max(0, cut - 20) : cut])
        if ahead and not (unfinished and not _STARTS_ANEW.match(ahead)):
            kept.append(cut)
    return kept
