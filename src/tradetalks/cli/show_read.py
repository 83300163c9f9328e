"""What `read` prints for a person when there are many articles: a line for each."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from tradetalks.cli.tables import NOTHING_THERE, console, table

if TYPE_CHECKING:
    from tradetalks.dossier.copies import CopyLink
    from tradetalks.dossier.record import Record
    from tradetalks.dossier.store import Added

Row = tuple[str, str, str, str, str]

LONGEST = 60
"""Characters of a title that are printed."""


def summary(record: "Record") -> Row:
    """Return an article's line: file, title, date, parties, and the first status that holds."""
    article = record.article
    title = article.title or article.text.strip().partition("\n")[0]
    current = [status for status in record.own_statuses if status.current]
    first = next(iter(current or record.own_statuses), None)
    status = NOTHING_THERE
    if first is not None:
        hedge, past = ", hedged" if first.hedged else "", "" if first.current else ", past"
        status = f"{first.stage.value}{hedge}{past}"
    return (
        article.source,
        title if len(title) <= LONGEST else f"{title[: LONGEST - 3]}...",
        article.published.isoformat() if article.published else "undated",
        ", ".join(party.code for party in record.parties) or NOTHING_THERE,
        status,
    )


def articles(rows: Sequence[Row], hashes: Sequence[str], links: Sequence["CopyLink"]) -> None:
    """Print a line for each article, then which of them tell again what another told.

    Args:
        rows: A line for each article.
        hashes: The hash of each one's text.
        links: Between copies and originals.
    """
    out = console()
    columns = [(name, "<") for name in ("file", "title", "date", "parties", "status")]
    if rows:
        out.print(table("", columns, rows))
    named = {sha256: row[0] for sha256, row in reversed(list(zip(hashes, rows, strict=True)))}
    seen: set[str] = set()
    for sha256, row in zip(hashes, rows, strict=True):
        if sha256 in seen:
            out.print(escape(f"Copy: {row[0]} has the text of {named[sha256]}."))
        seen.add(sha256)
    for link in links:
        copy, original = (
            named.get(sha256, f"an article in the dossier ({sha256[:12]})")
            for sha256 in (link.sha256, link.of)
        )
        out.print(escape(f"Copy: {copy} tells again what {original} told: {link.why}."))
    stories = len(seen) - sum(link.sha256 in named for link in links)
    noun = "story" if stories == 1 else "stories"
    if rows and stories != len(rows):
        out.print(f"{len(rows)} articles, {stories} {noun}.")


def unread(names: Iterable[str]) -> None:
    """Print what came with articles and was not read."""
    for name in names:
        console().print(escape(f"Not read: {name}."))


def read_by(record: "Record") -> None:
    """Print what read an article, and what of its findings was refused."""
    count = len(record.rejected)
    console().print(
        escape(f"Read by: {record.reader}. ")
        + f"Looked at and not taken: {count} (listed by --json)."
    )


def added(path: Path, added: "Added") -> None:
    """Print what was added to a dossier."""
    held = f"; {len(added.held)} it held already" if added.held else ""
    again = f"; {len(added.readings)} read anew" if added.readings else ""
    new, links = len(added.articles), added.copies
    console().print(
        escape(f"Added {new} article{'' if new == 1 else 's'} to {path}{again}{held}; ")
        + f"{links} link{'' if links == 1 else 's'} between copies."
    )
