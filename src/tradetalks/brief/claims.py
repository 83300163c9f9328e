"""What the article says: claims, the words they rest on, and who stands behind them."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from tradetalks.brief.blocks import Claim, ClaimGroup, Segment
from tradetalks.dossier.items import (
    Agenda,
    Measure,
    MeasureKind,
    Modality,
    NextStep,
    Party,
    Person,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    ThirdParty,
    Voice,
)
from tradetalks.dossier.record import Record

OUTLET = "the outlet"
"""Who speaks where the article names nobody."""
FIRMNESS = {
    Modality.DID: "done",
    Modality.WILL: "certain to come",
    Modality.MAY: "possible",
    Modality.SEEKS: "sought",
    Modality.DENIES: "denied",
}
"""How firmly a thing is put, in words that follow "as"."""
MOST = 8
"""Claims of one sort that are printed; the dossier holds the rest."""


def anchor_of(span: Span) -> str:
    """Return the id that marks a span's first word in the printed article."""
    return f"words-{span.start}-{span.end}"


def claim_groups(
    record: Record, *, sector_name: Callable[[str], str], economy_name: Callable[[str], str]
) -> tuple[ClaimGroup, ...]:
    """Return the record's claims by sort, the status of the talks first."""

    def by(code: str) -> str:
        return economy_name(code) if code else ""

    economies: tuple[Party | ThirdParty, ...] = (*record.parties, *record.third_parties)
    rates = [item for item in record.measures if item.kind is MeasureKind.TARIFF_RATE]
    others = [item for item in record.measures if item.kind is not MeasureKind.TARIFF_RATE]
    groups = (
        _group("How near the talks are", [_status(item, by) for item in record.own_statuses]),
        _group("Who is talking", [_economy(item) for item in economies]),
        _group("On the table", [_topic(item, sector_name) for item in record.agenda]),
        _group("Tariff rates it names", [_rate(item, by) for item in rates]),
        _group("Other figures it names", [_figure(item) for item in others]),
        _group("What was said", [_statement(item, by) for item in record.statements]),
        _group("Who took part", [_person(item, by) for item in record.persons]),
        _group("What comes next", [_step(item) for item in record.next_steps]),
    )
    return tuple(group for group in groups if group.claims)


def spans_of(groups: Sequence[ClaimGroup]) -> list[tuple[int, int]]:
    """Return the start and end of every claim's words, in order of the text."""
    anchors = {claim.anchor for group in groups for claim in group.claims}
    return sorted((int(a.split("-")[1]), int(a.split("-")[2])) for a in anchors)


def segments(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Segment, ...]:
    """Cut a text at the edges of spans, which may overlap, so that each can be linked to.

    Args:
        text: The article.
        spans: Start and end characters.

    Returns:
        The whole text in order; a segment carries the anchors of all spans that start at it.
    """
    kept = sorted(set(spans))
    edges = sorted({0, len(text), *(edge for span in kept for edge in span)})
    return tuple(
        Segment(
            text=text[start:end],
            quoted=any(first <= start and end <= last for first, last in kept),
            anchors=tuple(f"words-{a}-{b}" for a, b in kept if a == start),
        )
        for start, end in pairwise(edges)
    )


def speaker_name(speaker: Speaker, economy: Callable[[str], str]) -> str:
    """Return who stands behind a statement, as a reader names them."""
    if speaker.kind is SpeakerKind.OUTLET:
        return OUTLET
    country = economy(speaker.economy)
    return f"{speaker.name} ({country})" if country not in ("", speaker.name) else speaker.name


def _group(title: str, claims: Sequence[Claim]) -> ClaimGroup:
    return ClaimGroup(title=title, claims=tuple(claims[:MOST]), more=max(0, len(claims) - MOST))


def _claim(what: str, span: Span, who: str = OUTLET) -> Claim:
    return Claim(what=what, words=span.quote, anchor=anchor_of(span), who=who)


def _status(item: Status, economy: Callable[[str], str]) -> Claim:
    tone = "hedged" if item.hedged else "stated without a hedge"
    when = "" if item.current else "; of an earlier time"
    stage = item.stage.value.capitalize()
    return _claim(f"{stage} ({tone}{when})", item.sentence, speaker_name(item.speaker, economy))


def _economy(item: Party | ThirdParty) -> Claim:
    role = "party to the talks" if isinstance(item, Party) else item.role
    return _claim(f"{item.name}: {role}", item.spans[0])


def _topic(item: Agenda, sector_name: Callable[[str], str]) -> Claim:
    sectors = ", ".join(sector_name(code) for code in item.sectors)
    title = item.title[:1].upper() + item.title[1:]
    return _claim(f"{title} → {sectors or 'no goods sector'}", item.spans[0])


def _figure(item: Measure) -> Claim:
    return _claim(f"{item.kind.capitalize()}, {item.time}", item.spans[0])


def _rate(item: Measure, economy: Callable[[str], str]) -> Claim:
    parts = [f"{item.value * 100:g} %, {item.time}"]
    parts += [f"by {economy(item.by)}"] if item.by else []
    parts += [f"on {economy(item.on)}"] if item.on else []
    return _claim(", ".join(parts), item.spans[0])


def _statement(item: Statement, economy: Callable[[str], str]) -> Claim:
    voice = "In quotation marks" if item.voice is Voice.SAID else "Reported"
    return _claim(
        f"{voice}, as {FIRMNESS[item.modality]}", item.spans[0], speaker_name(item.speaker, economy)
    )


def _person(item: Person, economy: Callable[[str], str]) -> Claim:
    country = economy(item.economy)
    office = f"{item.office}, {country}" if country else item.office
    return _claim(f"{item.full_name}: {office or 'office not given'}", item.spans[0])


def _step(item: NextStep) -> Claim:
    when = f"When: {item.when.span.quote}" if item.when else "No time given"
    where = f". Where: {', '.join(item.where)}" if item.where else ""
    return _claim(f"{when}{where}", item.spans[0])
