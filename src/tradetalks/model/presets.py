"""Published models by name, each a structure that runs on any world with the data it needs."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import StructureError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.inputs import FullInputs, NoInputs, RoundaboutInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.profits import Profits
from tradetalks.model.scale import Scale
from tradetalks.model.structure import Structure

FloatArray = NDArray[np.float64]

HOME = "USA"
HOME_SHARE, ABROAD_SHARE = 0.26, 0.12
"""Part of final prices earned in distribution in the United States, and elsewhere, to which
Ignatenko et al. (2025) fit their margins."""
ROUNDABOUT_VALUE_ADDED = 0.49
"""Value added over revenue in their Table 4."""
SPREAD = 0.67


def preset(name: str, world: World) -> Structure:
    """Return a published model, fitted to a world where it has parameters to fit.

    Args:
        name: One of `preset_names()`.
        world: The world it is to run on.

    Raises:
        UnknownCodeError: No preset has that name.
        StructureError: The world lacks what the preset needs.
    """
    if name not in _PRESETS:
        raise UnknownCodeError("structure", name, preset_names())
    return _PRESETS[name](world)


def preset_names() -> tuple[str, ...]:
    """Return the names of the presets."""
    return tuple(_PRESETS)


def caliendo_parro_2015(world: World) -> Structure:
    """Many sectors, all inputs, deficits purged: Caliendo and Parro (2015)."""
    del world
    return Structure(name="caliendo_parro_2015", inputs=FullInputs(), imbalances=Closure.PURGED)


def eaton_kortum_2002(world: World) -> Structure:
    """One composite input, fixed labour: Eaton and Kortum (2002), as Dekle et al. (2008) solve it.

    The share of value added is that of each economy and sector in the data.
    """
    del world
    return Structure(
        name="eaton_kortum_2002", inputs=RoundaboutInputs(), imbalances=Closure.NOMINAL
    )


def gravity_2003(world: World) -> Structure:
    """Armington with given endowments: Anderson and van Wincoop (2003), Advanced Guide (2016).

    With one sector labour is the endowment; with several it moves between them.
    """
    del world
    return Structure(name="gravity_2003", inputs=NoInputs(), imbalances=Closure.OWN)


def ossa_2014(world: World) -> Structure:
    """Krugman's firms in fixed number, no inputs, deficits purged: Ossa (2014)."""
    del world
    return Structure(
        name="ossa_2014", inputs=NoInputs(), imbalances=Closure.PURGED, profits=Profits()
    )


def liberation_day_2025(world: World) -> Structure:
    """Elastic labour, scale, margins, tariff revenue for income tax: Ignatenko et al. (2025)."""
    return Structure(
        name="liberation_day_2025",
        inputs=NoInputs(),
        imbalances=Closure.NOMINAL,
        labour=ElasticLabour(elasticity=0.5, relief=True),
        scale=Scale(strength=SPREAD),
        margins=fitted_margins(world),
    )


def liberation_day_2025_roundabout(world: World) -> Structure:
    """The same with one composite input: Table 4 of Ignatenko et al. (2025)."""
    return Structure(
        name="liberation_day_2025_roundabout",
        inputs=RoundaboutInputs(value_added_share=ROUNDABOUT_VALUE_ADDED),
        imbalances=Closure.NOMINAL,
        labour=ElasticLabour(elasticity=0.5, relief=True),
        scale=Scale(strength=SPREAD),
        margins=fitted_margins(world),
    )


def fitted_margins(
    world: World,
    home: str = HOME,
    *,
    home_share: float = HOME_SHARE,
    abroad_share: float = ABROAD_SHARE,
) -> Margins:
    """Return margins by which distribution has a given part in what two regions sell.

    Of what each of two regions, one economy and all others, sells, a part goes home and a part
    abroad; the margins earned on the two, weighted so, meet the given shares.

    Args:
        world: The world to fit them to.
        home: Code of the economy that is a region of its own.
        home_share: Part of its sales that distribution earns.
        abroad_share: The same for all others together.

    Raises:
        StructureError: The economy is not in the world, or no margins from 0 to 1 meet the shares.
    """
    if home not in world.economies:
        raise StructureError(
            f"margins are fitted to '{home}' and all others, and '{home}' is not in the world",
            where=f"world '{world.name}'",
            remedy="Give margins of your own: Structure(margins=Margins(share=...))",
        )
    share = np.linalg.solve(_sales_at_home_and_abroad(world, home), [abroad_share, home_share])
    if not ((share >= 0) & (share < 1)).all():
        raise StructureError(
            f"no margins meet {abroad_share:.0%} and {home_share:.0%} (they would be "
            f"{share[0]:.1%} and {share[1]:.1%})",
            where=f"world '{world.name}'",
            remedy="Give margins of your own: Structure(margins=Margins(share=...))",
        )
    return Margins(share=float(share[0]), own=((home, float(share[1])),), spread=SPREAD)


def _sales_at_home_and_abroad(world: World, home: str) -> FloatArray:
    """Return the part of each region's sales that goes to each [seller, buyer]; abroad first."""
    here = np.array([code == home for code in world.economies], dtype=float)
    region = np.stack([1.0 - here, here])
    sales = region @ world.flow.sum(axis=2) @ region.T
    return np.asarray(sales / sales.sum(axis=1, keepdims=True))


_PRESETS: Mapping[str, Callable[[World], Structure]] = {
    each.__name__: each
    for each in (
        caliendo_parro_2015,
        liberation_day_2025,
        liberation_day_2025_roundabout,
        ossa_2014,
        eaton_kortum_2002,
        gravity_2003,
    )
}
