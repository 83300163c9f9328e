"""Whatever the text, reading ends in a record whose every quote is in the text, or a refusal."""

import subprocess
import sys
from dataclasses import fields, is_dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.cases import TEXTS
from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.items import Span
from tradetalks.dossier.read import read
from tradetalks.errors import InputError

SCRAPS = [
    "the", "of", "trade", "talks", "deal", "agreement", "“", "”", '"', "'", "’s", "—", "-", ",",
    ".", "\n", "\n\n", "U.S.", "Pakistan", "Minister", "Prime", "and", "said", "told", "analysts",
    "Dar", "Mr.", "in", "Washington", "Islamabad", "signed", "not", "near", "within days",
    "2025", "August", "19%", "tariff", "Ms", "Ana Ríos", "he", "according to", "EU", "to",
    "working groups", "(", ")", "#Tag", "# ", "---\n", "<p>", "[x](y)", "\u200b", "\u0301", "🎉",
    "İ", "ß", "\r", "\t", "\u2028",
]  # fmt: skip
LIKE_NEWS = st.lists(st.sampled_from(SCRAPS), max_size=80).map(" ".join)
SPEED_TEXT = (TEXTS / "indonesia-eu-wire.txt").read_text(encoding="utf-8")


def spans_of(value):
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))


def check(text, kind=""):
    try:
        article = article_from_text(text, kind=kind)
    except InputError:
        return
    record = read(article)
    for span in spans_of(record):
        assert record.article.text[span.start : span.end] == span.quote
    assert record.to_json()


def refusal_of(source):
    try:
        read(source)
    except InputError as error:
        return str(error)
    return None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_characters_at_all(text):
    check(text)


@settings(max_examples=150, deadline=None)
@given(LIKE_NEWS, st.sampled_from(["", ".txt", ".md"]))
def test_scraps_of_news_in_any_order(text, kind):
    check("It is said of the trade talks that they are on.\n\n" + text, kind)


@settings(max_examples=25, deadline=None)
@given(LIKE_NEWS)
def test_scraps_of_a_page(text):
    check(f"<html><body><article><p>It is said of the talks: {text}</p></article>", ".html")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_in_a_file(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("bytes") / "article.txt"
    path.write_bytes(raw)
    refusal = refusal_of(path)
    assert refusal is None or str(path) in refusal


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=len(SPEED_TEXT)))
def test_an_article_cut_anywhere(cut):
    check(SPEED_TEXT[:cut])


def test_reading_loads_no_numerical_library_and_little_else():
    code = (
        "import sys, tradetalks.dossier.read;"
        "print([m for m in ('jax', 'polars', 'pydantic', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
