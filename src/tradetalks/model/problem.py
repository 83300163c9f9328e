"""What the solver is given and what it looks for, as records of arrays on the device."""

from typing import NamedTuple

from tradetalks.model.closure import Closure
from tradetalks.model.shapes import (
    Bilateral,
    ByBuyer,
    ByEconomy,
    BySector,
    BySeller,
    Inputs,
    Mask,
    Scalar,
)


class Form(NamedTuple):
    """Which terms the equations have; a program is compiled for each form once.

    Attributes:
        closure: How imbalances are closed.
        labour: Whether labour supply answers.
        relief: Whether new tariff revenue replaces income tax.
        scale: Whether there are economies of scale.
        margins: Whether part of spending is earned at home.
        selection: Whether firms enter and leave markets.
        profits: Whether firms keep profits.
    """

    closure: Closure = Closure.SHARE
    labour: bool = False
    relief: bool = False
    scale: bool = False
    margins: bool = False
    selection: bool = False
    profits: bool = False


class Benchmark(NamedTuple):
    """A world as the solver sees it; units as in `tradetalks.model.accounts.Accounts`.

    Attributes:
        share: Spending shares.
        log_share: Their logs; minus infinity where nothing is bought.
        log_power: Log of one plus the applied rate.
        spending: Spending by economy and sector.
        output: Producer revenue.
        contested: Each sale times the share that rivals have in its market, summed over markets.
        margin: What is earned at home from spending on all goods.
        revenue: Tariff revenue.
        income: Income.
        value_added_share: Value added over revenue, profit in.
        input_share: Cost of inputs over revenue.
        final_share: Final spending shares.
        theta: Trade elasticities.
        imbalance: Deficit in money.
        sells: Where anything is made.
        buys: Where anything is bought.
        margin_share: What is earned at home of spending net of tariff.
        labour_elasticity: Of labour supply in the real wage after tax.
        scale_strength: Scale elasticity times trade elasticity.
        spread: Spread of productivity between firms.
        pass_through: Added to the exponent of the tariff.
    """

    share: Bilateral
    log_share: Bilateral
    log_power: Bilateral
    spending: ByBuyer
    output: BySeller
    contested: BySeller
    margin: ByEconomy
    revenue: ByEconomy
    income: ByEconomy
    value_added_share: BySeller
    input_share: Inputs
    final_share: ByBuyer
    theta: BySector
    imbalance: ByEconomy
    sells: Mask
    buys: Mask
    margin_share: ByEconomy
    labour_elasticity: Scalar
    scale_strength: Scalar
    spread: Scalar
    pass_through: Scalar


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
        log_labour: Log change in labour; zero where it is fixed.
    """

    log_wage: ByEconomy
    log_price: ByBuyer
    spending: ByBuyer
    log_labour: ByEconomy


class Gaps(NamedTuple):
    """How far each block is from holding at a point; all zero in equilibrium.

    Attributes:
        price: Log distance of each price from (eq. model.2).
        spending: Distance from (eq. model.4), over the economy's own benchmark income.
        clearing: Distance from (eq. model.8), over the economy's own benchmark labour income.
        labour: Log distance from (eq. model.18); zero where labour is fixed.
        balance: Imports less exports less the imbalance granted, over own benchmark income; no
            equation of its own, it follows from the others.
    """

    price: ByBuyer
    spending: ByBuyer
    clearing: ByEconomy
    labour: ByEconomy
    balance: ByEconomy


class Answer(NamedTuple):
    """The equilibrium in levels and changes, each from its own equation.

    Attributes:
        log_cost: Log change in unit cost.
        share: New spending shares.
        output: New producer revenue.
        revenue: New tariff revenue.
        margin: New income from margins.
        profits: New profits.
        income: New income.
        gaps: What is left of each block.
    """

    log_cost: BySeller
    share: Bilateral
    output: BySeller
    revenue: ByEconomy
    margin: ByEconomy
    profits: ByEconomy
    income: ByEconomy
    gaps: Gaps
