"""Best tariffs and tariff wars: nobody does better, and it does not matter how they were found."""

from dataclasses import replace

import numpy as np
import pytest

from tests.bargain.tables import ONE, OTHER, THIRD, all_lines, talks_world, twin_world
from tests.tolerances import (
    BARGAIN_AGREED,
    BARGAIN_FRONTIER,
    BARGAIN_REGRET,
    BARGAIN_SAME_RATE,
    BARGAIN_SLOPE,
    BARGAIN_STACKED,
)
from tradetalks.bargain import optimal
from tradetalks.bargain import war as warring
from tradetalks.bargain.optimal import optimum
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.polish import FLAT
from tradetalks.bargain.scores import gains, revenues
from tradetalks.bargain.task import at_least
from tradetalks.bargain.war import war
from tradetalks.model.structure import DEFAULT_STRUCTURE

WORLD = talks_world(4)
PLAYERS = ((ONE,), (OTHER,), (THIRD,))


def oracle_of(world, players, **options):
    return Oracle(
        world, all_lines(world, players, **options), gains(world, PLAYERS, DEFAULT_STRUCTURE)
    )


@pytest.fixture(scope="module")
def alone():
    return oracle_of(WORLD, PLAYERS[:1])


@pytest.fixture(scope="module")
def best(alone):
    return optimum(alone, 0)


@pytest.fixture(scope="module")
def all_at_war():
    return oracle_of(WORLD, PLAYERS)


@pytest.fixture(scope="module")
def fought(all_at_war):
    return war(all_at_war)


def open_slopes(oracle, rate, player, low, high):
    """Slopes of a player's gain along its lines that could still move that way."""
    slope = oracle.slope(np.log1p(rate), np.eye(3)[player])
    slope = np.where(rate <= low, np.maximum(slope, 0.0), slope)
    return np.where(rate >= high, np.minimum(slope, 0.0), slope)


def test_best_tariffs_are_level_and_bend_down(alone, best):
    """Nothing is left of the slope along any line, and curvature is negative."""
    lines = alone.lines
    assert best.status == "optimal"
    left = open_slopes(alone, best.rate, 0, lines.low, lines.high)
    assert np.abs(left).max() < BARGAIN_SLOPE
    free = np.flatnonzero(~best.at_bound)
    bend = alone.curvature(alone.at(np.log1p(best.rate)), np.eye(3)[0], free)[:, free]
    assert np.linalg.eigvalsh((bend + bend.T) / 2.0).max() < 0.0
    assert best.proof.uphill < FLAT


def test_best_tariffs_gain_and_their_partners_lose(best):
    """Terms of trade are won from somebody."""
    assert best.gain > 0.0
    assert best.gain == best.values[0]
    assert best.values[1:].min() < 0.0
    assert np.array_equal(best.tariff[:, 1:], WORLD.tariff[:, 1:])


def test_no_rates_on_a_grid_do_better():
    """Two goods rates of one country on two partners, looked at one by one."""
    lines = all_lines(WORLD, PLAYERS[:1])
    goods = np.array([at for at, line in enumerate(lines.line) if line.sectors == ("S00",)])
    oracle = Oracle(WORLD, lines.only(goods, lines.now), gains(WORLD, PLAYERS, DEFAULT_STRUCTURE))
    found = optimum(oracle, 0)
    rates = np.linspace(0.0, 1.5, 26)
    on_grid = np.array([[oracle.value(np.log1p([a, b]))[0] for b in rates] for a in rates])
    assert found.gain >= on_grid.max()
    at = np.unravel_index(on_grid.argmax(), on_grid.shape)
    assert np.abs(rates[list(at)] - found.rate).max() < rates[1]


def test_subsidies_on_imports_are_used_where_they_are_allowed():
    """A government that may subsidise an import that is worth it does no worse; bounds hold."""
    tariffs = optimum(oracle_of(WORLD, PLAYERS[:1], low=0.0), 0)
    wider = optimum(oracle_of(WORLD, PLAYERS[:1], low=-0.3), 0)
    assert (tariffs.status, wider.status) == ("optimal", "optimal")
    assert (tariffs.rate >= 0.0).all()
    assert wider.gain >= tariffs.gain - BARGAIN_AGREED
    forced = optimum(oracle_of(WORLD, PLAYERS[:1], low=-0.3, high=-0.1), 0)
    assert (forced.rate <= -0.1).all()
    assert (forced.rate == -0.1).any()
    assert forced.gain < tariffs.gain


def test_best_tariffs_do_not_depend_on_where_the_search_began(alone, best):
    for start in (0.0, 1.0, 2.5):
        found = optimum(alone, 0, starts=(np.full(len(alone.lines), start),))
        assert found.status == "optimal"
        assert found.rate == pytest.approx(best.rate, abs=BARGAIN_SAME_RATE)


def test_best_tariffs_do_not_depend_on_what_money_is_counted_in(best):
    yen = replace(WORLD, spending=150e3 * WORLD.spending)
    found = optimum(oracle_of(yen, PLAYERS[:1]), 0)
    assert found.rate == pytest.approx(best.rate, abs=BARGAIN_SAME_RATE)
    assert found.gain == pytest.approx(best.gain, rel=BARGAIN_FRONTIER)


