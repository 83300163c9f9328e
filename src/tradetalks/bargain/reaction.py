"""How somebody outside answers a deal."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Never

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from tradetalks.atlas.world import World
from tradetalks.bargain.lines import cell_lines
from tradetalks.bargain.optimal import Optimum, optimum
from tradetalks.bargain.oracle import Oracle
from tradetalks.errors import UnknownCodeError
from tradetalks.model.equilibrium import Equilibrium, solve

FloatArray = NDArray[np.float64]

MOST_POINTS = 2.0
"""The highest answer looked for, as a fraction added to each rate."""
CLOSE = 1e-9
"""How near the trade withdrawn comes to the trade lost, as a part of it, in a full answer."""

NOTHING = 1e-9
"""Exports lost that are a smaller part of those to the sides are rounding: nothing is lost."""


class Stance(StrEnum):
    """How somebody outside answers."""

    PASSIVE = "passive"
    """Its rates stay as they are."""
    PROPORTIONAL = "proportional"
    """It withdraws as much of the sides' trade as the deal took of its own: the rule by which
    trade law measures an answer."""
    BEST = "best response"
    """It sets the rates on the sides' goods that suit it best."""

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise UnknownCodeError("stance", str(value), [str(each) for each in cls])


@dataclass(frozen=True, eq=False, kw_only=True)
class Reaction:
    """A deal with somebody's answer to it.

    Attributes:
        stance: How it answers.
        members: Codes of the economies that answer.
        values: Value of each score with the answer [score].
        gain: Its own gain over the status quo, a fraction of real income.
        points: What it adds to every rate on the sides' goods, a fraction; zero unless it answers
            in proportion.
        lost: Its exports to the sides that the deal took, at status quo prices, billions of US
            dollars.
        withdrawn: The sides' exports to it that its answer takes, in the same measure.
        tariff: Every rate of the world [exporter, importer, sector].
        best: What it sets, with the proof; None unless it answers as suits it best.
    """

    stance: Stance
    members: tuple[str, ...]
    values: FloatArray
    gain: float
    points: float
    lost: float
    withdrawn: float
    tariff: FloatArray
    best: Optimum | None

    @property
    def residual(self) -> float:
        """How far what it withdraws is from what it lost, as a part of that.

        Zero where it lost nothing, or does not answer in proportion.
        """
        if self.stance is not Stance.PROPORTIONAL or self.lost == 0.0:
            return 0.0
        return abs(self.withdrawn / self.lost - 1.0)

    @property
    def in_full(self) -> bool:
        """Whether it withdraws what it lost; not where the highest answer withdraws less."""
        return self.residual <= CLOSE


def reaction(
    oracle: Oracle,
    terms: FloatArray,
    *,
    sides: tuple[str, ...],
    members: tuple[str, ...],
    score: int,
    stance: Stance | str = Stance.PASSIVE,
    ceiling: float = 1.0,
) -> Reaction:
    """Return what becomes of a deal when somebody outside answers it (eq. bargain.9).

    Args:
        oracle: The world.
        terms: Every rate under the deal [exporter, importer, sector].
        sides: Codes of the economies at the table.
        members: Codes of those that answer; a customs union sets one rate for all of them.
        score: Position of the score that is their gain.
        stance: How they answer.
        ceiling: The highest rate of the best response, a fraction.

    Raises:
        UnknownCodeError: There is no such stance.
        NoEquilibriumError: There is none with the answer.
    """
    stance = Stance(stance)
    before = oracle.world
    dealt = solve(before, terms, structure=oracle.structure)
    rows, columns = _positions(before, members), _positions(before, sides)
    lost = _lost(before, dealt, rows, columns)
    tariff, points, withdrawn, best = terms, 0.0, 0.0, None
    if stance is Stance.PROPORTIONAL and lost > 0.0:
        points, withdrawn = _points(oracle, terms, dealt, rows, columns, lost)
        tariff = _raised(terms, rows, columns, points, before)
    if stance is Stance.BEST:
        best = _best(oracle, terms, sides=sides, members=members, score=score, ceiling=ceiling)
        tariff = best.tariff
    values = oracle.under(tariff)
    return Reaction(
        stance=stance,
        members=members,
        values=values,
        gain=float(values[score]),
        points=points,
        lost=lost,
        withdrawn=withdrawn,
        tariff=tariff,
        best=best,
    )


def _positions(world: World, codes: tuple[str, ...]) -> list[int]:
    return [world.economy_index(code) for code in codes]


def _trade(flow: FloatArray, rows: list[int], columns: list[int]) -> float:
    return float(flow[np.ix_(rows, columns)].sum())


def _sold(found: Equilibrium, rows: list[int], columns: list[int]) -> float:
    """Return sales of some to others at the sellers' status quo prices, billions of US dollars."""
    return _trade(found.flow / found.cost_hat[:, None, :], rows, columns)


def _lost(before: World, dealt: Equilibrium, rows: list[int], columns: list[int]) -> float:
    """Return the sales of some to others that a deal took; zero where that is rounding."""
    sold = _trade(before.flow, rows, columns)
    lost = sold - _sold(dealt, rows, columns)
    return lost if lost > NOTHING * sold else 0.0


def _raised(
    terms: FloatArray, rows: list[int], columns: list[int], points: float, world: World
) -> FloatArray:
    goods = [s for s, code in enumerate(world.sectors) if code not in world.services]
    tariff = terms.copy()
    tariff[np.ix_(columns, rows, goods)] += points
    return tariff


def _points(
    oracle: Oracle,
    terms: FloatArray,
    dealt: Equilibrium,
    rows: list[int],
    columns: list[int],
    lost: float,
) -> tuple[float, float]:
    """Return the points that withdraw as much trade as was lost, and what they withdraw.

    Where even the highest answer withdraws less, it is that.
    """
    world = oracle.world
    bought = _sold(dealt, columns, rows)

    def withdrawn(points: float) -> float:
        tariff = _raised(terms, rows, columns, points, world)
        found = solve(world, tariff, structure=oracle.structure, start=dealt)
        return bought - _sold(found, columns, rows)

    if withdrawn(MOST_POINTS) < lost:
        return MOST_POINTS, withdrawn(MOST_POINTS)
    points = float(
        brentq(lambda each: withdrawn(each) / lost - 1.0, 0.0, MOST_POINTS, xtol=1e-14, rtol=1e-12)
    )
    return points, withdrawn(points)


def _best(
    oracle: Oracle,
    terms: FloatArray,
    *,
    sides: tuple[str, ...],
    members: tuple[str, ...],
    score: int,
    ceiling: float,
) -> Optimum:
    lines = cell_lines(oracle.world, [members], partners=sides, high=ceiling)
    now = np.minimum(lines.now, ceiling)
    return optimum(oracle.with_lines(lines.standing(terms, now)), score)
