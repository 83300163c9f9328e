"""Talks made ready to be searched: the status quo solved, the room laid out, fallbacks known."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.fallback import Eve, Fallbacks, eve_of, fallbacks
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.room import room_of
from tradetalks.bargain.scores import Scores, employment, gains, revenues
from tradetalks.bargain.table import Table
from tradetalks.bargain.task import Floors, at_least
from tradetalks.model.accounts import accounts_of
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import Baseline, baseline
from tradetalks.policy.negotiation import Negotiation, ObjectiveKind
from tradetalks.policy.schedule import status_quo

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Seat:
    """Talks ready to be searched.

    Attributes:
        negotiation: The talks.
        before: The status quo, solved.
        eve: The day.
        table: Who bargains over which rates, above which floors.
        fallbacks: What each side has without a deal.
        watched: Name and members of everybody outside whose gains are shown.
        watched_at: Position of each of their scores.
        assumptions: What was assumed, one sentence each.
    """

    negotiation: Negotiation
    before: Baseline
    eve: Eve
    table: Table
    fallbacks: Fallbacks
    watched: tuple[str, ...]
    watched_at: tuple[int, ...]
    assumptions: tuple[str, ...]


def take_seats(
    world: World,
    negotiation: Negotiation,
    *,
    on: date | None = None,
    known: date | None = None,
    structure: Structure = DEFAULT_STRUCTURE,
) -> Seat:
    """Return talks ready to be searched: the status quo solved, the fallbacks known.

    Args:
        world: The world as measured.
        negotiation: The talks.
        on: The date of the status quo; when None the day before the deal of the talks was signed,
            or else before it applies, or today.
        known: Nothing announced after it is used; `on` when None.
        structure: Which model it is.

    Raises:
        DealError: The talks contradict the rates of the day, or fix a tariff quota.
        UnknownCodeError: An instrument or a fallback names a measure that is on no list.
        NoEquilibriumError: The status quo or a fallback has no equilibrium.
    """
    on = on or negotiation.deal.eve or date.today()
    schedule = status_quo(world, on, known=known or on)
    before = baseline(world, schedule, structure=structure)
    room = room_of(negotiation, schedule, world)
    scores, floors = _scores(negotiation, before.world, structure)
    oracle = Oracle(
        before.world,
        room.lines,
        scores,
        structure=structure,
        weights=_sector_weights(negotiation, before.world),
    )
    eve = eve_of(world, schedule)
    outside = fallbacks(negotiation, oracle, eve)
    income = accounts_of(oracle.world, structure).income
    sides = negotiation.sides
    table = Table(
        oracle=oracle,
        sides=tuple(side.code for side in sides),
        fallback=outside.gain,
        weight=np.array([side.weight for side in sides]),
        income=np.array(
            [income[[world.economy_index(c) for c in side.members]].sum() for side in sides]
        ),
        floors=floors,
    )
    watched = tuple(each.code for each in negotiation.third_parties)
    return Seat(
        negotiation=negotiation,
        before=before,
        eve=eve,
        table=table,
        fallbacks=outside,
        watched=watched,
        watched_at=tuple(range(len(sides), len(sides) + len(watched))),
        assumptions=(*schedule.assumptions, *negotiation.assumptions, *room.assumptions),
    )


def _scores(negotiation: Negotiation, world: World, structure: Structure) -> tuple[Scores, Floors]:
    """Return what the search looks at, sides first, then those watched; and the floors."""
    sides, third = negotiation.sides, negotiation.third_parties
    groups = [side.members for side in sides] + [each.members for each in third]
    found = gains(world, groups, structure)
    kept = [
        (len(sides) + at, each.floor, f"the real income of {each.code}")
        for at, each in enumerate(third)
        if each.floor is not None
    ]
    for side in sides:
        least = side.objective.revenue_floor
        if least is not None:
            kept.append((len(found), least - 1.0, f"the tariff revenue of {side.code}"))
            found = found.beside(revenues(world, [side.members], structure))
        for sector, part in side.objective.employment_floors:
            kept.append((len(found), part - 1.0, f"employment of {side.code} in {sector}"))
            found = found.beside(employment(world, [(side.members, sector)], structure))
    floors = at_least(
        len(found),
        [row for row, _, _ in kept],
        np.array([level for _, level, _ in kept], dtype=float),
        tuple(name for _, _, name in kept),
    )
    return found, floors


def _sector_weights(negotiation: Negotiation, world: World) -> FloatArray | None:
    """Return what each government gives for a dollar in each sector, None where all are even."""
    weights = np.ones((len(world.economies), len(world.sectors)))
    for side in negotiation.sides:
        if side.objective.kind is ObjectiveKind.WEIGHTED_SECTORS:
            rows = [world.economy_index(code) for code in side.members]
            for sector, weight in side.objective.sector_weights:
                weights[rows, world.sector_index(sector)] = weight
    return None if (weights == 1.0).all() else weights
