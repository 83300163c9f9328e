"""A meeting has two sides, a place and a day where the text tells, and was held or is planned."""

import pytest

from tradetalks.dossier.read import read

LEAD = (
    "Lima, 26 July 2025\n\nPeru and India are in trade talks. "
    "Trade Minister Ana Ríos of Peru and Indian Commerce Minister Dev Mehta lead them.\n\n"
)


def meetings_of(sentence):
    record = read(LEAD + sentence + "\n")
    return [
        (m.who, m.where, m.when.edtf if m.when else "", m.held)
        for m in record.meetings
        if m.spans[0].start >= len(LEAD)
    ]


@pytest.mark.parametrize(
    ("sentence", "meeting"),
    [
        (
            "Ana Ríos met Dev Mehta in Lima on Friday.",
            (("Ana Ríos", "Dev Mehta"), ("Lima",), "2025-07-25", True),
        ),
        (
            "Ana Ríos will see Dev Mehta in Delhi next week.",
            (("Ana Ríos", "Dev Mehta"), ("Delhi",), "2025-07-28/2025-08-03", False),
        ),
        (
            "The two ministers spoke by telephone on 24 July.",
            (("Ana Ríos", "Dev Mehta"), (), "2025-07-24", True),
        ),
        (
            "The third round of talks was held in Lima in June.",
            (("PER", "IND"), ("Lima",), "2025-06", True),
        ),
    ],
)
def test_a_meeting_has_who_where_when_and_whether_it_was_held(sentence, meeting):
    assert meetings_of(sentence) == [meeting]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ríos did not meet Dev Mehta.",
        "Ana Ríos was to have met Dev Mehta on Tuesday.",
        "Will Ana Ríos meet Dev Mehta?",
        "Ana Ríos met the press.",
    ],
)
def test_what_did_not_happen_or_has_one_side_is_no_meeting(sentence):
    assert meetings_of(sentence) == []
