"""Whether the tariffs that Ossa (2014) saved are best for the governments of this model.

At a government's best tariffs no small change of one helps it. That holds of slopes, not of the
rounded levels that tables print, so it compares two programs to many more digits.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.replications.ossa import (
    DATA,
    REGIONS,
    WEIGHTS,
    nash_tariff,
    optimal_tariff,
    read_weights,
    read_world,
    solve_with,
)
from tradetalks.atlas.world import Array, World
from tradetalks.model.government import government_welfare_hat

STEP = 1e-3
"""Half the width of a central difference, in logs: its error is a millionth of the slope's own
third derivative, and that of the solver 1e-11 over it."""

HIGHEST = 10.0
"""The author's upper bound on tariffs, 1,000 percent."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Slopes:
    """Percent of government welfare per percent of one plus a region's tariff on an industry.

    Attributes:
        region: Whose welfare and tariffs.
        weights: On industries.
        factual: At the tariffs of 2007 [industry].
        best: At the best tariffs that the author saved, same axis.
        at_bound: Whether those tariffs are at the upper bound, same axis.
        war: At the tariffs of the war that he saved, same axis.
    """

    region: str
    weights: str
    factual: Array
    best: Array
    at_bound: Array
    war: Array

    @property
    def left(self) -> float:
        """The largest slope left at the best tariffs, bounds aside."""
        return float(np.abs(self.best[~self.at_bound]).max())


def slopes(data: Path, weights: str, region: int) -> Slopes:
    """Return what a region would gain from a little more of each tariff."""
    world, given = read_world(data), read_weights(data, weights)
    best, war = optimal_tariff(data, weights, region), nash_tariff(data, weights)
    factual, at_best, at_war = (
        _slopes(world, tariff, given, region) for tariff in (world.tariff, best, war)
    )
    return Slopes(
        region=REGIONS[region],
        weights=WEIGHTS[weights],
        factual=factual,
        best=at_best,
        at_bound=best[:, region].max(axis=0) > HIGHEST - STEP,
        war=at_war,
    )


def _slopes(world: World, tariff: Array, weights: Array, region: int) -> Array:
    """Return the slope in one plus the tariff on each industry, all partners' together."""
    others = np.arange(len(REGIONS)) != region

    def log_welfare(sector: int, step: float) -> float:
        moved = tariff.copy()
        moved[others, region, sector] = (1 + tariff[others, region, sector]) * np.exp(step) - 1
        return float(np.log(government_welfare_hat(solve_with(world, moved), weights)[region]))

    return np.array(
        [
            (log_welfare(sector, STEP) - log_welfare(sector, -STEP)) / (2 * STEP)
            for sector in range(len(world.sectors))
        ]
    )


def all_slopes(data: Path) -> tuple[Slopes, ...]:
    """Return the slopes of all regions, under both sets of weights."""
    return tuple(slopes(data, weights, r) for weights in WEIGHTS for r in range(len(REGIONS)))


def sentence(rows: tuple[Slopes, ...]) -> str:
    """Return in one line how large slopes are at the three sets of tariffs."""
    factual = min(np.abs(row.factual).max() for row in rows)
    war = [np.abs(row.war[~row.at_bound]).max() for row in rows]
    return (
        f"Largest slope of any government: at least {factual:.0e} at the tariffs of 2007, "
        f"at most {max(row.left for row in rows):.0e} at its best tariffs, "
        f"{min(war):.0e} to {max(war):.0e} in the war."
    )


def main() -> None:
    """Print how large slopes are."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    print(sentence(all_slopes(data)))


if __name__ == "__main__":
    main()
