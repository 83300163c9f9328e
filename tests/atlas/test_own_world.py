"""One call makes a balanced world of what people have, the same whatever form it comes in."""

import subprocess
import sys

import numpy as np
import pandas as pd
import polars as pl
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.atlas import own_inputs as own
from tests.atlas.trade_files import itpd_e, itpd_e_row
from tests.tolerances import ATLAS_BALANCE, ATLAS_TEXT, IDENTITY
from tradetalks.atlas.build.product_sectors import read_product_sectors
from tradetalks.atlas.check import check_world
from tradetalks.atlas.own.build import build_world
from tradetalks.atlas.own.technology import InputPurchases, InputShares, Roundabout
from tradetalks.atlas.sources.array_tables import rate_table, trade_table
from tradetalks.atlas.sources.arrays import LabelledArray
from tradetalks.atlas.sources.baci import read_baci
from tradetalks.atlas.sources.itpd import read_itpd
from tradetalks.atlas.sources.wdi import read_wdi
from tradetalks.errors import InputError, SourceError, UnknownCodeError, WorldError
from tradetalks.model.equilibrium import solve
from tradetalks.model.presets import preset

AXES = ("exporter", "importer", "product")
LABELS = {"exporter": own.PLACES, "importer": own.PLACES, "product": own.PRODUCTS}
VALUE_ADDED = pl.DataFrame(
    {
        "economy": [code for code in own.PLACES for _ in range(2)],
        "sector": ["GOODS", "CHIPS"] * 3,
        "value": [0.09, 0.2, 0.08, 0.01, 0.1, 0.3],
    }
)
GROUPS = {"GOODS": own.PRODUCTS[:3], "CHIPS": own.PRODUCTS[3:]}


def from_files(folder, **options):
    flows, countries = own.baci_file(folder)
    return build_world(
        read_baci(flows, countries=countries),
        gdp=read_wdi(own.wdi_file(folder), year=2023),
        **options,
    )


def in_other_forms():
    """Yield trade and output as numpy, xarray, polars and pandas have them."""
    values, gdp, long = own.flows(), own.output(), own.long()
    yield LabelledArray(values, LABELS), gdp
    turned = xr.DataArray(values, [(axis, list(LABELS[axis])) for axis in AXES]).transpose()
    yield turned, xr.DataArray(list(gdp.values()), coords=[("economy", list(gdp))])
    table = pl.DataFrame({"economy": list(gdp), "value": list(gdp.values())})
    yield long.sample(fraction=1.0, shuffle=True, seed=1), table
    yield pd.DataFrame(long.to_dict(as_series=False)), pd.DataFrame(table.to_dict(as_series=False))


@pytest.mark.parametrize("sectors", ["ALL", GROUPS])
def test_a_world_from_files_is_the_world_from_the_same_numbers_to_the_last_digit(tmp_path, sectors):
    options = {"sectors": sectors}
    if sectors is GROUPS:
        shares = VALUE_ADDED.with_columns(pl.col("value") / pl.col("value").sum().over("economy"))
        options |= {"value_added": shares, "inputs": Roundabout(0.5)}
    whole = from_files(tmp_path, **options)
    for trade, gdp in in_other_forms():
        table = trade_table(trade, year=2023, classification="HS22")
        again = build_world(table, gdp=gdp, **options)
        assert again.world.fingerprint == whole.world.fingerprint
        assert again.report.moved == whole.report.moved
    assert build_world(trade, gdp=gdp, year=2023, **options).world.fingerprint == (
        whole.world.fingerprint
    )


TRADE = np.array([[0.0, 2.0, 3.0], [1.0, 0.0, 4.0], [7.0, 5.0, 0.0]])
ONE = LabelledArray(TRADE, {"exporter": ["A", "B", "C"], "importer": ["A", "B", "C"]})
GDP = {"A": 20.0, "B": 50.0, "C": 8.0}


