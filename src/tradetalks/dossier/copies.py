"""The same story told again: wire copies, cut versions, the same text under another headline.

A story is known by its runs of five words, without case, punctuation and the kind of quotation
marks. Each article is set beside those dated before it; what brings little that is new is a copy
of the one that holds most of it. Copies are linked to an original, never to another copy.
"""

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from tradetalks.dossier.article import Article

RUN = 5
"""Words in a run: two reports of one event share names and phrases, hardly ever five words on end,
but for what they quote."""

LEAST_SHARE = 0.7
"""Share of the shorter text's runs that stands in the other. One word in sixteen may be changed, at
random places, before it falls below (each spoils five runs: (15/16)^5 = .72), and any number of
paragraphs be cut. It is high because an update repeats half of what it updates and yet tells news;
two reports of their own on the same talks shared .02 at most in the texts it was tried on."""

LEAST_LENGTH = 0.6
"""How long the earlier text must be, set against a later one that holds it: a later text that is
longer still brings news, as does a story of 1,000 words around a statement of 200."""

LEAST_RUNS = 12
"""Texts with fewer runs, some sixteen words, are copies only when they are the same."""

LOOKED_UP = 48
"""Runs of each text, those of lowest hash, by which texts that share some are found."""

MOST_LISTED = 20
"""Originals kept for a run: one that stands in more is boilerplate, and tells nothing."""

_MASK = 2**64 - 1
_WORD = re.compile(r"\w+")
_JOINERS = re.compile(r"['’ʼ`´-]")


@dataclass(frozen=True, kw_only=True)
class CopyLink:
    """An article that tells again what an earlier one told.

    Attributes:
        sha256: Hash of the copy's text.
        of: Hash of the original's text.
        similarity: Share of the shorter one's runs of five words that stands in the other.
        why: The same in words.
    """

    sha256: str
    of: str
    similarity: float
    why: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Sketch:
    """What is kept of a text to find its copies: eight bytes for each word, not the text.

    Attributes:
        sha256: Hash of the text.
        published: ISO 8601, or "9999" for a text without a date, which comes after all others.
        runs: Hashes of its runs of words, sorted, each once.
    """

    sha256: str
    published: str
    runs: "array[int]"


def find_copies(articles: Iterable["Article"]) -> tuple[CopyLink, ...]:
    """Return the links between articles that tell the same story, in the order of their dates.

    The original is the one dated earliest, among those of one day the longest; the order in which
    they are given plays no part, and a text that is given twice counts once.

    Args:
        articles: Read once, and not kept.
    """
    return link_sketches(map(sketch, articles))


def sketch(article: "Article") -> Sketch:
    """Return what is kept of an article to find its copies."""
    published = article.published.isoformat() if article.published else "9999"
    return sketch_text(article.text, sha256=article.sha256, published=published)


def sketch_text(text: str, *, sha256: str, published: str = "9999") -> Sketch:
    """Return what is kept of a text to find its copies.

    Args:
        text: The words.
        sha256: Their hash.
        published: The day it is dated, ISO 8601; later than all where it has none.
    """
    plain = _JOINERS.sub("", unicodedata.normalize("NFKC", text).casefold())
    words = [crc32(word.encode("utf-8")) for word in _WORD.findall(plain)]
    words += [0] * (RUN - len(words))
    # The hash of a tuple of whole numbers is the same in every process, unlike that of words.
    runs = {hash(run) & _MASK for run in zip(*(words[i:] for i in range(RUN)), strict=False)}
    return Sketch(sha256=sha256, published=published, runs=array("Q", sorted(runs)))


def link_sketches(sketches: Iterable[Sketch]) -> tuple[CopyLink, ...]:
    """Return the links between the sketches of articles, as `find_copies` does."""
    unique = {each.sha256: each for each in sorted(sketches, key=_date, reverse=True)}
    in_order = sorted(unique.values(), key=lambda s: (s.published, -len(s.runs), s.sha256))
    by_run: dict[int, list[Sketch]] = {}
    links = []
    for each in in_order:
        link = _link(each, by_run)
        if link is not None:
            links.append(link)
            continue
        for run in each.runs[:LOOKED_UP]:
            listed = by_run.setdefault(run, [])
            if len(listed) < MOST_LISTED:
                listed.append(each)
    return tuple(links)


def _date(sketch: Sketch) -> str:
    return sketch.published


def _link(copy: Sketch, by_run: dict[int, list[Sketch]]) -> CopyLink | None:
    """Return the link to the original that holds most of a text, or None for a new story."""
    found = Counter(chain.from_iterable(by_run.get(run, ()) for run in copy.runs))
    best: CopyLink | None = None
    for original, _ in found.most_common(MOST_LISTED):
        link = _compared(copy, original)
        if link and (best is None or link.similarity > best.similarity):
            best = link
    return best


def _compared(copy: Sketch, original: Sketch) -> CopyLink | None:
    ours, theirs = len(copy.runs), len(original.runs)
    same = len(set(copy.runs).intersection(original.runs))
    share = same / min(ours, theirs)
    is_enough = share >= LEAST_SHARE and (theirs >= LEAST_LENGTH * ours)
    if not is_enough or (min(ours, theirs) < LEAST_RUNS and same < max(ours, theirs)):
        return None
    if same == ours == theirs:
        why = "the same words"
    elif ours < LEAST_LENGTH * theirs:
        why = f"an excerpt: {share:.0%} of its runs of {RUN} words stand in the original"
    else:
        why = f"{share:.0%} of the shorter text's runs of {RUN} words stand in the other"
    return CopyLink(sha256=copy.sha256, of=original.sha256, similarity=share, why=why)
