"""Persons and offices in sentences from all over, of no labelled text: how many are right."""

import tomllib
from pathlib import Path

from tests.reading.matching import Counts, counted, same_name, same_office, words_of
from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.lines import read_lines
from tradetalks.dossier.people import find_people

BANK = Path(__file__).with_name("people_bank.toml")
TAIL = "\n\nThe two sides said that they will go on with the talks in the summer.\n"
ASKED = {"lenient": (0.92, 0.90), "strict": (0.90, 0.88)}
"""Precision and recall: name and office as the labels are scored; name, office and economy."""


def cases():
    groups = tomllib.loads(BANK.read_text(encoding="utf-8"))["group"]
    return [(case[0], [_split(line) for line in case[1:]]) for g in groups for case in g["cases"]]


def _split(line):
    name, office, economy = (part.strip() for part in line.split("|"))
    return name, office, economy


def found_in(text):
    foot = TAIL if "\n" not in text else ""
    persons, _, _ = find_people(read_lines(article_from_text(text + foot)), as_of="")
    return [(person.full_name, person.office, person.economy) for person in persons]


def lenient(a, b):
    return same_name(a[0], b[0]) and same_office(a[1], b[1])


def strict(a, b):
    return words_of(a[0]) == words_of(b[0]) and words_of(a[1]) == words_of(b[1]) and a[2] == b[2]


def measured(same):
    total = Counts()
    for text, wanted in cases():
        count = counted(found_in(text), wanted, same)
        count.errors = [f"{text[:90]!r}: {error}" for error in count.errors]
        total += count
    return total


def test_the_bank_is_large():
    assert len(cases()) >= 150


def test_persons_with_office_are_found():
    total = measured(lenient)
    assert total.precision >= ASKED["lenient"][0], "\n".join(total.errors)
    assert total.recall >= ASKED["lenient"][1], "\n".join(total.errors)


def test_they_are_found_to_the_letter_with_whom_they_serve():
    total = measured(strict)
    assert total.precision >= ASKED["strict"][0], "\n".join(total.errors)
    assert total.recall >= ASKED["strict"][1], "\n".join(total.errors)


if __name__ == "__main__":
    for rule in (lenient, strict):
        total = measured(rule)
        print(rule.__name__, len(cases()), round(total.precision, 3), round(total.recall, 3))
        print("\n".join(total.errors))
