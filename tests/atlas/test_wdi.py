"""Output in billions for every country and no group of countries; a hole is no zero."""

import hashlib
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.trade_files import wdi, wdi_row
from tests.tolerances import ATLAS_TEXT
from tradetalks.atlas.sources.wdi import GDP_SCHEMA, read_wdi
from tradetalks.errors import SourceError


@pytest.fixture
def read(tmp_path):
    return lambda *rows, year=2022, **about: read_wdi(wdi(tmp_path, rows, **about), year=year)


def output(table):
    return dict(table.rows.iter_rows())


def test_dollars_become_billions(read):
    table = read(wdi_row("PAK", 374890295666.694))
    assert output(table) == {"PAK": pytest.approx(374.890295666694, rel=ATLAS_TEXT)}
    assert dict(table.rows.schema) == GDP_SCHEMA
    assert (table.year, table.indicator) == (2022, "NY.GDP.MKTP.CD")


def test_only_the_year_asked_for_is_read(read):
    table = read(wdi_row(date="2023", value=1e9), wdi_row(value=2e9))
    assert output(table) == {"PAK": 2.0}


def test_a_value_that_is_null_is_missing_and_not_zero(read):
    table = read(wdi_row(), wdi_row("PRK", None, iso2="KP"))
    assert table.missing == ("PRK",)
    assert "PRK" not in output(table)


def test_groups_of_countries_are_left_out_and_named(read):
    table = read(wdi_row(), wdi_row("WLD", 1e14, iso2="1W"), wdi_row("ARB", 3e12, iso2="1A"))
    assert set(output(table)) == {"PAK"}
    assert any("2 rows are no country's" in line and "ARB, WLD" in line for line in table.assumed)


def test_a_row_without_a_code_is_known_by_its_two_letters_or_left_out(read):
    table = read(wdi_row(""), wdi_row("", 3e12, iso2="XD"))
    assert set(output(table)) == {"PAK"}
    assert any("Name of XD" in line for line in table.assumed)


def test_kosovo_is_a_place_and_taiwan_is_said_to_be_absent(read):
    table = read(wdi_row("XKX", 1e10, iso2="XK"))
    assert set(output(table)) == {"XKX"}
    assert any("Taiwan" in line for line in table.assumed)


def test_one_page_of_several_is_refused_with_those_that_are_missing(read):
    with pytest.raises(SourceError, match=r"page 2 of 3; missing are 1, 3\. Ask for all rows"):
        read(wdi_row(), page=2, pages=3)
    with pytest.raises(SourceError, match="page 1 of 40; missing are 2, 3"):
        read(wdi_row(), pages="40")


def test_fewer_rows_than_the_answer_says_are_refused(read):
    with pytest.raises(SourceError, match="has 1 rows where it says 217"):
        read(wdi_row(), total=217)


def test_an_indicator_in_other_units_is_refused(tmp_path):
    with pytest.raises(SourceError, match="not in current US dollars"):
        read_wdi(wdi(tmp_path, [wdi_row()]), indicator="NY.GDP.MKTP.KD", year=2022)


def test_an_indicator_or_a_year_that_is_not_there_is_refused_with_what_is(tmp_path, read):
    with pytest.raises(SourceError, match=r"no rows of NE.EXP.GNFS.CD.*holds NY.GDP.MKTP.CD"):
        read_wdi(wdi(tmp_path, [wdi_row()]), indicator="NE.EXP.GNFS.CD", year=2022)
    with pytest.raises(SourceError, match=r"no rows for 1999.*holds 2022 to 2023"):
        read(wdi_row(), wdi_row(date="2023"), year=1999)


