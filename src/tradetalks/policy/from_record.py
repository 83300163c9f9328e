"""From a record of what a text says to scenarios: the one bridge from words to economics."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tradetalks.atlas.world import World
from tradetalks.dossier.items import Measure, MeasureKind
from tradetalks.dossier.parties import require_two_parties
from tradetalks.dossier.record import Record
from tradetalks.policy.comparable import Expected, expected_rate
from tradetalks.policy.deal import Concession, Deal, apply_deal
from tradetalks.policy.economies import members_of, missing_from, name_of
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.schedule import Schedule, status_quo, threatened
from tradetalks.policy.stack import headline_on
from tradetalks.policy.talks import (
    OnTheTable,
    Rung,
    Talks,
    larger_last,
    no_deal_rung,
    status_quo_rung,
    talks_from_deal,
)
from tradetalks.policy.words import joined, spoken_date, starting

__all__ = ["OnTheTable", "Rung", "Talks", "talks_from_deal", "talks_from_record"]

ALL_GOODS = re.compile(r"\b(?:goods|products|exports|imports|merchandise)\b", re.IGNORECASE)
"""What a sentence says of a rate that is not on particular goods."""

PROPOSED = "proposed"
"""How the record marks a rate that is asked for or offered, not levied."""


@dataclass(frozen=True, eq=False)
class _Setting:
    """What all rungs of one ladder share."""

    world: World
    base: Schedule
    library: Library
    small: str
    large: str

    @property
    def goods(self) -> tuple[str, ...]:
        return tuple(s for s in self.world.sectors if s not in self.world.services)

    def name(self, code: str) -> str:
        return name_of(code, self.world)

    def listed(self, sectors: tuple[str, ...]) -> str:
        """Return sectors as a sentence names them."""
        if sectors == self.goods:
            return "all goods"
        world = self.world
        return joined([world.sector_names[world.sector_index(code)].lower() for code in sectors])

    def give(
        self,
        schedule: Schedule,
        by: str,
        to: str,
        change: Change,
        *,
        sectors: Iterable[str],
        measure: str | None = None,
    ) -> Schedule:
        """Return a schedule with one preferential concession on top."""
        concessions = tuple(
            Concession(
                by=importer,
                to=members_of(to, self.world),
                sectors=tuple(sectors),
                change=change,
                measure=measure,
            )
            for importer in members_of(by, self.world)
        )
        deal = Deal(title="", parties=(by, to), status="proposed", concessions=concessions)
        return apply_deal(schedule, deal, self.world, library=self.library)


def talks_from_record(
    record: Record, world: World, *, as_of: date, library: Library | None = None
) -> Talks:
    """Return the scenarios that a text's talks stand for.

    Args:
        record: What the text says; it must name two parties.
        world: The world that will price them.
        as_of: The date of the rates and of the knowledge: nothing known later is used.
        library: The measures; those that ship when None.

    Returns:
        The rungs, the status quo first; a rung for which nothing is known is left out, and the
        assumptions say so.

    Raises:
        ArticleError: The text does not name exactly two parties, or names one that this world
            does not hold on its own.
    """
    library = library or load_library()
    base = status_quo(world, as_of, library=library)
    small, large = _parties(record, world)
    setting = _Setting(world, base, library, small, large)
    sectors, said = _sectors(record, world)
    said += [line for line in (missing_from(code, world) for code in (small, large)) if line]
    rungs = [status_quo_rung(base)]
    agreed, why_not_agreed = _agreed_rate(setting)
    own = agreed if agreed and agreed.id == "deal" else None
    for rung, why_not in (
        _no_deal(setting),
        _terms(setting, record, own),
        (None if own else agreed, why_not_agreed),
    ):
        rungs += [rung] if rung else []
        said += [why_not] if why_not else []
    on_table = tuple(item.sector for item in sectors)
    if on_table:
        rungs += _freed(setting, agreed or rungs[0], on_table)
    else:
        said.append("The text names no goods: no scenario frees any sector.")
    return Talks(
        parties=(small, large),
        third_parties=_third_parties(record, world),
        sectors=sectors,
        rungs=tuple(rungs),
        as_of=as_of,
        assumptions=tuple(said),
    )


def _parties(record: Record, world: World) -> tuple[str, str]:
    """Return the two parties, the smaller economy first."""
    one, two = require_two_parties(record)
    return larger_last((one.code, two.code), world)


def _sectors(record: Record, world: World) -> tuple[tuple[OnTheTable, ...], list[str]]:
    """Return the goods sectors on the table with the words behind them, and what was left out."""
    topics: dict[str, list[str]] = {}
    quotes: dict[str, list[str]] = {}
    silent: list[str] = []
    for item in record.agenda:
        goods = [s for s in item.sectors if s in world.sectors and s not in world.services]
        if not goods:
            silent.append(item.title)
        for sector in goods:
            topics.setdefault(sector, []).append(item.topic)
            quotes.setdefault(sector, []).extend(span.quote for span in item.spans)
    found = tuple(
        OnTheTable(
            sector=code,
            topics=tuple(dict.fromkeys(topics[code])),
            quotes=tuple(dict.fromkeys(quotes[code])),
        )
        for code in world.sectors
        if code in topics
    )
    said = [f"Topics that name no goods are not priced: {', '.join(silent)}."] if silent else []
    return found, said


def _third_parties(record: Record, world: World) -> tuple[str, ...]:
    codes = [code for third in record.third_parties for code in members_of(third.code, world)]
    return tuple(dict.fromkeys(codes))


def _no_deal(setting: _Setting) -> tuple[Rung | None, str]:
    sides = tuple(members_of(code, setting.world) for code in (setting.small, setting.large))
    threat = threatened(
        setting.world, setting.base.on, library=setting.library, between=(sides[0], sides[1])
    )
    names = (setting.name(setting.small), setting.name(setting.large))
    if threat is None:
        return None, (
            f"No measure announced by {spoken_date(setting.base.on)} and not yet applied was known "
            f"between {names[0]} and {names[1]}: there is no scenario without a deal other than "
            "the status quo."
        )
    return no_deal_rung(threat, names, setting.library), ""


def _terms(setting: _Setting, record: Record, own: Rung | None) -> tuple[Rung | None, str]:
    """Return the rung of the rates the text itself proposes, on top of what is agreed already.

    Args:
        setting: What all rungs share.
        record: What the text says.
        own: The rate announced as agreed between the two; it goes before what a text says of the
            same importer.
    """
    schedule = own.schedule if own else setting.base
    said, beside = list[str](), list[str]()
    sides = {setting.small, setting.large}
    priced = {side for side in sides if own and _moves(setting, own.schedule, side)}
    for measure in record.measures:
        if measure.kind is not MeasureKind.TARIFF_RATE or measure.time != PROPOSED:
            continue
        if {measure.by, measure.on} != sides:
            continue
        if measure.by in priced:
            beside.append(f"The text's '{measure.quote}' is not priced on its own.")
            continue
        sectors = _goods_of(measure, record, setting)
        if not sectors:
            beside.append(
                f"'{measure.quote}' is about goods that no sector stands for: not priced."
            )
            continue
        priced.add(measure.by)
        programme = _programme(setting, measure.by, measure.on)
        schedule = setting.give(
            schedule,
            measure.by,
            measure.on,
            Change(Form.FINAL, measure.value),
            sectors=sectors,
            measure=programme,
        )
        what = "its added duty" if programme else "its applied rate"
        said.append(
            f"{starting(setting.name(measure.by))} sets {what} on {setting.name(measure.on)} at "
            f"{100 * measure.value:g} percent ('{measure.quote}'), on "
            f"{setting.listed(sectors)}."
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


def _moves(setting: _Setting, schedule: Schedule, importer: str) -> bool:
    columns = [setting.world.economy_index(code) for code in members_of(importer, setting.world)]
    return not np.array_equal(schedule.rate[:, columns], setting.base.rate[:, columns])


def _goods_of(measure: Measure, record: Record, setting: _Setting) -> tuple[str, ...]:
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
    found = tuple(code for code in setting.goods if code in named)
    general = ALL_GOODS.search(text, start + 1, end)
    return found or (setting.goods if general else ())


def _programme(setting: _Setting, importer: str, partner: str) -> str | None:
    """Return the programme whose headline the importer's agreements set, if it is levied."""
    names = dict.fromkeys(a.programme for a in setting.library.agreed if a.by == importer)
    return next((n for n in names if _headline(setting, n, partner) > 0), None)


