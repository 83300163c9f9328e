"""Caliendo and Parro (2015), Table 2: what the tariff cuts of NAFTA did, 1993 to 2005.

Run `python -m tests.replications.caliendo_parro` to print their table, ours and the exact changes.
"""

import csv
import gzip
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.model.closure import Closure
from tradetalks.model.decompose import along_path, first_order
from tradetalks.model.equilibrium import Equilibrium, purge, solve
from tradetalks.model.structure import Structure

DATA = Path(__file__).parents[3] / "shared" / "data"
FOLDER = Path("replications") / "caliendo_parro_2015"

ECONOMIES = ("Mexico", "Canada", "USA")
COLUMNS = ("total", "terms of trade", "volume of trade", "real wage")
PUBLISHED = {
    "Mexico": (1.31, -0.41, 1.72, 1.72),
    "Canada": (-0.06, -0.11, 0.04, 0.32),
    "USA": (0.08, 0.04, 0.04, 0.11),
}
"""Table 2 of the paper, percent, in the order of `COLUMNS`."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One economy of the table, all in percent.

    Attributes:
        economy: Its name.
        first_order: In the order of `COLUMNS`.
        exact: Exact change in real income.
        along_path: Terms and volume of trade integrated along the path, in log points.
    """

    economy: str
    first_order: tuple[float, ...]
    exact: float
    along_path: tuple[float, float]


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


def table(found: Equilibrium) -> tuple[Row, ...]:
    """Return Table 2 as computed, with the exact changes beside."""
    first, path = first_order(found), along_path(found)
    real_wage = found.wage_hat / found.price_index_hat - 1
    columns = (first.total, first.terms_of_trade, first.volume_of_trade, real_wage)
    return tuple(
        Row(
            economy=name,
            first_order=tuple(100 * float(column[place]) for column in columns),
            exact=100 * float(found.real_income_hat[place] - 1),
            along_path=(
                100 * float(path.terms_of_trade[place]),
                100 * float(path.volume_of_trade[place]),
            ),
        )
        for name in ECONOMIES
        for place in [found.world.economies.index(name)]
    )


def as_markdown(rows: tuple[Row, ...]) -> str:
    """Return the table of the documentation page: theirs / ours, then what is exact."""
    lines = [
        "| | total | terms of trade | volume of trade | real wage | exact change in real income |"
        " exact split: terms / volume |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        pairs = zip(PUBLISHED[row.economy], row.first_order, strict=True)
        cells = [f"{theirs:.2f} / {ours:.2f}" for theirs, ours in pairs]
        split = " / ".join(f"{part:+.3f}" for part in row.along_path)
        lines.append(f"| {row.economy} | {' | '.join(cells)} | {row.exact:+.3f} | {split} |")
    return "\n".join(lines)


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


def main() -> None:
    """Print the table, and the certificate behind it."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    found = solve_nafta(data)
    print("Percent; theirs / ours. Deficits purged first.\n")
    print(as_markdown(table(found)))
    print(f"\n{found.certificate.status.sentence}; of world income {found.residuals.largest:.1e}.")


if __name__ == "__main__":
    main()
