"""What a model's findings must stand on: the article's words, sentences, places and dates."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tradetalks.dossier.article import Article
from tradetalks.dossier.dates import find_dates
from tradetalks.dossier.items import Person, Span, When
from tradetalks.dossier.lines import Line, read_lines
from tradetalks.dossier.periods import period_of
from tradetalks.dossier.readers.words import UnfoundedError, Words

# A mark that is not closed in its paragraph opens nothing.
_QUOTED = re.compile(r"(?:“(?:(?!\n\s*\n)[^“”]){2,1500}”|\"(?:(?!\n\s*\n)[^\"]){2,1500}\")")
_MARKS = " \t\n\"“”‘’'"


@dataclass(frozen=True)
class Ground:
    """An article, ready for quotes to be found again in it.

    Attributes:
        article: The article.
        economies: Codes of the economies that the rules find in it, the likeliest first.
    """

    article: Article
    economies: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Words:
        """Its words."""
        return Words(self.article.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its sentences."""
        return read_lines(self.article)

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self.article.text)]

    def line_of(self, span: Span) -> Line:
        """Return the sentence that words begin in.

        Raises:
            UnfoundedError: They stand between sentences: in a repeated headline, say.
        """
        number = bisect_right(self._starts, span.start) - 1
        if number < 0 or span.start >= self.lines[number].end:
            raise UnfoundedError("the words stand in no sentence of the article", span.quote)
        return self.lines[number]

    def beside(self, words: str, leading: Span) -> Span:
        """Return the place of words that is meant beside the leading words of a finding.

        That is the one in the same sentence, else in the same paragraph, else the last before, else
        the first after; of several in a sentence or paragraph the nearest.

        Raises:
            UnfoundedError: They are not in the article.
        """
        here = self.line_of(leading)
        return min(
            self.words.everywhere(words), key=lambda span: self._distance(span, here, leading)
        )

    def _distance(self, span: Span, here: Line, leading: Span) -> tuple[int, int]:
        apart = abs(span.start - leading.start)
        if here.start <= span.start < here.end:
            return 0, apart
        if self._block(span) == here.block:
            return 1, apart
        return (2, apart) if span.start < leading.start else (3, apart)

    def _block(self, span: Span) -> int | None:
        try:
            return self.line_of(span).block
        except UnfoundedError:
            return None

    def codes(self, span: Span) -> tuple[str, ...]:
        """Return the economies that words name, as the rules read them."""
        end = span.end
        found = [
            place.code
            for line in self.lines
            if line.start < end and span.start < line.end
            for place in line.places
            if place.start < end and span.start < place.end
        ]
        return tuple(dict.fromkeys(found))

    def economy(self, span: Span) -> str:
        """Return the one economy that words name, or nothing."""
        codes = self.codes(span)
        return codes[0] if len(codes) == 1 else ""

    def when(self, words: str, leading: Span) -> When | None:
        """Return a time as the rules read its words; without words there is none.

        Raises:
            UnfoundedError: They stand in another paragraph than the leading words, or nowhere.
        """
        if not words.strip():
            return None
        span = self.beside(words, leading)
        line = self.line_of(span)
        if line.block != self.line_of(leading).block:
            raise UnfoundedError("its time stands in another paragraph", words)
        for dated in find_dates(line.text, anchor=self.article.published):
            start, end = line.start + dated.start, line.start + dated.end
            if start < span.end and span.start < end:
                return When(
                    edtf=dated.edtf,
                    granularity=dated.granularity,
                    anchor=dated.anchor,
                    span=line.span(start, end),
                )
        return When(edtf="", granularity="vague", span=span)

    def is_over(self, edtf: str) -> bool:
        """Tell whether a time ends before the day of the article."""
        period, day = period_of(edtf), self.article.published
        return period is not None and day is not None and period.last < day

    def is_to_come(self, edtf: str) -> bool:
        """Tell whether a time begins after the day of the article."""
        period, day = period_of(edtf), self.article.published
        return period is not None and day is not None and period.first > day

    def without_marks(self, span: Span) -> Span:
        """Return words without the quotation marks and spaces at their ends.

        Raises:
            UnfoundedError: Nothing is left.
        """
        words = span.quote.strip(_MARKS)
        if not words:
            raise UnfoundedError("it gives no words of the article", span.quote)
        start = span.start + span.quote.index(words)
        return Span(start=start, end=start + len(words), quote=words)

    def is_quoted(self, span: Span) -> bool:
        """Tell whether words stand between quotation marks."""
        return any(start < span.start and span.end < end for start, end in self._quoted)


def person_at(span: Span, persons: Sequence[Person]) -> Person | None:
    """Return the person whom words name."""
    for person in persons:
        if any(one.start < span.end and span.start < one.end for one in person.spans):
            return person
    return None
