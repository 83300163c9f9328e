"""Where labels of marks find room: beside the mark, and on nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

LETTER, LINE = 5.9, 13.0
"""Pixels: a generous mean width of a letter at 11.5 pixels, and from line to line."""
WIDEST = 22
"""Letters of a label's line; a longer label is folded."""
NEAR = 9.0
"""Pixels from the middle of a mark to its label."""
RADIUS = 5.5
"""Pixels: half of a mark."""
DOTS = 24
"""Points at which each piece of a curve is kept free."""


@dataclass(frozen=True)
class Box:
    """A rectangle, in the unit of the axes or in pixels."""

    left: float
    low: float
    right: float
    high: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> "Box":
        """Return the smallest rectangle around points."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height."""
        return self.right - self.left, self.high - self.low

    def widened(self, part: float) -> "Box":
        """Return it with a part of its span more on every side."""
        across, up = (part * span for span in self.size)
        return Box(self.left - across, self.low - up, self.right + across, self.high + up)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies in it."""
        return self.left <= x <= self.right and self.low <= y <= self.high

    def touches(self, other: "Box") -> bool:
        """Return whether two share a point."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.low < other.high and other.low < self.high

    def inside(self, other: "Box") -> bool:
        """Return whether all of it lies in another."""
        return other.holds(self.left, self.low) and other.holds(self.right, self.high)


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label in pixels: its lines, the foot of the first, how it is set, and what it covers."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    box: Box


def placed_labels(
    texts: Sequence[str],
    marks: Sequence[tuple[float, float]],
    curves: Sequence[Sequence[tuple[float, float]]],
    sheet: Box,
) -> list[Label]:
    """Return a label for each of the first marks, each in the freest place around its mark.

    Args:
        texts: The labels, of the first marks.
        marks: Where all marks stand, in pixels.
        curves: The corners of each line that labels keep off.
        sheet: What labels stay inside.
    """
    dots = [dot for curve in curves for dot in _dots(curve)]
    taken = [Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in marks]
    found: list[Label] = []
    for text, (x, y) in zip(texts, marks, strict=False):
        tried = _around(tuple(wrap(text, WIDEST)), x, y)
        found.append(min(tried, key=lambda label: _spoiled(label.box, taken, dots, sheet)))
        taken.append(found[-1].box)
    return found


def _spoiled(
    box: Box, taken: Sequence[Box], dots: Sequence[tuple[float, float]], sheet: Box
) -> int:
    """Return how bad a place is: nothing where it is free, more the more it covers."""
    over = sum(box.touches(other) for other in taken)
    return 20 * over + sum(box.holds(*dot) for dot in dots) + 50 * (not box.inside(sheet))


def _dots(curve: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [
        (x + (u - x) * part / DOTS, y + (v - y) * part / DOTS)
        for (x, y), (u, v) in pairwise(curve)
        for part in range(DOTS + 1)
    ]


def _around(lines: tuple[str, ...], x: float, y: float) -> list[Label]:
    """Return the places around a mark, the best to read first."""
    wide, high = LETTER * max(map(len, lines)), LINE * len(lines)
    steps = [
        (anchor, x + across, y + up)
        for far in (1.0, 2.2, 3.6)
        for anchor, across, up in (
            ("start", NEAR * far, -high / 2),
            ("end", -NEAR * far, -high / 2),
            ("middle", 0.0, -high - NEAR * far),
            ("middle", 0.0, NEAR * far),
            ("start", 0.7 * NEAR * far, -high - 0.5 * NEAR * far),
            ("end", -0.7 * NEAR * far, -high - 0.5 * NEAR * far),
            ("start", 0.7 * NEAR * far, 0.5 * NEAR * far),
            ("end", -0.7 * NEAR * far, 0.5 * NEAR * far),
        )
    ]
    return [_label(lines, anchor, at, top, wide, high) for anchor, at, top in steps]


def _label(
    lines: tuple[str, ...], anchor: str, x: float, top: float, wide: float, high: float
) -> Label:
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Label(
        lines=lines,
        x=x,
        y=top + LINE - 3.0,
        anchor=anchor,
        box=Box(left, top, left + wide, top + high),
    )
