"""Trade elasticities for a world of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.load import load_world
from tradetalks.errors import SourceError, UnknownCodeError, WorldError
from tradetalks.origin import Origin

Array = NDArray[np.float64]

Elasticities = float | str | Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Chosen:
    """The elasticities in use.

    Attributes:
        name: Of the set.
        theta: Trade elasticity [sector].
        said: Where they come from, one sentence.
        origins: The sources of a published set.
    """

    name: str
    theta: Array
    said: str
    origins: tuple[Origin, ...] = ()


def choose_elasticities(given: Elasticities, sectors: tuple[str, ...]) -> Chosen:
    """Return the elasticities of the sectors of a world.

    Args:
        given: One number for all, a number for each sector, or the name of a published set, for
            sectors of the default world.
        sectors: The axis of sectors.

    Raises:
        SourceError: A sector has none, or one is not above zero.
        UnknownCodeError: There is no set of that name, or no such sector.
        WorldError: A published set does not know the sectors.
    """
    if isinstance(given, str):
        return _published(given, sectors)
    if isinstance(given, Mapping):
        return _by_sector(given, sectors)
    theta = _positive(np.full(len(sectors), float(given)), sectors)
    said = f"The trade elasticity is {given:g} in every sector."
    return Chosen(f"uniform_{given:g}", theta, said)


def _published(name: str, sectors: tuple[str, ...]) -> Chosen:
    shipped = load_world()
    if name not in shipped.elasticities:
        raise UnknownCodeError("elasticity set", name, shipped.elasticities, where="elasticities")
    strange = [code for code in sectors if code not in shipped.sectors]
    if strange:
        raise WorldError(
            f"'{name}' has no elasticity of sector '{strange[0]}'",
            where="elasticities",
            remedy="Give a number, or one for each sector",
        )
    theta = shipped.elasticities[name][[shipped.sector_index(code) for code in sectors]]
    origins = tuple(o for o in shipped.origins if o.id.startswith("trade-elasticities"))
    return Chosen(name, np.array(theta), f"The trade elasticities are those of '{name}'.", origins)


def _by_sector(given: Mapping[str, float], sectors: tuple[str, ...]) -> Chosen:
    for code in given:
        if code not in sectors:
            raise UnknownCodeError("sector", code, sectors, where="elasticities")
    absent = [code for code in sectors if code not in given]
    if absent:
        raise SourceError(
            f"there is none of {', '.join(absent[:8])}",
            where="elasticities",
            remedy="Give one for each sector",
        )
    theta = _positive(np.array([float(given[code]) for code in sectors]), sectors)
    return Chosen("given", theta, "The trade elasticities were given by sector.")


def _positive(theta: Array, sectors: tuple[str, ...]) -> Array:
    wrong = ~(np.isfinite(theta) & (theta > 0))
    if wrong.any():
        at = int(wrong.argmax())
        raise SourceError(
            f"{theta[at]:g} of {sectors[at]} is no trade elasticity",
            where="elasticities",
            remedy="Elasticities are positive: 4 says that trade falls by 4 % where cost rises 1 %",
        )
    return theta
