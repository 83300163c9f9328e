"""Rates by sector: means that say how they were taken, and preferences that never stand alone."""

import numpy as np
import polars as pl
import pytest

from tests.tolerances import ATLAS_TEXT, IDENTITY
from tradetalks.atlas.build.product_sectors import read_product_sectors, sector_of_class
from tradetalks.atlas.build.rate_sectors import rates_by_sector
from tradetalks.atlas.build.world_rates import tariffs_for_world
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import load_world
from tradetalks.atlas.retariff import replace_tariffs
from tradetalks.atlas.sectors import SECTOR_CODES
from tradetalks.atlas.sources.tables import RATE_SCHEMA, TRADE_SCHEMA, RateTable, TradeTable
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

CONCORDANCE = """HS6,i4,GTAPcode
520100,0116,pfb
520511,1311,tex
520512,1311,tex
620342,1410,wap
720810,2410,i_s
740311,2420,nfm
854231,2610,ele
854239,2610,ele
271600,3510,ely
"""
EDITIONS = """HS6_6d,HS6_4d,HS6_2d,HS5_6d,HS5_4d,HS5_2d
520599,5205,52,520511,5205,52
"""


@pytest.fixture
def concordance(tmp_path):
    path = tmp_path / "hs2017_isic4.csv"
    path.write_text(CONCORDANCE, encoding="utf-8")
    return path


@pytest.fixture
def editions(tmp_path):
    path = tmp_path / "hs2022_hs2017.csv"
    path.write_text(EDITIONS, encoding="utf-8")
    return path


def rates(*rows, kind="most favoured nation", classification="HS2017", year=2022):
    return RateTable(
        rows=pl.DataFrame(list(rows), schema=RATE_SCHEMA, orient="row"),
        year=year,
        classification=classification,
        kind=kind,
        origins=(Origin(id=kind, title="t", producer="p", citation="c", licence="l"),),
    )


def trade(*rows, classification="HS17"):
    return TradeTable(
        rows=pl.DataFrame(list(rows), schema=TRADE_SCHEMA, orient="row"),
        year=2023,
        classification=classification,
        domestic=False,
    )


MFN = rates(
    (None, "PAK", "520511", 0.10),
    (None, "PAK", "520512", 0.20),
    (None, "PAK", "854231", 0.04),
)
PREFERENCE = rates(("CHN", "PAK", "520511", 0.0), kind="preferential")


def by_cell(table):
    return {
        (exporter, product): rate
        for exporter, _, product, rate in table.rows.sort("exporter").rows()
    }


def said(table):
    return " ".join(table.assumed)


def test_without_weights_a_sector_pays_the_simple_mean_and_the_table_says_so(concordance):
    table = rates_by_sector(MFN, concordance=concordance)
    assert by_cell(table) == pytest.approx(
        {(None, "ELE"): 0.04, (None, "TEX"): 0.15}, rel=ATLAS_TEXT
    )
    assert "simple mean" in said(table)
    assert table.classification == "sector"


def test_with_weights_it_pays_the_mean_over_what_is_imported(concordance):
    weights = trade(("CHN", "PAK", "520511", 3.0), ("USA", "PAK", "520512", 1.0))
    table = rates_by_sector(MFN, concordance=concordance, weights=weights)
    assert by_cell(table)[None, "TEX"] == pytest.approx(0.125, rel=ATLAS_TEXT)
    assert "weighted with imports of 2023" in said(table)


def test_a_sector_that_trades_nothing_pays_the_simple_mean_and_is_counted(concordance):
    weights = trade(("CHN", "PAK", "520511", 3.0))
    table = rates_by_sector(MFN, concordance=concordance, weights=weights)
    assert by_cell(table)[None, "ELE"] == 0.04
    assert "1 of 2 rates are simple means" in said(table)


def test_a_partner_is_weighted_with_what_it_sells_itself(concordance):
    own = rates(("CHN", "PAK", "520511", 0.0), ("CHN", "PAK", "520512", 0.2), kind="applied")
    weights = trade(("CHN", "PAK", "520511", 1.0), ("USA", "PAK", "520512", 9.0))
    table = rates_by_sector(own, concordance=concordance, weights=weights)
    assert by_cell(table) == {("CHN", "TEX"): 0.0}


