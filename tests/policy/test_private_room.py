"""Private rooms: what a side keeps to itself stays with it, and merges the same in any order."""

import json
from dataclasses import asdict
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.talks_files import OWN, PRIVATE, TALKS, swapped, written
from tradetalks.atlas.load import load_world
from tradetalks.errors import DealError, InputError, UnknownCodeError
from tradetalks.policy.document import MOST_BYTES
from tradetalks.policy.load_talks import load_talks
from tradetalks.policy.negotiation import FallbackKind, ObjectiveKind
from tradetalks.policy.private_file import private_schema
from tradetalks.policy.talks_file import TalksForm

BOTH = swapped(
    swapped(PRIVATE, "floor = 0.1\nceiling = 0.29\n", ""),
    "[[room.USA.instrument]]",
    '[room.USA]\nprivate = true\n\n[[room.USA.instrument]]\nid = "headline"',
)
"""Two private sides."""

AMERICAN = """side = "USA"

[[instrument]]
id = "headline"
floor = 0.13
ceiling = 0.27
"""


@pytest.fixture(scope="module")
def world():
    return load_world()


def loaded(tmp_path, world, talks, *own):
    files = [written(tmp_path, text, f"own{at}.toml") for at, text in enumerate(own)]
    return load_talks(written(tmp_path, talks), world, private=files)


def refused(tmp_path, world, talks, *own, error=DealError) -> str:
    with pytest.raises(error) as caught:
        loaded(tmp_path, world, talks, *own)
    assert isinstance(caught.value, InputError)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_a_private_file_fills_the_room_of_its_side(tmp_path, world):
    """Bounds, red lines, aim, weight and fallback come from the side's own file."""
    talks = loaded(tmp_path, world, PRIVATE, OWN)
    pakistan = talks.side("PAK")
    (duties,) = pakistan.instruments
    assert (duties.floor, duties.ceiling) == (0.01, 0.12)
    assert pakistan.weight == 2.0
    assert pakistan.objective.kind is ObjectiveKind.WEIGHTED_SECTORS
    assert pakistan.objective.sector_weights == (("TEX", 1.5),)
    assert pakistan.objective.employment_floors == (("TEX", 0.98),)
    assert pakistan.fallback.kind is FallbackKind.THREAT
    assert pakistan.sensitive == ("TEX",)
    assert pakistan.wants[0].note == "Nineteen percent."
    assert pakistan.red_lines[0].at_most == 0.19
    assert pakistan.red_lines[0].place.endswith("own0.toml:21")
    assert talks.private_paths == (str(tmp_path / "own0.toml"),)
    assert talks.assumptions == ()


def test_a_private_file_says_the_same_as_the_room_it_replaces(tmp_path, world):
    """Who keeps a room to itself bargains as it would have in the open."""
    room = OWN.split("\n\n[[instrument]]")[0].split('talks = "Talks"\n')[1]
    line = OWN.split("[[red_line]]")[1]
    text = "[room.PAK]\n" + room.replace("[objective]", "[room.PAK.objective]").replace(
        "[fallback]", "[room.PAK.fallback]"
    )
    text += "\n\n[[room.PAK.red_line]]" + line
    open_talks = swapped(
        TALKS, 'sectors = ["TEX", "AGR"]', 'sectors = ["TEX", "AGR"]\nfloor = 0.01\nceiling = 0.12'
    )
    shown = loaded(tmp_path, world, open_talks + "\n" + text).side("PAK")
    kept = loaded(tmp_path, world, PRIVATE, OWN).side("PAK")
    one, two = asdict(shown), asdict(kept)
    for side in (one, two):
        side.pop("private")
        for each in (*side["instruments"], *side["red_lines"]):
            each.pop("place")
    assert one == two


def test_a_private_side_without_its_file_has_the_usual_room_and_that_is_said(tmp_path, world):
    """A mediator who was told nothing assumes standstill, and says what was assumed."""
    talks = loaded(tmp_path, world, PRIVATE)
    pakistan = talks.side("PAK")
    assert pakistan.private
    assert (pakistan.instruments[0].floor, pakistan.instruments[0].ceiling) == (0.0, None)
    assert pakistan.fallback.kind is FallbackKind.STATUS_QUO
    (said,) = talks.assumptions
    assert said.startswith("Pakistan keeps its room to itself and its file was not given")


