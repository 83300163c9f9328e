"""A ladder holds every rung under every set and closure, and keeps what failed."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.tolerances import MODEL_ADDS_UP, MODEL_AID
from tests.worlds import random_tariff, random_world
from tradetalks.errors import NoEquilibriumError, UnknownCodeError
from tradetalks.model.ladder import climb
from tradetalks.model.stages import Solver
from tradetalks.model.weigh import weigh
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.talks import Rung, Talks

DAY = date(2025, 7, 25)
WORLD = random_world(31, 4, 3)
STANDING = status_quo(WORLD, DAY)


def rung(name, rate):
    return Rung(id=name, title=name, sentence=name, schedule=replace(STANDING, rate=rate))


TALKS = Talks(
    parties=("E00", "E01"),
    third_parties=("E02",),
    sectors=(),
    rungs=(
        rung("status_quo", STANDING.rate),
        rung("no_deal", random_tariff(WORLD, 1)),
        rung("both_ways", random_tariff(WORLD, 2)),
    ),
    as_of=DAY,
)


def worth(outcome):
    return outcome.equivalent_variation[0]


@pytest.fixture(scope="module")
def ladder():
    return climb(WORLD, TALKS)


def test_every_rung_stands_under_every_set_and_closure(ladder):
    cases = {(step.rung, step.elasticity, step.closure) for step in ladder.steps}
    assert len(ladder.steps) == len(cases) == 2 * len(WORLD.elasticities) * 2
    assert [each.id for each in ladder.rungs] == ["no_deal", "both_ways"]
    assert ladder.failures == ()


def test_the_range_spans_all_answers_and_its_centre_is_the_deal_weighed_alone(ladder):
    found = ladder.range("both_ways", worth)
    values = [worth(step.outcome) for step in ladder.of("both_ways")]
    assert (found.low, found.high) == (min(values), max(values))
    assert found.low < found.high
    assert (found.answers, found.failed) == (len(values), 0)
    alone = weigh(WORLD, TALKS.rungs[2].schedule)
    assert abs(found.central - worth(alone)) < MODEL_ADDS_UP * WORLD.income.sum()


def test_an_advantage_is_the_difference_run_by_run(ladder):
    found = ladder.advantage("both_ways", "no_deal", worth)
    pairs = zip(ladder.of("both_ways"), ladder.of("no_deal"), strict=True)
    values = [worth(one.outcome) - worth(other.outcome) for one, other in pairs]
    assert (found.low, found.central, found.high) == (min(values), values[0], max(values))
    wide = ladder.range("both_ways", worth).high - ladder.range("no_deal", worth).low
    assert found.high <= wide


def test_a_failed_solve_is_kept_with_its_reason_and_counted():
    """With as many steps as the easiest case needs, the others fail."""
    needed = [step.outcome.certificate.steps for step in climb(WORLD, TALKS).steps]
    found = climb(
        WORLD, TALKS, solver=Solver(most_steps=min(needed), acceptable=1e-11, most_newton_steps=0)
    )
    assert 0 < len(found.failures) < len(found.steps)
    assert all(step.failure for step in found.failures)
    spans = [found.range(each, worth) for each in ("no_deal", "both_ways")]
    assert sum(span.failed for span in spans) == len(found.failures)
    assert sum(span.failed + span.answers for span in spans) == len(found.steps)


def test_a_ladder_without_a_status_quo_has_no_answers_and_says_why():
    hopeless = Solver(most_steps=1, acceptable=1e-11, most_newton_steps=0)
    found = climb(WORLD, TALKS, solver=hopeless, elasticities=[])
    span = found.range("both_ways", worth)
    assert span.answers == 0
    assert np.isnan([span.low, span.central, span.high]).all()
    with pytest.raises(NoEquilibriumError, match="stopped after"):
        found.central("both_ways")


def test_aid_does_what_the_central_deal_does(ladder):
    aid = ladder.aid("both_ways", "E00", payer="E01")
    assert aid.real_income_hat == ladder.central("both_ways").real_income_hat[0]
    assert abs(aid.mismatch) < MODEL_AID
    span = ladder.aid_range("both_ways", "E00", payer="E01")
    assert span.low <= aid.amount <= span.high


def test_an_unknown_rung_is_answered_with_the_known_ones(ladder):
    with pytest.raises(UnknownCodeError, match="both_ways"):
        ladder.range("bothways", worth)


def test_progress_ends_at_the_whole():
    told = []
    climb(WORLD, TALKS, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
