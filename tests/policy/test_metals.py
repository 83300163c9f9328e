"""Steel and aluminium: everyone pays the rate of the day once, whatever they paid in 2024."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from tests.tolerances import POLICY_METAL, POLICY_RATES
from tradetalks.atlas.load import load_world
from tradetalks.policy.build.cells import read_cells
from tradetalks.policy.build.earlier import (
    ALUMINIUM,
    CHINESE_METALS,
    STEEL,
    spread_earlier,
    with_earlier,
)
from tradetalks.policy.load import load_library
from tradetalks.policy.schedule import status_quo

UNION = "0003"
CHINESE = ("CHN", "HKG")


@pytest.fixture(scope="module")
def cells(shared_data):
    return read_cells(shared_data)


@pytest.fixture(scope="module")
def steel_share(cells):
    """Share of each economy's iron and steel sector that was under Section 232 before 2025."""
    first = (cells.sector == "FER") & cells.flags["steel_first"]
    sold = {code: _sold(cells, code) for code in load_world().economies}
    return {
        code: cells.value[first & cells.at(code)].sum() / value
        for code, value in sold.items()
        if value > 1e7
    }


def _rates(day, sector):
    world = load_world()
    us, at = world.economy_index("USA"), world.sector_index(sector)
    rate = status_quo(world, date.fromisoformat(day)).rate[:, us, at]
    return dict(zip(world.economies, rate.tolist(), strict=True))


def _sold(cells, code):
    return cells.value[(cells.sector == "FER") & cells.at(code)].sum()


@pytest.mark.parametrize("day", ["2025-07-25", "2025-11-20", "2026-03-01", "2026-07-30"])
def test_after_june_2025_only_british_steel_enters_at_less_than_45_percent(cells, steel_share, day):
    """Whose sector is steel, and whose duty of 2024 is known by line or on a hundred million."""
    rates = _rates(day, "FER")
    known = {str(code) for code in cells.economy[cells.by_line]}
    big = {str(c) for c in np.unique(cells.economy) if _sold(cells, c) > 1e8} | known
    sellers = [code for code, share in steel_share.items() if share > 0.85 and code in big]
    assert {"DEU", "JPN", "KOR", "TWN", "VNM", "TUR", "PAK"} <= set(sellers)
    assert [code for code in sellers if rates[code] < 0.45] == []
    assert rates["GBR"] == pytest.approx(0.25, abs=POLICY_METAL)


@pytest.mark.parametrize(("day", "rate"), [("2025-03-20", 0.25), ("2025-07-25", 0.50)])
def test_every_economy_pays_at_least_the_rate_on_the_steel_in_its_iron_and_steel(
    steel_share, day, rate
):
    rates = _rates(day, "FER")
    for code, share in steel_share.items():
        full = 0.25 if code == "GBR" else rate
        assert rates[code] > full * share - POLICY_METAL, (code, share)


@pytest.mark.parametrize("day", ["2025-03-20", "2025-07-25", "2025-11-20", "2026-07-30"])
def test_no_rate_on_steel_counts_the_duty_of_2018_twice(steel_share, day):
    """Steel has no ordinary duty; China's bore at most 25 percent under Section 301, and 20 over
    fentanyl."""
    most = 0.25 if day < "2025-06-04" else 0.50
    rates = _rates(day, "FER")
    for code in set(steel_share) - set(CHINESE):
        if steel_share[code] > 0.5:
            assert rates[code] < most + POLICY_METAL, code
    assert rates["CHN"] < most + 0.25 + 0.20
    assert rates["CHN"] > rates["VNM"]


def test_the_rise_of_march_2025_falls_on_who_was_exempt_and_not_on_who_paid():
    world = load_world()
    us, at = world.economy_index("USA"), world.sector_index("FER")
    rates = _rates("2025-03-20", "FER")
    rise = {code: rates[code] - world.tariff[world.economy_index(code), us, at] for code in rates}
    for code in ("DEU", "ITA", "JPN", "KOR", "CAN", "MEX"):
        assert rise[code] > 0.19, code
    for code in ("PAK", "EGY"):
        assert 0.0 < rise[code] < 0.05, code


def test_aluminium_of_the_gulf_pays_half_and_its_small_ordinary_duty(cells):
    """The Emirates and Egypt sell hardly any other metal of that sector."""
    rates = _rates("2025-07-25", "NFM")
    for code in ("ARE", "EGY"):
        metal = cells.at(code) & (cells.sector == "NFM")
        first = metal & cells.flags["aluminium_first"]
        assert cells.value[first].sum() > 0.95 * cells.value[metal].sum()
        assert 0.48 < rates[code] < 0.565


