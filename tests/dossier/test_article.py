"""Articles open from what people have; what cannot be read says why and what to do."""

import os
from datetime import date

import pytest

from tradetalks.dossier.article import MOST_BYTES, article_from_text, open_article
from tradetalks.errors import ArticleError, DateError, InputError

ENGLISH = "The trade talks between Peru and India are close to an end, officials said.\n"


def refused(path, text):
    with pytest.raises(ArticleError, match=text) as caught:
        open_article(path)
    assert str(path) in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_file_a_folder_and_a_nameless_path(tmp_path):
    refused(tmp_path / "none.txt", "no such file")
    refused(tmp_path, "folder")
    refused(tmp_path / ("x" * 300), "cannot be read|no such file")


def test_a_pipe_and_a_device_are_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    refused(tmp_path / "pipe.txt", "not a regular file")
    refused(os.devnull, "not a regular file")


def test_a_pipe_that_the_shell_has_opened_is_read():
    reading, writing = os.pipe()
    os.write(writing, ENGLISH.encode())
    os.close(writing)
    try:
        assert open_article(f"/dev/fd/{reading}").text.strip() == ENGLISH.strip()
    finally:
        os.close(reading)


def test_a_link_that_leads_back_to_itself_says_so(tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(link)
    refused(link, "leads back to itself")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty"),
        (b" \n\t \n", "empty"),
        (b"\xef\xbb\xbf", "empty|UTF"),
        (b"... --- 123 ---", "empty"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 50, "binary"),
        (b"PK\x03\x04" + bytes(range(32)) * 40, "binary"),
        (b"%PDF-1.7 some text", "PDF"),
        (ENGLISH.encode("utf-16"), "UTF-16"),
        (ENGLISH.encode() + "São Tomé".encode("latin-1"), r"not UTF-8 \(byte 0xe3 on line 2\)"),
    ],
)
def test_files_that_are_no_text_say_what_they_are(tmp_path, raw, message):
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    refused(path, message)


