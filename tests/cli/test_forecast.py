"""`tradetalks dossier forecast` as a person runs it."""

import json

import pytest
from typer.testing import CliRunner

from tests.dossier.saga import Draft, saga
from tradetalks.cli.app import app
from tradetalks.dossier.items import Stage
from tradetalks.dossier.store import open_dossier


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "talks.db"
    other = Draft("Chile and Ghana signed.\n", "2026-04-02", "Desk", parties=("CHL", "GHA"))
    other.status("Chile and Ghana signed", Stage.SIGNED)
    with open_dossier(path, create=True) as dossier:
        dossier.add([*saga(), other.record()])
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["dossier", "forecast", *map(str, arguments)])


def test_a_dossier_says_how_near_the_deal_of_two_is(file):
    shown = run(file, "--parties", "CHL,GHA")
    assert shown.exit_code == 0
    assert "signed and not in force" in shown.stdout
    assert "Brier" in shown.stdout


def test_it_answers_for_a_day_and_in_json(file):
    done = run(file, "--parties", "CHL,GHA", "--as-of", "2026-04-01", "--json")
    shape = json.loads(done.stdout)
    assert shape["schema"] == "tradetalks/dossier-forecast/1"
    assert shape["forecast"]["stage"] is None
    full = json.loads(run(file, "--parties", "CHL,GHA", "--json").stdout)["forecast"]
    assert {rate["target"] for rate in full["rates"]} == {"entry into force"}


def test_of_several_talks_one_must_be_named(file):
    done = run(file)
    assert done.exit_code != 0
    assert "--parties" in str(done.exception)
