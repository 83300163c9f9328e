"""What is to come, in a calendar that a foreign parser reads."""

from dataclasses import replace
from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.saga import saga
from tradetalks.dossier.items import Span
from tradetalks.dossier.questions.calendar import escape, fold, to_icalendar
from tradetalks.dossier.questions.due import Due, Outlook, due
from tradetalks.dossier.questions.telling import Passage, Source
from tradetalks.dossier.store import open_dossier

SOURCE = Source(sha256="ab" * 32, title="A title", outlet="", published=date(2026, 3, 1))


def step(**changes):
    whole = Due(
        what="next round",
        who=(),
        where=(),
        when="2026-08",
        talks=("KEN", "NOR"),
        told=(Passage(source=SOURCE, words=Span(start=0, end=5, quote="words")),),
    )
    return replace(whole, **changes)


def calendar_of(*steps):
    text = to_icalendar(Outlook(after=date(2026, 4, 1), dated=steps, undated=()))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    return icalendar.Calendar.from_ical(text)


def test_what_is_due_becomes_all_day_notes_over_the_time_it_may_mean(tmp_path):
    with open_dossier(tmp_path / "talks.db", create=True) as dossier:
        dossier.add(saga())
        outlook = due(dossier, parties=("KEN", "NOR"), after=date(2026, 4, 16))
    events = calendar_of(*outlook.dated).walk("VEVENT")
    assert len(events) == len(outlook.dated)
    meeting = next(e for e in events if "ministerial" in e["SUMMARY"])
    assert meeting["SUMMARY"] == "KEN-NOR: ministerial meeting"
    assert (meeting["DTSTART"].dt, meeting["DTEND"].dt) == (date(2026, 7, 1), date(2026, 8, 1))
    assert "Harbour Wire" in meeting["DESCRIPTION"]
    assert meeting["DTSTAMP"].dt.tzinfo is not None
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert to_icalendar(outlook) == to_icalendar(outlook)


@pytest.mark.parametrize(
    ("when", "first", "after"),
    [
        ("2026-08-01", date(2026, 8, 1), date(2026, 8, 2)),
        ("2026-35", date(2026, 7, 1), date(2026, 10, 1)),
        ("2027", date(2027, 1, 1), date(2028, 1, 1)),
    ],
)
def test_a_note_ends_before_the_day_after(when, first, after):
    (event,) = calendar_of(step(when=when)).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, after)


def test_what_has_no_days_is_no_note():
    assert calendar_of(step(when=""), step(when="XXXX-08")).walk("VEVENT") == []


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(WORDS, WORDS)
def test_any_words_come_through_and_bring_no_property_of_their_own(what, place):
    (event,) = calendar_of(step(what=what, where=(place,))).walk("VEVENT")
    assert set(event) <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "TRANSP",
    }  # fmt: skip
    plain = "\n".join(what.splitlines())
    if plain.isprintable():
        assert str(event["SUMMARY"]) == f"KEN-NOR: {plain}"


@given(WORDS)
def test_folded_lines_unfold_to_the_same(text):
    line = escape(text)
    first, *rest = fold(line)
    assert first + "".join(piece[1:] for piece in rest) == line
