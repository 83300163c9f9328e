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
    r"(?:agreements?|deals?|pacts?|accords?|treat(?:y|ies)|ftas?|cepas?|epas?|etca|tepa|tifa|ecta|"
    r"ceta|cusma|usmca|nafta|rcep|cptpp|afcfta|tpp|ttip|"
    r"arrangements?|memorandum|mou|partnership|framework|communiqu[eé]|protocol)"
)
_TALKS = r"(?:talks|negotiations?|negotiating|discussions|dialogue)"
_LEAD = r"(?:[\w’'.&-]+ ){0,6}?"
_DEAL_LEAD = (
    r"(?:(?:(?:text|draft|version|upgrade|series|set|number|package|first|second|third|one|two|pair|"
    r"terms|all|round|conclusion|kind|sort|drafting|upgrading|string|raft) (?:of|to) )|"
    r"(?!(?:of|to|that|which|who|whose|if|whether|how|what|after|before|when)\b)[\w’'.&-]+ ){0,7}?"
)
_FEW = r"(?:[\w’'-]+ ){0,5}?"
_GAP = r"(?:(?!, (?:when|after|once|if|while|but|and) )[^.;:?!“”\"]){0,90}? "
_HOUSE = (
    r"(?:parliament(?! building)|congress|senate|lawmakers|legislators|assembly|legislature|"
    r"chamber of deputies|deputies|(?:the|both|two) (?:chambers|houses)|the chamber(?! of)|"
    r"the house|lower house|upper house|house of \w+|cabinet|council of (?:ministers|states)|"
    r"bundestag|bundesrat|riksdag|duma|lok sabha|rajya sabha|knesset|diet|national council|"
    r"state duma|supreme council|the council|plenary|mps|meps|senators|voters|the king|his majesty|"
    r"royal decree|majlis|shura council|storting|sejm|folketing)"
)
_EVENT = (
    rf"(?:{_TALKS}|{_DEAL}|rounds?|votes?|signing|signature|ratification|process|implementation|"
    r"ceremony|participation|meeting of (?:the )?negotiators|visit of (?:the )?negotiators)"
)
_ABOUT_TALKS = re.compile(
    rf"\b(?:{_DEAL}|{_TALKS}|negotiators?|negotiat\w+|terms|rounds?|signing|signature|signed|"
    r"initial+ed|ratif\w+|the text|chapters?|headway|breakthrough|impasse|stalemate|deadlock\w*|"
    r"both sides|two sides|the parties|pre-negotiat\w+|feasibility|free trade area|contacts|"
    r"finish line|sticking points?|political decision|legal review|final text|pen to paper|"
    r"(?:from|left) the (?:[\w-]+ )?table|negotiating table|market access|"
    r"mandate|texts?|the process|the ink|drafts?|brackets|initials|pens|"
    r"shook hands|sounding out|preferences|ratify|the file|application|bargain\w*|delegations|"
    r"pens?|lawmakers|accession|no such|conversations?|the (?:last|next|latest) meeting|"
    r"on paper|the ink|leave to|exchange of notes|put to bed|its work|"
    r"fallow)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"\b(?:they|it|its|we|us|this|that|these|those|both|the two|neither|nobody|he|she|there|"
    r"progress|sides|remaining|remains|outstanding|gaps?|differences|issues?|obstacles?|answer|"
    r"officials|experts|teams|ministers|presidents|leaders|what)\b",
    re.I,
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
            re.compile(rf"(?<![\w-])(?:{_filled('|'.join(stage['words']))})"),
        )
        for stage in stages
    )


def _filled(words: str) -> str:
    for name, pattern in (
        ("<a deal>", rf"{_DEAL_LEAD}{_DEAL}\b"),
        ("<the talks>", rf"{_LEAD}{_TALKS}\b"),
        ("<event>", rf"{_LEAD}{_EVENT}\b"),
        ("<step>", _EVENT),
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
    small = _in_small_letters(line.text)
    for stage, pattern in _rules():
        for match in pattern.finditer(small):
            yield Sign(line.start + match.start(), line.start + match.end(), stage)


def _in_small_letters(text: str) -> str:
    """Return a text in small letters, each where it stood; expressions are quicker without case."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(each if len(each.lower()) != 1 else each.lower() for each in text)


def _is_about_talks(line: Line, earlier: Sequence[Line]) -> bool:
    """Tell whether a sentence speaks of talks, or goes on about what one just before it did."""
    if line.text.rstrip('”"’ ').endswith("?"):
        return False
    if _ABOUT_TALKS.search(line.text):
        return True
    goes_on = _GOES_ON.search(line.text) is not None
    return goes_on and any(_ABOUT_TALKS.search(before.text) for before in earlier)
