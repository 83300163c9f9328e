"""Make the two small map files that ship from Natural Earth's TopoJSON (run once, by hand).

    python -m tradetalks.brief.trace_map land-110m.json countries-50m.json OUT_FOLDER

The land becomes one silhouette without any border inside it. The countries are read only for
one representative point each; their outlines are not kept.
"""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from babel.core import get_global

Point = tuple[float, float]
Ring = list[Point]

RETIRED = frozenset({"ANT", "BUR", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR"})
"""ISO 3166-3 codes of countries that no longer are; each shares its place with a living code."""
SOUTHERN_EDGE = -58.0
"""Rings that lie wholly south of this latitude are dropped: no economy is there."""
BEND = 0.3
"""Degrees: a coast may be straightened by this much, about half a pixel on the printed map."""


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return every arc of a quantised topology in degrees (TopoJSON 1.0, delta encoded)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def stitch(indices: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs into one ring; a negative index means the arc runs backwards."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def polygons(geometry: dict[str, Any], arcs: Sequence[Ring]) -> list[list[Ring]]:
    """Return the polygons of a geometry, each a list of rings, the outer one first."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return [shape for part in geometry["geometries"] for shape in polygons(part, arcs)]
    many = geometry["arcs"] if kind == "MultiPolygon" else [geometry["arcs"]]
    return [[stitch(ring, arcs) for ring in shape] for shape in many]


def straighten(line: Ring, bend: float) -> Ring:
    """Drop points nearer than `bend` to the chord (Douglas and Peucker, 1973)."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    span = hypot(x1 - x0, y1 - y0)

    def off(point: Point) -> float:
        if span == 0:
            return hypot(point[0] - x0, point[1] - y0)
        return abs((x1 - x0) * (y0 - point[1]) - (x0 - point[0]) * (y1 - y0)) / span

    if len(line) < 3:
        return line
    far = max(range(1, len(line) - 1), key=lambda place: off(line[place]))
    if off(line[far]) <= bend:
        return [line[0], line[-1]]
    return straighten(line[: far + 1], bend)[:-1] + straighten(line[far:], bend)


def unrolled(ring: Ring) -> Ring:
    """Return a ring whose longitudes run on over the 180th meridian instead of jumping."""
    line = [ring[0]]
    for x, y in ring[1:]:
        line.append((x - 360.0 * round((x - line[-1][0]) / 360.0), y))
    return line


def clipped(ring: Ring, edge: float, side: int) -> Ring:
    """Return the part of a ring west (side 1) or east (side -1) of a meridian.

    The method is that of Sutherland and Hodgman (1974), for one edge.
    """
    kept: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        stays, comes = side * (edge - x0) >= 0, side * (edge - x1) >= 0
        if stays:
            kept.append((x0, y0))
        if stays != comes:
            kept.append((edge, y0 + (edge - x0) / (x1 - x0) * (y1 - y0)))
    return kept


def on_map(ring: Ring) -> list[Ring]:
    """Return the pieces of a ring between the meridians 180 west and 180 east."""
    line = unrolled(ring)
    moved = ([(x + turn, y) for x, y in line] for turn in (-360.0, 0.0, 360.0))
    pieces = (clipped(clipped(copy, 180.0, 1), -180.0, -1) for copy in moved)
    return [piece for piece in pieces if len(piece) > 3]


def area(ring: Ring) -> float:
    """Return the signed area in square degrees, shrunk by the cosine of the mean latitude."""
    twice = sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)
    )
    return twice / 2 * cos(radians(sum(y for _, y in ring) / len(ring)))


def inner_point(ring: Ring) -> Point:
    """Return the middle of the widest stretch of land at the ring's middle latitude."""
    level = (min(y for _, y in ring) + max(y for _, y in ring)) / 2
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    crossings = sorted(
        x0 + (level - y0) / (y1 - y0) * (x1 - x0)
        for (x0, y0), (x1, y1) in pairs
        if (y0 > level) != (y1 > level)
    )
    west, east = max(
        zip(crossings[::2], crossings[1::2], strict=True), key=lambda gap: gap[1] - gap[0]
    )
    return (west + east) / 2, level


def land_shape(topology: dict[str, Any]) -> dict[str, object]:
    """Return the land as rings (lakes too: they wind the other way), in tenths of a degree."""
    arcs = [straighten(arc, BEND) for arc in decode_arcs(topology)]
    kept = []
    for shape in polygons(topology["objects"]["land"], arcs):
        for ring in (piece for whole in shape for piece in on_map(whole)):
            if max(y for _, y in ring) > SOUTHERN_EDGE:
                kept.append([(round(x, 1), round(y, 1)) for x, y in ring])
    return {"rings": kept}


def country_points(topology: dict[str, Any]) -> list[tuple[str, float, float]]:
    """Return code, longitude and latitude of a point inside each country's largest part."""
    aliases = get_global("territory_aliases")
    alpha3 = {
        names[0]: code
        for code, names in aliases.items()
        if len(code) == 3 and code.isalpha() and code not in RETIRED
    }
    arcs = decode_arcs(topology)
    rows = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = alpha3.get(aliases.get(geometry.get("id", ""), [""])[0])
        if code:
            shapes = polygons(geometry, arcs)
            longitude, latitude = inner_point(max((s[0] for s in shapes), key=_size))
            rows.append((code, round(longitude, 1), round(latitude, 1)))
    return sorted(rows)


def _size(ring: Ring) -> float:
    return abs(area(ring))


def main(land: str, countries: str, folder: str) -> None:
    """Write `land.json` and `points.csv` into a folder."""
    shape = land_shape(json.loads(Path(land).read_text(encoding="utf-8")))
    target = Path(folder)
    target.joinpath("land.json").write_text(json.dumps(shape, separators=(",", ":")), "utf-8")
    rows = country_points(json.loads(Path(countries).read_text(encoding="utf-8")))
    with target.joinpath("points.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("code", "longitude", "latitude"), *rows])


if __name__ == "__main__":
    main(*sys.argv[1:])
