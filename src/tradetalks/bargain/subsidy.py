"""The subsidy on imports at which a flow reaches a floor, and who pays for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from tradetalks.bargain.pledge_terms import OnTop, Pledged, pledged_flow
from tradetalks.model.equilibrium import Equilibrium, attempt
from tradetalks.model.mixing import Mixing
from tradetalks.model.stages import Solver

FloatArray = NDArray[np.float64]

FOUND = 1e-10
"""Log distance of the flow from the floor at which a subsidy is found; a tenth of what is promised,
and ten times what a solve leaves in a flow."""
WHOLE = 1e-11
"""What may be left of a budget that is to be made whole, over income: what a solve leaves."""
MOST = float(np.log(10.0))
"""The largest log subsidy looked at: buyers then pay a tenth of the price."""
MOST_ROUNDS = 80
XTOL = 1e-14
"""Rounding of a log subsidy: the search ends on the flow, not on the subsidy."""
LEAST_STEP = 1e-2
"""Log distance between a subsidy with an equilibrium and one without that is not looked into."""


class Payer(StrEnum):
    """Whose treasury pays for a purchase subsidy."""

    BUYER = "buyer"
    """The buyer's: its tariff revenue falls, and nobody makes up for it."""
    SELLER = "seller"
    """The seller's: it sends the buyer what its tariff revenue loses."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Met(OnTop):
    """A floor that is met by a subsidy on top of the tariff terms.

    Money is billions of US dollars a year.

    Attributes:
        payer: Whose treasury pays.
        subsidy: What is paid of the price, tariff in, on all that is pledged: a fraction.
        residual: The flow over the floor, less one.
        cells: Which flow it is.
    """

    payer: Payer
    subsidy: float
    residual: float
    cells: Pledged

    @property
    def flow(self) -> float:
        """The flow that is pledged, before tariff and subsidy."""
        return pledged_flow(self.equilibrium.flow, self.cells)

    @property
    def outlay(self) -> float:
        """What the subsidy costs: the rates it takes off, on the flow it is paid on."""
        taken_off = (self.terms.tariff - self.equilibrium.tariff) * self.equilibrium.flow
        return pledged_flow(taken_off, self.cells)

    @property
    def revenue_change(self) -> FloatArray:
        """Tariff revenue less the subsidy, new less old [economy]."""
        return np.asarray(self.equilibrium.revenue - self.terms.revenue)

    @property
    def budget_change(self) -> FloatArray:
        """What treasuries have more, or less: revenue, and what is sent between them [economy]."""
        return np.asarray(self.revenue_change + self.equilibrium.transfer)

    @cached_property
    def purchases_change(self) -> FloatArray:
        """What buyers buy of the pledged sectors, by who sells it, new less old [economy].

        Before tariff; at the buyers' own places is what is sold at home and among them.
        """
        moved = self._moved[:, self.cells.buyers][:, :, self.cells.sectors]
        return np.asarray(moved.sum(axis=(1, 2)))

    @cached_property
    def sales_change(self) -> FloatArray:
        """What sellers sell of the pledged sectors, by who buys it, new less old [economy].

        Before tariff; at the sellers' own places is what they sell at home and among them.
        """
        moved = self._moved[self.cells.sellers][:, :, self.cells.sectors]
        return np.asarray(moved.sum(axis=(0, 2)))

    @property
    def _moved(self) -> FloatArray:
        return np.asarray(self.equilibrium.flow - self.terms.flow)


@dataclass(frozen=True, kw_only=True)
class Unmet:
    """A floor that no subsidy meets.

    Attributes:
        payer: Whose treasury would pay.
        reached: The largest flow that was found, billions of US dollars a year.
        subsidy: The subsidy at which it was, a fraction of the price.
        reason: Why there is none, one sentence.
    """

    payer: Payer
    reached: float
    subsidy: float
    reason: str


@dataclass(frozen=True, eq=False)
class _Trial:
    """A world with a subsidy, None where there is none, and the log of its flow over the floor."""

    log_subsidy: float
    found: Equilibrium | None
    excess: float


def meet_floor(
    terms: Equilibrium, cells: Pledged, floor: float, *, payer: Payer, solver: Solver
) -> Met | Unmet:
    """Return the subsidy at which a flow comes to a floor above it (eq. pledge.2 and pledge.3).

    Args:
        terms: The world with the tariff terms alone.
        cells: Which flow it is.
        floor: What it must come to, billions of US dollars a year.
        payer: Whose treasury pays.
        solver: Settings of the solver.
    """
    without = pledged_flow(terms.flow, cells)
    if without <= 0.0:
        return Unmet(
            payer=payer,
            reached=0.0,
            subsidy=0.0,
            reason="Nothing of what is pledged is traded in the benchmark, and no subsidy begins "
            "trade that is not there.",
        )

    near_by = replace(solver, starts=0, finest=1.0, most_newton_steps=1)

    def tried(log_subsidy: float, near: Equilibrium) -> _Trial:
        found = _subsidised(terms, cells, log_subsidy, payer=payer, start=near, solver=near_by)
        if found is None:
            return _Trial(log_subsidy, None, -np.inf)
        return _Trial(log_subsidy, found, float(np.log(pledged_flow(found.flow, cells) / floor)))

    start = _Trial(0.0, terms, float(np.log(without / floor)))
    low, high = _bracket(start, tried, step=_guess(terms, cells, start.excess))
    if high is None:
        return _unmet(low, floor, payer)
    trial = _root(low, high, tried)
    if trial.found is None:
        return _unmet(low, floor, payer)
    return Met(
        payer=payer,
        subsidy=float(-np.expm1(-trial.log_subsidy)),
        residual=float(np.expm1(trial.excess)),
        cells=cells,
        terms=terms,
        equilibrium=trial.found,
    )


_Try = Callable[[float, Equilibrium], _Trial]


def _guess(terms: Equilibrium, cells: Pledged, excess: float) -> float:
    """Return the log subsidy that demand at given costs and spending asks for, to begin with."""
    return -excess / float(1.0 + terms.world.theta[cells.sectors].min())


def _bracket(start: _Trial, tried: _Try, *, step: float) -> tuple[_Trial, _Trial | None]:
    """Return two subsidies between which the floor is met; the second is None where there is none.

    Steps double; where there is no equilibrium, they end half the way to it.
    """
    low, wall = start, np.inf
    for _ in range(MOST_ROUNDS):
        assert low.found is not None
        at = min(low.log_subsidy + step, MOST, (low.log_subsidy + wall) / 2.0)
        trial = tried(at, low.found)
        if trial.excess >= 0.0:
            return low, trial
        if trial.found is None:
            wall = at
        else:
            low, step = trial, 2.0 * step
        if low.log_subsidy >= MOST or wall - low.log_subsidy < LEAST_STEP:
            break
    return low, None


def _root(low: _Trial, high: _Trial, tried: _Try) -> _Trial:
    """Return the trial between two at which the flow is at the floor."""
    last = high

    def excess(log_subsidy: float) -> float:
        nonlocal last
        near = last.found or low.found
        assert near is not None
        last = tried(log_subsidy, near)
        return 0.0 if abs(last.excess) <= FOUND else last.excess

    brentq(excess, low.log_subsidy, high.log_subsidy, xtol=XTOL, maxiter=MOST_ROUNDS)
    return last


def _subsidised(
    terms: Equilibrium,
    cells: Pledged,
    log_subsidy: float,
    *,
    payer: Payer,
    start: Equilibrium,
    solver: Solver,
) -> Equilibrium | None:
    """Return the world with a subsidy, paid for; None where there is none."""
    tariff = terms.tariff.copy()
    tariff[cells.cells] = (1.0 + tariff[cells.cells]) * np.exp(-log_subsidy) - 1.0
    transfer = start.transfer if payer is Payer.SELLER else terms.transfer
    mixing = Mixing()
    for _ in range(MOST_ROUNDS):
        found = attempt(
            terms.world,
            tariff,
            structure=terms.structure,
            transfer=transfer,
            start=start,
            solver=solver,
        )
        if not found.status.solved:
            return None
        due = paid_by_sellers(terms, found, cells) if payer is Payer.SELLER else transfer
        if np.abs(due - transfer).max() <= WHOLE * terms.income[cells.buyers].min():
            return found
        transfer, start = mixing.next(transfer, due - transfer), found
    return None


def paid_by_sellers(terms: Equilibrium, found: Equilibrium, cells: Pledged) -> FloatArray:
    """Return what sellers owe buyers, whose tariff revenue is to stay what it was (eq. pledge.3).

    Each seller pays by what it sells of what is pledged.

    Args:
        terms: The world with the tariff terms alone.
        found: The world with the subsidy.
        cells: Which flow it is.
    """
    due = np.zeros(len(found.income))
    due[cells.buyers] = (terms.revenue - found.revenue)[cells.buyers]
    sold = terms.flow[cells.cells].sum(axis=(1, 2))
    due[cells.sellers] -= due[cells.buyers].sum() * sold / sold.sum()
    return due


def _unmet(farthest: _Trial, floor: float, payer: Payer) -> Unmet:
    reached = float(floor * np.exp(farthest.excess))
    subsidy = float(-np.expm1(-farthest.log_subsidy))
    asked, paid = f"the floor of {floor:.4g} bn a year", f"{100 * subsidy:.3g} percent of the price"
    reason = (
        f"No subsidy meets {asked}: with one of {paid} the flow is {reached:.4g} bn, and beyond it "
        "no equilibrium was found."
        if farthest.log_subsidy < MOST
        else f"No subsidy of up to {paid} meets {asked}: the flow is then {reached:.4g} bn."
    )
    return Unmet(payer=payer, reached=reached, subsidy=subsidy, reason=reason)
