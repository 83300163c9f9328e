"""What a search is to do: an aim, and floors it must keep."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

LEAST = 1e-9
"""Gains below this are no gains: the logarithm of Nash's product goes on as a parabola there."""


class Aim(Protocol):
    """A concave, increasing function of the scores and of one number more, `s`."""

    def value(self, v: FloatArray, s: float) -> float:
        """Return what is to be made as large as possible."""

    def slope(self, v: FloatArray, s: float) -> tuple[FloatArray, float]:
        """Return its derivative in each score, and in `s`."""

    def bend(self, v: FloatArray) -> FloatArray:
        """Return its second derivatives in the scores [score, score]."""


@dataclass(frozen=True, eq=False)
class WeightedSum:
    """The sum of some scores, each times its weight.

    Attributes:
        weights: What each score counts [score].
    """

    weights: FloatArray

    def value(self, v: FloatArray, s: float) -> float:
        """Return the sum."""
        del s
        return float(self.weights @ v)

    def slope(self, v: FloatArray, s: float) -> tuple[FloatArray, float]:
        """Return the weights."""
        del v, s
        return self.weights, 0.0

    def bend(self, v: FloatArray) -> FloatArray:
        """Return zeros."""
        return np.zeros((len(v), len(v)))


@dataclass(frozen=True, eq=False)
class NashProduct:
    """The weighted sum of the logs of gains over a fallback (Nash 1950).

    Attributes:
        weights: Bargaining weight of each score; zero for those that do not bargain [score].
        fallback: Value of each score without a deal [score].
    """

    weights: FloatArray
    fallback: FloatArray

    def value(self, v: FloatArray, s: float) -> float:
        """Return the sum of logs."""
        del s
        gain = v - self.fallback
        short = np.minimum(gain / LEAST - 1.0, 0.0)
        logs = np.log(np.maximum(gain, LEAST)) + short - short**2 / 2.0
        return float(self.weights @ logs)

    def slope(self, v: FloatArray, s: float) -> tuple[FloatArray, float]:
        """Return what a little more of each score counts."""
        del s
        gain = v - self.fallback
        short = np.minimum(gain / LEAST - 1.0, 0.0)
        return self.weights * np.where(
            gain >= LEAST, 1.0 / np.maximum(gain, LEAST), (1.0 - short) / LEAST
        ), 0.0

    def bend(self, v: FloatArray) -> FloatArray:
        """Return how fast that falls."""
        return np.diag(-self.weights / np.maximum(v - self.fallback, LEAST) ** 2)


@dataclass(frozen=True, eq=False)
class Smallest:
    """The number `s` itself, which floors hold below the gains of all (Kalai 1977)."""

    def value(self, v: FloatArray, s: float) -> float:
        """Return the number."""
        del v
        return s

    def slope(self, v: FloatArray, s: float) -> tuple[FloatArray, float]:
        """Return that only the number counts."""
        del s
        return np.zeros(len(v)), 1.0

    def bend(self, v: FloatArray) -> FloatArray:
        """Return zeros."""
        return np.zeros((len(v), len(v)))


@dataclass(frozen=True, eq=False, kw_only=True)
class Floors:
    """What must hold: `rows @ v - level - share · s >= 0`.

    Attributes:
        rows: Weights on the scores [floor, score].
        level: The floor itself [floor].
        share: What of `s` it must exceed that by [floor].
        name: What each floor is.
    """

    rows: FloatArray
    level: FloatArray
    share: FloatArray
    name: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of floors."""
        return len(self.level)

    def room(self, v: FloatArray, s: float) -> FloatArray:
        """Return by how much each floor is exceeded [floor]."""
        return np.asarray(self.rows @ v - self.level - self.share * s)

    def beside(self, other: "Floors") -> "Floors":
        """Return these floors and then the other's."""
        return Floors(
            rows=np.concatenate([self.rows, other.rows]),
            level=np.concatenate([self.level, other.level]),
            share=np.concatenate([self.share, other.share]),
            name=(*self.name, *other.name),
        )


def no_floors(scores: int) -> Floors:
    """Return no floors on some scores."""
    return Floors(rows=np.zeros((0, scores)), level=np.zeros(0), share=np.zeros(0))


def at_least(scores: int, which: list[int], level: FloatArray, name: tuple[str, ...]) -> Floors:
    """Return floors under some of the scores.

    Args:
        scores: How many scores there are.
        which: Positions of those that have a floor.
        level: The floor of each of them.
        name: What each floor is.
    """
    rows = np.zeros((len(which), scores))
    rows[np.arange(len(which)), which] = 1.0
    return Floors(rows=rows, level=level, share=np.zeros(len(which)), name=name)


@dataclass(frozen=True, eq=False, kw_only=True)
class Task:
    """What a search is to do.

    Attributes:
        aim: What is to be made as large as possible.
        floors: What must hold.
        free: Which lines may move [line]; all between their bounds where None.
    """

    aim: Aim
    floors: Floors
    free: NDArray[np.bool_] | None = field(default=None)

    @property
    def has_number(self) -> bool:
        """Whether the number `s` is looked for too."""
        return isinstance(self.aim, Smallest)

    def largest_number(self, v: FloatArray) -> float:
        """Return the largest number `s` that the floors allow; zero where none is looked for."""
        if not self.has_number:
            return 0.0
        shared = self.floors.share > 0
        room = self.floors.rows @ v - self.floors.level
        return float((room[shared] / self.floors.share[shared]).min())

    def number(self, v: FloatArray, prices: FloatArray, stiff: float) -> float:
        """Return the number `s` at which the aim less the cost of missed floors is largest.

        The cost is `sum(max(prices - stiff * room, 0)**2) / (2 * stiff)`. Its derivative in `s`
        grows floor by floor, so the place where it reaches one is found by going through them.

        Args:
            v: Value of each score.
            prices: Price of each floor [floor].
            stiff: The penalty.
        """
        if not self.has_number:
            return 0.0
        shared = self.floors.share > 0
        share = self.floors.share[shared]
        room = (self.floors.rows @ v - self.floors.level)[shared]
        starts = (room - prices[shared] / stiff) / share
        order = np.argsort(starts)
        growth = np.cumsum(stiff * share[order] ** 2)
        spent = np.cumsum(stiff * share[order] ** 2 * starts[order])
        reached = (1.0 + spent) / growth
        later = np.append(starts[order][1:], np.inf)
        return float(reached[np.flatnonzero(reached <= later)[0]])
