"""The scoreboard counts every replication, and its page is what the command prints."""

from pathlib import Path

import pytest

from tests.replications.scoreboard import PAGES, as_page, collect

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "replications"


@pytest.fixture(scope="module")
def entries(shared_data):
    return collect(shared_data)


def test_every_module_with_scores_is_counted():
    counting = {path.stem for path in HERE.glob("*.py") if "\ndef scores(" in path.read_text()}
    assert counting == set(PAGES)


def test_every_publication_has_its_page_and_is_counted_once(entries):
    assert [entry.page for entry in entries if not (DOCS / entry.page).is_file()] == []
    assert len({entry.paper for entry in entries}) == len(entries)
    tables = [(score.paper, score.table) for entry in entries for score in entry.scores]
    assert len(set(tables)) == len(tables)


def test_the_page_is_what_the_command_prints(entries):
    """If this fails: `python -m tests.replications.scoreboard > docs/replications/README.md`."""
    assert (DOCS / "README.md").read_text(encoding="utf-8") == as_page(entries)
