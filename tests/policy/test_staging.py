"""Concessions that come in by steps: how much is done when, and what a file may say."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerances import POLICY_RATES
from tests.worlds import random_world
from tradetalks.errors import DateError, DealError
from tradetalks.policy.deal import Concession, Deal, apply_deal, first_day
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.load import load_deal
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.staging import (
    AT_ONCE,
    MOST_YEARS,
    Staging,
    anniversary,
    category,
    equal_steps,
    steps_at,
    year_on,
)

DAY = date(2026, 1, 1)
WORLD = random_world(8, 4, 3, zero_flows=0.0)
STANDING = status_quo(WORLD, date(2025, 12, 31))
CHANGES = (
    Change(Form.FINAL, 0.0),
    Change(Form.CUT, 0.4),
    Change(Form.ADD, 0.1),
    Change(Form.ADD, -0.1),
    Change(Form.CAP, 0.05),
    Change(Form.LINEAR, 0.36),
    Change(Form.SWISS, 0.08),
)


def gives(staging=AT_ONCE, change=CHANGES[0], **more):
    fields = {"by": "E01", "to": ("E02",), "sectors": ("S00", "S01"), "applied": DAY} | more
    return Concession(change=change, staging=staging, **fields)


def deal(*concessions, applied=DAY):
    return Deal(
        title="T",
        parties=("E01", "E02"),
        status="proposed",
        applied=applied,
        concessions=concessions,
    )


def rates(terms, year=None):
    return apply_deal(STANDING, terms, WORLD, year=year).rate


def test_b5_is_five_equal_steps_the_first_on_the_first_day_and_eif_is_one():
    assert [category("B5").done(year) for year in range(8)] == [0, 0.2, 0.4, 0.6, 0.8, 1, 1, 1]
    assert [category("EIF").done(year) for year in (-1, 0, 1, 2)] == [0, 0, 1, 1]
    assert category("B1") == category("EIF") == AT_ONCE


def test_steps_stand_still_between_their_years_and_nothing_is_done_before_the_first():
    assert steps_at([(3, 0.5), (5, 1.0)]).parts == (0.0, 0.0, 0.5, 0.5, 1.0)
    assert steps_at([(1, 1.0)]) == AT_ONCE


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((0.5, 0.4, 1.0), "goes back"),
        ((0.5,), "ends with the part 1"),
        ((), "ends with the part 1"),
        ((0.5, 1.2), "between 0 and 1"),
        ((-0.1, 1.0), "between 0 and 1"),
        ((float("nan"), 1.0), "between 0 and 1"),
        ((1.0,) * (MOST_YEARS + 1), "at most"),
    ],
)
def test_a_staging_that_is_none_is_refused(parts, said):
    with pytest.raises(DealError, match=said):
        Staging(parts)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 60))
def test_a_year_begins_on_its_anniversary_and_not_a_day_sooner(start, passed):
    day = anniversary(start, passed)
    assert year_on(day, start) == passed + 1
    assert year_on(date.fromordinal(max(1, day.toordinal() - 1)), start) <= passed + (day.year == 1)


def test_the_calendar_begins_and_ends():
    assert deal(gives(applied=date.min), applied=date.min).eve == date.min
    with pytest.raises(DateError, match="beyond the calendar"):
        anniversary(date(9990, 1, 1), 30)


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: f"{each.form}{each.value:+g}")
def test_equal_steps_move_every_rate_evenly_from_base_to_final(change):
    terms = deal(gives(equal_steps(5), change))
    base, final = STANDING.rate, rates(terms)
    for year in range(1, 8):
        expected = base + min(year / 5, 1) * (final - base)
        np.testing.assert_allclose(rates(terms, year), expected, atol=POLICY_RATES)
    np.testing.assert_array_equal(rates(terms, 5), final)


@given(st.lists(st.floats(0, 1), max_size=8), st.sampled_from(CHANGES), st.booleans())
def test_no_staging_overshoots_or_turns_back(drawn, change, mfn):
    to = ("E00", "E02", "E03") if mfn else ("E02",)
    terms = deal(gives(Staging((*sorted(drawn), 1.0)), change, to=to, mfn=mfn))
    path = [STANDING.rate, *(rates(terms, year) for year in range(1, 11))]
    final = rates(terms)
    left = [np.abs(final - rate) for rate in path]
    for rate, before, after in zip(path[1:], left, left[1:], strict=False):
        assert (after <= before + POLICY_RATES).all()
        assert (rate >= np.minimum(STANDING.rate, final) - POLICY_RATES).all()
        assert (rate <= np.maximum(STANDING.rate, final) + POLICY_RATES).all()


def test_without_a_year_a_staged_deal_is_its_end_state_and_says_so():
    staged, at_once = deal(gives(equal_steps(10))), deal(gives())
    np.testing.assert_array_equal(rates(staged), rates(at_once))
    said = apply_deal(STANDING, staged, WORLD).assumptions
    assert any("comes in over 10 years; what is laid is its end state" in line for line in said)
    plain = apply_deal(STANDING, at_once, WORLD).assumptions
    assert not any("end state" in line for line in plain)


def test_a_concession_that_applies_later_starts_its_own_steps_then():
    first = gives(sectors=("S00",))
    later = gives(equal_steps(2), sectors=("S01",), applied=date(2027, 7, 1))
    terms = deal(first, later)
    assert terms.begins == DAY
    parts = [later.part(first_day(terms, year, on=DAY), begins=DAY) for year in range(1, 6)]
    assert parts == [0.0, 0.0, 0.5, 1.0, 1.0]
    np.testing.assert_array_equal(rates(terms, 2), rates(deal(first)))


def test_what_has_ended_is_gone_and_the_rate_is_again_what_it_was():
    terms = deal(gives(equal_steps(2), ends=date(2028, 1, 1)))
    np.testing.assert_array_equal(rates(terms, 2), rates(deal(gives())))
    np.testing.assert_array_equal(rates(terms, 3), STANDING.rate)


def test_a_deal_without_a_date_begins_on_the_day_of_the_schedule():
    terms = deal(gives(equal_steps(2), applied=None), applied=None)
    assert terms.begins is None
    assert first_day(terms, 2, on=STANDING.on) == date(2026, 12, 31)
    dated = deal(gives(equal_steps(2)))
    np.testing.assert_array_equal(rates(terms, 1), rates(dated, 1))


def test_years_count_from_one():
    with pytest.raises(DealError, match="count from 1"):
        rates(deal(gives()), 0)


GOOD = """title = "T"
parties = ["PAK", "USA"]
status = "proposed"

