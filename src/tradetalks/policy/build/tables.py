"""Writing the tables of the library: rates by exporter and sector, and the import weights."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tradetalks.atlas.places import economies
from tradetalks.atlas.sectors import SECTOR_CODES
from tradetalks.policy.build.cells import Array, Cells
from tradetalks.policy.build.plan import Desk, Levy, plan

RATES, WEIGHTS = "us-rates.csv", "us-imports-2024.csv"
DOLLARS_PER_BILLION = 1e9


def write_tables(desk: Desk, folder: Path) -> None:
    """Write the rates of every computed measure, and the weights, as CSV."""
    imports = by_economy(desk.cells, desk.cells.value)
    names = [code for code in economies() if code in imports]
    with (folder / WEIGHTS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("exporter", *SECTOR_CODES))
        for code in names:
            writer.writerow((code, *(f"{v / DOLLARS_PER_BILLION:.6g}" for v in imports[code])))
    with (folder / RATES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "exporter", "headline", *SECTOR_CODES))
        for measure, recipe in plan().items():
            for row in rows(recipe(desk), desk.cells, imports):
                writer.writerow((measure, *row))


def rows(levy: Levy, cells: Cells, imports: Mapping[str, Array]) -> list[tuple[str, ...]]:
    """Return exporter, headline and rate by sector of every economy a measure reaches.

    A measure may reach some partners inside the rest of the world and not others: its rate there
    is the average over all of them.
    """
    duty = by_economy(cells, levy.rate * cells.value * levy.reach)
    stated = by_economy(cells, levy.headline * cells.value * levy.reach)
    found = []
    for code in economies():
        if code not in imports or not levy.reach[cells.at(code)].any():
            continue
        total = imports[code].sum()
        overall = duty[code].sum() / total
        bought = imports[code]
        rate = np.where(bought > 0, duty[code] / np.where(bought > 0, bought, 1.0), overall)
        headline = stated[code].sum() / total
        found.append((code, _short(headline), *(_short(each) for each in rate)))
    return found


def by_economy(cells: Cells, amount: Array) -> dict[str, Array]:
    """Return sums over cells [sector] by economy."""
    codes, economy = np.unique(cells.economy, return_inverse=True)
    place = {code: at for at, code in enumerate(SECTOR_CODES)}
    sectors, inverse = np.unique(cells.sector, return_inverse=True)
    sector = np.array([place[str(code)] for code in sectors])[inverse]
    total = np.zeros((len(codes), len(SECTOR_CODES)))
    np.add.at(total, (economy, sector), amount)
    return {str(code): total[at] for at, code in enumerate(codes)}


def _short(rate: float) -> str:
    return f"{rate:.5f}".rstrip("0").rstrip(".") or "0"
