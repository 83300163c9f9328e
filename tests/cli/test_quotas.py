"""Tariff quotas at the command line."""

import json

import pytest

from tests.tolerances import QUOTA_MET
from tradetalks.cli.quotas import QUOTA_UNITS

DEAL = """title = "Two quotas"
parties = ["PAK", "USA"]
status = "proposed"

[dates]
applied = 2025-03-01

[[concession]]
by = "USA"
to = "PAK"
sectors = ["TEX"]
quota = { of_imports = 1.05, in_quota = 0.0, licences = "exporter" }

[[concession]]
by = "PAK"
to = "USA"
sectors = ["AGR"]
quota = { value = 0.1, in_quota = 0.0, out_of_quota = 0.25, licences = "importer" }
"""


@pytest.fixture
def deal(tmp_path):
    path = tmp_path / "deal.toml"
    path.write_text(DEAL, encoding="utf-8")
    return path


def test_a_person_reads_fill_rates_and_rent(tradetalks, deal):
    done = tradetalks("weigh", deal)
    assert done.returncode == 0, done.stderr
    rows = [row.split() for row in done.stdout.split("Tariff quotas")[1].splitlines()]
    (textiles,) = (row for row in rows if row[:2] == ["USA", "PAK"])
    assert "100.0" in textiles
    assert textiles[-1] == "exporter"
    assert "Quotas: conditions on rate and fill hold to" in done.stdout


def test_the_json_has_every_quota_with_its_units(tradetalks, deal):
    shape = json.loads(tradetalks("weigh", deal, "--json").stdout)
    textiles, farms = shape["quotas"]
    assert set(shape["quota_units"]) == set(QUOTA_UNITS)
    assert {name for name, value in textiles.items() if isinstance(value, float)} == set(
        QUOTA_UNITS
    )
    assert (textiles["regime"], farms["regime"]) == ("at", "beyond")
    assert textiles["volume"] == pytest.approx(1.05 * textiles["imports_before"], rel=QUOTA_MET)
    assert farms["rent"] > 0.0
    rents = {row["code"]: row["quota_rent"] for row in shape["economies"]}
    assert rents["PAK"] == pytest.approx(textiles["rent"] + farms["rent"])
    assert rents["USA"] == 0.0


def test_each_year_of_a_path_has_its_quotas(tradetalks, deal):
    shape = json.loads(tradetalks("weigh", deal, "--path", "--json").stdout)
    assert [len(year["quotas"]) for year in shape["years"]] == [2, 2]
    assert "Tariff quotas in year 2" in tradetalks("weigh", deal, "--path").stdout


@pytest.mark.parametrize("mode", [("--draws", "5"), ("--sensitivity",)])
def test_what_cannot_take_a_quota_says_why_and_what_to_do(mode, tradetalks, deal):
    done = tradetalks("weigh", deal, *mode)
    assert (done.returncode, done.stdout) == (2, "")
    said = " ".join(done.stderr.split())
    assert "deal.toml:8: " in said
    assert "cannot take a tariff quota" in said
    assert "write the marginal rate" in said
    assert "Traceback" not in said


def test_a_brief_of_a_quota_is_refused_and_nothing_is_written(tradetalks, deal, tmp_path):
    done = tradetalks("brief", deal, "-o", tmp_path / "brief.html")
    assert done.returncode == 2
    assert "cannot take a tariff quota" in " ".join(done.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["deal.toml"]


def test_a_quota_that_is_none_is_refused_with_its_line(tradetalks, deal):
    deal.write_text(DEAL.replace("value = 0.1", "value = -0.1"), encoding="utf-8")
    done = tradetalks("weigh", deal)
    assert done.returncode == 2
    assert "deal.toml:18: " in done.stderr
