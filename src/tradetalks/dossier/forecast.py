"""How near a deal is, as far as past talks can tell: base rates, or why there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tradetalks.dossier.base_rates import HORIZONS, BaseRate, Target, base_rate
from tradetalks.dossier.forecast_words import contradiction, sentences
from tradetalks.dossier.items import Speaker, SpeakerKind, Stage
from tradetalks.dossier.past_talks import END, month_of
from tradetalks.dossier.questions.status import LADDER, StatusHistory
from tradetalks.dossier.questions.telling import is_of
from tradetalks.dossier.record import Record
from tradetalks.errors import DossierError

MOST_LISTED = 6
"""Talks that a message lists."""

RECENT = 31
"""Days before the latest report in which a report still tells how far talks are; a signature and
what comes after it last."""

TARGETS = {
    Stage.NEGOTIATING: (Target.AGREEMENT, Target.SIGNATURE),
    Stage.NEAR: (Target.AGREEMENT, Target.SIGNATURE),
    Stage.STALLED: (Target.AGREEMENT, Target.SIGNATURE),
    Stage.SUSPENDED: (Target.AGREEMENT, Target.SIGNATURE),
    Stage.FRAMEWORK_AGREED: (Target.SIGNATURE, Target.IN_FORCE),
    Stage.CONCLUDED: (Target.SIGNATURE, Target.IN_FORCE),
    Stage.SIGNED: (Target.IN_FORCE,),
    Stage.RATIFIED: (Target.IN_FORCE,),
}
"""What talks at a stage come to next; the stages that are left out have no base rate."""

_OFF = (Stage.TERMINATED, Stage.SUSPENDED, Stage.STALLED)
_FAR = LADDER.index(Stage.NEAR)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What somebody says of how far talks are.

    Attributes:
        stage: How far.
        hedged: Whether it is put as possible or hoped for.
        speaker: A name, or the words for a source; empty for the article's own voice.
        kind: What sort of source.
        quote: The sentence.
        day: The day it holds for, or None.
    """

    stage: Stage
    hedged: bool
    speaker: str
    kind: SpeakerKind
    quote: str
    day: date | None


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """How near a deal is, as far as past talks can tell.

    Attributes:
        stage: How far the talks are taken to be; None where nobody says, or reports of one time
            contradict one another.
        claims: Who puts them there.
        others: Other stages at which the same reports put them.
        on: The day it answers for: no past talks are counted that ended later. None for all.
        rates: The base rates of that stage, by target and months.
        without_claim: Where the stage is a claim that a deal is near: the base rates of talks
            under negotiation, called near or not.
        words: The statement, sentence by sentence.
    """

    stage: Stage | None
    claims: tuple[Claim, ...] = ()
    others: tuple[Stage, ...] = ()
    on: date | None = None
    rates: tuple[BaseRate, ...] = ()
    without_claim: tuple[BaseRate, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether some rate of the stage may be read as a probability."""
        return any(rate.supported for rate in self.rates)


def forecast(
    subject: Record | StatusHistory, *, parties: Sequence[str] = (), on: date | None = None
) -> Forecast:
    """Return how often past talks that were as far as these came further.

    Args:
        subject: What one article says, or the status of talks over time.
        parties: Codes of the two whose talks are meant; a record's own parties when empty.
        on: The day to answer for. Later reports are left out, and so is what past talks came to
            later. The article's day, or that of the latest report, when None.

    Raises:
        DossierError: The history is of several talks and `parties` does not say which are meant.
    """
    if isinstance(subject, Record):
        claims = list(_of_record(subject, parties))
        on = on or subject.article.published
    else:
        _require_one_pair(subject, parties)
        claims = list(_of_history(subject, parties))
    known = [claim for claim in claims if not (on and claim.day and claim.day > on)]
    latest = max((claim.day for claim in known if claim.day), default=None)
    if latest is not None:
        since = latest - timedelta(days=RECENT)
        known = [c for c in known if c.day is None or c.day >= since or _lasts(c)]
    return _forecast(known, on or latest)


def _forecast(claims: Sequence[Claim], on: date | None) -> Forecast:
    against = contradicting(claims)
    if against:
        return Forecast(stage=None, others=against, on=on, words=contradiction(against))
    stage = standing(claims)
    backing = tuple(claim for claim in claims if claim.stage is stage)
    others = tuple(dict.fromkeys(c.stage for c in claims if c.stage is not stage))
    end = month_of(END) if on is None else month_of(on.isoformat()[:7]) - 1
    targets = TARGETS.get(stage, ()) if stage else ()
    counted = Stage.SIGNED if stage is Stage.RATIFIED else stage
    rates = tuple(
        base_rate(counted, target, months, end=end)
        for target in targets
        for months in HORIZONS
        if counted is not None
    )
    without = tuple(
        base_rate(Stage.NEGOTIATING, target, months, end=end)
        for target in targets
        for months in HORIZONS
        if stage is Stage.NEAR
    )
    return Forecast(
        stage=stage,
        claims=backing,
        others=others,
        on=on,
        rates=rates,
        without_claim=without,
        words=sentences(
            stage, [c.kind for c in backing], rates, without, end=min(end, month_of(END))
        ),
    )


def standing(claims: Sequence[Claim]) -> Stage | None:
    """Return how far talks are by what is said of them at one time.

    That they stand still counts first, then the furthest stage that is stated without a hedge. A
    claim that a deal is near is a forecast already, so a hedge does not weaken it.
    """
    said = _plain(claims) or {claim.stage for claim in claims}
    off = [stage for stage in _OFF if stage in said]
    steps = [stage for stage in LADDER if stage in said]
    if off or steps:
        return off[0] if off else steps[-1]
    return Stage.OPPOSED if Stage.OPPOSED in said else None


def contradicting(claims: Sequence[Claim]) -> tuple[Stage, ...]:
    """Return the stages at which talks cannot be at once: at a standstill, and near or further."""
    said = _plain(claims)
    off = tuple(stage for stage in _OFF if stage in said)
    on = tuple(stage for stage in LADDER[_FAR:] if stage in said)
    return (*off, *on) if off and on else ()


def _lasts(claim: Claim) -> bool:
    return claim.stage in (Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE) and not claim.hedged


def _plain(claims: Sequence[Claim]) -> set[Stage]:
    return {c.stage for c in claims if not c.hedged or c.stage is Stage.NEAR}


def _of_record(record: Record, parties: Sequence[str]) -> Iterator[Claim]:
    for status in record.own_statuses:
        if status.current and is_of(status.about, parties):
            yield Claim(
                stage=status.stage,
                hedged=status.hedged,
                speaker=_name(status.speaker),
                kind=status.speaker.kind,
                quote=status.sentence.quote,
                day=record.article.published,
            )


def _of_history(history: StatusHistory, parties: Sequence[str]) -> Iterator[Claim]:
    for report in history.reports:
        if report.current and is_of(report.talks, parties):
            yield Claim(
                stage=report.stage,
                hedged=report.hedged,
                speaker="" if report.kind is SpeakerKind.OUTLET else report.speaker,
                kind=report.kind,
                quote=report.passage.words.quote,
                day=report.day,
            )


def _require_one_pair(history: StatusHistory, parties: Sequence[str]) -> None:
    pairs = sorted({"-".join(r.talks) for r in history.reports if len(r.talks) == 2})
    if not parties and len(pairs) > 1:
        listed = ", ".join(pairs[:MOST_LISTED]) + (", …" if len(pairs) > MOST_LISTED else "")
        raise DossierError(
            f"{len(pairs)} talks are in the dossier: {listed}",
            remedy="Say which are meant: --parties A,B",
        )


def _name(speaker: Speaker) -> str:
    return "" if speaker.kind is SpeakerKind.OUTLET else speaker.name
