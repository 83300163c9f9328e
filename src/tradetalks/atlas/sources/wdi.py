"""Read an answer of the World Bank's API: one indicator in current dollars, such as output.

The answer is a list of two: what it holds (`page` of `pages`, `total` rows) and the rows, each with
`countryiso3code`, `date` and `value`, a number in current US dollars or null. Groups of countries
such as WLD and ARB come with codes like those of countries, or with an empty one; only the places
that this package lists are countries.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from tradetalks.atlas.places import places
from tradetalks.atlas.sources.opening import file_hash, read_json
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

GDP_SCHEMA = {"economy": pl.String, "value": pl.Float64}
"""ISO 3166 alpha-3 codes, billions of current US dollars a year."""

OUTPUT = "NY.GDP.MKTP.CD"
CURRENT_DOLLARS = ".CD"
DOLLARS_PER_BILLION = 1e9

ONE_PAGE = "Ask for all rows in one page (per_page=20000)"
OTHER_SHAPE = "Use the answer of api.worldbank.org with format=json, as it came"


@dataclass(frozen=True, eq=False, kw_only=True)
class GdpTable:
    """What economies made in one year, or another total in current dollars.

    Attributes:
        rows: Columns of `GDP_SCHEMA`, in the order of the file; each economy once.
        year: The year of the values.
        indicator: The World Bank's code, such as "NY.GDP.MKTP.CD".
        missing: Places that the file has for the year without a value.
        origins: Where the numbers come from.
        assumed: What the reader assumed or dropped, one sentence each.
    """

    rows: pl.DataFrame
    year: int
    indicator: str
    missing: tuple[str, ...] = field(default=())
    origins: tuple[Origin, ...] = field(default=())
    assumed: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class _Row:
    """One row of the answer, by its number from one."""

    number: int
    code: str
    label: str
    indicator: str
    date: str
    value: float | None


def read_wdi(path: Path, *, indicator: str = OUTPUT, year: int) -> GdpTable:
    """Read one indicator of one year.

    Args:
        path: The answer of the API in JSON, all rows in one page.
        indicator: The World Bank's code of a total in current US dollars (it ends in `.CD`).
        year: The year to read.

    Raises:
        SourceError: The file is damaged, not in the official form, one page of several, or lacks
            the indicator or the year; or a country comes twice, or its value is not positive.
    """
    if not indicator.endswith(CURRENT_DOLLARS):
        raise SourceError(
            f"'{indicator}' is not in current US dollars",
            where="indicator",
            remedy=f"Choose one that ends in {CURRENT_DOLLARS}, such as {OUTPUT}",
        )
    about, raw = _answer(path)
    rows = list(_rows(raw, path))
    chosen = _of_year(rows, indicator, str(year), path)
    countries = [row for row in chosen if row.code in places()]
    _check_countries(countries, path)
    known = {row.code: row.value for row in countries if row.value is not None}
    table = pl.DataFrame(
        {"economy": list(known), "value": list(known.values())}, schema=GDP_SCHEMA
    ).with_columns(pl.col("value") / DOLLARS_PER_BILLION)
    return GdpTable(
        rows=table,
        year=year,
        indicator=indicator,
        missing=tuple(row.code for row in countries if row.value is None),
        origins=(_origin(path, year, indicator, about),),
        assumed=_assumed(chosen, known),
    )


def _answer(path: Path) -> tuple[Mapping[str, object], Sequence[object]]:
    """Return the two parts of the answer, complete."""
    answer = read_json(path)
    first = answer[0] if isinstance(answer, list) and answer else None
    if not isinstance(first, dict):
        raise SourceError("is no answer of the API", where=str(path), remedy=OTHER_SHAPE)
    if "message" in first:
        said = _text(first["message"])[:200]
        raise SourceError(f"holds a refusal of the World Bank ({said})", where=str(path))
    rows = answer[1] if isinstance(answer, list) and len(answer) == 2 else None
    if not isinstance(rows, list) or not rows:
        raise SourceError("holds no rows", where=str(path), remedy=OTHER_SHAPE)
    _check_complete(first, len(rows), path)
    return first, rows


def _check_complete(about: Mapping[str, object], found: int, path: Path) -> None:
    page, pages, total = (_count(about.get(name)) for name in ("page", "pages", "total"))
    if page is None or pages is None or total is None:
        raise SourceError("does not say its page and pages", where=str(path), remedy=OTHER_SHAPE)
    if pages > 1:
        others = [f"{k}" for k in range(1, min(pages, 12) + 1) if k != page]
        listed = ", ".join(others) + (", …" if pages > 12 else "")
        raise SourceError(
            f"is page {page} of {pages}; missing are {listed}", where=str(path), remedy=ONE_PAGE
        )
    if found != total:
        raise SourceError(
            f"has {found} rows where it says {total}", where=str(path), remedy=ONE_PAGE
        )


def _count(value: object) -> int | None:
    """Return a count, which the API sends as a number or as text."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _rows(raw: Sequence[object], path: Path) -> Iterator[_Row]:
    for number, row in enumerate(raw, start=1):
        where = f"{path}, row {number}"
        if not isinstance(row, dict):
            raise SourceError("is no record", where=where, remedy=OTHER_SHAPE)
        lacking = [n for n in ("indicator", "countryiso3code", "date", "value") if n not in row]
        if lacking:
            raise SourceError(f"there is no '{lacking[0]}'", where=where, remedy=OTHER_SHAPE)
        country = row.get("country")
        label, iso2 = (
            (_text(country.get(n)) for n in ("value", "id"))
            if isinstance(country, dict)
            else ("", "")
        )
        yield _Row(
            number=number,
            code=_text(row["countryiso3code"]) or _by_iso2().get(iso2, ""),
            label=label,
            indicator=_indicator(row["indicator"]),
            date=_text(row["date"]),
            value=_value(row["value"], where),
        )


