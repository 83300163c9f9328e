"""The two tables that readers of official files return, whatever file they came from."""

from dataclasses import dataclass, field

import polars as pl

from tradetalks.origin import Origin

TRADE_SCHEMA = {
    "exporter": pl.String,
    "importer": pl.String,
    "product": pl.String,
    "value": pl.Float64,
}
"""ISO 3166 alpha-3 codes (or `S19`-like codes of the source's own), product code as text, billions
of current US dollars a year."""

RATE_SCHEMA = {
    "exporter": pl.String,
    "importer": pl.String,
    "product": pl.String,
    "rate": pl.Float64,
}
"""As above; an exporter of null means every partner (most-favoured-nation); the rate is a fraction
of the price before tariff."""


@dataclass(frozen=True, eq=False, kw_only=True)
class TradeTable:
    """Who sold what to whom in one year.

    Attributes:
        rows: Columns of `TRADE_SCHEMA`; each (exporter, importer, product) once.
        year: The year of the flows.
        classification: Of the product codes, such as "HS22" or "ITPD-E industry".
        domestic: Whether sales at home are among the rows.
        origins: Where the numbers come from.
        assumed: What the reader assumed, dropped or merged, one sentence each.
    """

    rows: pl.DataFrame
    year: int
    classification: str
    domestic: bool
    origins: tuple[Origin, ...] = field(default=())
    assumed: tuple[str, ...] = field(default=())


@dataclass(frozen=True, eq=False, kw_only=True)
class RateTable:
    """What is levied on what.

    Attributes:
        rows: Columns of `RATE_SCHEMA`; each (exporter, importer, product) once.
        year: The year, or the year of the day, that the rates describe.
        classification: Of the product codes, such as "HS22".
        kind: "most favoured nation", "preferential", "applied" or "applied by action".
        origins: Where the numbers come from.
        assumed: What the reader assumed, dropped or merged, one sentence each.
    """

    rows: pl.DataFrame
    year: int
    classification: str
    kind: str
    origins: tuple[Origin, ...] = field(default=())
    assumed: tuple[str, ...] = field(default=())
