"""A dossier keeps what it is given, once, and gives it back whole."""

import sqlite3
import threading
from dataclasses import replace
from datetime import datetime

import pytest

from tests.dossier.holding import NOON, later, lines, readings, tale
from tradetalks.dossier.store import open_dossier
from tradetalks.dossier.store_story import Copy
from tradetalks.errors import ArticleError, DossierError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "talks.db"


@pytest.fixture
def dossier(path):
    with open_dossier(path, create=True) as made:
        yield made


def nameless(record):
    """Return a record without the path it was read from, which a dossier does not keep."""
    return replace(record, article=replace(record.article, source=""))


def test_what_is_added_comes_back_the_same(dossier):
    added = dossier.add(readings(), at=NOON)
    assert sorted(added.articles) == sorted(record.article.sha256 for record in readings())
    held = {h.record.article.sha256: h for h in dossier.records()}
    assert len(dossier) == len(held) == len(readings())
    for record in readings():
        assert nameless(held[record.article.sha256].record) == nameless(record)
        assert held[record.article.sha256].added == NOON


def test_the_same_again_changes_nothing(dossier, path):
    dossier.add(readings(), at=NOON)
    before = lines(path)
    again = dossier.add(readings(), at=later(5))
    assert (again.articles, again.readings, len(again.held)) == ((), (), len(readings()))
    moved = replace(tale(0), article=replace(tale(0).article, source="elsewhere.txt"))
    dossier.add([tale(0)])
    assert dossier.add([moved]).held == (moved.article.sha256,)
    assert lines(path).startswith(before[:100])


def test_the_file_is_one_file_once_it_is_closed(path):
    with open_dossier(path, create=True) as dossier:
        dossier.add([tale(1)])
    assert [found.name for found in path.parent.iterdir()] == ["talks.db"]


def test_a_further_reading_of_a_text_answers_from_then_on_and_the_first_is_kept(dossier):
    first, second = tale(1), tale(1, variant=1)
    assert dossier.add([second], at=later(1)).articles == (second.article.sha256,)
    assert dossier.add([first], at=later(2)).readings == (first.article.sha256,)
    (held,) = dossier.records()
    assert (held.record.article.outlet, held.readings, held.added) == ("Desk 0", 2, later(1))
    assert len(list(dossier.readings())) == 2


def test_a_reading_with_a_date_is_not_hidden_by_a_later_one_without(dossier):
    undated = replace(tale(1), article=replace(tale(1).article, published=None))
    dossier.add([tale(1)], at=later(1))
    dossier.add([undated], at=later(2))
    (held,) = dossier.records()
    assert held.record.article.published == tale(1).article.published


def test_copies_are_linked_and_tell_their_story_once(dossier):
    first, second, third, other = (tale(n) for n in (3, 12, 21, 1))
    hashes = [r.article.sha256 for r in (first, second, third)]
    chain = [Copy(article=hashes[1], of=hashes[0], similarity=0.9)]
    chain += [Copy(article=hashes[2], of=hashes[1], similarity=1.0)]
    added = dossier.add([first, second, third, other], copies=chain, at=NOON)
    assert added.copies == 2
    assert dossier.add_copies(chain) == 0
    assert dossier.copies() == tuple(sorted(chain))
    stories = list(dossier.stories())
    assert [story.record.article.sha256 for story in stories][1] == hashes[2]  # the earliest dated
    assert [set(story.copies) for story in stories] == [set(), set(hashes[:2])]
    assert len(list(dossier.records())) == 4


def test_a_link_to_a_text_that_is_not_held_is_refused_and_the_articles_stay(dossier):
    link = Copy(article=tale(1).article.sha256, of="0" * 64, similarity=1.0)
    with pytest.raises(DossierError, match="no article 000000000000 is held"):
        dossier.add([tale(1)], copies=[link])
    assert (len(dossier), dossier.copies()) == (1, ())


@pytest.mark.parametrize("similarity", [-0.1, 1.1, float("nan")])
def test_a_similarity_is_a_share(similarity):
    with pytest.raises(DossierError, match="between 0 and 1"):
        Copy(article="a", of="b", similarity=similarity)
    with pytest.raises(DossierError, match="copy of itself"):
        Copy(article="a", of="a", similarity=1.0)


def test_words_are_found_by_their_stem_and_without_accents(dossier):
    dossier.add(readings())
    found = dossier.matching('"rios" OR "tariffs"')
    assert found
    text = dossier.marked('"tariffs"', found[0], ("[", "]"))
    assert "[tariff" in text.lower()


def test_a_time_needs_its_zone(dossier):
    with pytest.raises(DossierError, match="no time zone"):
        dossier.add([tale(1)], at=datetime(2025, 8, 1))
    assert len(dossier) == 0


def test_a_text_without_a_hash_is_refused(dossier):
    broken = replace(tale(1).article, title="\ud800")
    with pytest.raises(ArticleError, match="half a character"):
        dossier.add([tale(2), replace(tale(1), article=broken)])
    assert len(dossier) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article SET text = ''",
        "DELETE FROM reading",
        "DELETE FROM added",
        "UPDATE copy SET similarity = 0.1",
        "INSERT OR REPLACE INTO article (id, sha256, text) SELECT id, sha256, '' FROM article",
        "INSERT OR REPLACE INTO reading SELECT id, article, sha256, NULL, '{}' FROM reading",
        "INSERT OR REPLACE INTO copy SELECT * FROM copy",
    ],
)
def test_a_dossier_only_grows(dossier, path, statement):
    a, b = tale(1), tale(2)
    link = Copy(article=a.article.sha256, of=b.article.sha256, similarity=0.5)
    dossier.add([a, b], copies=[link], at=NOON)
    before = lines(path)
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        other.execute(statement)
    other.close()
    assert lines(path) == before


def test_a_reader_sees_whole_articles_while_a_writer_adds(path):
    """Neither waits for the other, and every count that a reader sees has its records."""
    with open_dossier(path, create=True) as dossier:
        dossier.add([tale(0)])
    seen, faults, done = [], [], threading.Event()

    def look():
        try:
            with open_dossier(path, wait=0) as mine:
                while not done.is_set():
                    seen.append(sum(1 for _ in mine.records()))
        except Exception as fault:
            faults.append(fault)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    with open_dossier(path, wait=0) as dossier:
        dossier.add(tale(number) for number in range(1, 60))
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert 1 <= min(seen) <= max(seen) <= 60


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(path, dossier):
    dossier._connection.execute("BEGIN IMMEDIATE")
    with open_dossier(path, wait=0.05) as other:
        assert list(other.records()) == []
        with pytest.raises(DossierError, match="another program is writing"):
            other.add([tale(1)])
    dossier._connection.execute("ROLLBACK")


def test_two_writers_take_turns(path):
    with open_dossier(path, create=True):
        pass

    def write(first):
        with open_dossier(path) as mine:
            for number in range(first, 40, 2):
                mine.add([tale(number)])

    writers = [threading.Thread(target=write, args=[first]) for first in (0, 1)]
    for number in range(40):
        tale(number)
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with open_dossier(path) as dossier:
        assert len(dossier) == 40


def test_two_programs_may_begin_the_same_dossier_at_once(path):
    def begin(number):
        with open_dossier(path, create=True) as mine:
            mine.add([tale(number)])

    threads = [threading.Thread(target=begin, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_dossier(path) as dossier:
        assert len(dossier) == 6


def test_an_interrupted_addition_leaves_the_articles_before_it(dossier):
    def drawn():
        yield tale(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dossier.add(drawn())
    assert len(dossier) == 1
    assert dossier.add([tale(2)]).articles
