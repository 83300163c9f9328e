"""What is on the table: topics from a closed list, mapped to the model's sectors."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tradetalks.dossier import agenda_signs as signs
from tradetalks.dossier.items import Agenda, Measure, MeasureKind, Span
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import Hit, Phrases
from tradetalks.dossier.subject_matter import NEAR, speaks_of_trade_talks

_OTHER_SIDE = 1.5
"""How many times as often as the next economy the second must be named to be one of the two."""
_SHORT = 14
"""Words of an answer or an item that stands under what the sentence before it asks or names."""
_OPENING = 12
"""Characters of a sentence in which a capital says nothing: a quotation mark, a number, "Q:"."""


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
def _phrases() -> Phrases[tuple[str, bool]]:
    """Return the words with their topic, and whether ordinary prose uses them too."""
    entries = {
        phrase: (key, soft)
        for key, entry in _table().items()
        for name, soft in (("words", False), ("soft", True))
        for phrase in entry.get(name, ())
    }
    return Phrases(entries | dict.fromkeys(signs.IDIOMS, ("", False)), fold=True)


def find_agenda(
    lines: Sequence[Line], measures: Sequence[Measure] = (), *, about_trade: bool
) -> tuple[Agenda, ...]:
    """Return the topics, those named most often first, ties in order of appearance.

    A text that is not about trade talks has none, but near the sentence that names them.

    Args:
        lines: The article's sentences.
        measures: The figures it names: a tariff rate puts tariffs on the table.
        about_trade: Whether the article is about trade deals or tariffs.
    """
    focus = _two_named_most(lines)
    found = [_topics_in(line) for line in lines]
    spans: dict[str, list[Span]] = {}
    denied: dict[str, int] = {}
    for number, (line, hits) in enumerate(zip(lines, found, strict=True)):
        if not hits or _is_background(line, focus):
            continue
        if not about_trade and not (
            speaks_of_trade_talks(lines[max(0, number - NEAR) : number + NEAR])
            and signs.DEALINGS.search(line.text)
        ):
            continue
        answers = _answers(line, lines[number - 1] if number else None)
        refused = _is_refused(lines, number, found) or (
            number > 0 and signs.WHAT_IS_NOT.search(lines[number - 1].text) is not None
        )
        plain = [hit for hit in hits if not hit.value[1]]
        for hit in hits:
            topic, soft = hit.value
            soft = soft and not answers and not any(_listed(line, hit, other) for other in plain)
            if _is_beside_the_point(line, hit, soft=soft):
                continue
            if signs.OUTSIDE.search(_clause(line, hit)) or signs.NONE_OF.search(
                line.before(hit.start)
            ):
                denied[topic] = denied.get(topic, 0) + 1
            elif not refused:
                spans.setdefault(topic, []).append(line.span(hit.start, hit.end))
    for topic, times in denied.items():
        if times >= len(spans.get(topic, ())):
            spans.pop(topic, None)
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


def _answers(line: Line, before: Line | None) -> bool:
    """Tell whether a short sentence is an item of what the sentence before it asks or names."""
    return (
        before is not None
        and len(line.tokens) <= _SHORT
        and not line.title
        and signs.ASKING.search(before.text) is not None
        and (before.text.rstrip().endswith((":", "?")))
    )


def _two_named_most(lines: Sequence[Line]) -> frozenset[str]:
    """Return the two economies named far more often than others, or none."""
    counts: dict[str, int] = {}
    for line in lines:
        for mention in line.places:
            counts[mention.code] = counts.get(mention.code, 0) + 1
    ranked = sorted(counts, key=lambda code: -counts[code])
    if len(ranked) > 2 and counts[ranked[1]] < _OTHER_SIDE * counts[ranked[2]]:
        return frozenset()
    return frozenset(ranked[:2])


def _is_background(line: Line, focus: frozenset[str]) -> bool:
    """Tell what two countries trade, or others have agreed, from what they talk about."""
    if signs.FURNITURE.search(line.text):
        return True
    named = {mention.code for mention in line.places}
    if (
        focus
        and named
        and not named & focus
        and not line.title
        and signs.ELSEWHERE.search(line.text)
    ):
        return True
    if signs.STATISTICS.search(line.text):
        return not signs.TERMS.search(line.text)
    return bool(signs.TRADED.search(line.text)) and not signs.TERMS.search(line.text)


def _is_refused(
    lines: Sequence[Line], number: int, found: Sequence[Sequence[Hit[tuple[str, bool]]]]
) -> bool:
    """Tell whether the next sentence says that what this one names is not on the table."""
    if number + 1 >= len(lines):
        return False
    here, after = lines[number].text.rstrip('”"’ '), lines[number + 1].text
    if here.endswith("?") and signs.DENIED.match(after):
        return True
    here_named = {hit.value[0] for hit in found[number]}
    if not {hit.value[0] for hit in found[number + 1]} <= here_named:
        return False
    if signs.REFERS_BACK.match(after) and signs.OUTSIDE.search(after):
        return True
    if number + 2 >= len(lines) or len(lines[number + 1].tokens) > _SHORT:
        return False
    last = lines[number + 2].text
    if after.endswith("?") and not here.endswith("?"):
        return bool(signs.DENIED.match(last))
    return bool(signs.REFERS_BACK.match(last) and signs.OUTSIDE.search(last))


def _topics_in(line: Line) -> list[Hit[tuple[str, bool]]]:
    """Return the topics that a sentence names, by their words or in words of its own."""
    listed = [
        hit for hit in _phrases().find(line.tokens, line.text, offset=line.start) if hit.value[0]
    ]
    return listed + [
        Hit(line.start + found.start(), line.start + found.end(), (topic, False))
        for topic, pattern in signs.DESCRIPTIONS
        if (found := pattern.search(line.text))
    ]


def _listed(line: Line, hit: Hit[tuple[str, bool]], other: Hit[tuple[str, bool]]) -> bool:
    """Tell whether a word stands in one list with another: "steel, aluminum and energy"."""
    left, right = sorted((hit, other), key=lambda each: each.start)
    gap = line.text[left.end - line.start : right.start - line.start]
    return left.end <= right.start and signs.LIST_GAP.fullmatch(gap.strip() + " ") is not None


def _clause(line: Line, hit: Hit[tuple[str, bool]]) -> str:
    """Return the part of the sentence that a word stands in."""
    before, after = line.before(hit.start, 200), line.after(hit.end, 200)
    start, end = hit.start - line.start, hit.end - line.start
    return signs.CLAUSE.split(before)[-1] + line.text[start:end] + signs.CLAUSE.split(after)[0]


def _is_beside_the_point(line: Line, hit: Hit[tuple[str, bool]], *, soft: bool) -> bool:
    if signs.QUALIFIED.search(line.before(hit.start, 12)):
        return True
    if hit.value[0] in {"investment", "trade_balance"} and signs.A_SUM.match(line.after(hit.end)):
        return not signs.COMPLAINT.search(line.text)
    if soft:
        word = line.text[hit.start - line.start : hit.end - line.start]
        if (
            word[0].isupper()
            and word[1:].islower()
            and hit.start > line.start + _OPENING
            and not signs.OF_A_PACT.match(line.after(hit.end))
        ):
            return True
        before, after = line.before(hit.start, 200), line.after(hit.end, 200)
        if not signs.ON_THE_TABLE.search(
            signs.CLAUSE.split(before)[-1] + " " + signs.CLAUSE.split(after)[0]
        ):
            return True
    return _is_name(line, hit.start, hit.end) or bool(
        signs.OCCUPATION.search(line.before(hit.start))
    )


def _is_name(line: Line, start: int, end: int) -> bool:
    """Tell whether a topic is only part of the name of an office or a body."""
    after, before = line.after(end, 60), line.before(start, 60)
    if signs.OF_AN_OFFICE.match(after) or signs.OFFICE_OF.search(before):
        return True
    first = line.text[start - line.start]
    if line.title or not first.isupper() or signs.OF_A_PACT.match(after):
        return False
    return bool(signs.CAPITAL_BEFORE.search(before)) and bool(signs.CAPITAL_AFTER.match(after))


def goods_in(line: Line) -> tuple[Span, ...]:
    """Return the goods of the closed list that a sentence names, in order."""
    goods = {topic.key for topic in topics() if topic.sectors}
    return tuple(
        line.span(hit.start, hit.end)
        for hit in _phrases().find(line.tokens, line.text, offset=line.start)
        if hit.value[0] in goods and not _is_name(line, hit.start, hit.end)
    )


def topics_between(agenda: Sequence[Agenda], start: int, end: int) -> tuple[str, ...]:
    """Return the keys of topics named between two characters of the article."""
    return tuple(
        item.topic
        for item in agenda
        if any(start <= span.start and span.end <= end for span in item.spans)
    )
