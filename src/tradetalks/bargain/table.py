"""The table: who bargains over which rates, what each has without a deal, and what must hold."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.task import Floors, no_floors
from tradetalks.errors import InputError

FloatArray = NDArray[np.float64]


class Equal(StrEnum):
    """What equal gains are equal in."""

    MONEY = "money"
    """Dollars a year, at prices of the status quo."""
    PERCENT = "percent"
    """Percent of real income without a deal (Ossa 2014)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """A bargaining situation.

    The first scores of the oracle are the sides' gains in real income over the status quo, as
    fractions; other scores belong to floors or are only watched.

    Attributes:
        oracle: The world, the lines on the table and the scores.
        sides: Name of each side.
        fallback: What each side gains, over the status quo, without a deal [side].
        weight: Bargaining weight of each side, positive [side].
        income: Real income of each side in the status quo, billions of US dollars [side].
        floors: What must hold in any deal besides the fallbacks.
        equal_in: What equal gains are equal in.
    """

    oracle: Oracle
    sides: tuple[str, ...]
    fallback: FloatArray
    weight: FloatArray
    income: FloatArray
    floors: Floors
    equal_in: Equal = Equal.MONEY

    def __post_init__(self) -> None:
        if len(self.sides) < 2:
            raise InputError("talks of one side", remedy="Name two or more")
        if not (np.isfinite(self.weight) & (self.weight > 0)).all():
            raise InputError("a bargaining weight that is not positive", remedy="Give one above 0")

    @property
    def scale(self) -> FloatArray:
        """Real income of each side without a deal, over the status quo's [side]."""
        return 1.0 + self.fallback

    @property
    def equal_share(self) -> FloatArray:
        """What each side's gain is to be, as a part of the largest of them [side]."""
        parts = self.weight * self.scale
        if self.equal_in is Equal.MONEY:
            parts = self.weight / self.income
        return np.asarray(parts / parts.max())

    def over_fallback(self, values: FloatArray) -> FloatArray:
        """Return what each side gains over its fallback, a fraction of that [side]."""
        return (values[: len(self.sides)] - self.fallback) / self.scale

    def weights_on_scores(self, weights: FloatArray) -> FloatArray:
        """Return weights of the sides as weights of all scores [score]."""
        return np.pad(weights, (0, len(self.oracle.scores) - len(self.sides)))

    def gains_at_least(self, share: FloatArray, *, sides: tuple[int, ...] | None = None) -> Floors:
        """Return the floors that keep sides above their fallbacks, by a share of `s`.

        Args:
            share: What of `s` each side must gain over its fallback [side].
            sides: Positions of the sides that have such a floor; all when None.
        """
        chosen = tuple(range(len(self.sides))) if sides is None else sides
        rows = np.zeros((len(chosen), len(self.oracle.scores)))
        rows[np.arange(len(chosen)), chosen] = 1.0
        own = Floors(
            rows=rows,
            level=self.fallback[list(chosen)],
            share=share[list(chosen)],
            name=tuple(f"the fallback of {self.sides[at]}" for at in chosen),
        )
        return own.beside(self.floors)

    def with_fallback(self, fallback: FloatArray) -> "Table":
        """Return the table with other fallbacks."""
        return replace(self, fallback=fallback)


def bare_table(oracle: Oracle, sides: tuple[str, ...], income: FloatArray) -> Table:
    """Return a table whose sides fall back on the status quo, with equal weights and no floors."""
    return Table(
        oracle=oracle,
        sides=sides,
        fallback=np.zeros(len(sides)),
        weight=np.ones(len(sides)),
        income=income,
        floors=no_floors(len(oracle.scores)),
    )
