"""Which raw labels go into which economy and sector."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.places import REST_OF_WORLD, economies
from tradetalks.atlas.sectors import SECTOR_CODES, SERVICES

Array = NDArray[np.float64]

SECTOR_OF_28: Mapping[str, str] = {
    "A01": "AGR",
    "A02": "AGR",
    "A03": "AGR",
    "B05": "ENE",
    "B06": "ENE",
    "B07": "MIN",
    "B08": "MIN",
    "B09": "MIN",
    "C10T12": "FOO",
    "C13T15": "TEX",
    "C16": "WOO",
    "C17_18": "PAP",
    "C19": "PET",
    "C20": "CHM",
    "C21": "PHA",
    "C22": "RUB",
    "C23": "NMM",
    "C24A": "FER",
    "C24B": "NFM",
    "C25": "FAB",
    "C26": "ELE",
    "C27": "EEQ",
    "C28": "MAC",
    "C29": "AUT",
    "C301": "OTR",
    "C302T309": "OTR",
    "C31T33": "OMF",
    "Services (aggregate)": "SVC",
}
"""The 28 industries of the 2022 flows."""

GOODS_OF_45: Mapping[str, tuple[str, ...]] = {
    "A01_02": ("A01", "A02"),
    "A03": ("A03",),
    "B05_06": ("B05", "B06"),
    "B07_08": ("B07", "B08"),
    "B09": ("B09",),
    "C24": ("C24A", "C24B"),
    "C30": ("C301", "C302T309"),
} | {
    label: (label,)
    for label in (
        [
            "C10T12",
            "C13T15",
            "C16",
            "C17_18",
            "C19",
            "C20",
            "C21",
            "C22",
            "C23",
            "C25",
            "C26",
            "C27",
            "C28",
            "C29",
            "C31T33",
        ]
    )
}
"""The goods industries of the 2020 structure, and the 2022 industries that each one holds."""

METALS = "C24"
"""The one industry of the structure that the flows split in two."""


def sector_of_45(label: str) -> str:
    """Return the sector of an industry of the 2020 structure other than `METALS`."""
    return SECTOR_OF_28[GOODS_OF_45[label][0]] if label in GOODS_OF_45 else SERVICES[0]


def economy_of_81(code: str) -> str:
    """Return the economy that holds one of the 81: itself, or the rest of the world."""
    return code if code in economies() else REST_OF_WORLD


def membership(groups: Sequence[str], members: Sequence[str]) -> Array:
    """Return a matrix [group, member] with a one where a member belongs.

    Args:
        groups: Codes of the groups, in order.
        members: For each member, the code of its group.
    """
    return np.array([[float(own == group) for own in members] for group in groups])


def flow_groups(economy_codes: Sequence[str], industries: Sequence[str]) -> tuple[Array, Array]:
    """Return the memberships of the 81 × 28 flows in economies and in sectors."""
    places = membership(economies(), [economy_of_81(code) for code in economy_codes])
    sectors = membership(SECTOR_CODES, [SECTOR_OF_28[label] for label in industries])
    return places, sectors
