"""A world made ready for the solver, once."""

from weakref import WeakKeyDictionary

import jax
import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model import runtime as _runtime  # noqa: F401  configures JAX before any array
from tradetalks.model.closure import Closure
from tradetalks.model.problem import Benchmark, Point

_READY: WeakKeyDictionary[World, dict[Closure, Benchmark]] = WeakKeyDictionary()

FloatArray = NDArray[np.float64]


def benchmark_of(world: World, closure: Closure) -> Benchmark:
    """Return a world's arrays on the device; kept for as long as the world itself.

    Args:
        world: The benchmark.
        closure: Under `Closure.BALANCED` its imbalances are zero, whatever its flows say.
    """
    ready = _READY.setdefault(world, {})
    if closure not in ready:
        ready[closure] = _prepare(world, closure)
    return ready[closure]


def rest_point(world: World) -> Point:
    """Return the point at which nothing has changed."""
    n, s = world.expenditure.shape
    return Point(*jax.device_put((np.zeros(n), np.zeros((n, s)), world.expenditure)))


def sector_first(bilateral: FloatArray) -> FloatArray:
    """Return [exporter, importer, sector] as [sector, exporter, importer], laid out anew."""
    return np.ascontiguousarray(np.moveaxis(bilateral, 2, 0))


def _prepare(world: World, closure: Closure) -> Benchmark:
    share = sector_first(world.share)
    with np.errstate(divide="ignore"):
        log_share = np.log(share)
    deficit = world.deficit if closure is Closure.SHARE else np.zeros_like(world.deficit)
    blocks = {
        "share": share,
        "log_share": log_share,
        "log_power": np.log1p(sector_first(world.tariff)),
        "spending": world.expenditure,
        "value_added": world.value_added,
        "income": world.income,
        "value_added_share": world.value_added_share,
        "input_share": world.input_share,
        "final_share": world.final_share,
        "theta": world.theta,
        "imbalance_share": deficit / world.income.sum(),
        "sells": world.output > 0,
        "buys": world.expenditure > 0,
        "pace": _pace(world),
    }
    return Benchmark(**jax.device_put(blocks))


def _pace(world: World) -> FloatArray:
    """Return one over one plus the own-wage elasticity of labour demand, inputs left aside.

    Following excess demand one for one overshoots where elasticities are high; this is the step
    that would land on clearing wages if each economy were alone in changing its own.
    """
    lost_to_rivals = (world.flow * (1.0 - world.share)).sum(axis=1)
    elasticity = (world.value_added_share * world.theta * lost_to_rivals).sum(axis=1)
    return np.asarray(1.0 / (1.0 + elasticity / world.value_added))
