"""What to offer and what to ask: what cutting each rate costs its owner and brings the others."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from tradetalks.bargain.lines import Line
from tradetalks.bargain.oracle import Oracle, View
from tradetalks.bargain.scores import gains
from tradetalks.bargain.table import Table
from tradetalks.model.accounts import accounts_of

FloatArray = NDArray[np.float64]

TOP = 200
"""Lines that are solved for one by one, a hundredth of a second each."""
NOTHING = 1e-12
"""A gain below this part of a side's income is rounding: what a solve leaves, ten times."""
POINT = 0.01
PART = 1e-4
"""How exactly the part of a cut that costs its owner nothing is known, as a part of the cut."""


class Kind(StrEnum):
    """What cutting a line is, to its owner and to the other sides together."""

    FREE_LUNCH = "free lunch"
    """Good for the owner and for the others: it needs nothing in return."""
    FREE_AT_FIRST = "free at first"
    """The first point is a free lunch, the whole cut costs the owner: the rate lies above the one
    that would serve its owner best, and that one above the floor."""
    CONCESSION = "concession"
    """Costs the owner and helps the others: what is traded."""
    OWN_GAIN = "own gain"
    """Helps the owner and not the others, who may ask for something to accept it."""
    NOBODYS = "nobody's"
    """Helps nobody at the table."""


_ORDER = tuple(Kind)


@dataclass(frozen=True, eq=False, kw_only=True)
class Offer:
    """What cutting one line does; money is billions of US dollars a year at status quo prices.

    Attributes:
        position: Of the line, on the table.
        line: What it is.
        rate: The rate it is cut from, a fraction.
        floor: The lowest rate its room allows.
        kind: Free lunch, concession and so on.
        by_point: What the first percentage point brings each side [side].
        whole: What cutting it to its floor alone brings each side, the world solved again [side];
            None where it was not solved for.
        free_to: The rate down to which a cut costs its owner nothing; None where no cut is free,
            or it was not solved for.
        free_brings: What a cut to there brings the other sides together.
        most_helped: Code and gain of the economy outside the talks that gains most by the whole
            cut; None where nobody gains, or it was not solved for.
        most_hurt: The same of the one that loses most, its loss below zero.
    """

    position: int
    line: Line
    rate: float
    floor: float
    kind: Kind
    by_point: FloatArray
    whole: FloatArray | None
    free_to: float | None
    free_brings: float | None
    most_helped: tuple[str, float] | None
    most_hurt: tuple[str, float] | None

    @property
    def points(self) -> float:
        """How many percentage points there are to cut."""
        return (self.rate - self.floor) / POINT

    @property
    def gain(self) -> FloatArray:
        """What the whole cut brings each side [side], by the slope where it was not solved for."""
        return self.by_point * self.points if self.whole is None else self.whole

    @property
    def cost(self) -> float:
        """What the whole cut costs its owner; below zero where it gains."""
        return -float(self.gain[self.line.owner])

    @property
    def brings(self) -> float:
        """What the whole cut brings the other sides together."""
        return float(self.gain.sum()) + self.cost

    @property
    def price(self) -> float | None:
        """What the owner pays for a dollar that the others gain; None where they do not."""
        return price(self.gain, self.line.owner)

    @property
    def linear_error(self) -> float | None:
        """How far the slope is off for the whole cut, relative; None where that was not solved."""
        if self.whole is None:
            return None
        return apart(self.by_point * self.points, self.whole)


@dataclass(frozen=True, eq=False, kw_only=True)
class Exchange:
    """The list of what to offer and what to ask.

    Attributes:
        sides: Name of each side.
        rate: The rates from which everything is cut [line].
        offers: Free lunches first, those worth most leading; then those that are free at first, by
            what their free part brings; then concessions, the cheapest per dollar of the others'
            gain leading; then the rest.
    """

    sides: tuple[str, ...]
    rate: FloatArray
    offers: tuple[Offer, ...]

    @cached_property
    def free_lunches(self) -> tuple[Offer, ...]:
        """Cuts that are good for both, whoever makes them."""
        return tuple(each for each in self.offers if each.kind is Kind.FREE_LUNCH)

    def of(self, side: int) -> tuple[Offer, ...]:
        """Return what a side, by position, can offer: what the others can ask of it."""
        return tuple(each for each in self.offers if each.line.owner == side)

    def cheapest(self, side: int) -> Offer | None:
        """Return the whole cut that costs a side least per dollar of the others' gain.

        What costs nothing is no concession; None where nothing else helps the others.
        """
        paid = [each for each in self.of(side) if each.cost > 0.0 and each.price is not None]
        return min(paid, key=lambda each: each.price or 0.0, default=None)


