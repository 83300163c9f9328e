"""What a file is, told by its first bytes and, where they leave it open, by its suffix."""

import re
from enum import StrEnum

from tradetalks.errors import ArticleError


class Kind(StrEnum):
    """A form in which articles come."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    PAGE = "web page"
    ARCHIVE = "web archive"
    PDF = "PDF"
    MAIL = "mail"
    FEED = "feed"


BY_SUFFIX = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.MARKDOWN, ".markdown": Kind.MARKDOWN,
    ".html": Kind.PAGE, ".htm": Kind.PAGE, ".xhtml": Kind.PAGE, ".mht": Kind.ARCHIVE,
    ".mhtml": Kind.ARCHIVE, ".pdf": Kind.PDF, ".eml": Kind.MAIL, ".rss": Kind.FEED,
    ".atom": Kind.FEED, ".xml": Kind.FEED,
}  # fmt: skip

OFFICE = frozenset({".docx", ".odt", ".epub", ".doc", ".rtf", ".pages"})
"""Suffixes of documents that are refused by name rather than passed over in a folder."""

_FOREIGN = (
    (b"PK\x03\x04", "a zip container, such as .docx, .odt or .epub, which is never opened"),
    (b"PK\x05\x06", "an empty zip container"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
)
_MARKUP = r"\s*(?:<\?[^>]{0,300}>\s*|<!--(?:(?!-->).)*-->\s*)*"
_HTML = re.compile(_MARKUP + r"<(?:!doctype html|html|head|body|article|div|p)\b", re.I | re.S)
_FEED = re.compile(
    _MARKUP + r"(?:<!doctype rss[^>]{0,300}>\s*)?<(?:rss|feed|(?:rdf:)?rdf)[\s>]", re.I | re.S
)
_HEADER = re.compile(
    r"^(?:from|date|subject|received|mime-version|message-id|return-path):", re.I | re.M
)
_HEAD_LINES = re.compile(r"\A(?:From .*\n)?(?:[A-Za-z][A-Za-z0-9-]*:.*\n(?:[ \t].*\n)*){3,}")
ENOUGH_HEADERS = 3
"""Of the headers every mail has, how many tell one that has no suffix from a list of notes."""


def kind_of(raw: bytes, *, suffix: str, where: str) -> Kind:
    """Return what a file is.

    Args:
        raw: Its bytes.
        suffix: Of its name, such as ".md", or empty.
        where: What messages call it.

    Raises:
        ArticleError: It is empty, or of a kind that is not read.
    """
    if not raw.strip():
        raise ArticleError(
            "the article is empty", where=where, remedy="Give a file that holds the article's words"
        )
    if b"%PDF-" in raw[:1024] or (suffix == ".pdf" and raw.startswith(b"%PDF")):
        return Kind.PDF
    _refuse_foreign(raw, suffix=suffix, where=where)
    head = raw[:8192].decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n")
    told = told_by_text(head)
    named = BY_SUFFIX.get(suffix.lower())
    if told is not None and not (named is Kind.MARKDOWN and told is Kind.PAGE):
        return Kind.ARCHIVE if named is Kind.ARCHIVE and told is Kind.MAIL else told
    if named in {Kind.PDF, Kind.FEED}:
        raise ArticleError(
            f"this is no {named}, in spite of its name",
            where=where,
            remedy="Save the article's words as plain text",
        )
    return named or Kind.TEXT


def told_by_text(head: str) -> Kind | None:
    """Return what the first characters of a text show it to be, or None for words alone."""
    if _FEED.match(head):
        return Kind.FEED
    if _HTML.match(head):
        return Kind.PAGE
    headers = _HEAD_LINES.match(head)
    if headers is None or len(_HEADER.findall(headers[0])) < ENOUGH_HEADERS:
        return Kind.MARKDOWN if head.startswith("---\n") else None
    is_archive = re.search(r"^content-type:\s*multipart/related", headers[0], re.I | re.M)
    return Kind.ARCHIVE if is_archive and "ocation:" in headers[0] else Kind.MAIL


def _refuse_foreign(raw: bytes, *, suffix: str, where: str) -> None:
    for mark, what in _FOREIGN:
        if raw.startswith(mark):
            raise ArticleError(
                f"this is a binary file, {what}",
                where=where,
                remedy="Save it as text or PDF",
            )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(
            "the file is UTF-16, not UTF-8", where=where, remedy="Save it again as UTF-8"
        )
    if BY_SUFFIX.get(suffix) in {Kind.MAIL, Kind.ARCHIVE}:
        return  # parts of a mail may be 8-bit, or binary
    if b"\x00" in raw or _control_share(raw) > 0.02:
        raise ArticleError(
            "this is a binary file, not text",
            where=where,
            remedy="Give plain text, Markdown, HTML, PDF or a mail",
        )


def _control_share(raw: bytes) -> float:
    head = raw[:8192]
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return control / len(head)
