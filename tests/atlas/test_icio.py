"""Worlds from the OECD's own file: exact, and refused with the line where the file is not."""

import numpy as np
import pytest

from tests.atlas.icio_files import FINAL, Table, table
from tests.tolerances import ATLAS_TEXT, IDENTITY
from tradetalks.atlas.build.from_icio import build_from_icio
from tradetalks.atlas.build.industries import sector_of
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import load_world
from tradetalks.atlas.save import save_world
from tradetalks.atlas.sources.icio import read_icio, split_label
from tradetalks.errors import SourceError, UnknownCodeError


@pytest.fixture
def whole() -> Table:
    return table()


@pytest.fixture
def built(whole, tmp_path):
    return build_from_icio(whole.write(tmp_path / "2019_SML.csv"))


def test_labels_split_on_the_first_underscore_only():
    assert split_label("PAK_A01_02") == ("PAK", "A01_02")
    assert split_label("CN2_C17_18") == ("CHN", "C17_18")


def test_the_parts_of_china_and_mexico_become_one_economy_that_trades_with_itself(tmp_path):
    parts = table(regions=("PAK", "CN1", "CN2", "MX1", "MX2"))
    read = read_icio(parts.write(tmp_path / "t.csv"))
    assert read.economies == ("PAK", "CHN", "MEX")
    assert read.merged == ("CN1", "CN2", "MX1", "MX2")
    rows = [k for k, label in enumerate(parts.labels) if label.startswith(("CN1", "CN2"))]
    inside = parts.intermediate[np.ix_(rows, rows)].sum() / 1000
    assert read.intermediate[1, :, 1].sum() == pytest.approx(inside, rel=ATLAS_TEXT)


def test_final_demand_of_the_whole_country_meets_the_rows_of_its_parts(whole, built):
    world, _ = built
    china = world.economy_index("CHN")
    bought = whole.final[:, whole.final_economies.index("CHN")].sum() / 1000
    spent, duty = world.income[china], world.revenue[china]
    assert bought <= spent <= bought + duty


def test_every_identity_holds_on_the_built_world(built):
    world, report = built
    assert check_world(world).worst.worst < IDENTITY
    assert report.year == 2019
    assert report.merged == ("CN1", "CN2")
    assert report.run_down_cells == 0
    assert report.row_gap.size < IDENTITY


def test_flows_are_the_files_own_to_the_last_digit_and_not_transposed(whole, built):
    world, _ = built
    sellers = [k for k, label in enumerate(whole.labels) if label.startswith("PAK_A")]
    users = [k for k, label in enumerate(whole.labels) if label.startswith("USA")]
    sold = whole.intermediate[np.ix_(sellers, users)].sum()
    sold += whole.final[sellers, whole.final_economies.index("USA")].sum()
    pak, usa, agr = world.economy_index("PAK"), world.economy_index("USA"), 0
    assert world.flow[pak, usa, agr] == pytest.approx(sold / 1000, rel=ATLAS_TEXT)
    assert world.flow[usa, pak, agr] != pytest.approx(sold / 1000, rel=0.01)


def test_value_added_is_output_less_inputs_so_it_holds_the_taxes_on_inputs(whole, tmp_path):
    path = whole.write(tmp_path / "2019.csv")
    shape = (4, 4, 6)
    world, _ = build_from_icio(path, tariffs=np.zeros(shape))
    own = whole.value_added + whole.taxes
    pakistan = [k for k, label in enumerate(whole.labels) if label.startswith("PAK")]
    assert world.value_added[0] == pytest.approx(own[pakistan].sum() / 1000, rel=ATLAS_TEXT)


