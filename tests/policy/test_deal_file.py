"""Deal files that must be refused: where, what was written, what is allowed."""

import json
from pathlib import Path

import pytest

from tradetalks.atlas.load import load_world
from tradetalks.errors import DealError, InputError, UnknownCodeError
from tradetalks.policy.deal_file import deal_schema
from tradetalks.policy.document import MOST_BYTES
from tradetalks.policy.load import load_deal

GOOD = """title = "A deal"
parties = ["PAK", "USA"]
status = "proposed"

[dates]
signed = 2025-07-31
applied = 2025-08-07

[[sources]]
title = "A paper"

[[concession]]
by = "USA"
to = "PAK"
sectors = ["TEX"]
final = 0.19
"""


@pytest.fixture(scope="module")
def world():
    return load_world()


def refused(tmp_path: Path, world, content, error=DealError) -> str:
    path = tmp_path / "deal.toml"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(error) as caught:
        load_deal(path, world)
    assert isinstance(caught.value, InputError)
    assert caught.value.exit_code == 2
    return str(caught.value)


def swap(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_the_good_one_is_good(tmp_path, world):
    path = tmp_path / "deal.toml"
    path.write_text(GOOD, encoding="utf-8")
    deal = load_deal(path, world)
    assert deal.concessions[0].to == ("PAK",)
    assert deal.concessions[0].place == f"{path}:12"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (swap("final = 0.19", "final = 19"), 16, "write 0.19"),
        (swap("final = 0.19", "final = 7.5"), 16, "write 0.075"),
        (swap("final = 0.19", "final = 1.9"), 16, "over_100_percent = true"),
        (swap("final = 0.19", "final = -0.1"), 16, "out of range"),
        (swap("final = 0.19", "final = nan"), 16, "out of range"),
        (swap("final = 0.19", 'final = "0.19"'), 16, "not a number"),
        (swap("final = 0.19", "final = true"), 16, "not a number"),
        (swap("final = 0.19", "cut = 1.5"), 16, "write 0.015"),
        (swap("final = 0.19", "final = 0.19\ncut = 0.5"), 12, "given: final, cut"),
        (swap("final = 0.19", "note = 'nothing'"), 12, "given: none"),
        (swap("final = 0.19", "fnal = 0.19"), 16, "Did you mean final"),
        (swap("[dates]", "[date]"), 5, "Did you mean dates"),
        (swap('title = "A paper"', 'titel = "A paper"'), 10, "Did you mean title"),
        (swap('status = "proposed"', 'status = "hoped"'), 3, "'negotiating'"),
        (swap('status = "proposed"\n', ""), 1, "'status' is missing"),
        (swap("applied = 2025-08-07", "applied = 2025-08-07\nends = 2025-08-01"), 5, "before"),
        (swap("applied = 2025-08-07", "applied = 'soon'"), 7, "date"),
        (swap("applied = 2025-08-07", "applied = 20250807"), 7, "date"),
        (swap("applied = 2025-08-07", "applied = 2025-02-30"), 7, "not TOML"),
        (
            swap("final = 0.19", "final = 0.1\napplied = 2025-02-01\nends = 2025-01-01"),
            12,
            "before",
        ),
        (swap("final = 0.19", "final = 0.1\nends = 2025-01-01"), 17, "before it applies"),
        (swap('by = "USA"', 'by = "CHN"'), 13, "not a party"),
        (swap('to = "PAK"', 'to = "USA"'), 14, "to itself"),
        (swap('to = "PAK"', 'to = ["PAK", "PAK"]'), 14, "named twice"),
        (swap('to = "PAK"', "to = []"), 14, "no economy is named"),
        (swap('["PAK", "USA"]', '["PAK"]'), 2, "at least 2"),
        (swap('["PAK", "USA"]', '["USA", "PAK", "USA"]'), 2, "twice"),
        (swap('["TEX"]', '["SVC"]'), 15, "carries no tariff"),
        (swap('["TEX"]', '["TEX", "TEX"]'), 15, "named twice"),
        (swap("final = 0.19", 'formula = { kind = "swiss", cut = 0.2 }'), 16, "'coefficient'"),
        (swap("final = 0.19", 'formula = { kind = "cubic", cut = 0.2 }'), 16, "'swiss'"),
        (swap('title = "A deal"', 'title = "A deal'), 1, "not TOML"),
        (swap('title = "A deal"', 'title = ""'), 1, "title"),
        ("title = 'x'\nparties = 3\nstatus = 'proposed'\nconcession = []", 2, "list"),
    ],
)
def test_a_refusal_names_the_line_and_the_way_out(tmp_path, world, content, line, said):
    message = refused(tmp_path, world, content)
    assert f"deal.toml:{line}: " in message
    assert said in message


