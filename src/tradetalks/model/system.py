"""The model's equations as one map from a point to a nearer one."""

from typing import NamedTuple

import jax.numpy as jnp

from tradetalks.model.clearing import labour_demand, next_log_wage
from tradetalks.model.costs import log_unit_cost
from tradetalks.model.labour import log_labour_supply
from tradetalks.model.prices import Attraction, Market, Strength, attraction, market, strength
from tradetalks.model.problem import Answer, Benchmark, Form, Gaps, Point, Shock
from tradetalks.model.runtime import computed_once
from tradetalks.model.scale import log_cost_at_scale
from tradetalks.model.shapes import Bilateral, ByBuyer, ByEconomy, BySeller, Scalar, Vector
from tradetalks.model.shares import expenditure_shares
from tradetalks.model.spending import Receipts, expenditure, income, receipts
from tradetalks.model.technology import Technology, technology_of


class Model(NamedTuple):
    """Everything that stays the same during a solve.

    Attributes:
        form: Which terms the equations have.
        benchmark: The world before.
        technology: What follows from it and its elasticities.
        shock: What changes.
        draw: What draws buyers to sellers under the shock.
    """

    form: Form
    benchmark: Benchmark
    technology: Technology
    shock: Shock
    draw: Attraction


class Response(NamedTuple):
    """What economies do with what they receive.

    Attributes:
        profits: Profits.
        income: Income.
        spending: Spending on each sector.
        demand: What sales and distribution leave for labour.
        log_labour: Log change in labour supplied.
    """

    profits: ByEconomy
    income: ByEconomy
    spending: ByBuyer
    demand: ByEconomy
    log_labour: ByEconomy


def model_of(form: Form, benchmark: Benchmark, shock: Shock) -> Model:
    """Return what stays the same during a solve."""
    technology = technology_of(form, benchmark)
    draw = attraction(
        log_share=benchmark.log_share,
        log_landed=_log_landed(form, benchmark, technology, shock),
        tariff=shock.tariff,
        theta=benchmark.theta,
    )
    return Model(form, benchmark, technology, shock, draw)


def rest_point(benchmark: Benchmark) -> Point:
    """Return the point at which nothing has changed."""
    still = jnp.zeros_like(benchmark.income)
    return Point(still, jnp.zeros_like(benchmark.spending), benchmark.spending, still)


def nearer(model: Model, point: Point) -> tuple[Point, Gaps]:
    """Return a nearer point, and how far each block is from holding on the way there.

    Prices are followed twice before sales are: they are the slowest block and the cheapest, and
    it saves a quarter of the steps.
    """
    benchmark, technology = model.benchmark, model.technology
    first, _ = _prices(model, point)
    priced = point._replace(log_price=first.log_price)
    prices, sellers = _prices(model, priced)
    received = receipts(
        draw=model.draw,
        sellers=sellers,
        prices=prices,
        spending=point.spending,
        margin_share=benchmark.margin_share if model.form.margins else None,
    )
    response = _respond(model, priced, received)
    log_wage = next_log_wage(
        log_wage=point.log_wage,
        log_labour=point.log_labour,
        demand=response.demand,
        labour_income=technology.labour_income,
        pace=technology.pace,
    )
    price_gap = first.log_price - point.log_price
    gaps = _gaps(model, priced, price_gap=price_gap, received=received, response=response)
    return Point(log_wage, prices.log_price, response.spending, response.log_labour), gaps


def excess_demand(model: Model, point: Point) -> ByEconomy:
    """Return the log of what sales leave for labour over what labour asks for (eq. model.8).

    Prices, spending and labour are taken as they are at the point.
    """
    prices, sellers = _prices(model, point)
    received = receipts(
        draw=model.draw,
        sellers=sellers,
        prices=prices,
        spending=point.spending,
        margin_share=model.benchmark.margin_share if model.form.margins else None,
    )
    demand = labour_demand(
        output=received.output,
        labour_share=model.technology.labour_share,
        margin=received.margin,
    )
    asked = _labour_income(model, point)
    return jnp.log(jnp.maximum(demand, 1e-300) / model.technology.labour_income) - jnp.log(
        asked / model.technology.labour_income
    )


def answer_at(model: Model, point: Point) -> Answer:
    """Return the equilibrium at a point, from the plain equations rather than the solver's form."""
    form, benchmark, shock = model.form, model.benchmark, model.shock
    log_cost = _log_cost(model, point)
    log_size = _log_size(model, point)
    log_price = point.log_price if log_size is None else point.log_price - log_size
    raw = expenditure_shares(
        share=benchmark.share,
        log_landed=_log_landed(form, benchmark, model.technology, shock),
        log_cost=log_cost,
        log_price=log_price,
        theta=benchmark.theta,
    )
    total = jnp.where(benchmark.buys.T, jnp.sum(raw, axis=1), 1.0)
    share = computed_once(raw / total[:, None, :])
    flow = share * point.spending.T[:, None, :] / (1.0 + shock.tariff)
    through = jnp.sum(flow, axis=(0, 1))
    margin = jnp.zeros_like(through)
    if form.margins:
        margin = benchmark.margin_share * through
        flow = flow * (1.0 - benchmark.margin_share)
    received = Receipts(
        output=jnp.sum(flow, axis=2).T,
        revenue=jnp.sum(point.spending, axis=1) - through,
        margin=margin,
    )
    response = _respond(model, point, received)
    price_gap = jnp.log(total).T / benchmark.theta
    return Answer(
        log_cost=log_cost,
        share=share,
        output=received.output,
        revenue=received.revenue,
        margin=received.margin,
        profits=response.profits,
        income=response.income,
        gaps=_gaps(model, point, price_gap=price_gap, received=received, response=response),
    )


