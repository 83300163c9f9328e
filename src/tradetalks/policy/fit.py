"""Laying rates on the economies and sectors of any world."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.places import REST_OF_WORLD
from tradetalks.atlas.world import Array, World
from tradetalks.policy.economies import BLOCS
from tradetalks.policy.measure import EVERY, Library

Places = NDArray[np.intp]
"""Positions on an axis."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The axes on which the measures of one importer are added up before a world sees them.

    Attributes:
        exporters: The economies of the world, then those that only the library names.
        sectors: The sectors of the world, then those that only the library names.
        spoken: The sectors the library itself distinguishes.
        weight: Imports [exporter, sector], billions of US dollars; zero where not known.
    """

    exporters: tuple[str, ...]
    sectors: tuple[str, ...]
    spoken: frozenset[str]
    weight: Array

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of exporters and sectors."""
        return len(self.exporters), len(self.sectors)

    @cached_property
    def row(self) -> dict[str, int]:
        """Position of each exporter."""
        return {code: at for at, code in enumerate(self.exporters)}

    @cached_property
    def column(self) -> dict[str, int]:
        """Position of each sector."""
        return {code: at for at, code in enumerate(self.sectors)}


def grid_for(world: World, library: Library, by: str) -> Grid:
    """Return the axes that hold both a world and the measures of one importer."""
    mine = [m for m in library.measures if m.by == by]
    weights = library.weights.get(by)
    named = [code for m in mine for code in m.exporters if code != EVERY]
    spoken = [code for m in mine for code in m.sectors if code != EVERY]
    if weights is not None:
        named += weights.exporters
        spoken += weights.sectors
    exporters = tuple(dict.fromkeys((*world.economies, *named)))
    sectors = tuple(dict.fromkeys((*world.sectors, *spoken)))
    weight = np.zeros((len(exporters), len(sectors)))
    if weights is not None:
        rows = [exporters.index(code) for code in weights.exporters]
        columns = [sectors.index(code) for code in weights.sectors]
        weight[np.ix_(rows, columns)] = weights.value
    return Grid(exporters, sectors, frozenset(spoken), weight)


def on_world(points: Array, grid: Grid, world: World, by: str) -> tuple[Array, tuple[str, ...]]:
    """Return points [exporter, sector] of a world, and what was assumed.

    Where the library distinguishes sectors that are not the world's, every goods sector takes
    the exporter's import-weighted average. Economies that the world does not name are averaged,
    by imports, into its rest of the world, or left out when it has none.
    """
    by_sector, weight, said = _on_sectors(points, grid, world, by)
    count = len(world.economies)
    mine = by_sector[:count].copy()
    grouped: set[int] = set()
    for code, (_, members) in BLOCS.items():
        if code in world.economies:
            rows = [grid.row[member] for member in members if grid.row.get(member, -1) >= count]
            mine[world.economy_index(code)] = _average(by_sector[rows], weight[rows])
            grouped.update(rows)
    levied = np.any(by_sector != 0.0, axis=1)
    absent = np.array([at for at in range(count, len(levied)) if levied[at] and at not in grouped])
    if absent.size and REST_OF_WORLD in world.economies and weight.any():
        rest = world.economy_index(REST_OF_WORLD)
        outside = [rest, *(at for at in range(count, len(levied)) if at not in grouped)]
        mine[rest] = _average(by_sector[outside], weight[outside])
        said += (f"{by}'s rates on {_list(grid, absent)} are averaged into {REST_OF_WORLD}.",)
    elif absent.size:
        said += (
            f"{by}'s rates on {_list(grid, absent)} are left out: {world.name} does not name "
            "them, and has no rest of the world or the library no imports to average by.",
        )
    mine[:, np.isin(world.sectors, world.services)] = 0.0
    return mine, said


def _on_sectors(
    points: Array, grid: Grid, world: World, by: str
) -> tuple[Array, Array, tuple[str, ...]]:
    """Return points and weights [library exporter, world sector]."""
    count = len(world.sectors)
    goods = [code for code in world.sectors if code not in world.services]
    if grid.spoken <= set(world.sectors) or grid.spoken >= set(goods):
        return points[:, :count], grid.weight[:, :count], ()
    spoken = [grid.column[code] for code in sorted(grid.spoken)]
    total = grid.weight[:, spoken].sum(axis=1, keepdims=True)
    share = np.where(total > 0, grid.weight[:, spoken] / np.where(total > 0, total, 1), 0)
    share = np.where(total > 0, share, 1 / len(spoken))
    mean = (points[:, spoken] * share).sum(axis=1, keepdims=True)
    said = (
        f"The sectors of {world.name} are not those of {by}'s measures: every goods sector takes "
        "the exporter's import-weighted average.",
    )
    return np.repeat(mean, count, axis=1), np.repeat(total, count, axis=1), said


def _average(rates: Array, weight: Array) -> Array:
    """Return the import-weighted mean over rows, by sector; over all sectors where none is sold."""
    overall = (rates * weight).sum() / max(float(weight.sum()), 1e-300)
    total = weight.sum(axis=0)
    mean = (rates * weight).sum(axis=0) / np.where(total > 0, total, 1.0)
    return np.asarray(np.where(total > 0, mean, overall))


def _list(grid: Grid, places: Places) -> str:
    codes = [grid.exporters[int(at)] for at in places]
    return ", ".join(codes[:6]) + (f" and {len(codes) - 6} more" if len(codes) > 6 else "")
