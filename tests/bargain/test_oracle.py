"""The oracle: its scores are those of the engine, its derivatives those of differences."""

import numpy as np
import pytest

from tests.bargain.tables import ONE, OTHER, THIRD, all_lines, talks_world
from tests.model.structures import preset_anywhere
from tests.tolerances import MODEL_ADDS_UP, MODEL_DERIVATIVE, MODEL_NOTHING
from tradetalks.bargain.oracle import KEPT, PRECISE, Oracle
from tradetalks.bargain.scores import Scores, employment, gains, revenues
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.accounts import accounts_of
from tradetalks.model.equilibrium import purge, solve
from tradetalks.model.government import government_welfare_hat
from tradetalks.model.stages import Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE

WORLD = talks_world()
SIDES = ((ONE,), (OTHER, THIRD))
LINES = all_lines(WORLD, ((ONE,), (OTHER,)))
CELL = ((OTHER, THIRD), "S00")
WEIGHTS = np.array([[1.5, 0.7], [1.0, 1.0], [0.4, 1.2]])
"""The second government gives every sector the same: it maximises welfare."""
HALF = 3e-5
"""Half the distance of a difference."""


def structure_named(name):
    return DEFAULT_STRUCTURE if name == "default" else preset_anywhere(name)


def oracle_under(name, *, weights=None):
    structure = structure_named(name)
    world = purge(WORLD, structure) if structure.imbalances.without_imbalances else WORLD
    scores = gains(world, SIDES, structure)
    if weights is None:
        scores = scores.beside(revenues(world, SIDES, structure))
        scores = scores.beside(employment(world, [CELL], structure))
    return Oracle(WORLD, LINES, scores, structure=structure, weights=weights)


def somewhere(oracle, seed=1):
    draw = np.random.default_rng(seed)
    return np.log1p(oracle.lines.now + draw.uniform(0.02, 0.3, len(oracle.lines)))


@pytest.fixture(scope="module")
def oracle():
    return oracle_under("default")


def weights_on(oracle, seed=2):
    """What each score counts; rows are of like size, so none hides behind another."""
    view = oracle.at(somewhere(oracle))
    size = np.abs(oracle.jacobian(view)).max(axis=1)
    return np.random.default_rng(seed).uniform(0.5, 1.0, len(size)) / size


def slopes_by_difference(oracle, x, direction, take):
    ahead, behind = (take(x + sign * HALF * direction) for sign in (1.0, -1.0))
    return (ahead - behind) / (2.0 * HALF)


def expected_values(oracle, tariff, weights):
    found = solve(oracle.world, tariff, structure=oracle.structure, solver=Solver(tolerance=1e-13))
    welfare = found.welfare_hat if weights is None else government_welfare_hat(found, weights)
    if weights is not None:
        welfare = np.where(np.ptp(weights, axis=1) > 0, welfare, found.welfare_hat)
    before = found.before
    income = before.income
    both = (income[1:] * welfare[1:]).sum() / income[1:].sum()
    values = [welfare[0] - 1.0, both - 1.0]
    if weights is not None:
        return np.array(values)
    values += [
        found.revenue[0] / before.revenue[0] - 1.0,
        found.revenue[1:].sum() / before.revenue[1:].sum() - 1.0,
    ]
    paid = (before.value_added_share - before.profit_share)[:, 0]
    after = paid * found.output[:, 0] / found.wage_hat
    workers = paid * before.output[:, 0]
    return np.array([*values, after[1:].sum() / workers[1:].sum() - 1.0])


@pytest.mark.parametrize("name", ["default", "ossa_2014", "liberation_day_2025"])
def test_scores_and_slopes_are_those_of_the_engine(name):
    """A bloc's gain, its revenue, its jobs; with profits, purged deficits, labour that answers."""
    oracle = oracle_under(name)
    x = somewhere(oracle)
    view = oracle.at(x)
    expected = expected_values(oracle, view_tariff(oracle, x), None)
    assert np.abs(view.values - expected).max() < MODEL_NOTHING * np.abs(expected).max()
    direction = np.random.default_rng(3).normal(size=len(x))
    parts = oracle.jacobian(view) * direction
    by_difference = slopes_by_difference(oracle, x, direction, oracle.value)
    off = np.abs(parts.sum(axis=1) - by_difference) / np.abs(parts).sum(axis=1)
    assert off.max() < MODEL_DERIVATIVE


def view_tariff(oracle, x):
    return oracle.lines.tariff_at(oracle.lines.rates(x))


def test_a_government_with_weights_is_scored_by_them_and_the_even_handed_one_by_welfare():
    oracle = oracle_under("ossa_2014", weights=WEIGHTS)
    x = somewhere(oracle)
    view = oracle.at(x)
    expected = expected_values(oracle, view_tariff(oracle, x), WEIGHTS)
    assert np.abs(view.values - expected).max() < MODEL_NOTHING
    the_same = bend_and_difference(oracle, x, np.array([1.0, -0.6]))
    assert the_same < MODEL_DERIVATIVE


