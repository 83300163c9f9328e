"""Options composed at random: an answer wherever prices do not feed on themselves."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tolerances import IDENTITY, MODEL_ADDS_UP, MODEL_REAL_INCOME, MODEL_RESIDUAL
from tests.worlds import random_tariff, random_world
from tradetalks.atlas.check import check_world
from tradetalks.errors import StructureError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import attempt, solve
from tradetalks.model.feedback import RISKY, feedback
from tradetalks.model.government import government_welfare_hat
from tradetalks.model.inputs import FullInputs, NoInputs, RoundaboutInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.profits import Profits
from tradetalks.model.scale import Scale
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure

MARGINS = (Margins(share=0.15), Margins(share=0.1, own=(("E01", 0.4),), selection=False))
LABOUR = (ElasticLabour(), ElasticLabour(elasticity=1.0, relief=False))

OPTIONS = st.fixed_dictionaries(
    {
        "inputs": st.sampled_from(
            [FullInputs(), NoInputs(), RoundaboutInputs(), RoundaboutInputs(value_added_share=0.6)]
        ),
        "imbalances": st.sampled_from(Closure),
        "labour": st.sampled_from([None, *LABOUR]),
        "scale": st.sampled_from([None, Scale()]),
        "margins": st.sampled_from([None, *MARGINS]),
        "profits": st.sampled_from([None, Profits()]),
    }
)


def composed(options):
    """The structure of these options, or None where they contradict one another."""
    try:
        return Structure(**options)
    except StructureError:
        return None


STRUCTURES = OPTIONS.map(composed).filter(bool)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(STRUCTURES, st.integers(0, 2**31), st.sampled_from([0.3, 1.0, 5.0]))
def test_any_composition_has_an_answer_that_is_a_world_and_stays_one(structure, seed, highest):
    world = random_world(seed, 4, 3)
    try:
        risky = feedback(world, structure).max() > RISKY
    except StructureError:
        return
    if risky:
        return
    found = solve(world, random_tariff(world, seed, highest=highest), structure=structure)
    after = found.as_world("after")
    assert found.certificate.residual < MODEL_RESIDUAL
    assert check_world(after).worst.worst < IDENTITY
    still = solve(after, after.tariff, structure=structure)
    assert np.abs(np.log(still.real_income_hat)).max() < MODEL_REAL_INCOME
    even = government_welfare_hat(found, np.ones(world.expenditure.shape))
    assert np.abs(even / found.real_income_hat - 1).max() < MODEL_ADDS_UP


def test_feedback_is_that_of_inputs_alone_where_nothing_grows():
    """Value added of 0.6 leaves 0.4; scale of 0.67/4 and a labour elasticity of 1 add theirs."""
    world = random_world(1, zero_output=0.0).with_elasticity("uniform_4")
    inputs = RoundaboutInputs(value_added_share=0.6)
    alone = feedback(world, Structure(inputs=inputs))
    assert np.abs(alone - 0.4).max() < MODEL_ADDS_UP
    grown = feedback(
        world,
        Structure(inputs=NoInputs(), scale=Scale(), labour=ElasticLabour(elasticity=1.0)),
    )
    assert np.abs(grown - 0.67 / 4).max() < MODEL_ADDS_UP
    assert feedback(world, Structure(inputs=NoInputs())).max() == 0.0


def test_where_prices_feed_on_themselves_a_failure_says_so_and_what_to_change():
    world = random_world(4)
    structure = Structure(
        inputs=RoundaboutInputs(value_added_share=0.3),
        scale=Scale(strength=2.0),
        labour=ElasticLabour(elasticity=1.0, relief=False),
    )
    assert feedback(world, structure).max() > 1.0
    impatient = Solver(most_steps=3, acceptable=1e-11, most_newton_steps=0)
    found = attempt(world, random_tariff(world, 4), structure=structure, solver=impatient)
    assert "comes back through inputs, scale and labour" in found.status.sentence
    assert "economies of scale" in found.status.remedy
