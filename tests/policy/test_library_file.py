"""Libraries of measures that must be refused: where, what was written, what is allowed."""

from datetime import date

import pytest

from tests.policy.libraries import library, measure
from tests.worlds import random_world
from tradetalks.errors import MeasureError, UnknownCodeError
from tradetalks.policy.load import load_library
from tradetalks.policy.schedule import status_quo

TABLE = 'table = "rates.csv"'


def one(more: str, **dates: str) -> str:
    return measure(
        "duty", **{"announced": "2025-01-01", "applies": "2025-02-01"} | dates, more=more
    )


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        (one('on = "all"\nrate = 19'), 14, "write 0.19"),
        (one('on = "all"\nrate = 11.0'), 14, "write 0.11"),
        (one("rate = 0.19"), 3, "on whom"),
        (one('on = "all"'), 3, "'table'"),
        (one('on = "all"\nrate = 0.1\ntable = "x.csv"'), 3, "either"),
        (one('on = "none"\nrate = 0.1'), 13, "'all'"),
        (one('on = ["pak"]\nrate = 0.1'), 13, "pattern"),
        (one('on = "all"\nrate = 0.1\nends = 2025-01-15'), 3, "withdrawn"),
        (one('on = "all"\nrate = 0.1\nends_announced = 2025-03-01'), 3, "without 'ends'"),
        (
            one('on = "all"\nrate = 0.1\nends = 2025-03-01\nends_announced = 2024-03-01'),
            3,
            "before 'announced'",
        ),
        (one('on = "all"\nrate = 0.1\nend = 2025-03-01'), 15, "Did you mean ends"),
        (one('on = "all"\nrate = 0.1', announced="'spring'"), 11, "date"),
        (one(TABLE), 13, "cannot read the table"),
        ("\n[[agreement]]\nid = 'a'\nby = 'USA'\nrate = 15", 3, "'partner' is missing"),
        ("\n[[measures]]\n", 3, "Did you mean measure"),
    ],
)
def test_a_refusal_names_the_line_and_the_way_out(tmp_path, table, line, said):
    with pytest.raises(MeasureError) as caught:
        library(tmp_path, table)
    assert caught.value.exit_code == 2
    assert f"library.toml:{line}: " in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("measure,exporter,headline,S00\nother,E01,0.1,0.1\n", "has no row for 'duty'"),
        ("exporter,measure,headline,S00\nE01,duty,0.1,0.1\n", "rates.csv:1: the table begins"),
        ("measure,exporter,headline,S00\nduty,E01,0.1\n", "rates.csv:2: 1 numbers where"),
        ("measure,exporter,headline,S00\nduty,E01,0.1,ten\n", "rates.csv:2: not a number"),
        ("measure,exporter,headline,S00\nduty,E01,0.1,nan\n", "rates.csv:2: the rate nan"),
        ("measure,exporter,headline,S00\n\nduty,E01,0.1,19\n", "the rate 19 of 'duty' is beyond"),
        ("", "the table begins"),
    ],
)
def test_a_table_of_rates_is_checked_cell_by_cell(tmp_path, csv, said):
    (tmp_path / "rates.csv").write_text(csv, encoding="utf-8")
    with pytest.raises(MeasureError) as caught:
        library(tmp_path, one(TABLE))
    assert said in str(caught.value)


def test_a_table_of_rates_is_laid_on_its_sectors(tmp_path):
    rows = "measure,exporter,headline,S00,S01\nduty,E01,0.2,0.2,0.05\nother,E01,1,1,1\n"
    (tmp_path / "rates.csv").write_text(rows, encoding="utf-8")
    world = random_world(11)
    books = library(tmp_path, one(TABLE))
    added = status_quo(world, date(2025, 3, 1), library=books).rate - world.tariff
    assert added[1, 0, 0] == pytest.approx(0.2)
    assert added[1, 0, 1] == pytest.approx(0.05)


def test_two_measures_of_one_name_are_refused_naming_both_lines(tmp_path):
    with pytest.raises(MeasureError) as caught:
        library(tmp_path, one('on = "all"\nrate = 0.1'), one('on = "all"\nrate = 0.2'))
    assert "library.toml:16" in str(caught.value)
    assert "library.toml:3" in str(caught.value)


def test_a_folder_without_a_library_is_refused(tmp_path):
    with pytest.raises(MeasureError, match="no library file"):
        load_library(tmp_path)
    with pytest.raises(MeasureError, match="no such file"):
        load_library(tmp_path / "nothing.toml")


def test_an_unknown_measure_comes_with_the_nearest(tmp_path):
    books = library(tmp_path, one('on = "all"\nrate = 0.1'))
    with pytest.raises(UnknownCodeError, match="duty"):
        books.programme_of("dutty")
    assert books.programme_of("duty") == books.programme_of("added") == "added"
