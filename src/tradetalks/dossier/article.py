"""An article as it is read: frozen text, its hash, and what is known about where it came from."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tradetalks.dossier.inputs.extract import Extract
from tradetalks.dossier.inputs.files import MOST_BYTES
from tradetalks.dossier.inputs.kinds import BY_SUFFIX, Kind, told_by_text
from tradetalks.dossier.inputs.open import extracts_in
from tradetalks.dossier.inputs.page import from_html
from tradetalks.dossier.inputs.parts import MOST_CHARACTERS
from tradetalks.dossier.inputs.plain import from_markdown, from_plain
from tradetalks.dossier.language import require_english
from tradetalks.errors import ArticleError, InputError

PASTED = "text given directly"

__all__ = ["MOST_BYTES", "MOST_CHARACTERS", "Article", "article_from_text", "open_article"]


@dataclass(frozen=True, kw_only=True)
class Article:
    """The text that every span of a record refers to.

    Attributes:
        text: The words as extracted, without markup; spans count its characters from zero.
        title: The headline, or empty.
        outlet: Who published it, as the source itself says, or empty.
        published: The day it is dated; None when the source does not say.
        dated_by: What the date was taken from: "given", "front matter", "page", "mail", "feed",
            "dateline", "date line", or empty.
        partial_date: A dateline's day without a year, or month, in EDTF ("XXXX-10-29", "2026-03"),
            where that is all there is, or empty.
        retrieved: The day it was saved or looked up; None when nobody says.
        link: Where it was published, or empty. Never followed.
        language: ISO 639-1 code; always "en" for now.
        source: The file it came from, and which part or entry of it, for messages.
        offset: Characters of the source's text before this one, where it is read in parts.
        unread: What came with it and was not read, such as an attachment's name.
    """

    text: str
    title: str = ""
    outlet: str = ""
    published: date | None = None
    dated_by: str = ""
    partial_date: str = ""
    retrieved: date | None = None
    link: str = ""
    language: str = "en"
    source: str = PASTED
    offset: int = 0
    unread: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """Return the day it is dated, as far as the source tells, in EDTF; else nothing."""
        return self.published.isoformat() if self.published else self.partial_date

    @property
    def sha256(self) -> str:
        """Return the hash of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def open_article(
    source: str | Path | bytes, *, published: date | None = None, retrieved: date | None = None
) -> Article:
    """Open the one article in a file, or in the text itself.

    Args:
        source: A path to plain text, Markdown, a web page (also one saved as .mhtml), a PDF, a mail
            or a feed with one entry; or the bytes of one. A `str` that holds a line break is taken
            as the text itself, because no path does.
        published: The day the article is dated; overrides what the source says.
        retrieved: The day it was saved; overrides what the source says.

    Raises:
        ArticleError: The file is missing, a folder, a pipe or device other than the standard input
            or an open descriptor (`/dev/stdin`, `/dev/fd/3`), empty, of a kind that is not read,
            damaged, not UTF-8, too large, not in English, or holds several articles.
        DateError: The date in its front matter is none.
    """
    if isinstance(source, str) and "\n" in source:
        return article_from_text(source, published=published, retrieved=retrieved)
    opened = open_articles(
        Path(source) if isinstance(source, str) else source,
        published=published,
        retrieved=retrieved,
    )
    first, second = next(opened), next(opened, None)
    if isinstance(first, InputError):
        raise first
    if second is not None:
        place = first.source.rpartition(", ")[0]
        raise ArticleError(
            "the file is too large for one article or holds several",
            where=place,
            remedy=f"Give one alone, of at most {MOST_CHARACTERS:,} characters; "
            "`tradetalks read` takes several",
        )
    return first


def open_articles(
    source: Path | bytes, *, published: date | None = None, retrieved: date | None = None
) -> Iterator[Article | InputError]:
    """Yield each article of a file, and the error for each entry of a feed that cannot be read.

    Args:
        source: A file, not a folder, or the bytes of one.
        published: The day all are dated; overrides what the source says.
        retrieved: The day all were saved; overrides what the source says.

    Raises:
        ArticleError: The file as a whole cannot be opened.
        DateError: The date in its front matter is none.
    """
    for extract in extracts_in(source):
        if isinstance(extract, InputError):
            yield extract
            continue
        try:
            article = _article(extract, published=published, retrieved=retrieved)
        except InputError as error:
            yield error
        else:
            yield article


def article_from_text(
    text: str,
    *,
    where: str = PASTED,
    kind: str = "",
    published: date | None = None,
    retrieved: date | None = None,
) -> Article:
    """Return the article in `text`, for a reader of pasted words.

    Args:
        text: Plain text, Markdown or HTML.
        where: What messages call it.
        kind: File suffix such as ".md", where known; otherwise the form is told from the text.
        published: The day the article is dated; overrides what the source says.
        retrieved: The day it was saved; overrides what the source says.

    Raises:
        ArticleError: It is empty, too long, binary or not in English.
        DateError: The date in its front matter is none.
    """
    if "\x00" in text:
        raise ArticleError(
            "the article is not text", where=where, remedy="Save it as plain text, Markdown or HTML"
        )
    text = text.removeprefix("\ufeff")
    named = BY_SUFFIX.get(kind.lower()) or told_by_text(text[:8192].replace("\r\n", "\n"))
    if named is Kind.PAGE:
        extract = from_html(text, where=where)
    else:
        extract = from_markdown(text) if named is Kind.MARKDOWN else from_plain(text)
    if len(extract.text) > MOST_CHARACTERS:
        raise ArticleError(
            f"the article is too large ({len(extract.text):,} characters)",
            where=where,
            remedy=f"The limit is {MOST_CHARACTERS:,}; give the article alone",
        )
    return _article(replace(extract, where=where), published=published, retrieved=retrieved)


def _article(extract: Extract, *, published: date | None, retrieved: date | None) -> Article:
    if not any(character.isalpha() for character in extract.text):
        raise ArticleError(
            "the article is empty",
            where=extract.where,
            remedy="Give a file that holds the article's words",
        )
    require_english(extract.text, where=extract.where)
    return Article(
        text=extract.text,
        title=extract.title,
        outlet=extract.outlet,
        published=published or extract.published,
        dated_by="given" if published else extract.dated_by,
        partial_date="" if published else extract.partial_date,
        retrieved=retrieved or extract.retrieved,
        link=extract.link,
        source=extract.where,
        offset=extract.offset,
        unread=extract.unread,
    )
