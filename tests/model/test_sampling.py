"""Draws of elasticities have the moments that were asked for, and nothing impossible."""

from collections import Counter
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tolerances import SAMPLING_EXACT, SAMPLING_MOMENT
from tests.worlds import random_world
from tradetalks.atlas.elasticity_errors import elasticity_errors
from tradetalks.atlas.load import load_world
from tradetalks.errors import InputError, UnknownCodeError
from tradetalks.model import sampling
from tradetalks.model.chance import stream, truncated, uniform
from tradetalks.model.sampling import (
    LEAST_THETA,
    covariance_draws,
    given_draws,
    published_draws,
)

WORLD = load_world()
SMALL = random_world(3, n=3, s=4)
MANY = 20_000
FIRST_THREE = [0.8897387912781344, 0.5571380502062263, 0.8009080868919721]


def _near(found, wanted, error):
    assert abs(found - wanted) < SAMPLING_MOMENT * error, (found, wanted, error)


def _normal_above(mean, spread, least):
    """Return mean and standard deviation of a normal cut from below, by the textbook's formula."""
    normal = NormalDist()
    at = (least - mean) / spread
    ratio = normal.pdf(at) / (1 - normal.cdf(at))
    return mean + spread * ratio, spread * np.sqrt(1 + at * ratio - ratio**2)


@given(st.integers(1, 60), st.integers(0, 2**64))
@settings(max_examples=30)
def test_no_set_is_drawn_more_than_once_more_often_than_another(count, seed):
    drawn = Counter(published_draws(WORLD, count, seed=seed).source)
    times = [drawn[name] for name in WORLD.elasticities]
    assert sum(times) == count
    assert max(times) - min(times) <= 1


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 1000))
@settings(max_examples=30)
def test_fewer_draws_are_the_first_ones_of_more(few, more, seed):
    few, more = sorted((few, more))
    short, long = (published_draws(WORLD, count, seed=seed) for count in (few, more))
    assert short.source == long.source[:few]
    np.testing.assert_array_equal(short.theta, long.theta[:few])
    cov = 0.1 * np.eye(4)
    for logs in (True, False):
        own = [covariance_draws(SMALL, cov, count, seed=seed, logs=logs) for count in (few, more)]
        np.testing.assert_allclose(own[0].theta, own[1].theta[:few], rtol=SAMPLING_EXACT)


def test_another_seed_gives_another_order_and_other_numbers():
    one, other = published_draws(WORLD, 20, seed=1), published_draws(WORLD, 20, seed=2)
    assert one.source != other.source
    assert not np.array_equal(np.sort(one.theta[:, 0]), np.sort(other.theta[:, 0]))


def test_the_numbers_are_those_of_every_other_machine():
    """Bits of PCG64 for the seed (0, 1), whatever numpy makes of distributions."""
    found = uniform(stream(0, 1), 1, 3)[0]
    np.testing.assert_allclose(found, FIRST_THREE, rtol=SAMPLING_EXACT)


def test_sets_without_errors_are_taken_to_the_digit():
    draws = published_draws(WORLD, 50, seed=4)
    errors = elasticity_errors(WORLD)
    for theta, name in zip(draws.theta, draws.source, strict=True):
        unknown = np.isnan(errors[name])
        np.testing.assert_array_equal(theta[unknown], WORLD.elasticities[name][unknown])


def test_without_errors_every_draw_is_a_published_set():
    draws = published_draws(WORLD, 23, errors=False)
    for theta, name in zip(draws.theta, draws.source, strict=True):
        np.testing.assert_array_equal(theta, WORLD.elasticities[name])


@pytest.mark.parametrize("name", ["caliendo_parro_2015", "lashkaripour_lugovskyy_2023", "protee"])
def test_a_set_is_drawn_from_the_normal_of_its_estimate_given_that_it_is_positive(name):
    theta = published_draws(WORLD, MANY, sets=[name]).theta
    assert theta.min() >= LEAST_THETA
    errors = elasticity_errors(WORLD)[name]
    for k in np.flatnonzero(np.isfinite(errors)):
        mean, spread = _normal_above(WORLD.elasticities[name][k], errors[k], LEAST_THETA)
        _near(theta[:, k].mean(), mean, spread / np.sqrt(MANY))
        # The error of a standard deviation is at most this for a normal, cut or not.
        _near(theta[:, k].std(), spread, spread / np.sqrt(2 * MANY))


def test_a_precise_estimate_keeps_the_printed_mean_and_error():
    """Agriculture, 9.11 with an error of 2.01."""
    theta = published_draws(WORLD, MANY, sets=["caliendo_parro_2015"]).theta[:, 0]
    _near(theta.mean(), 9.11, 2.01 / np.sqrt(MANY))
    _near(theta.std(), 2.01, 2.01 / np.sqrt(2 * MANY))


