"""A figure with the words of its clause, and what its whole text is about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tradetalks.dossier.first_person import own_side
from tradetalks.dossier.gazetteer import FORUMS
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
OFTEN = 2
"""Times that an economy is named in a text that is about it."""
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
    r"or (?!\W*\d))\b| while | whereas "
)
_ROWS = re.compile(r"\n\s*(?:[-–*•|]|\d+[.)/])\s?")
_TABLE = re.compile(r"(?m)$\n\|[ :|-]*-[ :|-]*$")
"""The rule under the head of a Markdown table."""


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
        pair: The two that trade rates with each other: the parties, or the two named most often.
        border: Whether it names duties and borders at all, if only in passing.
    """

    duties: bool = False
    quotas: bool = False
    trade: bool = False
    parties: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    own: str = ""
    pair: tuple[str, ...] = ()
    border: bool = False


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
        """Return where its clause begins and ends in the sentence; in a table, its cell."""
        raw, here = self.line.raw, self.amount
        if self.headings:
            first = raw.rfind("|", 0, here.start) + 1
            last = raw.find("|", here.end)
            return first, last if last >= 0 else len(raw)
        cuts = [
            (cut.start(), cut.end())
            for cut in (*_ENDS.finditer(self.line.text), *_ROWS.finditer(raw))
            if not _introduces(raw, cut, here)
        ]
        first = max((end for _, end in cuts if end <= here.start), default=0)
        return first, min((start for start, _ in cuts if start >= here.end), default=len(raw))

    @cached_property
    def headings(self) -> tuple[tuple[int, int], ...]:
        """Return where the headings of its column and of its row stand, if it is in a table."""
        return _headings(self.line.raw, self.amount.start)

    @cached_property
    def before(self) -> str:
        """Return the words of its clause in front of it, in a table the headings first."""
        text = self.line.text
        heads = [text[first:last].strip() for first, last in self.headings]
        own = text[self.clause[0] : self.amount.start]
        return " ".join([*reversed(heads), own.lstrip()]) if heads else own

    @cached_property
    def after(self) -> str:
        """Return the words of its clause behind it."""
        return self.line.text[self.amount.end : self.clause[1]]

    @property
    def own_after(self) -> str:
        """Return the words behind it, as far as the next figure."""
        following = self.amounts[self.number + 1 :]
        return self.after[: following[0].start - self.amount.end] if following else self.after

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


def _headings(raw: str, position: int) -> tuple[tuple[int, int], ...]:
    """Return the cells at the head of a cell's column and of its row."""
    rule = _TABLE.search(raw)
    if rule is None or position < rule.end():
        return ()
    row = raw.rfind("\n", 0, position) + 1
    column = raw.count("|", row, position)
    cells = _cells(raw, raw.rfind("\n", 0, rule.start()) + 1, rule.start())
    first = _cells(raw, row, max(row, position))
    own = [cells[column - 1]] if 0 < column <= len(cells) else []
    return (*own, *first[:1]) if column > 1 else tuple(own)


def _cells(raw: str, first: int, last: int) -> list[tuple[int, int]]:
    bars = [at for at in range(first, last) if raw[at] == "|"]
    return [(one + 1, two) for one, two in pairwise([*bars, last])]


def setting_of(lines: Sequence[Line], *, parties: Sequence[str] = ()) -> Setting:
    """Return what a text is about."""
    text = "\n".join(line.text for line in lines)
    counts = Counter(p.code for line in lines for p in line.places if p.code not in FORUMS)
    border, duties = len(_BORDER.findall(text)), len(DUTIES.findall(text))
    told = duties or "duty-free" in text or _RATES.search(text)
    pair = tuple(parties) if len(parties) == 2 else _named_most(counts)
    return Setting(
        duties=bool(told) and bool(parties or border + duties > MERE_MENTION),
        quotas=bool(_QUOTAS.search(text)),
        trade=bool(border or parties),
        parties=tuple(parties),
        economies=tuple(code for code, _ in counts.most_common()),
        own=own_side(lines, pair),
        pair=pair,
        border=bool(border),
    )


def _named_most(counts: Counter[str]) -> tuple[str, ...]:
    """Return the two economies that a text is about, where it names two more than all others."""
    ranked = counts.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < OFTEN:
        return ()
    if len(ranked) == 3 and ranked[2][1] >= ranked[1][1]:
        return ()
    return ranked[0][0], ranked[1][0]
