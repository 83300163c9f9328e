"""Applied tariffs of the default world, and every repair made to the raw rates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.corrections import Correction, corrected, corrections
from tradetalks.atlas.places import EU_MEMBERS, REST_OF_WORLD
from tradetalks.atlas.sectors import SECTOR_CODES, SERVICES

Array = NDArray[np.float64]

FOOD = "FOO"
FARM = "AGR"
ABSURD_FOOD = 0.5
"""A food rate that only tobacco and spirits can explain: simple averages over product groups
give tobacco the weight of all other food together."""

DECIMALS = 6
"""Rates are kept to a ten-thousandth of a percentage point."""


@dataclass(frozen=True)
class Repair:
    """One thing that was changed in the raw rates.

    Attributes:
        what: The defect and what was done, one sentence.
        cells: Cells [exporter, importer, sector] whose rate it changed.
        importers: The importers concerned; empty where it is all of them.
        largest: The largest change of a rate, as a fraction.
    """

    what: str
    cells: int
    importers: tuple[str, ...]
    largest: float


@dataclass(frozen=True, eq=False)
class Rates:
    """Applied rates under repair.

    Attributes:
        economies: Codes in axis order.
        rate: [exporter, importer, sector], fractions; sectors are `SECTOR_CODES`.
        repairs: What was changed so far, in order.
    """

    economies: tuple[str, ...]
    rate: Array
    repairs: tuple[Repair, ...] = ()

    def at(self, *codes: str) -> list[int]:
        """Return the positions of some economies."""
        return [self.economies.index(code) for code in codes if code in self.economies]


def repair(rates: Rates, us: Mapping[str, Array], *, us_code: str = "USA") -> Rates:
    """Mend every known defect of the 2021 averages, and set the United States' own rates.

    Args:
        rates: The averages, aggregated to the economies and sectors of the default world.
        us: Rates of the United States by exporter, each by sector.
        us_code: Its code.
    """
    own = np.stack([us[code] for code in rates.economies])
    steps: Sequence[tuple[str, Callable[[Rates], Array]]] = (
        ("Services carry rates in the source; no customs duty applies: set to 0", _no_services),
        (
            "Food rates above 50 % are an averaging artefact of tobacco and spirits: the importer's"
            " farm rate on the same exporter, times the median ratio of food to farm rates"
            " elsewhere",
            _plain_food,
        ),
        *((rule.what, _by_law(rule)) for rule in corrections()),
        (
            "The rest of the world charges nothing in the source: it takes, by exporter and"
            " sector, the median rate of all importers outside the European Union, which counts"
            " as one",
            _rest_as_importer,
        ),
        (
            "The rest of the world pays nothing in the source: it pays, by importer and sector,"
            " the median rate of all exporters outside the European Union, which counts as one",
            _rest_as_exporter,
        ),
        (
            "United States: calculated duty over imports in 2024 (Census), which includes"
            " Section 301 on China and Section 232 on metals, absent from the averages",
            lambda now: _replaced(now.rate, now.at(us_code)[0], own),
        ),
        ("Sales at home carry no tariff", _free_at_home),
    )
    for what, step in steps:
        rates = _recorded(rates, what, np.round(step(rates), DECIMALS))
    return rates


def most_favoured(rates: Rates, sector: str) -> Array:
    """Return each importer's highest rate in a sector, which is the one without any preference."""
    return np.asarray(rates.rate[:, :, SECTOR_CODES.index(sector)].max(axis=0))


def _recorded(before: Rates, what: str, after: Array) -> Rates:
    change = np.abs(after - before.rate)
    touched = change > 0.5 * 10.0**-DECIMALS
    who = np.flatnonzero(touched.any(axis=(0, 2)))
    several = len(who) > len(before.economies) // 2
    importers = () if several else tuple(before.economies[n] for n in who)
    note = Repair(what, int(touched.sum()), importers, float(change.max()))
    return Rates(before.economies, after, (*before.repairs, note))


def _no_services(rates: Rates) -> Array:
    goods = np.array([code not in SERVICES for code in SECTOR_CODES])
    return np.asarray(rates.rate * goods)


def _plain_food(rates: Rates) -> Array:
    food, farm = most_favoured(rates, FOOD), most_favoured(rates, FARM)
    absurd = food > ABSURD_FOOD
    # The Union's members share one tariff: they count once, by their first.
    counted = ~absurd & (farm > 0) & (food > 0)
    counted[rates.at(*EU_MEMBERS)[1:]] = False
    ratio = float(np.median(food[counted] / farm[counted]))
    mended = rates.rate.copy()
    at_food, at_farm = SECTOR_CODES.index(FOOD), SECTOR_CODES.index(FARM)
    mended[:, absurd, at_food] = ratio * rates.rate[:, absurd, at_farm]
    return mended


def _by_law(rule: Correction) -> Callable[[Rates], Array]:
    return lambda rates: corrected(rates.rate, rule, rates.economies)


def _rest_as_importer(rates: Rates) -> Array:
    rest = rates.at(REST_OF_WORLD)[0]
    return _set(rates.rate, importer=rest, values=_median(rates, rates.rate.swapaxes(0, 1)))


def _rest_as_exporter(rates: Rates) -> Array:
    rest = rates.at(REST_OF_WORLD)[0]
    return _set(rates.rate, exporter=rest, values=_median(rates, rates.rate))


def _median(rates: Rates, rate: Array) -> Array:
    """Return, for each partner and sector, the median over the first axis without the partner."""
    rest, union = rates.at(REST_OF_WORLD), rates.at(*EU_MEMBERS)
    kept = [n for n in range(len(rates.economies)) if n not in (*rest, *union[1:])]
    middle = np.zeros(rate.shape[1:])
    for partner in range(len(rates.economies)):
        others = [n for n in kept if n != partner and not {n, partner} <= set(union)]
        middle[partner] = np.median(rate[others, partner], axis=0)
    return middle


def _set(
    rate: Array, *, values: Array, importer: int | None = None, exporter: int | None = None
) -> Array:
    changed = rate.copy()
    if importer is not None:
        changed[:, importer] = values
    if exporter is not None:
        changed[exporter] = values
    return changed


def _replaced(rate: Array, importer: int, values: Array) -> Array:
    return _set(rate, importer=importer, values=values)


def _free_at_home(rates: Rates) -> Array:
    home = np.arange(len(rates.economies))
    freed = rates.rate.copy()
    freed[home, home] = 0.0
    return freed
