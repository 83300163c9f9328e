"""What the model answered, rung by rung, and the facts that sections take from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import TypedDict

import numpy as np

from tradetalks.atlas.places import economy_name, places
from tradetalks.atlas.world import Array, World
from tradetalks.brief.facts import Fact, Facts, Kind
from tradetalks.model.interval import Interval, interval
from tradetalks.policy.talks import Rung, Talks
from tradetalks.policy.words import with_article

BASELINE = "status_quo"
"""The rung that every effect is stated against."""
THREAT = "no_deal"
"""The rung of what has been announced and is not yet levied."""
STRUCK = "struck"
"""The rung of the terms that a search of the room of talks came to."""
DRAWS = 200
"""How many draws the ranges rest on: the most that a brief has time for."""
SEED = 0
"""Of the draws; the same brief has the same ranges again."""


def headline_of(talks: Talks) -> Rung:
    """Return the rung of the terms, where there are any, or the furthest of the plausible ones.

    Terms that were searched for come last: the brief is on what its source says, where it says
    something.
    """
    written = [rung for rung in talks.rungs if rung.id != STRUCK]
    searched = talks.rung(STRUCK)
    if searched is not None and written[-1].id in (BASELINE, THREAT):
        return searched
    return talks.rung("deal") or written[-1]


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """One quantity under one rung.

    Attributes:
        central: Values under the elasticity set and closure in use [economy] or [economy, sector].
        draws: Values by draw, [draw, ...] and the same axes; not a number where a draw has no
            equilibrium. None where it was not asked of the draws.
        spans: Ranges found in another way, by economy; only where there are no draws.
        errors: Sampling errors of the values themselves, where those are parts of the draws.
    """

    central: Array
    draws: Array | None = None
    spans: Mapping[int, Interval] = field(default_factory=dict)
    errors: Array | None = None

    def span(self, cell: tuple[int, ...]) -> Interval | None:
        """Return the range of one cell, None where it has none."""
        if self.draws is None:
            return self.spans.get(cell[0])
        return interval(np.moveaxis(self.draws, 0, -1)[cell])


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A quantity of the brief: how it is read, what it is called, what it rests on."""

    id: str
    kind: Kind
    label: str
    method: str
    lead: str = "Change in "


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
        Quantity(
            id="chance",
            kind=Kind.CHANCE,
            label="probability of a gain in real income",
            method="ranges",
            lead="The ",
        ),
        Quantity(
            id="better",
            kind=Kind.CHANCE,
            label="probability of a larger gain in real income than without a deal",
            method="ranges",
            lead="The ",
        ),
    )
}


class Ends(TypedDict):
    """The range of a fact."""

    low: float | None
    high: float | None
    low_error: float
    high_error: float


def ends_of(span: Interval | None) -> Ends:
    """Return a range as a fact holds it."""
    if span is None:
        return Ends(low=None, high=None, low_error=0.0, high_error=0.0)
    return Ends(low=span.low, high=span.high, low_error=span.low_error, high_error=span.high_error)


@dataclass(frozen=True, kw_only=True, eq=False)
class Findings:
    """Everything the sections draw on; a fact is stated the first time it is asked for.

    Attributes:
        world: The benchmark.
        talks: Parties and rungs.
        readings: By quantity and rung.
        runs: Gain [economy] under every published set as printed, by rung and then by elasticity
            set and closure.
        closures: The closure of each draw.
        facts: Where facts are kept.
    """

    world: World
    talks: Talks
    readings: Mapping[tuple[str, str], Reading]
    runs: Mapping[str, Mapping[tuple[str, str], Array]]
    closures: tuple[str, ...] = ()
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
        return self.talks.rung(THREAT)

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
        central, span = float(reading.central[cell]), reading.span(cell)
        if isnan(central):
            return None
        about = QUANTITIES[quantity]
        methods = (about.method, "ranges") if span else (about.method,)
        fact = Fact(
            id=".".join(part for part in (quantity, economy, sector, rung) if part),
            label=f"{about.lead}{about.label}, {where}: {self.rung_title(rung)}",
            value=central,
            kind=about.kind,
            error=0.0 if reading.errors is None else float(reading.errors[cell]),
            rung=rung,
            origins=methods,
            **ends_of(span),
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

    def most_affected(
        self, count: int, *, of: Callable[[float], float] = abs, rung: str = ""
    ) -> tuple[str, ...]:
        """Return the economies outside the talks that gain or lose most in dollars, largest first.

        Args:
            count: How many.
            of: What is ranked: the size of the gain, the gain or the loss.
            rung: Id of the rung; the headline's when empty.
        """
        gain = self.readings["gain", rung or self.headline.id].central
        order = sorted(range(len(gain)), key=lambda place: -of(float(gain[place])))
        codes = (self.world.economies[place] for place in order)
        return tuple(code for code in codes if code not in self.talks.parties)[:count]
