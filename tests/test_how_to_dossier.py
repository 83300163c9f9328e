"""The page on keeping a dossier runs as it is written, and its screens say what the page says."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.dossier.holding import lines
from tradetalks.cli.app import app

PAGE = (Path(__file__).parents[1] / "docs" / "how-to" / "keep-a-dossier.md").read_text(
    encoding="utf-8"
)
FILES = re.findall(r"```md\n<!-- ([\w/.-]+) -->\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
SCREEN = [block.strip() for block in re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)]
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return the folder in which everything ran, and what each command and the script printed."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    printed = {}
    with contextlib.chdir(folder):
        for command in COMMANDS:
            line, _, target = command.partition(" > ")
            program, *arguments = shlex.split(line)
            assert program == "tradetalks"
            done = CliRunner().invoke(app, arguments)
            assert done.exit_code == 0, (command, done.output, done.exception)
            printed[" ".join(arguments[:2])] = " ".join(done.stdout.split())
            if target:
                (folder / target).write_bytes(done.stdout_bytes)
        (script,) = PYTHON
        with contextlib.redirect_stdout(io.StringIO()) as screen:
            exec(compile(script, "keep-a-dossier.md", "exec"), {})
    printed["python"] = screen.getvalue()
    return folder, printed


def test_the_screens_say_what_the_page_says(desk):
    _, printed = desk
    assert all(" ".join(screen.split()) in printed["dossier status"] for screen in SCREEN)
    assert "Lars Helgesen" in printed["dossier meetings"]
    assert printed["dossier commitments"].count(" kept ") == 2
    assert "12 percent on Kenyan cut flowers" in printed["dossier search"]
    assert "1 note" in printed["dossier due"]
    assert printed["python"].startswith("4 articles")
    assert "near against stalled" in printed["python"]


def test_what_was_shared_and_merged_holds_the_same(desk):
    folder, _ = desk
    content = lines(folder / "talks.db")
    assert len(content.splitlines()) >= 4
    assert (folder / "talks.jsonl").read_bytes() == content
    assert lines(folder / "copy.db") == lines(folder / "desk.db") == content
