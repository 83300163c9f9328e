"""From a solved equilibrium to a benchmark of its own."""

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World

FloatArray = NDArray[np.float64]
SETTLING = 200
SETTLED = 1e-15


def settled_expenditure(
    world: World, *, share: FloatArray, tariff: FloatArray, start: FloatArray
) -> FloatArray:
    """Return spending by which the identities of a world hold to the last digit (eq. model.4).

    A solver stops at a tolerance relative to income; in a cell of a millionth of income that is
    a million times as much. At given shares spending is a linear fixed point, so this follows it
    to rounding.

    Args:
        world: The technology and tastes.
        share: New spending shares [exporter, importer, sector].
        tariff: New applied rates, same axes.
        start: Spending as solved [economy, sector].
    """
    net = share / (1.0 + tariff)
    kept = 1.0 - net.sum(axis=0)
    imbalance = start.sum(axis=1) - _sales(net, start).sum(axis=1) - (kept * start).sum(axis=1)
    spending = start
    for _ in range(SETTLING):
        output = _sales(net, spending)
        income = (world.value_added_share * output).sum(axis=1)
        income += (kept * spending).sum(axis=1) + imbalance
        used = (world.input_share @ output[:, :, None])[:, :, 0]
        settled = used + world.final_share * income[:, None]
        moved = np.abs(settled - spending).max() / spending.max()
        spending = settled
        if moved < SETTLED:
            break
    return np.asarray(spending)


def _sales(net: FloatArray, spending: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("ins,ns->is", net, spending))
