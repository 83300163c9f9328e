"""A web page that a browser has saved as one file (.mht, .mhtml): only its first page is read."""

from dataclasses import replace

from tradetalks.dossier.inputs.extract import Extract
from tradetalks.dossier.inputs.mail import (
    content_type,
    header,
    header_date,
    parse_mail,
    part_text,
    taking_apart,
)
from tradetalks.dossier.inputs.page import REMEDY, from_html
from tradetalks.errors import ArticleError


def from_mhtml(raw: bytes, *, where: str) -> Extract:
    """Return the main text of a saved page, with its address and the day it was saved.

    Raises:
        ArticleError: It holds no page, or no article.
    """
    message = parse_mail(raw, where=where)
    with taking_apart(where):
        pages = [part for part in message.walk() if content_type(part) == "text/html"]
        text = part_text(pages[0], where=where) if pages else ""
    if not pages:
        raise ArticleError("the web archive holds no page", where=where, remedy=REMEDY)
    extract = from_html(text, where=where)
    address = header(message, "Snapshot-Content-Location") or header(pages[0], "Content-Location")
    link = address if address.startswith(("http://", "https://")) else ""
    return replace(extract, link=link or extract.link, retrieved=header_date(message))
