"""Open the files that people bring, and say plainly what is wrong with one.

Every failure is a `SourceError` with the file, the line and what to do. Fields stay text until a
reader asks for `numbers`, so that codes keep their leading zeros and a message can quote a field.
"""

import codecs
import csv
import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import polars as pl

from tradetalks.errors import SourceError, nearest_codes

LINE = "line"
"""The column that `read_csv_text` adds: the line of the file, or the last one of a record."""

CHUNK_ROWS = 100_000
CHUNK_BYTES = 1 << 20

MOST_TO_HASH = 4 << 30
"""Beyond 4 GiB a hash takes longer than the reading, and is left out."""

PACKED: Mapping[bytes, tuple[str, str]] = {
    b"PK\x03\x04": ("a ZIP archive or an Excel workbook", "Unzip it, or save the sheet as CSV"),
    b"\x1f\x8b": ("packed with gzip", "Unpack it first"),
    codecs.BOM_UTF16_LE: ("text in UTF-16", "Save it as UTF-8"),
    codecs.BOM_UTF16_BE: ("text in UTF-16", "Save it as UTF-8"),
}
"""How a file begins that is not plain text in one byte a letter or UTF-8."""

TRUNCATED = "The file may be truncated: download it again"


def read_csv_text(
    path: Path,
    *,
    columns: Sequence[str],
    optional: Sequence[str] = (),
    encoding: str = "utf-8",
    separator: str = ",",
    spare_field: bool = False,
) -> pl.DataFrame:
    """Read columns of a CSV file as text, each row with its line in the column `line`.

    Args:
        path: The file; a byte order mark, blank lines and blanks around a field are ignored.
        columns: Names that the header must have, in any order; others are left out.
        optional: Names to read where the header has them.
        encoding: Of a file that is not valid UTF-8, which is always tried first.
        separator: Between two fields.
        spare_field: Whether a row may end in one empty field more than the header has.

    Raises:
        SourceError: The file is missing, empty, packed, in another encoding, cut off, without a
            column or without rows, or a line has more or fewer fields than the header.
    """
    check_file(path)
    rows = records(path, encoding_of(path, encoding), separator)
    line, header = next(rows, (1, []))
    wanted = find_columns(header, columns, optional, where=f"{path}, line {line}")
    picked = _picked(rows, header, list(wanted.values()), path, spare_field)
    names = [LINE, *wanted]
    schema = {LINE: pl.Int64} | dict.fromkeys(wanted, pl.String())
    chunks: list[pl.DataFrame] = []
    while chunk := list(islice(picked, CHUNK_ROWS)):
        fields = zip(names, zip(*chunk, strict=True), strict=True)
        chunks.append(pl.DataFrame(dict(fields), schema=schema))
    if not chunks:
        raise SourceError("has a header and no rows", where=str(path), remedy=TRUNCATED)
    return pl.concat(chunks)


def read_json(path: Path) -> object:
    """Return what a JSON file in UTF-8 holds.

    Raises:
        SourceError: The file is missing, empty, packed, in another encoding, cut off or not JSON.
    """
    check_file(path)
    with reading(path):
        text = path.read_text(encoding="utf-8-sig")
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno}"
        raise SourceError(f"not JSON ({error.msg})", where=where, remedy=TRUNCATED) from None
    except (RecursionError, ValueError):
        raise SourceError(
            "not JSON that a statistical office would send", where=str(path)
        ) from None
    return value


def numbers(
    frame: pl.DataFrame,
    column: str,
    where: str,
    *,
    least: float = -math.inf,
    allow_empty: bool = False,
) -> pl.Series:
    """Turn a column of text into finite numbers; an empty field is null where that is allowed.

    Args:
        frame: Has the column, and `line`.
        column: Its name.
        where: The file, for messages.
        least: The smallest number that can be.
        allow_empty: Whether a field may be empty.

    Raises:
        SourceError: A field is not a number, not finite or below `least`; its line is named.
    """
    value = frame[column].cast(pl.Float64, strict=False)
    strange = ~value.is_finite().fill_null(value=False)
    if allow_empty:
        strange &= frame[column] != ""
    refuse_first(frame, strange, column, where, "is not a number")
    refuse_first(frame, value.fill_null(math.inf) < least, column, where, f"is below {least:g}")
    return value


def refuse_first(
    frame: pl.DataFrame, wrong: pl.Series, column: str, where: str, what: str, remedy: str = ""
) -> None:
    """Raise for the first row that is wrong, quoting its field and naming its line.

    Raises:
        SourceError: A row is wrong.
    """
    at = wrong.arg_max() if wrong.any() else None
    if at is not None:
        field = str(frame[column][at])[:40]
        place = f"{where}, line {frame[LINE][at]}"
        raise SourceError(f"'{field}' in column '{column}' {what}", where=place, remedy=remedy)


