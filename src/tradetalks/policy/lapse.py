"""Which measures end when the power they rest on lapses."""

from collections.abc import Iterable
from dataclasses import replace

from tradetalks.errors import DealError
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Fallback


def lapsing(fallback: Fallback, library: Library, *, where: str = "") -> tuple[str, ...]:
    """Return the ids of the measures that end in a lapse, in the library's order.

    Those that the fallback names; where it names none, all whose legal basis holds its words.

    Args:
        fallback: A lapse.
        library: The measures.
        where: The file and line that names them.

    Raises:
        UnknownCodeError: It names a measure that the library does not hold.
        DealError: No measure rests on that legal basis.
    """
    if fallback.measures:
        return _named(fallback.measures, library, where)
    words = fallback.legal_basis.casefold()
    found = tuple(m.id for m in library.measures if words in m.legal_basis.casefold())
    if not found:
        bases = dict.fromkeys(m.legal_basis for m in library.measures)
        raise DealError(
            f"no measure rests on '{fallback.legal_basis}'",
            where=where,
            remedy=f"The measures rest on {'; '.join(bases) or 'nothing: the library is empty'}",
        )
    return found


def without(library: Library, measures: Iterable[str]) -> Library:
    """Return a library without some measures: what they had replaced stands again.

    Args:
        library: The measures.
        measures: Ids of those that end.
    """
    gone = set(measures)
    return replace(library, measures=tuple(m for m in library.measures if m.id not in gone))


def _named(names: tuple[str, ...], library: Library, where: str) -> tuple[str, ...]:
    for name in names:
        library.programme_of(name, where=where)
    return tuple(m.id for m in library.measures if m.id in names or m.programme in names)