def test_preferential_rates_alone_are_refused_because_the_rest_of_the_sector_is_missing(
    concordance,
):
    with pytest.raises(SourceError, match="otherwise"):
        rates_by_sector(PREFERENCE, concordance=concordance)


def test_products_without_a_preference_pay_what_everyone_pays(concordance):
    table = rates_by_sector(PREFERENCE, concordance=concordance, otherwise=MFN)
    cells = by_cell(table)
    assert cells["CHN", "TEX"] == pytest.approx(0.10, rel=ATLAS_TEXT)
    assert cells["CHN", "ELE"] == 0.04
    assert cells[None, "TEX"] == pytest.approx(0.15, rel=ATLAS_TEXT)
    assert table.kind == "applied"
    assert [origin.id for origin in table.origins] == ["preferential", "most favoured nation"]


def test_an_importer_with_preferences_only_is_left_out_and_named(concordance):
    both = rates(("CHN", "PAK", "520511", 0.0), ("CHN", "BGD", "520511", 0.0), kind="preferential")
    table = rates_by_sector(both, concordance=concordance, otherwise=MFN)
    assert set(table.rows["importer"]) == {"PAK"}
    assert "1 importers without a complete schedule left out: BGD" in said(table)


def test_a_mean_lies_between_the_lowest_and_the_highest_rate(concordance):
    draw = np.random.default_rng(4)
    codes = ("520511", "520512", "854231", "854239")
    table = rates(*((None, "PAK", code, float(draw.random())) for code in codes))
    weights = trade(*(("CHN", "PAK", code, float(draw.random())) for code in codes))
    means = by_cell(rates_by_sector(table, concordance=concordance, weights=weights))
    for sector, part in (("TEX", codes[:2]), ("ELE", codes[2:])):
        values = table.rows.filter(pl.col("product").is_in(part))["rate"]
        assert values.min() <= means[None, sector] <= values.max()


def test_products_of_another_edition_go_by_concordance_code_or_heading(concordance, editions):
    table = rates(
        (None, "PAK", "520599", 0.1), (None, "PAK", "854290", 0.2), classification="HS2022"
    )
    known = rates_by_sector(table, concordance=concordance, editions=editions)
    assert set(by_cell(known)) == {(None, "TEX"), (None, "ELE")}
    assert "1 products took the sector of their heading" in said(known)
    assert "same code" not in said(known)
    assert "HS2022 were looked up under the same code" in said(
        rates_by_sector(table, concordance=concordance)
    )


def test_products_without_a_sector_and_services_are_left_out_and_counted(concordance):
    table = rates(*MFN.rows.rows(), (None, "PAK", "999999", 0.3), (None, "PAK", "271600", 0.3))
    result = rates_by_sector(table, concordance=concordance)
    assert by_cell(result) == by_cell(rates_by_sector(MFN, concordance=concordance))
    assert "1 products without a sector left out: 999999" in said(result)
    assert "1 products of service industries left out" in said(result)


@pytest.mark.parametrize(
    ("industry", "sector"),
    [
        ("0116", "AGR"),
        ("2410", "FER"),
        ("2431", "FER"),
        ("2420", "NFM"),
        ("2432", "NFM"),
        ("1410", "TEX"),
        ("2100", "PHA"),
        ("3510", "SVC"),
    ],
)
def test_classes_find_their_sector_and_steel_is_told_from_other_metals(industry, sector):
    assert sector_of_class(industry) == sector


def test_the_concordance_of_the_united_nations_reaches_every_sector(shared_data):
    folder = shared_data / "concordances"
    known = read_product_sectors(
        folder / "hs2017_hs6_isic4_gtap.csv", editions=folder / "hs2022_hs2017.csv"
    )
    assert set(known.by_product.values()) == set(SECTOR_CODES)
    assert known.by_product["520100"] == "AGR"
    assert len(known.earlier) == 5613


@pytest.mark.parametrize("spelling", ["HS17", "HS2017", "H5"])
def test_an_edition_has_several_spellings(concordance, spelling):
    weights = trade(("CHN", "PAK", "520511", 3.0), classification=spelling)
    assert rates_by_sector(MFN, concordance=concordance, weights=weights).rows.height == 2


