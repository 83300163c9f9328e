"""Where a change in real income comes from: terms of trade, and volume of trade."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from tradetalks.errors import InputError, StructureError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import Structure

FloatArray = NDArray[np.float64]

INTERVALS = (4, 8, 16, 32, 64)
"""Intervals of the path; each set of nodes holds the one before."""

CLOSE_ENOUGH = 1e-9
"""Remainder of the integral, in logs, at which the path needs no more nodes."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Split:
    """A change in real income by source, each an array [economy] of fractions of income.

    Attributes:
        terms_of_trade: Own exports grown dearer less imports grown dearer, before tariffs.
        volume_of_trade: More (less) bought abroad where a tariff keeps purchases too low.
        imbalance: Change in the imbalance the closure grants, in units of world value added.
        trade_cost: Change in trade costs other than tariffs.
        change: What the sources are to add up to: the log change in real income.
        nodes: Equilibria on the path; 2 for the first-order split, which uses its ends.
    """

    terms_of_trade: FloatArray
    volume_of_trade: FloatArray
    imbalance: FloatArray
    trade_cost: FloatArray
    change: FloatArray
    nodes: int

    @property
    def total(self) -> FloatArray:
        """The sum of the sources [economy]."""
        return self.terms_of_trade + self.volume_of_trade + self.imbalance + self.trade_cost

    @property
    def remainder(self) -> FloatArray:
        """What the sources leave unexplained [economy]."""
        return self.change - self.total


def first_order(equilibrium: Equilibrium) -> Split:
    """Return the split from benchmark weights and changes in percent (eq. model.12).

    These are the definitions of Caliendo and Parro (2015), whose Table 2 reports them as the
    effect on welfare. For a large change they need not add up to the exact one.

    Args:
        equilibrium: The world after the change.

    Raises:
        StructureError: The structure has more sources of gain than these.
    """
    _require_neoclassical(equilibrium)
    world, before = equilibrium.world, equilibrium.before
    growth = np.where(world.flow > 0, equilibrium.flow - world.flow, 0.0)
    moved = _Move(cost=equilibrium.cost_hat - 1.0, trade=growth)
    dearer = 0.0 if equilibrium.iceberg is None else equilibrium.iceberg - 1.0
    granted = _granted(equilibrium) - before.deficit
    return Split(
        terms_of_trade=_terms_of_trade(world.flow, moved) / before.income,
        volume_of_trade=_volume_of_trade(world.flow, world.tariff, moved) / before.income,
        imbalance=granted / before.income,
        trade_cost=-_bought(world.spending, dearer) / before.income,
        change=np.log(equilibrium.real_income_hat),
        nodes=2,
    )


def along_path(equilibrium: Equilibrium, *, solver: Solver = DEFAULT_SOLVER) -> Split:
    """Return the split integrated along the path of the change (eq. model.13).

    Tariffs (as log of one plus the rate), trade costs (in logs) and transfers move together from
    old to new; the sources then add up to the exact log change in real income. The integrals
    are taken over Chebyshev nodes, twice as many until nothing is left over.

    Args:
        equilibrium: The world after the change.
        solver: Settings for the equilibria on the path.

    Raises:
        StructureError: The structure has more sources of gain than these.
        InputError: Trade is cut off, to which no path in logs leads.
        NoEquilibriumError: There is none somewhere on the path.
    """
    _require_neoclassical(equilibrium)
    if equilibrium.iceberg is not None and np.isinf(equilibrium.iceberg).any():
        raise InputError("no path leads to trade costs without end", remedy="Give finite ones")
    known: dict[float, Equilibrium] = {1.0: equilibrium}
    for intervals in INTERVALS:
        nodes = 0.5 - 0.5 * np.cos(np.pi * np.arange(intervals + 1) / intervals)
        path = [_at(float(node), equilibrium, known, solver) for node in nodes]
        split = _integrated(path, nodes)
        if np.abs(split.remainder).max() < CLOSE_ENOUGH:
            break
    return split


