"""Who wrote it: bylines above a text, credits below it, and the signatures of letters."""

import re
from collections.abc import Iterator, Sequence

from tradetalks.dossier.lines import Line
from tradetalks.dossier.names import (
    Naming,
    given_names,
    is_paper,
    looks_like_a_person,
    naming_of,
    run_from,
    taken_by,
)
from tradetalks.dossier.offices import find_offices

FIRST_BLOCKS = 8
"""Paragraphs among which a byline stands."""

_BY = re.compile(
    r"(?:^|[(;|\u2022*_] ?)(?:(?:written|reporting|additional reporting|editing|story|words|text|"
    r"analysis|opinion|compiled|edited|reported|commentary|translation|posted|published|filed|"
    r"contributed|prepared|interview|photographs|translated|interviewed) )?by:? (?=[A-Z])|"
    r"^(?:from|author|authors|reporter|editor|(?:(?:media|press) )?contacts?|correspondent|"
    r"signed|cc|attn)(?: person)?: (?:(?:mr|mrs|ms|dr)\.? )?(?=[A-Z])|^(?:an )?interview with ",
    re.I,
)
_AND = re.compile(r",? and |, | & ")
_REST = re.compile(
    r"(?:$|[);|\n.]|, | in [A-Z]| \d{1,2} [A-Z]| [–—|·•-] |,? (?:and|for|on|at) | [A-Z][a-z]+ \d|"
    r" <| ?\()"
)
_CLOSING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly)|(?:sincerely|faithfully)(?: yours)?|"
    r"(?:with )?(?:best|kind|warm)? ?regards|respectfully(?: yours)?|\(?signed\)?:?|for and on "
    r"behalf of .{2,60})[,.:]?",
    re.I,
)


def find_bylines(lines: Sequence[Line]) -> Iterator[Naming]:
    """Yield the names in bylines, credits and signatures."""
    last = lines[-1].block if lines else 0
    closing = False
    for line in lines:
        if line.title:
            continue
        if line.block <= FIRST_BLOCKS or line.block >= last - 1:
            yield from _credited(line)
        if line.block <= FIRST_BLOCKS:
            yield from _names_alone(line)
            yield from _name_with_day_or_place(line)
        yield from _signed(line, after=closing)
        closing = _CLOSING.fullmatch(line.raw.strip()) is not None


def _credited(line: Line) -> Iterator[Naming]:
    for match in _BY.finditer(line.text):
        at = line.start + match.end()
        yield from _listed(line, at)


def _on_one_row(line: Line, run: tuple[int, ...]) -> tuple[int, ...]:
    """Return the words of a name up to the end of its row, where that is a whole name."""
    for index in run[1:-1]:
        gap = line.raw[line.tokens[index].end - line.start :][:1]
        if gap == "\n":
            return tuple(each for each in run if each <= index)
    return run


_DESK = re.compile(
    r"(?:[A-Z][\w-]+ ){0,3}?(?:Correspondent|Reporter|Editor|Writer|Columnist|Staff),? "
)


def _listed(line: Line, at: int) -> Iterator[Naming]:
    """Yield the names in "Ana Ríos, Jane Doe and Li Wei in Lima"."""
    taken = taken_by(line, ())
    index = next((i for i, token in enumerate(line.tokens) if token.start == at), None)
    desk = _DESK.match(line.text, at - line.start)
    if desk:
        at = line.start + desk.end()
        index = next((i for i, token in enumerate(line.tokens) if token.start == at), None)
    while index is not None:
        run = run_from(line, index, taken)
        run = _on_one_row(line, run)
        if len(run) < 2 or run[0] != index:
            return
        end = line.tokens[run[-1]].end
        # Each line of a byline ends a name: the day stands on the next.
        rest = line.raw[end - line.start :]
        if not _REST.match(rest):
            return
        yield naming_of(line, run)
        joint = _AND.match(rest.replace("\n", " "))
        after = end + joint.end() if joint else -1
        index = next((i for i, token in enumerate(line.tokens) if token.start == after), None)


def _names_alone(line: Line) -> Iterator[Naming]:
    """Yield the two or more authors that a paragraph of nothing else names."""
    words = line.text.strip()
    if len(words) > 120 or not _AND.search(words) or words[-1] in '.!?:”"':
        return
    taken = taken_by(line, find_offices(line))
    runs: list[tuple[int, ...]] = []
    index = 0
    while index < len(line.tokens):
        run = run_from(line, index, taken)
        if len(run) < 2 or run[0] != index:
            return
        runs.append(run)
        index = run[-1] + 1
        if index < len(line.tokens) and line.tokens[index].text == "and":
            index += 1
    if len(runs) > 1:
        yield from (naming_of(line, run) for run in runs)


_AFTER_NAME = re.compile(
    r"(?: ?[|·•] ?| [–—-] )[^|]{2,60}$| \(?@\w{2,30}\)?(?: [·•|].{0,40})?$|"
    r", (?:in )?(?:[A-Z][\w’'-]+ ?){1,3}$|"
    r",? (?:in [A-Z][a-z]+,? )?\d{1,2} [A-Z][a-z]+ \d{4}$"
)


def _name_with_day_or_place(line: Line) -> Iterator[Naming]:
    """Yield who stands before a day or a place: "Marta Kowalczyk, Brussels"."""
    row = line.raw.split("\n")[0].rstrip()
    if len(row) > 100 or not line.tokens or line.tokens[0].start != line.start:
        return
    places = {place.start for place in line.places}
    run = run_from(line, 0, taken_by(line, find_offices(line)))
    if not 2 <= len(run) <= 4 or run[0] != 0:
        return
    tail = _AFTER_NAME.match(row, line.tokens[run[-1]].end - line.start)
    following = line.tokens[run[-1] + 1].start if run[-1] + 1 < len(line.tokens) else -1
    known = line.tokens[0].text.casefold() in given_names() or looks_like_a_person(line, run)
    digits = tail is not None and re.search(r"\d{4}|\d{1,2} [A-Z]|[A-Z][a-z]+ \d", tail[0])
    handle = tail is not None and "@" in tail[0]
    if (tail and (following in places or digits or handle) and not is_paper(line, run)) or (
        known and (tail or len(row) == line.tokens[run[-1]].end - line.start)
    ):
        yield naming_of(line, run)


def _signed(line: Line, *, after: bool) -> Iterator[Naming]:
    """Yield who signs: a line that is a name, after the closing words or above an office."""
    rows = line.raw.split("\n")
    if len(rows) < 2 and not after:
        return
    at = line.start
    offices = find_offices(line)
    taken = taken_by(line, offices)
    for number, row in enumerate(rows):
        first = at + len(row) - len(row.lstrip())
        index = next((i for i, token in enumerate(line.tokens) if token.start == first), None)
        run = run_from(line, index, taken) if index is not None else ()
        whole = bool(run) and line.tokens[run[-1]].end >= at + len(row.rstrip(" ,")) - 1
        at += len(row) + 1
        if len(run) < 2 or not whole or len(run) > 5:
            continue
        below = [office for office in offices if office.start - at in range(-1, 12)]
        closed = after if number == 0 else _CLOSING.fullmatch(rows[number - 1].strip())
        if (below and number + 1 < len(rows)) or closed:
            yield naming_of(line, run, below[0] if below else None)
