"""An article as it is read: frozen text, its hash, and what is known about where it came from."""

import errno
import hashlib
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tradetalks.dossier.language import require_english
from tradetalks.dossier.markup import Extract, from_html, from_markdown, from_plain, looks_like_html
from tradetalks.errors import ArticleError

MOST_BYTES = 5_000_000
"""Largest file that is opened: a saved web page may be large, an article never is."""

MOST_CHARACTERS = 250_000
"""Longest text that is read, about 40,000 words: no article, and few communiqués, are longer."""

PAGES = frozenset({".html", ".htm", ".xhtml"})
OPEN_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""What a shell has opened already and hands over by name; any other pipe may never be written."""
MARKDOWN = frozenset({".md", ".markdown"})
PASTED = "text given directly"


@dataclass(frozen=True, kw_only=True)
class Article:
    """The text that every span of a record refers to.

    Attributes:
        text: The words as extracted, without markup; spans count its characters from zero.
        title: The headline, or empty.
        outlet: Who published it, as the source itself says, or empty.
        published: The day it is dated; None when the source does not say.
        dated_by: What the date was taken from: "given", "front matter", "page", "dateline",
            "date line", or empty.
        link: Where it was published, or empty. Never followed.
        language: ISO 639-1 code; always "en" for now.
        source: The file it came from, for messages.
    """

    text: str
    title: str = ""
    outlet: str = ""
    published: date | None = None
    dated_by: str = ""
    link: str = ""
    language: str = "en"
    source: str = PASTED

    @property
    def sha256(self) -> str:
        """Return the hash of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def open_article(source: str | Path, *, published: date | None = None) -> Article:
    """Open an article from a file, or from the text itself.

    Args:
        source: A path to plain text, Markdown or HTML. A `str` that holds a line break is taken as
            the text itself, because no path does.
        published: The day the article is dated; overrides what the source says.

    Raises:
        ArticleError: The file is missing, a folder, a pipe or device other than the standard input
            or an open descriptor (`/dev/stdin`, `/dev/fd/3`), empty, binary, not UTF-8, too large,
            or not in English.
    """
    if isinstance(source, str) and "\n" in source:
        return article_from_text(source, published=published)
    path = Path(source)
    return article_from_text(
        _decode(_read_bytes(path), where=str(path)),
        where=str(path),
        kind=path.suffix.lower(),
        published=published,
    )


def article_from_text(
    text: str, *, where: str = PASTED, kind: str = "", published: date | None = None
) -> Article:
    """Return the article in `text`, for a reader of standard input or of pasted words.

    Args:
        text: Plain text, Markdown or HTML.
        where: What messages call it.
        kind: File suffix such as ".md", where known; otherwise the form is told from the text.
        published: The day the article is dated; overrides what the source says.

    Raises:
        ArticleError: It is empty, too long, binary or not in English.
    """
    if "\x00" in text:
        raise ArticleError(
            "the article is not text", where=where, remedy="Save it as plain text, Markdown or HTML"
        )
    text = text.encode("utf-8", "replace").decode("utf-8").removeprefix("\ufeff")
    is_page = kind in PAGES or (kind not in MARKDOWN and looks_like_html(text))
    _require_length(text, most=MOST_BYTES if is_page else MOST_CHARACTERS, where=where)
    extract = from_html(text, where=where) if is_page else _from_words(text, kind=kind)
    _require_length(extract.text, most=MOST_CHARACTERS, where=where)
    if not any(character.isalpha() for character in extract.text):
        raise ArticleError(
            "the article is empty", where=where, remedy="Give a file that holds the article's words"
        )
    require_english(extract.text, where=where)
    return Article(
        text=extract.text,
        title=extract.title,
        outlet=extract.outlet,
        published=published or extract.published,
        dated_by="given" if published else extract.dated_by,
        link=extract.link,
        source=where,
    )


def _from_words(text: str, *, kind: str) -> Extract:
    is_markdown = kind in MARKDOWN or text.startswith(("---\n", "---\r\n"))
    return from_markdown(text) if is_markdown else from_plain(text)


def _require_length(text: str, *, most: int, where: str) -> None:
    if len(text) > most:
        raise ArticleError(
            f"the article is too large ({len(text):,} characters)",
            where=where,
            remedy=f"The limit is {most:,}; give the article alone, not a whole archive",
        )


def _read_bytes(path: Path) -> bytes:
    where = str(path)
    try:
        if path.is_dir():
            raise ArticleError("this is a folder", where=where, remedy="Name one file in it")
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not where.startswith(OPEN_STREAMS):
            raise ArticleError(
                "this is not a regular file but a pipe, socket or device",
                where=where,
                remedy="Name a file, or hand the text over as /dev/stdin",
            )
        size = found.st_size
        if size > MOST_BYTES:
            raise ArticleError(
                f"the file is too large ({size / 1e6:,.1f} MB)",
                where=where,
                remedy=f"The limit is {MOST_BYTES // 1_000_000} MB; give the article alone",
            )
        # A pipe or a device reports no size: never read past the limit.
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ArticleError(
            "there is no such file", where=where, remedy="Check the path to the article"
        ) from None
    except (OSError, ValueError) as error:
        raise _unreadable(error, where=where) from None
    if len(raw) > MOST_BYTES:
        raise ArticleError(
            "the file is too large",
            where=where,
            remedy=f"The limit is {MOST_BYTES // 1_000_000} MB; give the article alone",
        )
    return raw


def _unreadable(error: OSError | ValueError, *, where: str) -> ArticleError:
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return ArticleError(
            "the path is a link that leads back to itself",
            where=where,
            remedy="Name the file it should lead to",
        )
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return ArticleError(
        f"the file cannot be read ({reason.lower()})",
        where=where,
        remedy="Check the path and that you may read it",
    )


def _decode(raw: bytes, *, where: str) -> str:
    if not raw.strip():
        raise ArticleError(
            "the article is empty", where=where, remedy="Give a file that holds the article's words"
        )
    if raw.startswith(b"%PDF"):
        raise ArticleError(
            "this is a PDF, which is not read", where=where, remedy="Save its text as a .txt file"
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(
            "the file is UTF-16, not UTF-8", where=where, remedy="Save it again as UTF-8"
        )
    if b"\x00" in raw or _control_share(raw) > 0.02:
        raise ArticleError(
            "this is a binary file, not text",
            where=where,
            remedy="Give plain text, Markdown or HTML",
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"the file is not UTF-8 (byte 0x{raw[error.start]:02x} on line {line})",
            where=where,
            remedy="Save it again as UTF-8",
        ) from None


def _control_share(raw: bytes) -> float:
    head = raw[:8192]
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return control / len(head)
