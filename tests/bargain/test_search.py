"""Going uphill and Newton's method: two ways and a foreign solver agree, and saddles are left."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, NonlinearConstraint, minimize

from tests.bargain.tables import ONE, OTHER, all_lines, lines_between, table_of, talks_world
from tests.tolerances import (
    BARGAIN_AGREED,
    BARGAIN_BALANCED,
    BARGAIN_FOREIGN,
    BARGAIN_MAPPED,
    BARGAIN_ROUGH,
)
from tests.worlds import random_world
from tradetalks.bargain.ground import NEGLIGIBLE, bounds_of, scale_of
from tradetalks.bargain.lagrangian import Reached, by_lagrangian
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.parabolas import Parabolas, by_parabolas
from tradetalks.bargain.polish import FLAT, conditions, polish, solved_evenly, steepest_rise
from tradetalks.bargain.scores import gains
from tradetalks.bargain.search import priced, search
from tradetalks.bargain.summit import from_here, height, summit
from tradetalks.bargain.task import (
    Floors,
    NashProduct,
    Smallest,
    Task,
    WeightedSum,
    at_least,
    no_floors,
)
from tradetalks.model.structure import DEFAULT_STRUCTURE

SIDES = ((ONE,), (OTHER,))
WORLD = talks_world(5)


@pytest.fixture(scope="module")
def oracle():
    return table_of(WORLD, all_lines(WORLD, SIDES, high=3.0)).oracle


@pytest.fixture(scope="module")
def between():
    return table_of(WORLD, lines_between(WORLD, SIDES)).oracle


def tasks():
    """One of each kind: a sum, Nash's product, floors beside an aim, equal gains."""
    shared = Floors(rows=np.eye(2), level=np.zeros(2), share=np.array([1.0, 0.8]), name=("a", "b"))
    held = at_least(2, [1], np.array([2e-3]), ("b",))
    return {
        "sum": Task(aim=WeightedSum(np.array([0.4, 0.6])), floors=no_floors(2)),
        "nash": Task(aim=NashProduct(np.array([0.5, 0.5]), np.full(2, -2e-3)), floors=no_floors(2)),
        "floor": Task(aim=WeightedSum(np.array([1.0, 0.0])), floors=held),
        "equal": Task(aim=Smallest(), floors=shared),
    }


@pytest.mark.parametrize("name", tasks())
def test_parabolas_and_prices_go_to_one_summit(oracle, name):
    """From one start, both ways end where the same conditions hold."""
    task, x = tasks()[name], np.clip(oracle.now, oracle.low, oracle.high)
    by_prices = polish(oracle, task, by_lagrangian(oracle, task, x))
    by_bends = polish(oracle, task, priced(oracle, task, by_parabolas(oracle, task, x)))
    for found in (by_prices, by_bends):
        assert found.residual < BARGAIN_BALANCED
        assert found.is_summit
    assert by_bends.values == pytest.approx(by_prices.values, abs=BARGAIN_AGREED)
    assert np.abs(by_bends.prices - by_prices.prices).max(initial=0.0) < BARGAIN_ROUGH


@pytest.mark.parametrize("name", ["sum", "nash", "floor", "equal"])
def test_a_foreign_solver_finds_nothing_better(oracle, name):
    """Sequential least squares on the same oracle, from where ours ended and from the start."""
    task = tasks()[name]
    ours = summit(oracle, task, [oracle.now])
    best = task.aim.value(ours.at.values, ours.at.s)
    foreign = max(by_least_squares(oracle, task, x) for x in (ours.at.x, oracle.now))
    assert foreign <= best + BARGAIN_FOREIGN * abs(best)
    assert foreign >= best - BARGAIN_ROUGH * abs(best), "it found nothing to compare with"


def by_least_squares(oracle, task, start):
    """The best aim that SciPy's sequential least squares finds, floors kept; scores in percent."""
    number = int(task.has_number)

    def parts(z):
        return z[: len(start)], float(z[-1]) / 100.0 if number else 0.0

    def downhill(z):
        x, s = parts(z)
        by_score, by_number = task.aim.slope(oracle.value(x), s)
        slope = oracle.slope(x, by_score)
        slope = np.append(slope, [by_number / 100.0] * number)
        return -100.0 * task.aim.value(oracle.value(x), s), -100.0 * slope

    def room(z):
        x, s = parts(z)
        return 100.0 * task.floors.room(oracle.value(x), s)

    def room_slopes(z):
        x, _ = parts(z)
        rows = task.floors.rows @ oracle.jacobian(oracle.at(x))
        return 100.0 * np.column_stack([rows, *[-task.floors.share / 100.0] * number])

    floors = {"type": "ineq", "fun": room, "jac": room_slopes}
    s = task.largest_number(oracle.value(start))
    found = minimize(
        downhill,
        np.append(start, [100.0 * s] * number),
        jac=True,
        method="SLSQP",
        bounds=Bounds(
            np.append(oracle.low, [-100.0] * number), np.append(oracle.high, [100.0] * number)
        ),
        constraints=[floors] if len(task.floors) else [],
        options={"ftol": 1e-13, "maxiter": 200},
    )
    x, s = parts(found.x)
    missed = np.maximum(-task.floors.room(oracle.value(x), s), 0.0).max(initial=0.0)
    return task.aim.value(oracle.value(x), s) if missed < 1e-9 else -np.inf


