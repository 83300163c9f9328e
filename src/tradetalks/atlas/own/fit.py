"""Bring input purchases in line with what is earned and spent, where they are not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.balance import FREE, balance
from tradetalks.errors import SourceError, WorldError

Array = NDArray[np.float64]

LEAST_VALUE_ADDED = 0.02
"""Smallest prior share of value added in revenue, as in the default world: a column whose inputs
cost all it earns has nothing that could give way."""

LEAST_FINAL = 1e-6
"""Smallest prior share of a sector in an economy's spending that is final."""

ROUNDING = 1e-12
"""Final demand below zero by less, over the economy's spending, is rounding."""

ROOM = 1.0 - 1e-9
"""The most of a sector's spending that inputs may be after the fit, whose totals are met only to
rounding."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """Input purchases that leave value added and final demand above zero.

    Attributes:
        inputs: [economy, input, user], billions of US dollars.
        moved: Sum of absolute changes over the sum of purchases [economy], a fraction.
    """

    inputs: Array
    moved: Array


def fit_inputs(
    inputs: Array, *, output: Array, spending: Array, economies: tuple[str, ...]
) -> Fitted:
    """Balance the purchases of those economies where they exceed spending or revenue.

    In the others nothing moves. The table of an economy has a row for each input and one for value
    added, a column for each user and one for final demand; rows of inputs meet spending, columns of
    users meet revenue, value added and final demand are free.

    Args:
        inputs: What users pay for inputs, tariff in [economy, input, user].
        output: Producers' revenue [economy, sector].
        spending: What is spent, tariff in, same axes.
        economies: Codes in axis order, for messages.

    Raises:
        WorldError: The purchases of an economy cannot be brought in line.
    """
    final = spending - inputs.sum(axis=2)
    value_added = output - inputs.sum(axis=1)
    least = -ROUNDING * spending.sum(axis=1, keepdims=True)
    wrong = ((final < least) | (value_added < least)).any(axis=1)
    fitted = inputs.copy()
    for n in np.flatnonzero(wrong):
        try:
            fitted[n] = _fit(inputs[n], output[n], spending[n])
        except SourceError as error:
            raise WorldError(
                f"its inputs do not fit what it earns and spends ({error.what})",
                where=economies[n],
                remedy="Check the unit of its inputs, and its output",
            ) from None
    change = np.abs(fitted - inputs).sum(axis=(1, 2))
    total = inputs.sum(axis=(1, 2))
    return Fitted(fitted, change / np.where(total > 0, total, 1.0))


def _fit(inputs: Array, output: Array, spending: Array) -> Array:
    s = len(output)
    used = (spending > 0)[:, None] & (output > 0)
    prior = np.zeros((s + 1, s + 1))
    prior[:s, :s] = np.where(used, inputs, 0.0)
    left = output - prior[:s, :s].sum(axis=0)
    prior[s, :s] = np.maximum(left, LEAST_VALUE_ADDED * output)
    final = spending - prior[:s, :s].sum(axis=1)
    prior[:s, s] = np.where(spending > 0, np.maximum(final, LEAST_FINAL * spending.sum()), 0.0)
    fitted = balance(
        prior, row_total=np.append(spending, FREE), column_total=np.append(output, FREE)
    ).table[:s, :s]
    bought = fitted.sum(axis=1)
    room = np.minimum(1.0, ROOM * spending / np.where(bought > 0, bought, 1.0))
    fitted = fitted * room[:, None]
    cost = fitted.sum(axis=0)
    return np.asarray(fitted * np.minimum(1.0, ROOM * output / np.where(cost > 0, cost, 1.0)))
