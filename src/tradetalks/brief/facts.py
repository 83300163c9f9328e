"""Every number of a brief, once: what it is, how far it could move and where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite

from tradetalks.units import Unit


class Kind(StrEnum):
    """How a number is read; the unit follows from it."""

    CHANGE = "change"
    RATE = "rate"
    MONEY = "money"
    GAIN = "gain"
    LOSS = "loss"
    INDEX = "index"

    @property
    def unit(self) -> Unit:
        """The unit in which the value is stored, which is the engine's own."""
        return _UNITS[self]


_UNITS = {
    Kind.CHANGE: Unit.RATIO,
    Kind.RATE: Unit.FRACTION,
    Kind.MONEY: Unit.BILLION_USD,
    Kind.GAIN: Unit.BILLION_USD,
    Kind.LOSS: Unit.LOG_POINTS,
    Kind.INDEX: Unit.FRACTION,
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One published number.

    Attributes:
        id: Dotted name, unique in a brief: quantity, economy, sector or partner, rung.
        label: What it measures, in plain words.
        value: The engine's number, unrounded, in `unit`.
        kind: How it is read: a change, a rate, a level of money, a gain, a loss or an index.
        low: The lowest value over elasticity sets and closures, or None where none was run.
        high: The highest value, likewise.
        rung: The id of the scenario it belongs to, or empty.
        origins: Ids of the sources and methods it rests on, for the footnotes.
    """

    id: str
    label: str
    value: float
    kind: Kind
    low: float | None = None
    high: float | None = None
    rung: str = ""
    origins: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        """The unit of `value`, `low` and `high`."""
        return self.kind.unit

    @property
    def neutral(self) -> float:
        """The value that means no change: one for a ratio, zero for all else."""
        return 1.0 if self.kind is Kind.CHANGE else 0.0

    @property
    def sign_is_certain(self) -> bool:
        """Whether the whole range lies on one side of no change."""
        if self.low is None or self.high is None:
            return True
        return self.low > self.neutral or self.high < self.neutral


@dataclass(eq=False)
class Facts:
    """The facts of one brief, in the order they were stated; a fact is stated once."""

    _by_id: dict[str, Fact] = field(default_factory=dict)

    def state(self, fact: Fact) -> Fact:
        """Keep a fact and return it.

        Raises:
            ValueError: The number is not finite, or the id already stands for another number.
        """
        if not isfinite(fact.value):
            raise ValueError(f"{fact.id} is not a number: {fact.value}")
        known = self._by_id.setdefault(fact.id, fact)
        if known.value != fact.value:
            raise ValueError(f"{fact.id} stands for {known.value} and for {fact.value}")
        return known

    def __getitem__(self, name: str) -> Fact:
        return self._by_id[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_id

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)
