"""Read trade in goods as UN Comtrade gives it: the CSV of its web page, or the JSON of its API.

A row is what one reporter says of its trade with one partner in one product: exports (X) are valued
free on board, imports (M) mostly with cost, insurance and freight; `primaryValue` is in current US
dollars. Rows also split trade by second partner, customs procedure and mode of transport, and add
up products and partners: only the totals of the former and the details of the latter are read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.codes import first_seen, settle_codes
from tradetalks.atlas.sources.opening import (
    LINE,
    TRUNCATED,
    check_file,
    file_hash,
    numbers,
    read_csv_text,
    read_json,
    reading,
    refuse_first,
    refuse_twice,
)
from tradetalks.atlas.sources.tables import TRADE_SCHEMA, TradeTable
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

COLUMNS = (
    "typeCode",
    "freqCode",
    "refYear",
    "reporterISO",
    "flowCode",
    "partnerCode",
    "partnerISO",
    "partner2Code",
    "classificationCode",
    "cmdCode",
    "customsCode",
    "motCode",
    "primaryValue",
)
TOTALS = {"partner2Code": "0", "motCode": "0", "customsCode": "C00"}
"""How the rows are marked that are not split by second partner, transport and procedure."""

EDITIONS: Mapping[str, str] = {
    "H0": "HS92",
    "H1": "HS96",
    "H2": "HS02",
    "H3": "HS07",
    "H4": "HS12",
    "H5": "HS17",
    "H6": "HS22",
}
LIMITS = (100_000, 250_000)
"""The most rows that one answer holds; a file of exactly so many has lost the rest."""

PREVIEW = 500
"""The most rows that the API gives without a key; a file may happen to have as many."""

SIDES = ("reporterISO", "partnerISO")
KEY = ("exporter", "importer", "product")
DOLLARS_PER_BILLION = 1e9
NAMES = "Ask for names and ISO codes with the rows (includeDesc=true)"
ASK_AGAIN = "Ask for less at a time: one year, fewer reporters or products"


@dataclass(frozen=True, eq=False)
class _Kept:
    """Rows under way, and what was said of those that were left out."""

    rows: pl.DataFrame
    said: tuple[str, ...] = ()

    def only(self, wanted: pl.Expr, why: str) -> "_Kept":
        """Keep the rows that are wanted, and say how many were not and why."""
        kept = self.rows.filter(wanted)
        dropped = self.rows.height - kept.height
        return _Kept(kept, (*self.said, f"{dropped} rows {why}.") if dropped else self.said)


def read_comtrade(path: Path) -> TradeTable:
    """Read the flows of one year; where both sides report one, the importer's figure is taken.

    Args:
        path: A file whose name ends in `.json` or that begins like JSON, or else a CSV file.

    Raises:
        SourceError: The file is damaged, truncated at the limit of an answer or not in the
            official form; holds more than one year or edition of products, or no products of six
            digits; has a row twice, or uses an unknown code.
    """
    where, rows = _rows_of(path)
    year, edition = _one_year(rows, where), _one_edition(rows, where)
    kept = _details(_Kept(rows), where)
    value = numbers(kept.rows, "primaryValue", where, least=0.0) / DOLLARS_PER_BILLION
    for name in SIDES:
        refuse_first(kept.rows, kept.rows[name] == "", name, where, "names nobody", NAMES)
    settled = settle_codes(first_seen(kept.rows, SIDES, where))
    refuse_twice(kept.rows, ("flowCode", "reporterISO", "partnerISO", "cmdCode"), where)
    directed = _Kept(_directed(kept.rows.with_columns(value=value), settled.codes), kept.said)
    refuse_twice(directed.rows, ("flowCode", *KEY), where)
    table = _importers_first(directed)
    return TradeTable(
        rows=table.rows.select(*TRADE_SCHEMA),
        year=year,
        classification=edition,
        domestic=False,
        origins=(_origin(path, year, edition),),
        assumed=(*_doubt(rows), *settled.assumed, *table.said),
    )


def _rows_of(path: Path) -> tuple[str, pl.DataFrame]:
    """Return how to name a place in the file, and its rows as text."""
    check_file(path)
    with reading(path), path.open("rb") as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if path.suffix.lower() == ".json" or start.startswith((b"{", b"[")):
        where, rows = f"{path}, 'data'", _json_rows(path)
    else:
        where = str(path)
        rows = read_csv_text(path, columns=COLUMNS, encoding="cp1252", spare_field=True)
    if rows.height in LIMITS:
        raise SourceError(
            f"has {rows.height} rows, the most that one answer holds: the rest is missing",
            where=str(path),
            remedy=ASK_AGAIN,
        )
    return where, rows


def _doubt(rows: pl.DataFrame) -> tuple[str, ...]:
    said = "The file has 500 rows, the most that the API gives without a key: some may be missing."
    return (said,) if rows.height == PREVIEW else ()


def _json_rows(path: Path) -> pl.DataFrame:
    answer = read_json(path)
    if not isinstance(answer, dict):
        raise SourceError("is no answer of the API", where=str(path))
    if answer.get("error"):
        said = _text(answer["error"])[:200]
        raise SourceError(f"holds an error of the API ({said})", where=str(path), remedy=ASK_AGAIN)
    data = answer.get("data")
    if not isinstance(data, list) or not data:
        raise SourceError("has no rows in 'data'", where=str(path), remedy=TRUNCATED)
    count = answer.get("count", len(data))
    if count != len(data):
        raise SourceError(
            f"has {len(data)} rows where it counts {_text(count)[:20]}",
            where=str(path),
            remedy=TRUNCATED,
        )
    return _frame(data, path)


def _frame(data: Sequence[object], path: Path) -> pl.DataFrame:
    columns: dict[str, list[str]] = {name: [] for name in COLUMNS}
    for number, row in enumerate(data, start=1):
        place = f"{path}, 'data', row {number}"
        if not isinstance(row, dict):
            raise SourceError("is no record", where=place)
        for name, fields in columns.items():
            if name not in row:
                raise SourceError(f"there is no '{name}'", where=place)
            fields.append(_text(row[name]).strip())
    return pl.DataFrame({LINE: range(1, len(data) + 1), **columns})


def _text(value: object) -> str:
    """Return a field as the CSV would have it; null is empty."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def _one_year(rows: pl.DataFrame, where: str) -> int:
    refuse_first(rows, rows["typeCode"] != "C", "typeCode", where, "is not trade in goods (C)")
    refuse_first(rows, rows["freqCode"] != "A", "freqCode", where, "is not annual (A)")
    strange = ~rows["refYear"].str.contains(r"^[0-9]{4}$")
    refuse_first(rows, strange, "refYear", where, "is no year")
    years = rows["refYear"].unique().sort()
    if len(years) > 1:
        listed = ", ".join(years[:5])
        raise SourceError(f"holds {len(years)} years ({listed}), not one", where=where)
    return int(years[0])


