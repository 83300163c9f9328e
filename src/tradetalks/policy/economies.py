"""Which economies of a world a code from a text stands for."""

from collections.abc import Mapping

from tradetalks.atlas.places import EU_MEMBERS, REST_OF_WORLD, economy_name, places
from tradetalks.atlas.world import World
from tradetalks.errors import ArticleError, UnknownCodeError
from tradetalks.policy.words import joined, starting, with_article

BLOCS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "EU": ("the European Union", EU_MEMBERS),
    "EUU": ("the European Union", EU_MEMBERS),
    "MERCOSUR": ("Mercosur", ("ARG", "BOL", "BRA", "PRY", "URY")),
    "GCC": ("the Gulf Cooperation Council", ("ARE", "BHR", "KWT", "OMN", "QAT", "SAU")),
    "EAEU": ("the Eurasian Economic Union", ("ARM", "BLR", "KAZ", "KGZ", "RUS")),
}
"""Customs unions that negotiate as one: name and members by code."""


def members_of(code: str, world: World) -> tuple[str, ...]:
    """Return the economies of a world that a country's or a bloc's code stands for, or none."""
    if code in world.economies:
        return (code,)
    if code in BLOCS:
        return tuple(member for member in BLOCS[code][1] if member in world.economies)
    return ()


def missing_from(code: str, world: World) -> str:
    """Return the sentence that a bloc needs whose members a world does not all hold, or nothing."""
    present = members_of(code, world)
    if code not in BLOCS or not present or len(present) == len(BLOCS[code][1]):
        return ""
    names = joined([name_of(member, world) for member in present])
    bloc = starting(BLOCS[code][0])
    return f"{bloc} stands for {names}: this world holds no other of its members."


def party_in(code: str, world: World) -> tuple[str, ...]:
    """Return the economies of a world that a negotiating party stands for.

    Raises:
        ArticleError: The party is a place that this world does not name on its own.
        UnknownCodeError: No place has that code.
    """
    found = members_of(code, world)
    if found:
        return found
    if code not in places() and code not in BLOCS:
        raise UnknownCodeError("economy", code, world.economies)
    rest = REST_OF_WORLD in world.economies
    inside = ": it is part of the rest of the world" if rest else ""
    name = starting(name_of(code, world))
    raise ArticleError(
        f"{name} has no economy of its own in the world '{world.name}'{inside}",
        remedy="Use a world that names it (--world)",
    )


def name_of(code: str, world: World) -> str:
    """Return the name a sentence uses for an economy, a place or a bloc; else the code."""
    if code in BLOCS:
        return BLOCS[code][0]
    if code in world.economies:
        name = world.economy_names[world.economies.index(code)]
    else:
        name = economy_name(code) if code in places() else code
    return with_article(name)
