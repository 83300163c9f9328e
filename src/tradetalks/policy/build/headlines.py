"""Rates as the orders print them, by Census code of the partner."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.policy.build.cells import PARTNERS, pairs
from tradetalks.policy.build.lists import FOLDER

BASELINE = 0.10
CHINA = ("5700", "5820", "5660")
"""Mainland, Hong Kong and Macao, which the orders on China reach."""
NEIGHBOURS = ("1220", "2010")
"""Canada and Mexico: the reciprocal orders leave them out."""

FIRST_PRINTING: Mapping[str, int] = {
    **{"4793": 36, "7930": 38, "7420": 12, "3720": 42, "5330": 27, "5800": 26, "7970": 18},
    **{"5460": 45, "2190": 19, "4039": 16, "5350": 30, "5650": 18, "4801": 38, "7910": 31},
    **{"4419": 32, "5490": 37, "6224": 23},
}
"""Annex I of 2 April 2025 as first printed, percent; as amended each has a point less."""

LETTERS: Mapping[str, Mapping[str, float]] = {
    "2025-07-07": {
        **{"5880": 0.25, "5800": 0.25, "7910": 0.30, "4634": 0.25, "5530": 0.40, "5570": 0.25},
        **{"5460": 0.40, "4793": 0.30, "7230": 0.25, "5600": 0.32, "5380": 0.35, "4801": 0.35},
        **{"5550": 0.36, "5490": 0.36},
    },
    "2025-07-09": {
        **{"5650": 0.20, "5610": 0.25, "4641": 0.25, "7210": 0.30, "5050": 0.30},
        **{"7250": 0.30, "5420": 0.30},
    },
}
"""Rates from 1 August in the letters to governments, by day of the letters."""

_SPELLED = {
    "CÔTE D`IVOIRE": "7480",
    "FALKLAND ISLANDS": "3720",
    "MYANMAR (BURMA)": "5460",
    "NORTH MACEDONIA": "4794",
    "SOUTH KOREA": "5800",
    "LIECHTENSTEIN": "4411",
}
_MISPRINTED = {"79f": "7910"}
"""A code of the source that is no Census code: South Africa."""


@cache
def annex_one(raw: Path, *, amended: bool = True) -> dict[str, float]:
    """Return Annex I of 2 April 2025 by partner, China and the two neighbours left out.

    Args:
        raw: The folder of raw data.
        amended: As published in the Federal Register; otherwise as first printed.
    """
    rates: dict[str, float] = {}
    for row in _rows(raw / FOLDER / "reciprocal-tariffs-annex-I.csv"):
        code = _MISPRINTED.get(row["CTY_CODE"], row["CTY_CODE"])
        if code in (*CHINA, *NEIGHBOURS):
            continue
        percent = float(row["tariff_rate"])
        if amended and FIRST_PRINTING.get(code) == percent:
            percent -= 1
        rates[code] = percent / 100
    return _with_members(rates, rates.pop("0003"), raw)


@cache
def seventh_of_august(raw: Path) -> dict[str, float]:
    """Return the list of the order of 31 July 2025; the Union at its all-in 15 percent."""
    codes = _census_names(raw) | _SPELLED
    rates = {
        codes[row["country_name"]]: float(row["rtariff-aug"]) / 100
        for row in _rows(raw / FOLDER / "clean-august-7-tariffs.csv")
    }
    return _with_members(rates, 0.15, raw)


def outside_north_america(rates: Mapping[str, float]) -> dict[str, float]:
    """Return rates with the 10 percent baseline for partners not listed, none for neighbours."""
    return {"": BASELINE, **rates, **dict.fromkeys(NEIGHBOURS, 0.0)}


def members(raw: Path) -> tuple[str, ...]:
    """Return the Census codes of the members of the European Union."""
    found = pairs(raw / PARTNERS, "CTY_CODE", "ISO3")
    return tuple(code for code, iso in found.items() if iso in EU_MEMBERS)


def _with_members(rates: dict[str, float], union: float, raw: Path) -> dict[str, float]:
    return {**rates, **dict.fromkeys(members(raw), union)}


def _census_names(raw: Path) -> dict[str, str]:
    names: dict[str, str] = {}
    for file in sorted((raw / "us_tariffs/hs2").glob("hs2-tariff-*.csv")):
        for row in _rows(file)[:1]:
            names[row["CTY_NAME"]] = row["CTY_CODE"]
    return names


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
