"""What a brief is about: an article's record or a deal, and the day it answers for."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tradetalks.atlas.world import World
from tradetalks.dossier.record import Record
from tradetalks.errors import ArticleError, DealError, InputError
from tradetalks.policy.deal import Deal
from tradetalks.policy.document import read_document
from tradetalks.policy.economies import members_of
from tradetalks.policy.negotiation import Negotiation
from tradetalks.policy.talks import Talks

ASKED, ARTICLE_DATE, TODAY = "asked for", "the article's date", "today"
EVE = "the day before the deal"


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """Talks, and the text or the terms they come from.

    Attributes:
        talks: The scenarios.
        dated_by: Why the talks are priced as of their day.
        record: The dossier of an article, or None.
        deal: The terms of a deal file, or None.
        negotiation: The room that the sides have, or None where none was given.
    """

    talks: Talks
    dated_by: str
    record: Record | None = None
    deal: Deal | None = None
    negotiation: Negotiation | None = None


@dataclass(frozen=True, kw_only=True)
class RoomFiles:
    """Where the room of the sides is written.

    Attributes:
        talks: The talks file; None where the source is one itself, or there is none.
        private: The private files of sides.
    """

    talks: Path | None = None
    private: tuple[Path, ...] = ()


def is_deal(source: str | Path) -> bool:
    """Return whether a source is a deal file: a path that ends in .toml."""
    return "\n" not in str(source) and Path(source).suffix.lower() == ".toml"


def article_day(record: Record, asked: date | None) -> tuple[date, str]:
    """Return the day an article's brief answers for, and why that day."""
    if asked is not None:
        return asked, ASKED
    published = record.article.published
    return (published, ARTICLE_DATE) if published is not None else (date.today(), TODAY)


def from_article(
    source: str | Path,
    world: World,
    *,
    as_of: date | None,
    parties: tuple[str, str] | None,
) -> Subject:
    """Read an article and set up its scenarios.

    Raises:
        ArticleError: The article cannot be read, or does not make plain who is talking.
    """
    from tradetalks.dossier.read import read
    from tradetalks.policy.from_record import talks_from_record

    record = read(source, parties=parties)
    day, why = article_day(record, as_of)
    return Subject(talks=talks_from_record(record, world, as_of=day), dated_by=why, record=record)


def read_subject(
    source: str | Path,
    world: World,
    *,
    as_of: date | None,
    parties: tuple[str, str] | None,
    room: RoomFiles,
) -> Subject:
    """Read an article, a deal or talks, with the room of the sides where it is given.

    Raises:
        ArticleError: The article cannot be read, or does not make plain who is talking.
        DealError: A deal, a talks file or a private file is refused, or is about others.
        InputError: Room is given twice, or private files without talks.
    """
    own = is_deal(source) and has_room(Path(source))
    files = _room_files(source, own, room)
    if files.talks is None:
        if is_deal(source):
            return from_deal(source, world, as_of=as_of)
        return from_article(source, world, as_of=as_of, parties=parties)
    from tradetalks.policy.load_talks import load_talks

    negotiation = load_talks(files.talks, world, private=files.private)
    if own:
        found = _of_deal(negotiation.deal, world, as_of)
    elif is_deal(source):
        found = from_deal(source, world, as_of=as_of)
    else:
        found = from_article(source, world, as_of=as_of, parties=parties)
    require_same_parties(found.talks, negotiation, world)
    return replace(found, negotiation=negotiation)


def has_room(path: Path) -> bool:
    """Return whether a deal file is a talks file: one that gives a side room.

    Raises:
        DealError: It is not TOML.
    """
    return "room" in read_document(path, error=DealError, what="a deal file").values


def _room_files(source: str | Path, own: bool, room: RoomFiles) -> RoomFiles:
    if own and room.talks is not None:
        raise InputError(
            "the source is a talks file itself",
            where=str(room.talks),
            remedy="Give an article or a deal as the source, or leave the second talks file out",
        )
    talks = Path(source) if own else room.talks
    if talks is None and room.private:
        raise InputError(
            "a private file without talks",
            where=str(room.private[0]),
            remedy="Name the talks file that it belongs to",
        )
    return replace(room, talks=talks)


def require_same_parties(talks: Talks, negotiation: Negotiation, world: World) -> None:
    """Refuse room whose sides are not those the brief is about.

    Raises:
        DealError: A party of the brief has no seat at the talks.
    """
    seats = [set(side.members) for side in negotiation.sides]
    absent = [code for code in talks.parties if set(members_of(code, world)) not in seats]
    if absent:
        raise DealError(
            f"talks between {', '.join(side.code for side in negotiation.sides)}, while the source "
            f"is about {' and '.join(talks.parties)}",
            where=negotiation.path,
            remedy="Give the talks file of those parties",
        )


def from_deal(source: str | Path, world: World, *, as_of: date | None) -> Subject:
    """Read a deal file and set up its scenarios.

    Raises:
        DealError: The file is refused.
    """
    from tradetalks.policy.load import load_deal

    return _of_deal(load_deal(Path(source), world), world, as_of)


def _of_deal(deal: Deal, world: World, as_of: date | None) -> Subject:
    from tradetalks.policy.talks import talks_from_deal

    if as_of is not None:
        day, why = as_of, ASKED
    else:
        day, why = (deal.eve, EVE) if deal.eve else (date.today(), TODAY)
    return Subject(talks=talks_from_deal(deal, world, day), dated_by=why, deal=deal)


def require_scenarios(talks: Talks) -> None:
    """Refuse talks of which nothing is known that could be priced.

    Raises:
        ArticleError: There is no rung beside the status quo.
    """
    if len(talks.rungs) < 2:
        raise ArticleError(
            f"nothing to price between {talks.parties[0]} and {talks.parties[1]}: no terms, no "
            "threat, no agreed rate and no goods on the table",
            remedy="Write the terms you have in mind as a deal file",
        )
