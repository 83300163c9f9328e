"""A file of answers that have arrived, so that a run that was killed goes on where it stopped.

JSON lines: the first says what the file is, every other is one answer under the hash of all that
determines it. Lines are only ever appended, and are on the disk before the run goes on; a last
line that was cut off is dropped. Numbers are written in full and read back to the same bits.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import numpy as np

from tradetalks.errors import InputError, OutputError
from tradetalks.model.headline import HEADLINES, Headline
from tradetalks.model.scenario_work import Answer

HEADER = {"format": "tradetalks-scenarios", "version": 1}


class Checkpoint:
    """A checkpoint, open for reading once and for appending.

    Args:
        path: The file; it is made where there is none.

    Raises:
        InputError: The file is no checkpoint, or a line of it is damaged; it is left as it is.
        OutputError: It cannot be written.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        text = self._text()
        whole = text[: text.rfind(b"\n") + 1]
        self.kept = _read(whole, where=self._path)
        try:
            self._file = self._path.open("ab")
            self._file.truncate(len(whole))
            if not whole:
                self._write([HEADER])
                _settle(self._path.absolute().parent)
        except OSError as error:
            raise _cannot_write(error, self._path) from None

    def append(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Write answers, each under its key; they are on the disk when this returns.

        Raises:
            OutputError: The disk is full, or the file went away.
        """
        try:
            self._write([_line(key, answer) for key, answer in answers])
        except OSError as error:
            raise _cannot_write(error, self._path) from None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def _text(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise InputError(
                f"the checkpoint cannot be read ({error.strerror or error})", where=str(self._path)
            ) from None

    def _write(self, lines: list[dict[str, Any]]) -> None:
        if lines:
            self._file.write("".join(f"{json.dumps(line)}\n" for line in lines).encode())
            self._file.flush()
            os.fsync(self._file.fileno())


def _settle(folder: Path) -> None:
    """Have the name of a new file on the disk too, where the system lets a folder be opened."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(text: bytes, *, where: Path) -> dict[str, Answer]:
    lines = text.splitlines()
    if lines and _json(lines[0]) != HEADER:
        raise InputError(
            "not a checkpoint of scenarios, or of another version",
            where=str(where),
            remedy="Name a file that does not exist yet, or one that an earlier run has written",
        )
    return dict(_entry(line, f"{where}:{at}") for at, line in enumerate(lines[1:], start=2))


def _json(line: bytes) -> Any:  # noqa: ANN401  whatever JSON holds
    try:
        return json.loads(line)
    except ValueError:
        return None


def _line(key: str, answer: Answer) -> dict[str, Any]:
    numbers = answer.headline and {
        name: getattr(answer.headline, name).tolist() for name in HEADLINES
    }
    return {
        "key": key,
        "verdict": answer.verdict,
        "sentence": answer.sentence,
        "residual": answer.residual,
        "headline": numbers,
    }


def _entry(line: bytes, where: str) -> tuple[str, Answer]:
    found = _json(line)
    try:
        numbers = found["headline"]
        answer = Answer(
            verdict=str(found["verdict"]),
            sentence=str(found["sentence"]),
            residual=float(found["residual"]),
            headline=numbers
            and Headline(**{name: np.array(numbers[name], dtype=float) for name in HEADLINES}),
        )
        return str(found["key"]), answer
    except (KeyError, TypeError, ValueError):
        raise InputError(
            "a damaged line in the checkpoint",
            where=where,
            remedy="Take the line out; its scenario is then solved again",
        ) from None


def _cannot_write(error: OSError, path: Path) -> OutputError:
    return OutputError(
        f"cannot write the checkpoint ({error.strerror or error})",
        where=str(path),
        remedy="Name a file in a folder that exists and can be written",
    )
