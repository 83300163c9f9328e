"""The rate of each duty on each cell of imports, by what the orders say."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from tradetalks.policy.build.cells import Array, Cells
from tradetalks.policy.build.earlier import RUSSIAN_ALUMINIUM
from tradetalks.policy.build.lists import Flags

Headlines = Mapping[str, float]
"""A rate as ordered, by Census code of the partner; '' is everyone else."""

STEEL_FROM = date(2025, 3, 12)
AUTOS_FROM = date(2025, 4, 3)
ELECTRONICS_FROM = date(2025, 4, 11)
COPPER_FROM = date(2025, 8, 1)
TIMBER_FROM = date(2025, 10, 14)
FARM_GOODS_FROM = date(2025, 11, 13)
METALS_ANNEXES_FROM = date(2026, 4, 6)

FLOOR = 0.15
"""The all-in rate that agreements with some partners, and one annex on metals, set: ordinary and
added duty together."""


def looked_up(cells: Cells, headlines: Headlines) -> Array:
    """Return the headline rate of each cell's partner."""
    rest = headlines.get("", 0.0)
    codes, place = np.unique(cells.partner, return_inverse=True)
    return np.array([headlines.get(str(code), rest) for code in codes])[place]


def metals(cells: Cells, day: date) -> Flags:
    """Return the goods under the steel and aluminium proclamations: the first and the added.

    The duty falls on the metal in an article: next to nothing in computer and telephone parts,
    which are left out once the order on electronics names them.
    """
    has = cells.flags
    if day >= METALS_ANNEXES_FROM:
        listed = has["metals_one_a"] | has["metals_one_b"] | has["metals_three"]
        return listed & ~has["autos"]
    if day < STEEL_FROM:
        return np.zeros(len(cells.value), dtype=bool)
    first = has["steel_first"] | has["aluminium_first"]
    listed = (first | has["steel"] | has["aluminium"]) & ~copper(cells, day)
    if day >= ELECTRONICS_FROM:
        listed = listed & ~has["electronics"]
    return listed & ~has["autos"] if day >= AUTOS_FROM else listed


def copper(cells: Cells, day: date) -> Flags:
    """Return the goods under the copper proclamation; the annexes of 2026 absorb them."""
    listed = cells.flags["copper"] & ~cells.flags["autos"]
    return listed & (COPPER_FROM <= day < METALS_ANNEXES_FROM)


def autos(cells: Cells, day: date) -> Flags:
    """Return the vehicles and parts under the automobile proclamation."""
    return cells.flags["autos"] & (day >= AUTOS_FROM)


def timber(cells: Cells, day: date) -> Flags:
    """Return the lumber and furniture under the timber proclamation."""
    listed = cells.flags["lumber"] | cells.flags["furniture"]
    return listed & (day >= TIMBER_FROM) & ~(autos(cells, day) | metals(cells, day))


def under_232(cells: Cells, day: date) -> Flags:
    """Return all goods under Section 232: the country duties leave them out."""
    return metals(cells, day) | copper(cells, day) | autos(cells, day) | timber(cells, day)


def exempt(cells: Cells, day: date) -> Flags:
    """Return the goods that Annex II of the reciprocal order leaves out.

    The list of April in the source misses part of the annex: most medicines, crude oil and
    bullion. The list of November holds them; what it holds beyond farm goods and fertilisers,
    which that month's order added, counts as exempt from the start.
    """
    has = cells.flags
    november = has["annex_two_november"]
    if day < FARM_GOODS_FROM:
        november = november & ~has["farm_goods"]
    listed = has["annex_two"] | november
    return listed | has["electronics"] if day >= ELECTRONICS_FROM else listed


def country_duty(
    cells: Cells, day: date, headlines: Headlines, *, floors: tuple[str, ...] = ()
) -> Array:
    """Return a reciprocal duty: by partner, off Section 232 goods and Annex II.

    Args:
        cells: The imports.
        day: The day whose lists apply.
        headlines: Rate by partner.
        floors: Economies whose rate takes in the ordinary duty; theirs is what is missing to it.
    """
    rate = looked_up(cells, headlines)
    rate = np.where(cells.at(*floors), np.maximum(rate - cells.base, 0.0), rate)
    return rate * ~(under_232(cells, day) | exempt(cells, day))


def surcharge(
    cells: Cells, day: date, headlines: Headlines, free: Callable[[Cells], Flags]
) -> Array:
    """Return a country's own surcharge, off Section 232 goods and its own exemptions."""
    return looked_up(cells, headlines) * ~(under_232(cells, day) | free(cells))


def metals_duty(cells: Cells, day: date, rate: float, *, british: float) -> Array:
    """Return what the duty on steel and aluminium adds to what they paid before."""
    full = _russian(cells, np.where(cells.at("GBR"), british, rate))
    return np.maximum(full - cells.earlier, 0.0) * metals(cells, day)


def metals_annexes_duty(cells: Cells, day: date) -> Array:
    """Return what the annexes of April 2026 add: 50 and 25 percent, and what is missing to 15.

    British steel and aluminium pay 25 and 15; copper has no British rate.
    """
    has = cells.flags
    british = cells.at("GBR") & ~has["copper"]
    tier = np.where(has["metals_three"], np.maximum(FLOOR - cells.ordinary, 0.0), 0.0)
    tier = np.where(has["metals_one_b"], np.where(british, 0.15, 0.25), tier)
    tier = np.where(has["metals_one_a"], np.where(british, 0.25, 0.50), tier)
    return np.maximum(_russian(cells, tier) - cells.earlier, 0.0) * metals(cells, day)


def _russian(cells: Cells, rate: Array) -> Array:
    """Return the rate with Russian aluminium at its own since 2023."""
    aluminium = cells.flags["aluminium_first"] | cells.flags["aluminium"]
    return np.where(cells.at("RUS") & aluminium, RUSSIAN_ALUMINIUM, rate)


def autos_duty(cells: Cells, day: date, all_in: Mapping[str, float], rate: float) -> Array:
    """Return the duty on vehicles and parts.

    Args:
        cells: The imports.
        day: The day whose lists apply.
        all_in: By economy, a rate that takes in the ordinary duty.
        rate: The rate on everyone else.
    """
    duty = np.full(len(cells.value), rate)
    for economy, total in all_in.items():
        duty = np.where(cells.at(economy), np.maximum(total - cells.base, 0.0), duty)
    return duty * autos(cells, day)


def timber_duty(cells: Cells, day: date, union: tuple[str, ...]) -> Array:
    """Return 10 percent on lumber and 25 on furniture: 10 for British, 15 all-in by agreement."""
    furniture = np.where(cells.at("GBR"), 0.10, 0.25)
    by_agreement = np.maximum(FLOOR - cells.base, 0.0)
    furniture = np.where(cells.at(*union, "JPN"), by_agreement, furniture)
    rate = np.where(cells.flags["lumber"], 0.10, furniture)
    return rate * timber(cells, day)
