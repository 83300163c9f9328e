"""Read a year of BACI, the reconciled trade statistics of CEPII.

The file has the columns t (year), i (exporter), j (importer), k (product of six digits), v (value
in thousands of current US dollars, free on board) and q (tonnes). Its codes of countries are those
of the file `country_codes` that comes in the same archive, and not ISO numbers everywhere: the
United States are 842, India 699, France 251, Switzerland 757, Norway 579.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.codes import settle_codes
from tradetalks.atlas.sources.opening import (
    LINE,
    TRUNCATED,
    file_hash,
    read_csv_text,
    refuse_first,
    refuse_twice,
)
from tradetalks.atlas.sources.scanning import collect_rows, field_at, scan_csv_text
from tradetalks.atlas.sources.tables import TRADE_SCHEMA, TradeTable
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

COLUMNS = ("t", "i", "j", "k", "v", "q")
KEY = ("exporter", "importer", "product")
THOUSANDS_PER_BILLION = 1e6
SIX_DIGITS = r"^[0-9]{4}[0-9A-Z]{2}$"
"""Six digits, or four and two letters for what is not specified (9999AA)."""

NAME = re.compile(r"BACI_(?P<edition>HS\d\d)_Y\d{4}_V(?P<version>\w+)", re.IGNORECASE)
SAME_ARCHIVE = "Use the file country_codes of the archive that holds the flows"


def read_baci(path: Path, *, countries: Path, products: Path | None = None) -> TradeTable:
    """Read the flows of one year; sales at home are not among them.

    Args:
        path: `BACI_HS…_Y…_V….csv`, unzipped.
        countries: `country_codes_V….csv` of the same archive.
        products: `product_codes_HS…_V….csv`, to check the codes of products against.

    Raises:
        SourceError: A file is damaged or not in the official form, holds more than one year or
            a row twice, or uses a code that its list does not have.
    """
    rows = scan_csv_text(path, columns=COLUMNS)
    flows = _flows(rows, path)
    year = _year(flows, path)
    product, restored = _products(flows, rows, path, products)
    _refuse_twice(flows, path)
    code, names = _countries(flows, rows, path, countries)
    table, said = _named(flows, code, product)
    name = NAME.match(path.name)
    edition = name["edition"].upper() if name else "HS, edition not known"
    return TradeTable(
        rows=table,
        year=year,
        classification=edition,
        domestic=False,
        origins=(_origin(path, year, edition, name["version"] if name else ""),),
        assumed=(*names, *restored, *said),
    )


def _flows(rows: pl.LazyFrame, path: Path) -> pl.DataFrame:
    """Collect numbers for everything but products; what is no number is refused."""
    whole = {name: pl.col(name).cast(pl.Int32, strict=False) for name in ("t", "i", "j")}
    amount = {name: pl.col(name).cast(pl.Float64, strict=False) for name in ("v", "q")}
    flows = collect_rows(
        rows.select(
            LINE,
            k=pl.col("k").fill_null(""),
            v=amount["v"],
            q=amount["q"].is_finite() | pl.col("q").fill_null("").is_in(["", "NA"]),
            **whole,
        ),
        path,
    )
    if flows.is_empty():
        raise SourceError("has a header and no rows", where=str(path), remedy=TRUNCATED)
    _refuse(flows, ~flows["v"].is_finite().fill_null(value=False), "v", rows, path)
    _refuse(flows, flows["v"] < 0, "v", rows, path, "is negative")
    _refuse(flows, ~flows["q"].fill_null(value=False), "q", rows, path)
    for column in ("t", "i", "j"):
        _refuse(flows, flows[column].is_null(), column, rows, path)
    return flows.drop("q")


def _refuse(
    flows: pl.DataFrame,
    wrong: pl.Series,
    column: str,
    rows: pl.LazyFrame,
    path: Path,
    what: str = "is not a number",
) -> None:
    at = wrong.arg_max() if wrong.any() else None
    if at is not None:
        line = int(flows[LINE][at])
        field = field_at(rows, line, column, path)
        raise SourceError(f"'{field}' in column '{column}' {what}", where=f"{path}, line {line}")


def _year(flows: pl.DataFrame, path: Path) -> int:
    years = sorted(flows["t"].unique())
    if len(years) > 1:
        listed = ", ".join(map(str, years[:5])) + (", …" if len(years) > 5 else "")
        raise SourceError(
            f"holds {len(years)} years ({listed}), not one",
            where=str(path),
            remedy="Give the file of one year",
        )
    return int(years[0])


def _products(
    flows: pl.DataFrame, rows: pl.LazyFrame, path: Path, products: Path | None
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the product of six digits for each code, and what was mended."""
    codes = flows["k"].unique()
    short = codes.str.contains(r"^[0-9]{5}$")
    whole = pl.select(pl.when(short).then(codes.str.zfill(6)).otherwise(codes)).to_series()
    strange = codes.filter(~whole.str.contains(SIX_DIGITS))
    _refuse(flows, flows["k"].is_in(strange.implode()), "k", rows, path, "is no code of six digits")
    if products is not None:
        known = read_csv_text(products, columns=("code",), encoding="cp1252")["code"].str.zfill(6)
        strange = codes.filter(~whole.is_in(known.implode()))
        missing = f"is not on the list {products.name}"
        _refuse(flows, flows["k"].is_in(strange.implode()), "k", rows, path, missing)
    said = ("Products of five digits had lost the zero in front; it is restored.",)
    return dict(zip(codes, whole, strict=True)), said if short.any() else ()


