"""What is on the table in sentences from all over, of no labelled text: how many are right."""

import tomllib
from pathlib import Path

from tests.reading.matching import Counts, counted_sets
from tradetalks.dossier.agenda import find_agenda
from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.lines import read_lines

BANK = Path(__file__).with_name("topics_bank.toml")
LEAD = "Peru and India are in talks on a trade agreement.\n\n"
PRECISION, RECALL, QUIET = 0.93, 0.93, 0.90
"""Of topics found, of topics put on the table, and of the sentences that put nothing there."""


def bank(name):
    listed = tomllib.loads(BANK.read_text(encoding="utf-8"))[name]
    return [(sentence, topics.split()) for sentence, topics in listed]


def topics_of(sentence):
    lines = read_lines(article_from_text(LEAD + sentence + "\n"))
    return [item.topic for item in find_agenda(lines, about_trade=True)]


def measured(name):
    total = Counts()
    for sentence, wanted in bank(name):
        count = counted_sets(topics_of(sentence), wanted)
        count.errors = [f"{sentence!r}: {error}" for error in count.errors]
        total += count
    return total


def test_the_bank_is_large():
    assert len(bank("on_the_table")) + len(bank("background")) >= 100


def test_what_is_on_the_table_is_found():
    total = measured("on_the_table")
    assert total.precision >= PRECISION, "\n".join(total.errors)
    assert total.recall >= RECALL, "\n".join(total.errors)


def test_background_puts_nothing_on_the_table():
    found = {sentence: topics_of(sentence) for sentence, _ in bank("background")}
    loud = {sentence: topics for sentence, topics in found.items() if topics}
    assert 1 - len(loud) / len(found) >= QUIET, "\n".join(map(str, loud.items()))
