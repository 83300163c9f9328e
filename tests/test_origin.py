"""An origin record is complete or refused."""

import pytest

from tradetalks.errors import SourceError
from tradetalks.origin import Origin, origin_from, read_origin

FULL = {
    "id": "flows",
    "title": "Inter-Country Input-Output tables",
    "producer": "OECD",
    "citation": "OECD (2025)",
    "licence": "OECD terms",
    "changes": ["Aggregated."],
}


def test_a_record_survives_the_round_trip_to_plain_values():
    origin = origin_from(FULL, where="here")
    assert origin_from(origin.as_dict(), where="there") == origin
    assert isinstance(origin, Origin)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"license": "MIT"}, "license"),
        ({"title": 7}, "not text: title"),
        ({"changes": "one"}, "list of sentences"),
    ],
)
def test_a_record_with_a_wrong_field_is_refused(change, complaint):
    with pytest.raises(SourceError, match=complaint):
        origin_from(FULL | change, where="x.origin.toml")


def test_a_file_that_is_not_toml_is_refused_with_its_name(tmp_path):
    path = tmp_path / "x.origin.toml"
    path.write_text("= 3")
    with pytest.raises(SourceError, match=r"x\.origin\.toml"):
        read_origin(path)
