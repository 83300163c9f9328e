"""Published models by name: each runs, rests, composes, and agrees with a second solver."""

from dataclasses import replace

import numpy as np
import pytest

from tests.model.numpy_structures import Ignatenko, solve_ignatenko, solve_ossa
from tests.model.structures import (
    OWN_MARGINS,
    answers_apart,
    apart,
    preset_anywhere,
    solved,
    without_relief,
)
from tests.tolerances import (
    IDENTITY,
    MODEL_ADDS_UP,
    MODEL_NOTHING,
    MODEL_REAL_INCOME,
    MODEL_RESIDUAL,
)
from tests.worlds import random_tariff, random_world
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import load_world
from tradetalks.errors import StructureError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import purge, solve
from tradetalks.model.inputs import NoInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.presets import fitted_margins, preset, preset_names
from tradetalks.model.scale import Scale
from tradetalks.model.structure import Structure

SEEDS = range(3)


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_runs_on_the_default_world(name):
    world = load_world()
    tariff = world.tariff.copy()
    tariff[:, world.economies.index("USA"), :10] += 0.1
    tariff[world.economies.index("USA"), world.economies.index("USA")] = 0.0
    found = solve(world, tariff, structure=preset(name, world))
    assert found.certificate.residual < MODEL_RESIDUAL
    assert check_world(found.as_world("after")).worst.worst < IDENTITY
    assert name in found.certificate.structure.sentence


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", preset_names())
def test_every_preset_runs_on_any_world_and_leaves_one(name, seed):
    found = solved(preset_anywhere(name), seed)
    assert found.certificate.residual < MODEL_RESIDUAL
    assert check_world(found.as_world("after")).worst.worst < IDENTITY


@pytest.mark.parametrize("name", preset_names())
def test_no_shock_changes_nothing(name):
    world = random_world(6)
    still = solve(world, world.tariff, structure=preset_anywhere(name))
    assert apart(still.welfare_hat, 1.0) < MODEL_NOTHING
    assert apart(still.labour_hat, 1.0) < MODEL_NOTHING
    assert np.abs(still.flow - still.world.flow).max() < MODEL_NOTHING * world.income.sum()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", preset_names())
def test_a_stop_on_the_way_does_not_change_the_destination(name, seed):
    """From A to C, and from there to B as a benchmark of its own, is from A to B."""
    structure, world = without_relief(preset_anywhere(name)), random_world(seed)
    goal, between = random_tariff(world, seed), random_tariff(world, seed + 100)
    at_once = solve(world, goal, structure=structure)
    first = solve(world, between, structure=structure)
    second = solve(first.as_world("between"), goal, structure=structure)
    for hat in ("real_income_hat", "labour_hat", "price_index_hat", "wage_hat"):
        travelled = getattr(first, hat) * getattr(second, hat)
        assert apart(travelled, getattr(at_once, hat)) < MODEL_REAL_INCOME, hat


@pytest.mark.parametrize("name", preset_names())
def test_the_currency_moves_no_real_quantity(name):
    """All money a hundredfold: the same changes."""
    world = random_world(7)
    tariff = random_tariff(world, 7)
    in_cents = replace(world, name="in cents", spending=100.0 * world.spending)
    one = solve(world, tariff, structure=preset_anywhere(name))
    other = solve(in_cents, tariff, structure=preset_anywhere(name))
    assert answers_apart(one, other) < MODEL_REAL_INCOME
    assert apart(100.0 * one.income, other.income) < MODEL_REAL_INCOME


def test_a_preset_that_does_not_exist_lists_those_that_do():
    with pytest.raises(UnknownCodeError, match="ossa_2014"):
        preset("ossa_2015", random_world(1))


def test_a_structure_says_in_words_what_it_is():
    said = preset_anywhere("liberation_day_2025").sentence
    assert said == (
        "liberation_day_2025: no inputs, elastic labour, economies of scale, margins at home; "
        "imbalances nominal"
    )
    assert Structure().sentence == "inputs from all sectors; imbalances share"


@pytest.mark.parametrize("selection", [True, False])
@pytest.mark.parametrize("relief", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_two_solvers_agree_on_ignatenko_et_al(seed, relief, selection):
    world = random_world(seed, 4, 1, zero_flows=0.2)
    draw = np.random.default_rng(seed)
    tariff = draw.uniform(0, 0.6, world.tariff.shape) * ~np.eye(4, dtype=bool)[:, :, None]
    plain = solve_ignatenko(
        world,
        tariff,
        Ignatenko(
            kappa=0.5,
            psi=0.67 / float(world.theta[0]),
            margin=OWN_MARGINS.by_economy(world.economies),
            relief=relief,
            selection=selection,
        ),
    )
    structure = Structure(
        inputs=NoInputs(),
        imbalances=Closure.NOMINAL,
        labour=ElasticLabour(elasticity=0.5, relief=relief),
        scale=Scale(strength=0.67),
        margins=replace(OWN_MARGINS, selection=selection),
    )
    found = solve(world, tariff, structure=structure)
    assert plain.residual < MODEL_RESIDUAL
    assert answers_apart(found, plain) < MODEL_REAL_INCOME
    assert apart(found.wage_hat / found.wage_hat[0], plain.wage_hat) < MODEL_REAL_INCOME


@pytest.mark.parametrize("seed", range(6))
def test_two_solvers_agree_on_ossa(seed):
    world = random_world(seed)
    tariff = random_tariff(world, seed)
    structure = preset("ossa_2014", world)
    found = solve(world, tariff, structure=structure)
    plain = solve_ossa(purge(world, structure), tariff)
    assert plain.residual < MODEL_RESIDUAL
    assert answers_apart(found, plain) < MODEL_REAL_INCOME
    assert apart(found.profits / found.income, plain.profits / plain.income) < MODEL_REAL_INCOME


def test_two_solvers_purge_ossas_world_of_imbalances_alike():
    world = random_world(2)
    balanced = purge(world, preset("ossa_2014", world))
    still, shocked = (solve_ossa(world, t) for t in (world.tariff, random_tariff(world, 2)))
    fresh = solve_ossa(balanced, random_tariff(world, 2))
    direct = shocked.real_income_hat / still.real_income_hat
    assert apart(direct, fresh.real_income_hat) < MODEL_REAL_INCOME


def test_fitted_margins_give_the_shares_of_distribution_they_were_fitted_to():
    world = load_world()
    margins = fitted_margins(world).by_economy(world.economies)
    earned = world.flow.sum(axis=2) @ margins
    home = np.array(world.economies) == "USA"
    sold = world.flow.sum(axis=(1, 2))
    assert abs(earned[home].sum() / sold[home].sum() - 0.26) < MODEL_ADDS_UP
    assert abs(earned[~home].sum() / sold[~home].sum() - 0.12) < MODEL_ADDS_UP


def test_margins_cannot_be_fitted_to_an_economy_that_is_not_there():
    with pytest.raises(StructureError, match="'USA' is not in the world"):
        fitted_margins(random_world(1))


def test_margins_that_no_share_from_0_to_1_meets_are_refused():
    with pytest.raises(StructureError, match="no margins meet 99% and 1%"):
        fitted_margins(random_world(1), "E00", home_share=0.01, abroad_share=0.99)
