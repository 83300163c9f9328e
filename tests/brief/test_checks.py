"""The claims of the example article, set beside what is known, in the document itself."""

from pathlib import Path

import pytest
from lxml import html

from tests.brief.pages import parsed
from tradetalks.brief.checks import MOST
from tradetalks.brief.write import write_brief
from tradetalks.dossier.base_rates import Target, base_rate
from tradetalks.dossier.items import Stage
from tradetalks.dossier.read import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "pakistan-united-states-2025-07.md"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    output = tmp_path_factory.mktemp("brief") / "brief.html"
    write_brief(EXAMPLE, output)
    return output.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(document):
    return parsed(document)


@pytest.fixture(scope="module")
def rows(document):
    """Return the cells of the table of checks, row by row."""
    (table,) = html.fromstring(document).xpath("//figure[@id='checked']//tbody")
    return [
        [" ".join(" ".join(cell.itertext()).split()) for cell in row.iter("td")]
        for row in table.iter("tr")
    ]


def of(rows, words):
    return next(row for row in rows if words in row[0])


def test_the_claims_stand_with_words_voice_date_and_verdict(rows):
    assert 3 <= len(rows) <= MOST
    assert all(len(row) == 4 and all(row) for row in rows)
    assert {row[3] for row in rows} <= {"agrees", "differs", "cannot be checked"}


def test_the_tariff_is_set_beside_what_is_levied_and_on_whom(rows):
    row = of(rows, "29 percent")
    assert "by United States, on Pakistan" in row[0]
    assert "to apply from 1 August 2025" in row[2]
    assert "in force on 26 July 2025: 10 percent" in row[2]


def test_the_analysts_days_cannot_be_checked(rows):
    row = of(rows, "within days, not weeks")
    assert row[1].startswith("Analysts")
    assert "26 July 2025" in row[1]
    assert row[3] == "cannot be checked"
    # What is known is told at the first such claim, and only pointed to at the next.
    told = [each[2] for each in rows if each[3] == "cannot be checked"]
    assert "No agreement between the two was known" in told[0]
    assert set(told[1:]) <= {"As above."}


def test_the_largest_supplier_is_set_beside_the_trade_of_the_world(rows):
    row = of(rows, "largest supplier")
    assert "percent of Pakistan’s imports of goods" in row[2]
    assert row[3] == "agrees"


def test_each_claim_leads_to_its_words_in_the_article(page):
    text = read(EXAMPLE).article.text
    links = [link for link in page.values("href") if link.startswith("#words-")]
    ids = set(page.values("id"))
    for link in links:
        start, end = map(int, link.removeprefix("#words-").split("-"))
        assert link[1:] in ids
        assert text[start:end]


def test_the_section_says_how_near_without_a_probability_of_its_own(page):
    said = page.text
    assert "That supports no probability" in said
    rate = base_rate(Stage.NEGOTIATING, Target.AGREEMENT, 3)
    assert f"{100 * rate.rate:.0f} percent were followed by an agreement" in said
    assert f"{rate.brier:.3f}" in said
    assert "How far past trade negotiations were" in said
