"""Every rung of the talks under the same draws: one compiled batch, and what it does not solve."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.tolerances import BRIEF_AGAINST_ENGINE, SAMPLING_EXACT
from tests.worlds import random_tariff, random_world
from tradetalks.errors import InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model import pricing
from tradetalks.model.batch import Headlines
from tradetalks.model.draws import DEFAULT_STRUCTURES, dealt, weigh_draws
from tradetalks.model.ladder import climb
from tradetalks.model.rungs import weigh_rungs
from tradetalks.model.sampling import ElasticityDraws, published_draws
from tradetalks.model.stages import Solver
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.talks import Rung, Talks

DAY = date(2025, 7, 25)
WORLD = random_world(31, 4, 3)
STANDING = status_quo(WORLD, DAY)
DRAWS = published_draws(WORLD, 7, seed=3)


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


@pytest.fixture(scope="module")
def rungs():
    return weigh_rungs(WORLD, TALKS, DRAWS)


def test_a_rung_among_others_is_the_deal_weighed_alone(rungs):
    """The status quo is solved once for all rungs, and none of them notices."""
    for each in rungs.rungs:
        alone = weigh_draws(WORLD, each.schedule, DRAWS, on=DAY)
        for name in Headlines._fields:
            together = rungs.values(each.id, name)
            np.testing.assert_allclose(
                together, getattr(alone.headlines, name), rtol=SAMPLING_EXACT
            )


def test_the_published_sets_as_printed_are_what_a_full_solve_of_each_gives(rungs):
    """The batch and the ladder agree on every number that both keep."""
    ladder = climb(WORLD, TALKS)
    for each in rungs.rungs:
        printed = rungs.printed[each.id]
        assert printed.count == 2 * len(WORLD.elasticities)
        for row, name in enumerate(printed.source):
            way = printed.structures[printed.structure[row]].imbalances
            step = next(s for s in ladder.of(each.id) if (s.elasticity, s.closure) == (name, way))
            got, outcome = printed.headlines, step.outcome
            pairs = (
                (got.real_income_hat[row], outcome.real_income_hat),
                (got.exports_hat[row], outcome.exports_hat),
                (got.output_hat[row] / got.wage_hat[row][:, None], outcome.employment_hat),
            )
            for ours, theirs in pairs:
                np.testing.assert_allclose(ours, theirs, atol=BRIEF_AGAINST_ENGINE)


def test_the_central_outcome_is_the_ladders(rungs):
    ladder = climb(WORLD, TALKS, elasticities=[])
    for each in rungs.rungs:
        ours, theirs = rungs.central[each.id], ladder.central(each.id)
        assert np.array_equal(ours.equivalent_variation, theirs.equivalent_variation)


def test_an_advantage_is_the_difference_draw_by_draw(rungs):
    worth = [rungs.values(each, "equivalent_variation") for each in ("both_ways", "no_deal")]
    assert np.array_equal(rungs.advantage("both_ways", "no_deal"), worth[0] - worth[1])
    with pytest.raises(UnknownCodeError, match="both_ways"):
        rungs.advantage("bothways", "no_deal")


def test_every_source_is_shared_evenly_by_the_structures():
    """Chance does not decide how often a published set meets a closure."""
    source = ("a", "b", "a", "c", "b", "a", "c", "a")
    chosen = dealt(source, 2)
    assert abs(int((chosen == 0).sum()) - 4) <= 1
    for name in "abc":
        mine = chosen[[each == name for each in source]]
        assert abs(int((mine == 0).sum()) - int((mine == 1).sum())) <= 1


def test_the_same_elasticities_are_solved_once(monkeypatch):
    """Draws that repeat a set as printed cost nothing, and every draw has its numbers."""
    solved = []
    run = pricing._run
    monkeypatch.setattr(
        pricing, "_run", lambda *given: solved.append(len(given[1][0])) or run(*given)
    )
    told = []
    repeated = ElasticityDraws(np.tile(WORLD.theta, (9, 1)), ("given",) * 9, "")
    found = weigh_draws(
        WORLD, TALKS.rungs[1].schedule, repeated, on=DAY, progress=lambda *at: told.append(at)
    )
    assert sum(solved) == len(DEFAULT_STRUCTURES)
    assert told[-1] == (9, 9)
    assert np.isfinite(found.headlines.equivalent_variation).all()


def test_what_the_program_does_not_solve_is_solved_by_all_means():
    """With a few steps the program solves nothing; Newton's method on wages solves it all."""
    short = Solver(most_steps=3)
    found = weigh_rungs(WORLD, TALKS, DRAWS, solver=short)
    whole = weigh_rungs(WORLD, TALKS, DRAWS)
    for each in found.rungs:
        assert found.drawn[each.id].failures == ()
        ours, theirs = (r.values(each.id, "real_income_hat") for r in (found, whole))
        np.testing.assert_allclose(ours, theirs, atol=BRIEF_AGAINST_ENGINE)


def test_a_draw_without_an_equilibrium_is_counted_in_its_rung_with_the_reason(monkeypatch):
    """What is lost in one rung has no numbers there and its reason, and counts in no other."""
    alone = pricing._alone

    def one_fails(terms):
        found = alone(terms)
        lost = pricing.Lost(verdict="stopped", reason="none to be found")
        return [lost, *found[1:]]

    monkeypatch.setattr(pricing, "_alone", one_fails)
    found = weigh_rungs(WORLD, TALKS, DRAWS, solver=Solver(most_steps=3))
    lost = found.drawn["no_deal"]
    assert 0 < len(lost.failures) < lost.count
    assert {failure.reason for failure in lost.failures} == {"none to be found"}
    assert found.drawn["both_ways"].failures == ()
    known = ~np.isnan(found.advantage("both_ways", "no_deal")).any(axis=1)
    assert np.array_equal(known, lost.solved)


def test_talks_without_an_equilibrium_under_the_central_set_are_refused():
    hopeless = Solver(most_steps=1, acceptable=1e-11, most_newton_steps=0)
    with pytest.raises(NoEquilibriumError, match="stopped after"):
        weigh_rungs(WORLD, TALKS, DRAWS, solver=hopeless)
    with pytest.raises(InputError, match="no structure"):
        weigh_rungs(WORLD, TALKS, DRAWS, structures=())


def test_a_part_of_a_distribution_keeps_its_draws_and_their_failures(rungs):
    whole = rungs.drawn["both_ways"]
    some = whole.part(np.array([1, 4]))
    assert some.count == 2
    assert some.source == (whole.source[1], whole.source[4])
    assert np.array_equal(some.theta, whole.theta[[1, 4]])
    ours, theirs = some.headlines.equivalent_variation, whole.headlines.equivalent_variation
    assert np.array_equal(ours, theirs[[1, 4]])
