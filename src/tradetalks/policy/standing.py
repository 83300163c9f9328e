"""The rates that talks are about, as they stand on the day of a schedule."""

from collections.abc import Sequence

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.errors import DealError
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Instrument, RedLine
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.stack import programme_layer

CLOSE = 1e-9
"""Rates closer than this are the same rate."""


def whole_rates(
    terms: Instrument | RedLine, by: Sequence[str], sectors: Sequence[str], schedule: Schedule
) -> Array:
    """Return the applied rates that some terms are about [exporter, importer, sector], fractions.

    Args:
        terms: An instrument or a red line.
        by: Codes of its importers.
        sectors: Codes of some of its sectors.
        schedule: The rates.
    """
    rows, importers = ([schedule.economies.index(c) for c in codes] for codes in (terms.to, by))
    columns = [schedule.sectors.index(code) for code in sectors]
    return np.asarray(schedule.rate[np.ix_(rows, importers, columns)])


def headlines(
    terms: Instrument | RedLine, schedule: Schedule, world: World, library: Library
) -> Array:
    """Return the headline of the measure that some terms name [exporter], fractions.

    Raises:
        DealError: It is not levied on that day.
        UnknownCodeError: The library does not hold it.
    """
    name = terms.measure or ""
    programme = library.programme_of(name, where=terms.place)
    layer, grid, _ = programme_layer(
        world, schedule.on, known=schedule.known, library=library, programme=programme
    )
    if not layer.measures:
        raise DealError(
            f"the measure '{name}' is not levied on {schedule.on} as known on {schedule.known}",
            where=terms.place,
            remedy=f"In force are {', '.join(schedule.measures) or 'none'}",
        )
    return np.asarray(np.nan_to_num(layer.headline[[grid.row[code] for code in terms.to]]))
