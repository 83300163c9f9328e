"""ITPD holds sales at home and abroad in one table; what nobody knows is not a zero."""

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.trade_files import (
    ITPD_E_HEADER,
    ITPD_S_HEADER,
    itpd_e,
    itpd_e_row,
    itpd_s,
    write_lines,
)
from tests.tolerances import ATLAS_TEXT
from tradetalks.atlas.sources.itpd import read_itpd
from tradetalks.atlas.sources.tables import TRADE_SCHEMA
from tradetalks.errors import SourceError


@pytest.fixture
def read(tmp_path):
    return lambda *rows, year=2019: read_itpd(itpd_e(tmp_path, rows), year=year)


def flows(table):
    return {tuple(row[:3]): row[3] for row in table.rows.iter_rows()}


def test_a_million_dollars_is_a_thousandth_of_a_billion(read):
    table = read(itpd_e_row(trade="1500"))
    assert flows(table) == {("PAK", "USA", "1"): pytest.approx(1.5, rel=ATLAS_TEXT)}
    assert dict(table.rows.schema) == TRADE_SCHEMA
    assert table.classification == "ITPD-E industry"


def test_sales_at_home_are_rows_of_an_economy_with_itself(read):
    assert not read(itpd_e_row()).domestic
    table = read(itpd_e_row(), itpd_e_row(buyer="PAK", trade="9000"))
    assert table.domestic
    assert flows(table)[("PAK", "PAK", "1")] == pytest.approx(9.0, rel=ATLAS_TEXT)


def test_only_the_year_asked_for_is_read(read):
    table = read(itpd_e_row(year="2018", trade="1"), itpd_e_row(trade="2"))
    assert (table.year, table.rows["value"].to_list()) == (2019, [0.002])


def test_a_year_that_is_not_there_is_refused_with_those_that_are(read):
    with pytest.raises(SourceError, match=r"no rows for 2020.*holds 2017 to 2019"):
        read(itpd_e_row(year="2017"), itpd_e_row(), year=2020)


def test_a_zero_that_was_reported_stays_and_one_put_in_for_the_unknown_does_not(read):
    table = read(itpd_e_row(trade="0", zero="r"), itpd_e_row("IND", trade="0", zero="u"))
    assert flows(table) == {("PAK", "USA", "1"): 0.0}
    assert any("1 zeros flagged unknown" in line for line in table.assumed)


def test_flows_that_the_partner_reported_are_kept_and_counted(read):
    table = read(itpd_e_row(mirror="1"), itpd_e_row("IND"))
    assert table.rows.height == 2
    assert any("1 of 2 flows are what the partner reported" in line for line in table.assumed)


def test_a_value_flagged_unknown_is_kept_and_said(read):
    table = read(itpd_e_row(zero="u"))
    assert table.rows.height == 1
    assert any("have a value, and are kept" in line for line in table.assumed)


def test_two_dynamic_codes_of_one_economy_are_added_up_and_said(read):
    table = read(itpd_e_row("DEU", trade="1"), itpd_e_row("DEU", trade="2", dynamic="DEU.X"))
    assert flows(table) == {("DEU", "USA", "1"): pytest.approx(0.003, rel=ATLAS_TEXT)}
    assert any("2 flows under more than one dynamic code" in line for line in table.assumed)


def test_former_countries_keep_their_code_and_are_named(read):
    table = read(itpd_e_row("SCG"))
    assert any("SCG" in line for line in table.assumed)


def test_a_group_of_economies_is_refused(read):
    with pytest.raises(SourceError, match="'EUN' is a group of economies"):
        read(itpd_e_row("EUN"))


def test_an_unknown_economy_is_refused_with_the_nearest(read):
    with pytest.raises(SourceError, match=r"unknown economy 'PKA'.*PAK"):
        read(itpd_e_row("PKA"))


def test_sales_that_were_filled_in_for_simulation_are_counted(tmp_path):
    rows = ["PAK,USA,2019,1,1500,0,p,0,PAK,USA,Agriculture"]
    rows += ["PAK,PAK,2019,1,9000,0,u,2,PAK,PAK,Agriculture"]
    table = read_itpd(itpd_s(tmp_path, rows), year=2019)
    assert table.classification == "ITPD-S industry"
    assert table.domestic
    assert flows(table)[("PAK", "PAK", "1")] == pytest.approx(9.0, rel=ATLAS_TEXT)
    assert any("1 flows were filled in" in line for line in table.assumed)


