"""Folders: all that may be an article, in order, and nothing from outside."""

import pytest

from tests.dossier.inputs.making import STORY
from tradetalks.dossier.inputs.folder import files_in
from tradetalks.dossier.inputs.parts import parts_of
from tradetalks.errors import ArticleError


def test_articles_are_found_below_in_order_and_the_rest_is_passed_over(tmp_path):
    names = [
        "b.txt", "a.md", "sub/c.html", "sub/deep/d.eml", "z.docx", ".hidden.txt", ".git/x.txt",
        "c_files/style.html", "photo.jpg", "Makefile",
    ]  # fmt: skip
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY[0])
    found = [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)]
    assert found == ["a.md", "b.txt", "sub/c.html", "sub/deep/d.eml", "z.docx"]


def test_links_out_of_the_folder_and_round_in_it_are_not_followed(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(STORY[0])
    (inside / "a.txt").write_text(STORY[0])
    (inside / "b.txt").symlink_to(inside / "a.txt")
    (inside / "leak.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    found = list(files_in(inside))
    assert [path.name for path in found[:2]] == ["a.txt", "b.txt"]
    assert isinstance(found[2], ArticleError)
    assert "leads out of the folder" in str(found[2])
    assert len(found) == 3


def test_a_folder_without_articles_says_what_is_looked_for(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(ArticleError, match="eml"):
        list(files_in(tmp_path))


@pytest.mark.parametrize("text", ["", "x", "word " * 500, "x" * 3_000, "a b.\n\n" * 400])
def test_the_parts_of_a_text_are_the_text_and_none_is_too_long(text):
    spans = list(parts_of(text, most=100, part=100))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= 100 for start, end in spans)


def test_a_part_ends_with_a_paragraph_where_there_is_one():
    text = ("The talks go on. " * 3 + "\n\n") * 20
    assert all(text[:end].endswith("\n\n") for _, end in parts_of(text, most=200, part=200))
