"""Every label can be found in its text, and says what the guide allows."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.reading.labels import HALVES, HERE, KINDS, LISTS, STAGES, load_half, plain_words
from tests.reading.matching import plain
from tradetalks.dossier.agenda import topics
from tradetalks.dossier.gazetteer import economy_names

TEXTS = [text for half in HALVES for text in load_half(half)]
EDTF = re.compile(
    r"(?:\d{4}|XXXX)(?:-(?:\d\d(?:-\d\d)?|W\d\d))?(?:/(?:\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?)?[~?]?"
)
by_text = pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])


def test_the_halves_share_no_negotiation_and_are_large_enough():
    halves = {half: {text.negotiation for text in load_half(half)} for half in HALVES}
    pairs = {half: {tuple(sorted(n.split("-"))) for n in found} for half, found in halves.items()}
    assert not pairs["dev"] & pairs["test"]
    about = {name for found in halves.values() for name in found if not name.startswith("none-")}
    assert len(about) >= 12
    assert len(TEXTS) >= 60
    assert sum(text.is_negative for text in load_half("test")) >= 10


@pytest.mark.parametrize("half", HALVES)
def test_every_file_is_labelled_and_every_label_has_its_file(half):
    for folder in sorted(path for path in (HERE / half).iterdir() if path.is_dir()):
        labels = tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8"))
        files = [label["file"] for label in labels["text"]]
        assert sorted(files) == sorted(
            path.name for path in folder.iterdir() if path.name != "labels.toml"
        )
        assert len(files) == len(set(files))


@by_text
def test_the_words_of_every_label_stand_in_the_text(text):
    held = plain(plain_words(text.path.read_text(encoding="utf-8")))
    missing = [
        item["words"]
        for name in LISTS
        for item in text.label[name]
        if plain(item["words"]) not in held
    ]
    missing += [p["name"] for p in text.label["persons"] if plain(p["name"]) not in held]
    assert missing == []


@by_text
def test_stages_kinds_topics_codes_and_times_are_those_of_the_guide(text):
    label, known = text.label, economy_names()
    assert {item["stage"] for item in label["statuses"]} <= set(STAGES)
    assert {item["kind"] for item in label["figures"]} <= set(KINDS)
    assert set(label["agenda"]) <= {topic.key for topic in topics()}
    for name in ("parties", "countries", "third_parties"):
        assert set(label[name]) <= known.keys()
    assert set(label["parties"]) | set(label["third_parties"]) <= set(label["countries"])
    times = [item.get("as_of", "") for item in label["statuses"]]
    times += [item.get("when", "") for name in ("steps", "meetings") for item in label[name]]
    assert [time for time in times if time and not EDTF.fullmatch(time)] == []


def test_the_scorer_knows_nothing_of_the_reader():
    """Another program's dossiers could be scored with these three modules."""
    for module in ("labels.py", "matching.py", "score.py"):
        assert "tradetalks" not in (Path(HERE) / module).read_text(encoding="utf-8")
