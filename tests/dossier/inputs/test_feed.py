"""Feeds: each entry an article; links are kept, entities and outside files are not."""

import re
from datetime import date

import pytest

from tests.dossier.inputs.making import STORY
from tradetalks.dossier.article import open_article, open_articles
from tradetalks.errors import ArticleError, InputError

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Gazette</title>
<item><title>Peru &amp; India</title><link>https://example.org/1</link>
<media:content url="http://192.0.2.1/a.jpg"/>
<pubDate>Sat, 26 Jul 2025 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{STORY[0]}</p><p>{STORY[1]}</p><script>x()</script>]]></content:encoded></item>
<item><title>No words</title><link>javascript:alert(1)</link></item>
<item><title>&lt;b&gt;Bold&lt;/b&gt; talks</title><description>{STORY[2]}</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title>
<entry><title type="html">Readout</title><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/2"/><updated>2025-08-01T00:00:00Z</updated>
<published>2025-07-26T23:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY[0]}</p><p>{STORY[1]}</p></div></content>
</entry></feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Old Gazette</title></channel>
<item><title>Old</title><description>{STORY[0]}</description><dc:date>2025-07-26</dc:date></item>
</rdf:RDF>"""


def found_in(text):
    return list(open_articles(text.encode()))


def test_rss_entries_are_articles_and_one_without_words_is_an_error_of_its_own():
    first, second, third = found_in(RSS)
    assert (first.title, first.outlet, first.link) == (
        "Peru & India", "The Gazette", "https://example.org/1"
    )  # fmt: skip
    assert (first.published, first.dated_by) == (date(2025, 7, 26), "feed")
    assert first.text == f"Peru & India\n\n{STORY[0]}\n\n{STORY[1]}"
    assert isinstance(second, ArticleError)
    assert "entry 2" in str(second)
    assert (third.title, third.published, third.link) == ("Bold talks", None, "")


def test_atom_and_rss_1_0_are_read_too():
    (atom,), (rdf,) = found_in(ATOM), found_in(RDF)
    assert (atom.title, atom.outlet, atom.link) == ("Readout", "Ministry", "https://example.org/2")
    assert atom.published == date(2025, 7, 26)
    assert f"{STORY[0]}\n\n{STORY[1]}" in atom.text
    assert (rdf.title, rdf.outlet, rdf.published) == ("Old", "Old Gazette", date(2025, 7, 26))


def test_a_feed_is_not_one_article_unless_it_has_one_entry(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    with pytest.raises(ArticleError, match="holds several") as caught:
        open_article(path)
    assert caught.value.where == str(path)
    path.write_text(ATOM, encoding="utf-8")
    assert open_article(path).title == "Readout"


LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 10}'>"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = "<!DOCTYPE rss [<!ENTITY i SYSTEM 'file:///etc/passwd'>"
PARAMETER = "<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://192.0.2.1/x.dtd'> %p;<!ENTITY i 'x'>"


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, PARAMETER])
def test_entities_are_not_unfolded_and_nothing_outside_is_loaded(doctype):
    item = f"<item><title>T</title><description>{STORY[0]} &i; it is.</description></item>"
    feed = f"{doctype}]><rss><channel>{item}</channel></rss>"
    for found in found_in(feed):
        assert isinstance(found, InputError) or len(found.text) < 300
        assert "root:" not in str(found)


@pytest.mark.parametrize(
    ("feed", "message"),
    [
        ("<rss><channel></channel></rss>", "no entry"),
        ("<rss><channel><item><title>x", "holds no words|no entry|damaged"),
        ("<rss>" + "<a>" * 200_001, "too large"),
        ("<feed>" + "<x>" * 5_000, "no entry|damaged"),
        ("<rss>" + "<item/>" * 10_001 + "</rss>", "too many entries"),
    ],
)
def test_a_feed_that_is_none_says_so(feed, message):
    try:
        found = found_in(feed)
    except ArticleError as error:
        found = [error]
    assert all(isinstance(each, ArticleError) for each in found)
    assert re.search(message, str(found[0]))
