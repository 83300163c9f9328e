"""A world survives its file to the last bit; anything else in its place is refused."""

import json
import os
import pickle
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from tests.tolerances import IDENTITY
from tests.worlds import random_world, worlds
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import load_world, world_names
from tradetalks.atlas.save import save_world
from tradetalks.atlas.worldfile import AXES, UNITS
from tradetalks.errors import IdentityError, OutputError, UnknownCodeError, WorldError
from tradetalks.origin import Origin

WORLD = replace(
    random_world(3, 4, 3),
    notes=("A note — with a dash.",),
    origins=(Origin(id="x", title="X", producer="P", citation="C", licence="L", changes=("a",)),),
)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "mine.world"
    save_world(WORLD, path)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(worlds())
def test_what_is_saved_is_what_is_loaded(tmp_path, world):
    save_world(world, tmp_path / "w.world")
    again = load_world(tmp_path / "w.world")
    assert again.fingerprint == world.fingerprint
    assert dict(again.elasticities).keys() == dict(world.elasticities).keys()


def test_names_notes_and_origins_travel_too(saved):
    again = load_world(saved)
    for name in ("name", "year", "economy_names", "sector_names", "services", "notes", "origins"):
        assert getattr(again, name) == getattr(WORLD, name), name


def test_the_file_names_its_axes_and_units_for_other_programs(saved):
    with zipfile.ZipFile(saved) as archive:
        header = json.loads(archive.read("header.json"))
        spending = np.load(BytesIO(archive.read("spending.npy")))
    assert header["axes"] == {block: list(axes) for block, axes in AXES.items()}
    assert header["units"] == dict(UNITS)
    np.testing.assert_array_equal(spending, WORLD.spending)


def test_another_elasticity_set_can_be_chosen_on_the_way(saved):
    assert load_world(saved, elasticities="uniform_4").theta[0] == 4.0
    with pytest.raises(UnknownCodeError, match="uniform_4"):
        load_world(saved, elasticities="uniform_5")


def test_a_loaded_world_cannot_be_changed_by_accident(saved):
    with pytest.raises(ValueError, match="read-only"):
        load_world(saved).spending[0, 0, 0] = 1.0


def test_a_world_out_of_balance_is_not_written(tmp_path):
    with pytest.raises(IdentityError):
        save_world(replace(WORLD, spending=WORLD.spending * 1.01 ** np.arange(3)), tmp_path / "w")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_the_old_one(saved, tmp_path):
    before = saved.read_bytes()
    with pytest.raises(OutputError, match="folder that exists"):
        save_world(WORLD, tmp_path / "nowhere" / "w.world")
    (tmp_path / "folder").mkdir()
    for no_file in (tmp_path / "folder", Path(os.devnull)):
        with pytest.raises(OutputError, match="no file stands there"):
            save_world(WORLD, no_file)
    assert saved.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "mine.world"]


def test_names_that_are_neither_a_world_nor_a_file_are_refused(tmp_path):
    assert world_names() == ("default",)
    with pytest.raises(WorldError, match="Did you mean default"):
        load_world("defualt")
    with pytest.raises(WorldError, match="No such file"):
        load_world(tmp_path / "gone.world")
    with pytest.raises(WorldError, match="cannot be read"):
        load_world(tmp_path)


