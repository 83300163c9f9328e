"""From flows, tariffs and input purchases to the shares that a world holds.

Value added and final demand are what is left of revenue and of spending. So the identities of
value added, income and spending hold by construction, to rounding, whatever the tariffs are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Accounts:
    """The blocks of a world that follow from flows, tariffs and input purchases.

    Attributes:
        spending: X[exporter, importer, sector], tariff in, billions of US dollars.
        value_added_share: gamma[economy, sector], of revenue.
        input_share: gamma[economy, input, user], of the user's revenue.
        final_share: alpha[economy, sector], of final spending.
    """

    spending: Array
    value_added_share: Array
    input_share: Array
    final_share: Array


def accounts(flow: Array, tariff: Array, inputs: Array) -> Accounts:
    """Derive spending and shares (the identities of the benchmark, docs/explanation/atlas.md).

    Args:
        flow: Sales before tariff [exporter, importer, sector], billions of US dollars.
        tariff: Applied rates, same axes, fractions.
        inputs: What each user pays for inputs, tariff in [economy, input, user], billions.

    Returns:
        The shares. A sector without revenue is all value added; an economy that spends nothing
        on final goods has final shares of zero, which `check_world` refuses.
    """
    spending = flow * (1.0 + tariff)
    revenue = flow.sum(axis=1)
    input_share = inputs / np.where(revenue > 0, revenue, 1.0)[:, None, :]
    final = spending.sum(axis=0) - inputs.sum(axis=2)
    total = final.sum(axis=1, keepdims=True)
    return Accounts(
        spending=spending,
        value_added_share=1.0 - input_share.sum(axis=1),
        input_share=input_share,
        final_share=final / np.where(total == 0, 1.0, total),
    )
