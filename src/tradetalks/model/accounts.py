"""A world's accounts as a structure of the model sees them."""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import StructureError
from tradetalks.model.inputs import FullInputs
from tradetalks.model.structure import Structure

FloatArray = NDArray[np.float64]

ROUNDING = 1e-9
"""Shares this far below zero are rounding of the data, not a contradiction."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Accounts:
    """Who earns what in a world, under a structure; money in billions of US dollars.

    Attributes:
        expenditure: Spending, tariff in [economy, sector].
        output: Producer revenue, margins out [economy, sector].
        margin: What is earned at home from spending on all goods [economy].
        margin_share: The same as a share of spending net of tariff [economy].
        revenue: Tariff revenue [economy].
        input_share: Cost of inputs over producer revenue [economy, input, sector].
        value_added_share: Value added over producer revenue, profit in [economy, sector].
        profit_share: Profit over producer revenue by sector.
        final_share: Shares in final spending [economy, sector].
    """

    expenditure: FloatArray
    output: FloatArray
    margin: FloatArray
    margin_share: FloatArray
    revenue: FloatArray
    input_share: FloatArray
    value_added_share: FloatArray
    profit_share: FloatArray
    final_share: FloatArray

    @cached_property
    def profits(self) -> FloatArray:
        """Profits of all sectors [economy]."""
        return self.output @ self.profit_share

    @cached_property
    def labour_income(self) -> FloatArray:
        """What labour earns, margins in [economy]."""
        return self.value_added - self.profits

    @cached_property
    def value_added(self) -> FloatArray:
        """Value added: labour income and profits [economy]."""
        return np.asarray((self.value_added_share * self.output).sum(axis=1) + self.margin)

    @cached_property
    def deficit(self) -> FloatArray:
        """What an economy spends beyond what it earns, tariff revenue in; sums to zero."""
        return self.income - self.value_added - self.revenue

    @cached_property
    def income(self) -> FloatArray:
        """Income, which is final spending: spending less inputs [economy]."""
        used = (self.input_share.sum(axis=1) * self.output).sum(axis=1)
        return np.asarray(self.expenditure.sum(axis=1) - used)


def accounts_of(world: World, structure: Structure) -> Accounts:
    """Return the accounts of a world under a structure; kept for as long as the world.

    Args:
        world: The world.
        structure: How the model reads it.

    Raises:
        StructureError: The world's accounts leave a sector less than nothing for labour, or an
            economy less than nothing to consume.
        UnknownCodeError: The structure names an economy that the world lacks.
    """
    kept = _KEPT.setdefault(world, {})
    if structure not in kept:
        kept[structure] = _read(world, structure)
    return kept[structure]


_KEPT: WeakKeyDictionary[World, dict[Structure, Accounts]] = WeakKeyDictionary()


def _read(world: World, structure: Structure) -> Accounts:
    n = len(world.economies)
    margins = structure.margins
    margin_share = margins.by_economy(world.economies) if margins else np.zeros(n)
    output = np.einsum("ins,n->is", world.flow, 1.0 - margin_share) if margins else world.output
    purchases = structure.inputs.purchases(
        data=world.input_share * world.output[:, None, :],
        revenue=output,
        bought=world.expenditure,
    )
    as_it_is = isinstance(structure.inputs, FullInputs)
    final_share = world.final_share if as_it_is else _final_share(world, purchases)
    input_share = purchases / np.where(output > 0, output, 1.0)[:, None, :]
    if as_it_is and not margins:
        input_share = world.input_share
    found = Accounts(
        expenditure=world.expenditure,
        output=output,
        margin=margin_share * world.flow.sum(axis=(0, 2)),
        margin_share=margin_share,
        revenue=world.revenue,
        input_share=input_share,
        value_added_share=1.0 - input_share.sum(axis=1),
        profit_share=1.0 / (1.0 + world.theta) if structure.profits else np.zeros(len(world.theta)),
        final_share=final_share,
    )
    _check(found, world)
    return found


def _final_share(world: World, purchases: FloatArray) -> FloatArray:
    final = world.expenditure - purchases.sum(axis=2)
    worst = np.unravel_index(int(final.argmin()), final.shape)
    if final[worst] < -ROUNDING * world.expenditure[worst[0]].sum():
        raise StructureError(
            f"inputs exceed what {world.economies[int(worst[0])]} buys of "
            f"{world.sectors[int(worst[1])]}",
            where=f"world '{world.name}'",
            remedy="Give a larger share of value added",
        )
    final = np.maximum(final, 0.0)
    return np.asarray(final / final.sum(axis=1, keepdims=True))


def _check(accounts: Accounts, world: World) -> None:
    labour = np.where(accounts.output > 0, accounts.value_added_share - accounts.profit_share, 0.0)
    worst = np.unravel_index(int(labour.argmin()), labour.shape)
    if labour[worst] < -ROUNDING:
        economy, sector = world.economies[int(worst[0])], world.sectors[int(worst[1])]
        added, profit = accounts.value_added_share[worst], accounts.profit_share[int(worst[1])]
        raise StructureError(
            f"value added is {added:.1%} of the revenue of {sector} in {economy}, where margins "
            f"are taken out and profits alone would take {profit:.1%}",
            where=f"world '{world.name}'",
            remedy="Take another structure, smaller margins, or inputs=NoInputs()",
        )
