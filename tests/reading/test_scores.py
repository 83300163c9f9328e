"""What the pages say of how well articles are read is what the scorer prints, error by error."""

import json
from pathlib import Path

import pytest

from tests.reading.labels import HALVES, load_half
from tests.reading.matching import Counts
from tests.reading.report import all_errors, counts_of, false_statuses, scores
from tests.reading.score import unsupported
from tradetalks.dossier.read import read

DOCS = Path(__file__).parents[2] / "docs" / "explanation"
RECORDS = {}


def record_of(path):
    """Read each text once."""
    if path not in RECORDS:
        RECORDS[path] = json.loads(read(path).to_json())
    return RECORDS[path]


@pytest.mark.parametrize("half", HALVES)
def test_the_page_has_the_figures_that_the_scorer_prints(half):
    page = (DOCS / "reading.md").read_text(encoding="utf-8")
    assert scores(half, record_of) in page


def test_every_error_on_the_test_half_is_on_its_page():
    page = (DOCS / "reading-errors.md").read_text(encoding="utf-8")
    assert all_errors("test", record_of) in page


@pytest.mark.parametrize("half", HALVES)
def test_nothing_is_found_without_its_words_and_other_deals_have_no_stage(half):
    texts = load_half(half)
    records = [record_of(text.path) for text in texts]
    assert [wrong for record in records for wrong in unsupported(record)] == []
    assert len(false_statuses(texts, records)) <= sum(text.is_negative for text in texts) / 10


@pytest.mark.parametrize("half", HALVES)
def test_the_rules_beat_looking_names_and_words_up(half):
    """A bare gazetteer has no grammar: what it finds for nothing is the least to be found."""
    from tests.reading.baseline import bare_gazetteer

    texts = load_half(half)
    for key in ("countries", "agenda", "stages", "figures", "steps", "quotes"):
        ours, bare = (
            sum(counts_of(texts, [read_it(text.path) for text in texts], key), Counts())
            for read_it in (record_of, bare_gazetteer)
        )
        assert f_score(ours) > f_score(bare), key


def f_score(counts: Counts) -> float:
    return 2 * counts.precision * counts.recall / (counts.precision + counts.recall)
