"""The labelled texts as data, checked against their guide; nothing here knows the reader."""

import re
import tomllib
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HALVES = ("dev", "test")
STAGES = (
    "exploratory", "negotiating", "near", "framework agreed", "concluded", "signed", "ratified",
    "in force", "stalled", "suspended", "terminated", "opposed",
)  # fmt: skip
KINDS = (
    "tariff rate", "tariff cut", "coverage", "quota", "purchase", "investment", "trade value",
    "growth", "share", "aid", "other",
)  # fmt: skip
LISTS = ("statuses", "figures", "steps", "quotes", "meetings")


@dataclass(frozen=True)
class Labelled:
    """A text with what a person reads in it.

    Attributes:
        negotiation: Its folder.
        path: The text.
        label: Field to value, every list present.
    """

    negotiation: str
    path: Path
    label: dict[str, Any]

    @property
    def name(self) -> str:
        """Folder and file."""
        return f"{self.negotiation}/{self.path.name}"

    @property
    def is_negative(self) -> bool:
        """Whether the text is not about trade talks."""
        return not self.label["about_talks"]


def load_half(half: str) -> list[Labelled]:
    """Return the texts of one half, by folder and file."""
    found = []
    for path in sorted((HERE / half).glob("*/labels.toml")):
        folder, labels = path.parent, tomllib.loads(path.read_text(encoding="utf-8"))
        for label in labels["text"]:
            whole = {
                "persons": [], "agenda": [], "parties": [], "countries": [], "third_parties": [],
                **{name: [] for name in LISTS},
                **label,
            }  # fmt: skip
            found.append(Labelled(folder.name, folder / label["file"], whole))
    return found


def plain_words(text: str) -> str:
    """Return a text or a page on one line, without tags."""
    without = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", text, flags=re.S | re.I)
    return " ".join(unescape(without).replace("**", "").split())
