"""Mail: the subject is the headline, the text stays whole, attachments are named and not read."""

from datetime import date
from email.message import EmailMessage

import pytest

from tests.dossier.inputs.making import STORY, make_mail, make_page
from tradetalks.dossier.article import open_article
from tradetalks.errors import ArticleError

TEXT = "\r\n\r\n".join(STORY)


def opened(tmp_path, raw):
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(raw))
    return open_article(path)


def test_a_mail_gives_headline_sender_date_and_text(tmp_path):
    article = opened(tmp_path, make_mail(TEXT))
    assert article.title == "Peru and India – near a deal"
    assert article.outlet == "Ministry of Trade, Perú"
    assert (article.published, article.dated_by) == (date(2025, 7, 26), "mail")
    assert article.text == "Peru and India – near a deal\n\n" + "\n\n".join(STORY)


def test_forwarded_text_stays_and_loses_only_its_marks(tmp_path):
    body = "See below.\r\n\r\n---- Forwarded message ----\r\n> " + "\r\n> ".join(STORY)
    article = opened(tmp_path, make_mail(body))
    assert "Forwarded message" in article.text
    assert "\n".join(STORY) in article.text


def test_a_forwarded_mail_that_is_attached_is_read(tmp_path):
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "Readout"
    inner.set_content("\n\n".join(STORY))
    outer["Subject"] = "For you"
    outer.set_content("See the attached.")
    outer.add_attachment(inner)
    article = opened(tmp_path, outer)
    assert "Readout\n\n" + STORY[0] in article.text


def test_plain_text_is_taken_before_html_and_html_where_there_is_no_other(tmp_path):
    both, only = EmailMessage(), EmailMessage()
    both.set_content(TEXT)
    both.add_alternative(make_page("Another wording of it all."), subtype="html")
    assert "Another wording" not in opened(tmp_path, both).text
    only.set_content(make_page(*STORY, "<script>let x</script>"), subtype="html")
    text = opened(tmp_path, only).text
    assert STORY[1] in text
    assert "let x" not in text


def test_attachments_are_named_and_not_read(tmp_path):
    mail = EmailMessage()
    mail.set_content(TEXT)
    mail.add_attachment(b"%PDF-1.4 never opened", maintype="application", subtype="pdf",
                        filename="Abkommen-Ü.pdf")  # fmt: skip
    mail.add_attachment("Never read.", filename="../../notes.txt")
    article = opened(tmp_path, mail)
    assert article.unread == (
        "Abkommen-Ü.pdf (application/pdf)", "../../notes.txt (text/plain)"
    )  # fmt: skip
    assert "Never read" not in article.text


def test_a_mail_with_nothing_but_an_attachment_says_what_to_do(tmp_path):
    mail = EmailMessage()
    mail["Subject"] = "Communiqué"
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="c.pdf")
    with pytest.raises(ArticleError, match=r"c\.pdf.*Save the attachment"):
        opened(tmp_path, mail)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r", ""])
def test_a_legacy_encoding_is_read_as_declared(tmp_path, charset):
    codec = charset or "cp1252"
    words = "Подписано" if codec == "koi8-r" else "Ríos"
    head, _, _ = make_mail("", kind=f"text/plain; charset={charset}").partition(b"\r\n\r\n")
    raw = head + f"\r\n\r\n{STORY[0]} {words}.".encode(codec)
    assert opened(tmp_path, raw).text.endswith(f" {words}.")


@pytest.mark.parametrize(
    "stated", ["", "yesterday", "Sat, 99 Jul 2025 10:00:00 +0000", "1 Jan 99999 00:00:00", "=?x?q?"]
)
def test_a_date_that_is_none_leaves_the_mail_undated(tmp_path, stated):
    raw = make_mail(TEXT).replace(b"Sat, 26 Jul 2025 10:00:00 +0500", stated.encode())
    assert opened(tmp_path, raw).published is None
