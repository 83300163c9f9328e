"""The file of a dossier: its tables, how it is opened, and what can be wrong with it."""

import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_END
from pathlib import Path

from tradetalks.errors import DossierError

APPLICATION = 0x54544B53
"""What marks the file as ours, at byte 68: the letters TTKS."""

VERSION = 1
"""Version of the tables; a file of a newer one is refused."""

_MAGIC = b"SQLite format 3\x00"
_HEAD = 100
"""Length of the head of a database, bytes."""
_NAMES = ("article", "reading", "added", "copy")
_KEYS = {
    "article": "id = NEW.id OR sha256 = NEW.sha256",
    "reading": "id = NEW.id OR sha256 = NEW.sha256",
    "added": "reading = NEW.reading AND at = NEW.at",
    "copy": "article = NEW.article AND of = NEW.of AND similarity = NEW.similarity",
}
_TABLES = (
    """CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (typeof(sha256) = 'text' AND length(sha256) = 64),
  text TEXT NOT NULL CHECK (typeof(text) = 'text')
)""",
    """CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (id),
  sha256 TEXT NOT NULL UNIQUE CHECK (typeof(sha256) = 'text' AND length(sha256) = 64),
  published TEXT CHECK (published IS NULL OR typeof(published) = 'text'),
  record TEXT NOT NULL CHECK (typeof(record) = 'text')
)""",
    "CREATE INDEX reading_of ON reading (article)",
    """CREATE TABLE added (
  reading INTEGER NOT NULL REFERENCES reading (id),
  at TEXT NOT NULL CHECK (typeof(at) = 'text'),
  PRIMARY KEY (reading, at)
) WITHOUT ROWID""",
    """CREATE TABLE copy (
  article INTEGER NOT NULL REFERENCES article (id),
  of INTEGER NOT NULL REFERENCES article (id),
  similarity REAL NOT NULL CHECK (typeof(similarity) = 'real' AND similarity BETWEEN 0 AND 1),
  PRIMARY KEY (article, of, similarity),
  CHECK (article <> of)
) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE words USING fts5 (
  text, content = 'article', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
)""",
)


def _guards() -> Iterator[str]:
    """Yield the triggers that let a table only grow."""
    for name in _NAMES:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} BEGIN\n"
                "  SELECT RAISE(ABORT, 'a dossier only grows');\nEND"
            )
        yield (
            f"CREATE TRIGGER {name}_once BEFORE INSERT ON {name}\n"
            f"WHEN EXISTS (SELECT 1 FROM {name} WHERE {_KEYS[name]}) BEGIN\n"
            "  SELECT RAISE(ABORT, 'a dossier only grows');\nEND"
        )


SCHEMA = (*_TABLES, *_guards())


