"""What is to come, as an iCalendar file (RFC 5545)."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from tradetalks.dossier.periods import Period
from tradetalks.dossier.questions.due import Due, Outlook
from tradetalks.dossier.questions.telling import Passage

WIDTH = 75
"""Most octets in a line, its end not counted; longer ones are folded."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def to_icalendar(outlook: Outlook) -> str:
    """Return the dated next steps as a calendar of all-day notes, one for each.

    A note covers all days that the time may mean: a step "in August" is a note over August. Steps
    without a time are not in it. The same outlook gives the same text.

    Args:
        outlook: What is to come.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tradetalks//dossier//EN"]
    for step in outlook.dated:
        if step.period:
            lines += _event(step, step.period, f"{_day(outlook.after)}T000000Z")
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def _event(step: Due, period: Period, stamp: str) -> Iterator[str]:
    talks = "-".join(step.talks)
    where = ", ".join(step.where)
    yield "BEGIN:VEVENT"
    yield f"UID:{_identity(step)}@tradetalks"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(period.first)}"
    yield f"DTEND;VALUE=DATE:{_day(period.last + timedelta(days=1))}"
    yield f"SUMMARY:{escape(f'{talks}: {step.what}' if talks else step.what)}"
    if where:
        yield f"LOCATION:{escape(where)}"
    yield f"DESCRIPTION:{escape(_description(step))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _identity(step: Due) -> str:
    """Return a name that stays the same while the first article that tells of a step does."""
    first = step.told[0]
    text = f"{first.source.sha256} {first.words.start} {step.when}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _description(step: Due) -> str:
    when = f"When: {step.when}\n" if step.when else ""
    who = f"Who: {', '.join(step.who)}\n" if step.who else ""
    return when + who + "\n".join(_cited(passage) for passage in step.told)


def _cited(passage: Passage) -> str:
    source = passage.source
    name = ", ".join(
        part
        for part in (
            source.outlet,
            source.title,
            str(source.published or "undated"),
            source.sha256[:12],
        )
        if part
    )
    return f"“{passage.words.quote}” ({name})"


def escape(text: str) -> str:
    """Return text as a property holds it: no control characters, signs of the format escaped."""
    plain = "\n".join(text.splitlines())
    visible = "".join(c for c in plain if c in "\n\t" or (c.isprintable() or c > "\x9f"))
    return visible.translate(_ESCAPES)


def fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, never within a character."""
    piece, width = "", 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if width + size > WIDTH:
            yield piece
            piece, width = " ", 1
        piece += letter
        width += size
    yield piece