@pytest.mark.parametrize(
    ("content", "line", "nearest"),
    [
        (swap('["PAK", "USA"]', '["PAKI", "USA"]'), 2, "PAK"),
        (swap('to = "PAK"', 'to = "PKA"'), 14, "PAK"),
        (swap('["TEX"]', '["TEXT"]'), 15, "TEX"),
    ],
)
def test_an_unknown_code_comes_with_the_nearest(tmp_path, world, content, line, nearest):
    message = refused(tmp_path, world, content, UnknownCodeError)
    assert f"deal.toml:{line}: " in message
    assert nearest in message.split("Did you mean")[1]


SECOND = '\n[[concession]]\nby = "USA"\nto = {to}\nsectors = {sectors}\n{rest}\n'


@pytest.mark.parametrize(
    ("to", "sectors", "rest"),
    [
        ('"PAK"', '["TEX"]', "final = 0.10"),
        ('"mfn"', '"goods"', "cut = 0.5"),
        ('["PAK"]', '["AGR", "TEX"]', "cap = 0.05"),
        ('"PAK"', '["TEX"]', 'measure = "us-reciprocal"\nfinal = 0.1'),
        ('"PAK"', '["TEX"]', "final = 0.10\napplied = 2026-01-01"),
    ],
)
def test_two_concessions_on_one_rate_are_refused_naming_both_lines(
    tmp_path, world, to, sectors, rest
):
    message = refused(tmp_path, world, GOOD + SECOND.format(to=to, sectors=sectors, rest=rest))
    assert "deal.toml:18: two concessions" in message
    assert "deal.toml:12" in message
    assert "TEX" in message


def test_concessions_whose_dates_do_not_meet_may_follow_each_other(tmp_path, world):
    first = swap("final = 0.19", "final = 0.19\nends = 2026-01-01")
    later = SECOND.format(to='"PAK"', sectors='["TEX"]', rest="final = 0.1\napplied = 2026-01-01")
    path = tmp_path / "deal.toml"
    path.write_text(first + later, encoding="utf-8")
    assert len(load_deal(path, world).concessions) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n\t\n", "empty"),
        (b"title = '\x00\x01'", "binary"),
        ("title = 'Überschrift'".encode("latin-1"), "not UTF-8"),
        (b"#" * (MOST_BYTES + 1), "too large"),
        (b"title = " + b"[" * 20_000, "nested too deeply"),
        (b"\xff\xfe" + "title = 'x'".encode("utf-16-le"), "binary"),
    ],
)
def test_what_is_no_deal_file_is_refused(tmp_path, world, content, said):
    assert said in refused(tmp_path, world, content)


def test_a_missing_file_and_a_folder_are_refused(tmp_path, world):
    for path, fault in (
        (tmp_path / "nowhere.toml", "no such file"),
        (tmp_path, "not a plain file"),
    ):
        with pytest.raises(DealError, match=fault):
            load_deal(path, world)


def test_a_key_of_thousands_of_parts_is_refused_before_it_is_parsed(tmp_path, world):
    path = tmp_path / "deal.toml"
    path.write_text('title = "T"\n' + ".".join(["a"] * 50_000) + " = 1\n", encoding="utf-8")
    with pytest.raises(DealError, match=r"deal\.toml:2: a key of more than twenty parts"):
        load_deal(path, world)


def test_a_rate_above_one_hundred_percent_needs_its_own_word(tmp_path, world):
    path = tmp_path / "deal.toml"
    path.write_text(swap("final = 0.19", "final = 2.5\nover_100_percent = true"), encoding="utf-8")
    assert load_deal(path, world).concessions[0].change.value == 2.5


def test_the_schema_is_json_and_names_every_key_of_a_concession():
    text = json.dumps(deal_schema())
    for key in ("final", "cut", "add", "cap", "formula", "measure", "over_100_percent"):
        assert f'"{key}"' in text


def test_a_preference_for_an_outsider_is_refused(tmp_path, world):
    path = tmp_path / "deal.toml"
    path.write_text(swap('to = "PAK"', 'to = "IND"'), encoding="utf-8")
    with pytest.raises(DealError, match="'IND' is given a preference and is not a party"):
        load_deal(path, world)


def test_a_place_inside_the_rest_of_the_world_is_named_as_such(tmp_path, world):
    path = tmp_path / "deal.toml"
    path.write_text(swap('parties = ["PAK", "USA"]', 'parties = ["KEN", "USA"]'), encoding="utf-8")
    with pytest.raises(DealError, match="Kenya has no economy of its own"):
        load_deal(path, world)
