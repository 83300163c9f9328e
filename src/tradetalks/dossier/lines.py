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
        text: Its words on one line, character for character: rules need not know where a text
            was wrapped.
        raw: Its words as the article has them.
        block: Number of its paragraph.
        title: True in a headline.
        tokens: Its words, placed in the article.
        places: The economies it names, placed in the article.
    """

    start: int
    end: int
    text: str
    raw: str
    block: int
    title: bool
    tokens: tuple[Token, ...]
    places: tuple[Mention, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the words between two characters of the article, both inside this sentence."""
        return Span(start=start, end=end, quote=self.raw[start - self.start : end - self.start])

    def whole(self) -> Span:
        """Return the sentence."""
        return Span(start=self.start, end=self.end, quote=self.raw)

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
            flat := _on_one_line(sentence.text),
            sentence.text,
            sentence.block,
            sentence.title,
            tokens := tokens_of(flat, offset=sentence.start),
            find_places(tokens, flat, offset=sentence.start),
        )
        for sentence in split_sentences(article.text, title=article.title)
    )


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
