"""Sources are listed once, completely, and the page in the repository is the current one."""

from pathlib import Path

import pytest

from tradetalks.atlas.catalogue import as_markdown, origins, origins_in
from tradetalks.atlas.places import EU_MEMBERS, economies, economy_name, inside, places
from tradetalks.atlas.sectors import SECTORS, SERVICES
from tradetalks.errors import UnknownCodeError

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tradetalks"


def test_every_table_that_ships_has_an_origin_in_its_folder():
    tables = [*PACKAGE.rglob("*.npz"), *PACKAGE.rglob("*.parquet"), *PACKAGE.rglob("*.csv")]
    made_here = {"balancing.csv", "repairs.csv"}
    for table in tables:
        folder_has_one = any(table.parent.glob("*.origin.toml"))
        assert folder_has_one or table.name in made_here, table


def test_ids_are_unique_and_every_source_has_a_licence_and_a_citation():
    found = origins()
    assert len({origin.id for origin in found}) == len(found)
    for origin in found:
        assert origin.licence, origin.id
        assert origin.citation, origin.id
    assert {"oecd-icio-flows-2022", "applied-tariffs-2021", "protee"} <= {o.id for o in found}


def test_the_page_of_sources_is_current():
    page = (ROOT / "DATA_SOURCES.md").read_text(encoding="utf-8")
    assert page == as_markdown(origins()), (
        "run: python -m tradetalks.atlas.catalogue > DATA_SOURCES.md"
    )


def test_the_tariffs_own_origin_says_plainly_that_no_licence_was_found():
    tariffs = next(origin for origin in origins() if origin.id == "applied-tariffs-2021")
    assert "No licence was found" in tariffs.licence
    assert "replaced" in tariffs.licence


def test_a_folder_without_origins_has_none(tmp_path):
    assert origins_in(tmp_path) == ()


def test_every_country_is_in_exactly_one_economy():
    held = [place.code for code in economies() for place in inside(code)]
    assert sorted(held) == sorted(places())
    assert len(held) == len(set(held))


@pytest.mark.parametrize("code", ["LKA", "QAT", "KWT", "IRN", "AFG", "AGO", "COD", "STP"])
def test_countries_without_an_economy_are_in_the_rest_of_the_world(code):
    assert code in {place.code for place in inside("ROW")}


def test_names_are_the_customary_ones_and_unknown_codes_offer_the_nearest():
    assert economy_name("PAK") == "Pakistan"
    assert economy_name("ROW") == "Rest of the world"
    assert economy_name("VNM") == "Viet Nam"
    with pytest.raises(UnknownCodeError, match="PAK"):
        economy_name("PKA")
    with pytest.raises(UnknownCodeError):
        inside("LKA")


def test_the_union_has_27_members_all_with_an_economy():
    assert len(EU_MEMBERS) == 27
    assert set(EU_MEMBERS) <= set(economies())


def test_sectors_cover_isic_without_overlap():
    divisions = [division for sector in SECTORS for division in sector.isic]
    assert len(divisions) == len(set(divisions))
    assert SERVICES == ("SVC",)
