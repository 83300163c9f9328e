"""Dates and times as news gives them, as EDTF (ISO 8601-2) with their granularity.

Words that fix no calendar period stay unresolved rather than being guessed: "within days" has no
EDTF value, and "August" in an undated text is "XXXX-08".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9][0-9])"
_FULL = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b"),
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH},? {_YEAR}\b"),
)


@dataclass(frozen=True)
class Dated:
    """A time expression: characters `start` to `end`, its EDTF, granularity and anchor."""

    start: int
    end: int
    edtf: str
    granularity: str
    anchor: str = ""


def full_dates(text: str) -> list[tuple[int, int, date]]:
    """Return every date with day, month and year: where it stands, and the day."""
    found = []
    for pattern in _FULL:
        for match in pattern.finditer(text):
            day = _day(match)
            if day:
                found.append((match.start(), match.end(), day))
    return sorted(found)


def find_dates(text: str, *, anchor: date | None) -> list[Dated]:
    """Return the time expressions of `text`, in order, the longest where they overlap.

    Args:
        text: A sentence.
        anchor: The day the text was written; without it, relative and partial dates stay open.
    """
    found = [_dated(start, end, day.isoformat(), "day") for start, end, day in full_dates(text)]
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            dated = read(match, anchor)
            if dated is not None:
                found.append(dated)
    return list(_longest(found))


def _longest(found: list[Dated]) -> Iterator[Dated]:
    taken = -1
    for dated in sorted(found, key=lambda item: (item.start, -item.end)):
        if dated.start >= taken:
            taken = dated.end
            yield dated


def _dated(start: int, end: int, edtf: str, granularity: str, anchor: date | None = None) -> Dated:
    return Dated(start, end, edtf, granularity, anchor.isoformat() if anchor else "")


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = int(groups["number"]) if groups.get("number") else _month_number(groups["month"])
    try:
        return date(int(groups["year"]), month, int(groups["day"]))
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return 1 + next(i for i, month in enumerate(MONTHS) if month.startswith(name.lower()[:3]))


def _add_months(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _month_year(match: re.Match[str], _anchor: date | None) -> Dated | None:
    month = _month_number(match["month"])
    return _dated(match.start(), match.end(), f"{match['year']}-{month:02d}", "month")


def _month_day(match: re.Match[str], anchor: date | None) -> Dated | None:
    month, day = _month_number(match["month"]), int(match["day"])
    if not 1 <= day <= 31:
        return None
    if anchor is None:
        return _dated(match.start(), match.end(), f"XXXX-{month:02d}-{day:02d}", "day")
    try:
        years = [date(anchor.year + shift, month, day) for shift in (-1, 0, 1)]
    except ValueError:  # 29 February: keep the year open
        return _dated(match.start(), match.end(), f"XXXX-{month:02d}-{day:02d}", "day")
    if match.string[: match.start()].endswith(("since ", "Since ")):
        years = [year for year in years if year <= anchor]
    nearest = min(years, key=lambda year: abs((year - anchor).days))
    return _dated(match.start(), match.end(), nearest.isoformat(), "day", anchor)


def _bare_month(match: re.Match[str], anchor: date | None) -> Dated | None:
    month = _month_number(match["month"])
    if anchor is None:
        return _dated(match.start("month"), match.end(), f"XXXX-{month:02d}", "month")
    lead = match["lead"].lower() if match["lead"] else ""
    if lead == "last":
        year = anchor.year - (month >= anchor.month)
    elif lead in {"since", "in early", "late"} or not lead:
        year = _nearest_year(month, anchor)
    else:
        year = anchor.year + (month < anchor.month)
    return _dated(match.start("month"), match.end(), f"{year}-{month:02d}", "month", anchor)


def _nearest_year(month: int, anchor: date) -> int:
    """Return the year that puts the month nearest to the anchor."""
    months_ahead = (month - anchor.month + 6) % 12 - 6
    return _add_months(anchor, months_ahead)[0]


def _weekday(match: re.Match[str], anchor: date | None) -> Dated | None:
    if anchor is None:
        return _dated(match.start(), match.end(), "", "day")
    wanted, lead = WEEKDAYS.index(match["weekday"].lower()), (match["lead"] or "").lower()
    ahead = (wanted - anchor.weekday()) % 7
    if lead in {"next", "coming", "this"}:
        ahead = ahead or 7
    elif lead == "last" or not _points_ahead(match.string, match.start()):
        ahead -= 7 if ahead else 0
    day = anchor + timedelta(days=ahead)
    return _dated(match.start(), match.end(), day.isoformat(), "day", anchor)


_AHEAD = re.compile(
    r"\b(?:will|due|scheduled|expected|upcoming|set to|plans? to|to be held)\b", re.I
)


def _points_ahead(sentence: str, position: int) -> bool:
    return _AHEAD.search(sentence, 0, position) is not None


def _unit(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "next week", "later this month", "the end of the year"."""
    step = {"last": -1, "next": 1, "coming": 1}.get((match["which"] or "this").lower(), 0)
    unit = (match["unit"] or match["period"]).lower()
    if anchor is None:
        return _dated(match.start(), match.end(), "", unit)
    return _dated(match.start(), match.end(), _period(unit, step, anchor), unit, anchor)


