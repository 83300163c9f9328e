"""Comtrade's two sides of a trade become one flow, in billions, from exporter to importer."""

import hashlib
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.trade_files import (
    COMTRADE_HEADER,
    comtrade_csv,
    comtrade_json,
    comtrade_row,
    write_lines,
)
from tests.tolerances import ATLAS_TEXT
from tradetalks.atlas.sources import comtrade
from tradetalks.atlas.sources.comtrade import read_comtrade
from tradetalks.atlas.sources.tables import TRADE_SCHEMA
from tradetalks.errors import SourceError

IMPORT = {"reporterISO": "USA", "partnerISO": "PAK", "partnerCode": 586, "flowCode": "M"}
INDIA = {"partnerISO": "IND", "partnerCode": 699}


@pytest.fixture(params=[comtrade_csv, comtrade_json], ids=["csv", "json"])
def read(request, tmp_path):
    """Read rows in both forms of the file."""
    return lambda *rows: read_comtrade(request.param(tmp_path, rows))


def flows(table):
    return {tuple(row[:3]): row[3] for row in table.rows.iter_rows()}


def said(table, words):
    return any(words in line for line in table.assumed)


def test_of_exports_the_reporter_is_the_seller_and_dollars_become_billions(read):
    table = read(comtrade_row(primaryValue=2.5e9))
    assert flows(table) == {("PAK", "USA", "630260"): pytest.approx(2.5, rel=ATLAS_TEXT)}
    assert dict(table.rows.schema) == TRADE_SCHEMA
    assert (table.year, table.classification, table.domestic) == (2024, "HS22", False)
    assert said(table, "without freight (fob)")


def test_of_imports_the_reporter_is_the_buyer(read):
    table = read(comtrade_row(**IMPORT))
    assert set(flows(table)) == {("PAK", "USA", "630260")}
    assert said(table, "with freight (cif)")


def test_where_both_sides_report_the_importer_is_believed_and_it_is_said(read):
    table = read(
        comtrade_row(primaryValue=1e9),
        comtrade_row(**IMPORT, primaryValue=3e9),
        comtrade_row(**INDIA, primaryValue=5e9),
    )
    assert flows(table) == {("PAK", "USA", "630260"): 3.0, ("PAK", "IND", "630260"): 5.0}
    assert said(table, "1 flows are reported by both sides")


def test_products_keep_the_zero_in_front_and_get_a_lost_one_back(read):
    table = read(comtrade_row(cmdCode="010121"), comtrade_row(cmdCode="20110"))
    assert {product for _, _, product in flows(table)} == {"010121", "020110"}
    assert said(table, "zero in front")


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"partner2Code": 276}, "1 rows split by second partner"),
        ({"motCode": 2100}, "1 rows split by second partner"),
        ({"customsCode": "C01"}, "1 rows split by second partner"),
        ({"flowCode": "RX"}, "1 rows of flows within exports"),
        ({"partnerCode": 0, "partnerISO": "W00"}, "1 rows with the world"),
        ({"cmdCode": "TOTAL"}, "1 rows of totals"),
        ({"cmdCode": "6302"}, "1 rows of totals"),
        ({"partnerISO": "PAK", "partnerCode": 586}, "1 rows of an economy with itself"),
    ],
)
def test_what_would_count_twice_is_left_out_and_said(read, extra, words):
    table = read(comtrade_row(), comtrade_row(**{"primaryValue": 9e9} | extra))
    assert flows(table) == {("PAK", "USA", "630260"): 1.0}
    assert said(table, words)


def test_a_file_of_nothing_but_totals_is_refused_with_what_to_ask_for(read):
    with pytest.raises(SourceError, match=r"no rows are left.*AG6"):
        read(comtrade_row(cmdCode="TOTAL"))


def test_other_asia_is_taken_to_be_taiwan_and_said(read):
    table = read(comtrade_row(partnerISO="S19", partnerCode=490))
    assert set(flows(table)) == {("PAK", "TWN", "630260")}
    assert said(table, "Taiwan")


def test_areas_not_specified_keep_their_code_and_are_named(read):
    table = read(comtrade_row(partnerISO="_X ", partnerCode=899))
    assert set(flows(table)) == {("PAK", "_X", "630260")}
    assert said(table, "_X")


def test_a_group_an_unknown_code_and_no_code_are_refused_with_their_line(read):
    for code, words in (
        ("EUR", "'EUR' is a group"),
        ("PKA", "unknown economy 'PKA'. The nearest are"),
        (None, "'' in column 'partnerISO' names nobody. Ask for names"),
    ):
        with pytest.raises(SourceError, match=r"line [23]: ") as caught:
            read(comtrade_row(), comtrade_row(partnerISO=code))
        assert words in str(caught.value).replace("''. ", "'' ")


REFUSED = {
    "a row twice": ([{}, {}], "X, PAK, USA, 630260 is also in line"),
    "two spellings of Taiwan": (
        [{"partnerISO": "S19"}, {"partnerISO": "TWN"}],
        "X, PAK, TWN, 630260 is also in line",
    ),
    "two years": ([{}, {"refYear": 2023}], "holds 2 years (2023, 2024)"),
    "two editions": ([{}, {"classificationCode": "H5"}], "in 2 editions (H5, H6)"),
    "another classification": ([{"classificationCode": "S4"}], "'S4' in column"),
    "a month": ([{"freqCode": "M"}], "is not annual"),
    "services": ([{"typeCode": "S"}], "is not trade in goods"),
    "no year": ([{"refYear": "n.a."}], "'n.a.' in column 'refYear'"),
    "no value": ([{"primaryValue": None}], "'' in column 'primaryValue' is not a number"),
    "a word": ([{"primaryValue": "n.a."}], "'n.a.' in column 'primaryValue'"),
    "infinite": ([{"primaryValue": float("inf")}], "is not a number"),
    "negative": ([{"primaryValue": -1}], "'-1' in column 'primaryValue' is below 0"),
}


