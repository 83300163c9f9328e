"""Points and a curve in a plane, laid out in pixels: what one side gains against what another does.

Only positions are made here; the template draws them. Marks are labelled where they stand; a label
goes to the first place around its mark that is free.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10

from tradetalks.brief.charts import (
    APART,
    DIGIT,
    GAIN,
    LEAST_SPAN,
    LOSS,
    THIRD,
    WIDTH,
    nice_steps,
)
from tradetalks.brief.figures import grouped
from tradetalks.brief.labels import Box, Label, placed_labels

SHAPES = {
    "nash": ("circle", GAIN),
    "kalai-smorodinsky": ("diamond", THIRD),
    "fallback": ("square", LOSS),
    "today": ("ring", "#1B1F23"),
    "table": ("triangle", "#8A4F7D"),
}
"""Shape and colour of each kind of mark: Okabe and Ito's, told apart by shape alone too."""
HEIGHT = 225.0
"""Pixels between the top and the bottom of a frame."""
TOP, FOOT, LEFT, RIGHT = 46.0, 44.0, 46.0, 14.0
"""Pixels around a frame."""
HALF = WIDTH / 2.0
"""Pixels of one of two pictures, which stand side by side or, on a narrow page, in a column."""
SMALL = 0.5
"""A curve that spans less than this part of both axes is shown a second time, larger."""
AIR = 0.12
"""Part of its span that is left free around what is enlarged."""
FAR = 1.5
"""A mark further from the curve than this many of its spans is left out of the enlargement."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One mark: what it is called, what each side has there, and the facts behind it."""

    kind: str
    label: str
    x: float
    y: float
    facts: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Plane:
    """What is drawn.

    Attributes:
        spots: The marks, the most important first: it has the first choice of places.
        curve: The frontier from end to end; empty for none.
        facts: The two facts of each of its points.
        x_axis: What the axis to the right counts, with its unit.
        y_axis: The same of the axis upwards.
    """

    spots: Sequence[Spot]
    curve: Sequence[tuple[float, float]]
    facts: Sequence[tuple[str, str]]
    x_axis: str
    y_axis: str


@dataclass(frozen=True, kw_only=True)
class GridLine:
    """One grid line, and its number."""

    at: float
    text: str
    zero: bool


