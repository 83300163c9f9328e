"""Read an OECD Inter-Country Input-Output table in its official CSV form, any edition or year.

The file has one row per economy and industry (`PAK_C13T15`), rows of taxes less subsidies (`TLS`),
value added (`VA`) and output (`OUT`), the same industries as columns, then the categories of final
demand, then `OUT`; values are million US dollars at basic price. Editions before 2023 call the last
rows `TAXSUB` (one per economy), `VALU` and `OUTPUT`. China and Mexico come in two parts each.
"""

import csv
import math
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import SourceError

Array = NDArray[np.float64]

PARTS: Mapping[str, str] = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
"""Parts of an economy that the file keeps apart: export processing and the rest."""

OUTPUT_LABELS = ("OUT", "OUTPUT", "TOTAL")
VALUE_ADDED_LABELS = ("VA", "VALU")
TAX_LABELS = ("TLS", "TAXSUB")
FINAL_LABELS = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "DIRP", "P33", "NONRES")
INDUSTRY = re.compile(r"[A-Z](\d{2}[A-Z0-9_]*)?")

MILLIONS_PER_BILLION = 1000.0
FEWEST_ECONOMIES = 2


@dataclass(frozen=True, eq=False)
class Icio:
    """One year's inter-country table, parts of economies merged.

    Attributes:
        economies: Codes in order of first appearance.
        industries: Labels in order of first appearance.
        intermediate: Sales to industries [exporter, industry, importer, user], billions of USD.
        final: Sales to final demand, all categories [exporter, importer, industry], billions.
        output: The file's own output [economy, industry], billions of US dollars.
        value_added: The file's own value added, same axes, or zero where it has no such row.
        taxes: Taxes less subsidies on inputs, same axes.
        merged: The parts that were merged, as they are labelled.
    """

    economies: tuple[str, ...]
    industries: tuple[str, ...]
    intermediate: Array
    final: Array
    output: Array
    value_added: Array
    taxes: Array
    merged: tuple[str, ...]


@dataclass(frozen=True)
class _Columns:
    """Where each column of the file goes: positions in economies and industries."""

    economies: tuple[str, ...]
    industries: tuple[str, ...]
    target: NDArray[np.int64]
    output_at: int
    users: frozenset[str]

    @property
    def width(self) -> int:
        """Users and one final demand, for every economy."""
        return len(self.economies) * (len(self.industries) + 1)


def read_icio(path: Path) -> Icio:
    """Read the table, row by row.

    Raises:
        SourceError: The file is missing, truncated, not text in UTF-8, or not in the official
            form; the message names the line and the label.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(file, path)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"not a text file in UTF-8 (byte {error.start})",
            where=str(path),
            remedy="Use the CSV file as the OECD publishes it, unzipped",
        ) from None
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(path)) from None


def split_label(label: str) -> tuple[str, str]:
    """Split `PAK_A01_02` into economy and industry, on the first underscore only."""
    economy, _, industry = label.partition("_")
    return PARTS.get(economy, economy), industry


def _read(file: TextIO, path: Path) -> Icio:
    header = _fields(file.readline())
    columns = _columns(header, f"{path}, line 1")
    n, s = len(columns.economies), len(columns.industries)
    flows = np.zeros((n, s, columns.width))
    output, taxes = np.zeros((n, s)), np.zeros(columns.width)
    bottom: dict[str, Array] = {}
    seen: dict[str, int] = {}
    for line, label, values in _rows(file, header, path):
        where = f"{path}, line {line}"
        if label in seen:
            raise SourceError(f"row '{label}' is also in line {seen[label]}", where=where)
        seen[label] = line
        gathered = _gathered(columns, values)
        kind = _bottom_kind(label)
        if kind == "taxes":
            taxes += gathered
        elif kind:
            bottom[kind] = gathered
        else:
            place = _place(label, columns, where)
            flows[place] += gathered
            output[place] += values[columns.output_at]
    _check_complete(set(seen), columns, bottom, path)
    return _table(columns, flows, output, taxes, bottom, seen)


def _gathered(columns: _Columns, values: Array) -> Array:
    """Add a row's values up to users and one final demand; the column of output is left out."""
    return np.bincount(columns.target, values[:-1], columns.width).astype(float)


def _fields(line: str) -> list[str]:
    return [field.strip() for field in next(csv.reader([line]), [])]


