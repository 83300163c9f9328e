"""Lines placed in sectors, against the table of partners and sectors made elsewhere."""

import csv
from datetime import date

import pytest

from tests.tolerances import POLICY_PLACED, POLICY_SECTOR
from tradetalks.atlas.load import load_world
from tradetalks.policy.build.cells import read_cells
from tradetalks.policy.schedule import status_quo

UNLIKE = ("CHN", "HKG", "JPN", "KOR", "CHE", "BRA", "CAN", "MEX", "SVK", "TUR")
"""Partners whose rate of September 2025 the table counts by another convention."""


@pytest.fixture(scope="module")
def by_sector(shared_data):
    path = shared_data / "us_tariffs" / "us_tariff_2024_by_partner_sector.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == "HS10"]
    return {(row["ISO3"], row["sector"]): row for row in rows}


def test_the_same_lines_stand_in_the_same_sectors(shared_data, by_sector):
    """Special provisions (chapters 98, 99) count as other manufactures there, as nothing here."""
    cells = read_cells(shared_data)
    apart = total = 0.0
    for (economy, sector), row in by_sector.items():
        mine = cells.at(economy) & (cells.sector == sector)
        if sector in ("OMF", "SVC") or not mine.any():
            continue
        theirs = float(row["imports_2024_usd"])
        apart += abs(cells.value[mine].sum() - theirs)
        total += theirs
    assert total > 1.5e12
    assert apart / total < POLICY_PLACED


@pytest.mark.parametrize("sector", ["TEX", "WOO", "FOO"])
def test_the_rates_of_september_2025_where_a_chapter_is_of_one_piece(by_sector, sector):
    """The table's rates are averages of chapters; these sectors are made of whole ones."""
    world = load_world()
    schedule = status_quo(world, date(2025, 9, 10))
    us, at = world.economy_index("USA"), world.sector_index(sector)
    checked = 0
    for (code, of), row in by_sector.items():
        if of != sector or code not in world.economies or code in UNLIKE:
            continue
        if float(row["imports_2024_usd"]) < 3e7:
            continue
        exporter = world.economy_index(code)
        mine = schedule.rate[exporter, us, at] - world.tariff[exporter, us, at]
        theirs = float(row["increase_sep2025_pp"]) / 100
        assert mine == pytest.approx(theirs, abs=POLICY_SECTOR), (code, mine, theirs)
        checked += 1
    assert checked >= 10
