"""The articles that a question is put to, and how an answer names one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tradetalks.dossier.gazetteer import economy_names
from tradetalks.dossier.items import Span
from tradetalks.dossier.periods import Period, period_of
from tradetalks.dossier.record import Record
from tradetalks.dossier.store import Dossier, Held
from tradetalks.errors import UnknownCodeError

UNDATED = date.max
"""What sorts what has no date behind all that has one."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """The article that an answer rests on.

    Attributes:
        sha256: Hash of its text: what the dossier knows it by.
        title: Its headline, or empty.
        outlet: Who published it, or empty.
        published: The day it is dated, or None.
        copies: How many other articles of the dossier tell the same story.
    """

    sha256: str
    title: str
    outlet: str
    published: date | None
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Exact words of one article."""

    source: Source
    words: Span


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One story of the dossier, by the article that answers for it.

    Attributes:
        record: What was read from it.
        source: How answers name it.
        added: When it came into the dossier, UTC.
        story: A name for its story, which its copies share.
    """

    record: Record
    source: Source
    added: datetime
    story: str

    @property
    def published(self) -> date | None:
        """Return the day the article is dated, or None."""
        return self.source.published

    @property
    def day(self) -> date:
        """Return the day the article is dated, for sorting; the undated come last."""
        return self.published or UNDATED

    def passage(self, words: Span) -> Passage:
        """Return words of the article with its name."""
        return Passage(source=self.source, words=words)

    def talks(self, about: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the codes whose talks an item is about: those it names, else the article's."""
        codes = about if len(about) == 2 else [party.code for party in self.record.parties]
        return tuple(sorted(codes))

    def period(self, edtf: str = "") -> Period | None:
        """Return the days of a date in the article; without one, the day the article is dated."""
        found = period_of(edtf) if edtf else None
        if found is None and not edtf and self.published:
            return Period(self.published, self.published)
        return found


def tellings(
    dossier: Dossier, parties: Sequence[str] = (), *, copies: bool = False
) -> Iterator[Telling]:
    """Yield the stories of a dossier about talks of these parties, the earliest dated first.

    Args:
        dossier: Where they are held.
        copies: Whether the copies of a story follow it.
        parties: Codes; none for all. A story is about them when they are its parties, or, where
            its parties are open, when it names all of them.

    Raises:
        UnknownCodeError: A code does not exist.
        DossierError: The file cannot be read.
    """
    for code in parties:
        if code not in economy_names():
            raise UnknownCodeError("economy", code, economy_names(), where="parties")
    for held in dossier.records() if copies else dossier.stories():
        if is_about(held.record, parties):
            yield _telling(held)


def is_about(record: Record, parties: Sequence[str]) -> bool:
    """Tell whether an article is about talks of these parties."""
    named = record.parties or record.candidates
    return set(parties) <= {party.code for party in named}


def is_of(about: Sequence[str], parties: Sequence[str]) -> bool:
    """Tell whether an item that names some economies is about these parties, as far as it says."""
    if len(about) < 2 or not parties:
        return not about or not parties or about[0] in parties
    return set(parties) <= set(about)


def _telling(held: Held) -> Telling:
    article = held.record.article
    source = Source(
        sha256=article.sha256,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        copies=len(held.copies),
    )
    story = min((article.sha256, *held.copies))
    return Telling(record=held.record, source=source, added=held.added, story=story)


def plain_words(text: str) -> str:
    """Return words of an article on one line."""
    return " ".join(text.split())
