"""`tradetalks read` on many sources: a line each, errors at the end, and into a dossier."""

import json

import pytest

from tests.dossier.inputs.making import STORY, make_mail, make_pdf

TEXT = "\n\n".join(STORY)
OTHER = (
    "Kenya and Japan opened trade talks in Nairobi on Monday.\n\n"
    "Officials said that the agreement would cover tea, flowers and cars, and take a year.\n"
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "news"
    made.mkdir()
    (made / "a.txt").write_text(TEXT, encoding="utf-8")
    (made / "b.eml").write_bytes(make_mail(TEXT + "\r\n\r\nFrom the press office."))
    (made / "c.md").write_text(f"---\npublished: 2025-08-02\n---\n# Nairobi\n\n{OTHER}")
    return made


def test_a_folder_gives_a_line_for_each_article_and_links_copies(tradetalks, folder):
    done = tradetalks("read", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "IND, PER" in done.stdout or "PER, IND" in done.stdout
    assert "2025-08-02" in done.stdout
    assert "a.txt tells again what" in " ".join(done.stdout.split())
    assert "3 articles, 2 stories." in done.stdout


def test_one_bad_file_is_named_at_the_end_and_the_exit_code_says_so(tradetalks, folder):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 no more")
    done = tradetalks("read", folder, folder / "none.txt")
    assert done.returncode == 2
    assert "2025-08-02" in done.stdout
    assert "broken.pdf: the PDF is damaged" in done.stderr
    assert "none.txt: there is no such file" in done.stderr
    assert done.stderr.strip().endswith("2 of 5 could not be read.")
    assert "Traceback" not in done.stderr


def test_the_json_of_many_is_one_object_with_records_copies_and_errors(tradetalks, folder):
    (folder / "d.docx").write_bytes(b"PK\x03\x04")
    done = tradetalks("read", folder, "--json", "--retrieved", "2025-08-03")
    shape = json.loads(done.stdout)
    assert done.returncode == 2
    assert shape["schema"] == "tradetalks.readings/1"
    assert [record["article"]["retrieved"] for record in shape["records"]] == ["2025-08-03"] * 3
    (copy,) = shape["copies"]
    assert copy["sha256"] == shape["records"][0]["sha256"]
    assert copy["of"] == shape["records"][1]["sha256"]
    assert shape["errors"][0]["source"].endswith("d.docx")
    assert "Save it as text or PDF" in shape["errors"][0]["remedy"]
    assert shape["added"] is None


def test_good_articles_are_added_when_others_are_bad_and_nothing_is_added_twice(
    tradetalks, folder, tmp_path
):
    dossier = tmp_path / "news.db"
    done = tradetalks("read", folder, "no-such-file.txt", "--add", dossier)
    assert done.returncode == 2
    assert "Added 3 articles" in done.stdout
    assert "1 link between copies" in " ".join(done.stdout.split())
    assert "The others were added." in done.stderr
    again = tradetalks("read", folder / "a.txt", "--add", dossier, "--json")
    assert again.returncode == 0
    added = json.loads(again.stdout)["added"]
    assert (added["articles"], len(added["held"]), added["copies"]) == ([], 1, 0)
    copied = tmp_path / "copy.txt"
    copied.write_text(f"LIMA, July 27 (Agency) - {TEXT}", encoding="utf-8")
    linked = tradetalks("read", copied, "--add", dossier)
    said = " ".join(linked.stdout.split())
    assert "an article in the dossier" in said
    assert "1 link between copies" in said


def test_a_file_that_is_no_dossier_is_refused_before_anything_is_read(tradetalks, folder, tmp_path):
    other = tmp_path / "notes.db"
    other.write_text("my notes")
    done = tradetalks("read", folder, "--add", other)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert other.read_text() == "my notes"


def test_standard_input_may_be_of_any_kind(tradetalks):
    for raw in (TEXT.encode(), make_mail(TEXT), make_pdf([list(STORY)])):
        done = tradetalks("read", "-", "--json", stdin=raw)
        assert done.returncode == 0, done.stderr
        parties = {party["code"] for party in json.loads(done.stdout)["parties"]}
        assert parties == {"PER", "IND"}


def test_what_was_attached_and_not_read_is_said(tradetalks, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf([list(STORY), []]))
    assert "Not read: page 2 (no text on it)." in tradetalks("read", path).stdout


def test_parties_are_named_for_one_article_only(tradetalks, folder):
    done = tradetalks("read", folder, "--parties", "PER,IND")
    assert done.returncode == 2
    assert "one article only" in done.stderr


def test_letters_that_drive_a_terminal_never_reach_it(tradetalks, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"\x1b]0;owned\x07 Peru and India near deal\n\n\x1b[2J{TEXT}", encoding="utf-8")
    done = tradetalks("read", path)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