def test_the_first_release_has_no_dynamic_codes_and_is_read(tmp_path):
    header = [name for name in ITPD_E_HEADER.split(",") if not name.endswith("_dynamic")]
    row = "PAK,Pakistan,USA,United States,Agriculture,1,Wheat,2016,2,0,p"
    path = write_lines(tmp_path / "ITPD_E_R01.csv", [",".join(header), row])
    assert read_itpd(path, year=2016).rows.height == 1


def test_the_origin_names_the_makers_and_the_very_file(read, tmp_path):
    (origin,) = read(itpd_e_row()).origins
    assert origin.id == "itpd-e-2019"
    assert "Borchert" in origin.citation
    path = tmp_path / "ITPD_E_R03.csv"
    assert origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


TRAPS = {
    "a row twice": (
        [itpd_e_row(), itpd_e_row()],
        "line 3: PAK, USA, 1, PAK, USA is also in line 2",
    ),
    "no value": ([itpd_e_row(trade="")], "line 2: '' in column 'trade' is not a number"),
    "a word": ([itpd_e_row(trade="n.a.")], "'n.a.' in column 'trade'"),
    "negative": ([itpd_e_row(), itpd_e_row("IND", trade="-1")], "line 3: '-1' in column 'trade'"),
    "infinite": ([itpd_e_row(trade="inf")], "'inf' in column 'trade'"),
    "an unknown flag": ([itpd_e_row(zero="x")], "'x' in column 'flag_zero' is none of p, r, u"),
    "a mirror of two": ([itpd_e_row(mirror="2")], "'2' in column 'flag_mirror' is none of 0, 1"),
    "no industry": ([itpd_e_row(industry="AGR")], "'AGR' in column 'industry_id'"),
    "no year": ([itpd_e_row(), itpd_e_row(year="n.a.")], "line 3: 'n.a.' in column 'year'"),
    "cut off": ([itpd_e_row(), itpd_e_row()[:30]], "the last line has"),
    "a field too many": (
        [itpd_e_row() + ",9", itpd_e_row("IND")],
        "line 2: 14 fields where the header has 13",
    ),
    "only a header": ([], "has no rows for 2019"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_damaged_file_is_refused_and_the_message_says_what_and_where(read, trap):
    rows, said = TRAPS[trap]
    with pytest.raises(SourceError) as caught:
        read(*rows)
    assert said in str(caught.value)
    assert "ITPD_E_R03.csv" in str(caught.value)


def test_a_renamed_column_and_another_encoding_are_refused(tmp_path):
    lines = [ITPD_E_HEADER.replace("trade", "trade_value"), itpd_e_row()]
    with pytest.raises(SourceError, match=r"no column 'trade'\. Did you rename it"):
        read_itpd(write_lines(tmp_path / "a.csv", lines), year=2019)
    with pytest.raises(SourceError, match="UTF-16"):
        read_itpd(write_lines(tmp_path / "b.csv", [ITPD_E_HEADER], "utf-16"), year=2019)
    with pytest.raises(SourceError, match="is a folder"):
        read_itpd(tmp_path, year=2019)


def test_headers_are_those_of_the_official_files_and_the_samples_are_read(shared_data):
    for name, header in (("itpd_e", ITPD_E_HEADER), ("itpd_s", ITPD_S_HEADER)):
        path = shared_data / "formats" / f"{name}.sample.csv"
        assert path.read_text(encoding="utf-8").splitlines()[0] == header
        table = read_itpd(path, year=2019)
        assert table.rows.is_empty()
        assert any("1 zeros flagged unknown" in line for line in table.assumed)


@given(st.binary())
def test_no_bytes_whatever_raise_anything_but_a_source_error(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("junk") / "t.csv"
    whole = f"{ITPD_E_HEADER}\n{itpd_e_row()}\n".encode()
    for content in (junk, ITPD_E_HEADER.encode() + b"\n" + junk, whole + junk):
        path.write_bytes(content)
        with suppress(SourceError):
            read_itpd(path, year=2019)
