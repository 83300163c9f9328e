"""Promises beside tariffs: what a deal file may say of them, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from tradetalks.atlas.load import load_world
from tradetalks.errors import DealError, InputError, UnknownCodeError
from tradetalks.policy.deal import apply_deal
from tradetalks.policy.load import load_deal
from tradetalks.policy.schedule import status_quo

DEAL = """title = "A deal"
parties = ["PAK", "USA"]
status = "proposed"

[[concession]]
by = "USA"
to = "PAK"
sectors = ["TEX"]
final = 0.19
"""
PROMISE = """
[[commitment]]
by = "PAK"
to = "USA"
kind = "purchase"
verb = "shall"
sectors = ["AGR", "SVC"]
amount = 3
years = 4
begins = 2026-01-01
ends = 2030-01-01
additionality = 0.4
"""


@pytest.fixture(scope="module")
def world():
    return load_world()


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "deal.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_total_over_years_is_kept_as_what_it_is_a_year(tmp_path, world):
    """Three billions over four years are three quarters of a billion a year."""
    (found,) = load_deal(written(tmp_path, DEAL + PROMISE), world).commitments
    assert found.amount == 0.75
    assert found.years == 4
    assert (found.by, found.to) == (("PAK",), ("USA",))
    assert found.sectors == ("AGR", "SVC")
    assert found.begins == date(2026, 1, 1)
    assert found.additionality == 0.4
    assert found.place.endswith("deal.toml:11")


def test_a_customs_union_promises_as_one(tmp_path, world):
    """A pledge of the European Union is one amount, not one for each member."""
    text = (DEAL + PROMISE).replace("PAK", "EU")
    (found,) = load_deal(written(tmp_path, text), world).commitments
    assert len(found.by) == 27
    assert found.amount == 0.75


def test_a_promise_moves_no_rate(tmp_path, world):
    """What is promised beside tariffs is never part of the tariff result."""
    base = status_quo(world, date(2025, 7, 26))
    bare = load_deal(written(tmp_path, DEAL), world)
    more = load_deal(written(tmp_path, DEAL + PROMISE), world)
    rates = [apply_deal(base, deal, world).rate for deal in (bare, more)]
    assert (rates[0] == rates[1]).all()


def test_a_dialogue_needs_no_amount(tmp_path, world):
    text = '[[commitment]]\nby = "USA"\nto = ["PAK"]\nkind = "dialogue"\nverb = "intends"\n'
    (found,) = load_deal(written(tmp_path, DEAL + text), world).commitments
    assert found.amount is None
    assert found.sectors == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('by = "PAK"', 'by = "CHN"', 12, "'CHN' makes a commitment and is not a party"),
        ('to = "USA"', 'to = "CHN"', 13, "'CHN' is no party"),
        ('to = "USA"', 'to = "PAK"', 13, "to itself"),
        ('to = "USA"', 'to = ["USA", "USA"]', 13, "named twice"),
        ('kind = "purchase"', 'kind = "promise"', 14, "'purchase'"),
        ('kind = "purchase"', 'kind = "dialogue"', 11, "not of dialogue"),
        ('verb = "shall"', 'verb = "may"', 15, "'intends'"),
        ('verb = "shall"\n', "", 11, "'verb' is missing"),
        ('sectors = ["AGR", "SVC"]\n', "", 11, "a purchase says of what"),
        ('["AGR", "SVC"]', '["AGR", "AGR"]', 16, "named twice"),
        ("amount = 3", "amount = 3_000_000_000", 17, "billions of US dollars"),
        ("amount = 3", "amount = 0", 17, "billions of US dollars"),
        ("amount = 3", "amount = 1" + "0" * 400, 17, "billions of US dollars"),
        ("amount = 3", "amount = nan", 17, "billions of US dollars"),
        ("amount = 3", "amount = inf", 17, "billions of US dollars"),
        ("amount = 3", 'amount = "3"', 17, "not a number"),
        ("amount = 3\n", "", 11, "without the 'amount'"),
        ("years = 4", "years = 0", 18, "greater than or equal to 1"),
        ("ends = 2030-01-01", "ends = 2025-01-01", 11, "lies before 'begins'"),
        ("additionality = 0.4", "additionality = 40", 21, "write 0.4"),
        ("additionality = 0.4", "additional = 0.4", 21, "Did you mean additionality"),
    ],
)
def test_a_refusal_names_the_line_and_the_way_out(tmp_path, world, old, new, line, said):
    assert old in PROMISE
    with pytest.raises(DealError) as caught:
        load_deal(written(tmp_path, DEAL + PROMISE.replace(old, new)), world)
    assert f"deal.toml:{line}: " in str(caught.value)
    assert said in str(caught.value)
    assert isinstance(caught.value, InputError)
    assert caught.value.exit_code == 2


def test_an_unknown_sector_comes_with_the_nearest(tmp_path, world):
    with pytest.raises(UnknownCodeError, match="AGR"):
        load_deal(written(tmp_path, DEAL + PROMISE.replace('"AGR"', '"AGRI"')), world)
