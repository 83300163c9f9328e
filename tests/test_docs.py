"""The documentation says what is true: links resolve, commands and options exist, examples run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import tradetalks
from tradetalks.cli.app import app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
COMMANDS = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block_under(mark: str) -> str:
    """Return the fenced block that follows a mark in the README."""
    found = re.search(rf"<!-- {mark} -->\n```\w+\n(.*?)```", README, flags=re.DOTALL)
    assert found, mark
    return found[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [t.split("#")[0] for t in targets if not re.match(r"[a-z]+:|#", t)]
    assert [t for t in local if not (page.parent / t).exists()] == []


def test_every_page_is_reached_from_the_index():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [
        str(page.relative_to(ROOT / "docs"))
        for page in PAGES
        if page.is_relative_to(ROOT / "docs") and "decisions" not in page.parts
    ]
    assert [page for page in pages if page != "README.md" and page not in index] == []


def every_command():
    root = typer.main.get_command(app)
    for name, command in root.commands.items():
        yield name, command
        for inner, nested in getattr(command, "commands", {}).items():
            yield f"{name} {inner}", nested


@pytest.mark.parametrize(("name", "command"), list(every_command()))
def test_every_command_and_option_has_its_entry(name, command):
    section = re.search(rf"## `tradetalks {name}.*?(?=\n## |\Z)", COMMANDS, flags=re.DOTALL)
    assert section, name
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in section[0], (name, option)


def test_every_option_in_the_documentation_exists():
    real = {o for _, c in every_command() for p in c.params for o in p.opts}
    real |= {"--help", "--version"}
    for text in (COMMANDS, README):
        shell = re.findall(r"tradetalks [a-z].*", text)
        used = {o for line in shell for o in re.findall(r"(?<=\s)--[a-z-]+", line)}
        assert used <= real


def test_the_example_in_the_readme_runs_in_ten_lines(tmp_path):
    code = block_under("example: python")
    statements = [line for line in code.splitlines() if line.strip()]
    assert len(statements) <= 10
    script = code.replace('"brief.html"', repr(str(tmp_path / "brief.html")))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"PAK" in done.stdout
    assert (tmp_path / "brief.html").stat().st_size > 10_000


@pytest.mark.parametrize("name", tradetalks.__all__)
def test_every_public_name_is_in_the_documentation(name):
    assert any(re.search(rf"\b{name}\b", page.read_text(encoding="utf-8")) for page in PAGES)


def test_both_commands_of_the_readme_are_one_line_each():
    assert len(block_under("command: main").strip().splitlines()) == 1
    assert len(block_under("command: tests").strip().splitlines()) == 1


def test_the_dossier_in_the_readme_is_what_the_command_prints():
    command = [sys.executable, "-m", "tradetalks", "read"]
    done = subprocess.run(
        [*command, "examples/pakistan-united-states-2025-07.md"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    printed = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
    assert block_under("example: dossier").strip("\n") == printed
