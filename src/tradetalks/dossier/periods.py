"""The days that an EDTF date spans."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""First month of spring, summer, autumn and winter, in the northern half of the world."""
_QUARTERS = {33: 1, 34: 4, 35: 7, 36: 10}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X")


LAST_YEAR = 9000
"""Later years are no dates of talks, and leave the calendar when days are added to them."""


@dataclass(frozen=True, order=True)
class Period:
    """Days, from the first to the last, both in it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def gap(self, other: "Period") -> int:
        """Return how many days lie from the one to the other; 0 where they share a day."""
        return max(0, (other.first - self.last).days, (self.first - other.last).days)


@lru_cache(maxsize=4096)
def period_of(edtf: str) -> Period | None:
    """Return the days of an EDTF date, or None where it fixes none.

    Args:
        edtf: A day, month, year, decade, season (21 to 24), quarter (33 to 36), or two of them
            with a slash between; marks of doubt (`~`, `?`, `%`) are passed over. None after 9000.
    """
    ends = [_single(part.strip().rstrip("~?%")) for part in edtf.split("/")]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None or last.last < first.first:
        return None
    if last.last.year > LAST_YEAR:
        return None
    return Period(first.first, last.last)


def _single(text: str) -> Period | None:
    try:
        if match := _DAY.fullmatch(text):
            day = date(*(int(part) for part in match.groups()))
            return Period(day, day)
        if match := _MONTH.fullmatch(text):
            return _months(int(match[1]), int(match[2]))
        if match := _YEAR.fullmatch(text):
            return Period(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
        if match := _DECADE.fullmatch(text):
            start = int(match[1]) * 10
            return Period(date(start, 1, 1), date(start + 9, 12, 31))
    except ValueError:  # no such day
        pass
    return None


def _months(year: int, number: int) -> Period | None:
    if number in _SEASONS:
        return _run(year, _SEASONS[number], 3)
    if number in _QUARTERS:
        return _run(year, _QUARTERS[number], 3)
    return _run(year, number, 1)


def _run(year: int, month: int, length: int) -> Period:
    """Return so many months on end from the first of a month."""
    index = year * 12 + month - 2 + length
    last_year, last_month = index // 12, index % 12 + 1
    last = date(last_year, last_month, monthrange(last_year, last_month)[1])
    return Period(date(year, month, 1), last)


def near(day: date | None, period: Period, days: int) -> bool:
    """Tell whether a day is in a period or at most so many days after it."""
    return day is not None and period.first <= day <= period.last + timedelta(days=days)
