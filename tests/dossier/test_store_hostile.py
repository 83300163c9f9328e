"""A file that is no sound dossier is refused, with what is wrong and what to do."""

import os
import random
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

from tests.dossier.holding import NOON, readings, tale
from tradetalks.dossier.store import open_dossier
from tradetalks.dossier.store_file import APPLICATION
from tradetalks.dossier.store_lines import export_lines, merge
from tradetalks.errors import DossierError, InputError


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "talks.db"
    with open_dossier(path, create=True) as dossier:
        dossier.add(readings(), at=NOON)
    return path


def statements(*lines_):
    def write(path):
        raw = sqlite3.connect(path)
        for statement in lines_:
            raw.execute(statement)
        raw.commit()
        raw.close()

    return write


BAD_FILES = {
    "text": (lambda path: path.write_text("Some words about trade talks."), "not a dossier"),
    "an empty file": (lambda path: path.touch(), "the file is empty"),
    "bytes": (lambda path: path.write_bytes(random.Random(1).randbytes(9_999)), "not a dossier"),
    "a database's first words": (
        lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 40),
        "talks.db",
    ),
    "another program's": (statements("CREATE TABLE notes (x)"), "another program"),
    "an empty one with a mark": (
        statements(f"PRAGMA application_id = {APPLICATION}"),
        "tables are not those of a dossier",
    ),
    "a folder": (lambda path: path.mkdir(), "this is a folder"),
    "a pipe": (lambda path: os.mkfifo(path), "pipe"),
    "nothing": (lambda path: None, "no such dossier"),
    "a loop": (lambda path: path.symlink_to(path), "cannot be opened"),
}


@pytest.mark.parametrize("case", BAD_FILES)
@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_dossier_is_refused_and_stays_as_it_is(case, create, tmp_path):
    make, complaint = BAD_FILES[case]
    path = tmp_path / "talks.db"
    make(path)
    if create and case in ("nothing", "an empty file"):
        with open_dossier(path, create=True) as dossier:
            assert len(dossier) == 0
        return
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DossierError) as error:
        open_dossier(path, create=create)
    assert complaint in str(error.value)
    assert error.value.remedy
    assert before is None or path.read_bytes() == before


BAD_TABLES = {
    "a newer version": (["PRAGMA user_version = 2"], "newer tradetalks"),
    "a trigger that deletes": (
        ["CREATE TRIGGER t AFTER INSERT ON reading BEGIN DELETE FROM added; END"],
        "tables are not those",
    ),
    "a trigger that hides": (
        ["CREATE TRIGGER words_config AFTER INSERT ON reading BEGIN DELETE FROM added; END"],
        "tables are not those",
    ),
    "a table more": (["CREATE TABLE more (x)"], "tables are not those"),
    "a table less": (["DROP TABLE copy"], "tables are not those"),
    "without its guards": (["DROP TRIGGER article_no_delete"], "tables are not those"),
}


@pytest.mark.parametrize("case", BAD_TABLES)
def test_a_dossier_with_other_tables_is_refused(case, sound, tmp_path):
    path = shutil.copy(sound, tmp_path / "talks.db")
    commands, complaint = BAD_TABLES[case]
    statements(*commands)(path)
    with pytest.raises(DossierError, match=complaint):
        open_dossier(path)


def all_of(path):
    """Do everything that reads a dossier."""
    with open_dossier(path) as dossier:
        count = len(list(dossier.records()))
        list(export_lines(dossier))
        dossier.matching('"tariff"')
        return count


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.6, 0.9, 0.99])
def test_a_dossier_cut_short_is_refused(share, sound, tmp_path):
    path = tmp_path / "talks.db"
    content = sound.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(InputError, match=r"damaged|talks\.db"):
        all_of(path)


def test_a_dossier_with_changed_bytes_is_read_or_refused(sound, tmp_path):
    path, dice, content = tmp_path / "talks.db", random.Random(7), sound.read_bytes()
    refused = 0
    for _ in range(60):
        mauled = bytearray(content)
        for _ in range(dice.choice([1, 20])):
            mauled[dice.randrange(len(mauled))] = dice.randrange(256)
        path.write_bytes(mauled)
        try:
            all_of(path)
        except InputError:
            refused += 1
        for side in tmp_path.glob("talks.db-*"):
            side.unlink()
    assert refused > 10


def test_a_changed_text_or_record_is_refused(sound, tmp_path):
    for change in (
        "UPDATE article SET text = text || '!'",
        "UPDATE reading SET record = '{}'",
        "UPDATE reading SET record = replace(record, 'record/', 'record/9')",
        "UPDATE added SET at = 'long ago'",
    ):
        path = shutil.copy(sound, tmp_path / "talks.db")
        table = change.split()[1]
        guard = f"{table}_no_update"
        raw = sqlite3.connect(path)
        (trigger,) = raw.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (guard,)
        ).fetchone()
        raw.execute(f"DROP TRIGGER {guard}")
        raw.execute(change)
        raw.execute(trigger)
        raw.commit()
        raw.close()
        with pytest.raises(InputError, match=r"talks\.db"):
            all_of(path)
        with (
            open_dossier(path) as changed,
            open_dossier(tmp_path / "other.db", create=True) as other,
        ):
            with pytest.raises(InputError, match=r"talks\.db"):
                merge(other, changed)
            with pytest.raises(InputError, match=r"talks\.db"):
                list(export_lines(changed))
            assert len(other) == 0


def test_a_name_with_every_odd_sign_is_a_name(tmp_path):
    path = tmp_path / "a?b#c%41 é;mode=ro.db"
    with open_dossier(path, create=True) as dossier:
        dossier.add([tale(1)])
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(DossierError, match="no such folder"):
        open_dossier(tmp_path / "no" / "talks.db", create=True)


@pytest.fixture
def closed(sound):
    """A dossier that may only be read, in a folder that may only be read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = shutil.copy(sound, folder / "talks.db")
        path.chmod(0o444)
        folder.chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            yield path
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs another user")
def test_what_may_only_be_read_is_read_and_not_written(closed):
    """A dossier on a disc, or of another desk, answers; adding to it says why it cannot."""
    assert all_of(closed) == len(readings())
    with (
        open_dossier(closed) as dossier,
        pytest.raises(DossierError, match="cannot be written"),
    ):
        dossier.add([tale(1)])
    with pytest.raises(DossierError, match="cannot be opened"):
        open_dossier(closed.with_name("new.db"), create=True)
    assert [found.name for found in closed.parent.iterdir()] == ["talks.db"]
