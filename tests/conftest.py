"""Fixtures every test can use."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
"""A check of a change draws the same examples every time; every other run draws new ones."""
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="module", autouse=True)
def _programs_end_with_their_module() -> Iterator[None]:
    """Let go of compiled programs: each holds some sixty memory maps, of 65,530 a process may have.

    All programs of the suite in one process are more than that, and end in a segmentation fault.
    """
    yield
    if "jax" in sys.modules:
        sys.modules["jax"].clear_caches()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of raw data beside the checkout; it is absent from most checkouts."""
    if SHARED_DATA.is_dir():
        return SHARED_DATA
    reason = f"needs the raw data that is not part of the project ({SHARED_DATA})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
