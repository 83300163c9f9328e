"""Ossa (2014), Tables 3 and 4: what the best tariff of one region, and a tariff war, would do.

Run `python -m tests.replications.ossa` to print each table, theirs and ours. The tariffs are the
author's saved ones; `tests.replications.ossa_search` finds them.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.io import loadmat

from tests.replications.scores import as_printed
from tradetalks.atlas.world import Array, World
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.government import government_welfare_hat
from tradetalks.model.presets import preset

DATA = Path(__file__).parents[3] / "shared" / "data"
FOLDER = Path("replications") / "ossa_2014"
PAPER = "Ossa (2014)"

REGIONS = ("BRA", "CHN", "EU", "IND", "JPN", "ROW", "USA")
ROWS = (*REGIONS, "mean")
WEIGHTS = {"BAS": "even weights", "POL": "political weights"}
PANELS = {"BAS": "a", "POL": "b"}
EFFECTS = ("government welfare", "welfare", "wage", "profits")
COLUMNS_3 = (*(f"{name}, {whose}" for name in EFFECTS for whose in ("own", "others")), "tariff")
COLUMNS_4 = (*EFFECTS, "tariff")

ELASTICITIES = ("3.5", "5.0", "6.5")
"""Mean elasticity of substitution in the rows of the panels c."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Panel:
    """One panel of a table, in percent.

    Attributes:
        name: Which table and panel.
        weights: Which weights its governments put on industries.
        columns: What each column holds.
        theirs: As the author saved it [row, column].
        ours: The same as computed, unrounded.
        rows: What each row is of.
        fine: Columns that he saved to two decimals; the others have one.
    """

    name: str
    weights: str
    columns: tuple[str, ...]
    theirs: Array
    ours: Array
    rows: tuple[str, ...] = ROWS
    fine: tuple[str, ...] = ()

    def pairs(self) -> Iterator[tuple[str, str, str, float]]:
        """Give each number's row and column, theirs as printed, and ours."""
        for (row, column), theirs in np.ndenumerate(self.theirs):
            name = self.columns[column]
            decimals = 2 if name in self.fine else 1
            yield self.rows[row], name, f"{theirs:.{decimals}f}", float(self.ours[row, column])


def read_world(data: Path) -> World:
    """Return the benchmark of 7 regions and 33 industries, from whose trade deficits are purged."""
    held = _read(data, "DATA")
    tariff = _cube(held["TARIFF"])
    spending = _cube(held["TRADE"]) / 1e3 * (1 + tariff)
    bought = spending.sum(axis=0)
    sectors = tuple(str(label[0][0]) for label in held["LABELS"])
    return World(
        name="Ossa 2007",
        year=2007,
        economies=REGIONS,
        sectors=sectors,
        economy_names=REGIONS,
        sector_names=sectors,
        spending=spending,
        tariff=tariff,
        value_added_share=np.ones(bought.shape),
        input_share=np.zeros((*bought.shape, len(sectors))),
        final_share=bought / bought.sum(axis=1, keepdims=True),
        elasticities={"ossa_2014": held["SIGMA"][:, 0] - 1},
        elasticity="ossa_2014",
    )


def read_weights(data: Path, weights: str) -> Array:
    """Return a set of government weights, `BAS` or `POL` [region, industry]."""
    return np.asarray(_read(data, "DATA")[f"LAMBDA{weights}"], dtype=float)


def read_elasticities(data: Path, mean: str) -> Array:
    """Return the elasticities of substitution with one of the means `ELASTICITIES` [industry]."""
    alternatives = _read(data, "DATA")["SIGMAALT"]
    at = [f"{column:.1f}" for column in alternatives.mean(axis=0)].index(mean)
    return np.asarray(alternatives[:, at], dtype=float)


def nash_tariff(data: Path, weights: str) -> Array:
    """Return the tariffs of the author's war [exporter, importer, industry]."""
    name = f"NASHTARIFF{weights}s"
    return np.asarray(_read(data, name)[name], dtype=float)


def optimal_tariff(data: Path, weights: str, region: int) -> Array:
    """Return the author's best tariffs of one region, all others' as they were, same axes."""
    name = f"OPTIMALTARIFF{weights}"
    tariff = _cube(_read(data, "DATA")["TARIFF"])
    others = np.arange(len(REGIONS)) != region
    tariff[others, region] = _read(data, name)[name][:, region].reshape(-1, others.sum()).T
    return tariff