def test_exports_never_hold_a_private_key(tmp_path, world):
    """Nothing of a private file stands in what others may see; the open side stays as it is."""
    talks = loaded(tmp_path, world, PRIVATE, OWN)
    shown = talks.public()
    text = json.dumps(asdict(shown), default=str)
    for secret in ("0.01,", "0.12", "0.19", "1.5", "0.98", "Nineteen", "own0", "threat"):
        assert secret in json.dumps(asdict(talks), default=str)
        assert secret not in text
    assert shown.side("USA") == talks.side("USA")
    assert shown.private_paths == ()
    assert "The room of PAK is private and left out." in shown.assumptions


def test_what_others_see_does_not_depend_on_the_private_file(tmp_path, world):
    """Two private files, or none, leave the same public record: nothing can be inferred from it."""
    other = OWN.replace("0.12", "0.05").replace("2.0", "0.5")
    seen = [loaded(tmp_path, world, PRIVATE, text).public() for text in (OWN, other)]
    assert seen[0] == seen[1]
    without = loaded(tmp_path, world, PRIVATE).public()
    assert without.sides == seen[0].sides


def test_open_talks_are_public_as_they_are(tmp_path, world):
    talks = loaded(tmp_path, world, TALKS)
    assert talks.public() == talks


@given(floor=st.floats(0.0, 0.1), weight=st.floats(0.01, 100.0))
@settings(max_examples=10, deadline=None)
def test_private_files_merge_the_same_in_any_order(tmp_path_factory, world, floor, weight):
    """What each side brings to the table does not depend on who is read first."""
    folder = tmp_path_factory.mktemp("talks")
    talks = written(folder, BOTH)
    own = OWN.replace("floor = 0.01", f"floor = {floor!r}").replace("2.0", f"{weight!r}")
    files = [written(folder, own, "pak.toml"), written(folder, AMERICAN, "usa.toml")]
    one, two = (load_talks(talks, world, private=order) for order in permutations(files))
    assert one == two
    assert one.side("PAK").instruments[0].floor == floor
    assert one.side("PAK").weight == weight
    assert one.side("USA").instruments[0].ceiling == 0.27


LEAKS = {
    "weight": "weight = 2.0",
    "sensitive": 'sensitive = ["TEX"]',
    "wants": 'wants = [{ note = "Nineteen." }]',
    "objective": "[room.PAK.objective]\nrevenue_floor = 0.9",
    "fallback": '[room.PAK.fallback]\nkind = "threat"',
    "red_line": '[[room.PAK.red_line]]\nto = "USA"\nsectors = ["TEX"]\nkeep = true',
}


@pytest.mark.parametrize("key", LEAKS)
def test_a_talks_file_that_leaks_is_refused(tmp_path, world, key):
    """A key of a private room in the shared file gives it away: named, placed, not repeated."""
    text = swapped(PRIVATE, "private = true\n", f"private = true\n{LEAKS[key]}\n")
    message = refused(tmp_path, world, text)
    assert f"this talks file leaks: '{key}' of PAK" in message
    assert "talks.toml:7: " in message
    assert 'Move it to the private file of PAK (side = "PAK")' in message


@pytest.mark.parametrize("key", ["floor = 0.07", "ceiling = 0.07"])
def test_the_bounds_of_a_private_instrument_leak_too(tmp_path, world, key):
    text = swapped(PRIVATE, 'id = "duties"', f'id = "duties"\n{key}')
    message = refused(tmp_path, world, text)
    assert f"talks.toml:10: this talks file leaks: '{key.split()[0]}' of PAK" in message
    assert "0.07" not in message


def test_a_leak_is_told_even_where_the_private_file_is_given(tmp_path, world):
    """The shared file has already told: merging would hide that."""
    text = swapped(PRIVATE, "private = true\n", "private = true\nweight = 2.0\n")
    assert "leaks" in refused(tmp_path, world, text, OWN)


