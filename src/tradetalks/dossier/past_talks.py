"""Past trade negotiations: how far each was in every month."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tradetalks.dossier.items import Stage
from tradetalks.errors import SourceError

TABLE = "past_talks.csv"
END = "2025-06"
"""The last month that the table knows."""
START = "2000-01"
"""The first month that is counted: before it, only talks that came to something are remembered."""
LONGEST = 60
"""Months of one standstill that are counted. A report on talks that have stood still for longer is
rare, and talks that nobody declares dead would otherwise outweigh all others."""

STEPS = ("launched", "agreed", "concluded", "signed", "in_force", "ended")
"""Columns with one date each."""
STILL = ("stalled", "suspended")
"""Columns with periods: a month, a slash, and the month of the restart, if there was one."""
DATED = (*STEPS[:1], "near", *STEPS[1:5], *STILL, *STEPS[5:])
"""Every column that holds dates."""


@dataclass(frozen=True, kw_only=True)
class PastTalk:
    """One negotiation. Months are counted from the year 0: 12 times the year, and the month.

    Attributes:
        id: Short name.
        talks: Who negotiated, in words.
        parties: Codes of economies and groups; of many parties, the largest.
        launched: Month in which talks were announced or began.
        near: Months in which a side said in public that a deal was near.
        agreed: Month of an agreement in principle or on a framework, or None, as all that follow.
        concluded: Month in which negotiations were said to be complete.
        signed: Month of the signature.
        in_force: Month from which it applies, provisionally or in full.
        ended: Month in which talks or the agreement were given up.
        stalled: Standstills that nobody declared: first month and month of the restart.
        suspended: Standstills that a side declared, likewise.
        checked: Columns whose dates were found in a source; the others are recalled.
        sources: Where dates can be looked up.
        note: What a reader must know.
    """

    id: str
    talks: str
    parties: tuple[str, ...]
    launched: int
    near: tuple[int, ...] = ()
    agreed: int | None = None
    concluded: int | None = None
    signed: int | None = None
    in_force: int | None = None
    ended: int | None = None
    stalled: tuple[tuple[int, int | None], ...] = ()
    suspended: tuple[tuple[int, int | None], ...] = ()
    checked: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def settled(self) -> int | None:
        """Month of the first agreement: in principle, concluded or signed."""
        return min((m for m in (self.agreed, self.concluded, self.signed) if m), default=None)

    def stage(self, month: int) -> Stage | None:
        """Return how far the talks were at the end of a month; None before and after them."""
        if month < self.launched or _by(self.ended, month):
            return None
        if _by(self.in_force, month):
            return Stage.IN_FORCE
        if _by(self.signed, month):
            return Stage.SIGNED
        for stage, periods in ((Stage.SUSPENDED, self.suspended), (Stage.STALLED, self.stalled)):
            if any(first <= month and not _by(restart, month) for first, restart in periods):
                return stage
        if _by(self.concluded, month):
            return Stage.CONCLUDED
        return Stage.FRAMEWORK_AGREED if _by(self.agreed, month) else Stage.NEGOTIATING

    def months(self, last: int) -> Iterator[tuple[int, Stage]]:
        """Yield the months that are counted with their stages, up to one.

        Months of talks only: none after entry into force, and of a standstill the first
        `LONGEST`.
        """
        previous, length = None, 0
        for month in range(max(self.launched, month_of(START)), last + 1):
            stage = self.stage(month)
            if stage is None or stage is Stage.IN_FORCE:
                return
            length = length + 1 if stage is previous else 1
            previous = stage
            if length <= LONGEST or stage not in (Stage.STALLED, Stage.SUSPENDED):
                yield month, stage


def _by(event: int | None, month: int) -> bool:
    return event is not None and event <= month


def month_of(text: str) -> int:
    """Return a month, written 2019-06, as a number.

    Raises:
        ValueError: It is no month.
    """
    year, month = text.split("-")
    if len(year) != 4 or not 1 <= int(month) <= 12:
        raise ValueError(f"'{text}' is no month")
    return 12 * int(year) + int(month) - 1


def month_text(month: int) -> str:
    """Return a month that is a number as 2019-06."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@cache
def past_talks() -> tuple[PastTalk, ...]:
    """Return the negotiations of the table that ships.

    Raises:
        SourceError: A row is damaged.
    """
    text = files("tradetalks.dossier").joinpath("data", TABLE).read_text(encoding="utf-8")
    return talks_in(csv.DictReader(text.splitlines()))


def talks_in(rows: Iterable[Mapping[str, str]]) -> tuple[PastTalk, ...]:
    """Return the negotiations of rows.

    Raises:
        SourceError: A row has a date that is no month, or dates out of order.
    """
    found = []
    for line, row in enumerate(rows, start=2):
        try:
            found.append(_talk(row))
        except (ValueError, KeyError) as fault:
            raise SourceError(str(fault), where=f"{TABLE}:{line}") from None
    return tuple(found)


def _talk(row: Mapping[str, str]) -> PastTalk:
    steps = {name: month_of(row[name]) if row[name] else None for name in STEPS}
    order = [month for name in STEPS[:-1] if (month := steps[name]) is not None]
    launched = steps.pop("launched")
    if launched is None or order != sorted(order):
        raise ValueError(f"{row['id']}: dates out of order, or no launch")
    return PastTalk(
        id=row["id"],
        talks=row["talks"],
        parties=tuple(row["parties"].split()),
        launched=launched,
        near=tuple(month_of(text) for text in row["near"].split()),
        stalled=_periods(row["stalled"]),
        suspended=_periods(row["suspended"]),
        checked=tuple(row["checked"].split()),
        sources=tuple(row["source"].split()),
        note=row["note"],
        **steps,
    )


def _periods(text: str) -> tuple[tuple[int, int | None], ...]:
    parts = (part.partition("/") for part in text.split())
    return tuple((month_of(first), month_of(end) if end else None) for first, _, end in parts)
