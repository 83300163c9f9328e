"""What the model answered, rung by rung, and the facts that sections take from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isnan

from tradetalks.atlas.places import economy_name, places
from tradetalks.atlas.world import Array, World
from tradetalks.brief.facts import Fact, Facts, Kind
from tradetalks.policy.talks import Rung, Talks
from tradetalks.policy.words import with_article

BASELINE = "status_quo"
"""The rung that every effect is stated against."""


def headline_of(talks: Talks) -> Rung:
    """Return the rung of the terms, where there are any, or the furthest of the plausible ones."""
    return talks.rung("deal") or talks.rungs[-1]


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """One quantity under one rung, over all runs that were solved.

    Attributes:
        central: Values under the elasticity set and closure in use [economy] or [economy, sector].
        low: The lowest over all elasticity sets and closures, same axes; None where only the
            central run was made.
        high: The highest, likewise.
    """

    central: Array
    low: Array | None = None
    high: Array | None = None


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A quantity of the brief: how it is read, what it is called, what it rests on."""

    id: str
    kind: Kind
    label: str
    method: str


QUANTITIES = {
    quantity.id: quantity
    for quantity in (
        Quantity(id="income", kind=Kind.CHANGE, label="real income", method="welfare"),
        Quantity(id="gain", kind=Kind.GAIN, label="gain in real income", method="welfare"),
        Quantity(id="exports", kind=Kind.CHANGE, label="exports", method="trade"),
        Quantity(id="imports", kind=Kind.CHANGE, label="imports", method="trade"),
        Quantity(id="revenue", kind=Kind.GAIN, label="tariff revenue", method="revenue"),
        Quantity(id="output", kind=Kind.CHANGE, label="output", method="sectors"),
        Quantity(id="employment", kind=Kind.CHANGE, label="employment", method="sectors"),
        Quantity(
            id="advantage",
            kind=Kind.GAIN,
            label="gain in real income over no deal",
            method="welfare",
        ),
        Quantity(id="aid", kind=Kind.GAIN, label="aid equivalent", method="aid"),
    )
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Findings:
    """Everything the sections draw on; a fact is stated the first time it is asked for.

    Attributes:
        world: The benchmark.
        talks: Parties and rungs.
        readings: By quantity and rung.
        runs: Gain [economy] of every single run, by rung and then by elasticity set and closure.
        facts: Where facts are kept.
    """

    world: World
    talks: Talks
    readings: Mapping[tuple[str, str], Reading]
    runs: Mapping[str, Mapping[tuple[str, str], Array]]
    facts: Facts = field(default_factory=Facts)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs that change something: all but the status quo."""
        return tuple(rung for rung in self.talks.rungs if rung.id != BASELINE)

    @property
    def headline(self) -> Rung:
        """The rung the headline is about."""
        return headline_of(self.talks)

    @property
    def threat(self) -> Rung | None:
        """The rung of no deal, None when no threat was known."""
        return self.talks.rung("no_deal")

    def name(self, code: str) -> str:
        """Return an economy's name as a head or a label."""
        return self.world.economy_names[self.world.economy_index(code)]

    def known_name(self, code: str) -> str:
        """Return the name of an economy the text names, in this world or not; "" for none."""
        if code in self.world.economies:
            return self.name(code)
        return economy_name(code) if code in places() else code

    def called(self, code: str) -> str:
        """Return an economy's name inside a sentence."""
        return with_article(self.name(code))

    def sector(self, code: str) -> str:
        """Return a sector's name."""
        return self.world.sector_names[self.world.sector_index(code)]

    def fact(self, quantity: str, economy: str, rung: str, *, sector: str = "") -> Fact | None:
        """Return one number with its range, or None where the model gives none.

        Args:
            quantity: Key of `QUANTITIES`.
            economy: Code.
            rung: Id of the rung.
            sector: Code, for quantities by sector.
        """
        reading = self.readings.get((quantity, rung))
        if reading is None:
            return None
        cell, where = self._cell(economy, sector)
        central, low, high = (
            None if values is None else float(values[cell])
            for values in (reading.central, reading.low, reading.high)
        )
        if central is None or isnan(central):
            return None
        about = QUANTITIES[quantity]
        fact = Fact(
            id=".".join(part for part in (quantity, economy, sector, rung) if part),
            label=f"Change in {about.label}, {where}: {self.rung_title(rung)}",
            value=central,
            kind=about.kind,
            low=low,
            high=high,
            rung=rung,
            origins=(about.method, "ranges") if low is not None else (about.method,),
        )
        return self.facts.state(fact)

    def _cell(self, economy: str, sector: str) -> tuple[tuple[int, ...], str]:
        row = self.world.economy_index(economy)
        if not sector:
            return (row,), self.name(economy)
        column = self.world.sector_index(sector)
        return (row, column), f"{self.name(economy)}, {self.sector(sector)}"

    def rung_title(self, name: str) -> str:
        """Return the title of a rung."""
        rung = self.talks.rung(name)
        return rung.title if rung else name

    def most_affected(self, count: int, *, of: Callable[[float], float] = abs) -> tuple[str, ...]:
        """Return the economies outside the talks that gain or lose most in dollars, largest first.

        Args:
            count: How many.
            of: What is ranked: the size of the gain, the gain or the loss.
        """
        gain = self.readings["gain", self.headline.id].central
        order = sorted(range(len(gain)), key=lambda place: -of(float(gain[place])))
        codes = (self.world.economies[place] for place in order)
        return tuple(code for code in codes if code not in self.talks.parties)[:count]
