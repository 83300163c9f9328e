"""What a pledge to buy or to invest does, beside the tariff terms and never added to them.

A purchase pledge is a floor on a flow. Nothing in a market makes buyers keep it, so the question is
what subsidy would, who pays for it, and what it displaces.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.pledge_terms import (
    OnTop,
    Pledged,
    check_amount,
    pledged_flow,
    pledged_in,
    split_by_income,
)
from tradetalks.bargain.subsidy import Met, Payer, Unmet, meet_floor
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.weigh import Baseline, check_axes
from tradetalks.policy.commitment import Commitment, CommitmentKind
from tradetalks.policy.quota import refuse_quotas
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class PurchaseEffect:
    """A pledge to buy, beside the tariff terms.

    Money is billions of US dollars a year, at prices where world labour income is what it is in the
    status quo.

    Attributes:
        commitment: The pledge.
        flow_before: The flow it is about, before tariff, in the status quo.
        flow_without: The same with the tariff terms and without the pledge.
        floor: What the flow must come to (eq. pledge.1).
        terms: The world with the tariff terms alone, to which the effects are relative.
        by_buyer: The pledge met at the expense of the buyer's treasury, or why it cannot be; None
            where nothing is needed.
        by_seller: The same at the expense of the seller's treasury.
    """

    commitment: Commitment
    flow_before: float
    flow_without: float
    floor: float
    terms: Equilibrium
    by_buyer: Met | Unmet | None
    by_seller: Met | Unmet | None

    @property
    def needed(self) -> bool:
        """Whether anything must be done: the flow falls short of the floor by itself."""
        return self.by_buyer is not None

    @property
    def sentence(self) -> str:
        """What becomes of the pledge, in one sentence."""
        found = self.by_buyer
        if found is None:
            return (
                f"Nothing is needed: {self.flow_without:.4g} bn a year is bought without the "
                f"pledge of {self.commitment.amount:.4g}."
            )
        if isinstance(found, Unmet):
            return found.reason
        return (
            f"A subsidy of {100 * found.subsidy:.3g} percent of the price raises the flow from "
            f"{self.flow_without:.4g} to {self.floor:.4g} bn a year and costs "
            f"{found.outlay:.3g} bn."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class InvestmentEffect(OnTop):
    """A pledge to invest, beside the tariff terms, as a gift of as much every year.

    Attributes:
        commitment: The pledge.
        transfer: Money received [economy], billions of US dollars a year; sums to zero.
    """

    commitment: Commitment
    transfer: FloatArray


def purchase(
    before: Baseline,
    schedule: Schedule,
    commitment: Commitment,
    *,
    solver: Solver = DEFAULT_SOLVER,
) -> PurchaseEffect:
    """Return what meeting a pledge to buy takes, who pays, and what it displaces (eq. pledge.2).

    Args:
        before: The status quo.
        schedule: The rates with the tariff terms.
        commitment: The pledge: `by` buys from `to` at least `amount` a year of `sectors`, of all
            goods where none is named; members of a union together.
        solver: Settings of the solver.

    Raises:
        InputError: The schedule is of another world.
        UnknownCodeError: A code is not in the world.
        DealError: It is no pledge to buy, states no amount, or the schedule has a tariff quota.
        NoEquilibriumError: There is none with the tariff terms alone.
    """
    cells = _checked(before, schedule, commitment, CommitmentKind.PURCHASE)
    terms = solve(before.world, schedule.rate, structure=before.structure, solver=solver)
    without = pledged_flow(terms.flow, cells)
    amount = check_amount(commitment)
    floor = floor_of(without, amount=amount, additionality=commitment.additionality)
    short = floor > without

    def met(payer: Payer) -> Met | Unmet | None:
        return meet_floor(terms, cells, floor, payer=payer, solver=solver) if short else None

    return PurchaseEffect(
        commitment=commitment,
        flow_before=pledged_flow(before.world.flow, cells),
        flow_without=without,
        floor=floor,
        terms=terms,
        by_buyer=met(Payer.BUYER),
        by_seller=met(Payer.SELLER),
    )


def investment(
    before: Baseline,
    schedule: Schedule,
    commitment: Commitment,
    *,
    solver: Solver = DEFAULT_SOLVER,
) -> InvestmentEffect:
    """Return what a pledge to invest does to real incomes (eq. pledge.4).

    What would not have come anyway (`additionality` times `amount`) is a transfer from investor to
    host every year; nothing is paid back. Members of a union pay, or receive, by their income.

    Args:
        before: The status quo.
        schedule: The rates with the tariff terms.
        commitment: The pledge: `by` invests in `to`.
        solver: Settings of the solver.

    Raises:
        InputError: The schedule is of another world.
        UnknownCodeError: A code is not in the world.
        DealError: It is no pledge to invest, states no amount, or the schedule has a tariff quota.
        NoEquilibriumError: There is none with the terms alone, or the investor cannot pay.
    """
    cells = _checked(before, schedule, commitment, CommitmentKind.INVESTMENT)
    terms = solve(before.world, schedule.rate, structure=before.structure, solver=solver)
    money = commitment.additionality * check_amount(commitment)
    transfer = money * (
        split_by_income(terms, cells.sellers) - split_by_income(terms, cells.buyers)
    )
    with_it = solve(
        before.world,
        schedule.rate,
        structure=before.structure,
        transfer=transfer,
        start=terms,
        solver=solver,
    )
    return InvestmentEffect(
        commitment=commitment, transfer=transfer, terms=terms, equilibrium=with_it
    )


def floor_of(without: float, *, amount: float, additionality: float) -> float:
    """Return what a pledged flow must come to, billions of US dollars a year (eq. pledge.1).

    Args:
        without: The flow without the pledge; a floor below it asks for nothing.
        amount: The flow that is pledged.
        additionality: The part of what is missing that is bought on top, from 0 to 1.
    """
    return without + additionality * max(amount - without, 0.0)


def _checked(
    before: Baseline, schedule: Schedule, commitment: Commitment, kind: CommitmentKind
) -> Pledged:
    check_axes(before.world, schedule)
    refuse_quotas(schedule.quotas, asked="a pledge")
    return pledged_in(before.world, commitment, kind)
