"""Which tariff lines each list of an order names."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import SourceError

Flags = NDArray[np.bool_]

FOLDER = "us_tariffs/lists"

LISTS: Mapping[str, str] = {
    "annex_two": "annex-II-exemptions.csv",
    "annex_two_november": "annex-II-exemptions-nov14.csv",
    "electronics": "consumer_electronics_EO14257_apr11.csv",
    "steel": "steel-tariffs.csv",
    "aluminium": "alu-tariffs.csv",
    "autos": "auto-tariffs.csv",
    "copper": "copper-list.csv",
    "metals_one_a": "metals-annex-IA.csv",
    "metals_one_b": "metals-annex-IB.csv",
    "metals_removed": "metals-annex-II-removed.csv",
    "metals_three": "metals-annex-III-temporary.csv",
    "brazil_aircraft": "brazil-airplane-exemptions.csv",
    "brazil_other": "brazil-non-airplane-exemptions.csv",
    "section_122": "section122-product-exemptions.csv",
    "canada_alcohol": "canada-338-alcohol.csv",
    "canada_dairy": "canada-338-dairy.csv",
    "canada_other": "canada-338-autos.csv",
}
"""File by the name a duty knows it by; each has tariff lines of 4 to 10 digits."""

BRAZIL_301 = "brazil-301-exemptions.csv"
BROAD = ("flat", "pharma")
"""Categories of the Section 301 exemptions that every partner has."""

TIMBER: Mapping[str, tuple[str, ...]] = {
    "lumber": (
        *("44031100", "44032101", "44032201", "44032301", "44032401", "44032501", "44032601"),
        *("44039901", "44061100", "44069100", "44071100", "44071200", "44071300", "44071400"),
        "44071900",
    ),
    "furniture": (
        *("9401614011", "9401614031", "9401616011", "9401616031"),
        *("9403409060", "9403608093", "9403910080"),
    ),
}
"""Lines of the timber proclamation, after the parameters of The Budget Lab (MIT)."""

FIRST_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "steel_first": (
        *(str(heading) for heading in range(7206, 7216)),
        *("721610", "721621", "721622", "721631", "721632", "721633", "721640", "721650", "721699"),
        *(str(heading) for heading in range(7217, 7230)),
        *("730110", "730210", "730240", "730290", "7304", "7305", "7306"),
        *("73170030", "7317005503", "7317005505", "7317005507", "7317005560", "7317005580"),
        "7317006560",
    ),
    "aluminium_first": (
        *("7601", "7604", "7605", "7606", "7607", "7608", "7609", "7616995160", "7616995170"),
        *("76141050", "76149020", "76149040", "76149050"),
    ),
}
"""Goods under Section 232 before 2025: steel and aluminium of Proclamations 9704 and 9705 of 2018,
nails, wire and cable of Proclamation 9980 of 2020. The lists of 2025 at hand name only what was
added to them."""


def read_flags(raw: Path, lines: Iterable[str]) -> dict[str, Flags]:
    """Return, for every list, which of the given ten-digit lines it names."""
    codes = list(lines)
    flags = {name: matched(codes, _column(raw / FOLDER / file)) for name, file in LISTS.items()}
    by_hand = {**TIMBER, **FIRST_ACTIONS}
    flags |= {name: matched(codes, prefixes) for name, prefixes in by_hand.items()}
    categories = _categories(raw / FOLDER / BRAZIL_301)
    named = [code for group in categories.values() for code in group]
    flags["brazil_301"] = matched(codes, named)
    flags["section_301"] = matched(codes, [c for name in BROAD for c in categories[name]])
    return flags


def matched(lines: list[str], prefixes: Iterable[str]) -> Flags:
    """Return which lines begin with one of the prefixes."""
    wanted = set(prefixes)
    lengths = sorted({len(code) for code in wanted})
    return np.array([any(line[:k] in wanted for k in lengths) for line in lines])


def codes_in(path: Path) -> list[str]:
    """Return the tariff codes of a foreign list, one at the start of each line or second field.

    Canada writes `0105.11.22`; China numbers its lines and drops a leading zero.
    """
    found = []
    for line in _lines(path):
        fields = next(csv.reader([line]))
        bare = [field.strip().replace(".", "") for field in fields[:2]]
        code = next((each for each in bare if re.fullmatch(r"\d{7,10}", each)), None)
        if code is not None:
            found.append(code.zfill(8))
    return found


def _column(path: Path) -> list[str]:
    rows = list(csv.reader(_lines(path)))[1:]
    return [row[0].strip().replace(".", "") for row in rows if row]


def _categories(path: Path) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for code, category in list(csv.reader(_lines(path)))[1:]:
        groups.setdefault(category, []).append(code)
    return groups


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as fault:
        raise SourceError(f"cannot read the list ({fault.strerror})", where=str(path)) from None
    return [line for line in text.splitlines() if line.strip()]
