"""From tables of rates to tariffs on the axes of a world, and what share of trade they cover.

A rate on everyone goes to every exporter that has none of its own, but not between members of the
European Union. Where products are those of the trade, a sector's tariff is the mean over its
products weighted with trade; where they are others, or nothing is traded, it is the simple mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.build.product_sectors import edition_of
from tradetalks.atlas.build.rate_sectors import PARTIAL
from tradetalks.atlas.own.economies import Economies
from tradetalks.atlas.own.flows import Flows
from tradetalks.atlas.own.report import TariffsFound
from tradetalks.atlas.own.sectors import Sectors
from tradetalks.atlas.place_numbers import union_members
from tradetalks.atlas.sources.tables import RateTable
from tradetalks.errors import SourceError

Array = NDArray[np.float64]

PAIR = ("exporter", "importer")
OWN, ON_ALL = "own", "on_all"
"""Columns of the rate on this exporter, and of the rate on every exporter."""


@dataclass(frozen=True, eq=False)
class PlacedRates:
    """Tariffs on the axes of a world.

    Attributes:
        tariff: Applied rates [exporter, importer, sector], fractions; zero at home and where
            nothing was given.
        found: How much trade they cover.
        said: What was assumed, one sentence each.
    """

    tariff: Array
    found: TariffsFound
    said: tuple[str, ...]


def place_rates(
    tables: Sequence[RateTable],
    flows: Flows,
    economies: Economies,
    sectors: Sectors,
    *,
    classification: str,
) -> PlacedRates:
    """Put rates on the axes of a world.

    Args:
        tables: Rates; where two have one for a cell, the later one counts.
        flows: The trade that weights them.
        economies: The axis of exporters and importers.
        sectors: The axis of sectors.
        classification: Of the products of the trade.

    Raises:
        SourceError: Rates are bound ones, which nobody need charge, or are by products that cannot
            be placed.
    """
    n, s = len(economies.codes), len(sectors.codes)
    goods = np.array([code not in sectors.services for code in sectors.codes])
    abroad = ~np.eye(n, dtype=bool)[:, :, None] & goods
    none = pl.lit(None, pl.Float64)
    rows = flows.rows.with_columns(none.alias(OWN), none.alias(ON_ALL))
    means = _no_means(economies, s)
    said: list[str] = []
    _refuse_preferences_alone(tables)
    for table in tables:
        alike = _alike(table.classification, classification)
        _refuse_unusable(table, alike=alike)
        schedule = _schedule(table, sectors, alike=alike)
        said += schedule.said
        rows = _joined(rows, schedule)
        means = _over(means, schedule, economies)
    tariff, covered = _weighted(rows, (n, n, s))
    simple = _merged_means(means, economies)
    rate = np.where(np.isnan(tariff), simple, tariff)
    missing = np.isnan(rate) & abroad
    found = TariffsFound(
        tables=len(tables),
        covered=covered / (float(rows["value"].sum()) or 1.0),
        cells=int(abroad.sum()),
        missing=int(missing.sum()),
        missing_trade=float(flows.flow[missing].sum() / (flows.flow[abroad].sum() or 1.0)),
    )
    said += _told(found, tables, economies)
    return PlacedRates(np.where(abroad & ~missing, rate, 0.0), found, tuple(dict.fromkeys(said)))


def _refuse_preferences_alone(tables: Sequence[RateTable]) -> None:
    general = any(table.rows["exporter"].null_count() for table in tables)
    if any(table.kind == PARTIAL for table in tables) and not general:
        raise SourceError(
            "preferential rates name only the products that have a preference",
            where="tariffs",
            remedy="Give the rates on everyone, such as most-favoured-nation ones, as well",
        )


def _refuse_unusable(table: RateTable, *, alike: bool) -> None:
    if table.kind == "bound":
        raise SourceError(
            "bound rates are no tariffs: nobody need charge them",
            where="tariffs",
            remedy="Give applied or most-favoured-nation rates",
        )
    if table.kind == PARTIAL and not alike:
        raise SourceError(
            f"preferential rates by {table.classification} cannot be matched with trade by product",
            where="tariffs",
            remedy="Use trade in the same edition, or complete them with rates_by_sector",
        )


def _alike(one: str, other: str) -> bool:
    """Return whether two classifications are one, however it is spelled."""
    try:
        return one == other or edition_of(one) == edition_of(other)
    except SourceError:
        return False


@dataclass(frozen=True, eq=False)
class _Schedule:
    """One table of rates on the axes of a world.

    Attributes:
        rates: Columns exporter, importer, rate and `key`; what each flow looks up.
        key: "product" where products are those of the trade, "s" (the sector) where they are not.
        means: Simple means: columns exporter, importer, s, rate.
        members: Of the European Union in the year of the rates.
        partial: Whether only products with a preference are named, so that means say nothing.
        said: What was assumed, one sentence each.
    """

    rates: pl.DataFrame
    key: str
    means: pl.DataFrame
    members: frozenset[str]
    partial: bool
    said: tuple[str, ...]


def _schedule(table: RateTable, sectors: Sectors, *, alike: bool) -> _Schedule:
    placed = sectors.place(sorted(set(table.rows["product"])), table.classification)
    place = {code: k for k, code in enumerate(sectors.codes)}
    at = {p: place[code] for p, code in placed.sector.items() if code in place}
    rows = table.rows.with_columns(
        s=pl.col("product").replace_strict(at, default=None, return_dtype=pl.Int64)
    ).drop_nulls("s")
    if rows.is_empty():
        raise SourceError(
            f"no rate by '{table.classification}' belongs to a sector of this world",
            where="tariffs",
            remedy=f"Its sectors are {', '.join(sectors.codes[:8])}",
        )
    means = (
        rows.sort("product").group_by(*PAIR, "s", maintain_order=True).agg(pl.col("rate").mean())
    )
    lost = table.rows.height - rows.height
    left = (f"{lost:,} rates on products outside the sectors of this world left out.",)
    how = f"Rates by {table.classification} are simple means over the products of a sector."
    return _Schedule(
        rates=rows if alike else means,
        key="product" if alike else "s",
        means=means,
        members=frozenset(union_members(table.year)),
        partial=table.kind == PARTIAL,
        said=(*table.assumed, *placed.said, *(left if lost else ()), *(() if alike else (how,))),
    )


def _joined(rows: pl.DataFrame, schedule: _Schedule) -> pl.DataFrame:
    """Give each flow the rates of a table, over those that it has."""
    key, rates = schedule.key, schedule.rates
    own = rates.filter(pl.col("exporter").is_not_null())
    on_all = rates.filter(pl.col("exporter").is_null())
    found = rows.join(own.select(*PAIR, key, new_own="rate"), on=[*PAIR, key], how="left").join(
        on_all.select("importer", key, new_all="rate"), on=["importer", key], how="left"
    )
    inside = pl.all_horizontal(pl.col(name).is_in(list(schedule.members)) for name in PAIR)
    charged = pl.col("importer").is_in(on_all["importer"].unique().to_list())
    new_all = pl.when(inside & charged).then(0.0).otherwise("new_all")
    return found.with_columns(
        pl.coalesce("new_own", OWN).alias(OWN), pl.coalesce(new_all, ON_ALL).alias(ON_ALL)
    ).drop("new_own", "new_all")


def _over(means: "_Means", schedule: _Schedule, economies: Economies) -> "_Means":
    """Put the simple means of a table over those of others."""
    place = {code: k for k, code in enumerate(sorted(economies.holder))}
    own, on_all = means.own.copy(), means.on_all.copy()
    inside = np.array([code in schedule.members for code in place])
    for exporter, importer, s, rate in schedule.means.iter_rows():
        n, i = place.get(importer), place.get(exporter)
        if n is not None and exporter is None:
            on_all[:, n, s] = np.where(inside & inside[n], 0.0, rate)
        elif n is not None and i is not None and not schedule.partial:
            own[i, n, s] = rate
    return _Means(own, on_all)


@dataclass(frozen=True, eq=False)
class _Means:
    """Simple means on places [place, place, sector]; not a number where there is none."""

    own: Array
    on_all: Array


def _no_means(economies: Economies, s: int) -> _Means:
    shape = (len(economies.holder), len(economies.holder), s)
    return _Means(np.full(shape, np.nan), np.full(shape, np.nan))


def _weighted(rows: pl.DataFrame, shape: tuple[int, int, int]) -> tuple[Array, float]:
    """Return means weighted with trade, not a number where none is, and the trade they cover."""
    rated = rows.with_columns(rate=pl.coalesce(OWN, ON_ALL)).filter(
        pl.col("rate").is_not_null() & (pl.col("value") > 0)
    )
    at = np.ravel_multi_index([rated[axis].to_numpy() for axis in "ins"], shape)
    value, size = rated["value"].to_numpy(), int(np.prod(shape))
    total = np.bincount(at, weights=value, minlength=size)
    paid = np.bincount(at, weights=value * rated["rate"].to_numpy(), minlength=size)
    with np.errstate(invalid="ignore"):
        return (paid / total).reshape(shape), float(value.sum())


def _merged_means(means: _Means, economies: Economies) -> Array:
    """Return the plain mean over the pairs of places in each pair of economies."""
    rate = np.where(np.isnan(means.own), means.on_all, means.own)
    place = {code: k for k, code in enumerate(economies.codes)}
    at = [place[economies.holder[code]] for code in sorted(economies.holder)]
    member = np.eye(len(economies.codes))[:, at]
    count = np.einsum(
        "ai,ins,bn->abs", member, (~np.isnan(rate)).astype(float), member, optimize=True
    )
    total = np.einsum("ai,ins,bn->abs", member, np.nan_to_num(rate), member, optimize=True)
    with np.errstate(invalid="ignore"):
        return np.asarray(total / np.where(count > 0, count, np.nan))


def _told(
    found: TariffsFound, tables: Sequence[RateTable], economies: Economies
) -> tuple[str, ...]:
    if not tables:
        return ("No tariffs were given: all are zero.",)
    told = [
        "A tariff is the mean over products weighted with trade; products without a rate take the"
        f" mean of the others. {found.covered:.1%} of trade has a rate.",
    ]
    if found.missing:
        told.append(
            f"{found.missing:,} of {found.cells:,} tariffs were not given and are zero; they are"
            f" on {found.missing_trade:.1%} of trade."
        )
    if economies.merged:
        told.append(
            f"Tariffs within {', '.join(economies.merged)} are left out: what its places sell to"
            " each other counts as sales at home."
        )
    return tuple(told)
