"""Random numbers that are the same on any machine and with any version of numpy.

numpy promises the bits of a generator for good, but not what its distributions make of them.
"""

from statistics import NormalDist

import numpy as np
from numpy.random import PCG64, SeedSequence
from numpy.typing import NDArray

Array = NDArray[np.float64]

_NORMAL = NormalDist()


def stream(seed: int, use: int) -> PCG64:
    """Return a source of bits, another one for each use of a seed; neither is negative."""
    return PCG64(SeedSequence([seed, use]))


def uniform(bits: PCG64, rows: int, columns: int) -> Array:
    """Return numbers strictly between 0 and 1 [row, column], the first rows first."""
    raw = np.asarray(bits.random_raw(rows * columns), dtype=np.uint64) >> np.uint64(12)
    return (raw.astype(np.float64) + 0.5).reshape(rows, columns) * 2.0**-52


def normal(bits: PCG64, rows: int, columns: int) -> Array:
    """Return standard normal numbers [row, column], the first rows first."""
    chance = uniform(bits, rows, columns).ravel().tolist()
    return np.array([_NORMAL.inv_cdf(u) for u in chance]).reshape(rows, columns)


def truncated(chance: Array, mean: float, spread: float, *, least: float) -> Array:
    """Return normal numbers given that they are at least `least`.

    Args:
        chance: Uniform between 0 and 1, a small one for a large number [draw].
        mean: Of the normal before it is cut.
        spread: Its standard deviation, positive.
        least: Where it is cut; somewhere that the normal can reach.
    """
    above = _NORMAL.cdf((mean - least) / spread)
    steps = np.array([_NORMAL.inv_cdf(u * above) for u in chance.tolist()])
    return np.maximum(mean - spread * steps, least)
