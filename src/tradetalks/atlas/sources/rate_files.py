"""Read a file of tariffs of any form that this package knows, told by its header."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.array_tables import HIGHEST, rate_table
from tradetalks.atlas.sources.opening import (
    LINE,
    check_file,
    encoding_of,
    numbers,
    read_csv_text,
    records,
    refuse_first,
    refuse_twice,
)
from tradetalks.atlas.sources.tables import RateTable
from tradetalks.atlas.sources.wits_bulk import read_wits_mfn, read_wits_preferences
from tradetalks.atlas.sources.wits_web import read_wits_web
from tradetalks.errors import SourceError

OWN = ("exporter", "importer", "sector", "rate")
"""Columns of a file of one's own; an empty exporter is everyone."""

APPLIED = "AHS"
"""Effectively applied: the most-favoured-nation rate, or the preference where there is one."""


def read_rates(
    path: Path,
    *,
    trade_year: int,
    year: int | None = None,
    duty: str = APPLIED,
    partners: Sequence[str] | None = None,
) -> RateTable:
    """Read tariffs from a download of WITS (bulk or web), or a CSV file of one's own.

    Args:
        path: The file.
        trade_year: The year that rates of one's own are of.
        year: Which year to read, where a file of WITS holds several.
        duty: Which kind of rate to read from a web download: `MFN`, `AHS`, `PRF` or `BND`.
        partners: Exporters whose preferences are wanted; all where there is nothing.

    Raises:
        SourceError: The file is in none of these forms, or not as it should be.
        UnknownCodeError: `duty` is none of WITS's.
    """
    names = _header(path)
    if "selected nomen" in names:
        return read_wits_web(path, duty=duty, year=year)
    if "nomencode" in names and "partner" in names:
        return read_wits_preferences(path, year=year, partners=partners)
    if "nomencode" in names:
        return read_wits_mfn(path, year=year)
    if names.issuperset(OWN):
        return read_own_rates(path, year=trade_year)
    wto = "best_avlbl" in names
    raise SourceError(
        "is a file of tariff actions of the WTO, which needs a day"
        if wto
        else "is no file of tariffs that is known",
        where=str(path),
        remedy="Read it in Python with read_wto_actions(path, on=…)"
        if wto
        else f"Give a download of WITS, or a CSV file with {', '.join(OWN)}",
    )


def read_own_rates(path: Path, *, year: int) -> RateTable:
    """Read a CSV file with the columns exporter, importer, sector and rate.

    Rates are fractions; an empty exporter is everyone. Sectors are those of the world that is
    built, or products of its trade.

    Args:
        path: The file.
        year: The year of the rates.

    Raises:
        SourceError: A column or a code is missing, a cell comes twice, or a rate is out of range.
    """
    frame = read_csv_text(path, columns=OWN)
    where = str(path)
    for column in ("importer", "sector"):
        refuse_first(frame, frame[column] == "", column, where, "names nothing")
    refuse_twice(frame, OWN[:3], where)
    rate = numbers(frame, "rate", where, least=0.0)
    fractions = "Rates are fractions: nineteen per cent is 0.19"
    refuse_first(frame, rate > HIGHEST, "rate", where, f"is above {HIGHEST:g}", fractions)
    home = (frame["exporter"] == frame["importer"]) & (rate > 0)
    refuse_first(frame, home, "rate", where, "is a tariff on sales at home")
    everyone = pl.when(pl.col("exporter") == "").then(None).otherwise("exporter")
    return rate_table(frame.drop(LINE).with_columns(rate=rate, exporter=everyone), year=year)


def _header(path: Path) -> set[str]:
    check_file(path)
    _, names = next(records(path, encoding_of(path, "cp1252"), ","), (1, []))
    return {name.strip().casefold() for name in names}
