"""The examples of the page on source files run on small files in the official form."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.atlas import own_inputs as own
from tests.atlas.tariff_files import mfn
from tradetalks.atlas.load import load_world

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "source-files.md"


def example(mark: str) -> str:
    found = re.search(
        rf"<!-- {mark} -->\n```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found, mark
    return found[1]


@pytest.fixture
def folder(tmp_path):
    own.baci_file(tmp_path)
    own.wdi_file(tmp_path)
    row = {"NomenCode": "H6", "Reporter_ISO_N": "842", "Year": "2023"}
    mfn(tmp_path / "AVEMFN_USA.csv", [row | {"ProductCode": code} for code in own.PRODUCTS])
    return tmp_path


@pytest.mark.parametrize("mark", ["example: own world", "example: own numbers"])
def test_the_examples_run_without_a_warning(mark, folder):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example(mark)],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout
    if mark == "example: own world":
        world = load_world(folder / "mine.world")
        assert world.economies == ("PAK", "USA", "CHN")
        assert world.tariff[0, 1, 0] == pytest.approx(0.11)
