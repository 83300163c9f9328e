"""The standard errors of the published elasticities, brought to the sectors of the default world.

Industries are estimated one by one, so the error of the mean of n industries is the root of the
sum of their squared errors, over n. A sector has none where a paper prints nothing for it.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.elasticities import MAPPINGS
from tradetalks.atlas.build.protee import protee_errors
from tradetalks.atlas.sectors import SECTOR_CODES
from tradetalks.errors import SourceError

Array = NDArray[np.float64]

PRINTED: Mapping[str, Mapping[str, float]] = {
    # Table 1, the sample of 99 %, robust to heteroskedasticity.
    "caliendo_parro_2015": {
        "Agriculture": 2.01,
        "Mining": 3.67,
        "Food": 0.61,
        "Textiles": 1.28,
        "Wood": 2.87,
        "Paper": 2.65,
        "Petroleum": 15.61,
        "Chemicals": 1.78,
        "Plastics": 2.23,
        "Minerals": 1.60,
        "Basic metals": 2.51,
        "Metal products": 2.12,
        "Machinery n.e.c.": 2.80,
        "Office": 4.53,
        "Electrical": 1.64,
        "Communication": 1.77,
        "Medical": 1.56,
        "Auto": 0.92,
        "Other transport": 1.08,
        "Other manufacturing": 1.08,
    },
    # Table 3, clustered by product and year and by origin and product.
    "lashkaripour_lugovskyy_2023": {
        "Agriculture and Mining": 2.345,
        "Food": 0.765,
        "Textiles, Leather, Footwear": 0.353,
        "Wood": 1.855,
        "Paper": 1.106,
        "Petroleum": 0.464,
        "Chemicals": 0.403,
        "Rubber and Plastic": 1.176,
        "Minerals": 1.667,
        "Basic and Fabricated Metals": 0.484,
        "Machinery": 1.330,
        "Electrical and Optical Equipment": 0.323,
        "Transport Equipment": 0.834,
        "N.E.C. and Recycling": 1.012,
    },
}
"""Standard errors by set and published industry, as the papers print them."""


def error_sets(raw: Path, sets: Mapping[str, Array]) -> dict[str, Array]:
    """Return the standard errors of every set [sector], NaN where unknown.

    Args:
        raw: The folder with the raw data.
        sets: The sets that ship, by name.

    Raises:
        SourceError: An industry that a mapping names has no printed error.
    """
    unknown = np.full(len(SECTOR_CODES), np.nan)
    found = {name: _by_sector(name) for name in PRINTED} | {"protee": protee_errors(raw)}
    return {name: found.get(name, unknown) for name in sets}


def _by_sector(name: str) -> Array:
    mapping = MAPPINGS[name]
    return np.array([_of_mean(name, mapping.get(code, ())) for code in SECTOR_CODES])


def _of_mean(name: str, industries: tuple[str, ...]) -> float:
    missing = [industry for industry in industries if industry not in PRINTED[name]]
    if missing:
        raise SourceError(f"no printed error for '{missing[0]}'", where=name)
    if not industries:
        return np.nan
    squares = [PRINTED[name][industry] ** 2 for industry in industries]
    return round(float(np.sqrt(sum(squares))) / len(industries), 6)
