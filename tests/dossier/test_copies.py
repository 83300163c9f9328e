"""A story told again is recognised whatever an editor did to it; another story is not."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.cases import TEXTS
from tradetalks.dossier.article import Article, open_article
from tradetalks.dossier.copies import LEAST_SHARE, find_copies, sketch, sketch_text

FILES = sorted(path for path in TEXTS.iterdir() if path.suffix != ".html")
STORIES = {path.name: open_article(path) for path in FILES}
DEV = sorted((Path(__file__).parents[1] / "reading" / "dev").rglob("*.txt"))
WIRES = ["indonesia-eu-wire.txt", "south-africa-us-wire.txt", "india-uk-signed.txt"]
DAY = date(2025, 7, 1)


def dated(text, days=0):
    return Article(text=text, published=DAY + timedelta(days=days))


def linked(*articles):
    return {(link.sha256, link.of) for link in find_copies(articles)}


def plain_quotes(text):
    return text.translate(str.maketrans("“”‘’–—", "\"\"''--"))


EDITS = {
    "another agency": lambda text: "(Agency) " + text.partition("\n")[2],
    "another headline": lambda text: "Brussels and Jakarta: it is done\n" + text.partition("\n")[2],
    "plain quotes": plain_quotes,
    "capitals": str.upper,
    "one line": lambda text: " ".join(text.split()),
    "typesetter's spaces": lambda text: text.replace(" ", "\u00a0"),
    "the last paragraph cut": lambda text: text.rstrip().rpartition("\n\n")[0],
    "a paper's own last line": lambda text: text + "\n\nThe Gazette, from its correspondents.\n",
    "a dateline": lambda text: "JAKARTA, July 14 (The Gazette) — " + text,
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", WIRES)
def test_what_papers_do_to_a_wire_story_leaves_it_the_same_story(edit, name):
    original = dated(STORIES[name].text)
    copy = dated(EDITS[edit](original.text), days=1)
    is_edited = copy.sha256 != original.sha256
    assert linked(copy, original) == ({(copy.sha256, original.sha256)} if is_edited else set())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WIRES), st.data())
def test_paragraphs_cut_and_words_respelt_in_any_way_leave_a_copy(name, data):
    paragraphs = [p for p in STORIES[name].text.split("\n\n") if p.strip()]
    kept = data.draw(
        st.lists(st.sampled_from(range(1, len(paragraphs))), min_size=2, unique=True).map(sorted)
    )
    text = data.draw(st.sampled_from(["", "LIMA, July 3 — ", "By A Writer\n\n"]))
    text += data.draw(st.sampled_from(["\n\n", "\n", " ", "\r\n\r\n"])).join(
        paragraphs[number] for number in kept
    )
    text = data.draw(st.sampled_from([str, str.upper, plain_quotes]))(text)
    original, copy = dated(STORIES[name].text), dated(text, days=1)
    if len(sketch(copy).runs) < 40:
        return  # a line or two, most of which may be the dateline
    assert linked(original, copy) == {(copy.sha256, original.sha256)}


def test_no_two_of_the_stories_at_hand_are_taken_for_copies():
    stories = [*STORIES.values(), *map(open_article, DEV)]
    assert find_copies(stories) == ()
    runs = [set(sketch(story).runs) for story in stories]
    most = max(len(a & b) / min(len(a), len(b)) for a, b in combinations(runs, 2))
    assert most < LEAST_SHARE / 10


@settings(max_examples=30, deadline=None)
@given(st.permutations(WIRES), st.integers(min_value=0, max_value=20))
def test_two_stories_around_one_long_quotation_are_two_stories(names, words):
    quoted = " ".join(f"word{number}" for number in range(30 + words))
    first, second = (dated(f"{STORIES[n].text}\n\n“{quoted},” it says.") for n in names[:2])
    assert linked(first, second) == set()


def test_an_update_that_repeats_the_background_is_a_story_of_its_own():
    paragraphs = STORIES[WIRES[0]].text.split("\n\n")
    news = STORIES[WIRES[1]].text.split("\n\n")
    update = "\n\n".join([*news[: len(news) // 2], *paragraphs[len(paragraphs) // 2 :]])
    assert linked(dated(STORIES[WIRES[0]].text), dated(update, days=1)) == set()


def test_a_statement_inside_a_longer_story_is_no_copy_but_an_excerpt_of_it_is():
    statement = STORIES[WIRES[0]].text
    story = "\n\n".join([statement, *(STORIES[name].text for name in WIRES[1:])])
    assert linked(dated(statement), dated(story, days=1)) == set()
    (link,) = find_copies([dated(statement, days=1), dated(story)])
    assert "excerpt" in link.why
    assert link.of == dated(story).sha256


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_the_original_is_the_earliest_whatever_the_order(order):
    text = STORIES[WIRES[0]].text
    copies = [
        dated(text), dated(text.upper(), 1), dated("The Gazette: " + text, 2),
        Article(text=plain_quotes(text) + " (Agency)"), STORIES[WIRES[1]],
    ]  # fmt: skip
    links = linked(*(copies[number] for number in order))
    assert links == {(copies[number].sha256, copies[0].sha256) for number in (1, 2, 3)}


def test_the_same_text_given_twice_is_one_article_and_not_its_own_copy():
    text = STORIES[WIRES[0]].text
    assert find_copies([dated(text, 3), dated(text), dated(text)]) == ()


def test_short_notes_are_copies_only_when_they_are_the_same():
    assert linked(dated("Talks go on in Lima."), dated("talks go on, in Lima", 1))
    assert not linked(dated("Talks go on in Lima."), dated("Talks go on in Lima today.", 1))
    assert not linked(dated("One."), dated("Two."))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_sketch_and_is_like_itself(text):
    first, second = sketch_text(text, sha256="a"), sketch_text(text, sha256="b")
    assert first.runs == second.runs
    assert len(first.runs) >= 1


def test_five_hundred_copies_of_one_story_are_found_without_comparing_all_pairs():
    text = STORIES[WIRES[0]].text
    many = [dated(f"{text}\n\nEdition {number}.", number % 20) for number in range(500)]
    assert len(find_copies(many)) == 499
