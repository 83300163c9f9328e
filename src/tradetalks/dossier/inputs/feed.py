"""A feed (RSS or Atom): each entry an article with its own headline, date and link.

The file's own entries are read; the links in it are kept and never followed. Entities that the file
defines are not unfolded, and nothing outside the file is loaded.
"""

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from tradetalks.dossier.inputs.extract import Extract, clean, iso_date, one_line, with_title
from tradetalks.dossier.inputs.fragment import fragment_text
from tradetalks.dossier.inputs.page import MOST_MARKUP, REMEDY
from tradetalks.errors import ArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 10_000
MOST_TAGS = 200_000

TEXTS = ("encoded", "content", "description", "summary")
"""Elements that hold an entry's words, the fullest first."""

DATES = ("pubDate", "published", "issued", "date", "updated", "modified")
"""Elements that date an entry, publication before revision."""

_HALF_PAIR = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|"
    rb"5734[0-3]));?",
    re.I,
)
"""References to half a surrogate pair, a character that no text holds."""

_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>|&(?:[A-Za-z]+|#\d+);")


def from_feed(raw: bytes, *, where: str) -> Iterator[Extract | ArticleError]:
    """Yield the entries of a feed in its order, and an error for one that holds no words.

    Raises:
        ArticleError: The file is no feed, is damaged, or has no entry or too many.
    """
    root = _parse(_HALF_PAIR.sub(b"", raw), where=where)
    outlet = _outlet(root)
    entries = [element for element in root.iter() if _name(element) in {"item", "entry"}]
    if not entries:
        raise ArticleError("the feed has no entry", where=where, remedy="Save it again")
    if len(entries) > MOST_ENTRIES:
        raise ArticleError(
            f"the feed has too many entries ({len(entries):,})",
            where=where,
            remedy=f"The limit is {MOST_ENTRIES:,}; give it in parts",
        )
    for number, entry in enumerate(entries, start=1):
        place = f"{where}, entry {number}"
        try:
            yield _extract(entry, outlet=outlet, where=place)
        except ArticleError as error:
            yield error


def _parse(raw: bytes, *, where: str) -> "_Element":
    from lxml import etree

    if len(raw) > MOST_MARKUP or raw.count(b"<") > MOST_TAGS:
        raise ArticleError(
            "the feed is too large",
            where=where,
            remedy=f"The limit is {MOST_MARKUP:,} bytes and {MOST_TAGS:,} tags; give it in parts",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(raw.strip(), parser=parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise ArticleError(
            f"the feed is damaged ({type(error).__name__})", where=where, remedy="Save it again"
        ) from None
    if root is None:
        raise ArticleError("the feed is damaged", where=where, remedy="Save it again")
    return root


def _extract(entry: "_Element", *, outlet: str, where: str) -> Extract:
    title = one_line(_plain(_text(entry, "title"), where=where))
    body = next((found for name in TEXTS if (found := _text(entry, name).strip())), "")
    words = _plain(body, where=where)
    if not words:
        raise ArticleError("the entry holds no words but its headline", where=where, remedy=REMEDY)
    published = next((day for name in DATES if (day := _day(_text(entry, name)))), None)
    return Extract(
        text=with_title(words, title),
        where=where,
        title=title,
        outlet=outlet,
        published=published,
        dated_by="feed" if published else "",
        link=_link(entry),
    )


def _outlet(root: "_Element") -> str:
    """Return the feed's own title: of the channel in RSS, of the root in Atom."""
    for parent in (root, *root):
        if _name(parent) in {"channel", "feed"}:
            return one_line(_text(parent, "title"))
    return ""


def _name(element: "_Element") -> str:
    """Return an element's name without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(parent: "_Element", name: str) -> str:
    """Return the characters in the first child of that name, those of inner elements too."""
    from lxml import etree

    child = next((each for each in parent if _name(each) == name), None)
    if child is None:
        return ""
    if len(child) and child.get("type") == "xhtml":
        return str(etree.tostring(child, encoding="unicode", with_tail=False))
    return "".join(map(str, child.itertext()))


def _plain(text: str, *, where: str) -> str:
    """Return words free of the HTML that feeds carry as text."""
    return fragment_text(text, where=where) if _MARKUP.search(text) else clean(text).strip()


def _link(entry: "_Element") -> str:
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = one_line(child.get("href") or child.text or "")
            if address.startswith(("http://", "https://")):
                return address[:2000]
    return ""


def _day(stated: str) -> date | None:
    found = iso_date(stated)
    if found or not stated.strip():
        return found
    try:
        return parsedate_to_datetime(one_line(stated[:100])).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
