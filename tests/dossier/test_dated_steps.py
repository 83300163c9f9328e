"""A clause with a time still to come is a step; what is over, or foretold in numbers, is none."""

import pytest

from tests.dossier.test_rules import LEAD
from tradetalks.dossier.dated_steps import order
from tradetalks.dossier.read import read

DATED = "Lima, 26 July 2025\n\n" + LEAD


def steps_of(sentence, lead=DATED):
    record = read(lead + sentence + "\n")
    return [(" ".join(s.what.split()), s.when.edtf) for s in record.next_steps if s.when]


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("The negotiators meet again in Delhi on 17 November.", "2025-11-17"),
        ("Congress takes up the text in the third quarter of 2026.", "2026-35"),
        ("The minister flies to Delhi on Tuesday.", "2025-07-29"),
        ("Both intend to sign the agreement before the end of 2026.", "2026"),
        ("On the 30th he leaves for Delhi.", "2025-07-30"),
        ("A vote is due in the autumn.", "2025-23"),
    ],
)
def test_a_time_to_come_makes_a_step(sentence, when):
    assert [edtf for _, edtf in steps_of(sentence)] == [when]


@pytest.mark.parametrize(
    "sentence",
    [
        "The two ministers met on Tuesday.",
        "The agreement has been in force since 2009.",
        "Exports will grow to $4 billion by 2030.",
        "Will they meet on 17 November?",
        "The minister was to have met her next Tuesday.",
        "They spoke by telephone this Saturday.",
    ],
)
def test_what_is_over_foretold_or_asked_is_no_step(sentence):
    assert steps_of(sentence) == []


def test_without_a_date_only_the_words_tell_what_is_to_come():
    assert steps_of("The fourth round begins on 20 October.", LEAD)[0][1] == "XXXX-10-20"
    assert steps_of("A protocol was signed in September 2006.", LEAD) == []


@pytest.mark.parametrize(
    ("edtf", "day", "later"),
    [
        ("2025-08", "2025-07-26", 1),
        ("2025-07", "2025-07-26", 0),
        ("2024", "2025-07-26", -1),
        ("2025-35", "2025-07-26", 0),
        ("2025-07-21/2025-07-27", "2025-07-26", 0),
        ("XXXX-08-01", "XXXX-07-26", 1),
        ("XXXX-12-05", "XXXX-01-14", -1),
        ("XXXX-07", "XXXX-01-14", None),
        ("2025-08-16~", "2025-07-26", 1),
    ],
)
def test_a_period_is_after_a_day_holds_it_or_is_over(edtf, day, later):
    assert order(edtf, day) == later
