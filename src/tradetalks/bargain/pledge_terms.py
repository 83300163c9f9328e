"""Which flow a pledge is about, its amount, and what it adds to the tariff terms."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.model.equilibrium import Equilibrium
from tradetalks.policy.commitment import Commitment, CommitmentKind

FloatArray = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Pledged:
    """Places of those who buy (or invest), of those who sell (or host), and of the sectors."""

    buyers: Places
    sellers: Places
    sectors: Places

    @property
    def cells(self) -> tuple[Places, ...]:
        """Index of the flow in an array [exporter, importer, sector]."""
        return np.ix_(self.sellers, self.buyers, self.sectors)


@dataclass(frozen=True, eq=False, kw_only=True)
class OnTop:
    """A world with something on top of the tariff terms.

    Attributes:
        terms: The world with the tariff terms alone.
        equilibrium: The world with what is on top too, relative to the same status quo.
    """

    terms: Equilibrium
    equilibrium: Equilibrium

    @cached_property
    def real_income_hat(self) -> FloatArray:
        """Change in real income that it adds to the terms, new over old [economy]."""
        return np.asarray(self.equilibrium.real_income_hat / self.terms.real_income_hat)

    @cached_property
    def equivalent_variation(self) -> FloatArray:
        """The money that is worth it, at prices of the world with the terms [economy]."""
        return np.asarray((self.real_income_hat - 1.0) * self.terms.income)


def pledged_in(world: World, commitment: Commitment, kind: CommitmentKind) -> Pledged:
    """Return the places of a pledge in a world.

    Args:
        world: The world.
        commitment: The pledge.
        kind: The kind that is asked for.

    Raises:
        DealError: It is of another kind, or somebody promises to itself.
        UnknownCodeError: A code is not in the world.
    """
    where = commitment.place
    if commitment.kind is not kind:
        raise DealError(
            f"a commitment of the kind '{commitment.kind}' where '{kind}' is asked for",
            where=where,
        )
    both = set(commitment.by) & set(commitment.to)
    if both:
        raise DealError(f"{', '.join(sorted(both))} promises to itself", where=where)
    goods = tuple(code for code in world.sectors if code not in world.services)
    return Pledged(
        buyers=np.array([world.economy_index(code, where=where) for code in commitment.by]),
        sellers=np.array([world.economy_index(code, where=where) for code in commitment.to]),
        sectors=np.array(
            [world.sector_index(code, where=where) for code in commitment.sectors or goods]
        ),
    )


def check_amount(commitment: Commitment) -> float:
    """Return the amount of a pledge, billions of US dollars a year.

    Raises:
        DealError: It states none, or one that cannot be; or its additionality is no part.
    """
    amount, part = commitment.amount, commitment.additionality
    if amount is None:
        raise DealError(
            "a pledge without an amount cannot be weighed",
            where=commitment.place,
            remedy="State 'amount', billions of US dollars a year, as your assumption",
        )
    if not (0.0 <= amount < float("inf") and 0.0 <= part <= 1.0):
        raise DealError(
            f"a pledge of {amount:g} bn with an additionality of {part:g}",
            where=commitment.place,
            remedy="Give an amount from 0 on and a part from 0 to 1",
        )
    return amount


def pledged_flow(flow: FloatArray, cells: Pledged) -> float:
    """Return how much of a flow [exporter, importer, sector] a pledge is about."""
    return float(flow[cells.cells].sum())


def split_by_income(found: Equilibrium, members: Places) -> FloatArray:
    """Return the part of each member in the income of all of them [economy]; others have none.

    Args:
        found: The world whose incomes count.
        members: Places of the members.
    """
    part = np.zeros(len(found.income))
    part[members] = found.income[members] / found.income[members].sum()
    return part
