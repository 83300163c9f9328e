"""Advanced Guide (2016), application 2: the book's numbers, why they stop short, and the page."""

from pathlib import Path

import numpy as np
import pytest

from tests.replications.advanced_guide import NAFTA, count, tables
from tests.replications.advanced_guide_effects import find
from tests.replications.advanced_guide_rounds import SIGMA, as_published, benchmark, trade_at
from tests.replications.gravity_plain import as_endowment, balanced, full_endowment
from tests.tolerances import (
    GRAVITY_BOOK_GAP,
    GRAVITY_BOOK_LEVELS,
    GRAVITY_BOOK_POINTS,
    GRAVITY_SOLVERS,
    MODEL_RESIDUAL,
)

PAGE = Path(__file__).parents[2] / "docs" / "replications" / "advanced-guide-2016.md"

PUBLISHED = {"CAN": ("34.99", "37.46"), "MEX": ("41.64", "43.51"), "USA": ("14.48", "14.88")}
"""Exports of the members, percent: conditional and full endowment."""


@pytest.fixture(scope="module")
def found(shared_data):
    return find(shared_data)


@pytest.fixture(scope="module")
def plain(found):
    costs = found.costs
    return full_endowment(
        benchmark(costs).fit.trade, change=costs.without_nafta / costs.openness, sigma=SIGMA
    )


def test_the_exports_of_the_members_are_matched_to_the_printed_digit(found):
    ours = {
        code: tuple(
            f"{column[found.costs.economies.index(code)]:.2f}"
            for column in (found.rounds.exports_conditional, found.rounds.exports)
        )
        for code in NAFTA
    }
    assert ours == PUBLISHED


def test_every_number_of_the_result_files_is_matched_at_two_decimals(found):
    assert [score for score in count(found) if score.reproduced < score.printed] == []
    assert sum(score.printed for score in count(found)) == 1 + 5 * 69


def test_no_column_of_the_result_files_is_left_out_or_far_away(found):
    assert len(found.columns) == 14 + 5
    changes = [each.furthest for each in found.columns if each.is_change]
    levels = [each.furthest for each in found.columns if not each.is_change]
    assert max(changes) < GRAVITY_BOOK_POINTS
    assert max(levels) < GRAVITY_BOOK_LEVELS


def test_in_the_conditional_equilibrium_output_and_expenditure_stay_what_they_were(found):
    costs = found.costs
    fit = balanced(costs.without_nafta, output=costs.output, expenditure=costs.expenditure)
    np.testing.assert_allclose(fit.trade.sum(axis=1), costs.output, rtol=GRAVITY_SOLVERS)
    np.testing.assert_allclose(fit.trade.sum(axis=0), costs.expenditure, rtol=GRAVITY_SOLVERS)


def test_the_engine_finds_the_equilibrium_of_plain_numpy(found, plain):
    assert found.equilibrium.certificate.residual < MODEL_RESIDUAL
    engine = as_endowment(found.equilibrium)
    np.testing.assert_allclose(engine.price_hat, plain.price_hat, rtol=GRAVITY_SOLVERS)
    np.testing.assert_allclose(engine.index_hat, plain.index_hat, rtol=GRAVITY_SOLVERS)
    np.testing.assert_allclose(engine.trade, plain.trade, rtol=GRAVITY_SOLVERS)


def test_where_the_book_stops_markets_do_not_clear_and_in_equilibrium_they_do(found, plain):
    costs = found.costs
    stopped = as_published(costs)
    canada = costs.economies.index("CAN")
    sold = trade_at(stopped, costs).sum(axis=1)
    assert abs(sold / (stopped.price * costs.output) - 1)[canada] > GRAVITY_BOOK_GAP
    made = plain.price_hat * costs.output
    np.testing.assert_allclose(plain.trade.sum(axis=1), made, rtol=GRAVITY_SOLVERS)


def test_the_page_shows_the_tables_as_computed(found):
    page = PAGE.read_text(encoding="utf-8")
    assert [line for line, table in tables(found) if table not in page] == []