@dataclass(frozen=True, kw_only=True)
class PlacedSpot:
    """A mark in pixels, with its label where it has one."""

    x: float
    y: float
    shape: str
    colour: str
    facts: tuple[str, str]
    label: Label | None = None


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One view of the plane: frame, grid, curve, marks; `window` is what another enlarges."""

    width: float
    left: float
    right: float
    across: tuple[GridLine, ...]
    up: tuple[GridLine, ...]
    curve: tuple[tuple[float, float], ...]
    facts: tuple[tuple[str, str], ...]
    spots: tuple[PlacedSpot, ...]
    title: str = ""
    window: Box | None = None


@dataclass(frozen=True, kw_only=True)
class PlaneDrawing:
    """A plane in pixels, ready for the template: each frame is a picture of its own."""

    frames: tuple[Frame, ...]
    x_axis: str
    y_axis: str
    top: float = TOP
    bottom: float = TOP + HEIGHT
    height: float = TOP + HEIGHT + FOOT


def lay_out_plane(plane: Plane) -> PlaneDrawing:
    """Return the plane in pixels: one frame, or two where the curve is small beside the rest."""
    marks = [(spot.x, spot.y) for spot in plane.spots]
    every = Box.around([*plane.curve, *marks])
    inner = _inner(plane, every)
    if inner is None:
        whole = _some(every).widened(AIR)
        frame = _frame(plane, whole, WIDTH, plane.spots)
        return PlaneDrawing(frames=(frame,), x_axis=plane.x_axis, y_axis=plane.y_axis)
    corners = [(inner.left, inner.low), (inner.right, inner.high)]
    whole = Box.around([*corners, *marks]).widened(AIR / 2.0)
    outside = [spot for spot in plane.spots if not inner.holds(spot.x, spot.y)]
    ordered = [*outside, *(spot for spot in plane.spots if spot not in outside)]
    first = _frame(plane, whole, HALF, ordered, named=len(outside))
    second = _frame(plane, inner, HALF, plane.spots)
    return PlaneDrawing(
        frames=(
            replace(first, title="All of it", window=_window(first, whole, inner)),
            replace(second, title="The dashed part, enlarged"),
        ),
        x_axis=plane.x_axis,
        y_axis=plane.y_axis,
    )


def _inner(plane: Plane, every: Box) -> Box | None:
    """Return what is to be enlarged: the curve and the marks near it; None where it is large."""
    if not plane.curve:
        return None
    curve = Box.around(plane.curve)
    parts = [a / b for a, b in zip(curve.size, _some(every).size, strict=True)]
    if max(parts) > SMALL or min(parts) <= 0.0:
        return None
    near = curve.widened(FAR)
    held = [(spot.x, spot.y) for spot in plane.spots if near.holds(spot.x, spot.y)]
    return Box.around([*plane.curve, *held]).widened(AIR)


def _some(box: Box) -> Box:
    """Return a box that spans something either way."""
    across, up = (0.0 if span > LEAST_SPAN else 1.0 for span in box.size)
    return Box(box.left - across, box.low - up, box.right + across, box.high + up)


def _frame(
    plane: Plane,
    view: Box,
    width: float,
    spots: Sequence[Spot],
    *,
    named: int | None = None,
) -> Frame:
    """Return one view in a picture of a width; the first `named` marks have labels, or all."""
    left, right = LEFT, width - RIGHT
    at = _place(view, left, right)
    curve = tuple(at(x, y) for x, y in plane.curve)
    seen = [spot for spot in spots if view.holds(spot.x, spot.y)]
    sheet = Box(left, TOP, right, TOP + HEIGHT)
    across = _grid(view.left, view.right, lambda x: at(x, view.low)[0])
    up = _grid(view.low, view.high, lambda y: at(view.left, y)[1])
    lines = [curve, *_zeros(across, up, sheet)]
    return Frame(
        width=width,
        left=left,
        right=right,
        across=_thinned(across),
        up=up,
        curve=curve,
        facts=tuple(plane.facts),
        spots=_labelled(seen, [at(spot.x, spot.y) for spot in seen], named, lines, sheet),
    )


def _place(view: Box, left: float, right: float) -> Callable[[float, float], tuple[float, float]]:
    """Return where a point of a view lies, in pixels."""
    across, up = view.size

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            left + (right - left) * (x - view.left) / across,
            TOP + HEIGHT * (view.high - y) / up,
        )

    return at


def _window(frame: Frame, view: Box, inner: Box) -> Box:
    at = _place(view, frame.left, frame.right)
    return Box.around([at(inner.left, inner.low), at(inner.right, inner.high)])


def _labelled(
    spots: Sequence[Spot],
    where: Sequence[tuple[float, float]],
    named: int | None,
    lines: Sequence[Sequence[tuple[float, float]]],
    sheet: Box,
) -> tuple[PlacedSpot, ...]:
    """Return marks in pixels, the first `named` of them with labels."""
    told = [spot.label for spot in spots][:named]
    labels = placed_labels(told, where, lines, sheet)
    return tuple(
        PlacedSpot(
            x=x,
            y=y,
            shape=SHAPES[spot.kind][0],
            colour=SHAPES[spot.kind][1],
            facts=spot.facts,
            label=labels[place] if place < len(labels) else None,
        )
        for place, (spot, (x, y)) in enumerate(zip(spots, where, strict=True))
    )


def _grid(low: float, high: float, at: Callable[[float], float]) -> tuple[GridLine, ...]:
    steps = [step for step in nice_steps(low, high) if low <= step <= high]
    decimals = max(0, -floor(log10(steps[1] - steps[0]) + 1e-9))
    return tuple(
        GridLine(at=at(step), text=grouped(step, decimals), zero=abs(step) < 1e-9 * (high - low))
        for step in steps
    )


def _zeros(
    across: Sequence[GridLine], up: Sequence[GridLine], sheet: Box
) -> list[list[tuple[float, float]]]:
    """Return the lines of no change, which are drawn dark."""
    upright = [[(line.at, sheet.low), (line.at, sheet.high)] for line in across if line.zero]
    flat = [[(sheet.left, line.at), (sheet.right, line.at)] for line in up if line.zero]
    return [*upright, *flat]


def _thinned(lines: tuple[GridLine, ...]) -> tuple[GridLine, ...]:
    """Return grid lines of which every so many has its number, so that none touch."""
    widest = DIGIT * max(len(line.text) for line in lines) + APART
    every = max(1, ceil(widest / (lines[1].at - lines[0].at) - 1e-9))
    return tuple(
        line if place % every == 0 else replace(line, text="") for place, line in enumerate(lines)
    )
