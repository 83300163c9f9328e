"""What base rates say, in sentences that keep apart what is counted and what is not known."""

from collections.abc import Iterator, Sequence
from datetime import date

from tradetalks.dossier.base_rates import BaseRate
from tradetalks.dossier.items import SpeakerKind, Stage

SHOWN = (3, 12)
"""Months ahead that the sentences name; the base rates have the others too."""
SIDES = (SpeakerKind.PERSON, SpeakerKind.GOVERNMENT, SpeakerKind.OFFICIALS)
"""Sources that may speak for a side."""

_PLACE = {
    Stage.NEGOTIATING: "under negotiation",
    Stage.FRAMEWORK_AGREED: "agreed in principle and not concluded",
    Stage.CONCLUDED: "concluded and not signed",
    Stage.SIGNED: "signed and not in force",
    Stage.RATIFIED: "ratified and not in force",
    Stage.STALLED: "stalled",
    Stage.SUSPENDED: "suspended",
}
_NO_FORECAST = {
    Stage.EXPLORATORY: "The talks are only being explored. Past talks are counted from their "
    "launch: no probability is supported.",
    Stage.IN_FORCE: "The agreement is in force: nothing is left to forecast.",
    Stage.TERMINATED: "The talks were given up. What became of past talks after that is not "
    "counted: no probability is supported.",
    Stage.OPPOSED: "A side is against a deal. That was not counted for past talks: no probability "
    "is supported.",
}


def sentences(
    stage: Stage | None,
    voices: Sequence[SpeakerKind],
    rates: Sequence[BaseRate],
    without_claim: Sequence[BaseRate],
    *,
    end: int,
) -> tuple[str, ...]:
    """Return the statement on how near a deal is, for what talks at its stage come to next.

    Args:
        stage: How far the talks are.
        voices: What sort of sources say so.
        rates: The stage's base rates, those of the next target first.
        without_claim: Those of talks under negotiation, where the stage is a claim to be near.
        end: The last month that is known of past talks.
    """
    if stage is None:
        return ("Nobody says how far the talks are: no probability is supported.",)
    if stage in _NO_FORECAST:
        return (_NO_FORECAST[stage],)
    if stage is not Stage.NEAR:
        return (f"The talks are {_PLACE[stage]}.", *_told(_next(rates), end))
    told = _told(_next(without_claim), end, beside=", called near or not")
    return (*_claims(voices, _next(rates)), *told)


def contradiction(stages: Sequence[Stage]) -> tuple[str, ...]:
    """Return the statement where reports of one time cannot all be so."""
    listed = " and ".join(f"“{stage}”" for stage in stages)
    return (
        f"Reports of the same time put the talks at {listed}, which cannot all be so: no "
        "probability is supported.",
    )


def _next(rates: Sequence[BaseRate]) -> list[BaseRate]:
    first = rates[0].target if rates else None
    return [rate for rate in rates if rate.target is first and rate.months in SHOWN]


def _claims(voices: Sequence[SpeakerKind], rates: Sequence[BaseRate]) -> Iterator[str]:
    """Say what became of past claims that a deal was near."""
    side = any(kind in SIDES for kind in voices)
    yield "A side calls the deal near." if side else "The deal is called near, though by no side."
    known = [rate for rate in rates if rate.looks]
    if not known:
        yield "No earlier claim of that kind is known: it supports no probability."
        return
    after = " and ".join(f"{rate.hits} within {rate.months} months" for rate in known)
    yield (
        f"That supports no probability: {known[0].refusal}. Of their {known[0].looks} claims, "
        f"{after} were followed by {known[0].target}."
    )


def _told(rates: Sequence[BaseRate], end: int, *, beside: str = "") -> Iterator[str]:
    """Say what is supported and what it rests on, and why the rest is not."""
    given = [rate for rate in rates if rate.supported]
    if given:
        place = _PLACE.get(given[0].stage, given[0].stage.value)
        parts = " and ".join(_part(rate, first=rate is given[0]) for rate in given)
        yield (
            f"Of the months in which past talks were {place}{beside}, {parts} (in brackets, 95 "
            "percent intervals)."
        )
        ours = " and ".join(f"{rate.brier:.3f}" for rate in given)
        theirs = " and ".join(f"{rate.brier_constant:.3f}" for rate in given)
        yield (
            f"That is counted over every month of {given[0].talks} past talks up to "
            f"{spoken_month(end)}; tried on talks left out, its Brier score is {ours}, against "
            f"{theirs} for one rate for all stages (0 is perfect)."
        )
    for rate in rates:
        if not rate.supported:
            yield (
                f"For {rate.target} within {rate.months} months no probability is supported: "
                f"{rate.refusal}; {rate.reached} of {rate.talks} past talks came to it."
            )


def _part(rate: BaseRate, *, first: bool) -> str:
    to = f" were followed by {rate.target}" if first else ""
    within = f"within {rate.months} months"
    if not rate.hits:
        return f"none{to} {within} (up to {_of(rate.high)} percent)"
    return f"{_of(rate.rate)} percent{to} {within} ({_of(rate.low)} to {_of(rate.high)})"


def spoken_month(month: int) -> str:
    """Return a month as it is read aloud: June 2025."""
    return f"{date(month // 12, month % 12 + 1, 1):%B %Y}"


def _of(part: float) -> str:
    value = 100 * part
    return f"{value:.1f}" if 0 < value < 0.95 else f"{value:.0f}"