def largest(gaps: Gaps) -> Scalar:
    """Return the largest gap of any block."""
    return jnp.max(jnp.stack([jnp.max(jnp.abs(block)) for block in gaps]))


def flatten(model: Model, point: Point) -> Vector:
    """Return the unknowns as one vector of like size: logs, and spending over income."""
    benchmark = model.benchmark
    spending = (point.spending - benchmark.spending) / benchmark.income[:, None]
    blocks = [point.log_wage, point.log_price.ravel(), spending.ravel()]
    return jnp.concatenate([*blocks, point.log_labour] if model.form.labour else blocks)


def unflatten(model: Model, vector: Vector) -> Point:
    """Return the point that `flatten` made into a vector; spending cannot be negative."""
    benchmark = model.benchmark
    n, s = benchmark.spending.shape
    log_wage, log_price, spending, log_labour = jnp.split(vector, [n, n * (1 + s), n * (1 + 2 * s)])
    level = benchmark.spending + spending.reshape(n, s) * benchmark.income[:, None]
    if not model.form.labour:
        log_labour = jnp.zeros_like(log_wage)
    return Point(log_wage, log_price.reshape(n, s), jnp.maximum(level, 0.0), log_labour)


def _log_landed(
    form: Form, benchmark: Benchmark, technology: Technology, shock: Shock
) -> Bilateral:
    log_power = jnp.log1p(shock.tariff) - benchmark.log_power
    if form.selection:
        log_power = technology.exponent.T[:, None, :] * log_power
    return computed_once(log_power + shock.log_iceberg)


def _log_cost(model: Model, point: Point) -> BySeller:
    log_bundle = log_unit_cost(
        log_wage=point.log_wage,
        log_price=point.log_price,
        value_added_share=model.technology.labour_cost,
        input_share=model.technology.input_cost,
    )
    if not model.form.scale:
        return log_bundle
    return log_cost_at_scale(
        log_bundle=log_bundle,
        log_wage=point.log_wage,
        log_labour=point.log_labour,
        psi=model.technology.psi,
    )


def _log_size(model: Model, point: Point) -> ByBuyer | None:
    if not model.form.selection:
        return None
    before = model.benchmark.spending
    safe = jnp.where(model.benchmark.buys, before, 1.0)
    grown = jnp.log(jnp.maximum(point.spending, 1e-12 * safe) / safe)
    grown = jnp.where(model.benchmark.buys, grown, 0.0)
    return (1.0 - model.technology.exponent) * (grown - point.log_wage[:, None])


def _prices(model: Model, point: Point) -> tuple[Market, Strength]:
    benchmark = model.benchmark
    sellers = strength(
        log_cost=_log_cost(model, point), theta=benchmark.theta, sells=benchmark.sells
    )
    prices = market(
        draw=model.draw,
        sellers=sellers,
        theta=benchmark.theta,
        buys=benchmark.buys,
        log_size=_log_size(model, point),
    )
    return prices, sellers


def _labour_income(model: Model, point: Point) -> ByEconomy:
    return jnp.exp(point.log_wage + point.log_labour) * model.technology.labour_income


def _respond(model: Model, point: Point, received: Receipts) -> Response:
    benchmark, technology = model.benchmark, model.technology
    profits = received.output @ technology.profit_share
    earned = income(
        value_added=_labour_income(model, point) + profits,
        revenue=received.revenue,
        transfer=model.shock.transfer,
        imbalance=benchmark.imbalance,
        benchmark_value_added=technology.value_added,
        benchmark_revenue=benchmark.revenue,
        closure=model.form.closure,
    )
    spent = expenditure(
        output=received.output,
        income=earned,
        input_share=benchmark.input_share,
        final_share=benchmark.final_share,
    )
    return Response(
        profits=profits,
        income=earned,
        spending=spent,
        demand=labour_demand(
            output=received.output,
            labour_share=technology.labour_share,
            margin=received.margin,
        ),
        log_labour=_log_labour(model, point, received),
    )


def _log_labour(model: Model, point: Point, received: Receipts) -> ByEconomy:
    if not model.form.labour:
        return jnp.zeros_like(point.log_wage)
    benchmark = model.benchmark
    relief = jnp.zeros_like(point.log_wage)
    if model.form.relief:
        before = benchmark.revenue / model.technology.labour_income
        relief = jnp.minimum(received.revenue / _labour_income(model, point) - before, 0.99)
    return log_labour_supply(
        log_wage=point.log_wage,
        log_price_index=jnp.sum(benchmark.final_share * point.log_price, axis=1),
        relief=relief,
        elasticity=benchmark.labour_elasticity,
    )


def _gaps(
    model: Model,
    point: Point,
    *,
    price_gap: ByBuyer,
    received: Receipts,
    response: Response,
) -> Gaps:
    benchmark = model.benchmark
    labour_income = _labour_income(model, point)
    bought = jnp.sum(point.spending, axis=1) - received.revenue - received.margin
    granted = response.income - labour_income - response.profits - received.revenue
    return Gaps(
        price=price_gap,
        spending=(response.spending - point.spending) / benchmark.income[:, None],
        clearing=(response.demand - labour_income) / model.technology.labour_income,
        labour=response.log_labour - point.log_labour,
        balance=(bought - jnp.sum(received.output, axis=1) - granted) / benchmark.income,
    )
