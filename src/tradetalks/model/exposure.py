"""How much an economy would lose without a partner, and how evenly it stands between two."""

from dataclasses import dataclass

import numpy as np

from tradetalks.atlas.world import World
from tradetalks.errors import InputError
from tradetalks.model.equilibrium import solve
from tradetalks.model.outcome import Outcome
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How an economy stands between two partners.

    Attributes:
        economy: Its code.
        partners: The codes of the two partners.
        cut_off: What it would lose without each, 100 times log points of real income, a loss
            negative.
    """

    economy: str
    partners: tuple[str, str]
    cut_off: tuple[float, float]

    @property
    def equidistance(self) -> float | None:
        """Distance from an even stand, 0 to 1 (eq. model.16).

        None where it would lose nothing without either.
        """
        losses = [max(-loss, 0.0) for loss in self.cut_off]
        whole = sum(losses)
        return abs(losses[0] - losses[1]) / whole if whole > 0 else None


@dataclass(frozen=True, kw_only=True)
class Tilt:
    """What a deal does to how an economy stands between two partners.

    Attributes:
        before: In the status quo.
        after: With the deal.
    """

    before: Balance
    after: Balance

    @property
    def tilt(self) -> float | None:
        """Equidistance after minus before: positive is further from even (eq. model.17)."""
        if self.before.equidistance is None or self.after.equidistance is None:
            return None
        return self.after.equidistance - self.before.equidistance


def cut_off_loss(
    world: World,
    economy: str,
    partner: str,
    *,
    structure: Structure = DEFAULT_STRUCTURE,
    solver: Solver = DEFAULT_SOLVER,
) -> float:
    """Return the change in real income, 100 times log points, without a partner (eq. model.15).

    Trade between the two becomes impossible both ways; both go on trading with all others.

    Args:
        world: The world with the trade, such as `Outcome.world`.
        economy: Code of the economy whose loss it is.
        partner: Code of the partner.
        structure: Which model it is.
        solver: Settings of the solver.

    Raises:
        UnknownCodeError: A code is not in the world.
        InputError: The partner is the economy itself.
        NoEquilibriumError: It cannot do without, or no equilibrium was found.
    """
    here, there = world.economy_index(economy), world.economy_index(partner)
    if here == there:
        raise InputError(f"'{economy}' cannot be cut off from itself", remedy="Name a partner")
    iceberg = np.ones(world.tariff.shape)
    iceberg[here, there] = iceberg[there, here] = np.inf
    alone = solve(world, world.tariff, iceberg=iceberg, structure=structure, solver=solver)
    return float(100.0 * np.log(alone.real_income_hat[here]))


def equidistance(
    world: World,
    economy: str,
    partners: tuple[str, str],
    *,
    structure: Structure = DEFAULT_STRUCTURE,
    solver: Solver = DEFAULT_SOLVER,
) -> Balance:
    """Return how an economy stands between two partners (eq. model.16).

    Args and errors are those of `cut_off_loss`.
    """
    first, second = (
        cut_off_loss(world, economy, partner, structure=structure, solver=solver)
        for partner in partners
    )
    return Balance(economy=economy, partners=partners, cut_off=(first, second))


def tilt(
    outcome: Outcome, economy: str, partners: tuple[str, str], *, solver: Solver = DEFAULT_SOLVER
) -> Tilt:
    """Return what a deal does to an economy's stand between two partners (eq. model.17).

    Args:
        outcome: The deal.
        economy: Code of the economy.
        partners: The codes of the two partners.
        solver: Settings of the solver.

    Errors are those of `cut_off_loss`.
    """
    structure = outcome.equilibrium.structure
    after = outcome.equilibrium.as_world(f"{outcome.world.name}, with the deal")
    return Tilt(
        before=equidistance(outcome.world, economy, partners, structure=structure, solver=solver),
        after=equidistance(after, economy, partners, structure=structure, solver=solver),
    )