def test_primary_metals_bear_no_duty_by_country_besides(cells):
    """From the day Section 232 rises on them they are out of every country duty."""
    library = load_library()
    metal = next(m for m in library.measures if m.id == "us-232-metals-2025-06-04")
    baseline = next(m for m in library.measures if m.id == "us-reciprocal-baseline-2025-04-05")
    at = metal.sectors.index("FER")
    for code in ("PAK", "TUR", "EGY"):
        held = cells.at(code) & (cells.sector == "FER")
        other = ~(cells.flags["steel_first"] | cells.flags["steel"]) & held
        share = cells.value[other].sum() / cells.value[held].sum()
        levied = baseline.rate[baseline.exporters.index(code), baseline.sectors.index("FER")]
        assert levied <= 0.10 * share + 1e-5
        assert metal.rate[metal.exporters.index(code), at] > 0.2


def test_no_metals_duty_is_negative():
    for entry in load_library().measures:
        if entry.programme == "us-232-metals":
            assert np.min(entry.rate) >= 0.0, entry.id


def test_what_was_paid_in_2024_lies_between_nothing_and_what_was_owed(cells):
    first = cells.flags["steel_first"] | cells.flags["aluminium_first"]
    assert not cells.earlier[~first].any()
    assert cells.earlier.min() >= 0.0
    assert cells.earlier[cells.flags["steel_first"]].max() <= STEEL + POLICY_RATES
    exempt = cells.at("CAN", "AUS", "BRA", "KOR") & cells.flags["steel_first"]
    assert np.average(cells.earlier[exempt], weights=cells.value[exempt]) < 0.001


LINES = {
    "steel": ("7208510030", "steel_first"),
    "sheet": ("7606123091", "aluminium_first"),
    "foil": ("7607191000", "aluminium_first"),
    "pump": ("8413810040", None),
}


def _lines(*rows: tuple[str, str, float]) -> pl.DataFrame:
    """Return imports of a million dollars each by partner, kind and duty over value."""
    return pl.DataFrame(
        {
            "partner": [partner for partner, _, _ in rows],
            "HS10": [LINES[kind][0] for _, kind, _ in rows],
            "value": [1e6] * len(rows),
            "duty": [1e6 * rate for _, _, rate in rows],
            "steel_first": [LINES[kind][1] == "steel_first" for _, kind, _ in rows],
            "aluminium_first": [LINES[kind][1] == "aluminium_first" for _, kind, _ in rows],
        }
    )


@pytest.mark.parametrize(
    ("row", "ordinary", "earlier"),
    [
        (("5350", "steel", 0.25), 0.0, 0.25),
        (("5350", "steel", 0.17), 0.0, 0.17),
        (("1220", "steel", 0.0), 0.0, 0.0),
        (("5700", "steel", 0.25 + CHINESE_METALS), 0.0, 0.25),
        (("5700", "steel", CHINESE_METALS), 0.0, 0.0),
        (("5330", "sheet", 0.13), 0.03, 0.10),
        ((UNION, "sheet", 0.03), 0.03, 0.0),
        (("5800", "sheet", 0.10), 0.0, 0.10),
        (("5330", "foil", 0.053), 0.053, 0.0),
        ((UNION, "pump", 0.02), 0.02, 0.0),
        (("5700", "pump", 0.27), 0.02, 0.0),
    ],
)
def test_a_duty_is_told_apart_line_by_line(row, ordinary, earlier):
    others = [("4890", "sheet", 0.13), ("4890", "foil", 0.053), (UNION, "pump", 0.02)]
    found = with_earlier(_lines(row, *others), UNION).row(0, named=True)
    assert found["ordinary"] == pytest.approx(ordinary, abs=POLICY_RATES)
    assert found["earlier"] == pytest.approx(earlier, abs=POLICY_RATES)


@pytest.mark.parametrize(("paid", "share"), [(0.0, 0.0), (10.0, 0.5), (90.0, 1.0)])
def test_a_partner_known_by_chapter_paid_the_share_its_duty_tells(paid, share):
    """Four fifths sheet that owes 10 percent, one fifth not: 2.5 ordinary, 8 owed when all pay."""
    chapter = pl.DataFrame(
        {
            "chapter": ["76", "76"],
            "part": [0.8, 0.2],
            "owed": [ALUMINIUM, 0.0],
            "general": [0.025, 0.025],
            "imports": [100.0, 100.0],
            "paid": [2.5 + paid * 0.4] * 2,
        }
    )
    found = spread_earlier(chapter, "4870")
    assert found["earlier"].to_list() == pytest.approx([share * ALUMINIUM, 0.0], abs=POLICY_RATES)
