"""Talks with room to move: what each side can set, what it will not, and what it falls back on."""

from dataclasses import dataclass, replace
from enum import StrEnum

from tradetalks.errors import UnknownCodeError
from tradetalks.policy.commitment import Commitment
from tradetalks.policy.deal import Deal
from tradetalks.policy.words import joined

WAR_CEILING = 1.0
"""The highest rate of a tariff war where a side does not say. Wars in the published models average
about 60 percent (Ossa 2014), so it binds only where demand hardly moves."""


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """Rates that a side can set. All its importers and exporters share a rate.

    Attributes:
        by: Codes of the importers that levy it: the members of the side.
        to: Codes of the exporters it is levied on.
        sectors: Codes of the goods sectors it covers.
        mfn: Whether it reaches every supplier; then none with a lower rate loses by it.
        together: Whether all its sectors share one rate; otherwise each has its own.
        measure: Id or programme of the dated measure whose headline it sets; None for the whole
            applied rate.
        floor: The lowest rate, a fraction.
        ceiling: The highest rate, a fraction; None for standstill, the rate as it stands: where
            those it covers differ, its rate caps them, so that none rises.
        id: The name by which a private file refers to it; empty where it has none.
        note: What a reader must know.
        place: The file and line it was read from.
    """

    by: tuple[str, ...]
    to: tuple[str, ...]
    sectors: tuple[str, ...]
    mfn: bool = False
    together: bool = False
    measure: str | None = None
    floor: float = 0.0
    ceiling: float | None = None
    id: str = ""
    note: str = ""
    place: str = ""

    @property
    def caps(self) -> bool:
        """Whether its rate is a cap: lower ones of those it covers stay, and none rises."""
        return self.mfn or self.ceiling is None


@dataclass(frozen=True, kw_only=True)
class RedLine:
    """A rate that a side will not see moved, or not beyond a point.

    It holds the rate that an instrument sets: the headline where `measure` names one, else the
    whole applied rate. Where the sectors of an instrument share a rate, it holds them all. Exactly
    one of `keep`, `at_least` and `at_most` is given.

    Attributes:
        on: Codes of the importers whose rate it holds: the side's own, or another's.
        to: Codes of the exporters that pay the rate.
        sectors: Codes of the goods sectors.
        measure: Id or programme of the dated measure whose headline it holds; None for the whole
            rate. With `keep`, None holds either.
        keep: Whether the rate must not move at all.
        at_least: The lowest rate it allows, a fraction.
        at_most: The highest rate it allows, a fraction.
        note: What a reader must know.
        place: The file and line it was read from.
    """

    on: tuple[str, ...]
    to: tuple[str, ...]
    sectors: tuple[str, ...]
    measure: str | None = None
    keep: bool = False
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""
    place: str = ""


class ObjectiveKind(StrEnum):
    """What a side makes as large as possible."""

    REAL_INCOME = "real income"
    WEIGHTED_SECTORS = "weighted sectors"


@dataclass(frozen=True, kw_only=True)
class Objective:
    """What a side wants, and what it must keep while it gets it.

    Attributes:
        kind: real income, or weighted sectors: real income in which what some sectors earn counts
            more, or less.
        sector_weights: Code and weight of those sectors, relative to 1 for the others.
        revenue_floor: The lowest tariff revenue, as a part of the status quo's (0.9 keeps nine
            tenths); None for no floor.
        employment_floors: Code of a sector and its lowest employment as a part of the status
            quo's.
    """

    kind: ObjectiveKind = ObjectiveKind.REAL_INCOME
    sector_weights: tuple[tuple[str, float], ...] = ()
    revenue_floor: float | None = None
    employment_floors: tuple[tuple[str, float], ...] = ()


class FallbackKind(StrEnum):
    """What a side expects to stand without a deal."""

    STATUS_QUO = "status quo"
    THREAT = "threat"
    WAR = "war"
    LAPSE = "lapse"


