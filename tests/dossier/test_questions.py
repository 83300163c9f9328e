"""What a dossier answers, on talks that five outlets tell of."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.holding import NOON, readings
from tests.dossier.saga import Draft, saga
from tradetalks.dossier.items import SpeakerKind, Stage
from tradetalks.dossier.periods import Period, period_of
from tradetalks.dossier.questions.changes import changed
from tradetalks.dossier.questions.commitments import Outcome, commitments
from tradetalks.dossier.questions.due import due
from tradetalks.dossier.questions.meetings import meetings
from tradetalks.dossier.questions.search import match_query, search
from tradetalks.dossier.questions.status import status_history
from tradetalks.dossier.questions.telling import Passage
from tradetalks.dossier.questions.timeline import timeline
from tradetalks.dossier.store import open_dossier
from tradetalks.dossier.store_story import Copy
from tradetalks.errors import DossierError, UnknownCodeError

BOTH = ("KEN", "NOR")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    with open_dossier(tmp_path_factory.mktemp("saga") / "talks.db", create=True) as made:
        made.add(saga(), at=NOON)
        yield made


def passages(value):
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from passages(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from passages(getattr(value, name))


def everything(dossier, parties=()):
    day = date(2026, 4, 16)
    return (
        meetings(dossier, parties=parties),
        timeline(dossier, parties=parties),
        status_history(dossier, parties=parties),
        commitments(dossier, parties=parties, on=day),
        changed(dossier, since=date(2025, 1, 1), parties=parties),
        due(dossier, parties=parties, after=day),
        search(dossier, "talks", parties=parties),
    )


def test_every_answer_names_its_article_and_quotes_it_to_the_letter(dossier):
    texts = dict(dossier.texts())
    found = list(passages(everything(dossier)))
    assert len(found) > 40
    for passage in found:
        words = passage.words
        assert texts[passage.source.sha256][words.start : words.end] == words.quote


def test_a_question_about_two_parties_is_answered_from_their_talks_alone(dossier):
    titles = {passage.source.title for passage in passages(everything(dossier, BOTH))}
    assert titles
    assert all("Chile" not in title for title in titles)
    assert set(passages(everything(dossier, ("NOR", "KEN")))) == set(
        passages(everything(dossier, BOTH))
    )
    with pytest.raises(UnknownCodeError, match="KEN"):
        meetings(dossier, parties=("KEX", "NOR"))


def test_who_met_whom_where_and_when(dossier):
    first, second = meetings(dossier, parties=BOTH)
    assert set(first.who) == set(second.who) == {"Amina Odhiambo", "Lars Helgesen"}
    assert (first.where, second.where) == (("Nairobi",), ("Oslo",))
    assert (first.when, second.when, first.held) == ("2026-03-02", "2026-04-14", True)


def test_a_meeting_that_two_papers_tell_of_is_one(tmp_path):
    tellings = [
        ("They met in Nairobi on Monday.", "2026-03-03", "2026-03-02", ("Nairobi",)),
        ("They met this week.", "2026-03-05", "", ()),
        ("They met in Oslo on Tuesday.", "2026-04-15", "2026-04-14", ("Oslo",)),
    ]
    papers = [
        Draft(f"Kenya, Norway\n\n{words}", published, "Paper").meeting(
            words, "Amina Odhiambo", "Lars Helgesen", where=where, when=when
        )
        for words, published, when, where in tellings
    ]
    with open_dossier(tmp_path / "talks.db", create=True) as dossier:
        dossier.add(paper.record() for paper in papers)
        first, second = meetings(dossier)
    assert (len(first.told), first.when, first.where) == (2, "2026-03-02", ("Nairobi",))
    assert (len(second.told), second.where) == (1, ("Oslo",))


def test_the_timeline_is_in_the_order_of_time(dossier):
    events = timeline(dossier, parties=BOTH)
    days = [event.day for event in events]
    assert days == sorted(days)
    assert {"meeting", "status", "next step", "measure"} <= {event.kind for event in events}
    assert any(event.what == "tariff rate 12 % by NOR on KEN, current" for event in events)


def test_who_contradicts_whom_about_how_near_a_deal_is(dossier):
    history = status_history(dossier, parties=BOTH)
    found = {(d.earlier.speaker, d.later.stage): d for d in history.disagreements}
    minister = found["Lars Helgesen", Stage.STALLED]
    assert minister.earlier.stage is Stage.NEAR
    assert minister.later.kind is SpeakerKind.GOVERNMENT
    assert (minister.days_apart, minister.talks) == (1, BOTH)
    # Signing in June does not contradict that talks had stalled in April.
    assert all(d.later.stage is not Stage.SIGNED for d in history.disagreements)
    assert status_history(dossier, parties=BOTH, around=0).disagreements == ()


SAY = {
    "near": ("A deal is within reach, {0} said.", Stage.NEAR, False),
    "not near": ("A deal is not close, {0} said.", Stage.NEGOTIATING, True),
    "not stalled": ("Talks have not stalled, {0} said.", Stage.NEGOTIATING, True),
    "signed": ("The deal was signed, {0} said.", Stage.SIGNED, False),
    "talking": ("Talks are under way, {0} said.", Stage.NEGOTIATING, False),
    "off": ("Talks are suspended, {0} said.", Stage.SUSPENDED, False),
    "denied": ("There are no talks, {0} said.", Stage.OPPOSED, True),
    "opposed": ("We oppose a deal, {0} said.", Stage.OPPOSED, False),
}


@pytest.mark.parametrize(
    ("first", "second", "days", "is_contradiction"),
    [
        ("near", "not near", 0, True),
        ("near", "not stalled", 0, False),
        ("near", "talking", 0, False),
        ("talking", "off", 0, True),
        ("signed", "talking", 1, True),
        ("talking", "signed", 1, False),
        ("talking", "signed", 0, True),
        ("talking", "off", 9, False),
        ("talking", "denied", 0, True),
        ("near", "opposed", 0, False),
        ("off", "denied", 0, False),
    ],
)
def test_what_is_a_contradiction(first, second, days, is_contradiction, tmp_path):
    papers = []
    for what, who, shift in ((first, "Rosa Quispe", 0), (second, "Kofi Mensah", days)):
        words, stage, negated = SAY[what]
        text = f"Peru, Ghana\n\n{words.format(who)}"
        draft = Draft(text, f"2026-03-{2 + shift:02d}", "Paper", parties=("PER", "GHA"))
        draft.status(words.format(who), stage, by=who, negated=negated)
        papers.append(draft.record())
    with open_dossier(tmp_path / "talks.db", create=True) as dossier:
        dossier.add(papers)
        assert bool(status_history(dossier).disagreements) is is_contradiction


def test_what_came_of_commitments(dossier):
    found = {c.what: c for c in commitments(dossier, parties=BOTH, on=date(2026, 7, 1))}
    offer = next(c for what, c in found.items() if "publish our tariff offer" in what)
    assert (offer.outcome, offer.due, offer.kind) == (Outcome.KEPT, "2026-03-20", "statement")
    assert "as promised" in offer.evidence.words.quote
    round_ = found["second round of talks"]
    assert round_.outcome is Outcome.KEPT
    assert "was held" in round_.evidence.words.quote
    committee = next(c for what, c in found.items() if "joint committee" in what)
    assert committee.outcome is Outcome.BROKEN
    assert "postponed" in committee.evidence.words.quote
    signing = next(c for what, c in found.items() if "sign the agreement" in what)
    assert (signing.outcome, signing.evidence.source.published) == (
        Outcome.KEPT,
        date(2026, 6, 18),
    )
    assert found["ministerial meeting"].outcome is Outcome.OPEN


def test_nothing_that_was_not_yet_known_tells_what_came_of_a_commitment(dossier):
    found = commitments(dossier, parties=BOTH, on=date(2026, 3, 25))
    assert max(c.made for c in found) <= date(2026, 3, 25)
    assert [c.outcome for c in found if c.what == "second round of talks"] == [Outcome.OPEN]


def test_a_day_that_passed_without_a_word_is_told_apart_from_a_broken_promise(dossier):
    found = commitments(dossier, parties=BOTH, on=date(2026, 9, 1))
    silent = next(c for c in found if c.what == "ministerial meeting")
    assert (silent.outcome, silent.evidence) == (Outcome.SILENT, None)
    assert "2026-07-31" in silent.why


def test_what_is_new_since_a_day_and_what_it_replaces(dossier):
    found = changed(dossier, since=date(2026, 4, 15), parties=BOTH)
    assert min(change.day for change in found) >= date(2026, 4, 15)
    stalled = next(c for c in found if c.what.startswith("stalled, says trade ministry"))
    assert stalled.before == "negotiating, says trade ministry"
    everything_ = changed(dossier, since=date(2026, 1, 1), parties=BOTH)
    assert {c.kind for c in everything_} >= {"status", "meeting", "measure", "person", "topic"}
    assert changed(dossier, since=date(2027, 1, 1)) == ()


def test_what_is_due_leaves_out_what_is_done_or_off(dossier):
    outlook = due(dossier, parties=BOTH, after=date(2026, 4, 16))
    what = [step.what for step in outlook.dated]
    assert "ministerial meeting" in what
    assert "second round of talks" not in what
    assert not any("joint committee" in step for step in what)
    assert [s.what for s in due(dossier, parties=BOTH, after=date(2026, 7, 31)).dated] == [
        "is expected to enter into force in January 2027"
    ]


def test_a_copy_answers_nothing_that_its_original_does(dossier, tmp_path):
    twins = [
        replace(r, article=replace(r.article, text=f"{r.article.text}\nFirst run elsewhere.\n"))
        for r in saga()
    ]
    links = [
        Copy(article=twin.article.sha256, of=r.article.sha256, similarity=0.95)
        for twin, r in zip(twins, saga(), strict=True)
    ]
    with open_dossier(tmp_path / "twice.db", create=True) as twice:
        twice.add([*saga(), *twins], copies=links)
        for once, again in zip(everything(dossier), everything(twice), strict=True):
            assert len(list(passages(once))) == len(list(passages(again)))
        assert {p.source.copies for p in passages(everything(twice))} == {1}


def test_words_are_found_with_their_sentences(dossier):
    hits = search(dossier, '"cut flowers" tariff*', parties=BOTH)
    assert len(hits) == 2
    assert all("cut flowers" in " ".join(p.words.quote for p in hit.passages) for hit in hits)
    assert search(dossier, "flowers zeppelin") == ()
    assert len(search(dossier, "talks", most=1)) == 1


def test_words_that_only_a_copy_holds_find_its_story_once(tmp_path):
    text = saga()[0].article.text
    twin = Draft(text + "\nThe zeppelin was late.\n", "2026-03-03", "Copy Cat").record()
    link = Copy(article=twin.article.sha256, of=saga()[0].article.sha256, similarity=0.9)
    with open_dossier(tmp_path / "talks.db", create=True) as dossier:
        dossier.add([saga()[0], twin], copies=[link])
        (hit,) = search(dossier, "zeppelin")
        assert hit.passages[0].words.quote == "The zeppelin was late."
        assert len(search(dossier, "flowers")) == 1


@pytest.mark.parametrize("words", ["", "  ", '"', "* - ()", "\x00"])
def test_a_search_needs_a_word(words, dossier):
    with pytest.raises(DossierError, match="no word"):
        search(dossier, words)


@given(st.text(max_size=30))
def test_any_search_is_a_search(dossier, words):
    try:
        query = match_query(words)
    except DossierError:
        return
    assert isinstance(dossier.matching(query), list)


def test_the_labelled_texts_answer_every_question(tmp_path):
    with open_dossier(tmp_path / "talks.db", create=True) as dossier:
        dossier.add(readings())
        assert len(everything(dossier)) == len(everything(dossier, ("USA", "CAN")))


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2026-02-28", "2026-02-28", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-35", "2026-07-01", "2026-09-30"),
        ("2026-24", "2026-12-01", "2027-02-28"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2026-03-02/2026-03-08", "2026-03-02", "2026-03-08"),
        ("2026-06~", "2026-06-01", "2026-06-30"),
    ],
)
def test_the_days_of_a_date(edtf, first, last):
    assert period_of(edtf) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "XXXX-08",
        "2026-13",
        "2026-02-30",
        "2026/..",
        "2027/2026",
        "soon",
        "9999-24",
        "9999",
        "/",
    ],
)
def test_what_fixes_no_days(edtf):
    assert period_of(edtf) is None


@given(st.text(alphabet="0123456789-/X~.", max_size=22))
def test_any_text_is_a_date_or_none(text):
    period = period_of(text)
    assert period is None or period.first <= period.last


def test_no_answer_holds_a_line_break_where_it_is_put_in_few_words(dossier):
    shown = [e.what for e in timeline(dossier)]
    shown += [c.what for c in commitments(dossier, on=date(2026, 7, 1))]
    assert not any(re.search(r"\s\s|\n", what) for what in shown)
