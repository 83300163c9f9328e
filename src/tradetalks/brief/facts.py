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
    CHANCE = "chance"
    PRICE = "price"

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
    Kind.CHANCE: Unit.FRACTION,
    Kind.PRICE: Unit.FRACTION,
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One published number.

    Attributes:
        id: Dotted name, unique in a brief: quantity, economy, sector or partner, rung.
        label: What it measures, in plain words.
        value: The engine's number, unrounded, in `unit`.
        kind: How it is read: a change, a rate, a level of money, a gain, a loss, an index, a
            probability, or a price in dollars for a dollar.
        low: The lower end of its range, or None where it has none.
        high: The upper end, likewise.
        error: Sampling error of `value` where it is a number of draws; it is printed no finer.
        low_error: The same of `low`.
        high_error: The same of `high`.
        rung: The id of the scenario it belongs to, or empty.
        origins: Ids of the sources and methods it rests on, for the footnotes.
    """

    id: str
    label: str
    value: float
    kind: Kind
    low: float | None = None
    high: float | None = None
    error: float = 0.0
    low_error: float = 0.0
    high_error: float = 0.0
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
        """Whether the whole range and the value lie on one side of no change."""
        if self.low is None or self.high is None:
            return True
        low, high = min(self.low, self.value), max(self.high, self.value)
        return low > self.neutral or high < self.neutral

    def end(self, name: str) -> float:
        """Return one of its numbers: "value", "low" or "high".

        Raises:
            ValueError: It has no such end.
        """
        amount = {"value": self.value, "low": self.low, "high": self.high}[name]
        if amount is None:
            raise ValueError(f"{self.id} has no {name} end")
        return amount

    def error_of(self, name: str) -> float:
        """Return the sampling error of one of its numbers; zero where it is none of draws."""
        return {"value": self.error, "low": self.low_error, "high": self.high_error}[name]


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
