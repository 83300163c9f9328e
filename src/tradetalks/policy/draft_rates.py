"""The tariff rates that texts name between two parties, and what each can be in talks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tradetalks.dossier.items import Measure, MeasureKind
from tradetalks.dossier.record import Record
from tradetalks.policy.agreed import agreements
from tradetalks.policy.draft_text import Page, short
from tradetalks.policy.economies import members_of
from tradetalks.policy.ladder import Ladder
from tradetalks.policy.ladder_text import PROPOSED, goods_of
from tradetalks.policy.schedule import Threat
from tradetalks.policy.stack import headline_on
from tradetalks.policy.words import spoken_date, starting

THREATENED = "threatened"
"""How the record marks a rate that is to come if talks fail."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Named:
    """A rate that a text names, of one party on the other.

    Attributes:
        measure: The rate.
        record: The text's record.
        sectors: Codes of the goods it is about; empty where no sector stands for them.
    """

    measure: Measure
    record: Record
    sectors: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words, with the article they stand in."""
        return f"“{short(self.measure.quote)}” ({source_of(self.record)})"


def source_of(record: Record) -> str:
    """Return how a comment names an article."""
    article = record.article
    name = article.outlet or short(article.title, 60) or f"text {article.sha256[:12]}"
    return f"{name}, {spoken_date(article.published) if article.published else 'undated'}"


def named_rates(records: Sequence[Record], ladder: Ladder) -> Iterator[Named]:
    """Yield the rates between the parties that can be laid at one's door, latest text first."""
    for record in records:
        for measure in record.measures:
            sides = {measure.by, measure.on}
            if measure.kind is MeasureKind.TARIFF_RATE and sides == {ladder.small, ladder.large}:
                yield Named(
                    measure=measure, record=record, sectors=goods_of(measure, record, ladder)
                )


def unplaced(records: Sequence[Record], ladder: Ladder) -> Iterator[str]:
    """Yield why other figures of the texts are no terms of the talks."""
    placed = {id(rate.measure) for rate in named_rates(records, ladder)}
    for record in records:
        for measure in record.measures:
            if id(measure) in placed:
                continue
            where = f"“{short(measure.quote)}” ({source_of(record)})"
            if measure.kind is MeasureKind.TARIFF_RATE:
                yield (
                    f"{where} is not used: the text does not say that one side levies it on the "
                    "other."
                )
            else:
                yield f"{where} is not used: it is no tariff rate but {_of_kind(measure)}."


def _of_kind(measure: Measure) -> str:
    article = "an" if measure.kind.value[0] in "aeiou" else "a"
    return (
        f"{article} {measure.kind.value}"
        if measure.kind is not MeasureKind.OTHER
        else "another figure"
    )


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Between which rates an instrument may move.

    Attributes:
        floor: The lowest rate, 0 for none of its own.
        ceiling: The highest, None for standstill.
    """

    floor: float = 0.0
    ceiling: float | None = None


def headline_bounds(
    page: Page,
    ladder: Ladder,
    importer: str,
    partner: str,
    programme: str,
    rates: Sequence[Named],
    threat: Threat | None,
) -> Bounds:
    """Return the bounds of an importer's headline duty, and say what they rest on."""
    now = ladder.headline(programme, partner)
    page.say(
        f"The duty added under '{programme}' is {100 * now:g} percent on {ladder.name(partner)} on "
        f"{spoken_date(ladder.base.on)}."
    )
    high = max([now, *_threats(page, ladder, importer, partner, programme, rates, threat)])
    offered = [r for r in rates if r.measure.time == PROPOSED and r.measure.value <= high]
    if offered:
        lowest = min(offered, key=lambda rate: rate.measure.value)
        page.assume(
            f"{starting(ladder.name(importer))} goes no lower than what the text says is proposed, "
            f"{lowest.words}."
        )
        low = lowest.measure.value
    else:
        low = _lowest_agreed(page, ladder, importer, high)
    return Bounds(floor=low, ceiling=high if high > now else None)


def _threats(
    page: Page,
    ladder: Ladder,
    importer: str,
    partner: str,
    programme: str,
    rates: Sequence[Named],
    threat: Threat | None,
) -> Iterator[float]:
    """Yield rates that the importer has announced or is said to threaten with."""
    if threat is not None:
        each = [
            headline_on(
                ladder.world, threat.applies, ladder.base.known, ladder.library, programme, e
            )
            for e in members_of(partner, ladder.world)
        ]
        announced = float(np.mean(each))
        page.assume(
            f"The ceiling of {ladder.name(importer)} is the {100 * announced:g} percent announced "
            f"from {spoken_date(threat.applies)}."
        )
        yield announced
    for rate in rates:
        if rate.measure.time == THREATENED:
            page.assume(
                f"{starting(ladder.name(importer))} may go as high as the rate that the text says "
                f"is threatened, {rate.words}."
            )
            yield rate.measure.value


def _lowest_agreed(page: Page, ladder: Ladder, importer: str, high: float) -> float:
    known = [a for a in agreements(ladder.base.known, ladder.library) if a.by == importer]
    fitting = [a for a in known if a.rate <= high]
    if not fitting:
        page.assume(f"{starting(ladder.name(importer))} may lower its added duty to nothing.")
        return 0.0
    lowest = min(fitting, key=lambda each: each.rate)
    page.assume(
        f"The floor of {ladder.name(importer)} is the lowest rate it had agreed with anyone by "
        f"then: {100 * lowest.rate:g} percent with {ladder.name(lowest.partner)} "
        f"({spoken_date(lowest.announced)})."
    )
    return lowest.rate


def duty_floors(
    page: Page, ladder: Ladder, importer: str, partner: str, rates: Sequence[Named]
) -> dict[str, float]:
    """Return the lowest rate by sector that the text lets an importer's own duties have."""
    world = ladder.world
    buyers = [world.economy_index(code) for code in members_of(importer, world)]
    sellers = [world.economy_index(code) for code in members_of(partner, world)]
    floors: dict[str, float] = {}
    for rate in rates:
        value = rate.measure.value
        if rate.measure.time != PROPOSED or value <= 0:
            continue
        stands = {
            code: float(ladder.base.rate[np.ix_(sellers, buyers, [world.sector_index(code)])].max())
            for code in rate.sectors
        }
        fitting = [code for code, now in stands.items() if value <= now and code not in floors]
        if fitting:
            page.assume(
                f"{starting(ladder.name(importer))} goes no lower than what the text says is "
                f"proposed, {rate.words}, in {ladder.listed(tuple(fitting))}."
            )
            floors |= dict.fromkeys(fitting, value)
        else:
            page.assume(
                f"{rate.words} is not used: it lies above the mean duty of every sector that it "
                "could be about."
            )
    return floors
