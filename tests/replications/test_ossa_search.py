"""Ossa (2014): tariffs that are found, in part anew, and the page that shows all of them.

The rest takes minutes: `python -m tests.replications.ossa_search --store` finds it and stores it.
"""

from pathlib import Path

import numpy as np
import pytest

from tests.replications.ossa import EFFECTS, REGIONS, as_markdown, optimal_tariff
from tests.replications.ossa_found import (
    COLUMNS_5,
    best_as_markdown,
    counts_as_markdown,
    found_panels,
    matches,
    moved_as_markdown,
    proofs_as_markdown,
    scores,
    stored,
    talks_as_markdown,
    wars_as_markdown,
)
from tests.replications.ossa_players import best, case_of, fought, near_the_start, start_of, talks
from tests.replications.ossa_search import best_row, changes, talks_row, war_row
from tests.tolerances import (
    BARGAIN_BALANCED,
    BARGAIN_REGRET,
    BARGAIN_SLOPE,
    BARGAIN_STACKED,
    OSSA_EFFECT,
    OSSA_FOUND,
    OSSA_TALKS,
    OSSA_WAR_WELFARE,
)

PAGE = Path(__file__).parents[2] / "docs" / "replications" / "ossa-2014.md"

WAR = {
    "BAS": (-1.942, -2.193, -2.587, -2.156, -0.765, -4.971, -2.164),
    "POL": (-2.651, -3.434, -2.142, -3.621, -1.034, -5.321, -2.009),
}
"""Government welfare in wars that another program found in this data, with certificates."""
EQUAL = {"BAS": (3.42, 0.526, 0.031), "POL": (3.60, 0.478, 0.212)}
"""Gains in talks by the same program, from the war, the tariffs of 2007 and free trade."""


@pytest.fixture(scope="module")
def even(shared_data):
    return case_of(shared_data, "BAS")


@pytest.fixture(scope="module")
def figures():
    return stored()


def test_a_region_gains_by_its_best_tariffs_what_it_gains_by_his(shared_data, figures):
    case, at = case_of(shared_data, "POL"), REGIONS.index("IND")
    row = best_row(case, optimal_tariff(shared_data, "POL", at), "IND", best(case, "IND"))
    (kept,) = (each for each in figures.best if (each.weights, each.region) == ("POL", "IND"))
    assert row.status == "optimal"
    assert row.residual < BARGAIN_SLOPE
    assert row.uphill < 0
    assert row.found - row.saved > -OSSA_FOUND
    assert row.found == pytest.approx(kept.found, abs=OSSA_FOUND)


def test_the_war_is_found_to_the_end(even, figures):
    found = fought(even)
    row = war_row(even, found)
    assert row.status == "equilibrium"
    assert row.residual <= BARGAIN_STACKED
    assert row.regret <= BARGAIN_REGRET
    assert np.abs(np.subtract(row.found, WAR["BAS"])).max() < OSSA_WAR_WELFARE
    assert row.found == pytest.approx(figures.wars[0].found, abs=OSSA_FOUND)


def test_talks_from_the_tariffs_of_2007_leave_all_regions_the_same_gain(even, figures):
    start = "the tariffs of 2007"
    found = talks(even, start)
    near = near_the_start(even, start, found)
    row = talks_row(even, start, found, near)
    (kept,) = (e for e in figures.talks if (e.weights, e.start) == (row.weights, row.start))
    assert row.residual < BARGAIN_BALANCED
    assert row.uphill < 0
    assert row.unequal < OSSA_FOUND
    assert row.gain == pytest.approx(kept.gain, abs=OSSA_FOUND)
    columns = [COLUMNS_5.index(f"{effect}, from {start}") for effect in EFFECTS]
    again = changes(even, near.tariff, start_of(even, start))
    assert again == pytest.approx(np.array(figures.panels["5a"])[:-1, columns], abs=OSSA_EFFECT)


def test_what_is_stored_is_proved(figures):
    assert {each.status for each in figures.best} == {"optimal"}
    assert len(figures.best) == 2 * len(REGIONS)
    assert all(each.found > each.saved - OSSA_FOUND for each in figures.best)
    assert {each.status for each in figures.wars} == {"equilibrium"}
    assert max(each.residual for each in figures.wars) <= BARGAIN_STACKED
    assert max(each.regret for each in figures.wars) <= BARGAIN_REGRET
    assert max(each.residual for each in figures.talks) < BARGAIN_BALANCED
    assert max(each.uphill for each in figures.talks) < 0


def test_every_number_of_both_main_panels_of_table_5_is_matched_to_the_digit(shared_data, figures):
    main = [each for each in found_panels(shared_data, figures) if each.name in ("5a", "5b")]
    assert [(each.name, sum(matches(each))) for each in main] == [("5a", 96), ("5b", 96)]


def test_stored_wars_and_talks_are_as_near_as_asked(figures):
    for each in figures.wars:
        assert np.abs(np.subtract(each.found, WAR[each.weights])).max() < OSSA_WAR_WELFARE
    gains = {w: [each.near for each in figures.talks if each.weights == w] for w in EQUAL}
    for weights, expected in EQUAL.items():
        assert np.abs(np.subtract(gains[weights], expected)).max() < OSSA_TALKS


def test_his_talks_with_political_weights_are_not_the_highest(figures):
    """Published or not: the summits of a second program, near his, are lower than ours."""
    political = [each for each in figures.talks if each.weights == "POL"]
    higher = [each.gain - saved for each, saved in zip(political, EQUAL["POL"], strict=True)]
    assert [round(each, 2) for each in higher] == [0.04, 0.05, 0.0]
    assert all(each.gain >= each.near for each in figures.talks)


def test_the_scores_count_what_is_matched(shared_data):
    counted = scores(shared_data)
    assert [score.printed for score in counted] == [198, 110, 264]
    assert counts_as_markdown(counted) in PAGE.read_text(encoding="utf-8")


def test_the_page_shows_the_tables_as_found(shared_data, figures):
    text = PAGE.read_text(encoding="utf-8")
    assert best_as_markdown(figures.best) in text
    assert wars_as_markdown(figures.wars) in text
    assert proofs_as_markdown(figures.wars) in text
    assert talks_as_markdown(shared_data, figures.talks) in text
    assert moved_as_markdown(figures.talks) in text
    panels = found_panels(shared_data, figures)
    assert [panel.name for panel in panels if as_markdown(panel) not in text] == []