def test_trade_and_rates_of_two_editions_are_refused(concordance):
    weights = trade(("CHN", "PAK", "520511", 3.0), classification="HS22")
    with pytest.raises(SourceError, match="one edition"):
        rates_by_sector(MFN, concordance=concordance, weights=weights)


def test_rates_that_are_not_by_product_are_refused(concordance):
    with pytest.raises(SourceError, match="'ISIC 3', not by the Harmonised System"):
        rates_by_sector(
            rates((None, "PAK", "17", 0.1), classification="ISIC 3"), concordance=concordance
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HS6,i4\n52010,0116\n", "line 2: '52010' in column 'HS6'"),
        ("HS6,i4\n520100,01\n", "line 2: '01' in column 'i4'"),
        ("HS6,i4\n520100,0116\n520100,1311\n", "line 3: 520100 is also in line 2"),
        ("HS6,isic\n520100,0116\n", "there is no column 'i4'"),
        ("", "is empty"),
    ],
)
def test_a_damaged_concordance_is_refused_with_its_line(concordance, text, words):
    concordance.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        rates_by_sector(MFN, concordance=concordance)
    assert words in str(caught.value)
    assert "hs2017_isic4.csv" in str(caught.value)


def test_a_rate_on_everyone_goes_to_every_seller_but_the_importer_itself(concordance):
    world = load_world()
    result = tariffs_for_world(world, rates_by_sector(MFN, concordance=concordance))
    pak, tex = world.economy_index("PAK"), world.sector_index("TEX")
    others = [n for n in range(len(world.economies)) if n != pak]
    np.testing.assert_allclose(result.tariff[others, pak, tex], 0.15, rtol=ATLAS_TEXT)
    assert result.tariff[pak, pak, tex] == world.tariff[pak, pak, tex]
    assert np.array_equal(result.tariff[~result.given], world.tariff[~result.given])


def test_a_preference_goes_before_the_rate_on_everyone(concordance):
    world = load_world()
    table = rates_by_sector(PREFERENCE, concordance=concordance, otherwise=MFN)
    tariff = tariffs_for_world(world, table).tariff
    tex, pak = world.sector_index("TEX"), world.economy_index("PAK")
    assert tariff[world.economy_index("CHN"), pak, tex] == pytest.approx(0.10, rel=ATLAS_TEXT)
    assert tariff[world.economy_index("USA"), pak, tex] == pytest.approx(0.15, rel=ATLAS_TEXT)


def test_members_of_the_union_charge_each_other_what_they_did(concordance):
    world = load_world()
    union = rates(*((None, code, "520511", 0.12) for code in ("DEU", "FRA")))
    tariff = tariffs_for_world(world, rates_by_sector(union, concordance=concordance)).tariff
    deu, fra, pak = (world.economy_index(code) for code in ("DEU", "FRA", "PAK"))
    tex = world.sector_index("TEX")
    assert tariff[deu, fra, tex] == world.tariff[deu, fra, tex]
    assert tariff[pak, fra, tex] == pytest.approx(0.12, rel=ATLAS_TEXT)


def test_places_inside_the_rest_of_the_world_are_left_out_and_named(concordance):
    world = load_world()
    table = rates_by_sector(
        rates(*MFN.rows.rows(), (None, "LKA", "520511", 0.5)), concordance=concordance
    )
    result = tariffs_for_world(world, table)
    rest = world.economy_index("ROW")
    assert np.array_equal(result.tariff[:, rest], world.tariff[:, rest])
    assert "LKA" in said(result)


def test_bound_rates_and_rates_by_product_are_no_tariffs_of_a_world(concordance):
    world = load_world()
    bound = rates(*MFN.rows.rows(), kind="bound")
    for table in (rates_by_sector(bound, concordance=concordance), MFN):
        with pytest.raises(SourceError, match="no tariffs of a world"):
            tariffs_for_world(world, table)


def test_a_world_with_the_rates_given_still_balances(concordance):
    world = load_world()
    table = rates_by_sector(PREFERENCE, concordance=concordance, otherwise=MFN)
    result = tariffs_for_world(world, table)
    again = replace_tariffs(world, result.tariff, origins=table.origins)
    assert check_world(again).worst.worst < IDENTITY
    assert again.origins[-1].id == "most favoured nation"