def test_tariffs_on_inputs_come_out_of_value_added_and_into_revenue(whole, tmp_path):
    path = whole.write(tmp_path / "2019.csv")
    free, _ = build_from_icio(path, tariffs=np.zeros((4, 4, 6)))
    rate = np.zeros((4, 4, 6))
    rate[1, 0, 0] = 0.5
    taxed, _ = build_from_icio(path, tariffs=rate)
    np.testing.assert_allclose(taxed.flow, free.flow, rtol=ATLAS_TEXT)
    np.testing.assert_allclose(taxed.output, free.output, rtol=ATLAS_TEXT)
    assert taxed.revenue[0] == pytest.approx(0.5 * free.flow[1, 0, 0], rel=ATLAS_TEXT)
    assert taxed.value_added[0] < free.value_added[0]
    assert taxed.value_added[1] == pytest.approx(free.value_added[1], rel=ATLAS_TEXT)


def test_industries_can_keep_their_labels_and_take_their_sectors_elasticity(whole, tmp_path):
    world, _ = build_from_icio(whole.write(tmp_path / "2019.csv"), by_sector=False)
    assert world.sectors == ("A01_02", "A03", "B05_06", "C13T15", "C24A", "C24B", "D", "T")
    assert world.services == ("D", "T")
    default = load_world()
    assert world.theta[3] == default.theta[default.sector_index("TEX")]


@pytest.mark.parametrize(
    ("label", "sectors"),
    [
        ("A01", ("AGR",)),
        ("A01_02", ("AGR",)),
        ("D01T03", ("AGR",)),
        ("B05_06", ("ENE",)),
        ("D07T08", ("MIN",)),
        ("B09", ("MIN",)),
        ("C10T12", ("FOO",)),
        ("C17_18", ("PAP",)),
        ("C24A", ("FER",)),
        ("C24B", ("NFM",)),
        ("C24", ("FER", "NFM")),
        ("D24", ("FER", "NFM")),
        ("C301", ("OTR",)),
        ("C302T309", ("OTR",)),
        ("C31T33", ("OMF",)),
        ("D", ("SVC",)),
        ("D35", ("SVC",)),
        ("H49", ("SVC",)),
        ("J58T60", ("SVC",)),
    ],
)
def test_labels_of_every_edition_find_their_sector(label, sectors):
    assert sector_of(label) == sectors


def test_basic_metals_that_the_file_does_not_split_stay_one_sector(tmp_path):
    path = table(industries=("A01", "C24", "G")).write(tmp_path / "2018.csv")
    world, _ = build_from_icio(path)
    assert world.sectors == ("AGR", "MET", "SVC")
    default = load_world()
    steel, other = default.sector_index("FER"), default.sector_index("NFM")
    assert world.theta[1] == (default.theta[steel] + default.theta[other]) / 2


def test_stocks_run_down_are_set_to_zero_reported_and_the_accounts_still_balance(tmp_path):
    stocks = table(3)
    stocks.final[2, 1, FINAL.index("INVNT")] = -2 * np.abs(stocks.final[2, 1]).sum()
    gone = -stocks.final[2, 1].sum() / 1000
    world, report = build_from_icio(stocks.write(tmp_path / "2019.csv"))
    assert report.run_down_cells == 1
    assert report.run_down == pytest.approx(gone, rel=ATLAS_TEXT)
    assert report.output_change > 0
    assert check_world(world).worst.worst < IDENTITY
    assert any("stocks run down" in note for note in world.notes)


def test_inputs_beyond_revenue_are_booked_as_final_demand_and_reported(tmp_path):
    greedy = table(4)
    greedy.intermediate[:, 5] *= 200
    world, report = build_from_icio(greedy.write(tmp_path / "2019.csv"))
    assert report.inputs_to_final > 0
    assert check_world(world).worst.worst < IDENTITY
    assert (world.value_added_share >= 0).all()


def test_a_file_whose_own_value_added_is_off_is_used_without_it_and_says_so(whole, tmp_path):
    lines = whole.lines()
    lines[-2] = ",".join(["VA", *["1.0"] * (lines[0].count(",") - 1), ""])
    path = tmp_path / "2019.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    world, report = build_from_icio(path)
    assert report.column_gap.size > 0.01
    assert any("they are not used" in note for note in world.notes)


