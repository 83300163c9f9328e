"""Small talks files for the tests of rooms."""

from pathlib import Path

TALKS = """title = "Talks"
parties = ["PAK", "USA"]
status = "negotiating"

[[room.PAK.instrument]]
id = "duties"
to = "USA"
sectors = ["TEX", "AGR"]

[[room.USA.instrument]]
to = "PAK"
sectors = "goods"
together = true
measure = "us-reciprocal"
floor = 0.1
ceiling = 0.29
"""
"""Two sides with an instrument each; nothing private."""

PRIVATE = TALKS.replace(
    "[[room.PAK.instrument]]", "[room.PAK]\nprivate = true\n\n[[room.PAK.instrument]]", 1
)
"""The same with a private Pakistan."""

OWN = """side = "PAK"
talks = "Talks"
weight = 2.0
sensitive = ["TEX"]
wants = [{ sectors = ["TEX"], note = "Nineteen percent." }]

[objective]
kind = "weighted sectors"
sector_weights = { TEX = 1.5 }
revenue_floor = 0.9
employment_floors = { TEX = 0.98 }

[fallback]
kind = "threat"

[[instrument]]
id = "duties"
floor = 0.01
ceiling = 0.12

[[red_line]]
on = "USA"
to = "PAK"
sectors = "goods"
measure = "us-reciprocal"
at_most = 0.19
"""
"""The private file of that Pakistan."""


def written(folder: Path, text: str, name: str = "talks.toml") -> Path:
    """Return the path of a file with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def swapped(text: str, old: str, new: str) -> str:
    """Return a text with one part exchanged, which must be there."""
    assert old in text
    return text.replace(old, new, 1)