def test_an_error_as_large_as_the_estimate_does_not_crowd_the_draws_at_zero():
    """Other transport equipment, 0.39 with an error of 1.08: the page states these figures."""
    transport = WORLD.sector_index("OTR")
    theta = published_draws(WORLD, MANY, sets=["caliendo_parro_2015"]).theta[:, transport]
    assert [round(x, 1) for x in (theta.mean(), np.median(theta), theta.std())] == [1.0, 0.9, 0.7]
    assert 0.04 < (theta < 0.1).mean() < 0.06


def test_sectors_of_one_industry_move_together_and_others_do_not():
    draws = published_draws(WORLD, MANY, sets=["caliendo_parro_2015"]).theta
    at = WORLD.sector_index
    np.testing.assert_array_equal(draws[:, at("ENE")], draws[:, at("MIN")])
    np.testing.assert_array_equal(draws[:, at("CHM")], draws[:, at("PHA")])
    apart = np.corrcoef(draws[:, at("AGR")], draws[:, at("TEX")])[0, 1]
    _near(apart, 0.0, 1 / np.sqrt(MANY))


def test_what_was_drawn_is_said_with_what_is_not_known():
    said = published_draws(WORLD, 1000).sentence
    for words in ("1,000", "10 published sets", "each 100 times", "caliendo_parro_2015"):
        assert words in said
    assert "protee moved by the spread between products" in said
    assert "the other 7 as published, their errors not known here" in said
    assert "left out" in published_draws(WORLD, 15, errors=False).sentence
    assert "each 1 or 2 times" in published_draws(WORLD, 15, errors=False).sentence
    assert "no standard errors are known" in published_draws(SMALL, 5).sentence


def test_a_world_of_other_sectors_draws_its_sets_as_they_are():
    draws = published_draws(SMALL, 5)
    asked = [SMALL.elasticities[name] for name in draws.source]
    np.testing.assert_array_equal(draws.theta, asked)


def test_sets_are_chosen_by_name():
    draws = published_draws(WORLD, 4, sets=["uniform_4", "fontagne_2022"])
    assert sorted(draws.source) == ["fontagne_2022"] * 2 + ["uniform_4"] * 2
    with pytest.raises(UnknownCodeError, match="fontagne_2022"):
        published_draws(WORLD, 4, sets=["fontagne_2023"])
    for wrong in ([], ["protee", "protee"]):
        with pytest.raises(InputError, match="elasticity set"):
            published_draws(WORLD, 4, sets=wrong)


@pytest.mark.parametrize(("count", "seed"), [(0, 0), (-1, 0), (1, -1)])
def test_no_draws_and_negative_seeds_are_refused(count, seed):
    for draw in (
        lambda: published_draws(SMALL, count, seed=seed),
        lambda: covariance_draws(SMALL, np.eye(4), count, seed=seed),
    ):
        with pytest.raises(InputError, match=r"Ask for|zero or more"):
            draw()


@given(st.floats(0.02, 80.0), st.floats(1e-6, 200.0), st.integers(0, 10_000))
def test_no_estimate_and_no_error_gives_an_elasticity_that_cannot_be(mean, spread, seed):
    theta = truncated(uniform(stream(seed, 0), 50, 1).ravel(), mean, spread, least=LEAST_THETA)
    assert np.isfinite(theta).all()
    assert (theta >= LEAST_THETA).all()


def test_the_ends_of_chance_give_numbers_too():
    """Uniform numbers are strictly inside 0 and 1; the nearest to either end are no infinity."""
    ends = np.array([2.0**-53, 1 - 2.0**-53])
    for mean, spread in ((0.39, 1.08), (64.85, 15.61), (9.0, 1e-3)):
        theta = truncated(ends, mean, spread, least=LEAST_THETA)
        assert np.isfinite(theta).all()
        assert theta[0] > theta[1] >= LEAST_THETA


@pytest.mark.parametrize("logs", [True, False])
def test_a_zero_covariance_gives_the_centre(logs):
    draws = covariance_draws(WORLD, np.zeros((22, 22)), 3, logs=logs)
    np.testing.assert_allclose(draws.theta, np.tile(WORLD.theta, (3, 1)), rtol=SAMPLING_EXACT)
    assert draws.source == ("covariance",) * 3
    own = np.arange(1.0, 23.0)
    draws = covariance_draws(WORLD, np.zeros((22, 22)), 2, mean=own, logs=logs)
    np.testing.assert_allclose(draws.theta, np.tile(own, (2, 1)), rtol=SAMPLING_EXACT)
    assert "means given" in draws.sentence


def _covariance(scale):
    root = np.random.default_rng(5).normal(size=(4, 4))
    return scale * root @ root.T


