"""A deal under many draws: each as `weigh` alone, and all of them accounted for."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.tolerances import MODEL_DRAW
from tests.worlds import random_tariff, random_world
from tradetalks.errors import InputError, NoEquilibriumError
from tradetalks.model import pricing
from tradetalks.model.closure import Closure
from tradetalks.model.draws import DEFAULT_STRUCTURES, weigh_draws
from tradetalks.model.presets import preset
from tradetalks.model.profits import Profits
from tradetalks.model.sampling import covariance_draws, given_draws, published_draws
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import weigh
from tradetalks.policy.schedule import status_quo

# Economies of the rest of the world are named so that no dated measure applies to them.
WORLD = replace(random_world(7, 4, 3), economies=("USA", "E01", "E02", "E03"))
BASE = status_quo(WORLD, date(2024, 1, 1))
GOAL = replace(BASE, rate=random_tariff(WORLD, 7))
SHARE, PURGED = DEFAULT_STRUCTURES
DRAWS = covariance_draws(WORLD, 0.1 * np.eye(3), 24, seed=3)
FEW = given_draws(WORLD, DRAWS.theta[:3])
"""Elasticities that differ by a third up and down from those of the world."""

SIMPLE = Solver(most_newton_steps=0, starts=0)
"""Tries nothing hard, so that a draw without an equilibrium costs no time."""
ROUNDABOUT = preset("liberation_day_2025_roundabout", WORLD)


def same(one, other):
    """Whether two sets of headlines agree to the last digit, gaps in."""
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in one._fields
    )


def rows(headlines, at):
    return headlines._make(block[at] for block in headlines)


def under(theta):
    return replace(WORLD, elasticities={"drawn": theta}, elasticity="drawn")


@pytest.fixture(scope="module")
def both():
    return weigh_draws(WORLD, GOAL, DRAWS)


@pytest.fixture(scope="module")
def alone():
    return weigh_draws(WORLD, GOAL, DRAWS, structures=(SHARE,))


@pytest.mark.parametrize(
    "structure",
    [SHARE, PURGED, *("liberation_day_2025_roundabout", "liberation_day_2025", "ossa_2014")],
    ids=lambda each: each if isinstance(each, str) else each.imbalances.value,
)
def test_a_draw_is_the_deal_weighed_under_its_elasticities(structure):
    """Share and purged; then elastic labour, scale and margins with and without inputs; profits."""
    if isinstance(structure, str):
        structure = preset(structure, WORLD)
    found = weigh_draws(WORLD, GOAL, FEW, structures=(structure,)).headlines
    for draw, theta in enumerate(FEW.theta):
        outcome = weigh(under(theta), GOAL, structure=structure)
        for name in ("real_income_hat", "welfare_hat", "real_wage_hat", "wage_hat"):
            gap = np.abs(getattr(found, name)[draw] - getattr(outcome, name))
            assert gap.max() < MODEL_DRAW, name
        for name in ("exports_hat", "imports_hat"):
            ratio = getattr(found, name)[draw] / getattr(outcome, name)
            assert np.abs(ratio - 1).max() < MODEL_DRAW, name
        income = outcome.income_before
        worth = found.equivalent_variation[draw] - outcome.equivalent_variation
        taken = found.revenue[draw] - (outcome.revenue_after - outcome.revenue_before)
        assert max(np.abs(worth / income).max(), np.abs(taken / income).max()) < MODEL_DRAW
        made = outcome.output_before > 0
        grown = outcome.output_after[made] / outcome.output_before[made]
        assert np.abs(found.output_hat[draw][made] / grown - 1).max() < MODEL_DRAW


def test_order_batches_and_threads_move_no_digit(alone, monkeypatch):
    turned = np.random.default_rng(1).permutation(24)
    shuffled = given_draws(WORLD, DRAWS.theta[turned])
    again = weigh_draws(WORLD, GOAL, shuffled, structures=(SHARE,))
    assert same(again.headlines, rows(alone.headlines, turned))
    monkeypatch.setattr(pricing, "WORKERS", 1)
    monkeypatch.setattr(pricing, "BATCH", 7)
    anew = weigh_draws(replace(WORLD), GOAL, DRAWS, structures=(SHARE,))
    assert same(anew.headlines, alone.headlines)


def test_fewer_draws_are_the_first_ones(alone):
    for count in (1, 6):
        first = weigh_draws(
            WORLD, GOAL, given_draws(WORLD, DRAWS.theta[:count]), structures=(SHARE,)
        )
        assert same(first.headlines, rows(alone.headlines, np.arange(count)))


def test_structures_are_dealt_evenly_and_each_answers_for_itself(both, alone):
    assert np.bincount(both.structure).tolist() == [12, 12]
    shared = np.nonzero(both.structure == 0)[0]
    assert same(rows(both.headlines, shared), rows(alone.headlines, shared))
    one = weigh_draws(WORLD, GOAL, given_draws(WORLD, DRAWS.theta[:1]))
    assert (one.count, one.solved.sum()) == (1, 1)
    three = weigh_draws(
        WORLD, GOAL, FEW, structures=(SHARE, PURGED, Structure(imbalances=Closure.NOMINAL))
    )
    assert sorted(three.structure) == [0, 1, 2]


def test_the_same_seed_gives_the_same_answers_and_another_seed_others(both):
    again = covariance_draws(WORLD, 0.1 * np.eye(3), 24, seed=3)
    other = covariance_draws(WORLD, 0.1 * np.eye(3), 24, seed=4)
    assert same(weigh_draws(WORLD, GOAL, again).headlines, both.headlines)
    assert not same(weigh_draws(WORLD, GOAL, other).headlines, both.headlines)


def test_quantiles_are_in_order_and_between_the_extremes(both):
    for name in ("real_income_hat", "equivalent_variation", "revenue", "output_hat"):
        found = both.quantiles(name, (0.0, 0.05, 0.5, 0.95, 1.0))
        assert (np.diff(found, axis=0) >= 0).all()
        values = getattr(both.headlines, name)
        np.testing.assert_array_equal(found[[0, -1]], [values.min(axis=0), values.max(axis=0)])


def test_a_gain_is_a_part_of_the_draws_and_its_error_shrinks_with_their_number(both):
    chance = both.probability_of_gain
    gains = (both.headlines.equivalent_variation > 0).mean(axis=0)
    np.testing.assert_array_equal(chance, gains)
    np.testing.assert_allclose(both.sampling_error, np.sqrt(chance * (1 - chance) / 24))


def test_who_is_let_in_for_nothing_by_all_others_gains_for_sure():
    """All others end their tariffs on one economy, which keeps its own."""
    free = BASE.rate.copy()
    free[1] = 0.0
    found = weigh_draws(WORLD, replace(BASE, rate=free), DRAWS)
    assert BASE.rate[1].max() > 0.1
    assert found.probability_of_gain[1] == 1.0
    assert found.sampling_error[1] == 0.0
    assert ((found.probability_of_gain >= 0) & (found.probability_of_gain <= 1)).all()


def test_a_deal_that_changes_nothing_is_nobodys_gain():
    """What solving leaves over is not a gain."""
    found = weigh_draws(WORLD, BASE, DRAWS)
    assert np.abs(found.headlines.welfare_hat - 1).max() < MODEL_DRAW
    assert (found.probability_of_gain == 0).all()


def counted(found, lost):
    """Assert that the draws without an equilibrium have no numbers and are in no quantile."""
    assert [failure.draw for failure in found.failures] == lost
    assert sum(map(len, found.lost.values())) == len(lost)
    assert np.nonzero(~found.solved)[0].tolist() == lost
    for name in ("real_income_hat", "equivalent_variation", "output_hat", "residual"):
        values = getattr(found.headlines, name)
        assert np.isnan(values[lost]).all()
        assert np.isfinite(values[found.solved]).all()
        expected = np.quantile(values[found.solved], [0.5], axis=0)
        np.testing.assert_array_equal(found.quantiles(name, (0.5,)), expected)
    gains = found.headlines.equivalent_variation[found.solved] > 0
    np.testing.assert_array_equal(found.probability_of_gain, gains.mean(axis=0))


def test_a_draw_that_the_model_contradicts_is_counted_with_its_reason():
    """With profits of 1/(1+θ) of revenue, a low elasticity leaves less than nothing for labour."""
    theta = np.tile([20.0, 25.0, 30.0], (4, 1))
    theta[2] = 0.05
    world = replace(WORLD, elasticities={"high": theta[0]}, elasticity="high")
    found = weigh_draws(
        world, GOAL, given_draws(world, theta), structures=(Structure(profits=Profits()),)
    )
    counted(found, [2])
    assert list(found.lost) == ["refused"]
    assert "profits alone would take 95.2%" in found.failures[0].reason


def test_a_draw_without_an_equilibrium_is_counted_with_its_reason():
    """Subsidies that an economy can pay while trade answers little cost it all it earns later."""
    rate = BASE.rate.copy()
    rate[:, 1], rate[1, 1] = -0.8, 0.0
    theta = WORLD.theta * np.array([[0.2], [1.0], [0.3], [2.0]])
    world = replace(WORLD, elasticities={"low": theta[0]}, elasticity="low")
    draws = given_draws(world, theta)
    found = weigh_draws(world, replace(BASE, rate=rate), draws, structures=(SHARE,), solver=SIMPLE)
    counted(found, [1, 3])
    assert list(found.lost) == ["no income"]
    assert "E01 would pay more in subsidies on trade" in found.failures[0].reason


def test_a_draw_that_the_solver_cannot_solve_is_counted_with_its_reason():
    theta = WORLD.theta * np.array([[1.0], [1000.0], [1.1]])
    found = weigh_draws(
        WORLD, GOAL, given_draws(WORLD, theta), structures=(ROUNDABOUT,), solver=SIMPLE
    )
    counted(found, [1])
    assert list(found.lost) == ["stopped"]
    assert "stopped after" in found.failures[0].reason


def test_where_no_draw_is_solved_there_is_no_quantile():
    draws = given_draws(WORLD, 1000 * WORLD.theta[None])
    found = weigh_draws(WORLD, GOAL, draws, structures=(ROUNDABOUT,), solver=SIMPLE)
    assert (found.count, found.solved.sum()) == (1, 0)
    for ask in (lambda: found.quantiles("revenue"), lambda: found.probability_of_gain):
        with pytest.raises(NoEquilibriumError, match="no draw has an equilibrium"):
            ask()


def test_what_the_batch_leaves_is_solved_by_all_means():
    """Eight steps are too few for the batch; Newton's method then gives what `weigh` gives."""
    found = weigh_draws(WORLD, GOAL, FEW, structures=(SHARE,), solver=Solver(most_steps=8))
    assert found.solved.all()
    assert (found.headlines.steps > 2 * 8).all()
    for draw, theta in enumerate(FEW.theta):
        expected = weigh(under(theta), GOAL).real_income_hat
        assert np.abs(found.headlines.real_income_hat[draw] - expected).max() < MODEL_DRAW


def test_what_was_drawn_is_said_and_every_draw_says_where_it_is_from():
    draws = published_draws(WORLD, 4)
    found = weigh_draws(WORLD, GOAL, draws, structures=(SHARE,))
    assert found.assumptions[0] == draws.sentence
    assert sorted(found.source) == ["drawn", "drawn", "uniform_4", "uniform_4"]


def test_progress_ends_at_all_draws():
    told = []
    weigh_draws(WORLD, GOAL, DRAWS, progress=lambda done, whole: told.append((done, whole)))
    assert max(told) == (24, 24)


def test_what_cannot_be_asked_is_refused(both):
    with pytest.raises(InputError, match="Give one or more"):
        weigh_draws(WORLD, GOAL, FEW, structures=())
    with pytest.raises(InputError, match="equivalent_variation"):
        both.quantiles("gain")
    with pytest.raises(InputError, match="fractions"):
        both.quantiles("revenue", (5, 95))
