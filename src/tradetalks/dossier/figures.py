"""A figure with the words of its clause, and what its whole text is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tradetalks.dossier.lines import Line
from tradetalks.dossier.numerals import Amount

DUTIES = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|import tax(?:es)?|tariff[- ]free)\b", re.I
)
"""Words for what is charged at a border."""
_BORDER = re.compile(
    r"\b(?:customs|dut(?:y|ies)|duty-free|import (?:tariffs?|tax(?:es)?|lev(?:y|ies))|"
    r"trade (?:talks|deals?|"
    r"agreements?|pacts?|wars?|minister|representative|negotiat\w+)|free[- ]trade|tariffs? on|"
    r"reciprocal|commerce)\b",
    re.I,
)
MERE_MENTION = 2
"""Words for duties and borders in a text without two parties that is about something else."""
_RATES = re.compile(
    r"\b(?:rates?|charg(?:e[sd]?|ing)|pa(?:ys?|id|ying)|"
    r"tax(?:ed)?)\b(?:\W+[\w’'-]+){0,4}?\W+\d+(?:\.\d+)?"
    r"(?: ?%| per ?cent)",
    re.I,
)
_QUOTAS = re.compile(r"\bquotas?\b", re.I)
# Where a clause ends; a bullet or a row of a table begins another.
_ENDS = re.compile(
    r"; |(?<!\d)\.(?: |$)|[—–] |: |, (?:while|but|whereas|although|and (?!\W*\d)|with|which|who|"
    r"or (?!\W*\d))\b| while | whereas |"
    r"\n\s*(?:[-–*•|]|\d+[.)/])\s?|\n\|"
)


@dataclass(frozen=True)
class Setting:
    """What a text is about, as far as its figures go.

    Attributes:
        duties: Whether it speaks of duties at a border.
        quotas: Whether it speaks of quotas.
        trade: Whether it speaks of dealings between economies at all.
        parties: Codes of the two that negotiate, or empty.
        economies: Codes of the economies named, those named most often first.
        own: Code of the economy that "we" and "our" stand for, or empty.
    """

    duties: bool = False
    quotas: bool = False
    trade: bool = False
    parties: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    own: str = ""


@dataclass(frozen=True)
class Figure:
    """An amount in its sentence: number `number` of the sentence's `amounts`."""

    line: Line
    amounts: tuple[Amount, ...]
    number: int

    @property
    def amount(self) -> Amount:
        """Return the amount itself."""
        return self.amounts[self.number]

    @property
    def start(self) -> int:
        """Return its first character in the article."""
        return self.line.start + self.amount.start

    @cached_property
    def clause(self) -> tuple[int, int]:
        """Return where its clause begins and ends in the sentence."""
        raw, here = self.line.raw, self.amount
        cuts = [
            (cut.start(), cut.end())
            for cut in _ENDS.finditer(raw)
            if not _introduces(raw, cut, here)
        ]
        first = max((end for _, end in cuts if end <= here.start), default=0)
        return first, min((start for start, _ in cuts if start >= here.end), default=len(raw))

    @cached_property
    def before(self) -> str:
        """Return the words of its clause in front of it."""
        return self.line.text[self.clause[0] : self.amount.start]

    @cached_property
    def after(self) -> str:
        """Return the words of its clause behind it."""
        return self.line.text[self.amount.end : self.clause[1]]

    @property
    def words(self) -> str:
        """Return its own words."""
        return self.line.text[self.amount.start : self.amount.end]

    def between(self, other: int) -> str:
        """Return the words between it and another amount of its sentence."""
        one, two = sorted((self.number, other))
        return self.line.text[self.amounts[one].end : self.amounts[two].start]


def _introduces(raw: str, cut: re.Match[str], amount: Amount) -> bool:
    """Tell whether a colon stands between a figure and what it is ("92%: part of exports")."""
    if ":" not in cut[0]:
        return False
    return raw[amount.end : cut.start()].strip() == "" or amount.start - cut.end() in range(4)


def setting_of(lines: Sequence[Line], *, parties: Sequence[str] = (), own: str = "") -> Setting:
    """Return what a text is about."""
    text = "\n".join(line.text for line in lines)
    counts: dict[str, int] = {}
    for line in lines:
        for place in line.places:
            counts[place.code] = counts.get(place.code, 0) + 1
    border = len(_BORDER.findall(text))
    duties = len(DUTIES.findall(text)) + text.count("duty-free") + bool(_RATES.search(text))
    return Setting(
        duties=bool(duties) and (bool(parties) or border + duties > MERE_MENTION),
        quotas=bool(_QUOTAS.search(text)),
        trade=bool(border or parties),
        parties=tuple(parties),
        economies=tuple(sorted(counts, key=lambda code: -counts[code])),
        own=own,
    )
