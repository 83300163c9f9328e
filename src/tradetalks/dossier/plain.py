"""Records from plain values, told by the records' own types: the way back from JSON.

Every value is checked against the field it is for, so that what comes back is what went out, or is
refused with the field's name.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from tradetalks.dossier.article import Article
from tradetalks.dossier.record import SCHEMA, Record
from tradetalks.errors import ArticleError

Build = Callable[[object], Any]

_MOST_WHOLE = 2**53
"""Largest whole number that every reader of JSON keeps exact."""

_NEWER = "It may be of a newer version of tradetalks; bring yours up to date"


class _MisfitError(Exception):
    """A value that does not fit its field; `path` grows on the way out."""

    def __init__(self, what: str, path: str = "") -> None:
        self.what = what
        self.path = path
        super().__init__(what)

    def inside(self, name: str) -> "_MisfitError":
        joint = "" if not self.path or self.path.startswith("[") else "."
        return _MisfitError(self.what, f"{name}{joint}{self.path}")


def record_from_dict(plain: object, *, where: str = "the record") -> Record:
    """Return the record that `Record.as_dict` gave these plain values for.

    A field that is missing takes its default, so records written before it was added still load.

    Args:
        plain: The values, as `json.loads` returns them.
        where: What messages call them.

    Raises:
        ArticleError: The values are of another shape or version, or quote what the text does not
            hold; the message names the field.
    """
    if not isinstance(plain, Mapping):
        raise ArticleError("this is not a record", where=where, remedy=_shape())
    if plain.get("schema") != SCHEMA:
        raise ArticleError(
            f"the record has the schema {plain.get('schema')!r}, not '{SCHEMA}'",
            where=where,
            remedy=_NEWER if _is_newer(plain.get("schema")) else "Read the article again",
        )
    values = {key: value for key, value in plain.items() if key not in ("schema", "sha256")}
    record: Record = _built(Record, values, where)
    if plain.get("sha256") != record.article.sha256:
        raise ArticleError(
            "the text is not the one that its hash was taken of", where=where, remedy=_shape()
        )
    return record


def article_from_dict(plain: object, *, where: str = "the article") -> Article:
    """Return the article in the plain values of a record's field `article`, of any version.

    Raises:
        ArticleError: The values are of another shape; the message names the field.
    """
    article: Article = _built(Article, plain, where)
    return article


def _built(kind: type, plain: object, where: str) -> Any:  # noqa: ANN401 - what `kind` makes
    try:
        return _builder(kind)(plain)
    except _MisfitError as misfit:
        place = f"{where}, field {misfit.path}" if misfit.path else where
        raise ArticleError(misfit.what, where=place, remedy=_shape()) from None
    except ArticleError as error:
        raise ArticleError(error.what, where=where, remedy=_shape()) from None


def record_from_json(text: str, *, where: str = "the record") -> Record:
    """Return the record in JSON text, as `Record.to_json` writes it.

    Raises:
        ArticleError: As `record_from_dict`, or the text is not JSON.
    """
    return record_from_dict(parse_json(text, where=where), where=where)


def parse_json(text: str | bytes, *, where: str) -> object:
    """Return the plain values of JSON text.

    Raises:
        ArticleError: The text is not JSON, or is nested beyond reason.
    """
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise ArticleError(f"this is not JSON ({error})", where=where, remedy=_shape()) from None


def plain_values(value: object) -> object:
    """Return plain values for records: lists, mappings, text, numbers and None."""
    if isinstance(value, tuple | list):
        return [plain_values(part) for part in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_values(part) for key, part in value.items()}
    if is_dataclass(value):
        return {field.name: plain_values(getattr(value, field.name)) for field in fields(value)}
    return value


def schema_number(schema: object) -> int:
    """Return the version in the name of a record's shape; 0 where it is no such name."""
    stem, _, number = str(schema).rpartition("/")
    known = stem == SCHEMA.rpartition("/")[0] and number.isascii() and number.isdecimal()
    return int(number) if known and len(number) < 10 else 0


def _is_newer(schema: object) -> bool:
    return schema_number(schema) > schema_number(SCHEMA)


def _shape() -> str:
    return "The shape is that of `tradetalks read --json` (docs/reference/dossier.md)"


