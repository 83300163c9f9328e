"""What is written for one article; the caller holds the transaction."""

import sqlite3
from collections.abc import Iterable
from enum import Enum

from tradetalks.dossier.store_reading import Reading
from tradetalks.dossier.store_story import Copy


class News(Enum):
    """What a reading was to the dossier it was given to."""

    ARTICLE = "a text that was not held"
    READING = "a further reading of a text that was held"
    TIME = "a reading that was held, added elsewhere at another time"
    NOTHING = "a reading that was held"


def enter(connection: sqlite3.Connection, reading: Reading, at: Iterable[str]) -> News:
    """Write what is new of a reading that was added at these times elsewhere."""
    article = number(connection, "article", reading.article)
    is_new = article is None
    if article is None:
        article = _insert(connection, "article (sha256, text)", reading.article, reading.text)
        _insert(connection, "words (rowid, text)", article, reading.text)
    held = number(connection, "reading", reading.sha256)
    if held is None:
        made = _insert(
            connection,
            "reading (article, sha256, published, record)",
            article,
            reading.sha256,
            reading.published,
            reading.record,
        )
        for when in sorted(set(at)):
            _insert(connection, "added (reading, at)", made, when)
        return News.ARTICLE if is_new else News.READING
    known = connection.execute("SELECT at FROM added WHERE reading = ?", (held,))
    news = sorted(set(at) - {when for (when,) in known})
    for when in news:
        _insert(connection, "added (reading, at)", held, when)
    return News.TIME if news else News.NOTHING


def enter_once(connection: sqlite3.Connection, reading: Reading, at: str) -> News:
    """Write a reading that comes now, or nothing where it is held."""
    if number(connection, "reading", reading.sha256) is not None:
        return News.NOTHING
    return enter(connection, reading, [at])


def link(connection: sqlite3.Connection, copies: Iterable[Copy]) -> int:
    """Write links between articles that are held, and return how many are new."""
    written = 0
    for copy in copies:
        key = (
            number(connection, "article", copy.article),
            number(connection, "article", copy.of),
            float(copy.similarity),
        )
        known = "SELECT 1 FROM copy WHERE article = ? AND of = ? AND similarity = ?"
        if connection.execute(known, key).fetchone() is None:
            _insert(connection, "copy (article, of, similarity)", *key)
            written += 1
    return written


def number(connection: sqlite3.Connection, table: str, sha256: object) -> int | None:
    """Return the row that an article or a reading stands in, or None."""
    found = connection.execute(f"SELECT id FROM {table} WHERE sha256 = ?", (sha256,)).fetchone()
    return None if found is None else int(found[0])


def _insert(connection: sqlite3.Connection, columns: str, *values: object) -> int:
    places = ", ".join("?" * len(values))
    return int(
        connection.execute(f"INSERT INTO {columns} VALUES ({places})", values).lastrowid or 0
    )
