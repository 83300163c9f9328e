"""The frontier's picture: marks where their gains are, labels on nothing else."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.brief.charts import WIDTH
from tradetalks.brief.plane import HEIGHT, TOP, Plane, PlaneDrawing, Spot, lay_out_plane

CURVE = [(-47.0, 90.0), (-44.0, 88.0), (-16.0, 55.0), (-2.0, 30.0), (2.0, 10.0)]


def spot(kind: str, x: float, y: float) -> Spot:
    return Spot(kind=kind, label=f"Called {kind}", x=x, y=y, facts=(f"{kind}.A", f"{kind}.B"))


def drawn(*spots: Spot, curve: list[tuple[float, float]] = CURVE) -> PlaneDrawing:
    facts = [(f"frontier.{at}.A", f"frontier.{at}.B") for at in range(len(curve))]
    return lay_out_plane(
        Plane(spots=spots, curve=curve, facts=facts, x_axis="first", y_axis="second")
    )


FAR = (
    spot("nash", -16.0, 55.0),
    spot("kalai-smorodinsky", -19.0, 59.0),
    spot("table", -130.0, -70.0),
    spot("fallback", -221.0, -242.0),
    spot("today", 0.0, 0.0),
)
"""A fallback far from everything else."""


def test_a_small_frontier_is_drawn_twice() -> None:
    """Once beside the fallback, once enlarged, each mark with its label in one of the two."""
    whole, part = drawn(*FAR).frames
    assert whole.window is not None
    assert {s.facts[0] for s in whole.spots if s.label} == {"table.A", "fallback.A"}
    assert {s.facts[0] for s in part.spots if s.label} == {
        "nash.A",
        "kalai-smorodinsky.A",
        "today.A",
    }


def test_a_large_frontier_is_drawn_once() -> None:
    """Where everything is near, one picture says it."""
    (frame,) = drawn(spot("nash", -16.0, 55.0), spot("today", 0.0, 0.0)).frames
    assert frame.window is None
    assert all(s.label for s in frame.spots)


def test_better_for_the_first_is_right_and_better_for_the_second_is_up() -> None:
    """Pixels run downwards, gains do not."""
    (frame,) = drawn(spot("nash", -16.0, 55.0), spot("today", 0.0, 0.0)).frames
    nash, today = frame.spots
    assert nash.x < today.x
    assert nash.y < today.y


@pytest.mark.parametrize("frame", drawn(*FAR).frames)
def test_labels_touch_neither_each_other_nor_the_edge(frame) -> None:
    """A label that cannot be read is none."""
    boxes = [s.label.box for s in frame.spots if s.label]
    assert not any(one.touches(other) for one, other in combinations(boxes, 2))
    assert all(frame.left <= box.left and box.right <= frame.right for box in boxes)


numbers = st.floats(min_value=-1e4, max_value=1e4)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5), st.integers(0, 4))
def test_every_mark_lies_inside_its_frame(points: list[tuple[float, float]], bends: int) -> None:
    """Whatever the gains, even where all are the same."""
    spots = [spot("nash", x, y) for x, y in points]
    for frame in drawn(*spots, curve=points[:bends]).frames:
        for mark in frame.spots:
            assert frame.left - 1e-6 <= mark.x <= frame.right + 1e-6 <= WIDTH
            assert TOP - 1e-6 <= mark.y <= TOP + HEIGHT + 1e-6
