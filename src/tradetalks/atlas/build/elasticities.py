"""The published trade elasticities, each brought to the sectors of the default world.

A sector takes the mean of the published industries named for it below. Where a set publishes
nothing for a sector, it takes the set's own stand-in as the source file of the flows does (the
mean of what is published for the group, or 4, the customary value).
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.groups import SECTOR_OF_28
from tradetalks.atlas.build.raw import ELASTICITIES, RawFlows
from tradetalks.atlas.sectors import SECTOR_CODES
from tradetalks.errors import SourceError

Array = NDArray[np.float64]

CUSTOMARY = 4.0

_ONE = tuple[str, ...]
_CHEMICALS_FGO = ("Chemicals and chemical products",)
_FARM_FGO = ("Agriculture, hunting, forestry, fishing",)

MAPPINGS: Mapping[str, Mapping[str, _ONE]] = {
    "fontagne_2022": {
        "AGR": _FARM_FGO,
        "ENE": ("Mining and quarrying",),
        "MIN": ("Mining and quarrying",),
        "FOO": ("Food products, beverages, tobacco",),
        "TEX": ("Textiles, leather, footwear",),
        "WOO": ("Wood and products of wood/cork",),
        "PAP": ("Pulp, paper, printing, publishing",),
        "PET": ("Coke, refined petroleum, nuclear fuel",),
        "CHM": _CHEMICALS_FGO,
        "PHA": _CHEMICALS_FGO,
        "RUB": ("Rubber and plastics products",),
        "NMM": ("Other non-metallic mineral products",),
        "FER": ("Basic metals",),
        "NFM": ("Basic metals",),
        "FAB": ("Fabricated metal products",),
        "ELE": ("Computer, electronic, optical equipment",),
        "EEQ": ("Electrical machinery and apparatus",),
        "MAC": ("Machinery and equipment n.e.c.",),
        "AUT": ("Motor vehicles, trailers, semi-trailers",),
        "OTR": ("Other transport equipment",),
        "OMF": ("Manufacturing n.e.c.; recycling",),
        "SVC": ("Other community, social, personal services",),
    },
    "caliendo_parro_2015": {
        "AGR": ("Agriculture",),
        "ENE": ("Mining",),
        "MIN": ("Mining",),
        "FOO": ("Food",),
        "TEX": ("Textiles",),
        "WOO": ("Wood",),
        "PAP": ("Paper",),
        "PET": ("Petroleum",),
        "CHM": ("Chemicals",),
        "PHA": ("Chemicals",),
        "RUB": ("Plastics",),
        "NMM": ("Minerals",),
        "FER": ("Basic metals",),
        "NFM": ("Basic metals",),
        "FAB": ("Metal products",),
        "ELE": ("Office", "Communication", "Medical"),
        "EEQ": ("Electrical",),
        "MAC": ("Machinery n.e.c.",),
        "AUT": ("Auto",),
        "OTR": ("Other transport",),
        "OMF": ("Medical", "Other manufacturing"),
    },
    "shapiro_2016": {
        "AGR": ("Agriculture, forestry",),
        "ENE": ("Mining",),
        "MIN": ("Mining",),
        "FOO": ("Food, beverages, tobacco",),
        "TEX": ("Textiles", "Apparel, leather"),
        "WOO": ("Wood",),
        "PAP": ("Paper, printing",),
        "PET": ("Petroleum, coal, minerals",),
        "CHM": ("Chemicals, rubber, plastics",),
        "PHA": ("Chemicals, rubber, plastics",),
        "RUB": ("Chemicals, rubber, plastics",),
        "NMM": ("Petroleum, coal, minerals",),
        "FER": ("Metals",),
        "NFM": ("Metals",),
        "FAB": ("Metals",),
        "ELE": ("Machinery, electrical",),
        "EEQ": ("Machinery, electrical",),
        "MAC": ("Machinery, electrical",),
        "AUT": ("Transport equipment",),
        "OTR": ("Transport equipment",),
        "OMF": ("Other",),
    },
    "lashkaripour_lugovskyy_2023": {
        "AGR": ("Agriculture and Mining",),
        "ENE": ("Agriculture and Mining",),
        "MIN": ("Agriculture and Mining",),
        "FOO": ("Food",),
        "TEX": ("Textiles, Leather, Footwear",),
        "WOO": ("Wood",),
        "PAP": ("Paper",),
        "PET": ("Petroleum",),
        "CHM": ("Chemicals",),
        "PHA": ("Chemicals",),
        "RUB": ("Rubber and Plastic",),
        "NMM": ("Minerals",),
        "FER": ("Basic and Fabricated Metals",),
        "NFM": ("Basic and Fabricated Metals",),
        "FAB": ("Basic and Fabricated Metals",),
        "ELE": ("Electrical and Optical Equipment",),
        "EEQ": ("Electrical and Optical Equipment",),
        "MAC": ("Machinery",),
        "AUT": ("Transport Equipment",),
        "OTR": ("Transport Equipment",),
        "OMF": ("N.E.C. and Recycling",),
    },
    "giri_yi_yilmazkuday_2021": {
        "FOO": ("Food products", "Beverages and Tobacco"),
        "TEX": ("Textiles", "Wearing apparel", "Leather products", "Footwear"),
        "WOO": ("Wood products",),
        "PAP": ("Paper and printing",),
        "CHM": ("Other chemicals",),
        "PHA": ("Other chemicals",),
        "RUB": ("Rubber products", "Plastic products"),
        "NMM": ("Pottery", "Glass products", "Other non-metallic minerals"),
        "FER": ("Iron and steel",),
        "NFM": ("Iron and steel",),
        "FAB": ("Fabricated metal products",),
        "EEQ": ("Machinery, electric",),
        "AUT": ("Transport equipment",),
        "OTR": ("Transport equipment",),
        "OMF": ("Furniture",),
    },
    "bagwell_staiger_yurukoglu_2021": {
        "AGR": ("Live animals", "Cereals", "Vegetables and fruit", "Seafood", "Textile fibers"),
        "ENE": ("Coal", "Petroleum"),
        "MIN": ("Metal ores",),
        "FOO": ("Meat", "Dairy", "Sugar", "Misc. edible", "Feeding stuff", "Beverages", "Tobacco"),
        "TEX": ("Fabrics", "Travel goods and bags", "Footwear"),
        "WOO": ("Cork and wood", "Wood manufactures"),
        "PAP": ("Pulp and waste paper", "Paper manufactures"),
        "PET": ("Petroleum",),
        "CHM": (
            "Organic chemicals",
            "Inorganic chemicals",
            "Dyeing and tanning",
            "Fertilizers",
            "Resins",
            "Chemical",
        ),
        "PHA": ("Pharmaceutical",),
        "RUB": ("Rubber manufactures",),
        "NMM": ("Nonmetallic mineral mfg",),
        "FER": ("Iron and steel",),
        "NFM": ("Nonferrous metals",),
        "FAB": ("Plumbing, heating, lighting",),
        "ELE": ("Office machines", "Scientific instruments"),
        "EEQ": ("Electrical machinery",),
        "MAC": ("Power generating machinery", "Specialized machinery"),
        "AUT": ("Road vehicles",),
        "OTR": ("Other transport equipment",),
        "OMF": ("Furniture and parts", "Misc manufactures"),
    },
    "lashkaripour_2021": {
        "AGR": ("Agriculture, forestry, fishing",),
        "ENE": ("Mining and quarrying",),
        "MIN": ("Mining and quarrying",),
        "FOO": ("Food products, beverages, tobacco",),
        "TEX": ("Textiles, wearing apparel, leather",),
        "WOO": ("Wood, paper, printing",),
        "PAP": ("Wood, paper, printing",),
        "PET": ("Coke and refined petroleum",),
        "CHM": ("Chemicals and pharmaceuticals",),
        "PHA": ("Chemicals and pharmaceuticals",),
        "RUB": ("Rubber, plastics, non-metallic minerals",),
        "NMM": ("Rubber, plastics, non-metallic minerals",),
        "FER": ("Basic metals",),
        "NFM": ("Basic metals",),
        "FAB": ("Fabricated metals",),
        "ELE": ("Computer, electronic, optical",),
        "EEQ": ("Electrical equipment",),
        "MAC": ("Machinery and equipment n.e.c.",),
        "AUT": ("Transport equipment",),
        "OTR": ("Transport equipment",),
        "OMF": ("Other manufacturing; repair",),
        "SVC": ("Services (aggregate)",),
    },
}
"""For each set, the published industries whose mean each sector takes; others take `CUSTOMARY`."""

TRAVELLING_SETS = ("in_sample", "uniform_4")
"""Sets that no paper's table gives; they come with the flows, by industry."""


