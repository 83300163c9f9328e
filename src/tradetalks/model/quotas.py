"""What a tariff quota does: its fill, the rate that holds at the margin, and the rent."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.model.equilibrium import Equilibrium
from tradetalks.model.structure import Structure
from tradetalks.policy.quota import Licences, QuotaLine

FloatArray = NDArray[np.float64]


class Regime(StrEnum):
    """Where imports end, measured by the quota."""

    BELOW = "below"
    """Imports leave part of it unused; the rate within the quota holds, and nobody earns a rent."""
    AT = "at"
    """Imports fill it exactly; the rate at the margin lies between the two."""
    BEYOND = "beyond"
    """Imports exceed it; the rate beyond the quota holds at the margin."""


@dataclass(frozen=True, eq=False, kw_only=True)
class QuotaFill:
    """What became of one quota.

    Quantities are billions of US dollars a year, before tariff, at the exporter's prices of the
    status quo; money is billions of US dollars a year as elsewhere in an outcome.

    Attributes:
        line: The quota as it was laid.
        regime: Where imports end.
        quantity: The quota.
        volume: Imports with the deal.
        imports_before: Imports in the status quo.
        imports: Imports with the deal in money.
        marginal_rate: The rate that the importer's prices follow, a fraction.
        rent: What the licences are worth, money.
        residual: What is left of the conditions on rate and fill, in logs (eq. model.33).
    """

    line: QuotaLine
    regime: Regime
    quantity: float
    volume: float
    imports_before: float
    imports: float
    marginal_rate: float
    rent: float
    residual: float

    @property
    def fill(self) -> float:
        """The part of the quota that is used, from 0 to 1; 1 where there is none to use."""
        return min(self.volume / self.quantity, 1.0) if self.quantity > 0.0 else 1.0

    @property
    def duty(self) -> float:
        """What customs collects on the flow, at the two rates; the rent is not in it."""
        return self.marginal_rate * self.imports - self.rent


@dataclass(frozen=True, eq=False, kw_only=True)
class Cells:
    """The quotas of a schedule as arrays, all [quota].

    Attributes:
        exporter: Place of the economy that sells.
        importer: Place of the economy that buys.
        sector: Place of the sector.
        quantity: The quota, at prices of the status quo.
        within: Rate within it.
        beyond: Rate beyond it.
        held_abroad: Whether the exporter holds the licences.
    """

    exporter: NDArray[np.int64]
    importer: NDArray[np.int64]
    sector: NDArray[np.int64]
    quantity: FloatArray
    within: FloatArray
    beyond: FloatArray
    held_abroad: NDArray[np.bool_]

    def of(self, array: FloatArray) -> FloatArray:
        """Return what an array [exporter, importer, sector] holds for each quota."""
        return np.asarray(array[self.exporter, self.importer, self.sector])


def cells_of(lines: tuple[QuotaLine, ...], world: World) -> Cells:
    """Return quotas by place, with their quantities in money at prices of the status quo.

    Args:
        lines: The quotas.
        world: The status quo, as a benchmark.
    """
    exporter = np.array([world.economy_index(line.exporter) for line in lines])
    importer = np.array([world.economy_index(line.importer) for line in lines])
    sector = np.array([world.sector_index(line.sector) for line in lines])
    imports = world.flow[exporter, importer, sector]
    return Cells(
        exporter=exporter,
        importer=importer,
        sector=sector,
        quantity=np.array(
            [
                line.value if line.value is not None else (line.of_imports or 0.0) * before
                for line, before in zip(lines, imports, strict=True)
            ]
        ),
        within=np.array([line.in_quota for line in lines]),
        beyond=np.array([line.out_of_quota for line in lines]),
        held_abroad=np.array([line.licences is Licences.EXPORTER for line in lines]),
    )


def volume(*, imports: FloatArray, cost_hat: FloatArray) -> FloatArray:
    """Return imports at the exporter's prices of the status quo [quota] (eq. model.32).

    Args:
        imports: Imports before tariff, billions of US dollars.
        cost_hat: Change in the exporter's unit cost, new over old.
    """
    return np.asarray(imports / cost_hat)


def unmet(
    log_rate: FloatArray, *, excess: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """Return how far rates and fills are from what a quota asks [quota] (eq. model.33).

    All are in logs. At the lower rate imports may fall short of the quota, at the higher one they
    may exceed it, and in between they fill it; where that holds the answer is zero.

    Args:
        log_rate: Log of one plus the rate at the margin.
        excess: Log of imports over the quota.
        low: Log of one plus the rate within the quota.
        high: The same of the rate beyond it.
    """
    return np.asarray(log_rate - np.clip(log_rate + excess, low, high))


def rent(
    rate: FloatArray, *, within: FloatArray, quantity: FloatArray, cost_hat: FloatArray
) -> FloatArray:
    """Return what the licences of each quota are worth [quota] (eq. model.34).

    Args:
        rate: The rate at the margin.
        within: The rate within the quota; where it holds at the margin there is no rent.
        quantity: The quota, at the exporter's prices of the status quo.
        cost_hat: Change in the exporter's unit cost, new over old.
    """
    return np.asarray((rate - within) * quantity * cost_hat)


def fills_of(
    lines: tuple[QuotaLine, ...], found: Equilibrium, *, met: float
) -> tuple[QuotaFill, ...]:
    """Return what became of each quota in an equilibrium at the marginal rates.

    Args:
        lines: The quotas.
        found: The equilibrium.
        met: Log distance from the quota at which it counts as exactly filled.
    """
    at = cells_of(lines, found.world)
    imports, rate = at.of(found.flow), at.of(found.tariff)
    cost_hat = found.cost_hat[at.exporter, at.sector]
    used = volume(imports=imports, cost_hat=cost_hat)
    excess = log_excess(used, at.quantity)
    left = np.abs(
        unmet(np.log1p(rate), excess=excess, low=np.log1p(at.within), high=np.log1p(at.beyond))
    )
    worth = rent(rate, within=at.within, quantity=at.quantity, cost_hat=cost_hat)
    before = at.of(found.world.flow)
    return tuple(
        QuotaFill(
            line=line,
            regime=_regime(float(rate[k]), float(excess[k]), line, met=met),
            quantity=float(at.quantity[k]),
            volume=float(used[k]),
            imports_before=float(before[k]),
            imports=float(imports[k]),
            marginal_rate=float(rate[k]),
            rent=float(worth[k]),
            residual=float(left[k]),
        )
        for k, line in enumerate(lines)
    )


def log_excess(used: FloatArray, quantity: FloatArray) -> FloatArray:
    """Return the log of imports over the quota [quota].

    Infinite where the quota is nothing, minus infinity where nothing is imported, and zero where
    both are nothing.

    Args:
        used: Imports, at the exporter's prices of the status quo.
        quantity: The quota, at the same.
    """
    nothing = (used <= 0.0) & (quantity <= 0.0)
    with np.errstate(divide="ignore"):
        return np.log(np.where(nothing, 1.0, used)) - np.log(np.where(nothing, 1.0, quantity))


def _regime(rate: float, excess: float, line: QuotaLine, *, met: float) -> Regime:
    if line.in_quota < rate < line.out_of_quota or abs(excess) <= met:
        return Regime.AT
    return Regime.BEYOND if excess > 0.0 else Regime.BELOW


def check_structure(structure: Structure, lines: tuple[QuotaLine, ...]) -> None:
    """Refuse quotas under a structure in which tariff revenue replaces income tax.

    Raises:
        DealError: It does.
    """
    if lines and structure.labour is not None and structure.labour.relief:
        raise DealError(
            "a tariff quota where tariff revenue replaces income tax: the rent of its licences is "
            "no revenue, and who would be relieved by it is not known",
            where=lines[0].place,
            remedy="Take a structure without that relief",
        )