@pytest.mark.parametrize(("logs", "scale"), [(True, 0.05), (False, 0.01)])
def test_draws_have_the_mean_and_the_covariance_asked_for(logs, scale):
    asked = _covariance(scale)
    centre = np.array([5.0, 6.0, 7.0, 8.0])
    theta = covariance_draws(SMALL, asked, MANY, mean=centre, logs=logs).theta
    drawn, middle = (np.log(theta), np.log(centre)) if logs else (theta, centre)
    found = np.cov(drawn.T)
    for i in range(4):
        _near(drawn[:, i].mean(), middle[i], np.sqrt(asked[i, i] / MANY))
        for j in range(4):
            spread = np.sqrt((asked[i, i] * asked[j, j] + asked[i, j] ** 2) / MANY)
            _near(found[i, j], asked[i, j], spread)


@given(st.integers(0, 10_000), st.floats(0.0, 4.0))
@settings(max_examples=30)
def test_levels_are_positive_however_uncertain(seed, scale):
    draws = covariance_draws(
        SMALL, scale * np.eye(4), 30, mean=np.full(4, 2.0), seed=seed, logs=False
    )
    assert draws.theta.shape == (30, 4)
    assert (draws.theta > LEAST_THETA).all()


def test_a_covariance_of_less_than_full_rank_is_one():
    """Two sectors that always move together, and two that never move."""
    shared = np.zeros((4, 4))
    shared[:2, :2] = 0.2
    theta = covariance_draws(SMALL, shared, 100).theta / SMALL.theta
    np.testing.assert_allclose(theta[:, 0], theta[:, 1], rtol=SAMPLING_EXACT)
    np.testing.assert_allclose(theta[:, 2:], 1.0, rtol=SAMPLING_EXACT)


def _with(row, column, value):
    matrix = 0.1 * np.eye(4)
    matrix[row, column] = value
    return matrix


@pytest.mark.parametrize(
    ("matrix", "why"),
    [
        (np.eye(3), "shape"),
        (np.ones(4), "shape"),
        (_with(0, 1, 0.05), "not symmetric: S0"),
        (_with(2, 2, np.nan), "S02 with S02 is not a number"),
        (_with(1, 2, np.inf), "not a number"),
        (_with(3, 3, -0.1), "least eigenvalue is -0.1"),
        (-np.eye(4), "positive semidefinite"),
        (np.ones((4, 4)) - 2 * np.eye(4), "positive semidefinite"),
    ],
)
def test_what_is_no_covariance_is_refused_with_the_reason(matrix, why):
    with pytest.raises(InputError, match=why):
        covariance_draws(SMALL, matrix, 5)


def test_a_covariance_printed_with_six_digits_is_accepted():
    shared = np.full((4, 4), 0.123456)
    shared[0, 1] += 1e-7
    assert covariance_draws(SMALL, shared, 5).theta.shape == (5, 4)


@pytest.mark.parametrize("mean", [[1, 2, 3], [1, 2, 3, 0.0], [1, 2, 3, np.nan], [1, 2, 3, -4]])
def test_a_centre_that_cannot_be_is_refused(mean):
    with pytest.raises(InputError):
        covariance_draws(SMALL, np.eye(4), 5, mean=np.array(mean, dtype=float))


def test_levels_that_are_hardly_ever_positive_are_refused():
    wide = 1e6 * np.eye(22)
    with pytest.raises(InputError, match="positive in every sector"):
        covariance_draws(WORLD, wide, 5, logs=False)


def test_logs_so_wide_that_elasticities_overflow_are_refused():
    with pytest.raises(InputError, match="elasticity of"):
        covariance_draws(SMALL, 1e7 * np.eye(4), 50)


def test_a_matrix_of_ones_own_is_taken_as_it_is():
    own = np.random.default_rng(1).uniform(1, 9, (7, 4))
    draws = given_draws(SMALL, own)
    np.testing.assert_array_equal(draws.theta, own)
    assert draws.source == ("given",) * 7
    assert draws.theta is not own
    assert "7 draws" in draws.sentence


@pytest.mark.parametrize(
    "own", [np.ones((2, 3)), np.ones(4), np.ones((0, 4)), _with(1, 1, -2.0), _with(0, 0, np.nan)]
)
def test_a_matrix_that_cannot_be_is_refused(own):
    with pytest.raises(InputError, match="elasticit"):
        given_draws(SMALL, own)


def test_a_changed_set_has_no_published_errors():
    changed = dict(WORLD.elasticities) | {"protee": 2 * WORLD.elasticities["protee"]}
    draws = published_draws(replace(WORLD, elasticities=changed), 3, sets=["protee"])
    np.testing.assert_array_equal(draws.theta, np.tile(changed["protee"], (3, 1)))


def test_sampling_needs_no_jax():
    assert "jax" not in vars(sampling)
