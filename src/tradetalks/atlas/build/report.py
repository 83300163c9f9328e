"""What balancing moved, and where, by economy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.balance import Balanced
from tradetalks.atlas.sectors import SECTOR_CODES

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Movement:
    """What balancing did to one economy.

    Attributes:
        economy: Its code.
        value_added_prior: Value added that the 2020 shares give on 2022 output, billions of USD.
        value_added: The same after balancing.
        final_prior: Final spending that the 2020 shares give, billions of US dollars.
        final: The same after balancing.
        inputs_moved: Sum of absolute changes over the sum of prior input purchases, a fraction.
        most_moved_input: The input, and `most_moved_user` the user, of the cell that moved most.
        most_moved_user: A sector code, or `final`.
        most_moved: The change of that cell, billions of US dollars.
        least_value_added: Smallest share of value added in revenue after balancing.
        least_value_added_in: The sector where it is smallest.
        passes: Passes over rows and columns until the totals were met.
    """

    economy: str
    value_added_prior: float
    value_added: float
    final_prior: float
    final: float
    inputs_moved: float
    most_moved_input: str
    most_moved_user: str
    most_moved: float
    least_value_added: float
    least_value_added_in: str
    passes: int


def movement(economy: str, prior: Array, fitted: Balanced) -> Movement:
    """Compare one economy's table before and after balancing.

    Args:
        economy: Its code.
        prior: Inputs by user, with value added as last row and final demand as last column.
        fitted: The same after balancing.
    """
    s = len(SECTOR_CODES)
    table, change = fitted.table, fitted.table[:s] - prior[:s]
    where = np.unravel_index(int(np.abs(change).argmax()), change.shape)
    revenue = table[:, :s].sum(axis=0)
    share = np.where(revenue > 0, table[s, :s] / np.where(revenue > 0, revenue, 1.0), np.inf)
    return Movement(
        economy=economy,
        value_added_prior=float(prior[s].sum()),
        value_added=float(table[s].sum()),
        final_prior=float(prior[:, s].sum()),
        final=float(table[:, s].sum()),
        inputs_moved=float(np.abs(change[:, :s]).sum() / prior[:s, :s].sum()),
        most_moved_input=SECTOR_CODES[where[0]],
        most_moved_user=(*SECTOR_CODES, "final")[where[1]],
        most_moved=float(change[where]),
        least_value_added=float(share.min()),
        least_value_added_in=SECTOR_CODES[int(share.argmin())],
        passes=fitted.steps,
    )
