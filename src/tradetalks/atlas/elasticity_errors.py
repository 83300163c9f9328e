"""How well the published elasticities are known: their standard errors, where there are any."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.sectors import SECTOR_CODES
from tradetalks.atlas.world import World

Array = NDArray[np.float64]

SPREADS: tuple[str, ...] = ("protee",)
"""Sets whose errors are no errors of an estimate but the spread between a sector's products."""

_TABLES = Path(__file__).parent / "data" / "default"


def elasticity_errors(world: World) -> Mapping[str, Array]:
    """Return the standard errors of the world's published sets.

    Args:
        world: Whose sets. Errors are known for the sets that ship, on the sectors that ship: a
            world of other sectors has none, nor has a set whose numbers were changed.

    Returns:
        By name of set, the standard error of theta [sector], same unit as theta, NaN where
        unknown. Nothing for a world of other sectors; sets that do not ship are left out.
    """
    if world.sectors != SECTOR_CODES:
        return {}
    shipped, errors = _table("elasticities.csv"), _table("uncertainty/elasticity-errors.csv")
    return {
        name: errors[name].copy()
        for name, theta in world.elasticities.items()
        if name in errors and np.array_equal(theta, shipped[name])
    }


@cache
def _table(name: str) -> dict[str, Array]:
    path = _TABLES / name
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    place = [header.index(code) for code in SECTOR_CODES]
    return {row[0]: np.array([float(row[k]) if row[k] else np.nan for k in place]) for row in rows}
