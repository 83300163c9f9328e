"""`tradetalks dossier`: questions to a dossier of many articles, and its upkeep."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli import options

if TYPE_CHECKING:
    from tradetalks.dossier.store import Dossier

dossier_app = typer.Typer(
    help="Ask a dossier of many articles; export, import and merge dossiers.",
    no_args_is_help=True,
)

File = Annotated[Path, typer.Argument(metavar="FILE.db", help="The dossier.")]
Parties = Annotated[
    str | None,
    typer.Option("--parties", metavar="A,B", help="Only what concerns talks of these two."),
]


@dossier_app.command("list")
def list_command(file: File, parties: Parties = None, json: options.Json = False) -> None:
    """List the stories held, the earliest first, and how many copies each has."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.telling import tellings

    with _opened(file) as dossier:
        stories = [show_dossier.story(telling) for telling in tellings(dossier, _codes(parties))]
    _answer("list", {"articles": stories}, json, lambda: show_dossier.stories(stories))


@dossier_app.command("meetings")
def meetings_command(file: File, parties: Parties = None, json: options.Json = False) -> None:
    """Tell who met whom, where and when."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.meetings import meetings

    with _opened(file) as dossier:
        found = meetings(dossier, parties=_codes(parties))
    _answer("meetings", {"meetings": found}, json, lambda: show_dossier.meetings(found))


@dossier_app.command("timeline")
def timeline_command(file: File, parties: Parties = None, json: options.Json = False) -> None:
    """Tell what happened and what is to come, in the order of time."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.timeline import timeline

    with _opened(file) as dossier:
        found = timeline(dossier, parties=_codes(parties))
    _answer("timeline", {"events": found}, json, lambda: show_dossier.timeline(found))


@dossier_app.command("status")
def status_command(
    file: File,
    parties: Parties = None,
    around: Annotated[
        int,
        typer.Option(
            "--around", metavar="DAYS", min=0, max=365, help="How far apart reports may disagree."
        ),
    ] = 3,
    json: options.Json = False,
) -> None:
    """Tell how far talks were said to be, by whom, and who contradicts whom."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.status import status_history

    with _opened(file) as dossier:
        found = status_history(dossier, parties=_codes(parties), around=around)
    shape = {"reports": found.reports, "disagreements": found.disagreements}
    _answer("status", shape, json, lambda: show_dossier.status(found))


@dossier_app.command("forecast")
def forecast_command(
    file: File, parties: Parties = None, as_of: options.AsOf = None, json: options.Json = False
) -> None:
    """Tell how near a deal is by what past talks came to, or why that cannot be told."""
    from tradetalks.cli import show_forecast
    from tradetalks.dossier.forecast import forecast
    from tradetalks.dossier.questions.status import status_history

    with _opened(file) as dossier:
        history = status_history(dossier, parties=_codes(parties))
    day = options.parse_date(as_of, option="--as-of")
    found = forecast(history, parties=_codes(parties), on=day)
    _answer("forecast", {"forecast": found}, json, lambda: show_forecast.forecast(found))


@dossier_app.command("draft")
def draft_command(
    file: File,
    output: Annotated[Path, typer.Argument(metavar="TALKS", help="The talks file, a new file.")],
    parties: Parties = None,
    as_of: options.AsOf = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file that exists.")] = False,
) -> None:
    """Write a draft talks file from all that is held on the talks of two."""
    from tradetalks.cli.draft import check_draft, write_draft
    from tradetalks.dossier.questions.telling import tellings

    check_draft(output, replace=replace)
    day = options.parse_date(as_of, option="--as-of")
    with _opened(file) as dossier:
        found = tellings(dossier, _codes(parties))
        records = [told.record for told in found if told.record.parties]
    known = [r for r in records if not (day and r.article.published and r.article.published > day)]
    write_draft(output, known, as_of=day, keep=[file])


@dossier_app.command("commitments")
def commitments_command(
    file: File, parties: Parties = None, as_of: options.AsOf = None, json: options.Json = False
) -> None:
    """Tell what was promised or set for a time, and whether it was kept."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.commitments import commitments

    with _opened(file) as dossier:
        day = options.parse_date(as_of, option="--as-of")
        found = commitments(dossier, parties=_codes(parties), on=day)
    _answer("commitments", {"commitments": found}, json, lambda: show_dossier.commitments(found))


