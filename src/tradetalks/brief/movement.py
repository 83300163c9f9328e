"""Whether anything moves, and for whom the sign is the same in every run."""

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


def sign_in_every_run(fact: Fact) -> int:
    """Return 1 for a gain in every run, -1 for a loss in every run, 0 where they differ."""
    if not fact.sign_is_certain or fact.value == fact.neutral:
        return 0
    return 1 if fact.value > fact.neutral else -1
