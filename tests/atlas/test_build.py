"""How the default world's pieces are made: duties, repairs, structure, elasticities."""

import numpy as np
import pytest

from tests.tolerances import ATLAS_TEXT
from tradetalks.atlas.build.corrections import Correction, corrected
from tradetalks.atlas.build.duties import PRIOR_IMPORTS_USD, us_rates
from tradetalks.atlas.build.elasticities import (
    MAPPINGS,
    by_first_industry,
    elasticity_sets,
    read_published,
)
from tradetalks.atlas.build.raw import ELASTICITIES, read_flows, read_structure
from tradetalks.atlas.build.structure import by_sector, shares_of
from tradetalks.atlas.build.tariffs import Rates, repair
from tradetalks.atlas.places import EU_MEMBERS, economies
from tradetalks.atlas.sectors import SECTOR_CODES
from tradetalks.errors import SourceError

HEAD = (
    "CTY_CODE,CTY_NAME,sector,imports_2024_usd,duty_2024_usd,method,applied_2024_pct,"
    "increase_sep2025_pp,ISO3"
)


def _duties(tmp_path, *rows):
    folder = tmp_path / "us_tariffs"
    folder.mkdir()
    lines = [HEAD, *rows]
    # Every sector needs some trade in the world, in the Union and among its members.
    for code in SECTOR_CODES:
        lines.append(f"1,WORLD,{code},1e9,2e7,HS10,2,0,BRA")
        lines.append(f"3,UNION,{code},1e9,3e7,HS10,3,0,EUU")
        lines.append(f"4,GERMANY,{code},6e8,1e7,HS2,2,0,DEU")
        lines.append(f"5,ITALY,{code},4e8,5e6,HS2,1,0,ITA")
    (folder / "us_tariff_2024_by_partner_sector.csv").write_text("\n".join(lines))
    return us_rates(tmp_path, economies())


TEX, SVC = SECTOR_CODES.index("TEX"), SECTOR_CODES.index("SVC")


def test_large_trade_sets_its_own_rate_and_a_parcel_takes_the_average(tmp_path):
    rates = _duties(
        tmp_path,
        "2,LARGE,TEX,4e9,4.6e8,HS10,11.5,0,PAK",
        "6,PARCEL,TEX,1000,900,HS2,90,0,SEN",
    )
    assert rates["PAK"][TEX] == pytest.approx(0.115, abs=1e-3)
    assert rates["SEN"][TEX] < 0.1
    assert rates["SEN"][TEX] == pytest.approx(rates["LAO"][TEX], abs=1e-3)
    assert PRIOR_IMPORTS_USD == 1e6


def test_members_of_the_union_together_pay_its_line_level_duty(tmp_path):
    rates = _duties(tmp_path)
    paid = 6e8 * rates["DEU"][TEX] + 4e8 * rates["ITA"][TEX]
    assert paid == pytest.approx(3e7, rel=0.01)
    assert rates["DEU"][TEX] / rates["ITA"][TEX] == pytest.approx((1 / 60) / (1 / 80), rel=0.01)


def test_places_without_an_economy_are_added_up_into_the_rest(tmp_path):
    rates = _duties(
        tmp_path,
        "7,KENYA,TEX,1e9,0,HS2,0,0,KEN",
        "8,SRI LANKA,TEX,3e9,4e8,HS10,13.3,0,LKA",
        "9,GAZA,TEX,0,0,HS2,0,0,",
    )
    assert rates["ROW"][TEX] == pytest.approx(0.1, abs=1e-3)
    assert rates["ROW"][SVC] == 0.0
    assert rates["USA"].max() == 0.0


def test_a_missing_file_of_duties_is_refused(tmp_path):
    with pytest.raises(SourceError, match="US duties"):
        us_rates(tmp_path, economies())


def _raw_rates():
    codes = ("ARE", "SAU", "DEU", "FRA", "GBR", "IND", "PAK", "RUS", "UKR", "USA", *_others())
    draw = np.random.default_rng(1)
    rate = draw.uniform(0.01, 0.3, (len(codes), len(codes), 22))
    rate[:, -1] = rate[-1] = 0.0
    rate[:, 1, SECTOR_CODES.index("FOO")] = 0.9
    return Rates(codes, rate)


def _others():
    named = {"ARE", "SAU", "DEU", "FRA", "GBR", "IND", "PAK", "RUS", "UKR", "USA"}
    return tuple(code for code in economies() if code not in named)


def test_every_repair_is_recorded_with_what_it_changed():
    raw = _raw_rates()
    us = {code: np.where(np.arange(22) == SVC, 0.0, 0.05) for code in raw.economies}
    mended = repair(raw, us)
    at = mended.economies.index
    assert mended.rate[:, :, SVC].max() == 0.0
    assert np.einsum("iis->is", mended.rate).max() == 0.0
    assert mended.rate[:, at("SAU"), SECTOR_CODES.index("FOO")].max() < 0.9
    assert mended.rate[at("PAK"), at("USA"), TEX] == 0.05
    assert mended.rate[at("ARE"), at("SAU"), TEX] == 0.0
    assert mended.rate[at("PAK"), at("ROW"), TEX] > 0.0
    food = next(note for note in mended.repairs if note.what.startswith("Food"))
    assert food.importers == ("SAU",)
    assert all(note.cells == 0 or note.largest > 0 for note in mended.repairs)


