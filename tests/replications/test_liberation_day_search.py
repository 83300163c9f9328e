"""Ignatenko et al. (2025): the best tariffs, in part found anew, and the page that shows them.

The rest takes minutes: `python -m tests.replications.liberation_day_search --store`.
"""

from pathlib import Path

import pytest

from tests.replications.liberation_day_players import best_alone
from tests.replications.liberation_day_published import NO_RATES, PANELS
from tests.replications.liberation_day_scenarios import settings
from tests.replications.liberation_day_search import (
    GROUPS,
    MODELS,
    alone_as_markdown,
    answers_as_markdown,
    stored,
    wars_as_markdown,
)
from tests.replications.liberation_day_world import read_source
from tests.tolerances import BARGAIN_REGRET, BARGAIN_SLOPE, BARGAIN_STACKED, LIBERATION_DAY_FOUND

PAGE = Path(__file__).parents[2] / "docs" / "replications" / "ignatenko-et-al-2025.md"

BY_PARTNER = {"benchmark": 1.8105, "roundabout": 2.287}
FOR_EVERYBODY = {"benchmark": (25.1, 1.806), "roundabout": (17.9, 2.282)}
"""Welfare and rates that another program found in this data, percent."""


def row(model, game, tariffs):
    (found,) = (
        each for each in stored() if (each.model, each.game, each.tariffs) == (model, game, tariffs)
    )
    return found


def test_the_best_rates_by_partner_are_found_with_roundabout_production(shared_data):
    found = best_alone(settings(read_source(shared_data))["roundabout"], uniform=False)
    kept = row("roundabout", "alone", "best by partner")
    assert found.status == "optimal"
    assert found.proof.residual < BARGAIN_SLOPE
    assert 100 * found.gain == pytest.approx(kept.welfare[0], abs=LIBERATION_DAY_FOUND)


@pytest.mark.parametrize("model", MODELS)
def test_the_best_rate_for_everybody_is_another_than_the_one_called_optimal(model):
    best = row(model, "alone", "best for everybody")
    assert (round(best.own[0], 1), round(best.welfare[0], 3)) == FOR_EVERYBODY[model]
    (theirs,) = (
        e for e in stored() if (e.model, e.game) == (model, "alone") and "theirs" in e.tariffs
    )
    by_partner = row(model, "alone", "best by partner")
    assert by_partner.welfare[0] >= BY_PARTNER[model]
    assert theirs.welfare[0] < best.welfare[0] < by_partner.welfare[0]


@pytest.mark.parametrize("model", MODELS)
def test_no_answer_of_theirs_is_the_best_of_those_who_answer_together(model):
    answers = [each for each in stored() if (each.model, each.game) == (model, "answer")]
    best = max(answers, key=lambda each: each.aim)
    assert best.tariffs == "best of all, by country"
    apart = row(model, "answer", "each for itself")
    assert apart.aim < row(model, "answer", "best of all, one rate").aim
    assert apart.welfare[0] > best.welfare[0]


def test_the_best_answers_with_roundabout_production_cost_less_than_the_printed_row():
    (panel,) = (each for each in PANELS if each.why == NO_RATES)
    printed = float(dict(panel.rows)["non-US"].split()[0])
    found = row("roundabout", "answer", "best of all, by country")
    assert found.welfare[GROUPS.index("non-US")] > printed + 0.02


def test_what_is_stored_is_proved():
    searched = [each for each in stored() if each.residual is not None]
    assert len(searched) == 14
    assert {each.status for each in searched} == {"optimal", "equilibrium"}
    assert max(each.residual for each in searched if each.game != "war") < BARGAIN_SLOPE
    wars = [each for each in searched if each.game == "war"]
    assert max(each.residual for each in wars) <= BARGAIN_STACKED
    assert max(each.regret for each in wars) <= BARGAIN_REGRET


def test_the_page_shows_the_tables_as_found():
    text = PAGE.read_text(encoding="utf-8")
    assert alone_as_markdown(stored()) in text
    assert answers_as_markdown(stored()) in text
    assert wars_as_markdown(stored()) in text
