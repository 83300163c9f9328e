"""Which sectors a world has, and which products each one holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tradetalks.atlas.aggregate import Groups
from tradetalks.atlas.build.industries import names_of
from tradetalks.atlas.build.product_sectors import ProductSectors, find_sectors
from tradetalks.atlas.own.report import listed
from tradetalks.atlas.sectors import SECTOR_CODES, SERVICES
from tradetalks.atlas.sources.array_tables import ALL, BY_SECTOR
from tradetalks.errors import UnknownCodeError, WorldError

MOST_SECTORS = 400
"""More than the industries of any input-output table: products were not merged."""


@dataclass(frozen=True)
class Placed:
    """What became of some products.

    Attributes:
        sector: Of each product that has one.
        said: What was assumed or left out, one sentence each.
    """

    sector: Mapping[str, str]
    said: tuple[str, ...] = ()


Placing = Callable[[list[str], str], Placed]
"""From products and their classification to sectors."""


@dataclass(frozen=True, eq=False)
class Sectors:
    """The axis of sectors.

    Attributes:
        codes: In axis order.
        place: From products and their classification, those of rates too, to sectors.
        placed: The products of the trade that was given.
    """

    codes: tuple[str, ...]
    place: Placing
    placed: Placed

    @property
    def names(self) -> tuple[str, ...]:
        """English names in axis order; a code of the maker's own is its name."""
        return tuple("Everything" if c == ALL else name for c, name in self._named())

    def _named(self) -> list[tuple[str, str]]:
        return list(zip(self.codes, names_of(self.codes), strict=True))

    @property
    def services(self) -> tuple[str, ...]:
        """Sectors of the default world that carry no tariff."""
        return tuple(code for code in self.codes if code in SERVICES)


def choose_sectors(
    products: Sequence[str],
    classification: str,
    wanted: Groups | ProductSectors | str | None,
    others: Sequence[str] = (),
) -> Sectors:
    """Choose the sectors of a world.

    Args:
        products: Codes that are traded, each once.
        classification: Of those codes.
        wanted: A code for one sector that holds everything; a concordance, for the sectors of the
            default world; groups of products by a code of their own; or nothing, to keep products
            as they are.
        others: Sectors in which nothing need be traded.

    Raises:
        WorldError: Products are too many to be sectors, or one is in two groups.
        UnknownCodeError: A group holds a product that is not traded.
        SourceError: A concordance does not suit the products.
    """
    place = _placing(products, wanted)
    placed = place(list(products), classification)
    found = {*placed.sector.values(), *others}
    if len(found) > MOST_SECTORS:
        raise WorldError(
            f"{len(found):,} products are too many to be sectors",
            where="sectors",
            remedy="Merge them: a concordance, groups, or one code for one sector",
        )
    return Sectors(_ordered(found, wanted), place, placed)


def _placing(products: Sequence[str], wanted: Groups | ProductSectors | str | None) -> Placing:
    if wanted is None:
        return _as_they_are
    if isinstance(wanted, str):
        return lambda codes, _: Placed(dict.fromkeys(codes, wanted))
    if isinstance(wanted, ProductSectors):
        return lambda codes, of: _by_concordance(codes, of, wanted)
    holder = _holders(wanted, products)
    return lambda codes, of: _by_group(codes, of, holder)


def _as_they_are(codes: list[str], classification: str) -> Placed:
    del classification
    return Placed({code: code for code in codes})


def _by_concordance(codes: list[str], classification: str, known: ProductSectors) -> Placed:
    if classification == BY_SECTOR:
        return _as_they_are(codes, classification)
    found = find_sectors(codes, classification, known)
    return Placed(found.sector, found.said)


def _by_group(codes: list[str], classification: str, holder: Mapping[str, str]) -> Placed:
    groups = set(holder.values())
    if classification == BY_SECTOR and all(code in groups for code in codes):
        return _as_they_are(codes, classification)
    lost = [code for code in codes if code not in holder]
    said = f"{len(lost):,} products that are in no group left out: {listed(lost)}."
    return Placed({c: holder[c] for c in codes if c in holder}, (said,) if lost else ())


def _holders(groups: Groups, products: Sequence[str]) -> dict[str, str]:
    holder: dict[str, str] = {}
    known = set(products)
    for group, members in groups.items():
        if isinstance(members, str) or not members:
            raise WorldError(
                f"the group '{group}' holds no list of products",
                where="sectors",
                remedy=f"Write {{'{group}': ['{products[0]}', …]}}",
            )
        for product in members:
            if product not in known:
                raise UnknownCodeError("product", product, products, where=f"group '{group}'")
            if product in holder:
                raise WorldError(
                    f"product '{product}' is in the groups '{holder[product]}' and '{group}'",
                    where="sectors",
                    remedy="Name it once",
                )
            holder[product] = group
    return holder


def _ordered(found: set[str], wanted: Groups | ProductSectors | str | None) -> tuple[str, ...]:
    """Return codes in the order asked for, or that of the default world; numbers by size."""
    first = tuple(wanted) if isinstance(wanted, Mapping) else SECTOR_CODES
    own = [code for code in first if code in found]
    return (*own, *sorted(found - set(own), key=_by_size))


def _by_size(code: str) -> tuple[bool, int, str]:
    number = code.isascii() and code.isdecimal()
    return not number, int(code) if number else 0, code
