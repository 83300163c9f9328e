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

LEAST_PRODUCTS = 10
"""Sectors whose imports are worth fewer equal products than this have no error: three products
cannot say how crude oil's elasticity would differ had others been traded."""

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


def protee_errors(raw: Path) -> Array:
    """Return how far each sector's median would move had other products been traded.

    This is the standard error of a weighted median by Woodruff's method: half of what lies between
    the quantiles at 1/2 ± 1/(2 √n), with n = (Σ w)² / Σ w² the number of products of equal weight
    that are worth the same. It holds the spread between products only: ProTEE does not publish
    the errors of its estimates. NaN in services, and where n is below `LEAST_PRODUCTS`.

    Args:
        raw: The folder with the raw data.
    """
    found = {
        code: median_error(part["elasticity"].to_numpy(), part["imports"].to_numpy())
        for (code,), part in _products(raw).group_by("sector")
    }
    errors = [np.nan if code in SERVICES else round(found[code], 6) for code in SECTOR_CODES]
    return np.array(errors)


def median_error(values: Array, weights: Array) -> float:
    """Return the standard error of a weighted median, NaN where it has too few products.

    Args:
        values: One per product.
        weights: One per product, not negative.
    """
    products = weights.sum() ** 2 / (weights**2).sum()
    if products < LEAST_PRODUCTS:
        return np.nan
    half = 0.5 / np.sqrt(products)
    low, high = (_weighted_quantile(values, weights, 0.5 + side) for side in (-half, half))
    return (high - low) / 2


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
    return _weighted_quantile(values, weights, 0.5)


def _weighted_quantile(values: Array, weights: Array, share: float) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    place = min(int(np.searchsorted(reached, reached[-1] * share)), len(values) - 1)
    return float(values[order][place])
