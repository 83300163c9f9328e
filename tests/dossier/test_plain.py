"""A record becomes JSON and comes back the same, or is refused with the field's name."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.cases import TEXTS
from tests.dossier.test_properties import LIKE_NEWS
from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.plain import plain_values, record_from_dict, record_from_json
from tradetalks.dossier.read import read
from tradetalks.errors import ArticleError, InputError

RECORD = read(TEXTS / "south-africa-us-wire.txt")


@pytest.mark.parametrize("path", sorted(TEXTS.iterdir()), ids=lambda path: path.stem)
def test_a_record_survives_json(path):
    record = read(path)
    again = record_from_json(record.to_json())
    assert again == record
    assert again.to_json() == record.to_json()


@settings(max_examples=30, deadline=None)
@given(LIKE_NEWS)
def test_a_record_of_scraps_survives_json(text):
    try:
        record = read(article_from_text("It is said of the trade talks that they are on. " + text))
    except InputError:
        return
    assert record_from_json(record.to_json()) == record


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: r.update(schema="tradetalks.record/99"), "newer version"),
        (lambda r: r.update(schema="tradetalks.record/1"), "Read the article again"),
        (lambda r: r.update(schema=None), "schema None"),
        (lambda r: r.update(sha256="0" * 64), "hash"),
        (lambda r: r.update(novelty=1), "no field 'novelty'"),
        (lambda r: r.pop("article"), "needs the field 'article'"),
        (lambda r: r.update(persons={}), "field persons: {} stands where a list"),
        (lambda r: r["statuses"][0].update(stage="done"), "field statuses[0].stage: 'done' is"),
        (lambda r: r["statuses"][0].update(hedged=0), "field statuses[0].hedged: 0 stands"),
        (lambda r: r["statuses"][0].update(spans=[]), "without words"),
        (lambda r: r["parties"][0].update(evidence=float("nan")), "parties[0].evidence: nan"),
        (lambda r: r["parties"][0].update(evidence=10**400), "a number is needed"),
        (lambda r: r["parties"][0].update(name="\ud800"), "half a character"),
        (lambda r: r["article"].update(published="20250912"), "2025-07-25"),
        (lambda r: r["persons"][0]["spans"][0].update(start=True), "a whole number"),
        (lambda r: r["meetings"][0]["when"].update(span=None), "meetings[0].when.span"),
        (lambda r: r["persons"][0]["spans"][0].update(start=0, end=3, quote="xyz"), "quotes 'xyz'"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(change, complaint):
    plain = json.loads(RECORD.to_json())
    change(plain)
    with pytest.raises(ArticleError, match=re.escape(complaint)):
        record_from_dict(plain)


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000, '{"schema": 1}', "1e999"])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(ArticleError):
        record_from_json(text)


def test_a_field_that_a_record_was_written_without_takes_its_default():
    plain = json.loads(RECORD.to_json())
    del plain["rejected"]
    assert record_from_dict(plain).rejected == ()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=2) | st.dictionaries(st.text(max_size=5), part),
    max_leaves=4,
)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_record_with_any_value_changed_loads_to_what_was_given_or_is_refused(data):
    plain = json.loads(RECORD.to_json())
    part, key = plain, data.draw(st.sampled_from(sorted(plain)))
    while data.draw(st.booleans()):
        inner = part[key]
        if not isinstance(inner, dict | list) or not inner:
            break
        keys = sorted(inner) if isinstance(inner, dict) else range(len(inner))
        part, key = inner, data.draw(st.sampled_from(keys))
    part[key] = data.draw(_JSON)
    try:
        record = record_from_dict(plain)
    except ArticleError:
        return
    assert record.as_dict() == plain


def test_plain_values_are_what_a_record_prints():
    assert plain_values(RECORD.statuses) == RECORD.as_dict()["statuses"]
