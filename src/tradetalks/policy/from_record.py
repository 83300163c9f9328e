"""From a record of what a text says to scenarios: the one bridge from words to economics."""

from dataclasses import replace
from datetime import date

from tradetalks.atlas.world import World
from tradetalks.dossier.parties import require_two_parties
from tradetalks.dossier.record import Record
from tradetalks.policy.economies import members_of, missing_from
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.ladder import Ladder
from tradetalks.policy.ladder_agreed import agreed_rate
from tradetalks.policy.ladder_text import terms_in_text
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.schedule import status_quo, threatened
from tradetalks.policy.talks import (
    OnTheTable,
    Rung,
    Talks,
    larger_last,
    no_deal_rung,
    status_quo_rung,
    talks_from_deal,
)
from tradetalks.policy.words import spoken_date, starting

__all__ = ["OnTheTable", "Rung", "Talks", "talks_from_deal", "talks_from_record"]


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
    ladder = Ladder(world, base, library, small, large)
    sectors, said = on_the_table(record, world)
    said += [line for line in (missing_from(code, world) for code in (small, large)) if line]
    rungs = [status_quo_rung(base)]
    agreed, why_not_agreed = agreed_rate(ladder)
    own = agreed if agreed and agreed.id == "deal" else None
    for rung, why_not in (
        _no_deal(ladder),
        terms_in_text(ladder, record, own),
        (None if own else agreed, why_not_agreed),
    ):
        rungs += [rung] if rung else []
        said += [why_not] if why_not else []
    on_table = tuple(item.sector for item in sectors)
    if on_table:
        rungs += _freed(ladder, agreed or rungs[0], on_table)
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


def on_the_table(record: Record, world: World) -> tuple[tuple[OnTheTable, ...], list[str]]:
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


def _no_deal(ladder: Ladder) -> tuple[Rung | None, str]:
    sides = tuple(members_of(code, ladder.world) for code in (ladder.small, ladder.large))
    threat = threatened(
        ladder.world, ladder.base.on, library=ladder.library, between=(sides[0], sides[1])
    )
    names = (ladder.name(ladder.small), ladder.name(ladder.large))
    if threat is None:
        return None, (
            f"No measure announced by {spoken_date(ladder.base.on)} and not yet applied was known "
            f"between {names[0]} and {names[1]}: there is no scenario without a deal other than "
            "the status quo."
        )
    return no_deal_rung(threat, names, ladder.library), ""


def _freed(ladder: Ladder, start: Rung, sectors: tuple[str, ...]) -> list[Rung]:
    """Return the two rungs that free the sectors on the table."""
    free = Change(Form.FINAL, 0.0)
    small, large = ladder.name(ladder.small), ladder.name(ladder.large)
    one = ladder.give(start.schedule, ladder.large, ladder.small, free, sectors=sectors)
    both = ladder.give(one, ladder.small, ladder.large, free, sectors=sectors)
    top = "" if start.id == "status_quo" else " on top of the agreed rate for all other goods"
    listed = ladder.listed(sectors)
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
