"""What stands behind an answer of a search, and what it is called when it does not stand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.polish import FLAT, Conditions

FloatArray = NDArray[np.float64]

LEVEL = 1e-8
"""Projected gradient of real income, in fractions per log point, at which a summit is proved."""
BALANCED = 1e-6
"""What may be left of the conditions of a settlement, relative."""
REGRET = 1e-10
"""The gain from the best deviation that a war may leave: 1e-8 percent of real income."""
BY_DIFFERENCES = 1e-4
"""Relative difference between a slope and the same by differences; the difference has an error of
its own, about 1e-6."""
NUDGE = 1e-4
"""Step of those differences in `log(1 + r)`."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What stands behind an answer.

    Attributes:
        holds: Whether every test was passed.
        residual: What is left of the first-order conditions, as the answer defines it.
        uphill: Largest curvature along open directions, relative; above zero is no summit.
        slope_error: Relative difference between a derivative and the same by finite differences.
        starts: From how many starts the search was made.
        spread: How far below the highest start the lowest one ended, in the aim's own unit.
        failures: Which tests failed, one sentence each.
    """

    holds: bool
    residual: float
    uphill: float
    slope_error: float
    starts: int
    spread: float
    failures: tuple[str, ...] = ()


def proof_of(
    found: Conditions,
    *,
    bound: float,
    slope_error: float,
    starts: int,
    spread: float = 0.0,
    more: tuple[str, ...] = (),
) -> Proof:
    """Return the proof that a point is a summit, or which tests it failed.

    Args:
        found: The point.
        bound: What may be left of the first-order conditions.
        slope_error: As in `Proof`.
        starts: As in `Proof`.
        spread: As in `Proof`.
        more: Failures of tests of the answer's own.
    """
    failures = list(more)
    if not found.residual <= bound:
        failures.append(f"{found.residual:.1e} is left of the first-order conditions")
    if not found.uphill <= FLAT:
        failures.append(
            f"the aim still bends upwards along a direction left open ({found.uphill:.1e})"
        )
    if not slope_error <= BY_DIFFERENCES:
        failures.append(f"slope and finite differences are {slope_error:.1e} apart")
    return Proof(
        holds=not failures,
        residual=found.residual,
        uphill=found.uphill,
        slope_error=slope_error,
        starts=starts,
        spread=spread,
        failures=tuple(failures),
    )


def slope_error(oracle: Oracle, x: FloatArray, weights: FloatArray) -> float:
    """Return how far a slope is from the same by differences, relative (eq. bargain.2).

    It is taken a little off the point and along the slope itself, where it is largest: at a summit
    there is none to compare.

    Args:
        oracle: The world.
        x: `log(1 + r)` of each line.
        weights: What each score counts [score].
    """
    off = x - 100.0 * NUDGE * np.where(x > 0.02, 1.0, -1.0)
    gradient = oracle.gradient(oracle.at(off), weights)
    size = float(np.linalg.norm(gradient))
    if size == 0.0:
        return 0.0
    along = gradient / np.abs(gradient).max()
    up = float(weights @ oracle.at(off + NUDGE * along).values)
    down = float(weights @ oracle.at(off - NUDGE * along).values)
    exact = float(gradient @ along)
    return abs((up - down) / (2.0 * NUDGE) - exact) / abs(exact)
