"""The files shown in the documentation are read as they stand there."""

import re
from pathlib import Path

import pytest

from tradetalks.atlas.load import load_world
from tradetalks.policy.deal_file import ConcessionForm, DealForm
from tradetalks.policy.library_file import AgreementForm, MeasureForm
from tradetalks.policy.load import load_deal, load_library

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def shown(page):
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return text, re.search(r"```toml\n(.*?)```", text, flags=re.DOTALL)[1]


def test_the_deal_on_the_page_loads(tmp_path):
    path = tmp_path / "deal.toml"
    path.write_text(shown("deal-file.md")[1], encoding="utf-8")
    assert len(load_deal(path, load_world()).concessions) == 2


def test_the_library_on_the_page_loads(tmp_path):
    path = tmp_path / "library.toml"
    path.write_text(shown("measures.md")[1], encoding="utf-8")
    assert load_library(path).measures[0].by == "CHN"


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("deal-file.md", DealForm),
        ("deal-file.md", ConcessionForm),
        ("measures.md", MeasureForm),
        ("measures.md", AgreementForm),
    ],
)
def test_every_key_has_its_entry(page, form):
    text, _ = shown(page)
    keys = [spec.alias or name for name, spec in form.model_fields.items()]
    assert [key for key in keys if not re.search(rf"`\[*{key}\]*`", text)] == []


def test_every_programme_that_ships_is_listed():
    text, _ = shown("measures.md")
    assert [name for name in load_library().programmes() if f"`{name}`" not in text] == []
