"""How the first party stands between its two largest partners."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from tradetalks.atlas.places import REST_OF_WORLD
from tradetalks.atlas.world import World
from tradetalks.brief.findings import BASELINE, headline_of
from tradetalks.brief.sections.others import Balance, Ends
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.exposure import Balance as Stand
from tradetalks.model.exposure import equidistance
from tradetalks.model.ladder import climb
from tradetalks.model.outcome import Outcome
from tradetalks.model.structure import Structure
from tradetalks.policy.talks import Talks

WORKERS = 2
"""Solves at once: the model computes outside Python's lock."""


def balance_of(world: World, talks: Talks, central: Mapping[str, Outcome]) -> Balance | None:
    """Return how the first party stands between its two largest partners under every rung.

    Every rung has its central value; the status quo and the headline rung have a range over
    the published sets as printed too, under the central closure: to cut off a partner under every
    draw would take longer than all the rest.

    Args:
        world: The world as measured.
        talks: The rungs.
        central: By rung, its outcome under the central set and closure.
    """
    now = next(iter(central.values())).world
    economy, partners = talks.parties[0], largest_partners(now, talks.parties[0])
    if partners is None:
        return None
    structure = next(iter(central.values())).equilibrium.structure
    worlds = _worlds(world, talks, central, structure)

    def stand(world: World) -> Stand | None:
        try:
            return equidistance(world, economy, partners, structure=structure)
        except NoEquilibriumError:
            return None

    flat = [world for found in worlds.values() for world in found]
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        solved = dict(zip(map(id, flat), pool.map(stand, flat), strict=True))
    stands = {name: [solved[id(world)] for world in found] for name, found in worlds.items()}
    if any(found[0] is None for found in stands.values()):
        return None
    kept = {name: [one for one in found if one is not None] for name, found in stands.items()}
    return _as_balance(economy, partners, kept)


def _worlds(
    world: World, talks: Talks, central: Mapping[str, Outcome], structure: Structure
) -> dict[str, list[World]]:
    """Return the worlds that each rung may be, the central one first."""
    headline = headline_of(talks).id
    worlds = {BASELINE: [next(iter(central.values())).world]}
    for rung, outcome in central.items():
        worlds[rung] = [outcome.equilibrium.as_world(rung)]
    short = tuple(rung for rung in talks.rungs if rung.id in (BASELINE, headline))
    ladder = climb(world, replace(talks, rungs=short), closures=(structure.imbalances,))
    for step in ladder.of(headline):
        if step.outcome is not None and step.elasticity != world.elasticity:
            worlds[BASELINE].append(step.outcome.world)
            worlds[headline].append(step.outcome.equilibrium.as_world(headline))
    return worlds


def _as_balance(
    economy: str, partners: tuple[str, str], stands: Mapping[str, list[Stand]]
) -> Balance | None:
    """Return the stands by rung, the central one first in each list, as numbers with ranges."""
    even = {
        rung: [stand.equidistance for stand in found if stand.equidistance is not None]
        for rung, found in stands.items()
    }
    if not all(even.values()):
        return None
    return Balance(
        economy=economy,
        partners=partners,
        cut_off={
            (rung, partner): _ends([stand.cut_off[place] for stand in found])
            for rung, found in stands.items()
            for place, partner in enumerate(partners)
        },
        equidistance={rung: _ends(values) for rung, values in even.items()},
    )


def _ends(values: list[float]) -> Ends:
    if len(values) == 1:
        return Ends(value=values[0])
    return Ends(value=values[0], low=min(values), high=max(values))


def largest_partners(world: World, economy: str) -> tuple[str, str] | None:
    """Return the two single economies with the most two-way trade, the larger first."""
    place = world.economy_index(economy)
    trade = world.flow[place].sum(axis=1) + world.flow[:, place].sum(axis=1)
    order = [world.economies[row] for row in np.argsort(-trade, kind="stable")]
    others = [code for code in order if code not in (economy, REST_OF_WORLD)]
    return (others[0], others[1]) if len(others) > 1 else None