def one_sector(**options):
    return build_world(ONE, **{"gdp": GDP, "year": 2020} | options)


def test_sales_at_home_are_output_less_exports_by_hand():
    """A: 20 − 5, B: 50 − 5, C sells 12 abroad of an output of 8: nothing at home, 4 too many."""
    built = one_sector()
    assert np.diagonal(built.world.flow[:, :, 0]).tolist() == [15.0, 45.0, 0.0]
    # Spending is output, imports less exports: 20 + 8 − 5 and so on.
    assert built.world.expenditure[:, 0].tolist() == [23.0, 52.0, 7.0]
    assert built.world.value_added.tolist() == [20.0, 50.0, 12.0]
    (cell,) = built.report.floored
    assert (cell.economy, cell.sector, cell.residual, cell.exports) == ("C", "ALL", -4.0, 12.0)
    assert [m.floored for m in built.report.moved] == [0.0, 0.0, 4.0]
    assert built.report.moved[2].change == 0.5


def test_tariff_revenue_is_part_of_output_at_market_prices_by_hand():
    """A charges 10 % on imports of 8: of an output of 20, 19.2 is value added, 14.2 stays."""
    rate = LabelledArray(np.array([0.1, 0.0, 0.0]), {"importer": ["A", "B", "C"]})
    world = one_sector(tariffs=rate).world
    assert world.revenue[0] == pytest.approx(0.8, rel=ATLAS_TEXT)
    assert world.value_added[0] == pytest.approx(19.2, rel=ATLAS_TEXT)
    assert world.flow[0, 0, 0] == pytest.approx(14.2, rel=ATLAS_TEXT)
    assert world.value_added[0] + world.revenue[0] == pytest.approx(20.0, rel=ATLAS_TEXT)


def test_what_moved_adds_up_to_what_was_floored():
    report = one_sector().report
    gained = sum(m.value_added - m.given for m in report.moved)
    assert gained == pytest.approx(sum(m.floored for m in report.moved), rel=ATLAS_TEXT)
    assert gained == pytest.approx(-sum(cell.residual for cell in report.floored), rel=ATLAS_TEXT)


def test_a_roundabout_world_keeps_output_and_makes_more_to_sell():
    """Value added is half of revenue: 40 is made of 20; inputs are 20, bought from everyone."""
    world = one_sector(inputs=Roundabout(0.5)).world
    assert world.output[0, 0] == pytest.approx(40.0, rel=ATLAS_TEXT)
    assert world.value_added[0] == pytest.approx(20.0, rel=ATLAS_TEXT)
    assert world.input_share[0, 0, 0] == pytest.approx(0.5, rel=ATLAS_TEXT)


def test_output_per_value_added_scales_what_is_made():
    built = one_sector(output_per_value_added=1.5)
    assert built.world.output[0, 0] == 30.0
    assert built.report.moved[0].change == pytest.approx(0.5, rel=ATLAS_TEXT)


@st.composite
def some_worlds(draw):
    """Random trade between three to five economies in one to three sectors, and what is known."""
    n, s = draw(st.integers(3, 5)), draw(st.integers(1, 3))
    seed = draw(st.integers(0, 2**31))
    random = np.random.default_rng(seed)
    codes = [f"E{k}" for k in range(n)]
    kinds = [f"S{k}" for k in range(s)]
    values = np.exp(random.normal(0, 2, (n, n, s))) * (random.random((n, n, s)) > 0.2)
    values[np.arange(n), (np.arange(n) + 1) % n] += 0.1
    values[np.arange(n), np.arange(n)] *= float(draw(st.booleans())) * 20
    trade = LabelledArray(values, {"exporter": codes, "importer": codes, "sector": kinds})
    made = LabelledArray(np.exp(random.normal(1, 2, (n, s))), {"economy": codes, "sector": kinds})
    block = LabelledArray(
        random.dirichlet(np.ones(s + 1), (n, s))[:, :, :s].swapaxes(1, 2),
        {"economy": codes, "input": kinds, "user": kinds},
    )
    rates = LabelledArray(random.uniform(0, 0.4, (n, s)), {"importer": codes, "sector": kinds})
    purchases = LabelledArray(10 * block.values, block.labels)
    inputs = draw(st.sampled_from([Roundabout(0.4), InputShares(block), InputPurchases(purchases)]))
    home = bool(np.einsum("iis->", values))
    return {
        "trade": trade,
        "tariffs": rates,
        "inputs": inputs,
        "value_added": None if home else made,
        "year": 2020,
    }


