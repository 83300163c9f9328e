"""The page of equations and the code cite each other, number by number."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tradetalks"
PAGE = (ROOT / "docs" / "explanation" / "model.md").read_text(encoding="utf-8")

EQUATION = re.compile(r"\*\*\(eq\. model\.(\d+)\)\*\*(.*?)(?=\n\*\*\(eq|\n## |\Z)", re.DOTALL)
PLACE = re.compile(r"`(model/\w+\.py)`, `(\w+)`")
CITED = re.compile(r"model\.(\d+)")

EQUATIONS = {int(number): PLACE.findall(text) for number, text in EQUATION.findall(PAGE)}


def docstring_of(file, name):
    tree = ast.parse((SOURCE / file).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return next(ast.get_docstring(node) for node in functions if node.name == name)


def test_equations_are_numbered_without_a_gap():
    assert list(EQUATIONS) == list(range(1, len(EQUATIONS) + 1))
    assert len(EQUATIONS) > 8


@pytest.mark.parametrize("number", EQUATIONS)
def test_each_equation_is_one_function_that_cites_it(number):
    assert len(EQUATIONS[number]) == 1
    file, name = EQUATIONS[number][0]
    assert str(number) in CITED.findall(docstring_of(file, name))


def test_no_docstring_cites_an_equation_that_is_not_on_the_page():
    cited = {
        int(number)
        for path in SOURCE.rglob("*.py")
        for line in re.findall(r"eq\. model\.[^)]*", path.read_text(encoding="utf-8"))
        for number in CITED.findall(line)
    }
    assert cited
    assert cited <= set(EQUATIONS)
