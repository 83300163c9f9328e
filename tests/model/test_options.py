"""Options of the model take what the literature takes, and refuse what makes no sense."""

from dataclasses import replace

import numpy as np
import pytest

from tests.tolerances import MODEL_RESIDUAL
from tests.worlds import random_tariff, random_world
from tradetalks.errors import StructureError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import solve
from tradetalks.model.inputs import NoInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.scale import Scale
from tradetalks.model.structure import Structure


@pytest.mark.parametrize("strength", [0.0, -0.67, np.inf, np.nan])
def test_economies_of_scale_have_a_positive_strength(strength):
    with pytest.raises(StructureError, match="economies of scale of strength"):
        Scale(strength=strength)


@pytest.mark.parametrize("spread", [0.0, -0.67, np.inf, np.nan])
def test_productivity_has_a_positive_spread(spread):
    with pytest.raises(StructureError, match="a spread of productivity of"):
        Margins(share=0.1, spread=spread)


def test_a_scale_and_a_spread_above_one_have_an_equilibrium():
    """Ignatenko et al. (2025) double the trade elasticity and nothing else: 1.34 of each."""
    world = random_world(3)
    world = replace(world, tariff=world.tariff * 0, spending=world.flow)
    structure = Structure(
        inputs=NoInputs(),
        imbalances=Closure.NOMINAL,
        labour=ElasticLabour(),
        scale=Scale(strength=1.34),
        margins=Margins(share=0.1, spread=1.34),
    )
    found = solve(world, random_tariff(world, 3, highest=0.5), structure=structure)
    assert found.certificate.residual < MODEL_RESIDUAL
