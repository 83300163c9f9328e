"""Balancing meets every total, moves as little as it can, and says when it cannot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerances import ATLAS_BALANCE
from tradetalks.atlas.balance import FREE, balance
from tradetalks.errors import SourceError


def _case(seed: int, *, negatives: bool = False):
    """A random prior, and totals that another table of the same signs has."""
    draw = np.random.default_rng(seed)
    shape = (int(draw.integers(2, 7)), int(draw.integers(2, 7)))
    sign = np.where(draw.random(shape) < 0.15, -1.0, 1.0) if negatives else np.ones(shape)
    present = draw.random(shape) > 0.2
    present[:, 0] = present[0] = True
    sign[:, 0] = sign[0] = 1.0
    prior = sign * present * draw.gamma(1.0, 10.0, shape)
    target = prior * np.exp(draw.normal(0, 0.5, shape))
    return prior, target.sum(axis=1), target.sum(axis=0)


@given(st.integers(0, 2**31))
def test_both_totals_are_met_zeros_stay_zero_and_signs_stay(seed):
    prior, rows, columns = _case(seed)
    table = balance(prior, row_total=rows, column_total=columns).table
    np.testing.assert_allclose(table.sum(axis=1), rows, rtol=ATLAS_BALANCE)
    np.testing.assert_allclose(table.sum(axis=0), columns, rtol=ATLAS_BALANCE)
    assert (np.sign(table) == np.sign(prior)).all()


@given(st.integers(0, 2**31))
def test_negative_cells_are_divided_where_positive_ones_are_multiplied(seed):
    prior, rows, columns = _case(seed, negatives=True)
    table = balance(prior, row_total=rows, column_total=columns, tolerance=1e-11).table
    np.testing.assert_allclose(table.sum(axis=1), rows, atol=ATLAS_BALANCE * rows.max())
    np.testing.assert_allclose(table.sum(axis=0), columns, atol=ATLAS_BALANCE * rows.max())
    assert (np.sign(table) == np.sign(prior)).all()


@given(st.integers(0, 2**31))
def test_odds_between_cells_are_those_of_the_prior(seed):
    """The biproportional fit keeps cross ratios: the mark of the least informative change."""
    prior, rows, columns = _case(seed)
    table = balance(prior, row_total=rows, column_total=columns).table
    full = (prior > 0).all(axis=1)
    log = np.log(table[full] / prior[full])
    additive = log - log.mean(axis=0) - log.mean(axis=1, keepdims=True) + log.mean()
    np.testing.assert_allclose(additive, 0.0, atol=1e3 * ATLAS_BALANCE)


def test_a_table_that_meets_its_totals_is_left_alone():
    prior = np.array([[1.0, 2.0], [3.0, 5.0]])
    fitted = balance(prior, row_total=prior.sum(axis=1), column_total=prior.sum(axis=0))
    np.testing.assert_array_equal(fitted.table, prior)
    assert fitted.steps == 1


def test_a_free_line_is_not_scaled_and_its_total_follows_from_the_others():
    prior = np.array([[4.0, 2.0, 3.0], [1.0, 5.0, 2.0], [6.0, 1.0, 0.0]])
    rows, columns = np.array([10.0, 9.0, FREE]), np.array([12.0, 7.0, FREE])
    table = balance(prior, row_total=rows, column_total=columns).table
    column_factor = table[2, :2] / prior[2, :2]
    np.testing.assert_allclose(
        table[:2, 2] / prior[:2, 2],
        table[:2, 0] / prior[:2, 0] / column_factor[0],
        rtol=ATLAS_BALANCE,
    )
    np.testing.assert_allclose(table[:2].sum(axis=1), rows[:2], rtol=ATLAS_BALANCE)
    np.testing.assert_allclose(table[:, :2].sum(axis=0), columns[:2], rtol=ATLAS_BALANCE)


def test_row_scaling_alone_would_miss_the_columns():
    prior, rows, columns = _case(11)
    scaled = prior * (rows / prior.sum(axis=1))[:, None]
    assert np.abs(scaled.sum(axis=0) / columns - 1).max() > 0.01


def test_totals_that_no_table_can_meet_are_refused_with_the_line():
    prior = np.array([[1.0, 0.0], [0.0, 1.0]])
    with pytest.raises(SourceError, match="row 0, which should sum to 3"):
        balance(
            prior, row_total=np.array([3.0, 1.0]), column_total=np.array([1.0, 3.0]), most_steps=50
        )
