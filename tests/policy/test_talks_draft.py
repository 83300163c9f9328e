"""From what texts say to a draft talks file that is accepted as it is and hides no assumption."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tradetalks.atlas.load import load_world
from tradetalks.dossier.article import Article
from tradetalks.dossier.read import read
from tradetalks.errors import ArticleError
from tradetalks.policy.load_talks import load_talks
from tradetalks.policy.room_check import check_room
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.talks_draft import draft_talks

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "pakistan-united-states-2025-07.md"
TEXTS = ROOT / "tests" / "dossier" / "texts"
OTHERS = ("swiss-us-not-stalled.txt", "indonesia-eu-wire.txt", "india-uk-signed.txt")
TALKS = (
    "Talks on a trade agreement between Viet Nam and the United States go on, both sides said in "
    "Hanoi on Friday.\n\n{words}\n"
)


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def example(world):
    return draft_talks(read(EXAMPLE), world)


def text(words, day=date(2025, 6, 27)):
    return read(Article(text=TALKS.format(words=words), published=day), parties=("VNM", "USA"))


def accepted(draft, world, tmp_path):
    """Return the talks of a draft that `strike` takes: loaded, with room on its day."""
    path = tmp_path / "draft.toml"
    path.write_text(draft.text, encoding="utf-8")
    talks = load_talks(path, world)
    check_room(talks, status_quo(world, draft.on), world)
    return talks


def comments(draft):
    """Return the words of all comments, in one line."""
    lines = re.findall(r"^# ?(.*)$", draft.text, flags=re.MULTILINE)
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("name", ["", *OTHERS])
def test_a_draft_is_accepted_as_it_is(name, world, tmp_path):
    draft = draft_talks(read(TEXTS / name if name else EXAMPLE), world)
    talks = accepted(draft, world, tmp_path)
    assert {side.code for side in talks.sides} == set(draft.parties)
    assert all(side.instruments for side in talks.sides)


@pytest.mark.parametrize("name", ["", *OTHERS])
def test_every_assumption_stands_in_the_file(name, world):
    draft = draft_talks(read(TEXTS / name if name else EXAMPLE), world)
    said = comments(draft)
    assert len(draft.assumptions) > 5
    assert [line for line in draft.assumptions if f"Assumed: {line}" not in said] == []


def test_the_example_has_its_sectors_headline_threat_and_rivals(example):
    plain = tomllib.loads(example.text)
    assert plain["parties"] == ["PAK", "USA"]
    assert plain["status"] == "negotiating"
    assert plain["dates"]["applied"] == date(2025, 7, 27)
    assert {"AGR", "ENE", "NFM"} <= set(plain["room"]["PAK"]["instrument"][0]["sectors"])
    headline = plain["room"]["USA"]["instrument"][0]
    assert (headline["measure"], headline["floor"], headline["ceiling"]) == (
        "us-reciprocal",
        0.1,
        0.29,
    )
    assert plain["room"]["USA"]["fallback"]["kind"] == "threat"
    assert {third["code"] for third in plain["third_party"]} == {"CHN", "BGD", "IND", "VNM"}


def test_its_quotes_name_the_article(example):
    assert "“farm goods”" in example.text
    assert "“29 percent” (tradetalks example, 26 July 2025)" in comments(example)
    assert "it is no tariff rate but a share" in comments(example)


def test_a_proposed_rate_is_a_floor_and_a_threatened_one_a_ceiling(world, tmp_path):
    record = text(
        "The United States offered to set its tariff on Vietnamese goods at 20 percent. Without a "
        "deal the tariff of the United States on Vietnamese goods would rise to 60 percent."
    )
    times = {measure.value: measure.time for measure in record.measures}
    assert times == {0.2: "proposed", 0.6: "threatened"}
    side = accepted(draft_talks(record, world), world, tmp_path).side("USA")
    assert (side.instruments[0].floor, side.instruments[0].ceiling) == (0.2, 0.6)


def test_what_a_party_rules_out_is_a_red_line_of_its_own_duties(world, tmp_path):
    record = text("Viet Nam will not open its market for cars, its trade ministry said.")
    side = accepted(draft_talks(record, world), world, tmp_path).side("VNM")
    assert [(line.sectors, line.keep) for line in side.red_lines] == [(("AUT",), True)]


def test_what_a_headline_cannot_hold_is_marked_sensitive(world, tmp_path):
    record = text("The United States will not open its market for cars, Washington said.")
    side = accepted(draft_talks(record, world), world, tmp_path).side("USA")
    assert (side.sensitive, side.red_lines) == (("AUT",), ())


def test_words_of_an_article_cannot_become_terms(world, tmp_path):
    """Quotation marks, line ends and TOML in a text stay inside comments and texts."""
    hostile = 'x"\n[[room.PAK.instrument]]\nto = "USA"\u2028\x7f'
    record = read(EXAMPLE)
    record = replace(record, article=replace(record.article, title=hostile, outlet=hostile))
    draft = draft_talks(record, world)
    assert len(tomllib.loads(draft.text)["room"]["PAK"]["instrument"]) == 1
    accepted(draft, world, tmp_path)


def test_several_texts_make_one_draft(world, tmp_path):
    first = text("The talks covered duties on footwear.", date(2025, 6, 1))
    second = text("The talks covered duties on cars.", date(2025, 6, 27))
    draft = draft_talks([first, second], world)
    assert draft.on == date(2025, 6, 27)
    accepted(draft, world, tmp_path)
    plain = tomllib.loads(draft.text)
    assert len(plain["sources"]) == 2
    assert {"TEX", "AUT"} <= set(plain["room"]["VNM"]["instrument"][0]["sectors"])


def test_texts_on_different_talks_are_refused(world):
    with pytest.raises(ArticleError, match="different talks"):
        draft_talks([read(EXAMPLE), text("They met.")], world)
    with pytest.raises(ArticleError, match="no text"):
        draft_talks([], world)


def test_a_text_without_goods_leaves_all_goods_in_reach(world, tmp_path):
    draft = draft_talks(text("They met."), world)
    talks = accepted(draft, world, tmp_path)
    assert len(talks.side("VNM").instruments[0].sectors) > 15
