"""The words of a page, free of its markup, with what the page says about itself."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tradetalks.dossier.dates import full_dates
from tradetalks.errors import ArticleError, DateError

TOP_LINES = 8
"""A date line stands among the first lines, or nowhere."""

_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p)\b", re.I)
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.S)
_DATELINE = re.compile(r"^[A-Z][A-Z .,/'’()-]{2,50}?[,:—–-]?\s*$")
_LABEL = re.compile(
    r"^\W*(?:(?i:published|posted|updated|date|dated|issued))?\W*(?i:on|at)?\W*$"
    r"|^(?:[A-Z][\w’'-]+ ?){1,3}, $"
)
_OUTLET_TAIL = re.compile(r"^(?:\([A-Za-z /.]+\)|GMT|UTC|EST|EDT|\d{1,2}[:.]\d\d|[ap]m|\W)*$", re.I)


@dataclass(frozen=True, kw_only=True)
class Extract:
    """Words of an article and what its source says about them.

    Attributes:
        text: The words; spans refer to this.
        title: Headline, or empty.
        outlet: Publisher, or empty.
        published: Date of publication, or None.
        dated_by: What the date was taken from, or empty.
        link: Address, or empty.
    """

    text: str
    title: str = ""
    outlet: str = ""
    published: date | None = None
    dated_by: str = ""
    link: str = ""


def looks_like_html(text: str) -> bool:
    """Tell whether the text opens with a tag of a web page."""
    return _HTML.match(text[:4000]) is not None


def from_plain(text: str) -> Extract:
    """Return plain text as it is, with line ends made uniform."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return _with_date_near_the_top(Extract(text=text, title=_first_line_title(text)))


def from_markdown(text: str) -> Extract:
    """Return the words of Markdown, with the date, outlet and title of its front matter."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    meta = _front_matter(front.group(1)) if front else {}
    words = strip_markdown(text[front.end() :] if front else text)
    plain = from_plain(words)
    title = meta.get("title", "") or plain.title
    extract = replace(
        plain,
        text=_with_title(plain.text, title),
        title=title,
        outlet=meta.get("outlet", ""),
        link=meta.get("link", ""),
    )
    stated = meta.get("published", "") or meta.get("date", "")
    if not stated:
        return extract
    return replace(extract, published=_front_date(stated), dated_by="front matter")


def from_html(text: str, *, where: str) -> Extract:
    """Return the main text of a web page; links and scripts in it are never followed.

    Raises:
        ArticleError: The page holds no article, or is nested beyond reason.
    """
    import trafilatura  # takes .3 s: only web pages pay for it
    from trafilatura.settings import Document

    try:
        page = trafilatura.bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (RecursionError, ValueError, AssertionError, TypeError, AttributeError) as error:
        raise ArticleError(
            f"the page cannot be taken apart ({type(error).__name__})",
            where=where,
            remedy="Save the article's words as plain text",
        ) from None
    words = (page.text or "").strip() if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not words:
        raise ArticleError(
            "no article was found in the page",
            where=where,
            remedy="Save the article's words as plain text",
        )
    title = " ".join((page.title or "").split())
    extract = Extract(
        text=_with_title(words, title),
        title=title,
        outlet=page.sitename or "",
        link=page.url or "",
    )
    found = _iso(page.date or "")
    if found:
        return replace(extract, published=found, dated_by="page")
    return _with_date_near_the_top(extract)


def strip_markdown(text: str) -> str:
    """Return the words of Markdown without its signs."""
    for pattern, words in _MARKS:
        text = pattern.sub(words, text)
    return text


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


def _front_matter(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.splitlines() if ":" in line)
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}


def _front_date(stated: str) -> date:
    found = _iso(stated) or next((day for _, _, day in full_dates(stated)), None)
    if found is None:
        raise DateError(
            f"'{stated}' is not a date",
            where="front matter, 'published'",
            remedy="Write it as 2025-07-26",
        )
    return found


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _with_title(text: str, title: str) -> str:
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def _first_line_title(text: str) -> str:
    first, _, rest = text.partition("\n")
    first = first.strip()
    ends_like_prose = first.endswith((".", ":", "”", '"', ";")) and not first.endswith("U.S.")
    return first if rest.strip() and 3 <= len(first) <= 200 and not ends_like_prose else ""


def _with_date_near_the_top(extract: Extract) -> Extract:
    lines = [line.strip() for line in extract.text.split("\n") if line.strip()][:TOP_LINES]
    latest = date.today() + timedelta(days=1)
    for line in lines:
        for start, end, day in full_dates(line[:160]):
            dated_by = _date_role(before=line[:start], after=line[end:])
            if dated_by and day <= latest:
                return replace(extract, published=day, dated_by=dated_by)
    return extract


def _date_role(*, before: str, after: str) -> str:
    """Say what a full date is to its line: all of it, part of a dateline, or just words."""
    if _LABEL.match(before) and _OUTLET_TAIL.match(after):
        return "date line"
    if _DATELINE.match(before) and re.match(r"\)?\s*(?:\([^)]{1,40}\))?\s*[:—–-]", after):
        return "dateline"
    return ""
