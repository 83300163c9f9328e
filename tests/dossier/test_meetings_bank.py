"""Meetings held and planned in sentences from all over, of no labelled text, and what is none."""

import tomllib
from pathlib import Path

from tradetalks.dossier.read import read

BANK = tomllib.loads(Path(__file__).with_name("meetings_bank.toml").read_text(encoding="utf-8"))
LEAD = (
    "Lima, 26 July 2025\n\nPeru and India are in trade talks. "
    "Trade Minister Ana Ríos of Peru and Indian Commerce Minister Dev Mehta lead them.\n\n"
)
ASKED = (0.90, 0.85)
"""Precision and recall, a meeting right where held or planned, place and day are."""


def found_in(sentence):
    record = read(LEAD + sentence + "\n")
    return [
        (m.held, list(m.where), m.when.edtf if m.when else "")
        for m in record.meetings
        if m.spans[0].start >= len(LEAD)
    ]


def measured():
    right, wrong, missed, errors = 0, 0, 0, []
    for sentence, held, where, when in BANK["meetings"]:
        found = found_in(sentence)
        fits = [m for m in found if m == (held, [where] if where else [], when)]
        right += bool(fits)
        missed += not fits
        wrong += len(found) - bool(fits)
        errors += [f"{sentence}: {found}"] if not fits or len(found) > 1 else []
    for (sentence,) in BANK["none"]:
        found = found_in(sentence)
        wrong += len(found)
        errors += [f"NONE {sentence}: {found}"] if found else []
    return right / (right + wrong), right / (right + missed), errors


def test_the_bank_is_large():
    assert len(BANK["meetings"]) >= 60
    assert len(BANK["none"]) >= 40


def test_meetings_are_found_with_place_and_day():
    precision, recall, errors = measured()
    assert precision >= ASKED[0], "\n".join(errors)
    assert recall >= ASKED[1], "\n".join(errors)


if __name__ == "__main__":
    precision, recall, errors = measured()
    print(round(precision, 3), round(recall, 3))
    print("\n".join(errors))