def elasticity_sets(raw: Path, flows: RawFlows) -> dict[str, Array]:
    """Return every set by name, each with one positive elasticity per sector.

    Raises:
        SourceError: A published industry that a mapping names is not in the file.
    """
    published = read_published(raw / ELASTICITIES)
    sets = {
        name: np.array([_mean(published[name], mapping.get(code, ())) for code in SECTOR_CODES])
        for name, mapping in MAPPINGS.items()
    }
    return sets | {name: by_first_industry(flows, name) for name in TRAVELLING_SETS}


def read_published(path: Path) -> dict[str, dict[str, float]]:
    """Return the published elasticities by set and industry.

    Raises:
        SourceError: The file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"cannot read elasticities ({error.strerror})", where=str(path)) from None
    sets: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(text.splitlines()):
        sets.setdefault(row["source"], {})[row["sector"]] = float(row["trade_elasticity"])
    return sets


def by_first_industry(flows: RawFlows, name: str) -> Array:
    """Return a set that came with the flows; its industries agree within each sector.

    Raises:
        SourceError: Two industries of one sector have different elasticities.
    """
    values: dict[str, set[float]] = {code: set() for code in SECTOR_CODES}
    for label, theta in zip(flows.industries, flows.sets[name], strict=True):
        values[SECTOR_OF_28[label]].add(float(theta))
    split = [code for code, found in values.items() if len(found) != 1]
    if split:
        raise SourceError(f"elasticities of '{name}' differ inside {', '.join(split)}")
    return np.array([values[code].pop() for code in SECTOR_CODES])


def _mean(published: Mapping[str, float], industries: _ONE) -> float:
    missing = [name for name in industries if name not in published]
    if missing:
        raise SourceError(f"no published elasticity for '{missing[0]}'", where=ELASTICITIES)
    if not industries:
        return CUSTOMARY
    return round(float(np.mean([published[name] for name in industries])), 6)
