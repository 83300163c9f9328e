"""`tradetalks dossier` as a person runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import icalendar
import pytest
from typer.testing import CliRunner

from tests.dossier.holding import lines, tale
from tests.dossier.saga import Draft, saga
from tradetalks.cli.app import app
from tradetalks.dossier.store import open_dossier
from tradetalks.errors import InputError, OutputError

PAIR = ("--parties", "KEN,NOR")
QUESTIONS = {
    "list": ([], "articles"),
    "meetings": ([], "meetings"),
    "timeline": ([], "events"),
    "status": ([], "reports"),
    "commitments": (["--as-of", "2026-07-01"], "commitments"),
    "changed": (["--since", "2026-04-01"], "changes"),
    "due": (["--after", "2026-04-16"], "dated"),
    "search": (["cut flowers", "tariff"], "hits"),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "talks.db"
    with open_dossier(path, create=True) as dossier:
        dossier.add(saga())
    return path


def here(*arguments):
    """Run the command in this process: what needs a process of its own has one below."""
    return CliRunner().invoke(app, ["dossier", *map(str, arguments)])


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_in_tables_and_in_json(question, file):
    options, key = QUESTIONS[question]
    shown = here(question, file, *options, *PAIR)
    assert (shown.exit_code, shown.exception) == (0, None)
    assert "Harbour Wire" in shown.stdout or "Fjord Post" in shown.stdout
    shape = json.loads(here(question, file, *options, *PAIR, "--json").stdout)
    assert shape["schema"] == f"tradetalks/dossier-{question}/1"
    assert shape[key]


def test_a_process_answers_alike(tradetalks, file):
    done = tradetalks("dossier", "meetings", file, *PAIR)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Amina Odhiambo, Lars Helgesen" in done.stdout


def test_nothing_to_tell_is_told(file):
    assert "Nothing in the dossier" in here("search", file, "zeppelin").stdout
    assert "After 2030-01-01: nothing" in here("due", file, "--after", "2030-01-01").stdout


def test_what_is_due_goes_into_a_calendar(file, tmp_path):
    calendar = tmp_path / "due.ics"
    done = here("due", file, "--after", "2026-04-16", "--ics", calendar)
    assert (done.exit_code, done.exception) == (0, None)
    assert str(calendar) in done.stdout.replace("\n", "")
    content = calendar.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    assert len(icalendar.Calendar.from_ical(content).walk("VEVENT")) == 2
    before = lines(file)
    assert isinstance(here("due", file, "--ics", file).exception, OutputError)
    assert lines(file) == before


def test_export_import_and_merge(tradetalks, file, tmp_path):
    exported = tmp_path / "talks.jsonl"
    exported.write_text(tradetalks("dossier", "export", file).stdout, encoding="utf-8")
    rebuilt = tmp_path / "again.db"
    assert "6 articles" in here("import", rebuilt, exported).stdout
    done = tradetalks("dossier", "import", rebuilt, stdin=exported.read_bytes())
    assert done.returncode == 0, done.stderr
    assert lines(rebuilt) == lines(file) == exported.read_bytes()


def test_merging_commutes_and_twice_is_as_good_as_once(file, tmp_path):
    other, one, two = (tmp_path / f"{name}.db" for name in ("other", "one", "two"))
    with open_dossier(other, create=True) as dossier:
        dossier.add([tale(1), saga()[0]])
    assert here("merge", file, other, "-o", one).exit_code == 0
    assert here("merge", other, file, "-o", two).exit_code == 0
    assert lines(one) == lines(two)
    before = lines(one)
    assert here("merge", one, other, file, two).exit_code == 0
    assert lines(one) == before
    assert "never replaced" in str(here("merge", file, other, "-o", one).exception)
    assert not list(tmp_path.glob(".*"))


def test_a_merge_links_the_copies_of_a_story(tmp_path):
    story = saga()[0].article
    with open_dossier(tmp_path / "a.db", create=True) as dossier:
        dossier.add([saga()[0]])
    with open_dossier(tmp_path / "b.db", create=True) as dossier:
        dossier.add([Draft(f"{story.text}\nThe paper adds nothing.\n", None, "Copy").record()])
    done = here("merge", tmp_path / "a.db", tmp_path / "b.db", "--json")
    assert json.loads(done.stdout)["added"]["copies"] == 1


BAD = [
    (["meetings", "{tmp}/none.db"], "no such dossier"),
    (["meetings", "{tmp}"], "folder"),
    (["meetings", "{tmp}/text.db"], "not a dossier"),
    (["meetings", "{file}", "--parties", "KEN"], "PAK,USA"),
    (["meetings", "{file}", "--parties", "KEN,NOX"], "NOX"),
    (["changed", "{file}", "--since", "spring"], "2025-07-25"),
    (["due", "{file}", "--ics", "{tmp}/no/due.ics"], "no/due.ics"),
    (["search", "{file}", "***"], "no word"),
    (["import", "{tmp}/new.db", "{tmp}/none.jsonl"], "no such file"),
    (["import", "{tmp}/text.db", "{tmp}/text.db"], "not a dossier"),
    (["import", "{tmp}/new.db", "{tmp}/text.db"], "line 1"),
    (["merge", "{file}", "{tmp}/none.db"], "no such dossier"),
    (["merge", "{file}", "{file}", "-o", "{tmp}/no/new.db"], "no such folder"),
]


@pytest.mark.parametrize(("arguments", "complaint"), BAD)
def test_bad_input_ends_with_what_is_wrong(arguments, complaint, file, tmp_path):
    (tmp_path / "text.db").write_text("Words, no dossier.")
    names = {"file": file, "tmp": tmp_path}
    before = lines(file)
    done = here(*[text.format(**names) for text in arguments])
    assert isinstance(done.exception, InputError)
    assert done.stdout == ""
    assert complaint in str(done.exception)
    assert lines(file) == before


def test_a_process_ends_bad_input_with_2(tradetalks, tmp_path):
    done = tradetalks("dossier", "meetings", tmp_path / "none.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such dossier" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_leaves_ends_the_export_in_silence(file):
    command = [sys.executable, "-m", "tradetalks", "dossier", "export", file]
    running = subprocess.Popen(
        ["sh", "-c", 'for i in 1 2 3 4 5 6 7 8 9; do "$@" || exit $?; done', "sh", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() in (1, 141)
    running.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_export_that_does_not_fit_is_an_error(file):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "tradetalks", "dossier", "export", file]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"cannot print" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a signal")
def test_an_interrupted_import_keeps_what_came_and_no_half(file, tmp_path):
    command = [sys.executable, "-m", "tradetalks", "dossier", "import", tmp_path / "new.db"]
    running = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    content = lines(file).splitlines(keepends=True)
    running.stdin.write(b"".join(content[:3]) + content[3][:500])
    running.stdin.flush()
    for _ in range(200):
        time.sleep(0.05)
        if (tmp_path / "new.db").exists():
            with open_dossier(tmp_path / "new.db", create=True) as dossier:
                if len(dossier) == 3:
                    break
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in errors
    with open_dossier(tmp_path / "new.db") as dossier:
        assert len(list(dossier.records())) == 3


def test_an_export_keeps_every_letter_on_a_terminal_that_knows_few(file):
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "tradetalks", "dossier", "export", file]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert done.stdout == lines(file)
