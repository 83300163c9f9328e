"""The world that ships: its accounts, its known weaknesses, and that the raw files give it back."""

import hashlib
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from tests.tolerances import ATLAS_REBUILD, ATLAS_SHIPPED, ATLAS_TEXT, IDENTITY
from tradetalks.atlas.build.corrections import corrections
from tradetalks.atlas.build.default import build_default
from tradetalks.atlas.build.raw import DUTIES, ELASTICITIES, FLOWS, PROTEE, STRUCTURE
from tradetalks.atlas.build.report import Movement
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import default_from, load_world
from tradetalks.atlas.places import EU_MEMBERS, economies
from tradetalks.atlas.report import balancing_report
from tradetalks.atlas.sectors import SECTOR_CODES, SECTORS
from tradetalks.errors import WorldError

WORLD = load_world()
TABLES = Path(__file__).parents[2] / "src" / "tradetalks" / "atlas" / "data" / "default"


def _at(*codes):
    places = [WORLD.economy_index(code) for code in codes[:2]]
    return (*places, *(WORLD.sector_index(code) for code in codes[2:]))


def test_it_has_78_economies_and_22_sectors_in_the_agreed_order():
    assert WORLD.economies == economies()
    assert len(WORLD.economies) == 78
    assert list(WORLD.economies[:-1]) == sorted(WORLD.economies[:-1])
    assert WORLD.economies[-1] == "ROW"
    assert WORLD.sectors == SECTOR_CODES
    assert len(WORLD.sectors) == 22
    assert WORLD.services == ("SVC",)
    assert WORLD.year == 2022


def test_every_identity_holds_to_rounding():
    for residual in check_world(WORLD).residuals:
        assert residual.worst < IDENTITY, residual


def test_all_the_elasticity_sets_ship_and_the_default_is_fontagne():
    assert WORLD.elasticity == "fontagne_2022"
    assert set(WORLD.elasticities) == {
        "fontagne_2022",
        "caliendo_parro_2015",
        "shapiro_2016",
        "lashkaripour_lugovskyy_2023",
        "giri_yi_yilmazkuday_2021",
        "bagwell_staiger_yurukoglu_2021",
        "lashkaripour_2021",
        "in_sample",
        "uniform_4",
        "protee",
    }
    assert all((theta > 0).all() for theta in WORLD.elasticities.values())


def test_the_known_weakness_of_pakistans_levels_is_said_with_both_figures():
    note = next(note for note in WORLD.notes if note.startswith("Pakistan"))
    value_added = WORLD.value_added[WORLD.economy_index("PAK")]
    assert f"about {value_added:.0f} billion" in note
    assert "375 billion" in note
    pak = WORLD.economy_index("PAK")
    exports = WORLD.flow[pak].sum() - WORLD.flow[pak, pak].sum()
    assert exports == pytest.approx(28.8, abs=0.05)


def test_missing_countries_and_the_years_of_each_table_are_said():
    said = " ".join(WORLD.notes)
    for words in ("Sri Lanka", "Qatar", "Kuwait", "Iran", "Afghanistan", "2020", "2021", "2024"):
        assert words in said


def test_world_income_and_the_largest_economies_are_of_the_published_size():
    """GDP of 2022 in the World Development Indicators, trillion dollars; basic prices are lower."""
    published = {"USA": 26.0, "CHN": 17.9, "JPN": 4.3, "DEU": 4.1, "IND": 3.4, "GBR": 3.1}
    for code, trillion in published.items():
        own = WORLD.value_added[WORLD.economy_index(code)] / 1000
        assert 0.85 * trillion < own < 1.05 * trillion, code


def test_nobody_taxes_services_or_its_own_goods():
    assert WORLD.tariff[:, :, WORLD.sector_index("SVC")].max() == 0.0
    assert np.einsum("iis->is", WORLD.tariff).max() == 0.0


@pytest.mark.parametrize("rule", corrections(), ids=lambda rule: rule.what[:40])
def test_a_rule_of_public_law_holds_in_the_tariffs_that_ship(rule):
    for importer in rule.importers:
        others = set(rule.exporters or WORLD.economies) - {importer, "ROW"}
        kinds = [WORLD.sector_index(code) for code in rule.sectors]
        rates = WORLD.tariff[[WORLD.economy_index(code) for code in others]]
        rates = rates[:, WORLD.economy_index(importer)][:, kinds]
        if rule.rate is not None:
            assert np.unique(rates).tolist() == [rule.rate]
        else:
            assert (rates > 0).any()
        assert rule.reference


def test_the_union_charges_outsiders_but_not_members():
    inside = [WORLD.economy_index(code) for code in EU_MEMBERS]
    assert WORLD.tariff[np.ix_(inside, inside)].max() == 0.0
    outsider = WORLD.economy_index("IND")
    assert WORLD.tariff[outsider, inside, WORLD.sector_index("FOO")].min() > 0.0


