"""Where words stand in a frozen text: a model's quotes are found again here, or refused.

Words match where they are the same letter for letter. Only what changes no word is set aside:
how much white space is between words, and which form of quotation mark, apostrophe or dash is used.
"""

import re
from functools import cached_property

from tradetalks.dossier.items import Span

MOST_PLACES = 200
"""Places at which the same words may stand; what stands at more is no finding."""

LONGEST_TRIED = 40
"""Words of a quote that is not there, of which the nearest run in the text is sought."""

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛´`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_RUNS = re.compile(r"\s+|\S+")


class UnfoundedError(Exception):
    """Why a finding is refused.

    Args:
        reason: A clause without a full stop.
        words: The words that were to support it.
    """

    def __init__(self, reason: str, words: str = "") -> None:
        self.reason = reason
        self.words = words
        super().__init__(reason)


class Words:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain, self._at = _on_one_line(text)

    def everywhere(self, words: str) -> tuple[Span, ...]:
        """Return every place where words stand, whole words only.

        Raises:
            UnfoundedError: They stand nowhere, at too many places, or are none.
        """
        return tuple(self._span(start, end) for start, end in self._places(words))

    def only(self, words: str, *, around: str = "") -> Span:
        """Return the one place where words stand, told by a longer stretch around them if needed.

        Raises:
            UnfoundedError: They or what is around them stand nowhere or at several places.
        """
        places = self._places(words)
        if around.strip():
            outer = self._places(around)
            if len(outer) > 1:
                raise UnfoundedError(
                    f"the words given around the quote stand {len(outer)} times", around
                )
            first, last = outer[0]
            places = [(start, end) for start, end in places if first <= start and end <= last]
            if not places:
                raise UnfoundedError("the quote is not in the words given around it", words)
        if len(places) > 1:
            raise UnfoundedError(
                f"the words stand {len(places)} times, and nothing tells which are meant", words
            )
        return self._span(*places[0])

    def nearest(self, words: str) -> Span | None:
        """Return the longest run of two words or more that a text shares with words not in it."""
        wanted = _on_one_line(words.strip())[0].lower().split()[:LONGEST_TRIED]
        best: tuple[int, int] = (0, 1)
        for first in range(len(wanted)):
            last = first + best[1] - best[0] + 1
            while last <= len(wanted) and " ".join(wanted[first:last]) in self._small:
                best, last = (first, last), last + 1
        if best[1] - best[0] < 2:
            return None
        run = " ".join(wanted[slice(*best)])
        start = self._small.index(run)
        return self._span(start, start + len(run))

    @cached_property
    def _small(self) -> str:
        """The plain text in small letters, character for character."""
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self._plain)

    def _places(self, words: str) -> list[tuple[int, int]]:
        wanted = _on_one_line(words.strip())[0]
        if not any(letter.isalnum() for letter in wanted):
            raise UnfoundedError("it gives no words of the article", words)
        found: list[tuple[int, int]] = []
        start = self._plain.find(wanted)
        while start >= 0 and len(found) <= MOST_PLACES:
            end = start + len(wanted)
            if self._is_whole(start, end):
                found.append((start, end))
            start = self._plain.find(wanted, start + 1)
        if not found:
            raise UnfoundedError("the words are not in the article", words)
        if len(found) > MOST_PLACES:
            raise UnfoundedError(f"the words stand more than {MOST_PLACES} times", words)
        return found

    def _is_whole(self, start: int, end: int) -> bool:
        """Tell "deal" from a part of "ideal", and "5 percent" from a part of "25 percent"."""
        plain = self._plain
        opens = start == 0 or not (plain[start - 1].isalnum() and plain[start].isalnum())
        closes = end == len(plain) or not (plain[end - 1].isalnum() and plain[end].isalnum())
        return opens and closes

    def _span(self, start: int, end: int) -> Span:
        first, last = self._at[start], self._at[end - 1] + 1
        return Span(start=first, end=last, quote=self._text[first:last])


def _on_one_line(text: str) -> tuple[str, list[int]]:
    """Return a text with plain marks and single spaces, and where each character stood."""
    parts: list[str] = []
    at: list[int] = []
    for run in _RUNS.finditer(text.translate(_MARKS)):
        blank = run[0].isspace()
        parts.append(" " if blank else run[0])
        at.extend([run.start()] if blank else range(*run.span()))
    return "".join(parts), at
