"""The page on striking a deal runs as it is written, and keeps what it says it keeps."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "how-to" / "strike-a-deal.md").read_text(
    encoding="utf-8"
)
FILES = dict(re.findall(r"```toml\n# ([\w-]+\.toml)\n(.*?)```", PAGE, flags=re.DOTALL))
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
SCREEN = [
    " ".join(line.split())
    for block in re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return the folder in which every command ran, and what each printed."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    printed = []
    for command in COMMANDS:
        line, _, target = command.partition(" > ")
        program, *arguments = shlex.split(line)
        assert program == "tradetalks"
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "tradetalks", *arguments],
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, (command, done.stderr.decode())
        printed.append(done.stdout.decode())
        if target:
            (folder / target).write_bytes(done.stdout)
    return folder, printed


def test_the_screen_shows_the_owner_what_the_page_says(ran):
    """The verdict, the rates, and which private floor holds them."""
    screen = " ".join(ran[1][0].split())
    assert [line for line in SCREEN if line not in screen] == []
    assert "not proved" not in screen


def test_what_is_passed_on_holds_nothing_of_the_private_file(ran):
    """Neither its numbers nor its words, nor the rates that rest on them."""
    text = (ran[0] / "for-them.json").read_text(encoding="utf-8")
    own, shown = tomllib.loads(FILES["ours.toml"]), json.loads(text)
    assert shown["verdict"] == "settled"
    assert "ours.toml" not in text
    assert repr(own["instrument"][0]["floor"]) not in re.findall(r"[\d.]+", text)
    (pakistan,) = (side for side in shown["sides"] if side["code"] == "PAK")
    assert pakistan["red_lines"] is None
    assert [line["rate"] for line in shown["lines"] if line["side"] == "PAK"] == [None] * 3
    assert shown["withheld"]