def connect(path: Path, *, create: bool, wait: float) -> sqlite3.Connection:
    """Open the file, make its tables where it is new, and see that it is a dossier.

    Args:
        path: The file.
        create: Whether to make it where there is none, or an empty one.
        wait: Seconds to wait for another program that is writing to it.

    Raises:
        DossierError: It is missing, no dossier, of a newer version, damaged, or cannot be opened.
    """
    _require_file(path, create=create)
    with saying(path):
        connection = _connected(path, "rwc" if create else "rw", wait)
        try:
            _settle(connection)
            if _is_empty(connection):
                if not create:
                    raise _no_dossier(path, "the file is empty")
                _make(connection, wait)
            _require_dossier(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _connected(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    """Return a connection; one to a file in a folder that cannot be written sees it as it rests."""
    address = path.absolute().as_uri()
    connection = sqlite3.connect(
        f"{address}?mode={mode}", uri=True, timeout=wait, isolation_level=None
    )
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        is_closed_to_us = _primary(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not is_closed_to_us or _has_log(path):
            raise
        return sqlite3.connect(
            f"{address}?mode=ro&immutable=1", uri=True, timeout=wait, isolation_level=None
        )
    except BaseException:
        connection.close()
        raise
    return connection


def _settle(connection: sqlite3.Connection) -> None:
    """Trust nothing that a file brings along, and let a commit mean that it is on the disk."""
    for setting in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "recursive_triggers = ON",
        "foreign_keys = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}")


def _make(connection: sqlite3.Connection, wait: float) -> None:
    """Make the tables, all or none; of two programs that try at once, one does."""
    _write_ahead(connection, wait)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_empty(connection):
            for statement in SCHEMA:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _write_ahead(connection: sqlite3.Connection, wait: float) -> None:
    """Keep new rows in a log beside the file: SQLite itself does not wait for this change."""
    stop = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > stop:
                raise
            time.sleep(0.01)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return (
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        and _pragma(connection, "application_id") == 0
    )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _require_file(path: Path, *, create: bool) -> None:
    where = str(path)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if create and path.parent.is_dir():
            return
        raise DossierError(
            "there is no such folder" if create else "there is no such dossier",
            where=str(path.parent) if create else where,
            remedy="Check the path"
            if create
            else "Begin one with `tradetalks read ARTICLE --add FILE.db`",
        ) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise DossierError(
            f"the file cannot be opened ({reason.lower()})", where=where, remedy="Check the path"
        ) from None
    if stat.S_ISDIR(mode):
        raise DossierError("this is a folder", where=where, remedy="Name a file in it")
    if not stat.S_ISREG(mode):
        raise DossierError(
            "this is no regular file but a pipe, socket or device",
            where=where,
            remedy="Name a file",
        )
    _require_database(path)


def _require_database(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            size = file.seek(0, SEEK_END)
    except OSError as error:
        raise DossierError(
            f"the file cannot be opened ({(error.strerror or str(error)).lower()})",
            where=str(path),
            remedy="Check that you may read it",
        ) from None
    if head and not head.startswith(_MAGIC):
        raise _no_dossier(path, "this is not a dossier")
    if head and not _has_log(path) and size < _promised(head):
        raise damaged(path, "it is cut short")


def _promised(head: bytes) -> int:
    """Return how long the file says it is, in bytes."""
    page = int.from_bytes(head[16:18], "big")
    return int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)


def _has_log(path: Path) -> bool:
    """Tell whether rows wait beside the file, as while it is open or after a crash."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _require_dossier(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != APPLICATION:
        raise _no_dossier(path, "this database belongs to another program")
    version = _pragma(connection, "user_version")
    if version > VERSION:
        raise DossierError(
            f"the dossier has version {version} of its form, and this program knows {VERSION}",
            where=str(path),
            remedy="It is of a newer tradetalks; bring yours up to date",
        )
    # Shadow tables of the word index are SQLite's own, and differ between its versions.
    found = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND NOT (type = 'table' AND name IN "
        "('words_data', 'words_idx', 'words_content', 'words_docsize', 'words_config'))"
    )
    if sorted(str(row[0]) for row in found) != sorted(SCHEMA):
        raise damaged(path, "its tables are not those of a dossier")


def _no_dossier(path: Path, what: str) -> DossierError:
    return DossierError(
        what,
        where=str(path),
        remedy="Name a file that `tradetalks read --add` or `tradetalks dossier import` made",
    )


def damaged(path: Path, reason: str) -> DossierError:
    """Return the error for a file that cannot be what was written."""
    return DossierError(
        f"the dossier is damaged ({reason})",
        where=str(path),
        remedy="Take a copy of it from before, or rebuild it from its JSON Lines",
    )


@contextmanager
def saying(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses into what is wrong and what to do.

    Raises:
        DossierError: Always in place of an error of SQLite.
    """
    try:
        yield
    except sqlite3.ProgrammingError:  # a caller's mistake, such as another thread
        raise
    except sqlite3.Error as error:
        raise _said(error, path) from None
    except UnicodeDecodeError as error:  # of a row, or of what SQLite says about one
        raise damaged(path, str(error)) from None


def _primary(error: sqlite3.Error) -> int:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _said(error: sqlite3.Error, path: Path) -> DossierError:
    what, remedy = _FAULTS.get(_primary(error), ("", ""))
    if what:
        return DossierError(what, where=str(path), remedy=remedy)
    if "fts5" in str(error):
        return DossierError(
            f"this Python's SQLite cannot search text ({error})",
            where=str(path),
            remedy="Take a Python whose SQLite has FTS5",
        )
    return damaged(path, str(error))


_SAFE = "what was added before is safe"
_FAULTS = {
    sqlite3.SQLITE_BUSY: (
        "another program is writing to the dossier",
        "Try again when it is done",
    ),
    sqlite3.SQLITE_LOCKED: (
        "another program is writing to the dossier",
        "Try again when it is done",
    ),
    sqlite3.SQLITE_READONLY: (
        "the dossier cannot be written",
        "Check that you may write to the file and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the dossier cannot be opened",
        "Check that you may write to the file and its folder",
    ),
    sqlite3.SQLITE_PERM: ("the dossier cannot be opened", "Check that you may write to the file"),
    sqlite3.SQLITE_FULL: (f"the disk is full; {_SAFE}", "Make room and add again"),
    sqlite3.SQLITE_IOERR: (
        f"the disk fails or is full; {_SAFE}",
        "Make room, or look at the disk, and add again",
    ),
    sqlite3.SQLITE_NOTADB: (
        "this is not a dossier",
        "Name a file that `tradetalks read --add` or `tradetalks dossier import` made",
    ),
}
