"""How much of each sector the answering lists of China and Canada reach.

No table of American exports by tariff line is at hand. A list's reach in a sector is the share of
the sector's six-digit headings that it names. For Canada, whose lists came with a value, the
shares are then scaled, all by one factor, so that the listed sales in the default world have it.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tradetalks.atlas.load import load_world
from tradetalks.atlas.sectors import SECTOR_CODES
from tradetalks.policy.build.cells import UNPLACED, sector_of_hs6
from tradetalks.policy.build.lists import FOLDER, codes_in

TABLE = "answers.csv"
CANADIAN_DOLLAR = 0.70
"""US dollars, spring of 2025."""
METALS = ("FER", "NFM", "FAB")

Shares = dict[str, float]


def write_answers(raw: Path, folder: Path) -> None:
    """Write the rates of the answering lists on the United States, by sector."""
    rows = {
        "chn-farm-goods-2025-03-10": _china(raw),
        "can-first-list-2025-03-04": _canada(raw, "canada-march-list.csv", 30.0),
        "can-steel-list-2025-03-13": _canada(raw, "canada-steel-list.csv", 29.8),
    }
    steel = rows["can-steel-list-2025-03-13"]
    rows["can-metals-2025-09-01"] = {code: steel[code] for code in METALS if code in steel}
    headline = {"chn-farm-goods-2025-03-10": 0.15}
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "exporter", "headline", *SECTOR_CODES))
        for measure, rates in rows.items():
            shown = (f"{rates.get(code, 0.0):.5g}" for code in SECTOR_CODES)
            writer.writerow((measure, "USA", headline.get(measure, 0.25), *shown))


def _china(raw: Path) -> Shares:
    fifteen = reach(raw, "china-15-percent-030425.csv")
    ten = reach(raw, "china-10-percent-030425.csv")
    return {s: 0.15 * fifteen.get(s, 0.0) + 0.10 * ten.get(s, 0.0) for s in SECTOR_CODES}


def _canada(raw: Path, file: str, billion_canadian: float) -> Shares:
    share = reach(raw, file)
    world = load_world()
    sales = world.flow[world.economy_index("USA"), world.economy_index("CAN")]
    listed = sum(share.get(code, 0.0) * sales[at] for at, code in enumerate(world.sectors))
    scale = billion_canadian * CANADIAN_DOLLAR / listed
    return {code: 0.25 * min(part * scale, 1.0) for code, part in share.items()}


def reach(raw: Path, file: str) -> Shares:
    """Return the share of each sector's six-digit headings that a list names."""
    sector: Mapping[str, str] = sector_of_hs6(raw)
    named = {code[:6] for code in codes_in(raw / FOLDER / file)}
    codes = np.array(list(sector))
    groups = np.array([sector[code] for code in codes])
    hit = np.isin(codes, list(named))
    return {
        str(group): float(hit[groups == group].mean())
        for group in np.unique(groups)
        if group != UNPLACED and hit[groups == group].any()
    }