def _rewritten(path, *, header=None, **blocks):
    """Write the archive again with some members replaced, removed (None) or added."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if header is not None:
        known = json.loads(members["header.json"])
        members["header.json"] = json.dumps(known | header).encode()
    members |= {f"{name}.npy": content for name, content in blocks.items()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def _npy(array, **options) -> bytes:
    buffer = BytesIO()
    np.save(buffer, array, **options)
    return buffer.getvalue()


def _npz(**arrays) -> bytes:
    buffer = BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


class _Harmful:
    def __reduce__(self):
        return (pytest.fail, ("the file was unpickled",))


HOSTILE = {
    "empty": (lambda path: path.write_bytes(b""), "not a world file"),
    "text": (lambda path: path.write_text("a world"), "not a world file"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:-200]), "not a world file"),
    "a pickle": (lambda path: path.write_bytes(pickle.dumps(_Harmful())), "not a world file"),
    "bits flipped": (
        lambda path: path.write_bytes(
            path.read_bytes()[:2000] + b"\xff" * 60 + path.read_bytes()[2060:]
        ),
        "damaged",
    ),
    "another archive": (
        lambda path: path.write_bytes(_npz(spending=WORLD.spending)),
        "it has no header",
    ),
    "objects inside": (
        lambda path: _rewritten(
            path, spending=_npy(np.array([_Harmful()], dtype=object), allow_pickle=True)
        ),
        "where float64",
    ),
    "a block missing": (lambda path: _rewritten(path, tariff=None), "'tariff.npy' is missing"),
    "a stranger inside": (
        lambda path: _rewritten(path, extra=_npy(np.zeros(1))),
        "'extra.npy' does not belong",
    ),
    "single precision": (
        lambda path: _rewritten(path, tariff=_npy(WORLD.tariff.astype("f4"))),
        "holds float32",
    ),
    "axes in another order": (
        lambda path: _rewritten(path, tariff=_npy(np.asfortranarray(WORLD.tariff))),
        "where float64",
    ),
    "a shape of another world": (
        lambda path: _rewritten(path, final_share=_npy(np.ones((9, 9)))),
        "(4, 3) is needed",
    ),
    "fewer numbers than declared": (
        lambda path: _rewritten(path, tariff=_npy(WORLD.tariff)[:-80]),
        "more or fewer numbers",
    ),
    "a number changed": (
        lambda path: _rewritten(path, tariff=_npy(WORLD.tariff + 0.01)),
        "changed after the file was written",
    ),
    "a later version": (lambda path: _rewritten(path, header={"version": 2}), "has version 2"),
    "another format": (lambda path: _rewritten(path, header={"format": "x"}), "not a world file"),
    "no list of codes": (
        lambda path: _rewritten(path, header={"economies": "PAK"}),
        "'economies' is missing",
    ),
    "a year in words": (lambda path: _rewritten(path, header={"year": "now"}), "'year'"),
    "axes transposed": (
        lambda path: _rewritten(path, header={"axes": {"spending": ["importer"]}}),
        "axes of 'spending'",
    ),
    "axes not a table": (lambda path: _rewritten(path, header={"axes": 3}), "axes"),
    "a huge world": (
        lambda path: _rewritten(path, header={"economies": ["x"] * 90_000}),
        "are more than this package reads",
    ),
    "an unknown elasticity": (
        lambda path: _rewritten(path, header={"elasticity": "mine"}),
        "no elasticity set 'mine'",
    ),
    "an origin with strange fields": (
        lambda path: _rewritten(path, header={"origins": [{"id": "x", "colour": "red"}]}),
        "origin",
    ),
    "an origin that is no table": (
        lambda path: _rewritten(path, header={"origins": ["x"]}),
        "origin",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_damaged_and_hostile_files_are_refused_with_a_reason(saved, case):
    harm, said = HOSTILE[case]
    harm(saved)
    with pytest.raises(WorldError) as caught:
        load_world(saved)
    assert said in str(caught.value)
    assert saved.name in str(caught.value)


def _broken(**blocks):
    return replace(WORLD, **blocks)


def _moved(block, at, by):
    array = getattr(WORLD, block).copy()
    array[at] += by
    return _broken(**{block: array})


@pytest.mark.parametrize(
    ("world", "said"),
    [
        (_moved("value_added_share", (1, 2), 0.01), "cost shares sum to one"),
        (_moved("final_share", (2, 0), 0.01), "final shares sum to one"),
        (_moved("spending", (0, 3, 1), 5.0), "spending is inputs plus final demand"),
        (_moved("tariff", (1, 0, 0), 0.3), "spending is inputs plus final demand"),
        (_moved("spending", (0, 3, 1), -1e9), "spending is negative in E00, E03, S01"),
        (_moved("tariff", (0, 1, 0), np.nan), "tariff is not a finite number in E00, E01, S00"),
        (_moved("tariff", (0, 1, 0), -2.0), "takes the whole price"),
        (_moved("input_share", (2, 0, 1), -9.0), "input_share is negative in E02, S00, S01"),
        (_broken(economies=("A", "B", "C", "A")), "economy 'A' appears twice"),
        (_broken(tariff=WORLD.tariff[:3]), "tariff has the shape"),
        (_broken(elasticities={"drawn": np.array([1.0, 0.0, 2.0])}), "elasticity of S01"),
        (_broken(elasticities={"drawn": np.array([1.0, 2.0, np.inf])}), "elasticity of SVC"),
        (_broken(elasticity="other"), "no elasticity set 'other'"),
        (_broken(services=("X",)), "service 'X' is not a sector"),
        (_broken(economies=()), "needs economies and sectors"),
    ],
)
def test_a_world_that_breaks_a_rule_is_refused_with_the_cell(world, said):
    with pytest.raises(WorldError) as caught:
        check_world(world)
    assert said in str(caught.value)


@given(worlds())
def test_balanced_worlds_pass_whatever_their_zeros(world):
    found = check_world(world)
    assert found.worst.worst < IDENTITY
    assert len(found.residuals) == 5


def test_the_cell_that_breaks_an_identity_is_the_one_named():
    spending = WORLD.spending.copy()
    spending[:, 2, 1] *= 1 + 1e-6
    with pytest.raises(IdentityError, match="E02"):
        check_world(replace(WORLD, spending=spending))
