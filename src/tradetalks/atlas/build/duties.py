"""What the United States charged in 2024: calculated duties over imports, by partner and sector."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.raw import DUTIES
from tradetalks.atlas.places import EU_MEMBERS, REST_OF_WORLD
from tradetalks.atlas.sectors import SECTOR_CODES, SERVICES
from tradetalks.errors import SourceError

Array = NDArray[np.float64]

LINE_LEVEL = "HS10"
EU = "EUU"
PRIOR_IMPORTS_USD = 1e6
"""Imports at the sector's average rate that are added to each cell, so that a rate rests on the
partner's own duties where trade is large and on the average where it is a few parcels."""


@dataclass(frozen=True, eq=False)
class Trade:
    """Imports and duties of one partner, by sector in US dollars; the axis is `SECTOR_CODES`."""

    imports: Array = field(default_factory=lambda: np.zeros(len(SECTOR_CODES)))
    duty: Array = field(default_factory=lambda: np.zeros(len(SECTOR_CODES)))

    def __add__(self, other: "Trade") -> "Trade":
        return Trade(self.imports + other.imports, self.duty + other.duty)

    def __sub__(self, other: "Trade") -> "Trade":
        return Trade(self.imports - other.imports, self.duty - other.duty)


@dataclass(frozen=True)
class _Row:
    place: str
    sector: str
    method: str
    imports: float
    duty: float


def us_rates(raw: Path, economies: Iterable[str], *, importer: str = "USA") -> dict[str, Array]:
    """Return the average rate on each economy of the atlas, by sector, as fractions.

    Where duties are known by tariff line (method HS10) they count as they are. Where only
    chapters could be split into sectors (HS2), as for members of the European Union, the members'
    rates are scaled so that together they pay the Union's line-level duty in each sector. All
    places without an economy of their own are added up into the rest of the world.

    Args:
        raw: The folder that holds the raw data.
        economies: Codes of the default world.
        importer: The code of the importer itself, whose own row is zero.
    """
    trade, by_line, everyone = _by_partner(raw / DUTIES, tuple(economies))
    average = everyone.duty / everyone.imports
    chapter = [code for code in EU_MEMBERS if code not in by_line]
    lines = trade[EU]
    for code in EU_MEMBERS:
        if code in by_line:
            lines = lines - trade[code]
    members = _total(trade[code] for code in chapter)
    to_lines = (lines.duty / lines.imports) / (members.duty / members.imports)
    rates = {}
    for code in economies:
        own = trade.get(code, Trade())
        duty = own.duty * np.where(code in chapter, np.nan_to_num(to_lines), 1.0)
        pooled = (duty + PRIOR_IMPORTS_USD * average) / (own.imports + PRIOR_IMPORTS_USD)
        rates[code] = _goods_only(pooled) * (code != importer)
    return rates


def _by_partner(path: Path, economies: tuple[str, ...]) -> tuple[dict[str, Trade], set[str], Trade]:
    """Return trade by economy and for the Union, the codes known by line, and the world total."""
    trade: dict[str, Trade] = defaultdict(Trade)
    by_line = set()
    everyone = Trade()
    for row in _rows(path):
        cell = _cell(row)
        if row.place == EU:
            trade[EU] = trade[EU] + cell
            continue
        code = row.place if row.place in economies else REST_OF_WORLD
        trade[code] = trade[code] + cell
        everyone = everyone + cell
        if row.method == LINE_LEVEL:
            by_line.add(row.place)
    return trade, by_line, everyone


def _rows(path: Path) -> Iterable[_Row]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"cannot read US duties ({error.strerror})", where=str(path)) from None
    for row in csv.DictReader(text.splitlines()):
        yield _Row(
            place=row["ISO3"],
            sector=row["sector"],
            method=row["method"],
            imports=float(row["imports_2024_usd"]),
            duty=float(row["duty_2024_usd"]),
        )


def _cell(row: _Row) -> Trade:
    at = np.array([float(code == row.sector) for code in SECTOR_CODES])
    return Trade(at * row.imports, at * row.duty)


def _total(parts: Iterable[Trade]) -> Trade:
    return sum(parts, start=Trade())


def _goods_only(rate: Array) -> Array:
    goods = np.array([code not in SERVICES for code in SECTOR_CODES])
    return np.where(goods, rate, 0.0)
