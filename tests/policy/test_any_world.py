"""Measures laid on worlds that are not the one they were written for."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.policy.libraries import library, measure
from tests.tolerances import POLICY_RATES
from tests.worlds import random_world
from tradetalks.atlas.aggregate import aggregate
from tradetalks.atlas.load import load_world
from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.policy.load import load_library
from tradetalks.policy.schedule import status_quo

DAY = date(2025, 8, 20)


@pytest.fixture(scope="module")
def atlas():
    return load_world()


def points(world, schedule, code):
    at, us = world.economy_index(code), world.economy_index("USA")
    return schedule.rate[at, us] - world.tariff[at, us]


def imports(code):
    weights = load_library().weights["USA"]
    return weights.value[weights.exporters.index(code), :-1]


def test_the_order_of_economies_and_sectors_moves_no_rate(atlas):
    turn = np.arange(len(atlas.economies))[::-1]
    other = replace(
        atlas,
        economies=tuple(atlas.economies[at] for at in turn),
        economy_names=tuple(atlas.economy_names[at] for at in turn),
        tariff=atlas.tariff[np.ix_(turn, turn)],
    )
    one, two = status_quo(atlas, DAY), status_quo(other, DAY)
    np.testing.assert_array_equal(one.rate[np.ix_(turn, turn)], two.rate)


def test_economies_the_world_does_not_name_are_averaged_into_its_rest(atlas):
    kept = ("USA", "CHN", "PAK")
    others = [code for code in atlas.economies if code not in kept]
    world = aggregate(atlas, economies={c: [c] for c in kept} | {"ROW": others}, sectors=None)
    schedule = status_quo(world, DAY)
    full = status_quo(atlas, DAY)
    for code in ("CHN", "PAK"):
        np.testing.assert_allclose(
            points(world, schedule, code), points(atlas, full, code), atol=POLICY_RATES
        )
    bought = np.array([imports(code) for code in others])
    rates = np.array([points(atlas, full, code)[:-1] for code in others])
    expected = (bought * rates).sum(axis=0) / bought.sum(axis=0)
    np.testing.assert_allclose(points(world, schedule, "ROW")[:-1], expected, atol=POLICY_RATES)
    assert any("averaged into ROW" in line for line in schedule.assumptions)


def test_the_union_as_one_economy_takes_its_members_average(atlas):
    kept = [code for code in atlas.economies if code not in EU_MEMBERS]
    groups = {code: [code] for code in kept} | {"EU": list(EU_MEMBERS)}
    world = aggregate(atlas, economies=groups, sectors=None)
    schedule, full = status_quo(world, DAY), status_quo(atlas, DAY)
    bought = np.array([imports(code) for code in EU_MEMBERS])
    rates = np.array([points(atlas, full, code)[:-1] for code in EU_MEMBERS])
    expected = (bought * rates).sum(axis=0) / bought.sum(axis=0)
    np.testing.assert_allclose(points(world, schedule, "EU")[:-1], expected, atol=POLICY_RATES)
    np.testing.assert_allclose(
        points(world, schedule, "ROW"), points(atlas, full, "ROW"), atol=POLICY_RATES
    )


def test_sectors_of_the_worlds_own_take_the_exporters_average(atlas):
    sectors = {"GOODS": [s for s in atlas.sectors if s != "SVC"], "SVC": ["SVC"]}
    world = aggregate(atlas, economies=None, sectors=sectors)
    schedule, full = status_quo(world, DAY), status_quo(atlas, DAY)
    weights = load_library().weights["USA"]
    bought = weights.value[weights.exporters.index("PAK")]
    mine = points(atlas, full, "PAK")
    goods, unplaced = bought[:-1], bought[-1]
    got = points(world, schedule, "PAK")
    assert got[1] == 0.0
    ours = (goods * mine[:-1]).sum()
    assert ours / bought.sum() <= got[0] <= (ours + 0.5 * unplaced) / bought.sum()
    assert any("are not those of USA's measures" in line for line in schedule.assumptions)


def test_a_world_without_the_importer_is_left_as_it_is():
    world = random_world(7)
    schedule = status_quo(world, DAY)
    goods = slice(0, -1)
    np.testing.assert_array_equal(schedule.rate[:, :, goods], world.tariff[:, :, goods])
    assert any("USA is not an economy" in line for line in schedule.assumptions)


def test_without_a_rest_of_the_world_what_is_not_named_is_left_out(tmp_path):
    books = library(
        tmp_path,
        measure(
            "duty",
            announced="2025-01-01",
            applies="2025-01-01",
            more='on = ["E01", "ZZZ"]\nrate = 0.10',
        ),
    )
    world = random_world(8)
    schedule = status_quo(world, DAY, library=books)
    assert (schedule.rate - world.tariff)[1, 0, 0] == pytest.approx(0.10)
    assert any("ZZZ are left out" in line for line in schedule.assumptions)


def test_a_duty_on_one_sector_alone_stays_on_it(tmp_path):
    books = library(
        tmp_path,
        measure(
            "duty",
            announced="2025-01-01",
            applies="2025-01-01",
            more='on = "all"\nexcept = ["E02"]\nsectors = ["S01"]\nrate = 0.10',
        ),
    )
    world = random_world(9)
    added = status_quo(world, DAY, library=books).rate - world.tariff
    assert added[1, 0, 1] == pytest.approx(0.10)
    assert np.count_nonzero(added) == len(world.economies) - 2