def test_two_private_files_for_one_side_are_refused_naming_both(tmp_path, world):
    """Nobody can tell which of two instructions a side meant."""
    message = refused(tmp_path, world, PRIVATE, OWN, 'side = "PAK"\n')
    assert "own1.toml:1: a second private file for PAK" in message
    assert "own0.toml" in message


@pytest.mark.parametrize(
    ("talks", "old", "new", "line", "said"),
    [
        (PRIVATE, 'side = "PAK"', 'side = "CHN"', 1, "'CHN', who is not a party"),
        (TALKS, 'side = "PAK"', 'side = "PAK"', 1, "whose room is not private"),
        (PRIVATE, 'side = "PAK"', 'side = "USA"', 1, "whose room is not private"),
        (PRIVATE, 'talks = "Talks"', 'talks = "Other talks"', 2, "belongs to the talks 'Other"),
        (PRIVATE, "weight = 2.0", "wieght = 2.0", 3, "Did you mean weight"),
        (PRIVATE, "weight = 2.0", "weight = 2.0\nprivate = true", 4, "unknown key 'private'"),
        (PRIVATE, "weight = 2.0", "weight = 2.0\nweight = 3.0", 4, "not TOML"),
        (PRIVATE, "floor = 0.01", "floor = 0.13", 16, "lies above the ceiling 0.12"),
        (PRIVATE, "floor = 0.01", 'floor = 0.01\nto = "USA"', 19, "unknown key 'to'"),
        (PRIVATE, 'id = "duties"\n', "", 16, "'id' is missing"),
        (
            PRIVATE,
            "[[red_line]]",
            '[[instrument]]\nid = "duties"\n\n[[red_line]]',
            22,
            "'duties' stand twice",
        ),
        (
            PRIVATE.replace('id = "duties"\n', ""),
            'side = "PAK"',
            'side = "PAK"',
            17,
            "no instrument of PAK has an id",
        ),
    ],
)
def test_a_private_file_that_does_not_belong_is_refused(
    tmp_path, world, talks, old, new, line, said
):
    message = refused(tmp_path, world, talks, swapped(OWN, old, new))
    assert f"own0.toml:{line}: " in message
    assert said in message


def test_bounds_of_an_unknown_instrument_come_with_the_nearest(tmp_path, world):
    own = swapped(OWN, 'id = "duties"', 'id = "duty"')
    message = refused(tmp_path, world, PRIVATE, own, error=UnknownCodeError)
    assert "own0.toml:17: unknown instrument 'duty'. Did you mean duties" in message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"side = '\x00'", "binary"),
        ("side = 'Übel'".encode("latin-1"), "not UTF-8"),
        (b"[room.PAK]\nprivate = true", "unknown key 'room'"),
        (b"weight = 2.0", "'side' is missing"),
        (b"side = [[[[", "not TOML"),
        (b"#" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_private_file_is_refused(tmp_path, world, content, said):
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(DealError, match=said):
        load_talks(written(tmp_path, PRIVATE), world, private=[path])


def test_a_private_file_that_is_not_there_is_refused(tmp_path, world):
    with pytest.raises(DealError, match="no such file: a private file was expected"):
        load_talks(written(tmp_path, PRIVATE), world, private=[tmp_path / "nowhere.toml"])


def test_a_private_file_is_no_talks_file(tmp_path, world):
    """The two cannot be taken for one another on the command line."""
    with pytest.raises(DealError, match="unknown key 'side'"):
        load_talks(written(tmp_path, OWN), world)


def test_a_red_line_of_a_private_file_is_placed_there(tmp_path, world):
    own = swapped(OWN, "at_most = 0.19", "at_most = 19")
    assert "own0.toml:26: " in refused(tmp_path, world, PRIVATE, own)


def test_the_schema_of_a_private_file_is_json_and_knows_no_private_switch():
    keys = json.loads(json.dumps(private_schema()))["properties"]
    assert set(keys) == {
        "side", "talks", "weight", "sensitive", "wants", "objective", "fallback", "red_line",
        "instrument",
    }  # fmt: skip
    assert "private" in json.dumps(TalksForm.model_json_schema())
