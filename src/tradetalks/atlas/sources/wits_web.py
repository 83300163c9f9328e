"""Read a tariff download of WITS's web pages, which may hold several kinds of rate together.

Most-favoured-nation, effectively applied, preferential and bound rates are never mixed: the reader
is told which kind to take. The file does not tell a missing rate from a rate of zero.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.opening import refuse_first
from tradetalks.atlas.sources.rate_rows import Kept, said
from tradetalks.atlas.sources.tables import RateTable
from tradetalks.atlas.sources.wits import DUTIES, open_wits, without_world, wits_table
from tradetalks.errors import SourceError, UnknownCodeError

COLUMNS: Mapping[str, str] = {
    "edition": "Selected Nomen",
    "importer": "Reporter",
    "product": "Product",
    "exporter": "Partner",
    "year": "Tariff Year",
    "duty": "DutyType",
    "rate": "Simple Average",
}
BY_PARTNER = ("AHS", "PRF")
"""Kinds that differ between partners: their row for the world is an average."""


def read_wits_web(
    path: Path, *, duty: str, year: int | None = None, edition: str | None = None
) -> RateTable:
    """Read one kind of rate; the simple average over the lines of a product counts.

    Args:
        path: The CSV file.
        duty: `MFN`, `AHS` (effectively applied), `PRF` (preferential) or `BND` (bound).
        year: Which tariff year, where the file holds several.
        edition: Which edition, `H0` to `H6`, where the file holds several.

    Raises:
        SourceError: The file cannot be read, is not in the official form, or has no such rate.
        UnknownCodeError: `duty` or `edition` is none of WITS's.
    """
    if duty not in DUTIES:
        raise UnknownCodeError("duty type", duty, DUTIES)
    kept = Kept(open_wits(path, COLUMNS)).then(partial(_of_duty, duty=duty, path=path))
    if duty in BY_PARTNER:
        kept = kept.then(without_world)
    return wits_table(kept, path, columns=COLUMNS, duty=duty, year=year, edition=edition)


def _of_duty(frame: pl.DataFrame, *, duty: str, path: Path) -> Kept:
    named = frame.rename({"duty": COLUMNS["duty"]})
    strange = ~frame["duty"].is_in(list(DUTIES))
    refuse_first(named, strange, COLUMNS["duty"], str(path), f"is none of {', '.join(DUTIES)}")
    kept = frame.filter(pl.col("duty") == duty)
    if kept.is_empty():
        there = ", ".join(sorted(set(frame["duty"])))
        raise SourceError(
            f"no rate is of duty type {duty}", where=str(path), remedy=f"It holds {there}"
        )
    zeros = int((kept["rate"].cast(pl.Float64, strict=False) == 0.0).sum())
    word = "of zero taken as free, though this file shows a missing rate as zero as well"
    aside = said(frame.height - kept.height, "of other duty types left aside")
    return Kept(kept, (*aside, *said(zeros, word, "rate")))
