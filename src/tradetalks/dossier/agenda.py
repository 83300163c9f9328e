"""What is on the table: topics from a closed list, mapped to the model's sectors."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tradetalks.dossier.items import Agenda, Measure, MeasureKind, Span
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import Hit, Phrases
from tradetalks.dossier.parties import NEAR, is_about_trade_talks, speaks_of_trade_talks
from tradetalks.dossier.sentences import FULL_STOP

# A topic does not count where the words say that it is not on the table.
_OUTSIDE = re.compile(
    r"\b(?:outside the (?:offer|deal|agreement|scope)|"
    r"(?:is|are|was|were|been|be) (?:excluded|left out|carved out|ruled out|shielded)|"
    r"(?:exclud|omit)(?:es|ed|s|ing)|not (?:on the table|part of|covered|included|up for)|"
    r"off the table|ke(?:ep|eps|pt) (?:our|its|their|full) (?:protection|tariffs?)|"
    r"carve[- ]outs?|no (?:concessions?|commitments?) on|red lines?)\b",
    re.I,
)
_STATISTICS = re.compile(
    r"\b(?:sells?|exports?|exported|buys?|imports?|imported|ships|shipped|bought|sold|mines?|"
    r"produces?|produced|grows?|consumes?)\b[^.;]{0,60}?\b(?:mostly|mainly|largely|chiefly|"
    r"some \d)",
    re.I,
)
"""What countries trade is background, not what they talk about."""
_TRADED = re.compile(r"\b(?:shipped|bought|sold|shipments|exported|imported|two-way trade)\b", re.I)
_TERMS = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|quotas?|offer\w*|agree\w*|wants?|asks?|asked|free|access|cut|lower|"
    r"promis\w*|commit\w*|will|deal|talks|complain\w*)\b",
    re.I,
)
_QUALIFIED = re.compile(r"\b(?:non-|national )$", re.I)
_CLAUSE = re.compile(rf"[;:—]|, (?:while|but|whereas|although) |{FULL_STOP}")
_A_SUM = re.compile(
    r" (?:of|worth) (?:about |around |some |up to |more than )?(?:US|[A-Z]{3} )?[$€£¥\d]"
)
"""After "investments" or "a deficit" comes what was put in or owed, not what is asked for."""
_NONE_OF = re.compile(r"\b(?:no|without|nothing on|neither|nor) (?:[\w-]+ )?$", re.I)
# Goods count where the words around are about dealings, not in "I wish them good coffee".
_DEALINGS = re.compile(
    r"\b(?:trad(?:e|ing)|tariffs?|talks|export\w*|import\w*|markets?|cooperat\w*|co-operat\w*|"
    r"agreements?|agreed?|deals?|pact|dialogue|invest\w*|sectors?|discuss\w*|negotiat\w*|"
    r"dut(?:y|ies)|"
    r"goods|access|expand\w*|strengthen\w*|concessions?|partnership|bilateral|economic|offer\w*|"
    r"quotas?|barriers?|ties|relations|exchange|commit\w*|purchas\w*|accord|treaty|lev(?:y|ies)|"
    r"exempt\w*|supply|sticking points?|outstanding|on the table|sells?|buys?|bought|halved?|"
    r"lower\w*|"
    r"scrap\w*|open\w*|gains?|industry|producers|manufacturers|makers|chapters?|articles?|cover\w*|"
    r"list\w*|include[sd]?|protect\w*|ask(?:s|ed)?|wants?|demand\w*|seeks?|sought|raised?|points?|"
    r"issues?|terms|percent|per cent|tonnes|rules?|unresolved|inspections?|tax\w*|pay(?:s|"
    r"ing)?|rates?|"
    r"admit\w*|growers|farmers|complain\w*|promis\w*)\b|%|\$|€",
    re.I,
)
_OF_AN_OFFICE = re.compile(
    r"(?:,? (?:and|&) [\w-]+|,? [\w-]+)?,? (?:(?:and|&) [\w-]+ )?(?:minist(?:er|ry|ers)|"
    r"secretary|commissioner|"
    r"committee|department|spokes\w+|council|guild|federation|association|union|bank|fund|"
    r"forum|authority|"
    r"correspondent|editor|desk)\b",
    re.I,
)
_OFFICE_OF = re.compile(
    r"\b(?:minist(?:er|ry|ers)|secretary|commissioner|department|undersecretary|committee|"
    r"professor|council|"
    r"institute|bank|office|forum) (?:of|for|on) (?:[\w-]+,? ){0,3}(?:and )?$",
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


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("tradetalks.dossier").joinpath("data/topics.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _phrases() -> Phrases[str]:
    entries = {phrase: key for key, entry in _table().items() for phrase in entry["words"]}
    return Phrases(entries, fold=True)


def find_agenda(lines: Sequence[Line], measures: Sequence[Measure] = ()) -> tuple[Agenda, ...]:
    """Return the topics, those named most often first, ties in order of appearance.

    A text that is not about trade talks has none, but near the sentence that names them.

    Args:
        lines: The article's sentences.
        measures: The figures it names: a tariff rate puts tariffs on the table.
    """
    about_trade = is_about_trade_talks(lines)
    spans: dict[str, list[Span]] = {}
    for number, line in enumerate(lines):
        if not _DEALINGS.search(line.text) or _is_background(line):
            continue
        if not (about_trade or speaks_of_trade_talks(lines[max(0, number - NEAR) : number + 1])):
            continue
        for hit in _phrases().find(line.tokens, line.text, offset=line.start):
            if not _is_beside_the_point(line, hit):
                spans.setdefault(hit.value, []).append(line.span(hit.start, hit.end))
    rates = [m.spans[0] for m in measures if m.kind is MeasureKind.TARIFF_RATE]
    if rates and about_trade and "tariffs" not in spans:
        spans["tariffs"] = rates
    ranked = sorted(spans, key=lambda key: (-len(spans[key]), spans[key][0].start))
    known = {topic.key: topic for topic in topics()}
    return tuple(
        Agenda(
            topic=key, title=known[key].title, sectors=known[key].sectors, spans=tuple(spans[key])
        )
        for key in ranked
    )


def _is_background(line: Line) -> bool:
    """Tell what two countries trade from what they talk about."""
    if _STATISTICS.search(line.text):
        return True
    return bool(_TRADED.search(line.text)) and not _TERMS.search(line.text)


def _is_beside_the_point(line: Line, hit: Hit[str]) -> bool:
    if _QUALIFIED.search(line.before(hit.start, 12)):
        return True
    if hit.value in {"investment", "trade_balance"} and _A_SUM.match(line.after(hit.end)):
        return True
    around = (
        _CLAUSE.split(line.before(hit.start, 200))[-1] + _CLAUSE.split(line.after(hit.end, 200))[0]
    )
    if _OUTSIDE.search(around):
        return True
    return _is_name(line, hit.start, hit.end) or bool(_NONE_OF.search(line.before(hit.start)))


def _is_name(line: Line, start: int, end: int) -> bool:
    """Tell whether a topic is only part of the name of an office or a body."""
    after, before = line.after(end, 60), line.before(start, 60)
    return bool(_OF_AN_OFFICE.match(after) or _OFFICE_OF.search(before))


def goods_in(line: Line) -> tuple[Span, ...]:
    """Return the goods of the closed list that a sentence names, in order."""
    goods = {topic.key for topic in topics() if topic.sectors}
    return tuple(
        line.span(hit.start, hit.end)
        for hit in _phrases().find(line.tokens, line.text, offset=line.start)
        if hit.value in goods and not _is_name(line, hit.start, hit.end)
    )


def topics_between(agenda: Sequence[Agenda], start: int, end: int) -> tuple[str, ...]:
    """Return the keys of topics named between two characters of the article."""
    return tuple(
        item.topic
        for item in agenda
        if any(start <= span.start and span.end <= end for span in item.spans)
    )
