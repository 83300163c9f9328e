"""What a country would gain in the exact war if it could set every rate by partner and sector.

Lashkaripour (2021) proves that one rate for all is best where wages abroad are held. Run
`python -m tests.replications.lashkaripour_free USA POL` to print it for some, half a minute to
some minutes each.
"""

import sys
from dataclasses import dataclass, replace

import numpy as np

from tests.replications.lashkaripour import DATA, war
from tradetalks.bargain.formula import Formula, FormulaWar
from tradetalks.bargain.labour_world import LABOUR_ONLY
from tradetalks.bargain.lines import cell_lines
from tradetalks.bargain.optimal import Optimum, optimum
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.scores import gains

HIGHEST = 10.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Freed:
    """One player of a war, free to set each rate by itself.

    Attributes:
        gain: What it gains over the war, a fraction of real income.
        best: The best rates, with their proof.
    """

    gain: float
    best: Optimum


def freed(found: FormulaWar, player: str) -> Freed:
    """Return the best rates of one player, everybody else's as in the war.

    Args:
        found: The war.
        player: Code of the player.
    """
    world, at = found.world, found.players.index(player)
    lines = cell_lines(world, [[player]], services=found.services, low=0.0, high=HIGHEST)
    stand = np.full(len(lines), found.rate[at])
    scores = gains(world, [[player]], LABOUR_ONLY)
    free = replace(lines, tariff=found.tariff, now=stand)
    oracle = Oracle(world, free, scores, structure=LABOUR_ONLY)
    before = float(oracle.at(np.log1p(stand)).values[0])
    best = optimum(oracle, 0)
    return Freed(gain=(1 + best.gain) / (1 + before) - 1, best=best)


def main() -> None:
    """Print the gains of some players."""
    found = war(DATA, Formula.EXACT)
    for player in sys.argv[1:] or ("POL",):
        one, uniform = freed(found, player), found.rate[found.players.index(player)]
        print(
            f"{player}: {100 * one.gain:.1e} percent, {one.best.status}, rates from "
            f"{100 * one.best.rate.min():.1f} to {100 * one.best.rate.max():.1f} percent around "
            f"{100 * uniform:.1f}; {one.best.seconds:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
