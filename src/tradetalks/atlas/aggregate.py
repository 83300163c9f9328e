"""Merge economies and sectors of a world into any groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.assemble import accounts
from tradetalks.atlas.world import World
from tradetalks.errors import UnknownCodeError, WorldError

Array = NDArray[np.float64]

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True, eq=False)
class _Axis:
    """New codes and names, and which old entries each one holds [new, old]."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    members: Array


def aggregate(
    world: World, *, economies: Groups | None = None, sectors: Groups | None = None
) -> World:
    """Merge economies and sectors into groups; money adds up, shares follow.

    A tariff is the average of its members' weighted with trade before tariff, so revenue is
    kept; where nothing is traded it is their plain average. Tariffs between members of a group
    stay as the group's tariff on itself, since their revenue is part of its income: merging
    economies that are alike changes no result. An elasticity is the average of its members'
    weighted with trade between economies.

    Args:
        world: What to aggregate.
        economies: For each new code the codes it holds, in the order wanted; each economy
            belongs to exactly one. All stay as they are when not given.
        sectors: The same for sectors.

    Raises:
        WorldError: A code is in two groups or in none, or a group is empty.
        UnknownCodeError: A code is not in this world.
    """
    places = _axis("economy", economies, world.economies, world.economy_names)
    kinds = _axis("sector", sectors, world.sectors, world.sector_names)
    flow = _merge(world.flow, places, kinds)
    tariff = _average(world.tariff, world.flow, flow, places, kinds)
    inputs = _purchases(world.input_share, world.output, places, kinds)
    blocks = accounts(flow, tariff, inputs)
    input_share = _where_idle(world, blocks.input_share, flow.sum(axis=1), places, kinds)
    return replace(
        world,
        name=f"{world.name}, {len(places.codes)} × {len(kinds.codes)}",
        economies=places.codes,
        sectors=kinds.codes,
        economy_names=places.names,
        sector_names=kinds.names,
        spending=blocks.spending,
        tariff=tariff,
        value_added_share=1.0 - input_share.sum(axis=1),
        input_share=input_share,
        final_share=np.maximum(blocks.final_share, 0.0),
        elasticities=_elasticities(world, kinds),
        services=_services(world, kinds),
        notes=(*world.notes, *_notes(world, places, kinds)),
    )


def _purchases(share: Array, output: Array, places: _Axis, kinds: _Axis) -> Array:
    bought = share * output[:, None, :]
    merged = np.einsum(
        "an,sk,lm,nkm->asl", places.members, kinds.members, kinds.members, bought, optimize=True
    )
    return np.asarray(merged)


def _where_idle(world: World, merged: Array, revenue: Array, places: _Axis, kinds: _Axis) -> Array:
    """Return input shares; where a group makes nothing, the plain average of its members'."""
    ones = np.ones_like(world.output)
    number = places.members.sum(axis=1)[:, None] * kinds.members.sum(axis=1)
    plain = _purchases(world.input_share, ones, places, kinds) / number[:, None, :]
    return np.where((revenue > 0)[:, None, :], merged, plain)


def _axis(
    kind: str, groups: Groups | None, codes: tuple[str, ...], names: tuple[str, ...]
) -> _Axis:
    if groups is None:
        return _Axis(codes, names, np.eye(len(codes)))
    _check_groups(kind, groups, codes)
    name = dict(zip(codes, names, strict=True))
    return _Axis(
        codes=tuple(groups),
        names=tuple(name[own[0]] if len(own) == 1 else new for new, own in groups.items()),
        members=np.array([[float(code in own) for code in codes] for own in groups.values()]),
    )


def _check_groups(kind: str, groups: Groups, codes: tuple[str, ...]) -> None:
    holder: dict[str, str] = {}
    for new, own in groups.items():
        if isinstance(own, str) or not own:
            raise WorldError(
                f"the group '{new}' holds no list of codes",
                where=f"groups of {kind} codes",
                remedy=f"Write {{'{new}': ['{codes[0]}', …]}}",
            )
        for code in own:
            if code not in codes:
                raise UnknownCodeError(kind, code, codes, where=f"group '{new}'")
            if code in holder:
                raise WorldError(
                    f"{kind} '{code}' is in the groups '{holder[code]}' and '{new}'",
                    remedy="Name it once",
                )
            holder[code] = new
    left = [code for code in codes if code not in holder]
    if left:
        raise WorldError(
            f"{len(left)} codes are in no group: {', '.join(left[:8])}{'…' * (len(left) > 8)}",
            where=f"groups of {kind} codes",
            remedy="Put every code into a group, the others into one for the rest",
        )


def _merge(block: Array, places: _Axis, kinds: _Axis) -> Array:
    merged = np.einsum(
        "ai,bn,sk,ink->abs", places.members, places.members, kinds.members, block, optimize=True
    )
    return np.asarray(merged)


def _average(rate: Array, weight: Array, total: Array, places: _Axis, kinds: _Axis) -> Array:
    weighted = _merge(rate * weight, places, kinds)
    plain = _merge(rate, places, kinds) / _merge(np.ones_like(rate), places, kinds)
    return np.where(total > 0, weighted / np.where(total > 0, total, 1.0), plain)


def _elasticities(world: World, kinds: _Axis) -> dict[str, Array]:
    home = np.einsum("iis->s", world.flow)
    traded = world.flow.sum(axis=(0, 1)) - home
    # A sector that nobody trades still needs a weight inside its group.
    weight = kinds.members * np.maximum(traded, 1e-12 * world.flow.sum())
    weight /= weight.sum(axis=1, keepdims=True)
    return {name: weight @ theta for name, theta in world.elasticities.items()}


def _services(world: World, kinds: _Axis) -> tuple[str, ...]:
    goods = np.array([code not in world.services for code in world.sectors])
    return tuple(
        code for code, row in zip(kinds.codes, kinds.members, strict=True) if not row @ goods
    )


def _notes(world: World, places: _Axis, kinds: _Axis) -> tuple[str, ...]:
    merged = [
        f"{code} holds {', '.join(old for old, is_in in zip(olds, row, strict=True) if is_in)}"
        for axis, olds in ((places, world.economies), (kinds, world.sectors))
        for code, row in zip(axis.codes, axis.members, strict=True)
        if row.sum() > 1
    ]
    return (f"Aggregated: {'; '.join(merged)}.",) if merged else ()
