"""The published totals, rebuilt by the conventions of their makers.

The library follows the orders. The published file departs from them in ways that can be told from
its numbers: the functions here adopt those ways and hit its totals to the last digit, which shows
that lists, imports and arithmetic agree and that every other difference is one of convention.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from tradetalks.policy.build.cells import Array, Cells
from tradetalks.policy.build.headlines import annex_one, seventh_of_august
from tradetalks.policy.build.lists import Flags

CHINESE = ("CHN", "HKG")
FLAT_ALL_IN = ("EU", "JPN", "KOR")

UNTOLD_FROM = date(2026, 7, 24)
"""From here on the lists behind the file are not published."""

Convention = Callable[[Cells, str, Path], Array]


def rebuilt(cells: Cells, economy: str, day: date, raw: Path) -> float | None:
    """Return the published average of one partner, rebuilt, or None where no rule was found.

    Args:
        cells: Imports by tariff line, of that partner alone.
        economy: Its code; `EU` for the Union.
        day: The day of the published file.
        raw: The folder of raw data, for the printed lists.
    """
    if day >= UNTOLD_FROM or (economy in ("CAN", "MEX", "BRA") and day >= date(2025, 4, 3)):
        return None
    rule = next((rule for first, rule in reversed(_RULES) if day >= first), None)
    if rule is None:
        return None
    rate = rule(cells, economy, raw)
    return float((rate * cells.value).sum() / cells.value.sum())


def _february(cells: Cells, economy: str, _: Path) -> Array:
    """China's 20 percent is counted from 4 February, and a metal duty replaces it."""
    return np.full(len(cells.value), {"CHN": 0.2, "HKG": 0.2}.get(economy, 0.0))


def _neighbours(cells: Cells, economy: str, raw: Path) -> Array:
    flat = {"CAN": 0.0875, "MEX": 0.045}
    return _february(cells, economy, raw) + flat.get(economy, 0.0)


def _metals(cells: Cells, economy: str, raw: Path) -> Array:
    rate = _neighbours(cells, economy, raw)
    return np.where(_listed_metals(cells), 0.25, rate)


def _vehicles(cells: Cells, economy: str, raw: Path) -> Array:
    rate = np.where(cells.flags["autos"], 0.25, _neighbours(cells, economy, raw))
    return np.where(_listed_metals(cells), 0.25, rate)


def _annex_one(china: float) -> Convention:
    """Country rates count from 5 April, nothing is exempt, South Africa's code is misprinted."""

    def rule(cells: Cells, economy: str, raw: Path) -> Array:
        printed = annex_one(raw, amended=False)
        country = 0.20 if economy == "EU" else printed.get(str(cells.partner[0]), 0.10)
        if economy in ("ZAF", "SVK"):
            country = 0.10
        return _spring(cells, economy, china if economy in CHINESE else max(country, 0.10))

    return rule


def _paused(china: float, *, exempt: bool, metals: float = 0.25) -> Convention:
    """China's 125 percent is counted as the total from 9 April."""

    def rule(cells: Cells, economy: str, _: Path) -> Array:
        country = china if economy in CHINESE else 0.10
        return _spring(cells, economy, country, exempt=exempt, metals=metals)

    return rule


def _spring(
    cells: Cells, economy: str, country: float, *, exempt: bool = False, metals: float = 0.25
) -> Array:
    has = cells.flags
    free = (has["annex_two"] | has["electronics"]) & np.bool_(exempt)
    other = np.where(free, 0.0, country) + (0.2 if economy in CHINESE else 0.0)
    other = np.where(free & (economy == "HKG"), 0.0, other)
    rate = np.where(has["autos"], 0.25, other)
    listed = _listed_metals(cells)
    if exempt and metals < 0.5:
        listed = listed & ~has["electronics"]
    return np.where(listed, 0.25 if economy == "GBR" else metals, rate)


def _august(cells: Cells, economy: str, raw: Path) -> Array:
    """All-in rates count as additions, China as 34 percent, India as 50 from 7 August."""
    has = cells.flags
    free = has["annex_two"] | has["electronics"]
    return _with_232(cells, economy, _country(cells, economy, raw, free))


def _autumn(cells: Cells, economy: str, raw: Path) -> Array:
    return _with_timber(cells, economy, _august(cells, economy, raw))


def _late_autumn(cells: Cells, economy: str, raw: Path) -> Array:
    """China's lower rate counts from 1 November."""
    has = cells.flags
    free = has["annex_two"] | has["electronics"]
    country = _country(cells, economy, raw, free, china=0.20)
    return _with_timber(cells, economy, _with_232(cells, economy, country))