def exchange(table: Table, at: FloatArray | None = None, *, top: int = TOP) -> Exchange:
    """Return what cutting each line that is above its floor does to every side.

    Args:
        table: Who bargains over what.
        at: Rates from which lines are cut [line]; those that stand, within bounds, when None.
        top: How many lines are solved for alone, those first in the list by their slopes.

    Raises:
        NoEquilibriumError: Some of the rates have none.
    """
    lines = table.oracle.lines
    rate = np.clip(lines.now if at is None else at, lines.low, lines.high)
    watched = _watched(table)
    here = watched.oracle.at(np.log1p(rate))
    slopes = by_point(table, watched.oracle, here)
    cut = [int(line) for line in np.flatnonzero(rate > lines.low)]
    first = [_offer(watched, line, here, slopes[line], solve=False) for line in cut]
    ranked = [each.position for each in sorted(first, key=_rank)]
    solved = [
        _offer(watched, line, here, slopes[line], solve=place < top)
        for place, line in enumerate(ranked)
    ]
    return Exchange(sides=table.sides, rate=rate, offers=tuple(sorted(solved, key=_rank)))


def price(gain: FloatArray, owner: int) -> float | None:
    """Return what a cut costs its owner for a dollar that the other sides gain (eq. bargain.8).

    Args:
        gain: What it brings each side, in money [side].
        owner: Who makes it, by position.
    """
    others = float(np.delete(gain, owner).sum())
    return None if others <= 0.0 else -float(gain[owner]) / others


def by_point(table: Table, oracle: Oracle, here: View) -> FloatArray:
    """Return what the first percentage point off each line brings each side [line, side].

    Args:
        table: Who bargains; incomes turn gains into billions of US dollars.
        oracle: An oracle whose first scores are the sides' gains.
        here: Where lines are cut from.
    """
    sides = np.arange(len(table.sides))
    slope = oracle.jacobian(here, sides)[sides] / (1.0 + here.rate)
    return np.asarray(-POINT * slope.T * table.income)


def apart(expected: FloatArray, found: FloatArray) -> float:
    """Return the largest difference from what was found, over the largest of that."""
    return float(np.abs(expected - found).max() / max(np.abs(found).max(), 1e-300))


@dataclass(frozen=True, eq=False, kw_only=True)
class _Watched:
    """The table, seen by everybody.

    Attributes:
        oracle: Its scores and then the gain of each economy outside.
        income: Of each side and each economy outside [who].
        rows: Positions of their scores [who].
        outside: Codes of the economies outside.
    """

    oracle: Oracle
    income: FloatArray
    rows: NDArray[np.int64]
    outside: tuple[str, ...]


def _watched(table: Table) -> _Watched:
    oracle, sides = table.oracle, len(table.sides)
    inside = (oracle.scores.welfare[:sides] != 0.0).any(axis=0)
    outside = tuple(
        code for code, ours in zip(oracle.world.economies, inside, strict=True) if not ours
    )
    others = gains(oracle.world, [(code,) for code in outside], oracle.structure)
    income = accounts_of(oracle.world, oracle.structure).income
    scores = len(oracle.scores)
    return _Watched(
        oracle=oracle.with_scores(oracle.scores.beside(others)),
        income=np.concatenate([table.income, income[~inside]]),
        rows=np.concatenate([np.arange(sides), scores + np.arange(len(outside))]),
        outside=outside,
    )


