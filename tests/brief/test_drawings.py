"""Charts and the map: marks inside their frames, words that fit, no border."""

import json
from importlib.resources import files
from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.brief.charts import (
    DIGIT,
    LABELS,
    LEAST_SPAN,
    LETTER,
    WIDTH,
    Chart,
    Mark,
    folded,
    lay_out,
    nice_steps,
)
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.maps import (
    HEIGHT,
    LARGEST,
    Bubble,
    bubble_map,
    label_box,
    land_path,
    places,
    project,
)
from tradetalks.brief.maps import WIDTH as MAP_WIDTH
from tradetalks.brief.trace_map import clipped, inner_point, land_shape, on_map, straighten

NUMBERS = st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-6)


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_every_mark_lies_inside_its_panel(values: list[float]) -> None:
    """Whatever the numbers, nothing is drawn outside the frame and zero is always in it."""
    marks = [Mark(label=str(at), value=v, low=v - 1, high=v + 1) for at, v in enumerate(values)]
    panel = lay_out(Chart(marks=marks, axis="unit")).panels[0]
    assert LABELS <= panel.left < panel.right <= WIDTH
    assert panel.left - 1e-6 <= panel.zero <= panel.right + 1e-6
    for mark in panel.marks:
        for x in (mark.x, mark.left, mark.right):
            assert x is not None
            assert panel.left - 1e-6 <= x <= panel.right + 1e-6


def test_positions_are_in_proportion() -> None:
    """Twice the amount is twice as far from zero, losses to the left."""
    marks = [Mark(label="a", value=2.0), Mark(label="b", value=4.0), Mark(label="c", value=-2.0)]
    panel = lay_out(Chart(marks=marks, axis="unit", bars=True)).panels[0]
    a, b, c = (mark.x - panel.zero for mark in panel.marks)
    assert b == pytest.approx(2 * a)
    assert c == pytest.approx(-a)


@given(st.floats(-1e9, 0), st.floats(0, 1e9))
def test_grid_lines_are_round_and_reach_both_ends(low: float, high: float) -> None:
    """Between two and nine lines, evenly spaced."""
    steps = nice_steps(low, high)
    assert 2 <= len(steps) <= 9
    slack = max(1e-6 * (high - low), LEAST_SPAN)
    assert steps[0] <= low + slack
    assert steps[-1] >= high - slack


def test_labels_on_the_axis_do_not_run_into_each_other() -> None:
    """Panels side by side: the last number of one and the first of the next keep apart."""
    marks = [Mark(label="a", value=v, panel=p) for p in ("x", "y") for v in (-1000.0, 1000.0)]
    drawing = lay_out(Chart(marks=marks, axis="unit"))
    ticks = [tick for panel in drawing.panels for tick in panel.ticks]
    for left, right in pairwise(ticks):
        assert right.x - left.x >= 5.8 * (len(left.text) + len(right.text)) / 2


def test_wide_numbers_on_an_axis_keep_apart_too() -> None:
    """Lines stay; numbers that would touch are left out, never zero, in both panels."""
    marks = [Mark(label="a", value=v, panel=p) for p in ("x", "y") for v in (-15_000.0, 20_000.0)]
    drawing = lay_out(Chart(marks=marks, axis="unit"))
    ticks = [tick for panel in drawing.panels for tick in panel.ticks if tick.text]
    assert [tick.text for tick in ticks].count("0") == 2
    for left, right in pairwise(ticks):
        assert right.x - left.x >= DIGIT * (len(left.text) + len(right.text)) / 2 + 4


def test_long_names_take_two_lines_that_fit() -> None:
    """No name is cut off."""
    lines = folded("Lashkaripour and Lugovskyy (2023)")
    assert " ".join(lines) == "Lashkaripour and Lugovskyy (2023)"
    assert all(LETTER * len(line) <= LABELS for line in lines)


def _map() -> list[Bubble]:
    facts = [
        (code, code, Fact(id=code, label=code, value=(-1) ** at * (at + 1.0), kind=Kind.GAIN))
        for at, code in enumerate(places())
    ]
    return list(bubble_map(facts, always=("PAK", "USA"), labels=40).bubbles)


def test_labels_on_the_map_touch_neither_each_other_nor_the_edge() -> None:
    """With forty names wanted, those that do not fit are left out rather than overlaid."""
    boxes = [label_box(bubble) for bubble in _map() if bubble.label_x is not None]
    assert len(boxes) > 5
    assert all(box.inside() for box in boxes)
    for bubble in _map():
        for box in boxes:
            across = box.left < bubble.x < box.right
            assert not (across and box.top < bubble.y < box.bottom)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].hits(pair[1])]


