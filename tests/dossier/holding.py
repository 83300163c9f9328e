"""Dossiers for tests: small readings made from scraps, and what a dossier holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from tests.dossier.cases import TEXTS
from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.read import read
from tradetalks.dossier.store import open_dossier
from tradetalks.dossier.store_lines import export_lines

NOON = datetime(2025, 8, 1, 12, tzinfo=UTC)


def told(text, *, published=None, title="", outlet=""):
    """Return the reading of a text that is given an outlet and a day."""
    day = date.fromisoformat(published) if published else None
    article = article_from_text(text, published=day)
    return read(replace(article, title=title or article.title, outlet=outlet))


@cache
def tale(number, *, variant=0):
    """Return one of endlessly many short readings; variants are readings of one text."""
    pair = (("Kenya", "Japan"), ("Chile", "Norway"), ("Peru", "Ghana"))[number % 3]
    text = (
        f"{pair[0]} and {pair[1]} opened trade talks on item {number}. "
        f"The two sides will meet again in May 2026, the trade minister said.\n"
    )
    return told(text, published=f"2025-0{1 + number % 9}-1{number % 10}", outlet=f"Desk {variant}")


@cache
def readings():
    """Return the readings of the labelled texts."""
    return tuple(read(path) for path in sorted(TEXTS.iterdir()))


def later(minutes):
    """Return a time some minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def lines(path):
    """Return what a dossier holds, as its lines."""
    with open_dossier(path) as dossier:
        return "".join(f"{line}\n" for line in export_lines(dossier)).encode()
