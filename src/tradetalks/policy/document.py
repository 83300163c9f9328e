"""Reading a TOML file so that every complaint can name its line."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError

from tradetalks.errors import InputError, nearest_codes

MOST_BYTES = 1_000_000
"""Larger files are not hand-written terms: they are refused before they are parsed."""

DEEP_KEY = re.compile(r"^[^=\n\"'#]*(?:\.[^=\n\"'#.]*){20}", flags=re.MULTILINE)
"""A key of more than twenty parts: nobody writes one, and thousands take the parser minutes."""

Loc = tuple[str | int, ...]
Form = TypeVar("Form", bound=BaseModel)

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w\"'-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=(.*)$")
_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[^.\s]+")
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")


@dataclass(frozen=True)
class Document:
    """A parsed TOML file with the lines of its tables and keys.

    Attributes:
        path: The file.
        values: What it holds.
        lines: Line number, from one, by path of keys and list positions.
        text: Its lines, as written.
    """

    path: Path
    values: Mapping[str, object]
    lines: Mapping[Loc, int] = field(default_factory=dict)
    text: tuple[str, ...] = ()

    def place(self, *loc: str | int) -> str:
        """Return `file:line` of the nearest key or table that encloses a place in the file."""
        return f"{self.path}:{self.lines.get(self.nearest(*loc), 1)}"

    def nearest(self, *loc: str | int) -> Loc:
        """Return the path of the nearest key or table that encloses a place in the file.

        A table that only its inner tables open, as `[[room.PAK.instrument]]` opens `[room.PAK]`,
        stands where the first of them does.
        """
        for length in range(len(loc), 0, -1):
            for path in (loc[:length], (*loc[:length], 0)):
                if path in self.lines:
                    return path
            inside = (path for path in self.lines if path[:length] == loc[:length])
            if first := next(inside, None):
                return first
        return ()

    def words(self, *loc: str | int) -> str:
        """Return the offending line as written, without its margins."""
        line = int(self.place(*loc).rsplit(":", 1)[1])
        return self.text[line - 1].strip() if line <= len(self.text) else ""


def read_document(path: Path, *, error: type[InputError], what: str) -> Document:
    """Read a TOML file.

    Args:
        path: The file.
        error: The exception to raise.
        what: What the file should be, for the message ("a deal file").

    Raises:
        InputError: Missing, empty, too large, not text, not UTF-8 or not TOML.
    """
    text = _read_text(path, error=error, what=what)
    try:
        if deep := DEEP_KEY.search(text):
            line = text[: deep.start()].count("\n") + 1
            raise error("a key of more than twenty parts", where=f"{path}:{line}")
        values = tomllib.loads(text)
    except RecursionError:
        raise error("lists nested too deeply", where=str(path)) from None
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"at line (\d+)", str(fault))
        line = int(found.group(1)) if found else text.count("\n") + 1
        written = text.splitlines()[line - 1].strip() if found else "the end of the file"
        raise error(
            f"not TOML at '{written[:80]}' ({str(fault).split(' (at')[0]})",
            where=f"{path}:{line}",
            remedy="Texts take quotes, lists take brackets, dates are written 2025-08-07",
        ) from None
    return Document(path, values, _lines(text), tuple(text.splitlines()))


def validated(document: Document, form: type[Form], *, error: type[InputError]) -> Form:
    """Return a document checked against its form.

    Raises:
        InputError: A key is unknown or missing, or a value is refused; names file and line.
    """
    try:
        return form.model_validate(document.values)
    except ValidationError as refused:
        raise _complaint(document, form, refused, error) from None


def _complaint(
    document: Document, form: type[BaseModel], refused: ValidationError, error: type[InputError]
) -> InputError:
    errors = refused.errors(include_url=False)
    # A misspelt key leaves another one missing: the misspelling is what to mend.
    first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
    loc: Loc = tuple(first["loc"])
    message, remedy = _in_words(first["msg"]), ""
    if first["type"] in ("extra_forbidden", "missing"):
        found = "unknown key '{}'" if first["type"] == "extra_forbidden" else "'{}' is missing"
        message, remedy = found.format(loc[-1]), _allowed(form, loc)
    elif key := document.nearest(*loc):
        same = [e["msg"] for e in errors if document.nearest(*e["loc"]) == key]
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in key)
        message = f"'{name}' is refused: {'; or '.join(map(_in_words, same))}"
    written = document.words(*loc)
    shown = f" (written: {written[:100]})" if written else ""
    return error(f"{message}{shown}", where=document.place(*loc), remedy=remedy)


def _in_words(message: str) -> str:
    bare = message.removeprefix("Value error, ")
    return bare[:1].lower() + bare[1:]


def _allowed(form: type[BaseModel], loc: Loc) -> str:
    """Return the sentence that lists the keys a table may have, nearest spelling first."""
    table: type[BaseModel] = form
    for part in loc[:-1]:
        if isinstance(part, str) and part in table.model_fields:
            table = _model_in(table.model_fields[part].annotation) or table
    keys = tuple(spec.alias or name for name, spec in table.model_fields.items())
    near = nearest_codes(str(loc[-1]), [key for key in keys if key != loc[-1]])
    guess = f"Did you mean {' or '.join(near)}? " if near and loc[-1] not in keys else ""
    return f"{guess}Allowed keys: {', '.join(keys)}"


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)


def _read_text(path: Path, *, error: type[InputError], what: str) -> str:
    where = str(path)
    if not path.is_file():
        found = "not a plain file" if os.path.lexists(path) else "no such file"
        raise error(f"{found}: {what} was expected", where=where, remedy="Check the path")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise error(
            f"{size / 1e6:.1f} MB is too large for {what}",
            where=where,
            remedy=f"The limit is {MOST_BYTES / 1e6:g} MB",
        )
    raw = path.read_bytes()
    if not raw.strip():
        raise error(f"the file is empty: {what} was expected", where=where)
    if b"\x00" in raw:
        raise error(f"binary content: {what} is a TOML text", where=where)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise error(
            "not UTF-8 text", where=f"{where}:{line}", remedy="Save the file as UTF-8"
        ) from None


def _lines(text: str) -> dict[Loc, int]:
    """Return the line of every table and top-level key of each table."""
    found: dict[Loc, int] = {}
    counts: dict[Loc, int] = {}
    prefix: Loc = ()
    depth, fence = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if depth == 0 and (table := _TABLE.match(line)):
            prefix = _table(table, counts)
            found.setdefault(prefix, number)
            continue
        rest = line
        if depth == 0 and (key := _KEY.match(line)):
            found.setdefault((*prefix, *_parts(key.group(1))), number)
            rest = key.group(2)
        fence = _opened_fence(rest)
        depth += _depth(rest)
    return found


def _table(match: re.Match[str], counts: dict[Loc, int]) -> Loc:
    """Return the path of a table, and count it where it is one of a list.

    Args:
        match: The line that opens it.
        counts: Position of the latest table of each list, by path; a list inside another begins
            anew with each table of the outer one.
    """
    loc: Loc = ()
    names = _parts(match.group(2))
    for at, name in enumerate(names, start=1):
        loc = (*loc, name)
        if at == len(names) and match.group(1) == "[[":
            counts[loc] = counts.get(loc, -1) + 1
        if loc in counts:
            loc = (*loc, counts[loc])
    return loc


def _parts(name: str) -> Loc:
    """Return the parts of a dotted key, without their quotes."""
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _opened_fence(rest: str) -> str:
    return next((mark for mark in ('"""', "'''") if rest.count(mark) % 2), "")


def _depth(rest: str) -> int:
    bare = _QUOTED.sub("", rest).split("#", 1)[0]
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
