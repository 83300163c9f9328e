"""What is to come after a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tradetalks.dossier.periods import Period, period_of
from tradetalks.dossier.questions.commitments import NEXT_STEP, Commitment, Outcome, judge
from tradetalks.dossier.questions.evidence import stems
from tradetalks.dossier.questions.telling import Passage, tellings
from tradetalks.dossier.store import Dossier


@dataclass(frozen=True, kw_only=True)
class Due:
    """A next step that is still to come.

    Attributes:
        what: In the text's words.
        who: Names of persons and codes of economies.
        where: Places, in the text's words.
        when: EDTF, or empty where no calendar time is given.
        talks: Codes of the economies whose talks it belongs to.
        told: The words, the earliest article first.
    """

    what: str
    who: tuple[str, ...]
    where: tuple[str, ...]
    when: str
    talks: tuple[str, ...]
    told: tuple[Passage, ...]

    @property
    def period(self) -> Period | None:
        """Return the days it may fall on, or None."""
        return period_of(self.when)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What is to come.

    Attributes:
        after: The day asked about.
        dated: Next steps whose time ends after it, the earliest first.
        undated: Next steps for which no calendar time is given, the latest article first.
    """

    after: date
    dated: tuple[Due, ...]
    undated: tuple[Due, ...]


def due(dossier: Dossier, *, parties: Sequence[str] = (), after: date | None = None) -> Outlook:
    """Return the next steps to come after a day; those told to be done or off are left out.

    Args:
        dossier: What to ask.
        parties: Codes of the economies whose talks are meant; none for all.
        after: The day; articles dated later are not used. By default today.

    Raises:
        UnknownCodeError: A code does not exist.
        DossierError: The file cannot be read.
    """
    day = after or date.today()
    found = [
        commitment
        for commitment in judge(tellings(dossier, parties), on=day)
        if commitment.kind == NEXT_STEP and commitment.outcome is Outcome.OPEN
    ]
    dated = [_due(c) for c in found if c.period and c.period.last > day]
    undated = [_due(c) for c in found if not c.period]
    return Outlook(
        after=day,
        dated=tuple(sorted(_joined(dated), key=_time)),
        undated=tuple(sorted(_joined(undated), key=_latest)),
    )


def _due(commitment: Commitment) -> Due:
    return Due(
        what=commitment.what,
        who=commitment.who,
        where=commitment.where,
        when=commitment.due,
        talks=commitment.talks,
        told=(commitment.passage,),
    )


def _time(step: Due) -> tuple[object, ...]:
    period = step.period
    assert period
    return period.first, period.last, step.told[0].source.sha256, step.told[0].words.start


def _latest(step: Due) -> tuple[object, ...]:
    day = step.told[-1].source.published or date.min
    return -day.toordinal(), step.told[0].source.sha256, step.told[0].words.start


def _joined(steps: Iterable[Due]) -> list[Due]:
    """Return the steps, those that several articles tell of once."""
    alike: dict[object, list[Due]] = {}
    for step in steps:
        found = alike.setdefault((step.talks, step.when), [])
        same = next((i for i, other in enumerate(found) if _is_same(other, step)), None)
        if same is None:
            found.append(step)
        else:
            found[same] = replace(found[same], told=(*found[same].told, *step.told))
    return [step for found in alike.values() for step in found]


def _is_same(one: Due, other: Due) -> bool:
    """Tell whether two articles that name one time mean one step: they have a word in common."""
    is_one_article = one.told[0].source == other.told[0].source
    return not is_one_article and bool(stems(one.what) & stems(other.what))
