"""The model's equations as one map from a point to a nearer one."""

from typing import NamedTuple

import jax.numpy as jnp

from tradetalks.model.clearing import labour_demand, next_log_wage
from tradetalks.model.costs import log_unit_cost
from tradetalks.model.prices import Attraction, Market, Strength, attraction, market, strength
from tradetalks.model.problem import Answer, Benchmark, Gaps, Point, Shock
from tradetalks.model.runtime import computed_once
from tradetalks.model.shapes import Bilateral, ByBuyer, ByEconomy, BySeller, Scalar, Vector
from tradetalks.model.shares import expenditure_shares
from tradetalks.model.spending import Receipts, expenditure, income, receipts


class Response(NamedTuple):
    """What economies do with what they receive.

    Attributes:
        income: Income.
        spending: Spending on each sector.
        demand: Value added that sales leave.
    """

    income: ByEconomy
    spending: ByBuyer
    demand: ByEconomy


def draw_of(benchmark: Benchmark, shock: Shock) -> Attraction:
    """Return what draws buyers to sellers under a shock; constant during a solve."""
    return attraction(
        log_share=benchmark.log_share,
        log_landed=_log_landed(benchmark, shock),
        tariff=shock.tariff,
        theta=benchmark.theta,
    )


def nearer(
    benchmark: Benchmark, shock: Shock, draw: Attraction, point: Point
) -> tuple[Point, Gaps]:
    """Return a nearer point, and how far each block is from holding on the way there.

    Prices are followed twice before sales are: they are the slowest block and the cheapest, and
    it saves a quarter of the steps.
    """
    first, _ = _prices(benchmark, draw, point)
    priced = point._replace(log_price=first.log_price)
    prices, sellers = _prices(benchmark, draw, priced)
    received = receipts(draw=draw, sellers=sellers, prices=prices, spending=point.spending)
    response = _respond(benchmark, shock, priced, received)
    log_wage = next_log_wage(
        log_wage=point.log_wage,
        demand=response.demand,
        value_added=benchmark.value_added,
        pace=benchmark.pace,
    )
    price_gap = first.log_price - point.log_price
    gaps = _gaps(benchmark, priced, price_gap=price_gap, received=received, response=response)
    return Point(log_wage, prices.log_price, response.spending), gaps


def answer_at(benchmark: Benchmark, shock: Shock, point: Point) -> Answer:
    """Return the equilibrium at a point, from the plain equations rather than the solver's form."""
    log_cost = _log_cost(benchmark, point)
    raw = expenditure_shares(
        share=benchmark.share,
        log_landed=_log_landed(benchmark, shock),
        log_cost=log_cost,
        log_price=point.log_price,
        theta=benchmark.theta,
    )
    total = jnp.where(benchmark.buys.T, jnp.sum(raw, axis=1), 1.0)
    share = computed_once(raw / total[:, None, :])
    flow = share * point.spending.T[:, None, :] / (1.0 + shock.tariff)
    received = Receipts(
        output=jnp.sum(flow, axis=2).T,
        revenue=jnp.sum(point.spending, axis=1) - jnp.sum(flow, axis=(0, 1)),
    )
    response = _respond(benchmark, shock, point, received)
    price_gap = jnp.log(total).T / benchmark.theta
    gaps = _gaps(benchmark, point, price_gap=price_gap, received=received, response=response)
    return Answer(log_cost, share, received.output, received.revenue, response.income, gaps)


def largest(gaps: Gaps) -> Scalar:
    """Return the largest gap of any block."""
    return jnp.max(jnp.stack([jnp.max(jnp.abs(block)) for block in gaps]))


def flatten(benchmark: Benchmark, point: Point) -> Vector:
    """Return the unknowns as one vector of like size: logs, and spending over income."""
    spending = (point.spending - benchmark.spending) / benchmark.income[:, None]
    return jnp.concatenate([point.log_wage, point.log_price.ravel(), spending.ravel()])


def unflatten(benchmark: Benchmark, vector: Vector) -> Point:
    """Return the point that `flatten` made into a vector; spending cannot be negative."""
    n, s = benchmark.spending.shape
    log_wage, log_price, spending = jnp.split(vector, [n, n * (1 + s)])
    level = benchmark.spending + spending.reshape(n, s) * benchmark.income[:, None]
    return Point(log_wage, log_price.reshape(n, s), jnp.maximum(level, 0.0))


def _log_landed(benchmark: Benchmark, shock: Shock) -> Bilateral:
    return computed_once(jnp.log1p(shock.tariff) - benchmark.log_power + shock.log_iceberg)


def _log_cost(benchmark: Benchmark, point: Point) -> BySeller:
    return log_unit_cost(
        log_wage=point.log_wage,
        log_price=point.log_price,
        value_added_share=benchmark.value_added_share,
        input_share=benchmark.input_share,
    )


def _prices(benchmark: Benchmark, draw: Attraction, point: Point) -> tuple[Market, Strength]:
    sellers = strength(
        log_cost=_log_cost(benchmark, point), theta=benchmark.theta, sells=benchmark.sells
    )
    prices = market(draw=draw, sellers=sellers, theta=benchmark.theta, buys=benchmark.buys)
    return prices, sellers


def _respond(benchmark: Benchmark, shock: Shock, point: Point, received: Receipts) -> Response:
    earned = income(
        wage_bill=jnp.exp(point.log_wage) * benchmark.value_added,
        revenue=received.revenue,
        imbalance_share=benchmark.imbalance_share,
        transfer=shock.transfer,
    )
    spent = expenditure(
        output=received.output,
        income=earned,
        input_share=benchmark.input_share,
        final_share=benchmark.final_share,
    )
    demand = labour_demand(output=received.output, value_added_share=benchmark.value_added_share)
    return Response(income=earned, spending=spent, demand=demand)


def _gaps(
    benchmark: Benchmark,
    point: Point,
    *,
    price_gap: ByBuyer,
    received: Receipts,
    response: Response,
) -> Gaps:
    wage_bill = jnp.exp(point.log_wage) * benchmark.value_added
    bought = jnp.sum(point.spending, axis=1) - received.revenue
    granted = response.income - wage_bill - received.revenue
    return Gaps(
        price=price_gap,
        spending=(response.spending - point.spending) / benchmark.income[:, None],
        clearing=(response.demand - wage_bill) / benchmark.value_added,
        balance=(bought - jnp.sum(received.output, axis=1) - granted) / benchmark.income,
    )