def _columns(header: Sequence[str], where: str) -> _Columns:
    if len(header) < FEWEST_ECONOMIES or header[0] != "V1":
        raise SourceError(
            f"the first column is '{header[0][:40] if header else ''}', not 'V1'",
            where=where,
            remedy="Use the CSV file as the OECD publishes it, with commas",
        )
    labels = header[1:]
    repeated = next((label for label in labels if labels.count(label) > 1), None)
    if repeated is not None:
        raise SourceError(f"column '{repeated}' appears twice", where=where)
    if labels[-1] not in OUTPUT_LABELS:
        raise SourceError(
            f"the last column is '{labels[-1]}', not the output 'OUT'",
            where=where,
            remedy="The header may be truncated: download the file again",
        )
    users = [label for label in labels[:-1] if split_label(label)[1] not in FINAL_LABELS]
    strange = [label for label in users if not INDUSTRY.fullmatch(split_label(label)[1])]
    if strange:
        raise SourceError(
            f"column '{strange[0]}' is neither an industry nor one of {', '.join(FINAL_LABELS)}",
            where=where,
        )
    return _arranged(labels[:-1], users)


def _arranged(labels: Sequence[str], users: Sequence[str]) -> _Columns:
    economies = tuple(dict.fromkeys(split_label(label)[0] for label in labels))
    industries = tuple(dict.fromkeys(split_label(label)[1] for label in users))
    slot = {name: k for k, name in enumerate(industries)}
    block, last = len(industries) + 1, len(industries)
    target = [
        economies.index(economy) * block + slot.get(name, last)
        for economy, name in map(split_label, labels)
    ]
    return _Columns(economies, industries, np.array(target), len(labels), frozenset(users))


def _rows(file: TextIO, header: Sequence[str], path: Path) -> Iterator[tuple[int, str, Array]]:
    """Yield line number, label and values of each row; missing values count as zero."""
    for line, text in enumerate(file, start=2):
        if text.strip():
            label, _, rest = text.partition(",")
            name = label.strip().strip('"')
            yield line, name, _values(rest, header, f"{path}, line {line}, row '{name}'")


def _values(text: str, header: Sequence[str], where: str) -> Array:
    fast = _fast(text)
    if len(fast) == len(header) - 1 and np.isfinite(fast).all():
        return fast
    fields = _fields(text)
    if len(fields) != len(header) - 1:
        raise SourceError(
            f"{len(fields)} values where the header has {len(header) - 1} columns",
            where=where,
            remedy="The file may be truncated: download it again",
        )
    return np.array([_number(f, header[k + 1], where) for k, f in enumerate(fields)])


def _fast(text: str) -> Array:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the slow path says what is wrong
        try:
            return np.fromstring(text, dtype=float, sep=",")
        except ValueError:
            return np.empty(0)


def _number(field: str, column: str, where: str) -> float:
    if not field:
        return 0.0
    try:
        value = float(field)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise SourceError(f"'{field[:40]}' in column '{column}' is not a number", where=where)
    return value


def _bottom_kind(label: str) -> str:
    """Return what a row at the bottom of the table holds, or nothing for an industry."""
    if label in OUTPUT_LABELS:
        return "output"
    if label in VALUE_ADDED_LABELS:
        return "value_added"
    return "taxes" if label.rpartition("_")[2] in TAX_LABELS else ""


def _place(label: str, columns: _Columns, where: str) -> tuple[int, int]:
    if label not in columns.users:
        raise SourceError(
            f"row '{label}' has no column of its own",
            where=where,
            remedy="Rows and columns of industries must have the same labels",
        )
    economy, industry = split_label(label)
    return columns.economies.index(economy), columns.industries.index(industry)


def _check_complete(
    seen: set[str], columns: _Columns, bottom: Mapping[str, Array], path: Path
) -> None:
    missing = sorted(columns.users - seen)
    if missing:
        raise SourceError(
            f"{len(missing)} columns have no row, '{missing[0]}' first",
            where=str(path),
            remedy="The file may be truncated: download it again",
        )
    if "output" not in bottom:
        raise SourceError(
            "there is no row 'OUT'",
            where=str(path),
            remedy="The file may be truncated: download it again",
        )
    if len(columns.economies) < FEWEST_ECONOMIES:
        raise SourceError("a world needs two economies or more", where=str(path))


def _table(
    columns: _Columns,
    flows: Array,
    output: Array,
    taxes: Array,
    bottom: Mapping[str, Array],
    seen: Mapping[str, int],
) -> Icio:
    n, s = output.shape
    by_user = flows.reshape(n, s, n, s + 1) / MILLIONS_PER_BILLION

    def users(row: Array) -> Array:
        return row.reshape(n, s + 1)[:, :s] / MILLIONS_PER_BILLION

    merged = dict.fromkeys(label.partition("_")[0] for label in seen)
    return Icio(
        economies=columns.economies,
        industries=columns.industries,
        intermediate=np.ascontiguousarray(by_user[..., :s]),
        final=np.ascontiguousarray(by_user[..., s].swapaxes(1, 2)),
        output=output / MILLIONS_PER_BILLION,
        value_added=users(bottom.get("value_added", np.zeros(columns.width))),
        taxes=users(taxes),
        merged=tuple(part for part in merged if part in PARTS),
    )
