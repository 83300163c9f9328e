"""Lines of pages into paragraphs: hyphens, line breaks, and what every page repeats."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

EDGE = 3
"""Lines at the top and at the foot of a page that may be its header or footer."""

REPEATS = 0.6
"""Share of the pages, and two of them at least, that carry a header or footer."""

FULL = 0.85
"""Of the usual width; a line that ends a sentence before that ends its paragraph."""

SHORT = 0.6
"""Of the usual width; a line this short before a capital is a heading or an address."""

_FIRST_PARTS = (
    "all anti bi co counter cross double duty ex export free full half high import inter intra "
    "labour long low multi non north over post pre pro quasi re rules self semi short single south "
    "sub third trade tri two under value well wide zero"
)
COMPOUNDS = frozenset(_FIRST_PARTS.split())
"""First parts of words that are written with a hyphen, when nothing else in the text tells."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
              0xFB05: "st", 0xFB06: "st", 0x2010: "-", 0x2011: "-"}  # fmt: skip
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|\|)\s*\d{1,4})?\W*", re.I
)
_PAGE_OF = re.compile(r"\bpage\s*\d+", re.I)
_STARTS_ITEM = re.compile(r"\s*(?:[•●▪◦‣*–—-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s)", re.I)
_BROKEN = re.compile(r"([^\W\d_]+)-\Z")
_SENTENCE_END = (".", "!", "?", "”", '"', ":", ";")


def join_pages(pages: Sequence[str]) -> str:
    """Return the text of pages as paragraphs with blank lines between.

    Headers, footers and page numbers are left out, but for the first page's header, which may be
    the title. A word broken at a line's end is joined, and keeps its hyphen where the text writes
    it so elsewhere.
    """
    lines = [_lines(page) for page in pages]
    kept = [line for page in _without_repeats(lines) for line in page]
    written = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(kept).casefold()))
    paragraphs = _paragraphs(kept)
    return "\n\n".join(_joined(paragraph, written) for paragraph in paragraphs)


def _lines(page: str) -> list[str]:
    text = page.translate(_LIGATURES).replace("\u00ad\n", "").replace("\u00ad", "")
    return [" ".join(line.split()) for line in text.split("\n")]


def _without_repeats(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    counts = Counter(mark for page in pages for mark in {*map(_mark, _edges(page))})
    needed = max(2, REPEATS * len(pages))
    repeated = {mark for mark, count in counts.items() if mark and count >= needed}
    seen: set[str] = set()
    for page in pages:
        edges = _edges_at(page)
        kept = []
        for number, line in enumerate(page):
            mark = _mark(line)
            is_first_header = not seen and number < EDGE
            drop = number in edges and (
                _PAGE_NUMBER.fullmatch(line) is not None
                or (mark in repeated and (not is_first_header or _PAGE_OF.search(line) is not None))
            )
            if not drop:
                kept.append(line)
        seen.update(map(_mark, page))
        yield "\n".join(kept).strip("\n").split("\n")


def _mark(line: str) -> str:
    """Return what a header has in common on every page: all but its numbers."""
    return re.sub(r"\d+", "#", line).casefold()


def _edges_at(page: Sequence[str]) -> frozenset[int]:
    filled = [number for number, line in enumerate(page) if line]
    return frozenset([*filled[:EDGE], *filled[-EDGE:]])


def _edges(page: Sequence[str]) -> list[str]:
    return [page[number] for number in _edges_at(page)]


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    paragraph: list[str] = []
    for line, following in pairwise([*lines, ""]):
        if line:
            paragraph.append(line)
        if paragraph and (not line or _ends(line, following, width=width)):
            yield paragraph
            paragraph = []


def _ends(line: str, following: str, *, width: int) -> bool:
    """Tell whether a paragraph ends with this line."""
    if not following or _STARTS_ITEM.match(following):
        return True
    if line.endswith(_SENTENCE_END):
        return len(line) < FULL * width
    return len(line) < SHORT * width and not following[:1].islower() and not line.endswith(",")


def _joined(lines: Sequence[str], written: frozenset[str]) -> str:
    pieces: list[str] = []
    for line, following in pairwise([*lines, ""]):
        broken = _BROKEN.search(line[-60:])
        if not broken or not following[:1].islower():
            pieces += [line, " "]
        else:
            rest = re.match(r"[^\W\d_]+", following)
            is_one = _is_one_word(broken[1], rest[0] if rest else "", written)
            pieces.append(line[:-1] if is_one else line)
    return "".join(pieces).strip()


def _is_one_word(first: str, rest: str, written: frozenset[str]) -> bool:
    first, rest = first.casefold(), rest.casefold()
    if first + rest in written:
        return True
    return f"{first}-{rest}" not in written and first not in COMPOUNDS
