"""A complaint about a TOML file names the line that is to be mended, tables in tables too."""

from pathlib import Path

from tradetalks.errors import DealError
from tradetalks.policy.document import Document, read_document

NESTED = """title = "x"

[room.PAK]
weight = 1.0

[[room.PAK.instrument]]
to = "USA"
floor = 0.1

[[ room . "PAK" . instrument ]]
to = "USA"
sectors = [
  "TEX",
]
floor = 0.2

[room.PAK.fallback]
kind = "threat"

[[room.USA.instrument]]
to = "PAK"

[[a]]
[[a.b]]
c = 1
[[a.b]]
c = 2
[[a]]
[[a.b]]
c = 3
"""


def read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "file.toml"
    path.write_text(text, encoding="utf-8")
    return read_document(path, error=DealError, what="a file")


def line(document: Document, *loc: str | int) -> int:
    return int(document.place(*loc).rsplit(":", 1)[1])


def test_each_table_of_a_nested_list_has_its_own_lines(tmp_path):
    """Two instruments of one side are told apart, and another side's begin anew."""
    document = read(tmp_path, NESTED)
    assert line(document, "room", "PAK", "weight") == 4
    assert line(document, "room", "PAK", "instrument", 0) == 6
    assert line(document, "room", "PAK", "instrument", 0, "floor") == 8
    assert line(document, "room", "PAK", "instrument", 1) == 10
    assert line(document, "room", "PAK", "instrument", 1, "sectors", 0) == 12
    assert line(document, "room", "PAK", "instrument", 1, "floor") == 15
    assert line(document, "room", "PAK", "fallback", "kind") == 18
    assert line(document, "room", "USA", "instrument", 0, "to") == 21


def test_a_list_inside_a_list_begins_anew_with_each_outer_table(tmp_path):
    """The lines agree with the positions at which the parser keeps the values."""
    document = read(tmp_path, NESTED)
    tables = document.values["a"]
    found = [
        (each["c"], line(document, "a", outer, "b", inner, "c"))
        for outer, table in enumerate(tables)
        for inner, each in enumerate(table["b"])
    ]
    assert found == [(1, 25), (2, 27), (3, 30)]
    assert line(document, "a", 1) == 28


def test_what_has_no_line_of_its_own_is_placed_at_what_encloses_it(tmp_path):
    document = read(tmp_path, NESTED)
    assert line(document, "room", "PAK", "instrument", 1, "ceiling") == 10
    assert line(document, "room", "IND", "weight") == 3


def test_a_table_that_its_inner_tables_open_stands_where_the_first_of_them_does(tmp_path):
    document = read(tmp_path, NESTED)
    assert line(document, "room", "USA") == 20
    assert line(document, "room", "USA", "weight") == 20
    assert line(document, "nothing") == 1