def solve_with(world: World, tariff: Array) -> Equilibrium:
    """Return the world under new tariffs, firms keeping their profits."""
    return solve(world, tariff, structure=preset("ossa_2014", world))


def effects(found: Equilibrium, weights: Array) -> Array:
    """Return the changes of `EFFECTS` in percent [region, effect].

    Wages are relative to their mean over regions, profits to the wage: Ossa's normalisations.
    """
    profits = found.profits / found.before.profits / found.wage_hat
    wage = found.wage_hat - found.wage_hat.mean() + 1
    welfare = (government_welfare_hat(found, weights), found.real_income_hat)
    return 100 * (np.stack([*welfare, wage, profits], axis=1) - 1)


def saved_table(data: Path, name: str) -> Array:
    """Return a panel as the author saved it: `"5a"` [row, column]."""
    return np.asarray(_read(data, f"TABLE{name[0]}")[f"TABLE{name}"], dtype=float)


def own_and_others(changes: Array, region: int) -> Array:
    """Return each effect on a region beside its mean over the others, one after the other."""
    others = np.delete(changes, region, axis=0).mean(axis=0)
    return np.stack([changes[region], others], axis=1).ravel()


def median_tariff(tariff: Array, region: int) -> float:
    """Return the median rate of a region over partners and industries, percent."""
    return 100 * float(np.median(np.delete(tariff[:, region], region, axis=0)))


@cache
def table_3(data: Path, weights: str) -> Panel:
    """Return a panel of Table 3: each region's best tariffs, the others answering nothing."""
    world, given = read_world(data), read_weights(data, weights)
    rows = []
    for region in range(len(REGIONS)):
        tariff = optimal_tariff(data, weights, region)
        changes = own_and_others(effects(solve_with(world, tariff), given), region)
        rows.append([*changes, median_tariff(tariff, region)])
    return _panel(data, "3", weights, COLUMNS_3, np.array(rows))


@cache
def table_4(data: Path, weights: str) -> Panel:
    """Return a panel of Table 4: the tariff war."""
    tariff = nash_tariff(data, weights)
    found = solve_with(read_world(data), tariff)
    median = [median_tariff(tariff, region) for region in range(len(REGIONS))]
    ours = np.column_stack([effects(found, read_weights(data, weights)), median])
    return _panel(data, "4", weights, COLUMNS_4, ours)


def panels(data: Path) -> tuple[Panel, ...]:
    """Return all panels that can be computed."""
    return tuple(table(data, weights) for table in (table_3, table_4) for weights in WEIGHTS)


def as_markdown(panel: Panel) -> str:
    """Return a panel as the documentation shows it: theirs / ours."""
    cells: dict[str, list[str]] = {row: [] for row in panel.rows}
    for row, _, theirs, ours in panel.pairs():
        shown = as_printed(theirs, float(theirs))
        cells[row].append(f"{shown} / {as_printed(theirs, ours)}")
    lines = [f"| {PAPER.split()[0]} / ours | {' | '.join(panel.columns)} |"]
    lines.append("|---" * (1 + len(panel.columns)) + "|")
    lines += [f"| {row} | {' | '.join(numbers)} |" for row, numbers in cells.items()]
    return "\n".join(lines)


def _panel(
    data: Path, number: str, weights: str, columns: tuple[str, ...], changes: Array
) -> Panel:
    name = f"{number}{PANELS[weights]}"
    return Panel(
        name=name,
        weights=WEIGHTS[weights],
        columns=columns,
        theirs=saved_table(data, name),
        ours=np.vstack([changes, changes.mean(axis=0)]),
    )


def _read(data: Path, name: str) -> dict[str, Array]:
    held: dict[str, Array] = loadmat(data / FOLDER / f"{name}.mat")
    return held


def _cube(stacked: Array) -> Array:
    """Return [industry and exporter, importer] as [exporter, importer, industry]."""
    n = len(REGIONS)
    return stacked.reshape(-1, n, n).transpose(1, 2, 0).copy()


def main() -> None:
    """Print each panel, and the certificate of the wars."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    for panel in panels(data):
        print(f"Table {panel.name}, {panel.weights}; percent\n\n{as_markdown(panel)}\n")
    for weights, name in WEIGHTS.items():
        found = solve_with(read_world(data), nash_tariff(data, weights))
        print(
            f"War, {name}: {found.status.sentence}; {found.residuals.largest:.1e} of the world's."
        )


if __name__ == "__main__":
    main()
