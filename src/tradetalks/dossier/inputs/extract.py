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
        for dated in find_dates(line[:160], anchor=None):
            role = _date_role(before=line[: dated.start], after=line[dated.end : dated.end + 160])
            is_month = dated.granularity == "month" and dated.edtf[:4].isdigit()
            is_day = dated.granularity == "day" and dated.edtf.startswith("XXXX-")
            if role and (is_day or is_month):
                return replace(extract, partial_date=dated.edtf)
    return extract


def _date_role(*, before: str, after: str) -> str:
    """Say what a full date is to its line: all of it, part of a dateline, or just words."""
    if _NAMED_ISSUE.match(before) and not after.strip(" )"):
        return "date line"
    if _LABEL.match(before) and _OUTLET_TAIL.match(after):
        return "date line"
    if _DATELINE.match(before) and re.match(r"\)?\s*(?:\([^)]{1,40}\))?\s*[:—–-]", after):
        return "dateline"
    return ""
