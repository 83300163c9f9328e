"""A file is told by what is in it; what is not read is refused by name, with the way out."""

import io
import zipfile

import pytest

from tests.dossier.inputs.making import STORY, make_mail, make_page, make_pdf
from tradetalks.dossier.article import open_article
from tradetalks.dossier.inputs.kinds import Kind, kind_of
from tradetalks.errors import ArticleError

TEXT = " ".join(STORY)
RSS = f"<rss version='2.0'><channel><item><description>{TEXT}</description></item></channel></rss>"


@pytest.mark.parametrize(
    ("raw", "suffix", "kind"),
    [
        (TEXT.encode(), "", Kind.TEXT),
        (TEXT.encode(), ".txt", Kind.TEXT),
        (TEXT.encode(), ".md", Kind.MARKDOWN),
        (b"---\ntitle: x\n---\n" + TEXT.encode(), "", Kind.MARKDOWN),
        (b"<p>A scrap of markup</p>", ".md", Kind.MARKDOWN),
        (make_page(*STORY).encode(), "", Kind.PAGE),
        (b"<!-- saved from url=(0014)about:internet -->\n<html><p>x", ".txt", Kind.PAGE),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html>\n<html></html>", ".xml", Kind.PAGE),
        (TEXT.encode(), ".htm", Kind.PAGE),
        (RSS.encode(), "", Kind.FEED),
        (b"<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='x'></feed>", ".html", Kind.FEED),
        (b"\xef\xbb\xbf" + RSS.encode(), ".txt", Kind.FEED),
        (make_mail(TEXT), "", Kind.MAIL),
        (b"Bad: mail\n\nbody", ".eml", Kind.MAIL),
        (b"From: a\nContent-Location: http://x.org\nContent-Type: multipart/related\n"
         b"Subject: x\nDate: y\nMIME-Version: 1.0\n\n", "", Kind.ARCHIVE),
        (make_mail(TEXT), ".mht", Kind.ARCHIVE),
        (make_pdf([STORY]), ".txt", Kind.PDF),
        (b"Agenda:\nDate: to be set\nPlace: Lima\n\nThe talks go on.", "", Kind.TEXT),
    ],
)  # fmt: skip
def test_a_file_is_told_by_its_content_before_its_name(raw, suffix, kind):
    assert kind_of(raw, suffix=suffix, where="x") is kind


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * 20_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (zipped("word/document.xml"), r"zip container, such as \.docx.*Save it as text or PDF"),
        (b"PK\x05\x06" + b"\x00" * 18, "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "old Office"),
        (rb"{\rtf1\ansi The talks}", "RTF"),
        (b"\x1f\x8b\x08" + b"\x00" * 40, "compressed"),
        (b"RIFF\x00\x00\x00\x00WAVE" * 9, "binary"),
        ("The talks".encode("utf-16"), "UTF-16"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html", "a.eml", "a.pdf"])
def test_what_is_not_read_is_refused_by_name_and_never_opened(tmp_path, raw, message, name):
    if name == "a.eml" and message == "binary":
        pytest.skip("a part of a mail may be binary")
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(ArticleError, match=message) as caught:
        open_article(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["a.pdf", "a.xml", "a.rss"])
def test_a_name_that_promises_what_is_not_there(tmp_path, name):
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(ArticleError, match="in spite of its name"):
        open_article(path)
