"""Exported, rebuilt and merged, a dossier holds what it held, to the byte."""

import io
import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.holding import NOON, later, lines, readings, tale
from tradetalks.dossier.store import Added, open_dossier
from tradetalks.dossier.store_lines import LINES, import_lines, merge
from tradetalks.dossier.store_story import Copy
from tradetalks.errors import DossierError

DEED = st.tuples(
    st.sampled_from(["read", "copy"]),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 2),
)
DEEDS = st.lists(DEED, max_size=6)


def grow(path, deeds):
    """Do deeds to a dossier: readings of a few texts at some times, and links between them."""
    with open_dossier(path, create=True) as dossier:
        for kind, number, other, part in deeds:
            if kind == "read":
                dossier.add([tale(number, variant=part)], at=later(other))
            else:
                a, b = tale(number).article.sha256, tale(other).article.sha256
                if a != b and a in dossier and b in dossier:
                    dossier.add_copies([Copy(article=a, of=b, similarity=part / 2)])


def rebuilt(content, path):
    with open_dossier(path, create=True) as dossier:
        import_lines(dossier, io.BytesIO(content))
    return lines(path)


def merged(path, *others):
    """Return what a new dossier holds into which others were merged, one after the other."""
    with open_dossier(path, create=True) as dossier:
        for name in others:
            with open_dossier(name) as other:
                merge(dossier, other)
    return lines(path)


def test_the_labelled_texts_survive_an_export(tmp_path):
    with open_dossier(tmp_path / "a.db", create=True) as dossier:
        dossier.add(readings(), at=NOON)
        first, second = (record.article.sha256 for record in readings()[:2])
        dossier.add_copies([Copy(article=first, of=second, similarity=0.75)])
        held = list(dossier.records())
    content = lines(tmp_path / "a.db")
    assert rebuilt(content, tmp_path / "b.db") == content
    with open_dossier(tmp_path / "b.db") as again:
        assert list(again.records()) == held


@settings(max_examples=8, deadline=None)
@given(DEEDS, st.randoms(use_true_random=False))
def test_lines_in_any_order_rebuild_the_same_dossier(deeds, dice: random.Random):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        grow(folder / "a.db", deeds)
        content = lines(folder / "a.db")
        mixed = content.splitlines(keepends=True)
        dice.shuffle(mixed)
        assert rebuilt(b"".join(mixed + mixed), folder / "b.db") == content


@settings(max_examples=8, deadline=None)
@given(DEEDS, DEEDS, DEEDS)
def test_merging_is_idempotent_commutative_and_associative(one, two, three):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a, b, c = (folder / f"{letter}.db" for letter in "abc")
        for path, deeds in ((a, one), (b, two), (c, three)):
            grow(path, deeds)
        whole = merged(folder / "abc.db", a, b, c)
        assert merged(folder / "cba.db", c, b, a) == whole
        assert merged(folder / "abcabc.db", a, b, c, a, b, c) == whole
        merged(folder / "bc.db", b, c)
        assert merged(folder / "a-bc.db", a, folder / "bc.db") == whole
        answers = []
        for path in (folder / "abc.db", folder / "cba.db"):
            with open_dossier(path) as dossier:
                answers.append(list(dossier.stories()))
        assert answers[0] == answers[1]


def test_merging_a_dossier_into_itself_changes_nothing(tmp_path):
    grow(tmp_path / "a.db", [("read", n, 0, 0) for n in range(4)])
    before = lines(tmp_path / "a.db")
    with open_dossier(tmp_path / "a.db") as one, open_dossier(tmp_path / "a.db") as two:
        assert merge(one, two).articles == ()
        assert merge(one, one).copies == 0
    assert lines(tmp_path / "a.db") == before


def test_an_import_says_what_it_brought(tmp_path):
    grow(tmp_path / "a.db", [("read", 1, 0, 0), ("read", 2, 0, 0), ("copy", 1, 2, 1)])
    content = lines(tmp_path / "a.db")
    with open_dossier(tmp_path / "b.db", create=True) as dossier:
        first = import_lines(dossier, io.BytesIO(content))
        again = import_lines(dossier, io.BytesIO(content))
    assert (len(first.articles), first.copies) == (2, 1)
    assert again == Added(held=first.articles)


def line(**changes):
    with tempfile.TemporaryDirectory() as name:
        grow(Path(name) / "a.db", [("read", 1, 0, 0)])
        plain = json.loads(lines(Path(name) / "a.db"))
    for key, value in changes.items():
        part, keys = plain, key.split("__")
        for inner in keys[:-1]:
            part = part[inner]
        part[keys[-1]] = value
    return json.dumps(plain).encode()


def link(**changes):
    whole = {"article": tale(1).article.sha256, "of": "0" * 64, "similarity": 1.0}
    return json.dumps({"schema": LINES, "copy": whole | changes}).encode()


BAD_LINES = {
    "no JSON": (b"{", "not JSON"),
    "bytes": (b"\xff\xfe\x00", "not JSON"),
    "depth": (b"[" * 200_000, "not JSON"),
    "no mapping": (b"[]", "does not have the schema"),
    "another version": (line(schema="tradetalks.dossier/9"), "does not have the schema"),
    "no time": (line(added=[]), "when the reading was added"),
    "an odd time": (line(added=["yesterday"]), "'yesterday' is not a time"),
    "a time elsewhere": (line(added=["2025-08-01T12:00:00+02:00"]), "is not a time as a dossier"),
    "no record": (line(record=None), "not a record"),
    "a newer record": (line(record__schema="tradetalks.record/99"), "newer version"),
    "another text": (line(record__article__text="Something else."), "quotes"),
    "a lone surrogate": (line(record__article__title="\ud800"), "half a character"),
    "a link to nothing": (link(), "no article 000000000000 is held"),
    "a link without likeness": (link(similarity=2), "between 0 and 1"),
    "a link of another shape": (link(similarity="much"), "no link"),
    "an endless likeness": (link(similarity=10**400), "line 2"),
}


@pytest.mark.parametrize("case", BAD_LINES)
def test_a_bad_line_is_refused_by_its_number_and_what_came_before_stays(case, tmp_path):
    content, complaint = BAD_LINES[case]
    with open_dossier(tmp_path / "a.db", create=True) as dossier:
        with pytest.raises(DossierError) as error:
            import_lines(dossier, io.BytesIO(line() + b"\n" + content), where="in.jsonl")
        assert complaint in str(error.value)
        assert "line 2" in str(error.value) or "is held" in str(error.value)
        assert len(dossier) == 1


def test_a_record_of_an_older_shape_is_kept_as_it_is_and_read_again_when_asked_for(tmp_path):
    old = line(record__schema="tradetalks.record/1", record__measures=[{"kind": "gone"}])
    assert json.loads(rebuilt(old, tmp_path / "a.db")) == json.loads(old)
    with open_dossier(tmp_path / "a.db") as dossier:
        (held,) = dossier.records()
    assert [p.code for p in held.record.parties] == [p.code for p in tale(1).parties]
    assert held.record.article.published == tale(1).article.published
