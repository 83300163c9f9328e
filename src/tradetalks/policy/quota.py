"""A tariff quota: a low rate on imports up to a quantity, a higher one on what exceeds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from tradetalks.atlas.world import Array, World
from tradetalks.errors import DealError

if TYPE_CHECKING:
    from tradetalks.policy.deal import Concession


class Licences(StrEnum):
    """Who holds the licences to import at the lower rate, and so earns the rent on them."""

    IMPORTER = "importer"
    EXPORTER = "exporter"


@dataclass(frozen=True, kw_only=True)
class Quota:
    """The quota of a concession; what its `change` makes of the rate is the rate out of quota.

    Attributes:
        in_quota: Rate on what comes in under the quota, a fraction.
        value: Quantity in billions of US dollars a year, before tariff and at the exporter's prices
            of the status quo; None where `of_imports` says it.
        of_imports: Quantity as a multiple of what is imported in the status quo.
        licences: Who holds the licences.
    """

    in_quota: float
    value: float | None = None
    of_imports: float | None = None
    licences: Licences = Licences.IMPORTER


@dataclass(frozen=True, kw_only=True)
class QuotaLine:
    """A quota on one flow, laid on a schedule.

    Attributes:
        exporter: Code of the economy that sells.
        importer: Code of the economy that buys.
        sector: Code of the sector.
        in_quota: Rate within the quota, a fraction.
        out_of_quota: Rate beyond it, a fraction, not below `in_quota`.
        value: Quantity as in `Quota`.
        of_imports: Quantity as in `Quota`.
        licences: Who holds the licences.
        place: The file and line it was read from.
    """

    exporter: str
    importer: str
    sector: str
    in_quota: float
    out_of_quota: float
    value: float | None = None
    of_imports: float | None = None
    licences: Licences = Licences.IMPORTER
    place: str = ""

    @property
    def cell(self) -> tuple[str, str, str]:
        """Exporter, importer and sector."""
        return self.exporter, self.importer, self.sector

    @property
    def holder(self) -> str:
        """Code of the economy that holds the licences."""
        return self.exporter if self.licences is Licences.EXPORTER else self.importer


def check_quota(quota: Quota, concession: "Concession") -> None:
    """Refuse a quota that does not fit the concession it stands in.

    Raises:
        DealError: It has no quantity or two, or the concession asks of it what it cannot be.
    """
    for wrong, what, remedy in _misfits(quota, concession):
        if wrong:
            raise DealError(what, where=concession.place, remedy=remedy)


def _misfits(quota: Quota, concession: "Concession") -> list[tuple[bool, str, str]]:
    """Return what may be wrong: whether it is, what to say, and the remedy."""
    flows = len(concession.to) * len(concession.sectors)
    sizes = (quota.value, quota.of_imports)
    return [
        (
            sizes.count(None) != 1,
            "a quota has one quantity, 'value' or 'of_imports'",
            "Give exactly one",
        ),
        (
            any(size is not None and not 0.0 <= size < float("inf") for size in sizes),
            "the quantity of a quota is out of range",
            "Give a number from 0 on",
        ),
        (
            concession.mfn,
            "a quota that all suppliers share is no part of the format: who fills it is not known",
            "Write one concession with a quota for each supplier",
        ),
        (
            concession.measure is not None,
            "a quota has whole rates, within and beyond, not those of one measure",
            "Leave out 'measure'",
        ),
        (
            concession.staging.years > 1,
            "a quota has no staging: agreements let its quantity grow, not a part of its rate",
            "Write the quantity of the last year, or one concession for each period",
        ),
        (
            quota.value is not None and flows > 1,
            f"a quota of {quota.value} bn that {flows} flows would share",
            "Name one exporter and one sector, or give each flow its own with 'of_imports'",
        ),
    ]


def quota_lines(concession: "Concession", rate: Array, world: World) -> tuple[QuotaLine, ...]:
    """Return the quotas of a concession, one for each flow it covers.

    Args:
        concession: The concession; none come of one without a quota.
        rate: Rates with the concession's rate out of quota laid [exporter, importer, sector].
        world: The world whose axes the rates have.

    Raises:
        DealError: The rate within a quota is above the one beyond it.
    """
    quota = concession.quota
    if quota is None:
        return ()
    importer = world.economy_index(concession.by)
    lines = tuple(
        QuotaLine(
            exporter=exporter,
            importer=concession.by,
            sector=sector,
            in_quota=quota.in_quota,
            out_of_quota=float(
                rate[world.economy_index(exporter), importer, world.sector_index(sector)]
            ),
            value=quota.value,
            of_imports=quota.of_imports,
            licences=quota.licences,
            place=concession.place,
        )
        for exporter, sector in product(concession.to, concession.sectors)
    )
    for line in lines:
        _check_rates(line)
    return lines


def _check_rates(line: QuotaLine) -> None:
    if line.in_quota > line.out_of_quota:
        raise DealError(
            f"the rate within the quota on {line.sector} from {line.exporter} is "
            f"{100 * line.in_quota:g} percent, above the {100 * line.out_of_quota:.4g} percent "
            "beyond it",
            where=line.place,
            remedy="A quota lets imports in at a lower rate; lower 'in_quota', or state a higher "
            "'out_of_quota'",
        )


def refuse_quotas(lines: Sequence[QuotaLine], *, asked: str) -> None:
    """Refuse what cannot take a quota, rather than answer as if it were none.

    Args:
        lines: The quotas of a schedule.
        asked: What was asked for, as the subject of a sentence.

    Raises:
        DealError: There is a quota.
    """
    if lines:
        raise DealError(
            f"{asked} cannot take a tariff quota: which rate holds at the margin is part of the "
            "answer there",
            where=lines[0].place,
            remedy="Weigh the deal itself, and write the marginal rate that it finds as 'final' in "
            "place of the quota",
        )