def _november(cells: Cells, economy: str, raw: Path) -> Array:
    """Goods of the November annex from China pay nothing."""
    has = cells.flags
    free = has["annex_two_november"] | has["electronics"]
    country = _country(cells, economy, raw, free, china=0.20, switzerland=0.15)
    if economy in CHINESE:
        country = np.where(has["annex_two_november"], 0.0, 0.20)
    return _with_timber(cells, economy, _with_232(cells, economy, country))


def _february_2026(cells: Cells, economy: str, raw: Path) -> Array:
    if economy != "IND":
        return _november(cells, economy, raw)
    has = cells.flags
    free = has["annex_two_november"] | has["electronics"]
    country = np.where(free, 0.0, 0.18)
    return _with_timber(cells, economy, _with_232(cells, economy, country))


def _voided(cells: Cells, economy: str, _: Path) -> Array:
    country = np.zeros(len(cells.value))
    return _with_timber(cells, economy, _with_232(cells, economy, country, late=True))


def _section_122(cells: Cells, economy: str, _: Path) -> Array:
    country = np.where(cells.flags["section_122"], 0.0, 0.10)
    return _with_timber(cells, economy, _with_232(cells, economy, country, late=True))


def _annexes(cells: Cells, economy: str, _: Path) -> Array:
    has = cells.flags
    british = economy == "GBR"
    country = np.where(has["section_122"] | has["metals_removed"], 0.0, 0.10)
    rate = np.where(has["autos"], _vehicle_rate(economy, late=True), country)
    rate = _with_timber(cells, economy, rate)
    rate = np.where(has["metals_three"], 0.15, rate)
    rate = np.where(has["metals_one_b"], 0.15 if british else 0.25, rate)
    return np.where(has["metals_one_a"], 0.25 if british else 0.50, rate)


def _country(
    cells: Cells,
    economy: str,
    raw: Path,
    free: Flags,
    *,
    china: float = 0.34,
    switzerland: float | None = None,
) -> Array:
    if economy in CHINESE:
        return np.where(free, 0.20 if economy == "CHN" else 0.0, china)
    if economy == "CHE" and switzerland is not None:
        return np.where(free, 0.0, switzerland)
    printed = {"EU": 0.15, "SVK": 0.10, "IND": 0.50}
    rate = printed.get(economy, seventh_of_august(raw).get(str(cells.partner[0]), 0.10))
    return np.where(free, 0.0, rate)


def _with_232(cells: Cells, economy: str, country: Array, *, late: bool = False) -> Array:
    has = cells.flags
    listed = _listed_metals(cells)
    if late:
        listed = listed & ~has["electronics"]
    rate = np.where(listed, 0.25 if economy == "GBR" else 0.50, country)
    rate = np.where(has["copper"], 0.50, rate)
    return np.where(has["autos"], _vehicle_rate(economy, late=late), rate)


def _with_timber(cells: Cells, economy: str, rate: Array) -> Array:
    has = cells.flags
    claimed = has["autos"] | has["copper"] | _listed_metals(cells)
    furniture = {"GBR": 0.10, "EU": 0.15, "JPN": 0.15}.get(economy, 0.25)
    rate = np.where(has["lumber"] & ~claimed, 0.10, rate)
    return np.where(has["furniture"] & ~claimed, furniture, rate)


def _vehicle_rate(economy: str, *, late: bool) -> float:
    if economy in FLAT_ALL_IN:
        return 0.15
    return 0.10 if late and economy == "GBR" else 0.25


def _listed_metals(cells: Cells) -> Flags:
    return cells.flags["steel"] | cells.flags["aluminium"]


_RULES: tuple[tuple[date, Convention], ...] = (
    (date(2025, 2, 4), _february),
    (date(2025, 3, 6), _neighbours),
    (date(2025, 3, 12), _metals),
    (date(2025, 4, 3), _vehicles),
    (date(2025, 4, 5), _annex_one(0.34)),
    (date(2025, 4, 8), _annex_one(0.84)),
    (date(2025, 4, 9), _paused(1.05, exempt=False)),
    (date(2025, 4, 11), _paused(1.05, exempt=True)),
    (date(2025, 5, 12), _paused(0.10, exempt=True)),
    (date(2025, 6, 3), _paused(0.10, exempt=True, metals=0.50)),
    (date(2025, 8, 7), _august),
    (date(2025, 10, 14), _autumn),
    (date(2025, 11, 1), _late_autumn),
    (date(2025, 11, 14), _november),
    (date(2026, 2, 7), _february_2026),
    (date(2026, 2, 20), _voided),
    (date(2026, 2, 24), _section_122),
    (date(2026, 4, 6), _annexes),
)