def _require_neoclassical(equilibrium: Equilibrium) -> None:
    if not equilibrium.structure.is_neoclassical:
        raise StructureError(
            "real income is not split into terms and volume of trade alone under "
            f"'{equilibrium.structure.sentence}'",
            remedy="Take a structure without labour, scale, margins and profits",
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class _Move:
    """Relative change in unit cost [economy, sector]; change in trade before tariff [i, n, s]."""

    cost: FloatArray
    trade: FloatArray


def _terms_of_trade(flow: FloatArray, move: _Move) -> FloatArray:
    sold = (flow.sum(axis=1) * move.cost).sum(axis=1)
    return np.asarray(sold - np.einsum("ins,is->n", flow, move.cost))


def _volume_of_trade(flow: FloatArray, tariff: FloatArray, move: _Move) -> FloatArray:
    cheaper = np.einsum("ins,ins,is->n", tariff, flow, move.cost)
    return np.asarray(np.einsum("ins,ins->n", tariff, move.trade) - cheaper)


def _bought(spending: FloatArray, dearer: FloatArray | float) -> FloatArray:
    return np.asarray(np.where(spending > 0, spending * dearer, 0.0).sum(axis=(0, 2)))


def _granted(equilibrium: Equilibrium) -> FloatArray:
    return equilibrium.income - equilibrium.value_added - equilibrium.revenue


def _at(
    part: float, goal: Equilibrium, known: dict[float, Equilibrium], solver: Solver
) -> Equilibrium:
    if part not in known:
        world = goal.world
        structure, transfer = _imbalances_at(part, goal)
        power = (1 - part) * np.log1p(world.tariff) + part * np.log1p(goal.tariff)
        known[part] = solve(
            world,
            np.expm1(power),
            iceberg=None if goal.iceberg is None else goal.iceberg**part,
            structure=structure,
            transfer=transfer,
            solver=solver,
        )
    return known[part]


def _imbalances_at(part: float, goal: Equilibrium) -> tuple[Structure, FloatArray]:
    """Return the structure and transfers on the path; deficits that end do so evenly."""
    if goal.closure is not Closure.BALANCED:
        return goal.structure, part * goal.transfer
    paid_back = part * (goal.transfer - goal.before.deficit)
    return replace(goal.structure, imbalances=Closure.NOMINAL), paid_back


def _integrated(path: list[Equilibrium], nodes: FloatArray) -> Split:
    slope, weight = _calculus(nodes)
    goal = path[-1]
    log_cost = np.stack([np.log(at.cost_hat) for at in path])
    trade = np.stack([at.flow for at in path])
    granted = np.stack([_granted(at) for at in path])
    log_iceberg = 0.0 if goal.iceberg is None else np.log(goal.iceberg)
    parts = []
    for place, at in enumerate(path):
        move = _Move(
            cost=np.tensordot(slope[place], log_cost, axes=1),
            trade=np.tensordot(slope[place], trade, axes=1),
        )
        sources = (
            _terms_of_trade(trade[place], move),
            _volume_of_trade(trade[place], at.tariff, move),
            np.tensordot(slope[place], granted, axes=1),
            -_bought(at.spending, log_iceberg),
        )
        parts.append(weight[place] * np.stack(sources) / at.income)
    terms, volume, imbalance, cost = np.sum(parts, axis=0)
    return Split(
        terms_of_trade=terms,
        volume_of_trade=volume,
        imbalance=imbalance,
        trade_cost=cost,
        change=np.log(goal.real_income_hat),
        nodes=len(path),
    )


def _calculus(nodes: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the slope at each node and the integral from 0 to 1 of the interpolating polynomial.

    Args:
        nodes: Chebyshev nodes on [0, 1], ends in.

    Returns:
        Slope matrix [node, value at node], and weights [value at node].
    """
    place = 2.0 * nodes - 1.0
    degree = len(nodes) - 1
    coefficients = np.linalg.inv(chebyshev.chebvander(place, degree))
    slope = np.asarray(2.0 * chebyshev.chebval(place, chebyshev.chebder(coefficients)).T)
    integral = chebyshev.chebint(coefficients, lbnd=-1.0)
    return slope, np.asarray(0.5 * chebyshev.chebval(1.0, integral))