@pytest.mark.parametrize("trap", REFUSED)
def test_rows_that_cannot_be_are_refused_and_the_message_says_where(read, trap):
    rows, words = REFUSED[trap]
    with pytest.raises(SourceError) as caught:
        read(*(comtrade_row(**row) for row in rows))
    assert words in str(caught.value)
    assert "comtrade." in str(caught.value)


def test_the_origin_names_the_office_the_terms_and_the_very_file(tmp_path):
    path = comtrade_csv(tmp_path, [comtrade_row()])
    (origin,) = read_comtrade(path).origins
    assert origin.producer == "United Nations Statistics Division"
    assert "re-dissemination" in origin.licence
    assert origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("spare", ["", ","])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_the_spare_field_and_the_encoding_of_the_csv_change_nothing(tmp_path, encoding, spare):
    table = read_comtrade(comtrade_csv(tmp_path, [comtrade_row()], encoding, spare))
    assert flows(table) == {("PAK", "USA", "630260"): 1.0}


def test_an_answer_at_the_limit_has_lost_the_rest_and_is_refused(read, monkeypatch):
    monkeypatch.setattr(comtrade, "LIMITS", (2,))
    with pytest.raises(SourceError, match=r"has 2 rows, the most that one answer holds"):
        read(comtrade_row(), comtrade_row(**INDIA))


def test_an_answer_at_the_limit_without_a_key_is_doubted(read):
    rows = [comtrade_row(cmdCode=f"{k:06d}") for k in range(comtrade.PREVIEW)]
    assert said(read(*rows), "some may be missing")
    assert not said(read(*rows[1:]), "some may be missing")


def test_an_error_of_the_api_is_passed_on(tmp_path):
    path = comtrade_json(tmp_path, [], error="Too many requests")
    with pytest.raises(SourceError, match="Too many requests"):
        read_comtrade(path)


def test_an_answer_that_counts_more_rows_than_it_has_is_refused(tmp_path):
    path = comtrade_json(tmp_path, [comtrade_row()], count=7)
    with pytest.raises(SourceError, match="has 1 rows where it counts 7"):
        read_comtrade(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"[]", "is no answer of the API"),
        (b'{"data":', "not JSON"),
        (b'{"count":0,"data":[],"error":""}', "has no rows in 'data'"),
        (b'{"count":1,"data":["PAK"]}', "'data', row 1: is no record"),
        (b'{"count":1,"data":[{"typeCode":"C"}]}', "row 1: there is no 'freqCode'"),
        (b"PK\x03\x04", "Unzip it"),
        ("typeCode,freqCode\nC,A\n".encode("utf-16"), "UTF-16"),
        (b"typeCode,freqCode\nC,A\n", "there is no column 'refYear'"),
        (bytes(range(256)), "is not text in UTF-8 or its own encoding"),
    ],
)
def test_what_is_not_the_official_file_is_refused(tmp_path, content, words):
    path = tmp_path / "comtrade"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_comtrade(path)
    assert words in str(caught.value)


def test_a_csv_cut_off_and_one_with_a_renamed_column_are_refused(tmp_path):
    path = comtrade_csv(tmp_path, [comtrade_row(), comtrade_row(**INDIA)])
    text = path.read_text(encoding="cp1252")
    path.write_text(text[:-40], encoding="cp1252")
    with pytest.raises(SourceError, match=r"line 3: \d+ fields where the header has 47"):
        read_comtrade(path)
    path.write_text(text.replace("primaryValue", "TradeValue"), encoding="cp1252")
    with pytest.raises(SourceError, match="there is no column 'primaryValue'"):
        read_comtrade(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(SourceError, match=r"is a folder|no such file"):
            read_comtrade(path)


def test_headers_are_those_of_the_official_files_and_the_samples_are_read(shared_data):
    folder = shared_data / "formats"
    table = read_comtrade(folder / "comtrade_web.sample.csv")
    assert flows(table) == {("PAK", "USA", "630260"): 1e-9}
    assert read_comtrade(folder / "comtrade_api.sample.json").rows.equals(table.rows)
    lines = (folder / "comtrade_web.sample.csv").read_text(encoding="cp1252").splitlines()
    assert lines[0] == COMTRADE_HEADER
    answer = json.loads((folder / "comtrade_api.sample.json").read_text(encoding="utf-8"))
    assert set(answer["data"][0]) == set(COMTRADE_HEADER.split(","))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(field=st.sampled_from(comtrade.COLUMNS), value=json_values)
def test_no_value_of_a_field_raises_anything_but_a_source_error(tmp_path_factory, field, value):
    path = tmp_path_factory.mktemp("junk") / "comtrade.json"
    rows = [comtrade_row(), comtrade_row(**INDIA) | {field: value}]
    path.write_text(json.dumps({"count": 2, "data": rows}), encoding="utf-8")
    with suppress(SourceError):
        read_comtrade(path)


@given(st.binary())
def test_no_bytes_whatever_raise_anything_but_a_source_error(tmp_path_factory, junk):
    folder = tmp_path_factory.mktemp("junk")
    whole = comtrade_csv(folder, [comtrade_row()]).read_bytes()
    path = write_lines(folder / "t.csv", [])
    for content in (junk, b"{" + junk, COMTRADE_HEADER.encode() + b"\n" + junk, whole + junk):
        path.write_bytes(content)
        with suppress(SourceError):
            read_comtrade(path)
