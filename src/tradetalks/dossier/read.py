"""From an article to a record: the rules, run in order."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tradetalks.dossier.agenda import find_agenda
from tradetalks.dossier.article import Article, open_article
from tradetalks.dossier.conflicts import find_conflicts
from tradetalks.dossier.lines import read_lines
from tradetalks.dossier.measures import find_measures
from tradetalks.dossier.meetings import find_meetings
from tradetalks.dossier.parties import sort_economies
from tradetalks.dossier.people import find_people
from tradetalks.dossier.record import Record
from tradetalks.dossier.speakers import Speakers
from tradetalks.dossier.statements import find_statements
from tradetalks.dossier.status import find_statuses
from tradetalks.dossier.steps import find_steps

if TYPE_CHECKING:
    from tradetalks.dossier.readers.reader import Reader


def read(
    source: str | Path | bytes | Article,
    *,
    published: date | None = None,
    parties: Sequence[str] | None = None,
    reader: "Reader | None" = None,
) -> Record:
    """Read an article into a record, every item with the words it came from.

    An article without plain parties is read all the same, with `Record.parties` empty and
    `Record.choice` saying why; `require_two_parties` turns that into an error.

    Args:
        source: A path to plain text, Markdown, a web page, a PDF, a mail or a feed with one entry,
            or the bytes of one; a `str` with a line break is the text itself.
        published: The day the article is dated; overrides what the source says.
        parties: Codes of the two economies meant, where the article leaves it open.
        reader: What reads in place of the rules; by default nothing does.

    Raises:
        ArticleError: The article cannot be read, or does not name an economy that is asked for.
        UnknownCodeError: A code in `parties` does not exist.
        ReaderError: The `reader` gave no usable answer.
    """
    article = source if isinstance(source, Article) else open_article(source, published=published)
    if reader is not None:
        return reader.read(article, parties=parties)
    lines = read_lines(article)
    as_of = article.day
    persons, mentions, heads = find_people(lines, as_of=as_of)
    economies = sort_economies(lines, persons, asked=parties, where=article.source)
    sides = [party.code for party in economies.parties]
    measures = find_measures(lines, parties=sides, anchor=article.published)
    about_trade = economies.about_trade
    agenda = find_agenda(lines, measures, about_trade=about_trade)
    speakers = Speakers(lines, persons, mentions, heads)
    statements, unclaimed = find_statements(lines, article.text, speakers, agenda)
    statuses, refused = find_statuses(lines, statements, speakers, article, about_trade=about_trade)
    return Record(
        article=article,
        parties=economies.parties,
        candidates=economies.candidates,
        third_parties=economies.third_parties,
        mentioned=economies.mentioned,
        persons=persons,
        meetings=find_meetings(lines, speakers, article, parties=sides),
        agenda=agenda,
        statements=statements,
        statuses=statuses,
        next_steps=find_steps(lines, speakers, article),
        measures=measures,
        conflicts=find_conflicts(statuses, measures),
        rejected=(*economies.rejected, *unclaimed, *refused),
        choice=economies.choice,
    )
