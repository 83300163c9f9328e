"""One letter, one meaning: the notation page, the equations and the code name the same things."""

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "notation.md").read_text(encoding="utf-8")
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "src" / "tradetalks").rglob("*.py")
)

QUOTED = re.compile(r"`([^`]+)`")
LETTERS = re.compile(r"[A-Za-z\u0370-\u03ff]+")
IDENTIFIER = re.compile(r"[a-z_]+")

OPERATORS = {"ln", "Σ", "Π", "with", "such", "that", "receiver", "payer", "profit"}
DIFFERENTIALS = {"d", "dx", "dp", "dg"}
NAMED = {"T", "cut", "a"}
"""Have a row or a name of their own."""
OF_TALKS = """
    max ln with for all off its the bounds of at each direction along which no binding floor
    and line on a bound moves Σ
"""
STEP = {"d", "h", "hd", "k"}
"""Direction and step of (eq. bargain.2)."""
WORDS = {
    "model.md": OPERATORS | DIFFERENTIALS | NAMED,
    "bargaining.md": {*OF_TALKS.split(), *STEP},
}
"""What is no symbol, by page of equations."""


def rows():
    table = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("| `")]
    return [(QUOTED.findall(cells[0]), QUOTED.findall(cells[1])) for cells in table]


def base(text):
    """Letters without hats and primes."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return set(LETTERS.findall(plain))


SYMBOLS = set().union(*(base(symbol) for symbols, _ in rows() for symbol in symbols))


@pytest.mark.parametrize(("symbols", "names"), rows(), ids=lambda cell: "-".join(cell)[:40])
def test_every_name_of_the_page_is_in_the_code(symbols, names):
    for name in names:
        for part in IDENTIFIER.findall(name):
            assert re.search(rf"\b{part}\b", SOURCE), (symbols, part)


@pytest.mark.parametrize(("page", "fewest"), [("model.md", 21), ("bargaining.md", 10)])
def test_every_symbol_of_the_equations_is_on_the_page(page, fewest):
    text = (ROOT / "docs" / "explanation" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    \S.*\n)+", text, re.MULTILINE)
    used = set().union(*(base(block) for block in blocks))
    assert len(blocks) >= fewest
    assert used - SYMBOLS - WORDS[page] == set()
