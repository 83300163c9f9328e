"""What follows from a benchmark and its elasticities, and stays the same during a solve."""

from typing import NamedTuple

import jax.numpy as jnp

from tradetalks.model.problem import Benchmark, Form
from tradetalks.model.shapes import ByBuyer, ByEconomy, BySector, BySeller, Inputs, Scalar


class Technology(NamedTuple):
    """How costs and incomes split, under one set of elasticities.

    Attributes:
        labour_share: Labour cost over revenue.
        labour_cost: Labour over all cost, the exponent of the wage.
        input_cost: Inputs over all cost, the exponents of their prices.
        profit_share: Profit over revenue (eq. model.21); zero without profits.
        psi: Scale elasticity; zero without economies of scale.
        exponent: Of the tariff in trade shares (eq. model.20); one without selection.
        labour_income: Benchmark labour income, margins in.
        value_added: Benchmark value added, profits in.
        pace: How far wages follow excess demand in one step.
    """

    labour_share: BySeller
    labour_cost: BySeller
    input_cost: Inputs
    profit_share: BySector
    psi: BySector
    exponent: ByBuyer
    labour_income: ByEconomy
    value_added: ByEconomy
    pace: ByEconomy


def technology_of(form: Form, benchmark: Benchmark) -> Technology:
    """Return what follows from a benchmark and its elasticities."""
    theta, nothing = benchmark.theta, jnp.zeros_like(benchmark.theta)
    profit_share = profit_share_of(theta) if form.profits else nothing
    labour_share = benchmark.value_added_share - profit_share
    labour_cost, input_cost = labour_share, benchmark.input_share
    if form.profits:
        labour_cost = labour_share / (1.0 - profit_share)
        input_cost = benchmark.input_share / (1.0 - profit_share)
    made = labour_share * benchmark.output
    labour_income = jnp.sum(made, axis=1) + benchmark.margin
    return Technology(
        labour_share=labour_share,
        labour_cost=labour_cost,
        input_cost=input_cost,
        profit_share=profit_share,
        psi=benchmark.scale_strength / theta if form.scale else nothing,
        exponent=_exponent(form, benchmark),
        labour_income=labour_income,
        value_added=labour_income + benchmark.output @ profit_share,
        pace=_pace(benchmark, labour_share, labour_income),
    )


def profit_share_of(theta: BySector) -> BySector:
    """Return profit over revenue of firms that price over cost at `σ/(σ−1)`, `σ = 1 + θ`.

    It is `1/σ` (eq. model.21).

    Args:
        theta: Trade elasticities.
    """
    return 1.0 / (1.0 + theta)


def tariff_exponent(
    *, theta: BySector, margin_share: ByEconomy, spread: Scalar, pass_through: Scalar
) -> ByBuyer:
    """Return the exponent of one plus the tariff in costs as a buyer meets them (eq. model.20).

    Args:
        theta: Trade elasticities.
        margin_share: What is earned at home of spending net of tariff.
        spread: Spread of productivity between firms.
        pass_through: Added to the exponent.
    """
    shape = theta / spread
    kept = (1.0 - margin_share)[:, None]
    return (1.0 + shape) / (kept * shape) - 1.0 / shape + pass_through


def _exponent(form: Form, benchmark: Benchmark) -> ByBuyer:
    if not form.selection:
        return jnp.ones_like(benchmark.spending)
    return tariff_exponent(
        theta=benchmark.theta,
        margin_share=benchmark.margin_share,
        spread=benchmark.spread,
        pass_through=benchmark.pass_through,
    )


def _pace(benchmark: Benchmark, labour_share: BySeller, labour_income: ByEconomy) -> ByEconomy:
    """Return one over one plus the own-wage elasticity of labour demand, inputs left aside.

    Following excess demand one for one overshoots where elasticities are high; this is the step
    that would land on clearing wages if each economy were alone in changing its own.
    """
    elasticity = jnp.sum(labour_share * benchmark.theta * benchmark.contested, axis=1)
    return 1.0 / (1.0 + elasticity / labour_income)
