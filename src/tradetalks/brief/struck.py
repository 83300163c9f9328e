"""Talks with room, struck: the terms found, as one more scenario of the brief."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.bargain.settle import Verdict
from tradetalks.bargain.showing import Showing
from tradetalks.bargain.strike import Strike, strike
from tradetalks.brief.findings import BASELINE, STRUCK, THREAT, headline_of
from tradetalks.brief.subject import Subject
from tradetalks.policy.negotiation import Negotiation
from tradetalks.policy.talks import Rung, Talks
from tradetalks.policy.words import spoken_date

FloatArray = NDArray[np.float64]

TITLES = {
    Verdict.NO_DEAL: "The nearest terms, which not all would sign",
    Verdict.NOT_PROVED: "Terms found, without proof",
}
"""What the scenario is called where it is no settlement."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OnTheTable:
    """The terms that the brief is about, before any search.

    Attributes:
        title: Their scenario's.
        gains: Each side's gain over the status quo, a fraction of real income [side].
    """

    title: str
    gains: FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Struck:
    """What the search found, and what it is compared with.

    Attributes:
        strike: The answers of the search.
        on_table: The terms that the source has itself; None where it has none.
    """

    strike: Strike
    on_table: OnTheTable | None


def struck_for(world: World, subject: Subject, negotiation: Negotiation) -> Struck:
    """Return what can be struck on the day of a brief.

    Args:
        world: The world as measured, no bloc merged.
        subject: What the brief is about.
        negotiation: The talks.

    Raises:
        DealError: The talks contradict the rates of the day, or fix a tariff quota.
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    talks = subject.talks
    found = strike(world, negotiation, on=talks.as_of, known=talks.as_of)
    return Struck(strike=found, on_table=_on_table(found, talks))


def with_terms(subject: Subject, found: Struck) -> Subject:
    """Return the subject with the terms found as its last scenario.

    They are no scenario where what they do would tell what a side keeps to itself. A talks file
    that fixes nothing is none of its own beside them.
    """
    talks, shown = subject.talks, Showing(found.strike).effects
    fixes = subject.deal is None or bool(subject.deal.concessions) or not shown
    kept = tuple(rung for rung in talks.rungs if fixes or rung.id != "deal")
    rungs = (*kept, *((_rung(found.strike, talks),) if shown else ()))
    watched = tuple(each.code for each in found.strike.seat.negotiation.third_parties)
    third = tuple(dict.fromkeys((*talks.third_parties, *watched)))
    return replace(subject, talks=replace(talks, rungs=rungs, third_parties=third))


def signers(found: Strike) -> str:
    """Return who would sign, in a word."""
    return "both" if len(found.seat.negotiation.sides) == 2 else "all"


def _on_table(found: Strike, talks: Talks) -> OnTheTable | None:
    rung = headline_of(talks)
    now = talks.rungs[0].schedule.rate
    if rung.id in (BASELINE, THREAT) or np.array_equal(rung.schedule.rate, now):
        return None
    sides = len(found.seat.negotiation.sides)
    return OnTheTable(
        title=rung.title, gains=found.seat.table.oracle.under(rung.schedule.rate)[:sides]
    )


def _rung(found: Strike, talks: Talks) -> Rung:
    now, terms = talks.rungs[0].schedule, found.settled
    said = tuple(line for line in found.seat.assumptions if line not in now.assumptions)
    return Rung(
        id=STRUCK,
        title=TITLES.get(terms.verdict, f"Terms {signers(found)} could sign"),
        sentence="The rates that a search within the room of the talks came to, by Nash's rule, on "
        f"top of every rate as levied on {spoken_date(talks.as_of)}.",
        schedule=replace(now, rate=terms.tariff),
        assumptions=said,
    )
