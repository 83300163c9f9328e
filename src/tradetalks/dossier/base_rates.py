"""How often past talks that were as far as these came further, and how well that forecasts.

Every month of every past negotiation is one look at it: how far it was at the month's end, and
whether it reached the target within so many months. Months of one negotiation are no independent
looks, so intervals count negotiations, and a forecast is tried on one negotiation at a time with
the rate of all the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import sqrt

from tradetalks.dossier.items import Stage
from tradetalks.dossier.past_talks import END, PastTalk, month_of, past_talks

HORIZONS = (3, 6, 12, 24)
"""Months ahead."""
FEWEST = 15
"""Past talks below which no probability is given."""
Z = 1.959964
"""Of an interval that covers 95 of 100."""

STAGES = (
    Stage.NEGOTIATING,
    Stage.NEAR,
    Stage.FRAMEWORK_AGREED,
    Stage.CONCLUDED,
    Stage.SIGNED,
    Stage.STALLED,
    Stage.SUSPENDED,
)
"""The stages that have base rates."""


class Target(StrEnum):
    """What talks may come to."""

    AGREEMENT = "an agreement in principle or more"
    SIGNATURE = "signature"
    IN_FORCE = "entry into force"


@dataclass(frozen=True, kw_only=True)
class BaseRate:
    """How often talks at one stage reached a target in time.

    Attributes:
        stage: How far they were.
        target: What they were to reach.
        months: Within how many months.
        rate: Part of the months looked at from which the target was reached in time.
        low: Lower end of the 95 percent interval (Wilson, over talks and not months).
        high: Upper end.
        talks: Past talks that were at the stage and can be followed for that long.
        reached: Those of them that reached the target in time, from some month at least.
        looks: Months looked at; of `near`, claims.
        hits: Those from which the target was reached in time.
        brier: Mean squared error of the rate of all other talks as a forecast; 0 is perfect.
        brier_constant: The same of one rate for all stages.
    """

    stage: Stage
    target: Target
    months: int
    rate: float
    low: float
    high: float
    talks: int
    reached: int
    looks: int
    hits: int
    brier: float
    brier_constant: float

    @property
    def skill(self) -> float:
        """By which part the stage's own rate is a better forecast than one rate for all."""
        return 1 - self.brier / self.brier_constant if self.brier_constant > 0 else 0.0

    @property
    def refusal(self) -> str:
        """Why this is no probability for other talks; empty where it is one."""
        if self.stage is Stage.NEAR:
            return (
                f"only {self.talks} past talks are known in which a side said so, and as news they "
                "are no sample"
            )
        if self.talks < FEWEST:
            return f"{self.talks} past talks are too few ({FEWEST} are needed)"
        if self.skill <= 0:
            return (
                "knowing the stage does not forecast better than one rate for all talks "
                f"(Brier score {self.brier:.3f} against {self.brier_constant:.3f})"
            )
        return ""

    @property
    def supported(self) -> bool:
        """Whether the rate may be read as a probability."""
        return not self.refusal


@dataclass(frozen=True)
class _Tally:
    """Looks at one negotiation, and those from which the target was reached."""

    looks: int
    hits: int


def base_rate(stage: Stage, target: Target, months: int, *, end: int | None = None) -> BaseRate:
    """Return how often talks at a stage reached a target within some months.

    Args:
        stage: One of `STAGES`.
        target: What they were to reach.
        months: Within how many months.
        end: The last month that may be known; that of the table when None.
    """
    last = min(month_of(END), month_of(END) if end is None else end)
    return _base_rate(stage, target, months, last)


@lru_cache(maxsize=512)
def _base_rate(stage: Stage, target: Target, months: int, last: int) -> BaseRate:
    every = past_talks()
    own = [_tally(_looks(talk, stage, target, months, last)) for talk in every]
    all_stages = [_tally(_looks(talk, None, target, months, last)) for talk in every]
    looks, hits = sum(t.looks for t in own), sum(t.hits for t in own)
    rate = hits / looks if looks else 0.0
    low, high = wilson(rate, _effective([t.looks for t in own]))
    return BaseRate(
        stage=stage,
        target=target,
        months=months,
        rate=rate,
        low=low,
        high=high,
        talks=sum(t.looks > 0 for t in own),
        reached=sum(t.hits > 0 for t in own),
        looks=looks,
        hits=hits,
        brier=_brier(own, own),
        brier_constant=_brier(own, all_stages),
    )


def weighted(
    stage: Stage, target: Target, months: int, *, weight: Callable[[PastTalk], float]
) -> float:
    """Return a rate as it would be if some talks weighed more, or less, than others.

    Args:
        stage: How far they were.
        target: What they were to reach.
        months: Within how many months.
        weight: Of a negotiation; 1 for all gives the base rate, 0 leaves one out.
    """
    looks = hits = 0.0
    for talk in past_talks():
        tally = _tally(_looks(talk, stage, target, months, month_of(END)))
        looks, hits = looks + weight(talk) * tally.looks, hits + weight(talk) * tally.hits
    return hits / looks if looks else 0.0


def _looks(
    talk: PastTalk, stage: Stage | None, target: Target, months: int, last: int
) -> Iterator[bool]:
    """Yield for every month of a stage, or of all, whether the target was reached in time."""
    reached = _reached(talk, target)
    if stage is Stage.NEAR:
        # A claim comes before what follows it in the same month.
        for month in talk.near:
            if month + months <= last and not (reached is not None and reached < month):
                yield reached is not None and reached <= month + months
        return
    for month, at in talk.months(last - months):
        if reached is not None and reached <= month:
            return
        if stage is None or at is stage:
            yield reached is not None and reached <= month + months


def _reached(talk: PastTalk, target: Target) -> int | None:
    return {
        Target.AGREEMENT: talk.settled,
        Target.SIGNATURE: talk.signed,
        Target.IN_FORCE: talk.in_force,
    }[target]


def _tally(looks: Iterable[bool]) -> _Tally:
    found = list(looks)
    return _Tally(len(found), sum(found))


def _brier(own: Sequence[_Tally], source: Sequence[_Tally]) -> float:
    """Return the mean squared error of forecasting each talk with the rate of the others."""
    looks, hits = sum(t.looks for t in source), sum(t.hits for t in source)
    error = 0.0
    for tried, left_out in zip(own, source, strict=True):
        others = looks - left_out.looks
        rate = (hits - left_out.hits) / others if others else 0.0
        error += tried.hits * (1 - rate) ** 2 + (tried.looks - tried.hits) * rate**2
    count = sum(t.looks for t in own)
    return error / count if count else 0.0


def _effective(looks: Sequence[int]) -> float:
    """Return how many talks of equal length tell as much as these (Kish)."""
    squares = sum(count * count for count in looks)
    return sum(looks) ** 2 / squares if squares else 0.0


def wilson(rate: float, count: float) -> tuple[float, float]:
    """Return the 95 percent interval of a part of so many independent cases (Wilson 1927)."""
    if count <= 0:
        return 0.0, 1.0
    middle = rate + Z * Z / (2 * count)
    half = Z * sqrt(rate * (1 - rate) / count + Z * Z / (4 * count * count))
    scale = 1 + Z * Z / count
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
