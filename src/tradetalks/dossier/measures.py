"""Tariff rates the text names, told from growth and other percentages."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tradetalks.dossier.gazetteer import FORUMS, Mention
from tradetalks.dossier.lines import Line
from tradetalks.dossier.record import Measure

_PERCENT = re.compile(
    r"(?<![\d.,])(?P<value>\d{1,4}(?:\.\d{1,3})?)(?:\s?%|[ -]per[ -]?cent\b(?!age))", re.I
)
_TARIFF = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharge|import tax(?:es)?)\b", re.I
)
_SHARE = re.compile(
    r"\b(?:growth|grew|rose by|fell by|inflation|of (?:[\w’'-]+ ){0,4}(?:exports|"
    r"imports|trade|GDP|goods|tariff lines|products|lines|revenue|shipments|value|output)|stake|"
    r"share of|"
    r"market share|majority|turnout|interest|discount|year[- ]on[- ]year|unemployment)\b",
    re.I,
)
_PREVIOUS = re.compile(
    r"\b(?:from|down from|instead of|previously|earlier|previous|original(?:ly)?|was|had been)\W+"
    r"(?:[\w-]+ ){0,3}$",
    re.I,
)
_PROPOSED = re.compile(
    r"\b(?:would|could|may|might|propos\w+|threaten\w*|offer\w*|seek\w*|want\w*|plan\w*|will|if|"
    r"expected|"
    r"consider\w*|demand\w*|hope\w*|looming)\b",
    re.I,
)
_GROWTH = re.compile(
    r"\b(?:grew|grown|rose|risen|fell|fallen|up|down|growth|inflation|increased?|dropp?ed|jumped|"
    r"declined?|shrank|surged|expanded)(?: \w+){0,2} $",
    re.I,
)
MOST_RATE = 1000
"""Per cent; a larger figure is no tariff."""


def find_measures(lines: Sequence[Line]) -> tuple[Measure, ...]:
    """Return the tariff rates named, in order; percentages of other things are left out."""
    return tuple(measure for line in lines for measure in _measures(line))


def _measures(line: Line) -> Iterator[Measure]:
    for match in _PERCENT.finditer(line.text):
        if not _is_rate(line.text, match) or float(match["value"]) > MOST_RATE:
            continue
        start, end = line.start + match.start(), line.start + match.end()
        by, on = _sides(line)
        yield Measure(
            kind="tariff rate",
            rate=float(Decimal(match["value"]) / 100),
            by=by,
            on=on,
            time=_time(line.text, match),
            spans=(line.span(start, end),),
        )


def _is_rate(text: str, match: re.Match[str]) -> bool:
    """Tell a rate of duty from growth or coverage: a tariff word near, no share word nearer."""
    before, after = text[max(0, match.start() - 70) : match.start()], text[match.end() :][:50]
    if _SHARE.match(after.lstrip()) or _SHARE.search(after[:22]):
        return False
    if _GROWTH.search(before) and not _TARIFF.search(before):
        return False
    return bool(_TARIFF.search(before) or _TARIFF.search(after))


def _time(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - 60) : match.start()]
    proposed = _PROPOSED.search(before) is not None
    if _PREVIOUS.search(before):
        # What a rate would rise or fall from is the one that applies now.
        return "current" if proposed else "previous"
    return "proposed" if proposed else "current"


def _sides(line: Line) -> tuple[str, str]:
    """Return who imposes a rate and whose goods bear it, where the words tell."""
    places = [place for place in line.places if place.code not in FORUMS]
    on = next((place.code for place in places if _bears(line, place)), "")
    by = next((place.code for place in places if place.code != on and _imposes(line, place)), "")
    return by, on


def _bears(line: Line, place: Mention) -> bool:
    before = line.before(place.start, 40)
    after = line.after(place.end, 40)
    goods = re.match(
        r"(?:['’]s)? (?:[\w-]+ ){0,3}?(?:goods|exports|imports|products|shipments|steel|cars|"
        r"textiles|"
        r"garments|apparel)\b",
        after,
    )
    return bool(
        re.search(
            r"\b(?:on|for|against|facing)(?: (?:all|most|some|goods from|imports from))? $", before
        )
        or re.search(r"\b(?:imports|goods|exports|products|shipments) (?:coming )?from $", before)
        or (goods and re.search(r"\b(?:on|for|against|to)\b", before))
    )


def _imposes(line: Line, place: Mention) -> bool:
    before, after = line.before(place.start, 20), line.after(place.end, 60)
    return bool(
        re.search(r"\bby (?:the )?$", before)
        or re.match(
            r"(?:['’]s)? (?:[\w-]+ ){0,4}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|impos\w+|rate)\b",
            after,
        )
        or re.match(
            r" (?:will|would|has|had|cut|lower|reduce|raise|put|set|agreed|threatened|charges)\b",
            after,
        )
    )
