"""From what texts say to a draft talks file: the road back, for a person to read and mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tradetalks.atlas.world import World
from tradetalks.dossier.forecast import forecast
from tradetalks.dossier.items import SpeakerKind, Stage
from tradetalks.dossier.parties import require_two_parties
from tradetalks.dossier.record import Record
from tradetalks.errors import ArticleError
from tradetalks.policy.deal_file import DealStatus
from tradetalks.policy.draft_rates import named_rates, source_of, unplaced
from tradetalks.policy.draft_room import write_room
from tradetalks.policy.draft_text import Page, one_line, quoted, short
from tradetalks.policy.economies import members_of, missing_from
from tradetalks.policy.from_record import on_the_table
from tradetalks.policy.ladder import Ladder
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.schedule import status_quo, threatened
from tradetalks.policy.talks import OnTheTable, larger_last
from tradetalks.policy.words import spoken_date, starting

MOST_QUOTES = 4
"""Words behind a sector that are quoted."""

_STATUS = {
    Stage.FRAMEWORK_AGREED: DealStatus.ANNOUNCED,
    Stage.CONCLUDED: DealStatus.ANNOUNCED,
    Stage.SIGNED: DealStatus.SIGNED,
    Stage.RATIFIED: DealStatus.SIGNED,
    Stage.IN_FORCE: DealStatus.IN_FORCE,
    Stage.TERMINATED: DealStatus.ENDED,
}


@dataclass(frozen=True, kw_only=True)
class TalksDraft:
    """A draft of a talks file.

    Attributes:
        text: The file, TOML with the words of the articles as comments.
        parties: Codes of the two sides, the larger economy last.
        on: The day of its rates and of its knowledge.
        assumptions: What was assumed, one sentence each; all of them stand in the file.
    """

    text: str
    parties: tuple[str, str]
    on: date
    assumptions: tuple[str, ...]


def draft_talks(
    records: Record | Sequence[Record],
    world: World,
    *,
    as_of: date | None = None,
    library: Library | None = None,
) -> TalksDraft:
    """Return a draft talks file for what texts say of talks between two parties.

    Args:
        records: One text's record, or those of a dossier; all about the same two parties.
        world: The world whose codes it is to have.
        as_of: The day of the rates and of the knowledge; that of the latest text when None, or
            today where none has a date.
        library: The measures; those that ship when None.

    Raises:
        ArticleError: There is no text, they do not name exactly two parties, or not the same two,
            or one that this world does not hold on its own.
    """
    texts = sorted(
        (records,) if isinstance(records, Record) else records,
        key=lambda record: record.article.published or date.min,
        reverse=True,
    )
    library = library or load_library()
    parties = larger_last(_parties(texts), world)
    on = as_of or texts[0].article.published or date.today()
    ladder = Ladder(world, status_quo(world, on, library=library), library, *parties)
    page = Page()
    _top(page, ladder, texts, dated=bool(as_of or texts[0].article.published))
    _sources(page, texts)
    table = _table(texts, world)
    _agenda(page, ladder, table)
    rates = list(named_rates(texts, ladder))
    sides = tuple(members_of(code, world) for code in parties)
    threat = threatened(world, on, library=library, between=(sides[0], sides[1]))
    for side in parties:
        write_room(
            page,
            ladder,
            side,
            records=texts,
            sectors=tuple(item.sector for item in table),
            rates=rates,
            threat=threat,
        )
    _others(page, ladder, texts)
    _left_out(page, ladder, texts)
    return TalksDraft(text=page.text, parties=parties, on=on, assumptions=tuple(page.assumptions))


def _parties(records: Sequence[Record]) -> tuple[str, str]:
    if not records:
        raise ArticleError("no text, so no talks to draft", remedy="Read an article first")
    pairs = []
    for record in records:
        one, two = require_two_parties(record)
        pairs.append((one.code, two.code))
    if len({frozenset(pair) for pair in pairs}) > 1:
        raise ArticleError(
            "the texts are about different talks: "
            + ", ".join(sorted({"-".join(sorted(pair)) for pair in pairs})),
            remedy="Name two parties, and draft each talks by themselves",
        )
    return pairs[0]


def _top(page: Page, ladder: Ladder, records: Sequence[Record], *, dated: bool) -> None:
    """Write what the file is, the parties, the status and the dates."""
    latest, on = records[0], ladder.base.on
    names = " and ".join(ladder.name(code) for code in (ladder.small, ladder.large))
    page.say(
        f"DRAFT of a talks file, made from {_count(records)} on talks between {names}. An article "
        "says little of what a side would sign: what it does not say is assumed, and each "
        "assumption is marked so. Read every line, mend it, and only then:"
    )
    page.put("#", "#     tradetalks strike FILE", "")
    title = f"{starting(names)}, trade talks: draft of {spoken_date(on)}"
    page.put(f"title = {quoted(title)}")
    page.put(f"parties = [{quoted(ladder.small)}, {quoted(ladder.large)}]")
    page.put(f"status = {quoted(_status(page, latest))}", "")
    day = "the text's day" if dated else "today, because the text has no date"
    page.assume(
        f"Terms would apply at once: rates and knowledge are those of {spoken_date(on)}, {day}."
    )
    page.put("[dates]", f"applied = {(on + timedelta(days=1)).isoformat()}")
    for code in (ladder.small, ladder.large):
        if missing := missing_from(code, ladder.world):
            page.assume(missing)


def _status(page: Page, record: Record) -> DealStatus:
    """Return how far the talks are, and quote who says so."""
    said = forecast(record)
    if said.stage is None:
        page.assume("They are being negotiated: the text does not say plainly how far they are.")
        return DealStatus.NEGOTIATING
    claim = min(said.claims, key=lambda each: each.kind is SpeakerKind.OUTLET)
    page.say(f"“{short(claim.quote)}” ({source_of(record)})")
    return _STATUS.get(said.stage, DealStatus.NEGOTIATING)


def _count(records: Sequence[Record]) -> str:
    return "one article" if len(records) == 1 else f"{len(records)} articles"


def _sources(page: Page, records: Sequence[Record]) -> None:
    for record in records:
        article = record.article
        page.put("", "[[sources]]", f"title = {quoted(_title(record))}")
        if article.link:
            page.put(f"link = {quoted(article.link)}")
        if article.published:
            page.put(f"published = {article.published.isoformat()}")
        page.put(f"note = {quoted(f'Read by rules; text {article.sha256[:12]}.')}")


def _title(record: Record) -> str:
    article = record.article
    parts = [one_line(part) for part in (article.title, article.outlet) if one_line(part)]
    return ", ".join(parts) or "An article without a title"


def _table(records: Sequence[Record], world: World) -> tuple[OnTheTable, ...]:
    """Return the sectors on the table of all texts."""
    found: dict[str, OnTheTable] = {}
    for record in records:
        for item in on_the_table(record, world)[0]:
            known = found.get(item.sector, OnTheTable(sector=item.sector))
            found[item.sector] = OnTheTable(
                sector=item.sector,
                topics=tuple(dict.fromkeys((*known.topics, *item.topics))),
                quotes=tuple(dict.fromkeys((*known.quotes, *item.quotes))),
            )
    return tuple(found[code] for code in world.sectors if code in found)


def _agenda(page: Page, ladder: Ladder, table: Sequence[OnTheTable]) -> None:
    page.head("On the table")
    if not table:
        page.say("The text names no goods.")
    for item in table:
        words = ", ".join(f"“{short(quote, 40)}”" for quote in item.quotes[:MOST_QUOTES])
        page.say(f"{item.sector} {ladder.listed((item.sector,))}: {words}")


def _others(page: Page, ladder: Ladder, records: Sequence[Record]) -> None:
    """Write who is watched: the others that the texts give a part in the story."""
    inside = {*members_of(ladder.small, ladder.world), *members_of(ladder.large, ladder.world)}
    seen: set[str] = set()
    for record in records:
        for third in record.third_parties:
            members = set(members_of(third.code, ladder.world))
            if not members or members & (inside | seen):
                continue
            if not seen:
                page.head("Who is watched")
                page.assume("Others whom the text gives a part are watched, without a floor.")
            seen |= members
            page.put("")
            page.say(f"“{short(third.quote)}”, named as {third.role} ({source_of(record)})")
            page.put("[[third_party]]", f"code = {quoted(third.code)}")


def _left_out(page: Page, ladder: Ladder, records: Sequence[Record]) -> None:
    page.head("Not used")
    for line in unplaced(records, ladder):
        page.assume(line)
    topics = [item.title for record in records for item in record.agenda if not item.sectors]
    if topics:
        listed = ", ".join(dict.fromkeys(topics))
        page.assume(f"Topics that are no goods have no room here: {listed}.")
    page.assume("Nothing is promised beside tariffs: pledges to buy or to invest are not drafted.")
