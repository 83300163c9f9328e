"""A second solver of the same model, in plain NumPy and by another method, to compare with.

It shares nothing with the package but the `World` it reads: prices by their own fixed point,
spending by its own, and wages by a quasi-Newton method on excess demand around both, with one
economy's wage as the numéraire and its market left out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World

Array = NDArray[np.float64]

MOST_INNER = 2000
MOST_OUTER = 200
SMALL = 12
"""Up to so many economies the Jacobian in wages is taken by differences from the start."""


@dataclass(frozen=True, eq=False, kw_only=True)
class PlainAnswer:
    """What the plain solver found.

    Attributes:
        wage_hat: Change in the wage; 1 in the numéraire economy.
        price_hat: Change in the price of each sector [economy, sector].
        spending: New spending, tariff in [economy, sector].
        income: New income.
        real_income_hat: Change in real income.
        residual: Largest excess demand for labour over own value added.
        evaluations: Evaluations of excess demand.
    """

    wage_hat: Array
    price_hat: Array
    spending: Array
    income: Array
    real_income_hat: Array
    residual: float
    evaluations: int


class PlainModel:
    """The model's excess demand for labour as a function of wages."""

    def __init__(
        self,
        world: World,
        tariff: Array,
        *,
        iceberg: Array | None = None,
        transfer: Array | None = None,
        balanced: bool = False,
        inner_tolerance: float = 1e-14,
    ) -> None:
        self.world = world
        self.tolerance = inner_tolerance
        landed = (1 + tariff) / (1 + world.tariff) * (1.0 if iceberg is None else iceberg)
        self.draw = world.share * landed**-world.theta
        self.peak = self.draw.max(axis=0)
        self.draw = self.draw / np.where(self.peak > 0, self.peak, 1.0)
        self.keep = 1.0 / (1.0 + tariff)
        self.bought = world.expenditure > 0
        self.made = world.output > 0
        deficit = 0.0 * world.deficit if balanced else world.deficit
        self.deficit = deficit / world.income.sum()
        self.transfer = np.zeros(len(world.economies)) if transfer is None else transfer
        self.log_price = np.zeros(world.expenditure.shape)
        self.spending = world.expenditure.copy()
        self.evaluations = 0

    def excess(self, log_wage: Array) -> Array:
        """Return the log of labour demand over supply at these wages."""
        self.evaluations += 1
        share = self._prices(log_wage)
        output = self._spend(share, np.exp(log_wage) * self.world.value_added)
        demand = (self.world.value_added_share * output).sum(axis=1)
        return np.log(demand / self.world.value_added) - log_wage

    def _prices(self, log_wage: Array) -> Array:
        world = self.world
        for _ in range(MOST_INNER):
            log_cost = world.value_added_share * log_wage[:, None]
            log_cost = log_cost + np.einsum("nks,nk->ns", world.input_share, self.log_price)
            power = np.where(self.made, -world.theta * log_cost, -np.inf)
            top = power.max(axis=0)
            weight = self.draw * np.exp(power - top)[:, None, :]
            total = np.where(self.bought, weight.sum(axis=0), 1.0)
            raised = np.log(total) + top + np.log(np.where(self.bought, self.peak, 1.0))
            log_price = np.where(self.bought, -raised / world.theta, 0.0)
            moved = np.abs(log_price - self.log_price).max()
            self.log_price = log_price
            if moved < self.tolerance:
                break
        return weight / total

    def _spend(self, share: Array, wage_bill: Array) -> Array:
        world = self.world
        net = share * self.keep
        for _ in range(MOST_INNER):
            output = np.einsum("ins,ns->is", net, self.spending)
            revenue = (self.spending - net.sum(axis=0) * self.spending).sum(axis=1)
            earned = wage_bill + revenue
            given = self.transfer * wage_bill.sum() / world.value_added.sum()
            self.income = earned + self.deficit * earned.sum() + given
            spending = np.einsum("nsk,nk->ns", world.input_share, output)
            spending = spending + world.final_share * self.income[:, None]
            moved = (np.abs(spending - self.spending) / self.income[:, None]).max()
            self.spending = spending
            if moved < self.tolerance:
                break
        return np.einsum("ins,ns->is", net, self.spending)


def solve_plain(
    world: World,
    tariff: Array,
    *,
    iceberg: Array | None = None,
    transfer: Array | None = None,
    balanced: bool = False,
    numeraire: int = 0,
    tolerance: float = 1e-12,
    inner_tolerance: float = 1e-14,
) -> PlainAnswer:
    """Return the equilibrium under new tariffs.

    Args:
        world: The benchmark.
        tariff: New applied rates [exporter, importer, sector].
        iceberg: Change in other trade costs, same axes.
        transfer: Money received from other economies, at constant world value added.
        balanced: Whether imbalances are zero.
        numeraire: Position of the economy whose wage does not change.
        tolerance: Largest log excess demand to stop at.
        inner_tolerance: The same for prices and spending.
    """
    model = PlainModel(
        world,
        tariff,
        iceberg=iceberg,
        transfer=transfer,
        balanced=balanced,
        inner_tolerance=inner_tolerance,
    )
    free = np.arange(len(world.economies)) != numeraire
    log_wage = np.zeros(len(world.economies))
    gap = model.excess(log_wage)
    inverse = _first_inverse(model, log_wage, gap, free)
    for _ in range(MOST_OUTER):
        if np.abs(gap[free]).max() < tolerance:
            break
        step = -(inverse @ gap[free])
        length = min(1.0, 1.0 / np.abs(step).max())
        trial, size = gap, np.inf
        for _ in range(6):
            moved = log_wage.copy()
            moved[free] += length * step
            trial = model.excess(moved)
            size = np.abs(trial[free]).max()
            if size < np.abs(gap[free]).max():
                break
            length /= 2
        else:
            inverse = _by_differences(model, log_wage, gap, free)
            continue
        inverse = _broyden(inverse, moved[free] - log_wage[free], (trial - gap)[free])
        log_wage, gap = moved, trial
    gap = model.excess(log_wage)
    price_index = (world.final_share * model.log_price).sum(axis=1)
    return PlainAnswer(
        wage_hat=np.exp(log_wage),
        price_hat=np.exp(model.log_price),
        spending=model.spending,
        income=model.income,
        real_income_hat=model.income / world.income / np.exp(price_index),
        residual=float(np.abs(gap).max()),
        evaluations=model.evaluations,
    )


def _first_inverse(model: PlainModel, log_wage: Array, gap: Array, free: Array) -> Array:
    if len(log_wage) <= SMALL:
        return _by_differences(model, log_wage, gap, free)
    world = model.world
    rivals = (world.flow * (1 - world.share)).sum(axis=1)
    slope = (world.value_added_share * world.theta * rivals).sum(axis=1) / world.value_added
    return np.diag(-1.0 / (1.0 + slope[free]))


def _by_differences(model: PlainModel, log_wage: Array, gap: Array, free: Array) -> Array:
    places = np.nonzero(free)[0]
    jacobian = np.empty((len(places), len(places)))
    for column, place in enumerate(places):
        nudged = log_wage.copy()
        nudged[place] += 1e-6
        jacobian[:, column] = (model.excess(nudged) - gap)[free] / 1e-6
    # Economies that trade with nobody have no wage to find: the pseudo-inverse leaves it alone.
    return np.linalg.pinv(jacobian, rcond=1e-12)


def _broyden(inverse: Array, step: Array, change: Array) -> Array:
    turned = inverse @ change
    along = step @ inverse
    return inverse + np.outer(step - turned, along) / (along @ change)
