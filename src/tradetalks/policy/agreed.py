"""Headline rates that governments announced as agreed."""

from datetime import date

from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import AgreedRate, Library


def agreements(known: date, library: Library | None = None) -> tuple[AgreedRate, ...]:
    """Return the rates announced by a day, the latest per importer and partner, oldest first.

    Args:
        known: The day of the knowledge.
        library: The measures; those that ship when None.
    """
    agreed = sorted((library or load_library()).agreed, key=lambda each: each.announced)
    latest = {(each.by, each.partner): each for each in agreed if each.announced <= known}
    return tuple(sorted(latest.values(), key=lambda each: each.announced))
