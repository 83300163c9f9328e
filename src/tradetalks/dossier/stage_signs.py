"""Words in a sentence that show how far talks are: expressions of each stage, and where they count.

What surrounds a sign (denial, plan, condition, time) is judged in `tradetalks.dossier.status`.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tradetalks.dossier.items import Stage
from tradetalks.dossier.lines import Line

CONTEXT = 3
"""Sentences before one that only says "they" or "it", among which talks must be spoken of."""

_DEAL = (
    r"(?:agreements?|deals?|pacts?|accords?|treat(?:y|ies)|FTA|CEPA|EPA|ETCA|TEPA|TIFA|ECTA|CETA|"
    r"CUSMA|USMCA|NAFTA|RCEP|CPTPP|AfCFTA|"
    r"arrangements?|memorandum|MoU|partnership|framework|communiqu[eé])"
)
_TALKS = r"(?:talks|negotiations?|negotiating|discussions|dialogue)"
_LEAD = r"(?:[\w’'.&-]+ ){0,6}?"
_FEW = r"(?:[\w’'-]+ ){0,5}?"
_GAP = r"(?:(?!, (?:when|after|once|if|while|but|and) )[^.;:?!“”\"]){0,90}? "
_HOUSE = (
    r"(?:parliament|congress|senate|lawmakers|assembly|legislature|chamber of deputies|deputies|"
    r"lower house|upper house|house of \w+|cabinet|council of ministers|bundestag|riksdag|duma|"
    r"knesset|diet|national council|state duma|mps|meps|senators|royal decree)"
)
_ABOUT_TALKS = re.compile(
    rf"\b(?:{_DEAL}|{_TALKS}|negotiators?|negotiate[sd]?|terms|rounds?|signing|signature|"
    r"ratif\w+|the text|chapters?)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"\b(?:they|it|its|we|us|this|that|these|those|both|the two|neither|nobody|he|she)\b", re.I
)


@dataclass(frozen=True)
class Sign:
    """Words that give a stage: characters in the article."""

    start: int
    end: int
    stage: Stage

    def words(self, line: Line) -> str:
        """Return the words themselves, on one line."""
        return line.text[self.start - line.start : self.end - line.start]


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Stage, re.Pattern[str]], ...]:
    """Return the expressions of each stage, the more telling stages first."""
    table = files("tradetalks.dossier").joinpath("data/stages.toml").read_text(encoding="utf-8")
    stages = tomllib.loads(table)["stage"]
    return tuple(
        (
            Stage(stage["name"]),
            re.compile(rf"(?<![\w-])(?:{_filled('|'.join(stage['words']))})", re.I),
        )
        for stage in stages
    )


def _filled(words: str) -> str:
    for name, pattern in (
        ("<a deal>", rf"{_LEAD}{_DEAL}\b"),
        ("<the talks>", rf"{_LEAD}{_TALKS}\b"),
        ("<deal>", _DEAL),
        ("<talks>", _TALKS),
        ("<few>", _FEW),
        ("<gap>", rf"(?:{_GAP}|)"),
        ("<house>", _HOUSE),
    ):
        words = words.replace(name, pattern)
    return words


def signs_in(line: Line, earlier: Sequence[Line]) -> Iterator[Sign]:
    """Yield the signs of a sentence about talks, the more telling first; they may overlap.

    Args:
        line: The sentence.
        earlier: Those before it.
    """
    if not _is_about_talks(line, earlier[-CONTEXT:]):
        return
    for stage, pattern in _rules():
        for match in pattern.finditer(line.text):
            yield Sign(line.start + match.start(), line.start + match.end(), stage)


def _is_about_talks(line: Line, earlier: Sequence[Line]) -> bool:
    """Tell whether a sentence speaks of talks, or goes on about what one just before it did."""
    if line.text.rstrip('”"’ ').endswith("?"):
        return False
    if _ABOUT_TALKS.search(line.text):
        return True
    goes_on = _GOES_ON.search(line.text) is not None
    return goes_on and any(_ABOUT_TALKS.search(before.text) for before in earlier)
