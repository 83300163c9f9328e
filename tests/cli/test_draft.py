"""`tradetalks read --draft-talks` and `tradetalks dossier draft` as a person runs them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tradetalks.cli.app import app
from tradetalks.dossier.read import read
from tradetalks.dossier.store import open_dossier
from tradetalks.errors import InputError, OutputError

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "pakistan-united-states-2025-07.md"
SWISS = ROOT / "tests" / "dossier" / "texts" / "swiss-us-not-stalled.txt"


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_reading_writes_the_draft_and_says_what_it_assumes(tmp_path):
    path = tmp_path / "draft.toml"
    done = run("read", EXAMPLE, "--draft-talks", path, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["parties"]
    assert "It assumes:" in done.stderr
    assert path.read_text(encoding="utf-8").startswith("# DRAFT")


def test_the_draft_can_be_struck(tmp_path):
    path = tmp_path / "draft.toml"
    assert run("read", SWISS, "--draft-talks", path).exit_code == 0
    done = run("strike", path, "--points", "3", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["schema"] == "tradetalks/strike/1"


def test_a_file_that_exists_is_replaced_only_when_asked(tmp_path):
    path = tmp_path / "draft.toml"
    path.write_text("mine", encoding="utf-8")
    refused = run("read", EXAMPLE, "--draft-talks", path)
    assert isinstance(refused.exception, OutputError)
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("read", EXAMPLE, "--draft-talks", path, "--replace").exit_code == 0
    assert path.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    "arguments", [("read", EXAMPLE, "--replace"), ("read", EXAMPLE, SWISS, "--draft-talks", "x")]
)
def test_what_makes_no_draft_is_refused(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert isinstance(run(*arguments).exception, InputError)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_no_file(tmp_path):
    text = tmp_path / "article.txt"
    text.write_text("Kenya and Norway opened trade talks on Monday.\n", encoding="utf-8")
    assert run("read", text, "--draft-talks", tmp_path / "draft.toml").exit_code != 0
    assert list(tmp_path.iterdir()) == [text]


def test_a_dossier_makes_one_draft_of_its_articles(tmp_path):
    file, path = tmp_path / "desk.db", tmp_path / "draft.toml"
    with open_dossier(file, create=True) as dossier:
        dossier.add([read(EXAMPLE)])
    done = run("dossier", "draft", file, path, "--parties", "PAK,USA")
    assert done.exit_code == 0
    assert 'parties = ["PAK", "USA"]' in path.read_text(encoding="utf-8")
    again = run("dossier", "draft", file, path, "--parties", "PAK,USA")
    assert isinstance(again.exception, OutputError)
