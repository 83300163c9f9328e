"""Findings of one text that contradict one another: shown side by side, settled by nobody here."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from tradetalks.dossier.items import (
    Conflict,
    Measure,
    MeasureKind,
    Speaker,
    SpeakerKind,
    Stage,
    Status,
)

_HALTED = frozenset({Stage.STALLED, Stage.SUSPENDED, Stage.TERMINATED, Stage.OPPOSED})
_MOVING = frozenset(
    {Stage.EXPLORATORY, Stage.NEGOTIATING, Stage.NEAR, Stage.FRAMEWORK_AGREED, Stage.CONCLUDED}
)
_DONE = frozenset({Stage.FRAMEWORK_AGREED, Stage.CONCLUDED, Stage.SIGNED})


def find_conflicts(statuses: Sequence[Status], measures: Sequence[Measure]) -> tuple[Conflict, ...]:
    """Return what one text says two ways.

    Two stages conflict where both are said of now, of the same talks, by two sources, and one halts
    what the other lets go on, or one denies what the other reports. Two tariff rates conflict where
    importer, exporter, the goods named and the time are the same and the figures are not.

    Args:
        statuses: Signs of how far the talks are.
        measures: The figures.
    """
    return (*_of_statuses(statuses), *_of_rates(measures))


def _of_statuses(statuses: Sequence[Status]) -> Iterator[Conflict]:
    now = [status for status in statuses if status.current]
    told = set[frozenset[tuple[Stage, str]]]()
    for one, other in combinations(now, 2):
        key = frozenset({(one.stage, _name(one.speaker)), (other.stage, _name(other.speaker))})
        if key in told or not _contradict(one, other):
            continue
        told.add(key)
        yield Conflict(
            field="statuses",
            what=f"{_said(one)}; {_said(other)}",
            spans=(one.spans[0], other.spans[0]),
        )


def _contradict(one: Status, other: Status) -> bool:
    if _name(one.speaker) == _name(other.speaker) or one.as_of != other.as_of:
        return False
    if one.about and other.about and not set(one.about) & set(other.about):
        return False
    for first, second in ((one, other), (other, one)):
        if first.stage in _HALTED and second.stage in _MOVING:
            return True
        if first.stage in _DONE and second.negated and second.stage is Stage.NEGOTIATING:
            return True
    return False


def _said(status: Status) -> str:
    return f"{status.stage} ({_name(status.speaker)})"


def _name(speaker: Speaker) -> str:
    return "the outlet" if speaker.kind is SpeakerKind.OUTLET else speaker.name


def _of_rates(measures: Sequence[Measure]) -> Iterator[Conflict]:
    rates = [
        each
        for each in measures
        if each.kind is MeasureKind.TARIFF_RATE
        and each.by
        and each.on
        and each.what
        and each.time == "current"
    ]
    for one, other in combinations(rates, 2):
        same = (one.by, one.on, one.what) == (other.by, other.on, other.what)
        if same and one.value != other.value and not _in_one_path(one, other):
            yield Conflict(
                field="measures",
                what=f"{one.by} on {one.on}: {one.quote} and {other.quote}",
                spans=(one.spans[0], other.spans[0]),
            )


def _in_one_path(one: Measure, other: Measure) -> bool:
    return any(
        point.span == stop.spans[0]
        for measure, stop in ((one, other), (other, one))
        for point in measure.path
    )
