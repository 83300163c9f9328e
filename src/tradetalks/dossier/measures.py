"""Figures the text names: tariff rates with both sides, and every other sort told from them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tradetalks.dossier.amounts import find_amounts
from tradetalks.dossier.currencies import settle
from tradetalks.dossier.figure_goods import goods_of
from tradetalks.dossier.figure_kinds import kind_of
from tradetalks.dossier.figures import Figure, Setting, setting_of
from tradetalks.dossier.items import Measure, MeasureKind, PathPoint
from tradetalks.dossier.lines import Line
from tradetalks.dossier.rate_paths import path_of
from tradetalks.dossier.rate_sides import Sides, completed, duties_in, sides_of
from tradetalks.dossier.rate_times import time_of_other, time_of_rate

_ON_GOODS = frozenset(
    {
        MeasureKind.TARIFF_RATE, MeasureKind.TARIFF_CUT, MeasureKind.QUOTA, MeasureKind.PURCHASE,
    }
)  # fmt: skip
"""What is said of goods."""
NEAR = 1
"""Paragraphs by which a figure may follow another that it is read with."""


@dataclass(frozen=True)
class _Draft:
    """A figure with its kind, and its sides as far as its own sentence tells them."""

    figure: Figure
    kind: MeasureKind
    sides: Sides

    @property
    def is_rate(self) -> bool:
        return self.kind is MeasureKind.TARIFF_RATE


def find_measures(
    lines: Sequence[Line],
    *,
    parties: Sequence[str] = (),
    anchor: date | None = None,
) -> tuple[Measure, ...]:
    """Return the figures named, in order: tariff rates, and all others with what they are about.

    Args:
        lines: The article's sentences.
        parties: Codes of the negotiating economies. Where they are two and the words name one as
            a side of a rate, the other is the other side.
        anchor: The day the text was written, from which its times are counted.
    """
    setting = setting_of(lines, parties=parties)
    drafts: list[_Draft] = []
    last: dict[str, tuple[int, MeasureKind]] = {}
    for line in lines:
        near = {unit: kind for unit, (block, kind) in last.items() if line.block - block <= NEAR}
        found = list(_drafts(line, setting, near))
        last |= {each.figure.amount.unit: (line.block, each.kind) for each in found}
        drafts += found
    whole = list(_with_sides(drafts, lines, setting))
    return tuple(
        replace(_measure(draft, setting), path=_path(whole, number, anchor))
        for number, draft in enumerate(whole)
    )


def _drafts(line: Line, setting: Setting, last: Mapping[str, MeasureKind]) -> Iterator[_Draft]:
    amounts = find_amounts(line.text)
    known: tuple[MeasureKind | None, ...] = ()
    for number, amount in enumerate(amounts):
        figure = Figure(line, amounts, number)
        kind = kind_of(figure, setting, known=known, last=last.get(amount.unit))
        known = (*known, kind)
        if kind is MeasureKind.TARIFF_RATE:
            yield _Draft(figure, kind, sides_of(figure, setting))
        elif kind is not None:
            yield _Draft(figure, kind, Sides())


def _with_sides(
    drafts: Sequence[_Draft], lines: Sequence[Line], setting: Setting
) -> Iterator[_Draft]:
    """Yield the drafts, the sides of their rates completed from the rest of the text."""
    usual = _usual(drafts, lines, setting)
    beside: tuple[int, Sides] | None = None
    for draft in drafts:
        if not draft.is_rate:
            yield draft
            continue
        block = draft.figure.line.block
        near = beside[1] if beside and block - beside[0] <= NEAR else None
        sides = completed(draft.sides, setting, beside=near, usual=usual)
        beside = (block, sides) if sides.by or sides.on else beside
        yield replace(draft, sides=sides)


def _usual(drafts: Sequence[_Draft], lines: Sequence[Line], setting: Setting) -> Sides | None:
    """Return the sides that the text's duties have most often, where it tells any.

    A sentence counts once; one that speaks of duties without a figure counts as well.
    """
    told = [
        (draft.figure.line.start, completed(draft.sides, setting, beside=None, usual=None))
        for draft in drafts
        if draft.is_rate
    ]
    if not told:
        return None
    spoken = [
        (line.start, completed(sides, setting, beside=None, usual=None))
        for line in lines
        for sides in duties_in(line)
    ]
    each = dict.fromkeys((at, s.by, s.on) for at, s in (*told, *spoken) if s.by and s.on)
    counts = Counter((by, on) for _, by, on in each)
    return Sides(*counts.most_common(1)[0][0]) if counts else None


def _path(drafts: Sequence[_Draft], number: int, anchor: date | None) -> tuple[PathPoint, ...]:
    """Return the later stops of a rate in its own sentence."""
    if not drafts[number].is_rate:
        return ()
    line = drafts[number].figure.line
    rates = [each.figure for each in drafts if each.is_rate and each.figure.line is line]
    return path_of(rates, rates.index(drafts[number].figure), anchor=anchor)


def _measure(draft: _Draft, setting: Setting) -> Measure:
    figure, amount = draft.figure, draft.figure.amount
    near = (*(p.code for p in figure.line.places), *setting.parties, *setting.economies)
    return Measure(
        kind=draft.kind,
        value=amount.value,
        unit=settle(amount.coin, near) if amount.coin else amount.unit,
        by=draft.sides.by,
        on=draft.sides.on,
        what=goods_of(figure) if _is_on_goods(draft) else "",
        time=time_of_rate(figure) if draft.is_rate else time_of_other(figure),
        spans=(figure.line.span(figure.start, figure.start + len(figure.words)),),
    )


def _is_on_goods(draft: _Draft) -> bool:
    """Tell what is said of goods; a value of trade is mostly of all of them."""
    weighed = draft.kind is MeasureKind.TRADE_VALUE and draft.figure.amount.unit.islower()
    return weighed or draft.kind in _ON_GOODS
