"""Sales at home: what is left of output after exports, never less than nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.own.report import Floored

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Home:
    """Flows with sales at home in them.

    Attributes:
        flow: Sales before tariff [exporter, importer, sector], billions of US dollars.
        raised: What sales at home were raised by [economy, sector], billions of US dollars.
    """

    flow: Array
    raised: Array


def sell_the_rest_at_home(flow: Array, output: Array) -> Home:
    """Return flows whose sales at home are output less exports, or zero where that is negative.

    Args:
        flow: Sales before tariff [exporter, importer, sector]; those at home are not looked at.
        output: What each economy makes [economy, sector], same unit.
    """
    here = np.arange(len(flow))
    full = flow.copy()
    full[here, here] = 0.0
    residual = output - full.sum(axis=1)
    full[here, here] = np.maximum(residual, 0.0)
    return Home(full, np.maximum(-residual, 0.0))


def floored_cells(
    home: Home, economies: tuple[str, ...], sectors: tuple[str, ...]
) -> tuple[Floored, ...]:
    """Return the cells whose sales at home were raised, in axis order."""
    exports = home.flow.sum(axis=1)
    return tuple(
        Floored(
            economy=economies[n],
            sector=sectors[s],
            residual=-float(home.raised[n, s]),
            exports=float(exports[n, s]),
        )
        for n, s in np.argwhere(home.raised > 0)
    )
