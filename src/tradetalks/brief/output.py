"""Writing a file so that it is either the whole new one or what stood there before."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tradetalks.errors import OutputError


class Draft:
    """A text that becomes the file once it is complete."""

    def __init__(self, path: Path, *, output: Path, what: str) -> None:
        self._path = path
        self._output = output
        self._what = what

    def write(self, text: str) -> None:
        """Keep the text; the file itself does not change yet.

        Raises:
            OutputError: There is no room, or the folder is gone.
        """
        with _told(self._output, self._what):
            self._path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def replacing(
    output: Path, *, keep: Iterable[Path] = (), what: str = "the brief"
) -> Iterator[Draft]:
    """Prove that a file can be written, then replace it when the block ends without an error.

    The draft lies in the same folder from the start, so what cannot be written is told before
    anything is computed; it is gone after a failure.

    Args:
        output: The file to make or to replace.
        keep: Files that are read for it, which it must not replace.
        what: What is written, for messages.

    Raises:
        OutputError: The folder or the file cannot be written, the path is not a plain file, or
            it is one of those to keep.
    """
    target = _plain_target(output, what)
    for source in keep:
        if target.exists() and source.exists() and target.samefile(source):
            raise OutputError(
                f"{what} would replace what it is written from",
                where=str(output),
                remedy="Choose another path",
            )
    draft = target.with_name(f".{target.name[:80]}.{uuid4().hex[:8]}.part")
    with _told(output, what):
        # Made as the user's umask says, unlike the private files that tempfile makes.
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield Draft(draft, output=output, what=what)
        with _told(output, what):
            draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _plain_target(output: Path, what: str) -> Path:
    with _told(output, what):
        target = output.resolve()
        mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        raise OutputError(
            "not a plain file", where=str(output), remedy="Give the path of a file to write"
        )
    if mode is not None and not os.access(target, os.W_OK):
        raise OutputError(
            "the file is write-protected", where=str(output), remedy="Choose another path"
        )
    return target


@contextmanager
def _told(output: Path, what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(
            f"cannot write {what} ({reason})",
            where=str(output),
            remedy="Choose a folder that exists and that you may write to",
        ) from None
