"""Whether terms would be kept, and what is missing before they are signed."""

import numpy as np
import pytest

from tests.bargain.talks import DAY, WORLD, two, war_fallback
from tests.tolerances import MODEL_NOTHING
from tradetalks.bargain.fallback import war_between
from tradetalks.bargain.gap import gap
from tradetalks.bargain.keep import keep
from tradetalks.bargain.seat import take_seats
from tradetalks.bargain.settle import Verdict, settle


@pytest.fixture(scope="module")
def seat():
    return take_seats(WORLD, two(), on=DAY)


@pytest.fixture(scope="module")
def kept(seat):
    fought = war_between(seat.negotiation, seat.table.oracle)
    return keep(settle(seat.table).tariff, fought, seat.table.oracle)


def test_cheating_pays_once_and_the_war_after_it_costs(kept):
    """Nobody gains less by the tariffs that suit it best than by the terms."""
    for each in kept:
        assert each.deviation.proof.holds
        assert each.cheating >= each.deal
        assert each.cheating >= each.war


def test_at_its_discount_factor_a_side_does_not_care(kept):
    """Honouring for ever is worth what cheating once and the war ever after is worth."""
    factors = [each.discount_factor for each in kept]
    assert any(factor is not None for factor in factors)
    for each, factor in zip(kept, factors, strict=True):
        if factor is None:
            assert each.war >= each.deal
            continue
        assert 0.0 <= factor < 1.0
        cheats = each.cheating + factor / (1 - factor) * each.war
        assert each.deal / (1 - factor) == pytest.approx(cheats, abs=MODEL_NOTHING)


def test_who_gains_by_the_terms_needs_no_chip(seat):
    """At the settlement nothing is missing, and each side could spare what it gains."""
    settled = settle(seat.table)
    found = gap(seat.table, settled.values)
    np.testing.assert_array_equal(found.to_sign, 0.0)
    np.testing.assert_allclose(found.to_spare, settled.gains * seat.table.income)


def test_who_is_short_needs_a_chip_worth_what_it_lacks():
    """Where the war is better for a side, it signs for the difference and no less."""
    table = take_seats(WORLD, two(fallback=war_fallback()), on=DAY).table
    nearest = settle(table)
    assert nearest.verdict is Verdict.NO_DEAL
    found = gap(table, nearest.values)
    np.testing.assert_allclose(found.to_sign, nearest.shortfall * table.scale * table.income)
    assert found.to_sign.max() > 0
