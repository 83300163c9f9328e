"""Refuse a world that breaks an accounting identity, and say in which cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import IdentityError, WorldError

Array = NDArray[np.float64]

SMALLEST = 1e-9
"""Cells below this share of an economy's spending are measured against that, not themselves."""


TINY = 1e-30
"""Keeps an economy that spends nothing from dividing by zero; it is refused all the same."""


@dataclass(frozen=True)
class Residual:
    """How well one identity holds.

    Attributes:
        identity: The identity, in words and symbols.
        worst: Largest distance from it, relative to the cell's own size.
        cell: The cell where it is largest, as codes.
    """

    identity: str
    worst: float
    cell: str


@dataclass(frozen=True)
class WorldCheck:
    """How well each accounting identity holds.

    Attributes:
        residuals: One entry per identity, in the order of docs/explanation/atlas.md.
        tolerance: The largest residual that was accepted.
    """

    residuals: tuple[Residual, ...]
    tolerance: float

    @property
    def worst(self) -> Residual:
        """The identity that holds least well."""
        return max(self.residuals, key=lambda residual: residual.worst)


def check_world(world: World, *, tolerance: float = 1e-9) -> WorldCheck:
    """Check shapes, signs and every identity of the benchmark.

    Args:
        world: The world to check.
        tolerance: Largest accepted relative residual.

    Raises:
        WorldError: Axes disagree, codes repeat, or a number is not finite or out of range.
        IdentityError: An identity is broken; the message names the cell.
    """
    _check_axes(world)
    _check_ranges(world)
    found = WorldCheck(tuple(_measure(world, rule) for rule in _RULES), tolerance)
    # The elementary identities come first: one that is broken breaks those after it too.
    broken = next((rule for rule in found.residuals if not rule.worst <= tolerance), None)
    if broken is not None:
        raise IdentityError(
            f"{broken.identity} is off by {broken.worst:.2e} in {broken.cell}",
            where=f"world '{world.name}'",
            remedy=f"Rebalance it so that every identity holds to {tolerance:.0e}",
        )
    return found


def _cost_shares(world: World) -> Array:
    return np.asarray(world.value_added_share + world.input_share.sum(axis=1) - 1.0)


def _final_shares(world: World) -> Array:
    return np.asarray(world.final_share.sum(axis=1) - 1.0)


def _spending(world: World) -> Array:
    inputs = np.einsum("nsk,nk->ns", world.input_share, world.output)
    used = inputs + world.final_share * world.income[:, None]
    floor = np.maximum(SMALLEST * world.expenditure.sum(axis=1, keepdims=True), TINY)
    return np.asarray((used - world.expenditure) / np.maximum(world.expenditure, floor))


def _income(world: World) -> Array:
    inputs = np.einsum("nsk,nk->n", world.input_share, world.output)
    final = world.expenditure.sum(axis=1) - inputs
    return np.asarray((world.income - final) / np.maximum(world.expenditure.sum(axis=1), TINY))


def _deficits(world: World) -> Array:
    return np.atleast_1d(world.deficit.sum() / max(float(world.value_added.sum()), TINY))


_ECONOMY, _SECTOR = "economies", "sectors"
_Rule = tuple[str, tuple[str, ...], Callable[[World], Array]]
_RULES: Sequence[_Rule] = (
    ("cost shares sum to one (γ + Σ_k γ_k = 1)", (_ECONOMY, _SECTOR), _cost_shares),
    ("final shares sum to one (Σ α = 1)", (_ECONOMY,), _final_shares),
    ("spending is inputs plus final demand (E = Σ_k γ_k Y + α I)", (_ECONOMY, _SECTOR), _spending),
    ("income is final spending (I = V + R + D)", (_ECONOMY,), _income),
    ("deficits sum to zero (Σ D = 0)", (), _deficits),
)


def _measure(world: World, rule: _Rule) -> Residual:
    identity, axes, residual = rule
    size = np.abs(residual(world))
    at = np.unravel_index(int(np.argmax(size)), size.shape)
    names = [getattr(world, axis)[place] for axis, place in zip(axes, at, strict=False)]
    return Residual(identity, float(size[at]), ", ".join(names) or "the world")


def _check_axes(world: World) -> None:
    n, s = len(world.economies), len(world.sectors)
    if n == 0 or s == 0:
        raise WorldError("a world needs economies and sectors", where=f"world '{world.name}'")
    for kind, codes in (("economy", world.economies), ("sector", world.sectors)):
        repeated = sorted({code for code in codes if codes.count(code) > 1})
        if repeated:
            raise WorldError(f"{kind} '{repeated[0]}' appears twice", where=world.name)
    expected = {
        "spending": (n, n, s),
        "tariff": (n, n, s),
        "value_added_share": (n, s),
        "input_share": (n, s, s),
        "final_share": (n, s),
        "economy_names": (n,),
        "sector_names": (s,),
    }
    shapes = {name: np.shape(getattr(world, name)) for name in expected}
    shapes |= {
        f"elasticities '{name}'": np.shape(set_) for name, set_ in world.elasticities.items()
    }
    expected |= {name: (s,) for name in shapes if name not in expected}
    for name, shape in shapes.items():
        if shape != expected[name]:
            raise WorldError(
                f"{name} has the shape {shape} where {expected[name]} is needed",
                where=f"world '{world.name}'",
            )
    if world.elasticity not in world.elasticities:
        raise WorldError(f"no elasticity set '{world.elasticity}'", where=f"world '{world.name}'")
    strangers = [code for code in world.services if code not in world.sectors]
    if strangers:
        raise WorldError(f"service '{strangers[0]}' is not a sector", where=world.name)


def _check_ranges(world: World) -> None:
    trade, cost = (_ECONOMY, _ECONOMY, _SECTOR), (_ECONOMY, _SECTOR, _SECTOR)
    table = (_ECONOMY, _SECTOR)
    _refuse(world, "spending", trade, world.spending < 0, "is negative")
    _refuse(world, "tariff", trade, world.tariff <= -1, "takes the whole price or more")
    _refuse(world, "value_added_share", table, world.value_added_share < 0, "is negative")
    _refuse(world, "input_share", cost, world.input_share < 0, "is negative")
    _refuse(world, "final_share", table, world.final_share < 0, "is negative")
    for name, theta in world.elasticities.items():
        if not (np.isfinite(theta).all() and (theta > 0).all()):
            sector = world.sectors[int(np.argmin(np.where(np.isfinite(theta), theta, -np.inf)))]
            raise WorldError(
                f"the elasticity of {sector} in set '{name}' is not a positive number",
                where=f"world '{world.name}'",
            )


def _refuse(
    world: World, name: str, axes: tuple[str, ...], bad: NDArray[np.bool_], why: str
) -> None:
    block = getattr(world, name)
    missing = ~np.isfinite(block)
    for mask, reason in ((missing, "is not a finite number"), (bad, why)):
        if mask.any():
            at = tuple(int(place) for place in np.argwhere(mask)[0])
            cell = ", ".join(getattr(world, axis)[k] for axis, k in zip(axes, at, strict=True))
            raise IdentityError(
                f"{name} {reason} in {cell} ({block[at]:.6g})", where=f"world '{world.name}'"
            )
