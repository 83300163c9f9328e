"""What a search moves: one number for each line of a schedule, and the rates that follow it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One rate that a side sets.

    Attributes:
        owner: The side that sets it, by position among the players.
        by: Codes of the importers that levy it.
        to: Codes of the exporters it is levied on.
        sectors: Codes of the sectors it covers.
        mfn: Whether it reaches every supplier.
        measure: The dated measure whose headline it is; None for the whole rate.
    """

    owner: int
    by: tuple[str, ...]
    to: tuple[str, ...]
    sectors: tuple[str, ...]
    mfn: bool = False
    measure: str | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Lines:
    """Lines of a schedule, each the master of some cells of the tariff.

    The rate of a cell is `base + slope · r`, where `r` is the rate of its line, a fraction.
    Searches move `log(1 + r)`, in which a tariff and a subsidy of the same strength are alike.

    Attributes:
        line: What each line is.
        tariff: The rates that no line moves [exporter, importer, sector], fractions.
        cell: Flat position in `tariff` of each cell that moves [cell].
        master: Position of the line that moves it [cell].
        base: Its rate at a line's rate of zero [cell].
        slope: How it follows the line's rate [cell].
        now: The rate of each line as it stands [line].
        low: The lowest rate allowed [line].
        high: The highest [line].
    """

    line: tuple[Line, ...]
    tariff: FloatArray
    cell: IntArray
    master: IntArray
    base: FloatArray
    slope: FloatArray
    now: FloatArray
    low: FloatArray
    high: FloatArray

    def __post_init__(self) -> None:
        crossed = self.low > self.high
        if crossed.any():
            at = int(crossed.argmax())
            raise InputError(
                f"the lowest rate {self.low[at]:.4g} of {self.line[at].by[0]} on "
                f"{self.line[at].to[0]} lies above the highest {self.high[at]:.4g}",
                remedy="Leave room between floor and ceiling",
            )

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.line)

    @cached_property
    def owner(self) -> IntArray:
        """The player that sets each line [line]."""
        return np.array([each.owner for each in self.line], dtype=np.int64)

    def owned(self, player: int) -> IntArray:
        """Return the positions of a player's lines."""
        return np.flatnonzero(self.owner == player)

    def rates(self, x: FloatArray) -> FloatArray:
        """Return the rates of lines at `x = log(1 + r)` [line]; bounds exactly, not to rounding."""
        rate = np.where(x == np.log1p(self.low), self.low, np.expm1(x))
        return np.where(x == np.log1p(self.high), self.high, rate)

    def rates_in(self, tariff: FloatArray) -> FloatArray:
        """Return the rate of each line under any rates of the world, the mean of its cells [line].

        Args:
            tariff: Every rate [exporter, importer, sector].
        """
        moving = np.where(self.slope == 0.0, 1.0, self.slope)
        each = (tariff.flat[self.cell] - self.base) / moving
        counted = np.where(self.slope == 0.0, 1e-12, np.abs(self.slope))
        total = np.bincount(self.master, counted, minlength=len(self))
        return np.asarray(np.bincount(self.master, each * counted, minlength=len(self)) / total)

    def tariff_at(self, rate: FloatArray) -> FloatArray:
        """Return every rate of the world [exporter, importer, sector] at the lines' rates."""
        tariff = self.tariff.copy()
        tariff.flat[self.cell] = self.base + self.slope * rate[self.master]
        return tariff

    def pulled(self, gradient: FloatArray, rate: FloatArray) -> FloatArray:
        """Return the derivatives in `x` [line] that belong to those in the rates of the world.

        Args:
            gradient: Derivatives in each rate [exporter, importer, sector].
            rate: The lines' rates at which they were taken [line].
        """
        return self.weighed(gradient) * (1.0 + rate)

    def pushed(self, direction: FloatArray, rate: FloatArray) -> FloatArray:
        """Return how the rates of the world move [exporter, importer, sector] along a direction.

        Args:
            direction: A direction in `x` [line].
            rate: The lines' rates from which it starts [line].
        """
        moved = np.zeros(self.tariff.shape)
        moved.flat[self.cell] = self.slope * (direction * (1.0 + rate))[self.master]
        return moved

    def weighed(self, cells: FloatArray) -> FloatArray:
        """Return the sum over each line's cells of an array [exporter, importer, sector]."""
        counted = np.asarray(cells).flat[self.cell] * self.slope
        return np.bincount(self.master, counted, minlength=len(self)).astype(float)

    def within(self, *, low: FloatArray | None = None, high: FloatArray | None = None) -> "Lines":
        """Return the lines with other bounds."""
        return replace(
            self,
            low=self.low if low is None else low,
            high=self.high if high is None else high,
        )

    def standing(self, tariff: FloatArray, now: FloatArray) -> "Lines":
        """Return the lines on top of other rates.

        Args:
            tariff: Every rate that no line moves [exporter, importer, sector].
            now: The rate of each line as it stands [line].
        """
        return replace(self, tariff=tariff, now=now)

    def moves_as(self, other: "Lines") -> bool:
        """Return whether two differ in their bounds only."""
        pairs = (
            (self.cell, other.cell),
            (self.master, other.master),
            (self.base, other.base),
            (self.slope, other.slope),
            (self.tariff, other.tariff),
        )
        return all(np.array_equal(one, two) for one, two in pairs)

    def only(self, kept: IntArray, rate: FloatArray) -> "Lines":
        """Return some of the lines, the others held at given rates.

        Args:
            kept: Positions of those that stay.
            rate: The rate of every line [line].
        """
        place = np.full(len(self), -1)
        place[kept] = np.arange(len(kept))
        mine = place[self.master] >= 0
        return Lines(
            line=tuple(self.line[at] for at in kept),
            tariff=self.tariff_at(rate),
            cell=self.cell[mine],
            master=place[self.master[mine]],
            base=self.base[mine],
            slope=self.slope[mine],
            now=self.now[kept],
            low=self.low[kept],
            high=self.high[kept],
        )


