"""Each command does its one thing, for a person and as JSON."""

import json
import re
import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from tests.tolerances import JSON_AGAINST_ENGINE
from tradetalks import load_deal, load_world, weigh
from tradetalks.cli import shapes


def test_help_names_the_four_verbs(tradetalks):
    done = tradetalks("--help")
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in ("read", "weigh", "brief", "atlas"))


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom tradetalks.cli import main\nsys.argv = ['tradetalks', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'jax', 'numpy', 'polars', 'altair', 'trafilatura', 'babel', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.decode().strip() == "[]"


def test_weigh_prints_the_parties_first_and_the_certificate_last(tradetalks, deal):
    done = tradetalks("weigh", deal)
    assert done.returncode == 0
    rows = done.stdout.splitlines()
    first = next(row for row in rows if "Pakistan " in row)
    assert re.search(r"[+-]\d", first)
    assert "Certificate: Solved" in done.stdout


def test_the_json_of_weigh_is_the_engine_s_own_numbers(tradetalks, deal):
    done = tradetalks("weigh", deal, "--as-of", "2025-07-25", "--json", "--sectors", "--flows")
    shape = json.loads(done.stdout)
    world = load_world()
    outcome = weigh(world, load_deal(deal, world), on=date(2025, 7, 25))
    assert shape["schema"] == "tradetalks/weigh/1"
    for name in shapes.BY_ECONOMY:
        printed = [row[name] for row in shape["economies"]]
        np.testing.assert_allclose(printed, getattr(outcome, name), rtol=JSON_AGAINST_ENGINE)
    for table, names in (("sectors", shapes.BY_SECTOR), ("flows", shapes.BY_FLOW)):
        for name in names:
            np.testing.assert_allclose(
                shape[table][name], getattr(outcome, name), rtol=JSON_AGAINST_ENGINE, atol=1e-15
            )
    assert shape["certificate"]["largest_residual"] <= 1e-10
    assert set(shape["units"]) == {*shapes.BY_ECONOMY, *shapes.BY_SECTOR, *shapes.BY_FLOW}


def test_read_prints_the_same_record_for_a_file_and_for_standard_input(tradetalks, article):
    from_file = json.loads(tradetalks("read", article, "--json").stdout)
    piped = json.loads(tradetalks("read", "-", "--json", stdin=article.read_bytes()).stdout)
    assert from_file["parties"] == piped["parties"]
    assert {party["code"] for party in from_file["parties"]} == {"PAK", "USA"}


def test_read_shows_a_person_what_was_read_and_the_words(tradetalks, article):
    done = tradetalks("read", article)
    assert done.returncode == 0
    assert "party" in done.stdout
    assert "“" in done.stdout


def test_atlas_lists_every_economy_and_sector(tradetalks):
    shape = json.loads(tradetalks("atlas", "--json").stdout)
    world = load_world()
    assert [row["code"] for row in shape["economies"]] == list(world.economies)
    assert [row["code"] for row in shape["sectors"]] == list(world.sectors)
    assert shape["sources"]
    text = tradetalks("atlas").stdout
    assert all(code in text for code in (*world.economies, *world.sectors))


def test_the_balancing_report_has_every_economy(tradetalks):
    shape = json.loads(tradetalks("atlas", "--report", "--json").stdout)
    assert [row["economy"] for row in shape["movements"]] == list(load_world().economies)
    assert shape["repairs"]
    assert "What balancing moved" in tradetalks("atlas", "--report").stdout


def test_brief_writes_where_it_is_told_and_says_so(tradetalks, article, tmp_path):
    output = tmp_path / "b.html"
    done = tradetalks("brief", article, "-o", output, "--json")
    assert done.returncode == 0, done.stderr
    shape = json.loads(done.stdout)
    assert shape["path"] == str(output)
    assert output.read_text().startswith("<!doctype html>")
    assert len(shape["headline"]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["b.html"]


@pytest.mark.parametrize("command", ["read", "weigh", "brief", "atlas"])
def test_every_command_explains_itself(command, tradetalks):
    done = tradetalks(command, "--help")
    assert done.returncode == 0
    assert "--json" in done.stdout
