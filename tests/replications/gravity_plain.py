"""One-sector gravity with given endowments, in numpy alone: what the engine is held against.

Openness is trade cost to the power 1 − σ, home included. Trade is
`seller[i] · openness[i, n] · buyer[n]`, whatever the theory behind it; the theory is in what the
two factors mean and in what may move (Anderson and van Wincoop 2003).
"""

from dataclasses import dataclass

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.presets import preset

STEPS = 100_000
"""More than any of these fixed points takes."""

SETTLED = 1e-14
"""Relative move of every unknown at which a fixed point is reached: rounding."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Gravity:
    """Trade that fits given openness, output and expenditure.

    Attributes:
        trade: Flows [exporter, importer], home sales on the diagonal.
        seller: Factor of each exporter, up to one common scale.
        buyer: Factor of each importer, up to the inverse of that scale.
    """

    trade: Array
    seller: Array
    buyer: Array

    @property
    def exports(self) -> Array:
        """What each economy sells abroad."""
        return self.trade.sum(axis=1) - np.diag(self.trade)

    def inward(self, reference: int) -> Array:
        """Return inward multilateral resistance to the power 1 − σ, one at the reference."""
        relative = self.trade.sum(axis=0) / self.buyer
        return np.asarray(relative / relative[reference])

    def outward(self, reference: int) -> Array:
        """Return outward resistance to the power 1 − σ, in units of money, to match `inward`."""
        scale = self.trade[:, reference].sum() / self.buyer[reference]
        return np.asarray(self.trade.sum(axis=1) / self.seller * scale)


def balanced(openness: Array, *, output: Array, expenditure: Array) -> Gravity:
    """Return trade at given output and expenditure: the conditional general equilibrium.

    Multilateral resistances adjust, prices at the gate do not. It is also what PPML fits with
    exporter and importer effects and openness given (Fally 2015), so no regression is needed.

    Args:
        openness: Trade cost to the power 1 − σ [exporter, importer].
        output: Sales of each economy, at home included.
        expenditure: What each economy buys; the sum is that of output.
    """
    seller = np.ones_like(output)
    for _ in range(STEPS):
        buyer = expenditure / (seller @ openness)
        again = output / (openness @ buyer)
        moved = np.abs(again / seller - 1.0).max()
        seller = again
        if moved < SETTLED:
            break
    return Gravity(trade=seller[:, None] * openness * buyer, seller=seller, buyer=buyer)


@dataclass(frozen=True, eq=False, kw_only=True)
class Endowment:
    """The full endowment general equilibrium after a change.

    Attributes:
        price_hat: Change in the price at the gate [economy].
        index_hat: Change in the price of what each economy buys.
        trade: New flows [exporter, importer]; world output is what it was.
    """

    price_hat: Array
    index_hat: Array
    trade: Array

    @property
    def exports(self) -> Array:
        """What each economy sells abroad."""
        return np.asarray(self.trade.sum(axis=1) - np.diag(self.trade))

    def in_money_of(self, reference: int) -> "Endowment":
        """Return the same with the reference's price index held where it was."""
        unit = self.index_hat[reference]
        return Endowment(
            price_hat=self.price_hat / unit,
            index_hat=self.index_hat / unit,
            trade=self.trade / unit,
        )


def full_endowment(trade: Array, *, change: Array, sigma: float) -> Endowment:
    """Return the equilibrium after a change in openness, quantities given, by plain iteration.

    Spending stays the same multiple of output, all multiples scaled so that the world spends what
    it earns.

    Args:
        trade: Flows before [exporter, importer].
        change: Openness, new over old, same axes.
        sigma: Elasticity of substitution.
    """
    output, expenditure = trade.sum(axis=1), trade.sum(axis=0)
    share, price = trade / expenditure, np.ones_like(output)
    for _ in range(STEPS):
        weight = share * change * price[:, None] ** (1.0 - sigma)
        spent = price * expenditure
        spent *= (price * output).sum() / spent.sum()
        sold = weight / weight.sum(axis=0) @ spent
        again = price * (sold / (price * output)) ** (1.0 / sigma)
        moved = np.abs(again / price - 1.0).max()
        price = again * output.sum() / (again * output).sum()
        if moved < SETTLED:
            break
    return Endowment(
        price_hat=price,
        index_hat=weight.sum(axis=0) ** (1.0 / (1.0 - sigma)),
        trade=weight / weight.sum(axis=0) * spent,
    )


def with_engine(
    trade: Array, *, change: Array, sigma: float, economies: tuple[str, ...]
) -> Equilibrium:
    """Return the same equilibrium by the project's own engine, under its preset `gravity_2003`.

    Args:
        trade: Flows before [exporter, importer].
        change: Openness, new over old, same axes.
        sigma: Elasticity of substitution, one more than the trade elasticity.
        economies: Their codes.
    """
    world = _world(trade, economies, theta=sigma - 1.0)
    iceberg = change[:, :, None] ** (1.0 / (1.0 - sigma))
    structure = preset("gravity_2003", world)
    return solve(world, world.tariff, iceberg=iceberg, structure=structure)


def as_endowment(found: Equilibrium) -> Endowment:
    """Return the engine's answer in the terms of this module."""
    return Endowment(
        price_hat=found.wage_hat, index_hat=found.price_index_hat, trade=found.flow[:, :, 0]
    )


def _world(trade: Array, economies: tuple[str, ...], *, theta: float) -> World:
    n = len(economies)
    return World(
        name="one-sector gravity",
        year=1994,
        economies=economies,
        sectors=("all",),
        economy_names=economies,
        sector_names=("All goods",),
        spending=trade[:, :, None],
        tariff=np.zeros((n, n, 1)),
        value_added_share=np.ones((n, 1)),
        input_share=np.zeros((n, 1, 1)),
        final_share=np.ones((n, 1)),
        elasticities={"given": np.array([theta])},
        elasticity="given",
    )
