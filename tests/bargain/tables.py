"""Small talks to test on: three economies, a good and a service that may be taxed too."""

import numpy as np

from tests.worlds import random_world, world_from_flows
from tradetalks.atlas.world import World
from tradetalks.bargain.lines import Lines, cell_lines
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.scores import gains
from tradetalks.bargain.table import Table, bare_table
from tradetalks.model.structure import DEFAULT_STRUCTURE

ONE, OTHER, THIRD = "E00", "E01", "E02"


def talks_world(seed: int = 4) -> World:
    """Return a world without awkward cells; always of the same shape, so programs serve all."""
    return random_world(seed, 3, 2, zero_flows=0.0, zero_output=0.0, theta_max=5.0, tariff_max=0.4)


def twin_world(rate: float = 0.2) -> World:
    """Return a world whose first two economies are alike in everything."""
    flow = np.array([[60.0, 9.0, 6.0], [9.0, 60.0, 6.0], [6.0, 6.0, 80.0]])
    tariff = rate * (1.0 - np.eye(3))
    return world_from_flows(
        name="twins",
        flow=np.stack([flow, 0.5 * flow], axis=2),
        tariff=np.stack([tariff, tariff / 2.0], axis=2),
        value_added_share=np.full((3, 2), 0.6),
        input_share=np.full((3, 2, 2), 0.2),
        theta=np.array([4.0, 3.0]),
    )


def all_lines(world: World, sides: tuple[tuple[str, ...], ...], **options: object) -> Lines:
    """Return the sides' rates on everybody outside, services too."""
    return cell_lines(world, sides, services=True, **options)


def lines_between(world: World, sides: tuple[tuple[str, ...], ...], **options: object) -> Lines:
    """Return the sides' rates on one another, no rate above today's."""
    members = [code for side in sides for code in side]
    lines = all_lines(world, sides, partners=members, **options)
    return lines.within(high=lines.now)


def table_of(
    world: World, lines: Lines, sides: tuple[tuple[str, ...], ...] = ((ONE,), (OTHER,))
) -> Table:
    """Return a table of sides that fall back on the status quo, with equal weights."""
    oracle = Oracle(world, lines, gains(world, sides, DEFAULT_STRUCTURE))
    income = np.array(
        [sum(world.income[world.economy_index(code)] for code in side) for side in sides]
    )
    return bare_table(oracle, tuple("+".join(side) for side in sides), income)
