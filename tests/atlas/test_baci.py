"""BACI gives each flow once, in billions, under the code of the country it belongs to."""

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.trade_files import (
    BACI_HEADER,
    BACI_ROWS,
    COUNTRY_HEADER,
    COUNTRY_ROWS,
    PRODUCT_HEADER,
    baci,
    country_codes,
    product_codes,
    write_lines,
)
from tests.tolerances import ATLAS_TEXT
from tradetalks.atlas.places import places
from tradetalks.atlas.sources.baci import read_baci
from tradetalks.atlas.sources.tables import TRADE_SCHEMA
from tradetalks.errors import SourceError


@pytest.fixture
def read(tmp_path):
    def run(rows=BACI_ROWS, countries=COUNTRY_ROWS):
        return read_baci(baci(tmp_path, rows), countries=country_codes(tmp_path, countries))

    return run


def flows(table):
    return {tuple(row[:3]): row[3] for row in table.rows.iter_rows()}


def test_a_thousand_dollars_are_a_millionth_of_a_billion(read):
    table = read()
    sold = flows(table)[("PAK", "USA", "630260")]
    assert sold == pytest.approx(0.4501234, rel=ATLAS_TEXT)
    assert dict(table.rows.schema) == TRADE_SCHEMA


def test_the_first_country_sells_and_the_second_buys(read):
    assert ("USA", "PAK", "520100") in flows(read())


def test_year_and_edition_of_products_are_told_and_sales_at_home_are_not_there(read):
    table = read()
    assert (table.year, table.classification, table.domestic) == (2023, "HS22", False)


def test_products_keep_the_zero_in_front(read):
    assert ("CHN", "PAK", "010121") in flows(read())


def test_a_zero_that_a_spreadsheet_took_is_given_back_and_said(read):
    table = read([*BACI_ROWS[:3], "2023,156,586,10121,12345.6,"])
    assert ("CHN", "PAK", "010121") in flows(table)
    assert any("zero in front" in line for line in table.assumed)


def test_products_not_specified_keep_their_letters(read):
    assert ("PAK", "USA", "9999AA") in flows(read(["2023,586,842,9999AA,5,"]))


@pytest.mark.parametrize(
    ("number", "code"),
    [(842, "USA"), (699, "IND"), (251, "FRA"), (757, "CHE"), (579, "NOR"), (384, "CIV")],
)
def test_codes_that_are_no_iso_numbers_find_their_country(read, number, code):
    assert (code, "PAK", "520100") in flows(read([f"2023,{number},586,520100,1,1"]))


def test_an_iso_number_that_the_list_lacks_is_refused_with_its_line(read):
    with pytest.raises(SourceError, match=r"line 3: '840' in column 'j' is not on the list"):
        read([BACI_ROWS[0], "2023,586,840,520100,1,1"])


def test_other_asia_is_taken_to_be_taiwan_and_said(read):
    table = read(["2023,490,586,520100,1,1"])
    assert ("TWN", "PAK", "520100") in flows(table)
    assert any("Taiwan" in line for line in table.assumed)


def test_belgium_and_belgium_luxembourg_are_added_up_and_said(read):
    table = read(["2023,56,586,520100,1000000,1", "2023,58,586,520100,2000000,1"])
    assert flows(table) == {("BEL", "PAK", "520100"): 3.0}
    assert any("56 and 58 are added up as BEL" in line for line in table.assumed)


def test_what_belgium_sells_to_itself_once_merged_is_left_out_and_said(read):
    table = read(["2023,56,58,520100,1,1", "2023,56,586,520100,1,1"])
    assert set(flows(table)) == {("BEL", "PAK", "520100")}
    assert any("1 rows of an economy with itself" in line for line in table.assumed)


def test_former_countries_and_remainders_are_kept_under_the_sources_own_code_and_said(read):
    table = read(["2023,891,586,520100,1,1", "2023,697,586,520100,1,1"])
    assert {exporter for exporter, _, _ in flows(table)} == {"SCG", "R20"}
    assert any("R20, SCG" in line for line in table.assumed)


