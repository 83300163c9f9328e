"""The labelled texts, as data."""

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TEXTS = HERE / "texts"


def load_cases() -> list[dict[str, Any]]:
    return tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"]
