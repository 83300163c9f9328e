"""The rates of talks as a screen names them: what they are on, and what holds each of them."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.policy.economies import name_of
from tradetalks.policy.negotiation import Negotiation
from tradetalks.policy.room_check import Span
from tradetalks.policy.standing import CLOSE
from tradetalks.policy.words import starting

if TYPE_CHECKING:
    from tradetalks.bargain.lines import Line
    from tradetalks.bargain.rows import Row

FloatArray = NDArray[np.float64]

NAMED = 3
"""Sectors or economies that are named one by one; of more, only how many."""


def held_by(row: "Row", rate: FloatArray, negotiation: Negotiation) -> str:
    """Return what holds an agreed rate where it is, in words; nothing where it could move on.

    Args:
        row: Which rate.
        rate: The rate of each line under the terms [line].
        negotiation: The talks.
    """
    span, agreed = row.span, row.agreed(rate)
    if span.kept:
        return "red line: kept"
    if abs(agreed - span.low) <= CLOSE:
        own = abs(span.low - span.instrument.floor) <= CLOSE
        return "floor" if own else f"red line of {_drawn_by(negotiation, span, 'at_least')}"
    if abs(agreed - span.high) > CLOSE:
        return ""
    if span.instrument.ceiling is None and abs(span.high - row.now) <= CLOSE:
        return "as today"
    if span.instrument.ceiling is not None and abs(span.high - span.instrument.ceiling) <= CLOSE:
        return "ceiling"
    return f"red line of {_drawn_by(negotiation, span, 'at_most')}"


def _drawn_by(negotiation: Negotiation, span: Span, way: str) -> str:
    bound = span.low if way == "at_least" else span.high
    return next(
        (
            side.code
            for side in negotiation.sides
            for line in side.red_lines
            if (given := getattr(line, way)) is not None
            and abs(given - bound) <= CLOSE
            and set(line.sectors) & set(span.sectors)
        ),
        "a side",
    )


def goods_named(sectors: tuple[str, ...], world: World) -> str:
    """Return sectors by name, or how many where there are many."""
    goods = [code for code in world.sectors if code not in world.services]
    if set(sectors) == set(goods) and len(goods) > 1:
        return "all goods"
    if len(sectors) > NAMED:
        return f"{len(sectors)} sectors"
    return ", ".join(world.sector_names[world.sector_index(code)] for code in sectors)


def economies_named(codes: tuple[str, ...], world: World) -> str:
    """Return economies by name, or how many where there are many."""
    if len(codes) > NAMED:
        return f"{len(codes)} economies"
    return ", ".join(world.economy_names[world.economy_index(code)] for code in codes)


def party_named(code: str, world: World) -> str:
    """Return the name of a side or a third party as a table shows it."""
    if code in world.economies:
        return world.economy_names[world.economy_index(code)]
    return starting(name_of(code, world))


def headline_of(sectors: tuple[str, ...], measure: str | None, world: World) -> str:
    """Return what a rate is on: goods, and which measure where it is no whole rate."""
    goods = goods_named(sectors, world)
    return f"{goods}, {measure}" if measure else goods


def line_named(line: "Line", world: World) -> str:
    """Return what a line of the table is on."""
    return headline_of(line.sectors, line.measure, world)
