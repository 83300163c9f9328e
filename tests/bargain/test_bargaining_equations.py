"""The page on talks and the code cite each other, number by number, in symbols of one page."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tradetalks"
PAGE = (ROOT / "docs" / "explanation" / "bargaining.md").read_text(encoding="utf-8")
NOTATION = (ROOT / "docs" / "reference" / "notation.md").read_text(encoding="utf-8")

EQUATION = re.compile(r"\*\*\(eq\. bargain\.(\d+)\)\*\*(.*?)(?=\n\*\*\(eq|\n## |\Z)", re.DOTALL)
PLACE = re.compile(r"`(bargain/\w+\.py)`, `(\w+)`")
CITED = re.compile(r"bargain\.(\d+)")
LETTERS = re.compile(r"[A-Za-z\u0370-\u03ff]+")
IN_WORDS = """
    max ln with for all off its the bounds of at each direction along which no binding floor
    and line on a bound moves Σ
"""
STEP = {"d", "h", "hd", "k"}
"""Direction and step of (eq. bargain.2)."""
WORDS = {*IN_WORDS.split(), *STEP}

EQUATIONS = {int(number): PLACE.findall(text) for number, text in EQUATION.findall(PAGE)}
BLOCKS = re.findall(r"(?:^    \S.*\n)+", PAGE, re.MULTILINE)


def docstring_of(file, name):
    tree = ast.parse((SOURCE / file).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return next(ast.get_docstring(node) for node in functions if node.name == name)


def letters(text):
    """Letters without hats and primes."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return set(LETTERS.findall(plain))


def test_equations_are_numbered_without_a_gap():
    assert list(EQUATIONS) == list(range(1, len(EQUATIONS) + 1))
    assert len(EQUATIONS) >= 7


@pytest.mark.parametrize("number", EQUATIONS)
def test_each_equation_is_one_function_that_cites_it(number):
    assert len(EQUATIONS[number]) == 1
    file, name = EQUATIONS[number][0]
    assert str(number) in CITED.findall(docstring_of(file, name))


def test_no_docstring_cites_an_equation_that_is_not_on_the_page():
    cited = {
        int(number)
        for path in SOURCE.rglob("*.py")
        for line in re.findall(r"eq\. bargain\.[^)]*", path.read_text(encoding="utf-8"))
        for number in CITED.findall(line)
    }
    assert cited
    assert cited <= set(EQUATIONS)


def test_every_symbol_of_the_equations_is_on_the_page_of_symbols():
    table = re.findall(r"^\| (`.*?`) \|", NOTATION, re.MULTILINE)
    symbols = set().union(*(letters(cell) for cell in table))
    used = set().union(*(letters(block) for block in BLOCKS))
    assert used - symbols - WORDS == set()
