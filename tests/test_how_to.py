"""The how-to pages that are made of whole files run as they are written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

FILE = re.compile(r"```python\n# (\w+\.py)\n(.*?)```", re.DOTALL)
PAGES = {
    page.stem: FILE.findall(page.read_text(encoding="utf-8"))
    for page in sorted((Path(__file__).parents[1] / "docs" / "how-to").glob("*.md"))
}


@pytest.mark.parametrize("page", [page for page, files in PAGES.items() if files])
def test_every_file_of_a_how_to_runs(page, tmp_path):
    for name, code in PAGES[page]:
        (tmp_path / name).write_text(code, encoding="utf-8")
    for name, _ in PAGES[page]:
        done = subprocess.run(
            [sys.executable, "-W", "error", name], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0, (name, done.stderr.decode())


def test_thousands_of_scenarios_are_shown_here_in_processes_and_on_a_cluster():
    assert [name for name, _ in PAGES["many-scenarios"]] == [
        "asked.py",
        "here.py",
        "processes.py",
        "cluster.py",
    ]
