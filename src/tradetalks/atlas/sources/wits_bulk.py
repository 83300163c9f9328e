"""Read the bulk downloads of WITS: most-favoured-nation rates and preferential rates.

For one reporter and year, `AVEMFN` has a row for each product and `AVEPref` one for each product
and partner. A product none of whose lines has a rate in per cent is printed with a rate of 0: it is
missing, not free, and is left out.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from tradetalks.atlas.place_numbers import WORLD
from tradetalks.atlas.sources.opening import numbers
from tradetalks.atlas.sources.rate_rows import Kept, said
from tradetalks.atlas.sources.tables import RateTable
from tradetalks.atlas.sources.wits import open_wits, without_world, wits_table

COLUMNS: Mapping[str, str] = {
    "edition": "NomenCode",
    "importer": "Reporter_ISO_N",
    "year": "Year",
    "product": "ProductCode",
    "rate": "SimpleAverage",
    "total": "TotalNoOfLines",
    "missing": "Nbr_NA_Lines",
}
PARTNER = "Partner"


def read_wits_mfn(path: Path, *, year: int | None = None, edition: str | None = None) -> RateTable:
    """Read a bulk download of most-favoured-nation rates (`AVEMFN`).

    Args:
        path: The CSV file, unzipped.
        year: Which year, where the file holds several.
        edition: Which edition, `H0` to `H6`, where the file holds several.

    Raises:
        SourceError: The file cannot be read, or is not in the official form.
        UnknownCodeError: `edition` is none of WITS's.
    """
    frame = open_wits(path, COLUMNS).with_columns(exporter=pl.lit(WORLD))
    kept = Kept(frame).then(partial(_with_rates, path=path))
    return wits_table(kept, path, columns=COLUMNS, duty="MFN", year=year, edition=edition)


def read_wits_preferences(
    path: Path,
    *,
    year: int | None = None,
    edition: str | None = None,
    partners: Sequence[str] | None = None,
) -> RateTable:
    """Read a bulk download of preferential rates by partner (`AVEPref`).

    Products without a preference are not in the file: there the most-favoured-nation rate holds.
    Partners that are groups of beneficiaries are left out, and named in what was assumed.

    Args:
        path: The CSV file, unzipped.
        year: Which year, where the file holds several.
        edition: Which edition, `H0` to `H6`, where the file holds several.
        partners: Exporters to keep, by code. The European Union's rates on all partners are some
            twenty million once each member has them: name those you need.

    Raises:
        SourceError: The file cannot be read, or is not in the official form.
        UnknownCodeError: `edition` is none of WITS's, or a partner is on no list.
    """
    frame = open_wits(path, {**COLUMNS, "exporter": PARTNER})
    kept = Kept(frame).then(without_world).then(partial(_with_rates, path=path))
    return wits_table(
        kept,
        path,
        columns=COLUMNS,
        duty="PRF",
        year=year,
        edition=edition,
        partners=partners,
    )


def _with_rates(frame: pl.DataFrame, *, path: Path) -> Kept:
    """Leave out products none of whose lines has a rate: the zero they show is none."""
    named = frame.rename({name: COLUMNS[name] for name in ("missing", "total", "rate")})
    missing = numbers(named, COLUMNS["missing"], str(path), least=0.0)
    total = numbers(named, COLUMNS["total"], str(path), least=0.0)
    rate = numbers(named, COLUMNS["rate"], str(path), allow_empty=True)
    absent = (missing >= total) & (rate == 0.0).fill_null(value=False)
    partly = int(((missing > 0) & ~absent).sum())
    word = "of zero left out, because no line of the product has a rate: missing, not free"
    return Kept(
        frame.filter(~absent),
        (
            *said(int(absent.sum()), word, "rate"),
            *said(partly, "averaged only over the lines that have a rate", "product"),
        ),
    )
