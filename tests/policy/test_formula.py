"""How concessions turn one rate into another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerances import POLICY_RATES
from tradetalks.policy.formula import Change, Form, swiss

RATES = st.lists(st.floats(0, 10), min_size=1, max_size=8).map(np.array)
SHARES = st.floats(0.01, 1)


def test_the_published_swiss_example():
    """With a coefficient of 8 percent, 100 percent falls to 7.4 and 8 percent to 4."""
    np.testing.assert_allclose(
        swiss(np.array([1.0, 0.08]), 0.08), [0.08 / 1.08, 0.04], atol=POLICY_RATES
    )


@given(RATES, SHARES)
def test_the_swiss_formula_never_raises_never_passes_its_coefficient_and_keeps_order(rate, a):
    new = Change(Form.SWISS, a)(rate)
    assert np.all(new <= rate + POLICY_RATES)
    assert np.all(new <= a)
    order = np.argsort(rate, kind="stable")
    assert np.all(np.diff(new[order]) >= -POLICY_RATES)


@given(RATES, SHARES)
def test_cut_and_linear_are_the_same_share_of_every_rate(rate, share):
    np.testing.assert_array_equal(Change(Form.CUT, share)(rate), Change(Form.LINEAR, share)(rate))
    np.testing.assert_allclose(Change(Form.CUT, share)(rate), (1 - share) * rate, atol=POLICY_RATES)


@given(RATES, SHARES)
def test_a_cap_is_a_ceiling_and_moves_nothing_below_it(rate, cap):
    new = Change(Form.CAP, cap)(rate)
    assert np.all(new <= cap)
    np.testing.assert_array_equal(new[rate <= cap], rate[rate <= cap])


@given(RATES, st.floats(-10, 10))
def test_no_change_leads_below_zero(rate, points):
    assert np.all(Change(Form.ADD, points)(rate) >= 0)


@pytest.mark.parametrize("form", list(Form))
def test_every_form_has_a_sentence_with_its_number(form):
    assert "25" in Change(form, 0.25).sentence
