"""Writing TOML with comments: values quoted as they must be, words of articles made harmless."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap

WIDTH = 96
"""Characters of a comment's line, without its mark."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass
class Page:
    """A file as it is written, and what it assumes.

    Attributes:
        lines: Its lines.
        assumptions: What was assumed, one sentence each, in the order of the file.
    """

    lines: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)

    def put(self, *lines: str) -> None:
        """Add lines as they are."""
        self.lines.extend(lines)

    def say(self, words: str) -> None:
        """Add a comment."""
        plain = one_line(words)
        self.lines.extend(f"# {line}" for line in wrap(plain, WIDTH, break_on_hyphens=False))

    def assume(self, words: str) -> None:
        """Add an assumption as a comment, and keep it."""
        plain = one_line(words)
        self.say(f"Assumed: {plain}")
        if plain not in self.assumptions:
            self.assumptions.append(plain)

    def head(self, words: str) -> None:
        """Begin a part of the file."""
        self.put("", f"# --- {one_line(words)} ".ljust(WIDTH, "-"))

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(self.lines) + "\n"


def one_line(words: str) -> str:
    """Return words on one line, without characters that a TOML comment must not hold."""
    return " ".join(_CONTROL.sub(" ", words).split())


def quoted(words: str) -> str:
    """Return words as a TOML text."""
    return json.dumps(one_line(words), ensure_ascii=False)


def key(code: str) -> str:
    """Return a code as a TOML key."""
    return code if re.fullmatch(r"[A-Za-z0-9_-]+", code) else quoted(code)


def listed(words: Sequence[str]) -> str:
    """Return a TOML list of texts."""
    return f"[{', '.join(quoted(each) for each in words)}]"


def short(words: str, most: int = 160) -> str:
    """Return words on one line, cut where they are long."""
    plain = one_line(words)
    return plain if len(plain) <= most else f"{plain[: most - 3].rstrip()}..."