def refuse_twice(frame: pl.DataFrame, keys: Sequence[str], where: str) -> None:
    """Raise where two rows have the same keys, naming both lines.

    Raises:
        SourceError: A row comes twice.
    """
    again = frame.select(keys).is_duplicated()
    if not again.any():
        return
    rows = frame.filter(again)
    same = rows.select(pl.all_horizontal(pl.col(key) == rows[key][0] for key in keys)).to_series()
    first, second = rows.filter(same)[LINE][:2]
    label = ", ".join(str(rows[key][0]) for key in keys)
    raise SourceError(
        f"{label} is also in line {first}",
        where=f"{where}, line {second}",
        remedy="Keep one of the two",
    )


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, or nothing where it is too large to hash in passing."""
    with reading(path):
        if path.stat().st_size > MOST_TO_HASH:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def check_file(path: Path) -> None:
    """Refuse what is not a file of text: nothing, a folder, a pipe, an archive.

    Raises:
        SourceError: It is no such file.
    """
    with reading(path):
        if not path.exists():
            raise SourceError("there is no such file", where=str(path))
        if not path.is_file():
            kind = "a folder" if path.is_dir() else "not a file"
            raise SourceError(f"is {kind}", where=str(path), remedy="Give the file itself")
        with path.open("rb") as file:
            start = file.read(4)
    if not start:
        raise SourceError("is empty", where=str(path), remedy=TRUNCATED)
    for mark, (what, remedy) in PACKED.items():
        if start.startswith(mark):
            raise SourceError(f"is {what}", where=str(path), remedy=remedy)


def encoding_of(path: Path, otherwise: str = "utf-8") -> str:
    """Return UTF-8 where the whole file is that, or the other encoding.

    Raises:
        SourceError: It is neither.
    """
    if otherwise != "utf-8" and _is_utf8(path):
        return "utf-8-sig"
    encoding = "utf-8-sig" if otherwise == "utf-8" else otherwise
    with reading(path), path.open(encoding=encoding, newline="") as text:
        while text.read(CHUNK_BYTES):
            pass
    return encoding


def find_columns(
    header: Sequence[str], columns: Sequence[str], optional: Sequence[str] = (), *, where: str
) -> dict[str, int]:
    """Return where each column stands in the header; optional ones only where they are there.

    Raises:
        SourceError: A column is missing or comes twice.
    """
    names = [name.strip() for name in header]
    for column in columns:
        if column not in names:
            raise SourceError(
                f"there is no column '{column}'", where=where, remedy=_instead(column, names)
            )
    wanted = [name for name in (*columns, *optional) if name in names]
    twice = next((name for name in wanted if names.count(name) > 1), None)
    if twice is not None:
        raise SourceError(f"column '{twice}' appears twice", where=where)
    return {name: names.index(name) for name in wanted}


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is read into a `SourceError`."""
    try:
        yield
    except UnicodeDecodeError as error:
        utf8 = error.encoding.lower().startswith("utf")
        raise SourceError(
            f"is not text in UTF-8{'' if utf8 else ' or its own encoding'} ({error.reason})",
            where=str(path),
            remedy="Use the file as it was published, or save it as UTF-8",
        ) from None
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(path)) from None


def _is_utf8(path: Path) -> bool:
    try:
        encoding_of(path)
    except SourceError:
        return False
    return True


def records(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line and fields of each row that is not blank, the header among them.

    Raises:
        SourceError: The file cannot be read, or is no CSV.
    """
    with reading(path), path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            for fields in reader:
                if any(fields):
                    yield reader.line_num, fields
        except csv.Error as error:
            where = f"{path}, line {reader.line_num}"
            raise SourceError(f"not CSV ({error})", where=where, remedy=TRUNCATED) from None


def _picked(
    rows: Iterator[tuple[int, list[str]]],
    header: Sequence[str],
    wanted: Sequence[int],
    path: Path,
    spare_field: bool,
) -> Iterator[list[int | str]]:
    for line, fields in rows:
        spare = spare_field and len(fields) == len(header) + 1 and not fields[-1].strip()
        if len(fields) != len(header) and not spare:
            raise SourceError(
                f"{len(fields)} fields where the header has {len(header)}",
                where=f"{path}, line {line}",
                remedy=TRUNCATED,
            )
        yield [line, *(fields[at].strip() for at in wanted)]


def _instead(column: str, names: Sequence[str]) -> str:
    """Say what the header has where it lacks a column."""
    if len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        return "Fields seem to be set apart by another mark: use the file as it was published"
    near = nearest_codes(column, names)
    if near:
        return f"Did you rename it? The nearest is '{near[0][:40]}'"
    listed = ", ".join(names[:8])[:120]
    return f"The file has: {listed}"
