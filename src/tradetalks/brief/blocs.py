"""A customs union that negotiates as one is priced as one economy."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tradetalks.atlas.aggregate import aggregate
from tradetalks.atlas.world import Array, World
from tradetalks.policy.economies import BLOCS, members_of, name_of
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.talks import Talks
from tradetalks.policy.words import starting


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """A world and the talks that are held in it, on the same axes."""

    world: World
    talks: Talks


def seated(world: World, talks: Talks) -> Table:
    """Return world and talks in which each party is one economy.

    Members of a bloc are merged, with tariffs weighted by trade; the talks' schedules likewise.
    Nothing changes where both parties are economies of the world.
    """
    blocs = [code for code in talks.parties if code not in world.economies]
    if not blocs:
        return Table(world=world, talks=talks)
    members = {code: members_of(code, world) for code in blocs}
    inside = {member: code for code, found in members.items() for member in found}
    groups: dict[str, list[str]] = {}
    for code in world.economies:
        groups.setdefault(inside.get(code, code), []).append(code)
    merged = _named(aggregate(world, economies=groups), world)
    rungs = tuple(
        replace(rung, schedule=_merged(rung.schedule, world, groups)) for rung in talks.rungs
    )
    third = tuple(dict.fromkeys(inside.get(code, code) for code in talks.third_parties))
    outside = tuple(code for code in third if code not in talks.parties)
    said = tuple(
        f"{starting(name_of(code, world))} is priced as one economy: its {len(found)} members are "
        "merged."
        for code, found in members.items()
    )
    return Table(
        world=merged,
        talks=replace(
            talks, rungs=rungs, third_parties=outside, assumptions=(*talks.assumptions, *said)
        ),
    )


def merged_codes(codes: Sequence[str], world: World, *, among: Collection[str]) -> tuple[str, ...]:
    """Return codes with the members of a merged bloc as the bloc, where all of them are there.

    Args:
        codes: Economies as a deal file is read: a bloc's members one by one.
        world: The world in which the bloc is one economy.
        among: The codes in which all members of the bloc are found, as a deal's parties.
    """
    kept = tuple(dict.fromkeys(codes))
    for bloc, (_, all_members) in BLOCS.items():
        members = {code for code in all_members if code in among}
        if bloc in world.economies and members and members <= set(kept):
            kept = tuple(dict.fromkeys(bloc if code in members else code for code in kept))
    return kept


def _named(merged: World, world: World) -> World:
    """Return the merged world with the names of its blocs, without their article."""
    names = tuple(
        name if code in world.economies else name_of(code, world).removeprefix("the ")
        for code, name in zip(merged.economies, merged.economy_names, strict=True)
    )
    return replace(merged, economy_names=names)


def _merged(schedule: Schedule, world: World, groups: Mapping[str, list[str]]) -> Schedule:
    rate = _trade_weighted(schedule.rate, world, groups)
    return replace(schedule, economies=tuple(groups), rate=rate)


def _trade_weighted(rate: Array, world: World, groups: Mapping[str, list[str]]) -> Array:
    taxed = replace(world, tariff=rate, spending=world.flow * (1.0 + rate))
    return aggregate(taxed, economies=groups).tariff