def test_the_origin_names_the_bank_the_licence_the_day_and_the_very_file(read, tmp_path):
    (origin,) = read(wdi_row()).origins
    assert (origin.producer, origin.licence) == ("World Bank", "CC BY 4.0")
    assert origin.published == "2026-07-13"
    assert origin.sha256 == hashlib.sha256((tmp_path / "wdi.json").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([wdi_row(), wdi_row()], "row 2: PAK is also in row 1"),
        ([wdi_row(value=-1)], "row 1: the value of PAK, -1, is not above 0"),
        ([wdi_row(value=0)], "is not above 0"),
        ([wdi_row(value="1e9")], "the value '1e9' is not a number"),
        ([wdi_row(value=True)], "the value 'True' is not a number"),
        ([wdi_row(value=[1])], "is not a number"),
        ([wdi_row(value=float("inf"))], "is not a number"),
        ([wdi_row(value=float("nan"))], "is not a number"),
        ([{"date": "2022"}], "row 1: there is no 'indicator'"),
        (["PAK"], "row 1: is no record"),
        ([], "holds no rows"),
        ([wdi_row("WLD")], "groups of countries only"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_its_number(read, rows, said):
    with pytest.raises(SourceError) as caught:
        read(*rows)
    assert said in str(caught.value)
    assert "wdi.json" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("[", "not JSON"),
        ("null", "is no answer of the API"),
        ("[]", "is no answer of the API"),
        ("{}", "is no answer of the API"),
        ("[{}]", "holds no rows"),
        ('[{"page":1,"pages":1,"total":0},null]', "holds no rows"),
        ('[{"message":[{"id":"120","value":"Invalid value"}]}]', "Invalid value"),
        ('[{},[{"date":"2022"}]]', "does not say its page and pages"),
        ('[{"page":true,"pages":1e9,"total":"²"},[1]]', "does not say its page"),
        ("<?xml version='1.0'?><wb:data/>", "not JSON"),
    ],
)
def test_what_is_no_answer_of_the_api_is_refused(tmp_path, content, said):
    path = tmp_path / "wdi.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_wdi(path, year=2022)
    assert said in str(caught.value)


def test_other_encodings_a_folder_and_a_missing_file_are_refused(tmp_path):
    text = wdi(tmp_path, [wdi_row()]).read_text(encoding="utf-8")
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-16")
    with pytest.raises(SourceError, match="UTF-16"):
        read_wdi(path, year=2022)
    path.write_bytes(text.replace("Name of", "Nom complété").encode("cp1252"))
    with pytest.raises(SourceError, match="is not text in UTF-8"):
        read_wdi(path, year=2022)
    path.write_text(text, encoding="utf-8-sig")
    assert read_wdi(path, year=2022).rows.height == 1
    for place in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(SourceError, match=r"is a folder|no such file"):
            read_wdi(place, year=2022)


def test_a_name_that_is_no_text_does_no_harm(read):
    broken = wdi_row("", iso2="XX") | {"country": {"id": "XX", "value": "\ud800"}}
    (said, _) = read(wdi_row(), broken).assumed
    assert said.encode()


def test_the_sample_in_the_official_form_is_read(shared_data):
    table = read_wdi(shared_data / "formats" / "wdi_api.sample.json", year=2022)
    assert output(table) == {"PAK": pytest.approx(374.890295666694, rel=ATLAS_TEXT)}
    row = json.loads((shared_data / "formats" / "wdi_api.sample.json").read_text())[1][0]
    assert set(row) == set(wdi_row())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(field=st.sampled_from(sorted(wdi_row())), value=json_values)
def test_no_value_of_a_field_raises_anything_but_a_source_error(tmp_path_factory, field, value):
    folder = tmp_path_factory.mktemp("junk")
    rows = [wdi_row("USA", iso2="US"), wdi_row() | {field: value}]
    with suppress(SourceError):
        read_wdi(wdi(folder, rows), year=2022)


@given(st.binary())
def test_no_bytes_whatever_raise_anything_but_a_source_error(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("junk") / "wdi.json"
    path.write_bytes(junk)
    with suppress(SourceError):
        read_wdi(path, year=2022)