def _refuse_twice(flows: pl.DataFrame, path: Path) -> None:
    product = flows["k"].cast(pl.Categorical).to_physical().cast(pl.Int64)
    pair = flows["i"].cast(pl.Int64) * 1000 + flows["j"]
    if (pair * 10_000_000 + product).n_unique() < flows.height:
        refuse_twice(flows, ("i", "j", "k"), str(path))


def _countries(
    flows: pl.DataFrame, rows: pl.LazyFrame, path: Path, countries: Path
) -> tuple[Mapping[int, str], tuple[str, ...]]:
    """Return the code of the table for each number in use, and what was assumed."""
    listed = read_country_codes(countries)
    for column in ("i", "j"):
        unknown = flows[column].unique().filter(~flows[column].unique().is_in(list(listed)))
        missing = f"is not on the list {countries.name}. {SAME_ARCHIVE}"
        _refuse(flows, flows[column].is_in(unknown.implode()), column, rows, path, missing)
    used = sorted({*flows["i"].unique(), *flows["j"].unique()})
    settled = settle_codes({listed[number]: str(countries) for number in used})
    code = {number: settled.codes[listed[number]] for number in used}
    return code, (*settled.assumed, *_shared(code))


def read_country_codes(path: Path) -> dict[int, str]:
    """Return the three-letter code for each number of a `country_codes` file.

    Raises:
        SourceError: The file is damaged, or a number comes twice, is none or has no code.
    """
    columns = ("country_code", "country_iso3")
    frame = read_csv_text(path, columns=columns, encoding="cp1252")
    number, code = frame["country_code"], frame["country_iso3"]
    strange = ~number.str.contains(r"^[0-9]{1,3}$")
    refuse_first(frame, strange, "country_code", str(path), "is no code of a country")
    refuse_twice(frame, ("country_code",), str(path))
    return {int(n): c for n, c in zip(number, code, strict=True) if c not in ("", "N/A")}


def _shared(code: Mapping[int, str]) -> tuple[str, ...]:
    by_code: dict[str, list[str]] = {}
    for number, name in code.items():
        by_code.setdefault(name, []).append(str(number))
    shared = {name: numbers for name, numbers in by_code.items() if len(numbers) > 1}
    return tuple(
        f"Flows of {' and '.join(numbers)} are added up as {name}."
        for name, numbers in shared.items()
    )


def _named(
    flows: pl.DataFrame, code: Mapping[int, str], product: Mapping[str, str]
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the rows of the table, and what was merged or left out."""
    table = flows.lazy().select(
        exporter=pl.col("i").replace_strict(code, return_dtype=pl.String),
        importer=pl.col("j").replace_strict(code, return_dtype=pl.String),
        product=pl.col("k").replace_strict(product, return_dtype=pl.String),
        value=pl.col("v") / THOUSANDS_PER_BILLION,
    )
    if len(set(code.values())) < len(code) or len(set(product.values())) < len(product):
        table = table.group_by(KEY, maintain_order=True).agg(pl.col("value").sum())
    rows = table.select(*TRADE_SCHEMA).collect(engine="streaming")
    abroad = rows.filter(pl.col("exporter") != pl.col("importer"))
    home = rows.height - abroad.height
    return abroad, (f"{home} rows of an economy with itself are left out.",) if home else ()


def _origin(path: Path, year: int, edition: str, version: str) -> Origin:
    return Origin(
        id=f"baci-{edition[:4].strip(',').lower()}-{year}",
        title=f"BACI, {edition}, {year}",
        producer="CEPII",
        citation="Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the "
        "Product-Level. The 1994-2007 Version, CEPII Working Paper 2010-23",
        licence="Etalab Open Licence 2.0",
        link="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        published=version,
        covers=str(year),
        sha256=file_hash(path),
        changes=("Values are billions of dollars, and codes of countries those of ISO 3166.",),
    )
