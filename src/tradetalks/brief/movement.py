"""Whether anything moves, and for whom the sign is all but certain."""

import numpy as np

from tradetalks.brief.facts import Fact
from tradetalks.brief.figures import UNDER_ONE_MILLION
from tradetalks.brief.findings import BASELINE, Findings
from tradetalks.policy.talks import Rung


def is_idle(findings: Findings, rung: Rung) -> bool:
    """Return whether a scenario leaves every rate as it stands on the date."""
    now = findings.talks.rung(BASELINE)
    return now is not None and np.array_equal(rung.schedule.rate, now.schedule.rate)


def is_slight(fact: Fact) -> bool:
    """Return whether words would call an amount, central estimate only, less than $1 million."""
    return abs(fact.value) < UNDER_ONE_MILLION


def likely_sign(fact: Fact) -> int:
    """Return 1 where the range has gains only, -1 where it has losses only, 0 otherwise.

    A range ends at the 5 and the 95 percent quantile, so all of it lies on one side where at least
    95 of 100 draws do.
    """
    if not fact.sign_is_certain or fact.value == fact.neutral:
        return 0
    return 1 if fact.value > fact.neutral else -1
