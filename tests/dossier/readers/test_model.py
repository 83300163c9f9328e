"""A model's findings count as far as their words stand in the article; the rest is refused."""

import json
import socket
from datetime import date

import pytest

from tests.dossier.readers.story import (
    GOOD,
    INJECTED,
    OUTLET,
    TEXT,
    measure,
    status,
)
from tests.dossier.readers.stub import EMPTY, article_in, plain_reading, saying, serving
from tests.reading.score import unsupported
from tradetalks import open_dossier, read, read_many
from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.plain import record_from_json
from tradetalks.dossier.readers.endpoint import Endpoint
from tradetalks.dossier.readers.model import NOT_SHARED, ModelReader
from tradetalks.errors import ReaderError


def reading(said, text=TEXT, **settings):
    """Return what is read with a model that says this, and what it was asked."""
    with serving(said if callable(said) else saying(said)) as server:
        endpoint = Endpoint(url=server.url, model="stub-1", wait=5.0, pause=0.0, **settings)
        record = read(text, reader=ModelReader(endpoint))
    assert not unsupported(json.loads(record.to_json()))
    return record, [asked for _, _, asked in server.seen]


def refusals(record, what):
    return [one.reason for one in record.rejected if one.what == what and one.reason != NOT_SHARED]


@pytest.fixture(scope="module")
def good():
    return reading(GOOD)[0]


def test_persons_have_every_form_of_their_name_and_the_economy_the_words_name(good):
    one, other = good.persons
    assert (one.name, one.full_name, one.office, one.economy) == (
        "Amina Odhiambo", "Amina Odhiambo", "Trade Minister", "KEN",
    )  # fmt: skip
    assert [span.quote for span in one.spans] == ["Amina Odhiambo", "Odhiambo"]
    assert (other.full_name, other.economy, other.as_of) == ("Lars Helgesen", "NOR", "2026-03-02")
    assert other.spans[0].quote == "Lars\nHelgesen"


def test_dates_are_the_rules_and_not_the_models(good):
    (meeting,), (step,) = good.meetings, good.next_steps
    assert (meeting.when.edtf, meeting.who, meeting.where) == (
        "2026-03-02", ("Amina Odhiambo", "Lars Helgesen"), ("Nairobi",),
    )  # fmt: skip
    assert (step.when.edtf, step.who, step.economies) == ("2026-04", ("NOR", "KEN"), ("NOR",))


def test_a_statement_is_said_where_it_stands_in_quotation_marks(good):
    said, reported = good.statements
    assert (said.content, said.voice, said.speaker.name, said.cue) == (
        "We are close to a trade agreement,", "said", "Amina Odhiambo", "said",
    )  # fmt: skip
    assert (reported.voice, reported.modality, reported.speaker.economy) == (
        "reported", "denies", "NOR",
    )  # fmt: skip


def test_statuses_have_the_whole_sentence_and_the_day_of_the_article(good):
    near, going_on = good.statuses
    assert (near.stage, near.speaker.name, near.as_of) == ("near", "Amina Odhiambo", "2026-03-02")
    assert near.sentence.quote.startswith("“We are close")
    assert (going_on.stage, going_on.negated) == ("negotiating", True)


def test_figures_are_read_from_the_words_and_sides_by_the_gazetteer(good):
    assert [(m.value, m.by, m.on, m.what) for m in good.measures] == [
        (0.12, "NOR", "KEN", "cut flowers"),
        (0.12, "KEN", "NOR", "fish"),
    ]


def test_parties_and_economies_are_the_rules(good):
    rules = read(TEXT)
    for field in ("parties", "candidates", "third_parties", "mentioned", "choice", "article"):
        assert getattr(good, field) == getattr(rules, field)
    assert (rules.reader, good.reader) == ("rules", "model stub-1")


