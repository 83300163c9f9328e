"""From the numbers that statistical offices give to countries to the codes of the list of places.

Most are those of ISO 3166-1. The statistics of the United Nations, the World Bank and the WTO
depart from it in a few cases, and give the European Union a number of its own.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tradetalks.atlas.places import EU_MEMBERS

WORLD = "000"
"""The number of all partners together."""

UNION = "EUU"
"""The European Union as one reporter or partner, in the World Bank's spelling."""

DEPARTURES: Mapping[str, str] = {
    "251": "FRA",
    "280": "DEU",
    "490": "TWN",
    "579": "NOR",
    "699": "IND",
    "736": "SDN",
    "757": "CHE",
    "842": "USA",
    "918": UNION,
}
"""Numbers that are not in the standard, or no longer: Comtrade's customs territories, Germany and
Sudan before 1990 and 2011, Taiwan as "other Asia", and the Union in WITS and at the WTO."""

_JOINED: Mapping[int, tuple[str, ...]] = {
    1995: ("AUT", "FIN", "SWE"),
    2004: ("CYP", "CZE", "EST", "HUN", "LTU", "LVA", "MLT", "POL", "SVK", "SVN"),
    2007: ("BGR", "ROU"),
    2013: ("HRV",),
}
_LEFT: Mapping[str, int] = {"GBR": 2020}
"""The last year in which a former member still applied the Union's tariff."""


def place_of(number: str) -> str | None:
    """Return the code of the place with a number, `EUU` for the Union, or nothing.

    Args:
        number: Up to three digits; zeros in front may be missing.
    """
    padded = number.strip().zfill(3)
    return DEPARTURES.get(padded) or _standard().get(padded)


def union_members(year: int) -> tuple[str, ...]:
    """Return who applied the common tariff of the European Union in a year, or in part of it."""
    later = {code for joined, codes in _JOINED.items() if joined > year for code in codes}
    former = [code for code, last in _LEFT.items() if year <= last]
    return tuple(sorted({*EU_MEMBERS, *former} - later))


@cache
def _standard() -> Mapping[str, str]:
    text = files("tradetalks.atlas").joinpath("data/place_numbers.csv").read_text(encoding="utf-8")
    return {row["number"]: row["code"] for row in csv.DictReader(text.splitlines())}
