"""PDF: words joined as they were written; what cannot be read is refused in bounded time."""

import time
import zlib

import pytest

from tests.dossier.inputs.making import STORY, assemble_pdf, make_pdf, stream_object
from tradetalks.dossier.article import open_article
from tradetalks.dossier.inputs.pdf_lines import join_pages
from tradetalks.errors import ArticleError

TWO_PAGES = [
    [
        "Ministry of Trade - Page 1 of 2",
        "Joint statement of Peru and India",
        "Lima, 26 July 2025",
        "The trade negotiators of Peru and India have agreed in Lima that the comprehensive econo-",
        "mic agreement covers cross-border services and the re-examination of tariffs on copper.",
        "They meet again in September.",
        "2. The next round takes place in New Delhi, where the ministers will look at what the two",
    ],
    [
        "Ministry of Trade - Page 2 of 2",
        "sides have prepared on cross-",
        "border data and on the economic side of it.",
        "2",
    ],
]


def test_lines_become_paragraphs_and_what_repeats_is_left_out(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(TWO_PAGES))
    article = open_article(path)
    assert article.text.split("\n\n") == [
        "Joint statement of Peru and India",
        "Lima, 26 July 2025",
        "The trade negotiators of Peru and India have agreed in Lima that the comprehensive "
        "economic agreement covers cross-border services and the re-examination of tariffs on "
        "copper. They meet again in September.",
        "2. The next round takes place in New Delhi, where the ministers will look at what the "
        "two sides have prepared on cross-border data and on the economic side of it.",
    ]
    assert (article.title, article.published.isoformat()) == (TWO_PAGES[0][1], "2025-07-26")


def test_a_header_on_the_first_page_may_be_the_title():
    pages = [
        "Trade Review\nThe talks of Peru go on.",
        "Trade Review\nThey end soon.",
        "Trade Review\nx",
    ]
    assert join_pages(pages).count("Trade Review") == 1


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("nego-\ntiations", "negotiations"),
        ("counter-\nproposal", "counter-proposal"),
        ("e-mail and an e-\nmail", "e-mail and an e-mail"),
        ("rice\u00ad\nfields", "ricefields"),
        ("the Asia-\nPacific area", "the Asia- Pacific area"),
        ("\ufb01nal \ufb02ow", "final flow"),
        ("", ""),
        ("-", "-"),
    ],
)
def test_words_broken_at_the_end_of_a_line(lines, joined):
    assert join_pages([lines]) == joined


def test_a_page_without_text_is_named_and_a_pdf_without_any_is_refused(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf([STORY, []]))
    assert open_article(path).unread == ("page 2 (no text on it)",)
    path.write_bytes(make_pdf([[], []]))
    with pytest.raises(ArticleError, match=r"no text; it may be a scan.*OCR"):
        open_article(path)


WHOLE = make_pdf([STORY])
LOCKED = make_pdf(
    [STORY],
    trailer="/ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 "
    f"/O <{'00' * 32}> /U <{'00' * 32}> >>",
)
STRONG = make_pdf(
    [STORY],
    trailer="/ID [<00><00>] /Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 "
    f"/O <{'00' * 48}> /U <{'00' * 48}> /OE <{'00' * 32}> /UE <{'00' * 32}> /Perms <{'00' * 16}> "
    "/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>",
)
FLATE = make_pdf([STORY]).replace(
    WHOLE[WHOLE.index(b"5 0 obj") : WHOLE.index(b"xref")],
    b"5 0 obj\n"
    + stream_object(zlib.compress(b"(a) Tj " * 40_000_000), entries="/Filter /FlateDecode")
    + b"\nendobj\n",
)
CIRCLE = assemble_pdf(
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
        "<< /Type /Page /Parent 3 0 R /Contents 3 0 R >>",
    ]
)
SELF = WHOLE.replace(b"/Contents 5 0 R", b"/Contents 4 0 R")
DEEP = assemble_pdf(["<< /Type /Catalog /Pages " + "[" * 50_000 + "]" * 50_000 + " >>"])
BROKEN = {
    "encrypted with RC4": (LOCKED, "encrypted"),
    "encrypted with AES": (STRONG, "encrypted"),
    "cut short": (WHOLE[:300], "damaged|no text"),
    "head alone": (b"%PDF-1.7 some text", "damaged"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 50, "damaged"),
    "flate bomb": (FLATE, "damaged|unfolds|too long"),
    "pages in a circle": (CIRCLE, "damaged|no text|too long"),
    "a page that is its own content": (SELF, "damaged|no text"),
    "deep": (DEEP, "damaged|no text"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_pdf_that_cannot_be_read_is_refused_in_bounded_time(tmp_path, case):
    raw, message = BROKEN[case]
    path = tmp_path / "a.pdf"
    path.write_bytes(raw)
    began = time.monotonic()
    with pytest.raises(ArticleError, match=message) as caught:
        open_article(path)
    assert caught.value.remedy
    assert time.monotonic() - began < 70
