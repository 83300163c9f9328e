"""Who earns what by sector."""

from typing import TypeVar

import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

Incomes = TypeVar("Incomes", NDArray[np.float64], Float[Array, "economy sector"])
"""Arrays of numpy, or of JAX inside a program."""


def sector_income(*, labour_cost: Incomes, profits: Incomes, income: Incomes) -> Incomes:
    """Return the income of each sector [economy, sector] (eq. model.23).

    What an economy receives besides wages and profits - tariff revenue, an imbalance, a
    transfer - is shared out evenly among its workers, wherever they work (Ossa 2014).

    Args:
        labour_cost: What each sector pays its workers [economy, sector].
        profits: What its firms keep, same axes; zero where nobody keeps any.
        income: Income [economy].
    """
    earned = labour_cost + profits
    besides = income - earned.sum(axis=1)
    workers = labour_cost / labour_cost.sum(axis=1, keepdims=True)
    total: Incomes = earned + workers * besides[:, None]
    return total
