"""Red lines on rates that no instrument moves: the deal as it is written must keep them."""

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import Array, World
from tradetalks.errors import DealError
from tradetalks.policy.deal import Deal, apply_deal
from tradetalks.policy.formula import Form
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Negotiation, RedLine
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.standing import CLOSE, headlines, whole_rates
from tradetalks.policy.talks_check import binds, programme_of
from tradetalks.policy.words import spoken_date

Mask = NDArray[np.bool_]
"""Which rates, of those that a line holds [exporter, sector]."""


def check_fixed(
    negotiation: Negotiation, schedule: Schedule, world: World, library: Library
) -> None:
    """Check every red line where no instrument sets the rate that it holds.

    Args:
        negotiation: The talks.
        schedule: The status quo.
        world: The world whose axes the schedule has.
        library: The measures.

    Raises:
        DealError: A rate of the day, or what a concession makes of it, breaks a red line, and
            nothing in the talks can mend it.
        UnknownCodeError: A measure is not in the library.
    """
    after = apply_deal(schedule, negotiation.deal, world, library=library)
    for side in negotiation.sides:
        for line in side.red_lines:
            for importer in line.on:
                now, then = _rates(
                    line, importer, schedule, after, negotiation.deal, world, library
                )
                broken = _broken(line, now, then)
                broken &= ~_movable(line, importer, negotiation, library)
                if broken.any():
                    raise _complaint(side.code, line, importer, now, then, broken, schedule)


def _rates(
    line: RedLine,
    importer: str,
    schedule: Schedule,
    after: Schedule,
    deal: Deal,
    world: World,
    library: Library,
) -> tuple[Array, Array]:
    """Return the rates that a line holds, before and after the deal [exporter, sector]."""
    if line.measure is None:
        before, then = (
            whole_rates(line, (importer,), line.sectors, each)[:, 0] for each in (schedule, after)
        )
        return before, then
    headline = headlines(line, schedule, world, library)
    now = np.repeat(headline[:, None], len(line.sectors), axis=1)
    then = now.copy()
    for concession in deal.concessions:
        named = programme_of(concession.measure, library)
        if concession.by == importer and named == programme_of(line.measure, library):
            cells = np.outer(
                np.isin(line.to, concession.to), np.isin(line.sectors, concession.sectors)
            )
            new = concession.change(now[cells])
            lowers = concession.mfn and concession.change.form is not Form.ADD
            then[cells] = np.minimum(now[cells], new) if lowers else new
    return now, then


def _broken(line: RedLine, now: Array, then: Array) -> Mask:
    """Return which rates break a line [exporter, sector]."""
    if line.keep:
        return np.asarray(np.abs(then - now) > CLOSE)
    low = -np.inf if line.at_least is None else line.at_least
    high = np.inf if line.at_most is None else line.at_most
    return np.asarray((then < low - CLOSE) | (then > high + CLOSE))


def _movable(line: RedLine, importer: str, negotiation: Negotiation, library: Library) -> Mask:
    """Return which of the rates an instrument sets [exporter, sector]: spans see to those."""
    found = np.zeros((len(line.to), len(line.sectors)), dtype=bool)
    for side in negotiation.sides:
        for each in side.instruments:
            if importer in each.by and binds(line, each, library):
                found |= np.outer(np.isin(line.to, each.to), np.isin(line.sectors, each.sectors))
    return found


def _complaint(
    owner: str,
    line: RedLine,
    importer: str,
    now: Array,
    then: Array,
    broken: Mask,
    schedule: Schedule,
) -> DealError:
    row, column = (int(at) for at in np.argwhere(broken)[0])
    moved = abs(float(then[row, column] - now[row, column])) > CLOSE
    holds = "keeps"
    if line.at_least is not None:
        holds = f"holds at {line.at_least:.4g} or more"
    elif line.at_most is not None:
        holds = f"holds at {line.at_most:.4g} or less"
    stands = (
        f"a concession moves it from {now[row, column]:.4g} to {then[row, column]:.4g}"
        if moved
        else f"it stands at {now[row, column]:.4g} on {spoken_date(schedule.on)}, and nothing in "
        "these talks moves it"
    )
    what = f"headline of '{line.measure}'" if line.measure else "rate"
    return DealError(
        f"a red line of {owner} {holds} the {what} of {importer} on {line.sectors[column]} from "
        f"{line.to[row]}: {stands}",
        where=line.place,
        remedy="Move the red line or the concession"
        if moved
        else "Move the red line, or give that rate an instrument",
    )