def test_names_of_older_editions_are_understood(whole, tmp_path):
    lines = whole.lines()
    lines[0] = lines[0].removesuffix("OUT") + "TOTAL"
    taxes = lines[-3].removeprefix("TLS")
    halves = ["," + ",".join(str(float(x or 0) / 2) for x in taxes.split(",")[1:])] * 2
    names = ["PAK_TAXSUB", "USA_TAXSUB"]
    lines[-3:] = [
        *(name + half for name, half in zip(names, halves, strict=True)),
        "VALU" + lines[-2].removeprefix("VA"),
        "OUTPUT" + lines[-1].removeprefix("OUT"),
    ]
    path = tmp_path / "2015.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    _, report = build_from_icio(path)
    assert report.column_gap.size < IDENTITY


def test_a_built_world_survives_its_file(built, tmp_path):
    world, _ = built
    save_world(world, tmp_path / "mine.world")
    again = load_world(tmp_path / "mine.world")
    assert again.fingerprint == world.fingerprint
    assert again.origins[0].id == "oecd-icio-2019"


def test_shipped_tariffs_are_matched_by_code_and_strangers_pay_as_the_rest_of_the_world(tmp_path):
    path = table(regions=("PAK", "USA", "AGO", "COD", "ROW")).write(tmp_path / "2019.csv")
    world, report = build_from_icio(path)
    default = load_world()
    tex = (world.sector_index("TEX"), default.sector_index("TEX"))
    pak, usa = default.economy_index("PAK"), default.economy_index("USA")
    assert world.tariff[0, 1, tex[0]] == default.tariff[pak, usa, tex[1]]
    assert world.tariff[2, 1, tex[0]] == default.tariff[-1, usa, tex[1]]
    assert world.tariff[2, 3, tex[0]] > 0
    assert "AGO, COD" in report.tariffs
    assert world.tariff[:, :, world.sector_index("SVC")].max() == 0


def test_tariffs_from_a_file_go_where_they_say(whole, tmp_path):
    rates = tmp_path / "rates.csv"
    rates.write_text("exporter,importer,sector,rate\nPAK,USA,TEX,0.115\n", encoding="utf-8")
    world, _ = build_from_icio(whole.write(tmp_path / "2019.csv"), tariffs=rates)
    at = (world.economy_index("PAK"), world.economy_index("USA"), world.sector_index("TEX"))
    assert world.tariff[at] == 0.115
    assert np.count_nonzero(world.tariff) == 1


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ("PAK,USA,TEX,19", SourceError, "nineteen per cent is 0.19"),
        ("PAK,USA,TEX,", SourceError, "line 2"),
        ("PAK,USA,TEX,-0.1", SourceError, "between 0 and 10"),
        ("PAK,PAK,TEX,0.1", SourceError, "sales at home carry no tariff"),
        ("PKA,USA,TEX,0.1", UnknownCodeError, "Did you mean PAK"),
        ("PAK,USA,TXE,0.1", UnknownCodeError, "Did you mean TEX"),
        ("PAK,USA,TEX,0.1\nPAK,USA,TEX,0.2", SourceError, "appears twice"),
    ],
)
def test_a_bad_tariff_file_is_refused_with_its_line(whole, tmp_path, line, error, said):
    rates = tmp_path / "rates.csv"
    rates.write_text(f"exporter,importer,sector,rate\n{line}\n", encoding="utf-8")
    with pytest.raises(error, match=r"line [23]") as caught:
        build_from_icio(whole.write(tmp_path / "2019.csv"), tariffs=rates)
    assert said in str(caught.value)


def _without(lines: list[str], name: str) -> list[str]:
    return [line for line in lines if not line.startswith(f"{name},")]


