"""The room of each side, as far as texts tell of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.dossier.items import Modality, Span
from tradetalks.dossier.record import Record
from tradetalks.dossier.sentences import split_sentences
from tradetalks.policy.draft_rates import (
    THREATENED,
    Named,
    duty_floors,
    headline_bounds,
    source_of,
)
from tradetalks.policy.draft_text import Page, key, listed, quoted, short
from tradetalks.policy.ladder import Ladder
from tradetalks.policy.ladder_text import PROPOSED
from tradetalks.policy.schedule import Threat
from tradetalks.policy.words import starting

MOST_WANTS = 4
"""Wants of a side that are written down."""

_RULED_OUT = re.compile(
    r"\b(?:red lines?|off the table|not on the table|non-?negotiable|ruled? out|"
    r"(?:will|would|can|could)(?: not|n[’']t) (?:open|cut|lower|accept|touch|give|concede|budge)|"
    r"refus\w+ to (?:open|cut|lower))\b",
    re.IGNORECASE,
)
_TENDER = re.compile(r"\b(?:sensitive|protect\w*|shield\w*|safeguard\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A sentence in which a party rules out to open a sector, or calls it tender.

    Attributes:
        party: Code.
        sectors: Codes of the goods sectors.
        firm: Whether it is ruled out; otherwise it is only called tender.
        words: The sentence, with its article.
    """

    party: str
    sectors: tuple[str, ...]
    firm: bool
    words: str


def write_room(
    page: Page,
    ladder: Ladder,
    side: str,
    *,
    records: Sequence[Record],
    sectors: tuple[str, ...],
    rates: Sequence[Named],
    threat: Threat | None,
) -> None:
    """Write what one side can set, will not accept, wants and falls back on.

    Args:
        page: Where it is written.
        ladder: The talks' world, rates and parties.
        side: Code of the party.
        records: What the texts say, the latest first.
        sectors: Codes of the sectors on the table; empty where the texts name no goods.
        rates: The rates that texts name between the parties.
        threat: What is announced between them and not yet levied.
    """
    other = ladder.large if side == ladder.small else ladder.small
    own = [rate for rate in rates if rate.measure.by == side]
    programme = ladder.programme(side, other)
    refusals = [each for each in refused(records, ladder) if each.party == side]
    page.head(starting(ladder.name(side)))
    page.put("", f"[room.{key(side)}]")
    _soft(page, [each for each in refusals if programme or not each.firm], ladder)
    _wants(page, ladder, side, records)
    page.put("")
    if programme:
        _headline(page, ladder, side, other, programme, own, threat)
    else:
        _duties(page, ladder, side, other, sectors, own)
        _red_lines(page, other, [each for each in refusals if each.firm])
    _fallback(page, ladder, side, own, threat)


def _soft(page: Page, refusals: Sequence[Refusal], ladder: Ladder) -> None:
    """Write the sectors that a side would rather not open."""
    if not refusals:
        return
    for each in refusals:
        page.assume(f"Sensitive, by the words {each.words}: marked, and not held.")
    named = {code for each in refusals for code in each.sectors}
    page.put(f"sensitive = {listed([code for code in ladder.goods if code in named])}")


def _wants(page: Page, ladder: Ladder, side: str, records: Sequence[Record]) -> None:
    """Write what a side is said to seek; it is shown beside the result and moves nothing."""
    found: dict[str, list[str]] = {}
    for record in records:
        topics = {item.topic: item.sectors for item in record.agenda}
        for said in record.statements:
            if said.speaker.economy != side or said.modality is not Modality.SEEKS:
                continue
            codes = {code for topic in said.about for code in topics.get(topic, ())}
            sectors = [code for code in ladder.goods if code in codes]
            note = f"“{short(said.content)}” ({said.speaker.name}; {source_of(record)})"
            found.setdefault(note, sectors)
    if not found:
        return
    page.say("What its speakers are quoted as seeking.")
    page.put("wants = [")
    for note, sectors in list(found.items())[:MOST_WANTS]:
        page.put(f"  {{ sectors = {listed(sectors)}, note = {quoted(note)} }},")
    page.put("]")