@settings(max_examples=40)
@given(some_worlds())
def test_every_identity_holds_whatever_was_given(given_):
    built = build_world(**given_)
    assert check_world(built.world).worst.worst <= IDENTITY
    assert (built.world.value_added_share >= 0).all()
    assert all(np.isfinite(m.value_added) and m.inputs_moved >= 0 for m in built.report.moved)


@settings(max_examples=20)
@given(some_worlds(), st.randoms())
def test_the_order_of_economies_moves_nothing_but_their_order(given_, random):
    whole = build_world(**given_).world
    order = list(whole.economies)
    random.shuffle(order)
    again = build_world(**given_, economies=order).world
    assert again.economies == tuple(order)
    at = [whole.economies.index(code) for code in order]
    np.testing.assert_allclose(again.spending, whole.spending[np.ix_(at, at)], rtol=ATLAS_TEXT)
    np.testing.assert_allclose(again.input_share, whole.input_share[at], rtol=0, atol=ATLAS_BALANCE)


def test_only_economies_whose_inputs_do_not_fit_are_balanced():
    """B's users of inputs pay more than B spends on them; those of A and C fit, and do not move."""
    shares = np.full((3, 2, 2), 0.1)
    shares[1, 0] = 0.8
    labels = {"economy": ["A", "B", "C"], "input": ["X", "Y"], "user": ["X", "Y"]}
    values = np.stack([TRADE + 10 * np.eye(3), TRADE + 30 * np.eye(3)], axis=2)
    trade = LabelledArray(
        values, {"exporter": ["A", "B", "C"], "importer": ["A", "B", "C"], "sector": ["X", "Y"]}
    )
    built = build_world(trade, inputs=InputShares(LabelledArray(shares, labels)), year=2020)
    moved = {m.economy: m.inputs_moved for m in built.report.moved}
    assert moved["A"] == moved["C"] == 0.0
    assert moved["B"] > 0.05
    np.testing.assert_array_equal(built.world.input_share[[0, 2]], shares[[0, 2]])
    assert any("Balancing moved inputs of 1 economies: B" in note for note in built.world.notes)


def test_purchases_that_fit_are_kept_to_the_dollar():
    values = np.stack([TRADE + 10 * np.eye(3), TRADE + 30 * np.eye(3)], axis=2)
    trade = LabelledArray(
        values, {"exporter": ["A", "B", "C"], "importer": ["A", "B", "C"], "sector": ["X", "Y"]}
    )
    labels = {"economy": ["A", "B", "C"], "input": ["X", "Y"], "user": ["X", "Y"]}
    bought = LabelledArray(np.full((3, 2, 2), 1.25), labels)
    world = build_world(trade, inputs=InputPurchases(bought), year=2020).world
    money = world.input_share * world.output[:, None, :]
    np.testing.assert_allclose(money, 1.25, rtol=ATLAS_TEXT)


@pytest.mark.parametrize("structure", ["gravity_2003", "caliendo_parro_2015"])
def test_the_world_that_was_built_can_be_solved(tmp_path, structure):
    """A tariff of the United States on everyone costs China real income."""
    options = {"sectors": GROUPS, "value_added": VALUE_ADDED, "inputs": Roundabout(0.5)}
    flows, countries = own.baci_file(tmp_path)
    world = build_world(read_baci(flows, countries=countries), **options).world
    tariff = world.tariff.copy()
    tariff[[0, 1], 2] = 0.25
    solved = solve(world, tariff, structure=preset(structure, world))
    assert solved.real_income_hat[0] < 1.0


