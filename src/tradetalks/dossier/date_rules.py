"""Words for times, and what each comes to: the grammar behind `tradetalks.dossier.dates`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tradetalks.dossier.calendar_words import (
    SEASONS,
    ago_or_ahead,
    day_of,
    month_number,
    nearest_day,
    nearest_year,
    period,
    quarter,
    shifted_month,
    week_of,
    weekday_number,
)

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip

_LONG = r"January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?P<month>(?:{_LONG})\.?|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9][0-9])"
_WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?"
    r"(?=,? (?:\d|[A-Z])))"
)
_ON_A = rf"(?:{_WEEKDAY},? )?"
# A date with day, month and year.
FULL = (
    re.compile(r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b{_ON_A}{_MONTH}[ -]?{_DAY},? {_YEAR}\b", re.I),
    re.compile(rf"\b{_ON_A}(?:the )?{_DAY}\.?(?: of)? {_MONTH},? {_YEAR}\b", re.I),
    re.compile(rf"\b{_YEAR}[-/ ]{_MONTH}[-/ ]{_DAY}\b", re.I),
)


@dataclass(frozen=True)
class Dated:
    """A time expression: characters `start` to `end`, its EDTF, granularity and anchor."""

    start: int
    end: int
    edtf: str
    granularity: str
    anchor: str = ""


def dated(start: int, end: int, edtf: str, granularity: str, anchor: date | None = None) -> Dated:
    """Return a time expression; `anchor` is the day its words were counted from."""
    return Dated(start, end, edtf, granularity, anchor.isoformat() if anchor else "")


def _whole(match: re.Match[str], edtf: str, granularity: str, anchor: date | None = None) -> Dated:
    return dated(match.start(), match.end(), edtf, granularity, anchor)


def _month_year(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return _whole(match, f"{match['year']}-{month_number(match['month']):02d}", "month")


def _month_day(match: re.Match[str], anchor: date | None) -> Dated | None:
    month, day = month_number(match["month"]), int(match["day"])
    if day_of(2024, month, day) is None:  # a leap year: 29 February is a day
        return None
    if anchor is None:
        return _whole(match, f"XXXX-{month:02d}-{day:02d}", "day")
    nearest = nearest_day(month, day, anchor)
    if nearest is None:
        return _whole(match, f"XXXX-{month:02d}-{day:02d}", "day")
    if match.string[: match.start()].endswith(("since ", "Since ")) and nearest > anchor:
        nearest = day_of(nearest.year - 1, month, day) or nearest
    elif nearest < anchor and _points_ahead(match.string, match.start()):
        nearest = day_of(nearest.year + 1, month, day) or nearest
    return _whole(match, nearest.isoformat(), "day", anchor)


def _bare_month(match: re.Match[str], anchor: date | None) -> Dated | None:
    month, lead = month_number(match["month"]), (match["lead"] or "").lower()
    start = match.start("month")
    if match["month"].rstrip(".").lower() in {"may", "march"} and not match["month"][0].isupper():
        return None
    if anchor is None:
        return dated(start, match.end(), f"XXXX-{month:02d}", "month")
    which = (match["which"] or "").lower()
    if which:
        year = anchor.year + {"last": -1, "next": 1}.get(which, 0)
    elif lead == "last":
        year = anchor.year - (month >= anchor.month)
    elif lead == "this":
        year = anchor.year
    elif lead == "next":
        year = anchor.year + (month <= anchor.month)
    elif lead in {"by", "for", "until", "before"} or _points_ahead(match.string, match.start()):
        year = anchor.year + (month < anchor.month)
    else:
        year = nearest_year(month, anchor)
    return dated(start, match.end(), f"{year}-{month:02d}", "month", anchor)


def _capital_month(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read a month that stands alone, "February" but not "may" or "march"."""
    if match["month"].rstrip(".") in {"May", "March"}:
        return None
    month = month_number(match["month"])
    edtf = f"{nearest_year(month, anchor)}-{month:02d}" if anchor else f"XXXX-{month:02d}"
    return _whole(match, edtf, "month", anchor)


def _weekday(match: re.Match[str], anchor: date | None) -> Dated | None:
    if anchor is None:
        return _whole(match, "", "day")
    groups = match.groupdict()
    wanted, lead = weekday_number(match["weekday"]), (groups.get("lead") or "").lower()
    week = (groups.get("week") or groups.get("week2") or "").lower()
    monday = anchor - timedelta(days=anchor.weekday())
    if week or lead == "next":
        step = {"last": -1, "past": -1, "previous": -1, "this": 0}.get(week or lead, 1)
        day = monday + timedelta(days=7 * step + wanted)
        return _whole(match, day.isoformat(), "day", anchor)
    ahead = (wanted - anchor.weekday()) % 7
    if lead == "coming":
        ahead = ahead or 7
    elif lead != "this" and (lead in {"last", "past"} or not _is_ahead(match)):
        ahead -= 7 if ahead or lead in {"last", "past"} else 0
    return _whole(match, (anchor + timedelta(days=ahead)).isoformat(), "day", anchor)


