"""Reading the library of dated measures and the tables beside it."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from tradetalks.atlas.world import Array
from tradetalks.errors import MeasureError
from tradetalks.policy.document import Document, read_document, validated
from tradetalks.policy.library_file import (
    HIGHEST_RATE,
    AgreementForm,
    LibraryForm,
    MeasureForm,
    WeightsForm,
)
from tradetalks.policy.measure import (
    EVERY,
    AgreedRate,
    Library,
    Measure,
    TradeWeights,
)

SHIPPED = Path(__file__).parent / "library"
_KEYS = ("measure", "exporter", "headline")


def load_library(path: Path | None = None) -> Library:
    """Load dated measures from a TOML file, or from all `*.toml` of a folder.

    Args:
        path: A file or a folder; None for the library that ships.

    Raises:
        MeasureError: A file is refused; names file, line, the offending text and what is allowed.
    """
    return _load(SHIPPED if path is None else Path(path))


@cache
def _load(path: Path) -> Library:
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    files = [file for file in files if not file.name.endswith(".origin.toml")]
    if not files:
        raise MeasureError("no library file (*.toml) in the folder", where=str(path))
    parts = [_read_file(file) for file in files]
    library = Library(
        measures=tuple(m for part in parts for m in part.measures),
        agreed=tuple(a for part in parts for a in part.agreed),
        weights={by: w for part in parts for by, w in part.weights.items()},
    )
    _check_unique(library.measures)
    return library


def _read_file(file: Path) -> Library:
    document = read_document(file, error=MeasureError, what="a library of measures")
    form = validated(document, LibraryForm, error=MeasureError)
    return Library(
        measures=tuple(_measure(document, at, each) for at, each in enumerate(form.measure)),
        agreed=tuple(_agreed(each) for each in form.agreement),
        weights={each.by: _weights(document, at, each) for at, each in enumerate(form.weights)},
    )


def _measure(document: Document, at: int, form: MeasureForm) -> Measure:
    exporters: tuple[str, ...]
    sectors: tuple[str, ...]
    if form.table is None:
        named = form.on if isinstance(form.on, list) else [EVERY]
        exporters = tuple(named)
        sectors = (EVERY,) if form.sectors == "goods" else tuple(form.sectors)
        headline = np.full(len(exporters), form.rate)
        rate = np.full((len(exporters), len(sectors)), form.rate)
    else:
        place = document.place("measure", at, "table")
        table = document.path.parent / form.table
        exporters, sectors, headline, rate = _rows(table, form.id, place)
    return Measure(
        id=form.id,
        programme=form.programme,
        title=form.title,
        legal_basis=form.legal_basis,
        reference=form.reference,
        link=form.link,
        by=form.by,
        kind=form.kind,
        announced=form.announced,
        applies=form.applies,
        ends=form.ends,
        ends_announced=form.ends_announced,
        exporters=exporters,
        sectors=sectors,
        rate=rate,
        headline=headline,
        excluded=tuple(form.except_),
        note=form.note,
        place=document.place("measure", at),
    )


def _rows(
    table: Path, measure: str, place: str
) -> tuple[tuple[str, ...], tuple[str, ...], Array, Array]:
    header, by_measure = _rates(table, place)
    mine = by_measure.get(measure)
    if mine is None:
        raise MeasureError(f"the table {table.name} has no row for '{measure}'", where=place)
    numbers = np.array([row.numbers for row in mine])
    wrong = ~np.isfinite(numbers) | (np.abs(numbers) > HIGHEST_RATE)
    if wrong.any():
        row, column = (int(at[0]) for at in np.nonzero(wrong))
        raise MeasureError(
            f"the rate {numbers[row, column]:g} of '{measure}' is beyond {HIGHEST_RATE:g}",
            where=f"{table}:{mine[row].line}",
            remedy="Rates are fractions: 19 percent is 0.19",
        )
    return tuple(row.exporter for row in mine), header[3:], numbers[:, 0], numbers[:, 1:]


@dataclass(frozen=True)
class _Row:
    exporter: str
    numbers: tuple[float, ...]
    line: int


@cache
def _grouped(table: Path) -> tuple[tuple[str, ...], dict[str, list[_Row]]]:
    """Return the header of a table of rates, and its rows by measure."""
    header, rows = _table(table)
    if header[:3] != _KEYS:
        raise MeasureError(
            f"the table begins with the columns {', '.join(header[:3])}",
            where=f"{table}:1",
            remedy=f"The first three are {', '.join(_KEYS)}; the rest are sector codes",
        )
    found: dict[str, list[_Row]] = {}
    for line, row in enumerate(rows, start=2):
        numbers = _numbers(row[2:], len(header) - 2, f"{table}:{line}")
        found.setdefault(row[0], []).append(_Row(row[1], numbers, line))
    return header, found


def _rates(table: Path, place: str) -> tuple[tuple[str, ...], dict[str, list[_Row]]]:
    try:
        return _grouped(table)
    except (OSError, UnicodeDecodeError) as fault:
        raise MeasureError(f"cannot read the table {table.name} ({fault})", where=place) from None


def _table(table: Path) -> tuple[tuple[str, ...], list[list[str]]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = [row for row in csv.reader(file) if row] or [[]]
    return tuple(header), rows


def _numbers(fields: list[str], wanted: int, where: str) -> tuple[float, ...]:
    if len(fields) != wanted:
        raise MeasureError(f"{len(fields)} numbers where the header has {wanted}", where=where)
    try:
        return tuple(float(field) for field in fields)
    except ValueError as fault:
        raise MeasureError(
            f"not a number ({fault})", where=where, remedy="Rates are written 0.19"
        ) from None


def _weights(document: Document, at: int, form: WeightsForm) -> TradeWeights:
    table = document.path.parent / form.table
    place = document.place("weights", at, "table")
    try:
        header, rows = _table(table)
    except (OSError, UnicodeDecodeError) as fault:
        raise MeasureError(f"cannot read the table {table.name} ({fault})", where=place) from None
    value = [
        _numbers(row[1:], len(header) - 1, f"{table}:{line}")
        for line, row in enumerate(rows, start=2)
    ]
    return TradeWeights(
        by=form.by,
        exporters=tuple(row[0] for row in rows),
        sectors=header[1:],
        value=np.array(value),
    )


def _agreed(form: AgreementForm) -> AgreedRate:
    return AgreedRate(**form.model_dump())


def _check_unique(measures: Iterable[Measure]) -> None:
    seen: dict[str, str] = {}
    for measure in measures:
        if measure.id in seen:
            raise MeasureError(
                f"the measure '{measure.id}' stands twice",
                where=measure.place,
                remedy=f"The other is at {seen[measure.id]}",
            )
        seen[measure.id] = measure.place
