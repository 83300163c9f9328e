"""Articles that hold words, with the sentences in which they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tradetalks.dossier.items import Span
from tradetalks.dossier.questions.telling import Passage, Telling, tellings
from tradetalks.dossier.sentences import split_sentences
from tradetalks.dossier.store import Dossier
from tradetalks.errors import DossierError

MOST_SENTENCES = 3
"""Sentences shown of one article."""

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_MARKS = ("\ufdd0", "\ufdd1")
"""Two code points that no text may hold."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article that holds the words.

    Attributes:
        talks: Codes of its parties.
        passages: The sentences with most of the words, in the order of the text; the first
            sentence where the words cannot be placed.
    """

    talks: tuple[str, ...]
    passages: tuple[Passage, ...]


def search(
    dossier: Dossier, words: str, *, parties: Sequence[str] = (), most: int = 20
) -> tuple[Hit, ...]:
    """Return the stories that hold all the words, best first, each by its best article.

    Words are compared by their English stem, without case and accents. Words between double
    quotation marks must follow one another; a `*` at the end of a word stands for any ending.

    Args:
        dossier: What to ask.
        words: What to look for.
        parties: Codes of the economies whose talks are meant; none for all.
        most: How many stories to return at most.

    Raises:
        DossierError: There is no word to look for, or the file cannot be read.
        UnknownCodeError: A code does not exist.
    """
    query = match_query(words)
    rank = {sha256: place for place, sha256 in enumerate(dossier.matching(query))}
    every = tellings(dossier, parties, copies=True)
    found = [telling for telling in every if telling.source.sha256 in rank]
    found.sort(key=lambda telling: rank[telling.source.sha256])
    best = {telling.story: telling for telling in reversed(found)}
    first = [telling for telling in found if best[telling.story] is telling]
    return tuple(
        Hit(talks=telling.talks(), passages=_passages(dossier, telling, query))
        for telling in first[:most]
    )


def match_query(words: str) -> str:
    """Return an FTS5 query for words, in which every sign of that language is plain.

    Raises:
        DossierError: There is no word to look for.
    """
    terms = []
    for phrase, word in _TERM.findall(words.replace("\x00", " ")):
        text = (phrase or word).strip()
        if any(letter.isalnum() for letter in text):
            prefix = "*" if word.endswith("*") else ""
            terms.append(f'"{text}"{prefix}')
    if not terms:
        raise DossierError(f"{words!r} holds no word to look for", remedy="Give one or more words")
    return " AND ".join(terms)


def _passages(dossier: Dossier, telling: Telling, query: str) -> tuple[Passage, ...]:
    text = telling.record.article.text
    places = _places(dossier.marked(query, telling.source.sha256, _MARKS), text)
    sentences = split_sentences(text, title=telling.source.title)
    counts = [sum(s.start <= place < s.end for place in places) for s in sentences]
    order = sorted(range(len(sentences)), key=lambda i: (-counts[i], i))
    best = sorted([i for i in order if counts[i]][:MOST_SENTENCES] or order[:1])
    spans = [
        Span(start=sentences[i].start, end=sentences[i].end, quote=sentences[i].text) for i in best
    ]
    return tuple(telling.passage(span) for span in spans)


def _places(marked: str, text: str) -> list[int]:
    """Return where in the text the marked words begin; none where marks stand in it already."""
    opening, closing = _MARKS
    if marked.replace(opening, "").replace(closing, "") != text:
        return []
    places, before = [], 0
    for number, piece in enumerate(marked.split(opening)):
        if number:
            places.append(before)
        before += len(piece.replace(closing, ""))
    return places
