"""Ignatenko et al. (2025), Tables 1 to 4 and 9, and the page that shows them."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.replications.liberation_day import (
    as_markdown,
    cells,
    optima,
    optima_as_markdown,
    scores,
    value,
)
from tests.replications.liberation_day_published import NO_DATA, NO_RATES, PANELS
from tests.replications.liberation_day_scenarios import (
    MEASURES,
    SCENARIOS,
    Scenario,
    announced,
    flat,
    optimal,
    optimal_answer,
    run,
    run_all,
    settings,
)
from tests.replications.liberation_day_world import (
    EUROPEAN_UNION,
    FOLDER,
    read_source,
    read_world,
)
from tests.replications.scores import as_printed, to_the_digit
from tests.tolerances import IDENTITY, LIBERATION_DAY_BY_ECONOMY, MODEL_RESIDUAL

PAGE = Path(__file__).parents[2] / "docs" / "replications" / "ignatenko-et-al-2025.md"


@pytest.fixture(scope="module")
def source(shared_data):
    return read_source(shared_data)


@pytest.fixture(scope="module")
def known(source):
    return settings(source)


@pytest.fixture(scope="module")
def outcomes(shared_data):
    return run_all(shared_data)


@pytest.fixture(scope="module")
def found(outcomes):
    return cells(outcomes)


@pytest.fixture(scope="module")
def best(shared_data):
    return optima(shared_data)


def theirs_by_country(data, name):
    """Their results by country [economy, measure], percent; revenue is a fraction in the file."""
    with (data / FOLDER / name).open(encoding="utf-8") as lines:
        rows = [[float(cell) for cell in list(row.values())[1:]] for row in csv.DictReader(lines)]
    return np.array(rows) * np.array([1, 1, 1, 1, 1, 1, 100])


def test_every_number_whose_scenario_can_be_run_is_matched_to_the_printed_digit(found):
    missed = {
        (cell.panel.table, cell.panel.title, cell.group, cell.column): (cell.theirs, cell.ours)
        for cell in found
        if cell.panel.scenario and not cell.reproduced
    }
    assert missed == {}


def test_what_cannot_be_run_is_counted_with_its_reason(found):
    left_out = [panel for panel in PANELS if not panel.scenario]
    assert {panel.why for panel in left_out} == {NO_DATA, NO_RATES}
    assert all(cell.ours is None for cell in found if not cell.panel.scenario)


def test_the_score_counts_every_printed_number(shared_data):
    counted = [(each.table, each.reproduced, each.printed) for each in scores(shared_data)]
    assert counted == [
        ("Table 1", 36, 36),
        ("Table 2", 48, 48),
        ("Table 3", 8, 8),
        ("Table 4", 36, 72),
        ("Table 9", 48, 60),
    ]


@pytest.mark.parametrize(
    ("scenario", "name"),
    [
        ("announced", "table1_by_country.csv"),
        ("optimal answer", "table2_optimal_retaliation_by_country.csv"),
    ],
)
def test_each_of_194_economies_is_as_in_the_authors_files(shared_data, outcomes, scenario, name):
    distance = np.abs(outcomes[scenario].percent - theirs_by_country(shared_data, name)) / 100
    worst = dict(zip(MEASURES, distance.max(axis=0), strict=True))
    assert distance.shape == (194, 7)
    assert {at: by for at, by in worst.items() if by > LIBERATION_DAY_BY_ECONOMY} == {}


def test_every_equilibrium_clears(outcomes):
    assert max(each.found.certificate.residual for each in outcomes.values()) < MODEL_RESIDUAL


def test_the_margins_give_distribution_its_part_in_what_each_region_sells(source):
    """12 percent abroad and 26 at home, weighted by where what each region sells is bought."""
    assert [round(share, 4) for share in source.margins] == [0.1143, 0.2705]


def test_without_a_change_nothing_moves(known):
    still = run(Scenario(setting="benchmark", rates=flat(0.0)), known["benchmark"])
    assert np.abs(still.percent).max() < 100 * IDENTITY


def test_spending_in_two_economies_does_not_cover_their_imports(shared_data):
    """They are left without sales at home: the authors' floor at zero."""
    world = read_world(shared_data)
    home = world.spending[:, :, 0].diagonal()
    assert [code for code, sales in zip(world.economies, home, strict=True) if sales == 0] == [
        "GMB",
        "MHL",
    ]


