"""What each side has without a deal, and in which state of the world."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.lines import Lines, cell_lines
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.war import War, war
from tradetalks.policy.lapse import lapsing, without
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Fallback, FallbackKind, Negotiation, Side
from tradetalks.policy.schedule import Schedule, status_quo, threatened

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class State:
    """A state of the world without a deal.

    Attributes:
        kind: Which it is.
        tariff: Its rates [exporter, importer, sector].
        values: Value of each score there [score].
        note: What a reader must know; empty where there is nothing.
    """

    kind: FallbackKind
    tariff: FloatArray
    values: FloatArray
    note: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Outside:
    """What one side has without a deal.

    Attributes:
        side: Code of the side.
        gain: Its gain over the status quo, a fraction of real income.
        states: The states it expects, each with its probability.
        sentence: The fallback in words.
    """

    side: str
    gain: float
    states: tuple[tuple[State, float], ...]
    sentence: str

    @property
    def likeliest(self) -> State:
        """The state that it finds likeliest, the first of several as likely."""
        return max(self.states, key=lambda each: each[1])[0]


@dataclass(frozen=True, eq=False, kw_only=True)
class Fallbacks:
    """What every side has without a deal.

    Attributes:
        sides: One for each side.
        war: The tariff war between the sides, where it was needed; None otherwise.
    """

    sides: tuple[Outside, ...]
    war: War | None

    @property
    def gain(self) -> FloatArray:
        """Gain of each side over the status quo [side]."""
        return np.array([each.gain for each in self.sides])


@dataclass(frozen=True, eq=False, kw_only=True)
class Eve:
    """The day the talks are looked at.

    Attributes:
        measured: The world as measured.
        schedule: The rates of the day.
        library: The measures.
    """

    measured: World
    schedule: Schedule
    library: Library


def eve_of(measured: World, schedule: Schedule, library: Library | None = None) -> Eve:
    """Return the day the talks are looked at; the library that ships when None."""
    return Eve(measured=measured, schedule=schedule, library=library or load_library())


def fallbacks(negotiation: Negotiation, oracle: Oracle, eve: Eve) -> Fallbacks:
    """Return what every side has without a deal.

    Args:
        negotiation: The talks.
        oracle: The world; its first scores are the sides' gains.
        eve: The day.

    Raises:
        NoEquilibriumError: A state of the world has no equilibrium.
        DealError: A lapse names no measure in force.
    """
    wanted = {kind for side in negotiation.sides for kind in _kinds(side.fallback)}
    fought = war_between(negotiation, oracle) if FallbackKind.WAR in wanted else None
    shared: dict[FallbackKind, State] = {
        kind: _state(kind, negotiation, oracle, eve, fought)
        for kind in wanted
        if kind is not FallbackKind.LAPSE
    }
    sides = tuple(
        _outside(at, side, shared, oracle, eve) for at, side in enumerate(negotiation.sides)
    )
    return Fallbacks(sides=sides, war=fought)


def war_between(negotiation: Negotiation, oracle: Oracle) -> War:
    """Return the tariff war between the sides of talks, everybody else passive.

    Args:
        negotiation: The talks; each side's fallback says how high its rates go.
        oracle: The world; its first scores are the sides' gains.
    """
    return war(oracle.with_lines(war_lines(negotiation, oracle)))


def war_lines(negotiation: Negotiation, oracle: Oracle) -> Lines:
    """Return every rate of the sides on one another's goods, free up to their war ceilings."""
    sides = negotiation.sides
    everyone = [code for side in sides for code in side.members]
    lines = cell_lines(oracle.world, [side.members for side in sides], partners=everyone)
    ceilings = np.array([side.fallback.war_ceiling for side in sides])[lines.owner]
    high = np.maximum(ceilings, lines.now)
    return replace(lines, high=high)


def _kinds(fallback: Fallback) -> tuple[FallbackKind, ...]:
    if fallback.kind is not FallbackKind.LAPSE:
        return (fallback.kind,)
    return (FallbackKind.LAPSE, fallback.otherwise)


def _state(
    kind: FallbackKind, negotiation: Negotiation, oracle: Oracle, eve: Eve, fought: War | None
) -> State:
    if kind is FallbackKind.WAR and fought is not None:
        return State(kind=kind, tariff=fought.tariff, values=fought.values)
    if kind is FallbackKind.THREAT:
        parties = negotiation.deal.parties
        found = threatened(
            eve.measured,
            eve.schedule.on,
            known=eve.schedule.known,
            library=eve.library,
            between=(parties, parties),
        )
        if found is not None:
            rate = found.schedule.rate
            return State(kind=kind, tariff=rate, values=oracle.under(rate))
        note = "No measure announced and not yet applied was known between the sides."
        return replace(_as_it_stands(oracle, eve), kind=kind, note=note)
    return _as_it_stands(oracle, eve)


def _as_it_stands(oracle: Oracle, eve: Eve) -> State:
    rate = eve.schedule.rate
    return State(kind=FallbackKind.STATUS_QUO, tariff=rate, values=oracle.under(rate))


def _outside(
    at: int, side: Side, shared: Mapping[FallbackKind, State], oracle: Oracle, eve: Eve
) -> Outside:
    fallback = side.fallback
    if fallback.kind is not FallbackKind.LAPSE:
        states: tuple[tuple[State, float], ...] = ((shared[fallback.kind], 1.0),)
    else:
        gone = without(eve.library, lapsing(fallback, eve.library))
        rate = status_quo(
            eve.measured, eve.schedule.on, known=eve.schedule.known, library=gone
        ).rate
        lapsed = State(kind=fallback.kind, tariff=rate, values=oracle.under(rate))
        part = fallback.probability
        states = ((lapsed, part), (shared[fallback.otherwise], 1.0 - part))
    return Outside(
        side=side.code,
        gain=float(sum(part * state.values[at] for state, part in states)),
        states=states,
        sentence=fallback.sentence,
    )
