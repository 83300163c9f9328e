"""The Advanced Guide's own way to the full endowment general equilibrium, with its stopping rule.

Each round multiplies fitted trade by the last round's changes in prices and resistances and fits
it again, and the rounds stop when prices move by less than 0.01. That is three rounds for NAFTA,
and it is not an equilibrium: the next rounds swing about it. To have the book's numbers one must
stop where the book does; `gravity_plain.full_endowment` and the engine have the equilibrium.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from tests.replications.advanced_guide_trade import Costs
from tests.replications.gravity_plain import Gravity, balanced
from tradetalks.atlas.world import Array

SIGMA = 7.0
REFERENCE = "DEU"
"""The economy whose inward resistance is one; all money is in its prices."""

STOP = 0.01
"""Spread and largest rise of the move in prices at which the book's rounds end."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Round:
    """Where the book's iteration stands; resistances are to the power 1 − σ.

    Attributes:
        fit: Fitted trade without NAFTA.
        outward: Outward resistance [economy].
        inward: Inward resistance.
        output: Sum of fitted sales.
        expenditure: The benchmark's multiple of output.
        step: Change in prices in this round, new over old.
        price: Change in prices since the benchmark.
    """

    fit: Gravity
    outward: Array
    inward: Array
    output: Array
    expenditure: Array
    step: Array
    price: Array


def benchmark(costs: Costs) -> Round:
    """Return fitted trade with NAFTA, at observed output and expenditure."""
    fit = balanced(costs.openness, output=costs.output, expenditure=costs.expenditure)
    reference = costs.economies.index(REFERENCE)
    return Round(
        fit=fit,
        outward=fit.outward(reference),
        inward=fit.inward(reference),
        output=costs.output,
        expenditure=costs.expenditure,
        step=np.zeros_like(costs.output),
        price=np.ones_like(costs.output),
    )


def rounds(costs: Costs) -> Iterator[Round]:
    """Yield the conditional equilibrium without NAFTA, then one round after the other for ever.

    Args:
        costs: Trade costs with and without NAFTA.
    """
    start = last = benchmark(costs)
    now = _fitted(costs, trade=costs.trade, start=start, last=start, output=costs.output)
    while True:
        yield now
        resistance = (now.outward / last.outward)[:, None] * (now.inward / last.inward)
        if last is start:
            resistance = np.ones_like(resistance)
        trade = now.fit.trade * now.step[:, None] * now.step / resistance
        last, now = now, _fitted(costs, trade=trade, start=start, last=now)


def as_published(costs: Costs) -> Round:
    """Return the round at which the book stops.

    Its rule looks at the round before last: one more is made and used.

    Args:
        costs: Trade costs with and without NAFTA.
    """
    move = np.inf
    before = np.zeros_like(costs.output)
    for now in rounds(costs):
        if move <= STOP:
            return now
        change = now.step - before
        move, before = max(change.std(ddof=1), abs(change.max())), now.step
    raise AssertionError("rounds never end")


def after(costs: Costs, count: int) -> Round:
    """Return the world after a number of rounds; 0 is the conditional equilibrium."""
    return next(islice(rounds(costs), count, None))


def trade_at(now: Round, costs: Costs) -> Array:
    """Return trade as the book computes it in the end [exporter, importer].

    Spending is the benchmark's multiple of output at the new prices; the world then spends a
    little more or less than it earns, and no column is scaled to mend it.

    Args:
        now: The last round.
        costs: Trade costs with and without NAFTA.
    """
    effect = now.output / now.outward
    return np.asarray(
        effect[:, None] * costs.without_nafta * now.price * costs.expenditure / now.inward
    )


def _fitted(
    costs: Costs, *, trade: Array, start: Round, last: Round, output: Array | None = None
) -> Round:
    reference = costs.economies.index(REFERENCE)
    sold, bought = trade.sum(axis=1), trade.sum(axis=0)
    fit = balanced(costs.without_nafta, output=sold, expenditure=bought)
    made = sold if output is None else output
    spent = costs.expenditure / costs.output * made
    scale = fit.buyer[reference]
    outward = made * spent[reference] / (fit.seller * scale)
    step = _price(outward, made, last)
    return Round(
        fit=fit,
        outward=outward,
        inward=spent / (fit.buyer / scale * spent[reference]),
        output=made,
        expenditure=spent,
        step=step,
        price=_price(outward, made, start),
    )


def _price(outward: Array, output: Array, since: Round) -> Array:
    """Return the change in prices since a round that its exporter effects imply."""
    effect = (output / outward) / (since.output / since.outward)
    return np.asarray(effect ** (1.0 / (1.0 - SIGMA)))
