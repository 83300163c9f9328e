"""Where the first-order effects of NAFTA come from, by partner and sector; trade in the bloc."""

from dataclasses import dataclass

import numpy as np

from tests.replications.scores import as_printed
from tradetalks.atlas.world import Array
from tradetalks.model.equilibrium import Equilibrium


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Growth of an economy's trade with the two others of the bloc, percent.

    Attributes:
        economy: Its name.
        imports: Bought from them, before tariff.
        paid: The same, tariff in.
        quantity: Imports over the unit costs of their sellers.
        exports: Sold to them, before tariff.
    """

    economy: str
    imports: float
    paid: float
    quantity: float
    exports: float


def trade_within(found: Equilibrium, bloc: tuple[str, ...]) -> tuple[Growth, ...]:
    """Return the growth of trade within a bloc; the paper's is that of imports before tariff.

    Args:
        found: The world after the change.
        bloc: Its members.
    """
    world = found.world
    places = [world.economies.index(name) for name in bloc]
    return tuple(
        Growth(
            economy=name,
            imports=_growth(world.flow[others, at], found.flow[others, at]),
            paid=_growth(world.spending[others, at], found.spending[others, at]),
            quantity=_growth(world.flow[others, at], found.flow[others, at] / cost[others]),
            exports=_growth(world.flow[at, others], found.flow[at, others]),
        )
        for cost in [found.cost_hat]
        for name, at in zip(bloc, places, strict=True)
        for others in [[place for place in places if place != at]]
    )


def _growth(before: Array, after: Array) -> float:
    return 100 * float(after.sum() / before.sum() - 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class Sources:
    """The first-order split (eq. model.12) before it is summed, percent of income.

    Attributes:
        terms: Terms of trade [economy, partner, sector].
        volume: Volume of trade, same axes.
    """

    terms: Array
    volume: Array


def sources(found: Equilibrium) -> Sources:
    """Return what each partner and sector adds to both sources of gain.

    Args:
        found: The world after the change.
    """
    world, dearer = found.world, found.cost_hat - 1.0
    bought = np.swapaxes(world.flow, 0, 1)
    grown = np.swapaxes(np.where(world.flow > 0, found.flow - world.flow, 0.0), 0, 1)
    income = found.before.income[:, None, None] / 100
    # what an economy sells is its exporter row, what it buys its importer column turned about
    terms = world.flow * dearer[:, None, :] - bought * dearer[None, :, :]
    volume = np.swapaxes(world.tariff, 0, 1) * (grown - bought * dearer[None, :, :])
    return Sources(terms=terms / income, volume=volume / income)


def trade_within_table(found: Equilibrium, published: dict[str, str]) -> str:
    """Return the growth of trade within the bloc; the first column is theirs / ours."""
    lines = [
        "| | imports, before tariff | imports, tariff in | quantity imported | exports |",
        "|---" * 5 + "|",
    ]
    for each in trade_within(found, tuple(published)):
        rest = " | ".join(f"{cell:.1f}" for cell in (each.paid, each.quantity, each.exports))
        pair = f"{published[each.economy]} / {each.imports:.2f}"
        lines.append(f"| {each.economy} | {pair} | {rest} |")
    return "\n".join(lines)


def partners_table(found: Equilibrium, bloc: tuple[str, ...]) -> str:
    """Return both sources of gain for each member, with the others and with the rest."""
    places = [found.world.economies.index(name) for name in bloc]
    inside = np.isin(np.arange(len(found.world.economies)), places)
    split = sources(found)
    lines = [
        "| | terms of trade: bloc | rest of the world | volume of trade: bloc | rest of world |",
        "|---" * 5 + "|",
    ]
    for name, at in zip(bloc, places, strict=True):
        cells = [
            as_printed("0.000", source[at, part].sum())
            for source in (split.terms, split.volume)
            for part in (inside, ~inside)
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def sectors_table(found: Equilibrium, bloc: tuple[str, ...]) -> str:
    """Return the part of each sector that is traded in both sources of gain, percent of each."""
    split, world = sources(found), found.world
    heads = [f"{name}, {source}" for name in bloc for source in ("terms", "volume")]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    columns = []
    for name in bloc:
        at = world.economies.index(name)
        for source in (split.terms, split.volume):
            by_sector = source[at].sum(axis=0)
            columns.append(100 * by_sector / by_sector.sum())
    traded = [place for place in range(len(world.sectors)) if (world.tariff[:, :, place] > 0).any()]
    for place in traded:
        cells = " | ".join(as_printed("0.0", column[place]) for column in columns)
        lines.append(f"| {world.sectors[place]} | {cells} |")
    return "\n".join(lines)
