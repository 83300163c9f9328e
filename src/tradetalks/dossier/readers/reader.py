"""What a reader is."""

from collections.abc import Sequence
from typing import Protocol

from tradetalks.dossier.article import Article
from tradetalks.dossier.record import Record


class Reader(Protocol):
    """Whatever turns an article into a record, every item with its words.

    `tradetalks.read` reads by rules unless it is given one.
    """

    def read(self, article: Article, *, parties: Sequence[str] | None = None) -> Record:
        """Return what the article says.

        Args:
            article: The text.
            parties: Codes of the two economies meant, where the article leaves it open.

        Raises:
            ReaderError: No usable answer came; nothing is read by other means instead.
        """
        ...
