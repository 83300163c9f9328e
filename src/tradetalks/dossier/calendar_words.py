"""Calendar arithmetic behind words for times: what "next quarter" is, seen from a day."""

from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF's codes of the seasons."""
SEASON_MIDDLE = {21: 4, 22: 7, 23: 10, 24: 1}
"""The month in the middle of each season, in the northern half of the world."""


def month_number(name: str) -> int:
    """Return the number of a month from its name or the first letters of it."""
    return 1 + next(i for i, month in enumerate(MONTHS) if month.startswith(name.lower()[:3]))


def weekday_number(name: str) -> int:
    """Return the number of a weekday, Monday zero, from its name or the first letters of it."""
    return next(i for i, day in enumerate(WEEKDAYS) if day.startswith(name.lower()[:3]))


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or nothing where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_day(month: int, day: int, anchor: date) -> date | None:
    """Return the day of that name nearest to the anchor, in the years around it."""
    years = range(anchor.year - 1, anchor.year + 2)
    days = [found for year in years if (found := day_of(year, month, day))]
    return min(days, key=lambda found: abs((found - anchor).days), default=None)


def shifted_month(day: date, months: int) -> tuple[int, int]:
    """Return year and month so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def nearest_year(month: int, anchor: date) -> int:
    """Return the year that puts the month nearest to the anchor, the coming one of two."""
    months_ahead = (month - anchor.month + 5) % 12 - 5
    return shifted_month(anchor, months_ahead)[0]


def week_of(day: date) -> str:
    """Return the week that holds a day, Monday to Sunday, as an EDTF interval."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def quarter(year: int, number: int) -> str:
    """Return a quarter in EDTF, which codes them 33 to 36."""
    return f"{year}-{32 + number}"


def period(unit: str, step: int, anchor: date) -> str:
    """Return this, the last or the next week, month, quarter, season or year.

    Args:
        unit: One of those words, or a season's name.
        step: Zero for this, one for the next, minus one for the last.
        anchor: The day it is counted from.
    """
    if unit == "year":
        return str(anchor.year + step)
    if unit == "month":
        year, month = shifted_month(anchor, step)
        return f"{year}-{month:02d}"
    if unit == "quarter":
        year, month = shifted_month(anchor, 3 * step)
        return quarter(year, (month - 1) // 3 + 1)
    if unit in SEASONS:
        return _season(SEASONS[unit], step, anchor)
    return week_of(anchor + timedelta(weeks=step))


def _season(code: int, step: int, anchor: date) -> str:
    month = SEASON_MIDDLE[code]
    if step == 0:
        return f"{nearest_year(month, anchor)}-{code}"
    if step > 0:
        return f"{anchor.year + (month <= anchor.month)}-{code}"
    return f"{anchor.year - (month >= anchor.month)}-{code}"


def ago_or_ahead(unit: str, number: int, sign: int, anchor: date) -> str:
    """Return the time so many days, weeks, months or years before or after a day.

    What is counted in more than days is approximate, which EDTF marks with "~".
    """
    if unit == "day":
        return (anchor + timedelta(days=sign * number)).isoformat()
    if unit == "week":
        return f"{(anchor + timedelta(weeks=sign * number)).isoformat()}~"
    if unit == "month":
        year, month = shifted_month(anchor, sign * number)
        return f"{year}-{month:02d}~"
    return f"{anchor.year + sign * number}~"
