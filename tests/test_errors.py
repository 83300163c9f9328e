"""Every failure says what, where and what to do."""

from hypothesis import given
from hypothesis import strategies as st

from tradetalks import errors


def test_a_message_carries_place_fault_and_remedy():
    error = errors.DealError("rate 19 is out of range", where="deal.toml:7", remedy="Write 0.19")
    assert str(error) == "deal.toml:7: rate 19 is out of range. Write 0.19."


def test_an_unknown_code_is_met_with_the_nearest_known_one():
    error = errors.UnknownCodeError("economy", "PAX", ["USA", "PAK", "CHN"])
    assert error.nearest[0] == "PAK"
    assert "Did you mean PAK" in str(error)


def test_a_code_like_no_other_is_met_with_the_list():
    error = errors.UnknownCodeError("sector", "!!", ["AGR", "TEX"])
    assert "Known are AGR, TEX" in str(error)


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_the_nearest_codes_are_always_known_codes(code, known):
    assert set(errors.nearest_codes(code, known)) <= set(known)


def test_exit_codes_part_bad_input_from_a_missing_equilibrium():
    assert errors.InputError("x").exit_code == 2
    assert errors.NoEquilibriumError("x").exit_code == 3
