"""Scan CSV files of millions of rows in bounded memory, with the same care as small ones."""

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.opening import (
    LINE,
    TRUNCATED,
    check_file,
    find_columns,
    reading,
    records,
)
from tradetalks.errors import SourceError

TAIL_BYTES = 1 << 16


def scan_csv_text(
    path: Path, *, columns: Sequence[str], optional: Sequence[str] = ()
) -> pl.LazyFrame:
    """Return columns of a CSV file in UTF-8 as text and the column `line`, unread so far.

    The header and the last line are checked at once; `collect_rows` checks the rest.

    Args:
        path: The file; no field may hold a line break.
        columns: Names that the header must have.
        optional: Names to read where the header has them.

    Raises:
        SourceError: The file is missing, empty, packed, cut off in a row, or lacks a column.
    """
    check_file(path)
    line, header = next(records(path, "utf-8-sig", ","), (1, []))
    wanted = find_columns(header, columns, optional, where=f"{path}, line {line}")
    check_last_line(path, len(header))
    rows = pl.scan_csv(
        path,
        has_header=False,
        skip_lines=line,
        schema={str(k): pl.String() for k in range(len(header))},
        row_index_name=LINE,
        row_index_offset=line + 1,
        raise_if_empty=False,
    )
    fields = {name: pl.col(str(at)).str.strip_chars() for name, at in wanted.items()}
    return rows.select(LINE, **fields).filter(
        pl.any_horizontal(pl.col(name).is_not_null() for name in wanted)
    )


def collect_rows(rows: pl.LazyFrame, path: Path) -> pl.DataFrame:
    """Run a scan.

    Raises:
        SourceError: A line has more fields than the header, or the file is no CSV in UTF-8.
    """
    try:
        with reading(path):
            return rows.collect(engine="streaming")
    except pl.exceptions.PolarsError as error:
        _name_the_line(path)
        said = str(error).strip().splitlines()[0][:120]
        raise SourceError(f"cannot be read as CSV ({said})", where=str(path)) from None


def field_at(rows: pl.LazyFrame, line: int, column: str, path: Path) -> str:
    """Return a field as it stands in the file, for a message."""
    found = collect_rows(rows.filter(pl.col(LINE) == line).select(column), path)
    return str(found[column][0] or "")[:40]


def check_last_line(path: Path, fields: int) -> None:
    """Refuse a file that ends within a row.

    Raises:
        SourceError: The last line has more or fewer fields than the header.
    """
    with reading(path), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        tail = file.read().decode("utf-8", errors="replace").replace("\0", " ").splitlines()
    last = next((line for line in reversed(tail) if line.strip()), "")
    found = len(next(csv.reader([last]), []))
    if found != fields:
        raise SourceError(
            f"the last line has {found} fields where the header has {fields}",
            where=str(path),
            remedy=TRUNCATED,
        )


def _name_the_line(path: Path) -> None:
    """Raise for the first line that is not like the header, where there is one."""
    rows = records(path, "utf-8-sig", ",")
    _, header = next(rows)
    for line, fields in rows:
        if len(fields) != len(header):
            raise SourceError(
                f"{len(fields)} fields where the header has {len(header)}",
                where=f"{path}, line {line}",
                remedy=TRUNCATED,
            )
