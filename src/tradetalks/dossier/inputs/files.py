"""The bytes of a file, with a guard against what is no file or has no end."""

import errno
import stat
from pathlib import Path

from tradetalks.errors import ArticleError

MOST_BYTES = 25_000_000
"""Largest file that is opened: a page saved with its pictures, a scan, an archive as text."""

OPEN_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""What a shell has opened already and hands over by name; any other pipe may never be written."""


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        ArticleError: It is missing, a folder, a pipe or device that the shell has not opened, too
            large, or may not be read.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise ArticleError("this is a folder", where=where, remedy="Name one file in it")
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not where.startswith(OPEN_STREAMS):
            raise ArticleError(
                "this is not a regular file but a pipe, socket or device",
                where=where,
                remedy="Name a file, or hand the text over as /dev/stdin",
            )
        require_size(found.st_size, where=where)
        # A pipe or a device reports no size: never read past the limit.
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ArticleError(
            "there is no such file", where=where, remedy="Check the path to the article"
        ) from None
    except (OSError, ValueError) as error:
        raise unreadable(error, where=where) from None
    require_size(len(raw), where=where)
    return raw


def require_size(size: int, *, where: str) -> None:
    """Refuse more bytes than are ever opened.

    Raises:
        ArticleError: There are more.
    """
    if size > MOST_BYTES:
        raise ArticleError(
            f"the file is too large ({size / 1e6:,.1f} MB)",
            where=where,
            remedy=f"The limit is {MOST_BYTES // 1_000_000} MB; give the article alone",
        )


def unreadable(error: OSError | ValueError, *, where: str) -> ArticleError:
    """Return the error for a path that the system refuses."""
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return ArticleError(
            "the path is a link that leads back to itself",
            where=where,
            remedy="Name the file it should lead to",
        )
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return ArticleError(
        f"the file cannot be read ({reason.lower()})",
        where=where,
        remedy="Check the path and that you may read it",
    )
