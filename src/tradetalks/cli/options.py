"""Options that several commands share, and how their text becomes values."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.errors import ArticleError, DateError, UnknownCodeError

if TYPE_CHECKING:
    from tradetalks.atlas.world import World
    from tradetalks.model.closure import Closure
    from tradetalks.model.structure import Structure

WATCHED = 1.0
"""Seconds after which a bar is drawn for what is not done by then."""

Json = Annotated[
    bool, typer.Option("--json", help="Print JSON (docs/reference/json.md) instead of tables.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Day to answer for, 2025-07-25; nothing later is used."
    ),
]
WorldName = Annotated[
    str, typer.Option("--world", metavar="NAME_OR_FILE", help="A world that ships, or a file.")
]
Elasticities = Annotated[
    str | None,
    typer.Option("--elasticities", metavar="NAME", help="Published set of trade elasticities."),
]
StructureName = Annotated[
    str | None,
    typer.Option(
        "--structure",
        metavar="NAME",
        help="A published model, such as liberation_day_2025; default: full input-output.",
    ),
]
ClosureName = Annotated[
    str | None,
    typer.Option(
        "--closure",
        metavar="NAME",
        help="Trade imbalances: share, nominal, own, balanced or purged; default: the model's.",
    ),
]
Parties = Annotated[
    str | None,
    typer.Option(
        "--parties", metavar="A,B", help="The two economies, where the article leaves it open."
    ),
]


def parse_date(text: str | None, *, option: str) -> date | None:
    """Return the day written as YYYY-MM-DD, or None for none.

    Raises:
        DateError: The text is not a day of the calendar.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DateError(
            f"'{text}' is not a date",
            where=option,
            remedy="Write year, month and day as in 2025-07-25",
        ) from None


def parse_parties(text: str | None) -> tuple[str, str] | None:
    """Return the two codes of `--parties`, or None for none.

    Raises:
        ArticleError: The text is not two different codes with a comma between.
    """
    if text is None:
        return None
    codes = tuple(code.strip().upper() for code in text.split(","))
    if len(codes) != 2 or not all(codes) or codes[0] == codes[1]:
        raise ArticleError(
            f"'{text}' is not a pair of economies",
            where="--parties",
            remedy="Write two different codes with a comma between, as in PAK,USA",
        )
    return codes[0], codes[1]


def parse_closure(text: str | None) -> "Closure | None":
    """Return the closure of that name, or None for none.

    Raises:
        UnknownCodeError: There is none of that name.
    """
    from tradetalks.model.closure import Closure

    if text is None:
        return None
    if text not in list(Closure):
        raise UnknownCodeError("closure", text, list(Closure), where="--closure")
    return Closure(text)


def parse_structure(text: str | None, imbalances: "Closure | None", world: "World") -> "Structure":
    """Return the model of that name on a world, or the default one, with the closure asked for.

    Raises:
        UnknownCodeError: There is no preset of that name.
        StructureError: The world lacks what the preset needs.
    """
    from tradetalks.model.presets import preset
    from tradetalks.model.structure import DEFAULT_STRUCTURE

    chosen = DEFAULT_STRUCTURE if text is None else preset(text, world)
    return chosen if imbalances is None else replace(chosen, imbalances=imbalances)


def default_output(source: str) -> Path:
    """Return where a brief goes when nobody says: in this folder, named after its source."""
    return Path("brief.html" if source == "-" else f"{Path(source).stem}.brief.html")


def source_or_stdin(source: str) -> Path | str:
    """Return the path given, or for '-' the text on standard input.

    A text is told from a path by its line break, so one is added.

    Raises:
        ArticleError: Standard input is not UTF-8, or more than is ever opened.
    """
    if source != "-":
        return Path(source)
    content = standard_input()
    try:
        return content.decode("utf-8") + "\n"
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"not UTF-8 text (byte {error.start})",
            where="standard input",
            remedy="Save the article as UTF-8",
        ) from None


def standard_input() -> bytes:
    """Return what is on standard input.

    Raises:
        ArticleError: It is more than is ever opened.
    """
    from tradetalks.dossier.inputs.files import MOST_BYTES, require_size

    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    require_size(len(content), where="standard input")
    return content


@contextmanager
def working(message: str) -> Iterator[Callable[[str], None]]:
    """Show on stderr what is being done, where a person is watching.

    Yields:
        A function that renames the work in progress.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _unseen
        return
    with console.status(message) as status:
        yield status.update


@contextmanager
def counting(message: str) -> Iterator[Callable[[int, int], None]]:
    """Show on stderr how far a count has come, where a person is watching for over a second.

    Yields:
        A function that is told what is done and what there is in all, from any thread.
    """
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _uncounted
        return
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task(message, total=None)
    begin = Timer(WATCHED, bar.start)
    begin.start()
    try:
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
    finally:
        begin.cancel()
        begin.join()
        bar.stop()


def _uncounted(_done: int, _whole: int) -> None:
    """Say nothing: nobody is watching."""


def _unseen(_message: str) -> None:
    """Say nothing: nobody is watching."""
