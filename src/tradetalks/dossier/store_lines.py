"""A dossier as JSON Lines, and two dossiers as one.

Two dossiers that hold the same give the same bytes, whatever the order they grew in: lines are
sorted by what they hold, first the readings and then the links between copies.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from tradetalks.dossier.plain import parse_json
from tradetalks.dossier.store import Added, Dossier, moment
from tradetalks.dossier.store_file import damaged
from tradetalks.dossier.store_reading import Reading, canonical, reading_from_plain, whole_plain
from tradetalks.dossier.store_story import Copy
from tradetalks.errors import DossierError, InputError

LINES = "tradetalks.dossier/1"
"""Version of the lines; the number rises when a field changes meaning or goes."""

MOST_BYTES = 50_000_000
"""Longest line that is read: the longest article, read, takes a tenth of it."""


def export_lines(dossier: Dossier) -> Iterator[str]:
    """Yield the dossier as lines of JSON, without their line ends.

    Raises:
        DossierError: The file cannot be read.
    """
    for reading, at in _sound(dossier):
        record = whole_plain(reading.text, reading.record, where=str(dossier.path))
        yield canonical({"schema": LINES, "added": list(at), "record": record})
    for copy in dossier.copies():
        link = {"article": copy.article, "of": copy.of, "similarity": copy.similarity}
        yield canonical({"schema": LINES, "copy": link})


def import_lines(dossier: Dossier, lines: BinaryIO, *, where: str = "the lines") -> Added:
    """Add what lines of JSON hold; what is held already changes nothing.

    Args:
        dossier: Where it goes.
        lines: As `export_lines` gives them, UTF-8; several exports may follow one another.
        where: What messages call them.

    Raises:
        DossierError: A line is not one of a dossier; the message has its number. What stood on the
            lines before it stays.
    """
    links = _Links()
    added = dossier.add_readings(_readings(lines, where, links))
    return Added(
        articles=added.articles,
        readings=added.readings,
        held=added.held,
        copies=dossier.add_copies(links.found),
    )


@contextmanager
def open_lines(source: str) -> Iterator[BinaryIO]:
    """Open a file of lines, or standard input for '-'.

    Raises:
        DossierError: The file cannot be opened.
    """
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        if not Path(source).is_file():
            raise DossierError("there is no such file", where=source, remedy="Check the path")
        file = Path(source).open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise DossierError(
            f"the file cannot be opened ({reason.lower()})", where=source, remedy="Check the path"
        ) from None
    with file:
        yield file


def merge(dossier: Dossier, other: Dossier) -> Added:
    """Add what another dossier holds; done twice, the second time changes nothing.

    Raises:
        DossierError: One of the files cannot be read or written. What was added before that stays.
    """
    added = dossier.add_readings(_sound(other))
    return Added(
        articles=added.articles,
        readings=added.readings,
        held=added.held,
        copies=dossier.add_copies(other.copies()),
    )


def _sound(dossier: Dossier) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    """Yield the readings of a dossier, each seen to be what its hashes say."""
    for reading, at in dossier.readings():
        where = f"{dossier.path}, article {reading.article[:12]}"
        plain = whole_plain(reading.text, reading.record, where=where)
        if reading_from_plain(plain, where=where) != reading:
            raise damaged(dossier.path, "a reading is not the one that its hash was taken of")
        yield reading, tuple(_time(when, where) for when in at)


@dataclass
class _Links:
    """Links wait until both their ends are there."""

    found: list[Copy] = field(default_factory=list)


def _readings(
    lines: BinaryIO, where: str, links: _Links
) -> Iterator[tuple[Reading, Iterable[str]]]:
    number = 0
    while line := lines.readline(MOST_BYTES + 1):
        number += 1
        place = f"{where}, line {number}"
        if len(line) > MOST_BYTES:
            raise _no_line("the line is longer than any article", place)
        if not line.strip():
            continue
        try:
            found = _line(line, place)
        except DossierError:
            raise
        except InputError as error:
            raise DossierError(
                error.what, where=error.where or place, remedy=error.remedy
            ) from None
        if isinstance(found, Copy):
            links.found.append(found)
        else:
            yield found


def _line(line: bytes, place: str) -> tuple[Reading, tuple[str, ...]] | Copy:
    plain = parse_json(line, where=place)
    if not isinstance(plain, Mapping) or plain.get("schema") != LINES:
        raise _no_line(f"the line does not have the schema '{LINES}'", place)
    if "copy" in plain:
        return _copy(plain["copy"], place)
    added = plain.get("added")
    if not isinstance(added, list) or not added:
        raise _no_line("the line does not say when the reading was added", place)
    times = tuple(_time(when, place) for when in added)
    return reading_from_plain(plain.get("record"), where=place), times


def _copy(plain: object, place: str) -> Copy:
    if isinstance(plain, Mapping) and plain.keys() == {"article", "of", "similarity"}:
        article, of, similarity = plain["article"], plain["of"], plain["similarity"]
        is_number = isinstance(similarity, int | float) and not isinstance(similarity, bool)
        if isinstance(article, str) and isinstance(of, str) and is_number:
            try:
                return Copy(article=article, of=of, similarity=float(similarity))
            except (DossierError, OverflowError) as error:
                raise _no_line(str(error).rstrip("."), place) from None
    raise _no_line("the line is no link between two articles", place)


def _time(when: object, place: str) -> str:
    try:
        parsed = datetime.fromisoformat(str(when))
    except ValueError:
        parsed = datetime.min
    if parsed.tzinfo is not UTC or moment(parsed) != when:
        raise _no_line(f"'{when}' is not a time as a dossier writes it", place)
    return str(when)


def _no_line(what: str, place: str) -> DossierError:
    return DossierError(
        what, where=place, remedy="Give lines that `tradetalks dossier export` wrote"
    )
