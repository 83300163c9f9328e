"""The solver says what it could not do, where, and what helps; bad input never reaches it."""

from dataclasses import replace

import numpy as np
import pytest

from tests.tolerances import MODEL_NOTHING, MODEL_REAL_INCOME, MODEL_RESIDUAL
from tests.worlds import random_tariff, random_world, wild_shock
from tradetalks.errors import InputError, NoEquilibriumError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import attempt, solve
from tradetalks.model.stages import Solver
from tradetalks.model.status import Verdict
from tradetalks.model.structure import Structure

WORLD = random_world(11, 3, 3, theta_max=30.0)
TARIFF = random_tariff(WORLD, 11, highest=10.0, touched=0.8)
IMPATIENT = Solver(most_steps=3, acceptable=1e-11, most_newton_steps=0)


def test_a_failure_names_the_economy_the_residual_and_the_remedy():
    with pytest.raises(NoEquilibriumError, match=r"stopped after \d+ steps") as failure:
        solve(WORLD, TARIFF, solver=IMPATIENT)
    said = str(failure.value)
    assert any(code in said for code in WORLD.economies)
    assert "residual of" in said
    assert "most_steps=6" in said


def test_a_failure_is_a_value_until_somebody_asks_for_the_answer():
    found = attempt(WORLD, TARIFF, solver=IMPATIENT)
    assert not found.certificate.solved
    assert found.certificate.status.verdict is Verdict.STOPPED
    assert found.certificate.residuals.own > MODEL_RESIDUAL


@pytest.mark.parametrize("closure", list(Closure))
def test_newtons_method_on_wages_finds_the_same_answer(closure):
    structure = Structure(imbalances=closure)
    at_once = solve(WORLD, TARIFF, structure=structure)
    by_newton = solve(WORLD, TARIFF, structure=structure, solver=Solver(most_steps=3))
    assert "Newton" in by_newton.status.sentence
    assert np.abs(np.log(by_newton.real_income_hat / at_once.real_income_hat)).max() < (
        MODEL_REAL_INCOME
    )


@pytest.mark.parametrize("closure", [Closure.SHARE, Closure.BALANCED])
def test_what_fails_at_once_is_solved_in_stages_to_the_same_answer(closure):
    structure = Structure(imbalances=closure)
    at_once = solve(WORLD, TARIFF, structure=structure)
    too_few = Solver(most_steps=3, most_newton_steps=3)
    staged = solve(WORLD, TARIFF, structure=structure, solver=too_few)
    assert staged.status.verdict is Verdict.SOLVED_IN_STAGES
    assert "stages" in staged.status.sentence
    assert np.abs(np.log(staged.real_income_hat / at_once.real_income_hat)).max() < (
        MODEL_REAL_INCOME
    )


def test_stages_that_do_not_help_say_how_far_they_came():
    found = attempt(WORLD, TARIFF, solver=IMPATIENT)
    assert "solved up to 0% of the change" in found.status.sentence


def test_economies_cut_off_with_a_debt_are_named_at_once():
    """Nobody can pay what it owes to somebody it cannot trade with."""
    iceberg = np.ones(TARIFF.shape)
    iceberg[0, 1:] = iceberg[1:, 0] = np.inf
    found = attempt(WORLD, TARIFF, iceberg=iceberg)
    assert found.status.verdict is Verdict.NO_PARTNER
    assert "E00 is cut off from all others" in found.status.sentence
    assert "balanced" in found.status.remedy
    alone = solve(WORLD, TARIFF, iceberg=iceberg, structure=Structure(imbalances=Closure.BALANCED))
    assert alone.real_income_hat[0] < 1.0


def test_an_economy_that_can_sell_but_never_buy_is_named():
    iceberg = np.ones(TARIFF.shape)
    iceberg[1:, 0] = np.inf
    found = attempt(
        WORLD, TARIFF, iceberg=iceberg, structure=Structure(imbalances=Closure.BALANCED)
    )
    assert found.status.verdict is Verdict.NO_PARTNER
    assert "E00 could sell to others but can buy from none" in found.status.sentence