def test_united_states_rates_are_those_of_the_customs_records():
    """Textiles of Pakistan paid 11.5 % in 2024 on 4.19 billion; China pays Section 301."""
    assert WORLD.tariff[_at("PAK", "USA", "TEX")] == pytest.approx(0.115, abs=5e-4)
    assert WORLD.tariff[_at("CHN", "USA", "EEQ")] > 0.10
    assert WORLD.tariff[_at("MEX", "USA", "AUT")] < 0.01
    assert WORLD.tariff[:, WORLD.economy_index("USA")].max() < 0.30
    assert WORLD.tariff.min() >= 0.0


def test_no_food_rate_is_left_that_only_tobacco_could_explain():
    food = WORLD.tariff[:, :, WORLD.sector_index("FOO")].copy()
    food[_at("PAK", "IND")] = 0.0  # 200 % by law, on everything
    assert food.max() < 0.5


def test_the_rest_of_the_world_charges_and_pays():
    rest = WORLD.economy_index("ROW")
    goods = [WORLD.sector_index(sector.code) for sector in SECTORS if sector.goods]
    assert WORLD.tariff[:-1, rest][:, goods].mean() > 0.02
    assert WORLD.tariff[rest, :-1][:, goods].mean() > 0.02


def test_value_added_shares_stay_in_bounds():
    made = WORLD.output > 0
    assert WORLD.value_added_share[made].min() > 0.005
    assert WORLD.value_added_share[made].max() < 0.97


def test_the_report_says_for_each_economy_what_balancing_moved():
    report = balancing_report()
    assert [moved.economy for moved in report.movements] == list(WORLD.economies)
    for n, moved in enumerate(report.movements):
        assert moved.value_added == pytest.approx(WORLD.value_added[n], rel=ATLAS_SHIPPED)
        assert moved.final == pytest.approx(WORLD.income[n], rel=ATLAS_SHIPPED)
        assert 0 < moved.inputs_moved < 1
    assert {note.importers for note in report.repairs if note.what.startswith("United")} == {
        ("USA",)
    }


def test_the_raw_files_give_back_the_world_that_ships(shared_data):
    built = build_default(shared_data)
    shipped = np.load(TABLES / "flows.npz")["flow"]
    np.testing.assert_array_equal(built.flow, shipped)
    np.testing.assert_array_equal(built.tariff, WORLD.tariff)
    np.testing.assert_allclose(
        built.use, np.load(TABLES / "structure.npz")["use"], rtol=ATLAS_REBUILD, atol=1e-12
    )
    assert built.elasticities.keys() == WORLD.elasticities.keys()
    for name, theta in built.elasticities.items():
        np.testing.assert_allclose(theta, WORLD.elasticities[name], rtol=ATLAS_REBUILD)
    said = {note.what: note.cells for note in balancing_report().repairs}
    assert said == {note.what: note.cells for note in built.repairs}
    for moved, shipped_row in zip(built.movements, balancing_report().movements, strict=True):
        for name in (field.name for field in fields(Movement)):
            mine, theirs = getattr(moved, name), getattr(shipped_row, name)
            same = mine == theirs or mine == pytest.approx(theirs, rel=ATLAS_SHIPPED)
            assert same, (moved.economy, name)


@pytest.mark.parametrize(
    ("table", "raw"),
    [
        ("flows", FLOWS),
        ("tariffs", FLOWS),
        ("structure", STRUCTURE),
        ("us-duties", DUTIES),
        ("elasticities", ELASTICITIES),
        ("protee", PROTEE),
    ],
)
def test_each_origin_carries_the_hash_of_the_raw_file(shared_data, table, raw):
    origin = tomllib.loads((TABLES / f"{table}.origin.toml").read_text(encoding="utf-8"))
    assert origin["sha256"] == hashlib.sha256((shared_data / raw).read_bytes()).hexdigest()


def test_the_tables_are_small_and_the_tariffs_lie_apart():
    files = list(TABLES.iterdir())
    assert sum(path.stat().st_size for path in files) < 3_000_000
    assert {"flows.npz", "structure.npz", "tariffs.npz"} <= {path.name for path in files}


def test_replacing_the_tariff_table_leaves_every_identity_standing(tmp_path):
    for path in TABLES.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    arrays = dict(np.load(tmp_path / "tariffs.npz"))
    np.savez(tmp_path / "tariffs.npz", **arrays | {"rate": arrays["rate"] * 0.5})
    world = default_from(tmp_path)
    assert check_world(world).worst.worst < IDENTITY
    assert world.revenue.sum() == pytest.approx(WORLD.revenue.sum() / 2, rel=IDENTITY)
    np.testing.assert_allclose(world.output, WORLD.output, rtol=ATLAS_TEXT)
    assert (world.value_added >= WORLD.value_added).all(), "cheaper inputs leave more value added"


def test_tables_on_other_axes_are_refused(tmp_path):
    for path in TABLES.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    arrays = dict(np.load(tmp_path / "tariffs.npz"))
    np.savez(tmp_path / "tariffs.npz", **arrays | {"economies": arrays["economies"][::-1]})
    with pytest.raises(WorldError, match="tariffs and flows list different economies"):
        default_from(tmp_path)


def test_loading_imports_neither_polars_nor_jax():
    code = (
        "import sys; from tradetalks.atlas.load import load_world; load_world();"
        "sys.exit(bool({'polars', 'jax', 'h5py'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
