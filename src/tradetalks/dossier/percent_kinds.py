"""What a percentage is of: a duty, the fall of one, a change, a share, or the reach of a deal.

The words next to the figure are heard first ("20 percent duty", "rose 20 percent", "20 percent of
exports"), then a neighbour it is coupled with ("35 percent on cars and 27 percent on wine"), then
the nearest telling word of its clause, then the sentence before, and what the text is about last.
"""

import re
from collections.abc import Callable

from tradetalks.dossier.figures import DUTIES, Figure, Setting
from tradetalks.dossier.items import MeasureKind
from tradetalks.dossier.percent_signs import (
    BREAKS,
    BY,
    CHANGED,
    CHARGED,
    COUPLES,
    COVERED,
    CUT_AFTER,
    DUTY,
    DUTY_AFTER,
    FALLS,
    FREED,
    GROWTH_AFTER,
    LEVEL,
    LINES,
    MORE_AFTER,
    NO_DUTY,
    NOUN_OF,
    OF,
    ON,
    OTHER_TAX,
    PART,
    PART_AFTER,
    RATE_OF,
    SPENT,
    SURELY_CHARGED,
    VERB,
)

RATE, CUT, COVERAGE = MeasureKind.TARIFF_RATE, MeasureKind.TARIFF_CUT, MeasureKind.COVERAGE
GROWTH, SHARE = MeasureKind.GROWTH, MeasureKind.SHARE
MOST_RATE = 10.0
"""A fraction; what is larger is no tariff."""


def percent_kind(
    figure: Figure,
    setting: Setting,
    *,
    known: tuple[MeasureKind | None, ...],
    last: MeasureKind | None,
) -> MeasureKind:
    """Return what a percentage is of.

    Args:
        figure: The percentage.
        setting: What the text is about.
        known: What the figures before it in the sentence are about.
        last: What the last percentage of the sentences just before is about, if there is one.
    """
    kind = _by_its_neighbours(figure, setting)
    coupled = _coupled(figure, known)
    if coupled and (kind is None or (kind is SHARE and coupled is COVERAGE)):
        return coupled
    return kind or _by_its_clause(figure, setting, last) or _by_the_text(figure, setting, last)


def _by_its_neighbours(figure: Figure, setting: Setting) -> MeasureKind | None:
    before, after = figure.before, figure.after
    return next((kind for sign in _SIGNS if (kind := sign(before, after, figure, setting))), None)


def _points(before: str, after: str, figure: Figure, setting: Setting) -> MeasureKind | None:
    if not figure.amount.points:
        return None
    dutiable = DUTIES.search(before + after) or re.search(r"\brates? ", before)
    return CUT if dutiable and setting.duties else GROWTH


def _behind(before: str, after: str, figure: Figure, setting: Setting) -> MeasureKind | None:
    if OTHER_TAX.search(before[-30:]) or OTHER_TAX.match(after.lstrip(" -")):
        return SHARE
    if CUT_AFTER.match(after) and (setting.duties and DUTIES.search(before + after)):
        return CUT
    if _levied(setting, after) and figure.amount.value <= MOST_RATE and DUTY_AFTER.match(after):
        return CUT if re.match(rf"^[- ]{DUTY} (?:cut|reduction)", after, re.I) else RATE
    return None


def _levied(setting: Setting, words: str) -> bool:
    """Tell whether a rate beside these words is a duty: what is so called, in passing too."""
    return setting.duties or (setting.border and bool(DUTIES.search(words[:30])))


def _parts(_before: str, after: str, figure: Figure, setting: Setting) -> MeasureKind | None:
    if COVERED.match(after):
        line, amount = figure.line.text, figure.amount
        around = line[max(0, amount.start - 90) : amount.start] + " # " + line[amount.end :][:90]
        told = setting.trade and (FREED.search(around) or DUTIES.search(after))
        return COVERAGE if LINES.search(after[:60]) or told else SHARE
    return SHARE if OF.match(after) or PART_AFTER.match(after) else None


