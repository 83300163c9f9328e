"""Where draws lie, and how well so many of them can tell."""

import numpy as np
import pytest

from tradetalks.model.interval import chance_above, interval


def test_ends_are_the_quantiles_of_the_draws_that_have_a_number():
    draws = np.random.default_rng(0).normal(size=101)
    found = interval(np.append(draws, np.nan))
    expected = np.quantile(draws, (0.05, 0.5, 0.95))
    assert (found.low, found.middle, found.high) == pytest.approx(tuple(expected))


def test_nothing_comes_of_no_draws():
    assert interval(np.full(3, np.nan)) is None
    assert chance_above(np.full(3, np.nan)) is None


def test_errors_of_quantiles_are_those_of_repeated_samples():
    """Two thousand samples of 300: the spread of their quantiles is the error that one states."""
    samples = np.random.default_rng(1).normal(size=(2000, 300))
    found = [interval(sample) for sample in samples]
    for end in ("low", "middle", "high"):
        spread = np.std([getattr(each, end) for each in found])
        told = np.mean([getattr(each, f"{end}_error") for each in found])
        assert told == pytest.approx(spread, rel=0.1)


def test_a_quantile_at_a_jump_has_the_jump_for_its_error():
    """Ten sets of thirty draws each: the end of the lowest is known to no better than the next."""
    draws = np.repeat(np.arange(20.0), 15)
    found = interval(draws)
    assert found.low_error == pytest.approx(0.5)
    assert interval(np.repeat(np.arange(5.0), 60)).low_error == 0.0


def test_a_chance_is_a_part_with_a_binomial_error():
    found = chance_above(np.array([1.0, 2.0, -1.0, np.nan, 0.0]))
    assert (found.value, found.count) == (0.5, 4)
    assert found.error == pytest.approx(0.25)
    assert chance_above(np.ones(9)).error == 0.0
