"""Every derivative by two routes: through the equilibrium, and by differences of two equilibria."""

from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.tolerances import MODEL_ADDS_UP, MODEL_DERIVATIVE, MODEL_NOTHING
from tests.worlds import random_tariff, random_world
from tradetalks.errors import InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import attempt, solve
from tradetalks.model.gradient import Parameter, gradient, hessian_vector, jacobian
from tradetalks.model.presets import preset, preset_names
from tradetalks.model.quantities import Quantities, measure
from tradetalks.model.stages import Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure

WORLD = random_world(7, 4, 3)
TARIFF = random_tariff(WORLD, 7)
FOUND = solve(WORLD, TARIFF)
SHARP = Solver(tolerance=1e-13)
HALF = 1e-5
"""Half the distance between the two equilibria of a difference."""


def moved(found, parameter, direction, length):
    """The equilibrium a little along a direction, solved anew."""
    world, tariff, iceberg, transfer = found.world, found.tariff, found.iceberg, found.transfer
    if parameter is Parameter.TARIFFS:
        tariff = tariff + length * direction
    elif parameter is Parameter.ICEBERGS:
        iceberg = np.exp(length * direction) * (1.0 if iceberg is None else iceberg)
    elif parameter is Parameter.TRANSFERS:
        transfer = transfer + length * direction
    else:
        theta = world.theta + length * direction
        world = replace(world, elasticities={"moved": theta}, elasticity="moved")
    return solve(
        world,
        tariff,
        iceberg=iceberg,
        transfer=transfer,
        structure=found.structure,
        solver=SHARP,
    )


def direction_for(found, parameter, seed):
    """A random direction in the parameters; transfers sum to zero, and nobody taxes itself."""
    draw = np.random.default_rng(seed)
    n, s = found.expenditure.shape
    if parameter is Parameter.ELASTICITIES:
        return draw.normal(size=s)
    if parameter is Parameter.TRANSFERS:
        some = draw.normal(size=n)
        return some - some.mean()
    return draw.normal(size=(n, n, s)) * (1 - np.eye(n))[:, :, None]


def by_difference(found, parameter, direction, take):
    ahead, behind = (take(moved(found, parameter, direction, sign * HALF)) for sign in (1, -1))
    return (ahead - behind) / (2 * HALF)


@pytest.mark.parametrize("parameter", list(Parameter))
@pytest.mark.parametrize("name", [*preset_names(), "default"])
def test_the_gradient_is_that_of_two_equilibria_under_every_structure(name, parameter):
    world = replace(WORLD, economies=("USA", *WORLD.economies[1:]))
    structure = DEFAULT_STRUCTURE if name == "default" else preset(name, world)
    if structure.imbalances is Closure.PURGED:
        structure = replace(structure, imbalances=Closure.BALANCED)
    found = solve(world, TARIFF, structure=structure, solver=SHARP)
    direction = direction_for(found, parameter, 3)
    slope = gradient(found, measure(world, "welfare_hat", "E02"), with_respect_to=parameter)
    expected = by_difference(found, parameter, direction, lambda at: at.welfare_hat[2])
    assert (slope * direction).sum() == pytest.approx(expected, rel=MODEL_DERIVATIVE)


@settings(max_examples=15)
@example(1539, Parameter.ELASTICITIES)  # an economy buys nothing at all of a sector
@given(st.integers(0, 2**31), st.sampled_from(list(Parameter)))
def test_any_outcome_of_any_deal_has_the_gradient_of_its_differences(seed, parameter):
    world = random_world(seed, 3, 3, zero_flows=0.2)
    found = solve(world, random_tariff(world, seed), solver=SHARP)
    direction = direction_for(found, parameter, seed)
    slope = gradient(found, of_some_cells, with_respect_to=parameter)
    expected = by_difference(
        found,
        parameter,
        direction,
        lambda at: np.log(at.output[0, 1] + exports(at)[1] * imports(at)[2]),
    )
    scale = np.abs(slope * direction).max()
    assert abs((slope * direction).sum() - expected) < MODEL_DERIVATIVE * max(scale, 1e-3)


def of_some_cells(quantities: Quantities):
    """One number of many cells; a function of the module is compiled once, not in every example."""
    return jnp.log(quantities.output[0, 1] + quantities.exports[1] * quantities.imports[2])


def abroad(found):
    return found.flow * (1 - np.eye(len(found.world.economies)))[:, :, None]


def exports(found):
    return abroad(found).sum(axis=(1, 2))


def imports(found):
    return abroad(found).sum(axis=(0, 2))


