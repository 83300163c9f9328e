"""A file of tariffs is told by its header; one of one's own is read with the same care."""

import pytest

from tests.atlas.tariff_files import mfn, pref, web, wto
from tests.atlas.trade_files import write_lines
from tradetalks.atlas.sources.rate_files import read_rates
from tradetalks.errors import SourceError

HEADER = "exporter,importer,sector,rate"


@pytest.mark.parametrize(
    ("write", "row", "kind"),
    [
        (mfn, {}, "most favoured nation"),
        (pref, {}, "preferential"),
        (web, {"DutyType": "AHS", "Partner": "156"}, "applied"),
    ],
    ids=["mfn", "pref", "web"],
)
def test_each_download_of_wits_is_told_by_its_header(write, row, kind, tmp_path):
    rates = read_rates(write(tmp_path / "rates.csv", [row]), trade_year=2023)
    assert (rates.kind, rates.year) == (kind, 2022)


def test_preferences_of_partners_outside_the_union_are_enough(tmp_path):
    path = pref(tmp_path / "rates.csv", [{}, {"Partner": "842"}])
    rates = read_rates(path, trade_year=2023, partners=["CHN"])
    assert rates.rows["exporter"].to_list() == ["CHN"]


def test_rates_of_ones_own_are_fractions_and_may_be_on_everyone(tmp_path):
    lines = [HEADER, ",PAK,ALL,0.1", "CHN,PAK,ALL,0", "PAK,PAK,ALL,0"]
    rates = read_rates(write_lines(tmp_path / "own.csv", lines), trade_year=2023)
    assert rates.rows.rows() == [(None, "PAK", "ALL", 0.1), ("CHN", "PAK", "ALL", 0.0)]
    assert (rates.kind, rates.year, rates.classification) == ("applied", 2023, "sector")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([HEADER, "CHN,PAK,ALL,19"], "line 2.*nineteen per cent is 0.19"),
        ([HEADER, "CHN,PAK,ALL,-0.1"], "line 2.*below 0"),
        ([HEADER, "CHN,PAK,ALL,"], "line 2.*is not a number"),
        ([HEADER, "CHN,PAK,ALL,nan"], "line 2.*is not a number"),
        ([HEADER, "CHN,,ALL,0.1"], "line 2.*names nothing"),
        ([HEADER, "PAK,PAK,ALL,0.1"], "line 2.*sales at home"),
        ([HEADER, "CHN,PAK,ALL,0.1", "CHN,PAK,ALL,0.2"], "is also in line 2"),
        ([HEADER], "a header and no rows"),
        (["exporter,importer,product,tariff", "A,B,C,1"], "no file of tariffs that is known"),
    ],
)
def test_rates_of_ones_own_that_cannot_be_are_refused_with_their_line(lines, said, tmp_path):
    with pytest.raises(SourceError, match=said):
        read_rates(write_lines(tmp_path / "own.csv", lines), trade_year=2023)


def test_tariff_actions_of_the_wto_need_a_day(tmp_path):
    with pytest.raises(SourceError, match=r"needs a day.*read_wto_actions"):
        read_rates(wto(tmp_path / "wto.csv", [{}]), trade_year=2023)