def test_an_unknown_three_letter_code_in_the_list_is_refused_once_it_is_used(read):
    countries = [*COUNTRY_ROWS, "999,Nowhere,XX,PKA"]
    assert read(countries=countries).rows.height == len(BACI_ROWS)
    with pytest.raises(SourceError, match=r"unknown economy 'PKA'.*PAK"):
        read(["2023,999,586,520100,1,1"], countries)


def test_the_origin_names_the_makers_the_licence_and_the_very_file(read, tmp_path):
    (origin,) = read().origins
    assert origin.producer == "CEPII"
    assert origin.licence.startswith("Etalab")
    assert origin.published == "202501"
    path = tmp_path / "BACI_HS22_Y2023_V202501.csv"
    assert origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_byte_order_mark_quotation_marks_and_padded_numbers_change_nothing(read, tmp_path):
    plain = read()
    lines = [",".join(f'"{field}"' for field in BACI_HEADER.split(","))]
    for row in BACI_ROWS:
        year, seller, buyer, product, value, tons = row.split(",")
        lines.append(f'{year},{seller},{buyer},"{product}",  {value},  {tons or "NA"}')
    path = write_lines(tmp_path / "BACI_HS22_Y2023_V202501.csv", lines, "utf-8-sig")
    again = read_baci(path, countries=country_codes(tmp_path))
    assert again.rows.equals(plain.rows)


def test_the_country_list_may_be_in_the_encoding_of_windows(tmp_path):
    path = write_lines(tmp_path / "codes.csv", [COUNTRY_HEADER, *COUNTRY_ROWS], "cp1252")
    assert read_baci(baci(tmp_path), countries=path).rows.height == len(BACI_ROWS)


def test_products_that_the_list_lacks_are_refused_with_their_line(tmp_path):
    codes = country_codes(tmp_path)
    whole = product_codes(tmp_path, ["010121", "520100", "630260"])
    assert read_baci(baci(tmp_path), countries=codes, products=whole).rows.height == 4
    part = product_codes(tmp_path, ["010121", "520100"])
    with pytest.raises(SourceError, match=r"line 3: '630260' in column 'k' is not on the list"):
        read_baci(baci(tmp_path), countries=codes, products=part)


TRAPS = {
    "a row twice": ([*BACI_ROWS, BACI_ROWS[1]], "line 6: 586, 842, 630260 is also in line 3"),
    "two years": ([*BACI_ROWS, "2022,586,842,520100,1,1"], "holds 2 years (2022, 2023)"),
    "no value": (["2023,586,842,520100,,1"], "line 2: '' in column 'v' is not a number"),
    "a word for a value": (["2023,586,842,520100,n.a.,1"], "'n.a.' in column 'v'"),
    "a decimal comma": (['2023,586,842,520100,"1,5",1'], "'1,5' in column 'v'"),
    "an infinite value": (["2023,586,842,520100,inf,1"], "'inf' in column 'v'"),
    "a negative value": (["2023,586,842,520100,-1,1"], "'-1' in column 'v' is negative"),
    "a word for a quantity": (["2023,586,842,520100,1,x"], "'x' in column 'q'"),
    "a country by letters": (["2023,PAK,842,520100,1,1"], "'PAK' in column 'i' is not a number"),
    "no year": ([",586,842,520100,1,1"], "'' in column 't'"),
    "a product of four digits": (["2023,586,842,5201,1,1"], "'5201' in column 'k'"),
    "too many fields": (
        [BACI_ROWS[0], "2023,586,842,520100,1,1,9", *BACI_ROWS[1:]],
        "line 3: 7 fields where the header has 6",
    ),
    "cut off in a row": ([*BACI_ROWS[:2], "2023,842,5"], "the last line has 3 fields"),
    "cut off in a value": ([*BACI_ROWS[:2], "2023,842,586,520100,8"], "the last line has 5 fields"),
    "too few fields in the middle": (
        [BACI_ROWS[0], "2023,586,842", *BACI_ROWS[1:]],
        "line 3: '' in column 'v'",
    ),
    "a quotation that swallows a row": (
        [BACI_ROWS[0], '2023,586,842,010121,1,"1', '2023,586,842,010129,1,1"', *BACI_ROWS[1:]],
        "in column 'q' is not a number",
    ),
    "no rows": ([], "has a header and no rows"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_damaged_file_is_refused_and_the_message_says_what_and_where(read, trap):
    rows, said = TRAPS[trap]
    with pytest.raises(SourceError) as caught:
        read(rows)
    assert said in str(caught.value)
    assert "BACI_HS22" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        ("t,i,j,k,v,q\n2023,586,842,520100,1,1\n".encode("utf-16"), "UTF-16"),
        (b"t,i,j,k,value,q\n2023,586,842,520100,1,1\n", "there is no column 'v'"),
        (b"t;i;j;k;v;q\n2023;586;842;520100;1;1\n", "set apart by another mark"),
        (b"t,i,j,k,v,q\n2023,586,842,520100\xff,1,1\n", "is not text in UTF-8"),
        (b"PK\x03\x04", "Unzip it"),
        (bytes(range(256)), "BACI"),
    ],
)
def test_what_is_not_the_official_file_is_refused(read, tmp_path, content, said):
    path = baci(tmp_path)
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_baci(path, countries=country_codes(tmp_path))
    assert said in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    codes = country_codes(tmp_path)
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(SourceError, match=r"is a folder|no such file"):
            read_baci(path, countries=codes)
    with pytest.raises(SourceError, match="no such file"):
        read_baci(baci(tmp_path), countries=tmp_path / "none.csv")