@pytest.mark.parametrize(
    ("quantity", "codes", "take"),
    [
        ("real_income_hat", ("E01",), lambda at: at.real_income_hat[1]),
        (
            "equivalent_variation",
            ("E01",),
            lambda at: (at.real_income_hat[1] - 1) * WORLD.income[1],
        ),
        ("wage_hat", ("E03",), lambda at: at.wage_hat[3]),
        ("labour_hat", ("E03",), lambda at: at.labour_hat[3]),
        ("real_wage_hat", ("E03",), lambda at: at.wage_hat[3] / at.price_index_hat[3]),
        ("price_index_hat", ("E00",), lambda at: at.price_index_hat[0]),
        ("price_hat", ("E00", "S01"), lambda at: at.price_hat[0, 1]),
        ("income", ("E02",), lambda at: at.income[2]),
        ("value_added", ("E02",), lambda at: at.value_added[2]),
        ("revenue", ("E02",), lambda at: at.revenue[2]),
        ("exports", ("E01",), lambda at: exports(at)[1]),
        ("imports", ("E01",), lambda at: imports(at)[1]),
        ("expenditure", ("E01", "S00"), lambda at: at.expenditure[1, 0]),
        ("output", ("E03", "S01"), lambda at: at.output[3, 1]),
        ("flow", ("E01", "E02", "S00"), lambda at: at.flow[1, 2, 0]),
    ],
)
def test_every_quantity_has_its_derivative(quantity, codes, take):
    direction = direction_for(FOUND, Parameter.TARIFFS, 5)
    slope = gradient(FOUND, measure(WORLD, quantity, *codes))
    expected = by_difference(FOUND, Parameter.TARIFFS, direction, take)
    scale = max(np.abs(slope * direction).max(), 1e-6)
    assert abs((slope * direction).sum() - expected) < MODEL_DERIVATIVE * scale


def test_the_jacobian_is_the_gradients_of_all_economies():
    rows = jacobian(FOUND, "real_income_hat")
    for place in (0, 2):
        row = gradient(FOUND, measure(WORLD, "real_income_hat", WORLD.economies[place]))
        assert np.abs(rows[place] - row).max() < MODEL_NOTHING * np.abs(row).max()


@pytest.mark.parametrize("parameter", list(Parameter))
def test_the_hessian_along_a_direction_is_the_difference_of_two_gradients(parameter):
    outcome = measure(WORLD, "real_income_hat", "E01")
    direction = direction_for(FOUND, parameter, 11)
    turned = hessian_vector(FOUND, outcome, direction, with_respect_to=parameter)
    slopes = by_difference(
        FOUND,
        parameter,
        direction,
        lambda at: gradient(at, outcome, with_respect_to=parameter),
    )
    assert np.abs(turned - slopes).max() < MODEL_DERIVATIVE * np.abs(slopes).max()


def test_the_hessian_is_symmetric():
    outcome = measure(WORLD, "real_income_hat", "E01")
    one, other = (direction_for(FOUND, Parameter.TARIFFS, seed) for seed in (1, 2))
    there = (hessian_vector(FOUND, outcome, one) * other).sum()
    back = (hessian_vector(FOUND, outcome, other) * one).sum()
    assert there == pytest.approx(back, rel=MODEL_DERIVATIVE)


def test_raising_all_tariffs_of_a_small_pair_on_nothing_traded_moves_nothing():
    """A tariff on a flow that is zero has no effect, to any order."""
    world = random_world(5, 4, 3, zero_flows=0.5)
    found = solve(world, world.tariff)
    slope = gradient(found, measure(world, "real_income_hat", "E00"))
    assert np.abs(slope[world.spending == 0]).max() < MODEL_ADDS_UP


def test_an_embargo_can_be_differentiated():
    iceberg = np.ones(TARIFF.shape)
    iceberg[0, 1] = iceberg[1, 0] = np.inf
    found = solve(WORLD, TARIFF, iceberg=iceberg, solver=SHARP)
    for parameter in Parameter:
        slope = gradient(found, measure(WORLD, "welfare_hat", "E00"), with_respect_to=parameter)
        assert np.isfinite(slope).all()
    direction = direction_for(found, Parameter.ELASTICITIES, 1)
    expected = by_difference(found, Parameter.ELASTICITIES, direction, lambda at: at.welfare_hat[0])
    assert (slope.shape, parameter) == ((4,), Parameter.TRANSFERS)
    slope = gradient(
        found, measure(WORLD, "welfare_hat", "E00"), with_respect_to=Parameter.ELASTICITIES
    )
    assert slope @ direction == pytest.approx(expected, rel=MODEL_DERIVATIVE)


def test_what_cannot_be_differentiated_is_refused_with_the_reason():
    outcome = measure(WORLD, "real_income_hat", "E01")
    with pytest.raises(UnknownCodeError, match="tariffs"):
        gradient(FOUND, outcome, with_respect_to="tarifs")
    with pytest.raises(UnknownCodeError, match="real_income_hat"):
        measure(WORLD, "real_income", "E01")
    with pytest.raises(UnknownCodeError, match="E01"):
        measure(WORLD, "real_income_hat", "E1")
    with pytest.raises(InputError, match="Name its exporter, importer, sector"):
        measure(WORLD, "flow", "E01")
    with pytest.raises(InputError, match="has a sector"):
        jacobian(FOUND, "output")
    with pytest.raises(InputError, match="Let it take one number"):
        gradient(FOUND, lambda quantities: quantities.exports)
    with pytest.raises(InputError, match="a direction of the shape"):
        hessian_vector(FOUND, outcome, TARIFF[:2])
    failed = attempt(WORLD, TARIFF, solver=Solver(most_steps=2, most_newton_steps=0, starts=0))
    with pytest.raises(NoEquilibriumError, match="to differentiate"):
        gradient(failed, outcome)


def test_a_closure_moves_the_gradient():
    nominal = solve(WORLD, TARIFF, structure=Structure(imbalances=Closure.NOMINAL))
    outcome = measure(WORLD, "real_income_hat", "E01")
    assert np.abs(gradient(nominal, outcome) - gradient(FOUND, outcome)).max() > MODEL_NOTHING
