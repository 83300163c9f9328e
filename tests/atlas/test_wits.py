"""Rates from WITS: in fractions, by place, with what is missing told from what is free."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.atlas.tariff_files import MFN_HEADER, PREF_HEADER, WEB_HEADER, mfn, pref, web
from tests.tolerances import ATLAS_TEXT
from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.atlas.sources.tables import RATE_SCHEMA
from tradetalks.atlas.sources.wits_bulk import read_wits_mfn, read_wits_preferences
from tradetalks.atlas.sources.wits_web import read_wits_web
from tradetalks.errors import SourceError, UnknownCodeError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "AVEMFN_586_2022.csv"


def said(table):
    return " ".join(table.assumed)


@pytest.mark.parametrize(
    ("sample", "header"),
    [
        ("wits_bulk_AVEMFN", MFN_HEADER),
        ("wits_bulk_AVEPref", PREF_HEADER),
        ("wits_web_download", WEB_HEADER),
    ],
)
def test_the_headers_of_these_tests_are_the_official_ones(shared_data, sample, header):
    lines = (shared_data / "formats" / f"{sample}.sample.csv").read_text().splitlines()
    assert lines[0] == header


def test_the_samples_are_read(shared_data):
    folder = shared_data / "formats"
    tables = [
        read_wits_mfn(folder / "wits_bulk_AVEMFN.sample.csv"),
        read_wits_preferences(folder / "wits_bulk_AVEPref.sample.csv"),
        read_wits_web(folder / "wits_web_download.sample.csv", duty="MFN"),
    ]
    assert [table.rows.rows() for table in tables] == [
        [(None, "PAK", "520100", 0.0)],
        [("CHN", "PAK", "854231", 0.0)],
        [(None, "PAK", "520100", 0.0)],
    ]


def test_a_rate_in_per_cent_becomes_a_fraction_for_every_partner(path):
    table = read_wits_mfn(mfn(path, [{"SimpleAverage": "11.5"}]))
    assert dict(table.rows.schema) == RATE_SCHEMA
    [(exporter, importer, product, rate)] = table.rows.rows()
    assert (exporter, importer, product) == (None, "PAK", "520100")
    assert rate == pytest.approx(0.115, rel=ATLAS_TEXT)


def test_a_table_says_its_year_edition_and_kind(path):
    table = read_wits_mfn(mfn(path, [{}]))
    assert (table.year, table.classification, table.kind) == (
        2022,
        "HS2017",
        "most favoured nation",
    )
    assert read_wits_preferences(pref(path, [{}])).kind == "preferential"


@pytest.mark.parametrize(
    ("code", "edition"),
    [
        ("H0", "HS1988/92"),
        ("H1", "HS1996"),
        ("H2", "HS2002"),
        ("H3", "HS2007"),
        ("H4", "HS2012"),
        ("H5", "HS2017"),
        ("H6", "HS2022"),
    ],
)
def test_every_edition_of_the_harmonised_system_is_known(path, code, edition):
    assert read_wits_mfn(mfn(path, [{"NomenCode": code}])).classification == edition


def test_zero_with_no_line_that_has_a_rate_is_missing_and_not_free(path):
    rows = [
        {"SimpleAverage": "0", "Nbr_NA_Lines": "2"},
        {"ProductCode": "520200", "SimpleAverage": "0", "Nbr_NA_Lines": "0"},
    ]
    table = read_wits_mfn(mfn(path, rows))
    assert table.rows["product"].to_list() == ["520200"]
    assert "1 rate of zero left out" in said(table)


def test_the_same_holds_of_preferences_whose_columns_stand_elsewhere(path):
    rows = [
        {"SimpleAverage": "0", "Nbr_NA_Lines": "2"},
        {"ProductCode": "520200", "SimpleAverage": "0"},
    ]
    table = read_wits_preferences(pref(path, rows))
    assert table.rows.rows() == [("CHN", "PAK", "520200", 0.0)]


def test_more_missing_lines_than_lines_are_all_of_them(path):
    rows = [{"SimpleAverage": "0", "Nbr_NA_Lines": "3"}, {"ProductCode": "520200"}]
    assert read_wits_mfn(mfn(path, rows)).rows.height == 1


def test_an_average_over_some_of_the_lines_is_kept_and_said(path):
    table = read_wits_mfn(mfn(path, [{"Nbr_NA_Lines": "1"}]))
    assert table.rows.height == 1
    assert "averaged only over the lines that have a rate" in said(table)


def test_an_empty_rate_is_missing(path):
    table = read_wits_mfn(mfn(path, [{"SimpleAverage": ""}, {"ProductCode": "520200"}]))
    assert table.rows["product"].to_list() == ["520200"]
    assert "1 row without a rate" in said(table)


@pytest.mark.parametrize("spell", [str.upper, str.lower])
def test_the_case_of_column_names_does_not_matter(path, spell):
    mfn(path, [{}])
    header, row = path.read_text().splitlines()
    path.write_text(f"{spell(header)}\n{row}\n")
    assert read_wits_mfn(path).rows.height == 1


def test_codes_keep_their_leading_zero(path):
    assert read_wits_mfn(mfn(path, [{"ProductCode": "010121"}])).rows["product"][0] == "010121"


def test_a_leading_zero_lost_to_a_spreadsheet_is_put_back_and_said(path):
    table = read_wits_mfn(mfn(path, [{"ProductCode": "10121"}]))
    assert table.rows["product"][0] == "010121"
    assert "given back the zero" in said(table)


def test_totals_chapters_and_headings_are_left_out_and_counted(path):
    codes = ["Total", "52", "5201", "101", "520100"]
    table = read_wits_mfn(mfn(path, [{"ProductCode": code} for code in codes]))
    assert table.rows["product"].to_list() == ["520100"]
    assert "4 rows of chapters, headings or totals left out" in said(table)


def test_a_file_of_totals_only_is_refused(path):
    with pytest.raises(SourceError, match="six digits"):
        read_wits_mfn(mfn(path, [{"ProductCode": "Total"}]))


def test_the_unions_rates_are_its_members_and_not_on_each_other(path):
    table = read_wits_mfn(mfn(path, [{"Reporter_ISO_N": "918"}]))
    assert tuple(sorted(table.rows["importer"])) == EU_MEMBERS
    rows = [{"Reporter_ISO_N": "918", "Partner": "586"}, {"Partner": "918"}]
    both = read_wits_preferences(pref(path, rows)).rows
    assert both.filter(exporter="PAK").height == both.filter(importer="PAK").height == 27


def test_the_union_is_that_of_the_year(path):
    table = read_wits_mfn(mfn(path, [{"Reporter_ISO_N": "918", "Year": "2012"}]))
    assert {"GBR"} == set(table.rows["importer"]) - set(EU_MEMBERS)
    assert "HRV" not in table.rows["importer"]


def test_a_members_own_row_goes_before_the_unions(path):
    rows = [{"Partner": "918"}, {"Partner": "276", "SimpleAverage": "3"}]
    table = read_wits_preferences(pref(path, rows)).rows
    assert table.height == 27
    assert table.filter(exporter="DEU")["rate"].to_list() == [0.03]


def test_only_the_partners_asked_for_are_kept_members_of_the_union_among_them(path):
    rows = [{}, {"Partner": "840"}, {"Partner": "918"}]
    table = read_wits_preferences(pref(path, rows), partners=["CHN", "DEU"])
    assert table.rows["exporter"].to_list() == ["CHN", "DEU"]
    assert "1 row on partners not asked for left out" in said(table)
    with pytest.raises(UnknownCodeError, match="Did you mean CHN"):
        read_wits_preferences(path, partners=["CHNA"])


def test_a_rate_on_oneself_is_left_out_and_counted(path):
    table = read_wits_preferences(pref(path, [{}, {"Partner": "586"}]))
    assert table.rows["exporter"].to_list() == ["CHN"]
    assert "1 row of a place's rate on itself left out" in said(table)


def test_partners_that_are_groups_are_left_out_counted_and_named(path):
    rows = [{}, {"Partner": "A12"}, {"Partner": "A12", "ProductCode": "520200"}]
    table = read_wits_preferences(pref(path, rows))
    assert table.rows["exporter"].to_list() == ["CHN"]
    assert "2 rows of 1 partner code left out, groups of countries or on no list: A12" in said(
        table
    )


def test_a_file_of_groups_only_is_refused(path):
    with pytest.raises(SourceError, match="no reporter and partner"):
        read_wits_preferences(pref(path, [{"Partner": "A12"}]))


def test_years_are_not_mixed(path):
    mfn(path, [{}, {"Year": "2021", "SimpleAverage": "5"}])
    with pytest.raises(SourceError, match=r"more than one year: 2021, 2022.*year=") as caught:
        read_wits_mfn(path)
    assert "AVEMFN" in str(caught.value)
    assert read_wits_mfn(path, year=2021).rows["rate"].to_list() == [0.05]
    with pytest.raises(SourceError, match="no row is of year 2020"):
        read_wits_mfn(path, year=2020)


def test_editions_are_not_mixed(path):
    mfn(path, [{}, {"NomenCode": "H4", "ProductCode": "520200"}])
    with pytest.raises(SourceError, match="more than one edition: H4, H5"):
        read_wits_mfn(path)
    assert read_wits_mfn(path, edition="H4").classification == "HS2012"
    with pytest.raises(UnknownCodeError, match="H9"):
        read_wits_mfn(path, edition="H9")


def test_a_row_twice_counts_once(path):
    table = read_wits_mfn(mfn(path, [{}, {}]))
    assert table.rows.height == 1
    assert "1 row left out as a repeat" in said(table)


def test_two_rates_of_one_product_are_refused_with_both_lines(path):
    with pytest.raises(SourceError, match=r"line 3: product 520100 .* in line 2"):
        read_wits_mfn(mfn(path, [{}, {"SimpleAverage": "5"}]))


def test_duty_types_are_never_mixed(path):
    rows = [{}, {"DutyType": "AHS", "Partner": "156", "Simple Average": "4"}]
    web(path, rows)
    assert read_wits_web(path, duty="MFN").rows.rows() == [(None, "PAK", "520100", 0.11)]
    applied = read_wits_web(path, duty="AHS")
    assert applied.rows.rows() == [("CHN", "PAK", "520100", 0.04)]
    assert applied.kind == "applied"
    assert "1 row of other duty types left aside" in said(applied)


def test_a_duty_type_that_is_not_in_the_file_is_refused_and_the_others_named(path):
    with pytest.raises(SourceError, match=r"no rate is of duty type BND. It holds MFN"):
        read_wits_web(web(path, [{}]), duty="BND")
    with pytest.raises(UnknownCodeError, match="MFN, AHS, PRF, BND"):
        read_wits_web(path, duty="XXX")


def test_an_applied_average_over_the_world_is_nobodys_rate(path):
    rows = [
        {"DutyType": "AHS", "Simple Average": "7"},
        {"DutyType": "AHS", "Partner": "156", "Simple Average": "4"},
    ]
    table = read_wits_web(web(path, rows), duty="AHS")
    assert table.rows["exporter"].to_list() == ["CHN"]
    assert "1 average over all partners left out" in said(table)


def test_zeros_of_the_web_download_are_taken_as_free_and_that_is_said(path):
    table = read_wits_web(web(path, [{"Simple Average": "0"}]), duty="MFN")
    assert table.rows["rate"].to_list() == [0.0]
    assert "shows a missing rate as zero as well" in said(table)


def test_three_letter_codes_of_older_downloads_are_understood(path):
    rows = [{"Reporter": "PAK", "Partner": "WLD"}, {"Reporter": "EUN", "Partner": "WLD"}]
    table = read_wits_web(web(path, rows), duty="MFN")
    assert table.rows.height == 28


def test_rates_carry_their_origin(path):
    [origin] = read_wits_mfn(mfn(path, [{}])).origins
    assert origin.id == "wits-mfn-2022"
    assert "UNCTAD" in origin.producer
    assert origin.covers == "2022"
    assert origin.licence
    assert len(origin.sha256) == 64


BAD_FIELDS = {
    "not a number": ({"SimpleAverage": "n.a."}, "'n.a.' in column 'SimpleAverage'"),
    "infinite": ({"SimpleAverage": "inf"}, "'inf' in column 'SimpleAverage'"),
    "a comma for a point": ({"SimpleAverage": '"11,5"'}, "'11,5' in column 'SimpleAverage'"),
    "negative": ({"SimpleAverage": "-1"}, "'-1' in column 'SimpleAverage'"),
    "absurd": ({"SimpleAverage": "99999"}, "more than a tariff"),
    "not a count": ({"Nbr_NA_Lines": "x"}, "'x' in column 'Nbr_NA_Lines'"),
    "a negative count": ({"TotalNoOfLines": "-2"}, "'-2' in column 'TotalNoOfLines'"),
    "a national line": ({"ProductCode": "52010010"}, "'52010010' in column 'ProductCode'"),
    "no product": ({"ProductCode": "cotton"}, "'cotton' in column 'ProductCode'"),
    "no year": ({"Year": "22"}, "'22' in column 'year' is not a year"),
    "another nomenclature": ({"NomenCode": "S3"}, "no edition of the Harmonised System"),
}


@pytest.mark.parametrize("trap", BAD_FIELDS)
def test_a_field_that_cannot_be_is_refused_with_its_line(path, trap):
    field, words = BAD_FIELDS[trap]
    with pytest.raises(SourceError, match=r"AVEMFN_586_2022.csv, line 2") as caught:
        read_wits_mfn(mfn(path, [field]))
    assert words in str(caught.value)


def test_reporters_that_are_no_place_are_left_out_and_named(path):
    table = read_wits_mfn(mfn(path, [{}, {"Reporter_ISO_N": "891"}]))
    assert table.rows.height == 1
    assert "1 row of 1 reporter code left out, groups of countries or on no list: 891" in said(
        table
    )


DAMAGE = {
    "empty": lambda raw: b"",
    "header only": lambda raw: raw.splitlines()[0],
    "truncated in a row": lambda raw: raw[:-20],
    "utf-16": lambda raw: raw.decode().encode("utf-16"),
    "cp1252": lambda raw: raw.replace(b"520100", "caf\xe9".encode("cp1252")),
    "binary": lambda raw: bytes(range(256)),
    "zeros": lambda raw: b"\0" * 300,
    "renamed": lambda raw: raw.replace(b"SimpleAverage", b"Average"),
    "semicolons": lambda raw: raw.replace(b",", b";"),
    "a column twice": lambda raw: raw.replace(b"Sum_Of_Rates", b"SimpleAverage"),
    "an archive": lambda raw: b"PK\x03\x04" + raw,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused_and_named(path, damage):
    mfn(path, [{}])
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    with pytest.raises(SourceError, match="AVEMFN_586_2022"):
        read_wits_mfn(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for wrong in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(SourceError):
            read_wits_mfn(wrong)


def test_a_byte_order_mark_changes_nothing(path):
    mfn(path, [{}])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_wits_mfn(path).rows.height == 1


READERS = (
    (MFN_HEADER, read_wits_mfn),
    (PREF_HEADER, read_wits_preferences),
    (WEB_HEADER, lambda path: read_wits_web(path, duty="MFN")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400),
    reader=st.sampled_from(READERS),
    headed=st.booleans(),
)
def test_any_bytes_are_read_or_refused(path, data, reader, headed):
    header, read = reader
    path.write_bytes(header.encode() + b"\n" + data if headed else data)
    _read_or_refuse(read, path)


FIELDS = st.sampled_from(
    [
        "H5",
        "H6",
        "586",
        "918",
        "000",
        "2022",
        "520100",
        "0",
        "1",
        "-1",
        "1e999",
        "nan",
        "",
        "é",
        '"',
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(FIELDS, min_size=13, max_size=15), max_size=4),
    reader=st.sampled_from(READERS),
)
def test_any_rows_of_likely_fields_are_read_or_refused(path, rows, reader):
    header, read = reader
    text = "\n".join([header, *(",".join(row) for row in rows)])
    path.write_text(text, encoding="utf-8")
    _read_or_refuse(read, path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, 400),
    gone=st.integers(0, 3),
    put=st.sampled_from([b"", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"-", b"e", "٣".encode()]),
)
def test_a_file_damaged_anywhere_is_read_or_refused(path, at, gone, put):
    whole = mfn(path, [{}, {"ProductCode": "010121"}, {"Reporter_ISO_N": "918"}]).read_bytes()
    path.write_bytes(whole[:at] + put + whole[at + gone :])
    _read_or_refuse(read_wits_mfn, path)


def _read_or_refuse(read, path):
    try:
        rows = read(path).rows
    except SourceError:
        return
    assert rows["rate"].is_between(0, 100).all()
    assert not rows.select("exporter", "importer", "product").is_duplicated().any()
