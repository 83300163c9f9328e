"""The dossier of many articles: one SQLite file that only grows.

An article is known by the hash of its text, a reading by the hash of what was read from it. Each
article enters in one transaction, with its reading and its links, or not at all.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tradetalks.dossier.record import Record
from tradetalks.dossier.store_file import connect, damaged, saying
from tradetalks.dossier.store_reading import Reading, reading_of, record_of
from tradetalks.dossier.store_story import Copy, group_stories, others
from tradetalks.dossier.store_write import News, enter, enter_once, link, number
from tradetalks.errors import ArticleError, DossierError

WAIT = 10.0
"""Seconds to wait for another program that is writing to the same dossier."""


@dataclass(frozen=True, kw_only=True)
class Added:
    """What an addition brought.

    Attributes:
        articles: Hashes of the texts that are new, in the order given.
        readings: Hashes of the texts that were held, and of which this is a further reading.
        held: Hashes of the texts of which this very reading was held: nothing was written.
        copies: How many links between copies are new.
    """

    articles: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class Held:
    """An article in the dossier, by the reading that questions use.

    Attributes:
        record: That reading: the newest one that is dated, or else the newest.
        added: When the article first came into a dossier, UTC.
        readings: How many readings of its text are held.
        copies: Hashes of the articles that tell the same story.
    """

    record: Record
    added: datetime
    readings: int = 1
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """Where the reading of an article that questions use stands in the file."""

    reading: int
    published: str | None
    added: str
    readings: int


def open_dossier(path: str | Path, *, create: bool = False, wait: float = WAIT) -> "Dossier":
    """Open a dossier, to be used in a `with` block.

    Args:
        path: The file, customarily ending in `.db`.
        create: Whether to make it where there is none.
        wait: Seconds to wait for another program that is writing to it.

    Raises:
        DossierError: It is missing, no dossier, of a newer version, damaged, or cannot be opened.
    """
    return Dossier(connect(Path(path), create=create, wait=wait), Path(path))


class Dossier:
    """An open dossier. It serves the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def __enter__(self) -> Self:
        """Return the dossier, which is closed when the block ends."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __len__(self) -> int:
        """Return how many articles are held, copies among them."""
        return int(self._rows("SELECT count(*) FROM article")[0][0])

    def __contains__(self, sha256: object) -> bool:
        """Tell whether the text of that hash is held."""
        with saying(self.path):
            return number(self._connection, "article", sha256) is not None

    def add(
        self,
        records: Iterable[Record],
        *,
        copies: Iterable[Copy] = (),
        at: datetime | None = None,
    ) -> Added:
        """Add readings, each in a transaction of its own; what is held already changes nothing.

        Args:
            records: Readings; they are drawn one at a time.
            copies: Links between articles that are held or come with the records; each is written
                with the article that completes it.
            at: When they come, with its time zone; by default now.

        Raises:
            ArticleError: A text that cannot be kept.
            DossierError: The file cannot be written, or a link names a text that is not held.
                Readings added before an error stay.
        """
        links = sorted(set(copies))
        when = moment(at or datetime.now(UTC))
        came: dict[News, list[str]] = {news: [] for news in News}
        linked = 0
        for record in records:
            reading = reading_of(record)
            with self._writing() as connection:
                came[enter_once(connection, reading, when)].append(reading.article)
                ready = [copy for copy in links if self._is_held(copy)]
                linked += link(connection, ready)
            links = [copy for copy in links if copy not in ready]
        return Added(
            articles=tuple(came[News.ARTICLE]),
            readings=tuple(came[News.READING]),
            held=tuple(came[News.NOTHING]),
            copies=linked + self.add_copies(links),
        )

    def add_copies(self, copies: Iterable[Copy]) -> int:
        """Link articles that are held, and return how many links are new.

        Raises:
            DossierError: The file cannot be written, or a link names a text that is not held.
        """
        links = sorted(set(copies))
        for copy in links:
            if not self._is_held(copy):
                missing = copy.of if copy.article in self else copy.article
                raise DossierError(
                    f"no article {missing[:12]} is held, which a copy is linked to",
                    where=str(self.path),
                    remedy="Add the article first",
                )
        if not links:
            return 0
        with self._writing() as connection:
            return link(connection, links)

    def add_readings(self, readings: Iterable[tuple[Reading, Iterable[str]]]) -> Added:
        """Add readings of another dossier with the times they were added at there.

        Raises:
            DossierError: The file cannot be written. Readings added before that stay.
        """
        came: dict[News, list[str]] = {news: [] for news in News}
        for reading, at in readings:
            with self._writing() as connection:
                came[enter(connection, reading, at)].append(reading.article)
        return Added(
            articles=tuple(came[News.ARTICLE]),
            readings=tuple(came[News.READING]),
            held=(*came[News.TIME], *came[News.NOTHING]),
        )

    def records(self) -> Iterator[Held]:
        """Yield every article by its newest reading, story by story, the earliest dated first."""
        entries = self._entries()
        for story in self._stories(entries):
            for article in story:
                yield self._held(article, entries[article], story)

    def stories(self) -> Iterator[Held]:
        """Yield one article for each story, the earliest dated first; copies are only named."""
        entries = self._entries()
        for story in self._stories(entries):
            yield self._held(story[0], entries[story[0]], story)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the hash and the words of every article, in the order they came."""
        with saying(self.path):
            yield from self._connection.execute("SELECT sha256, text FROM article ORDER BY id")

    def copies(self) -> tuple[Copy, ...]:
        """Return all links, sorted."""
        rows = self._rows(
            "SELECT a.sha256, b.sha256, copy.similarity FROM copy "
            "JOIN article a ON a.id = copy.article JOIN article b ON b.id = copy.of"
        )
        return tuple(sorted(Copy(article=a, of=b, similarity=s) for a, b, s in rows))

    def readings(self) -> Iterator[tuple[Reading, tuple[str, ...]]]:
        """Yield every reading with the times it was added at, in an order told by content."""
        order = self._rows(
            "SELECT r.id FROM reading r JOIN article a ON a.id = r.article "
            "ORDER BY a.sha256, r.sha256"
        )
        for (row,) in order:
            times = self._rows("SELECT at FROM added WHERE reading = ? ORDER BY at", row)
            yield self._reading(row), tuple(when for (when,) in times)

    def matching(self, query: str) -> list[str]:
        """Return the hashes of the articles that match an FTS5 query, best first."""
        rows = self._rows(
            "SELECT a.sha256 FROM words JOIN article a ON a.id = words.rowid "
            "WHERE words MATCH ? ORDER BY words.rank, a.sha256",
            query,
        )
        return [sha256 for (sha256,) in rows]

    def marked(self, query: str, sha256: str, marks: tuple[str, str]) -> str:
        """Return an article's text with the words that match an FTS5 query between marks."""
        rows = self._rows(
            "SELECT highlight(words, 0, ?, ?) FROM words WHERE words MATCH ? AND rowid = "
            "(SELECT id FROM article WHERE sha256 = ?)",
            *marks,
            query,
            sha256,
        )
        return str(rows[0][0]) if rows else ""

    def _entries(self) -> dict[str, _Entry]:
        """Return the reading of each article that questions use: the last of this order."""
        rows = self._rows(
            "SELECT a.sha256, r.id, r.published, min(added.at) FROM reading r "
            "JOIN article a ON a.id = r.article JOIN added ON added.reading = r.id "
            "GROUP BY r.id ORDER BY r.published IS NOT NULL, min(added.at), r.sha256"
        )
        entries: dict[str, _Entry] = {}
        for article, reading, published, at in rows:
            before = entries.get(article)
            entries[article] = _Entry(
                reading,
                published,
                min(at, before.added) if before else at,
                1 + (before.readings if before else 0),
            )
        return entries

    def _stories(self, entries: dict[str, _Entry]) -> list[tuple[str, ...]]:
        # A link that another program wrote since may name an article that is newer still.
        links = [copy for copy in self.copies() if {copy.article, copy.of} <= entries.keys()]
        return group_stories({name: entry.published for name, entry in entries.items()}, links)

    def _held(self, article: str, entry: _Entry, story: tuple[str, ...]) -> Held:
        reading = self._reading(entry.reading)
        try:
            return Held(
                record=record_of(reading.text, reading.record, where=f"article {article[:12]}"),
                added=datetime.fromisoformat(entry.added),
                readings=entry.readings,
                copies=others(story, article),
            )
        except ArticleError as error:
            where = f"{self.path}, article {article[:12]}"
            raise DossierError(error.what, where=where, remedy=error.remedy) from None
        except (ValueError, TypeError) as error:
            raise damaged(self.path, str(error)) from None

    def _reading(self, row: int) -> Reading:
        text, article, sha256, published, record = self._rows(
            "SELECT a.text, a.sha256, r.sha256, r.published, r.record "
            "FROM reading r JOIN article a ON a.id = r.article WHERE r.id = ?",
            row,
        )[0]
        return Reading(
            text=text, article=article, sha256=sha256, published=published, record=record
        )

    def _is_held(self, copy: Copy) -> bool:
        return copy.article in self and copy.of in self

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with saying(self.path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Write all that follows, or nothing; wait for another writer first."""
        with saying(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def moment(when: datetime) -> str:
    """Return a time in UTC as a dossier writes it, with microseconds.

    Raises:
        DossierError: It has no time zone.
    """
    if when.tzinfo is None:
        raise DossierError(f"the time {when.isoformat()} has no time zone", remedy="Give it one")
    return when.astimezone(UTC).isoformat(timespec="microseconds")
