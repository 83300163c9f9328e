"""Every country of the world by code, and which economy of the default world holds it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tradetalks.errors import UnknownCodeError

REST_OF_WORLD = "ROW"
"""The economy that holds every place without one of its own."""

# fmt: off
EU_MEMBERS: tuple[str, ...] = (
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA",
    "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL",
    "PRT", "ROU", "SVK", "SVN", "SWE",
)
# fmt: on
"""The 27 members since February 2020: one customs territory."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A country or territory.

    Attributes:
        code: ISO 3166-1 alpha-3, or XKX for Kosovo.
        iso2: ISO 3166-1 alpha-2.
        name: Short English name.
        economy: The economy of the default world that holds it.
    """

    code: str
    iso2: str
    name: str
    economy: str


@cache
def places() -> Mapping[str, Place]:
    """Return every place by its three-letter code, in alphabetical order of codes."""
    text = files("tradetalks.atlas").joinpath("data/places.csv").read_text(encoding="utf-8")
    return {row["code"]: Place(**row) for row in csv.DictReader(text.splitlines())}


@cache
def economies() -> tuple[str, ...]:
    """Return the codes of the default world in axis order: alphabetical, rest of world last."""
    own = sorted(place.code for place in places().values() if place.economy == place.code)
    return (*own, REST_OF_WORLD)


def economy_name(code: str) -> str:
    """Return the English name of a place or of the rest of the world.

    Raises:
        UnknownCodeError: No place has that code.
    """
    if code == REST_OF_WORLD:
        return "Rest of the world"
    known = places()
    if code not in known:
        raise UnknownCodeError("place", code, (*known, REST_OF_WORLD))
    return known[code].name


def inside(economy: str) -> tuple[Place, ...]:
    """Return the places that one economy of the default world holds, by code.

    Raises:
        UnknownCodeError: The default world has no such economy.
    """
    if economy not in economies():
        raise UnknownCodeError("economy", economy, economies())
    return tuple(place for place in places().values() if place.economy == economy)
