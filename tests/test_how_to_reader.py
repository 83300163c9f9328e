"""The page on reading with a model runs as it is written, with a server that plays the model."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dossier.readers.stub import plain_reading, serving

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "how-to" / "read-with-a-model.md").read_text(encoding="utf-8")
ADDRESS = "http://localhost:8099/v1"


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return the folder, and what each command and the script printed."""
    folder = tmp_path_factory.mktemp("model")
    shutil.copy(ROOT / "examples" / "pakistan-united-states-2025-07.md", folder / "article.md")
    (shell,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    (script,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    printed = []
    with serving(plain_reading) as server:
        commands = [["-m", *shlex.split(line)] for line in shell.splitlines()]
        for command in [*commands, ["-c", script]]:
            words = [word.replace(ADDRESS, server.url) for word in command]
            done = subprocess.run(
                [sys.executable, "-W", "error", *words],
                cwd=folder, capture_output=True, check=False, env=os.environ | {"COLUMNS": "200"},
            )  # fmt: skip
            assert done.returncode == 0, done.stderr.decode()
            printed.append(done.stdout.decode())
        assert len(server.seen) == 4
    return folder, printed


def test_the_page_runs_and_its_screen_is_what_is_printed(ran):
    folder, (screen, plain, added, script) = ran
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown.strip() in screen
    assert '"reader": "model my-model"' in plain
    assert "Added 1 article" in added
    assert (folder / "talks.db").is_file()
    assert script.startswith("model my-model ")