def test_customs_that_must_be_kept_cost_something(alone, best):
    """A floor on revenue above what the best tariffs bring is kept, at a loss."""
    scores = alone.scores.beside(revenues(WORLD, [(ONE,)], DEFAULT_STRUCTURE))
    oracle = alone.with_scores(scores)
    brought = float(oracle.value(np.log1p(best.rate))[3])
    level = brought + 0.02 * (1.0 + brought)
    found = optimum(oracle, 0, floors=at_least(4, [3], np.array([level]), ("revenue",)))
    assert found.status == "optimal"
    assert found.values[3] == pytest.approx(level, rel=BARGAIN_FRONTIER)
    assert found.gain < best.gain


def test_best_tariffs_whose_proof_fails_are_not_called_optimal(alone, monkeypatch):
    monkeypatch.setattr(optimal, "slope_error", lambda *_: 1.0)
    found = optimum(alone, 0)
    assert found.status == "not proved"
    assert "finite differences" in found.proof.failures[0]


def test_a_search_that_another_start_beats_says_so(alone, monkeypatch):
    """Polishing that comes down the hill is no proof."""
    climbed = optimal.summit

    def lower(*args):
        return replace(climbed(*args), spread=-1e-3)

    monkeypatch.setattr(optimal, "summit", lower)
    found = optimum(alone, 0)
    assert found.status == "not proved"
    assert found.proof.failures == ("polishing came to a lower point",)


def test_nobody_at_war_gains_by_another_tariff(all_at_war, fought):
    """Regrets are next to nothing; a fresh search for each player's best finds the same rates."""
    assert fought.status == "equilibrium"
    assert 100.0 * max(fought.proof.regret) < BARGAIN_REGRET
    assert fought.proof.residual < BARGAIN_STACKED
    assert max(fought.proof.uphill) < FLAT
    for player in range(3):
        mine = all_at_war.lines.owned(player)
        answer = optimum(all_at_war.holding(np.log1p(fought.rate), mine), player)
        assert answer.status == "optimal"
        assert answer.rate == pytest.approx(fought.rate[mine], abs=BARGAIN_SAME_RATE)
        assert 100.0 * (answer.gain - fought.values[player]) < BARGAIN_REGRET


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_a_war_does_not_depend_on_where_it_began(all_at_war, fought, rate):
    """From free trade and from rates that double prices it ends at the same tariffs."""
    found = war(all_at_war, start=np.full(len(all_at_war.lines), rate))
    assert found.status == "equilibrium"
    assert found.rate == pytest.approx(fought.rate, abs=BARGAIN_SAME_RATE)


def test_a_war_does_not_depend_on_who_answers_first(all_at_war, fought):
    """Nor on the order in which players are listed."""
    found = war(all_at_war, order=(2, 0, 1))
    assert found.rate == pytest.approx(fought.rate, abs=BARGAIN_SAME_RATE)
    turned = PLAYERS[::-1]
    listed = Oracle(WORLD, all_lines(WORLD, turned), gains(WORLD, turned, DEFAULT_STRUCTURE))
    other = war(listed)
    assert other.tariff == pytest.approx(fought.tariff, abs=BARGAIN_SAME_RATE)
    assert other.values[::-1] == pytest.approx(fought.values, abs=BARGAIN_AGREED)


def test_a_war_does_not_depend_on_what_money_is_counted_in(fought):
    yen = replace(WORLD, spending=150e3 * WORLD.spending)
    found = war(oracle_of(yen, PLAYERS))
    assert found.rate == pytest.approx(fought.rate, abs=BARGAIN_SAME_RATE)
    assert found.status == "equilibrium"


def test_twins_at_war_set_the_same_tariffs():
    world = twin_world()
    found = war(oracle_of(world, PLAYERS[:2]))
    assert found.status == "equilibrium"
    assert found.rate[:4] == pytest.approx(found.rate[4:], abs=BARGAIN_SAME_RATE)
    assert found.values[0] == pytest.approx(found.values[1], abs=BARGAIN_AGREED)


def test_ceilings_bind_in_a_war_and_are_kept_to_the_last_digit(fought):
    """Bound rates that are lower than the war's are where it then ends."""
    ceiling = 0.5 * float(fought.rate.min())
    found = war(oracle_of(WORLD, PLAYERS, high=ceiling))
    assert found.status == "equilibrium"
    assert (found.rate == ceiling).all()
    assert found.at_bound.all()


def test_a_bloc_at_war_is_one_player():
    """Its members share their rates, and their gains are weighed together."""
    players = ((ONE, OTHER), (THIRD,))
    oracle = Oracle(WORLD, all_lines(WORLD, players), gains(WORLD, players, DEFAULT_STRUCTURE))
    found = war(oracle)
    assert found.status == "equilibrium"
    assert np.array_equal(found.tariff[2, 0], found.tariff[2, 1])
    assert np.array_equal(found.tariff[:2, :2], WORLD.tariff[:2, :2])


@pytest.mark.parametrize(("bound", "words"), [("STACKED", "first-order"), ("REGRET", "percent")])
def test_a_war_whose_proof_fails_is_not_called_an_equilibrium(
    all_at_war, monkeypatch, bound, words
):
    monkeypatch.setattr(warring, bound, -1.0)
    found = war(all_at_war)
    assert found.status == "not proved"
    assert any(words in failure for failure in found.proof.failures)


def test_a_war_that_stops_after_one_answer_and_no_newton_is_not_proved(all_at_war, monkeypatch):
    """Regrets show that a player would still move."""
    monkeypatch.setattr(warring, "NEWTON", 0)
    found = war(all_at_war, sweeps=1)
    assert found.status == "not proved"
    assert max(found.proof.regret) > 1e-10
