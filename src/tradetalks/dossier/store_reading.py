"""A reading as a dossier keeps it: one text, what was read from it, and a hash of each.

The path an article was read from is not kept: it differs from desk to desk, and two dossiers that
hold the same reading must hold the same bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from tradetalks.dossier.article import Article
from tradetalks.dossier.plain import (
    article_from_dict,
    parse_json,
    record_from_dict,
    schema_number,
)
from tradetalks.dossier.record import SCHEMA, Record
from tradetalks.errors import ArticleError


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One reading of one text, as it is kept.

    Attributes:
        text: The article's words.
        article: Their SHA-256, hexadecimal: what an article is known by.
        sha256: The hash of `record` with the words in it: what a reading is known by.
        published: The day the article is dated, ISO 8601, or None.
        record: The record as JSON with sorted keys, without the words and the source's path.
    """

    text: str
    article: str
    sha256: str
    published: str | None
    record: str


def reading_of(record: Record) -> Reading:
    """Return a record as it is kept.

    Raises:
        ArticleError: The text holds half a character (a lone surrogate), so it has no hash.
    """
    try:
        return _reading(record.as_dict(), record.article)
    except UnicodeEncodeError:
        raise ArticleError(
            "the text holds half a character (a lone surrogate)",
            where=record.article.source,
            remedy="Save it again as UTF-8",
        ) from None


def reading_from_plain(plain: object, *, where: str) -> Reading:
    """Return a record's plain values as they are kept, checked.

    A record of an older shape is kept as it is; its text is read again when it is asked for.

    Raises:
        ArticleError: The values are no record, or are of a newer shape.
    """
    if isinstance(plain, Mapping) and 0 < schema_number(plain.get("schema")) < _CURRENT:
        article = article_from_dict(plain.get("article"), where=where)
        try:
            return _reading(dict(plain), article)
        except ValueError as error:
            raise ArticleError(f"the record cannot be kept ({error})", where=where) from None
    return reading_of(record_from_dict(plain, where=where))


def record_of(text: str, record: str, *, where: str) -> Record:
    """Return the record of a reading; one of an older shape is read again from its text.

    Raises:
        ArticleError: It is not what was written, or of a newer shape.
    """
    plain = whole_plain(text, record, where=where)
    if 0 < schema_number(plain.get("schema")) < _CURRENT:
        return _read_again(plain, where)
    return record_from_dict(plain, where=where)


def whole_plain(text: str, record: str, *, where: str) -> dict[str, object]:
    """Return the plain values of a reading with the words in their place.

    Raises:
        ArticleError: They are not what was written.
    """
    plain = parse_json(record, where=where)
    if not isinstance(plain, dict) or not isinstance(plain.get("article"), dict):
        raise ArticleError("this is not a record", where=where)
    plain["article"]["text"] = text
    return plain


def canonical(plain: object) -> str:
    """Return JSON that is the same for the same values: sorted keys, no spaces, letters kept."""
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


_CURRENT = schema_number(SCHEMA)


def _reading(plain: dict[str, object], article: Article) -> Reading:
    source = f"article {article.sha256[:12]}"
    known = plain["article"]
    assert isinstance(known, dict)
    whole = canonical(plain | {"article": known | {"source": source}})
    wordless = {key: value for key, value in known.items() if key != "text"}
    return Reading(
        text=article.text,
        article=article.sha256,
        sha256=hashlib.sha256(whole.encode("utf-8")).hexdigest(),
        published=article.published.isoformat() if article.published else None,
        record=canonical(plain | {"article": wordless | {"source": source}}),
    )


def _read_again(plain: dict[str, object], where: str) -> Record:
    from tradetalks.dossier.read import read  # only an old reading pays for the rules

    article = article_from_dict(plain["article"], where=where)
    parties = plain.get("parties") if plain.get("choice") == "asked for" else None
    codes = [
        str(party["code"])
        for party in (parties if isinstance(parties, list) else [])
        if isinstance(party, dict) and "code" in party
    ]
    return read(article, parties=codes or None)
