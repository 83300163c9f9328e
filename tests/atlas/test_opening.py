"""Files are opened as they were published, or refused with the file, the line and what to do."""

import gzip
import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.atlas.sources.opening import (
    file_hash,
    numbers,
    read_csv_text,
    read_json,
    refuse_twice,
)
from tradetalks.errors import SourceError

WHOLE = "code,name,value\n010121,Horses,1.5\n\n520100, Cotton ,2\n"


@pytest.fixture
def put(tmp_path):
    def write(content, name="t.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_fields_stay_text_and_know_their_line_past_blank_ones(put):
    frame = read_csv_text(put(WHOLE), columns=("value", "code"), optional=("name", "unit"))
    assert frame.columns == ["line", "value", "code", "name"]
    assert frame["code"].to_list() == ["010121", "520100"]
    assert frame["name"].to_list() == ["Horses", "Cotton"]
    assert frame["line"].to_list() == [2, 4]


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(put):
    plain = read_csv_text(put(WHOLE), columns=("code",))
    other = "\ufeff" + WHOLE.replace("\n", "\r\n")
    assert read_csv_text(put(other, "b.csv"), columns=("code",)).equals(plain)


def test_utf8_is_tried_before_the_other_encoding(put):
    text = "code,name\n1,Côte d’Ivoire\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        path = put(text.encode(encoding), f"{encoding}.csv")
        frame = read_csv_text(path, columns=("name",), encoding="cp1252")
        assert frame["name"].to_list() == ["Côte d’Ivoire"]


def test_one_empty_field_more_than_the_header_is_read_only_where_it_is_expected(put):
    path = put("a,b\n1,2,\n3,4\n")
    assert read_csv_text(path, columns=("a",), spare_field=True)["a"].to_list() == ["1", "3"]
    with pytest.raises(SourceError, match="line 2: 3 fields where the header has 2"):
        read_csv_text(path, columns=("a",))
    with pytest.raises(SourceError, match="3 fields"):
        read_csv_text(put("a,b\n1,2,3\n"), columns=("a",), spare_field=True)


REFUSED = {
    "empty": (b"", "is empty"),
    "only a header": (b"a,b\n", "has a header and no rows"),
    "cut off in a row": (b"a,b\n1,2\n3", "line 3: 1 fields where the header has 2"),
    "cut off in a quotation": (b'a,b\n1,2\n3,"4', "line 3: not CSV"),
    "utf-16": ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
    "another encoding": ("a,b\n1,é\n".encode("cp1252"), "is not text in UTF-8"),
    "zipped": (b"PK\x03\x04....", "Unzip it"),
    "gzipped": (gzip.compress(b"a,b\n1,2\n"), "Unpack it"),
    "binary": (bytes(range(256)), "is not text"),
    "a renamed column": (b"a,B\n1,2\n", "there is no column 'b'. Did you rename it"),
    "a missing column": (b"a,other\n1,2\n", "The file has: a, other"),
    "another separator": (b"a;b\n1;2\n", "set apart by another mark"),
    "a column twice": (b"a,b,b\n1,2,3\n", "column 'b' appears twice"),
}


@pytest.mark.parametrize("trap", REFUSED)
def test_a_damaged_file_is_refused_with_its_name_and_what_is_wrong(put, trap):
    content, said = REFUSED[trap]
    with pytest.raises(SourceError) as caught:
        read_csv_text(put(content), columns=("a", "b"))
    assert said in str(caught.value)
    assert "t.csv" in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(SourceError, match="is a folder"):
        read_csv_text(tmp_path, columns=("a",))
    with pytest.raises(SourceError, match="there is no such file"):
        read_csv_text(tmp_path / "none.csv", columns=("a",))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("n.a.", "'n.a.' in column 'v' is not a number"),
        ("", "'' in column 'v' is not a number"),
        ("inf", "is not a number"),
        ("NaN", "is not a number"),
        ("1e999", "is not a number"),
        ('"1,5"', "is not a number"),
        ("-0.5", "is below 0"),
    ],
)
def test_what_is_no_number_is_refused_with_its_line(put, field, said):
    frame = read_csv_text(put(f"u,v\na,1\nb,{field}\n"), columns=("v",))
    with pytest.raises(SourceError, match="line 3") as caught:
        numbers(frame, "v", "t.csv", least=0)
    assert said in str(caught.value)


def test_an_empty_field_is_no_number_rather_than_zero_where_it_is_allowed(put):
    frame = read_csv_text(put("u,v\na,1\nb,\n"), columns=("v",))
    assert numbers(frame, "v", "t.csv", allow_empty=True).to_list() == [1.0, None]


def test_rows_that_come_twice_name_both_lines(put):
    frame = read_csv_text(put("u,v\na,1\nb,1\na,1\n"), columns=("u", "v"))
    refuse_twice(frame.head(2), ("u", "v"), "t.csv")
    with pytest.raises(SourceError, match="line 4: a, 1 is also in line 2"):
        refuse_twice(frame, ("u", "v"), "t.csv")


def test_the_hash_is_that_of_the_whole_file(put):
    assert file_hash(put(b"abc")) == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize("text", ["{", "[1,", "[" * 100_000, "9" * 5000, "not json", "\ufeff"])
def test_what_is_not_json_is_refused(put, text):
    with pytest.raises(SourceError, match="not JSON"):
        read_json(put(text))


@given(st.binary(), st.sampled_from(["utf-8", "cp1252"]))
def test_no_bytes_whatever_raise_anything_but_a_source_error(tmp_path_factory, junk, encoding):
    path = tmp_path_factory.mktemp("junk") / "t.csv"
    for content in (junk, b"a,b\n" + junk):
        path.write_bytes(content)
        for read in (
            lambda: read_csv_text(path, columns=("a",), encoding=encoding),
            lambda: numbers(read_csv_text(path, columns=("a", "b")), "b", str(path)),
            lambda: read_json(path),
        ):
            with suppress(SourceError):
                read()