def test_a_world_of_one_sector_solves_as_gravity():
    world = one_sector(elasticities=5.0).world
    tariff = world.tariff.copy()
    tariff[1, 0] = 0.5
    solved = solve(world, tariff, structure=preset("gravity_2003", world))
    assert world.elasticity == "uniform_5"
    assert solved.real_income_hat[1] < 1.0


def test_products_become_the_sectors_of_the_default_world(tmp_path):
    known = read_product_sectors(own.concordance_file(tmp_path))
    rows = [
        (code, sector, value)
        for code, values in zip(own.PLACES, ((0.1, 0.2, 0.1, 0.3),) * 3, strict=True)
        for sector, value in zip(("AGR", "TEX", "ELE", "SVC"), values, strict=True)
    ]
    made = pl.DataFrame(rows, schema=["economy", "sector", "value"], orient="row")
    flows, countries = own.baci_file(tmp_path)
    built = build_world(
        read_baci(flows, countries=countries),
        value_added=made,
        output_per_value_added=2.0,
        sectors=known,
        elasticities="fontagne_2022",
    )
    world = built.world
    assert world.sectors == ("AGR", "TEX", "ELE", "SVC")
    assert world.sector_names[1] == "Textiles and apparel"
    assert world.services == ("SVC",)
    assert world.flow[0, 2, 0] == pytest.approx((1200 + 0.125) / 1e6, rel=ATLAS_TEXT)
    assert world.flow[0, 2, 3] == 0.0
    assert world.output[0, 3] == pytest.approx(0.6, rel=ATLAS_TEXT)
    assert any(origin.id.startswith("trade-elasticities") for origin in world.origins)


def test_the_others_become_the_rest_of_the_world(tmp_path):
    built = from_files(tmp_path, sectors="ALL", economies=["USA"])
    assert built.world.economies == ("USA", "ROW")
    assert built.world.economy_names[1] == "Rest of the world"
    assert built.report.moved[1].given == pytest.approx((17.8e7 + 3.4e7) / 1e9, rel=ATLAS_TEXT)
    bought = own.flows()[:2, 2].sum()
    assert built.world.flow[1, 0, 0] == pytest.approx(bought, rel=ATLAS_TEXT)


def test_the_rest_of_the_world_may_be_given_as_one():
    whole = one_sector(economies=["A"]).world
    gdp = {"A": 20.0, "ROW": 58.0}
    assert one_sector(gdp=gdp, economies=["A"]).world.fingerprint == whole.fingerprint
    made = LabelledArray(np.array([20.0, 58.0]), {"economy": ["A", "ROW"]})
    again = one_sector(gdp=None, value_added=made, economies=["A"]).world
    assert again.fingerprint == whole.fingerprint


def test_places_without_output_are_left_out_and_their_trade_is_counted(tmp_path):
    flows, countries = own.baci_file(tmp_path)
    gdp = read_wdi(own.wdi_file(tmp_path, without=("PAK",)), year=2023)
    built = build_world(read_baci(flows, countries=countries), gdp=gdp, sectors="ALL")
    assert built.world.economies == ("CHN", "USA")
    (dropped,) = built.report.dropped
    assert dropped.what == ("PAK",)
    gone = own.flows()[1].sum() + own.flows()[:, 1].sum()
    assert dropped.trade == pytest.approx(gone, rel=ATLAS_TEXT)
    assert dropped.share == pytest.approx(gone / own.flows().sum(), rel=ATLAS_TEXT)
    assert any("1 left out (no output (GDP) is known)" in note for note in built.world.notes)
    with pytest.raises(WorldError, match=r"no output \(GDP\) of PAK"):
        build_world(
            read_baci(flows, countries=countries), gdp=gdp, sectors="ALL", economies=["PAK"]
        )


