"""How headlines answer to trade elasticities, against differences of whole weighings."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.tolerances import MODEL_ADDS_UP, MODEL_DERIVATIVE, MODEL_NOTHING
from tests.worlds import random_tariff, random_world, world_from_flows
from tradetalks.atlas.load import load_world
from tradetalks.errors import UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.sensitivity import HEADLINES, sensitivity
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import weigh
from tradetalks.policy.schedule import status_quo

WORLD = random_world(7, 4, 3)
CODES = WORLD.economies
SHARP = Solver(tolerance=1e-13)
HALF = 1e-4
"""Half the distance between the two weighings of a difference, in logs of an elasticity."""
CLOSURES = (Closure.SHARE, Closure.PURGED)


def terms(world, tariff):
    return replace(status_quo(world, date(2025, 1, 1)), rate=tariff)


GOAL = terms(WORLD, random_tariff(WORLD, 7))
FOUND = {
    closure: sensitivity(WORLD, GOAL, CODES, structure=Structure(imbalances=closure), solver=SHARP)
    for closure in CLOSURES
}


def headlines(outcome):
    """The same numbers by the other route [headline, economy]."""
    return np.stack(
        [
            outcome.equivalent_variation,
            np.log(outcome.real_wage_hat),
            outcome.exports_after - outcome.exports_before,
            outcome.imports_after - outcome.imports_before,
            outcome.revenue_after - outcome.revenue_before,
        ]
    )


def weighed(closure, direction, length):
    """The deal under elasticities a little along a direction in their logs, weighed anew."""
    theta = WORLD.theta * np.exp(length * direction)
    world = replace(WORLD, elasticities={"moved": theta}, elasticity="moved")
    structure = Structure(imbalances=closure)
    return headlines(weigh(world, GOAL, structure=structure, solver=SHARP))


def by_difference(closure, direction):
    ahead, behind = (weighed(closure, direction, sign * HALF) for sign in (1, -1))
    return (ahead - behind) / (2 * HALF)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("sector", range(3))
def test_each_elasticity_moves_every_headline_as_two_weighings_differ(sector, closure):
    expected = by_difference(closure, np.eye(3)[sector])
    scale = np.abs(expected).max(axis=1, keepdims=True)
    gap = np.abs(FOUND[closure].slope[:, :, sector] - expected)
    assert (gap < MODEL_DERIVATIVE * scale).all()


@pytest.mark.parametrize("closure", CLOSURES)
def test_all_elasticities_together_move_a_headline_by_the_sum(closure):
    expected = by_difference(closure, np.ones(3))
    scale = np.abs(expected).max(axis=1, keepdims=True)
    assert (np.abs(FOUND[closure].slope.sum(axis=2) - expected) < MODEL_DERIVATIVE * scale).all()


@pytest.mark.parametrize("closure", CLOSURES)
def test_the_headlines_are_those_of_the_weighing_and_elasticities_are_relative_to_them(closure):
    found = FOUND[closure]
    expected = weighed(closure, np.zeros(3), 0.0)
    assert np.abs(found.value - expected).max() < MODEL_NOTHING * WORLD.income.max()
    np.testing.assert_allclose(found.elasticity * found.value[:, :, None], found.slope)


@pytest.mark.parametrize("closure", CLOSURES)
def test_what_one_elasticity_adds_to_exports_of_the_world_it_adds_to_imports(closure):
    slope = FOUND[closure].slope
    exports, imports = (slope[HEADLINES.index(name)].sum(axis=0) for name in ("exports", "imports"))
    assert np.abs(exports - imports).max() < MODEL_NOTHING * np.abs(exports).max()


def test_economies_are_told_in_the_order_they_are_asked_for():
    turned = sensitivity(WORLD, GOAL, CODES[:0:-1], solver=SHARP)
    shared = FOUND[Closure.SHARE]
    assert turned.economies == CODES[:0:-1]
    np.testing.assert_array_equal(turned.slope, shared.slope[:, :0:-1])
    assert (turned.on, turned.structure) == (date(2025, 1, 1), Structure())


def untraded_in_one_sector():
    """A world in which the second good stays at home, and the last economy taxes nothing."""
    draw = np.random.default_rng(5)
    flow = draw.uniform(1.0, 3.0, (4, 4, 3)) + 10.0 * np.eye(4)[:, :, None]
    flow[:, :, 1] *= np.eye(4)
    tariff = 0.1 * (1 - np.eye(4))[:, :, None] * np.array([1.0, 1.0, 0.0])
    tariff[:, 3] = 0.0
    return world_from_flows(
        name="untraded",
        flow=flow,
        tariff=tariff,
        value_added_share=np.full((4, 3), 0.7),
        input_share=np.full((4, 3, 3), 0.1),
        theta=np.array([3.0, 5.0, 7.0]),
    )


def test_the_elasticity_of_what_nobody_trades_moves_nothing():
    world = untraded_in_one_sector()
    found = sensitivity(world, terms(world, 0.5 * world.tariff), world.economies)
    assert np.abs(found.slope[:, :, 1]).max() < MODEL_ADDS_UP * np.abs(found.slope).max()
    assert np.abs(found.slope[:, :, 0]).max() > 0


def test_a_headline_that_is_zero_has_no_elasticity():
    world = untraded_in_one_sector()
    found = sensitivity(world, terms(world, 0.5 * world.tariff), ("E03", "E00"))
    revenue = found.elasticity[HEADLINES.index("revenue")]
    assert np.isnan(revenue[0]).all()
    assert np.isfinite(revenue[1]).all()


def test_a_deal_that_changes_nothing_hangs_on_nothing():
    """On the default world solving leaves some dollars over, which answer to no elasticity."""
    world = load_world()
    found = sensitivity(world, status_quo(world, date(2025, 7, 25)), ("PAK", "USA"))
    assert np.abs(found.value).max() > 0
    assert np.isnan(found.elasticity).all()


def test_an_economy_that_is_not_there_is_refused():
    with pytest.raises(UnknownCodeError, match="E01"):
        sensitivity(WORLD, GOAL, ("E1",))