def _changes(before: str, after: str, _figure: Figure, setting: Setting) -> MeasureKind | None:
    dutiable = setting.duties and DUTIES.search(before)
    if BY.search(before):
        return CUT if dutiable and FALLS.search(before) and not _moved(before) else GROWTH
    if MORE_AFTER.match(after) or (GROWTH_AFTER.match(after) and not CHARGED.search(before)):
        return GROWTH
    if CHANGED.search(before):
        to_or_from = re.search(r"\b(?:to|from) (?:\w+ ){0,3}$", before)
        return None if to_or_from else GROWTH
    if NOUN_OF.search(before):
        return CUT if re.search(rf"\b{DUTY} (?:increase|rise|drop|decline)", before) else GROWTH
    return None


def _moved(before: str) -> bool:
    """Tell whether a duty moves something else ("lower duties raised exports by")."""
    tail = before[[match.end() for match in DUTIES.finditer(before)][-1] :]
    return bool(re.search(rf"\b{VERB} (?!by )", tail, re.I))


def _charges(before: str, after: str, figure: Figure, setting: Setting) -> MeasureKind | None:
    near = before[-90:]
    if not _levied(setting, near[-20:]) or figure.amount.value > MOST_RATE:
        return None
    if PART.search(near[-40:]) and not DUTIES.search(near[-40:]):
        return None
    if NO_DUTY.search(near):
        return None
    charged = RATE_OF.search(near) or SURELY_CHARGED.search(near)
    return RATE if charged or (ON.match(after) and not SPENT.search(before)) else None


_Sign = Callable[[str, str, Figure, Setting], MeasureKind | None]
_SIGNS: tuple[_Sign, ...] = (_points, _behind, _changes, _parts, _charges)


def _coupled(figure: Figure, known: tuple[MeasureKind | None, ...]) -> MeasureKind | None:
    """Return the kind of the figure just before, where the two are coupled."""
    number = figure.number
    if number == 0 or not known or figure.amounts[number - 1].unit != figure.amount.unit:
        return None
    between = figure.between(number - 1)
    if figure.line.raw[figure.amounts[number - 1].end : figure.amount.start].count("\n|") == 1:
        return known[-1]
    if len(between) > 110 or BREAKS.search(between) or not COUPLES.match(between):
        return None
    return known[-1]


_NEAREST: tuple[tuple[MeasureKind, re.Pattern[str]], ...] = (
    (RATE, DUTIES),
    (GROWTH, re.compile(rf"\b(?:{VERB}|growth|inflation)\b", re.I)),
    (SHARE, PART),
)


def _by_its_clause(
    figure: Figure, setting: Setting, last: MeasureKind | None
) -> MeasureKind | None:
    """Return the kind whose words stand nearest in the clause."""
    before, after = figure.before[-90:], figure.after[:60]
    dutiable = setting.duties and figure.amount.value <= MOST_RATE
    asked = last not in {GROWTH, SHARE} and CHARGED.search(before)
    if dutiable and (asked or figure.amount.value == 0):
        return RATE
    level = LEVEL.search(before)
    best: tuple[float, MeasureKind] | None = None
    for kind, words in _NEAREST:
        if (kind is RATE and not dutiable) or (kind is GROWTH and level):
            continue
        ahead = [len(before) - match.end() for match in words.finditer(before)]
        behind = [match.start() for match in words.finditer(after)]
        near = min([*ahead, *behind], default=None)
        if near is not None and (best is None or near < best[0]):
            best = (near, kind)
    return best[1] if best else None


def _by_the_text(figure: Figure, setting: Setting, last: MeasureKind | None) -> MeasureKind:
    if last in {RATE, GROWTH, SHARE, COVERAGE} and not figure.line.places:
        return last if last is not COVERAGE else SHARE
    if setting.duties and figure.amount.value <= 1.5:
        return RATE
    return SHARE