def test_a_file_of_30_mb_is_refused_and_the_limit_is_named(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(ENGLISH.encode() * (30_000_000 // len(ENGLISH)))
    refused(path, f"limit is {MOST_BYTES // 1_000_000} MB")


def test_a_text_longer_than_any_article_is_refused_as_one_article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ENGLISH * 4_000, encoding="utf-8")
    refused(path, "at most 250,000")
    with pytest.raises(ArticleError, match="limit is 250,000"):
        article_from_text(ENGLISH * 4_000)


OTHER_LANGUAGES = {
    "Spanish": "El gobierno de la India y el de Perú dijeron que las negociaciones del acuerdo "
    "comercial están por terminar y que se firmará en los próximos meses.",
    "French": "Le gouvernement et les représentants de la Commission ont dit que les négociations "
    "sur un accord de libre-échange sont proches de la fin pour les deux parties.",
    "German": "Die Verhandlungen über das Handelsabkommen mit Indien sind nach den Worten des "
    "Ministers auf der Zielgeraden, und eine Einigung ist für die nächsten Wochen zu erwarten.",
    "Portuguese": "O governo do Brasil disse que as negociações com a Índia não estão paradas e "
    "que um acordo para o comércio de bens foi discutido na semana passada em Brasília.",
    "Indonesian": "Pemerintah mengatakan bahwa perundingan dagang dengan Uni Eropa tidak berhenti "
    "dan perjanjian itu akan ditandatangani oleh kedua pihak pada bulan depan.",
    "Turkish": "Bakan, iki ülke arasında bir ticaret anlaşması için görüşmelerin devam ettiğini ve "
    "bu konuda çok yol alındığını söyledi, ama tarih vermedi.",
    "Chinese": "商务部发言人表示，中方与印度的贸易谈判正在取得进展，双方将继续保持沟通。",
    "Arabic or Urdu": "پاکستان اور امریکہ کے درمیان تجارتی معاہدہ چند دنوں میں مکمل ہو سکتا ہے۔",
    "Cyrillic": "Переговоры о торговом соглашении между Индией и Россией близки к завершению.",
    "Hindi": "भारत और ब्रिटेन के बीच व्यापार समझौते पर बातचीत जल्द पूरी होगी।",
    "Japanese": "にほんとインドのぼうえきこうしょうはまもなくおわるみこみです。",
    "Korean": "한국과 인도의 무역 협상이 곧 끝날 것으로 보인다고 정부가 밝혔다.",
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_other_languages_are_refused_by_name(language):
    with pytest.raises(ArticleError, match=language):
        article_from_text(OTHER_LANGUAGES[language])


@pytest.mark.parametrize(
    "text",
    [
        "Peru, India sign trade pact",
        "São Tomé and Príncipe, Côte d’Ivoire agree tariff cuts",
        "The talks in São Paulo on an acordo de comércio were held by von der Leyen and Cruz.",
        ENGLISH + "“La negociación está casi lista,” the minister said in Spanish.",
    ],
)
def test_english_with_foreign_names_is_english(text):
    assert article_from_text(text).language == "en"


def test_a_string_with_a_line_break_is_the_text_itself():
    assert open_article(ENGLISH).text == ENGLISH.strip("\n")
    with pytest.raises(ArticleError, match="no such file"):
        open_article(ENGLISH.strip())


def test_line_ends_are_uniform_and_the_hash_is_of_the_text():
    windows, unix = (article_from_text("A deal.\r\nIt is the end of it.\r\n"), None)
    unix = article_from_text("A deal.\nIt is the end of it.\n")
    assert windows.text == unix.text
    assert windows.sha256 == unix.sha256


@pytest.mark.parametrize(
    ("text", "published", "dated_by"),
    [
        ("Deal\n\nPublished: 26 July 2025\n\nThe talks go on.", date(2025, 7, 26), "date line"),
        ("Deal\n\nJuly 26, 2025 10:15 GMT\n\nThe talks go on.", date(2025, 7, 26), "date line"),
        ("LIMA, July 26, 2025 (Agency) — The talks go on.", date(2025, 7, 26), "dateline"),
        ("Deal\n\nLima, 2025-07-26\n\nThe talks go on.", date(2025, 7, 26), "date line"),
        ("Deal\n\nThe talks of July 26, 2025 go on and on.", None, ""),
        ("Deal\n\nLIMA, July 26 — The talks go on.", None, ""),
        ("Deal\n\nJuly 26, 2999\n\nThe talks go on.", None, ""),
        ("Deal\n\nFebruary 30, 2025\n\nThe talks go on.", None, ""),
    ],
)
def test_a_text_is_dated_only_by_a_full_date_in_its_own_line_or_dateline(text, published, dated_by):
    article = article_from_text(text)
    assert (article.published, article.dated_by) == (published, dated_by)


def test_a_date_that_is_given_overrides_the_page():
    article = article_from_text(
        "Deal\n\n2025-07-26\n\nThe talks go on.", published=date(2024, 1, 2)
    )
    assert (article.published, article.dated_by) == (date(2024, 1, 2), "given")


def test_front_matter_gives_title_outlet_date_and_link(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        '---\ntitle: "A deal"\noutlet: The Gazette\npublished: 2025-07-26\n'
        "link: https://example.org/a\n---\n\n# A deal\n\n"
        "The **talks** of [Peru](https://x.org) go on.\n",
        encoding="utf-8",
    )
    article = open_article(path)
    assert (article.title, article.outlet, article.link) == (
        "A deal",
        "The Gazette",
        "https://example.org/a",
    )
    assert article.published == date(2025, 7, 26)
    assert article.text == "A deal\n\nThe talks of Peru go on."


def test_a_front_matter_date_that_is_none_is_refused():
    with pytest.raises(DateError, match="soon"):
        article_from_text("---\npublished: soon\n---\nThe talks go on.", kind=".md")


HOSTILE_PAGES = {
    "deep": "<html><body>" + "<div>" * 50_000 + "the trade talks" + "</div>" * 50_000,
    "entities": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><html><body><p>The &c; talks are on.</p></body>',
    "external entity": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>'
    "<article><p>The talks of Peru and India are &x; near.</p></article></body></html>",
    "unclosed comment": "<html><!-- " + "<!--" * 20_000,
    "attributes": "<html " + 'a="b" ' * 50_000 + "><body><p>The deal is near.</p></body></html>",
    "no body": "<html></html>",
    "framed": '<html><body><iframe src="http://192.0.2.1/x"></iframe><img src="http://192.0.2.1/y">'
    "<p>The trade talks of Peru and of India are near the end, it is said.</p></body></html>",
}


@pytest.mark.parametrize("page", HOSTILE_PAGES)
def test_hostile_pages_end_in_an_article_or_a_refusal_and_never_reach_out(page, monkeypatch):
    import socket

    def no_network(*args, **kwargs):
        raise AssertionError("the network was reached for")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    try:
        text = article_from_text(HOSTILE_PAGES[page], kind=".html").text
    except InputError:
        return
    assert len(text) < 1_000
    assert "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" not in text