def test_subsidies_beyond_what_an_economy_earns_are_the_reason_given():
    """Half of every import is paid for by the buyer's own state, and inputs double the bill."""
    shock = wild_shock(18)
    balanced = Structure(imbalances=Closure.BALANCED)
    found = attempt(shock.world, shock.tariff, iceberg=shock.iceberg, structure=balanced)
    assert found.status.verdict is Verdict.NO_INCOME
    assert "subsidies" in found.status.sentence


def test_a_buyer_without_any_seller_is_named():
    sellers = WORLD.share[:, 0, 0] > 0
    iceberg = np.ones(WORLD.tariff.shape)
    iceberg[sellers, 0, 0] = np.inf
    with pytest.raises(NoEquilibriumError, match="nobody is left to sell S00 to E00"):
        solve(WORLD, WORLD.tariff, iceberg=iceberg)


def test_an_economy_that_gives_away_more_than_it_earns_is_named():
    transfer = np.zeros(3)
    transfer[1] = -1.5 * WORLD.income[1]
    transfer[0] = -transfer[1]
    with pytest.raises(NoEquilibriumError, match="E01"):
        solve(WORLD, WORLD.tariff, transfer=transfer, solver=Solver(starts=0, finest=0.5))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tariff": TARIFF[:2]}, "shape"),
        ({"tariff": np.full_like(TARIFF, np.nan)}, "tariff is nan"),
        ({"tariff": np.full_like(TARIFF, -1.0)}, "tariff is -1"),
        ({"tariff": np.full_like(TARIFF, np.inf)}, "infinite tariff"),
        ({"tariff": TARIFF, "iceberg": np.zeros_like(TARIFF)}, "iceberg is 0"),
        ({"tariff": TARIFF, "transfer": np.ones(3)}, "sum to zero"),
        ({"tariff": TARIFF, "transfer": np.zeros(2)}, "transfer has the shape"),
    ],
)
def test_numbers_that_are_no_rates_costs_or_transfers_are_refused(change, said):
    with pytest.raises(InputError, match=said):
        solve(WORLD, **change)


def test_a_closure_may_be_named_and_a_wrong_name_is_answered_with_the_right_ones():
    named = solve(WORLD, TARIFF, structure=Structure(imbalances="balanced"))
    assert named.closure is Closure.BALANCED
    with pytest.raises(UnknownCodeError, match="balanced"):
        solve(WORLD, TARIFF, structure=Structure(imbalances="balance"))


def test_an_economy_that_trades_with_nobody_feels_nothing_and_changes_nothing():
    """What happens in a world of three is unknown on an island beside it."""
    world, island = random_world(1, 3, 3), random_world(2, 1, 3)
    spending, tariff, new = (np.zeros((4, 4, 3)) for _ in range(3))
    spending[:3, :3], spending[3:, 3:] = world.spending, island.spending
    tariff[:3, :3] = world.tariff
    new[:3, :3] = random_tariff(world, 5)
    both = replace(
        world,
        economies=tuple("ABCD"),
        spending=spending,
        tariff=tariff,
        value_added_share=np.concatenate([world.value_added_share, island.value_added_share]),
        input_share=np.concatenate([world.input_share, island.input_share]),
        final_share=np.concatenate([world.final_share, island.final_share]),
    )
    found = solve(both, new, structure=Structure(imbalances=Closure.BALANCED)).real_income_hat
    assert abs(np.log(found[3])) < MODEL_NOTHING
    alone = solve(
        world, new[:3, :3], structure=Structure(imbalances=Closure.BALANCED)
    ).real_income_hat
    assert np.abs(np.log(found[:3] / alone)).max() < MODEL_REAL_INCOME
