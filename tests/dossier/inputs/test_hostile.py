"""Whatever the bytes, opening them ends in articles or an error, soon, and touches nothing else."""

import sys
import time
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.inputs.making import STORY, make_mail, make_page, make_pdf
from tradetalks.dossier.article import Article, open_articles
from tradetalks.dossier.inputs.charset import BY_LABEL, decode
from tradetalks.dossier.inputs.fragment import fragment_text
from tradetalks.dossier.inputs.kinds import BY_SUFFIX
from tradetalks.dossier.inputs.pdf_lines import join_pages
from tradetalks.dossier.inputs.pdf_worker import pages_of
from tradetalks.dossier.read import read
from tradetalks.errors import InputError

SECONDS = 20
"""Longest that any of these may take on a busy machine; each takes a few at most when idle."""

WORDS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
NOT_PDF = sorted({*BY_SUFFIX, ".docx", ""} - {".pdf"})
FEED = f"<rss><channel><item><description>{STORY[0]}</description></item></channel></rss>"
WHOLE = {
    "page": (make_page(*STORY).encode(), ".html"),
    "mail": (make_mail("\r\n".join(STORY)), ".eml"),
    "feed": (FEED.encode(), ".rss"),
    "text": ("\n".join(STORY).encode(), ".txt"),
    "Markdown": (f"---\ntitle: x\n---\n# T\n\n{STORY[0]}".encode(), ".md"),
}

_watched: list[tuple[str, str]] = []
_is_watching = False


def _watch(event, arguments):
    if _is_watching and (event == "open" or event.startswith(("socket.", "subprocess."))):
        _watched.append((event, str(arguments[0]) if arguments else ""))


sys.addaudithook(_watch)


@contextmanager
def nothing_else_touched(*allowed):
    """Fail on a socket, a process, or a file other than those allowed and Python's own."""
    global _is_watching
    _watched.clear()
    _is_watching = True
    try:
        yield
    finally:
        _is_watching = False
    own = (
        sys.prefix,
        sys.base_prefix,
        str(Path(__file__).parents[3] / "src"),
        "/usr/share/zoneinfo",
    )
    files = {str(path) for path in allowed}
    foreign = [
        (event, name)
        for event, name in _watched
        if event != "open" or not (name in files or name.startswith(own))
    ]
    assert foreign == []


def attempts(raw, suffix, folder):
    if b"%PDF" in raw[:1024]:
        return []  # taken apart in a process of its own; below
    path = folder / f"article{suffix}"
    path.write_bytes(raw)
    found = []
    with nothing_else_touched(path):
        try:
            found = list(open_articles(path))
        except InputError as error:
            found = [error]
    for each in found:
        if isinstance(each, Article):
            assert each.text.encode()
            assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in each.text)
        else:
            assert each.what
            assert each.remedy
            assert each.exit_code == 2
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("hostile")
    (made / "a.html").write_bytes(WHOLE["page"][0])
    assert list(open_articles(made / "a.html"))  # importing tries out a socket of its own
    return made


@settings(max_examples=120, deadline=None)
@given(raw=st.binary(max_size=400), suffix=st.sampled_from(NOT_PDF))
def test_any_bytes_under_any_name(folder, raw, suffix):
    attempts(raw, suffix, folder)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), kind=st.sampled_from(sorted(WHOLE)))
def test_a_file_that_was_whole_and_is_damaged(folder, data, kind):
    raw, suffix = WHOLE[kind]
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 80)))
    attempts(raw[:start] + data.draw(st.binary(max_size=40)) + raw[end:], suffix, folder)


HEADERS = ["Content-Type: multipart/mixed; boundary=b", "Content-Type: text/html; charset=x",
           "Content-Transfer-Encoding: base64", "Content-Type: message/rfc822", "--b", "--b--", "",
           "Subject: =?utf-8?b?//8?=", "Content-Type: text/plain; charset*=x''y", "\x00\xff",
           "Content-Disposition: attachment; filename*0*=a", "From: <@", " folded"]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    lines=st.lists(st.sampled_from(HEADERS), max_size=25), suffix=st.sampled_from([".eml", ".mht"])
)
def test_headers_and_boundaries_in_any_order(folder, lines, suffix):
    raw = "\n".join(["MIME-Version: 1.0", *lines, STORY[0]]).encode("latin-1")
    attempts(raw, suffix, folder)


TAGS = ["<p>", "</p>", "<div>", "<table>", "<td>", "<![CDATA[", "]]>", "<!--", "-->", "<script>",
        "&#0;", "&#xD800;", "&lol;", "<a href='", "<?xml", "<svg><style>", "</body>", "<html", ">",
        "\x00", "x"]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=30).map("".join))
def test_scraps_of_markup_in_any_order(folder, scraps):
    attempts(f"<html><body>{scraps}<p>{STORY[0]}</p>".encode(), ".html", folder)
    attempts(f"<rss><item><description>{scraps}</description>".encode(), ".xml", folder)
    with suppress(InputError):
        fragment_text(scraps, where="x")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted(BY_LABEL)))
def test_any_bytes_in_any_declared_encoding(raw, label):
    try:
        assert isinstance(decode(raw, declared=label, where="x"), str)
    except InputError:
        assert BY_LABEL[label] == "utf-8"


PDF = make_pdf([STORY, STORY], squeeze=False)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_pdf_that_is_damaged_anywhere(data):
    start = data.draw(st.integers(0, len(PDF)))
    end = data.draw(st.integers(start, min(len(PDF), start + 60)))
    found = pages_of(PDF[:start] + data.draw(st.binary(max_size=20)) + PDF[end:])
    assert set(found) in ({"pages"}, {"problem"})


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=6))
def test_the_lines_of_any_pages_are_joined(pages):
    joined = join_pages(pages)
    assert "\n\n\n" not in joined