def test_a_second_foreign_solver_finds_the_same_floored_optimum(between):
    """SciPy's trust-region method with its own floors and bounds, talks of four lines."""
    floor = 7e-4
    foreign = minimize(
        lambda x: -100.0 * between.value(x)[0],
        (between.low + between.now) / 2.0,
        jac=lambda x: -100.0 * between.slope(x, np.array([1.0, 0.0])),
        method="trust-constr",
        bounds=Bounds(between.low, between.high),
        constraints=NonlinearConstraint(
            lambda x: 100.0 * between.value(x)[1],
            100.0 * floor,
            np.inf,
            jac=lambda x: 100.0 * between.slope(x, np.array([0.0, 1.0]))[None],
        ),
        options={"gtol": 1e-10, "xtol": 1e-12, "maxiter": 300},
    )
    task = replace(tasks()["floor"], floors=at_least(2, [1], np.array([floor]), ("b",)))
    ours = summit(between, task, [between.now]).at
    assert ours.residual < BARGAIN_BALANCED
    assert ours.values[0] == pytest.approx(-foreign.fun / 100.0, rel=BARGAIN_ROUGH)
    assert ours.values[1] == pytest.approx(floor, rel=BARGAIN_BALANCED)


def test_newton_straight_from_the_tariffs_of_today_ends_on_a_saddle_and_a_summit_does_not():
    """At both every slope is zero; curvature tells them apart, and only one is worth having."""
    world = random_world(10, 3, 2, zero_flows=0.0, zero_output=0.0, theta_max=12.0, tariff_max=0.4)
    lines = all_lines(world, SIDES, low=-0.5)
    oracle = Oracle(world, lines, gains(world, SIDES, DEFAULT_STRUCTURE))
    task = Task(aim=WeightedSum(np.array([1.0, 0.0])), floors=no_floors(2), free=lines.owner == 0)
    start = Reached(x=oracle.now, s=0.0, prices=np.zeros(0))
    saddle = polish(oracle, task, start)
    assert saddle.residual < BARGAIN_BALANCED
    assert not saddle.is_summit
    assert saddle.values[0] < 0.0, "worse than doing nothing"
    top = summit(oracle, task, [oracle.now]).at
    assert top.residual < BARGAIN_BALANCED
    assert top.is_summit
    assert top.values[0] > 0.01
    left = from_here(oracle, task, saddle.reached).at
    assert left.is_summit
    assert left.values[0] > saddle.values[0]


def test_a_saddle_rises_along_the_direction_it_gives():
    """Two lines, one up and one down: the way up is the first."""
    uphill, rise = steepest_rise(np.diag([2.0, -3.0]), np.zeros((0, 2)))
    assert uphill > FLAT
    assert np.abs(rise / np.abs(rise).max()) == pytest.approx([1.0, 0.0])
    held, level = steepest_rise(np.diag([2.0, -3.0]), np.array([[1.0, 0.0]]))
    assert held == pytest.approx(-1.0)
    assert (level == 0.0).all()
    assert steepest_rise(np.diag([2.0]), np.ones((1, 1)))[0] == -1.0


@settings(max_examples=30)
@given(st.integers(0, 2**31))
def test_the_units_of_lines_and_floors_do_not_decide_what_rises(seed):
    """Whether a point is a summit is the same in other units, even far apart ones."""
    draw = np.random.default_rng(seed)
    root = draw.normal(size=(5, 5))
    bend = -root @ root.T + (3.0 * np.outer(root[0], root[0]) if seed % 2 else 0.0)
    rows = draw.normal(size=(2, 5))
    unit = 10.0 ** draw.uniform(-3.0, 3.0, 5)
    one, _ = steepest_rise(bend, rows)
    other, _ = steepest_rise(unit[:, None] * bend * unit, 10.0 ** draw.uniform(-3, 3) * rows * unit)
    assert np.sign(one) == np.sign(other)


@settings(max_examples=30)
@given(st.integers(0, 2**31))
def test_a_system_in_far_apart_units_is_solved_all_the_same(seed):
    draw = np.random.default_rng(seed)
    unit = 10.0 ** draw.uniform(-4.0, 4.0, 6)
    root = draw.normal(size=(6, 6))
    even = root + root.T + 6.0 * np.eye(6)
    truth = draw.normal(size=6)
    found = solved_evenly(unit[:, None] * even * unit, unit * (even @ truth))
    assert found * unit == pytest.approx(truth, abs=BARGAIN_ROUGH * np.linalg.cond(even))


