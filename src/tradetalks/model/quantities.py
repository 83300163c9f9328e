"""What an equilibrium is asked for, on the device, so that it can be differentiated."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, UnknownCodeError
from tradetalks.model.problem import Point
from tradetalks.model.shapes import ByBuyer, ByEconomy, BySeller, Scalar
from tradetalks.model.system import Model, answer_at


class Quantities(NamedTuple):
    """Everything a solved world says of itself; units and names as in `Equilibrium`.

    Attributes:
        real_income_hat: Change in real income [economy].
        welfare_hat: Change in welfare [economy]; real income where labour is fixed.
        equivalent_variation: Money worth the change [economy].
        wage_hat: Change in the wage [economy].
        labour_hat: Change in labour [economy].
        real_wage_hat: Change in the wage over the price of consumption [economy].
        price_index_hat: Change in the price of consumption [economy].
        price_hat: Change in prices [economy, sector].
        income: Income [economy].
        value_added: Value added [economy].
        revenue: Tariff revenue [economy].
        exports: Sales to others before tariff [economy].
        imports: Purchases from others before tariff [economy].
        expenditure: Spending, tariff in [economy, sector].
        output: Producer revenue [economy, sector].
        flow: Trade before tariff [exporter, importer, sector].
    """

    real_income_hat: ByEconomy
    welfare_hat: ByEconomy
    equivalent_variation: ByEconomy
    wage_hat: ByEconomy
    labour_hat: ByEconomy
    real_wage_hat: ByEconomy
    price_index_hat: ByEconomy
    price_hat: ByBuyer
    income: ByEconomy
    value_added: ByEconomy
    revenue: ByEconomy
    exports: ByEconomy
    imports: ByEconomy
    expenditure: ByBuyer
    output: BySeller
    flow: Float[Array, "exporter importer sector"]


Outcome = Callable[[Quantities], Scalar]
"""Any one number of an equilibrium, such as `lambda q: jnp.log(q.real_income_hat[3])`."""


@dataclass(frozen=True)
class Measure:
    """One cell of one quantity; it is called with quantities, and compiled once for each cell.

    Attributes:
        quantity: A field of `Quantities`.
        place: The cell, by position on each axis of the quantity.
    """

    quantity: str
    place: tuple[int, ...]

    def __call__(self, quantities: Quantities) -> Scalar:
        """Return the cell."""
        cell: Scalar = getattr(quantities, self.quantity)[self.place]
        return cell


def measure(world: World, quantity: str, *codes: str) -> Measure:
    """Return one cell of one quantity by the codes of its axes.

    Args:
        world: The world the equilibrium is of.
        quantity: A field of `Quantities`, such as "real_income_hat" or "flow".
        codes: An economy; an economy and a sector; or exporter, importer and sector, as the
            quantity has them.

    Raises:
        UnknownCodeError: There is no such quantity, economy or sector.
        InputError: The quantity has more axes than there are codes, or fewer.
    """
    if quantity not in Quantities._fields:
        raise UnknownCodeError("quantity", quantity, Quantities._fields)
    axes = _AXES.get(quantity, ("economy",))
    if len(codes) != len(axes):
        raise InputError(
            f"'{quantity}' with {len(codes)} codes", remedy=f"Name its {', '.join(axes)}"
        )
    find = {"sector": world.sector_index}
    place = (
        find.get(axis, world.economy_index)(code) for axis, code in zip(axes, codes, strict=True)
    )
    return Measure(quantity, tuple(place))


_AXES = {
    "price_hat": ("economy", "sector"),
    "expenditure": ("economy", "sector"),
    "output": ("economy", "sector"),
    "flow": ("exporter", "importer", "sector"),
}


def quantities_at(model: Model, point: Point) -> Quantities:
    """Return what an equilibrium says of itself (eq. model.3 to model.11).

    Args:
        model: The equations.
        point: The unknowns that solve them.
    """
    benchmark, answer = model.benchmark, answer_at(model, point)
    wage, labour = jnp.exp(point.log_wage), jnp.exp(point.log_labour)
    price_index = jnp.exp(jnp.sum(benchmark.final_share * point.log_price, axis=1))
    real_income = answer.income / benchmark.income / price_index
    welfare = _welfare(model, answer.revenue, real_income, wage * labour, price_index)
    sold = answer.share * point.spending.T[:, None, :] / (1.0 + model.shock.tariff)
    abroad = sold * (1.0 - jnp.eye(len(benchmark.income)))
    return Quantities(
        real_income_hat=real_income,
        welfare_hat=welfare,
        equivalent_variation=(welfare - 1.0) * benchmark.income,
        wage_hat=wage,
        labour_hat=labour,
        real_wage_hat=wage / price_index,
        price_index_hat=price_index,
        price_hat=jnp.exp(point.log_price),
        income=answer.income,
        value_added=wage * labour * model.technology.labour_income + answer.profits,
        revenue=answer.revenue,
        exports=jnp.sum(abroad, axis=(0, 2)),
        imports=jnp.sum(abroad, axis=(0, 1)),
        expenditure=point.spending,
        output=answer.output,
        flow=jnp.moveaxis(sold, 0, 2),
    )


def _welfare(
    model: Model,
    revenue: ByEconomy,
    real_income: ByEconomy,
    labour_income: ByEconomy,
    price_index: ByEconomy,
) -> ByEconomy:
    """Return the change in welfare (eq. model.22)."""
    if not model.form.labour:
        return real_income
    benchmark, before = model.benchmark, model.technology.labour_income
    tax = jnp.zeros_like(revenue)
    if model.form.relief:
        tax = revenue / (labour_income * before) - benchmark.revenue / before
    elasticity = benchmark.labour_elasticity
    toil = elasticity / (1.0 + elasticity) * (1.0 - tax) * before
    weight = benchmark.income / (benchmark.income - toil)
    return weight * real_income + (1.0 - weight) * labour_income / price_index
