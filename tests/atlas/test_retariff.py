"""Correcting the benchmark's tariffs: trade stays, the accounts follow."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerances import ATLAS_TEXT, IDENTITY
from tests.worlds import worlds
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import load_world
from tradetalks.atlas.retariff import replace_tariffs
from tradetalks.errors import IdentityError, WorldError
from tradetalks.origin import Origin

MINE = Origin(id="mine", title="My own rates", producer="Me", citation="Me", licence="Mine")


@given(worlds(), st.floats(0.0, 1.0))
def test_lower_rates_leave_trade_and_every_identity_standing(world, factor):
    lower = replace_tariffs(world, factor * world.tariff, origins=(MINE,))
    np.testing.assert_allclose(lower.flow, world.flow, rtol=ATLAS_TEXT)
    assert check_world(lower).worst.worst < IDENTITY
    assert lower.revenue.sum() == pytest.approx(factor * world.revenue.sum(), rel=IDENTITY)


@given(worlds())
def test_the_same_rates_give_the_same_world(world):
    same = replace_tariffs(world, world.tariff, origins=())
    np.testing.assert_allclose(same.input_share, world.input_share, atol=ATLAS_TEXT)
    np.testing.assert_allclose(same.final_share, world.final_share, atol=1e3 * ATLAS_TEXT)


def test_the_new_source_and_the_change_are_said():
    world = load_world()
    free = replace_tariffs(world, np.zeros_like(world.tariff), origins=(MINE,))
    assert free.origins[-1] == MINE
    assert "replaced" in free.notes[-1]
    assert free.revenue.sum() == 0.0


def test_rates_of_another_shape_or_that_no_producer_could_pay_are_refused():
    world = load_world()
    with pytest.raises(WorldError, match="shape"):
        replace_tariffs(world, world.tariff[:-1], origins=())
    with pytest.raises(IdentityError, match="negative"):
        replace_tariffs(world, np.full_like(world.tariff, 5.0), origins=())
    with pytest.raises(IdentityError, match="not a finite number"):
        replace_tariffs(world, np.full_like(world.tariff, np.nan), origins=())


def test_an_economy_that_spends_nothing_is_refused_without_dividing_by_zero():
    world = load_world()
    spending = world.spending.copy()
    spending[:, 0] = 0.0
    with pytest.raises(WorldError):
        check_world(replace(world, spending=spending))
