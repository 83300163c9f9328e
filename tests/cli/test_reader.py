"""`tradetalks read --reader` as a process, beside a server that plays a model."""

import json
import os
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import ROOT
from tests.dossier.readers.story import GOOD, INJECTED, TEXT, status
from tests.dossier.readers.stub import EMPTY, saying, serving

KEY = "sk-tops3cret-0123456789"


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def ask(*arguments, key=KEY):
    environment = os.environ | {"TRADETALKS_READER_KEY": key, "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tradetalks", "read", *map(str, arguments)],
        capture_output=True, cwd=ROOT, env=environment, timeout=60, check=False,
    )  # fmt: skip
    for stream in (done.stdout, done.stderr):
        assert KEY.encode() not in stream
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_model_named_is_asked_at_the_address_given_and_what_read_is_said(story):
    with serving(saying(GOOD)) as server:
        code, screen, errors = ask(story, "--reader", server.url, "--model", "stub-1")
        ((path, headers, asked),) = server.seen
    assert (code, errors) == (0, "")
    assert "near; says Amina Odhiambo, KEN" in screen
    assert "Read by: model stub-1." in screen
    assert (path, asked["model"]) == ("/v1/chat/completions", "stub-1")
    assert headers["Authorization"] == f"Bearer {KEY}"


def test_the_json_says_what_read_it_and_holds_no_key(story):
    with serving(saying(GOOD)) as server:
        code, screen, _ = ask(story, "--reader", server.url, "--model", "stub-1", "--json")
    record = json.loads(screen)
    assert code == 0
    assert record["reader"] == "model stub-1"
    assert [one["stage"] for one in record["statuses"]] == ["near", "negotiating"]


def test_a_failure_ends_with_an_error_and_never_with_the_rules(story, tmp_path):
    with serving(lambda handler: handler.say("no JSON")) as server:
        code, screen, errors = ask(story, "--reader", server.url, "--model", "m")
        assert (code, screen) == (2, "")
        assert f"{story}, read at {server.url}: the model's message is not JSON" in errors
        assert "Traceback" not in errors
        dossier = tmp_path / "news.db"
        code, screen, errors = ask(
            story, "--reader", server.url, "--model", "m", "--add", dossier, "--json"
        )
    assert code == 2
    assert json.loads(screen)["added"]["articles"] == []
    assert "1 of 1 could not be read" in errors


def test_a_wait_is_a_limit(story):
    with serving(lambda handler: handler.server.over.wait(20)) as server:
        began = time.monotonic()
        code, _, errors = ask(story, "--reader", server.url, "--model", "m", "--reader-wait", "1")
    assert code == 2
    assert "no whole answer within 1 seconds" in errors
    assert time.monotonic() - began < 10


def test_an_article_that_gives_orders_gets_none_obeyed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(INJECTED, encoding="utf-8")
    invented = status(stage="signed", quote="the \x1b[2J[bold]deal[/] is signed")
    with serving(saying(EMPTY | {"statuses": [invented]})) as server:
        code, screen, _ = ask(path, "--reader", server.url, "--model", "m")
        assert len(server.seen) == 1
    assert code == 0
    assert "signed" not in screen
    assert "\x1b" not in screen
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.txt"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--reader", "http://localhost:1/v1"], "Give --model NAME too"),
        (["--model", "m"], "Give --reader URL too"),
        (["--reader-wait", "3"], "Give --reader URL too"),
        (["--reader", "http://example.org/v1", "--model", "m"], "Use https"),
        (["--reader", "nonsense", "--model", "m"], "not an address"),
        (["--reader", "http://localhost:1/v1", "--model", "m", "--reader-wait", "0"], "no sense"),
    ],
)
def test_options_that_do_not_fit_are_refused(story, options, message):
    code, screen, errors = ask(story, *options)
    assert (code, screen) == (2, "")
    assert message in errors


def test_a_key_with_a_line_break_inside_is_refused(story):
    code, _, errors = ask(
        story, "--reader", "http://localhost:1/v1", "--model", "m", key="tops3cret\nX: y"
    )
    assert code == 2
    assert "the key" in errors
    assert "tops3cret" not in errors


def test_the_same_scorer_scores_a_model():
    done = subprocess.run(
        [sys.executable, "-m", "tests.reading", "dev", "--model", "m"],
        capture_output=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert b"Give --reader URL too" in done.stderr
