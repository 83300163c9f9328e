"""Percentages, and the words for no duty at all."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tradetalks.dossier.items import FRACTION
from tradetalks.dossier.numerals import NUMBER, WORD, Amount, value_of

_SIGN = r"(?:\s?%|[ -]?per[ -]?cent\b(?!age)|[ -]pct\b)"
_PERCENT = re.compile(
    rf"(?<![\d.,])(?:(?P<first>{NUMBER})(?:{_SIGN})?, )?"
    rf"(?:(?P<low>{NUMBER}|(?<![\w-])(?:{WORD}))(?:{_SIGN})?"
    r"(?:\s?[-–]\s?| to | and | or |/))?"
    rf"(?P<value>{NUMBER}|(?<![\w-])(?:{WORD}))"
    rf"(?P<sign>{_SIGN}|[ -]percentage[ -]points?\b)",
    re.I,
)
_OWN_SIGN = re.compile(_SIGN, re.I)
# "US 20, Bangladesh 35 percent": numbers whose sign stands at the last of them.
_ELIDED = re.compile(
    rf"(?P<value>{NUMBER})(?:, (?:and )?|"
    rf" and )(?=(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{0,2}} "
    rf"(?:{NUMBER})(?:{_SIGN}|, | and ))"
)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.’'-]+ $")
_MONTH_BEFORE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|chapters?|articles?|No|pages?)\.? $",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DUTY = r"(?:customs |import |tariff )?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))"
_FREE = re.compile(
    r"(?<![\w-])(?:(?:zero|no|nil)[- ](?:import |customs |per ?cent )?(?:tariffs?|dut(?:y|ies))"
    r"(?! (?:increas|hike|cut|reduc|relief|w[ae]|is|are|talk|deal|chang|rate|concession|barrier|"
    r"agree|line|threat))|(?:duty|tariff)[- ]free(?! (?:shop|store|retail|zone))|"
    rf"free (?:of|from) (?:all |any )?{_DUTY}|tariffs? (?:of|to|at) zero|zero[- ](?:rated|duty|"
    rf"tariff)|without (?:paying )?(?:any )?{_DUTY}|"
    rf"exempt(?:ed)? from (?:all |any |the |US |these )?{_DUTY})\b",
    re.I,
)
_NOTHING = re.compile(
    r"(?:\b(?:charg|pay|lev|impos)\w* (?:nothing|nil|zero)|"
    r"\b(?:to|at|be|is|are|remains?|stays?) (?:zero|nil)(?![- ](?:in on|emission|sum|for zero|per|"
    r"toleranc|carbon|growth|cent|tariff|dut))|\| ?(?:zero|nil|free|nothing|none|0)(?= ?\|))(?!\w)",
    re.I,
)
_NOT_FREE = re.compile(r"\b(?:not|without|n[’']t|never|neither|nor)\b[^,;]{0,25}$", re.I)


def find_percentages(text: str) -> Iterator[Amount]:
    """Yield the percentages of a sentence and the words for duties of zero.

    A range gives two. "Zero" alone is marked as bare.

    Args:
        text: A sentence.
    """
    low = text.lower()
    if "%" in low or "cent" in low or "pct" in low:
        for match in _PERCENT.finditer(text):
            yield from _signed(text, match)
        for match in _ELIDED.finditer(text):
            if _NAME_BEFORE.search(text[: match.start()]):
                yield _percent(match.start(), match.end("value"), match["value"])
    if "dut" in low or "tariff" in low or "lev" in low or "zero-rated" in low:
        for match in _FREE.finditer(text):
            if not _NOT_FREE.search(text[: match.start()]):
                yield Amount(match.start(), match.end(), 0.0, FRACTION)
    if any(word in low for word in ("zero", "nil", "nothing", "|")):
        for match in _NOTHING.finditer(text):
            yield Amount(match.start(), match.end(), 0.0, FRACTION, bare=True)


def _signed(text: str, match: re.Match[str]) -> Iterator[Amount]:
    points = "point" in match["sign"].lower()
    for group in ("first", "low", "value"):
        words = match[group]
        if words is None or (group == "first" and match["low"] is None):
            continue
        if group != "value" and (
            _YEAR.fullmatch(words) or _MONTH_BEFORE.search(text[: match.start(group)])
        ):
            continue
        end = match.end()
        if group != "value":
            end = match.end(group)
            own = _OWN_SIGN.match(text, end)
            end = own.end() if own else end
        yield _percent(match.start(group), end, words, points=points)


def _percent(start: int, end: int, words: str, *, points: bool = False) -> Amount:
    value = float(Decimal(str(value_of(words))) / 100)
    return Amount(start, end, value, FRACTION, points)
