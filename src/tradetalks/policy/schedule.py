"""The applied rate of everyone on everyone, on a date, as known on a date."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.errors import DateError
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import AGREED, EVERY, Library, Measure
from tradetalks.policy.quota import QuotaLine
from tradetalks.policy.stack import Added, added_rates
from tradetalks.policy.words import spoken_date


@dataclass(frozen=True, kw_only=True, eq=False)
class Schedule:
    """Applied rates on one date, by what was known on one date.

    Attributes:
        economies: Codes in axis order, as in the world.
        sectors: Codes in axis order, as in the world.
        rate: Applied ad valorem rate [exporter, importer, sector], fractions; zero at home. Where
            there is a quota, the rate beyond it.
        on: The date the rates are levied.
        known: The date of the knowledge they rest on.
        measures: Ids of the dated measures in force.
        assumptions: What was assumed, one sentence each.
        quotas: The tariff quotas, one for each flow that has one.
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    rate: Array
    on: date
    known: date
    measures: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    quotas: tuple[QuotaLine, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Threat:
    """Measures announced and not yet applied.

    Attributes:
        schedule: The rates as they stand on the date asked for, with the threat carried out.
        begins: The date the first of its measures would apply.
        applies: The date the last of them would apply, and the threat as a whole.
        measures: Ids of the measures that make it up.
    """

    schedule: Schedule
    begins: date
    applies: date
    measures: tuple[str, ...]


def status_quo(
    world: World, on: date, *, known: date | None = None, library: Library | None = None
) -> Schedule:
    """Return the rates in force on a date: the world's own and every measure then levied.

    Args:
        world: Its tariffs are those without the measures of the library.
        on: The date the rates are levied.
        known: The date of the knowledge; the same date when None.
        library: The measures; those that ship when None.

    Raises:
        DateError: `on` or `known` is not a date.
    """
    _check_dates(on, known)
    known = on if known is None else known
    library = library or load_library()
    added = added_rates(world, on, known=known, library=library)
    return _on_top(world, added, on=on, known=known, said=_out_of_reach(library, on))


def threatened(
    world: World,
    on: date,
    *,
    known: date | None = None,
    library: Library | None = None,
    between: tuple[Iterable[str], Iterable[str]] | None = None,
) -> Threat | None:
    """Return the rates as they would be once every announced measure applies, without a deal.

    What an agreement is to set and does not yet is no part of it: the threat it would lift is.

    Args:
        world: The world.
        on: The date of the status quo that the threat departs from.
        known: The date of the knowledge; `on` when None.
        library: The measures; those that ship when None.
        between: Two groups of economies; only trade between them, either way, feels the threat
            and everyone else's rates stay as they stood. Everyone when None.

    Returns:
        The threat, or None when nothing announced would change a rate. What ends by the day it
        has all begun has ended in it.
    """
    _check_dates(on, known)
    known = on if known is None else known
    library = library or load_library()
    now = status_quo(world, on, known=known, library=library)
    mask = _between(world, between)
    library = _without_coming_agreements(library, on, known)
    coming = _coming(library, on, known, between)
    if not coming:
        return None
    then = added_rates(world, coming[-1], known=known, library=library)
    rate = np.where(mask, _rates(world, then), now.rate)
    if np.allclose(rate, now.rate, rtol=0.0, atol=1e-12):
        return None
    fresh = [name for name in then.measures if name not in now.measures]
    names = tuple(m.id for m in library.measures if m.id in fresh and _touches(m, between))
    return Threat(
        schedule=replace(now, rate=rate), begins=coming[0], applies=coming[-1], measures=names
    )


def _without_coming_agreements(library: Library, on: date, known: date) -> Library:
    kept = (m for m in library.measures if m.kind != AGREED or not m.pending(on, known=known))
    return replace(library, measures=tuple(kept))


def _coming(
    library: Library, on: date, known: date, groups: tuple[Iterable[str], Iterable[str]] | None
) -> list[date]:
    """Return the days on which something announced begins, of what falls on the trade asked for."""
    coming = [m for m in library.measures if m.pending(on, known=known) and _touches(m, groups)]
    return sorted({m.applies for m in coming})


def _between(world: World, groups: tuple[Iterable[str], Iterable[str]] | None) -> Array:
    size = len(world.economies)
    if groups is None:
        return np.ones((size, size, 1), dtype=bool)
    first, second = (np.isin(world.economies, list(group)) for group in groups)
    mask = np.outer(first, second) | np.outer(second, first)
    return np.asarray(mask[:, :, None])


def _touches(measure: Measure, groups: tuple[Iterable[str], Iterable[str]] | None) -> bool:
    """Return whether a measure falls on trade between two groups."""
    if groups is None:
        return True
    first, second = (set(group) for group in groups)
    reached = second if measure.by in first else first if measure.by in second else set()
    everyone = measure.exporters == (EVERY,) and not reached <= set(measure.excluded)
    return bool(reached) and (everyone or bool(reached & set(measure.exporters)))


def _out_of_reach(library: Library, on: date) -> tuple[str, ...]:
    """Return the sentence that a date before a library begins, or after it ends, needs."""
    last = max((m.announced for m in library.measures), default=on)
    first = min((m.announced for m in library.measures), default=on)
    if on < first:
        return (
            f"The library of measures begins on {spoken_date(first)}: what was levied before is "
            "missing.",
        )
    if on <= last:
        return ()
    return (
        f"The latest measure in the library was announced on {spoken_date(last)}: later ones are "
        "missing.",
    )


def _on_top(
    world: World, added: Added, *, on: date, known: date, said: tuple[str, ...]
) -> Schedule:
    return Schedule(
        economies=world.economies,
        sectors=world.sectors,
        rate=_rates(world, added),
        on=on,
        known=known,
        measures=added.measures,
        assumptions=(*added.assumptions, *said),
    )


def _rates(world: World, added: Added) -> Array:
    rate = world.tariff.copy()
    for importer, points in added.points.items():
        rate[:, importer, :] = np.maximum(rate[:, importer, :] + points, 0.0)
    home = np.arange(len(world.economies))
    rate[home, home, :] = 0.0
    return rate


def _check_dates(on: object, known: object) -> None:
    for name, value in (("on", on), ("known", known)):
        if value is not None and not isinstance(value, date):
            raise DateError(f"'{name}' is not a date: {value!r}", remedy="Give a datetime.date")
