"""How sure it is that sides would sign, and which lines stay cheap: terms under many elasticities.

A line between two countries of unequal size is worth a billionth of the larger one's income. So a
draw is solved as a search solves, to 1e-13, and not as a distribution of whole deals is.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.exchange import NOTHING, Exchange, Offer, by_point, price
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.scores import gains
from tradetalks.bargain.table import Table
from tradetalks.errors import NoEquilibriumError, StructureError
from tradetalks.model.accounts import accounts_of
from tradetalks.model.draws import Failure
from tradetalks.model.equilibrium import solve
from tradetalks.model.interval import Chance, Interval, interval
from tradetalks.model.sampling import ElasticityDraws
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TOP = 10
"""Lines whose ranking is looked at, the first of the list."""
FIRST = 5
"""A line is among the first where fewer than this many are cheaper."""
WORKERS = 2
"""Draws solved at once: compiled programs run outside Python's lock."""
NO_STATUS_QUO, NO_TERMS, REFUSED = "no status quo", "no terms", "refused"


@dataclass(frozen=True, eq=False, kw_only=True)
class Steady:
    """How a line fares under the draws.

    Attributes:
        offer: The line as listed under the world's own elasticities.
        helps_owner: Part of the draws in which cutting it to its floor helps its owner.
        helps_others: The same of the other sides together.
        free_at_first: Part in which the first point off it helps both.
        among_first: Part in which fewer than `FIRST` of the lines are cheaper per dollar that the
            others gain by the whole cut.
    """

    offer: Offer
    helps_owner: Chance
    helps_others: Chance
    free_at_first: Chance
    among_first: Chance


@dataclass(frozen=True, eq=False, kw_only=True)
class Odds:
    """Terms, fallbacks and lines under draws of elasticities.

    The status quo, every state without a deal, the terms and each cut are solved anew for each
    draw. Rates of a tariff war stay those found under the world's own elasticities. What a draw
    without an equilibrium would say has no number.

    Attributes:
        sides: Name of each side.
        over_fallback: What each side gains by the terms over its fallback, billions of US dollars
            a year [draw, side].
        gains: Part of the draws in which each side is better off than without a deal.
        signs: Part of the draws in which every side is.
        lines: The top of the list of offers, in its order.
        rank_correlation: Spearman's correlation of these lines' ranking in a draw with that under
            the world's own elasticities, over the draws; None where fewer than two are ranked.
        failures: The draws without an equilibrium.
        draws: The elasticities.
    """

    sides: tuple[str, ...]
    over_fallback: FloatArray
    gains: tuple[Chance, ...]
    signs: Chance
    lines: tuple[Steady, ...]
    rank_correlation: Interval | None
    failures: tuple[Failure, ...]
    draws: ElasticityDraws

    @property
    def count(self) -> int:
        """Draws in all, failures in."""
        return len(self.over_fallback)

    def interval(self, side: int) -> Interval | None:
        """Return where most draws of a side's gain over its fallback lie."""
        return interval(self.over_fallback[:, side])


@dataclass(frozen=True, eq=False, kw_only=True)
class Case:
    """What is solved in each draw.

    Attributes:
        measured: The world as measured.
        schedule: The rates of the status quo.
        terms: Every rate under the terms [exporter, importer, sector].
        fallbacks: By side, the rates of each state without a deal, with its probability.
        offers: What the sides can offer; only the first are looked at.
    """

    measured: World
    schedule: Schedule
    terms: FloatArray
    fallbacks: Sequence[Sequence[tuple[FloatArray, float]]]
    offers: Exchange


def odds(
    table: Table,
    case: Case,
    draws: ElasticityDraws,
    *,
    top: int = TOP,
    progress: Callable[[int, int], None] | None = None,
) -> Odds:
    """Return how sure it is, over draws of elasticities, that sides would sign (eq. bargain.12).

    Args:
        table: Who bargains over what, under the world's own elasticities.
        case: The status quo, the terms, the fallbacks and the offers.
        draws: The elasticities.
        top: How many offers are looked at, the first of the list.
        progress: Told the draws done and the draws in all.

    Raises:
        NoEquilibriumError: No draw has an equilibrium.
    """
    listed = case.offers.offers[:top]
    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = pool.map(lambda theta: _drawn(table, case, listed, theta), draws.theta)
        found: list[_Drawn | _Lost] = []
        for each in jobs:
            found.append(each)
            if progress:
                progress(len(found), len(draws.theta))
    solved = [each for each in found if isinstance(each, _Drawn)]
    failures = _failures(found)
    if not solved:
        raise NoEquilibriumError(
            f"No draw has an equilibrium: {failures[0].reason}",
            remedy="Draw elasticities nearer to the world's own",
        )
    over = np.full((len(found), len(table.sides)), np.nan)
    over[[isinstance(each, _Drawn) for each in found]] = [each.over for each in solved]
    better = np.array([each.over > each.nothing for each in solved])
    return Odds(
        sides=table.sides,
        over_fallback=over,
        gains=tuple(_part(column) for column in better.T),
        signs=_part(np.all(better, axis=1)),
        lines=_steady(listed, solved),
        rank_correlation=_correlation(listed, solved),
        failures=failures,
        draws=draws,
    )


