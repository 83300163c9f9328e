"""A brief replaces a file only when it is whole, and says at once when it cannot."""

from pathlib import Path

import pytest

import tradetalks.brief.compose as compose_module
from tests.brief.conftest import DAY, Written
from tradetalks.brief.output import replacing
from tradetalks.brief.write import write_brief
from tradetalks.errors import DealError, InputError, OutputError


@pytest.fixture
def no_computing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make any computing show."""
    asked: list[str] = []

    def refuse(*_args: object, **_kwargs: object) -> None:
        asked.append("computed")
        raise RuntimeError("computing began")

    monkeypatch.setattr(compose_module, "compose", refuse)
    return asked


@pytest.mark.parametrize("kind", ["no folder", "a folder", "under a file", "a device", "nul"])
def test_a_path_that_cannot_be_written_is_told_before_anything_is_computed(
    kind: str, tmp_path: Path, no_computing: list[str]
) -> None:
    """Nobody waits ten seconds to hear that a folder does not exist."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    output = {
        "no folder": tmp_path / "missing" / "brief.html",
        "a folder": tmp_path,
        "under a file": tmp_path / "file" / "brief.html",
        "a device": Path("/dev/null"),
        "nul": tmp_path / "a\0b.html",
    }[kind]
    with pytest.raises(OutputError) as caught:
        write_brief("anything.toml", output)
    assert caught.value.exit_code == 2
    assert no_computing == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, no_computing: list[str]
) -> None:
    """Half a brief is worse than yesterday's."""
    output = tmp_path / "brief.html"
    output.write_text("yesterday", encoding="utf-8")
    with pytest.raises(RuntimeError, match="computing began"):
        write_brief("anything.toml", output)
    assert no_computing == ["computed"]
    assert output.read_text(encoding="utf-8") == "yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """A reader who opens it meanwhile sees the old one."""
    output = tmp_path / "brief.html"
    output.write_text("old", encoding="utf-8")
    with replacing(output) as draft:
        draft.write("new")
        assert output.read_text(encoding="utf-8") == "old"
    assert output.read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    """The file it points to is the one that was named."""
    target, link = tmp_path / "real.html", tmp_path / "link.html"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with replacing(link) as draft:
        draft.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_bad_input_leaves_no_output(tmp_path: Path, written: Written) -> None:
    """A refused deal and a missing article make no file."""
    bad = tmp_path / "bad.toml"
    bad.write_text("titel = 'x'\n", encoding="utf-8")
    output = tmp_path / "brief.html"
    with pytest.raises(DealError):
        write_brief(bad, output, as_of=DAY, world=written.world_file)
    with pytest.raises(InputError):
        write_brief(tmp_path / "missing.txt", output, as_of=DAY, world=written.world_file)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_progress_names_each_stage_once(tmp_path: Path, written: Written) -> None:
    """What is told while one waits is what is timed, in the same order."""
    told: list[str] = []
    brief = write_brief(
        written.deal,
        tmp_path / "brief.html",
        as_of=DAY,
        world=written.world_file,
        progress=told.append,
    )
    assert told == list(brief.timings)
    assert brief.dated_by == "asked for"
    assert brief.as_of == DAY