_AHEAD = re.compile(
    r"\b(?:will|due|scheduled|expected|upcoming|set (?:to|for)|plans? (?:to|for)|planned|"
    r"to be held|is to|are to|would|"
    r"(?:by|before|until|ahead of)(?= (?:the |end |early |late |mid)*$)|opens|begins|starts|"
    r"resumes|(?:talks|meet|return|travel|vote|sit|decide|sign) on|next|shall|hopes? to|"
    r"deadline(?: of| is)?|no later than)\b",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:will|sit|sits|meet|meets|begin|begins|open|opens|start|starts|votes?|decides?|travels?|"
    r"flies|returns?|resumes?|hosts?|visits?|is due|are due)\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:said|told|met|announced|wrote|held|ended|signed|agreed|reported|concluded|added)\b"
    r"[^,;]{0,40}$",
    re.I,
)


def _points_ahead(sentence: str, position: int) -> bool:
    ahead = max((match.start() for match in _AHEAD.finditer(sentence, 0, position)), default=-1)
    back = _BACK.search(sentence[:position])
    return ahead >= 0 and (back is None or back.start() < ahead)


def _is_ahead(match: re.Match[str]) -> bool:
    """Tell whether a bare weekday is the coming one: what is said of it is in the future."""
    if _points_ahead(match.string, match.start()):
        return True
    after = re.split(r"[,;:—.]", match.string[match.end() :])[0]
    before = re.split(r"[,;:—.]", match.string[: match.start()])[-1]
    return bool(_PRESENT.search(after) or (_PRESENT.search(before) and not _BACK.search(before)))


def _weekday_and_number(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "Friday the 15th": the nearest month in which that day is a Friday."""
    if anchor is None:
        return _whole(match, "", "day")
    months = [shifted_month(anchor, shift) for shift in range(-6, 7)]
    days = [found for month in months if (found := day_of(*month, int(match["day"])))]
    fitting = [day for day in days if day.weekday() == weekday_number(match["weekday"])]
    nearest = min(fitting, key=lambda day: abs((day - anchor).days), default=None)
    return _whole(match, nearest.isoformat(), "day", anchor) if nearest else None


def _unit(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "next week", "later this month", "the end of the year", "this summer"."""
    word = (match["which"] or "this").lower()
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1,
            "following": 1}.get(word, 0)  # fmt: skip
    unit = (match["unit"] or match["period"]).lower()
    granularity = "season" if unit in SEASONS else unit
    edtf = period(unit, step, anchor) if anchor else ""
    return _whole(match, edtf, granularity, anchor)


def _after_next(match: re.Match[str], anchor: date | None) -> Dated | None:
    unit = match["unit"].lower()
    return _whole(match, period(unit, 2, anchor) if anchor else "", unit, anchor)


