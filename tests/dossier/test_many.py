"""Many articles: in order, each on its own, side by side with the same answers, memory flat."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from tests.dossier.cases import TEXTS
from tests.dossier.inputs.making import STORY, make_mail
from tests.dossier.killing import kill_at_seven
from tradetalks.dossier import many
from tradetalks.dossier.many import read_many

TEXT = "\n\n".join(STORY)
NAMES = sorted(path.name for path in TEXTS.iterdir())


def fill(folder, count):
    texts = [path.read_bytes() for path in sorted(TEXTS.glob("*.txt"))]
    for number in range(count):
        note = f"\n\nThis is note number {number} of the day.\n".encode()
        (folder / f"{number:04d}.txt").write_bytes(texts[number % len(texts)] + note)


def test_one_bad_file_does_not_stop_the_others_and_order_is_kept(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 no more")
    (tmp_path / "c.eml").write_bytes(make_mail(TEXT))
    (tmp_path / "d.docx").write_bytes(b"PK\x03\x04")
    missing = tmp_path / "none.txt"
    found = list(read_many([tmp_path, missing, TEXT.encode()], published=date(2025, 7, 1)))
    names = [Path(attempt.source).name for attempt in found]
    assert names == ["a.txt", "b.pdf", "c.eml", "d.docx", "none.txt", "standard input"]
    assert [attempt.record is not None for attempt in found] == [
        True,
        False,
        True,
        False,
        False,
        True,
    ]
    assert all((attempt.record is None) == (attempt.error is not None) for attempt in found)
    assert {a.record.article.published for a in found if a.record} == {date(2025, 7, 1)}


def test_an_empty_folder_is_an_attempt_with_an_error(tmp_path):
    (attempt,) = read_many([tmp_path])
    assert attempt.source == str(tmp_path)
    assert "no article" in str(attempt.error)


def test_processes_give_the_same_answers_in_the_same_order(tmp_path):
    fill(tmp_path, many.ENOUGH + 10)
    (tmp_path / "0005.pdf").write_bytes(b"%PDF-1.4 no more")
    alone = list(read_many([tmp_path]))
    beside = list(read_many([tmp_path], workers=2))
    assert [(a.source, a.record, str(a.error)) for a in alone] == [
        (a.source, a.record, str(a.error)) for a in beside
    ]


def test_a_process_that_is_killed_loses_only_what_kills_it(tmp_path, monkeypatch):
    fill(tmp_path, many.ENOUGH + 4)
    monkeypatch.setattr(many, "_work", kill_at_seven)
    found = list(read_many([tmp_path], workers=2))
    assert [Path(a.source).stem for a in found] == [f"{n:04d}" for n in range(many.ENOUGH + 4)]
    (lost,) = [attempt for attempt in found if attempt.error]
    assert Path(lost.source).stem == "0007"
    assert "ended by the system" in str(lost.error)


def test_a_text_longer_than_any_article_is_read_in_parts_whose_spans_hold(tmp_path):
    path = tmp_path / "archive.txt"
    stories = [(TEXTS / name).read_text(encoding="utf-8") for name in NAMES if ".txt" in name]
    times = 1 + 300_000 // sum(map(len, stories))
    whole = "\n\n".join(f"Item {number}\n\n{story}" for number, story in enumerate(stories * times))
    path.write_text(whole, encoding="utf-8")
    found = list(read_many([path]))
    assert len(found) > 1
    assert found[1].source == f"{path}, part 2 of {len(found)}"
    for attempt in found:
        article = attempt.record.article
        assert whole.strip("\n")[article.offset :].startswith(article.text)
        assert len(article.text) <= 250_000
        assert attempt.record.statuses
    assert found[1].record.article.title == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_ends_all_processes(tmp_path):
    fill(tmp_path, 400)
    command = [sys.executable, "-m", "tradetalks", "read", str(tmp_path)]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(1.5)
    began = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)
    running.communicate(timeout=30)  # returns when the last of them has let go of the pipes
    assert time.monotonic() - began < 20
    assert running.returncode != 0
