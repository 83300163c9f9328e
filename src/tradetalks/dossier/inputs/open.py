"""From a path or bytes to the words of each article there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tradetalks.dossier.inputs.charset import declared_in, decode
from tradetalks.dossier.inputs.extract import Extract
from tradetalks.dossier.inputs.feed import from_feed
from tradetalks.dossier.inputs.files import read_bytes, require_size
from tradetalks.dossier.inputs.kinds import Kind, kind_of
from tradetalks.dossier.inputs.mail import from_mail
from tradetalks.dossier.inputs.mhtml import from_mhtml
from tradetalks.dossier.inputs.page import from_html
from tradetalks.dossier.inputs.parts import parts_of
from tradetalks.dossier.inputs.pdf import from_pdf
from tradetalks.dossier.inputs.plain import from_markdown, from_plain
from tradetalks.errors import InputError

STANDARD_INPUT = "standard input"


def extracts_in(source: Path | bytes) -> Iterator[Extract | InputError]:
    """Yield the articles of a file, or of bytes from standard input, and what fails among them.

    A feed has several, and so has a text too long to be read at once.

    Args:
        source: A file, not a folder, or what it holds.

    Raises:
        ArticleError: The whole cannot be opened.
        DateError: Its front matter's date is none.
    """
    if isinstance(source, bytes):
        raw, where, suffix = source, STANDARD_INPUT, ""
        require_size(len(raw), where=where)
    else:
        raw, where, suffix = read_bytes(source), str(source), source.suffix.lower()
    kind = kind_of(raw, suffix=suffix, where=where)
    if kind is Kind.FEED:
        yield from from_feed(raw, where=where)
    else:
        yield from in_parts(_extract(raw, kind, where=where), where=where)


def in_parts(extract: Extract, *, where: str) -> Iterator[Extract]:
    """Yield an extract, or the parts of one that is too long, the first with title and date."""
    spans = list(parts_of(extract.text))
    if len(spans) == 1:
        yield replace(extract, where=where)
        return
    for number, (start, end) in enumerate(spans, start=1):
        words = extract.text[start:end].rstrip()
        place = f"{where}, part {number} of {len(spans)}"
        if number == 1:
            yield replace(extract, text=words, where=place)
        else:
            yield Extract(text=words, where=place, offset=start, link=extract.link)


def _extract(raw: bytes, kind: Kind, *, where: str) -> Extract:
    match kind:
        case Kind.PDF:
            return from_pdf(raw, where=where)
        case Kind.MAIL:
            return from_mail(raw, where=where)
        case Kind.ARCHIVE:
            return from_mhtml(raw, where=where)
        case Kind.PAGE:
            text = decode(raw, declared=declared_in(raw), where=where)
            return from_html(text, where=where)
        case Kind.MARKDOWN:
            return from_markdown(decode(raw, declared="", where=where))
        case _:
            return from_plain(decode(raw, declared="", where=where))