def test_years_that_differ_are_said(tmp_path):
    flows, countries = own.baci_file(tmp_path)
    gdp = read_wdi(own.wdi_file(tmp_path, year="2021"), year=2021)
    built = build_world(read_baci(flows, countries=countries), gdp=gdp, sectors="ALL")
    assert "Output is that of 2021, trade that of 2023." in built.report.assumed
    assert [origin.id for origin in built.report.origins] == [
        "baci-hs22-2023",
        "wdi-ny-gdp-mktp-cd-2021",
    ]


def test_itpd_brings_its_own_sales_at_home(tmp_path):
    rows = [
        itpd_e_row(seller, buyer, industry, str(value))
        for industry, scale in (("1", 1), ("28", 3))
        for seller, buyer, value in (
            ("PAK", "PAK", 900),
            ("USA", "USA", 2000),
            ("PAK", "USA", 30),
            ("USA", "PAK", 40),
        )
        for value in (value * scale,)
    ]
    rows.append(itpd_e_row("IND", "PAK", "1", "7"))
    built = build_world(
        read_itpd(itpd_e(tmp_path, rows), year=2019),
        gdp={"PAK": 5.0, "USA": 9.0},
        inputs=Roundabout(0.5),
    )
    world = built.world
    assert (world.economies, world.sectors) == (("PAK", "USA"), ("1", "28"))
    assert world.flow[0, 0].tolist() == pytest.approx([0.9, 2.7], rel=ATLAS_TEXT)
    # India sells and never buys: nothing can be said of what it makes.
    assert built.report.dropped[0].what == ("IND",)
    assert built.report.moved[0].given == 5.0
    assert any("only compared with" in line for line in built.report.assumed)


def rates(rows, **options):
    frame = pl.DataFrame(rows, schema=["exporter", "importer", "product", "rate"], orient="row")
    return rate_table(frame, year=2023, **{"classification": "HS22"} | options)


def test_a_tariff_is_the_mean_over_products_weighted_with_trade(tmp_path):
    """The United States charge everyone 10 and 20 %; Pakistan pays nothing on the second."""
    on_all = rates([(None, "USA", "520100", 0.1), (None, "USA", "630260", 0.2)])
    own_rate = rates([("PAK", "USA", "630260", 0.0)], kind="preferential")
    built = from_files(tmp_path, sectors="ALL", tariffs=[on_all, own_rate])
    world = built.world
    value = own.flows()[:, 2]
    china = (0.1 * value[0, 1] + 0.2 * value[0, 2]) / (value[0, 1] + value[0, 2])
    pakistan = 0.1 * value[1, 1] / (value[1, 1] + value[1, 2])
    assert world.tariff[0, 2, 0] == pytest.approx(china, rel=ATLAS_TEXT)
    assert world.tariff[1, 2, 0] == pytest.approx(pakistan, rel=ATLAS_TEXT)
    assert world.tariff[:, :2].max() == 0.0
    found = built.report.tariffs
    covered = value[:2, 1:3].sum() / own.flows().sum()
    assert found.covered == pytest.approx(covered, rel=ATLAS_TEXT)
    assert (found.tables, found.cells, found.missing) == (2, 6, 4)
    # The order of the tables does not matter: a rate of one's own goes before that on everyone.
    again = from_files(tmp_path, sectors="ALL", tariffs=[own_rate, on_all]).world
    assert again.fingerprint == world.fingerprint


def test_preferences_count_only_beside_rates_on_everyone_and_by_product(tmp_path):
    line = [("PAK", "USA", "630260", 0.0)]
    with pytest.raises(SourceError, match="rates on everyone"):
        from_files(tmp_path, sectors="ALL", tariffs=rates(line, kind="preferential"))
    on_all = rates([(None, "USA", "630260", 0.2)])
    other = rates(line, kind="preferential", classification="HS2017")
    with pytest.raises(SourceError, match="by HS2017 cannot be matched"):
        from_files(tmp_path, sectors="ALL", tariffs=[on_all, other])


