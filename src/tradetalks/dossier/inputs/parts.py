"""A text too long for one article, such as an archive of communiqués, cut at paragraph ends."""

from collections.abc import Iterator

MOST_CHARACTERS = 250_000
"""Longest text that is read at once, about 40,000 words: no article, and few communiqués, exceed
it, and what the rules hold in memory stays small."""


def parts_of(text: str, *, most: int = MOST_CHARACTERS) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a text begin and end, none longer than `most`.

    Parts end with a paragraph, or else with a line or a word, in the last half of their room.

    Args:
        text: The whole.
        most: Characters of a part.
    """
    start = 0
    while len(text) - start > most:
        end = _last_break(text, start + most // 2, start + most)
        yield start, end
        start = end
    yield start, len(text)


def _last_break(text: str, least: int, most: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        found = text.rfind(mark, least, most)
        if found >= 0:
            return found + len(mark)
    return most
