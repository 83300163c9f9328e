"""The problems that benchmarks solve, each the same in every script."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.replications.caliendo_parro_world import read_world
from tests.replications.liberation_day_scenarios import SCENARIOS, settings, tariff_of
from tests.replications.liberation_day_world import read_source
from tests.worlds import random_world
from tradetalks.atlas.load import load_world
from tradetalks.atlas.world import World
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import Equilibrium, purge, solve
from tradetalks.model.stages import Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure

RESIDUAL = 1e-10
"""What every solve has to reach, relative to each economy's own income."""
SOLVER = Solver(tolerance=RESIDUAL)
RISE = 0.1
NINE = 9
"""How many of the replication's scenarios are of the one-sector code; they come first."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Problem:
    """A counterfactual.

    Attributes:
        world: The benchmark.
        tariff: New applied rates [exporter, importer, sector].
        structure: Which model it is.
    """

    world: World
    tariff: NDArray[np.float64]
    structure: Structure = DEFAULT_STRUCTURE

    def solved(self) -> Equilibrium:
        """Return it solved, with its residuals measured and its changes on the host."""
        return solve(self.world, self.tariff, structure=self.structure, solver=SOLVER)


def nafta(data: Path) -> Problem:
    """Return NAFTA's tariffs on the world of 1993 without deficits: 31 economies, 40 sectors.

    Args:
        data: Folder of raw data.
    """
    world, tariff = read_world(data)
    balanced = Structure(imbalances=Closure.BALANCED)
    return Problem(world=purge(world), tariff=tariff, structure=balanced)


def ten_points(buyer: str = "USA") -> Problem:
    """Return ten points more on all goods an economy buys in the default world.

    Args:
        buyer: Its code.
    """
    world = load_world()
    goods = np.array([code not in world.services for code in world.sectors])
    return raised(world, world.economies.index(buyer), sectors=goods)


def raised(world: World, buyer: int, *, sectors: NDArray[np.bool_]) -> Problem:
    """Return ten points more on what an economy buys abroad.

    Args:
        world: The benchmark.
        buyer: Its place.
        sectors: Which sectors' rates rise.
    """
    tariff = world.tariff.copy()
    tariff[:, buyer] += RISE * sectors
    tariff[buyer, buyer] = 0.0
    return Problem(world=world, tariff=tariff)


def random_rise(n: int, s: int, *, seed: int = 1) -> Problem:
    """Return ten points more on all that one economy of a random, asymmetric world buys.

    Args:
        n: Number of economies.
        s: Number of sectors.
        seed: Same seed, same world.
    """
    return raised(random_world(seed, n, s), 0, sectors=np.ones(s, dtype=bool))


def liberation_day(data: Path) -> list[Problem]:
    """Return the nine scenarios of Tables 1 to 3 of Ignatenko et al. (2025).

    Args:
        data: Folder of raw data.
    """
    known = settings(read_source(data))
    runs = [(each, known[each.setting]) for each in list(SCENARIOS.values())[:NINE]]
    return [
        Problem(world=model.world, tariff=tariff_of(run, model), structure=model.structure)
        for run, model in runs
    ]
