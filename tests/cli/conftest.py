"""The command line as a person runs it: a process, its two streams and its exit code."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE_ARTICLE = ROOT / "examples" / "pakistan-united-states-2025-07.md"
EXAMPLE_DEAL = ROOT / "examples" / "pakistan-united-states.toml"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def tradetalks() -> Run:
    def run(*arguments: object, stdin: bytes | None = None, timeout: float = 120):
        done = subprocess.run(
            [sys.executable, "-m", "tradetalks", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            cwd=ROOT,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@pytest.fixture
def article() -> Path:
    return EXAMPLE_ARTICLE


@pytest.fixture
def deal() -> Path:
    return EXAMPLE_DEAL
