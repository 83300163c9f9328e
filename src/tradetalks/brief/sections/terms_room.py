"""What the talks assume: what each side can set, what it will not, and what it promises."""

from collections.abc import Iterator

from tradetalks.brief.blocks import Block, Points, words
from tradetalks.brief.terms import Party, Terms
from tradetalks.policy.commitment import Commitment
from tradetalks.policy.deal import DealSource
from tradetalks.policy.negotiation import Instrument, ObjectiveKind, RedLine, Side
from tradetalks.policy.words import joined, spoken_date, starting


def room(terms: Terms) -> tuple[Block, ...]:
    """Return what the talks assume of each side, and the sources of it."""
    return (
        Points(title="What these talks assume", items=words(*room_lines(terms))),
        Points(title="Where that is taken from", items=words(*_sources(terms))),
    )


def room_lines(terms: Terms) -> tuple[str, ...]:
    """Return the public room in sentences."""
    told: list[str] = []
    for party, side in zip(terms.parties, terms.public.sides, strict=True):
        told += [_sets(terms, party, each) for each in side.instruments]
        told += [_holds(terms, party, each) for each in side.red_lines]
        told += _wants(terms, party, side)
    told += [
        f"The sides accept no terms that change the real income of "
        f"{terms.exporters(each.members)} by less than {100.0 * each.floor:+g} percent."
        for each in terms.public.third_parties
        if each.floor is not None
    ]
    return tuple(dict.fromkeys((*told, *terms.public.assumptions)))


def _sets(terms: Terms, party: Party, each: Instrument) -> str:
    payers = "every supplier" if each.mfn else terms.exporters(each.to)
    what = terms.duty(each.measure) if each.measure else "its duty"
    how = "as one rate" if each.together or len(each.sectors) == 1 else "sector by sector"
    goods = terms.sectors(each.sectors).lower()
    told = f"{starting(party.called)} can set {what} on {goods} from {payers}"
    return f"{told}, {how}{_bounds(party, each)}.{_noted(each.note)}"


def _bounds(party: Party, each: Instrument) -> str:
    """Return the bounds of an instrument; nothing of a private side."""
    if party.private:
        return "; how far is private"
    top = "the rate of today" if each.ceiling is None else _percent(each.ceiling)
    return f", from {_percent(each.floor)} to {top}"


def _holds(terms: Terms, party: Party, each: RedLine) -> str:
    owner = terms.exporters(each.on)
    what = terms.duty(each.measure) if each.measure else "the rate"
    goods = terms.sectors(each.sectors).lower()
    limits = {
        "may not move": each.keep,
        f"may not go below {_percent(each.at_least)}": each.at_least is not None,
        f"may not go above {_percent(each.at_most)}": each.at_most is not None,
    }
    verb = next(words for words, holds in limits.items() if holds)
    lead = f"Red line of {party.called}: {what} on {goods} from {terms.exporters(each.to)}"
    by = "" if owner == party.called else f", levied by {owner},"
    return f"{lead}{by} {verb}.{_noted(each.note)}"


def _wants(terms: Terms, party: Party, side: Side) -> Iterator[str]:
    """Say what a side looks after beside its real income."""
    who = starting(party.called)
    aim = side.objective
    if aim.kind is ObjectiveKind.WEIGHTED_SECTORS:
        weights = [f"{terms.findings.sector(s).lower()} {w:g}" for s, w in aim.sector_weights]
        yield f"{who} counts a dollar earned in some sectors more or less: {joined(weights)}."
    if aim.revenue_floor is not None:
        yield f"{who} keeps at least {_percent(aim.revenue_floor)} of its tariff revenue."
    for sector, part in aim.employment_floors:
        name = terms.findings.sector(sector).lower()
        yield f"{who} keeps at least {_percent(part)} of employment in {name}."
    if side.weight != 1.0:
        yield f"{who} bargains with a weight of {side.weight:g}."
    if side.sensitive:
        yield f"{who} would rather not open {terms.sectors(side.sensitive).lower()}."
    for want in side.wants:
        yield f"{who} asks: {want.note}"


def promise(terms: Terms, each: Commitment) -> str:
    """Return a promise that is no tariff, in a sentence."""
    who, whom = terms.exporters(each.by), terms.exporters(each.to)
    lead = f"{starting(str(each.kind))}{_money(each)}, by {who} towards {whom} (“{each.verb}”)"
    return f"{lead}.{_noted(each.note)}"


def _money(each: Commitment) -> str:
    """Return the amount of a promise, which is kept by year, and the total that was stated."""
    if each.amount is None:
        return ""
    yearly = f"${each.amount:.4g} billion a year"
    if not each.years:
        return f" of {yearly}"
    return f" of ${each.amount * each.years:.4g} billion over {each.years} years ({yearly})"


def _sources(terms: Terms) -> tuple[str, ...]:
    told = [_source(each) for each in terms.public.deal.sources]
    return tuple(told) or ("The talks file names no source.",)


def _source(each: DealSource) -> str:
    """Return a source in a sentence; its date once, where the title has it already."""
    day = spoken_date(each.published) if each.published else ""
    parts = (each.title, "" if day in each.title else day, each.link)
    return ", ".join(part for part in parts if part) + f".{_noted(each.note)}"


def _noted(note: str) -> str:
    return f" {note}" if note else ""


def _percent(part: float | None) -> str:
    return "" if part is None else f"{100.0 * part:g} percent"