def _offer(watched: _Watched, line: int, here: View, slope: FloatArray, *, solve: bool) -> Offer:
    lines, sides = watched.oracle.lines, len(slope)
    everybody = _cut(watched, line, here, 1.0) if solve else None
    whole = None if everybody is None else everybody[:sides]
    kind = _kind(watched, line, here, slope, whole)
    free_to, free_brings = _free_part(watched, line, here, slope, whole, kind)
    helped, hurt = (None, None) if everybody is None else _extremes(watched, everybody[sides:])
    return Offer(
        position=line,
        line=lines.line[line],
        rate=float(here.rate[line]),
        floor=float(lines.low[line]),
        kind=kind,
        by_point=slope,
        whole=whole,
        free_to=free_to,
        free_brings=free_brings,
        most_helped=helped,
        most_hurt=hurt,
    )


def _cut(watched: _Watched, line: int, here: View, part: float) -> FloatArray:
    """Return what a part of the whole cut of one line alone brings everybody [who]."""
    x, low = here.x.copy(), watched.oracle.lines.low[line]
    rate = here.rate[line]
    x[line] = watched.oracle.low[line] if part == 1.0 else np.log1p(rate + part * (low - rate))
    moved = watched.oracle.at(x).values - here.values
    return np.asarray(moved[watched.rows] * watched.income)


def _free_part(
    watched: _Watched,
    line: int,
    here: View,
    slope: FloatArray,
    whole: FloatArray | None,
    kind: Kind,
) -> tuple[float | None, float | None]:
    """Return the rate down to which a cut costs its owner nothing, and what it brings others."""
    low, owner = float(watched.oracle.lines.low[line]), int(watched.oracle.lines.owner[line])
    if whole is None or kind not in (Kind.FREE_LUNCH, Kind.FREE_AT_FIRST):
        return None, None
    if kind is Kind.FREE_LUNCH:
        return low, float(np.delete(whole, owner).sum())
    cut = float(here.rate[line]) - low
    ends = {0.0: slope[owner] * cut / POINT, 1.0: whole[owner]}

    def mean_gain(part: float) -> float:
        if part in ends:
            return float(ends[part])
        return float(_cut(watched, line, here, part)[owner]) / part

    part = float(brentq(mean_gain, 0.0, 1.0, xtol=PART))
    gain = _cut(watched, line, here, part)[: len(slope)]
    return low + (1.0 - part) * cut, float(np.delete(gain, owner).sum())


def _extremes(
    watched: _Watched, gain: FloatArray
) -> tuple[tuple[str, float] | None, tuple[str, float] | None]:
    if not len(gain):
        return None, None
    best, worst = int(np.argmax(gain)), int(np.argmin(gain))
    helped = (watched.outside[best], float(gain[best])) if gain[best] > 0.0 else None
    hurt = (watched.outside[worst], float(gain[worst])) if gain[worst] < 0.0 else None
    return helped, hurt


def _kind(
    watched: _Watched, line: int, here: View, slope: FloatArray, whole: FloatArray | None
) -> Kind:
    owner = int(watched.oracle.lines.owner[line])
    nothing = NOTHING * watched.income[: len(slope)]
    points = float(here.rate[line] - watched.oracle.lines.low[line]) / POINT
    first = _helps(slope * points, owner, nothing)
    all_ = first if whole is None else _helps(whole, owner, nothing)
    if all_ == (True, True):
        # A slope says nothing of the whole way.
        return Kind.FREE_AT_FIRST if whole is None else Kind.FREE_LUNCH
    if all_[1]:
        return Kind.FREE_AT_FIRST if first == (True, True) else Kind.CONCESSION
    return Kind.OWN_GAIN if all_[0] else Kind.NOBODYS


def _helps(gain: FloatArray, owner: int, nothing: FloatArray) -> tuple[bool, bool]:
    """Return whether the owner gains, and whether the other sides do together."""
    others = np.delete(gain, owner).sum() > np.delete(nothing, owner).sum()
    return bool(gain[owner] > nothing[owner]), bool(others)


def _rank(offer: Offer) -> tuple[int, float]:
    place = _ORDER.index(offer.kind)
    if offer.kind is Kind.FREE_AT_FIRST and offer.free_brings is not None:
        return place, -offer.free_brings
    if offer.kind is Kind.CONCESSION and offer.price is not None:
        return place, offer.price
    return place, -float(offer.gain.sum())