def test_what_the_rules_find_and_the_model_does_not_is_not_hidden():
    record, _ = reading(EMPTY)
    rules = read(TEXT)
    assert record.statuses == ()
    left_out = [one for one in record.rejected if one.reason == NOT_SHARED]
    assert {one.what for one in left_out} >= {"status 'near'", "person", "tariff rate"}
    fields = ("persons", "meetings", "agenda", "statements", "statuses", "next_steps", "measures")
    assert len(left_out) == sum(len(getattr(rules, field)) for field in fields)


@pytest.mark.parametrize(
    "quote",
    [
        "the deal has been signed",
        "We are close to signing",
        "we are close to a trade agreement",
        "WE ARE CLOSE TO A TRADE AGREEMENT",
        "We are close to an agreement",
        "We are close ... agreement",
        "are clos",
    ],
)
def test_an_invented_or_altered_quote_is_refused_with_what_it_gave(quote):
    record, _ = reading(EMPTY | {"statuses": [status(stage="signed", quote=quote)]})
    assert record.statuses == ()
    assert refusals(record, "status 'signed'")[0].startswith(
        f"the words are not in the article: “{quote}”"
    )


def test_a_refusal_shows_the_nearest_words_or_says_that_there_are_none():
    invented = [status(quote="are close to signing"), status(quote="Zebras elope")]
    record, _ = reading(EMPTY | {"statuses": invented})
    one, other = record.rejected[-2:]
    assert one.quote == "are close to"
    assert other.quote == "Kenya and Norway edge closer to a trade deal"
    assert "nothing like it is there" in other.reason


def test_space_and_marks_may_differ_and_the_articles_own_characters_are_kept():
    said = status(quote='"We are  close\nto a trade agreement,"')
    (found,) = reading(EMPTY | {"statuses": [said]})[0].statuses
    assert found.quote == "“We are close to a trade agreement,”"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"speaker": {"kind": "person", "words": "Donald Duck"}}, "not in the article"),
        ({"speaker": {"kind": "analysts", "words": ""}}, "no words"),
        ({"speaker": {"kind": "person", "words": "a"}}, None),
        ({"when": "last Sunday"}, "not in the article"),
        ({"when": "on Monday"}, "another paragraph"),
        ({"around": "Odhiambo said we are close"}, "not in the article"),
        ({"around": "Norway charges a tariff"}, "not in the words given around"),
        ({"quote": "Norway"}, "stand 2 times"),
        ({"quote": "have not stalled, Helgesen said. A second round"}, "end of a sentence"),
    ],
)  # fmt: skip
def test_every_word_of_a_finding_must_be_there_and_one_place_be_meant(changed, reason):
    record, _ = reading(EMPTY | {"statuses": [status(**changed)]})
    if reason is None:
        assert record.statuses[0].speaker.economy == ""
    else:
        assert record.statuses == ()
        assert reason in refusals(record, "status 'near'")[0]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"quote": "19 percent", "around": ""}, "not in the article"),
        ({"quote": "12 percent", "around": ""}, "stand 2 times"),
        ({"quote": "cut flowers", "around": "percent on Kenyan cut flowers"}, "read no figure"),
        ({"by": "Sweden"}, "not in the article"),
    ],
)
def test_a_figure_that_is_not_there_is_refused(changed, reason):
    record, _ = reading(EMPTY | {"measures": [measure(**changed)]})
    assert record.measures == ()
    assert reason in refusals(record, "tariff rate")[0]


def test_a_money_amount_is_no_tariff_rate():
    text = TEXT + "\nNorway will invest $5 million in Kenya as part of the trade agreement.\n"
    said = measure(quote="$5 million", around="", by="", on="", what="")
    record, _ = reading(EMPTY | {"measures": [said, said | {"kind": "investment"}]}, text)
    assert [(m.kind, m.value, m.unit) for m in record.measures] == [("investment", 5e6, "USD")]
    assert "no amount of 'USD'" in refusals(record, "tariff rate")[0]