FAR = "http://192.0.2.1/far"


def test_what_an_article_points_to_is_never_opened(folder):
    secret = folder / "secret.txt"
    secret.write_text("SECRETWORD " * 30)
    near = [
        secret.as_uri(),
        "secret.txt",
        "../hostile/secret.txt",
        str(secret),
        FAR,
        "//192.0.2.1/x",
    ]
    kinds = [
        '<img src="{0}" srcset="{0} 2x"><iframe src="{0}"></iframe><object data="{0}"></object>',
        '<link rel="stylesheet" href="{0}"><style>@import url({0});</style>',
        '<script src="{0}"></script>',
        '<meta http-equiv=refresh content="0;{0}"><video poster="{0}"></video><a href="{0}">',
        '<xi:include href="{0}" parse="text"/><embed src="{0}"><form action="{0}"></form>',
    ]
    pointers = "".join(kind.replace("{0}", place) for place in near for kind in kinds)
    head = f'<base href="{folder.as_uri()}/">'
    files = {
        ".html": make_page(*STORY, pointers, head=head),
        ".md": f"![a]({secret})\n\n{STORY[0]}\n\n[b]: {secret}\n\n<img src='{secret}'>",
        ".xml": FEED.replace(STORY[0], f"<![CDATA[{WORDS}{pointers}]]>"),
        ".xhtml": f"<!DOCTYPE html [<!ENTITY s SYSTEM '{secret.as_uri()}'>]><html><body><p>&s;</p>"
        f"{WORDS}{pointers}</body></html>",
    }
    mail = EmailMessage()
    mail.set_content(make_page(*STORY, pointers), subtype="html")
    mail.add_header("Content-Base", FAR)
    raws = {suffix: text.encode() for suffix, text in files.items()} | {".eml": bytes(mail)}
    raws[".mht"] = (
        b"Content-Type: message/external-body; access-type=local-file; name=secret.txt\n\n"
    )
    for suffix, raw in raws.items():
        for found in attempts(raw, suffix, folder):
            assert "SECRETWORD" not in str(found)


def nested_mail(depth):
    parts = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return ("MIME-Version: 1.0\n" + "".join(parts) + f"\n{STORY[0]}\n").encode()


MANY = "".join(f' a{number}="x"' for number in range(60_000))
BOMBS = {
    "tags within tags": (f"<html><body>{'<div>' * 50_000}{WORDS}", ".html"),
    "formatting within formatting": (f"<html><body><article>{'<p><b>' * 6_000}{WORDS}", ".html"),
    "spans": (f"<html><body><article><p>{'<span>a</span>' * 8_000}{WORDS}", ".html"),
    "more tags than any page": (f"<html><body><article><p>{'<i>a</i>' * 40_000}{WORDS}", ".html"),
    "attributes": (f"<html><body><p{MANY}>{WORDS}", ".html"),
    "attributes in a tag without end": (f"<html><body>{WORDS}<p{MANY}", ".html"),
    "text in a page": (f"<html><body><article><p>{'The talks go on. ' * 100_000}", ".html"),
    "entities in a page": (f"<html><body><article>{'&amp;' * 900_000}{WORDS}", ".html"),
    "comments before a page": ("<!-- -->" * 1_000 + f"<html>{WORDS}", ""),
    "comments that never close": ("<!-- " * 1_000 + f"<html>{WORDS}", ""),
    "instructions before a page": ("<?a?>" * 1_500 + f"<html>{WORDS}", ""),
    "JSON in a page": (f"<html><script type='application/ld+json'>{'[' * 900_000}</script>", ""),
    "tags in a feed": ("<rss>" + "<item>" * 150_000, ".xml"),
    "tags within tags in a feed": ("<rss><item><description>" + "&lt;b>" * 60_000, ".xml"),
    "mail within mail": (nested_mail(190), ".eml"),
    "mail nested beyond reason": (nested_mail(100_000), ".eml"),
    "mails attached to mails": ("Content-Type: message/rfc822\n\n" * 190 + STORY[0], ".eml"),
    "a header without end": (b"Subject: " + b"=?utf-8?q?a?= " * 500_000 + b"\n\nTalks", ".eml"),
    "a folded header without end": (b"Subject: a\n" + b" a\n" * 1_000_000 + b"\nTalks", ".eml"),
    "a type without end": (b"Content-Type: text/plain" + b"; a=b" * 500_000 + b"\n\nTalks", ".eml"),
    "headers without number": (b"X-A: b\n" * 100_000 + b"\n" + STORY[0].encode(), ".eml"),
    "lines in many parts": (nested_mail(60) + b"a\n" * 1_000_000, ".eml"),
    "blank lines": (b"\n" * 8_000_000 + STORY[0].encode(), ".txt"),
    "one word": (b"the of and to " + b"x" * 4_000_000, ".txt"),
    "marks": (b"# The of and to\n\n" + b"*_[`<![" * 30_000, ".md"),
    "front matter": (b"---\n" + b"a: b\n" * 500_000 + b"---\nThe talks go on.", ".md"),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_read_or_refused_in_bounded_time(folder, bomb):
    raw, suffix = BOMBS[bomb]
    began = time.process_time()
    attempts(raw if isinstance(raw, bytes) else raw.encode(), suffix, folder)
    assert time.process_time() - began < SECONDS


LURKING = (
    "The talks of Pe\u202eru\u202c and India\x1b]0;x\x07 go \ud800on, \uffffit \u2066is\u2069 said."
)


def test_a_text_of_odd_characters_is_read_and_its_spans_hold():
    record = read(f"{LURKING}\n" * 3)
    assert not set(record.article.text) & set("\x1b\x07\u202e\u2066\ud800")
    assert record.to_json().encode()
