"""Whether terms would be kept: what a side gains by cheating once, and loses in the war after."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.optimal import Optimum, optimum
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.war import War

FloatArray = NDArray[np.float64]

NEVER = 1e-12
"""A gain from cheating below this fraction of real income is none."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Keep:
    """Whether one side would keep terms.

    Attributes:
        side: Position of the side.
        deal: Its gain under the terms, over the status quo, a fraction of real income.
        cheating: Its gain in the year in which it sets the tariffs that suit it best while the
            others keep to the terms; never below `deal`.
        war: Its gain in the war that follows.
        deviation: Those tariffs, with their proof.
    """

    side: int
    deal: float
    cheating: float
    war: float
    deviation: Optimum

    @property
    def discount_factor(self) -> float | None:
        """The discount factor above which it keeps them (eq. bargain.10), from 0 to 1.

        Honouring for ever is then worth more than cheating once and the war ever after. None where
        the war is worth no less to it than the terms: then nothing keeps it.
        """
        if self.war >= self.deal:
            return None
        if self.cheating - self.deal <= NEVER:
            return 0.0
        return (self.cheating - self.deal) / (self.cheating - self.war)

    @property
    def interest_rate(self) -> float | None:
        """The yearly interest rate below which it keeps them; infinite where it never cheats."""
        factor = self.discount_factor
        if factor is None:
            return None
        return np.inf if factor == 0.0 else 1.0 / factor - 1.0


def keep(terms: FloatArray, fought: War, oracle: Oracle) -> tuple[Keep, ...]:
    """Return for each side whether it would keep terms (eq. bargain.10).

    Args:
        terms: Every rate under the terms [exporter, importer, sector].
        fought: The war that follows when somebody cheats; its lines are what a side can set.
        oracle: The world; its first scores are the sides' gains.

    Raises:
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    deal = oracle.under(terms)
    lines = fought.lines
    cells = terms.flat[lines.cell]
    found = []
    for side in range(int(lines.owner.max()) + 1):
        mine = lines.owned(side)
        alone = lines.only(mine, lines.now)
        start = np.array([cells[lines.master == at].mean() for at in mine])
        kept = alone.standing(terms, np.clip(start, alone.low, alone.high))
        # In a war it does what suits it best too, against others that do the same: it is near.
        best = optimum(oracle.with_lines(kept), side, starts=(fought.rate[mine],))
        found.append(
            Keep(
                side=side,
                deal=float(deal[side]),
                cheating=max(best.gain, float(deal[side])),
                war=float(fought.values[side]),
                deviation=best,
            )
        )
    return tuple(found)
