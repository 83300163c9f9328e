"""Bad input: a clear message on stderr, exit code 2, nothing written, nothing lost."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tradetalks.atlas.load import load_world
from tradetalks.atlas.save import save_world

ENGLISH = "The government said on Monday that it will publish the figures in the spring. "

BAD_ARTICLES = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "binary": (bytes(range(256)) * 40, "text"),
    "not UTF-8": ("Le Brésil et l’Inde négocient un accord.".encode("latin-1", "replace"), "UTF-8"),
    "30 MB": ((ENGLISH * 40 + "\n").encode() * 10_000, "limit is 25 MB"),
    "French": (
        "Le Brésil et l'Inde négocient depuis des mois un accord de commerce qui devrait être "
        "signé dans les prochaines semaines, ont annoncé les deux gouvernements.".encode(),
        "English",
    ),
    "no economy": (ENGLISH.encode() * 5, "names no economy"),
    "one economy": (b"Kenya wants a trade deal. Kenya will negotiate the deal in May.", "Kenya"),
    "ten economies": (
        b"Ministers of Brazil, India, Japan, Kenya, Chile, Norway, Egypt, Peru, Ghana and Vietnam "
        b"said that they will negotiate a trade agreement.",
        "--parties",
    ),
}


@pytest.mark.parametrize("case", BAD_ARTICLES)
def test_an_article_that_cannot_carry_a_brief_is_refused_and_nothing_is_written(
    case, tradetalks, tmp_path
):
    content, complaint = BAD_ARTICLES[case]
    source, output = tmp_path / "article.txt", tmp_path / "brief.html"
    source.write_bytes(content)
    done = tradetalks("brief", source, "-o", output)
    assert done.returncode == 2
    assert complaint.casefold() in done.stderr.casefold()
    assert "Traceback" not in done.stderr
    read = tradetalks("read", source)
    assert (read.returncode, read.stdout) == (2, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["brief", "no-such-article.txt"], "no-such-article.txt"),
        (["read", "no-such-article.txt"], "no-such-article.txt"),
        (["weigh", "no-such-deal.toml"], "no-such-deal.toml"),
        (["brief", "{article}", "--as-of", "2025-13-01"], "2025-07-25"),
        (["brief", "{article}", "--elasticities", "fontagne_2002"], "fontagne_2022"),
        (["brief", "{article}", "--world", "defualt"], "default"),
        (["weigh", "{deal}", "--closure", "blanced"], "balanced"),
        (["brief", "{article}", "--parties", "PAK"], "PAK,USA"),
        (["brief", "{article}", "--parties", "PAK,XQX"], "XQX"),
        (["atlas", "build", "--icio", "none.csv", "-o", "{tmp}/w.npz"], "none.csv"),
        (["brief", "{article}", "-o", "{tmp}/no/such/folder/b.html"], "no/such/folder"),
        (["brief", "{article}", "-o", "{tmp}"], "{tmp}"),
    ],
)
def test_a_bad_option_is_met_with_what_is_allowed(
    arguments, complaint, tradetalks, article, deal, tmp_path
):
    names = {"article": article, "deal": deal, "tmp": tmp_path}
    done = tradetalks(*[text.format(**names) for text in arguments])
    assert done.returncode == 2
    assert complaint.format(**names) in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


BAD_DEALS = {
    "unknown economy": ('by = "USB"', "USA"),
    "rate in percent": ("final = 19", "0.19"),
    "rate below minus one": ("final = -1.5", "final"),
    "unknown key": ("fianl = 0.1", "final"),
    "unknown sector": ('sectors = ["TXE"]', "TEX"),
}

DEAL = {
    "by": 'by = "USA"',
    "to": 'to = "PAK"',
    "sectors": 'sectors = ["TEX"]',
    "rate": "final = 0.1",
}


def deal_text(**changed):
    lines = "\n".join((DEAL | changed).values())
    head = 'title = "A deal"\nparties = ["PAK", "USA"]\nstatus = "proposed"\n'
    return f"{head}\n[[concession]]\n{lines}\n"


@pytest.mark.parametrize("case", BAD_DEALS)
def test_a_bad_deal_is_refused_with_its_line(case, tradetalks, tmp_path):
    line, complaint = BAD_DEALS[case]
    key = line.split(" =")[0]
    path = tmp_path / "deal.toml"
    path.write_text(deal_text(**{key if key in DEAL else "rate": line}))
    done = tradetalks("weigh", path)
    assert done.returncode == 2
    assert "deal.toml:" in done.stderr
    assert complaint in done.stderr
    assert done.stdout == ""


def test_contradictory_concessions_are_refused_naming_both(tradetalks, tmp_path):
    path = tmp_path / "deal.toml"
    twice = deal_text()
    path.write_text(twice + twice[twice.index("[[concession]]") :].replace("0.1", "0.2"))
    done = tradetalks("weigh", path)
    assert done.returncode == 2
    assert {5, 10} <= {int(n) for n in re.findall(r"(?:deal.toml:|line )(\d+)", done.stderr)}


def test_dates_that_end_before_they_start_are_refused(tradetalks, tmp_path):
    path = tmp_path / "deal.toml"
    dates = "[dates]\napplied = 2026-01-01\nends = 2025-01-01\n\n[[concession]]"
    path.write_text(deal_text().replace("[[concession]]", dates))
    done = tradetalks("weigh", path)
    assert done.returncode == 2
    assert "2025-01-01" in done.stderr


def test_a_world_that_breaks_an_identity_is_refused_with_the_cell(tradetalks, deal, tmp_path):
    path = tmp_path / "world.npz"
    save_world(load_world(), path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    header = json.loads(members["header.json"])
    del header["fingerprint"]
    shares = np.load(io.BytesIO(members["final_share.npy"]))
    shares[header["economies"].index("AUT"), 4] += 0.01
    buffer = io.BytesIO()
    np.save(buffer, shares)
    members |= {"header.json": json.dumps(header).encode(), "final_share.npy": buffer.getvalue()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    done = tradetalks("weigh", deal, "--world", path)
    assert done.returncode == 2
    assert "AUT" in done.stderr


def test_what_stood_at_the_output_path_survives_a_failure(tradetalks, tmp_path):
    output = tmp_path / "brief.html"
    output.write_text("last week's brief")
    source = tmp_path / "article.txt"
    source.write_bytes(b"")
    assert tradetalks("brief", source, "-o", output).returncode == 2
    assert output.read_text() == "last week's brief"


def test_a_folder_given_as_an_article_is_refused(tradetalks, tmp_path):
    done = tradetalks("read", tmp_path)
    assert done.returncode == 2
    assert str(tmp_path) in done.stderr


def test_a_brief_never_replaces_what_it_is_written_from(tradetalks, article, tmp_path):
    source, link = tmp_path / "article.md", tmp_path / "link.html"
    source.write_bytes(article.read_bytes())
    link.symlink_to(source)
    for output in (source, link):
        done = tradetalks("brief", source, "-o", output)
        assert done.returncode == 2
        assert "would replace what it is written from" in done.stderr
    assert source.read_bytes() == article.read_bytes()


def test_a_terminal_that_knows_few_letters_loses_letters_not_the_answer(article):
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "tradetalks", "read", article]
    for extra in ([], ["--json"]):
        done = subprocess.run([*command, *extra], env=environment, capture_output=True, check=True)
        assert done.stdout.isascii()
        assert b"Pakistan" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_printed_is_an_error_and_no_traceback(article):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "tradetalks", "read", article]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"cannot print" in done.stderr
