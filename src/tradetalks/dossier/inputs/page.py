"""The main text of a web page. Its links, pictures, frames and scripts are never followed."""

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
        text=with_title(words, title),
        title=title,
        outlet=one_line(page.sitename or ""),
        link=link or one_line(page.url or ""),
        retrieved=retrieved,
    )
    found = iso_date(page.date or "")
    if found:
        return replace(extract, published=found, dated_by="page")
    return with_date_near_the_top(extract)


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