[[concession]]
by = "PAK"
to = "USA"
sectors = ["AUT"]
final = 0.0
staging = {}
"""


@pytest.fixture(scope="module")
def world():
    from tradetalks.atlas.load import load_world

    return load_world()


@pytest.fixture
def loaded(tmp_path, world):
    def load(staging):
        path = tmp_path / "deal.toml"
        path.write_text(GOOD.format(staging), encoding="utf-8")
        return load_deal(path, world)

    return load


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ('"EIF"', (1.0,)),
        ('"B4"', (0.25, 0.5, 0.75, 1.0)),
        ("[0.5, 0.5, 1]", (0.5, 0.5, 1.0)),
        ("[\n  { year = 2, part = 0.25 },\n  { year = 3, part = 1 },\n]", (0.0, 0.25, 1.0)),
    ],
)
def test_a_file_may_name_a_category_or_write_the_path(loaded, written, parts):
    assert loaded(written).concessions[0].staging == Staging(parts)


def test_a_file_without_a_staging_is_what_it_was(tmp_path, world):
    path = tmp_path / "deal.toml"
    path.write_text(GOOD.replace("staging = {}\n", ""), encoding="utf-8")
    assert load_deal(path, world).concessions[0].staging is AT_ONCE


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('"b5"', "'b5' is no category"),
        ('"B0"', "such as 'B5'"),
        ('"B51"', "at most 50"),
        ('"five years"', "'EIF' (at once)"),
        ("5", 'write "EIF"'),
        ("true", 'write "EIF"'),
        ("[]", 'write "EIF"'),
        ("[[1.0]]", 'write "EIF"'),
        ("[20, 100]", "write 0.2"),
        ("[0.5, true]", "not a number"),
        ("[0.5, nan, 1.0]", "out of range"),
        ("[1" + "0" * 400 + "]", "out of range"),
        ("[0.5, 0.4, 1.0]", "goes back from 0.5 to 0.4"),
        ("[0.2, 0.4]", "ends with the part 1"),
        ("[{ year = 0, part = 1.0 }]", "do not rise from 1"),
        ("[{ year = 2, part = 0.5 }, { year = 2, part = 1.0 }]", "do not rise"),
        ("[{ year = 1.5, part = 1.0 }]", "no year"),
        ("[{ year = 1" + "0" * 400 + ", part = 1.0 }]", "after year 50"),
        ("[{ yaer = 1, part = 1.0 }]", "yaer"),
        ("[{}]", "this one has nothing"),
    ],
)
def test_a_staging_that_cannot_be_is_refused_with_its_line(loaded, written, said):
    with pytest.raises(DealError) as caught:
        loaded(written)
    assert "deal.toml:10: 'concession.1.staging' is refused" in str(caught.value)
    assert said in str(caught.value)


def test_a_staged_measure_moves_its_headline_by_equal_steps(tmp_path, world):
    """19 percent from 10 in three steps: three points a year where goods are fully covered."""
    text = GOOD.replace('by = "PAK"\nto = "USA"', 'by = "USA"\nto = "PAK"')
    text = text.replace('["AUT"]', '"goods"').replace("final = 0.0", "final = 0.19")
    path = tmp_path / "deal.toml"
    path.write_text(text.format('"B3"\nmeasure = "us-reciprocal"'), encoding="utf-8")
    terms = load_deal(path, world)
    base = status_quo(world, date(2025, 7, 25))
    final = apply_deal(base, terms, world).rate - base.rate
    for year in (1, 2, 3):
        step = apply_deal(base, terms, world, year=year).rate - base.rate
        np.testing.assert_allclose(step, year / 3 * final, atol=POLICY_RATES)


def test_the_order_of_concessions_does_not_matter():
    one, two = gives(equal_steps(3), sectors=("S00",)), gives(category("EIF"), sectors=("S01",))
    for year in (1, 2, 3):
        np.testing.assert_array_equal(rates(deal(one, two), year), rates(deal(two, one), year))


def test_a_staging_speaks():
    assert AT_ONCE.sentence == ""
    assert equal_steps(5).sentence == "in 5 equal yearly steps"
    assert "year 3" in replace(AT_ONCE, parts=(0.1, 0.9, 1.0)).sentence
