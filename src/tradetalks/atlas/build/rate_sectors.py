"""From tariff rates by product to mean rates by sector."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from tradetalks.atlas.build.product_sectors import (
    edition_of,
    find_sectors,
    read_product_sectors,
)
from tradetalks.atlas.sources.tables import RATE_SCHEMA, RateTable, TradeTable
from tradetalks.errors import SourceError

Parts = dict[tuple[object, ...], pl.DataFrame]

BY_SECTOR = "sector"
"""The classification of rates whose products are the codes of the default world's sectors."""

PARTIAL = "preferential"
"""Rates of this kind name only some products: those without a preference are not among them."""


def rates_by_sector(
    rates: RateTable,
    *,
    concordance: Path,
    editions: Path | None = None,
    weights: TradeTable | None = None,
    otherwise: RateTable | None = None,
) -> RateTable:
    """Return the mean rate of each sector, by exporter and importer.

    With weights, a sector's rate is its products' mean weighted with imports from the exporter, or
    from everyone where the exporter is null; without, or where there are none, the simple mean.

    Args:
        rates: By product of the Harmonised System at six digits.
        concordance: CSV file with `HS6` (edition of 2017) and `i4` (ISIC revision 4).
        editions: CSV file with `HS6_6d` and `HS5_6d`, for rates in the edition of 2022.
        weights: Imports by product in the same edition.
        otherwise: Rates on everyone, such as most-favoured-nation ones, for products that `rates`
            does not name for a partner. Preferential rates need them.

    Raises:
        SourceError: A concordance cannot be read, classifications differ, or preferential rates
            come without others.
    """
    _check_together(rates, weights, otherwise)
    both = (rates,) if otherwise is None else (rates, otherwise)
    products = sorted({code for table in both for code in table.rows["product"]})
    known = read_product_sectors(concordance, editions=editions)
    found = find_sectors(products, rates.classification, known)
    sectors = pl.DataFrame({"product": list(found.sector), "sector": list(found.sector.values())})
    trade = None if weights is None else weights.rows
    means = [
        _means(lines.join(sectors, on="product"), trade) for lines in _schedules(rates, otherwise)
    ]
    if not any(part.height for part in means):
        raise SourceError("no rate of goods is left", remedy="Give rates on everyone as well")
    cells = pl.concat(means).sort("importer", "exporter", "product")
    return replace(
        rates,
        rows=cells.select(list(RATE_SCHEMA)),
        classification=BY_SECTOR,
        kind="applied" if otherwise is not None else rates.kind,
        origins=tuple(origin for table in both for origin in table.origins)
        + (() if weights is None else weights.origins),
        assumed=(
            *dict.fromkeys(line for table in both for line in table.assumed),
            *found.said,
            *_incomplete(rates, {*cells["importer"]}),
            *_how(cells, weights, otherwise),
        ),
    )


def _check_together(
    rates: RateTable, weights: TradeTable | None, otherwise: RateTable | None
) -> None:
    if rates.kind == PARTIAL and otherwise is None:
        raise SourceError(
            "preferential rates name only the products that have a preference",
            remedy="Give the most-favoured-nation rates of the others as well (otherwise=…)",
        )
    own = edition_of(rates.classification)
    for table in (weights, otherwise):
        if table is not None and edition_of(table.classification) != own:
            raise SourceError(
                f"rates are in {rates.classification}, but other products in"
                f" {table.classification}",
                remedy="Use one edition of the Harmonised System for rates and trade",
            )


def _schedules(rates: RateTable, otherwise: RateTable | None) -> Iterator[pl.DataFrame]:
    """Yield all rates of one importer after another: together they may be many millions."""
    own: Parts = rates.rows.partition_by("importer", as_dict=True)
    if otherwise is None:
        yield from own.values()
        return
    on_all = otherwise.rows.filter(pl.col("exporter").is_null())
    general: Parts = on_all.partition_by("importer", as_dict=True)
    none = rates.rows.clear()
    for importer in general if rates.kind == PARTIAL else {**own, **general}:
        yield _completed(own.get(importer, none), general.get(importer, none))


def _completed(own: pl.DataFrame, general: pl.DataFrame) -> pl.DataFrame:
    """Give each partner of one importer the rates on everyone where it has none of its own."""
    on_all = own.filter(pl.col("exporter").is_null())
    general = pl.concat([on_all, general.join(on_all, on="product", how="anti")])
    named = own.filter(pl.col("exporter").is_not_null())
    partners = named.select("exporter").unique()
    spread = general.drop("exporter").join(partners, how="cross").select(own.columns)
    filled = spread.join(named, on=["exporter", "product"], how="anti")
    return pl.concat([named, filled, general])


def _means(lines: pl.DataFrame, trade: pl.DataFrame | None) -> pl.DataFrame:
    """Return one row for each pair and sector, and whether trade weighted it."""
    key = ["exporter", "importer", "sector"]
    weighed = _weighed(lines, trade)
    weighted = (pl.col("rate") * pl.col("value")).sum() / pl.col("value").sum()
    return (
        weighed.group_by(key)
        .agg(simple=pl.col("rate").mean(), weighted=weighted, traded=pl.col("value").sum() > 0.0)
        .select(
            "exporter",
            "importer",
            "traded",
            product="sector",
            rate=pl.when("traded").then("weighted").otherwise("simple"),
        )
    )


def _weighed(lines: pl.DataFrame, trade: pl.DataFrame | None) -> pl.DataFrame:
    if trade is None:
        return lines.with_columns(value=pl.lit(0.0))
    bought = trade.filter(pl.col("importer").is_in(lines["importer"].unique().to_list()))
    everyone = bought.group_by("importer", "product").agg(pl.col("value").sum())
    pairs = pl.concat(
        [
            bought.select("exporter", "importer", "product", "value"),
            everyone.select(
                pl.lit(None, pl.String).alias("exporter"), "importer", "product", "value"
            ),
        ]
    )
    joined = lines.join(pairs, on=["exporter", "importer", "product"], how="left", nulls_equal=True)
    return joined.with_columns(pl.col("value").fill_null(0.0))


def _incomplete(rates: RateTable, importers: set[str]) -> tuple[str, ...]:
    lost = sorted({*rates.rows["importer"]} - importers)
    if not lost:
        return ()
    named = ", ".join(lost[:8]) + (", …" if len(lost) > 8 else "")
    return (f"{len(lost)} importers without a complete schedule left out: {named}.",)


def _how(
    cells: pl.DataFrame, weights: TradeTable | None, otherwise: RateTable | None
) -> tuple[str, ...]:
    told = []
    if otherwise is not None:
        told.append(
            f"Products without a rate of their own take that on everyone ({otherwise.year})."
        )
    if weights is None:
        told.append("A sector's rate is the simple mean over its products with a rate.")
        return tuple(told)
    simple = int((~cells["traded"]).sum())
    told.append(
        f"A sector's rate is the mean over its products weighted with imports of {weights.year}."
    )
    if simple:
        told.append(f"{simple:,} of {cells.height:,} rates are simple means: nothing was traded.")
    return tuple(told)
