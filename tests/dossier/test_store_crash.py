"""Killed at any moment, a dossier has lost nothing that was added and holds no half article."""

import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.dossier.holding import tale
from tradetalks.dossier.store import open_dossier
from tradetalks.errors import DossierError

ADD_FOR_EVER = """
import pickle, sys
from dataclasses import replace
from itertools import count
from tradetalks.dossier.store import open_dossier
from tradetalks.dossier.store_story import Copy

record, start = pickle.load(open(sys.argv[2], "rb")), int(sys.argv[3])
first = record.article.sha256
with open_dossier(sys.argv[1], create=True) as dossier:
    dossier.add([record])
    for number in count(start):
        text = f"{record.article.text}{number}"
        new = replace(record, article=replace(record.article, text=text))
        link = Copy(article=new.article.sha256, of=first, similarity=0.5)
        dossier.add([new], copies=[link])
        print(new.article.sha256, flush=True)
"""

DIE_AT_A_STATEMENT = """
import os, pickle, signal, sys
from tradetalks.dossier.store import open_dossier

left = int(sys.argv[3])
def fatal(_statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

records = pickle.load(open(sys.argv[2], "rb"))
with open_dossier(sys.argv[1]) as dossier:
    dossier._connection.set_trace_callback(fatal)
    dossier.add(records)
"""

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")


def check_whole(path, promised, *, links=False):
    """Hold every table against the others: whatever is there is there in full."""
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    unread = "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM reading)"
    assert raw.execute(unread).fetchone() == (0,)
    unseen = "SELECT count(*) FROM reading WHERE id NOT IN (SELECT reading FROM added)"
    assert raw.execute(unseen).fetchone() == (0,)
    raw.close()
    with open_dossier(path) as dossier:
        held = {found.record.article.sha256: found for found in dossier.records()}
        assert promised <= held.keys()
        assert not links or all(len(found.copies) == len(held) - 1 for found in held.values())


@needs_kill
def test_killed_at_random_moments_nothing_promised_is_lost(tmp_path):
    path, kept = tmp_path / "talks.db", tmp_path / "record.pickle"
    kept.write_bytes(pickle.dumps(tale(1)))
    dice, promised = random.Random(0), set()
    for round_ in range(10):
        writer = subprocess.Popen(
            [sys.executable, "-c", ADD_FOR_EVER, path, kept, str(1000 * round_)],
            stdout=subprocess.PIPE,
            text=True,
        )
        writer.stdout.readline() if round_ % 3 else None
        time.sleep(dice.uniform(0, 0.06))
        writer.kill()
        rest = writer.stdout.read().split("\n")[:-1]
        writer.wait()
        writer.stdout.close()
        promised |= {line for line in rest if len(line) == 64}
        if path.exists() and promised:
            check_whole(path, promised, links=True)
    assert len(promised) > 20


@needs_kill
@pytest.mark.parametrize("statement", [1, 5, 8, 11, 14, 20])
def test_killed_at_any_statement_no_article_is_half_there(tmp_path, statement):
    path, kept = tmp_path / "talks.db", tmp_path / "records.pickle"
    with open_dossier(path, create=True) as dossier:
        dossier.add([tale(1)])
    kept.write_bytes(pickle.dumps([tale(2), tale(4)]))
    script = [sys.executable, "-c", DIE_AT_A_STATEMENT, path, kept, str(statement)]
    done = subprocess.run(script, check=False)
    assert done.returncode in (-signal.SIGKILL, 0)
    check_whole(path, {tale(1).article.sha256} if done.returncode else set())
    with open_dossier(path) as dossier:
        dossier.add([tale(2), tale(4)])
        assert len(dossier) == 3


@needs_kill
def test_the_disk_that_fills_up_costs_only_what_did_not_fit(tmp_path):
    """Nothing of the article that did not fit stays, and the file goes on when there is room."""
    path, kept = tmp_path / "talks.db", tmp_path / "record.pickle"
    kept.write_bytes(pickle.dumps(tale(1)))
    limit = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limit + ADD_FOR_EVER, path, kept, "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "DossierError" in done.stderr
    assert "what was added before is safe" in done.stderr
    promised = set(done.stdout.split())
    assert len(promised) > 5
    check_whole(path, promised, links=True)
    with open_dossier(path) as dossier:
        assert dossier.add([tale(2)]).articles


def test_a_full_disk_is_named(tmp_path):
    with open_dossier(tmp_path / "talks.db", create=True) as dossier:
        dossier.add([tale(1)])
        pages = dossier._connection.execute("PRAGMA page_count").fetchone()[0]
        dossier._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DossierError, match="disk is full; what was added before is safe"):
            dossier.add(tale(number) for number in range(2, 200))
        assert len(dossier) >= 1
