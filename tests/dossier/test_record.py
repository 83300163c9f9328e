"""No item without words, no words that the article does not hold."""

import json
from dataclasses import replace

import pytest

from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.items import Agenda, Party, Span, Speaker, SpeakerKind
from tradetalks.dossier.read import read
from tradetalks.dossier.record import SCHEMA, Record
from tradetalks.errors import ArticleError

TEXT = "Trade talks between Peru and India are near an end, the ministers said.\n"
ARTICLE = article_from_text(TEXT)


def test_an_item_without_a_span_cannot_exist():
    with pytest.raises(ArticleError, match="without words"):
        Party(code="PER", name="Peru", spans=())


@pytest.mark.parametrize(
    ("start", "end", "quote"), [(-1, 3, "Tra"), (0, 0, ""), (0, 5, "Tra"), (5, 2, "abc")]
)
def test_a_span_that_cannot_hold_its_quote_is_refused(start, end, quote):
    with pytest.raises(ArticleError):
        Span(start=start, end=end, quote=quote)


def test_a_quote_that_the_text_does_not_hold_is_refused():
    item = Agenda(
        topic="energy", title="energy", sectors=(), spans=(Span(start=0, end=6, quote="energy"),)
    )
    with pytest.raises(ArticleError, match=r"'Trade '.*'energy'"):
        Record(article=ARTICLE, agenda=(item,))


def test_spans_inside_an_item_are_checked_too():
    record = read(ARTICLE)
    (status,) = [s for s in record.statuses if s.speaker.span]
    moved = replace(status.speaker.span, start=0, end=len(status.speaker.span.quote))
    wrong = replace(status, speaker=replace(status.speaker, span=moved))
    with pytest.raises(ArticleError, match="quotes"):
        replace(record, statuses=(wrong,))


def test_only_the_outlet_speaks_without_words_that_name_it():
    with pytest.raises(ArticleError, match="analysts"):
        Speaker(kind=SpeakerKind.ANALYSTS, name="analysts")
    assert Speaker(kind=SpeakerKind.OUTLET).span is None


def test_json_holds_the_version_the_hash_and_every_span():
    record = read(ARTICLE)
    shape = json.loads(record.to_json())
    assert shape["schema"] == SCHEMA
    assert shape["sha256"] == ARTICLE.sha256
    for party in shape["parties"]:
        for span in party["spans"]:
            assert shape["article"]["text"][span["start"] : span["end"]] == span["quote"]
    assert shape["statuses"][0]["stage"] == "near"


def test_the_reference_page_names_every_field_of_every_record():
    from dataclasses import fields, is_dataclass
    from pathlib import Path

    from tradetalks.dossier import items
    from tradetalks.dossier.article import Article

    page = (Path(__file__).parents[2] / "docs" / "reference" / "dossier.md").read_text("utf-8")
    made = [kind for kind in vars(items).values() if is_dataclass(kind)]
    kinds = [Article, Record, *made]
    missing = [
        f"{kind.__name__}.{field.name}"
        for kind in kinds
        for field in fields(kind)
        if f"`{field.name}`" not in page
    ]
    assert missing == []
    stages = [stage for stage in items.Stage if f"`{stage}`" not in page]
    assert stages == []


def test_a_status_of_another_pair_is_not_the_parties_own():
    text = (
        "Peru and India hold trade talks, and the trade talks between Peru and India are close to "
        "an end.\n\nTrade talks between Chile and Kenya have stalled. The agreement is signed.\n"
    )
    record = read(article_from_text(text), parties=["PER", "IND"])
    assert "stalled" in {status.stage for status in record.statuses}
    assert "stalled" not in {status.stage for status in record.own_statuses}
    assert "signed" in {status.stage for status in record.own_statuses}
