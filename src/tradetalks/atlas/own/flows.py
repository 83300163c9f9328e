"""From a table of trade to flows on the axes of a world."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.own.economies import Economies
from tradetalks.atlas.own.report import Dropped
from tradetalks.atlas.own.sectors import Sectors
from tradetalks.atlas.sources.tables import TradeTable
from tradetalks.atlas.worldfile import MOST_CELLS
from tradetalks.errors import WorldError

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Flows:
    """Trade on the axes of a world.

    Attributes:
        flow: Sales before tariff [exporter, importer, sector], billions of US dollars; at home
            what was given, what the places of one economy sell to each other among it.
        rows: Trade between places of different economies: the columns of a trade table, and
            `sector` and the place of each row on the axes, `i`, `n`, `s`.
        dropped: What was left out.
        traded: All trade between places that was given, billions of US dollars.
    """

    flow: Array
    rows: pl.DataFrame
    dropped: tuple[Dropped, ...]
    traded: float


def place_flows(table: TradeTable, economies: Economies, sectors: Sectors, *, why: str) -> Flows:
    """Put trade on the axes of a world, and account for what is not on them.

    Args:
        table: The trade that was given.
        economies: The axis of exporters and importers.
        sectors: The axis of sectors.
        why: Why places are left out, for the report.

    Raises:
        WorldError: The world would be larger than this package can hold.
    """
    n, s = len(economies.codes), len(sectors.codes)
    if n * max(n, s) * s > MOST_CELLS:
        raise WorldError(
            f"{n} economies and {s} sectors are more than this package can hold",
            remedy="Merge economies or sectors",
        )
    rows = _in_order(table.rows).with_columns(
        i=_axis("exporter", economies.holder, economies.codes),
        n=_axis("importer", economies.holder, economies.codes),
        s=_axis("product", sectors.placed.sector, sectors.codes),
        sector=pl.col("product").replace_strict(
            sectors.placed.sector, default=None, return_dtype=pl.String
        ),
    )
    inside = rows.drop_nulls(["i", "n", "s"])
    at = np.ravel_multi_index([inside[axis].to_numpy() for axis in "ins"], (n, n, s))
    # Summed in the order of codes, so that the order of the rows moves no digit.
    flow = np.bincount(at, weights=inside["value"].to_numpy(), minlength=n * n * s)
    return Flows(
        flow=np.asarray(flow, dtype=np.float64).reshape(n, n, s),
        rows=inside.filter(pl.col("i") != pl.col("n")),
        dropped=_dropped(rows, economies, why),
        traded=_traded(rows),
    )


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Sort rows by exporter, importer and product: as numbers, which is faster than as text."""
    key = pl.Series([0], dtype=pl.Int64)
    for column in ("exporter", "importer", "product"):
        codes = pl.Enum(rows[column].unique().sort())
        key = key * len(codes.categories) + rows[column].cast(codes).to_physical().cast(pl.Int64)
    return rows[key.arg_sort()]


def _axis(column: str, holder: object, codes: tuple[str, ...]) -> pl.Expr:
    place = {code: k for k, code in enumerate(codes)}
    own = {key: place[code] for key, code in dict(holder).items()}  # type: ignore[call-overload]
    return pl.col(column).replace_strict(own, default=None, return_dtype=pl.Int64)


def _traded(rows: pl.DataFrame) -> float:
    return float(rows.filter(pl.col("exporter") != pl.col("importer"))["value"].sum())


def _dropped(rows: pl.DataFrame, economies: Economies, why: str) -> tuple[Dropped, ...]:
    traded = _traded(rows) or 1.0
    found = []
    outside = rows.filter(pl.col("i").is_null() | pl.col("n").is_null())
    if economies.unknown:
        gone = _traded(outside)
        found.append(Dropped(what=economies.unknown, why=why, trade=gone, share=gone / traded))
    lost = rows.filter(pl.col("s").is_null())
    if lost.height:
        gone = _traded(lost)
        products = tuple(lost["product"].unique().sort())
        reason = "products without a sector, or that carry no tariff"
        found.append(Dropped(what=products, why=reason, trade=gone, share=gone / traded))
    return tuple(found)