def _week_of_day(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "the week of 4 August", "the week beginning 4 August 2025"."""
    month, day = month_number(match["month"]), int(match["day"])
    if match["year"]:
        first = day_of(int(match["year"]), month, day)
    else:
        first = nearest_day(month, day, anchor) if anchor else None
    return _whole(match, week_of(first) if first else "", "week", anchor)


def _last_week_of_year(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return _whole(match, week_of(date(int(match["year"]), 12, 31)), "week")


def _named_quarter(match: re.Match[str], anchor: date | None) -> Dated | None:
    number = int(match["q"]) if match["q"] else ORDINALS[match["ordinal"].lower()]
    which = (match["which"] or "").lower()
    if match["year"]:
        return _whole(match, quarter(int(match["year"]), number), "quarter")
    if anchor is None:
        return _whole(match, f"XXXX-{32 + number}", "quarter")
    year = anchor.year + {"last": -1, "next": 1}.get(which, 0)
    return _whole(match, quarter(year, number), "quarter", anchor)


def _bare_season(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "in the autumn": the coming one where the words look ahead, else the nearest."""
    code = SEASONS[match["season"].lower()]
    if anchor is None:
        return _whole(match, f"XXXX-{code}", "season")
    step = 1 if _points_ahead(match.string, match.start() + 1) else 0
    edtf = period(match["season"].lower(), step, anchor)
    return _whole(match, edtf, "season", anchor)


def _on_the_day(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "on the 21st": the nearest month in which there is one."""
    if anchor is None:
        return _whole(match, "", "day")
    months = [shifted_month(anchor, shift) for shift in (-1, 0, 1)]
    days = [found for month in months if (found := day_of(*month, int(match["day"])))]
    if _is_ahead(match):
        days = [day for day in days if day >= anchor] or days
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return _whole(match, nearest.isoformat(), "day", anchor) if nearest else None


def _season(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return _whole(match, f"{match['year']}-{SEASONS[match['season'].lower()]}", "season")


_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip


def _offset_day(match: re.Match[str], anchor: date | None) -> Dated | None:
    shift = _DAYS[match[0].lower()]
    edtf = (anchor + timedelta(days=shift)).isoformat() if anchor else ""
    return _whole(match, edtf, "day", anchor)


def _day_of_month(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "the 20th of next month"."""
    if anchor is None:
        return _whole(match, "", "day")
    step = {"last": -1, "next": 1}.get(match["which"].lower(), 0)
    day = day_of(*shifted_month(anchor, step), int(match["day"]))
    return _whole(match, day.isoformat(), "day", anchor) if day else None


def _counted(match: re.Match[str], anchor: date | None) -> Dated | None:
    """Read "ten days ago", "in three weeks", "six months from now"."""
    number = NUMBERS.get(match["number"].lower()) or int(match["number"])
    unit = match["unit"].lower().rstrip("s")
    if anchor is None:
        return _whole(match, "", "vague")
    sign = -1 if match["ago"] else 1
    edtf = ago_or_ahead(unit, number, sign, anchor)
    return _whole(match, edtf, "day" if unit == "day" else unit, anchor)


def _year(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return dated(match.start("year"), match.end("year"), match["year"], "year")


def _decade(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return _whole(match, f"{match['decade']}X", "decade")


def _vague(match: re.Match[str], _anchor: date | None) -> Dated | None:
    return _whole(match, "", "vague")


_Reader = Callable[[re.Match[str], date | None], Dated | None]
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|few)"
_EXACT = r"(?P<number>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_PART = r"(?:the )?(?:early|late|mid|middle|end|beginning|start|close)(?: of|-| in)? ?"
_LEAD = (
    r"(?P<lead>(?i:in|by|for|this|next|last|since|until|before|after|from|early|late|mid|during|"
    r"and|or|through|of|to|as early as|around|come|every))"
)
NUMBERED: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(rf"\b(?:{_PART})?{_MONTH} ?,? (?:of )?{_YEAR}\b", re.I), _month_year),
    (re.compile(rf"\b{_YEAR} ?,? {_MONTH}(?!\w)", re.I), _month_year),
    (re.compile(rf"\b{_ON_A}{_MONTH} ?[-/]?{_DAY}\b(?!,? \d{{4}}| per|%|,\d)"), _month_day),
    (
        re.compile(rf"\b{_ON_A}(?:the )?{_DAY}\.?(?: of)? {_MONTH}(?![\w])(?!,? \d{{4}})"),
        _month_day,
    ),
    (
        re.compile(rf"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? the {_DAY}\b"),
        _weekday_and_number,
    ),
    (
        re.compile(
            rf"\b(?:the )?week (?:of|beginning|starting|commencing|from)(?: on)?(?: Monday,?)? "
            rf"(?:the )?(?:{_DAY}(?: of)? {_MONTH}|(?P<month2>(?!)))(?:,? {_YEAR})?(?!\w)",
            re.I,
        ),
        _week_of_day,
    ),
    (
        re.compile(
            rf"\b(?:the )?week (?:of|beginning|starting|commencing|from)(?: on)? {_MONTH} {_DAY}"
            rf"(?:,? {_YEAR})?(?!\w)",
            re.I,
        ),
        _week_of_day,
    ),
    (re.compile(rf"\b(?:the )?last week of {_YEAR}\b", re.I), _last_week_of_year),
    (
        re.compile(rf"\b(?P<season>spring|summer|autumn|fall|winter),? (?:of )?{_YEAR}\b", re.I),
        _season,
    ),
    (
        re.compile(r"\bon the (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?! of| \w+ \d{4})", re.I),
        _on_the_day,
    ),
    (
        re.compile(rf"\b(?:the )?{_DAY} of (?P<which>this|next|last) month\b", re.I),
        _day_of_month,
    ),
    (re.compile(r"\bthe (?P<decade>(?:19|20)\d)0s\b", re.I), _decade),
    (
        re.compile(
            rf"\b(?:in|since|by|until|from|of|during|before|after|late|early|mid-?|through|year|and|"
            rf"to|end-?|for|between|back in|till|around) ?{_YEAR}\b(?![-/]\d|\.\d|,\d{{3}}"
            rf"| (?:tonnes|tons|percent|per cent|items|products|tariff|pages|km|vehicles|cars))",
            re.I,
        ),
        _year,
    ),
)
"""What needs a digit in the sentence."""
RULES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (
        re.compile(
            rf"\b{_LEAD}[ -](?i:the )?(?i:early |late |mid-?|(?:middle|end|start|beginning) of )?"
            rf"{_MONTH}(?![\w])(?: (?P<which>this|last|next) year)?(?![ ,]*\d)",
        ),
        _bare_month,
    ),
    (
        re.compile(
            r"\b(?P<lead>(?i:this|next|last)) "
            r"(?P<month>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)(?![\w])"
            r"(?P<which>(?!))?(?![ ,]*\d)"
        ),
        _bare_month,
    ),
    (
        re.compile(rf"\b(?P<lead>(?!))?(?P<month>(?i:{_LONG})) (?P<which>this|last|next) year\b"),
        _bare_month,
    ),
    (re.compile(rf"\b(?P<month>{_LONG})\b(?![ ,-]*\d)(?<!\d )"), _capital_month),
    (
        re.compile(
            r"\b(?:(?P<lead>next|last|past|this|coming|on) )?"
            r"(?:(?P<week>this|next|last) week(?:'s|’s)? (?:on )?)?"
            r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
            r"(?:,? (?:of )?(?P<week2>this|next|last) week\b)?",
            re.I,
        ),
        _weekday,
    ),
    (
        re.compile(
            r"\b(?:(?:later|earlier|early|late|mid|towards|(?:by |at |before |until )?(?:the )?"
            r"(?:end|start|close|middle|beginning) of)(?: |-))?(?:the )?"
            r"(?P<which>this|next|last|past|coming|upcoming|current|previous|following) "
            r"(?P<unit>week|month|quarter|year|spring|summer|autumn|fall|winter)\b"
            r"|\b(?:(?:by |at |before |until )?(?:the )?(?:end|close) of the|(?:later|earlier) "
            r"in the|rest of the) (?P<period>week|month|quarter|year)\b",
            re.I,
        ),
        _unit,
    ),
    (
        re.compile(
            r"\b(?:by |before |at )?(?P<which>(?!))?(?P<unit>(?!))?"
            r"(?:the )?(?P<period>year)[- ]end\b",
            re.I,
        ),
        _unit,
    ),
    (re.compile(r"\bthe (?P<unit>week|month|year) after (?:the )?next\b", re.I), _after_next),
    (
        re.compile(
            rf"\b(?:(?:the )?Q(?P<q>[1-4])|the (?P<ordinal>first|second|third|fourth) quarter)"
            rf"(?: (?:of )?(?:{_YEAR}|(?P<which>this|last|next) year))?\b",
            re.I,
        ),
        _named_quarter,
    ),
    (
        re.compile(
            r"\b(?:the day before yesterday|the day after tomorrow|yesterday|today|tonight|"
            r"tomorrow|this (?:morning|afternoon|evening))\b",
            re.I,
        ),
        _offset_day,
    ),
    (
        re.compile(
            r"\b(?:in|by|before|until|this|during|over|for) the "
            r"(?:early |late )?(?P<season>spring|summer|autumn|winter|fall(?! (?:of|in)\b))\b"
            r"(?! (?:of )?\d)",
            re.I,
        ),
        _bare_season,
    ),
    (
        re.compile(
            rf"\b{_EXACT} (?P<unit>days?|weeks?|months?|years?) (?P<ago>ago|earlier)\b", re.I
        ),
        _counted,
    ),
    (
        re.compile(
            rf"\b(?:in {_EXACT} (?P<unit>days?|weeks?|months?)(?:['’]s? time)?)(?P<ago>(?!))?"
            rf"(?! (?:of|or|to|from|for))\b",
            re.I,
        ),
        _counted,
    ),
    (
        re.compile(
            rf"\b{_EXACT} (?P<unit>days?|weeks?|months?) (?:from now|hence)(?P<ago>(?!))?\b", re.I
        ),
        _counted,
    ),
    (
        re.compile(
            rf"\b(?:in|within|over|during|after|for) (?:the )?"
            rf"(?:coming |next |past |last |matter of |few )*"
            rf"(?:a matter of )?(?:{_NUMBER} )?(?:hours|days|weeks|months|years|fortnight)\b"
            rf"|\b(?:{_NUMBER} )?(?:days|weeks|months|years) (?:away|ago)\b"
            rf"|\bnext {_NUMBER} (?:days|weeks|months|years)\b",
            re.I,
        ),
        _vague,
    ),
)
