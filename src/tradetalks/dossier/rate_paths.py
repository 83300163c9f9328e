"""Rates that change in stages: "from 150 percent to 75 percent and then 40 percent"."""

import re
from collections.abc import Sequence
from datetime import date

from tradetalks.dossier.dates import find_dates
from tradetalks.dossier.figures import Figure
from tradetalks.dossier.items import PathPoint, When

_MOVES = re.compile(
    r"\b(?:fall\w*|fell|cut\w*|lower\w*|reduc\w+|drop\w*|halv\w+|rais\w+|ris(?:e|es|ing|en)|rose|"
    r"increas\w+|"
    r"go(?:es|ing)?|went|bring\w*|brought|phas\w+|slash\w*|com(?:e|es|ing) down|came down|step\w*|"
    r"trim\w*|declin\w+)\b",
    re.I,
)
_LINK = re.compile(
    r"^(?:(?!\b(?:and|or|up to)\b)[^.;%]){0,80}?"
    r"(?:\band (?=(?:then|falls?|falling|drops?|later|finally|goes|eventually|to)\b)[^.;%]{0,30}?)?"
    r"\b(?:then|to|before|reaching|finally|eventually)"
    r"(?: (?:to|a|an|about|just|only|as low as|reaching|finally|eventually|further))* $",
    re.I,
)
_ZERO_LINK = re.compile(r"^[^.;%]{0,60}?\b(?:then|and|before)\b[^.;%]{0,40}$", re.I)
_SPAN = re.compile(
    r"\b(?:over|within|after|in|by) (?:the )?(?:next |first |following )?(?:\d+|a|one|two|three|"
    r"four|five|six|seven|"
    r"eight|nine|ten|twelve|fifteen|twenty) (?:years?|months?)\b|\b(?:in|by|"
    r"from) (?:the )?(?:\w+ year|"
    r"year (?:\d+|\w+))\b",
    re.I,
)
REACH = 60
"""Characters behind a stop in which its time may stand."""


def path_of(
    figures: Sequence[Figure], number: int, *, anchor: date | None = None
) -> tuple[PathPoint, ...]:
    """Return the later stops of a rate, each with the time the text gives it.

    Args:
        figures: The rates of a sentence, in order.
        number: Which of them.
        anchor: The day the text was written.
    """
    stops = []
    for here in range(number, len(figures) - 1):
        if not _leads_on(figures[here], figures[here + 1]):
            break
        stops.append(_stop(figures, here + 1, anchor))
    return tuple(stops)


def _leads_on(one: Figure, two: Figure) -> bool:
    if two.number != one.number + 1:
        return False
    between = two.between(one.number)
    text = two.line.text
    bare = two.amount.bare and _ZERO_LINK.match(between)
    if not (_LINK.match(between) or bare):
        return False
    said_first = text[max(0, one.amount.start - 120) : one.amount.start]
    return bool(_MOVES.search(said_first) or _MOVES.search(between))


def _stop(figures: Sequence[Figure], number: int, anchor: date | None) -> PathPoint:
    figure = figures[number]
    line, amount = figure.line, figure.amount
    return PathPoint(
        value=amount.value,
        span=line.span(figure.start, figure.start + len(figure.words)),
        when=_when(figures, number, anchor),
    )


def _when(figures: Sequence[Figure], number: int, anchor: date | None) -> When | None:
    figure = figures[number]
    text, first = figure.line.text, figure.amount.end
    last = figures[number + 1].amount.start if number + 1 < len(figures) else len(text)
    words = text[first : min(first + REACH, last)]
    ends = words.find(".") if "." in words else len(words)
    words = words[:ends]
    at = figure.line.start + first
    span = _SPAN.search(words)
    if span:
        place = figure.line.span(at + span.start(), at + span.end())
        return When(edtf="", granularity="vague", span=place)
    for dated in find_dates(words, anchor=anchor):
        place = figure.line.span(at + dated.start, at + dated.end)
        return When(edtf=dated.edtf, granularity=dated.granularity, span=place, anchor=dated.anchor)
    return None
