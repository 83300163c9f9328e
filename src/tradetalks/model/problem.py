"""What the solver is given and what it looks for, as records of arrays on the device."""

from typing import NamedTuple

from tradetalks.model.shapes import (
    Bilateral,
    ByBuyer,
    ByEconomy,
    BySector,
    BySeller,
    Inputs,
    Mask,
)


class Benchmark(NamedTuple):
    """A world as the solver sees it; units as in `tradetalks.atlas.world.World`.

    Attributes:
        share: Spending shares.
        log_share: Their logs; minus infinity where nothing is bought.
        log_power: Log of one plus the applied rate.
        spending: Spending by economy and sector.
        value_added: Value added.
        income: Income.
        value_added_share: Value added over revenue.
        input_share: Cost of inputs over revenue.
        final_share: Final spending shares.
        theta: Trade elasticities.
        imbalance_share: Deficit as a share of world income, or zero where imbalances are purged.
        sells: Where anything is made.
        buys: Where anything is bought.
        pace: How far wages follow excess demand in one step.
    """

    share: Bilateral
    log_share: Bilateral
    log_power: Bilateral
    spending: ByBuyer
    value_added: ByEconomy
    income: ByEconomy
    value_added_share: BySeller
    input_share: Inputs
    final_share: ByBuyer
    theta: BySector
    imbalance_share: ByEconomy
    sells: Mask
    buys: Mask
    pace: ByEconomy


class Shock(NamedTuple):
    """What changes.

    Attributes:
        tariff: New applied rates.
        log_iceberg: Log change in trade costs other than tariffs; infinite where trade is cut.
        transfer: Money received from other economies, billions of US dollars; sums to zero.
    """

    tariff: Bilateral
    log_iceberg: Bilateral
    transfer: ByEconomy


class Point(NamedTuple):
    """The unknowns.

    Attributes:
        log_wage: Log change in the wage.
        log_price: Log change in the price of each sector where it is bought.
        spending: New spending on each sector, tariff in, billions of US dollars.
    """

    log_wage: ByEconomy
    log_price: ByBuyer
    spending: ByBuyer


class Gaps(NamedTuple):
    """How far each block is from holding at a point; all zero in equilibrium.

    Attributes:
        price: Log distance of each price from (eq. model.2).
        spending: Distance from (eq. model.4), over the economy's own benchmark income.
        clearing: Distance from (eq. model.8), over the economy's own benchmark value added.
        balance: Imports less exports less the imbalance granted, over own benchmark income; no
            equation of its own, it follows from the others.
    """

    price: ByBuyer
    spending: ByBuyer
    clearing: ByEconomy
    balance: ByEconomy


class Answer(NamedTuple):
    """The equilibrium in levels and changes, each from its own equation.

    Attributes:
        log_cost: Log change in unit cost.
        share: New spending shares.
        output: New producer revenue.
        revenue: New tariff revenue.
        income: New income.
        gaps: What is left of each block.
    """

    log_cost: BySeller
    share: Bilateral
    output: BySeller
    revenue: ByEconomy
    income: ByEconomy
    gaps: Gaps
