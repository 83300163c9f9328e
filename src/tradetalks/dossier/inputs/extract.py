"""The words of an article, and what its source says of itself."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tradetalks.dossier.dates import find_dates, full_dates

TOP_LINES = 8
"""A date line stands among the first lines, or nowhere."""

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
_DATELINE = re.compile(rf"^[{_CAPITAL}][{_CAPITAL} .,/'’()-]{{2,50}}?[,:—–-]?\s*$")
_LABEL = re.compile(
    r"^\W*(?:(?i:published|posted|updated|date|dated|issued))?\W*(?i:on|at)?\W*$"
    r"|^(?:[A-Z][\w’'-]+ ?){1,3}, $"
    r"|^.{2,60} (?:·|•|\|) $|^By [A-Z][^,]{3,40}(?:, [A-Z][\w ]{2,20})? (?:·|•|\||-|–|—) $"
    r"|^[A-Z][A-Z ]{4,40}, (?:[A-Z][\w’'-]+ ?){1,3}, $"
)
# "Transcript of the weekly press briefing, Friday, 10 October 2025", "Note 7, March 2026"
_NAMED_ISSUE = re.compile(
    r"^.{0,80}\b(?i:briefing|transcript|release|statement|note|bulletin|issue|newsletter|readout|"
    r"communiqu[eé]|report|paper|brief|number|no\.?)\b[^.]{0,30}, $"
)
_OUTLET_TAIL = re.compile(
    r"^(?:\([A-Za-z /.]+\)|GMT|UTC|EST|EDT|\d{1,2}[:.]\d\d|[ap]\.?m\b\.?|\W)*(?:, [A-Za-z]+)?$",
    re.I,
)

# What stands before the day on a line that says when a text came out.
_STATED = re.compile(
    r"^.{0,80}?(?:^|[|·•—–-] ?|[.,;:(] |\b[A-Z]+ )"
    r"(?i:(?:first |last |originally )?(?:published|posted|"
    r"updated|modified|issued|released|filed|delivered|dated|sent|embargoed until)|"
    r"date(?: of (?:issue|publication|release))?|for (?:immediate )?release|written answers?|"
    r"press release|publication date|release date|issue of|edition of|"
    r"(?:issue|edition|no\.?) [\d/-]{1,8}(?: of)?)"
    r"(?i: (?:no\.? ?[\d/-]+|by .{2,40}|in [A-Z][\w ]{1,30}|at .{2,30}))?,?:? ?"
    r"(?i:on|of|at)?:? ?$"
)
# "Morning Note — ", "The Andean Courier, ", "Answer by the Minister, Ms Ríos, ", "@handle · "
_SET_OFF = re.compile(r"^[^.!?“”]{0,100}(?:, | [|·•—–-] |\()$")
_SPOKEN = re.compile(
    r"^(?:remarks|speech|statement|address|answer|reply|interview|transcript|keynote|opening)\b",
    re.I,
)
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|on|until|from|since|before|after|says?|said|"
    r"signed|met|meets?|due|deadline|next|expires?|effective|between|and|to)\b"
    r"[^,|·•—–(]*(?:, | - )?$"
)
_STATED_TAIL = re.compile(
    r"^[),:;*_ ]*(?:(?:at )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?|[AaPp]\.?[Mm]\b\.?|"
    r"\(?[A-Z]{2,5}\)?\b|[+-]\d{4}|local time|[,.:;)*_ -])*"
    r"(?:(?:by|in) [A-Z][\w ]{1,30}|, [A-Z][\w ]{1,30}|(?<=[, ])[A-Z][\w ]{1,30}|"
    r" ?[|·•—–-] .{0,60})?$"
)
_PLAIN_DATELINE = re.compile(r"^[*_]{0,3}(?:[A-Z][\w’'-]+ ?){1,3}, $")
_NUMBERS = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>20\d\d)(?![\d/])"
)
_AT_THE_FOOT = re.compile(r"^(?:(?:[A-Z][\w’'-]+ ?){1,3}, )?$")
FOOT_LINES = 3
"""Lines at the end of a letter that can be its place and date."""
LONGEST_HEAD = 110
"""Characters; a longer line is prose, which is dated only by a dateline."""

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Extract:
    """Words of an article and what its source says about them.

    Attributes:
        text: The words; spans refer to this.
        where: What messages call the place the words came from.
        title: Headline, or empty.
        outlet: Publisher, or empty.
        published: Date of publication, or None.
        dated_by: What the date was taken from, or empty.
        partial_date: A dateline's day without a year, or month, in EDTF ("XXXX-10-29", "2026-03"),
            where that is all there is, or empty.
        retrieved: The day it was saved, where the source says, or None.
        link: Address, or empty.
        unread: What came with it and was not read, such as an attachment's name.
        offset: Characters of the source's text before these words, where it is read in parts.
    """

    text: str
    where: str = ""
    title: str = ""
    outlet: str = ""
    published: date | None = None
    dated_by: str = ""
    partial_date: str = ""
    retrieved: date | None = None
    link: str = ""
    unread: tuple[str, ...] = ()
    offset: int = 0


def clean(text: str) -> str:
    """Return text with uniform line ends and without characters nobody can see.

    Control characters, which can drive a terminal, become spaces; soft hyphens, zero-width
    characters and those that turn the direction of writing go; half a surrogate pair becomes "?".
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    return _SURROGATE.sub("?", _CONTROL.sub(" ", text))