def test_a_country_list_with_a_number_twice_is_refused(read):
    with pytest.raises(SourceError, match="line 15: 586 is also in line 9"):
        read(countries=[*COUNTRY_ROWS, "586,Pakistan,PK,PAK"])


def test_headers_are_those_of_the_official_files(shared_data):
    folder = shared_data / "formats"
    for name, header in (
        ("BACI_HS22_Y2023_V202501.sample.csv", BACI_HEADER),
        ("country_codes_V202501.sample.csv", COUNTRY_HEADER),
        ("product_codes_HS22_V202501.sample.csv", PRODUCT_HEADER),
    ):
        assert (folder / name).read_text(encoding="utf-8").splitlines()[0] == header


def test_the_sample_in_the_official_form_is_read(shared_data, tmp_path):
    path = shared_data / "formats" / "BACI_HS22_Y2023_V202501.sample.csv"
    table = read_baci(path, countries=country_codes(tmp_path))
    assert table.rows.height == 4
    assert table.classification == "HS22"


@given(rows=st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 10**6 - 1))))
def test_every_flow_between_two_countries_comes_back_once(tmp_path_factory, rows):
    numbers = [row.split(",")[0] for row in COUNTRY_ROWS]
    apart = [(i, j, k) for i, j, k in sorted(rows) if i != j and {i, j} != {0, 1}]
    if not apart:
        return
    folder = tmp_path_factory.mktemp("baci")
    lines = [f"2023,{numbers[i]},{numbers[j]},{k:06d},1,1" for i, j, k in apart]
    table = read_baci(baci(folder, lines), countries=country_codes(folder))
    assert table.rows["value"].sum() == pytest.approx(len(apart) / 1e6, rel=ATLAS_TEXT)
    assert not table.rows.select("exporter", "importer", "product").is_duplicated().any()
    assert set(table.rows["exporter"]) <= {*places(), "SCG", "R20"}


@given(st.binary())
def test_no_bytes_whatever_raise_anything_but_a_source_error(tmp_path_factory, junk):
    folder = tmp_path_factory.mktemp("junk")
    whole, codes = baci(folder), country_codes(folder)
    start = whole.read_bytes()
    for content in (junk, BACI_HEADER.encode() + b"\n" + junk, start + junk):
        path = folder / "junk.csv"
        path.write_bytes(content)
        with suppress(SourceError):
            read_baci(path, countries=codes)
        with suppress(SourceError):
            read_baci(whole, countries=codes, products=path)
    path.write_bytes(codes.read_bytes() + junk)
    with suppress(SourceError):
        read_baci(whole, countries=path)
