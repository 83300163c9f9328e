"""The day a text gives for its publication, from the heads of all sorts of texts."""

import tomllib
from pathlib import Path

import pytest

from tradetalks.dossier.article import article_from_text

CASES = tomllib.loads(Path(__file__).with_name("date_bank.toml").read_text(encoding="utf-8"))[
    "cases"
]
REST = (
    "The two sides have been at it since the talks opened in Lima on 9 January 2024, and they said "
    "that nothing was agreed until all was agreed. The next round is to be held in May."
)


def test_the_bank_is_large():
    assert len(CASES) >= 40


@pytest.mark.parametrize(("head", "day"), CASES, ids=[str(n) for n in range(len(CASES))])
def test_a_text_is_dated_as_its_head_says(head, day):
    article = article_from_text(head.replace("{rest}", REST))
    assert (article.published.isoformat() if article.published else "") == day