def test_the_rest_of_the_world_takes_the_median_and_the_union_counts_once():
    raw = _raw_rates()
    rate = raw.rate.copy()
    union = raw.at(*EU_MEMBERS)
    pak, rest = raw.at("PAK")[0], raw.at("ROW")[0]
    rate[pak, :, TEX] = 0.10
    rate[pak, union, TEX] = 0.0
    us = {code: np.zeros(22) for code in raw.economies}
    mended = repair(Rates(raw.economies, rate), us)
    assert mended.rate[pak, rest, TEX] == pytest.approx(0.10)


def test_a_rule_sets_one_direction_only_and_a_most_favoured_rate_is_the_highest():
    rate = np.zeros((3, 3, 22))
    rate[2, 1] = 0.2
    rule = Correction(
        what="x", reference="y", exporters=("A",), importers=("B",), sectors=("TEX",), rate=None
    )
    changed = corrected(rate, rule, ("A", "B", "C"))
    assert changed[0, 1, TEX] == 0.2
    assert changed[1, 0, TEX] == 0.0
    assert np.count_nonzero(changed != rate) == 1


def test_each_set_is_what_its_paper_printed(shared_data):
    sets = elasticity_sets(shared_data, read_flows(shared_data))
    theta = {name: dict(zip(SECTOR_CODES, own, strict=True)) for name, own in sets.items()}
    assert theta["fontagne_2022"]["WOO"] == 8.8
    assert theta["fontagne_2022"]["RUB"] == 6.75
    assert theta["caliendo_parro_2015"]["PET"] == 64.85
    assert theta["caliendo_parro_2015"]["OTR"] == 0.39
    assert theta["caliendo_parro_2015"]["SVC"] == 4.0
    assert theta["shapiro_2016"]["TEX"] == pytest.approx((18.56 + 9.95) / 2)
    assert theta["lashkaripour_2021"]["SVC"] == 5.0


def test_sets_that_travel_with_the_flows_agree_with_print_where_they_are_not_averaged(shared_data):
    """The flows' file merges wood with paper, rubber with minerals, cars with other transport."""
    flows = read_flows(shared_data)
    merged = {"WOO", "PAP", "RUB", "NMM", "AUT", "OTR"}
    sets = elasticity_sets(shared_data, flows)
    for name in ("fontagne_2022", "caliendo_parro_2015", "lashkaripour_lugovskyy_2023"):
        there = by_first_industry(flows, name)
        apart = {
            code
            for code, own, other in zip(SECTOR_CODES, sets[name], there, strict=True)
            if abs(own - other) > 1e-3
        }
        assert apart <= merged, name


def test_every_industry_a_mapping_names_was_published(shared_data):
    published = read_published(shared_data / ELASTICITIES)
    for name, mapping in MAPPINGS.items():
        for industries in mapping.values():
            assert set(industries) <= set(published[name])
    assert set(MAPPINGS) == set(published)


def test_sector_shares_sum_to_one_and_weigh_services_by_their_own_rows(shared_data):
    flows, structure = read_flows(shared_data), read_structure(shared_data)
    n = flows.economies.index("PAK")
    output = dict(zip(flows.industries, flows.flow[n].sum(axis=0), strict=True))
    spending = dict(zip(flows.industries, flows.flow[:, n].sum(axis=0), strict=True))
    merged = by_sector(
        shares_of(structure, "PAK"),
        industries=structure.industries,
        output=output,
        spending=spending,
        deficit=sum(spending.values()) - sum(output.values()),
    )
    total = merged.value_added_share + merged.input_share.sum(axis=0)
    np.testing.assert_allclose(total, 1.0, rtol=ATLAS_TEXT)
    assert merged.final_share.sum() == pytest.approx(1.0, rel=ATLAS_TEXT)
    services = structure.value_added_share[structure.economies.index("PAK"), 22:]
    assert services.min() < merged.value_added_share[SVC] < services.max()
    steel, other = SECTOR_CODES.index("FER"), SECTOR_CODES.index("NFM")
    own = merged.input_share[steel, steel] / merged.input_share[other, steel]
    crossed = merged.input_share[steel, other] / merged.input_share[other, other]
    assert own == pytest.approx(100 * crossed, rel=ATLAS_TEXT)


def test_an_economy_without_a_structure_takes_the_mean_of_its_proxies(shared_data):
    structure = read_structure(shared_data)
    rows = [structure.economies.index(code) for code in ("SAU", "NOR", "BRN")]
    mean = structure.input_share[rows].mean(axis=0)
    np.testing.assert_array_equal(shares_of(structure, "ARE").input_share, mean)
    assert "ARE" not in structure.economies