def test_parabolas_are_the_scores_to_second_order(oracle):
    """Their error grows with the cube of the step."""
    x, both = np.full(8, 0.1), np.array([0, 1])
    view = oracle.at(x)
    drawn = Parabolas(
        at=x,
        values=view.values,
        slopes=oracle.jacobian(view),
        bend=oracle.bend_at(x, both),
        low=oracle.low,
        high=oracle.high,
        now=x,
        steepness=oracle.steepness,
        per_billion=oracle.per_billion,
    )
    way = np.random.default_rng(1).normal(size=8)
    errors = [
        np.abs(drawn.value(x + h * way) - oracle.value(x + h * way)).max() for h in (0.02, 0.01)
    ]
    assert 5.0 < errors[0] / errors[1] < 12.0
    weights = np.array([0.3, 0.7])
    step = 1e-6 * way
    difference = weights @ (drawn.value(x + step) - drawn.value(x - step)) / 2.0
    assert drawn.slope(x, weights) @ step == pytest.approx(difference, rel=BARGAIN_ROUGH)


def test_lines_without_trade_stay_where_they_are():
    """A rate on nothing moves nothing, so no search moves it; nor one that is held."""
    world = random_world(11, 3, 2, zero_flows=0.0, zero_output=0.0, theta_max=5.0)
    spending = world.spending.copy()
    spending[1, 0, 0] = NEGLIGIBLE * 1e-3
    world = replace(world, spending=spending)
    oracle = Oracle(world, all_lines(world, SIDES), gains(world, SIDES, DEFAULT_STRUCTURE))
    held = np.ones(8, dtype=bool)
    held[5] = False
    task = Task(aim=WeightedSum(np.array([0.5, 0.5])), floors=no_floors(2), free=held)
    low, high = bounds_of(oracle, task)
    assert np.flatnonzero(low == high).tolist() == [0, 5]
    found = search(oracle, task, np.full(8, 0.3))
    assert found.x[[0, 5]] == pytest.approx(oracle.now[[0, 5]], abs=BARGAIN_MAPPED)


def test_all_lines_moving_by_a_typical_distance_is_a_step_of_length_one(oracle):
    assert np.linalg.norm(scale_of(oracle) * 0.3) == pytest.approx(1.0)


def test_a_start_outside_the_room_is_brought_inside(between):
    task = tasks()["nash"]
    for start in (np.full(4, -0.5), np.full(4, 2.0)):
        found = search(between, task, start)
        assert ((found.x >= between.low) & (found.x <= between.high)).all()


def test_a_line_on_a_bound_is_on_it_to_the_last_digit(between):
    """A digit off, it would count as free, and its slope as left over."""
    draw = np.random.default_rng(1371)
    low = draw.uniform(0.0, 0.15, 4)
    tight = between.with_lines(between.lines.within(low=low, high=low + 0.003))
    for name, task in tasks().items():
        found = by_lagrangian(tight, task, tight.low)
        near = np.minimum(np.abs(found.x - tight.low), np.abs(found.x - tight.high))
        assert ((near == 0.0) | (near > BARGAIN_MAPPED)).all(), name


def test_what_is_left_of_the_conditions_is_much_where_nothing_is_solved(oracle):
    """And a missed floor shows, and a price on a floor that does not bind."""
    task = tasks()["floor"]
    here = Reached(x=oracle.now, s=0.0, prices=np.zeros(1))
    assert conditions(oracle, task, here).residual > 1e-3
    top = summit(oracle, task, [oracle.now]).at
    missing = replace(task, floors=replace(task.floors, level=task.floors.level + 1e-4))
    assert conditions(oracle, missing, top.reached).residual > 1e-3
    idle = replace(task, floors=replace(task.floors, level=task.floors.level - 1e-4))
    assert conditions(oracle, idle, top.reached).residual > 1e-3


def test_a_floor_that_is_missed_counts_against_a_height(oracle):
    task = tasks()["floor"]
    at = Reached(x=oracle.now, s=0.0, prices=np.zeros(1))
    assert height(oracle, task, at) == pytest.approx(-1e3 * (2e-3 - 1e-9), rel=BARGAIN_BALANCED)


def test_several_starts_say_how_far_apart_they_ended():
    """From tariffs so high that nothing is traded the way up may be to trade even less."""
    world = random_world(10, 3, 2, zero_flows=0.0, zero_output=0.0, theta_max=12.0, tariff_max=0.4)
    lines = all_lines(world, ((ONE,),), low=-0.5)
    oracle = Oracle(world, lines, gains(world, SIDES, DEFAULT_STRUCTURE))
    task = Task(aim=WeightedSum(np.array([1.0, 0.0])), floors=no_floors(2))
    found = summit(oracle, task, [oracle.now, np.full(len(lines), np.log(10.0))])
    alone = summit(oracle, task, [np.full(len(lines), np.log(10.0))]).at
    assert alone.is_summit, "a summit among its neighbours is all that curvature proves"
    assert alone.at_bound.all()
    assert found.starts == 2
    assert found.at.values[0] > 0.0 > alone.values[0]
    assert found.spread == pytest.approx(found.at.values[0] - alone.values[0], rel=BARGAIN_ROUGH)
