"""The gravity world of 30 unequal economies that three solvers are given."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ECONOMIES = tuple(f"E{place:02d}" for place in range(30))
REFERENCE = ECONOMIES[-1]
SIGMA = 5.0
SEED = 20161


@dataclass(frozen=True, eq=False, kw_only=True)
class Case:
    """A gravity world and a change in its trade costs.

    Attributes:
        output: Sales of each economy, at home included.
        expenditure: What each buys; another amount than it sells, the same in all.
        openness: Trade cost to the power 1 − σ [exporter, importer].
        change: The same, new over old: a third of the pairs, one way, up or down.
    """

    output: Array
    expenditure: Array
    openness: Array
    change: Array


def draw() -> Case:
    """Return the case; nothing in it is symmetric, and no two economies are alike."""
    random, n = np.random.default_rng(SEED), len(ECONOMIES)
    output = np.exp(random.normal(3.0, 1.0, n))
    expenditure = output * random.uniform(0.9, 1.1, n)
    abroad = ~np.eye(n, dtype=bool)
    openness = np.exp(random.normal(-3.0, 0.8, (n, n)) * abroad)
    touched = (random.random((n, n)) < 1 / 3) & abroad
    return Case(
        output=output,
        expenditure=expenditure * output.sum() / expenditure.sum(),
        openness=openness,
        change=np.exp(random.normal(0.2, 0.4, (n, n)) * touched),
    )
