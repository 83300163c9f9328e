"""A model's answer has the form asked for, or it is none; a single finding may be wrong alone."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.readers.story import GOOD, measure, status
from tests.dossier.readers.stub import EMPTY
from tradetalks.dossier.readers.answer import FORMS, MOST, answer_schema, parse_answer
from tradetalks.dossier.readers.exchange import FailedTryError


def objects_in(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects_in(part)


def test_the_schema_requires_every_key_and_allows_no_other():
    schema = answer_schema()
    found = list(objects_in(schema))
    assert len(found) == 1 + len(FORMS) + 2  # two speakers
    for one in found:
        assert one["required"] == list(one["properties"])
        assert one["additionalProperties"] is False
    text = json.dumps(schema)
    assert "$ref" not in text
    status_ = schema["properties"]["statuses"]["items"]["properties"]
    assert "framework agreed" in status_["stage"]["enum"]
    assert "fisheries" in text


def test_a_model_is_asked_for_no_number_no_date_and_no_code():
    assert {
        part.get("type")
        for one in objects_in(answer_schema())
        for part in one["properties"].values()
    } <= {"array", "string", "boolean", "object"}


def test_a_good_answer_is_taken_whole():
    answer = parse_answer(json.dumps(GOOD))
    assert {name: len(found) for name, found in answer.findings.items()} == {
        name: len(found) for name, found in GOOD.items()
    }
    assert not any(answer.misfits.values())


@pytest.mark.parametrize(
    "content",
    [
        "", "The deal is near.", "```json\n{}\n```", "[]", "null", "3", '"text"', "{}",
        '{"persons": []', "[" * 100_000, json.dumps(EMPTY)[:-3],
        json.dumps(EMPTY | {"statuses": None}), json.dumps(EMPTY | {"statuses": {"a": 1}}),
        json.dumps(EMPTY | {"statuses": [status()] * (MOST + 1)}),
        json.dumps(EMPTY)[:-1] + ', "more": NaN}', json.dumps(EMPTY)[:-1] + ', "more": -Infinity}',
        json.dumps({"Personen": [], "Zeitpunkt": []}), '{"persons": ' + "9" * 5000 + "}",
    ],
)  # fmt: skip
def test_an_answer_of_another_form_is_none(content):
    with pytest.raises(FailedTryError) as failed:
        parse_answer(content)
    assert failed.value.again
    assert failed.value.remedy


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"stage": "as good as done"}, "stage"),
        ({"stage": "NEAR"}, "stage"),
        ({"stage": 3}, "stage"),
        ({"hedged": "no"}, "hedged"),
        ({"hedged": 0}, "hedged"),
        ({"quote": None}, "quote"),
        ({"quote": ["close"]}, "quote"),
        ({"quote": "close " * 1000}, "quote"),
        ({"speaker": "Odhiambo"}, "speaker"),
        ({"speaker": {"kind": "god", "words": "x"}}, "speaker.kind"),
    ],
)
def test_one_finding_of_the_wrong_form_is_refused_and_the_others_stay(changed, reason):
    listed = [status(), status(**changed), "near", None, {"stufe": "nah", "zitat": "nahe"}]
    answer = parse_answer(json.dumps(EMPTY | {"statuses": listed}))
    assert len(answer.findings["statuses"]) == 1
    misfits = answer.misfits["statuses"]
    assert len(misfits) == 4
    assert f"({reason}: " in misfits[0].reason
    assert "stage: Field required" in misfits[3].reason


def test_keys_that_nobody_asked_for_are_dropped():
    odd = measure(value=0.99, economy="XXX", schlüssel="“", __class__="Record")
    (found,) = parse_answer(json.dumps(EMPTY | {"measures": [odd], "notes": "!"})).findings[
        "measures"
    ]
    assert not hasattr(found, "value")
    assert set(found.model_dump()) == set(measure())


def test_a_topic_off_the_list_is_refused():
    answer = parse_answer(json.dumps(EMPTY | {"agenda": [{"topic": "magic", "quotes": ["fish"]}]}))
    assert "no topic of the list" in answer.misfits["agenda"][0].reason
    assert answer.misfits["agenda"][0].words == "fish"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=30)
@given(st.fixed_dictionaries({name: st.lists(json_values, max_size=2) for name in EMPTY}))
def test_any_values_are_findings_misfits_or_no_answer(answer):
    content = json.dumps(answer)
    try:
        parsed = parse_answer(content)
    except FailedTryError:
        assert "NaN" in content or "Infinity" in content
        return
    for name, listed in answer.items():
        assert len(parsed.findings[name]) + len(parsed.misfits[name]) == len(listed)
