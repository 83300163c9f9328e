"""For whom a text says "we" and "our": a ministry's thread, a farmers' leader's column."""

import re
from collections.abc import Sequence

from tradetalks.dossier.lines import Line

OWN = re.compile(r"\b(?:our|ours|we|us)\b", re.I)
"""Words of the first person."""
_QUOTED = re.compile(r"[“”\"]")
_ABBREVIATION = re.compile(r"\bUS\b")
HEAD = 3
"""Blocks at the top in which an office names itself."""
LETTERHEAD = 150
"""Characters; a longer line is no letterhead."""


def own_side(lines: Sequence[Line], parties: Sequence[str]) -> str:
    """Return the party that speaks in the first person, or nothing where the text does not tell.

    A sentence with "we" or "our" that names one party means the other; the office that heads a
    text counts for its own.

    Args:
        lines: The article's sentences.
        parties: Codes of the two parties.
    """
    if len(parties) != 2:
        return ""
    votes = dict.fromkeys(parties, 0.0)
    for line in lines:
        named = list(dict.fromkeys(p.code for p in line.places if p.code in votes))
        if not named:
            continue
        if _is_letterhead(line):
            votes[named[0]] += 0.6 if len(named) == 1 else 0.4
        first_person = OWN.search(_ABBREVIATION.sub("", line.text))
        if len(named) == 1 and first_person and not _QUOTED.search(line.text):
            other = next(code for code in parties if code != named[0])
            votes[other] += 1.0
    one, two = parties
    if votes[one] == votes[two]:
        return ""
    return one if votes[one] > votes[two] else two


def _is_letterhead(line: Line) -> bool:
    """Tell a line at the top that is no sentence."""
    return line.block < HEAD and len(line.text) < LETTERHEAD and line.text[-1] not in '.?!:”"'
