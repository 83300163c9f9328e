"""Pages: the main text, their own data, what a browser adds when it saves; nothing is followed."""

from datetime import date

import pytest

from tests.dossier.inputs.making import STORY, make_page
from tradetalks.dossier.article import open_article
from tradetalks.dossier.inputs.charset import decode
from tradetalks.errors import ArticleError


def opened(tmp_path, raw, name="a.html"):
    path = tmp_path / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return open_article(path)


def test_a_page_saved_by_a_browser_keeps_its_address_and_its_folder_stays_shut(tmp_path):
    folder = tmp_path / "a_files"
    folder.mkdir()
    (folder / "evil.html").write_text(make_page("Never opened."), encoding="utf-8")
    page = make_page(*STORY, '<img src="a_files/evil.html"><iframe src="a_files/evil.html">')
    article = opened(tmp_path, "<!-- saved from url=(0024)https://example.org/news -->\n" + page)
    assert (article.link, article.published) == ("https://example.org/news", date(2025, 7, 26))
    assert article.title == "Peru and India near a deal"
    assert "Never opened" not in article.text
    assert all(paragraph in article.text for paragraph in STORY)


def test_a_page_saved_as_one_file_tells_when(tmp_path):
    page = make_page(*STORY)
    mark = "<!--\n Page saved with SingleFile \n url: https://example.org/n \n saved date: "
    article = opened(tmp_path, f"{mark}Sun Jul 27 2025 10:00:00 GMT+0200 (CEST)\n-->" + page)
    assert (article.link, article.retrieved) == ("https://example.org/n", date(2025, 7, 27))


MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/story\r\n"
    "Subject: x\r\nDate: Sun, 27 Jul 2025 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--B"\r\n\r\n'
    "----B\r\nContent-Type: text/html; charset=windows-1252\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/story\r\n"
    "\r\n{page}\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Location: https://example.org/a.png\r\n\r\niVBORw0KGgo=\r\n----B--\r\n"
)


def test_a_web_archive_gives_its_page_address_and_the_day_it_was_saved(tmp_path):
    page = make_page(*STORY).replace("=", "=3D").replace("“", "=93").replace("”", "=94")
    article = opened(tmp_path, MHTML.format(page=page.replace("í", "=ED")), "a.mhtml")
    assert article.link == "https://example.org/story"
    assert (article.retrieved, article.published) == (date(2025, 7, 27), date(2025, 7, 26))
    assert STORY[1] in article.text


def test_a_web_archive_without_a_page_says_so(tmp_path):
    with pytest.raises(ArticleError, match="holds no page"):
        opened(tmp_path, MHTML.replace("text/html;", "text/css;"), "a.mht")


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("ISO-8859-15", "iso-8859-15"),
        ("macintosh", "mac-roman"), ("gbk", "gb18030"), ("utf-8", "utf-8"),
        ("windows-1252", "utf-8"),  # a wrong declaration: what is UTF-8 is read as UTF-8
        ("no-such-charset", "utf-8"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_as_it_declares_unless_it_is_utf_8(tmp_path, declared, codec):
    words = STORY[0] + {"cp1251": " Договор близок."}.get(codec, " Günther · Ríos.")
    if codec == "gb18030":
        words = STORY[0] + " 协定 is the word."
    if codec == "iso-8859-15":
        words = STORY[0] + " It is worth 5 € each."
    page = make_page(words, *STORY[2:], head=f'<meta charset="{declared}">')
    assert words in opened(tmp_path, page.encode(codec)).text


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("", "not UTF-8"),
        ('<meta charset="utf-8">', "declared as UTF-8, but is not"),
        ('<meta charset="rot13">', "unknown encoding, 'rot13'"),
        ('<meta charset="unicode_escape">', "unknown encoding"),
        ('<meta charset="utf-7">', "unknown encoding"),
    ],
)
def test_bytes_that_are_in_no_known_encoding_are_refused(tmp_path, head, message):
    with pytest.raises(ArticleError, match=message):
        opened(tmp_path, make_page(STORY[0] + " Ríos", head=head).encode("latin-1"))


def test_every_label_names_an_encoding_that_decodes_all_bytes_in_some_way():
    from tradetalks.dossier.inputs.charset import BY_LABEL

    for label in BY_LABEL:
        if BY_LABEL[label] != "utf-8":
            assert decode(bytes(range(256)), declared=label, where="x")


def test_what_nobody_sees_is_taken_out_of_the_text(tmp_path):
    text = (
        "Pe\u00adru and In\u200bdia \x1b[31mtalk\x07 \u202eedart\u202c.\u2028Trade \ud800 goes on."
    )
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass").replace(b"\xed\xa0\x80", b"?"))
    assert open_article(path).text == "Peru and India  [31mtalk  edart.\nTrade ? goes on."
    assert "?" in open_article(text + "\n").text
