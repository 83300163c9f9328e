"""Whether the rates of a day leave room between floors, ceilings and red lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.errors import DealError
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Instrument, Negotiation, RedLine
from tradetalks.policy.red_line_check import check_fixed
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.standing import CLOSE, headlines, whole_rates
from tradetalks.policy.talks_check import binds
from tradetalks.policy.words import joined

STANDSTILL = "standstill, the rate as it stands"
"""What holds a rate down where its side gives no ceiling."""

Lines = Sequence[tuple[str, RedLine]]
"""Red lines, each with the code of the side that draws it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Span:
    """Between which rates one rate of an instrument may move.

    Attributes:
        side: Code of the side that sets it.
        instrument: The instrument.
        sectors: Codes of the sectors that share the rate.
        now: The rates as they stand, fractions: of a whole rate [exporter, importer, sector], of a
            headline [exporter].
        low: The lowest rate allowed, a fraction.
        high: The highest; under standstill the highest of `now`.
        kept: Whether a red line keeps it; then each of `now` stays, and `low` and `high` are the
            lowest and the highest of them.
    """

    side: str
    instrument: Instrument
    sectors: tuple[str, ...]
    now: Array
    low: float
    high: float
    kept: bool

    @property
    def caps(self) -> bool:
        """Whether its rate is a cap: each of `now` that lies below it stays."""
        return self.instrument.caps


@dataclass(frozen=True)
class _Bound:
    """One end of a span: the rate, what sets it, and the file and line that says so."""

    rate: float
    why: str
    place: str


def check_room(
    negotiation: Negotiation,
    schedule: Schedule,
    world: World,
    *,
    library: Library | None = None,
) -> tuple[Span, ...]:
    """Check talks against the rates of a day, and return what each line of them may do.

    Args:
        negotiation: The talks.
        schedule: The status quo.
        world: The world whose axes the schedule has.
        library: The measures that the talks may name; those that ship when None.

    Returns:
        One span for every rate that moves on its own, in the order of sides, instruments and
        sectors.

    Raises:
        DealError: A floor lies above a ceiling or standstill, red lines leave no rate, one is
            broken by rates that nothing moves, or a measure is not levied on the date.
        UnknownCodeError: A measure is not in the library.
    """
    library = library or load_library()
    lines = [(side.code, line) for side in negotiation.sides for line in side.red_lines]
    spans = tuple(
        span
        for side in negotiation.sides
        for instrument in side.instruments
        for span in _spans(side.code, instrument, lines, schedule, world, library)
    )
    check_fixed(negotiation, schedule, world, library)
    return spans


def _spans(
    side: str,
    instrument: Instrument,
    lines: Lines,
    schedule: Schedule,
    world: World,
    library: Library,
) -> list[Span]:
    """Return the spans of an instrument: one, or one for each of its sectors."""
    bound = [(owner, each) for owner, each in lines if binds(each, instrument, library)]
    headline = headlines(instrument, schedule, world, library) if instrument.measure else None
    together = [instrument.sectors] if instrument.together else [(s,) for s in instrument.sectors]
    found: list[Span] = []
    crossed: list[tuple[tuple[str, ...], _Bound, _Bound]] = []
    for sectors in together:
        mine = [(owner, line) for owner, line in bound if set(sectors) & set(line.sectors)]
        now = headline
        if now is None:
            now = whole_rates(instrument, instrument.by, sectors, schedule)
        lows, highs = _bounds(instrument, mine, now)
        held = [(owner, line, _held(line, instrument, sectors, now)) for owner, line in mine]
        crossed += [(sectors, *pair) for pair in _crossed(lows, highs, held, instrument)]
        found.append(_span(side, instrument, sectors, now, lows, highs, mine))
    if crossed:
        raise _no_rate(instrument, crossed)
    return found


def _bounds(instrument: Instrument, lines: Lines, now: Array) -> tuple[list[_Bound], list[_Bound]]:
    """Return what holds a rate up and what holds it down, apart from what keeps it in place."""
    lows = [_Bound(instrument.floor, "its floor", instrument.place)]
    highs = [
        _Bound(float(now.max()), STANDSTILL, instrument.place)
        if instrument.ceiling is None
        else _Bound(instrument.ceiling, "its ceiling", instrument.place)
    ]
    for owner, line in lines:
        if line.at_least is not None:
            lows.append(_Bound(line.at_least, f"a red line of {owner}", line.place))
        if line.at_most is not None:
            highs.append(_Bound(line.at_most, f"a red line of {owner}", line.place))
    return lows, highs


def _held(line: RedLine, instrument: Instrument, sectors: tuple[str, ...], now: Array) -> Array:
    """Return those of the rates of a span that a red line is about."""
    rows = np.isin(instrument.to, line.to)
    if instrument.measure:
        return now[rows]
    return now[np.ix_(rows, np.isin(instrument.by, line.on), np.isin(sectors, line.sectors))]


def _crossed(
    lows: Sequence[_Bound],
    highs: Sequence[_Bound],
    held: Sequence[tuple[str, RedLine, Array]],
    instrument: Instrument,
) -> Iterator[tuple[_Bound, _Bound]]:
    """Yield pairs of a lower and an upper bound between which no rate lies."""
    pairs = list(product(lows, highs))
    for owner, line, now in held:
        if line.keep:
            why = f"a red line of {owner} that keeps it"
            pairs += [(low, _Bound(float(now.min()), why, line.place)) for low in lows]
            pairs += [(_Bound(float(now.max()), why, line.place), high) for high in highs]
        if line.at_least is not None and instrument.caps:
            stands = _Bound(float(now.min()), STANDSTILL, instrument.place)
            pairs.append((_Bound(line.at_least, f"a red line of {owner}", line.place), stands))
    return ((low, high) for low, high in pairs if low.rate > high.rate + CLOSE)


def _span(
    side: str,
    instrument: Instrument,
    sectors: tuple[str, ...],
    now: Array,
    lows: Sequence[_Bound],
    highs: Sequence[_Bound],
    lines: Lines,
) -> Span:
    kept = any(line.keep for _, line in lines)
    return Span(
        side=side,
        instrument=instrument,
        sectors=sectors,
        now=now,
        low=float(now.min()) if kept else max(each.rate for each in lows),
        high=float(now.max()) if kept else min(each.rate for each in highs),
        kept=kept,
    )


def _no_rate(
    instrument: Instrument, crossed: Sequence[tuple[tuple[str, ...], _Bound, _Bound]]
) -> DealError:
    """Return the complaint about the first pair that crosses, naming all sectors where it does."""
    sectors, low, high = crossed[0]
    same = [s for s, one, two in crossed if (one.place, two.place) == (low.place, high.place)]
    named = list(dict.fromkeys(code for group in same for code in group))
    more = f" and {len(named) - 6} more" if len(named) > 6 else ""
    what = f"headline of '{instrument.measure}'" if instrument.measure else "rate"
    where = next((each.place for each in (high, low) if each.place != instrument.place), low.place)
    example = f" in {joined(sectors)}" if len(named) > len(sectors) else ""
    return DealError(
        f"no {what} of {_few(instrument.by)} on {_few(instrument.to)} is allowed in "
        f"{', '.join(named[:6])}{more}: at least {low.rate:.4g} ({low.why}, {low.place}), at most "
        f"{high.rate:.4g} ({high.why}, {high.place}){example}",
        where=where,
        remedy="Move one of the two, or take those sectors out",
    )


def _few(codes: Sequence[str]) -> str:
    return joined(list(codes)) if len(codes) <= 3 else f"{codes[0]} and {len(codes) - 1} more"
