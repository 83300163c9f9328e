"""What a worth that changes from year to year is together."""

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import InputError

FloatArray = NDArray[np.float64]

DEFAULT_DISCOUNT = 0.03
"""A year, over and above inflation: worth is counted at the prices of the status quo."""


def check_discount(discount: float) -> None:
    """Refuse what is no discount rate.

    Raises:
        InputError: It does not lie between 0 and 1.
    """
    if not 0.0 <= discount <= 1.0:
        meant = f": {discount:g} percent is {discount / 100:g}" if 1.0 < discount <= 100.0 else ""
        raise InputError(
            f"{discount:g} is no discount rate",
            remedy=f"Write a fraction a year from 0 to 1{meant}",
        )


def discount_factors(years: int, discount: float) -> FloatArray:
    """Return the discount factor of each year [year], `(1 + r)^(1 − t)`; 1 in year 1.

    Args:
        years: How many.
        discount: Rate, a fraction a year.
    """
    return np.asarray((1.0 + discount) ** -np.arange(years, dtype=np.float64))


def present_value(worth: FloatArray, *, factors: FloatArray) -> FloatArray:
    """Return what the years are worth together, in year 1 [economy] (eq. model.27).

    Args:
        worth: Equivalent variation [year, economy].
        factors: Discount factors [year].
    """
    return np.asarray(factors @ worth)


def equal_yearly(present: FloatArray, *, factors: FloatArray) -> FloatArray:
    """Return the same amount every year that is worth as much [economy] (eq. model.28).

    Args:
        present: What the years are worth together, in year 1.
        factors: Discount factors [year].
    """
    return np.asarray(present / factors.sum())


def value_after(worth: FloatArray, *, factors: FloatArray, discount: float) -> FloatArray | None:
    """Return what going on for ever is worth in year 1 [economy] (eq. model.29).

    Args:
        worth: Equivalent variation of the last year, and of every year after it [economy].
        factors: Discount factors [year].
        discount: Rate, a fraction a year; None is returned where it is zero.
    """
    return None if discount == 0.0 else np.asarray(worth * factors[-1] / discount)