@cache
def _by_iso2() -> Mapping[str, str]:
    return {place.iso2: place.code for place in places().values()}


def _indicator(value: object) -> str:
    return _text(value.get("id") if isinstance(value, dict) else value)


def _text(value: object) -> str:
    """Return a field as text that can be printed; null is empty."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def _value(value: object, where: str) -> float | None:
    if value is None:
        return None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(float(str(value))):
        raise SourceError(f"the value '{str(value)[:40]}' is not a number", where=where)
    return float(str(value))


def _of_year(rows: Sequence[_Row], indicator: str, year: str, path: Path) -> list[_Row]:
    held = sorted({row.indicator for row in rows})
    if indicator not in held:
        raise SourceError(
            f"has no rows of {indicator}",
            where=str(path),
            remedy=f"It holds {', '.join(held[:5])}"[:200],
        )
    of_indicator = [row for row in rows if row.indicator == indicator]
    chosen = [row for row in of_indicator if row.date == year]
    if not chosen:
        dates = sorted({row.date for row in of_indicator})
        raise SourceError(
            f"has no rows for {year}",
            where=str(path),
            remedy=f"It holds {dates[0]} to {dates[-1]}"[:200],
        )
    return chosen


def _check_countries(rows: Sequence[_Row], path: Path) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        where = f"{path}, row {row.number}"
        if row.code in seen:
            raise SourceError(f"{row.code} is also in row {seen[row.code]}", where=where)
        seen[row.code] = row.number
        if row.value is not None and row.value <= 0:
            raise SourceError(
                f"the value of {row.code}, {row.value:g}, is not above 0", where=where
            )
    if not rows:
        raise SourceError("holds groups of countries only", where=str(path))


def _assumed(chosen: Sequence[_Row], known: Mapping[str, float]) -> tuple[str, ...]:
    groups = [row.code or row.label or "no code" for row in chosen if row.code not in places()]
    said = []
    if groups:
        listed = ", ".join(sorted(set(groups)))
        said.append(f"{len(groups)} rows are no country's and are left out: {listed}.")
    if "TWN" not in known:
        said.append("The World Bank gives no figure for Taiwan (TWN).")
    return tuple(said)


def _origin(path: Path, year: int, indicator: str, about: Mapping[str, object]) -> Origin:
    return Origin(
        id=f"wdi-{indicator.lower().replace('.', '-')}-{year}",
        title=f"World Development Indicators, {indicator}, {year}",
        producer="World Bank",
        citation=f"World Bank, World Development Indicators, {indicator}",
        licence="CC BY 4.0",
        link=f"https://data.worldbank.org/indicator/{indicator}",
        published=_text(about.get("lastupdated"))[:40],
        covers=str(year),
        sha256=file_hash(path),
        changes=("Values are billions of dollars; groups of countries are left out.",),
    )
