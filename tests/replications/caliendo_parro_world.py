"""The world of Caliendo and Parro (2015): 31 economies, 40 sectors, 1993; and NAFTA's tariffs."""

import csv
import gzip
from pathlib import Path

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import Equilibrium, purge, solve
from tradetalks.model.structure import Structure

FOLDER = Path("replications") / "caliendo_parro_2015"


def read_world(data: Path) -> tuple[World, Array]:
    """Return the benchmark of 1993, deficits in, and the tariffs of NAFTA.

    Final demand is what is left of spending after inputs; where the inputs exceed it, it is
    zero. The first solve, which purges the deficits, makes the accounts consistent.
    """
    regions = tuple(row["region"] for row in _rows(data, "deficit.csv"))
    theta = {row["sector"]: float(row["value"]) for row in _rows(data, "theta.csv")}
    sectors = tuple(theta)
    axes = {"region": regions, "exporter": regions, "importer": regions}
    axes |= {"sector": sectors, "input": sectors}
    trade = _rows(data, "trade.csv.gz")
    across = ("exporter", "importer", "sector")
    flow = _cube(trade, "value", across, axes) / 1e9
    tariff = _cube(trade, "tariff_bln", across, axes)
    added = _cube(_rows(data, "value_added.csv"), "value", ("region", "sector"), axes)
    inputs = _cube(
        _rows(data, "intermediate_consumption.csv.gz"),
        "value",
        ("region", "input", "sector"),
        axes,
    )
    cost = added + inputs.sum(axis=1)
    input_share = inputs / cost[:, None, :]
    spending = flow * (1 + tariff)
    used = np.einsum("nsk,nk->ns", input_share, flow.sum(axis=1))
    final = np.maximum(spending.sum(axis=0) - used, 0.0)
    world = World(
        name="Caliendo and Parro 1993",
        year=1993,
        economies=regions,
        sectors=sectors,
        economy_names=regions,
        sector_names=sectors,
        spending=spending,
        tariff=tariff,
        value_added_share=added / cost,
        input_share=input_share,
        final_share=final / final.sum(axis=1, keepdims=True),
        elasticities={"caliendo_parro_2015": np.array(list(theta.values()))},
        elasticity="caliendo_parro_2015",
    )
    return world, _cube(trade, "tariff_cfl", across, axes)


def solve_nafta(data: Path) -> Equilibrium:
    """Return the world with NAFTA's tariffs beside the world of 1993 without deficits."""
    world, nafta = read_world(data)
    return solve(purge(world), nafta, structure=Structure(imbalances=Closure.BALANCED))


def solve_with_deficits(data: Path, closure: Closure) -> Equilibrium:
    """Return the world with NAFTA's tariffs beside that of 1993 with the deficits of the data.

    A first solve at the tariffs of 1993 makes the accounts consistent, as the purge does.

    Args:
        data: Folder of raw data.
        closure: What the deficits do.
    """
    world, nafta = read_world(data)
    structure = Structure(imbalances=closure)
    before = solve(world, world.tariff, structure=structure)
    return solve(before.as_world("Caliendo and Parro 1993, solved"), nafta, structure=structure)


def _rows(data: Path, name: str) -> list[dict[str, str]]:
    path = data / FOLDER / name
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _cube(
    rows: list[dict[str, str]],
    value: str,
    across: tuple[str, ...],
    axes: dict[str, tuple[str, ...]],
) -> Array:
    place = {axis: {code: at for at, code in enumerate(axes[axis])} for axis in across}
    cube = np.full([len(axes[axis]) for axis in across], np.nan)
    for row in rows:
        cube[tuple(place[axis][row[axis]] for axis in across)] = float(row[value])
    assert not np.isnan(cube).any(), f"cells of {value} are missing"
    return cube
