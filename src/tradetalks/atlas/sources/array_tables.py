"""The tables that readers of files return, made of arrays and frames instead.

Values are billions of current US dollars a year, rates fractions, codes of economies and sectors
the user's own: three letters of ISO 3166 where their names and the European Union should be known.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.sources.arrays import (
    Block,
    Data,
    axes_of,
    filled,
    read_block,
    refuse_cells,
)
from tradetalks.atlas.sources.frames import PandasFrame, long_frame
from tradetalks.atlas.sources.tables import RATE_SCHEMA, TRADE_SCHEMA, RateTable, TradeTable
from tradetalks.atlas.sources.wdi import GDP_SCHEMA, GdpTable
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

Array = NDArray[np.float64]

ALL = "ALL"
"""The one sector of numbers without an axis of sectors."""

BY_SECTOR = "sector"
HIGHEST = 10.0
"""A thousand per cent: a larger number is a percentage that was not divided by a hundred."""

GIVEN = "given"
"""The indicator of output that comes from no office."""

FRACTIONS = "Rates are fractions: nineteen per cent is 0.19"


def trade_table(
    data: Data,
    *,
    year: int,
    classification: str = BY_SECTOR,
    fill: float | None = None,
    origins: Sequence[Origin] = (),
) -> TradeTable:
    """Make a table of trade from numbers with labels.

    The axes are `exporter`, `importer` and `sector` or `product`, in any order; without the last
    everything is one sector, `ALL`. A column or variable of numbers is called `value`. Sales at
    home are given if any of them is above zero; otherwise they may be zero or missing.

    Args:
        data: Sales before tariff, billions of current US dollars a year.
        year: The year of the flows.
        classification: Of the products, such as "HS22"; "sector" for sectors of one's own.
        fill: What a cell is that is missing, customarily 0.0; when not given, none may be.
        origins: Where the numbers come from.

    Raises:
        SourceError: Labels or cells are missing or come twice, axes are others, shapes do not
            match, or a value is negative, infinite or no number.
    """
    block = _with_kinds(data, ("exporter", "importer"), where="trade", value="value")
    refuse_cells(block, block.values < 0, "is negative")
    home = _home(block)
    domestic = bool((block.values[home] > 0).any())
    whole = filled(block, fill, spare=None if domestic else home)
    kept = whole.values >= 0 if domestic else ~home
    return TradeTable(
        rows=_rows(whole, kept, "value").cast(TRADE_SCHEMA),  # type: ignore[arg-type]
        year=year,
        classification=classification,
        domestic=domestic,
        origins=tuple(origins),
        assumed=_filled_in(block, whole, fill, home, domestic),
    )


def rate_table(
    data: Data,
    *,
    year: int,
    classification: str = BY_SECTOR,
    kind: str = "applied",
    fill: float | None = None,
    origins: Sequence[Origin] = (),
) -> RateTable:
    """Make a table of rates from numbers with labels.

    The axes are those of `trade_table`; without `exporter`, or where a frame has none in a row, a
    rate holds for every partner. A column or variable of numbers is called `rate`. An array gives
    every rate; a frame may leave some out, which `build_world` then reports as missing.

    Args:
        data: Rates on the price before tariff, fractions.
        year: The year of the rates.
        classification: Of the products; that of the trade it is to be used with.
        kind: What the rates are, as in `RateTable`.
        fill: What a rate is that is missing in an array, or not a number in a frame.
        origins: Where the numbers come from.

    Raises:
        SourceError: As for `trade_table`, or a rate is negative or above a thousand per cent, or
            sales at home are taxed.
    """
    if isinstance(data, pl.DataFrame | PandasFrame):
        rows = _rate_rows(data, fill)
    else:
        rows = _rate_cells(data, fill)
    return RateTable(
        rows=rows.cast(RATE_SCHEMA),  # type: ignore[arg-type]
        year=year,
        classification=classification,
        kind=kind,
        origins=tuple(origins),
    )


def gdp_table(
    data: Data | Mapping[str, float], *, year: int, origins: Sequence[Origin] = ()
) -> GdpTable:
    """Make a table of output from numbers with labels.

    The one axis is `economy`; a column or variable of numbers is called `value`.

    Args:
        data: Output at market prices, billions of current US dollars a year; or a dictionary.
        year: The year of the values.
        origins: Where the numbers come from.

    Raises:
        SourceError: Labels are missing or come twice, or a value is missing or not above zero.
    """
    if isinstance(data, Mapping):
        data = pl.DataFrame(
            {"economy": list(data), "value": list(data.values())}, schema=GDP_SCHEMA
        )
    block = filled(read_block(data, ("economy",), where="gdp"), None)
    refuse_cells(block, block.values <= 0, "is not above zero")
    rows = {"economy": block.labels[0], "value": block.values}
    return GdpTable(
        rows=pl.DataFrame(rows, schema=GDP_SCHEMA).sort("economy"),
        year=year,
        indicator=GIVEN,
        origins=tuple(origins),
    )


def _with_kinds(data: Data, places: Sequence[str], *, where: str, value: str) -> Block:
    """Read numbers whose last axis is `sector` or `product`, or is not there."""
    kind = _kind_axis(axes_of(data))
    if kind is not None:
        return read_block(data, (*places, kind), where=where, value=value)
    block = read_block(data, places, where=where, value=value)
    return Block(block.values[..., None], (*block.axes, "sector"), (*block.labels, (ALL,)), where)


def _kind_axis(axes: Sequence[str]) -> str | None:
    return next((axis for axis in ("sector", "product") if axis in axes), None)


def _home(block: Block) -> NDArray[np.bool_]:
    sellers, buyers = (np.array(codes)[:, None] for codes in block.labels[:2])
    same = (sellers == buyers.T)[:, :, None]
    return np.broadcast_to(same, block.values.shape)


def _rows(block: Block, kept: NDArray[np.bool_], value: str) -> pl.DataFrame:
    """Return a row for each cell that is kept, in the order of codes."""
    at = np.nonzero(kept)
    columns = ("exporter", "importer", "product")
    codes = {
        name: np.array(own, dtype=object)[place]
        for name, own, place in zip(columns, block.labels, at, strict=True)
    }
    return pl.DataFrame({**codes, value: block.values[kept]}).sort(*columns)


def _filled_in(
    block: Block, whole: Block, fill: float | None, home: NDArray[np.bool_], domestic: bool
) -> tuple[str, ...]:
    added = np.isnan(block.values) & ~np.isnan(whole.values) & (domestic | ~home)
    count = int(added.sum())
    return (f"{count:,} flows that were not given are {fill:g}.",) if count else ()


def _rate_cells(data: Data, fill: float | None) -> pl.DataFrame:
    """Return the rows of an array of rates, all of them but those on sales at home."""
    everyone = "exporter" not in axes_of(data)
    places = ("importer",) if everyone else ("exporter", "importer")
    block = _with_kinds(data, places, where="tariffs", value="rate")
    wrong = (block.values < 0) | (block.values > HIGHEST)
    refuse_cells(block, wrong, f"is not between 0 and {HIGHEST:g}", FRACTIONS)
    if everyone:
        whole = filled(block, fill)
        spread = Block(
            whole.values[None], ("exporter", *whole.axes), (("",), *whole.labels), whole.where
        )
        return _rows(spread, np.ones(spread.values.shape, dtype=bool), "rate").with_columns(
            exporter=pl.lit(None, pl.String)
        )
    home = _home(block)
    refuse_cells(block, home & (block.values > 0), "is a tariff on sales at home")
    return _rows(filled(block, fill, spare=home), ~home, "rate")


def _rate_rows(data: pl.DataFrame | PandasFrame, fill: float | None) -> pl.DataFrame:
    """Return the rows of a long frame of rates as they are; absent ones stay absent."""
    names = axes_of(data)
    kind = _kind_axis(names)
    places = ("exporter", "importer") if "exporter" in names else ("importer",)
    axes = places if kind is None else (*places, kind)
    frame = long_frame(data, axes, value="rate", where="tariffs", empty=("exporter",))
    rows = pl.DataFrame(
        {
            "exporter": frame.codes.get("exporter", [""] * len(frame.values)),
            "importer": frame.codes["importer"],
            "product": [ALL] * len(frame.values) if kind is None else frame.codes[kind],
            "rate": frame.values
            if fill is None
            else np.where(np.isnan(frame.values), fill, frame.values),
        }
    )
    _check_rates(rows)
    named = rows.with_columns(
        exporter=pl.when(pl.col("exporter") == "").then(None).otherwise("exporter")
    )
    abroad = named.filter(~pl.col("exporter").eq_missing(pl.col("importer")))
    return abroad.sort("exporter", "importer", "product")


def _check_rates(rows: pl.DataFrame) -> None:
    rate = pl.col("rate")
    home = (pl.col("exporter") == pl.col("importer")) & (rate > 0)
    checks = (
        (rate.is_nan(), "is missing", "Leave the row out, or say what it is (fill=0.0)"),
        (~rate.is_between(0.0, HIGHEST), f"is not between 0 and {HIGHEST:g}", FRACTIONS),
        (home, "is a tariff on sales at home", ""),
    )
    for wrong, what, remedy in checks:
        found = rows.filter(wrong)
        if found.height:
            cell = ", ".join(code or "everyone" for code in found.row(0)[:3])
            more = f" (and {found.height - 1:,} more)" if found.height > 1 else ""
            raise SourceError(f"{cell}{more} {what}", where="tariffs", remedy=remedy)
