"""A deal, and the schedule that stands once it applies."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.errors import DealError
from tradetalks.policy.commitment import Commitment
from tradetalks.policy.fit import Places, on_world
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.quota import Quota, QuotaLine, check_quota, quota_lines
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.stack import Layer, programme_layer
from tradetalks.policy.staging import AT_ONCE, Staging, anniversary, year_on
from tradetalks.policy.words import spoken_date

MFN = "mfn"
"""What a deal file writes for a concession to every supplier."""

HORIZON = 100
"""The years of a deal that are looked at for what changes in it."""


@dataclass(frozen=True, kw_only=True)
class DealSource:
    """Where the terms of a deal are published.

    Attributes:
        title: The document's own title.
        link: Where it lives on the web.
        published: Its date.
        note: What a reader must know.
    """

    title: str
    link: str = ""
    published: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Concession:
    """One change of one importer's rates.

    Attributes:
        by: Code of the importer that makes it.
        to: Codes of the exporters that gain it.
        mfn: Whether it reaches every supplier; then none with a lower rate loses by it.
        sectors: Codes of the sectors it covers.
        change: What happens to the rate; with a quota, to the rate beyond it.
        measure: Id or programme of the dated measure whose rate it sets; None for the whole
            applied rate.
        applied: The first day it applies; None when not stated.
        ends: The first day it no longer applies; None when it does not end.
        staging: How much of the change is done in each year from `applied`.
        quota: The quantity that comes in at a lower rate; None where there is no quota.
        note: What a reader must know.
        place: The file and line it was read from.

    Raises:
        DealError: The quota does not fit the concession.
    """

    by: str
    to: tuple[str, ...]
    sectors: tuple[str, ...]
    change: Change
    mfn: bool = False
    measure: str | None = None
    applied: date | None = None
    ends: date | None = None
    staging: Staging = AT_ONCE
    quota: Quota | None = None
    note: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        if self.quota is not None:
            check_quota(self.quota, self)

    def part(self, day: date, *, begins: date) -> float:
        """Return the part of the change that is done on a day; zero when it does not stand then.

        Args:
            day: Any day.
            begins: The day it applies from, where it has none of its own.
        """
        if self.ends is not None and self.ends <= day:
            return 0.0
        return self.staging.done(year_on(day, self.applied or begins))


@dataclass(frozen=True, kw_only=True)
class Deal:
    """The terms of a deal.

    Attributes:
        title: Its name.
        parties: Codes of the economies that make it, members of a customs union one by one.
        status: How far it has come: proposed, negotiating, announced, signed, in force, ended.
        concessions: What each side gives.
        signed: The day it was signed.
        applied: The first day it applies.
        ends: The first day it no longer applies.
        sources: Where its terms are published.
        legal_basis: The power it rests on.
        note: What a reader must know.
        path: The file it was read from.
        sides: Codes of the parties as the file writes them, a customs union as one.
        commitments: What is promised beside tariffs; it moves no rate.
    """

    title: str
    parties: tuple[str, ...]
    status: str
    concessions: tuple[Concession, ...]
    signed: date | None = None
    applied: date | None = None
    ends: date | None = None
    sources: tuple[DealSource, ...] = ()
    legal_basis: str = ""
    note: str = ""
    path: str = ""
    sides: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    @property
    def eve(self) -> date | None:
        """The day before the deal was signed, or else applied: the status quo it departs from.

        A library of measures may hold the deal itself from that day on. None without a date.
        """
        day = self.signed or self.applied
        return day - timedelta(days=1) if day and day > date.min else day

    @property
    def begins(self) -> date | None:
        """The first day on which any of its concessions applies; None without a date."""
        days = [each.applied for each in self.concessions if each.applied is not None]
        return min(days, default=self.applied)


def apply_deal(
    schedule: Schedule,
    deal: Deal,
    world: World,
    *,
    library: Library | None = None,
    year: int | None = None,
) -> Schedule:
    """Return the schedule with a deal on top: its end state, or a year of it.

    The deal is laid on the rates of the schedule's date. Without a year all of it is laid as if it
    applied that day, also when it starts later or comes in by steps; a concession that has ended by
    then is left out. Each is said. A quota is laid as its rate beyond the quota, and kept in
    `Schedule.quotas`.

    Args:
        schedule: The rates without the deal.
        deal: The terms.
        world: The world whose axes the schedule has.
        library: The measures that concessions may name; those that ship when None.
        year: Lays what stands on the first day of this year of the deal, staging in. Year 1 begins
            with the deal (`Deal.begins`), or the day of the schedule where it has no date.

    Raises:
        UnknownCodeError: A concession names a measure that the library does not hold.
        DealError: The measure it names is not levied on that partner on that date; a rate within
            a quota is above the one beyond it; or there is no such year.
    """
    rate, quotas = schedule.rate.copy(), schedule.quotas
    for concession, part in zip(deal.concessions, _parts(deal, schedule.on, year), strict=True):
        if part > 0.0:
            before = rate.copy()
            _lay(rate, schedule, concession, world, library)
            if part < 1.0:
                rate = before + part * (rate - before)
            quotas = (*_beside(quotas, concession), *quota_lines(concession, rate, world))
    said = _said(deal, schedule.on, year)
    assumptions = (*schedule.assumptions, *said)
    return replace(schedule, rate=rate, quotas=quotas, assumptions=assumptions)


def first_day(deal: Deal, year: int, *, on: date) -> date:
    """Return the first day of a year of a deal.

    Args:
        deal: The terms.
        year: Year 1 begins with the deal (`Deal.begins`).
        on: When it begins, where it has no date.

    Raises:
        DealError: The year is below 1.
        DateError: It lies beyond the calendar.
    """
    if year < 1:
        raise DealError(f"year {year} of a deal", remedy="Its years count from 1")
    return anniversary(deal.begins or on, year - 1)


def last_change(deal: Deal, *, on: date) -> int:
    """Return the last year of a deal in which a step, a beginning or an end moves its rates.

    What ends after `HORIZON` years counts as standing for ever.

    Args:
        deal: The terms.
        on: When it begins, where it has no date.

    Raises:
        DealError: A concession is not complete within `HORIZON` years.
        DateError: Those years lie beyond the calendar.
    """
    standing = [_parts(deal, on, year) for year in range(1, HORIZON + 1)]
    for concession, part in zip(deal.concessions, standing[-1], strict=True):
        if part < 1.0 and not _ended(concession, first_day(deal, HORIZON, on=on)):
            raise DealError(
                f"a concession of {concession.by} is not complete {HORIZON} years after the deal "
                f"begins, on {deal.begins or on}",
                where=concession.place,
                remedy="Mend the dates",
            )
    moves = [year for year, (one, two) in enumerate(pairwise(standing), start=2) if one != two]
    return max(moves, default=1)


def _parts(deal: Deal, on: date, year: int | None) -> list[float]:
    """Return what is done of each concession: in a year, or in the end."""
    if year is None:
        return [0.0 if _ended(each, on) else 1.0 for each in deal.concessions]
    day, begins = first_day(deal, year, on=on), deal.begins or on
    return [each.part(day, begins=begins) for each in deal.concessions]


def _ended(concession: Concession, on: date) -> bool:
    return concession.ends is not None and concession.ends <= on


def _said(deal: Deal, on: date, year: int | None) -> list[str]:
    said: list[str] = []
    if year is None:
        said = [
            f"A concession of {each.by} ended on {spoken_date(each.ends)}: left out."
            for each in deal.concessions
            if each.ends is not None and each.ends <= on
        ]
    later = [c.applied for c in deal.concessions if c.applied and c.applied > on]
    if later:
        said.append(
            f"The deal applies from {spoken_date(min(later))}; it is laid on the rates of "
            f"{spoken_date(on)}."
        )
    longest = max((each.staging.years for each in deal.concessions), default=1)
    if year is None and longest > 1:
        said.append(f"The deal comes in over {longest} years; what is laid is its end state.")
    return said


def _beside(quotas: tuple[QuotaLine, ...], concession: Concession) -> tuple[QuotaLine, ...]:
    """Return the quotas on flows whose rate a concession leaves alone."""
    flows = set(product(concession.to, (concession.by,), concession.sectors))
    return tuple(line for line in quotas if line.cell not in flows)


def _lay(
    rate: Array,
    schedule: Schedule,
    concession: Concession,
    world: World,
    library: Library | None,
) -> None:
    if concession.measure is None:
        _whole_rate(rate, concession, world)
    else:
        _measure_rate(rate, schedule, concession, world, library)


def _cells(concession: Concession, world: World) -> tuple[Places, Places, Places]:
    rows = np.array([world.economy_index(c, where=concession.place) for c in concession.to])
    columns = np.array([world.sector_index(c, where=concession.place) for c in concession.sectors])
    importer = world.economy_index(concession.by, where=concession.place)
    return rows, np.array([importer]), columns


def _whole_rate(rate: Array, concession: Concession, world: World) -> None:
    rows, importer, columns = _cells(concession, world)
    cells = np.ix_(rows, importer, columns)
    old = rate[cells]
    new = concession.change(old)
    lowers = concession.mfn and concession.change.form is not Form.ADD
    rate[cells] = np.minimum(old, new) if lowers else new


def _measure_rate(
    rate: Array,
    schedule: Schedule,
    concession: Concession,
    world: World,
    library: Library | None,
) -> None:
    """Replace what one programme adds by what the concession makes of it."""
    library = library or load_library()
    name = concession.measure or ""
    programme = library.programme_of(name, where=concession.place)
    layer, grid, by = programme_layer(
        world, schedule.on, known=schedule.known, library=library, programme=programme
    )
    _check_levied(layer, name, concession, schedule, by)
    before, _ = on_world(layer.points, grid, world, by)
    changed = layer.points.copy()
    for code in concession.to:
        row = grid.row[code]
        changed[row] = _scaled(changed[row], float(layer.headline[row]), concession.change)
    after, _ = on_world(changed, grid, world, by)
    rows, importer, columns = _cells(concession, world)
    cells = np.ix_(rows, importer, columns)
    move = (after - before)[np.ix_(rows, columns)]
    if concession.mfn and concession.change.form is not Form.ADD:
        move = np.minimum(move, 0.0)
    rate[cells] = np.maximum(rate[cells] + move[:, None, :], 0.0)


def _scaled(points: Array, headline: float, change: Change) -> Array:
    """Return points after a change of the headline: exempt goods stay exempt, in proportion.

    Where the measure has no headline (nothing is levied), the goods are taken as fully covered.
    """
    if np.isnan(headline) or headline == 0.0:
        return np.full_like(points, float(change(np.zeros(1))[0]))
    return points * (float(change(np.array([headline]))[0]) / headline)


def _check_levied(
    layer: Layer, name: str, concession: Concession, schedule: Schedule, by: str
) -> None:
    if by != concession.by:
        raise DealError(
            f"'{name}' is a measure of {by}, not of {concession.by}", where=concession.place
        )
    if not layer.measures:
        raise DealError(
            f"the measure '{name}' is not levied on {schedule.on} as known on {schedule.known}",
            where=concession.place,
            remedy=f"In force are {', '.join(schedule.measures) or 'none'}",
        )
