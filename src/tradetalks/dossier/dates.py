"""Dates and times as news gives them, as EDTF (ISO 8601-2) with their granularity.

Words that fix no calendar period stay unresolved rather than being guessed: "within days" has no
EDTF value, and "August" in an undated text is "XXXX-08".
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tradetalks.dossier.calendar_words import day_of, month_number
from tradetalks.dossier.date_rules import FULL, NUMBERED, RULES, Dated, dated

__all__ = ["Dated", "find_dates", "full_dates"]


def full_dates(text: str) -> list[tuple[int, int, date]]:
    """Return every date with day, month and year: where it stands, and the day."""
    found: list[tuple[int, int, date]] = []
    if not _DIGIT.search(text):
        return found
    for pattern in FULL:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = int(groups.get("number") or 0) or month_number(groups["month"])
            day = day_of(int(groups["year"]), month, int(groups["day"]))
            if day:
                found.append((match.start(), match.end(), day))
    return sorted(found)


_DIGIT = re.compile(r"\d")
# Without one of these a sentence holds no time at all.
_SOME_TIME = re.compile(
    r"\d|day\b|days\b|hour|week|month|quarter|year|tonight|morrow|morning|afternoon|evening|spring|"
    r"summer|autumn|fall\b|winter|fortnight|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
    re.I,
)


def find_dates(text: str, *, anchor: date | None) -> list[Dated]:
    """Return the time expressions of `text`, in order, the longest where they overlap.

    Args:
        text: A sentence.
        anchor: The day the text was written; without it, relative and partial dates stay open.
    """
    return list(_found(text, anchor))


@lru_cache(maxsize=512)
def _found(text: str, anchor: date | None) -> tuple[Dated, ...]:
    """Return the same; several rules ask for the times of one sentence."""
    if not _SOME_TIME.search(text):
        return ()
    found = [dated(start, end, day.isoformat(), "day") for start, end, day in full_dates(text)]
    rules = (*NUMBERED, *RULES) if _DIGIT.search(text) else RULES
    for pattern, read in rules:
        for match in pattern.finditer(text):
            expression = read(match, anchor)
            if expression is not None:
                found.append(expression)
    return tuple(_longest(found))


def _longest(found: list[Dated]) -> Iterator[Dated]:
    taken = -1
    for expression in sorted(found, key=lambda item: (item.start, -item.end)):
        if expression.start >= taken:
            taken = expression.end
            yield expression
