"""Random worlds to test on: asymmetric, balanced, with the awkward cells that real ones have."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from tradetalks.atlas.world import World

Array = NDArray[np.float64]


def random_world(
    seed: int,
    n: int = 4,
    s: int = 3,
    *,
    zero_flows: float = 0.1,
    zero_output: float = 0.05,
    theta_max: float = 12.0,
    tariff_max: float = 0.5,
) -> World:
    """Return a balanced world of `n` economies and `s` sectors, the last one a service.

    No two economies are alike and no matrix is symmetric, so a transposed axis shows.

    Args:
        seed: Same seed, same world.
        n: Number of economies.
        s: Number of sectors.
        zero_flows: Share of foreign flows that are zero.
        zero_output: Share of (economy, goods sector) cells that make nothing.
        theta_max: Trade elasticities are drawn between 1.2 and this.
        tariff_max: Applied rates are drawn between 0 and this; a quarter are zero.
    """
    draw = np.random.default_rng(seed)
    tariff = _tariffs(draw, n=n, s=s, highest=tariff_max)
    flow = _flows(draw, n=n, s=s, zero_flows=zero_flows, zero_output=zero_output)
    value_added_share, input_share = _technology(draw, flow=flow, tariff=tariff)
    theta = np.exp(draw.uniform(np.log(1.2), np.log(theta_max), s))
    return world_from_flows(
        name=f"random-{seed}-{n}x{s}",
        flow=flow,
        tariff=tariff,
        value_added_share=value_added_share,
        input_share=input_share,
        theta=theta,
    )


def world_from_flows(
    *,
    name: str,
    flow: Array,
    tariff: Array,
    value_added_share: Array,
    input_share: Array,
    theta: Array,
) -> World:
    """Return the world whose final demand is what is bought and not used as an input.

    Args:
        name: Name of the world.
        flow: Trade before tariff [exporter, importer, sector].
        tariff: Applied rates, same axes.
        value_added_share: [economy, sector].
        input_share: [economy, input, user].
        theta: Trade elasticities by sector.
    """
    n, s = flow.shape[0], flow.shape[2]
    spending = flow * (1 + tariff)
    used = np.einsum("nsk,nk->ns", input_share, flow.sum(axis=1))
    final = spending.sum(axis=0) - used
    final = np.where(np.abs(final) < 1e-12 * spending.sum(), 0.0, final)
    assert (final >= 0).all(), "the drawn technology uses more than is bought"
    economies = tuple(f"E{place:02d}" for place in range(n))
    sectors = (*(f"S{place:02d}" for place in range(s - 1)), "SVC")
    return World(
        name=name,
        year=2022,
        economies=economies,
        sectors=sectors,
        economy_names=tuple(f"Economy {code[1:]}" for code in economies),
        sector_names=tuple(f"Sector {code}" for code in sectors),
        spending=spending,
        tariff=tariff,
        value_added_share=value_added_share,
        input_share=input_share,
        final_share=final / final.sum(axis=1, keepdims=True),
        elasticities={"drawn": theta, "uniform_4": np.full(s, 4.0)},
        elasticity="drawn",
        services=("SVC",),
    )


def random_tariff(world: World, seed: int, *, highest: float = 1.0, touched: float = 0.3) -> Array:
    """Return a new tariff [exporter, importer, sector]: some rates redrawn, some set to zero.

    Services and sales at home stay free.

    Args:
        world: The world whose rates are changed.
        seed: Same seed, same tariff.
        highest: Upper end of the redrawn rates; 10 is 1,000 percent.
        touched: Share of rates that change.
    """
    draw = np.random.default_rng(seed)
    shape = world.tariff.shape
    redrawn = highest * draw.random(shape) ** 2 * (draw.random(shape) > 0.2)
    tariff = np.where(draw.random(shape) < touched, redrawn, world.tariff)
    tariff[np.arange(shape[0]), np.arange(shape[0])] = 0.0
    tariff[:, :, -1] = 0.0
    return tariff


@dataclass(frozen=True, eq=False, kw_only=True)
class WildShock:
    """A random world and a random shock that both go to the ends of what can be asked.

    Attributes:
        world: Shares down to 1e-12, elasticities from 0.3 to 65, cells that make nothing, economies
            that trade with nobody.
        tariff: Rates from -50 to 1,000 percent [exporter, importer, sector].
        iceberg: Changes in other trade costs, same axes; infinite where one cuts another off.
    """

    world: World
    tariff: Array
    iceberg: Array | None


WILD_SIZES = ((2, 1), (3, 1), (2, 5), (4, 3), (7, 2), (12, 8), (25, 1), (30, 12), (60, 1), (60, 30))
"""A few sizes only: the solver is compiled once for each."""


def wild_shock(seed: int) -> WildShock:
    """Return a random world and shock for the stress suite; same seed, same shock."""
    draw = np.random.default_rng(seed)
    n, s = WILD_SIZES[seed % len(WILD_SIZES)]
    flow = _wild_flows(draw, n=n, s=s)
    tariff = draw.uniform(-0.3, 0.6, (n, n, s)) * (draw.random((n, n, s)) > 0.5)
    tariff[np.arange(n), np.arange(n)] = 0.0
    value_added_share, input_share = _technology(draw, flow=flow, tariff=tariff)
    world = world_from_flows(
        name=f"wild-{seed}-{n}x{s}",
        flow=flow,
        tariff=tariff,
        value_added_share=value_added_share,
        input_share=input_share,
        theta=np.exp(draw.uniform(np.log(0.3), np.log(65.0), s)),
    )
    return WildShock(
        world=world, tariff=_wild_tariff(draw, tariff), iceberg=_wild_iceberg(draw, n=n, s=s)
    )


def _wild_flows(draw: np.random.Generator, *, n: int, s: int) -> Array:
    flow = _flows(
        draw,
        n=n,
        s=s,
        zero_flows=draw.choice([0.0, 0.3, 0.8]),
        zero_output=draw.choice([0.0, 0.3]) if s > 1 else 0.0,
    )
    tiny = 10.0 ** draw.uniform(-12.0, 0.0, flow.shape)
    small = draw.random(flow.shape) < draw.choice([0.0, 0.2, 0.6])
    small[np.arange(n), np.arange(n)] = False
    flow = np.where(small, flow * tiny, flow)
    ring = np.arange(n)
    if n > 3 and draw.random() < 0.2:
        alone = draw.integers(n)
        home = flow[alone, alone].copy()
        flow[alone], flow[:, alone] = 0.0, 0.0
        flow[alone, alone] = np.where(home > 0, home, 1.0)
        ring = np.delete(ring, alone)
    # Who sells to others must be able to buy from them, or trade cannot balance.
    after = np.roll(ring, -1)
    flow[ring, after, -1] = np.maximum(flow[ring, after, -1], 1e-3 * flow[ring, ring, -1])
    return _nearly_balanced(draw, flow, least=0.0, passes=3000)


def _wild_tariff(draw: np.random.Generator, tariff: Array) -> Array:
    highest = draw.choice([0.5, 2.0, 10.0])
    redrawn = np.where(
        draw.random(tariff.shape) < 0.2,
        -0.5 * draw.random(tariff.shape),
        highest * draw.random(tariff.shape) ** 2,
    )
    moved = np.where(draw.random(tariff.shape) < draw.choice([0.1, 0.5, 1.0]), redrawn, tariff)
    moved[np.arange(len(moved)), np.arange(len(moved))] = 0.0
    return moved


def _wild_iceberg(draw: np.random.Generator, *, n: int, s: int) -> Array | None:
    if draw.random() < 0.6:
        return None
    iceberg = np.exp(draw.normal(0.0, 0.3, (n, n, s)))
    iceberg[np.arange(n), np.arange(n)] = 1.0
    if draw.random() < 0.5:
        one, other = draw.choice(n, 2, replace=False)
        iceberg[one, other] = iceberg[other, one] = np.inf
    return iceberg


def worlds(
    *, most_economies: int = 5, most_sectors: int = 4, theta_max: float = 12.0
) -> st.SearchStrategy[World]:
    """Return a hypothesis strategy for small random worlds."""
    return st.builds(
        random_world,
        st.integers(0, 2**31),
        st.integers(2, most_economies),
        st.integers(2, most_sectors),
        zero_flows=st.sampled_from([0.0, 0.2, 0.5]),
        zero_output=st.sampled_from([0.0, 0.2]),
        theta_max=st.just(theta_max),
    )


@dataclass(frozen=True, eq=False)
class NewTariffs:
    """A random world and a random new tariff [exporter, importer, sector] for it."""

    world: World
    tariff: Array


def new_tariffs(*, theta_max: float = 65.0) -> st.SearchStrategy[NewTariffs]:
    """Return a hypothesis strategy for random deals: rates to 1,000 percent, zero flows.

    Three sizes only: the solver is compiled once for each.

    Args:
        theta_max: Upper end of the trade elasticities.
    """
    return st.builds(
        _new_tariffs,
        st.integers(0, 2**31),
        st.sampled_from([(2, 2), (3, 3), (5, 4)]),
        zero_flows=st.sampled_from([0.0, 0.2, 0.5]),
        zero_output=st.sampled_from([0.0, 0.2]),
        highest=st.sampled_from([0.3, 1.0, 10.0]),
        touched=st.sampled_from([0.2, 0.5, 0.9]),
        theta_max=st.sampled_from([4.0, 12.0, theta_max]),
    )


def _new_tariffs(
    seed: int,
    size: tuple[int, int],
    *,
    zero_flows: float,
    zero_output: float,
    highest: float,
    touched: float,
    theta_max: float,
) -> NewTariffs:
    world = random_world(
        seed, *size, zero_flows=zero_flows, zero_output=zero_output, theta_max=theta_max
    )
    return NewTariffs(world, random_tariff(world, seed, highest=highest, touched=touched))


def _tariffs(draw: np.random.Generator, *, n: int, s: int, highest: float) -> Array:
    tariff = draw.uniform(0, highest, (n, n, s)) * (draw.random((n, n, s)) > 0.25)
    tariff[np.arange(n), np.arange(n)] = 0.0
    tariff[:, :, -1] = 0.0
    return tariff


def _flows(
    draw: np.random.Generator, *, n: int, s: int, zero_flows: float, zero_output: float
) -> Array:
    size = np.exp(draw.normal(3, 1.2, n))
    sector = draw.dirichlet(np.full(s, 3.0)) + 0.02
    flow = np.exp(draw.normal(0, 0.8, (n, n, s))) * sector
    flow *= np.sqrt(size[:, None] * size[None, :])[:, :, None] / n
    here = np.arange(n)
    flow[here, here] *= n * draw.uniform(1, 4, (n, s))
    keep = draw.random((n, n, s)) >= zero_flows
    keep[here, here] = True
    keep[:, :, :-1] &= (draw.random((n, s - 1)) >= zero_output)[:, None, :]
    # A ring of services keeps the world one: wages in parts that do not trade have no ratio.
    keep[here, (here + 1) % n, -1] = True
    nobody_sells = ~keep.any(axis=(0, 1))
    keep[0, :, nobody_sells] = True
    return _nearly_balanced(draw, flow * keep)


def _nearly_balanced(
    draw: np.random.Generator, flow: Array, *, least: float = 1e-9, passes: int = 200
) -> Array:
    """Scale purchases abroad until trade balances, then disturb it by some percent.

    An economy that owes others more than it earns has no equilibrium once trade shrinks. Flows
    below `least` of the largest become zero.
    """
    n = flow.shape[0]
    abroad = ~np.eye(n, dtype=bool)[:, :, None]
    for _ in range(passes):
        foreign = flow * abroad
        exports, imports = foreign.sum(axis=(1, 2)), foreign.sum(axis=(0, 2))
        scale = np.sqrt(exports / np.where(imports > 0, imports, 1.0))
        flow = np.where(abroad, flow * scale[None, :, None], flow)
    flow = np.where(flow > least * flow.max(), flow, 0.0)
    return np.where(abroad, flow * draw.uniform(0.85, 1.15, n)[None, :, None], flow)


def _technology(draw: np.random.Generator, *, flow: Array, tariff: Array) -> tuple[Array, Array]:
    n, _, s = flow.shape
    bought = (flow * (1 + tariff)).sum(axis=0)
    inputs = np.swapaxes(draw.dirichlet(np.full(s, 0.8), (n, s)), 1, 2)
    inputs = inputs * draw.uniform(0.2, 0.7, (n, 1, s))
    used = np.einsum("nsk,nk->ns", inputs, flow.sum(axis=1))
    fits = np.minimum(1.0, 0.85 * bought / np.where(used > 0, used, 1.0))
    inputs = inputs * fits[:, :, None]
    return 1.0 - inputs.sum(axis=1), inputs