def test_bubbles_have_areas_in_proportion() -> None:
    """The eye compares areas."""
    facts = [
        (code, code, Fact(id=code, label=code, value=value, kind=Kind.GAIN))
        for code, value in (("CHN", -4.0), ("IND", 1.0))
    ]
    large, small = bubble_map(facts, always=()).bubbles
    assert large.r == LARGEST
    assert small.r == pytest.approx(LARGEST / 2)
    assert (large.gain, small.gain) == (False, True)


def test_an_economy_without_a_place_is_told_and_not_drawn() -> None:
    """The rest of the world has no point."""
    fact = Fact(id="a", label="a", value=1.0, kind=Kind.GAIN)
    drawn = bubble_map([("ROW", "Rest of the world", fact)], always=())
    assert drawn.bubbles == ()
    assert drawn.unplaced == ("Rest of the world",)


def test_every_country_stands_on_the_map_in_its_place() -> None:
    """Equal Earth: north is up, east is right, and every point is on the sheet."""
    assert project(0.0, 0.0)[0] == pytest.approx(MAP_WIDTH / 2)
    points = {code: project(*place) for code, place in places().items()}
    assert points["USA"][0] < points["PAK"][0] < points["CHN"][0]
    assert points["NOR"][1] < points["PAK"][1] < points["ZAF"][1]
    inside = [
        0 <= x <= MAP_WIDTH and 0 <= y <= HEIGHT for c, (x, y) in points.items() if c != "ATA"
    ]
    assert all(inside)


INLAND_BORDERS = {
    "Wagah, between India and Pakistan": (74.57, 31.60),
    "Siachen": (77.1, 35.4),
    "Aksai Chin": (79.5, 35.2),
    "Tawang": (91.9, 27.6),
    "49th parallel": (-110.0, 49.0),
    "Western Sahara, inland": (-8.7, 26.0),
    "Rhine at Strasbourg": (7.8, 48.6),
}


@pytest.mark.parametrize("place", INLAND_BORDERS.values(), ids=INLAND_BORDERS)
def test_no_border_is_drawn(place: tuple[float, float]) -> None:
    """The outline stays a degree and more away from disputed and other inland borders."""
    text = files("tradetalks.brief").joinpath("data/land.json").read_text(encoding="utf-8")
    x, y = place
    nearest = min(
        hypot(a + t / 8 * (c - a) - x, b + t / 8 * (d - b) - y)
        for ring in json.loads(text)["rings"]
        for (a, b), (c, d) in pairwise(ring)
        if abs(c - a) < 20
        for t in range(9)
    )
    assert nearest > 1.0


def test_the_land_has_no_line_across_the_sheet() -> None:
    """A ring that jumps over the 180th meridian would draw one."""
    for ring in land_path().split("Z")[:-1]:
        xs = [float(pair.split(",")[0]) for pair in ring[1:].split("L")]
        assert max(abs(b - a) for a, b in pairwise(xs)) < MAP_WIDTH / 8


def test_a_ring_over_the_meridian_is_cut_in_two() -> None:
    """A square from 170 east to 170 west becomes one at either edge, nothing lost."""
    pieces = on_map([(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0)])
    spans = sorted((min(x for x, _ in piece), max(x for x, _ in piece)) for piece in pieces)
    assert spans == [(-180.0, -170.0), (170.0, 180.0)]
    assert clipped([(0.0, 0.0), (2.0, 0.0), (1.0, 2.0)], 5.0, 1) == [
        (0.0, 0.0),
        (2.0, 0.0),
        (1.0, 2.0),
    ]


def test_tracing_reads_quantised_arcs_and_keeps_corners() -> None:
    """A square in TopoJSON, with a needless point on one side."""
    topology = {
        "transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]},
        "arcs": [[[0, 0], [5, 0], [5, 0], [0, 10], [-10, 0], [0, -10]]],
        "objects": {"land": {"type": "Polygon", "arcs": [[0]]}},
    }
    (ring,) = land_shape(topology)["rings"]
    assert set(ring) == {(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)}
    assert straighten([(0.0, 0.0), (1.0, 0.01), (2.0, 0.0)], 0.3) == [(0.0, 0.0), (2.0, 0.0)]


def test_the_point_of_a_hooked_country_lies_inside_it() -> None:
    """The mean of its corners would lie in the sea."""
    hook = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (9.0, 10.0), (9.0, 1.0), (0.0, 1.0)]
    x, y = inner_point(hook)
    assert 9.0 <= x <= 10.0
    assert y == 5.0
