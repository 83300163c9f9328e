"""Shares and rates that no list tells, found from the published totals by partner."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.policy.build.cells import Array, Cells
from tradetalks.policy.build.lists import FIRST_ACTIONS
from tradetalks.policy.build.plan import Desk, Recipe, plan

PUBLISHED = "us_tariffs/country-by-time.csv"
RATES_OF_301 = (0.10, 0.125)
WHOLE = 0.25
"""A share found within this of one is one: the rest is rounding and how floors are counted."""

NAMES: Mapping[str, str] = {
    **{"ALGERIA": "DZA", "ANGOLA": "AGO", "ARGENTINA": "ARG", "AUSTRALIA": "AUS"},
    **{"BANGLADESH": "BGD", "BRAZIL": "BRA", "CAMBODIA": "KHM", "CANADA": "CAN"},
    **{"CHILE": "CHL", "CHINA": "CHN", "COLOMBIA": "COL", "COSTA RICA": "CRI"},
    **{"DOMINICAN REPUBLIC": "DOM", "ECUADOR": "ECU", "EGYPT": "EGY", "EL SALVADOR": "SLV"},
    **{"EUROPEAN UNION": "EU", "GUATEMALA": "GTM", "HONDURAS": "HND", "HONG KONG": "HKG"},
    **{"INDIA": "IND", "INDONESIA": "IDN", "IRAQ": "IRQ", "ISRAEL": "ISR", "JAPAN": "JPN"},
    **{"KOREA, SOUTH": "KOR", "KUWAIT": "KWT", "MALAYSIA": "MYS", "MEXICO": "MEX"},
    **{"NEW ZEALAND": "NZL", "NICARAGUA": "NIC", "NIGERIA": "NGA", "NORWAY": "NOR"},
    **{"PAKISTAN": "PAK", "PERU": "PER", "PHILIPPINES": "PHL", "RUSSIA": "RUS"},
    **{"SAUDI ARABIA": "SAU", "SINGAPORE": "SGP", "SLOVAKIA": "SVK", "SOUTH AFRICA": "ZAF"},
    **{"SRI LANKA": "LKA", "SWITZERLAND": "CHE", "TAIWAN": "TWN", "THAILAND": "THA"},
    **{"TRINIDAD AND TOBAGO": "TTO", "TURKEY": "TUR", "UNITED ARAB EMIRATES": "ARE"},
    **{"UNITED KINGDOM": "GBR", "VENEZUELA": "VEN", "VIETNAM": "VNM"},
}
"""Code of each partner of the published file."""


def published(path: Path) -> dict[date, dict[str, float]]:
    """Return the added rate by day and partner, fractions, as the file publishes it."""
    found: dict[date, dict[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            rate = float(row["effective tariff"]) / 100
            found.setdefault(day, {})[NAMES[row["country_name"]]] = rate
    return found


def effective(desk: Desk) -> Desk:
    """Return the desk with every share and rate that has to be found from totals.

    Which Canadian and Mexican goods claim the North American agreement, what the Section 301
    duties of July 2026 leave out by partner, and the Canadian duty of August 2026 are in no
    list: each is one number per partner, set so that the partner's total is the published one.
    """
    totals = published(desk.raw / PUBLISHED)
    cells = desk.cells
    desk = replace(desk, cells=as_published(cells))
    for neighbour in ("CAN", "MEX"):
        desk = _neighbour(desk, totals, neighbour)
    desk = _section_301(desk, totals[date(2026, 7, 24)])
    rest = ["us-232-metals-2026-04-06", "us-232-timber-2025-10-14"]
    rest.append("us-232-autos-neighbours-2026-04-06")
    target = totals[date(2026, 8, 19)]["CAN"]
    desk = _solved(desk, "338-CAN", "us-338-can-2026-08-19", rest, "CAN", target)
    return replace(desk, cells=cells)


def as_published(cells: Cells) -> Cells:
    """Return the imports as the makers of the published totals have them.

    Their lists of metals hold only what 2025 added to the first Section 232 actions, and what was
    paid under these in 2024 counts for nothing; nor does the ordinary duty.
    """
    none = np.zeros(len(cells.value))
    unlisted = {name: np.zeros(len(cells.value), dtype=bool) for name in FIRST_ACTIONS}
    flags = {**cells.flags, **unlisted}
    return replace(cells, ordinary=none, earlier=none, flags=flags)


def average(desk: Desk, measures: list[str], economy: str) -> float:
    """Return the import-weighted sum of measures on one economy, a fraction."""
    recipes = plan()
    at = desk.cells.at(economy)
    rate = sum(recipes[name](desk).rate for name in measures)
    return float((rate * desk.cells.value)[at].sum() / desk.cells.value[at].sum())


def _neighbour(desk: Desk, totals: Mapping[date, Mapping[str, float]], code: str) -> Desk:
    """Find, date by date, the share of goods that pay."""
    fentanyl, autos = "us-fentanyl-neighbours", "us-232-autos-neighbours"
    spring = ["us-232-metals-2025-03-12", f"{fentanyl}-2025-04-03"]
    metals = "us-232-metals-2025-08-01"
    copper, timber = "us-232-copper-2025-08-01", "us-232-timber-2025-10-14"
    april = f"{autos}-2025-04-03"
    steps: list[tuple[date, str, str, list[str]]] = [
        (date(2025, 3, 6), "fentanyl-2025-03-07", f"{fentanyl}-2025-03-07", []),
        (date(2025, 4, 3), "autos-2025-04-03", april, spring),
        (
            date(2025, 4, 11),
            "fentanyl-2025-04-11",
            f"{fentanyl}-2025-04-11",
            ["us-232-metals-2025-04-11", april],
        ),
        (
            date(2025, 8, 7),
            "fentanyl-2025-08-07",
            f"{fentanyl}-2025-08-01",
            [metals, copper, april],
        ),
        (
            date(2025, 11, 14),
            "fentanyl-2025-11-14",
            f"{fentanyl}-2025-11-13",
            [metals, copper, timber, april],
        ),
        (
            date(2026, 2, 20),
            "autos-2026-02-20",
            f"{autos}-2026-02-20",
            [metals, copper, timber],
        ),
        (
            date(2026, 4, 6),
            "autos-2026-04-06",
            f"{autos}-2026-04-06",
            ["us-232-metals-2026-04-06", timber],
        ),
    ]
    for day, name, measure, rest in steps:
        desk = _solved(desk, f"{name}-{code}", measure, rest, code, totals[day][code])
    return desk


def _solved(
    desk: Desk, name: str, measure: str, rest: list[str], economy: str, target: float
) -> Desk:
    """Return the desk with one number set so that an economy's total is the published one."""
    one = replace(desk, effective={**desk.effective, name: 1.0})
    full = average(one, [measure], economy)
    others = average(desk, rest, economy) if rest else 0.0
    return replace(desk, effective={**desk.effective, name: (target - others) / full})


