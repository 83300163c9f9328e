"""The files shown in the documentation are read as they stand there."""

import re
from datetime import date
from pathlib import Path

import pytest

from tradetalks.atlas.load import load_world
from tradetalks.policy.commitment_file import CommitmentForm
from tradetalks.policy.deal_file import ConcessionForm, DealForm
from tradetalks.policy.document import MOST_BYTES
from tradetalks.policy.library_file import AgreementForm, MeasureForm
from tradetalks.policy.load import load_deal, load_library
from tradetalks.policy.load_talks import load_talks
from tradetalks.policy.room_check import check_room
from tradetalks.policy.room_form import (
    FallbackForm,
    InstrumentForm,
    ObjectiveForm,
    PrivateForm,
    RedLineForm,
    RoomForm,
    WantForm,
)
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.talks_file import TalksForm, ThirdPartyForm

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def shown(page):
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return text, re.search(r"```toml\n(.*?)```", text, flags=re.DOTALL)[1]


def test_the_deal_on_the_page_loads(tmp_path):
    path = tmp_path / "deal.toml"
    path.write_text(shown("deal-file.md")[1], encoding="utf-8")
    assert len(load_deal(path, load_world()).concessions) == 2


def test_the_talks_on_the_page_load_with_their_private_file(tmp_path):
    text, talks = shown("talks-file.md")
    own = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)[1]
    for name, content in (("talks.toml", talks), ("own.toml", own)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    world = load_world()
    found = load_talks(tmp_path / "talks.toml", world, private=[tmp_path / "own.toml"])
    spans = check_room(found, status_quo(world, date(2025, 7, 26)), world)
    assert (spans[-1].low, spans[-1].high) == (0.1, 0.2)
    assert (spans[0].low, spans[0].high) == (0.02, 0.05)


@pytest.mark.parametrize("page", ["deal-file.md", "talks-file.md"])
def test_the_limit_on_the_page_is_the_one_that_is_kept(page):
    assert f"above {MOST_BYTES / 1e6:g} MB" in shown(page)[0]


def test_the_commitment_on_the_page_loads(tmp_path):
    text, deal = shown("deal-file.md")
    promise = next(b for b in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[[com" in b)
    path = tmp_path / "deal.toml"
    path.write_text(deal + promise, encoding="utf-8")
    assert load_deal(path, load_world()).commitments[0].amount == 0.5


def test_the_library_on_the_page_loads(tmp_path):
    path = tmp_path / "library.toml"
    path.write_text(shown("measures.md")[1], encoding="utf-8")
    assert load_library(path).measures[0].by == "CHN"


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("deal-file.md", DealForm),
        ("deal-file.md", ConcessionForm),
        ("deal-file.md", CommitmentForm),
        ("talks-file.md", RoomForm),
        ("talks-file.md", InstrumentForm),
        ("talks-file.md", RedLineForm),
        ("talks-file.md", ObjectiveForm),
        ("talks-file.md", FallbackForm),
        ("talks-file.md", WantForm),
        ("talks-file.md", ThirdPartyForm),
        ("talks-file.md", PrivateForm),
        ("measures.md", MeasureForm),
        ("measures.md", AgreementForm),
    ],
)
def test_every_key_has_its_entry(page, form):
    text, _ = shown(page)
    keys = [spec.alias or name for name, spec in form.model_fields.items()]
    assert [key for key in keys if not re.search(rf"`\[*{key}\]*`", text)] == []


def test_what_talks_add_to_a_deal_has_its_entry():
    text, _ = shown("talks-file.md")
    added = set(TalksForm.model_fields) - set(DealForm.model_fields)
    assert [key for key in added if not re.search(rf"`\[*{key}\b", text)] == []


def test_every_programme_that_ships_is_listed():
    text, _ = shown("measures.md")
    assert [name for name in load_library().programmes() if f"`{name}`" not in text] == []
