"""A brief on an article, in the default world: words, claims, dates, and text that attacks."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.brief.pages import Page, parsed
from tradetalks.brief.claims import segments
from tradetalks.brief.write import Brief, write_brief
from tradetalks.dossier.read import read
from tradetalks.dossier.record import Record
from tradetalks.errors import ArticleError

EXAMPLE = Path(__file__).parents[2] / "examples" / "pakistan-united-states-2025-07.md"
ATTACKS = (
    "<script>alert('talks')</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% include 'style.css' %}",
    "</div></section><h1>Not the article</h1>",
    "javascript:alert(1) \u202eslrats\u202c",
    "<img src=x onerror=alert(1) and no end",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


@dataclass(frozen=True)
class OnArticle:
    """A brief on the example with hostile lines added, and the dossier it rests on."""

    brief: Brief
    page: Page
    html: str
    record: Record


@pytest.fixture(scope="module")
def on_article(tmp_path_factory: pytest.TempPathFactory) -> OnArticle:
    folder = tmp_path_factory.mktemp("article")
    article, output = folder / "article.md", folder / "brief.html"
    quoted = "\n\n".join(f'"We want peace," Dar said, adding {line} to it.' for line in ATTACKS)
    article.write_text(EXAMPLE.read_text(encoding="utf-8") + "\n" + quoted, encoding="utf-8")
    brief = write_brief(article, output)
    html = output.read_text(encoding="utf-8")
    return OnArticle(brief=brief, page=parsed(html), html=html, record=read(article))


def test_an_article_answers_for_its_own_day(on_article: OnArticle) -> None:
    """The date is the article's, and the page says so."""
    assert on_article.brief.as_of == on_article.record.article.published
    assert on_article.brief.dated_by == "the article's date"
    assert "the article’s own date" in on_article.page.text.replace("'", "’")


def test_a_note_on_an_economy_stands_where_that_economy_does(on_article: OnArticle) -> None:
    """The data's notes on a party are printed, and so are those on no economy in particular."""
    assert "Pakistan's levels are low" in on_article.page.text
    assert "Tariffs are averages by sector." in on_article.page.text


def test_text_that_attacks_is_printed_as_text(on_article: OnArticle) -> None:
    """No element, no template and no title comes from the article."""
    assert not on_article.page.all("script")
    assert not on_article.page.all("img")
    assert len(on_article.page.all("h1")) == 1
    assert "49 " not in [word.strip() + " " for word in on_article.page.words]
    printed = on_article.page.text
    text = on_article.record.article.text
    held = [line for line in ATTACKS if line in text]
    assert len(held) >= 2, "the reader of Markdown left no attack to print"
    assert all(line in printed for line in held)


def test_the_article_is_printed_in_full_and_claims_lead_into_it(on_article: OnArticle) -> None:
    """Each claim's link opens at the words it quotes."""
    text = on_article.record.article.text
    assert text in on_article.page.text
    links = [link for link in on_article.page.values("href") if link.startswith("#words-")]
    assert len(links) > 10
    for link in links:
        _, start, end = link.split("-")
        assert text[int(start) : int(end)] in on_article.page.text


def test_the_rungs_and_their_assumptions_are_on_the_page(on_article: OnArticle) -> None:
    """What was assumed is told, and so is what no deal would mean."""
    assert on_article.brief.rungs[:2] == ("status_quo", "no_deal")
    assert on_article.brief.rungs[-1] == "both_ways"
    assert on_article.brief.assumptions
    said = [line.rpartition("”: ")[2] for line in on_article.brief.assumptions]
    assert all(line in on_article.page.text for line in said)
    general, _, scenarios = on_article.html.partition('id="scenarios"')
    own = [line.rpartition("”: ")[2] for line in on_article.brief.assumptions if "”: " in line]
    assert own
    assert 'class="under"' in scenarios
    assert not [line for line in own if line in parsed(general).text]


def test_the_page_has_no_words_of_the_workshop(on_article: OnArticle) -> None:
    """Sets and closures by name, dates as they are spoken, no path into this project."""
    assert "Fontagné and others (2022) (fontagne_2022)" in on_article.page.text
    assert "docs/" not in on_article.page.text
    assert "under each number" not in on_article.page.text


