"""A mail: its subject as headline, its text, and the names of what is attached.

Headers are taken apart piece by piece instead of by the library's newer policy, whose time grows
with the square of a header's length.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from tradetalks.dossier.inputs.charset import declared_in, decode
from tradetalks.dossier.inputs.extract import Extract, clean, one_line, with_title
from tradetalks.dossier.inputs.fragment import fragment_text
from tradetalks.errors import ArticleError

MOST_NESTED = 200
"""Most parts that hold parts; a mail that was forwarded often has a dozen."""

MOST_WORK = 10_000_000
"""Lines times parts that hold parts: the parser asks of each line whether it ends any of them."""

MOST_TYPE = 20_000
"""Longest header, in bytes, that says what a part is; taking one apart costs its square."""

MOST_HEADER = 5_000
"""Longest header looked at, in characters."""

DEEPEST = 20
"""Mails within mails that are looked into."""

_NESTING = re.compile(rb"boundary\s*=|message/rfc822", re.I)
_TYPES = re.compile(rb"^content-[a-z-]{4,20}:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.M)
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.I)


def from_mail(raw: bytes, *, where: str) -> Extract:
    """Return the words of a mail, dated by it; forwarded text stays, attachments are only named.

    Raises:
        ArticleError: It cannot be taken apart, or holds no text.
    """
    message = parse_mail(raw, where=where)
    unread: list[str] = []
    with taking_apart(where):
        words = "\n\n".join(_words(message, unread, where=where, depth=0)).strip()
    if not words:
        held = f"; attached and not read: {', '.join(unread[:5])}" if unread else ""
        raise ArticleError(
            f"the mail holds no text{held}",
            where=where,
            remedy="Save the attachment and give its file",
        )
    title = _PREFIX.sub("", header(message, "Subject"))
    published = header_date(message)
    return Extract(
        text=with_title(words, title),
        title=title,
        outlet=_sender(message),
        published=published,
        dated_by="mail" if published else "",
        unread=tuple(unread),
    )


def parse_mail(raw: bytes, *, where: str) -> Message:
    """Return the parts of a mail or of a web archive, which has the same form.

    Raises:
        ArticleError: It is nested beyond reason, or cannot be taken apart.
    """
    raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip()
    nested = sum(1 for _ in _NESTING.finditer(raw))
    longest = max((len(found[0]) for found in _TYPES.finditer(raw)), default=0)
    is_bomb = nested > MOST_NESTED or nested * raw.count(b"\n") > MOST_WORK
    if is_bomb or longest > MOST_TYPE:
        raise ArticleError(
            "the mail is nested beyond reason" if is_bomb else "the mail has a header without end",
            where=where,
            remedy="Save the article's words as plain text",
        )
    with taking_apart(where):
        return message_from_bytes(raw)


@contextmanager
def taking_apart(where: str) -> Iterator[None]:
    """Turn what the library raises on broken mails into the error that names the file.

    Raises:
        ArticleError: The mail cannot be taken apart.
    """
    try:
        yield
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError,
            AssertionError) as error:  # fmt: skip
        raise ArticleError(
            f"the mail cannot be taken apart ({type(error).__name__})",
            where=where,
            remedy="Save the article's words as plain text",
        ) from None


def header(message: Message, name: str) -> str:
    """Return a header's words on one line, decoded, or nothing."""
    return _decoded(_raw_header(message, name))


def _raw_header(message: Message, name: str) -> str:
    value = next((str(v) for k, v in message.raw_items() if k.lower() == name.lower()), "")
    return value[:MOST_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(value: str) -> str:
    try:
        return one_line(str(make_header(decode_header(value))))
    except (MessageError, ValueError, LookupError, TypeError):
        return one_line(value)


def header_date(message: Message) -> date | None:
    """Return the day a mail was sent, by the sender's clock, or None."""
    try:
        return parsedate_to_datetime(header(message, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def part_text(part: Message, *, where: str) -> str:
    """Return the characters of a part that is text, decoded as it declares.

    Raises:
        ArticleError: Its encoding is not known.
    """
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    is_page = content_type(part) == "text/html"
    declared = _parameter(part, "charset") or (declared_in(raw) if is_page else "")
    return decode(raw, declared=declared or "us-ascii", where=where)


def content_type(part: Message) -> str:
    """Return the kind that a part declares, lower case."""
    return one_line(part.get_content_type()).lower()


def _words(part: Message, unread: list[str], *, where: str, depth: int) -> Iterator[str]:
    """Yield the texts of a part in order, and note what is left out."""
    kind = content_type(part)
    inner = _inner(part)
    if depth > DEEPEST:
        unread.append("what is nested deeper")
    elif kind == "multipart/alternative":
        yield from _preferred(inner, unread, where=where, depth=depth)
    elif inner and (kind == "message/rfc822" or kind.startswith("multipart/")):
        for each in inner:
            if kind == "message/rfc822":
                yield header(each, "Subject")
            yield from _words(each, unread, where=where, depth=depth + 1)
    elif _is_attached(part) or kind not in {"text/plain", "text/html"}:
        unread.append(f"{_parameter(part, 'name') or 'an unnamed part'} ({kind})")
    else:
        text = part_text(part, where=where)
        yield (
            fragment_text(text, where=where)
            if kind == "text/html" and text.strip()
            else (_QUOTED.sub("", clean(text)).strip())
        )


def _preferred(
    versions: list[Message], unread: list[str], *, where: str, depth: int
) -> Iterator[str]:
    """Yield the plain version of a text if it has words, else the richest."""
    plain = [part for part in versions if content_type(part) == "text/plain"]
    rest = [part for part in reversed(versions) if content_type(part) != "text/plain"]
    for version in (*plain, *rest):
        aside: list[str] = []
        words = [w for w in _words(version, aside, where=where, depth=depth + 1) if w.strip()]
        if words:
            unread.extend(aside)
            yield from words
            return


def _inner(part: Message) -> list[Message]:
    payload: object = part.get_payload() if part.is_multipart() else ()
    held = payload if isinstance(payload, list) else []
    return [each for each in held if isinstance(each, Message)]


def _is_attached(part: Message) -> bool:
    return header(part, "Content-Disposition").lower().startswith("attachment")


def _parameter(part: Message, name: str) -> str:
    """Return the file name, or another parameter of the content's type, or nothing."""
    try:
        value = part.get_filename() if name == "name" else part.get_param(name)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    if isinstance(value, tuple):  # RFC 2231: encoding, language, value
        value = value[-1]
    return one_line(str(value or "")[:200])


def _sender(message: Message) -> str:
    # Taken apart before it is decoded: an encoded name may hold commas.
    return _decoded(parseaddr(_raw_header(message, "From"))[0])[:200]