def one_line(text: str) -> str:
    """Return a headline or name on one line, free of characters nobody can see."""
    return " ".join(clean(text).split())


def iso_date(text: str) -> date | None:
    """Return the day that opens a text such as "2025-07-26T10:00Z", or None."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def with_title(text: str, title: str) -> str:
    """Return the text under its headline, which stands there once."""
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def with_date_near_the_top(extract: Extract) -> Extract:
    """Return the extract dated by a dateline or a line that is a date, where there is one."""
    top = extract.text[:4000].split("\n")
    lines = [line.strip() for line in top if line.strip()][:TOP_LINES]
    latest = date.today() + timedelta(days=1)
    for line in lines:
        for start, end, day in full_dates(line[:160]):
            dated_by = _date_role(before=line[:start], after=line[end : end + 160])
            if dated_by and day <= latest:
                return replace(extract, published=day, dated_by=dated_by)
    for line in lines:
        stated = _stated_day(line)
        if stated:
            return replace(extract, published=stated, dated_by="date line")
    foot = [line.strip() for line in extract.text[-600:].split("\n") if line.strip()]
    for line in foot[-FOOT_LINES:] if len(foot) > FOOT_LINES else ():
        for start, end, day in full_dates(line) if len(line) < LONGEST_HEAD else ():
            if _AT_THE_FOOT.match(line[:start]) and not line[end:].strip(" ."):
                return replace(extract, published=day, dated_by="date line")
    for line in lines:
        for dated in find_dates(line[:160], anchor=None):
            role = _date_role(before=line[: dated.start], after=line[dated.end : dated.end + 160])
            is_month = dated.granularity == "month" and dated.edtf[:4].isdigit()
            is_day = dated.granularity == "day" and dated.edtf.startswith("XXXX-")
            if role and (is_day or is_month):
                return replace(extract, partial_date=dated.edtf)
    return extract


def _stated_day(line: str) -> date | None:
    """Return the day that a head's line says it is of, also one to come; None for mere words."""
    line = line.replace("_", " ").strip()
    for start, end, day in full_dates(line[:100]):
        dash = re.match(r"[*_]{0,3} [—–] (?=[A-Z“])", line[end:])
        if dash and _PLAIN_DATELINE.match(line[:start]):
            return day
    line = line.strip("*_#> ")
    if len(line) > LONGEST_HEAD or line.count("“") or line.endswith(("?", "!")):
        return None
    for start, end, day in [*full_dates(line), *_days_in_numbers(line)]:
        before, after = line[:start].replace("*", ""), line[end:]
        if not _STATED_TAIL.match(after.replace("*", "")):
            continue
        if not before.strip(" ([") or _STATED.match(before):
            return day
        set_off = _SET_OFF.match(before) and not _VERBS.search(before)
        if set_off and (not before.endswith("(") or _SPOKEN.match(before)):
            return day
    return None


def _days_in_numbers(line: str) -> list[tuple[int, int, date]]:
    """Return dates such as 27/02/2026, where only one of the numbers can be the month."""
    found = []
    for match in _NUMBERS.finditer(line):
        one, two = int(match["day"]), int(match["month"])
        if one > MONTHS >= two or one == two or two > MONTHS >= one:
            day, month = (one, two) if two <= MONTHS else (two, one)
            try:
                found.append((match.start(), match.end(), date(int(match["year"]), month, day)))
            except ValueError:
                continue
    return found


MONTHS = 12


def _date_role(*, before: str, after: str) -> str:
    """Say what a full date is to its line: all of it, part of a dateline, or just words."""
    if _NAMED_ISSUE.match(before) and not after.strip(" )"):
        return "date line"
    if _LABEL.match(before) and _OUTLET_TAIL.match(after):
        return "date line"
    if _DATELINE.match(before) and re.match(r"\)?\s*(?:\([^)]{1,40}\))?\s*[:—–-]", after):
        return "dateline"
    return ""
