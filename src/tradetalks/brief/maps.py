"""One bubble for each economy over the silhouette of the land: no border is drawn.

Projection: Equal Earth (Šavrič, Patterson and Jenny, 2018, International Journal of
Geographical Information Science 33(3), equations 8 to 10), which keeps areas.
"""

import csv
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from tradetalks.brief.facts import Fact

WIDTH, HEIGHT = 660.0, 300.0
BLOCS = {"EU": (9.0, 50.0), "EUU": (9.0, 50.0)}
"""Where the bubble of a bloc stands that is priced as one economy, degrees."""
LARGEST = 27.0
"""Pixels: radius of the largest bubble; areas are in proportion to the amounts."""
SMALLEST = 1.6
"""Pixels: below this radius a bubble could not be seen, so it is drawn at this."""
LETTER = 5.9
"""Pixels: a generous mean width of a letter of the labels."""
LINE = 13.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_SCALE = WIDTH / 5.4133
"""Pixels to the unit: the projected equator is 2 x 2.70663 units long."""
_TOP = 1.30
"""Projected latitude of the upper edge, a little north of Greenland."""


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """One economy on the map; pixels from the upper left corner.

    Attributes:
        x: To the right.
        y: Downwards.
        r: Radius.
        gain: Whether the amount is positive.
        fact: The amount.
        name: The economy.
        label_x: Where its label starts, ends or centres, or None where it has none.
        label_y: The label's baseline.
        anchor: The label's SVG text-anchor.
    """

    x: float
    y: float
    r: float
    gain: bool
    fact: Fact
    name: str
    label_x: float | None = None
    label_y: float = 0.0
    anchor: str = "start"


@dataclass(frozen=True, kw_only=True)
class BubbleMap:
    """What the map's template draws; `unplaced` are names without a point on the map."""

    land: str
    bubbles: tuple[Bubble, ...]
    largest: float
    unplaced: tuple[str, ...]
    width: float = WIDTH
    height: float = HEIGHT
    radius: float = LARGEST


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def inside(self) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the pixels of a place given in degrees (Equal Earth)."""
    t = asin(sqrt(3.0) / 2.0 * sin(radians(latitude)))
    t2 = t * t
    t6 = t2**3
    slope = _A1 + 3.0 * _A2 * t2 + t6 * (7.0 * _A3 + 9.0 * _A4 * t2)
    x = 2.0 * sqrt(3.0) * radians(longitude) * cos(t) / (3.0 * slope)
    y = t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return WIDTH / 2.0 + _SCALE * x, _SCALE * (_TOP - y)


@cache
def land_path() -> str:
    """Return the land as one SVG path in pixels."""
    text = files("tradetalks.brief").joinpath("data/land.json").read_text(encoding="utf-8")
    return "".join(_ring_path(ring) for ring in json.loads(text)["rings"])


def _ring_path(ring: Sequence[Sequence[float]]) -> str:
    corners = (project(longitude, latitude) for longitude, latitude in ring)
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in corners) + "Z"


@cache
def places() -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of a point inside each country, by ISO alpha-3 code."""
    text = files("tradetalks.brief").joinpath("data/points.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    own = {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}
    return own | BLOCS


def bubble_map(
    facts: Sequence[tuple[str, str, Fact]], *, always: Collection[str], labels: int = 9
) -> BubbleMap:
    """Place one bubble for each economy, the large ones first so that small ones stay visible.

    Args:
        facts: Code, name and amount of each economy.
        always: Codes that are labelled whatever their amount.
        labels: How many more are labelled, largest amounts first, where there is room.
    """
    known = places()
    placed = [row for row in facts if row[0] in known]
    largest = max((abs(fact.value) for _, _, fact in placed), default=0.0)
    order = sorted(placed, key=lambda row: -abs(row[2].value))
    bubbles = [_bubble(name, fact, known[code], largest) for code, name, fact in order]
    named = [place for place, row in enumerate(order) if row[0] in always]
    named += [place for place in range(len(order)) if place not in named][:labels]
    return BubbleMap(
        land=land_path(),
        bubbles=_labelled(bubbles, named),
        largest=largest,
        unplaced=tuple(name for code, name, _ in facts if code not in known),
    )


def _bubble(name: str, fact: Fact, place: tuple[float, float], largest: float) -> Bubble:
    x, y = project(*place)
    radius = LARGEST * sqrt(abs(fact.value) / largest) if largest else 0.0
    return Bubble(x=x, y=y, r=max(radius, SMALLEST), gain=fact.value >= 0, fact=fact, name=name)


def _labelled(bubbles: Sequence[Bubble], named: Sequence[int]) -> tuple[Bubble, ...]:
    """Give labels to the named bubbles where one fits without touching a label or a bubble."""
    taken = [_circle(bubble) for bubble in bubbles]
    done = list(bubbles)
    for place in named:
        for candidate in _positions(bubbles[place]):
            box = label_box(candidate)
            if box.inside() and not any(box.hits(other) for other in taken):
                done[place] = candidate
                taken.append(box)
                break
    return tuple(done)


def _circle(bubble: Bubble) -> _Box:
    # The square of the same area: a label may touch the rim of a large bubble, not its inside.
    reach = bubble.r * 0.89
    return _Box(bubble.x - reach, bubble.y - reach, bubble.x + reach, bubble.y + reach)


def _positions(bubble: Bubble) -> list[Bubble]:
    side, up = bubble.r + 3.0, bubble.r + 4.0
    moves = [
        (side, 4.0, "start"),
        (-side, 4.0, "end"),
        (0.0, -up, "middle"),
        (0.0, up + 9.0, "middle"),
        (side, 15.0, "start"),
        (side, -8.0, "start"),
        (-side, 15.0, "end"),
        (-side, -8.0, "end"),
    ]
    return [
        Bubble(
            **{**vars(bubble), "label_x": bubble.x + dx, "label_y": bubble.y + dy, "anchor": anchor}
        )
        for dx, dy, anchor in moves
    ]


def label_box(bubble: Bubble) -> _Box:
    """Return the rectangle that a bubble's label takes, generously."""
    assert bubble.label_x is not None
    width = LETTER * len(bubble.name)
    left = bubble.label_x - {"start": 0.0, "middle": width / 2.0, "end": width}[bubble.anchor]
    return _Box(left, bubble.label_y - LINE + 3.0, left + width, bubble.label_y + 3.0)
