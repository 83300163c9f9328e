"""What is on the table: topics from a closed list, mapped to the model's sectors."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tradetalks.dossier.items import Agenda, Span
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import Phrases
from tradetalks.dossier.parties import TRADE

# A topic counts where the sentence is about dealings between economies, not about cricket.
_DEALINGS = re.compile(
    r"\b(?:trade|trading|tariffs?|talks|export\w*|import\w*|markets?|cooperat\w*|co-operat\w*|"
    r"agreements?|agreed?|deal|pact|dialogue|invest\w*|sectors?|discuss\w*|negotiat\w*|dut(?:y|"
    r"ies)|"
    r"goods|access|expand\w*|strengthen\w*|concessions?|partnership|bilateral|economic|offer\w*|"
    r"quotas?|barriers?|ties|relations|exchange|commit\w*|purchas\w*|accord|treaty|levies|"
    r"exempt\w*|supply|sticking points?|outstanding|on the table|sells?|buys?|halved?|"
    r"lower\w*|scrap\w*|open\w*|gains?|industry|producers|manufacturers)\b",
    re.I,
)


@dataclass(frozen=True)
class Topic:
    """One entry of the closed list."""

    key: str
    title: str
    sectors: tuple[str, ...]


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """Return the closed list of topics."""
    return tuple(
        Topic(key, str(entry["title"]), tuple(entry["sectors"])) for key, entry in _table().items()
    )


_PATTERN = re.compile(
    r"\b(?:sells?|exports?|buys?|imports?)\b[^.;]{0,60}?\b(?:mostly|mainly|largely|chiefly)\b",
    re.IGNORECASE,
)
"""What countries trade is background, not what they talk about."""


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("tradetalks.dossier").joinpath("data/topics.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _phrases() -> Phrases[str]:
    entries = {phrase: key for key, entry in _table().items() for phrase in entry["words"]}
    return Phrases(entries, fold=True)


def find_agenda(lines: Sequence[Line]) -> tuple[Agenda, ...]:
    """Return the topics, those named most often first, ties in order of appearance.

    A text that never speaks of trade has none.
    """
    if not any(TRADE.search(line.text) for line in lines):
        return ()
    spans: dict[str, list[Span]] = {}
    for line in lines:
        if _DEALINGS.search(line.text) and not _PATTERN.search(line.text):
            for hit in _phrases().find(line.tokens, line.text, offset=line.start):
                spans.setdefault(hit.value, []).append(line.span(hit.start, hit.end))
    ranked = sorted(spans, key=lambda key: (-len(spans[key]), spans[key][0].start))
    known = {topic.key: topic for topic in topics()}
    return tuple(
        Agenda(
            topic=key, title=known[key].title, sectors=known[key].sectors, spans=tuple(spans[key])
        )
        for key in ranked
    )


def topics_between(agenda: Sequence[Agenda], start: int, end: int) -> tuple[str, ...]:
    """Return the keys of topics named between two characters of the article."""
    return tuple(
        item.topic
        for item in agenda
        if any(start <= span.start and span.end <= end for span in item.spans)
    )
