"""Where most draws lie, and how well that many draws can tell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.model.draws import RANGE

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Quantiles of draws with their sampling errors, in the unit of the draws.

    Attributes:
        low: The lower quantile.
        middle: The median.
        high: The upper quantile.
        low_error: Standard error of the lower quantile, from the number of draws.
        middle_error: Standard error of the median.
        high_error: Standard error of the upper quantile.
    """

    low: float
    middle: float
    high: float
    low_error: float
    middle_error: float
    high_error: float


@dataclass(frozen=True, kw_only=True)
class Chance:
    """The part of draws in which something is so.

    Attributes:
        value: From 0 to 1.
        error: Its standard error, from the number of draws; zero where all draws agree.
        count: Draws with an equilibrium.
    """

    value: float
    error: float
    count: int


def interval(draws: FloatArray, between: Sequence[float] = RANGE) -> Interval | None:
    """Return where draws lie; None where none of them is a number.

    The standard error of a quantile is half the distance between the quantiles one standard error
    of its rank to either side. Where a few sets of elasticities have many draws each, quantiles
    jump from one to the next, and an error is as large as the jump.

    Args:
        draws: By draw; not a number where there is no equilibrium.
        between: The lower and the upper quantile.
    """
    known = np.sort(draws[np.isfinite(draws)])
    if not known.size:
        return None
    at = np.array([between[0], 0.5, between[1]])
    apart = np.sqrt(at * (1.0 - at) / known.size)
    places = np.clip(np.concatenate([at, at - apart, at + apart]), 0.0, 1.0)
    found = np.interp(places * (known.size - 1), np.arange(known.size), known)
    (low, middle, high), below, above = found[:3], found[3:6], found[6:]
    errors = (above - below) / 2.0
    return Interval(
        low=float(low),
        middle=float(middle),
        high=float(high),
        low_error=float(errors[0]),
        middle_error=float(errors[1]),
        high_error=float(errors[2]),
    )


def chance_above(draws: FloatArray, neutral: float = 0.0) -> Chance | None:
    """Return how often draws lie above a number; None where none of them is a number.

    Args:
        draws: By draw; not a number where there is no equilibrium.
        neutral: The number.
    """
    known = draws[np.isfinite(draws)]
    if not known.size:
        return None
    value = float((known > neutral).mean())
    error = float(np.sqrt(value * (1.0 - value) / known.size))
    return Chance(value=value, error=error, count=int(known.size))
