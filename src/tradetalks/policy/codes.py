"""The codes that terms name, checked against a world."""

from collections.abc import Sequence

from tradetalks.atlas.places import economy_name, places
from tradetalks.atlas.world import World
from tradetalks.errors import DealError, UnknownCodeError
from tradetalks.policy.economies import BLOCS, members_of

GOODS = ("all", "goods")
"""Words that stand for every sector that carries a tariff."""


def economies_of(code: str, world: World, where: str, *more: str) -> tuple[str, ...]:
    """Return the economies a code stands for: itself, or the members of a customs union.

    Args:
        code: An economy, or a customs union.
        world: The world.
        where: The file and line that names it.
        more: Other words that were allowed there.

    Raises:
        DealError: The world holds that place only as part of another.
        UnknownCodeError: No place has that code; offers the nearest ones.
    """
    found = members_of(code, world)
    if not found:
        blocs = [bloc for bloc in BLOCS if members_of(bloc, world)]
        if code in places():
            raise DealError(
                f"{economy_name(code)} has no economy of its own in the world '{world.name}'",
                where=where,
                remedy="Use a world that names it (--world)",
            )
        raise UnknownCodeError("economy", code, (*world.economies, *blocs, *more), where=where)
    return found


def partners_of(
    written: str | Sequence[str],
    importers: tuple[str, ...],
    parties: tuple[str, ...],
    world: World,
    where: str,
    *,
    mfn: str,
) -> tuple[str, ...]:
    """Return the exporters that a rate is levied on: parties that do not levy it, or everybody.

    Args:
        written: A code, a list of codes, or the word for every supplier.
        importers: Who levies the rate.
        parties: Codes of all parties to the deal.
        world: The world.
        where: The file and line that names them.
        mfn: The word for every supplier.

    Raises:
        DealError: One of them levies the rate, is no party, or stands twice; or there is none.
        UnknownCodeError: An economy is not in the world.
    """
    if written == mfn:
        return tuple(code for code in world.economies if code not in importers)
    named = [written] if isinstance(written, str) else written
    codes = [each for code in named for each in economies_of(code, world, where, mfn)]
    for code in codes:
        if code in importers:
            raise DealError(f"'{code}' makes a concession to itself", where=where)
        if code not in parties:
            raise DealError(
                f"'{code}' is given a preference and is not a party",
                where=where,
                remedy=f'Parties are {", ".join(parties)}; what everybody gets is to = "{mfn}"',
            )
    return once(codes, "economy", where)


def goods_sectors(written: str | Sequence[str], world: World, where: str) -> tuple[str, ...]:
    """Return the sectors that a rate covers, of those that carry a tariff.

    Raises:
        DealError: A services sector, a sector twice, or none.
        UnknownCodeError: A sector is not in the world.
    """
    goods = tuple(code for code in world.sectors if code not in world.services)
    if isinstance(written, str):
        return goods
    for code in written:
        check_sector(code, world, where)
        if code in world.services:
            raise DealError(
                f"'{code}' is a services sector and carries no tariff",
                where=where,
                remedy=f"Goods sectors are {', '.join(goods)}",
            )
    if any(code in GOODS for code in written):
        return goods
    return once(written, "sector", where)


def any_sectors(codes: Sequence[str], world: World, where: str) -> tuple[str, ...]:
    """Return sectors of a world, services too, none of them twice.

    Raises:
        DealError: One stands twice, or there is none.
        UnknownCodeError: One is not in the world.
    """
    for code in codes:
        if code not in world.sectors:
            raise UnknownCodeError("sector", code, world.sectors, where=where)
    return once(codes, "sector", where)


def check_sector(code: str, world: World, where: str) -> None:
    """Check that a world has a sector, or that the word stands for all of them.

    Raises:
        UnknownCodeError: It has not; offers the nearest ones.
    """
    known = (*world.sectors, *GOODS)
    if code not in known:
        raise UnknownCodeError("sector", code, known, where=where)


def once(codes: Sequence[str], kind: str, where: str) -> tuple[str, ...]:
    """Return codes of which none stands twice.

    Raises:
        DealError: One does, or there is none.
    """
    if not codes:
        raise DealError(f"no {kind} is named", where=where)
    twice = sorted({code for code in codes if list(codes).count(code) > 1})
    if twice:
        raise DealError(f"{kind} named twice: {', '.join(twice)}", where=where)
    return tuple(codes)
