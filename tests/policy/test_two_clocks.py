"""What stood on a date, as known on a date: nothing known later leaks in."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.libraries import library, measure
from tests.worlds import random_world
from tradetalks.atlas.load import load_world
from tradetalks.errors import DateError
from tradetalks.policy.agreed import agreements
from tradetalks.policy.load import load_library
from tradetalks.policy.schedule import status_quo, threatened

FIRST, LAST = date(2025, 1, 15), date(2026, 12, 31)
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(days=n))


@pytest.fixture(scope="module")
def atlas():
    return load_world()


def added(world, schedule, exporter, importer="USA", sector="TEX"):
    """Points on top of the world's own rate."""
    at = world.economy_index(exporter), world.economy_index(importer), world.sector_index(sector)
    return schedule.rate[at] - world.tariff[at]


@settings(max_examples=40, deadline=None)
@given(on=DAYS, known=DAYS)
def test_taking_out_what_was_announced_later_changes_nothing(on, known):
    """Rates, ids and threats by what was known on a day need no entry announced after it."""
    world, full = load_world(), load_library()
    short = full.as_known(known)
    one = status_quo(world, on, known=known, library=full)
    two = status_quo(world, on, known=known, library=short)
    assert one.measures == two.measures
    np.testing.assert_array_equal(one.rate, two.rate)
    first = threatened(world, on, known=known, library=full)
    second = threatened(world, on, known=known, library=short)
    assert (first is None) == (second is None)
    if first and second:
        assert (first.applies, first.measures) == (second.applies, second.measures)
        np.testing.assert_array_equal(first.schedule.rate, second.schedule.rate)
    assert agreements(known, full) == agreements(known, short)


@settings(max_examples=25, deadline=None)
@given(on=DAYS)
def test_every_measure_in_force_was_announced_and_had_begun(on):
    schedule = status_quo(load_world(), on)
    by_id = {m.id: m for m in load_library().measures}
    for name in schedule.measures:
        entry = by_id[name]
        assert entry.announced <= on
        assert entry.applies <= on
        assert entry.ends is None or on < entry.ends or entry.ends_announced > on


def test_before_the_first_measure_the_rates_are_the_worlds_own(atlas):
    schedule = status_quo(atlas, date(2025, 1, 31))
    assert schedule.measures == ()
    goods = ~np.isin(atlas.sectors, atlas.services)
    np.testing.assert_array_equal(schedule.rate[:, :, goods], atlas.tariff[:, :, goods])


def test_an_end_that_became_known_later_is_not_used_before(tmp_path):
    world = random_world(1)
    books = library(
        tmp_path,
        measure(
            "duty",
            announced="2025-01-01",
            applies="2025-02-01",
            more='on = "all"\nrate = 0.10\nends = 2025-04-01\nends_announced = 2025-03-20',
        ),
    )
    on = date(2025, 4, 2)
    before = status_quo(world, on, known=date(2025, 3, 19), library=books)
    after = status_quo(world, on, known=date(2025, 3, 20), library=books)
    assert before.measures == ("duty",)
    assert after.measures == ()
    last_day = status_quo(world, date(2025, 3, 31), known=on, library=books)
    assert last_day.measures == ("duty",), "the end is the first day without it"


def test_a_later_entry_of_a_programme_replaces_an_earlier_one_for_its_exporters_only(tmp_path):
    world = random_world(2)
    books = library(
        tmp_path,
        measure("all", announced="2025-01-01", applies="2025-02-01"),
        measure(
            "one",
            announced="2025-01-10",
            applies="2025-03-01",
            more='on = ["E02"]\nrate = 0.25',
        ),
    )
    rate = status_quo(world, date(2025, 3, 1), library=books).rate - world.tariff
    assert rate[1, 0, 0] == pytest.approx(0.10)
    assert rate[2, 0, 0] == pytest.approx(0.25)
    assert rate[0, 0, 0] == 0.0
    assert rate[1, 0, -1] == 0.0, "services carry no duty"
    assert np.all(rate[:, 1:, :] == 0.0)


def test_programmes_add_up(tmp_path):
    world = random_world(3)
    books = library(
        tmp_path,
        measure("one", announced="2025-01-01", applies="2025-02-01", programme="a"),
        measure("two", announced="2025-01-01", applies="2025-02-01", programme="b"),
    )
    rate = status_quo(world, date(2025, 2, 1), library=books).rate - world.tariff
    assert rate[1, 0, 0] == pytest.approx(0.20)