def _section_301(desk: Desk, target: Mapping[str, float]) -> Desk:
    """Find each partner's headline, 10 or 12.5 percent, and the share of goods that pay."""
    rest = ["us-232-metals-2026-04-06", "us-232-timber-2025-10-14", "us-301-bra-2026-07-22"]
    recipes = plan()
    others = sum(recipes[name](desk).rate for name in rest) + _autos(desk, recipes)
    found: dict[str, float] = {}
    ones = {f"301-{code}": 1.0 for code in np.unique(desk.cells.economy)}
    levied = recipes["us-301-2026-07-24"](replace(desk, effective=ones)).rate
    for economy in np.unique(desk.cells.economy):
        if economy in ("CAN", "MEX"):
            continue
        code = "EU" if economy in EU_MEMBERS else str(economy)
        at = desk.cells.at(*EU_MEMBERS) if code == "EU" else desk.cells.at(code)
        headline, share = RATES_OF_301[1], 1.0
        if code in target:
            value = desk.cells.value[at]
            full = float((levied[at] * value).sum() / value.sum())
            gap = target[code] - float((np.asarray(others)[at] * value).sum() / value.sum())
            implied = gap / full if full > 0 else 0.0
            headline = min(RATES_OF_301, key=lambda rate: abs(rate - implied))
            share = max(implied / headline, 0.0)
            share = 1.0 if abs(share - 1.0) < WHOLE else share
        found |= {f"301-{economy}": headline, f"301-share-{economy}": share}
    return replace(desk, effective={**desk.effective, **found})


def _autos(desk: Desk, recipes: Mapping[str, Recipe]) -> Array:
    """Return the duty on vehicles as of July 2026: the last entry that reaches each cell."""
    rate = np.zeros(len(desk.cells.value))
    for name, recipe in recipes.items():
        if name.startswith("us-232-autos"):
            levy = recipe(desk)
            rate = np.where(levy.reach, levy.rate, rate)
    return rate
