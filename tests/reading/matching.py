"""When what was read and what a person labelled are the same finding."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

ENOUGH = 0.5
"""Part of the shorter stretch's words that two stretches must share to be of one thing."""
_TITLES = re.compile(r"^(?:mr|mrs|ms|dr|sir|dame|h\.?e\.?|his excellency|her excellency|the)\.? ")
_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their) ")
_EMPTY = frozenset(["the", "a", "an", "of", "in", "and", "for", "to", "on", "at", "by"])


@dataclass
class Counts:
    """How many findings were right, wrong and missed, and which."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            [*self.errors, *other.errors],
        )

    @property
    def precision(self) -> float:
        """Right of what was found; one where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Found of what is there; one where nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def counted(
    found: Sequence[Any], wanted: Sequence[Any], same: Callable[[Any, Any], bool]
) -> Counts:
    """Pair findings with labels, each used once, in order."""
    counts, left = Counts(), list(found)
    for label in wanted:
        hit = next((item for item in left if same(item, label)), None)
        if hit is None:
            counts.missed += 1
            counts.errors.append(f"missed {label}")
        else:
            left.remove(hit)
            counts.right += 1
    counts.wrong = len(left)
    counts.errors += [f"wrong {item}" for item in left]
    return counts


def counted_sets(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> Counts:
    """Compare two sets."""
    return counted(sorted(set(found), key=str), sorted(set(wanted), key=str), lambda a, b: a == b)


def plain(words: str) -> str:
    """Return words on one line, lower case, with plain marks and no article or title in front."""
    line = " ".join(words.split()).lower()
    line = line.translate(str.maketrans("“”‘’–—", "\"\"''--")).strip(" .,;:\"'")
    return _ARTICLES.sub("", _TITLES.sub("", line))


def words_of(text: str) -> list[str]:
    """Return the words of a stretch, plain."""
    return re.findall(r"[\w%$€£]+", plain(text))


def overlap(one: str, other: str) -> bool:
    """Tell whether two stretches of a text are of one thing."""
    a, b = plain(one), plain(other)
    if a in b or b in a:
        return True
    first, second = set(words_of(one)) - _EMPTY, set(words_of(other)) - _EMPTY
    return len(first & second) >= ENOUGH * max(1, min(len(first), len(second)))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one person's: equal, or one within the other."""
    a, b = words_of(one), words_of(other)
    return a == b or (bool(a) and bool(b) and (set(a) <= set(b) or set(b) <= set(a)))


def same_office(one: str, other: str) -> bool:
    """Tell whether two forms of an office are of one: equal, or one holds the other's words."""
    a, b = set(words_of(one)) - _EMPTY, set(words_of(other)) - _EMPTY
    return a == b or (bool(a) and bool(b) and (a <= b or b <= a))


def same_source(one: str, other: str) -> bool:
    """Tell whether two ways to name a source are of one: half the words of the shorter."""
    a, b = set(words_of(one)) - _EMPTY, set(words_of(other)) - _EMPTY
    return a == b or (bool(a) and bool(b) and len(a & b) >= ENOUGH * min(len(a), len(b)))


def same_time(one: str, other: str) -> bool:
    """Tell whether two EDTF dates are one; a week may be written as its days."""
    return _period(one) == _period(other)


def _period(edtf: str) -> str:
    week = re.fullmatch(r"(\d{4})-W(\d\d)", edtf)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return edtf.strip("~?%")