def test_an_entry_that_ends_lets_the_one_before_it_stand_again(tmp_path):
    world = random_world(4)
    books = library(
        tmp_path,
        measure("base", announced="2025-01-01", applies="2025-02-01"),
        measure(
            "spell",
            announced="2025-01-01",
            applies="2025-03-01",
            more='on = "all"\nrate = 0.50\nends = 2025-03-08',
        ),
    )
    during = status_quo(world, date(2025, 3, 7), library=books).rate - world.tariff
    after = status_quo(world, date(2025, 3, 8), library=books).rate - world.tariff
    assert during[1, 0, 0] == pytest.approx(0.50)
    assert after[1, 0, 0] == pytest.approx(0.10)


def test_a_withdrawn_announcement_is_a_threat_only_until_it_is_withdrawn(tmp_path):
    world = random_world(5)
    books = library(
        tmp_path,
        measure(
            "threat",
            announced="2025-01-01",
            applies="2025-06-01",
            more='on = ["E01"]\nrate = 0.30\nends = 2025-06-01\nends_announced = 2025-05-01',
        ),
    )
    found = threatened(world, date(2025, 4, 1), library=books)
    assert found.applies == date(2025, 6, 1)
    assert found.measures == ("threat",)
    assert found.schedule.on == date(2025, 4, 1)
    assert threatened(world, date(2025, 5, 1), library=books) is None
    assert status_quo(world, date(2025, 6, 2), library=books).measures == ()


@pytest.mark.parametrize(
    ("day", "applies", "points"),
    [
        ("2025-04-05", "2025-04-09", 0.29),
        ("2025-05-01", "2025-07-09", 0.29),
        ("2025-07-06", "2025-07-09", 0.29),
        ("2025-07-07", "2025-08-01", 0.29),
        ("2025-07-25", "2025-08-01", 0.29),
        ("2025-07-31", "2025-08-07", 0.19),
    ],
)
def test_the_threat_on_one_country_as_it_was_known(atlas, day, applies, points):
    """Pakistan: 29 percent (as amended, not 30), put off twice, then 19."""
    found = threatened(atlas, date.fromisoformat(day), between=(["PAK"], ["USA"]))
    assert found.applies == date.fromisoformat(applies)
    assert added(atlas, found.schedule, "PAK") == pytest.approx(points, abs=1e-4)
    held = status_quo(atlas, date.fromisoformat(day))
    assert added(atlas, found.schedule, "BGD") == added(atlas, held, "BGD"), "rivals stay"


def test_threats_on_rivals_in_july_2025(atlas):
    """Letters of July; what an agreement is to set is what a deal brings, not what threatens."""
    expected = {"JPN": 0.25, "KOR": 0.25, "VNM": 0.46, "IDN": 0.32, "BGD": 0.35, "PHL": 0.20}
    found = threatened(atlas, date(2025, 7, 14)).schedule
    textiles = {code: added(atlas, found, code) for code in expected}
    assert textiles == pytest.approx(expected, abs=2e-3)
    later = threatened(atlas, date(2025, 7, 24)).schedule
    assert added(atlas, later, "IDN") == pytest.approx(0.32, abs=2e-3)
    assert added(atlas, later, "PHL") == pytest.approx(0.20, abs=2e-3)
    assert added(atlas, later, "DEU") == pytest.approx(0.30, abs=2e-3)


def test_no_threat_hangs_over_trade_that_nothing_pending_reaches(atlas):
    """In March 2026 China's suspended points are pending, Pakistan's nothing."""
    day = date(2026, 3, 1)
    assert threatened(atlas, day, between=(["PAK"], ["USA"])) is None
    assert threatened(atlas, day, between=(["CHN"], ["USA"])).applies == date(2026, 11, 10)


def test_a_date_after_the_librarys_last_entry_says_so(atlas):
    said = status_quo(atlas, date(2026, 12, 1)).assumptions
    assert any("latest measure in the library" in line for line in said)


def test_a_text_is_no_date(atlas):
    with pytest.raises(DateError, match="not a date"):
        status_quo(atlas, "2025-07-25")


def test_a_date_before_the_library_begins_is_said(atlas):
    """Rates of 1990 are not in it: the schedule must not pass for complete."""
    assert any("begins on" in line for line in status_quo(atlas, date(1990, 1, 1)).assumptions)
    assert not any("begins on" in line for line in status_quo(atlas, date(2025, 7, 25)).assumptions)
