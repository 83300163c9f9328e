"""Caliendo and Parro (2015), Table 2, to the printed digit, and the page that shows it."""

from pathlib import Path

import numpy as np
import pytest

from tests.replications.caliendo_parro import (
    ECONOMIES,
    PUBLISHED,
    WITHIN,
    scores,
    table,
    tables,
    with_and_without_deficits,
)
from tests.replications.caliendo_parro_parts import sources, trade_within
from tests.replications.caliendo_parro_world import solve_nafta, solve_with_deficits
from tests.tolerances import MODEL_ADDS_UP, MODEL_PATH, MODEL_RESIDUAL
from tradetalks.model.closure import Closure
from tradetalks.model.decompose import along_path, first_order

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


def test_trade_within_the_bloc_grows_as_the_abstract_says(nafta):
    """Imports from the two others, before tariff."""
    ours = {each.economy: f"{each.imports:.0f}" for each in trade_within(nafta, ECONOMIES)}
    assert ours == WITHIN


def test_partners_and_sectors_add_up_to_the_table(nafta):
    split, whole = sources(nafta), first_order(nafta)
    terms, volume = split.terms.sum(axis=(1, 2)), split.volume.sum(axis=(1, 2))
    np.testing.assert_allclose(terms, 100 * whole.terms_of_trade, atol=MODEL_ADDS_UP)
    np.testing.assert_allclose(volume, 100 * whole.volume_of_trade, atol=MODEL_ADDS_UP)


def test_what_one_gains_in_terms_of_trade_its_partner_loses(nafta):
    split = sources(nafta)
    money = split.terms * nafta.before.income[:, None, None]
    across = money + np.swapaxes(money, 0, 1)
    np.testing.assert_allclose(across, 0.0, atol=MODEL_ADDS_UP * nafta.before.income.sum())


def test_deficits_that_stay_move_the_gains_of_mexico_by_less_than_two_tenths(shared_data, nafta):
    kept = with_and_without_deficits(shared_data, nafta)
    for purged, share, money in zip(*kept.values(), strict=True):
        assert abs(share.first_order[0] - purged.first_order[0]) < 0.2
        assert abs(money.first_order[0] - share.first_order[0]) < 0.01


def test_the_deficits_that_stay_are_those_of_the_data(shared_data):
    found = solve_with_deficits(shared_data, Closure.NOMINAL)
    mexico, usa = (found.world.economies.index(name) for name in ("Mexico", "USA"))
    assert [round(float(found.before.deficit[at]), 1) for at in (mexico, usa)] == [8.7, 123.3]


def test_every_printed_number_at_hand_is_counted(shared_data):
    counted = [(each.table, each.printed, each.reproduced) for each in scores(shared_data)]
    assert counted == [("Table 2", 12, 12), ("abstract, trade within the bloc", 3, 3)]


def test_the_page_shows_the_tables_as_computed(shared_data, nafta):
    page = PAGE.read_text(encoding="utf-8")
    assert [line for line, shown in tables(shared_data, nafta) if shown not in page] == []
