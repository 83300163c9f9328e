"""One gravity world by three solvers, and the page that shows it."""

from pathlib import Path

import numpy as np
import pytest

from tests.replications.gravity import (
    apart,
    distances,
    distances_table,
    prices_table,
    solve_all,
)
from tests.replications.gravity_case import draw
from tests.tolerances import GRAVITY_ONE_STEP, GRAVITY_SOLVERS, MODEL_RESIDUAL

PAGE = Path(__file__).parents[2] / "docs" / "replications" / "gravity-three-solvers.md"


@pytest.fixture(scope="module")
def answers():
    return solve_all()


def test_nothing_in_the_world_is_symmetric_or_alike():
    case = draw()
    off = ~np.eye(len(case.output), dtype=bool)
    assert (case.openness != case.openness.T)[off].all()
    assert len(set(case.output)) == len(case.output)
    assert (case.output != case.expenditure).all()


def test_three_solvers_find_the_same_equilibrium(answers):
    assert answers.equilibrium.certificate.residual < MODEL_RESIDUAL
    equilibrium = {what: far for what, far in distances(answers) if "as it stands" not in what}
    assert len(equilibrium) == 4
    assert max(equilibrium.values()) < GRAVITY_SOLVERS


def test_gegravity_as_it_stands_is_one_step_of_the_equilibrium(answers):
    assert apart(answers.stands, answers.one_step) < GRAVITY_SOLVERS
    assert apart(answers.stands, answers.engine.price_hat) > GRAVITY_ONE_STEP


def test_the_page_shows_the_tables_as_computed(answers):
    page = PAGE.read_text(encoding="utf-8")
    assert distances_table(answers) in page
    assert prices_table(answers) in page
