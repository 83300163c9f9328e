"""Reading the library of dated measures and the tables beside it."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

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
    frame = _table(table, place)
    if tuple(frame.columns[:3]) != _KEYS:
        raise MeasureError(
            f"the table begins with the columns {', '.join(frame.columns[:3])}",
            where=f"{table}:1",
            remedy=f"The first three are {', '.join(_KEYS)}; the rest are sector codes",
        )
    mine = frame.filter(pl.col("measure") == measure)
    if mine.is_empty():
        raise MeasureError(f"the table {table.name} has no row for '{measure}'", where=place)
    sectors = tuple(frame.columns[3:])
    numbers = mine.select("headline", *sectors).to_numpy().astype(np.float64)
    if not np.isfinite(numbers).all() or np.abs(numbers).max(initial=0.0) > HIGHEST_RATE:
        raise MeasureError(
            f"a rate of '{measure}' is empty or beyond {HIGHEST_RATE:g}",
            where=str(table),
            remedy="Rates are fractions",
        )
    return tuple(mine["exporter"].to_list()), sectors, numbers[:, 0], numbers[:, 1:]


@cache
def _table(table: Path, place: str) -> pl.DataFrame:
    try:
        keys = {"measure": pl.String, "exporter": pl.String}
        return pl.read_csv(table, schema_overrides=keys, infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise MeasureError(f"cannot read the table {table.name} ({fault})", where=place) from None


def _weights(document: Document, at: int, form: WeightsForm) -> TradeWeights:
    frame = _table(document.path.parent / form.table, document.place("weights", at, "table"))
    sectors = tuple(frame.columns[1:])
    value = frame.select(sectors).to_numpy().astype(np.float64)
    return TradeWeights(
        by=form.by, exporters=tuple(frame["exporter"].to_list()), sectors=sectors, value=value
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
