"""Who can still trade with whom, and whose imbalance trade cannot bring about."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

FINANCED = 1e-9
"""An imbalance below this part of the income of those who have it is rounding."""


@dataclass(frozen=True, kw_only=True)
class Island:
    """Economies that trade among themselves, and with others in one direction at most.

    Attributes:
        economies: Their codes.
        sells: Whether they sell to others.
        buys: Whether they buy from others; never both.
        imbalance: What they would spend beyond what they earn, billions of US dollars: other than
            zero without trade, none below zero where they only sell, none above it where they
            only buy.
    """

    economies: tuple[str, ...]
    sells: bool
    buys: bool
    imbalance: float

    @property
    def sentence(self) -> str:
        """What cannot be, without a full stop."""
        who = ", ".join(self.economies[:5]) + ", …" * (len(self.economies) > 5)
        verb, other = ("are", "they") if len(self.economies) > 1 else ("is", "it")
        if not (self.sells or self.buys):
            return (
                f"{who} {verb} cut off from all others, with whom {other} would have an imbalance "
                f"of {self.imbalance:+.3g} bn"
            )
        only = "sell to others but can buy from none"
        if self.buys:
            only = "buy from others but can sell to none"
        return f"{who} could {only}, which leaves no imbalance of {self.imbalance:+.3g} bn"


def impossible_island(
    world: World, *, iceberg: FloatArray | None, imbalance: FloatArray
) -> Island | None:
    """Return economies whose imbalance their trade cannot bring about at any wage, or None.

    Args:
        world: The benchmark.
        iceberg: Change in trade costs [exporter, importer, sector]; infinite where trade is cut.
        imbalance: What each economy would receive from others [economy], billions of US dollars.
    """
    sells = _sells(world, iceberg)
    for group in _groups(_reach(sells)):
        outside = np.ones(len(sells), dtype=bool)
        outside[group] = False
        left = float(imbalance[group].sum())
        island = Island(
            economies=tuple(world.economies[int(place)] for place in group),
            sells=bool(sells[group][:, outside].any()),
            buys=bool(sells[:, group][outside].any()),
            imbalance=left,
        )
        if _is_impossible(island, rounding=FINANCED * float(world.income[group].sum())):
            return island
    return None


def _is_impossible(island: Island, *, rounding: float) -> bool:
    if island.sells and island.buys:
        return False
    if island.sells:
        return island.imbalance > -rounding
    if island.buys:
        return island.imbalance < rounding
    return abs(island.imbalance) > rounding


def _sells(world: World, iceberg: FloatArray | None) -> BoolArray:
    sells = world.spending > 0
    if iceberg is not None:
        sells = sells & np.isfinite(iceberg)
    return np.asarray(sells.any(axis=2))


def _reach(sells: BoolArray) -> BoolArray:
    """Return who sells to whom, directly or through others [seller, buyer]."""
    reach = sells | np.eye(len(sells), dtype=bool)
    for _ in range(int(np.ceil(np.log2(len(sells)))) + 1):
        reach = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
    return reach


def _groups(reach: BoolArray) -> list[NDArray[np.int64]]:
    """Return the places of each group in which everybody reaches everybody, in order."""
    first = (reach & reach.T).argmax(axis=1)
    return [np.nonzero(first == leader)[0] for leader in np.unique(first)]
