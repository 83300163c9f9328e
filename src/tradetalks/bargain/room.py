"""From the room of a talks file to the lines that a search moves."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.lines import Line, Lines
from tradetalks.errors import DealError
from tradetalks.policy.deal import Concession, Deal, apply_deal
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Negotiation
from tradetalks.policy.quota import refuse_quotas
from tradetalks.policy.room_check import Span, check_room
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]

APART = 1e-12
"""Rates of one line further apart than this are different rates."""


class Room(NamedTuple):
    """What a search may move, and what was assumed of it.

    Attributes:
        lines: The lines; their `tariff` is the status quo with what the deal has fixed.
        assumptions: One sentence each.
    """

    lines: Lines
    assumptions: tuple[str, ...]


def room_of(
    negotiation: Negotiation,
    schedule: Schedule,
    world: World,
    *,
    library: Library | None = None,
) -> Room:
    """Return the lines of the talks on top of the rates of a day.

    Of rates of one line that differ as they stand, the line's own rate is the highest, and the
    others move as far towards the lowest rate allowed as it does, in proportion; so each keeps
    what that one keeps. The headline of a measure moves what the measure adds to each rate.

    Args:
        negotiation: The talks.
        schedule: The status quo.
        world: The world whose axes it has.
        library: The measures that instruments may name; those that ship when None.

    Raises:
        DealError: The talks contradict the rates of the day, fix a tariff quota, or leave nothing
            to move.
        UnknownCodeError: An instrument names a measure that the library does not hold.
    """
    spans = [
        span for span in check_room(negotiation, schedule, world, library=library) if not span.kept
    ]
    if not spans:
        raise DealError(
            "every rate of the talks is kept by a red line",
            where=negotiation.path,
            remedy="Leave a side something to offer",
        )
    fixed = apply_deal(schedule, negotiation.deal, world, library=library)
    refuse_quotas(fixed.quotas, asked="a search over tariffs")
    owners = {side.code: at for at, side in enumerate(negotiation.sides)}
    parts = [_part(span, fixed, world, negotiation.deal, library) for span in spans]
    sizes = [len(cell) for cell, _, _ in parts]
    lines = Lines(
        line=tuple(_line(span, owners[span.side]) for span in spans),
        tariff=fixed.rate,
        cell=np.concatenate([cell for cell, _, _ in parts]),
        master=np.repeat(np.arange(len(spans)), sizes),
        base=np.concatenate([base for _, base, _ in parts]),
        slope=np.concatenate([slope for _, _, slope in parts]),
        now=np.array([float(np.max(span.now)) for span in spans]),
        low=np.array([span.low for span in spans]),
        high=np.array([span.high for span in spans]),
    )
    return Room(lines, _said(spans))


def _line(span: Span, owner: int) -> Line:
    instrument = span.instrument
    return Line(
        owner=owner,
        by=instrument.by,
        to=instrument.to,
        sectors=span.sectors,
        mfn=instrument.mfn,
        measure=instrument.measure,
    )


_Part = tuple[NDArray[np.int64], FloatArray, FloatArray]


def _part(span: Span, fixed: Schedule, world: World, deal: Deal, library: Library | None) -> _Part:
    """Return the cells of a line, their rates at zero, and how they follow it."""
    axes = (
        [world.economy_index(code) for code in span.instrument.to],
        [world.economy_index(code) for code in span.instrument.by],
        [world.sector_index(code) for code in span.sectors],
    )
    cell = np.ravel_multi_index(np.meshgrid(*axes, indexing="ij"), fixed.rate.shape).ravel()
    if span.instrument.measure is None:
        return cell, *_whole(span, fixed.rate.flat[cell])
    ends = [_with_headline(span, fixed, world, deal, library, rate) for rate in _ENDS]
    slope = (ends[1].flat[cell] - ends[0].flat[cell]) / (_ENDS[1] - _ENDS[0])
    return cell, ends[0].flat[cell] - slope * _ENDS[0], slope


def _whole(span: Span, now: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what the cells of a line are at zero and how they follow its rate.

    At the rate that stands each is as it stands; at the lowest rate allowed each is at that rate,
    or where it stands if that is lower. One that must not stay so low is lifted there for good.
    """
    highest = float(now.max())
    together = highest - float(now.min()) <= APART
    if highest <= span.low and span.caps and not together:
        return now, np.zeros(len(now))
    if highest <= span.low or together:
        return np.zeros(len(now)), np.ones(len(now))
    ends = now if span.caps else np.maximum(now, span.low)
    slope = (ends - np.minimum(ends, span.low)) / (highest - span.low)
    return ends - slope * highest, slope


_ENDS = (0.1, 0.2)
"""Headlines at which the rates that follow one are read; what a measure adds is linear in it."""


def _with_headline(
    span: Span,
    fixed: Schedule,
    world: World,
    deal: Deal,
    library: Library | None,
    rate: float,
) -> FloatArray:
    concessions: Sequence[Concession] = [
        Concession(
            by=importer,
            to=span.instrument.to,
            sectors=span.sectors,
            change=Change(Form.FINAL, rate),
            measure=span.instrument.measure,
            place=span.instrument.place,
        )
        for importer in span.instrument.by
    ]
    alone = replace(deal, concessions=tuple(concessions))
    return apply_deal(fixed, alone, world, library=library).rate


def _said(spans: Sequence[Span]) -> tuple[str, ...]:
    spread = [
        span
        for span in spans
        if span.instrument.measure is None and float(np.ptp(span.now)) > APART
    ]
    if not spread:
        return ()
    return (
        "Where one rate is set for goods or partners whose rates differ today, the rate shown is "
        "the highest of them, and each moves in proportion to its own way down to the lowest rate "
        "allowed.",
    )
