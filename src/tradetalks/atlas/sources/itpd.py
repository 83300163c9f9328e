"""Read a year of the ITPD, the International Trade and Production Database of the USITC.

ITPD-E is for estimation and holds what was reported; ITPD-S is for simulation and fills in sales at
home. Both have a row per exporter, importer, industry and year, an economy's sales to itself among
them. The value `trade` is in millions of current US dollars, as the USITC's guide to the file
format says. `flag_mirror` is 1 where the partner's report was used; `flag_zero` is p for a positive
value, r for a zero that was reported, and u for one that was put in where nothing is known.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.codes import first_seen, settle_codes
from tradetalks.atlas.sources.opening import file_hash, numbers, refuse_first, refuse_twice
from tradetalks.atlas.sources.scanning import collect_rows, scan_csv_text
from tradetalks.atlas.sources.tables import TRADE_SCHEMA, TradeTable
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

COLUMNS = (
    "exporter_iso3",
    "importer_iso3",
    "year",
    "industry_id",
    "trade",
    "flag_mirror",
    "flag_zero",
)
DYNAMIC = (
    "exporter_iso3_dynamic",
    "importer_iso3_dynamic",
    "exporter_dynamic_code",
    "importer_dynamic_code",
)
"""Codes that follow a country through its changes; the first release has none, others either."""

FILLED = "flag_itpds"
"""Only in ITPD-S: how a sale at home was filled in, 0 where it was not."""

KEY = ("exporter", "importer", "product")
MILLIONS_PER_BILLION = 1000.0

TITLES = {
    "ITPD-E": "International Trade and Production Database for Estimation",
    "ITPD-S": "International Trade and Production Database for Simulation",
}
CITATION = (
    "Borchert, I., Larch, M., Shikher, S. and Yotov, Y. (2021), The International Trade and "
    "Production Database for Estimation (ITPD-E), International Economics 166, 140-166"
)


def read_itpd(path: Path, *, year: int) -> TradeTable:
    """Read the flows of one year, sales at home among them; products are ITPD's own industries.

    Args:
        path: The CSV file of ITPD-E or ITPD-S, unzipped, of any release.
        year: The year to read.

    Raises:
        SourceError: The file is damaged or not in the official form, does not hold the year, has
            a row twice, or uses an unknown code.
    """
    rows = _rows_of(path, year)
    where = str(path)
    _check_flags(rows, where)
    value = numbers(rows, "trade", where, least=0.0) / MILLIONS_PER_BILLION
    dynamic = [name for name in DYNAMIC if name in rows.columns]
    refuse_twice(rows, ("exporter_iso3", "importer_iso3", "industry_id", *dynamic), where)
    settled = settle_codes(first_seen(rows, ("exporter_iso3", "importer_iso3"), where))
    unknown = (rows["flag_zero"] == "u") & (value == 0)
    kept = rows.with_columns(value=value).filter(~unknown)
    table, merged = _table(kept, settled.codes)
    kind = "ITPD-S" if FILLED in rows.columns else "ITPD-E"
    return TradeTable(
        rows=table,
        year=year,
        classification=f"{kind} industry",
        domestic=bool((table["exporter"] == table["importer"]).any()),
        origins=(_origin(path, year, kind),),
        assumed=(*settled.assumed, *_said(kept, int(unknown.sum())), *merged),
    )


def _rows_of(path: Path, year: int) -> pl.DataFrame:
    """Collect the rows of a year, and with them any row whose year is none, to refuse it."""
    rows = scan_csv_text(path, columns=COLUMNS, optional=(*DYNAMIC, FILLED))
    when = pl.col("year").fill_null("")
    strange = ~when.str.contains(r"^[0-9]{4}$")
    found = collect_rows(rows.filter((when == str(year)) | strange), path)
    found = found.with_columns(pl.col(pl.String).fill_null(""))
    refuse_first(found, found["year"] != str(year), "year", str(path), "is no year")
    if found.is_empty():
        years = collect_rows(rows.select("year").unique(), path)["year"].sort()
        held = f"The file holds {years[0]} to {years[-1]}" if len(years) else "The file has no rows"
        raise SourceError(f"has no rows for {year}", where=str(path), remedy=held)
    return found


def _check_flags(rows: pl.DataFrame, where: str) -> None:
    industry = ~rows["industry_id"].str.contains(r"^[1-9][0-9]{0,2}$")
    refuse_first(rows, industry, "industry_id", where, "is no industry of the ITPD")
    allowed = {"flag_zero": ["p", "r", "u"], "flag_mirror": ["0", "1"]}
    for column, flags in allowed.items():
        strange = ~rows[column].is_in([*flags, ""])
        refuse_first(rows, strange, column, where, f"is none of {', '.join(flags)}")


def _table(rows: pl.DataFrame, codes: Mapping[str, str]) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the rows of the table, and what was added up.

    An economy that changed within the year has one code of ISO 3166 and two dynamic ones.
    """
    table = rows.select(
        exporter=pl.col("exporter_iso3").replace_strict(codes, return_dtype=pl.String),
        importer=pl.col("importer_iso3").replace_strict(codes, return_dtype=pl.String),
        product="industry_id",
        value="value",
    )
    again = table.select(KEY).is_duplicated()
    if not again.any():
        return table, ()
    pairs = table.filter(again).select("exporter", "importer").unique().sort("exporter", "importer")
    seller, buyer = pairs.row(0)
    said = (
        f"{int(again.sum())} flows under more than one dynamic code are added up, "
        f"{seller} to {buyer} first."
    )
    summed = table.group_by(KEY, maintain_order=True).agg(pl.col("value").sum())
    return summed.select(*TRADE_SCHEMA), (said,)


def _said(kept: pl.DataFrame, unknown: int) -> tuple[str, ...]:
    """Say what the flags say of the rows that are kept."""
    said = []
    if unknown:
        said.append(f"{unknown} zeros flagged unknown (u) are left out: nothing is known of them.")
    mirrored = int((kept["flag_mirror"] == "1").sum())
    if mirrored:
        said.append(f"{mirrored} of {kept.height} flows are what the partner reported.")
    doubted = kept.filter((pl.col("flag_zero") == "u") & (pl.col("value") > 0))
    if not doubted.is_empty():
        said.append(f"{doubted.height} flows flagged unknown (u) have a value, and are kept.")
    if FILLED in kept.columns:
        filled = int((~kept[FILLED].is_in(["", "0"])).sum())
        said.append(f"{filled} flows were filled in by the makers of ITPD-S (flag_itpds).")
    return tuple(said)


def _origin(path: Path, year: int, kind: str) -> Origin:
    return Origin(
        id=f"{kind.lower()}-{year}",
        title=f"{TITLES[kind]} ({kind}), {year}",
        producer="US International Trade Commission, with I. Borchert, M. Larch and Y. Yotov",
        citation=CITATION,
        licence="Published for everyone's use with a request to cite; no licence text was found",
        link="https://www.usitc.gov/data/gravity/itpde.htm",
        covers=str(year),
        sha256=file_hash(path),
        changes=(
            "One year is taken, in billions of dollars.",
            "Zeros where nothing is known are left out.",
        ),
    )