def _headline(setting: _Setting, programme: str, partner: str) -> float:
    world, base = setting.world, setting.base
    rates = [
        headline_on(world, base.on, base.known, setting.library, programme, economy)
        for economy in members_of(partner, world)
    ]
    return float(np.mean(rates))


def _agreed_rate(setting: _Setting) -> tuple[Rung | None, str]:
    """Return the rung of the rate agreed with comparable countries."""
    for importer, partner in (
        (setting.large, setting.small),
        (setting.small, setting.large),
    ):
        expected = expected_rate(
            setting.world, importer, partner, setting.base.known, setting.library
        )
        if expected is None:
            continue
        headline = _headline(setting, expected.programme, partner)
        if headline <= 0:
            return None, (
                f"{starting(setting.name(importer))} has agreed rates of a duty that it does not "
                f"levy on {setting.name(partner)} on {spoken_date(setting.base.on)}: no such "
                "scenario."
            )
        if np.isclose(headline, expected.rate):
            return None, (
                f"The rate that {setting.name(partner)} could expect by agreement, "
                f"{100 * headline:g} percent, is the one in force: no scenario of its own."
            )
        return _agreed_rung(setting, importer, partner, expected, headline), ""
    return None, (
        "Neither party had announced a rate agreed with anyone by then: no scenario of a "
        "comparable rate."
    )


