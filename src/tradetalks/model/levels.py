"""From a solved equilibrium to a benchmark of its own."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model.accounts import Accounts
from tradetalks.model.inputs import FullInputs

if TYPE_CHECKING:
    from tradetalks.model.equilibrium import Equilibrium

FloatArray = NDArray[np.float64]
SETTLING = 200
SETTLED = 1e-15


def as_benchmark(found: "Equilibrium", name: str) -> World:
    """Return an equilibrium as a world whose identities hold to rounding.

    The world is in the terms of the data: margins are in what producers sell, and a structure
    takes them out again.

    Args:
        found: The equilibrium.
        name: Name of the new world.
    """
    world, before = found.world, found.before
    spending = found.share * settled_expenditure(
        before, share=found.share, tariff=found.tariff, start=found.expenditure
    )
    note = f"Solved from {world.name}, {found.structure.sentence}."
    changed = replace(
        world, name=name, spending=spending, tariff=found.tariff, notes=(*world.notes, note)
    )
    as_it_is = isinstance(found.structure.inputs, FullInputs) and found.structure.margins is None
    if as_it_is:
        return changed
    input_share = _input_share(before, changed.flow)
    return replace(
        changed,
        input_share=input_share,
        value_added_share=1.0 - input_share.sum(axis=1),
        final_share=before.final_share,
    )


def settled_expenditure(
    before: Accounts, *, share: FloatArray, tariff: FloatArray, start: FloatArray
) -> FloatArray:
    """Return spending by which the identities of a world hold to the last digit (eq. model.4).

    A solver stops at a tolerance relative to income; in a cell of a millionth of income that is
    a million times as much. At given shares spending is a linear fixed point, so this follows it
    to rounding.

    Args:
        before: The technology and tastes.
        share: New spending shares [exporter, importer, sector].
        tariff: New applied rates, same axes.
        start: Spending as solved [economy, sector].
    """
    net = share / (1.0 + tariff)
    kept = net * (1.0 - before.margin_share)[:, None]
    spending, imbalance = start, _imbalance(kept, start)
    for _ in range(SETTLING):
        output = _sales(kept, spending)
        income = _earned(before, net, output, spending) + imbalance
        used = (before.input_share @ output[:, :, None])[:, :, 0]
        settled = used + before.final_share * income[:, None]
        moved = np.abs(settled - spending).max() / spending.max()
        spending = settled
        if moved < SETTLED:
            break
    return np.asarray(spending)


def _input_share(before: Accounts, flow: FloatArray) -> FloatArray:
    """Return cost shares in the terms of the data, where producers sell all of a flow."""
    output, sold = np.einsum("ins,n->is", flow, 1.0 - before.margin_share), flow.sum(axis=1)
    ratio = output / np.where(sold > 0, sold, 1.0)
    return np.asarray(before.input_share * ratio[:, None, :])


def _imbalance(kept: FloatArray, spending: FloatArray) -> FloatArray:
    output = _sales(kept, spending)
    bought = (kept.sum(axis=0) * spending).sum(axis=1)
    return np.asarray(bought - output.sum(axis=1))


def _earned(
    before: Accounts, net: FloatArray, output: FloatArray, spending: FloatArray
) -> FloatArray:
    through = net.sum(axis=0) * spending
    made = (before.value_added_share * output).sum(axis=1)
    return np.asarray(
        made + before.margin_share * through.sum(axis=1) + (spending - through).sum(axis=1)
    )


def _sales(net: FloatArray, spending: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("ins,ns->is", net, spending))
