"""`tradetalks read`: one article in full, or many of them in a line each."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli import options
from tradetalks.cli.draft import check_draft, several_articles, write_draft
from tradetalks.cli.reader import parse_reader
from tradetalks.errors import ArticleError, InputError

if TYPE_CHECKING:
    from tradetalks.cli.shapes_read import Lines
    from tradetalks.dossier.article import Article
    from tradetalks.dossier.copies import CopyLink, Sketch
    from tradetalks.dossier.many import Attempt
    from tradetalks.dossier.readers.reader import Reader
    from tradetalks.dossier.record import Record
    from tradetalks.dossier.store import Added

Source = Path | bytes

HELD = ""
"""The date that what a dossier held before is set beside new articles with: before all of them."""


@dataclass
class Account:
    """What is kept of many articles when each has been read: not the articles.

    Attributes:
        rows: For each article its file, title, date, parties and status.
        hashes: The hash of each one's text, in the order of the rows.
        sketches: What its copies are found by.
        errors: Why others could not be read.
        unread: What came with the articles and was not read.
    """

    rows: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    sketches: list["Sketch"] = field(default_factory=list)
    errors: list["Attempt"] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Text, Markdown, web page, PDF, mail or feed, or a folder of them; '-' for stdin.",
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication, where the article has none."),
    ] = None,
    retrieved: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day the article was saved.")
    ] = None,
    add: Annotated[
        Path | None,
        typer.Option("--add", metavar="DOSSIER", help="Dossier to add to; made where missing."),
    ] = None,
    parties: options.Parties = None,
    reader: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Ask a model at this OpenAI-compatible endpoint."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="The model that --reader asks.")
    ] = None,
    reader_wait: Annotated[
        float | None,
        typer.Option("--reader-wait", metavar="SECONDS", help="Longest wait; default 300."),
    ] = None,
    draft_talks: Annotated[
        Path | None,
        typer.Option(
            "--draft-talks", metavar="TALKS", help="Also write a draft talks file: a new file."
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let --draft-talks replace a file that exists.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Read articles into a dossier: every item with the words it came from."""
    opened = [options.standard_input() if name == "-" else Path(name) for name in sources]
    dates = (
        options.parse_date(published, option="--published"),
        options.parse_date(retrieved, option="--retrieved"),
    )
    asked = parse_reader(reader, model, reader_wait)
    draft = check_draft(draft_talks, replace=replace)
    article = _only_article(opened, *dates) if add is None else None
    if article is not None:
        pair = options.parse_parties(parties)
        _one(article, parties=pair, reader=asked, draft=draft, json=json)
    elif draft is not None:
        raise several_articles()
    elif parties is not None:
        raise ArticleError(
            "the two economies can be named for one article only",
            where="--parties",
            remedy="Read that article alone",
        )
    else:
        _many(opened, *dates, add=add, reader=asked, json=json)


def _only_article(
    sources: Sequence[Source], published: date | None, retrieved: date | None
) -> "Article | None":
    """Return the one article there is, or None where there may be several."""
    from tradetalks.dossier.article import open_articles

    first = sources[0]
    if len(sources) > 1 or (isinstance(first, Path) and first.is_dir()):
        return None
    found = open_articles(first, published=published, retrieved=retrieved)
    article = next(found)
    if next(found, None) is not None:
        return None
    if isinstance(article, InputError):
        raise article
    return article


def _one(
    article: "Article",
    *,
    parties: tuple[str, str] | None,
    reader: "Reader | None",
    draft: Path | None,
    json: bool,
) -> None:
    from tradetalks import read
    from tradetalks.cli import shapes, show, show_read
    from tradetalks.dossier.parties import require_two_parties

    with options.working("reading"):
        record = read(article, parties=parties, reader=reader)
    require_two_parties(record)
    if json:
        print(shapes.dump(record.as_dict()))
    else:
        show.record(record)
        show_read.unread(article.unread)
        if reader is not None:
            show_read.read_by(record)
    if draft is not None:
        write_draft(draft, [record], keep=[Path(article.source)])


def _many(
    sources: Sequence[Source],
    published: date | None,
    retrieved: date | None,
    *,
    add: Path | None,
    reader: "Reader | None",
    json: bool,
) -> None:
    from tradetalks.cli import show_read
    from tradetalks.cli.shapes_read import Lines
    from tradetalks.dossier.many import read_many

    account = Account()
    lines = Lines() if json else None
    with options.working("reading") as progress:
        attempts = read_many(
            sources,
            published=published,
            retrieved=retrieved,
            workers=1 if reader else os.cpu_count() or 1,
            reader=reader,
        )
        records = _kept(attempts, account, lines, progress)
        links, added = _linked(records, account) if add is None else _added(add, records, account)
    if lines is not None:
        lines.end(links, account.errors, added)
    else:
        show_read.articles(account.rows, account.hashes, links)
        show_read.unread(account.unread)
        if add is not None and added is not None:
            show_read.added(add, added)
    for attempt in account.errors:
        print(f"error: {attempt.error}", file=sys.stderr)
    if account.errors:
        whole = len(account.errors) + len(account.rows)
        rest = "" if added is None else " The others were added."
        print(f"{len(account.errors)} of {whole} could not be read.{rest}", file=sys.stderr)
        raise typer.Exit(InputError.exit_code)


def _kept(
    attempts: "Iterator[Attempt]",
    account: Account,
    lines: "Lines | None",
    progress: Callable[[str], None],
) -> "Iterator[Record]":
    """Yield what was read, and keep an account of it and of what was not."""
    from tradetalks.cli.show_read import summary
    from tradetalks.dossier.copies import sketch

    for attempt in attempts:
        if attempt.record is None:
            account.errors.append(attempt)
            continue
        article = attempt.record.article
        account.rows.append(summary(attempt.record))
        account.hashes.append(article.sha256)
        account.sketches.append(sketch(article))
        account.unread += [f"{article.source}: {name}" for name in article.unread]
        if lines is not None:
            lines.record(attempt.record)
        progress(f"reading ({len(account.rows)})")
        yield attempt.record


def _linked(
    records: "Iterator[Record]", account: Account
) -> "tuple[tuple[CopyLink, ...], Added | None]":
    from tradetalks.dossier.copies import link_sketches

    for _ in records:
        pass
    return link_sketches(account.sketches), None


def _added(
    path: Path, records: "Iterator[Record]", account: Account
) -> "tuple[tuple[CopyLink, ...], Added | None]":
    """Add each article as it is read, then the links to copies, also of those held before."""
    from dataclasses import replace

    from tradetalks.dossier.copies import link_sketches, sketch_text
    from tradetalks.dossier.store import open_dossier
    from tradetalks.dossier.store_story import Copy

    with open_dossier(path, create=True) as dossier:
        added = dossier.add(records)
        new = set(account.hashes)
        held = (
            sketch_text(text, sha256=sha256, published=HELD)
            for sha256, text in dossier.texts()
            if sha256 not in new
        )
        found = link_sketches([*account.sketches, *held])
        links = tuple(link for link in found if not new.isdisjoint((link.sha256, link.of)))
        copies = dossier.add_copies(
            Copy(article=link.sha256, of=link.of, similarity=link.similarity) for link in links
        )
    return links, replace(added, copies=added.copies + copies)
