"""What `strike --json` keeps to itself where a side keeps its room to itself."""

from dataclasses import replace

import pytest

from tests.bargain.talks import DAY, ONE, TWO, WORLD, side, talks, two, war_fallback
from tests.cli.strike_talks import OPEN, OPEN_SIDE, OWN, PRIVATE_SIDE, SECRETS, TALKS, WORDS
from tests.policy.talks_files import written
from tradetalks import load_talks, strike
from tradetalks.cli.shapes import dump
from tradetalks.cli.shapes_strike import STRIKE_UNITS, strike_shape

COUNTS = {"weight", "version", "sector_weights", "employment_floors"}
"""Numbers that are counted in nothing."""
CERTIFICATES = {"certificate", "baseline_certificate", "seconds"}


def numbers(value, key=""):
    """Yield every number of a shape that is no certificate, with the field it stands in."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in CERTIFICATES:
                yield from numbers(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from numbers(each, key)
    elif isinstance(value, float):
        yield key, value


def struck_from(folder, text, own=None, world=WORLD):
    private = [] if own is None else [written(folder, own, "own.toml")]
    return strike(world, load_talks(written(folder, text), world, private=private), points=3)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return private talks that settle with rates on private bounds."""
    found = struck_from(tmp_path_factory.mktemp("kept"), TALKS, OWN)
    assert found.settled.verdict == "settled"
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    return struck_from(tmp_path_factory.mktemp("shown"), OPEN)


def assert_nothing_leaks(text, shape, secrets):
    assert [each for each in WORDS if each in text] == []
    assert [each for each in secrets if repr(each) in text] == []
    near = [(key, n) for key, n in numbers(shape) for each in secrets if abs(n - each) < 1e-9]
    assert near == []


def test_no_number_of_a_private_file_is_in_the_export(kept):
    """Not as a bound, not as the rate that rests on it, not in a price, a name or a message."""
    shape = strike_shape(kept)
    on_bounds = {float(kept.settled.rate[at]) for at in range(len(kept.settled.rate))}
    assert on_bounds & {0.3867, 0.1177}, "no private bound binds: the test tests nothing"
    assert_nothing_leaks(dump(shape), shape, SECRETS)


def test_what_would_tell_a_withheld_rate_is_withheld_with_it(kept):
    """With the model, what terms do gives the one rate that is missing."""
    shape = strike_shape(kept)
    assert None in [line["rate"] for line in shape["lines"]]
    for field in ("economies", "reactions", "raised", "pledges", "war", "keeps", "frontier"):
        assert shape[field] is None
    assert [side["gain"] for side in shape["sides"]] == [None, None]
    assert [each["gain"] for each in shape["third_parties"]] == [None]
    private = next(side for side in shape["sides"] if side["private"])
    assert {key for key, value in private.items() if value is not None} == {
        "code",
        "members",
        "private",
    }
    why = " ".join(each["why"] for each in shape["withheld"])
    assert f"rest on bounds that {PRIVATE_SIDE} keeps private" in why


def test_rates_on_no_private_bound_are_shown_with_what_they_do(tmp_path):
    """A private side without a file of its own hides no rate, and its fallback all the same."""
    shape = strike_shape(struck_from(tmp_path, TALKS))
    assert None not in [line["rate"] for line in shape["lines"]]
    assert len(shape["economies"]) == len(WORLD.economies)
    first, second = shape["sides"]
    assert first["gain"] > 0
    assert (second["gain"], second["fallback"]) == (None, None)
    assert shape["exchange"] is None


def test_a_rate_that_a_private_red_line_keeps_looks_like_one_at_its_ceiling(tmp_path):
    """Whether a red line or standstill holds it is nobody's business."""
    line = f'[[red_line]]\nto = "{OPEN_SIDE}"\nsectors = ["S00"]\nkeep = true\n'
    keep = f'side = "{PRIVATE_SIDE}"\n\n{line}'
    found = struck_from(tmp_path, TALKS, keep)
    shape = strike_shape(found)
    held = next(each for each in shape["lines"] if each["side"] == PRIVATE_SIDE)
    assert (held["rate"], held["rests_on"]) == (held["rate_now"], "ceiling")
    assert "kept" not in [each["rests_on"] for each in shape["lines"]]


def test_where_there_is_no_deal_nothing_tells_the_private_fallback():
    """Who is short by how much, and where, is left out; that there is no deal is not.

    Nor is an open fallback priced if it is the war: that is fought up to both ceilings.
    """
    given = talks(
        side(ONE, TWO, fallback=war_fallback()),
        replace(side(TWO, ONE, fallback=war_fallback(0.7713)), private=True),
    )
    shape = strike_shape(strike(WORLD, given, on=DAY, points=3))
    assert shape["verdict"] == "no deal"
    assert {line["rate"] for line in shape["lines"]} == {None}
    assert shape["sides"][0]["fallback"]["gain"] is None
    assert [side["to_sign_usd"] for side in shape["sides"]] == [None, None]
    assert_nothing_leaks(dump(shape), shape, (0.7713,))


def test_open_talks_are_shown_whole(shown):
    """Where nobody has a secret nothing is withheld, and the numbers are the search's own."""
    shape = strike_shape(shown)
    assert shape["withheld"] == []
    assert [name for name, value in shape.items() if value is None] == ["chance"]
    terms = shown.settled
    assert [line["rate"] for line in shape["lines"]] == terms.rate.tolist()
    assert [each["gain"] for each in shape["sides"]] == terms.gains.tolist()
    assert shape["other_rules"][0]["gain"] == shown.settlements[1].gains.tolist()
    assert len(shape["exchange"]) == len(shown.exchange.offers)


def test_every_number_of_the_export_has_its_unit(shown):
    assert {key for key, _ in numbers(strike_shape(shown))} - COUNTS <= set(STRIKE_UNITS)


def test_records_made_in_python_are_exported_too():
    """Talks need no file."""
    assert dump(strike_shape(strike(WORLD, two(), on=DAY, points=3)))