@dataclass(frozen=True, eq=False)
class _Drawn:
    """One draw; money is billions of US dollars.

    Attributes:
        over: Gain of each side over its fallback [side].
        first: What the first point off each listed line brings [line, side].
        whole: What cutting it to its floor brings [line, side].
        nothing: What is rounding [side].
    """

    over: FloatArray
    first: FloatArray
    whole: FloatArray
    nothing: FloatArray


@dataclass(frozen=True)
class _Lost:
    verdict: str
    reason: str


def _drawn(table: Table, case: Case, listed: Sequence[Offer], theta: FloatArray) -> _Drawn | _Lost:
    try:
        alike = _under(table, case, theta)
    except NoEquilibriumError as error:
        return _Lost(NO_STATUS_QUO, str(error))
    except StructureError as error:
        return _Lost(REFUSED, str(error))
    try:
        return _Drawn(
            over=_over_fallback(alike, case),
            **_cuts(alike, case, listed),
            nothing=NOTHING * alike.income,
        )
    except NoEquilibriumError as error:
        return _Lost(NO_TERMS, str(error))


def _under(table: Table, case: Case, theta: FloatArray) -> Table:
    """Return the table in the world of one draw, its status quo solved."""
    oracle = table.oracle
    world = replace(case.measured, elasticities={"drawn": theta}, elasticity="drawn")
    before = solve(world, case.schedule.rate, structure=oracle.structure).as_world("drawn")
    members = [
        tuple(code for code, part in zip(world.economies, row, strict=True) if part != 0.0)
        for row in oracle.scores.welfare[: len(table.sides)]
    ]
    alike = Oracle(
        before,
        oracle.lines,
        gains(before, members, oracle.structure),
        structure=oracle.structure,
        weights=oracle.weights,
    )
    income = accounts_of(alike.world, oracle.structure).income
    rows = [[world.economy_index(code) for code in group] for group in members]
    return replace(table, oracle=alike, income=np.array([income[row].sum() for row in rows]))


def _over_fallback(table: Table, case: Case) -> FloatArray:
    """Return what each side gains by the terms over what it expects without them [side]."""
    known: dict[bytes, FloatArray] = {}

    def values(tariff: FloatArray) -> FloatArray:
        key = tariff.tobytes()
        if key not in known:
            known[key] = table.oracle.under(tariff)
        return known[key]

    without = [
        sum(chance * values(tariff)[side] for tariff, chance in states)
        for side, states in enumerate(case.fallbacks)
    ]
    return np.asarray((values(case.terms) - without) * table.income)


def _cuts(table: Table, case: Case, listed: Sequence[Offer]) -> dict[str, FloatArray]:
    oracle, sides = table.oracle, len(table.sides)
    here = oracle.at(np.log1p(case.offers.rate))
    first = by_point(table, oracle, here)[[each.position for each in listed]]
    whole = np.zeros((len(listed), sides))
    for at, each in enumerate(listed):
        x = here.x.copy()
        x[each.position] = np.log1p(each.floor)
        whole[at] = (oracle.at(x).values - here.values) * table.income
    return {"first": first.reshape(-1, sides), "whole": whole}


def _failures(found: Sequence[_Drawn | _Lost]) -> tuple[Failure, ...]:
    return tuple(
        Failure(draw=draw, verdict=each.verdict, reason=each.reason)
        for draw, each in enumerate(found)
        if isinstance(each, _Lost)
    )


def _part(so: NDArray[np.bool_] | Sequence[bool]) -> Chance:
    """Return the part of the draws with an equilibrium in which something is so."""
    value = float(np.mean(so))
    return Chance(value=value, error=float(np.sqrt(value * (1.0 - value) / len(so))), count=len(so))


def _steady(listed: Sequence[Offer], solved: Sequence[_Drawn]) -> tuple[Steady, ...]:
    ranks = np.array([_ranks(listed, each.whole) for each in solved])
    return tuple(
        Steady(
            offer=offer,
            helps_owner=_part(_helped(offer, solved, at)[0]),
            helps_others=_part(_helped(offer, solved, at)[1]),
            free_at_first=_part(np.array([(each.first[at] > 0.0).all() for each in solved])),
            among_first=_part(ranks[:, at] < FIRST),
        )
        for at, offer in enumerate(listed)
    )


def _helped(
    offer: Offer, solved: Sequence[_Drawn], at: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return in which draws the whole cut helps its owner, and the others together [draw]."""
    owner = offer.line.owner
    gain = np.array([each.whole[at] for each in solved])
    nothing = np.array([each.nothing for each in solved])
    theirs, limit = (np.delete(each, owner, axis=1).sum(axis=1) for each in (gain, nothing))
    return gain[:, owner] > nothing[:, owner], theirs > limit


def _ranks(listed: Sequence[Offer], whole: FloatArray) -> IntArray:
    """Return the rank of each line by price, 0 the cheapest; what helps nobody else comes last."""
    prices = [price(gain, offer.line.owner) for offer, gain in zip(listed, whole, strict=True)]
    dear = np.array([np.inf if each is None else each for each in prices])
    return np.argsort(np.argsort(dear, kind="stable"), kind="stable")


def _correlation(listed: Sequence[Offer], solved: Sequence[_Drawn]) -> Interval | None:
    if len(listed) < 2:
        return None
    own = _ranks(listed, np.array([each.gain for each in listed]))
    found = [np.corrcoef(own, _ranks(listed, each.whole))[0, 1] for each in solved]
    return interval(np.array(found))
