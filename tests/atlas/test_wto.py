"""The WTO's tariff actions: what is in force on a day."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.atlas.tariff_files import WTO_HEADER, wto
from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.atlas.sources.wto import read_wto_actions
from tradetalks.errors import SourceError

ACTIONS = (
    ("2025-05-14", "22.5"),
    ("2025-01-01", "12.5"),
    ("2025-04-12", "137.5"),
    ("2025-04-10", "96.5"),
)
"""As in the official file, in no order."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "C156_C840.csv"


def rows(actions=ACTIONS, **fields):
    return [{"year_dt": day, "best_avlbl": rate, **fields} for day, rate in actions]


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2025, 1, 1), 0.125),
        (date(2025, 4, 9), 0.125),
        (date(2025, 4, 10), 0.965),
        (date(2025, 4, 11), 0.965),
        (date(2025, 4, 12), 1.375),
        (date(2026, 1, 1), 0.225),
    ],
)
def test_the_latest_action_not_after_the_day_is_in_force(path, day, rate):
    table = read_wto_actions(wto(path, rows()), on=day)
    assert table.rows.rows() == [("USA", "CHN", "010190", rate)]
    assert (table.year, table.kind) == (day.year, "applied by action")


def test_the_head_of_the_official_file_is_read(shared_data):
    path = shared_data / "formats" / "wto_ttd_tariff_actions_C156_C840.head.csv"
    assert path.read_text().splitlines()[0] == WTO_HEADER
    table = read_wto_actions(path, on=date(2025, 4, 11))
    assert table.rows.select("product", "rate").rows() == [
        ("010121", 0.84),
        ("010190", 0.965),
        ("010231", 0.0),
    ]


def test_an_action_adds_the_same_to_a_free_and_a_taxed_product(shared_data):
    """So the column is the whole rate, and not what is added to the ordinary duty."""
    path = shared_data / "formats" / "wto_ttd_tariff_actions_C156_C840.head.csv"
    before, after = (read_wto_actions(path, on=day).rows for day in (date(2025, 1, 1), date.max))
    added = before.join(after, on="product").select(added=after["rate"][:2] - before["rate"])
    assert added["added"].round(9).to_list() == [0.1, 0.1]


def test_the_table_says_what_the_column_and_the_codes_were_taken_for(path):
    table = read_wto_actions(wto(path, rows()), on=date(2025, 4, 11))
    assert any("whole rate" in line for line in table.assumed)
    assert any("HS2022" in line for line in table.assumed)
    assert table.classification == "HS2022"
    assert table.origins[0].producer.startswith("World Trade Organization")


def test_products_without_a_rate_yet_are_left_out_and_counted(path):
    later = rows([("2025-06-01", "10")], hs_code="010121")
    table = read_wto_actions(wto(path, rows() + later), on=date(2025, 5, 1))
    assert table.rows["product"].to_list() == ["010190"]
    assert any("1 product without a rate on 2025-05-01" in line for line in table.assumed)


def test_a_day_before_every_action_is_refused_with_the_first(path):
    with pytest.raises(SourceError, match="Ask for a day from 2025-01-01 on"):
        read_wto_actions(wto(path, rows()), on=date(2024, 12, 31))


def test_the_weight_of_a_row_is_no_part_of_its_rate(path):
    light, heavy = (
        read_wto_actions(wto(path, rows(imports=weight)), on=date(2025, 5, 1)).rows
        for weight in ("0.0", "1e9")
    )
    assert light.equals(heavy)


def test_the_unions_actions_are_its_members(path):
    table = read_wto_actions(wto(path, rows(reporter_code="U918")), on=date(2025, 5, 1))
    assert tuple(table.rows["importer"]) == EU_MEMBERS


def test_an_action_told_twice_counts_once(path):
    table = read_wto_actions(wto(path, rows() + rows()), on=date(2025, 5, 1))
    assert table.rows.height == 1
    assert any("4 rows left out as a repeat" in line for line in table.assumed)


def test_two_rates_for_one_day_are_refused_with_both_lines(path):
    torn = [*rows(), *rows([("2025-01-01", "13")])]
    with pytest.raises(SourceError, match="line 6: product 010190 has another rate in line 3"):
        read_wto_actions(wto(path, torn), on=date(2025, 5, 1))


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ({"year_dt": "14/05/2025"}, "'14/05/2025' in column 'year_dt' is not a day"),
        ({"year_dt": "2025-02-30"}, "is not a day"),
        ({"best_avlbl": "free"}, "'free' in column 'best_avlbl'"),
        ({"best_avlbl": "-5"}, "'-5' in column 'best_avlbl'"),
        ({"hs_code": "0101901000"}, "'0101901000' in column 'hs_code'"),
    ],
)
def test_a_field_that_cannot_be_is_refused_with_its_line(path, field, words):
    with pytest.raises(SourceError, match=r"C156_C840.csv, line 2") as caught:
        read_wto_actions(wto(path, [field]), on=date(2025, 5, 1))
    assert words in str(caught.value)


def test_members_that_are_no_place_are_refused(path):
    with pytest.raises(SourceError, match="list of places"):
        read_wto_actions(wto(path, rows(partner_code="C999")), on=date(2025, 5, 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), headed=st.booleans())
def test_any_bytes_are_read_or_refused(path, data, headed):
    path.write_bytes(WTO_HEADER.encode() + b"\n" + data if headed else data)
    with pytest.raises(SourceError):
        read_wto_actions(path, on=date(2025, 5, 1))
