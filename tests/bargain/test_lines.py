"""Lines: cells follow their master, derivatives follow cells, bounds are kept to the last digit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bargain.tables import ONE, OTHER, THIRD, all_lines, talks_world
from tests.tolerances import BARGAIN_MAPPED, BARGAIN_NUDGED
from tradetalks.bargain.lines import cell_lines
from tradetalks.errors import InputError

WORLD = talks_world()
SIDES = ((ONE,), (OTHER,))


def scattered(seed):
    """Lines whose cells stand off their line's rate and follow it at other speeds."""
    draw = np.random.default_rng(seed)
    lines = all_lines(WORLD, ((ONE,), (OTHER, THIRD)))
    cells = len(lines.cell)
    base, slope = draw.uniform(-0.1, 0.2, cells), draw.uniform(0.2, 1.5, cells)
    return type(lines)(**{**vars(lines), "base": base, "slope": slope})


@settings(max_examples=20)
@given(st.integers(0, 2**31))
def test_what_is_pushed_and_what_is_pulled_are_two_sides_of_one_derivative(seed):
    """The worth of a move of the lines is the worth of the moves of their cells."""
    draw, lines = np.random.default_rng(seed), scattered(seed)
    rate = draw.uniform(-0.3, 2.0, len(lines))
    direction, gradient = draw.normal(size=len(lines)), draw.normal(size=lines.tariff.shape)
    by_cells = float((gradient * lines.pushed(direction, rate)).sum())
    assert lines.pulled(gradient, rate) @ direction == pytest.approx(by_cells, rel=BARGAIN_MAPPED)


def test_what_is_pushed_is_how_the_tariff_moves():
    """A small move in `log(1 + r)` moves the cells by their slope times the move in the rate."""
    draw, lines = np.random.default_rng(1), scattered(1)
    x, direction = draw.uniform(0.0, 0.5, len(lines)), draw.normal(size=len(lines))
    ahead, behind = (
        lines.tariff_at(lines.rates(x + sign * 1e-6 * direction)) for sign in (1.0, -1.0)
    )
    pushed = lines.pushed(direction, lines.rates(x))
    assert np.abs((ahead - behind) / 2e-6 - pushed).max() < BARGAIN_NUDGED


def test_each_cell_follows_its_line_and_no_other_cell_moves():
    lines = scattered(3)
    rate = np.linspace(0.1, 0.9, len(lines))
    tariff = lines.tariff_at(rate)
    assert (tariff.flat[lines.cell] == lines.base + lines.slope * rate[lines.master]).all()
    others = np.setdiff1d(np.arange(tariff.size), lines.cell)
    assert (tariff.flat[others] == WORLD.tariff.flat[others]).all()
    at_home = np.arange(3)
    assert (tariff[at_home, at_home] == 0.0).all()


@settings(max_examples=50)
@given(st.lists(st.floats(-0.9, 20.0), min_size=2, max_size=2).map(sorted))
def test_a_line_on_its_bound_has_the_rate_of_the_bound_to_the_last_digit(bounds):
    """A red line of 17 percent is 17 percent, not 16.999999999999996."""
    lines = all_lines(WORLD, SIDES)
    low, high = (np.full(len(lines), bound) for bound in bounds)
    lines = lines.within(low=low, high=high)
    assert (lines.rates(np.log1p(low)) == low).all()
    assert (lines.rates(np.log1p(high)) == high).all()


def test_crossed_bounds_are_refused_by_name():
    lines = all_lines(WORLD, SIDES)
    with pytest.raises(InputError, match=rf"0.3 of {ONE} on {OTHER} lies above the highest 0.1"):
        lines.within(low=np.full(len(lines), 0.3), high=np.full(len(lines), 0.1))


def test_lines_that_are_held_stay_where_they_were_put():
    """Some lines of a schedule, with the others at given rates, lay the same tariff."""
    lines = scattered(5)
    rate = np.linspace(0.05, 0.6, len(lines))
    kept = np.array([1, 2, len(lines) - 1])
    fewer = lines.only(kept, rate)
    assert np.array_equal(fewer.tariff_at(rate[kept]), lines.tariff_at(rate))
    assert fewer.line == tuple(lines.line[at] for at in kept)
    moved = rate.copy()
    moved[kept] += 0.2
    assert np.array_equal(fewer.tariff_at(moved[kept]), lines.tariff_at(moved))


def test_each_player_owns_its_lines():
    lines = all_lines(WORLD, SIDES)
    assert [lines.line[at].by for at in lines.owned(1)] == [(OTHER,)] * 4
    assert sorted([*lines.owned(0), *lines.owned(1)]) == list(range(len(lines)))


def test_a_bloc_sets_one_rate_for_all_its_members_and_none_among_them():
    lines = all_lines(WORLD, ((ONE, OTHER),))
    assert {line.to for line in lines.line} == {(THIRD,)}
    tariff = lines.tariff_at(np.array([0.3, 0.1]))
    assert (tariff[2, :2] == [[0.3, 0.1], [0.3, 0.1]]).all()
    assert np.array_equal(tariff[:2, :2], WORLD.tariff[:2, :2])


def test_a_uniform_rate_is_one_line_that_starts_at_the_mean_by_trade():
    lines = cell_lines(WORLD, ((ONE,),), uniform=True)
    spent, rate = (np.delete(array[:, 0, 0], 0) for array in (WORLD.spending, WORLD.tariff))
    assert len(lines) == 1
    assert lines.now[0] == pytest.approx((spent * rate).sum() / spent.sum(), rel=1e-9)
    tariff = lines.tariff_at(np.array([0.25]))
    assert (np.delete(tariff[:, 0, 0], 0) == 0.25).all()
    assert (tariff[:, 0, 1] == WORLD.tariff[:, 0, 1]).all(), "services stay as they are"


def test_a_mirrored_line_is_answered_point_by_point():
    """What one adds the partner adds; today's rates stay where neither moves."""
    lines = cell_lines(WORLD, ((ONE,),), mirrored=True)
    now = lines.tariff_at(lines.now)
    assert now == pytest.approx(WORLD.tariff, abs=BARGAIN_MAPPED)
    raised = lines.tariff_at(lines.now + 0.1) - WORLD.tariff
    expected = np.zeros(WORLD.tariff.shape)
    expected[1:, 0, 0] = expected[0, 1:, 0] = 0.1
    assert raised == pytest.approx(expected, abs=BARGAIN_MAPPED)


def test_only_bounds_may_differ_between_lines_that_move_alike():
    lines = all_lines(WORLD, SIDES)
    assert lines.moves_as(lines.within(high=np.full(len(lines), 0.5)))
    assert not lines.moves_as(
        lines.only(np.arange(len(lines)), lines.now + 0.1).only(
            np.arange(len(lines) - 1), lines.now
        )
    )
