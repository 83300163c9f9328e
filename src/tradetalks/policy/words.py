"""How names, dates and lists stand inside a sentence; one place for policy and brief."""

from collections.abc import Sequence
from datetime import date

_TAKES_ARTICLE = frozenset(
    {
        "States",
        "Kingdom",
        "Emirates",
        "Netherlands",
        "Philippines",
        "Republic",
        "Federation",
        "Union",
        "Islands",
    }
)


def with_article(name: str) -> str:
    """Return an economy's name as it stands inside a sentence: "the United States"."""
    if name.startswith("Rest of"):
        return f"the {name[0].lower()}{name[1:]}"
    return f"the {name}" if name.split()[-1] in _TAKES_ARTICLE else name


def starting(words: str) -> str:
    """Return words as they stand at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def joined(names: Sequence[str]) -> str:
    """Join names as a sentence lists them: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def spoken_date(day: date) -> str:
    """Return a date as it is read aloud: "1 August 2025"."""
    return f"{day.day} {day:%B %Y}"
