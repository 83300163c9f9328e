"""Two published models written down as their authors write them, and solved by another method.

They share nothing with the package but the `World` they read. Each is one square system of
equations, with the wage of the first economy as the numéraire in place of its own market,
given to a quasi-Newton method of SciPy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root

from tradetalks.atlas.world import World

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class PlainAnswer:
    """What a plain solver found.

    Attributes:
        wage_hat: Change in the wage; 1 in the first economy [economy].
        labour_hat: Change in labour [economy].
        income: New income, in money in which the first wage has not changed [economy].
        profits: New profits, likewise [economy].
        real_income_hat: Change in real income [economy].
        welfare_hat: Change in welfare [economy].
        residual: Largest residual of any equation, relative.
    """

    wage_hat: Array
    labour_hat: Array
    income: Array
    profits: Array
    real_income_hat: Array
    welfare_hat: Array
    residual: float


@dataclass(frozen=True, kw_only=True)
class Ignatenko:
    """Parameters of Ignatenko, Lashkaripour, Macedoni and Simonovska (2025).

    Attributes:
        kappa: Elasticity of labour supply.
        psi: Scale elasticity.
        margin: Share earned at home [economy].
        spread: Trade elasticity over Pareto shape.
        relief: Whether tariff revenue replaces income tax.
        selection: Whether firms enter and leave markets.
    """

    kappa: float
    psi: float
    margin: Array
    spread: float = 0.67
    relief: bool = True
    selection: bool = True


def solve_ignatenko(world: World, tariff: Array, given: Ignatenko) -> PlainAnswer:
    """Return the equilibrium of their one-sector model; the benchmark has no tariffs.

    Args:
        world: Any world of one sector without tariffs.
        tariff: New applied rates [exporter, importer, sector].
        given: Their parameters.
    """
    trade, share, t = world.flow[:, :, 0], world.share[:, :, 0], tariff[:, :, 0]
    epsilon, nu, n = float(world.theta[0]), given.margin, len(world.economies)
    q = epsilon / given.spread
    phi = (1 + q) / ((1 - nu) * q) - 1 / q if given.selection else np.ones(n)
    spent = trade.sum(axis=0)
    earned = trade @ (1 - nu) + nu * spent
    transfer = spent - earned

    def market(w: Array, e: Array, jobs: Array, p: Array) -> tuple[Array, ...]:
        draw = share * (w / jobs**given.psi)[:, None] ** -epsilon * (1 + t) ** (-phi * epsilon)
        new_share = draw / draw.sum(axis=0)
        price = (e / w) ** (1 - phi) * draw.sum(axis=0) ** (-1 / epsilon)
        net = new_share * (e * spent) / (1 + t)
        income = net @ (1 - nu) + nu * net.sum(axis=0)
        revenue = (t * net).sum(axis=0)
        h = 1 / (1 - revenue / (w * jobs * earned)) if given.relief else np.ones(n)
        return price, income, revenue, (h * w / p) ** given.kappa

    def gaps(x: Array) -> Array:
        w, e, jobs, p = np.exp(x.reshape(4, n))
        price, income, revenue, supply = market(w, e, jobs, p)
        spending = w * jobs * earned
        spending = spending + revenue + transfer * (w * jobs * earned).sum() / earned.sum()
        clearing = np.log(income / (w * jobs * earned))
        clearing[0] = np.log(w[0])
        return np.concatenate(
            [np.log(price / p), clearing, np.log(spending / (e * spent)), np.log(supply / jobs)]
        )

    w, e, jobs, p = np.exp(_zero(gaps, 4 * n).reshape(4, n))
    _, _, revenue, _ = market(w, e, jobs, p)
    tax = revenue / (w * jobs * earned) if given.relief else np.zeros(n)
    delta = spent / (spent - given.kappa * (1 - tax) * earned / (1 + given.kappa))
    return PlainAnswer(
        wage_hat=w,
        labour_hat=jobs,
        income=e * spent,
        profits=np.zeros(n),
        real_income_hat=e / p,
        welfare_hat=delta * e / p + (1 - delta) * w * jobs / p,
        residual=float(np.abs(gaps(np.log([w, e, jobs, p]).ravel())).max()),
    )


def solve_ossa(world: World, tariff: Array) -> PlainAnswer:
    """Return the equilibrium of Ossa (2014): firms in fixed number, trade balanced afterwards.

    Args:
        world: Any world; what it calls inputs is final demand. Changes are relative to it as it
            is, imbalances in.
        tariff: New applied rates [exporter, importer, industry].
    """
    trade, sigma, n = world.flow, 1 + world.theta, len(world.economies)
    sold, value = trade.sum(axis=1), trade * (1 + world.tariff)
    spent = value.sum(axis=(0, 2))
    taste = value.sum(axis=0) / spent[:, None]
    labour = (sold * (1 - 1 / sigma)).sum(axis=1)
    tau = (1 + tariff) / (1 + world.tariff)

    def market(w: Array, x: Array) -> tuple[Array, Array]:
        landed = (w[:, None, None] * tau) ** (1 - sigma)
        index = np.where(world.expenditure > 0, (world.share * landed).sum(axis=0), 1.0)
        new_trade = trade * landed / tau / index * x[:, None]
        return index ** (1 / (1 - sigma)), new_trade

    def gaps(unknown: Array) -> Array:
        w, x = np.exp(unknown.reshape(2, n))
        _, new_trade = market(w, x)
        new_profit = new_trade.sum(axis=1) / sigma
        paid = ((sigma - 1) * new_profit).sum(axis=1)
        income = w * labour + (tariff * new_trade).sum(axis=(0, 2)) + new_profit.sum(axis=1)
        clearing = np.log(paid / (w * labour))
        clearing[0] = np.log(w[0])
        return np.concatenate([clearing, np.log(income / (x * spent))])

    w, x = np.exp(_zero(gaps, 2 * n).reshape(2, n))
    price, new_trade = market(w, x)
    real = x / np.exp((taste * np.log(price)).sum(axis=1))
    return PlainAnswer(
        wage_hat=w,
        labour_hat=np.ones(n),
        income=x * spent,
        profits=(new_trade.sum(axis=1) / sigma).sum(axis=1),
        real_income_hat=real,
        welfare_hat=real,
        residual=float(np.abs(gaps(np.log([w, x]).ravel())).max()),
    )


def _zero(gaps: Callable[[Array], Array], size: int) -> Array:
    found = root(gaps, np.zeros(size), method="hybr", options={"xtol": 1e-13})
    return np.asarray(found.x)
