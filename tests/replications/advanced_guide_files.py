"""Every column of the Advanced Guide's two result files for application 2 beside ours."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.replications.advanced_guide_rounds import (
    REFERENCE,
    SIGMA,
    Round,
    as_published,
    benchmark,
    trade_at,
)
from tests.replications.advanced_guide_trade import Costs, read_stata
from tests.replications.gravity_plain import balanced
from tradetalks.atlas.world import Array

POWER = 1.0 / (1.0 - SIGMA)

NOTHING = 1e-12
"""A distance that is the rounding of sums."""

FILES = {"PROD": "2_RTAsEffects_FULL_PROD.dta", "CONS": "2_RTAsEffects_FULL_CONS.dta"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """How far ours is from a column of theirs.

    Attributes:
        file: Short name of the file.
        name: Of the column.
        furthest: Largest distance of an economy: in points for changes, relative for levels.
    """

    file: str
    name: str
    furthest: float

    @property
    def is_change(self) -> bool:
        """Whether the column is in percent."""
        return is_change(self.name)

    @property
    def distance(self) -> str:
        """The power of ten that no economy is further away than."""
        within = f"{10.0 ** math.ceil(math.log10(max(self.furthest, NOTHING))):.0e}"
        return f"{within} points" if self.is_change else f"{within} of it"


def columns(data: Path, costs: Costs) -> tuple[Column, ...]:
    """Return the largest distance in every column of both files.

    Args:
        data: Folder of raw data.
        costs: The estimates.
    """
    start, end = benchmark(costs), as_published(costs)
    conditional = _conditional(costs)
    ours = {
        "PROD": _made(costs, start, conditional, end),
        "CONS": _used(costs, start, conditional, end),
    }
    found = []
    for file, computed in ours.items():
        theirs = read_stata(data, FILES[file]).sort_values("country")
        assert tuple(theirs["country"]) == costs.economies
        assert set(computed) == set(theirs.columns) - {"country"}
        for name, values in computed.items():
            furthest = _furthest(name, theirs[name].to_numpy(), values)
            found.append(Column(file=file, name=name, furthest=furthest))
    return tuple(found)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Conditional:
    exports: Array
    outward: Array
    inward: Array


def _conditional(costs: Costs) -> _Conditional:
    reference = costs.economies.index(REFERENCE)
    fit = balanced(costs.without_nafta, output=costs.output, expenditure=costs.expenditure)
    return _Conditional(
        exports=fit.exports, outward=fit.outward(reference), inward=fit.inward(reference)
    )


def _made(costs: Costs, start: Round, conditional: _Conditional, end: Round) -> Mapping[str, Array]:
    trade = trade_at(end, costs)
    exports = trade.sum(axis=1) - np.diag(trade)
    output = end.price * costs.output
    outward = output * end.outward / end.output
    return {
        "OMR_FULL": outward,
        "OMR_CDL": conditional.outward,
        "OMR_BLN": start.outward,
        "change_pricei_FULL": end.price,
        "Xi_BLN": start.fit.exports,
        "Xi_CDL": conditional.exports,
        "Xi_FULL": exports,
        "Y_BLN": costs.output,
        "Y_FULL": output,
        "change_price_FULL": 100 * (1 - end.price),
        "change_OMR_CDL": _fall(start.outward, conditional.outward, POWER),
        "change_OMR_FULL": _fall(start.outward, outward, POWER),
        "change_Xi_CDL": _fall(start.fit.exports, conditional.exports),
        "change_Xi_FULL": _fall(start.fit.exports, exports),
    }


def _used(costs: Costs, start: Round, conditional: _Conditional, end: Round) -> Mapping[str, Array]:
    del costs
    return {
        "IMR_FULL": end.inward,
        "IMR_CDL": conditional.inward,
        "IMR_BLN": start.inward,
        "change_IMR_CDL": _fall(start.inward, conditional.inward, POWER),
        "change_IMR_FULL": _fall(start.inward, end.inward, POWER),
    }


def _fall(with_it: Array, without: Array, power: float = 1.0) -> Array:
    """Return what NAFTA adds, percent of the world without it."""
    return np.asarray(100 * ((with_it / without) ** power - 1))


def is_change(name: str) -> bool:
    """Return whether a column is in percent; the rest are levels, and one price over another."""
    return name.startswith("change_") and name != "change_pricei_FULL"


def _furthest(name: str, theirs: Array, ours: Array) -> float:
    apart = ours - theirs if is_change(name) else ours / theirs - 1
    return float(np.abs(apart).max())
