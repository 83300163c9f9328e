"""Adding up the measures in force, programme by programme, on the axes of a world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import Array, World
from tradetalks.policy.fit import Grid, grid_for, on_world
from tradetalks.policy.measure import EVERY, Library, Measure


@dataclass(frozen=True, eq=False)
class Added:
    """Points that dated measures add to the rates of a world.

    Attributes:
        points: By position of the importer: points [exporter, sector], fractions.
        measures: Ids of the measures that are levied on someone.
        assumptions: What was assumed, one sentence each.
    """

    points: Mapping[int, Array]
    measures: tuple[str, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Layer:
    """One programme of one importer, on a library's own axes.

    Attributes:
        points: Points added [exporter, sector], fractions.
        headline: The rate as ordered [exporter]; not a number where nothing is levied.
        measures: Ids of the entries that stand for someone.
    """

    points: Array
    headline: Array
    measures: tuple[str, ...]


def added_rates(
    world: World,
    on: date,
    *,
    known: date,
    library: Library,
    programmes: Iterable[str] | None = None,
) -> Added:
    """Return what programmes add on a date, as known on a date; all of them when None."""
    wanted = set(library.programmes() if programmes is None else programmes)
    points: dict[int, Array] = {}
    measures: list[str] = []
    said: list[str] = []
    for by in dict.fromkeys(m.by for m in library.measures if m.programme in wanted):
        standing = [
            m
            for m in library.measures
            if m.by == by and m.programme in wanted and m.in_force(on, known=known)
        ]
        if not standing:
            continue
        if by not in world.economies:
            said.append(f"{by} is not an economy of {world.name}: its measures are left out.")
            continue
        grid = grid_for(world, library, by)
        total = np.zeros(grid.shape)
        for programme in dict.fromkeys(m.programme for m in standing):
            layer = stacked([m for m in standing if m.programme == programme], grid)
            total += layer.points
            measures.extend(layer.measures)
        points[world.economy_index(by)], assumed = on_world(total, grid, world, by)
        said.extend(assumed)
    return Added(points, tuple(measures), tuple(said))


def programme_layer(
    world: World, on: date, *, known: date, library: Library, programme: str
) -> tuple[Layer, Grid, str]:
    """Return one programme on a date, its axes and the importer that levies it."""
    chain = library.chain(programme)
    grid = grid_for(world, library, chain[0].by)
    return stacked([m for m in chain if m.in_force(on, known=known)], grid), grid, chain[0].by


def stacked(entries: list[Measure], grid: Grid) -> Layer:
    """Lay the entries of one programme over one another; for an exporter the last one stands."""
    points = np.zeros(grid.shape)
    headline = np.full(grid.shape[0], np.nan)
    owner = np.full(grid.shape[0], -1)
    for at, entry in enumerate(sorted(entries, key=lambda m: (m.applies, m.announced))):
        rows, columns = _reach(entry, grid)
        source = np.arange(len(rows)) if entry.exporters != (EVERY,) else np.zeros(len(rows), int)
        points[rows] = 0.0
        points[np.ix_(rows, columns)] = entry.rate[source]
        headline[rows] = entry.headline[source]
        owner[rows] = at
    ordered = sorted(entries, key=lambda m: (m.applies, m.announced))
    names = tuple(entry.id for at, entry in enumerate(ordered) if at in owner)
    return Layer(points, headline, names)


def _reach(entry: Measure, grid: Grid) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    if entry.exporters == (EVERY,):
        out = {entry.by, *entry.excluded}
        rows = [at for at, code in enumerate(grid.exporters) if code not in out]
    else:
        rows = [grid.row[code] for code in entry.exporters]
    if entry.sectors == (EVERY,):
        columns = list(range(len(grid.sectors)))
    else:
        columns = [grid.column[code] for code in entry.sectors]
    return np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp)


def headline_on(
    world: World, on: date, known: date, library: Library, programme: str, exporter: str
) -> float:
    """Return the rate of a programme as ordered on one exporter, a fraction; zero where none is."""
    layer, grid, _ = programme_layer(world, on, known=known, library=library, programme=programme)
    return float(np.nan_to_num(layer.headline[grid.row[exporter]]))
