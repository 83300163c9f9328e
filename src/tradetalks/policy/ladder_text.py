"""The scenario of the rates that a text itself proposes."""

import re
from dataclasses import replace

import numpy as np

from tradetalks.dossier.items import Measure, MeasureKind
from tradetalks.dossier.record import Record
from tradetalks.policy.economies import members_of
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.ladder import Ladder
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.talks import Rung
from tradetalks.policy.words import starting

ALL_GOODS = re.compile(r"\b(?:goods|products|exports|imports|merchandise)\b", re.IGNORECASE)
"""What a sentence says of a rate that is not on particular goods."""

PROPOSED = "proposed"
"""How the record marks a rate that is asked for or offered, not levied."""


def terms_in_text(ladder: Ladder, record: Record, own: Rung | None) -> tuple[Rung | None, str]:
    """Return the rung of the rates the text itself proposes, on top of what is agreed already.

    Args:
        ladder: What all rungs share.
        record: What the text says.
        own: The rate announced as agreed between the two; it goes before what a text says of the
            same importer.
    """
    schedule = own.schedule if own else ladder.base
    said, beside = list[str](), list[str]()
    sides = {ladder.small, ladder.large}
    priced = {side for side in sides if own and _moves(ladder, own.schedule, side)}
    for measure in record.measures:
        if measure.kind is not MeasureKind.TARIFF_RATE or measure.time != PROPOSED:
            continue
        if {measure.by, measure.on} != sides:
            continue
        if measure.by in priced:
            beside.append(f"The text's '{measure.quote}' is not priced on its own.")
            continue
        sectors = goods_of(measure, record, ladder)
        if not sectors:
            beside.append(
                f"'{measure.quote}' is about goods that no sector stands for: not priced."
            )
            continue
        priced.add(measure.by)
        programme = ladder.programme(measure.by, measure.on)
        schedule = ladder.give(
            schedule,
            measure.by,
            measure.on,
            Change(Form.FINAL, measure.value),
            sectors=sectors,
            measure=programme,
        )
        what = "its added duty" if programme else "its applied rate"
        said.append(
            f"{starting(ladder.name(measure.by))} sets {what} on {ladder.name(measure.on)} at "
            f"{100 * measure.value:g} percent ('{measure.quote}'), on "
            f"{ladder.listed(sectors)}."
        )
    if own:
        return replace(
            own,
            sentence=" ".join((own.sentence, *said)),
            schedule=schedule,
            assumptions=tuple(dict.fromkeys((*own.assumptions, *beside))),
        ), ""
    if not said:
        none = "The text proposes no tariff rate between the parties that can be priced."
        return None, " ".join(dict.fromkeys((*beside, none)))
    return Rung(
        id="deal",
        title="The terms in the text",
        sentence=" ".join(said),
        schedule=schedule,
        assumptions=("Rivals' rates stay as they stand.", *dict.fromkeys(beside)),
    ), ""


def _moves(ladder: Ladder, schedule: Schedule, importer: str) -> bool:
    columns = [ladder.world.economy_index(code) for code in members_of(importer, ladder.world)]
    return not np.array_equal(schedule.rate[:, columns], ladder.base.rate[:, columns])


def goods_of(measure: Measure, record: Record, ladder: Ladder) -> tuple[str, ...]:
    """Return the sectors of a rate: those its sentence names, else all goods if it says so."""
    text, span = record.article.text, measure.spans[0]
    start = max(text.rfind(mark, 0, span.start) for mark in (". ", "\n"))
    ends = [at for mark in (". ", "\n") if (at := text.find(mark, span.end)) >= 0]
    end = min(ends, default=len(text))
    named = {
        sector
        for item in record.agenda
        for sector in item.sectors
        if any(start < words.start and words.end <= end for words in item.spans)
    }
    found = tuple(code for code in ladder.goods if code in named)
    general = ALL_GOODS.search(text, start + 1, end)
    return found or (ladder.goods if general else ())
