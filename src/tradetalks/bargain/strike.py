"""Talks with room to move, struck: the terms both would sign, and everything around them."""

import time
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.fallback import Eve, Fallbacks, eve_of, fallbacks
from tradetalks.bargain.frontier import Frontier, frontier, reference_below
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.room import room_of
from tradetalks.bargain.scores import Scores, employment, gains, revenues
from tradetalks.bargain.settle import Rule, Settlement, Verdict, settle, start_inside
from tradetalks.bargain.table import Table
from tradetalks.bargain.task import Floors, at_least
from tradetalks.model.accounts import accounts_of
from tradetalks.model.outcome import Outcome
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import Baseline, baseline, beside
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


@dataclass(frozen=True, eq=False, kw_only=True)
class Strike:
    """What can be struck.

    Attributes:
        seat: The talks, with fallbacks and table.
        settlements: The terms by each rule, Nash's first.
        frontier: The terms between what is best for either of the first two sides; None where
            nothing can be drawn.
        outcome: What the first terms do to every economy and sector, beside the status quo.
        raised: Positions of lines that the first terms raise above the status quo, on goods of
            somebody who is not at the table: two large sides gain by that at the others' cost.
        seconds: Wall-clock time.
    """

    seat: Seat
    settlements: tuple[Settlement, ...]
    frontier: Frontier | None
    outcome: Outcome
    raised: tuple[int, ...]
    seconds: float

    @property
    def settled(self) -> Settlement:
        """Nash's terms."""
        return self.settlements[0]


def strike(
    world: World,
    negotiation: Negotiation,
    *,
    on: date | None = None,
    known: date | None = None,
    structure: Structure = DEFAULT_STRUCTURE,
    rules: tuple[Rule, ...] = (Rule.NASH, Rule.KALAI_SMORODINSKY),
    points: int = 11,
) -> Strike:
    """Return the terms that the sides of talks would sign, and what surrounds them.

    Args:
        world: The world as measured.
        negotiation: The talks.
        on: The date of the status quo, as in `take_seats`.
        known: Nothing announced after it is used.
        structure: Which model it is.
        rules: By which rules terms are chosen; the first is the one that is shown first.
        points: Points of the frontier.

    Raises:
        DealError: The talks contradict the rates of the day, or fix a tariff quota.
        UnknownCodeError: An instrument or a fallback names a measure that is on no list.
        NoEquilibriumError: The status quo, a fallback or rates of the search have none.
    """
    began = time.perf_counter()
    seat = take_seats(world, negotiation, on=on, known=known, structure=structure)
    settled = [settle(seat.table, rules[0])]
    # Where there is no deal there is none by any rule.
    if settled[0].verdict is not Verdict.NO_DEAL:
        settled += [settle(seat.table, rule, near=settled[0]) for rule in rules[1:]]
    drawn = _frontier(seat.table, settled[0], points)
    return Strike(
        seat=seat,
        settlements=tuple(settled),
        frontier=drawn,
        outcome=beside(seat.before, replace(seat.eve.schedule, rate=settled[0].tariff)),
        raised=_raised(seat, settled[0]),
        seconds=time.perf_counter() - began,
    )


def _raised(seat: Seat, terms: Settlement) -> tuple[int, ...]:
    """Return the lines by which terms raise a rate on goods of somebody not at the table."""
    seated = {code for side in seat.negotiation.sides for code in side.members}
    return tuple(
        at
        for at, line in enumerate(terms.lines.line)
        if terms.rate[at] > terms.lines.now[at] and not set(line.to) <= seated
    )


def _frontier(table: Table, first: Settlement, points: int) -> Frontier | None:
    if first.verdict is Verdict.SETTLED:
        return frontier(table, first.x, points=points)
    around = reference_below(table, first.values)
    inside = start_inside(around, first)
    return None if inside is None else frontier(around, inside, points=points)