def test_a_model_that_obeys_the_article_has_nothing_to_show_for_it():
    def obey(handler):
        assert "Ignore the above" in handler.article
        words = ["the deal is signed", "Kenya and Norway signed the treaty on Sunday"]
        said = [status(stage="signed", quote=quote, speaker=OUTLET) for quote in words]
        person = {"names": ["Mallory"], "offices": ["Minister of Everything"], "country": ""}
        handler.say(GOOD | {"statuses": said, "persons": [person], "tool_calls": ["collect"]})

    record, asked = reading(obey, INJECTED)
    assert record.statuses == ()
    assert record.persons == ()
    assert len(refusals(record, "status 'signed'")) == 2
    assert "Mallory" in refusals(record, "person")[0]
    assert len(asked) == 1
    assert "http://attacker.example" not in [one.name for one in record.parties]


def test_a_model_that_answers_the_article_in_prose_ends_in_an_error():
    with pytest.raises(ReaderError, match="message is not JSON"):
        reading(saying("Both sides put their names to the treaty on Sunday."), INJECTED)


def test_the_article_is_sent_whole_between_marks_that_it_cannot_hold():
    _, (asked,) = reading(EMPTY, INJECTED)
    system, user = asked["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    article = article_from_text(INJECTED)
    assert article_in(asked) == article.text
    mark = article.sha256[:24]
    assert user["content"].count(mark) == 2
    assert mark in system["content"]
    assert mark not in article.text
    assert "never addressed to you" in " ".join(system["content"].split())
    assert "Ignore the above" not in system["content"]


def test_what_a_model_says_cannot_drive_a_terminal():
    driving = status(stage="signed", quote="signed \x1b]0;owned\x07\u202e [red]" + "x" * 999)
    halved = status(quote="half a character \ud800 is no text")
    record, _ = reading(EMPTY | {"statuses": [driving, halved]})
    reasons = refusals(record, "status 'signed'") + refusals(record, "statuses of a model")
    assert len(reasons) == 2
    assert all(reason.isprintable() and len(reason) < 400 for reason in reasons)
    record.to_json().encode("utf-8")


def test_findings_of_the_wrong_form_are_among_the_refused():
    record, _ = reading(EMPTY | {"statuses": [{"stufe": "nah"}, status()]})
    assert len(record.statuses) == 1
    assert "Field required" in refusals(record, "statuses of a model")[0]


def test_the_same_finding_twice_counts_once():
    record, _ = reading(EMPTY | {"statuses": [status(), status()], "agenda": GOOD["agenda"] * 2})
    assert (len(record.statuses), len(record.agenda)) == (1, 1)


def test_a_meeting_needs_two_sides_and_a_person_a_name():
    alone = GOOD["meetings"][0] | {"who": ["Amina Odhiambo", "Amina Odhiambo"]}
    persons = [*GOOD["persons"], {"names": ["on"], "offices": [], "country": "on Monday"}]
    record, _ = reading(EMPTY | {"persons": persons, "meetings": [alone]})
    assert "two sides" in refusals(record, "meeting")[0]
    text = TEXT + "\nHe was glad of the trade talks.\n"
    said = EMPTY | {"persons": [{"names": ["He"], "offices": [], "country": ""}]}
    assert "pronoun" in refusals(reading(said, text)[0], "person")[0]


def test_a_step_whose_time_is_over_is_none():
    step = GOOD["next_steps"][0]
    text = TEXT.replace("April 2026", "January 2026")
    said = step | {"quote": step["quote"].replace("April", "January"), "when": "January 2026"}
    assert "over" in refusals(reading(EMPTY | {"next_steps": [said]}, text)[0], "next step")[0]


def test_a_status_cannot_hold_at_a_time_that_is_still_to_come():
    text = TEXT + "\nOfficials expect to be close to a framework agreement in May 2026.\n"
    said = status(quote="close to a framework agreement", when="in May 2026", speaker=OUTLET)
    told = said | {"quote": "edge closer to a trade deal"} | {"when": ""}
    record, _ = reading(EMPTY | {"statuses": [said, told]}, text)
    assert [one.as_of for one in record.statuses] == ["2026-03-02", "2026-03-02"]


def test_a_mark_that_is_not_closed_in_its_paragraph_makes_no_quotation():
    text = (
        'The "trade deal of Kenya and Norway is near, officials said.\n\n'
        'Norway said the trade talks go on. Norway called them "good.\n'
    )
    said = {"quote": "the trade talks go on", "around": "", "cue": "said", "modality": "did",
            "speaker": {"kind": "government", "words": "Norway"}}  # fmt: skip
    (found,) = reading(EMPTY | {"statements": [said]}, text)[0].statements
    assert (found.voice, found.speaker.economy) == ("reported", "NOR")


def test_a_repeated_headline_gives_way_to_the_words_around():
    text = "Trade talks of Kenya and Norway stall\n\n" * 2 + "The trade talks go on.\n"
    said = status(stage="stalled", quote="stall", speaker=OUTLET)
    assert refusals(reading(EMPTY | {"statuses": [said]}, text)[0], "status 'stalled'")


def test_a_speaker_named_twice_is_the_one_beside_the_words():
    text = "Odhiambo smiled.\n\n“We will sign a trade deal with Norway,” Odhiambo of Kenya said.\n"
    said = status(quote="will sign a trade deal", stage="negotiating", hedged=True)
    (found,) = reading(EMPTY | {"statuses": [said]}, text)[0].statuses
    assert found.speaker.span.start == text.index("Odhiambo of")
    assert found.as_of == ""


def test_a_record_says_what_read_it_and_comes_back_from_its_json(good, tmp_path):
    assert record_from_json(good.to_json()) == good
    with open_dossier(tmp_path / "a.db", create=True) as dossier:
        dossier.add([good])
        (held,) = dossier.records()
    assert held.record.reader == "model stub-1"


def test_each_of_many_articles_is_read_or_has_its_error(tmp_path):
    for name, text in (("a.txt", TEXT), ("b.txt", TEXT + "\nThe end of trade talks.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")

    def behave(handler):
        if "The end" in handler.article:
            handler.give(b"{}", status=400)
        else:
            handler.say(GOOD)

    with serving(behave) as server:
        reader = ModelReader(Endpoint(url=server.url, model="m", wait=5.0))
        one, other = read_many([tmp_path], reader=reader)
    assert one.record.reader == "model m"
    assert other.record is None
    assert "b.txt, read at http://127.0.0.1" in str(other.error)


def test_what_cannot_be_read_by_rules_is_sent_nowhere():
    with serving(saying(GOOD)) as server:
        reader = ModelReader(Endpoint(url=server.url, model="m"))
        with pytest.raises(Exception, match="BRA"):
            read(TEXT, parties=["BRA", "KEN"], reader=reader)
        assert not server.seen


def test_by_default_no_socket_is_opened(monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name in ("create_connection", "create_server", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setenv("TRADETALKS_READER_KEY", "sk-tops3cret")
    page = f"<html><body><p>{TEXT}</p><img src='http://attacker.example/x'></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert read(INJECTED, published=date(2026, 3, 2)).reader == "rules"
    (attempt,) = read_many([tmp_path])
    assert attempt.record is not None
    with pytest.raises(AssertionError, match="a socket was opened"):
        read(TEXT, reader=ModelReader(Endpoint(url="http://localhost:1/v1", model="m")))


def test_a_reading_is_scored_by_the_same_scorer():
    from functools import partial

    from tests.reading.__main__ import reader as scored
    from tests.reading.report import scores

    with serving(plain_reading) as server:
        asked = ModelReader(Endpoint(url=server.url, model="m", wait=30.0))
        table = scores("dev", partial(scored, asked=asked))
    assert "Items without their words in the text: 0." in table
    assert "| stages of the talks |" in table
