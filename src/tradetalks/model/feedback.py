"""How far a fall in prices feeds on itself through inputs, economies of scale and labour."""

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model.accounts import Accounts, accounts_of
from tradetalks.model.structure import Structure
from tradetalks.model.technology import tariff_exponent

FloatArray = NDArray[np.float64]

RISKY = 0.9
"""Above this a solve may find nothing: of 8,482 random structures on random worlds 714 were above,
among them all 77 that were not solved."""


def feedback(world: World, structure: Structure) -> FloatArray:
    """Return what of a fall in its prices comes back to an economy on its own (eq. model.26).

    Below one the fall dies out; from one on there may be no equilibrium, or several. Trade holds
    it back, tax relief adds to it; neither is counted.

    Args:
        world: The benchmark.
        structure: Which model it is.

    Raises:
        StructureError: The world's accounts contradict the structure.
    """
    before = accounts_of(world, structure)
    labour = structure.labour.elasticity if structure.labour else 0.0
    psi = (structure.scale.strength if structure.scale else 0.0) / world.theta
    bundle = before.input_share / (1.0 - before.profit_share)
    entry = psi + _exponent(world, structure, before) - 1.0
    returned = (1.0 + psi) * bundle + labour * before.final_share[:, :, None] * entry[:, None, :]
    return np.asarray(np.abs(np.linalg.eigvals(returned)).max(axis=1))


def _exponent(world: World, structure: Structure, before: Accounts) -> FloatArray:
    margins = structure.margins
    if margins is None or not margins.selection:
        return np.ones_like(before.output)
    return np.asarray(
        tariff_exponent(
            theta=jnp.asarray(world.theta),
            margin_share=jnp.asarray(before.margin_share),
            spread=jnp.asarray(margins.spread),
            pass_through=jnp.asarray(margins.pass_through),
        )
    )