def test_second_derivatives_are_differences_of_slopes(oracle):
    """Along every line, services and rates far above today's too."""
    assert bend_and_difference(oracle, somewhere(oracle), weights_on(oracle)) < MODEL_DERIVATIVE


def bend_and_difference(oracle, x, weights):
    """The largest distance of second derivatives from differences, over the largest of them."""
    bend = oracle.curvature(oracle.at(x), weights, np.arange(len(x)))
    rows = np.array(
        [
            slopes_by_difference(oracle, x, unit, lambda at: oracle.slope(at, weights))
            for unit in np.eye(len(x))
        ]
    )
    assert np.abs(bend - bend.T).max() < MODEL_DERIVATIVE * np.abs(bend).max()
    return float(np.abs(bend - rows).max() / np.abs(bend).max())


def test_second_derivatives_along_some_lines_are_those_rows(oracle):
    x, weights = somewhere(oracle), weights_on(oracle)
    every = oracle.curvature(oracle.at(x), weights, np.arange(len(x)))
    some = oracle.curvature(oracle.at(x), weights, np.array([6, 1]))
    assert np.abs(some - every[[6, 1]]).max() < MODEL_ADDS_UP * np.abs(every).max()


def test_nothing_is_gained_in_the_status_quo():
    """Every score is zero where every rate stands."""
    for name in ("default", "ossa_2014"):
        oracle = oracle_under(name)
        at_rest = oracle.under(oracle.world.tariff)
        assert np.abs(at_rest).max() < MODEL_NOTHING


def test_an_oracle_holding_lines_is_the_same_world(oracle):
    """Rates held and rates moved give the same scores and the same slopes of what still moves."""
    x, kept = somewhere(oracle), np.array([0, 3, 5])
    fewer = oracle.holding(x, kept)
    assert np.abs(fewer.value(x[kept]) - oracle.value(x)).max() < MODEL_NOTHING
    weights = weights_on(oracle)
    slopes = oracle.slope(x, weights)[kept]
    assert fewer.slope(x[kept], weights) == pytest.approx(slopes, rel=MODEL_NOTHING)


def test_other_scores_of_a_world_are_looked_at_from_the_same_world(oracle):
    other = oracle.with_scores(gains(WORLD, [(THIRD,)], DEFAULT_STRUCTURE))
    x = somewhere(oracle)
    third = solve(WORLD, view_tariff(oracle, x), solver=PRECISE).welfare_hat[2] - 1.0
    assert other.value(x)[0] == pytest.approx(third, abs=MODEL_NOTHING)


def test_answers_do_not_depend_on_what_was_asked_before(oracle):
    """The solver starts where it last was; that moves no answer."""
    x = somewhere(oracle)
    first = oracle.value(x).copy()
    for step in range(KEPT + 1):
        oracle.value(x + 0.05 * (step + 1))
    assert np.abs(oracle.value(x) - first).max() < MODEL_NOTHING
    assert np.abs(oracle_under("default").value(x) - first).max() < MODEL_NOTHING


def test_second_derivatives_nearby_are_found_again_while_only_bounds_move(oracle):
    """A red line that moves asks for no new ones; other lines or scores do."""
    x, both = somewhere(oracle), np.array([0, 1])
    bend = oracle.bend_at(x, both)
    tighter = oracle.with_lines(LINES.within(high=np.full(len(LINES), 0.1)))
    assert tighter.bends_known(np.array([1.0, 1.0, 0.0, 0.0, 0.0]))
    assert tighter.bend_near(x + 0.01, both) is bend
    assert not oracle.holding(x, np.array([0])).bends_known(np.eye(5)[0])
    assert not oracle.with_scores(gains(WORLD, SIDES, DEFAULT_STRUCTURE)).bends_known(np.ones(2))


def test_a_weighted_sum_of_rows_is_the_sum_of_their_weights(oracle):
    """Combining first and asking once is asking for each and adding up."""
    x, weights = somewhere(oracle), weights_on(oracle)
    by_row = weights @ oracle.jacobian(oracle.at(x))
    assert oracle.slope(x, weights) == pytest.approx(by_row, rel=MODEL_NOTHING)
    scores = oracle.scores
    assert isinstance(scores, Scores)
    assert scores.name[:2] == (ONE, f"{OTHER}+{THIRD}")


def test_steepness_and_size_are_in_billions(oracle):
    """Twice the money, twice as steep and half as much for each billion."""
    income = accounts_of(WORLD, DEFAULT_STRUCTURE).income
    assert oracle.per_billion[0] == pytest.approx(1.0 / income[0], rel=1e-6)
    assert (oracle.steepness > 0).all()


def test_rates_without_an_equilibrium_are_refused_with_a_remedy():
    oracle = Oracle(
        WORLD,
        LINES,
        gains(WORLD, SIDES, DEFAULT_STRUCTURE),
        solver=Solver(most_steps=1, most_newton_steps=0, starts=0),
    )
    with pytest.raises(NoEquilibriumError, match="raise the floors or lower the ceilings"):
        oracle.value(np.full(len(LINES), 1.0))
