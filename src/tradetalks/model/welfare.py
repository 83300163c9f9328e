"""What a change is worth: real income, and the money that would do the same."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def price_index_hat(*, price_hat: FloatArray, final_share: FloatArray) -> FloatArray:
    """Return the change in the price of final consumption [economy] (eq. model.9).

    Args:
        price_hat: Change in the price of each sector [economy, sector].
        final_share: Shares in final spending, same axes.
    """
    return np.asarray(np.exp((final_share * np.log(price_hat)).sum(axis=1)))


def real_income_hat(
    *, income: FloatArray, benchmark: FloatArray, price_index: FloatArray
) -> FloatArray:
    """Return the change in real income [economy], exactly (eq. model.10).

    Args:
        income: New income, tariff revenue and imbalance in.
        benchmark: Income before.
        price_index: Change in the price of final consumption.
    """
    return income / benchmark / price_index


def equivalent_variation(*, real_income: FloatArray, benchmark: FloatArray) -> FloatArray:
    """Return the money that at benchmark prices is worth the change (eq. model.11).

    Args:
        real_income: Change in real income, new over old [economy].
        benchmark: Income before, billions of US dollars.
    """
    return (real_income - 1.0) * benchmark


def welfare_hat(
    *,
    real_income: FloatArray,
    real_labour_income: FloatArray,
    income: FloatArray,
    labour_income: FloatArray,
    tax: FloatArray,
    elasticity: float,
) -> FloatArray:
    """Return the change in welfare where people choose how much to work (eq. model.22).

    Utility is consumption less the toil of earning it, which at the benchmark is a fixed part of
    labour income after tax (Ignatenko, Lashkaripour, Macedoni and Simonovska 2025).

    Args:
        real_income: Change in real income, new over old [economy].
        real_labour_income: Change in labour income over the price of consumption.
        income: Income before.
        labour_income: Labour income before.
        tax: Income tax that the new tariff revenue replaces, over labour income.
        elasticity: Elasticity of labour supply in the real wage.
    """
    toil = elasticity / (1.0 + elasticity) * (1.0 - tax) * labour_income
    weight = income / (income - toil)
    return weight * real_income + (1.0 - weight) * real_labour_income