def _period(unit: str, step: int, anchor: date) -> str:
    if unit == "year":
        return str(anchor.year + step)
    if unit == "month":
        year, month = _add_months(anchor, step)
        return f"{year}-{month:02d}"
    if unit == "quarter":
        year, month = _add_months(anchor, 3 * step)
        return _quarter(year, (month - 1) // 3 + 1)
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _quarter(year: int, number: int) -> str:
    return f"{year}-{32 + number}"  # EDTF codes the quarters 33 to 36


def _named_quarter(match: re.Match[str], anchor: date | None) -> Dated | None:
    number = int(match["q"]) if match["q"] else ORDINALS[match["ordinal"].lower()]
    year = match["year"] or (str(anchor.year) if anchor else "XXXX")
    edtf = _quarter(int(year), number) if year != "XXXX" else f"XXXX-{32 + number}"
    return _dated(match.start(), match.end(), edtf, "quarter", None if match["year"] else anchor)


def _season(match: re.Match[str], _anchor: date | None) -> Dated | None:
    edtf = f"{match['year']}-{SEASONS[match['season'].lower()]}"
    return _dated(match.start(), match.end(), edtf, "season")


def _offset_day(match: re.Match[str], anchor: date | None) -> Dated | None:
    shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match[0].lower()]
    edtf = (anchor + timedelta(days=shift)).isoformat() if anchor else ""
    return _dated(match.start(), match.end(), edtf, "day", anchor)


def _year(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return _dated(match.start("year"), match.end("year"), match["year"], "year")


def _vague(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return _dated(match.start(), match.end(), "", "vague")


_Reader = Callable[[re.Match[str], date | None], Dated | None]
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|few)"
_RULES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(rf"\b{_MONTH},? {_YEAR}\b"), _month_year),
    (re.compile(rf"\b{_MONTH} {_DAY}\b(?!,? \d{{4}})"), _month_day),
    (re.compile(rf"\b{_DAY} {_MONTH}\b(?!,? \d{{4}})"), _month_day),
    (
        re.compile(
            rf"\b(?P<lead>(?i:in|by|for|this|next|last|since|until|before|from|early|late|mid|"
            rf"during))"
            rf"[ -](?i:early |late |mid-?)?{_MONTH}\b(?![ ,]*\d)"
        ),
        _bare_month,
    ),
    (
        re.compile(
            r"\b(?:(?P<lead>next|last|this|coming|on) )?"
            r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
        ),
        _weekday,
    ),
    (
        re.compile(
            r"\b(?:(?:later|earlier|early|late|(?:by |at |before )?the end of) )?(?:the )?"
            r"(?P<which>this|next|last|coming) (?P<unit>week|month|quarter|year)\b"
            r"|\b(?:by |at |before )?the end of the (?P<period>week|month|quarter|year)\b",
            re.I,
        ),
        _unit,
    ),
    (
        re.compile(
            rf"\b(?:Q(?P<q>[1-4])|the (?P<ordinal>first|second|third|fourth) quarter)"
            rf"(?: (?:of )?{_YEAR})?\b"
        ),
        _named_quarter,
    ),
    (
        re.compile(rf"\b(?P<season>spring|summer|autumn|fall|winter) (?:of )?{_YEAR}\b"),
        _season,
    ),
    (re.compile(r"\b(?:yesterday|today|tonight|tomorrow)\b", re.I), _offset_day),
    (
        re.compile(
            rf"\b(?:in|within|over|during|after) (?:the )?(?:coming |next |past |matter of |few )*"
            rf"(?:a matter of )?(?:{_NUMBER} )?(?:hours|days|weeks|months|years)\b"
            rf"|\b(?:{_NUMBER} )?(?:days|weeks|months|years) (?:away|ago)\b",
            re.I,
        ),
        _vague,
    ),
    (
        re.compile(
            rf"\b(?:in|since|by|until|from|of|during|before|after|late|early|mid-?) ?{_YEAR}\b"
        ),
        _year,
    ),
)
