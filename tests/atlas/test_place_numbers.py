"""Numbers of countries: the standard's, and where statistical offices depart from it."""

import pytest

from tradetalks.atlas.place_numbers import UNION, place_of, union_members
from tradetalks.atlas.places import EU_MEMBERS, places


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("586", "PAK"),
        ("050", "BGD"),
        ("50", "BGD"),
        ("4", "AFG"),
        ("840", "USA"),
        ("842", "USA"),
        ("699", "IND"),
        ("490", "TWN"),
        ("158", "TWN"),
        ("918", UNION),
    ],
)
def test_a_number_is_one_place(number, code):
    assert place_of(number) == code


@pytest.mark.parametrize("number", ["000", "", "891", "999", "PAK", "58x"])
def test_what_is_no_place_is_nothing(number):
    assert place_of(number) is None


def test_every_place_but_kosovo_has_a_number():
    found = {place_of(f"{number:03d}") for number in range(1000)}
    assert set(places()) - found == {"XKX"}


def test_the_union_has_the_members_that_it_had_in_the_year():
    assert union_members(2022) == EU_MEMBERS
    assert set(union_members(2020)) - set(EU_MEMBERS) == {"GBR"}
    assert "HRV" not in union_members(2012)
    assert len(union_members(2003)) == 15
    assert len(union_members(1994)) == 12
