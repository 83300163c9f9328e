"""What a search looks at: payoffs of sides, and numbers that must not fall below a floor."""

from collections.abc import Sequence
from dataclasses import dataclass

import jax
import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model.accounts import accounts_of
from tradetalks.model.structure import Structure
from tradetalks.model.tally import Tally

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Scores:
    """Linear combinations of a tally, one row each; a row's value is zero in the benchmark.

    Attributes:
        name: What each row is.
        welfare: Weights on changes in welfare [score, economy].
        revenue: Weights on tariff revenue [score, economy], per billion US dollars.
        employment: Weights on employment [score, economy, sector].
        level: What each row comes to in the benchmark [score].
    """

    name: tuple[str, ...]
    welfare: FloatArray
    revenue: FloatArray
    employment: FloatArray
    level: FloatArray

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.name)

    def values(self, tally: Tally) -> FloatArray:
        """Return the value of each row [score]."""
        welfare, revenue, employment = (np.asarray(block) for block in tally)
        return np.asarray(
            self.welfare @ welfare
            + self.revenue @ revenue
            + np.einsum("kns,ns->k", self.employment, employment)
            - self.level
        )

    def combined(self, weights: FloatArray) -> Tally:
        """Return what each number of a tally counts in a weighted sum of the rows.

        Args:
            weights: What each row counts [score].
        """
        counts = (
            weights @ self.welfare,
            weights @ self.revenue,
            np.einsum("k,kns->ns", weights, self.employment),
        )
        return Tally(*jax.device_put(counts))

    def rows(self, kept: Sequence[int]) -> "Scores":
        """Return some of the rows, in the order asked for."""
        at = list(kept)
        return Scores(
            name=tuple(self.name[each] for each in at),
            welfare=self.welfare[at],
            revenue=self.revenue[at],
            employment=self.employment[at],
            level=self.level[at],
        )

    def beside(self, other: "Scores") -> "Scores":
        """Return these rows and then the other's."""
        return Scores(
            name=(*self.name, *other.name),
            welfare=np.concatenate([self.welfare, other.welfare]),
            revenue=np.concatenate([self.revenue, other.revenue]),
            employment=np.concatenate([self.employment, other.employment]),
            level=np.concatenate([self.level, other.level]),
        )


def gains(world: World, groups: Sequence[Sequence[str]], structure: Structure) -> Scores:
    """Return the gain in real income of each group of economies, as a fraction of its income.

    A group's gain is that of its members' together, in money at benchmark prices (eq. model.11).

    Args:
        world: The benchmark.
        groups: Codes of the members of each.
        structure: Which model it is.
    """
    income = accounts_of(world, structure).income
    rows = np.zeros((len(groups), len(world.economies)))
    for at, group in enumerate(groups):
        members = [world.economy_index(code) for code in group]
        rows[at, members] = income[members] / income[members].sum()
    return _rows(world, tuple("+".join(group) for group in groups), welfare=rows)


def revenues(world: World, groups: Sequence[Sequence[str]], structure: Structure) -> Scores:
    """Return the change in each group's tariff revenue, as a part of what it was."""
    before = accounts_of(world, structure).revenue
    rows = np.zeros((len(groups), len(world.economies)))
    for at, group in enumerate(groups):
        members = [world.economy_index(code) for code in group]
        rows[at, members] = 1.0 / max(before[members].sum(), 1e-12)
    names = tuple(f"revenue of {'+'.join(group)}" for group in groups)
    return _rows(world, names, revenue=rows, level=rows @ before)


def employment(
    world: World, cells: Sequence[tuple[Sequence[str], str]], structure: Structure
) -> Scores:
    """Return the change in a sector's employment in a group, as a part of what it was.

    Args:
        world: The benchmark.
        cells: Codes of the group's members, and of the sector.
        structure: Which model it is.
    """
    before = accounts_of(world, structure)
    paid = (before.value_added_share - before.profit_share) * before.output
    share = paid / before.labour_income[:, None]
    rows = np.zeros((len(cells), *share.shape))
    for at, (group, sector) in enumerate(cells):
        members = [world.economy_index(code) for code in group]
        column = world.sector_index(sector)
        workers = paid[members, column]
        part = workers / max(workers.sum(), 1e-300)
        rows[at, members, column] = part / np.maximum(share[members, column], 1e-300)
    names = tuple(f"{sector} jobs in {'+'.join(group)}" for group, sector in cells)
    return _rows(world, names, employment=rows, level=np.einsum("kns,ns->k", rows, share))


def _rows(
    world: World,
    name: tuple[str, ...],
    *,
    welfare: FloatArray | None = None,
    revenue: FloatArray | None = None,
    employment: FloatArray | None = None,
    level: FloatArray | None = None,
) -> Scores:
    count, n, s = len(name), len(world.economies), len(world.sectors)
    return Scores(
        name=name,
        welfare=np.zeros((count, n)) if welfare is None else welfare,
        revenue=np.zeros((count, n)) if revenue is None else revenue,
        employment=np.zeros((count, n, s)) if employment is None else employment,
        level=np.ones(count) if level is None else level,
    )
