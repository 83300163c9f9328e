"""From the OECD's industry labels, of any edition, to the sectors of the default world."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.groups import membership
from tradetalks.atlas.sectors import SECTORS, SERVICES
from tradetalks.atlas.sources.icio import Icio

Array = NDArray[np.float64]

METALS = "MET"
METALS_NAME = "Basic metals"
METAL_SECTORS = ("FER", "NFM")

_DIVISION = re.compile(r"[A-Z](\d{2})(.*)")
_LAST_OF = (
    (3, "AGR"),
    (6, "ENE"),
    (9, "MIN"),
    (12, "FOO"),
    (15, "TEX"),
    (16, "WOO"),
    (18, "PAP"),
    (19, "PET"),
    (20, "CHM"),
    (21, "PHA"),
    (22, "RUB"),
    (23, "NMM"),
    (24, METALS),
    (25, "FAB"),
    (26, "ELE"),
    (27, "EEQ"),
    (28, "MAC"),
    (29, "AUT"),
    (30, "OTR"),
    (33, "OMF"),
)
"""The last division of ISIC revision 4 in each sector."""


def sector_of(label: str) -> tuple[str, ...]:
    """Return the sector that an industry belongs to; basic metals unsplit belong to two.

    Divisions count, not letters: editions before 2021 put a D before all of them. A label of the
    default world's own, or `MET`, is itself.
    """
    if label == METALS:
        return METAL_SECTORS
    if any(label == sector.code for sector in SECTORS):
        return (label,)
    found = _DIVISION.fullmatch(label)
    if found is None:
        return SERVICES
    division = int(found[1])
    code = next((code for last, code in _LAST_OF if division <= last), SERVICES[0])
    if code != METALS:
        return (code,)
    return {"A": ("FER",), "B": ("NFM",)}.get(found[2], METAL_SECTORS)


def merge_to_sectors(table: Icio) -> Icio:
    """Add industries up to sectors; basic metals that the file does not split stay one sector."""
    own = [_code(label) for label in table.industries]
    order = [sector.code for sector in SECTORS]
    order.insert(order.index(METAL_SECTORS[0]), METALS)
    codes = tuple(code for code in order if code in own)
    groups = membership(codes, own)
    return replace(
        table,
        industries=codes,
        intermediate=np.einsum(
            "sa,kb,ianb->isnk", groups, groups, table.intermediate, optimize=True
        ),
        final=table.final @ groups.T,
        output=table.output @ groups.T,
        value_added=table.value_added @ groups.T,
        taxes=table.taxes @ groups.T,
    )


def names_of(codes: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each sector or industry; an industry is named by its label."""
    names = {sector.code: sector.name for sector in SECTORS} | {METALS: METALS_NAME}
    return tuple(names.get(code, code) for code in codes)


def service_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """Return those that hold services only."""
    return tuple(code for code in codes if sector_of(code) == SERVICES)


def _code(label: str) -> str:
    sectors = sector_of(label)
    return METALS if sectors == METAL_SECTORS else sectors[0]
