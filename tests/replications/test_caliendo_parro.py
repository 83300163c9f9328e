"""Caliendo and Parro (2015), Table 2, to the printed digit, and the page that shows it."""

from pathlib import Path

import numpy as np
import pytest

from tests.replications.caliendo_parro import PUBLISHED, as_markdown, solve_nafta, table
from tests.tolerances import MODEL_PATH, MODEL_RESIDUAL
from tradetalks.model.decompose import along_path

PAGE = Path(__file__).parents[2] / "docs" / "replications" / "caliendo-parro-2015.md"

EXACT = {"Mexico": 0.007, "Canada": -0.110, "USA": 0.074}
"""Exact changes found by two other solvers on the same data, percent."""


@pytest.fixture(scope="module")
def nafta(shared_data):
    return solve_nafta(shared_data)


@pytest.fixture(scope="module")
def rows(nafta):
    return table(nafta)


def test_every_number_of_table_2_is_matched_to_the_printed_digit(rows):
    ours = {row.economy: tuple(round(cell, 2) for cell in row.first_order) for row in rows}
    assert ours == PUBLISHED


def test_the_exact_changes_are_those_two_other_solvers_found(rows):
    assert {row.economy: round(row.exact, 3) for row in rows} == EXACT


def test_the_split_along_the_path_adds_up_for_all_31_economies(nafta):
    assert nafta.certificate.residual < MODEL_RESIDUAL
    assert np.abs(along_path(nafta).remainder).max() < MODEL_PATH


def test_the_page_shows_the_table_as_computed(rows):
    assert as_markdown(rows) in PAGE.read_text(encoding="utf-8")
