"""How a concession comes in year by year, as the annexes of free-trade agreements stage it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date
from itertools import pairwise

from tradetalks.errors import DateError, DealError

MOST_YEARS = 50
"""The longest staging: the American duty on trucks in the TPP of 2016 was to take thirty."""

_CATEGORY = re.compile(r"B([1-9]\d?)")
_CALLED = "a staging is 'EIF' (at once) or 'B' and a number of yearly steps, such as 'B5'"


def _check(parts: tuple[float, ...]) -> None:
    if len(parts) > MOST_YEARS:
        raise DealError(f"{len(parts)} yearly steps; a staging has at most {MOST_YEARS}")
    for part in parts:
        if not 0.0 <= part <= 1.0:
            raise DealError(f"{part:g} is no part of a change; parts lie between 0 and 1")
    for before, after in pairwise(parts):
        if after < before:
            raise DealError(f"a staging goes back from {before:g} to {after:g}; parts never fall")
    if not parts or parts[-1] != 1.0:
        raise DealError("a staging ends with the part 1; a smaller change is a smaller concession")


@dataclass(frozen=True)
class Staging:
    """How much of a change is done in each year.

    Year 1 begins on the day the concession applies, and each later year on its anniversary.

    Attributes:
        parts: Part of the change that is done in year 1, 2 and so on, fractions that never fall;
            the last is 1, and it stays so.

    Raises:
        DealError: There are no parts or too many, they fall or leave 0 to 1, or the last is not 1.
    """

    parts: tuple[float, ...] = (1.0,)

    def __post_init__(self) -> None:
        _check(self.parts)

    def done(self, year: int) -> float:
        """Return the part that is done in a year; zero before the first."""
        if year < 1:
            return 0.0
        return self.parts[min(year, len(self.parts)) - 1]

    @property
    def years(self) -> int:
        """The first year in which all is done."""
        return self.parts.index(1.0) + 1

    @property
    def sentence(self) -> str:
        """The staging in words that follow those of a change; empty when all is done at once."""
        if self.years == 1:
            return ""
        if self == equal_steps(self.years):
            return f"in {self.years} equal yearly steps"
        return f"in steps, all of it from year {self.years}"


AT_ONCE = Staging()
"""Everything on the first day: what annexes call EIF, entry into force."""


def equal_steps(count: int) -> Staging:
    """Return a staging in equal yearly steps, the first on the day the concession applies."""
    return Staging(tuple(step / count for step in range(1, count + 1)))


def category(name: str) -> Staging:
    """Return the staging of a category: EIF at once, B5 in five equal yearly steps.

    Raises:
        DealError: It is no such name.
    """
    if name == "EIF":
        return AT_ONCE
    found = _CATEGORY.fullmatch(name)
    if found is None:
        raise DealError(f"'{name}' is no category; {_CALLED}")
    return equal_steps(int(found[1]))


def steps_at(steps: Sequence[tuple[int, float]]) -> Staging:
    """Return a staging that steps in some years and stands still between them.

    Args:
        steps: Year and part done from then on, in the order of the years; before the first
            nothing is done.

    Raises:
        DealError: Years do not rise from 1, or the parts are none of a staging.
    """
    if not steps:
        raise DealError("a staging without a step")
    years = [0, *(year for year, _ in steps)]
    if any(year <= before for before, year in pairwise(years)):
        raise DealError(f"the years {years[1:]} do not rise from 1; year 1 is the first")
    if years[-1] > MOST_YEARS:
        raise DealError(f"a step after year {MOST_YEARS}, the last that a staging may have")
    reached = dict(steps)
    parts = [0.0]
    for year in range(1, years[-1] + 1):
        parts.append(reached.get(year, parts[-1]))
    return Staging(tuple(parts[1:]))


def anniversary(day: date, years: int) -> date:
    """Return the same day some years later; 29 February is the 28th in other years.

    Raises:
        DateError: That lies beyond the calendar.
    """
    if day.year + years > MAXYEAR:
        raise DateError(f"{day} plus {years} years lies beyond the calendar")
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def year_on(day: date, start: date) -> int:
    """Return in which year from a start a day lies: 1 from that day on, zero or less before it."""
    passed = day.year - start.year
    return passed + (anniversary(start, passed) <= day)