@dossier_app.command("changed")
def changed_command(
    file: File,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day on.")],
    parties: Parties = None,
    json: options.Json = False,
) -> None:
    """Tell what articles since a day say that none before did."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.changes import changed

    day = options.parse_date(since, option="--since")
    assert day
    with _opened(file) as dossier:
        found = changed(dossier, since=day, parties=_codes(parties))
    _answer("changed", {"since": day, "changes": found}, json, lambda: show_dossier.changes(found))


@dossier_app.command("due")
def due_command(
    file: File,
    parties: Parties = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="DATE", help="The day; by default today."),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="CALENDAR", help="Write what has a time as iCalendar."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Tell which next steps are still to come."""
    from tradetalks.brief.output import replacing
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.calendar import to_icalendar
    from tradetalks.dossier.questions.due import due

    day = options.parse_date(after, option="--after")
    with _opened(file) as dossier:
        found = due(dossier, parties=_codes(parties), after=day)
    if ics is not None:
        with replacing(ics, keep=[file]) as draft:
            draft.write(to_icalendar(found))
    shape = {"after": found.after, "dated": found.dated, "undated": found.undated}
    _answer("due", shape, json, lambda: show_dossier.due(found, ics))


@dossier_app.command("search")
def search_command(
    file: File,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help="All must stand in the article; quote a phrase."),
    ],
    parties: Parties = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="How many stories at most.")
    ] = 20,
    json: options.Json = False,
) -> None:
    """Find the articles that hold words, with the sentences they stand in."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.questions.search import search

    asked = " ".join(f'"{word}"' if " " in word else word for word in words)
    with _opened(file) as dossier:
        found = search(dossier, asked, parties=_codes(parties), most=most)
    _answer("search", {"words": asked, "hits": found}, json, lambda: show_dossier.hits(found))


@dossier_app.command("export")
def export_command(file: File) -> None:
    """Print the dossier as JSON Lines, from which it can be rebuilt without loss."""
    from tradetalks.dossier.store_lines import export_lines

    with _opened(file) as dossier:
        for line in export_lines(dossier):
            sys.stdout.buffer.write(f"{line}\n".encode())


@dossier_app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.db", help="The dossier; made where missing.")
    ],
    source: Annotated[
        str, typer.Argument(metavar="LINES", help="JSON Lines of an export; '-' for stdin.")
    ] = "-",
    json: options.Json = False,
) -> None:
    """Add what JSON Lines hold; what is held already changes nothing."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.store import open_dossier
    from tradetalks.dossier.store_lines import import_lines, open_lines

    with open_lines(source) as lines, open_dossier(file, create=True) as dossier:
        where = "standard input" if source == "-" else source
        added = import_lines(dossier, lines, where=where)
    _answer("import", {"added": added}, json, lambda: show_dossier.added(file, added))


@dossier_app.command("merge")
def merge_command(
    file: File,
    others: Annotated[
        list[Path], typer.Argument(metavar="OTHER.db...", help="Dossiers to merge with it.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="NEW.db", help="A new file; default: the first."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Merge dossiers into the first or into a new file; twice is as good as once."""
    from tradetalks.cli import show_dossier
    from tradetalks.dossier.store_merge import merge_files

    with options.working("merging"):
        added = merge_files([file, *others], output=output)
    _answer("merge", {"added": added}, json, lambda: show_dossier.added(output or file, added))


@contextmanager
def _opened(file: Path) -> "Iterator[Dossier]":
    """Open a dossier, and let a person know that the question is being worked on."""
    from tradetalks.dossier.store import open_dossier

    with options.working("reading the dossier"), open_dossier(file) as dossier:
        yield dossier


def _codes(parties: str | None) -> tuple[str, ...]:
    return options.parse_parties(parties) or ()


def _answer(
    question: str, shape: Mapping[str, object], json: bool, show: Callable[[], None]
) -> None:
    """Print the answer as JSON where that is asked for, else as tables."""
    if not json:
        show()
        return
    from tradetalks.cli import shapes
    from tradetalks.dossier.plain import plain_values

    plain = {name: plain_values(value) for name, value in shape.items()}
    print(shapes.dump({"schema": f"tradetalks/dossier-{question}/1"} | plain))
