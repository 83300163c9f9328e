"""A text too long for one article, such as an archive of communiqués, cut at paragraph ends."""

from collections.abc import Iterator

MOST_CHARACTERS = 250_000
"""Longest text that is read at once, about 40,000 words: no article, and few communiqués, exceed
it."""

PART = 50_000
"""Characters of a part of a longer text. Some rules cost the square of what they are given where it
is made for that; in parts of this size the worst text costs a few times what prose does."""


def parts_of(
    text: str, *, most: int = MOST_CHARACTERS, part: int = PART
) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a text begin and end: one, or of a long text many.

    Parts end with a paragraph, or else with a line or a word, in the last half of their room.

    Args:
        text: The whole.
        most: Characters that are left in one part.
        part: Most characters of a part of a longer text.
    """
    if len(text) <= most:
        yield 0, len(text)
        return
    start = 0
    while len(text) - start > part:
        end = _last_break(text, start + part // 2, start + part)
        yield start, end
        start = end
    yield start, len(text)


def _last_break(text: str, least: int, most: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        found = text.rfind(mark, least, most)
        if found >= 0:
            return found + len(mark)
    return most