def _headline(
    page: Page,
    ladder: Ladder,
    side: str,
    other: str,
    programme: str,
    rates: Sequence[Named],
    threat: Threat | None,
) -> None:
    """Write the one added duty that the side can set."""
    for rate in rates:
        if rate.measure.time not in (PROPOSED, THREATENED):
            page.say(f"The text says {rate.words}, as {rate.measure.time}; it sets nothing here.")
    bounds = headline_bounds(page, ladder, side, other, programme, rates, threat)
    page.assume(
        f"{starting(ladder.name(side))} sets one added duty for all goods; its ordinary duties "
        "stay."
    )
    page.put(
        f"[[room.{key(side)}.instrument]]",
        'id = "headline"',
        f"to = {quoted(other)}",
        'sectors = "goods"',
        "together = true",
        f"measure = {quoted(programme)}",
        f"floor = {bounds.floor:g}",
    )
    if bounds.ceiling is not None:
        page.put(f"ceiling = {bounds.ceiling:g}")


def _duties(
    page: Page,
    ladder: Ladder,
    side: str,
    other: str,
    sectors: tuple[str, ...],
    rates: Sequence[Named],
) -> None:
    """Write the duties, sector by sector, that the side can lower."""
    for rate in rates:
        if rate.measure.time != PROPOSED:
            page.say(f"The text says {rate.words}, as {rate.measure.time}; it sets nothing here.")
    floors = duty_floors(page, ladder, side, other, rates)
    name = starting(ladder.name(side))
    covered = sectors or ladder.goods
    if sectors:
        page.assume(
            f"{name} can lower its duties in the sectors that the text puts on the table, each on "
            "its own, to nothing where no floor is named, and raises none."
        )
    else:
        page.assume(
            f"{name} can lower its duties on all goods, sector by sector, because the text names "
            "none, and raises none."
        )
    groups = {0.0: [code for code in covered if code not in floors]}
    for code, floor in floors.items():
        groups.setdefault(floor, []).append(code)
    for at, (floor, codes) in enumerate((f, c) for f, c in groups.items() if c):
        page.put(
            *([""] if at else []),
            f"[[room.{key(side)}.instrument]]",
            f"id = {quoted('duties' if not at else f'duties-{at + 1}')}",
            f"to = {quoted(other)}",
            f"sectors = {listed(codes) if len(codes) < len(ladder.goods) else quoted('goods')}",
            *([f"floor = {floor:g}"] if floor else []),
        )


def _red_lines(page: Page, other: str, refusals: Sequence[Refusal]) -> None:
    held: set[str] = set()
    for each in refusals:
        fresh = [code for code in each.sectors if code not in held]
        if fresh:
            held |= set(fresh)
            page.put("")
            page.assume(f"A red line, by the words {each.words}: these duties do not move.")
            page.put(
                f"[[room.{key(each.party)}.red_line]]",
                f"to = {quoted(other)}",
                f"sectors = {listed(fresh)}",
                "keep = true",
            )


def _fallback(
    page: Page, ladder: Ladder, side: str, rates: Sequence[Named], threat: Threat | None
) -> None:
    page.put("")
    if threat is not None:
        page.assume(
            f"Without a deal, {ladder.name(side)} expects what has been announced to take effect."
        )
        page.put(f"[room.{key(side)}.fallback]", 'kind = "threat"')
        return
    for rate in rates:
        if rate.measure.time == THREATENED:
            page.assume(
                f"The threat {rate.words} is in no measure known on the day: without a deal "
                "everything is taken to stay as it stands. Write it as a measure to price it."
            )
    page.assume(f"Without a deal, {ladder.name(side)} expects every rate to stay as it stands.")
    page.put(f"[room.{key(side)}.fallback]", 'kind = "status quo"')


def refused(records: Sequence[Record], ladder: Ladder) -> Iterator[Refusal]:
    """Yield the sentences in which a party rules out to open sectors, or calls them tender."""
    for record in records:
        for sentence in split_sentences(record.article.text, title=record.article.title):
            firm = _RULED_OUT.search(sentence.text) is not None
            if not firm and not _TENDER.search(sentence.text):
                continue
            named = {
                code
                for item in record.agenda
                if any(_within(span, sentence.start, sentence.end) for span in item.spans)
                for code in item.sectors
            }
            sectors = tuple(code for code in ladder.goods if code in named)
            party = _whose(record, sentence.start, sentence.end)
            if sectors and party in (ladder.small, ladder.large):
                words = f"“{short(sentence.text)}” ({source_of(record)})"
                yield Refusal(party=party, sectors=sectors, firm=firm, words=words)


def _whose(record: Record, start: int, end: int) -> str:
    """Return the code of the party that a sentence speaks for, or nothing where two could be."""
    for said in record.statements:
        if said.speaker.economy and any(_within(span, start, end) for span in said.spans):
            return said.speaker.economy
    named = {
        party.code
        for party in record.parties
        if any(_within(span, start, end) for span in party.spans)
    }
    return named.pop() if len(named) == 1 else ""


def _within(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end
