"""Trade, not aid: the transfer that would do what a deal does."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, NoEquilibriumError
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.outcome import Outcome
from tradetalks.model.stages import DEFAULT_SOLVER, Solver

FloatArray = NDArray[np.float64]

MATCHED = 1e-10
"""Log distance in real income at which aid and deal are the same."""

MOST_TRIES = 12


@dataclass(frozen=True, eq=False, kw_only=True)
class Aid:
    """The yearly transfer that, without the deal, gives an economy the deal's real income.

    Attributes:
        economy: Code of the economy that receives it.
        payer: Code of the economy that pays it; empty when all others pay in proportion to their
            income.
        amount: Billions of US dollars a year, at prices where world value added is what it is in
            the status quo; negative where the deal costs the economy, which would have to pay.
        real_income_hat: The change in real income that the deal brings the economy.
        equilibrium: The status quo with the transfer in place of the deal.
    """

    economy: str
    payer: str
    amount: float
    real_income_hat: float
    equilibrium: Equilibrium

    @property
    def mismatch(self) -> float:
        """Log distance between what the transfer brings and what the deal brings."""
        place = self.equilibrium.world.economy_index(self.economy)
        return float(np.log(self.equilibrium.real_income_hat[place] / self.real_income_hat))


def aid_equivalent(
    outcome: Outcome, economy: str, *, payer: str | None = None, solver: Solver = DEFAULT_SOLVER
) -> Aid:
    """Return the transfer that would give an economy what the deal gives it (eq. model.14).

    The status quo is solved with the transfer until real income agrees, so what the transfer
    itself does to wages and prices is in.

    Args:
        outcome: The deal.
        economy: Code of the economy that receives.
        payer: Code of the economy that pays, usually the other party; when None all others pay
            in proportion to their income.
        solver: Settings of the solver.

    Raises:
        UnknownCodeError: A code is not in the world.
        InputError: The payer is the receiver.
        NoEquilibriumError: No transfer was found that does the same.
    """
    world, before = outcome.world, outcome.equilibrium.before
    structure = outcome.equilibrium.structure
    place = world.economy_index(economy)
    unit = _unit_transfer(world, before.income, place, payer)
    target = float(np.log(outcome.real_income_hat[place]))
    amount = float(np.expm1(target) * before.income[place])
    last = (0.0, -target)
    found: Equilibrium | None = None
    for _ in range(MOST_TRIES):
        found = solve(
            world,
            world.tariff,
            structure=structure,
            transfer=amount * unit,
            start=found,
            solver=solver,
        )
        gap = float(np.log(found.real_income_hat[place])) - target
        if abs(gap) < MATCHED:
            return Aid(
                economy=economy,
                payer=payer or "",
                amount=amount,
                real_income_hat=float(outcome.real_income_hat[place]),
                equilibrium=found,
            )
        slope = (gap - last[1]) / (amount - last[0])
        last, amount = (amount, gap), amount - gap / slope
    raise NoEquilibriumError(
        f"no transfer to {economy} found that matches {np.expm1(target):+.2%} of real income",
        where=world.name,
        remedy="Name another payer, or weigh a smaller deal",
    )


def _unit_transfer(
    world: World, income: FloatArray, receiver: int, payer: str | None
) -> FloatArray:
    unit = np.zeros(len(world.economies))
    if payer is None:
        unit -= income / (income.sum() - income[receiver])
    else:
        giver = world.economy_index(payer)
        if giver == receiver:
            raise InputError(f"'{payer}' cannot pay itself", remedy="Name another payer")
        unit[giver] = -1.0
    unit[receiver] = 1.0
    return unit
