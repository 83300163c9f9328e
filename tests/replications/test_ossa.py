"""Ossa (2014), Tables 3 and 4: every number of both main panels, and what lies behind them."""

from pathlib import Path

import numpy as np
import pytest

from tests.replications.ossa import (
    REGIONS,
    WEIGHTS,
    as_markdown,
    nash_tariff,
    panels,
    read_weights,
    read_world,
    solve_with,
    table_4,
)
from tests.replications.ossa_conditions import all_slopes
from tests.replications.scores import as_printed, to_the_digit
from tests.tolerances import IDENTITY, MODEL_NOTHING, MODEL_RESIDUAL, OSSA_BEST, OSSA_WAR
from tradetalks.atlas.check import check_world
from tradetalks.model.equilibrium import purge
from tradetalks.model.government import government_welfare_hat, sector_incomes
from tradetalks.model.presets import preset

PAGE = Path(__file__).parents[2] / "docs" / "replications" / "ossa-2014.md"

PRINTED_WAR = {
    "BAS": (-1.9, -2.2, -2.6, -2.2, -0.8, -5.0, -2.2, -2.4),
    "POL": (-2.7, -3.4, -2.2, -3.6, -1.0, -5.3, -2.0, -2.9),
}
"""Government welfare in Table 4 of the paper; the other numbers are from his saved tables."""


@pytest.fixture(scope="module")
def world(shared_data):
    return read_world(shared_data)


@pytest.fixture(scope="module")
def slopes(shared_data):
    return all_slopes(shared_data)


def test_the_benchmark_is_a_world_without_imbalances(world):
    assert check_world(world).worst.worst < IDENTITY
    assert purge(world, preset("ossa_2014", world)) is world


def test_every_number_of_the_main_panels_of_tables_3_and_4_is_matched_to_the_digit(shared_data):
    wrong = [
        (panel.name, row, column, theirs, ours)
        for panel in panels(shared_data)
        for row, column, theirs, ours in panel.pairs()
        if not to_the_digit(theirs, ours)
    ]
    assert wrong == []


@pytest.mark.parametrize("weights", WEIGHTS)
def test_the_saved_war_is_the_one_the_paper_prints(shared_data, weights):
    ours = table_4(shared_data, weights).ours[:, 0]
    printed = PRINTED_WAR[weights]
    assert [as_printed("0.0", cell) for cell in ours] == [f"{cell:.1f}" for cell in printed]


@pytest.mark.parametrize("weights", WEIGHTS)
def test_a_war_leaves_no_residual_and_the_accounts_of_its_firms_add_up(shared_data, world, weights):
    found = solve_with(world, nash_tariff(shared_data, weights))
    assert found.certificate.residual < MODEL_RESIDUAL
    assert np.abs(found.output @ (1 / (1 + world.theta)) / found.profits - 1).max() < MODEL_NOTHING
    assert np.abs(sector_incomes(found).after.sum(axis=1) / found.income - 1).max() < MODEL_NOTHING


def test_without_political_weights_governments_maximise_real_income(shared_data, world):
    found = solve_with(world, nash_tariff(shared_data, "BAS"))
    welfare = government_welfare_hat(found, read_weights(shared_data, "BAS"))
    assert np.abs(welfare / found.real_income_hat - 1).max() < MODEL_NOTHING


def test_no_government_gains_from_a_small_change_of_the_best_tariffs_he_saved(slopes):
    assert max(row.left for row in slopes) < OSSA_BEST
    assert min(np.abs(row.factual).max() for row in slopes) > 1e3 * OSSA_BEST


def test_where_a_best_tariff_is_at_his_bound_its_government_would_go_higher(slopes):
    bound = {row.region: row.best[row.at_bound] for row in slopes if row.at_bound.any()}
    assert list(bound) == ["JPN"]
    assert bound["JPN"].max() > 1e2 * OSSA_BEST


def test_the_saved_war_is_one_to_a_stopping_rule_only(slopes):
    largest = [np.abs(row.war[~row.at_bound]).max() for row in slopes]
    assert min(largest) > OSSA_BEST
    assert max(largest) < OSSA_WAR


def test_the_page_shows_the_tables_as_computed(shared_data):
    text = PAGE.read_text(encoding="utf-8")
    assert [panel.name for panel in panels(shared_data) if as_markdown(panel) not in text] == []


def test_weights_average_one_in_every_region(shared_data):
    mean = read_weights(shared_data, "POL").mean(axis=1)
    assert mean.shape == (len(REGIONS),)
    assert np.abs(mean - 1).max() < IDENTITY
