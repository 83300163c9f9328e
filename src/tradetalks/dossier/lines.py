"""A sentence with its words and the economies it names: what every rule works on."""

from dataclasses import dataclass

from tradetalks.dossier.article import Article
from tradetalks.dossier.gazetteer import Mention, find_places
from tradetalks.dossier.items import Span
from tradetalks.dossier.match import Token, tokens_of
from tradetalks.dossier.sentences import split_sentences


@dataclass(frozen=True)
class Line:
    """One sentence, read.

    Attributes:
        start: Its first character in the article's text.
        end: One past its last.
        text: Its words.
        block: Number of its paragraph.
        title: True in a headline.
        tokens: Its words, placed in the article.
        places: The economies it names, placed in the article.
    """

    start: int
    end: int
    text: str
    block: int
    title: bool
    tokens: tuple[Token, ...]
    places: tuple[Mention, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the words between two characters of the article, both inside this sentence."""
        return Span(start=start, end=end, quote=self.text[start - self.start : end - self.start])

    def whole(self) -> Span:
        """Return the sentence."""
        return Span(start=self.start, end=self.end, quote=self.text)

    def before(self, position: int, reach: int = 40) -> str:
        """Return up to `reach` characters of the sentence before a character of the article."""
        here = position - self.start
        return self.text[max(0, here - reach) : here]

    def after(self, position: int, reach: int = 40) -> str:
        """Return up to `reach` characters of the sentence from a character of the article on."""
        here = position - self.start
        return self.text[here : here + reach]


def read_lines(article: Article) -> tuple[Line, ...]:
    """Return the article's sentences, headlines once, page furniture left out."""
    return tuple(
        Line(
            sentence.start,
            sentence.end,
            sentence.text,
            sentence.block,
            sentence.title,
            tokens := tokens_of(sentence.text, offset=sentence.start),
            find_places(tokens, sentence.text, offset=sentence.start),
        )
        for sentence in split_sentences(article.text, title=article.title)
    )
