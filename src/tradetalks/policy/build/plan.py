"""What every measure of the library levies, computed from the lists of its day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.policy.build import duties
from tradetalks.policy.build.cells import Array, Cells
from tradetalks.policy.build.headlines import (
    BASELINE,
    CHINA,
    LETTERS,
    annex_one,
    members,
    outside_north_america,
    seventh_of_august,
)
from tradetalks.policy.build.lists import Flags


@dataclass(frozen=True, eq=False)
class Levy:
    """One measure on the cells of imports.

    Attributes:
        rate: Points added [cell].
        headline: The rate as ordered [cell].
        reach: Cells whose partner the measure names [cell].
    """

    rate: Array
    headline: Array
    reach: Flags


@dataclass(frozen=True, eq=False)
class Desk:
    """The imports and the printed rates that all measures are computed from.

    Attributes:
        cells: The imports.
        raw: The folder of raw data.
        effective: Shares and rates found from published totals, by name.
    """

    cells: Cells
    raw: Path
    effective: Mapping[str, float] = field(default_factory=dict)

    def levy(self, rate: Array, headline: Array | float, *economies: str) -> Levy:
        """Return a levy on some economies, on all when none is named."""
        cells = self.cells
        reach = cells.at(*economies) if economies else np.ones(len(cells.value), dtype=bool)
        return Levy(rate, np.broadcast_to(headline, rate.shape).astype(float), reach)

    def country(
        self, day: date, rates: Mapping[str, float], *economies: str, floors: tuple[str, ...] = ()
    ) -> Levy:
        """Return a reciprocal duty by partner."""
        rate = duties.country_duty(self.cells, day, rates, floors=floors)
        return self.levy(rate, duties.looked_up(self.cells, rates), *economies)

    def named(self, day: date, rates: Mapping[str, float], *, floors: tuple[str, ...] = ()) -> Levy:
        """Return a reciprocal duty that reaches only the partners it names."""
        levy = self.country(day, rates, floors=floors)
        return Levy(levy.rate, levy.headline, np.isin(self.cells.partner, list(rates)))


Recipe = Callable[[Desk], Levy]


def plan() -> dict[str, Recipe]:
    """Return the recipe of every measure whose table is computed, by its id."""
    return {**_section_232(), **_fentanyl(), **_reciprocal(), **_threats(), **_others()}


def _section_232() -> dict[str, Recipe]:
    def metals(day: date, rate: float) -> Recipe:
        return lambda desk: desk.levy(duties.metals_duty(desk.cells, day, rate, british=0.25), rate)

    def autos(day: date, all_in: Mapping[str, float], rate: float, *reach: str) -> Recipe:
        return lambda desk: desk.levy(
            duties.autos_duty(desk.cells, day, all_in, rate),
            next(iter(all_in.values()), rate),
            *reach,
        )

    def neighbours(day: date, name: str) -> Recipe:
        def levy(desk: Desk) -> Levy:
            rate = np.where(
                desk.cells.at("CAN"),
                desk.effective.get(f"{name}-CAN", 1.0),
                desk.effective.get(f"{name}-MEX", 1.0),
            )
            return desk.levy(0.25 * rate * duties.autos(desk.cells, day), 0.25, "CAN", "MEX")

        return levy

    all_in = dict.fromkeys(EU_MEMBERS, duties.FLOOR)
    first, later = date(2025, 4, 3), date(2025, 8, 7)
    return {
        "us-232-metals-2025-03-12": metals(date(2025, 3, 12), 0.25),
        "us-232-metals-2025-04-11": metals(date(2025, 4, 11), 0.25),
        "us-232-metals-2025-06-04": metals(date(2025, 6, 4), 0.50),
        "us-232-metals-2025-08-01": metals(date(2025, 8, 1), 0.50),
        "us-232-metals-2026-04-06": lambda desk: desk.levy(
            duties.metals_annexes_duty(desk.cells, date(2026, 4, 6)), 0.50
        ),
        "us-232-copper-2025-08-01": lambda desk: desk.levy(
            0.50 * duties.copper(desk.cells, later), 0.50
        ),
        "us-232-autos-2025-04-03": autos(first, {}, 0.25),
        "us-232-autos-neighbours-2025-04-03": neighbours(first, "autos-2025-04-03"),
        "us-232-autos-neighbours-2026-02-20": neighbours(first, "autos-2026-02-20"),
        "us-232-autos-neighbours-2026-04-06": neighbours(first, "autos-2026-04-06"),
        "us-232-autos-gbr-2025-06-30": autos(later, {"GBR": 0.10}, 0.25, "GBR"),
        "us-232-autos-eu-2025-08-01": autos(later, all_in, 0.25, *EU_MEMBERS),
        "us-232-autos-jpn-2025-09-16": autos(later, {"JPN": duties.FLOOR}, 0.25, "JPN"),
        "us-232-autos-kor-2025-11-01": autos(later, {"KOR": duties.FLOOR}, 0.25, "KOR"),
        "us-232-timber-2025-10-14": lambda desk: desk.levy(
            duties.timber_duty(desk.cells, date(2025, 10, 14), EU_MEMBERS), 0.25
        ),
    }


def _fentanyl() -> dict[str, Recipe]:
    def china(rate: float) -> Recipe:
        """On every good, those under Section 232 included."""
        return lambda desk: desk.levy(np.full(len(desk.cells.value), rate), rate, "CHN", "HKG")

    def everything(desk: Desk) -> Levy:
        energy = desk.cells.at("CAN") & np.isin(desk.cells.sector, ("ENE", "PET"))
        return desk.levy(np.where(energy, 0.10, 0.25), 0.25, "CAN", "MEX")

    def off_agreement(day: date, name: str, rates: Mapping[str, float]) -> Recipe:
        """On what does not claim the North American agreement: a share found from totals."""

        def levy(desk: Desk) -> Levy:
            cells = desk.cells
            headline = np.where(cells.at("CAN"), rates.get("CAN", 0.0), rates.get("MEX", 0.0))
            share = np.where(
                cells.at("CAN"),
                desk.effective.get(f"{name}-CAN", 1.0),
                desk.effective.get(f"{name}-MEX", 1.0),
            )
            rate = np.asarray(headline * share * ~duties.under_232(cells, day), dtype=np.float64)
            return desk.levy(rate, headline, *rates)

        return levy

    both = {"CAN": 0.25, "MEX": 0.25}
    raised = {"CAN": 0.35, "MEX": 0.25}
    spring, august = date(2025, 4, 11), date(2025, 8, 7)
    return {
        "us-fentanyl-chn-2025-02-04": china(0.10),
        "us-fentanyl-chn-2025-03-04": china(0.20),
        "us-fentanyl-chn-2025-11-10": china(0.10),
        "us-fentanyl-neighbours-2025-03-04": everything,
        "us-fentanyl-neighbours-2025-03-07": off_agreement(
            date(2025, 3, 7), "fentanyl-2025-03-07", both
        ),
        "us-fentanyl-neighbours-2025-03-12": off_agreement(
            date(2025, 3, 12), "fentanyl-2025-03-07", both
        ),
        "us-fentanyl-neighbours-2025-04-03": off_agreement(
            date(2025, 4, 3), "fentanyl-2025-03-07", both
        ),
        "us-fentanyl-neighbours-2025-04-11": off_agreement(spring, "fentanyl-2025-04-11", both),
        "us-fentanyl-can-letter-2025-07-10": off_agreement(
            august, "fentanyl-2025-04-11", {"CAN": 0.35}
        ),
        "us-fentanyl-mex-letter-2025-07-12": off_agreement(
            august, "fentanyl-2025-04-11", {"MEX": 0.30}
        ),
        "us-fentanyl-neighbours-2025-08-01": off_agreement(august, "fentanyl-2025-08-07", raised),
        "us-fentanyl-neighbours-2025-11-13": off_agreement(
            date(2025, 11, 14), "fentanyl-2025-11-14", raised
        ),
    }


def _reciprocal() -> dict[str, Recipe]:
    def august(desk: Desk) -> dict[str, float]:
        return outside_north_america(seventh_of_august(desk.raw))

    def china(day: date, rate: float) -> Recipe:
        return lambda desk: desk.named(day, dict.fromkeys(CHINA[:2], rate))

    def electronics(desk: Desk) -> Levy:
        rates = outside_north_america(dict.fromkeys(CHINA, 1.25))
        return desk.country(date(2025, 4, 11), rates)

    floors = EU_MEMBERS
    agreed = (*EU_MEMBERS, "JPN")
    autumn, november = date(2025, 10, 14), date(2025, 11, 14)
    return {
        "us-reciprocal-baseline-2025-04-05": lambda desk: desk.country(
            date(2025, 4, 5), outside_north_america({})
        ),
        "us-reciprocal-annex-2025-04-09": lambda desk: desk.named(
            date(2025, 4, 9), annex_one(desk.raw)
        ),
        "us-reciprocal-chn-34-2025-04-09": china(date(2025, 4, 9), 0.34),
        "us-reciprocal-chn-84-2025-04-09": china(date(2025, 4, 9), 0.84),
        "us-reciprocal-chn-125-2025-04-10": china(date(2025, 4, 10), 1.25),
        "us-reciprocal-electronics-2025-04-11": electronics,
        "us-reciprocal-chn-2025-05-14": china(date(2025, 5, 14), BASELINE),
        "us-reciprocal-2025-08-07": lambda desk: desk.country(
            date(2025, 8, 7), august(desk), floors=floors
        ),
        "us-reciprocal-jpn-2025-09-16": lambda desk: desk.named(
            date(2025, 9, 16), {"5880": duties.FLOOR}, floors=("JPN",)
        ),
        "us-reciprocal-2025-10-14": lambda desk: desk.country(autumn, august(desk), floors=agreed),
        "us-reciprocal-2025-11-13": lambda desk: desk.country(
            november, august(desk), floors=agreed
        ),
        "us-reciprocal-che-kor-2025-11-14": lambda desk: desk.named(
            november, {"4419": duties.FLOOR, "5800": duties.FLOOR}, floors=("CHE", "KOR")
        ),
        "us-reciprocal-ind-2026-02-07": lambda desk: desk.named(november, {"5330": 0.18}),
    }


def _threats() -> dict[str, Recipe]:
    def letters(day: str) -> Recipe:
        return lambda desk: desk.named(date(2025, 8, 1), LETTERS[day])

    def union(rate: float, floors: tuple[str, ...] = ()) -> Recipe:
        return lambda desk: desk.named(
            date(2025, 8, 1), dict.fromkeys(members(desk.raw), rate), floors=floors
        )

    def one(partner: str, rate: float, *floors: str) -> Recipe:
        return lambda desk: desk.named(date(2025, 8, 1), {partner: rate}, floors=floors)

    def annex(desk: Desk) -> Levy:
        return desk.named(date(2025, 7, 9), annex_one(desk.raw))

    def china(desk: Desk) -> Levy:
        return desk.named(date(2025, 8, 12), dict.fromkeys(CHINA[:2], 0.34))

    return {
        "us-reciprocal-return-2025-07-09": annex,
        "us-reciprocal-return-2025-08-01": annex,
        "us-reciprocal-letters-2025-07-07": letters("2025-07-07"),
        "us-reciprocal-letters-2025-07-09": letters("2025-07-09"),
        "us-reciprocal-letter-eu-2025-07-12": union(0.30),
        "us-reciprocal-agreed-vnm-2025-07-02": one("5520", 0.20),
        "us-reciprocal-agreed-vnm-2025-07-07": one("5520", 0.20),
        "us-reciprocal-agreed-idn-2025-07-15": one("5600", 0.19),
        "us-reciprocal-agreed-phl-2025-07-22": one("5650", 0.19),
        "us-reciprocal-agreed-jpn-2025-07-22": one("5880", 0.15, "JPN"),
        "us-reciprocal-agreed-eu-2025-07-27": union(0.15, EU_MEMBERS),
        "us-reciprocal-agreed-kor-2025-07-30": one("5800", 0.15),
        "us-reciprocal-chn-return-2025-08-12": china,
        "us-reciprocal-chn-return-2025-11-10": china,
        "us-reciprocal-chn-return-2026-11-10": china,
    }


def _others() -> dict[str, Recipe]:
    def brazil(day: date) -> Recipe:
        def levy(desk: Desk) -> Levy:
            def free(cells: Cells) -> Flags:
                own = cells.flags["brazil_aircraft"] | cells.flags["brazil_other"]
                farm = cells.flags["annex_two_november"] & (day >= duties.FARM_GOODS_FROM)
                return own | farm

            rate = duties.surcharge(desk.cells, day, {"3510": 0.40}, free)
            return desk.levy(rate, 0.40, "BRA")

        return levy

    def section_122(day: date) -> Recipe:
        def levy(desk: Desk) -> Levy:
            def free(cells: Cells) -> Flags:
                removed = cells.flags["metals_removed"] & (day >= duties.METALS_ANNEXES_FROM)
                return cells.flags["section_122"] | removed

            rates = outside_north_america({})
            rate = duties.surcharge(desk.cells, day, rates, free)
            return desk.levy(rate, duties.looked_up(desk.cells, rates))

        return levy

    def india(desk: Desk) -> Levy:
        return desk.named(date(2025, 8, 27), {"5330": 0.25})

    def brazil_301(desk: Desk) -> Levy:
        rate = duties.surcharge(
            desk.cells, date(2026, 7, 22), {"3510": 0.25}, lambda cells: cells.flags["brazil_301"]
        )
        return desk.levy(rate, 0.25, "BRA")

    return {
        "us-brazil-letter-2025-07-09": brazil(date(2025, 8, 6)),
        "us-brazil-2025-08-06": brazil(date(2025, 8, 6)),
        "us-brazil-2025-11-13": brazil(date(2025, 11, 13)),
        "us-india-oil-2025-08-27": india,
        "us-122-2026-02-24": section_122(date(2026, 2, 24)),
        "us-122-2026-04-06": section_122(date(2026, 4, 6)),
        "us-301-bra-2026-07-22": brazil_301,
        "us-301-2026-07-24": _section_301,
        "us-338-can-2026-08-19": _canada_338,
    }


def _section_301(desk: Desk) -> Levy:
    """Ten or twelve and a half percent, whichever the partner's published total is nearer."""
    cells = desk.cells
    headline = np.array([desk.effective.get(f"301-{c}", 0.0) for c in cells.economy])
    share = np.array([desk.effective.get(f"301-share-{c}", 1.0) for c in cells.economy])
    levied = ~(duties.under_232(cells, date(2026, 7, 24)) | cells.flags["section_301"])
    others = [str(code) for code in np.unique(cells.economy) if code not in ("CAN", "MEX")]
    rate = np.asarray(headline * share * levied, dtype=np.float64)
    return desk.levy(rate, headline, *others)


def _canada_338(desk: Desk) -> Levy:
    has = desk.cells.flags
    listed = has["canada_alcohol"] | has["canada_dairy"] | has["canada_other"]
    rate = desk.effective.get("338-CAN", 0.0)
    return desk.levy(np.where(listed, rate, 0.0), rate, "CAN")
