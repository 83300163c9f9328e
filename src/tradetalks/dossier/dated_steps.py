"""What a text puts on the calendar: clauses with a day, a month or a season still to come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tradetalks.dossier.article import Article
from tradetalks.dossier.dates import Dated, find_dates
from tradetalks.dossier.lines import Line
from tradetalks.dossier.sentences import FULL_STOP

_CUT = re.compile(
    rf"[;:—–]|{FULL_STOP}|, (?:but|while|whereas|although|which|who|where|after which|and|then) |"
    r" (?:after which|because|even though) "
)
_TO_COME = re.compile(
    r"\b(?:will|shall|would|[’']ll|is to|are to|is due|are due|falls? due|due|expects?|expected|"
    r"hopes?|plans?|planned|intends?|aims?|scheduled|slated|set (?:for|to)|next|upcoming|later|"
    r"coming|may|might|can|could|until|deadline|before|by|ahead of|meets?|begins?|begin|starts?|"
    r"opens?|takes? effect|take place|takes place|enters?|comes? into|runs? out|expires?|resumes?|"
    r"votes?|hears?|flies|travels?|leaves?|visits?|returns?|goes|signs?|sign|hosts?|sits?|sit down|"
    r"presents?|decides?|promised to|agreed to|postponed (?:to|until)|put off (?:to|until)|"
    r"delayed (?:to|until)|gives? (?:\w+ )?until|tomorrow|again|then an?|from)\b",
    re.I,
)
_SURELY = re.compile(
    r"\b(?:will|shall|would|[’']ll|is to|are to|due|expects?|expected|"
    r"hopes? (?:to|for)|plans? to|planned for|intends? to|scheduled|slated|"
    r"set (?:for|to)|next|may|can be|begins?|takes? effect|takes? place|enters? into|runs? out|"
    r"expires?|resumes?|postponed to|deadline|we expect)\b",
    re.I,
)
"""What says in a text without a date of its own that a time is still to come."""
_OVER = re.compile(
    r"\b(?:was|were|had|has been|have been|did|met|held|signed|said|told|announced|took|went|came|"
    r"closed|ended|began|started|opened|launched|agreed|reached|fell|rose|grew|raised|cut|voted|"
    r"approved|adopted|ratified|passed|published|wrote|saw|since|ago|last|concluded|spoke|"
    r"thanked|informed|foreseen|originally|have met)\b",
    re.I,
)
# Where numbers are foretold, nothing happens on a day.
_FORECAST = re.compile(
    r"\b(?:grow|rise|double|triple|reach|output|GDP|income|lift|add|forecast|projected|estimates?|"
    r"exports (?:to|of)|target of|tonnes|billion|million)\b",
    re.I,
)
_ACT = re.compile(
    r"\b(?:sign\w*|ratif\w+|force|effect|take place|session|meet\w*|round|summit|vote|conclude|"
    r"finali[sz]e|appl(?:y|ies)|review|launch|talks|negotiat\w+|visit|decision|decide|hold)\b",
    re.I,
)
_FINE = frozenset({"day", "week", "month", "quarter", "season"})


_SINCE = re.compile(r"\b(?:since|as of|dated)(?: (?:early|late|mid|the))? $", re.I)


_CANCELLED = re.compile(
    r"\b(?:was|were|had been) (?:to (?:have )?\w+|due|scheduled|planned|foreseen|supposed)\b"
    r"[^;.]*$",
    re.I,
)


@dataclass(frozen=True)
class Ahead:
    """A clause about what is to come: characters in the article, and its time."""

    start: int
    end: int
    dated: Dated


def dated_ahead(line: Line, article: Article) -> Iterator[Ahead]:
    """Yield the clauses of a sentence that have a time still to come.

    Args:
        line: The sentence.
        article: For the day it is dated; where it is not, only the words tell what is to come.
    """
    if line.text.rstrip(' ”"’').endswith("?"):
        return
    for dated in find_dates(line.text, anchor=article.published):
        before = line.text[: dated.start]
        if not dated.edtf or _SINCE.search(before) or _CANCELLED.search(before):
            continue
        first, last = _clause(line.text, dated)
        clause = line.text[first:last]
        if _is_to_come(clause, dated, first, article) and _says_what(clause, dated):
            lead = len(clause) - len(clause.lstrip(" ,“\"’'"))
            words = clause.rstrip(" ,.”\"’'")
            yield Ahead(line.start + first + lead, line.start + first + len(words), dated)


def _clause(text: str, dated: Dated) -> tuple[int, int]:
    cuts = [(match.start(), match.end()) for match in _CUT.finditer(text)]
    first = max([0, *(end for _, end in cuts if end <= dated.start)])
    last = min([len(text), *(start for start, _ in cuts if start >= dated.end)])
    return first, last


def _is_to_come(clause: str, dated: Dated, first: int, article: Article) -> bool:
    before = clause[: dated.start - first]
    to_come = [match.start() for match in _TO_COME.finditer(clause)]
    over = [match.start() for match in _OVER.finditer(before)]
    later = order(dated.edtf, article.day) if article.day else None
    if later == 0:  # the period that holds the day itself: the words must say that it is ahead
        surely = _SURELY.search(before)
        return surely is not None and dated.granularity != "day" and not over
    if article.published and later is not None:
        return later == 1 and (bool(to_come) or not over)
    surely_at = max((match.start() for match in _SURELY.finditer(clause)), default=-1)
    is_over = article.published is None and later == -1 and not dated.edtf.startswith("XXXX")
    return surely_at > max(over, default=-1) and not is_over


def order(edtf: str, day: str) -> int | None:
    """Return 1 where a period begins after a day, -1 where it is over by then, 0 if it holds it.

    None where the two cannot be compared: a year is missing and months are half a year apart.
    """
    start = edtf.strip("~").split("/")[0]
    if start.startswith("XXXX") or day.startswith("XXXX"):
        return _order_in_year(start[5:], day[5:])
    size = len(start)
    if size == 7 and start[5:].isdigit() and int(start[5:]) > 12:
        start = f"{start[:4]}-{_FIRST_MONTH[start[5:]]:02d}"
    here = day[: len(start)]
    if start == here:
        return 0
    if "/" in edtf and start < here <= edtf.split("/")[1]:
        return 0
    return 1 if start > here else -1


_FIRST_MONTH = {"21": 3, "22": 6, "23": 9, "24": 12, "33": 1, "34": 4, "35": 7, "36": 10}


def _order_in_year(start: str, day: str) -> int | None:
    """Compare months and days whose year nobody tells: the nearer way round the calendar."""
    if start[:2] in _FIRST_MONTH and len(start) == 2:
        start = f"{_FIRST_MONTH[start]:02d}"
    if not (start[:2].isdigit() and day[:2].isdigit()):
        return None
    months = (int(start[:2]) - int(day[:2]) + 6) % 12 - 6
    if months:
        return None if months == -6 else (1 if months > 0 else -1)
    if len(start) < 5 or len(day) < 5:
        return 0
    return (start > day) - (start < day)


def _says_what(clause: str, dated: Dated) -> bool:
    """Tell an event from a forecast, which years and amounts beside them are."""
    if dated.granularity in _FINE:
        return not _FORECAST.search(clause) or bool(_ACT.search(clause))
    return bool(_ACT.search(clause)) and not _FORECAST.search(clause)
