"""The last step: from parts that fit to a world, and a report of how it came about."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.assemble import accounts
from tradetalks.atlas.check import check_world
from tradetalks.atlas.own.economies import Economies
from tradetalks.atlas.own.elasticity import Chosen
from tradetalks.atlas.own.fit import Fitted
from tradetalks.atlas.own.flows import Flows
from tradetalks.atlas.own.home import Home, floored_cells
from tradetalks.atlas.own.rates import PlacedRates
from tradetalks.atlas.own.report import BuiltWorld, Moved, OwnReport, listed
from tradetalks.atlas.own.sectors import Sectors
from tradetalks.atlas.sources.tables import RateTable, TradeTable
from tradetalks.atlas.sources.wdi import GdpTable
from tradetalks.atlas.world import World
from tradetalks.errors import WorldError
from tradetalks.origin import Origin

Array = NDArray[np.float64]

NOTED = 0.01
"""Changes of value added from this fraction on are named in the notes of a world."""


@dataclass(frozen=True, eq=False)
class Given:
    """The tables that a world is made of."""

    trade: TradeTable
    gdp: GdpTable | None
    tariffs: tuple[RateTable, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where the numbers come from, each source once."""
        found: dict[str, Origin] = {}
        tables: list[tuple[str, TradeTable | GdpTable | RateTable]] = [("trade", self.trade)]
        tables += [] if self.gdp is None else [("output", self.gdp)]
        tables += [("tariffs", table) for table in self.tariffs]
        for what, table in tables:
            for origin in table.origins or (_own_origin(what, table.year),):
                found.setdefault(origin.id, origin)
        return tuple(found.values())


@dataclass(frozen=True, eq=False)
class Axes:
    """The axes of a world, and what is not known of the places that are left out."""

    economies: Economies
    sectors: Sectors
    what: str


@dataclass(frozen=True, eq=False)
class Made:
    """What is made and sold.

    Attributes:
        home: Flows with sales at home.
        tariff: Applied rates [exporter, importer, sector], fractions.
        wanted: The output that was given or follows from it [economy, sector], billions of dollars.
        value_added: The value added that was given [economy], not a number where none was.
    """

    home: Home
    tariff: Array
    wanted: Array
    value_added: Array

    @property
    def output(self) -> Array:
        """Producers' revenue [economy, sector], billions of US dollars."""
        return np.asarray(self.home.flow.sum(axis=1))

    @property
    def spending(self) -> Array:
        """What is spent on each sector, tariff in [economy, sector], billions of US dollars."""
        return np.asarray((self.home.flow * (1.0 + self.tariff)).sum(axis=0))


@dataclass(frozen=True, eq=False)
class Parts:
    """All that a world is put together from."""

    given: Given
    axes: Axes
    flows: Flows
    rates: PlacedRates
    theta: Chosen
    made: Made
    fitted: Fitted


def finish(parts: Parts, said: tuple[str, ...], name: str | None) -> BuiltWorld:
    """Put a world together, check it and report on it.

    Args:
        parts: What it is made of.
        said: What was assumed, one sentence each.
        name: The world's name; made of its sources and year when not given.

    Raises:
        WorldError: An economy makes or buys nothing, or an identity is broken.
    """
    codes = parts.axes.economies.codes
    _refuse_idle(parts.made, codes)
    world = _world(parts, said, name)
    check_world(world)
    report = OwnReport(
        year=world.year,
        economies=len(codes),
        sectors=len(world.sectors),
        assumed=said,
        moved=_moved(parts, world),
        floored=floored_cells(parts.made.home, codes, world.sectors),
        dropped=parts.flows.dropped,
        tariffs=parts.rates.found,
        origins=world.origins,
    )
    return BuiltWorld(world=_with_notes(world, report), report=report)


def _refuse_idle(made: Made, codes: tuple[str, ...]) -> None:
    for total, verb in ((made.output, "makes"), (made.spending, "buys")):
        idle = total.sum(axis=1) <= 0
        if idle.any():
            raise WorldError(
                f"it {verb} nothing",
                where=codes[int(idle.argmax())],
                remedy="Leave it out, or put it into a group",
            )


def _world(parts: Parts, said: tuple[str, ...], name: str | None) -> World:
    made, axes, theta = parts.made, parts.axes, parts.theta
    blocks = accounts(made.home.flow, made.tariff, parts.fitted.inputs)
    origins = (*parts.given.origins, *theta.origins)
    return World(
        name=name or f"{origins[0].title}, {len(axes.economies.codes)} economies",
        year=parts.given.trade.year,
        economies=axes.economies.codes,
        sectors=axes.sectors.codes,
        economy_names=axes.economies.names,
        sector_names=axes.sectors.names,
        spending=blocks.spending,
        tariff=made.tariff,
        value_added_share=blocks.value_added_share,
        input_share=blocks.input_share,
        final_share=np.maximum(blocks.final_share, 0.0),
        elasticities={theta.name: theta.theta},
        elasticity=theta.name,
        services=axes.sectors.services,
        origins=origins,
        notes=said,
    )


def _moved(parts: Parts, world: World) -> tuple[Moved, ...]:
    given, raised = parts.made.value_added, parts.made.home.raised.sum(axis=1)
    return tuple(
        Moved(
            economy=code,
            given=None if np.isnan(given[n]) else float(given[n]),
            value_added=float(world.value_added[n]),
            change=None if np.isnan(given[n]) else float(world.value_added[n] / given[n] - 1.0),
            floored=float(raised[n]),
            inputs_moved=float(parts.fitted.moved[n]),
        )
        for n, code in enumerate(world.economies)
    )


def _with_notes(world: World, report: OwnReport) -> World:
    """Return the world with what was left out and moved among its notes."""
    notes = [
        f"{len(d.what):,} left out ({d.why}), with {d.share:.2%} of trade: {listed(d.what)}."
        for d in report.dropped
    ]
    if report.floored:
        cells = listed([f"{cell.economy} {cell.sector}" for cell in report.floored])
        notes.append(f"Exports exceed output in {len(report.floored):,} cells: {cells}.")
    fitted = [f"{m.economy} {m.inputs_moved:.1%}" for m in report.moved if m.inputs_moved > 0]
    if fitted:
        notes.append(f"Balancing moved inputs of {len(fitted):,} economies: {listed(fitted)}.")
    moved = [f"{m.economy} {m.change:+.0%}" for m in report.moved if abs(m.change or 0.0) >= NOTED]
    if moved:
        notes.append(f"Value added differs from what was given: {listed(moved)}.")
    return replace(world, notes=(*world.notes, *notes))


def _own_origin(what: str, year: int) -> Origin:
    return Origin(
        id=f"own-{what}-{year}",
        title=f"Own {what} of {year}",
        producer="The user of this package",
        citation="Given as numbers, without a source",
        licence="The user's own",
        covers=str(year),
    )
