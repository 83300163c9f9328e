"""Numbers in figures and in words, and what an amount is."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Amount:
    """A number with its unit: characters `start` to `end` of the text it was found in.

    Attributes:
        start: First character.
        end: One past the last.
        value: A percentage as a fraction, money and quantities in units.
        unit: "fraction", an ISO 4217 code, or the thing counted.
        points: Whether it counts percentage points.
        bare: Whether it is a mere "zero" or "nothing", a rate only where duties are spoken of.
        coin: The coin, where the economies of the text decide which currency it is.
    """

    start: int
    end: int
    value: float
    unit: str
    points: bool = False
    bare: bool = False
    coin: str = ""


WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a hundred": 100, "one hundred": 100, "zero": 0, "half a": 0.5, "a": 1, "a dozen": 12,
    "thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty-five": 25, "thirty-five": 35, "a quarter of a": 0.25,
}  # fmt: skip
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""A number in figures, as a pattern."""
WORD = "|".join(sorted((word for word in WORDS if not word.endswith("a")), key=len)[::-1])
"""A number in words, as a pattern."""


def value_of(words: str) -> float:
    """Return the number that figures or words stand for."""
    plain = words.lower()
    if plain in WORDS:
        return float(WORDS[plain])
    return float(Decimal(words.replace(",", "")))
