"""Ossa (2014), Tables 3 to 5: the tariffs themselves, found instead of taken from his files.

The best tariffs of each region, the tariff war, and talks in which all gain alike, from the war,
from the tariffs of 2007 and from free trade: 7 regions and 33 industries, 1,386 tariffs. What
they come to is printed by `tests.replications.ossa_search`.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tests.replications.ossa import (
    REGIONS,
    nash_tariff,
    read_elasticities,
    read_weights,
    read_world,
)
from tradetalks.atlas.world import Array, World
from tradetalks.bargain.lines import Lines, cell_lines
from tradetalks.bargain.optimal import Optimum, optimum
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.polish import Conditions
from tradetalks.bargain.scores import gains
from tradetalks.bargain.summit import Summit, summit
from tradetalks.bargain.task import Floors, Smallest, Task
from tradetalks.bargain.war import War, war
from tradetalks.model.presets import preset

STARTS = ("the war", "the tariffs of 2007", "free trade")
"""Where talks begin, in the order of the columns of Table 5."""
ONE_SUMMIT = 1e-5
"""Searches that end within this of each other, a fraction of income, came to one summit: they are
polished after."""
PART = 0.1
"""Of the tariffs of the war, from which the search for talks begins besides."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Case:
    """A world whose governments search.

    Attributes:
        world: The benchmark.
        name: Of the weights, `BAS` or `POL`.
        weights: What each government gives for a dollar in each industry [region, industry].
        war: The war that the author saved [exporter, importer, industry]; his talks begin there.
    """

    world: World
    name: str
    weights: Array
    war: Array

    def oracle(self, *players: str) -> Oracle:
        """Return what a search by some regions asks."""
        structure = preset("ossa_2014", self.world)
        alone = [[player] for player in players]
        return Oracle(
            self.world,
            cell_lines(self.world, alone),
            gains(self.world, alone, structure),
            structure=structure,
            weights=None if self.name == "BAS" else self.weights,
        )

    def after(self, war: Array) -> "Case":
        """Return the same world, talks beginning from another war."""
        return replace(self, war=war)


def case_of(data: Path, weights: str) -> Case:
    """Return the world of the main panels under `BAS` or `POL` weights."""
    return Case(
        world=read_world(data),
        name=weights,
        weights=read_weights(data, weights),
        war=nash_tariff(data, weights),
    )


def at_elasticity(data: Path, weights: str, mean: str) -> Case:
    """Return the same world with other elasticities, flows and weights as they were.

    The author purged deficits and fitted weights anew for each; neither result is among his files.

    Args:
        data: Folder of raw data.
        weights: `BAS` or `POL`.
        mean: The mean elasticity of substitution, a row of the panels c.
    """
    case = case_of(data, weights)
    theta = read_elasticities(data, mean) - 1
    return replace(case, world=replace(case.world, elasticities={"ossa_2014": theta}))


def best(case: Case, region: str) -> Optimum:
    """Return the best tariffs of a region, all others' as they were.

    With political weights there are several summits: an industry that counts for more is worth
    shutting off from imports or is not. So the search begins at the ceiling too. What it finds
    there counts only where it is higher, since lines without trade stay up there.
    """
    oracle = case.oracle(region)
    near = optimum(oracle, 0, starts=(oracle.lines.now,))
    far = optimum(oracle, 0, starts=(oracle.lines.high,))
    return far if far.gain > near.gain + ONE_SUMMIT else near


def fought(case: Case) -> War:
    """Return the war of all regions."""
    return war(case.oracle(*REGIONS))


def start_of(case: Case, start: str) -> Array:
    """Return the tariffs that talks begin from [exporter, importer, industry]."""
    nothing = np.zeros_like(case.world.tariff)
    return dict(zip(STARTS, (case.war, case.world.tariff, nothing), strict=True))[start]


@dataclass(frozen=True, eq=False, kw_only=True)
class Talks:
    """Where talks end in which all regions gain alike.

    Attributes:
        gain: What each region gains, as a fraction of what it had.
        tariff: The tariffs agreed on [exporter, importer, industry].
        found: The summit, with what is left of its conditions.
        evaluations: Worlds solved.
    """

    gain: float
    tariff: Array
    found: Summit
    evaluations: int

    @property
    def at(self) -> Conditions:
        """What is left of the conditions."""
        return self.found.at


def talks(case: Case, start: str, *, elsewhere: bool = True) -> Talks:
    """Return the tariffs at which all gain alike and most, none below zero.

    With political weights there are several summits. Of a dozen places to begin the search from, a
    tenth of the war led to the highest one whatever the talks began from.

    Args:
        case: The world.
        start: From where, one of `STARTS`.
        elsewhere: Whether the search begins there too, or only where the talks do.
    """
    oracle = case.oracle(*REGIONS)
    start_tariff = start_of(case, start)
    before = oracle.at(_logs(oracle.lines, start_tariff)).values
    floors = Floors(rows=np.eye(len(REGIONS)), level=before, share=1.0 + before)
    begin = (start_tariff, PART * case.war) if elsewhere else (start_tariff,)
    found = summit(
        oracle,
        Task(aim=Smallest(), floors=floors),
        [_logs(oracle.lines, tariff) for tariff in begin],
    )
    return Talks(
        gain=found.at.s,
        tariff=oracle.lines.tariff_at(oracle.lines.rates(found.at.x)),
        found=found,
        evaluations=oracle.evaluations,
    )


def near_the_start(case: Case, start: str, highest: Talks) -> Talks:
    """Return the talks whose search begins where they do; the highest where that is the same."""
    same = highest.found.spread < ONE_SUMMIT
    return highest if same else talks(case, start, elsewhere=False)


def _logs(lines: Lines, tariff: Array) -> Array:
    """Return `log(1 + r)` of each line under a tariff, moved between its bounds."""
    mean = lines.weighed(tariff) / lines.weighed(np.ones_like(tariff))
    return np.asarray(np.log1p(np.clip(mean, lines.low, lines.high)))
