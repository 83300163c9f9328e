"""`strike` at the command line: what a negotiator reads, what an export keeps to itself."""

import json

import pytest

from tests.cli.conftest import ROOT
from tests.policy.talks_files import TALKS, written

EXAMPLE = ROOT / "examples" / "pakistan-united-states-talks.toml"
PRIVATE = """[room.PAK]
private = true

[[room.PAK.instrument]]"""
OWN = """side = "PAK"
weight = 1.0717

[fallback]
kind = "threat"

[[instrument]]
id = "duties"
floor = 0.0372
ceiling = 0.0983
"""


PRIVATE_TALKS = TALKS.replace("[[room.PAK.instrument]]", PRIVATE, 1)
ABOVE = """
[[room.PAK.red_line]]
to = "USA"
sectors = ["TEX"]
at_least = 0.5
"""
"""A red line far above what Pakistan levies today."""


@pytest.fixture(scope="module")
def struck(tradetalks):
    done = tradetalks("strike", EXAMPLE, "--points", "3", timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_negotiator_reads_the_verdict_the_terms_and_the_fallback(struck):
    """Who falls back on what, whether it is settled, and which rate goes where."""
    words = " ".join(struck.split())
    assert "Settled: Pakistan and the United States are each better off" in words
    assert "Without a deal, the measures announced" in words
    assert "us-reciprocal" in words
    assert "red line: kept" in words
    assert "Third parties under these terms" in words


def test_an_export_holds_nothing_of_a_private_room(tradetalks, tmp_path):
    """The private file's numbers, and what would give them away, are nowhere in the JSON."""
    talks = written(tmp_path, PRIVATE_TALKS)
    own = written(tmp_path, OWN, "own.toml")
    done = tradetalks(
        "strike",
        talks,
        "--private",
        own,
        "--json",
        "--as-of",
        "2025-07-26",
        "--points",
        "3",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    for secret in ("0.0372", "0.0983", "1.0717", "own.toml"):
        assert secret not in done.stdout
    shape = json.loads(done.stdout)
    assert shape["schema"] == "tradetalks/strike/1"
    (pakistan,) = (side for side in shape["sides"] if side["code"] == "PAK")
    assert pakistan["private"]
    assert pakistan["weight"] is None
    assert shape["withheld"]


@pytest.mark.parametrize(
    ("text", "arguments", "complaint"),
    [
        (PRIVATE_TALKS.replace("private = true", "private = true\nweight = 2.0"), (), "leaks"),
        (TALKS + ABOVE, ("--as-of", "2025-07-26"), "at least 0.5"),
        (TALKS, ("--rule", "fair"), "bargaining rule"),
        (TALKS, ("--points", "1"), "frontier of 1 points"),
        (TALKS, ("--private", "nowhere.toml"), "nowhere.toml"),
        (TALKS.replace('"PAK", "USA"', '"PAK", "ATL"'), (), "ATL"),
        (TALKS.replace("floor = 0.1\n", "floor = 0.5\n"), (), "floor"),
        (TALKS.split("[[room.USA.instrument]]")[0], (), "USA"),
        ("title = ", (), "TOML"),
    ],
)
def test_what_cannot_be_struck_is_met_with_place_and_remedy(
    text, arguments, complaint, tradetalks, tmp_path
):
    """Exit code 2, what is wrong, and nothing on standard output."""
    done = tradetalks("strike", written(tmp_path, text), *arguments)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["talks.toml"]


@pytest.mark.parametrize(
    ("talks", "files", "complaint"),
    [
        (PRIVATE_TALKS, ("one.toml", "two.toml"), "a second private file for PAK"),
        (TALKS, ("one.toml",), "whose room is not private"),
    ],
)
def test_private_files_that_overlap_or_do_not_belong_are_refused(
    talks, files, complaint, tradetalks, tmp_path
):
    shared = written(tmp_path, talks)
    private = [each for name in files for each in ("--private", written(tmp_path, OWN, name))]
    done = tradetalks("strike", shared, *private)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in " ".join(done.stderr.split())
    assert {path.name for path in tmp_path.iterdir()} == {"talks.toml", *files}


def test_a_deal_given_to_strike_is_sent_to_weigh(tradetalks, deal):
    """What it is, where that shows, and the command that takes it."""
    done = tradetalks("strike", deal)
    assert (done.returncode, done.stdout) == (2, "")
    said = " ".join(done.stderr.split())
    line = deal.read_text(encoding="utf-8").splitlines().index("[[concession]]") + 1
    assert f"{deal}:{line}: this is a deal file" in said
    assert f"tradetalks weigh {deal}" in said


def test_talks_given_to_weigh_are_sent_to_strike(tradetalks):
    done = tradetalks("weigh", EXAMPLE)
    assert (done.returncode, done.stdout) == (2, "")
    said = " ".join(done.stderr.split())
    assert f"{EXAMPLE}:" in said
    assert "this is a talks file" in said
    assert f"tradetalks strike {EXAMPLE}" in said
