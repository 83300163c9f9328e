"""What a search is to do: aims, floors, and the one number that floors hold below all gains."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from tests.tolerances import BARGAIN_NUDGED, BARGAIN_NUMBER
from tradetalks.bargain.task import (
    LEAST,
    Floors,
    NashProduct,
    Smallest,
    Task,
    WeightedSum,
    at_least,
    no_floors,
)


def drawn(seed):
    """A task with a number, two floors on it and one beside; scores, prices, a penalty."""
    draw = np.random.default_rng(seed)
    floors = Floors(
        rows=np.vstack([np.eye(2, 3), draw.normal(size=3)]),
        level=draw.normal(size=3),
        share=np.array([*draw.uniform(0.1, 2.0, 2), 0.0]),
    )
    task = Task(aim=Smallest(), floors=floors)
    return task, draw.normal(size=3), draw.uniform(0.0, 2.0, 3), float(draw.uniform(0.5, 50.0))


@settings(max_examples=40)
@given(st.integers(0, 2**31))
def test_the_number_is_the_best_one_given_what_missed_floors_cost(seed):
    """No other number does better: found by going through the floors, and by a foreign search."""
    task, v, prices, stiff = drawn(seed)

    def cost(s):
        missed = np.maximum(prices - stiff * task.floors.room(v, s), 0.0)
        return float((missed**2).sum()) / (2.0 * stiff) - s

    found = task.number(v, prices, stiff)
    foreign = minimize_scalar(cost, bracket=(found - 1.0, found + 1.3), tol=1e-12)
    assert cost(found) <= foreign.fun + BARGAIN_NUMBER * (1.0 + abs(foreign.fun))


@settings(max_examples=40)
@given(st.integers(0, 2**31))
def test_the_largest_number_leaves_the_worst_placed_side_nothing(seed):
    """It keeps every floor that shares in it, and one of them binds."""
    task, v, _, _ = drawn(seed)
    room = task.floors.room(v, task.largest_number(v))[:2]
    assert abs(room.min()) < BARGAIN_NUMBER


def test_where_no_number_is_looked_for_there_is_none():
    task = Task(aim=WeightedSum(np.ones(2)), floors=no_floors(2))
    assert task.largest_number(np.ones(2)) == 0.0
    assert task.number(np.ones(2), np.zeros(0), 1.0) == 0.0


@pytest.mark.parametrize("gain", [2.0, 0.5, 0.1 * LEAST, -3.0 * LEAST, -20.0 * LEAST])
def test_the_logarithm_of_nash_goes_on_below_the_fallback(gain):
    """It rises and bends down everywhere, so a search that strays below a fallback comes back."""
    aim = NashProduct(weights=np.array([0.7, 0.0]), fallback=np.zeros(2))
    here, step = np.array([gain, 5.0]), 1e-4 * max(abs(gain), LEAST)
    ahead, behind = (here + np.array([sign * step, 0.0]) for sign in (1.0, -1.0))
    difference = (aim.value(ahead, 0.0) - aim.value(behind, 0.0)) / (2.0 * step)
    slope = aim.slope(here, 0.0)[0]
    assert slope[0] == pytest.approx(difference, rel=1e-5)
    assert slope[0] > 0.0
    assert slope[1] == 0.0
    assert aim.bend(here)[0, 0] < 0.0
    if gain > LEAST:
        bent = (aim.slope(ahead, 0.0)[0][0] - aim.slope(behind, 0.0)[0][0]) / (2.0 * step)
        assert aim.bend(here)[0, 0] == pytest.approx(bent, rel=1e-5)


def test_nash_and_its_extension_meet():
    """At the least gain both have the same height, slope and bend."""
    aim = NashProduct(weights=np.ones(1), fallback=np.zeros(1))
    above, below = (np.array([LEAST * (1.0 + sign * 1e-9)]) for sign in (1.0, -1.0))
    assert aim.value(above, 0.0) == pytest.approx(aim.value(below, 0.0), abs=BARGAIN_NUDGED)
    assert aim.slope(above, 0.0)[0] == pytest.approx(aim.slope(below, 0.0)[0], rel=1e-8)
    assert aim.bend(above) == pytest.approx(aim.bend(below), rel=1e-8)


def test_floors_are_kept_in_order_and_by_name():
    floors = at_least(3, [2], np.array([0.4]), ("jobs",)).beside(no_floors(3))
    assert floors.room(np.array([0.0, 0.0, 0.5]), 7.0) == pytest.approx([0.1])
    assert (len(floors), floors.name) == (1, ("jobs",))
