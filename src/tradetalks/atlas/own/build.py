"""One call from what people have to a balanced, checked world."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.aggregate import Groups
from tradetalks.atlas.build.product_sectors import ProductSectors
from tradetalks.atlas.own.describe import said_of_output
from tradetalks.atlas.own.economies import Economies, choose_economies
from tradetalks.atlas.own.elasticity import Elasticities, choose_elasticities
from tradetalks.atlas.own.finish import Axes, Given, Made, Parts, finish
from tradetalks.atlas.own.fit import fit_inputs
from tradetalks.atlas.own.flows import place_flows
from tradetalks.atlas.own.home import Home, sell_the_rest_at_home
from tradetalks.atlas.own.output import Output, ratio_of, read_output, value_added_of
from tradetalks.atlas.own.rates import place_rates
from tradetalks.atlas.own.report import BuiltWorld
from tradetalks.atlas.own.sectors import choose_sectors
from tradetalks.atlas.own.technology import Inputs, Technology, read_technology
from tradetalks.atlas.sources.array_tables import gdp_table, rate_table, trade_table
from tradetalks.atlas.sources.arrays import Data
from tradetalks.atlas.sources.tables import RateTable, TradeTable
from tradetalks.atlas.sources.wdi import GdpTable
from tradetalks.errors import WorldError

Array = NDArray[np.float64]

Tariffs = RateTable | Data | Sequence[RateTable]


def build_world(
    trade: TradeTable | Data,
    *,
    gdp: GdpTable | Data | Mapping[str, float] | None = None,
    tariffs: Tariffs | None = None,
    inputs: Inputs | None = None,
    value_added: Data | None = None,
    output_per_value_added: float | Data | None = None,
    elasticities: Elasticities = 4.0,
    economies: Sequence[str] | Groups | None = None,
    sectors: Groups | ProductSectors | str | None = None,
    name: str | None = None,
    year: int | None = None,
) -> BuiltWorld:
    """Build a world from trade, and what else is known of its economies.

    Numbers may come as tables that readers of official files return, or with labels: a
    `LabelledArray`, an xarray.DataArray, a long frame of polars or pandas. Where trade comes
    without sales at home, these are output less exports, and zero where that is negative.

    Args:
        trade: Sales before tariff, billions of US dollars [exporter, importer, sector or product].
        gdp: Output at market prices [economy], billions of US dollars; needed where trade has no
            sales at home and `value_added` is not given, else compared with.
        tariffs: Applied rates, fractions [exporter, importer, sector or product], one table or
            several, of which later ones count before; all zero when not given.
        inputs: `Roundabout`, `InputShares` or `InputPurchases`; labour makes everything alone when
            not given.
        value_added: [economy, sector], billions of US dollars; shares of output with `gdp`.
        output_per_value_added: Output over value added, one number or [economy, sector], where
            inputs are not given.
        elasticities: Trade elasticities: one number, one by sector, or the name of a published set.
        economies: Codes, or groups of codes by a code of their own; the others become `ROW`.
        sectors: A code for one sector that holds everything, a concordance (from
            `read_product_sectors`), groups of products, or nothing to keep products as they are.
        name: The world's name; made of its sources and year when not given.
        year: The year of the flows, where `trade` is not a table that says so.

    Returns:
        The world, checked, and a report.

    Raises:
        SourceError: Numbers, labels or axes are not what they should be.
        WorldError: What was given does not go together, or makes no world.
        UnknownCodeError: An economy, product, sector or set of elasticities is on no list.
    """
    given = _tables(trade, gdp, tariffs, year)
    output = read_output(given.gdp, value_added, output_per_value_added)
    _check_together(given.trade, output)
    axes = _axes(given.trade, output, economies, sectors)
    codes, kinds = axes.economies.codes, axes.sectors.codes
    theta = choose_elasticities(elasticities, kinds)
    flows = place_flows(given.trade, axes.economies, axes.sectors, why=f"no {axes.what} is known")
    rates = place_rates(
        given.tariffs,
        flows,
        axes.economies,
        axes.sectors,
        classification=given.trade.classification,
    )
    technology = read_technology(inputs, codes, kinds)
    made = _make(given, output, axes, flows.flow, rates.tariff, technology)
    bought = technology.inputs(wanted=made.wanted, output=made.output, spending=made.spending)
    fitted = fit_inputs(bought, output=made.output, spending=made.spending, economies=codes)
    said = (*said_of_output(given, output, inputs), *rates.said, theta.said)
    return finish(Parts(given, axes, flows, rates, theta, made, fitted), said, name)


def _tables(
    trade: TradeTable | Data,
    gdp: GdpTable | Data | Mapping[str, float] | None,
    tariffs: Tariffs | None,
    year: int | None,
) -> Given:
    """Turn numbers with labels into tables."""
    if not isinstance(trade, TradeTable):
        if year is None:
            raise WorldError("trade without a year", where="build_world", remedy="Give `year`")
        trade = trade_table(trade, year=year)
    if year is not None and trade.year != year:
        raise WorldError(f"trade is of {trade.year}, not of {year}", where="year")
    when = trade.year
    if gdp is not None and not isinstance(gdp, GdpTable):
        gdp = gdp_table(gdp, year=when)
    if tariffs is None:
        rates: tuple[RateTable, ...] = ()
    elif isinstance(tariffs, RateTable):
        rates = (tariffs,)
    elif isinstance(tariffs, list | tuple):
        rates = tuple(t if isinstance(t, RateTable) else rate_table(t, year=when) for t in tariffs)
    else:
        rates = (rate_table(tariffs, year=when),)  # type: ignore[arg-type]
    return Given(trade, gdp, rates)


def _check_together(trade: TradeTable, output: Output) -> None:
    if trade.rows.is_empty():
        raise WorldError("trade has no rows", where="trade")
    if not trade.domestic:
        return
    for given, name in (
        (output.value_added, "value_added"),
        (output.ratio, "output_per_value_added"),
    ):
        if given is not None:
            raise WorldError(
                "trade has sales at home, and they say how much is made",
                where=name,
                remedy="Leave it out; give `inputs` to say how it is made",
            )


def _axes(
    trade: TradeTable,
    output: Output,
    economies: Sequence[str] | Groups | None,
    sectors: Groups | ProductSectors | str | None,
) -> Axes:
    traded = trade.rows.filter(pl.col("value") > 0)
    present = sorted({*trade.rows["exporter"], *trade.rows["importer"]})
    known, what = output.known, output.what
    if trade.domestic:
        both = _who_make_and_buy(traded)
        known, what = (lambda place, economy: place in both or place != economy), "sale or purchase"
    return Axes(
        choose_economies(present, economies, known, what=what),
        choose_sectors(
            sorted(set(trade.rows["product"])), trade.classification, sectors, output.sectors
        ),
        what,
    )


def _who_make_and_buy(traded: pl.DataFrame) -> set[str]:
    """Return the places that sell and buy something, from and to others of which that is true."""
    rows = traded.select("exporter", "importer").unique()
    while True:
        both = {*rows["exporter"]} & {*rows["importer"]}
        kept = rows.filter(pl.col("exporter").is_in(both) & pl.col("importer").is_in(both))
        if kept.height == rows.height:
            return both
        rows = kept


def _make(
    given: Given,
    output: Output,
    axes: Axes,
    flow: Array,
    tariff: Array,
    technology: Technology,
) -> Made:
    """Complete the flows with sales at home."""
    codes, sectors = axes.economies.codes, axes.sectors.codes
    revenue = (tariff * flow).sum(axis=(0, 2))
    if given.trade.domestic:
        home = Home(flow, np.zeros((len(codes), len(sectors))))
        return Made(home, tariff, flow.sum(axis=1), _compared(output, axes.economies, revenue))
    value_added = value_added_of(output, axes.economies, sectors, revenue)
    ratio = ratio_of(output, codes, sectors, inputs=not technology.labour_alone)
    wanted = technology.output(value_added) * ratio
    home = sell_the_rest_at_home(flow, wanted)
    return Made(home, tariff, wanted, value_added.sum(axis=1))


def _compared(output: Output, economies: Economies, revenue: Array) -> Array:
    """Return output less tariff revenue [economy]; not a number where it was not given."""
    known = dict.fromkeys(economies.codes, output.gdp is not None)
    for place, economy in economies.holder.items():
        known[economy] &= output.known(place, economy)
    net = economies.total(output.gdp or {}) - revenue
    return np.where([known[code] for code in economies.codes], net, np.nan)
