"""What a brief is about: an article's record or a deal, and the day it answers for."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tradetalks.atlas.world import World
from tradetalks.dossier.record import Record
from tradetalks.errors import ArticleError
from tradetalks.policy.deal import Deal
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
    """

    talks: Talks
    dated_by: str
    record: Record | None = None
    deal: Deal | None = None


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


def from_deal(source: str | Path, world: World, *, as_of: date | None) -> Subject:
    """Read a deal file and set up its scenarios.

    Raises:
        DealError: The file is refused.
    """
    from tradetalks.policy.load import load_deal
    from tradetalks.policy.talks import talks_from_deal

    deal = load_deal(Path(source), world)
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
