"""How a concession turns a rate into another."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tradetalks.atlas.world import Array


class Form(StrEnum):
    """The ways a deal file may state a concession."""

    FINAL = "final"
    CUT = "cut"
    ADD = "add"
    CAP = "cap"
    LINEAR = "linear"
    SWISS = "swiss"


@dataclass(frozen=True)
class Change:
    """One way of changing a rate.

    Attributes:
        form: The way.
        value: Its one parameter: the rate, the share cut away, the points added, the ceiling, or
            the coefficient, a fraction.
    """

    form: Form
    value: float

    def __call__(self, rate: Array) -> Array:
        """Return the changed rates, never below zero; fractions in, fractions out."""
        changed = _FORMS[self.form](np.asarray(rate, dtype=np.float64), self.value)
        return np.asarray(np.maximum(changed, 0.0))

    @property
    def sentence(self) -> str:
        """The change in words."""
        percent = f"{100 * self.value:g}"
        return {
            Form.FINAL: f"the rate becomes {percent} percent",
            Form.CUT: f"the rate is cut by {percent} percent of itself",
            Form.ADD: f"{percent} percentage points are added to the rate",
            Form.CAP: f"the rate may not exceed {percent} percent",
            Form.LINEAR: f"every rate is cut by {percent} percent of itself (linear formula)",
            Form.SWISS: f"rates follow the Swiss formula with coefficient {percent} percent",
        }[self.form]


def swiss(rate: Array, coefficient: float) -> Array:
    """Return a·t / (a + t): high rates fall most, and none stays above the coefficient `a`."""
    total = coefficient + rate
    return np.asarray(coefficient * rate / np.where(total > 0, total, 1.0))


def _cut(rate: Array, share: float) -> Array:
    return rate * (1.0 - share)


_FORMS: dict[Form, Callable[[Array, float], Array]] = {
    Form.FINAL: np.full_like,
    Form.CUT: _cut,
    Form.ADD: lambda rate, points: rate + points,
    Form.CAP: lambda rate, ceiling: np.minimum(rate, ceiling),
    Form.LINEAR: _cut,
    Form.SWISS: swiss,
}
