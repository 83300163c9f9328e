"""What NAFTA did, as the Advanced Guide has it, by its own rounds, and in equilibrium."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.replications.advanced_guide_files import Column, columns
from tests.replications.advanced_guide_rounds import (
    REFERENCE,
    SIGMA,
    as_published,
    benchmark,
    trade_at,
)
from tests.replications.advanced_guide_trade import Costs, estimate, read_stata
from tests.replications.gravity_plain import Endowment, as_endowment, balanced, with_engine
from tradetalks.atlas.world import Array
from tradetalks.model.equilibrium import Equilibrium


@dataclass(frozen=True, eq=False, kw_only=True)
class Effects:
    """What NAFTA did, percent [economy]: the five columns that the book's program exports.

    All are with NAFTA relative to without it, except the price at the gate, which the book takes
    relative to the world with NAFTA.

    Attributes:
        exports_conditional: Sales abroad at given output and expenditure.
        exports: Sales abroad in full endowment equilibrium, in prices of the reference.
        price: Price at the gate.
        index: Inward multilateral resistance, the price index.
        real_gdp: Output over the price index.
    """

    exports_conditional: Array
    exports: Array
    price: Array
    index: Array
    real_gdp: Array


@dataclass(frozen=True, eq=False, kw_only=True)
class Findings:
    """Everything the page shows.

    Attributes:
        costs: The estimates.
        theirs: The book's result files.
        rounds: The same by the book's procedure, stopped where it stops.
        exact: The same in equilibrium, by the engine.
        equilibrium: The engine's answer.
        columns: Every column of the two result files beside ours.
    """

    costs: Costs
    theirs: Effects
    rounds: Effects
    exact: Effects
    equilibrium: Equilibrium
    columns: tuple[Column, ...]


def find(data: Path) -> Findings:
    """Return the book's numbers and ours.

    Args:
        data: Folder of raw data.
    """
    costs = estimate(data)
    before = benchmark(costs).fit
    found = with_engine(
        before.trade,
        change=costs.without_nafta / costs.openness,
        sigma=SIGMA,
        economies=costs.economies,
    )
    return Findings(
        costs=costs,
        theirs=_published(data),
        rounds=_by_rounds(costs),
        exact=_in_equilibrium(
            costs, as_endowment(found).in_money_of(costs.economies.index(REFERENCE))
        ),
        equilibrium=found,
        columns=columns(data, costs),
    )


def _published(data: Path) -> Effects:
    made = read_stata(data, "2_RTAsEffects_FULL_PROD.dta").sort_values("country")
    used = read_stata(data, "2_RTAsEffects_FULL_CONS.dta").sort_values("country")
    resistance = (used["IMR_FULL"].to_numpy() / used["IMR_BLN"].to_numpy()) ** (1 / (1 - SIGMA))
    output = made["Y_BLN"].to_numpy() / made["Y_FULL"].to_numpy()
    return Effects(
        exports_conditional=made["change_Xi_CDL"].to_numpy(),
        exports=made["change_Xi_FULL"].to_numpy(),
        price=made["change_price_FULL"].to_numpy(),
        index=used["change_IMR_FULL"].to_numpy(),
        real_gdp=100 * (output * resistance - 1),
    )


def _by_rounds(costs: Costs) -> Effects:
    start, end = benchmark(costs), as_published(costs)
    index = (end.inward / start.inward) ** (1 / (1 - SIGMA))
    sold = abroad(trade_at(end, costs))
    return _effects(costs, exports=sold, price=end.price, index=index)


def _in_equilibrium(costs: Costs, end: Endowment) -> Effects:
    return _effects(costs, exports=end.exports, price=end.price_hat, index=end.index_hat)


def _effects(costs: Costs, *, exports: Array, price: Array, index: Array) -> Effects:
    """Return the effects of NAFTA from changes when it ends."""
    with_it = benchmark(costs).fit.exports
    conditional = balanced(
        costs.without_nafta, output=costs.output, expenditure=costs.expenditure
    ).exports
    return Effects(
        exports_conditional=100 * (with_it / conditional - 1),
        exports=100 * (with_it / exports - 1),
        price=100 * (1 - price),
        index=100 * (1 / index - 1),
        real_gdp=100 * (index / price - 1),
    )


def abroad(trade: Array) -> Array:
    """Return what each economy sells abroad, from flows [exporter, importer]."""
    return np.asarray(trade.sum(axis=1) - np.diag(trade))
