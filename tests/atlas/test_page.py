"""The page on the world holds the tables of what ships, to the digit."""

from pathlib import Path

import pytest

from tradetalks.atlas.build.pages import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "atlas.md"


@pytest.mark.parametrize("name", TABLES)
def test_each_table_on_the_page_is_what_ships(name):
    text = PAGE.read_text(encoding="utf-8")
    assert TABLES[name]() in text, "run: python -m tradetalks.atlas.build.pages"