@dataclass(frozen=True, kw_only=True)
class Fallback:
    """What a side expects without a deal.

    Attributes:
        kind: The status quo of the date, the threat announced by then, a tariff war between the
            sides, or the lapse of a legal basis.
        legal_basis: The power that may lapse, in words that the measures' own legal basis holds.
        measures: Ids or programmes of the measures that end with it; all that rest on
            `legal_basis` where empty.
        probability: Of the lapse, from 0 to 1.
        otherwise: What stands if it does not lapse; never a lapse.
        war_ceiling: The highest rate of the war, a fraction.
        note: What a reader must know.
    """

    kind: FallbackKind = FallbackKind.STATUS_QUO
    legal_basis: str = ""
    measures: tuple[str, ...] = ()
    probability: float = 1.0
    otherwise: FallbackKind = FallbackKind.STATUS_QUO
    war_ceiling: float = WAR_CEILING
    note: str = ""

    @property
    def sentence(self) -> str:
        """What stands without a deal, in plain words."""
        if self.kind is not FallbackKind.LAPSE:
            return f"Without a deal, {self._what(self.kind)}."
        percent = f"{100 * self.probability:g} percent"
        return (
            f"Without a deal, {self._ends} with a probability of {percent}; "
            f"otherwise {self._what(self.otherwise)}."
        )

    @property
    def _ends(self) -> str:
        if not self.measures:
            return f"every measure under the {self.legal_basis} ends"
        many = len(self.measures) > 1
        under = f" under the {self.legal_basis}" if self.legal_basis else ""
        return f"{joined(self.measures)}{under} {'end' if many else 'ends'}"

    def _what(self, kind: FallbackKind) -> str:
        return {
            FallbackKind.STATUS_QUO: "every rate stays as it stands",
            FallbackKind.THREAT: "the measures announced and not yet levied take effect",
            FallbackKind.WAR: "each side levies the tariffs that serve it best, up to "
            f"{100 * self.war_ceiling:g} percent",
        }[kind]


@dataclass(frozen=True, kw_only=True)
class Want:
    """Something a side asks of the other, in plain words.

    Attributes:
        sectors: Codes of the sectors it is about; empty where none is said.
        note: What it asks.
    """

    sectors: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One party and its room.

    Attributes:
        code: As the file writes it: an economy, or a customs union as one.
        members: Codes of the economies it stands for.
        instruments: The rates it can set.
        red_lines: What it will not accept, of its own rates and of others'.
        sensitive: Codes of the sectors it would rather not open: they are marked wherever they are
            listed; what holds a rate is a red line.
        objective: What it wants.
        weight: Its bargaining weight, positive; only the ratio to the others' counts.
        fallback: What it expects without a deal.
        wants: What it asks of the others.
        private: Whether its room is its own: kept in its own file, and left out of exports.
    """

    code: str
    members: tuple[str, ...]
    instruments: tuple[Instrument, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    sensitive: tuple[str, ...] = ()
    objective: Objective = Objective()
    weight: float = 1.0
    fallback: Fallback = Fallback()
    wants: tuple[Want, ...] = ()
    private: bool = False

    def public(self) -> "Side":
        """Return what others may see: without its room, if that is private."""
        if not self.private:
            return self
        bare = tuple(replace(each, floor=0.0, ceiling=None) for each in self.instruments)
        return Side(code=self.code, members=self.members, instruments=bare, private=True)


@dataclass(frozen=True, kw_only=True)
class ThirdParty:
    """Someone outside the talks whose loss is watched.

    Attributes:
        code: As the file writes it: an economy, or a customs union as one.
        members: Codes of the economies it stands for.
        floor: The lowest change of its real income that the sides accept, a fraction such as
            -0.001; None where it is only watched.
    """

    code: str
    members: tuple[str, ...]
    floor: float | None = None


@dataclass(frozen=True, kw_only=True)
class Negotiation:
    """Talks: what is agreed already, and the room of each side for the rest.

    Attributes:
        deal: What is fixed; it may have no concession.
        sides: Who negotiates, two or more, in the order of the deal's parties.
        third_parties: Who is watched.
        path: The talks file.
        private_paths: The private files merged into it, in alphabetical order.
        assumptions: What was assumed where nothing was said, one sentence each.
    """

    deal: Deal
    sides: tuple[Side, ...]
    third_parties: tuple[ThirdParty, ...] = ()
    path: str = ""
    private_paths: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """What is promised beside tariffs."""
        return self.deal.commitments

    def side(self, code: str) -> Side:
        """Return the side of that code, or that an economy belongs to.

        Raises:
            UnknownCodeError: No side has it.
        """
        for each in self.sides:
            if code == each.code or code in each.members:
                return each
        raise UnknownCodeError("side", code, (each.code for each in self.sides))

    def public(self) -> "Negotiation":
        """Return what an export may show: without the room of every private side."""
        hidden = joined([each.code for each in self.sides if each.private])
        said = f"The room of {hidden} is private and left out."
        known = (
            self.assumptions
            if not hidden or said in self.assumptions
            else (*self.assumptions, said)
        )
        return replace(
            self,
            sides=tuple(each.public() for each in self.sides),
            private_paths=(),
            assumptions=known,
        )