def _one_edition(rows: pl.DataFrame, where: str) -> str:
    strange = ~rows["classificationCode"].is_in(list(EDITIONS))
    what = "is no edition of the Harmonised System"
    refuse_first(rows, strange, "classificationCode", where, what)
    editions = rows["classificationCode"].unique().sort()
    if len(editions) > 1:
        raise SourceError(
            f"holds products in {len(editions)} editions ({', '.join(editions)}), not one",
            where=where,
            remedy="Ask for one edition, or convert the products first",
        )
    return EDITIONS[editions[0]]


def _details(kept: _Kept, where: str) -> _Kept:
    """Keep exports and imports of products of six digits with one partner, not split further."""
    code = pl.col("cmdCode")
    whole = pl.all_horizontal(pl.col(name) == total for name, total in TOTALS.items())
    world = (pl.col("partnerCode") == "0") | (pl.col("partnerISO") == "W00")
    short = kept.rows["cmdCode"].str.contains(r"^[0-9]{5}$").any()
    steps: Sequence[Callable[[_Kept], _Kept]] = (
        lambda k: k.only(whole, "split by second partner, transport or procedure are left out"),
        lambda k: k.only(
            pl.col("flowCode").is_in(["X", "M"]),
            "of flows within exports or imports, such as re-exports, are left out",
        ),
        lambda k: k.only(~world, "with the world as partner are left out"),
        lambda k: k.only(
            code.str.contains(r"^[0-9]{5,6}$"),
            "of totals and products above six digits are left out",
        ),
        lambda k: k.only(
            pl.col("reporterISO") != pl.col("partnerISO"),
            "of an economy with itself (goods that come back) are left out",
        ),
    )
    for step in steps:
        kept = step(kept)
        if kept.rows.is_empty():
            raise SourceError(
                f"no rows are left: {kept.said[-1].rstrip('.')}",
                where=where,
                remedy="Ask for products of six digits (AG6), all partners, and totals of the rest",
            )
    mended = ("Products of five digits had lost the zero in front; it is restored.",)
    return _Kept(
        kept.rows.with_columns(code.str.zfill(6)), (*kept.said, *(mended if short else ()))
    )


def _directed(rows: pl.DataFrame, codes: Mapping[str, str]) -> pl.DataFrame:
    """Turn reporter and partner into exporter and importer."""
    sold = pl.col("flowCode") == "X"
    reporter, partner = (
        pl.col(name).replace_strict(codes, return_dtype=pl.String) for name in SIDES
    )
    return rows.select(
        LINE,
        "flowCode",
        exporter=pl.when(sold).then(reporter).otherwise(partner),
        importer=pl.when(sold).then(partner).otherwise(reporter),
        product="cmdCode",
        value="value",
    )


def _importers_first(kept: _Kept) -> _Kept:
    """Leave out what the exporter says wherever the importer says something."""
    imports = kept.rows.filter(pl.col("flowCode") == "M")
    exports = kept.rows.filter(pl.col("flowCode") == "X")
    alone = exports.join(imports, on=KEY, how="anti", maintain_order="left")
    said = [*kept.said]
    if not imports.is_empty():
        said.append(f"{imports.height} flows are what importers report, mostly with freight (cif).")
    if not alone.is_empty():
        said.append(f"{alone.height} flows are what exporters report, without freight (fob).")
    if alone.height < exports.height:
        both = exports.height - alone.height
        said.append(f"{both} flows are reported by both sides; the importer's figure is taken.")
    return _Kept(pl.concat([imports, alone]).sort(LINE), tuple(said))


def _origin(path: Path, year: int, edition: str) -> Origin:
    return Origin(
        id=f"comtrade-{year}",
        title=f"UN Comtrade, annual trade in goods, {edition}, {year}",
        producer="United Nations Statistics Division",
        citation=f"United Nations, UN Comtrade database, {year}",
        licence="UN Comtrade's policy on use and re-dissemination: own use; ask before passing on",
        link="https://comtradeplus.un.org",
        covers=str(year),
        sha256=file_hash(path),
        changes=(
            "Products of six digits with single partners are taken, in billions of dollars.",
            "Where both sides report a flow, the importer's figure is taken.",
        ),
    )