def test_rates_in_another_edition_are_simple_means(tmp_path):
    other = rates(
        [(None, "USA", "520100", 0.1), (None, "USA", "630260", 0.2)], classification="HS2017"
    )
    built = from_files(tmp_path, sectors="ALL", tariffs=other)
    assert built.world.tariff[0, 2, 0] == pytest.approx(0.15, rel=ATLAS_TEXT)
    assert any("HS2017 are simple means" in line for line in built.report.assumed)


def test_rates_on_everyone_do_not_hold_within_the_european_union():
    places = ["DEU", "FRA", "USA"]
    trade = LabelledArray(TRADE, {"exporter": places, "importer": places})
    rate = LabelledArray(np.array([0.05, 0.05]), {"importer": ["DEU", "FRA"]})
    built = build_world(
        trade, gdp=dict(zip(places, (20.0, 50.0, 28.0), strict=True)), tariffs=rate, year=2023
    )
    assert built.world.tariff[:, :, 0].tolist() == [[0, 0, 0], [0, 0, 0], [0.05, 0.05, 0]]
    assert built.report.tariffs.missing == 2


def test_tariffs_within_a_group_are_left_out_and_said():
    rate = LabelledArray(np.full(3, 0.1), {"importer": ["A", "B", "C"]})
    built = one_sector(tariffs=rate, economies={"AB": ["A", "B"]})
    assert built.world.economies == ("AB", "ROW")
    np.testing.assert_allclose(
        built.world.tariff[:, :, 0], [[0.0, 0.1], [0.1, 0.0]], rtol=ATLAS_TEXT
    )
    assert any("Tariffs within AB are left out" in line for line in built.report.assumed)


def test_a_rate_where_nothing_is_traded_is_the_simple_mean():
    values = TRADE.copy()
    values[0, 1] = 0.0
    trade = LabelledArray(values, {"exporter": list("ABC"), "importer": list("ABC")})
    rate = LabelledArray(np.full(3, 0.1), {"importer": list("ABC")})
    world = build_world(trade, gdp=GDP, tariffs=rate, year=2020).world
    assert world.tariff[0, 1, 0] == pytest.approx(0.1, rel=ATLAS_TEXT)


SECTORS_3 = {"exporter": list("ABC"), "importer": list("ABC"), "sector": ["X", "Y"]}
TWO = LabelledArray(np.stack([TRADE, 2 * TRADE], axis=2), SECTORS_3)
AT_HOME = LabelledArray(TRADE + np.eye(3), {"exporter": list("ABC"), "importer": list("ABC")})
MADE = LabelledArray(np.full((3, 2), 9.0), {"economy": list("ABC"), "sector": ["X", "Y"]})

