"""Talks with room to move, struck: the terms both would sign, and everything around them."""

import time
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.exchange import Exchange, exchange
from tradetalks.bargain.fallback import war_between
from tradetalks.bargain.frontier import Frontier, frontier, reference_below
from tradetalks.bargain.gap import Gap, gap
from tradetalks.bargain.keep import Keep, keep
from tradetalks.bargain.logroll import Swap, log_rolls
from tradetalks.bargain.pledge import InvestmentEffect, PurchaseEffect, investment, purchase
from tradetalks.bargain.reaction import Reaction, Stance, reaction
from tradetalks.bargain.seat import Seat, take_seats
from tradetalks.bargain.settle import Rule, Settlement, Verdict, settle, start_inside
from tradetalks.bargain.table import Table
from tradetalks.bargain.war import War
from tradetalks.model.outcome import Outcome
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import beside
from tradetalks.policy.commitment import CommitmentKind
from tradetalks.policy.negotiation import Negotiation
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Strike:
    """What can be struck.

    Attributes:
        seat: The talks, with fallbacks and table.
        settlements: The terms by each rule, in the order asked for; by the first alone where there
            is no deal, since then there is none by any.
        frontier: The terms between what is best for either of the first two sides; None where
            nothing can be drawn.
        outcome: What the first terms do to every economy and sector, beside the status quo.
        raised: Positions of lines that the first terms raise above the status quo, on goods of
            somebody who is not at the table: two large sides gain by that at the others' cost.
        exchange: What each line costs its owner and brings the others, from the rates without a
            deal.
        swaps: Pairs of lines that both sides gain by.
        war: The tariff war between the sides.
        keeps: Whether each side would keep the first terms.
        reactions: How the largest of those watched answers them, by stance; none where nobody is
            watched.
        gap: What each side lacks under the first terms.
        pledges: What the talks' pledges of money would take and do on top of the first terms,
            never added to them.
        seconds: Wall-clock time.
    """

    seat: Seat
    settlements: tuple[Settlement, ...]
    frontier: Frontier | None
    outcome: Outcome
    raised: tuple[int, ...]
    exchange: Exchange
    swaps: tuple[Swap, ...]
    war: War
    keeps: tuple[Keep, ...]
    reactions: tuple[Reaction, ...]
    gap: Gap
    pledges: tuple[PurchaseEffect | InvestmentEffect, ...]
    seconds: float

    @property
    def settled(self) -> Settlement:
        """The terms by the first rule."""
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
    terms, table = settled[0], seat.table
    schedule = replace(seat.eve.schedule, rate=terms.tariff)
    offers = exchange(table, _without_deal(seat))
    fought = seat.fallbacks.war or war_between(negotiation, table.oracle)
    return Strike(
        seat=seat,
        settlements=tuple(settled),
        frontier=_frontier(table, terms, points),
        outcome=beside(seat.before, schedule),
        raised=_raised(seat, terms),
        exchange=offers,
        swaps=log_rolls(table, offers),
        war=fought,
        keeps=keep(terms.tariff, fought, table.oracle),
        reactions=_reactions(seat, terms),
        gap=gap(table, terms.values),
        pledges=_pledges(seat, schedule),
        seconds=time.perf_counter() - began,
    )


def _without_deal(seat: Seat) -> FloatArray:
    """Return the rate of each line in the state that its owner finds likeliest [line]."""
    lines = seat.table.oracle.lines
    rates = np.array([lines.rates_in(side.likeliest.tariff) for side in seat.fallbacks.sides])
    return np.asarray(rates[lines.owner, np.arange(len(lines))])


def _reactions(seat: Seat, terms: Settlement) -> tuple[Reaction, ...]:
    """Return how the largest of those watched answers terms, by stance."""
    if not seat.watched:
        return ()
    income = seat.table.oracle.world.income
    third, world = seat.negotiation.third_parties, seat.table.oracle.world
    sizes = [
        sum(float(income[world.economy_index(code)]) for code in each.members) for each in third
    ]
    largest = int(np.argmax(sizes))
    sides = tuple(code for side in seat.negotiation.sides for code in side.members)
    return tuple(
        reaction(
            seat.table.oracle,
            terms.tariff,
            sides=sides,
            members=third[largest].members,
            score=seat.watched_at[largest],
            stance=stance,
        )
        for stance in Stance
    )


def _pledges(seat: Seat, schedule: Schedule) -> tuple[PurchaseEffect | InvestmentEffect, ...]:
    found: list[PurchaseEffect | InvestmentEffect] = []
    for each in seat.negotiation.commitments:
        if each.amount is not None and each.kind is CommitmentKind.PURCHASE:
            found.append(purchase(seat.before, schedule, each))
        elif each.amount is not None and each.kind is CommitmentKind.INVESTMENT:
            found.append(investment(seat.before, schedule, each))
    return tuple(found)


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
