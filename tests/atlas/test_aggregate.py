"""Groups of economies and sectors: money adds up, revenue is kept, twins merge exactly."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerances import ATLAS_TEXT, IDENTITY
from tests.worlds import random_world, worlds
from tradetalks.atlas.aggregate import aggregate
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import load_world
from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.errors import UnknownCodeError, WorldError

SIX = random_world(5, 6, 4)
THREE = {"A": ["E00", "E03"], "B": ["E01"], "C": ["E02", "E04", "E05"]}


@given(worlds(most_economies=6, most_sectors=5), st.randoms(use_true_random=False))
def test_money_revenue_and_deficits_add_up_and_every_identity_holds(world, random):
    groups: dict[str, list[str]] = {}
    for code in world.economies:
        groups.setdefault(f"G{random.randrange(3)}", []).append(code)
    merged = aggregate(world, economies=groups)
    assert check_world(merged).worst.worst < IDENTITY
    for group, members in groups.items():
        inside = [world.economy_index(code) for code in members]
        at = merged.economy_index(group)
        for money in ("value_added", "revenue", "deficit", "income"):
            whole, parts = getattr(merged, money)[at], getattr(world, money)[inside].sum()
            assert abs(whole - parts) <= IDENTITY * world.expenditure.sum()


def test_a_groups_tariff_is_its_members_weighted_with_trade_before_tariff():
    merged = aggregate(SIX, economies=THREE)
    buyers = [SIX.economy_index(code) for code in THREE["C"]]
    flow, rate = SIX.flow[1, buyers, 0], SIX.tariff[1, buyers, 0]
    assert merged.tariff[1, 2, 0] == pytest.approx((flow * rate).sum() / flow.sum())
    assert merged.tariff[2, 1, 0] != pytest.approx(merged.tariff[1, 2, 0])


def test_where_nothing_is_traded_the_rate_is_the_plain_average():
    spending = SIX.spending.copy()
    spending[1, [2, 4, 5], 0] = 0.0
    merged = aggregate(replace(SIX, spending=spending), economies=THREE)
    assert merged.tariff[1, 2, 0] == pytest.approx(SIX.tariff[1, [2, 4, 5], 0].mean())


def test_merging_two_halves_of_an_economy_gives_the_economy_back():
    """Split each economy into two identical halves, merge them: the world is the same."""
    world = random_world(8, 3, 3)
    half = np.repeat(np.repeat(world.spending, 2, axis=0), 2, axis=1) / 4
    doubled = replace(
        world,
        economies=tuple(f"{code}{side}" for code in world.economies for side in "ab"),
        economy_names=tuple(f"{name} {side}" for name in world.economy_names for side in "ab"),
        spending=half,
        tariff=np.repeat(np.repeat(world.tariff, 2, axis=0), 2, axis=1),
        value_added_share=np.repeat(world.value_added_share, 2, axis=0),
        input_share=np.repeat(world.input_share, 2, axis=0),
        final_share=np.repeat(world.final_share, 2, axis=0),
    )
    check_world(doubled)
    groups = {code: [f"{code}a", f"{code}b"] for code in world.economies}
    merged = aggregate(doubled, economies=groups)
    for block in ("spending", "tariff", "value_added_share", "input_share", "final_share"):
        np.testing.assert_allclose(
            getattr(merged, block), getattr(world, block), rtol=1e-9, atol=ATLAS_TEXT, err_msg=block
        )


def test_sectors_merge_with_their_revenue_and_a_mean_elasticity():
    merged = aggregate(SIX, sectors={"GOODS": ["S00", "S01", "S02"], "SVC": ["SVC"]})
    np.testing.assert_allclose(merged.revenue, SIX.revenue, rtol=IDENTITY)
    assert merged.services == ("SVC",)
    low, high = SIX.theta[:3].min(), SIX.theta[:3].max()
    assert low < merged.theta[0] < high
    assert merged.theta[1] == SIX.theta[3]


def test_the_same_groups_in_one_step_or_in_two_are_the_same_world():
    sectors = {"X": ["S00", "S02"], "Y": ["S01"], "SVC": ["SVC"]}
    at_once = aggregate(SIX, economies=THREE, sectors=sectors)
    twice = aggregate(aggregate(SIX, sectors=sectors), economies=THREE)
    np.testing.assert_allclose(at_once.spending, twice.spending, rtol=IDENTITY)
    np.testing.assert_allclose(at_once.input_share, twice.input_share, atol=ATLAS_TEXT)


def test_the_order_asked_for_is_the_order_given():
    merged = aggregate(SIX, economies={"C": ["E05", "E04", "E02"], "B": ["E01", "E00", "E03"]})
    assert merged.economies == ("C", "B")
    assert merged.value_added[0] == pytest.approx(SIX.value_added[[2, 4, 5]].sum())


def test_the_european_union_as_one_economy_taxes_nothing_inside():
    world = load_world()
    groups = {code: [code] for code in world.economies if code not in EU_MEMBERS}
    union = aggregate(world, economies=groups | {"EU": EU_MEMBERS})
    at = union.economy_index("EU")
    assert union.tariff[at, at].max() == 0.0
    assert union.economy_names[union.economy_index("PAK")] == "Pakistan"
    assert check_world(union).worst.worst < IDENTITY


@pytest.mark.parametrize(
    ("groups", "error", "said"),
    [
        ({"A": ["E00", "E09"]}, UnknownCodeError, "E09"),
        ({"A": ["E00", "E01"], "B": ["E01"]}, WorldError, "is in the groups 'A' and 'B'"),
        ({"A": ["E00", "E01"]}, WorldError, "4 codes are in no group: E02, E03, E04, E05"),
        ({"A": list(SIX.economies), "B": []}, WorldError, "'B' holds no list of codes"),
        ({"A": "E00"}, WorldError, "'A' holds no list of codes"),
    ],
)
def test_groups_that_do_not_divide_the_world_are_refused(groups, error, said):
    with pytest.raises(error) as caught:
        aggregate(SIX, economies=groups)
    assert said in str(caught.value)
