"""Every labelled text gives the parties, people, topics, stages, steps and rates it holds."""

import pytest

from tests.dossier.cases import TEXTS, load_cases
from tradetalks.dossier.items import MeasureKind
from tradetalks.dossier.read import read

CASES = load_cases()
RECORDS = {}


def record_of(case):
    return RECORDS.setdefault(case["file"], read(TEXTS / case["file"]))


def cases_with(field):
    chosen = [case for case in CASES if field in case]
    return pytest.mark.parametrize("case", chosen, ids=[case["file"] for case in chosen])


def matches(status, wanted):
    found = {
        "stage": status.stage,
        "kind": status.speaker.kind,
        "name": status.speaker.name,
        "hedged": status.hedged,
        "current": status.current,
        "negated": status.negated,
    }
    return all(found[key] == value for key, value in wanted.items() if key != "words") and (
        wanted.get("words", "") in status.quote
    )


def test_every_text_has_its_labels_and_the_styles_differ():
    assert {case["file"] for case in CASES} == {path.name for path in TEXTS.iterdir()}
    assert len(CASES) >= 12
    assert len({case["style"] for case in CASES}) >= 8


@cases_with("parties")
def test_the_negotiating_economies_and_no_others_are_parties(case):
    assert {party.code for party in record_of(case).parties} == set(case["parties"])


@cases_with("third_parties")
def test_economies_with_a_part_in_the_story_are_third_parties(case):
    assert set(case["third_parties"]) <= {third.code for third in record_of(case).third_parties}


@cases_with("mentioned")
def test_a_place_where_something_happens_is_merely_mentioned(case):
    assert set(case["mentioned"]) <= {third.code for third in record_of(case).mentioned}


@cases_with("persons")
def test_people_have_the_offices_the_text_gives_them(case):
    found = [[p.full_name, p.office, p.economy] for p in record_of(case).persons]
    assert sorted(found) == sorted(case["persons"])


@cases_with("agenda")
def test_the_topics_are_found(case):
    found = {item.topic for item in record_of(case).agenda}
    assert set(case["agenda"]) <= found
    assert not found & set(case.get("not_agenda", []))
    assert case["agenda"] or len(found) <= 1


@cases_with("statuses")
def test_the_stage_of_the_talks_is_given_with_who_says_so(case):
    statuses = record_of(case).statuses
    for wanted in case["statuses"]:
        assert any(matches(status, wanted) for status in statuses), (wanted, statuses)
    assert case["statuses"] or not statuses


@cases_with("not_statuses")
def test_no_stage_is_reported_that_the_text_denies_plans_or_never_claims(case):
    assert not {str(s.stage) for s in record_of(case).statuses} & set(case["not_statuses"])


@cases_with("next_steps")
def test_what_comes_next_has_its_time_and_place(case):
    steps = record_of(case).next_steps
    for wanted in case["next_steps"]:
        step = next(step for step in steps if wanted["words"] in step.what)
        if "when" in wanted:
            assert step.when is not None
            assert step.when.edtf == wanted["when"]
        assert set(wanted.get("where", [])) <= set(step.where)
    assert case["next_steps"] or not steps


@cases_with("rates")
def test_tariff_rates_are_told_from_other_percentages(case):
    found = [
        {"rate": m.value, "by": m.by, "on": m.on, "time": m.time}
        for m in record_of(case).measures
        if m.kind is MeasureKind.TARIFF_RATE
    ]
    assert len(found) == len(case["rates"])
    for measure, wanted in zip(found, case["rates"], strict=True):
        assert measure | wanted == measure


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_markup_boilerplate_and_scripts_are_not_in_the_text(case):
    text = record_of(case).article.text
    assert not any(sign in text for sign in ("<p>", "alert(", "**", "](", "newsletter"))


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_the_date_is_the_one_the_text_gives(case):
    published = record_of(case).article.published
    assert (published.isoformat() if published else "") == case["published"]