def test_a_tariff_array_of_another_shape_or_in_percent_is_refused(whole, tmp_path):
    path = whole.write(tmp_path / "2019.csv")
    with pytest.raises(SourceError, match=r"shape \(4, 4, 5\)"):
        build_from_icio(path, tariffs=np.zeros((4, 4, 5)))
    with pytest.raises(SourceError, match="fractions"):
        build_from_icio(path, tariffs=np.full((4, 4, 6), 19.0))


TRAPS = {
    "truncated in a row": (lambda lines: [*lines[:5], lines[5][:40]], "values where the header"),
    "truncated between rows": (lambda lines: lines[:9], "columns have no row"),
    "no row of output": (lambda lines: _without(lines, "OUT"), "there is no row 'OUT'"),
    "no column of output": (
        lambda lines: [line.rpartition(",")[0] for line in lines],
        "not the output 'OUT'",
    ),
    "a row twice": (lambda lines: [*lines[:4], lines[2], *lines[4:]], "is also in line 3"),
    "a column twice": (
        lambda lines: [lines[0].replace("PAK_A03", "PAK_A01_02"), *lines[1:]],
        "column 'PAK_A01_02' appears twice",
    ),
    "an unknown final demand": (
        lambda lines: [lines[0].replace("PAK_HFCE", "PAK_XXCE"), *lines[1:]],
        "'PAK_XXCE' is neither an industry",
    ),
    "an unknown row": (
        lambda lines: [*lines[:3], lines[3].replace("PAK_", "PAQ_"), *lines[4:]],
        "has no column of its own",
    ),
    "not a number": (
        lambda lines: [*lines[:2], lines[2].replace(",", ",n.a.,", 1).rpartition(",")[0]],
        "'n.a.' in column 'PAK_A01_02' is not a number",
    ),
    "infinite": (
        lambda lines: [*lines[:2], lines[2].replace(",", ",inf,", 1).rpartition(",")[0]],
        "is not a number",
    ),
    "another delimiter": (lambda lines: [line.replace(",", ";") for line in lines], "'V1'"),
    "empty": (lambda lines: [], "not 'V1'"),
    "sales that do not add up": (
        lambda lines: [*lines[:3], lines[3].rpartition(",")[0] + ",9999999", *lines[4:]],
        "does not balance",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_damaged_file_is_refused_and_the_message_says_what_and_where(whole, tmp_path, trap):
    damage, said = TRAPS[trap]
    path = tmp_path / "2019.csv"
    path.write_text("\n".join(damage(whole.lines())), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        build_from_icio(path)
    assert said in str(caught.value)
    assert "2019.csv" in str(caught.value)


def test_a_file_in_another_encoding_is_refused(whole, tmp_path):
    path = tmp_path / "2019.csv"
    path.write_bytes("\n".join(whole.lines()).encode("utf-16"))
    with pytest.raises(SourceError, match="UTF-8"):
        build_from_icio(path)


def test_a_missing_file_and_a_file_without_a_year_are_refused(whole, tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        build_from_icio(tmp_path / "2019.csv")
    with pytest.raises(SourceError, match="holds no year"):
        build_from_icio(whole.write(tmp_path / "table.csv"))


def test_quoted_labels_and_a_byte_order_mark_change_nothing(whole, built, tmp_path):
    lines = whole.lines()
    lines = [",".join(f'"{x}"' for x in lines[0].split(","))] + [
        f'"{line.partition(",")[0]}",{line.partition(",")[2]}' for line in lines[1:]
    ]
    path = tmp_path / "quoted_2019.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    world, _ = build_from_icio(path)
    assert world.fingerprint == built[0].fingerprint


def test_the_toy_in_the_official_form_becomes_a_world(shared_data):
    """Its numbers are random, but its sales add up, and that is all a world takes from it."""
    world, report = build_from_icio(shared_data / "formats" / "icio_2020_SML.toy.csv")
    assert report.year == 2020
    assert world.economies == ("PAK", "USA")
    assert check_world(world).worst.worst < IDENTITY
