"""Each page of equations and the code cite each other, number by number."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "tradetalks"
PLACE = re.compile(r"`(\w+/\w+\.py)`, `(\w+)`")

PAGES = {
    "model": ("model.md", 9),
    "bargain": ("bargaining.md", 7),
    "war": ("tariff-war.md", 5),
    "pledge": ("commitments.md", 4),
}
"""The page of each name, and how many equations it has at least."""


def equations_on(name):
    """Return the places in code that a page gives each of its equations, by number."""
    page = (ROOT / "docs" / "explanation" / PAGES[name][0]).read_text(encoding="utf-8")
    each = re.compile(
        rf"\*\*\(eq\. {name}\.(\d+)\)\*\*(.*?)(?=\n\*\*\(eq|\n## |\Z)", flags=re.DOTALL
    )
    return {int(number): PLACE.findall(text) for number, text in each.findall(page)}


def cited(name, text):
    """Return the numbers of a page's equations that a text cites."""
    within = re.findall(rf"eq\. {name}\.[^)]*", text)
    return {int(number) for each in within for number in re.findall(rf"{name}\.(\d+)", each)}


EQUATIONS = {name: equations_on(name) for name in PAGES}
EVERY = [(name, number) for name, found in EQUATIONS.items() for number in found]


@pytest.mark.parametrize("name", PAGES)
def test_equations_are_numbered_without_a_gap(name):
    numbers = list(EQUATIONS[name])
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= PAGES[name][1]


@pytest.mark.parametrize(("name", "number"), EVERY)
def test_each_equation_is_one_function_that_cites_it(name, number):
    ((file, function),) = EQUATIONS[name][number]
    tree = ast.parse((SOURCE / file).read_text(encoding="utf-8"))
    documented = [
        ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    assert any(number in cited(name, text) for text in documented)


@pytest.mark.parametrize("name", PAGES)
def test_no_code_cites_an_equation_that_is_not_on_the_page(name):
    used = set()
    for path in SOURCE.rglob("*.py"):
        used |= cited(name, path.read_text(encoding="utf-8"))
    assert used
    assert used <= set(EQUATIONS[name])
