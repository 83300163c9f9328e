"""What the tariff files of WITS and UNCTAD TRAINS have in common.

Rates are in per cent, averages over the national lines of a product; products follow one edition
of the Harmonised System; reporters and partners are numbers. `wits_bulk` and `wits_web` read them.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.opening import (
    LINE,
    check_file,
    encoding_of,
    file_hash,
    read_csv_text,
    reading,
    refuse_first,
)
from tradetalks.atlas.sources.rate_places import (
    WORLD_SPELLINGS,
    at_places,
    from_partners,
    union_apart,
)
from tradetalks.atlas.sources.rate_rows import (
    Kept,
    as_fractions,
    each_once,
    finished,
    said,
    six_digits,
)
from tradetalks.atlas.sources.tables import RateTable
from tradetalks.errors import SourceError, UnknownCodeError
from tradetalks.origin import Origin

EDITIONS: Mapping[str, str] = {
    "H0": "HS1988/92",
    "H1": "HS1996",
    "H2": "HS2002",
    "H3": "HS2007",
    "H4": "HS2012",
    "H5": "HS2017",
    "H6": "HS2022",
}
"""Editions of the Harmonised System by WITS's code for them."""

DUTIES: Mapping[str, str] = {
    "MFN": "most favoured nation",
    "AHS": "applied",
    "PRF": "preferential",
    "BND": "bound",
}
"""What WITS calls each kind of rate, and what a rate table calls it."""


def open_wits(path: Path, columns: Mapping[str, str]) -> pl.DataFrame:
    """Return some columns of a file as text under our names, and the `line` of each row.

    Args:
        path: The file.
        columns: Our name of each column, and the official one; its case does not matter.

    Raises:
        SourceError: The file cannot be read or lacks a column.
    """
    check_file(path)
    with reading(path), path.open(encoding=encoding_of(path)) as file:
        header = next((line for line in file if line.strip()), "")
    spelled = {name.strip().strip('"').casefold(): name for name in header.split(",")}
    theirs = {
        ours: spelled.get(name.casefold(), name).strip().strip('"')
        for ours, name in columns.items()
    }
    frame = read_csv_text(path, columns=tuple(theirs.values()))
    return frame.select(LINE, **{ours: pl.col(name) for ours, name in theirs.items()})


def wits_table(
    kept: Kept,
    path: Path,
    *,
    columns: Mapping[str, str],
    duty: str,
    year: int | None,
    edition: str | None,
    partners: Sequence[str] | None = None,
) -> RateTable:
    """Return the rates of one kind, year and edition.

    Args:
        kept: Columns `edition`, `importer`, `year`, `product`, `exporter`, `rate` and `line`.
        path: The file, for messages.
        columns: The official name of each, for messages.
        duty: Which of `DUTIES` the rows hold.
        year: Which year, where there are several.
        edition: Which of `EDITIONS`, where there are several.
        partners: Exporters to keep, by code; all of them where there is nothing.

    Raises:
        SourceError: The rows are not in the official form, or nothing is left of them.
        UnknownCodeError: The edition is none of WITS's, or a partner no place.
    """
    if edition is not None and edition not in EDITIONS:
        raise UnknownCodeError("edition of the Harmonised System", edition, EDITIONS)
    of_year = _only(kept.frame, "year", None if year is None else str(year), path)
    when = _year(of_year, path)
    of_edition = _only(of_year, "edition", edition, path)
    classification = _classification(of_edition, path)
    steps: tuple[Callable[[pl.DataFrame], Kept], ...] = (
        six_digits(path, columns["product"]),
        as_fractions(path, columns["rate"]),
        at_places(path),
        from_partners(partners),
        each_once(path),
        union_apart(when, partners),
    )
    rows = Kept(of_edition, kept.said)
    for step in steps:
        rows = rows.then(step)
    return RateTable(
        rows=finished(rows, path),
        year=when,
        classification=classification,
        kind=DUTIES[duty],
        origins=(_origin(path, duty, when),),
        assumed=rows.said,
    )


def without_world(frame: pl.DataFrame) -> Kept:
    """Leave out averages over partners, which are nobody's rate."""
    kept = frame.filter(~pl.col("exporter").str.to_uppercase().is_in(WORLD_SPELLINGS))
    return Kept(kept, said(frame.height - kept.height, "over all partners left out", "average"))


def _only(frame: pl.DataFrame, column: str, wanted: str | None, path: Path) -> pl.DataFrame:
    """Return the rows of one year or edition; without one named there must be only one."""
    there = sorted(set(frame[column]))
    listed = ", ".join(text[:10] for text in there[:10]) or "none"
    if wanted is None and len(there) < 2:
        return frame
    if wanted is None:
        raise SourceError(
            f"there is more than one {column}: {listed}",
            where=str(path),
            remedy=f"Say which ({column}=…)",
        )
    kept = frame.filter(pl.col(column) == wanted)
    if kept.is_empty():
        raise SourceError(f"no row is of {column} {wanted}; there is {listed}", where=str(path))
    return kept


def _year(frame: pl.DataFrame, path: Path) -> int:
    strange = ~frame["year"].str.contains(r"^(19|20)[0-9]{2}$")
    refuse_first(frame, strange, "year", str(path), "is not a year")
    if frame.is_empty():
        raise SourceError("there is no rate", where=str(path))
    return int(frame["year"][0])


def _classification(frame: pl.DataFrame, path: Path) -> str:
    strange = ~frame["edition"].is_in(list(EDITIONS))
    what = "is no edition of the Harmonised System"
    remedy = f"Choose products in one of {', '.join(EDITIONS)}"
    refuse_first(frame, strange, "edition", str(path), what, remedy)
    return EDITIONS[frame["edition"][0]]


def _origin(path: Path, duty: str, year: int) -> Origin:
    return Origin(
        id=f"wits-{duty.lower()}-{year}",
        title=f"UNCTAD TRAINS tariffs, downloaded from WITS ({path.name})",
        producer="UN Trade and Development (UNCTAD); World Bank",
        citation="UNCTAD, Trade Analysis Information System (TRAINS), through the World Integrated"
        " Trade Solution (WITS) of the World Bank",
        link="https://wits.worldbank.org",
        covers=str(year),
        licence="UNCTAD TRAINS may be used freely with credit, not sold, and not disseminated"
        " without written permission; this is the user's own copy",
        sha256=file_hash(path),
    )