def test_every_economy_is_in_the_annex_and_the_map_has_no_outline(on_article: OnArticle) -> None:
    """Seventy-eight gains under the headline, one filled silhouette without a stroke."""
    gains = {f.id for f in on_article.brief.facts if f.id.startswith("gain.")}
    assert len([name for name in gains if name.endswith(".both_ways")]) == 78
    land = [e for e in on_article.page.all("path") if e.attributes.get("class") == "land"]
    assert len(land) == 1
    assert "stroke" not in land[0].attributes


def test_every_set_and_both_closures_are_in_the_certainty_table(on_article: OnArticle) -> None:
    """The draws hide nobody: what each set says as printed is there too."""
    runs = {f.id.split(".")[3:][0] for f in on_article.brief.facts if f.id.startswith("run.PAK.")}
    closures = {f.id.rsplit(".", 1)[1] for f in on_article.brief.facts if f.id.startswith("run.")}
    assert len(runs) >= 9
    assert closures == {"share", "purged"}


def test_overlapping_spans_cut_the_text_without_losing_any() -> None:
    """Segments add up to the text; each span has its anchor where it starts."""
    cut = segments("abcdefgh", [(1, 5), (3, 7), (1, 2)])
    assert "".join(part.text for part in cut) == "abcdefgh"
    assert "".join(part.text for part in cut if part.quoted) == "bcdefg"
    anchors = [anchor for part in cut for anchor in part.anchors]
    assert sorted(anchors) == ["words-1-2", "words-1-5", "words-3-7"]


EUROPE = """EU and India close in on a trade agreement

BRUSSELS, 12 September 2025 — The European Union and India are in the final stretch of negotiations
on a free trade agreement, EU Trade Commissioner Maros Sefcovic said after meeting India's Commerce
Minister Piyush Goyal in New Delhi. The two sides discussed automobiles, steel and textiles.
"""


def test_a_bloc_is_priced_as_one_economy(tmp_path: Path) -> None:
    """Twenty-seven members, one set of numbers, and the page says that they were merged."""
    output = tmp_path / "brief.html"
    brief = write_brief(EUROPE, output)
    assert set(brief.parties) == {"EU", "IND"}
    names = {fact.id.split(".")[1] for fact in brief.facts if fact.id.startswith("gain.")}
    assert "EU" in names
    assert "DEU" not in names
    assert any("27 members are merged" in line for line in brief.assumptions)
    assert "European Union" in parsed(output.read_text(encoding="utf-8")).text


BOTH_WAYS = """
title = "A customs union gives and receives"
parties = ["IND", "EU"]
status = "negotiating"

[[concession]]
by = "IND"
to = "EU"
sectors = "goods"
cut = 0.5

[[concession]]
by = "EU"
to = "IND"
sectors = ["AGR"]
cut = 0.25
"""


def test_the_terms_of_a_bloc_are_told_in_one_row_each(tmp_path: Path) -> None:
    """What a union gives, and what it is given, names the union and not its members."""
    deal, output = tmp_path / "deal.toml", tmp_path / "brief.html"
    deal.write_text(BOTH_WAYS, encoding="utf-8")
    write_brief(deal, output, as_of=date(2025, 9, 15))
    html = output.read_text(encoding="utf-8")
    terms = parsed(html[html.index('id="terms"') :].split("</figure>")[0])
    assert len(terms.all("tr")) == 3
    assert terms.text.count("European Union") == 2
    assert terms.text.count("India") == 2
    assert "Austria" not in terms.text
    assert "Pakistan's levels are low" not in html.replace("&#39;", "'")


def test_talks_with_nothing_to_price_are_refused_with_a_way_out(tmp_path: Path) -> None:
    """Two parties, no threat, no goods: there is no number to write."""
    text = "Chile and Norway talk\n\nOSLO — Chile and Norway are negotiating a trade agreement.\n"
    with pytest.raises(ArticleError, match="deal file"):
        write_brief(text, tmp_path / "brief.html", as_of=date(2024, 5, 1))
    assert list(tmp_path.iterdir()) == []
