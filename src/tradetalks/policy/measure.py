"""Dated, sourced measures: what was levied, on whom, from when, and since when it was known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tradetalks.atlas.world import Array
from tradetalks.errors import UnknownCodeError

AGREED = "agreed"
"""The kind of an entry that an agreement sets."""
EVERY = "*"
"""Stands for every exporter, or every goods sector, in the axes of a measure."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """One dated entry of a programme of duties.

    A *programme* (say, one country's reciprocal duties) is a chain of entries: for an exporter,
    the entry that applies last by a date replaces those before it. Programmes add up.

    Attributes:
        id: Unique name, the one a deal file cites.
        programme: The chain the entry belongs to.
        title: What it is, in plain words.
        legal_basis: The statute or power it rests on.
        reference: The order, proclamation or notice that made it.
        link: Where that text lives on the web; may be empty.
        by: Code of the importer that levies it.
        kind: What sort of entry it is: duty, retaliation, threat (not carried out as announced)
            or agreed (what an agreement sets).
        announced: The day it became public.
        applies: The first day it is levied.
        ends: The first day it is no longer levied; on or before `applies` when it was withdrawn
            before it began; None when no end is known.
        ends_announced: The day the end became public; None when it was public from the start.
        exporters: Codes on its exporter axis, or `EVERY` alone.
        sectors: Codes on its sector axis, or `EVERY` alone.
        rate: Points added to the applied rate [exporter, sector], fractions.
        headline: The rate as the order states it [exporter], a fraction.
        excluded: Exporters that `EVERY` does not reach.
        note: What a reader must know.
        place: The file and line it was read from.
    """

    id: str
    programme: str
    title: str
    legal_basis: str
    reference: str
    by: str
    kind: str
    announced: date
    applies: date
    exporters: tuple[str, ...]
    sectors: tuple[str, ...]
    rate: Array
    headline: Array
    ends: date | None = None
    ends_announced: date | None = None
    excluded: tuple[str, ...] = ()
    link: str = ""
    note: str = ""
    place: str = ""

    def known_end(self, known: date) -> date | None:
        """Return the end as it was known on a day, None when none was."""
        if self.ends is None:
            return None
        heard = self.announced if self.ends_announced is None else self.ends_announced
        return self.ends if heard <= known else None

    def visible(self, known: date) -> bool:
        """Return whether the entry had been announced by a day."""
        return self.announced <= known

    def in_force(self, on: date, *, known: date) -> bool:
        """Return whether the entry is levied on a day, by what was known on another."""
        end = self.known_end(known)
        return self.visible(known) and self.applies <= on and (end is None or on < end)

    def pending(self, on: date, *, known: date) -> bool:
        """Return whether the entry is announced, not withdrawn, and begins after a day."""
        end = self.known_end(known)
        return self.visible(known) and self.applies > on and (end is None or end > self.applies)


@dataclass(frozen=True, kw_only=True, eq=False)
class TradeWeights:
    """Imports of one importer, used to average rates over economies or sectors.

    Attributes:
        by: Code of the importer.
        exporters: Codes in axis order; may hold a rest of the world.
        sectors: Codes in axis order.
        value: Imports [exporter, sector], billions of US dollars.
    """

    by: str
    exporters: tuple[str, ...]
    sectors: tuple[str, ...]
    value: Array


@dataclass(frozen=True, kw_only=True)
class AgreedRate:
    """A headline rate that two governments announced as agreed.

    Attributes:
        id: Unique name.
        by: Code of the importer whose rate it is.
        partner: Code of the exporter, or of a bloc.
        rate: The rate as announced, a fraction.
        announced: The day it became public.
        programme: The chain of measures whose headline it sets.
        reference: The statement or order that announced it.
        link: Where that text lives on the web; may be empty.
        includes_base: Whether the rate takes in the ordinary duty instead of adding to it.
        note: What a reader must know.
    """

    id: str
    by: str
    partner: str
    rate: float
    announced: date
    programme: str
    reference: str
    link: str = ""
    includes_base: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Library:
    """Measures and agreed rates, with the weights that averages over them need.

    Attributes:
        measures: In file order.
        agreed: Headline rates announced as agreed, in file order.
        weights: Import weights by importer code.
    """

    measures: tuple[Measure, ...] = ()
    agreed: tuple[AgreedRate, ...] = ()
    weights: Mapping[str, TradeWeights] = field(default_factory=dict)

    def programmes(self) -> tuple[str, ...]:
        """Return the names of the programmes, in order of first appearance."""
        return tuple(dict.fromkeys(measure.programme for measure in self.measures))

    def chain(self, programme: str) -> tuple[Measure, ...]:
        """Return the entries of a programme in the order in which they replace one another."""
        entries = [m for m in self.measures if m.programme == programme]
        return tuple(sorted(entries, key=lambda m: (m.applies, m.announced)))

    def programme_of(self, name: str, *, where: str = "") -> str:
        """Return the programme that a measure's id, or a programme's own name, points to.

        Raises:
            UnknownCodeError: Neither a measure nor a programme has that name.
        """
        for measure in self.measures:
            if name in (measure.id, measure.programme):
                return measure.programme
        names = (*self.programmes(), *(m.id for m in self.measures))
        raise UnknownCodeError("measure", name, names, where=where)

    def as_known(self, known: date) -> "Library":
        """Return the library as it stood on a day: nothing announced later is in it."""
        return Library(
            measures=tuple(m for m in self.measures if m.visible(known)),
            agreed=tuple(a for a in self.agreed if a.announced <= known),
            weights=self.weights,
        )
