"""Transcripts: each turn belongs to whom its label names."""

import pytest

from tradetalks.dossier.read import read
from tradetalks.dossier.transcripts import Turns

BRIEFING = (
    "Press briefing by Deputy Spokesperson Rebecca Delaney\n\n"
    "{a} Afternoon. Talks with Vietnam go on.\n\n"
    "{q} Are the trade talks stalled?\n\n"
    "{a} They have not stalled. They go on.\n\n"
    "{q} It is months since the framework was agreed.\n\n"
    "{a} We have two articles open in the trade talks.\n"
)


def floor_of(text, words):
    record = read(text)
    turns = Turns(record.article.text, record.persons)
    speaker = turns.speaker_at(record.article.text.index(words))
    return speaker and speaker.name


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("MS. DELANEY:", "Q:"),
        ("DEPUTY SPOKESPERSON DELANEY:", "QUESTION:"),
        ("Spokesperson:", "Question (Dawn):"),
        ("RD:", "Q (agency):"),
        ("Rebecca Delaney:", "Journalist:"),
        ("**Delaney:**", "**Reporter:**"),
        ("A.", "Q."),
    ],
)
def test_a_turn_is_its_speakers_until_the_next_label(answer, question):
    text = BRIEFING.format(a=answer, q=question)
    assert floor_of(text, "They have not stalled") == "Rebecca Delaney"
    assert floor_of(text, "They go on") == "Rebecca Delaney"
    assert floor_of(text, "It is months") == question.strip("*:").split(" (")[0].rstrip(".")
    assert floor_of(text, "Press briefing") is None


def test_what_is_answered_is_the_speakers_statement():
    record = read(BRIEFING.format(a="MS. DELANEY:", q="Q:"))
    said = {each.content: each.speaker.name for each in record.statements}
    assert said["They have not stalled."] == "Rebecca Delaney"
    assert not any(content.endswith("?") for content in said)


@pytest.mark.parametrize(
    "text",
    [
        "Date: 6 May 2025\n\nPlace: Lima\n\nSubject: trade talks\n\nThe trade talks go on.\n",
        "Contact: Ana Ríos\n\nThe talks: a short note\n\nThe trade talks with India go on.\n",
        "Rice: a quarrel\n\nRice: the facts\n\nBeef: the facts\n\nThe trade talks go on.\n",
    ],
)
def test_labels_of_other_things_are_no_turns(text):
    record = read(text)
    assert len(Turns(record.article.text, record.persons)) == 0