HOSTILE = {
    "no output": (WorldError, {"gdp": None}, "does not say what economies make"),
    "no year": (WorldError, {"year": None}, "Give `year`"),
    "output without sectors": (WorldError, {"trade": TWO}, "says nothing of its 2 sectors"),
    "value added without output": (
        WorldError,
        {"trade": TWO, "gdp": None, "value_added": MADE},
        "Give `output_per_value_added`, or `inputs`",
    ),
    "both output ratio and inputs": (
        WorldError,
        {"inputs": Roundabout(0.5), "output_per_value_added": 2.0},
        "Give one of the two",
    ),
    "a ratio below one": (SourceError, {"output_per_value_added": 0.5}, "is below one"),
    "shares that are money": (
        SourceError,
        {"trade": TWO, "value_added": MADE},
        "the shares of A sum to 18, not to one",
    ),
    "sales at home and value added": (
        WorldError,
        {"trade": AT_HOME, "gdp": None, "value_added": MADE},
        "trade has sales at home",
    ),
    "a bundle of nothing": (SourceError, {"inputs": Roundabout(0.0)}, "not above zero"),
    "inputs that are no inputs": (WorldError, {"inputs": 0.5}, "Give Roundabout"),
    "inputs that cost all": (
        SourceError,
        {
            "inputs": InputShares(
                LabelledArray(
                    np.full((3, 1, 1), 1.0),
                    {"economy": list("ABC"), "input": ["ALL"], "user": ["ALL"]},
                )
            )
        },
        "buys inputs for all that it earns",
    ),
    "inputs of another world": (
        SourceError,
        {
            "inputs": InputShares(
                LabelledArray(
                    np.full((3, 1, 1), 0.5),
                    {"economy": list("ABC"), "input": ["FOO"], "user": ["FOO"]},
                )
            )
        },
        "FOO is no input of this world",
    ),
    "an economy nobody knows": (UnknownCodeError, {"economies": ["A", "D"]}, "unknown economy 'D'"),
    "an economy in two groups": (
        WorldError,
        {"economies": {"X": ["A", "B"], "Y": ["B"]}},
        "in the groups 'X' and 'Y'",
    ),
    "economies as text": (WorldError, {"economies": "A,B"}, "is no list of economies"),
    "an economy twice": (WorldError, {"economies": ["A", "A"]}, "listed twice"),
    "a group of text": (WorldError, {"economies": {"X": "AB"}}, "holds no list of codes"),
    "one economy": (WorldError, {"gdp": {"A": 1.0}}, "two economies at least"),
    "a product nobody trades": (UnknownCodeError, {"sectors": {"X": ["TEX"]}}, "product 'TEX'"),
    "an elasticity of zero": (SourceError, {"elasticities": 0.0}, "no trade elasticity"),
    "elasticities of other sectors": (UnknownCodeError, {"elasticities": {"X": 4.0}}, "'X'"),
    "an elasticity missing": (
        SourceError,
        {"elasticities": {}},
        "there is none of ALL",
    ),
    "a set nobody published": (UnknownCodeError, {"elasticities": "mine"}, "elasticity set 'mine'"),
    "a set for other sectors": (
        WorldError,
        {"elasticities": "fontagne_2022"},
        "no elasticity of sector 'ALL'",
    ),
    "tariffs of other sectors": (
        SourceError,
        {
            "trade": TWO,
            "gdp": None,
            "value_added": MADE,
            "inputs": Roundabout(0.5),
            "tariffs": LabelledArray(np.ones((1, 1)), {"importer": ["A"], "sector": ["Z"]}),
        },
        "Its sectors are X, Y",
    ),
    "bound rates": (
        SourceError,
        {"tariffs": rates([(None, "A", "ALL", 0.1)], kind="bound")},
        "nobody need charge them",
    ),
    "tariffs beyond output": (
        WorldError,
        {"tariffs": LabelledArray(np.full(3, 9.0), {"importer": list("ABC")})},
        "tariff revenue",
    ),
    "trade of another year": (
        WorldError,
        {"trade": trade_table(ONE, year=2019)},
        "trade is of 2019, not of 2020",
    ),
    "thousands of products": (
        WorldError,
        {
            "trade": pl.DataFrame(
                {
                    "exporter": ["A", "B"] * 500,
                    "importer": ["B", "A"] * 500,
                    "product": [f"{k:06d}" for k in range(500) for _ in range(2)],
                    "value": 1.0,
                }
            )
        },
        "500 products are too many to be sectors",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_does_not_go_together_is_refused_with_the_remedy(case):
    kind, changed, said = HOSTILE[case]
    with pytest.raises(kind) as caught:
        build_world(**{"trade": ONE, "gdp": GDP, "year": 2020} | changed)
    assert isinstance(caught.value, InputError)
    assert said in str(caught.value)


def test_building_imports_neither_jax_nor_the_frames_of_others():
    code = (
        "import sys, tradetalks.atlas.own.build\n"
        "sys.exit(bool({'jax', 'pandas', 'xarray', 'pyarrow'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
