"""The best tariffs of one player, everybody else's given."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.lines import Lines
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.proof import LEVEL, Proof, proof_of, slope_error
from tradetalks.bargain.summit import summit
from tradetalks.bargain.task import Floors, Task, WeightedSum, no_floors

FloatArray = NDArray[np.float64]

AGREE = 1e-9
"""Two starts that come within this of each other, as a fraction of income, came to one summit."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Optimum:
    """The best tariffs of one player.

    Attributes:
        lines: What it set.
        rate: The rate of each line, a fraction [line].
        values: Value of each score there: gains in real income as fractions [score].
        gain: The player's own gain.
        tariff: Every rate of the world [exporter, importer, sector].
        at_bound: Which lines rest on a bound [line].
        proof: What stands behind it; without it this is the best point found and no more.
        evaluations: Worlds solved.
        seconds: Wall-clock time.
    """

    lines: Lines
    rate: FloatArray
    values: FloatArray
    gain: float
    tariff: FloatArray
    at_bound: NDArray[np.bool_]
    proof: Proof
    evaluations: int
    seconds: float

    @property
    def status(self) -> str:
        """`optimal` where the proof holds, otherwise `not proved`."""
        return "optimal" if self.proof.holds else "not proved"


def optimum(
    oracle: Oracle,
    player: int,
    *,
    starts: tuple[FloatArray, ...] | None = None,
    floors: Floors | None = None,
) -> Optimum:
    """Return the tariffs that a player's own gain is largest at (eq. bargain.1).

    Args:
        oracle: The world; only the player's own lines may be in it.
        player: The score it maximises, by position.
        starts: Rates to begin from; those that stand, and others far from them, when None.
        floors: What it must keep besides.

    Raises:
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    began, solved = time.perf_counter(), oracle.evaluations
    weights = np.eye(len(oracle.scores))[player]
    task = Task(aim=WeightedSum(weights), floors=floors or no_floors(len(weights)))
    begin = starts or (oracle.lines.now, *_elsewhere(oracle.lines))
    found = summit(oracle, task, [np.log1p(start) for start in begin])
    top, rate = found.at, oracle.lines.rates(found.at.x)
    return Optimum(
        lines=oracle.lines,
        rate=rate,
        values=top.values,
        gain=float(top.values[player]),
        tariff=oracle.lines.tariff_at(rate),
        at_bound=top.at_bound,
        proof=proof_of(
            top,
            bound=LEVEL,
            slope_error=slope_error(oracle, top.x, weights),
            starts=found.starts,
            spread=found.spread,
            more=() if found.spread >= -AGREE else ("polishing came to a lower point",),
        ),
        evaluations=oracle.evaluations - solved,
        seconds=time.perf_counter() - began,
    )


def _elsewhere(lines: Lines) -> tuple[FloatArray, ...]:
    """Return rates far from those that stand: high ones where they are low, and the other way."""
    middle = np.clip(0.5, lines.low, lines.high)
    high = lines.now > 0.25
    return (np.where(high, np.clip(0.05, lines.low, lines.high), middle),)
