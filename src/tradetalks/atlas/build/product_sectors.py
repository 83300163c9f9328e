"""From products of the Harmonised System to the sectors of the default world.

The concordance is a CSV file with the columns `HS6` (edition of 2017) and `i4` (class of ISIC
revision 4), as the United Nations publish it; another, with `HS6_6d` and `HS5_6d`, takes products
of the edition of 2022 to that of 2017. Products of other editions are looked up as they are, and
then by their heading where all of it is in one sector.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tradetalks.atlas.build.industries import sector_of
from tradetalks.atlas.build.protee import FERROUS
from tradetalks.atlas.sectors import SERVICES
from tradetalks.atlas.sources.opening import read_csv_text, refuse_first, refuse_twice
from tradetalks.atlas.sources.wits import EDITIONS
from tradetalks.errors import SourceError

HEADING = 4
OWN_EDITION = "17"
LATER_EDITION = "22"
SYSTEM = re.compile(r"HS\s?(?:[0-9]{4}/|[0-9]{2})?([0-9]{2})")
"""Spellings such as HS22, HS2022 and HS1988/92; H6 is a code of Comtrade's and WITS's."""


@dataclass(frozen=True)
class ProductSectors:
    """Which sector each product belongs to.

    Attributes:
        by_product: Sector of each product of the edition of 2017.
        by_heading: Sector of each heading that lies in one sector as a whole.
        earlier: The product of 2017 that one of 2022 came from; empty where that was not given.
    """

    by_product: Mapping[str, str]
    by_heading: Mapping[str, str]
    earlier: Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """What became of some products.

    Attributes:
        sector: Of each product that has one and can carry a tariff.
        said: What was assumed or left out, one sentence each.
    """

    sector: Mapping[str, str]
    said: tuple[str, ...]


def read_product_sectors(concordance: Path, *, editions: Path | None = None) -> ProductSectors:
    """Read the concordance of products and industries.

    Args:
        concordance: The CSV file with `HS6` and `i4`.
        editions: The CSV file with `HS6_6d` and `HS5_6d`, for products of the edition of 2022.

    Raises:
        SourceError: A file cannot be read, or a code in it cannot be.
    """
    industries = _pairs(concordance, "HS6", "i4", r"^[0-9]{4}$")
    sectors = {product: sector_of_class(industry) for product, industry in industries.items()}
    headings: dict[str, set[str]] = {}
    for product, sector in sectors.items():
        headings.setdefault(product[:HEADING], set()).add(sector)
    return ProductSectors(
        by_product=sectors,
        by_heading={code: next(iter(both)) for code, both in headings.items() if len(both) == 1},
        earlier={} if editions is None else _pairs(editions, "HS6_6d", "HS5_6d", r"^[0-9]{6}$"),
    )


def sector_of_class(industry: str) -> str:
    """Return the sector of a class of ISIC revision 4; basic metals are told apart."""
    part = ("A" if industry.startswith(FERROUS) else "B") if industry.startswith("24") else ""
    return sector_of(f"C{industry[:2]}{part}")[0]


def edition_of(classification: str, *, where: str = "") -> str:
    """Return the last two digits of the year of an edition of the Harmonised System.

    Raises:
        SourceError: The classification is another.
    """
    found = SYSTEM.fullmatch(EDITIONS.get(classification, classification))
    if found is None:
        raise SourceError(
            f"the products are by '{classification}', not by the Harmonised System",
            where=where,
            remedy="Use rates and trade by HS6 product",
        )
    return found[1]


def find_sectors(products: list[str], classification: str, known: ProductSectors) -> Found:
    """Return the sector of each product, and what was done where the code itself is not known.

    Args:
        products: Codes of six digits, each once.
        classification: Their edition, such as HS2022.
        known: The concordance.

    Raises:
        SourceError: The classification is not the Harmonised System, or no product has a sector.
    """
    earlier = known.earlier if edition_of(classification) == LATER_EDITION else {}
    codes = {product: earlier.get(product, product) for product in products}
    headings = {
        product: known.by_heading[code[:HEADING]]
        for product, code in codes.items()
        if code not in known.by_product and code[:HEADING] in known.by_heading
    }
    exact = {p: known.by_product[code] for p, code in codes.items() if code in known.by_product}
    sectors = exact | headings
    goods = {product: code for product, code in sectors.items() if code not in SERVICES}
    if not goods:
        raise SourceError("no product has a sector", remedy="Is the concordance that of HS2017?")
    lost = [product for product in products if product not in sectors]
    return Found(goods, _told(classification, headings, lost, len(sectors) - len(goods), earlier))


def _told(
    classification: str,
    headings: Mapping[str, str],
    lost: list[str],
    services: int,
    earlier: Mapping[str, str],
) -> tuple[str, ...]:
    told = []
    if edition_of(classification) != OWN_EDITION and not earlier:
        told.append(f"Products of {classification} were looked up under the same code in HS2017.")
    if headings:
        told.append(f"{len(headings):,} products took the sector of their heading.")
    if lost:
        named = ", ".join(lost[:5]) + (", …" if len(lost) > 5 else "")
        told.append(f"{len(lost):,} products without a sector left out: {named}.")
    if services:
        told.append(f"{services:,} products of service industries left out (power, print, films).")
    return tuple(told)


def _pairs(path: Path, key: str, value: str, pattern: str) -> dict[str, str]:
    frame = read_csv_text(path, columns=(key, value))
    for column, shape in ((key, r"^[0-9]{6}$"), (value, pattern)):
        strange = ~frame[column].str.contains(shape)
        refuse_first(frame, strange, column, str(path), "has another number of digits")
    refuse_twice(frame, (key,), str(path))
    return dict(frame.select(pl.col(key, value)).iter_rows())
