"""What the library and the world hold on two economies: duties by day, trade, ranks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from tradetalks.atlas.places import REST_OF_WORLD
from tradetalks.atlas.world import Array, World
from tradetalks.policy.economies import members_of
from tradetalks.policy.measure import EVERY, Library, Measure
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.stack import programme_layer

GENERAL = 0.5
"""Part of the sectors from which on a duty is on goods at large."""

EQUAL = 1e-9
"""Rates of orders that are the same."""


class Flow(StrEnum):
    """Which trade a rank is about."""

    IMPORTS = "imports of goods"
    EXPORTS = "exports of goods"
    BOTH = "trade in goods"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """An added duty of one economy on another.

    Attributes:
        rate: As the order states it, a fraction; the mean over a bloc's members.
        title: Of the measure.
        begins: The first day it is levied.
        general: Whether it is on goods at large; otherwise on some sectors.
    """

    rate: float
    title: str
    begins: date
    general: bool


@dataclass(frozen=True, kw_only=True)
class Trade:
    """What one economy sells to another in the world's year, billions of US dollars."""

    goods: float
    all: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """Where claims are looked up.

    Attributes:
        world: The world.
        base: The rates of the day.
        library: The measures.
    """

    world: World
    base: Schedule
    library: Library

    def members(self, code: str) -> tuple[str, ...]:
        """Return the economies that a code stands for; none where the world has none."""
        return members_of(code, self.world)

    def levied(self, by: str, on: str) -> tuple[Duty, ...]:
        """Return the added duties in force on the day."""
        return tuple(self._duties(by, on, self.base.on))

    def announced(self, by: str, on: str) -> tuple[Duty, ...]:
        """Return added duties that were announced by the day and begin after it."""
        importers, known = self.members(by), self.base.known
        days = sorted(
            {
                m.applies
                for m in self.library.measures
                if m.by in importers and m.pending(self.base.on, known=known)
            }
        )
        now = {duty.title: duty.rate for duty in self.levied(by, on)}
        found: dict[str, Duty] = {}
        for day in days:
            for duty in self._duties(by, on, day):
                if duty.begins > self.base.on and now.get(duty.title) != duty.rate:
                    found[duty.title] = duty
        return tuple(found.values())

    def _duties(self, by: str, on: str, day: date) -> Iterator[Duty]:
        importers, exporters = self.members(by), self.members(on)
        entries = [m for m in self.library.measures if m.by in importers]
        for programme in dict.fromkeys(m.programme for m in entries):
            layer, grid, _ = programme_layer(
                self.world, day, known=self.base.known, library=self.library, programme=programme
            )
            rows = [grid.row[code] for code in exporters]
            rate = float(np.nan_to_num(layer.headline[rows]).mean())
            if rate > 0:
                chain = [m for m in entries if m.programme == programme]
                entry = self._first(chain, exporters[0], float(layer.headline[rows[0]]), day)
                yield Duty(
                    rate=rate,
                    title=entry.title,
                    begins=entry.applies,
                    general=bool((layer.points[rows] > 0).mean() >= GENERAL),
                )

    def _first(self, chain: list[Measure], exporter: str, rate: float, day: date) -> Measure:
        """Return the first entry in force that set the rate an exporter has."""
        standing = sorted(
            (m for m in chain if m.in_force(day, known=self.base.known)), key=lambda m: m.applies
        )
        same = (m for m in standing if abs(_ordered(m, exporter) - rate) < EQUAL)
        return next(same, standing[-1])

    def means(self, by: str, on: str) -> tuple[float, float]:
        """Return the lowest and the highest mean duty of a goods sector."""
        world = self.world
        goods = [at for at, code in enumerate(world.sectors) if code not in world.services]
        rates = self.base.rate[np.ix_(self._rows(on), self._rows(by), goods)]
        return float(rates.min()), float(rates.max())

    def rank(self, who: str, of: str, flow: Flow) -> tuple[int, float, str]:
        """Return the place of an economy in another's trade in goods, its part, and the first.

        A customs union that negotiates as one counts as one where it is asked for.
        """
        trade = self._partners(of, flow)
        asked = self.members(who)
        own = sum(trade.get(code, 0.0) for code in asked)
        others = {code: value for code, value in trade.items() if code not in asked}
        first = max(others, key=lambda code: others[code])
        place = 1 + sum(value > own for value in others.values())
        total = sum(trade.values())
        return place, own / total if total else 0.0, who if place == 1 else first

    def _partners(self, of: str, flow: Flow) -> dict[str, float]:
        world, rows = self.world, self._rows(of)
        inside = set(self.members(of))
        goods = _goods(world)
        sold = world.flow[rows][:, :, goods].sum(axis=(0, 2))
        bought = world.flow[:, rows][:, :, goods].sum(axis=(1, 2))
        value = {Flow.IMPORTS: bought, Flow.EXPORTS: sold, Flow.BOTH: bought + sold}[flow]
        return {
            code: float(value[at])
            for at, code in enumerate(world.economies)
            if code not in inside and code != REST_OF_WORLD
        }

    def _rows(self, code: str) -> list[int]:
        return [self.world.economy_index(each) for each in self.members(code)]


def trade_between(seller: str, buyer: str, world: World) -> Trade:
    """Return what one economy sells to another in the world's year."""
    rows = [world.economy_index(code) for code in members_of(seller, world)]
    columns = [world.economy_index(code) for code in members_of(buyer, world)]
    flow: Array = world.flow[np.ix_(rows, columns)]
    return Trade(goods=float(flow[:, :, _goods(world)].sum()), all=float(flow.sum()))


def _ordered(measure: Measure, exporter: str) -> float:
    """Return the rate that an entry orders on an exporter; not a number where it orders none."""
    if measure.exporters == (EVERY,):
        out = exporter in measure.excluded
        return float("nan") if out else float(measure.headline[0])
    if exporter not in measure.exporters:
        return float("nan")
    return float(measure.headline[measure.exporters.index(exporter)])


def _goods(world: World) -> list[int]:
    return [at for at, code in enumerate(world.sectors) if code not in world.services]
