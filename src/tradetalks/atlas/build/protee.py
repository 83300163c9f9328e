"""Trade elasticities by sector from CEPII's product-level estimates.

Each sector takes the median of the elasticities of its products, weighted with what the United
States imported of them in 2024. Only products whose elasticity is negative and differs from zero
with significance count. The mean would follow a few estimates beyond −50.
"""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.build.elasticities import CUSTOMARY
from tradetalks.atlas.build.industries import sector_of
from tradetalks.atlas.build.raw import HS_EDITIONS, HS_TO_ISIC, LINES, PROTEE
from tradetalks.atlas.sectors import SECTOR_CODES, SERVICES

Array = NDArray[np.float64]

INSIDE_THE_UNION = ("4359",)
"""Partners whose lines are in the European Union's file as well (Slovakia)."""

FERROUS = ("241", "2431")
"""Groups of ISIC division 24 that are iron and steel; the rest is non-ferrous."""


def protee_set(raw: Path) -> Array:
    """Return one elasticity per sector of the default world; services have none and take 4.

    Args:
        raw: The folder with the raw data.
    """
    products = _products(raw)
    found = {
        code: _weighted_median(part["elasticity"].to_numpy(), part["imports"].to_numpy())
        for (code,), part in products.group_by("sector")
    }
    return np.array(
        [CUSTOMARY if code in SERVICES else round(found[code], 6) for code in SECTOR_CODES]
    )


def _products(raw: Path) -> pl.DataFrame:
    """Return imports, elasticity and sector of each product with a usable estimate.

    The estimates use the Harmonised System of 2007, imports that of 2022, the concordance that of
    2017: a product is looked up under its 2022 code, then under the 2017 code it came from.
    """
    editions = _texts(raw / HS_EDITIONS).select(code="HS6_6d", before="HS5_6d")
    industries = _texts(raw / HS_TO_ISIC).select(before="HS6", industry="i4")
    usable = (pl.col("zero") == "0") & (pl.col("positive") == "0")
    estimates = (
        _texts(raw / PROTEE)
        .filter(usable)
        .select(code="HS6", elasticity=-pl.col("sigma").cast(pl.Float64, strict=False))
        .drop_nulls()
    )
    return (
        _imports(raw / LINES)
        .join(editions, on="code", how="left")
        .with_columns(pl.coalesce("before", "code").alias("before"))
        .join(industries, on="before", how="inner")
        .join(estimates, on="code", how="left")
        .join(estimates, left_on="before", right_on="code", how="left", suffix="_before")
        .with_columns(pl.coalesce("elasticity", "elasticity_before").alias("elasticity"))
        .drop_nulls("elasticity")
        .with_columns(
            pl.col("industry").map_elements(_sector, return_dtype=pl.String).alias("sector")
        )
        .sort("code")
    )


def _texts(path: Path) -> pl.DataFrame:
    # Codes begin with zeros: everything is read as text.
    return pl.read_csv(path, infer_schema=False)


def _imports(folder: Path) -> pl.DataFrame:
    files = [
        path
        for path in sorted(folder.glob("*.parquet"))
        if not path.stem.endswith(tuple(f"imports{code}" for code in INSIDE_THE_UNION))
    ]
    lines = pl.concat([pl.read_parquet(path, columns=["HS6", "imports"]) for path in files])
    return lines.group_by(code="HS6").agg(pl.col("imports").cast(pl.Float64).sum())


def _sector(industry: str) -> str:
    part = "A" if industry.startswith(FERROUS) else "B"
    return sector_of(f"C{industry[:2]}{part if industry.startswith('24') else ''}")[0]


def _weighted_median(values: Array, weights: Array) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
