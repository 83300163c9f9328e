"""Structures to solve random worlds under, and how far apart two answers are."""

from dataclasses import replace

import numpy as np

from tests.worlds import random_tariff, random_world
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.inputs import NoInputs, RoundaboutInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.presets import preset
from tradetalks.model.scale import Scale
from tradetalks.model.structure import Structure

OWN_MARGINS = Margins(share=0.12, own=(("E00", 0.26),))
"""For random worlds, which have no United States to fit margins to."""


def preset_anywhere(name: str) -> Structure:
    """Return a preset, with margins that fit any random world."""
    if not name.startswith("liberation_day"):
        return preset(name, random_world(0))
    inputs = RoundaboutInputs(value_added_share=0.49) if "roundabout" in name else NoInputs()
    return Structure(
        name=name,
        inputs=inputs,
        imbalances=Closure.NOMINAL,
        labour=ElasticLabour(),
        scale=Scale(),
        margins=OWN_MARGINS,
    )


def without_relief(structure: Structure) -> Structure:
    """Return the same structure with tariff revenue rebated lump sum."""
    if not structure.labour:
        return structure
    return replace(structure, labour=replace(structure.labour, relief=False))


def solved(structure: Structure, seed: int = 4) -> Equilibrium:
    """Return a random world under a random tariff."""
    world = random_world(seed)
    return solve(world, random_tariff(world, seed), structure=structure)


def apart(one: np.ndarray | float, other: np.ndarray | float) -> float:
    """Return the largest log distance between two positive arrays."""
    return float(np.abs(np.log(one / other)).max())


def answers_apart(one: object, other: object) -> float:
    """Return the largest log distance between two answers in real income, welfare and labour."""
    names = ("real_income_hat", "welfare_hat", "labour_hat")
    return max(apart(getattr(one, name), getattr(other, name)) for name in names)
