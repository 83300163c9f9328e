"""Dossiers for tests: small readings made from scraps, and what a dossier holds."""

from datetime import UTC, datetime, timedelta
from functools import cache

from tests.dossier.cases import TEXTS
from tests.dossier.saga import NAMES, Draft
from tradetalks.dossier.items import Stage
from tradetalks.dossier.read import read
from tradetalks.dossier.store import open_dossier
from tradetalks.dossier.store_lines import export_lines

NOON = datetime(2025, 8, 1, 12, tzinfo=UTC)


@cache
def tale(number, *, variant=0):
    """Return one of endlessly many short readings; variants are readings of one text."""
    parties = (("KEN", "NOR"), ("CHL", "GHA"), ("PER", "GHA"))[number % 3]
    names = " and ".join(NAMES[code] for code in parties)
    text = f"{names} opened trade talks on item {number}.\nThey will meet again in May 2026.\n"
    day = f"2025-0{1 + number % 9}-1{number % 10}"
    draft = Draft(text, day, f"Desk {variant}", parties=parties)
    draft.status(f"{names} opened trade talks", Stage.NEGOTIATING)
    return draft.step("meet again in May 2026", "meet again", when="2026-05").record()


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
