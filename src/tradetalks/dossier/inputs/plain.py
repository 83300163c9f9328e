"""Plain text and Markdown."""

import re
from dataclasses import replace
from datetime import date

from tradetalks.dossier.dates import full_dates
from tradetalks.dossier.inputs.extract import (
    Extract,
    clean,
    iso_date,
    one_line,
    with_date_near_the_top,
    with_title,
)
from tradetalks.errors import DateError

_INDENT = re.compile(r"\n[ \t\u00a0]+(?=\S)")
_DATE_KEYS = ("published", "date", "pubdate", "publishdate", "publish_date", "issued", "updated")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_MARKS = (
    (re.compile(r"^(?:```|~~~).*$", re.M), ""),
    (re.compile(r"<!--.{0,5000}?-->", re.S), ""),
    (re.compile(r"</?[A-Za-z][^<>\n]{0,300}>"), ""),
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.M), r"\1"),
    (re.compile(r"^ {0,3}(?:>[ \t]?)+", re.M), ""),
    (re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+", re.M), ""),
    (re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$", re.M), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^\n*_]{1,500}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
)


def from_plain(text: str) -> Extract:
    """Return plain text as it is, with line ends made uniform and wrapped lines flush left."""
    text = _INDENT.sub("\n", clean(text)).strip("\n")
    return with_date_near_the_top(Extract(text=text, title=_first_line_title(text)))


def from_markdown(text: str) -> Extract:
    """Return the words of Markdown, with the date, outlet and title of its front matter.

    Raises:
        DateError: The front matter's date is none.
    """
    text = clean(text)
    front = _FRONT.match(text)
    meta = _front_matter(front.group(1)) if front else {}
    words = strip_markdown(text[front.end() :] if front else text)
    plain = from_plain(words)
    title = meta.get("title", "") or plain.title
    extract = replace(
        plain,
        text=_with_author(with_title(plain.text, title), title, meta.get("author", "")),
        title=title,
        outlet=meta.get("outlet", ""),
        retrieved=iso_date(meta.get("retrieved", "")),
        link=meta.get("link", ""),
    )
    stated = next((meta[key] for key in _DATE_KEYS if meta.get(key)), "")
    if not stated:
        return extract
    return replace(extract, published=_front_date(stated), dated_by="front matter")


def _with_author(text: str, title: str, author: str) -> str:
    """Return the text with the author that the front matter names under its headline."""
    if not author or author in text[:2000] or not title:
        return text
    return f"{title}\n\nBy {author}\n\n{text[len(title) :].lstrip()}"


def strip_markdown(text: str) -> str:
    """Return the words of Markdown without its signs."""
    for pattern, words in _MARKS:
        text = pattern.sub(words, text)
    return text


def _front_matter(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.splitlines() if ":" in line)
    return {key.strip().lower(): one_line(value).strip("\"'") for key, _, value in pairs}


def _front_date(stated: str) -> date:
    found = iso_date(stated) or next((day for _, _, day in full_dates(stated)), None)
    if found is None:
        raise DateError(
            f"'{stated}' is not a date",
            where="front matter, 'published'",
            remedy="Write it as 2025-07-26",
        )
    return found


def _first_line_title(text: str) -> str:
    first, _, rest = text.partition("\n")
    first = first.strip()
    ends_like_prose = first.endswith((".", ":", "”", '"', ";")) and not first.endswith("U.S.")
    has_rest = bool(rest[:10_000].strip())
    return first if has_rest and 3 <= len(first) <= 200 and not ends_like_prose else ""