def cell_lines(
    world: World,
    players: Sequence[Sequence[str]],
    *,
    partners: Sequence[str] | None = None,
    uniform: bool = False,
    low: float = 0.0,
    high: float = 10.0,
    services: bool = False,
    mirrored: bool = False,
) -> Lines:
    """Return the tariffs of some players on all or some partners, free to move.

    Args:
        world: The benchmark.
        players: Codes of the members of each player; a bloc sets one rate for all its members.
        partners: Codes of the exporters; everybody outside the player when None.
        uniform: One rate for each player, whatever the partner and sector; otherwise one for each
            partner and sector.
        low: The lowest rate, a fraction; below zero is an import subsidy.
        high: The highest.
        services: Whether sectors that carry no tariff today may carry one.
        mirrored: Whether the partner answers by the same points on the same sector.
    """
    goods = [s for s, code in enumerate(world.sectors) if services or code not in world.services]
    line: list[Line] = []
    cells: list[tuple[int, int, int, int]] = []
    for owner, members in enumerate(players):
        outside = [c for c in (partners or world.economies) if c not in members]
        groups = _groups(outside, [world.sectors[s] for s in goods], uniform)
        for exporters, sectors in groups:
            master = len(line)
            line.append(Line(owner=owner, by=tuple(members), to=exporters, sectors=sectors))
            cells += [
                (world.economy_index(e), world.economy_index(i), world.sector_index(s), master)
                for e in exporters
                for i in members
                for s in sectors
            ]
    exporter, importer, sector, master_of = np.array(cells, dtype=np.int64).reshape(-1, 4).T
    shape = world.tariff.shape
    cell = np.ravel_multi_index((exporter, importer, sector), shape)
    base, now = np.zeros(len(cell)), _means(world, cell, master_of, len(line))
    slope = np.ones(len(cell))
    if mirrored:
        back = np.ravel_multi_index((importer, exporter, sector), shape)
        held = world.tariff.flat[back] - now[master_of]
        cell, master_of = np.concatenate([cell, back]), np.concatenate([master_of, master_of])
        base, slope = np.concatenate([base, held]), np.ones(len(cell))
    return Lines(
        line=tuple(line),
        tariff=world.tariff,
        cell=cell,
        master=master_of,
        base=base,
        slope=slope,
        now=now,
        low=np.full(len(line), low),
        high=np.full(len(line), high),
    )


def _groups(
    exporters: list[str], sectors: list[str], uniform: bool
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    if uniform:
        return [(tuple(exporters), tuple(sectors))]
    return [((exporter,), (sector,)) for exporter in exporters for sector in sectors]


def _means(world: World, cell: IntArray, master: IntArray, count: int) -> FloatArray:
    """Return the mean rate of each line's cells by trade, the plain one where there is none."""
    weight = world.spending.flat[cell] + 1e-12 * world.spending.max()
    total = np.bincount(master, weight, minlength=count)
    return np.asarray(
        np.bincount(master, weight * world.tariff.flat[cell], minlength=count) / total
    )
