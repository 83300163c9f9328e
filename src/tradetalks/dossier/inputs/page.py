"""The main text of a web page. Its links, pictures, frames and scripts are never followed."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import islice

from tradetalks.dossier.dates import full_dates
from tradetalks.dossier.inputs.extract import (
    Extract,
    clean,
    iso_date,
    one_line,
    with_date_near_the_top,
    with_title,
)
from tradetalks.errors import ArticleError

MOST_MARKUP = 5_000_000
"""Longest page, in characters, that is taken apart."""

MOST_TAGS = 60_000
"""Most tags: articles have hundreds or thousands. Some of what takes a page apart costs the square
of their number, and this many take ten seconds at worst."""

MOST_ATTRIBUTES = 2_000
"""Most attributes of a tag; each is set beside all others of its tag."""

REMEDY = "Save the article's words as plain text"

_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s+url:\s*)"
    r"(?P<link>https?://[^\s>]{1,2000})(?:\s+saved date:\s*(?P<day>[^\n>]{1,80}))?",
    re.I,
)


def from_html(text: str, *, where: str) -> Extract:
    """Return the main text of a web page, and what the page and its browser say of it.

    Raises:
        ArticleError: The page holds no article, or is longer or has more tags than any article.
    """
    import trafilatura  # takes .3 s: only web pages pay for it
    from trafilatura.settings import Document

    require_markup(text, where=where)
    try:
        page = trafilatura.bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ArithmeticError, LookupError, RuntimeError, MemoryError, ValueError,
            AssertionError, TypeError, AttributeError, OSError) as error:  # fmt: skip
        raise ArticleError(
            f"the page cannot be taken apart ({type(error).__name__})", where=where, remedy=REMEDY
        ) from None
    words = clean(page.text or "").strip() if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not words:
        raise ArticleError("no article was found in the page", where=where, remedy=REMEDY)
    title = one_line(page.title or "")
    link, retrieved = _saved_from(text)
    extract = Extract(
        text=_with_byline(with_title(words, title), title, text),
        title=title,
        outlet=one_line(page.sitename or ""),
        link=link or one_line(page.url or ""),
        retrieved=retrieved,
    )
    found = iso_date(page.date or "")
    if found:
        return replace(extract, published=found, dated_by="page")
    return with_date_near_the_top(extract)


_BYLINE = re.compile(
    r"<(?P<tag>p|div|span|address)\b[^<>]{0,200}\b(?:class|rel|itemprop)=[\"']?[^<>\"']{0,60}"
    r"(?:byline|author|article-meta|meta\b)[^<>]{0,200}>(?P<words>[^\n]{1,400}?)</(?P=tag)>",
    re.I,
)
_TAG = re.compile(r"<[^<>]{0,300}>")
_NAMES = re.compile(
    r"(?i:by )?[^\W\d_a-z][\w’'-]+(?: (?:[a-z]{1,4} )?[^\W\d_a-z][\w.’'-]*){1,3}"
    r"(?= ?(?:[,|·•—–(]|and|$))"
)


def _with_byline(words: str, title: str, page: str) -> str:
    """Return the words with the line that names the author under the headline, if it was lost."""
    body = page[:300_000]
    start = max(body.lower().find("<body"), 0)
    for match in islice(_BYLINE.finditer(body, start), 5):
        line = one_line(unescape(_TAG.sub("", match["words"])))
        named = _NAMES.match(line)
        if named is None or len(line) > MOST_BYLINE or line in words:
            continue
        if named[0].removeprefix("By ").removeprefix("by ") in words:
            continue
        if not title or not words.startswith(title):
            return f"{line}\n\n{words}"
        return f"{title}\n\n{line}\n\n{words[len(title) :].lstrip()}"
    return words


MOST_BYLINE = 120
"""Characters of a line that names the author."""


def require_markup(text: str, *, where: str) -> None:
    """Refuse markup that is longer, or has more tags, than that of any article.

    Raises:
        ArticleError: It does.
    """
    if len(text) > MOST_MARKUP:
        raise ArticleError(
            f"the page is too large ({len(text):,} characters)",
            where=where,
            remedy=f"The limit is {MOST_MARKUP:,}; save the article's words as plain text",
        )
    tags = max(text.count("<"), text.count(">"))
    if tags > MOST_TAGS:
        raise ArticleError(
            f"the page has too many tags ({tags:,})",
            where=where,
            remedy=f"The limit is {MOST_TAGS:,}; save the article's words as plain text",
        )
    if any(len(tag[0].split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ArticleError("a tag of the page has no end", where=where, remedy=REMEDY)


def _saved_from(text: str) -> tuple[str, date | None]:
    """Return the address and the day that a browser writes into a page when it saves it."""
    found = _SAVED.search(text[:20_000])
    if found is None:
        return "", None
    # SingleFile writes the date as JavaScript does: Sat Jul 26 2025 10:00:00 GMT+0200.
    stated = re.sub(r"^\w{3} ", "", found["day"] or "")
    return found["link"], iso_date(stated) or next((day for *_, day in full_dates(stated)), None)