def _agreed_rung(
    setting: _Setting, importer: str, partner: str, expected: Expected, headline: float
) -> Rung:
    schedule = setting.give(
        setting.base,
        importer,
        partner,
        Change(Form.FINAL, expected.rate),
        sectors=setting.goods,
        measure=expected.programme,
    )
    basis = ", ".join(
        f"{setting.name(each.partner)} {100 * each.rate:g} percent ({spoken_date(each.announced)})"
        for each in expected.basis
    )
    percent = f"{100 * expected.rate:g} percent"
    how = (
        f"the rate announced as agreed: {basis}"
        if expected.own
        else f"the median of the rates agreed with the {len(expected.basis)} countries whose "
        f"sales to {setting.name(importer)} are most alike: {basis}"
    )
    said = [
        f"The added duty in force on {spoken_date(setting.base.on)} is {100 * headline:g} percent.",
        "Goods exempt from the added duty stay exempt.",
        "Rivals' rates stay as they stand.",
    ]
    if any(each.includes_base for each in expected.basis):
        said.append("Rates that take in the ordinary duty are read as added to it.")
    return Rung(
        id="deal" if expected.own else "agreed_rate",
        title=f"The agreed rate of {percent}"
        if expected.own
        else f"A {percent} rate, as for comparable countries",
        sentence=f"The added duty of {setting.name(importer)} on {setting.name(partner)} becomes "
        f"{percent}, {how}.",
        schedule=schedule,
        assumptions=tuple(said),
    )


def _freed(setting: _Setting, start: Rung, sectors: tuple[str, ...]) -> list[Rung]:
    """Return the two rungs that free the sectors on the table."""
    free = Change(Form.FINAL, 0.0)
    small, large = setting.name(setting.small), setting.name(setting.large)
    one = setting.give(start.schedule, setting.large, setting.small, free, sectors=sectors)
    both = setting.give(one, setting.small, setting.large, free, sectors=sectors)
    top = "" if start.id == "status_quo" else " on top of the agreed rate for all other goods"
    listed = setting.listed(sectors)
    common = (
        "Free means no duty at all, ordinary or added, for the partner alone; every good of the "
        "sector qualifies.",
        "Rivals' rates stay as they stand.",
    )
    first = Rung(
        id="one_way",
        title="The named sectors freed one way",
        sentence=f"{starting(large)} frees goods of {small} in the sectors named ({listed}){top}; "
        f"{small} gives nothing.",
        schedule=one,
        assumptions=(*common, "The larger market opens to the smaller party."),
    )
    second = replace(
        first,
        id="both_ways",
        title="The named sectors freed both ways",
        sentence=f"{starting(large)} and {small} free each other's goods in the sectors named "
        f"({listed}){top}.",
        schedule=both,
        assumptions=common,
    )
    return [first, second]
