"""What was assumed, moved and left out to make a world of what was given."""

from dataclasses import dataclass

from tradetalks.atlas.world import World
from tradetalks.origin import Origin


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What one economy was given, and what it has in the world.

    Attributes:
        economy: Its code.
        given: Value added that was given for it, tariff revenue taken out of output at market
            prices, billions of US dollars; nothing where none was given.
        value_added: Value added in the world, billions of US dollars.
        change: The second less the first, over the first; nothing where none was given.
        floored: What sales at home were raised by because output was below exports, billions of
            US dollars.
        inputs_moved: Sum of absolute changes of input purchases by balancing, over their sum.
    """

    economy: str
    given: float | None
    value_added: float
    change: float | None
    floored: float
    inputs_moved: float


@dataclass(frozen=True, kw_only=True)
class Floored:
    """Sales at home that would have been negative, and are zero.

    Attributes:
        economy: Its code.
        sector: The sector.
        residual: Output less exports, billions of US dollars; negative.
        exports: What it sells abroad, billions of US dollars.
    """

    economy: str
    sector: str
    residual: float
    exports: float


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """What was left out of the world.

    Attributes:
        what: Codes of economies, sectors or products.
        why: The reason, in words.
        trade: Trade between economies that went with it, billions of US dollars.
        share: The same over all trade between economies that was given.
    """

    what: tuple[str, ...]
    why: str
    trade: float
    share: float


@dataclass(frozen=True, kw_only=True)
class TariffsFound:
    """How much of the world's trade came with a tariff.

    Attributes:
        tables: How many tables of rates were given.
        covered: Share of trade between economies whose products have a rate.
        cells: How many cells [exporter, importer, sector] there are without home and services.
        missing: How many of them have no rate for any product; their tariff is zero.
        missing_trade: Share of trade between economies in those cells.
    """

    tables: int
    covered: float
    cells: int
    missing: int
    missing_trade: float


@dataclass(frozen=True, kw_only=True)
class OwnReport:
    """How a world of one's own came about.

    Attributes:
        year: The year of the world.
        economies: How many there are.
        sectors: How many there are.
        assumed: What was assumed, one sentence each, those of the tables that were given first.
        moved: What each economy was given and has, in axis order.
        floored: Sales at home that would have been negative.
        dropped: What was left out.
        tariffs: How much trade came with a tariff.
        origins: Where the numbers come from.
    """

    year: int
    economies: int
    sectors: int
    assumed: tuple[str, ...]
    moved: tuple[Moved, ...]
    floored: tuple[Floored, ...]
    dropped: tuple[Dropped, ...]
    tariffs: TariffsFound
    origins: tuple[Origin, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class BuiltWorld:
    """A world of one's own.

    Attributes:
        world: The world, balanced and checked.
        report: What was assumed, moved and left out.
    """

    world: World
    report: OwnReport


def listed(codes: tuple[str, ...] | list[str], *, most: int = 8) -> str:
    """Return codes with commas between, the first of many only."""
    return ", ".join(codes[:most]) + (", …" if len(codes) > most else "")