@cache
def _builder(hint: Any) -> Build:  # noqa: ANN401 - a type, a union or a generic alias
    """Return what makes a value of the type from a plain one."""
    origin = get_origin(hint)
    if origin is tuple:
        return _tuple(get_args(hint))
    if origin in (Union, UnionType):
        return _one_of([_builder(part) for part in get_args(hint)])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _member(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    return _SIMPLE[hint]


def _dataclass(kind: type) -> Build:
    needed = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def build(plain: object) -> object:
        if not isinstance(plain, dict):
            raise _MisfitError(f"{_shown(plain)} stands where a {kind.__name__} is needed")
        hints = _hints(kind)  # not before: a type may be made of itself
        for name in plain:
            if name not in hints:
                raise _MisfitError(f"a {kind.__name__} has no field {_shown(name)}")
        missing = needed - plain.keys()
        if missing:
            raise _MisfitError(f"a {kind.__name__} needs the field '{min(missing)}'")
        values = {}
        for name, value in plain.items():
            try:
                values[name] = _builder(hints[name])(value)
            except _MisfitError as misfit:
                raise misfit.inside(name) from None
        return kind(**values)

    return build


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _tuple(arguments: tuple[Any, ...]) -> Build:
    if len(arguments) != 2 or arguments[1] is not Ellipsis:
        return _fixed([_builder(argument) for argument in arguments])
    each = arguments[0]

    def build(plain: object) -> object:
        make = _builder(each)
        return tuple(_at(index, make, value) for index, value in enumerate(_listed(plain)))

    return build


def _fixed(parts: list[Build]) -> Build:
    def build(plain: object) -> object:
        values = _listed(plain)
        if len(values) != len(parts):
            raise _MisfitError(f"{len(values)} values stand where {len(parts)} are needed")
        pairs = zip(parts, values, strict=True)
        return tuple(_at(index, make, value) for index, (make, value) in enumerate(pairs))

    return build


def _listed(plain: object) -> list[object]:
    if not isinstance(plain, list):
        raise _MisfitError(f"{_shown(plain)} stands where a list is needed")
    return plain


def _at(index: int, make: Build, value: object) -> object:
    try:
        return make(value)
    except _MisfitError as misfit:
        raise misfit.inside(f"[{index}]") from None


def _one_of(parts: list[Build]) -> Build:
    def build(plain: object) -> object:
        misfits = []
        for part in parts:
            try:
                return part(plain)
            except _MisfitError as misfit:
                misfits.append(misfit)
        raise max(misfits, key=lambda misfit: len(misfit.path))

    return build


def _member(kind: type[StrEnum]) -> Build:
    def build(plain: object) -> object:
        try:
            return kind(_text(plain))
        except ValueError:
            known = ", ".join(kind)
            raise _MisfitError(f"{_shown(plain)} is none of {known}") from None

    return build


def _text(plain: object) -> str:
    if not isinstance(plain, str):
        raise _MisfitError(f"{_shown(plain)} stands where text is needed")
    if not plain.isascii() and any("\ud800" <= letter <= "\udfff" for letter in plain):
        raise _MisfitError("the text holds half a character (a lone surrogate)")
    return plain


def _whole(plain: object) -> int:
    if not isinstance(plain, int) or isinstance(plain, bool):
        raise _MisfitError(f"{_shown(plain)} stands where a whole number is needed")
    return plain


def _number(plain: object) -> float:
    if isinstance(plain, float) and isfinite(plain):
        return plain
    if isinstance(plain, int) and not isinstance(plain, bool) and abs(plain) <= _MOST_WHOLE:
        return plain
    raise _MisfitError(f"{_shown(plain)} stands where a number is needed")


def _truth(plain: object) -> bool:
    if not isinstance(plain, bool):
        raise _MisfitError(f"{_shown(plain)} stands where true or false is needed")
    return plain


def _day(plain: object) -> date:
    try:
        day = date.fromisoformat(_text(plain))
    except ValueError:
        day = None
    if day is None or day.isoformat() != plain:
        raise _MisfitError(f"{_shown(plain)} is not a day written as 2025-07-25")
    return day


def _nothing(plain: object) -> None:
    if plain is not None:
        raise _MisfitError(f"{_shown(plain)} stands where null is needed")


_SIMPLE: Mapping[Any, Build] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    date: _day,
    NoneType: _nothing,
}


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