def test_the_best_uniform_tariffs_beat_the_rates_called_optimal(best):
    rates = [(f"{each.theirs:.1%}", f"{each.rate:.1%}") for each in best]
    gains = [(round(each.their_welfare, 3), round(each.welfare, 3)) for each in best]
    assert rates == [("21.8%", "25.1%"), ("12.6%", "17.9%")]
    assert gains == [(1.790, 1.806), (2.145, 2.282)]


def test_the_closed_form_of_the_tariff_war_is_another_one(outcomes):
    """By earnings, not by spending: 18.5 percent, where the tariff alone is 21.8 percent."""
    war, alone = outcomes["optimal both"].found.tariff, outcomes["optimal"].found.tariff
    assert [f"{rate:.1%}" for rate in (war[0, 184, 0], alone[0, 184, 0], war[184, 0, 0])] == [
        "18.5%",
        "21.8%",
        "22.7%",
    ]


def test_a_war_with_the_closed_form_of_the_tariff_alone_costs_less(known):
    war = Scenario(setting="benchmark", rates=optimal, answer=optimal_answer)
    assert round(value(run(war, known["benchmark"]), "USA", "welfare"), 2) == -0.26


def test_elasticity_8_with_the_parameters_that_belong_to_it(known):
    """Scale elasticity and tariff exponent follow the trade elasticity: 0.34, not 0.33."""
    setting = replace(known["elasticity 8"], structure=known["benchmark"].structure)
    assert round(value(run(SCENARIOS["announced"], setting), "USA", "welfare"), 2) == 0.34


def test_the_union_of_27_is_not_the_average_of_25(outcomes):
    """Czechia and Slovakia are in the data and not in the authors' European Union."""
    outcome = outcomes["reciprocal"]
    members = np.isin(outcome.setting.source.economies, [*EUROPEAN_UNION, "CZE", "SVK"])
    weight = outcome.setting.weight * members
    assert members.sum() == 27
    assert round(weight @ outcome.percent[:, 1] / weight.sum(), 1) == 15.1
    assert round(value(outcome, "EU", "deficit"), 1) == 15.4


def test_12_5_percent_does_not_give_the_row_of_table_4(known):
    outcome = run(Scenario(setting="roundabout", rates=flat(0.125)), known["roundabout"])
    assert as_printed("2.15", value(outcome, "USA", "welfare")) == "2.14"


def test_no_flat_answer_gives_the_row_whose_rates_are_not_published(known):
    """The nearest, 28.3 percent, gives 8 of its 12 numbers; 15 percent is better for those who
    answer."""
    (panel,) = (each for each in PANELS if each.why == NO_RATES)
    matched = {
        rate: sum(
            to_the_digit(theirs, value(outcome, group, column))
            for group, row in panel.rows
            for column, theirs in zip(panel.columns, row.split(), strict=True)
        )
        for rate in np.arange(0.275, 0.2901, 0.001).round(3)
        for outcome in [answered(known["roundabout"], rate)]
    }
    assert max(matched, key=matched.__getitem__) == 0.283
    assert matched[0.283] == 8
    theirs = float(dict(panel.rows)["non-US"].split()[0])
    assert value(answered(known["roundabout"], 0.15), "non-US", "welfare") > theirs + 0.02


def answered(setting, rate):
    """The announced tariffs, and one rate of everybody in return."""
    scenario = Scenario(
        setting="roundabout", rates=announced, answer=lambda own, _: flat(rate)(own)
    )
    return run(scenario, setting)


def test_the_page_shows_the_tables_as_computed(found, best):
    page = PAGE.read_text(encoding="utf-8")
    assert as_markdown(found) in page
    assert optima_as_markdown(best) in page
