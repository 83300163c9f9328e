"""Put rates by sector on the axes of a world."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.build.industries import sector_of
from tradetalks.atlas.build.rate_sectors import BY_SECTOR
from tradetalks.atlas.place_numbers import union_members
from tradetalks.atlas.sources.tables import RateTable
from tradetalks.atlas.world import World
from tradetalks.errors import SourceError

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WorldRates:
    """Tariffs on the axes of a world.

    Attributes:
        tariff: Applied rates [exporter, importer, sector], fractions; where no rate was given, the
            world's own.
        given: Whether a rate was given, same axes.
        assumed: What was assumed or left out, one sentence each.
    """

    tariff: Array
    given: NDArray[np.bool_]
    assumed: tuple[str, ...]


def tariffs_for_world(world: World, rates: RateTable) -> WorldRates:
    """Put rates by sector on the axes of a world; cells that they do not name keep the world's own.

    A rate on everyone goes to every exporter but the importer itself, and not between members of
    the European Union. Places that the world holds within another economy are left out: one
    country's tariff is not that of the rest of the world.

    Args:
        world: Whose axes, and whose rates elsewhere.
        rates: By sector, from `rates_by_sector`; applied ones.

    Raises:
        SourceError: The rates are not by sector, or are bound rates, which nobody need charge.
    """
    if rates.classification != BY_SECTOR or rates.kind == "bound":
        raise SourceError(
            f"rates that are {rates.kind}, by {rates.classification}, are no tariffs of a world",
            remedy="Give applied rates that went through rates_by_sector",
        )
    tariff, given = world.tariff.copy(), np.zeros(world.tariff.shape, dtype=bool)
    rows = rates.rows.filter(pl.col("importer").is_in(world.economies))
    everyone = rows.filter(pl.col("exporter").is_null())
    named = rows.filter(pl.col("exporter").is_in(world.economies))
    members = [code for code in union_members(rates.year) if code in world.economies]
    for part in (everyone, named):
        for cell in _cells(world, part, members):
            tariff[cell.at], given[cell.at] = cell.rate, True
    return WorldRates(tariff, given, _placed(rates, world, given))


@dataclass(frozen=True)
class _Cell:
    at: tuple[list[int], int, int]
    rate: float


def _cells(world: World, rows: pl.DataFrame, members: list[str]) -> list[_Cell]:
    goods = [s for s, code in enumerate(world.sectors) if code not in world.services]
    by_pair = rows.group_by("exporter", "importer", maintain_order=True).agg("product", "rate")
    cells = []
    for exporter, importer, codes, values in by_pair.iter_rows():
        own = dict(zip(codes, values, strict=True))
        at = _exporters(world, exporter, importer, members)
        for s in goods:
            there = [own[code] for code in sector_of(world.sectors[s]) if code in own]
            if there and at:
                cell = (at, world.economies.index(importer), s)
                cells.append(_Cell(cell, sum(there) / len(there)))
    return cells


def _exporters(world: World, exporter: str | None, importer: str, members: list[str]) -> list[int]:
    if exporter is not None:
        return [] if exporter == importer else [world.economies.index(exporter)]
    inside = {importer, *(members if importer in members else ())}
    return [n for n, code in enumerate(world.economies) if code not in inside]


def _placed(rates: RateTable, world: World, given: NDArray[np.bool_]) -> tuple[str, ...]:
    told = [f"{int(given.sum()):,} rates of {given.size:,} were given; the others are the world's."]
    places = {*rates.rows["importer"], *rates.rows["exporter"].drop_nulls()}
    outside = sorted(places - set(world.economies))
    if outside:
        named = ", ".join(outside[:8]) + (", …" if len(outside) > 8 else "")
        told.append(f"{len(outside)} places without an economy of their own left out: {named}.")
    if rates.kind == "most favoured nation":
        told.append("Partners with a preference are charged the most-favoured-nation rate here.")
    return tuple(told)
