"""A world made ready for the solver, once."""

from weakref import WeakKeyDictionary

import jax
import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model import runtime as _runtime  # noqa: F401  configures JAX before any array
from tradetalks.model.accounts import accounts_of
from tradetalks.model.problem import Benchmark, Form, Point
from tradetalks.model.structure import Structure
from tradetalks.model.system import rest_point

_READY: WeakKeyDictionary[World, dict[Structure, Benchmark]] = WeakKeyDictionary()
_AT_REST: WeakKeyDictionary[World, dict[Structure, Point]] = WeakKeyDictionary()

FloatArray = NDArray[np.float64]


def benchmark_of(world: World, structure: Structure) -> Benchmark:
    """Return a world's arrays on the device; kept for as long as the world itself.

    Args:
        world: The benchmark.
        structure: How the model reads it.

    Raises:
        StructureError: The world's accounts contradict the structure.
    """
    ready = _READY.setdefault(world, {})
    if structure not in ready:
        ready[structure] = _prepare(world, structure)
    return ready[structure]


def at_rest(world: World, structure: Structure) -> Point:
    """Return the point at which nothing has changed, where a solve starts; kept as long.

    Args:
        world: The benchmark.
        structure: How the model reads it.
    """
    kept = _AT_REST.setdefault(world, {})
    if structure not in kept:
        kept[structure] = rest_point(benchmark_of(world, structure))
    return kept[structure]


def form_of(structure: Structure) -> Form:
    """Return which terms the equations of a structure have."""
    return Form(
        closure=structure.imbalances,
        labour=structure.labour is not None,
        relief=structure.labour is not None and structure.labour.relief,
        scale=structure.scale is not None,
        margins=structure.margins is not None,
        selection=structure.margins is not None and structure.margins.selection,
        profits=structure.profits is not None,
    )


def sector_first(bilateral: FloatArray) -> FloatArray:
    """Return [exporter, importer, sector] as [sector, exporter, importer], laid out anew."""
    return np.ascontiguousarray(np.moveaxis(bilateral, 2, 0))


def _prepare(world: World, structure: Structure) -> Benchmark:
    before = accounts_of(world, structure)
    share = sector_first(world.share)
    with np.errstate(divide="ignore"):
        log_share = np.log(share)
    kept = 1.0 - before.margin_share
    blocks = {
        "share": share,
        "log_share": log_share,
        "log_power": np.log1p(sector_first(world.tariff)),
        "spending": before.expenditure,
        "output": before.output,
        "contested": np.einsum("ins,n->is", world.flow * (1.0 - world.share), kept),
        "margin": before.margin,
        "revenue": before.revenue,
        "income": before.income,
        "value_added_share": before.value_added_share,
        "input_share": before.input_share,
        "final_share": before.final_share,
        "theta": world.theta,
        "imbalance": before.deficit,
        "sells": before.output > 0,
        "buys": before.expenditure > 0,
        "margin_share": before.margin_share,
    }
    return Benchmark(**jax.device_put(blocks | _parameters(structure)))


def _parameters(structure: Structure) -> dict[str, np.float64]:
    labour, scale, margins = structure.labour, structure.scale, structure.margins
    return {
        "labour_elasticity": np.float64(labour.elasticity if labour else 0.0),
        "scale_strength": np.float64(scale.strength if scale else 0.0),
        "spread": np.float64(margins.spread if margins else 1.0),
        "pass_through": np.float64(margins.pass_through if margins else 0.0),
    }
