"""The real article of the main job gives what a person reads in it."""

import pytest

from tradetalks.dossier.items import SpeakerKind, Stage
from tradetalks.dossier.read import read


@pytest.fixture(scope="module")
def record(shared_data):
    return read(shared_data.parent / "articles" / "pakistan-us-talks-2025-07.txt")


def test_two_parties_and_a_third(record):
    assert [party.code for party in record.parties] == ["PAK", "USA"]
    assert [(third.code, third.role) for third in record.third_parties] == [("CHN", "partner")]


def test_both_ministers_with_their_offices(record):
    found = [(p.full_name, p.office, p.economy) for p in record.persons]
    assert found == [
        ("Ishaq Dar", "Deputy Prime Minister and Foreign Minister", "PAK"),
        ("Marco Rubio", "Secretary of State", "USA"),
    ]


def test_the_six_topics_and_their_sectors(record):
    sectors = {item.topic: item.sectors for item in record.agenda}
    named = ("agriculture", "investment", "critical_minerals", "energy", "technology")
    assert set(named) | {"artificial_intelligence", "counter_terrorism"} <= set(sectors)
    assert sectors["critical_minerals"] == ("MIN", "NFM")
    assert sectors["investment"] == ()


def test_the_dialogue_in_august_stays_without_a_year_because_the_article_has_no_date(record):
    step = next(step for step in record.next_steps if "counterterrorism dialogue" in step.what)
    assert step.where == ("Islamabad",)
    assert step.when is not None
    assert (step.when.edtf, step.when.granularity, step.when.anchor) == ("XXXX-08", "month", "")


def test_given_a_date_the_august_gets_its_year(shared_data):
    from datetime import date

    source = shared_data.parent / "articles" / "pakistan-us-talks-2025-07.txt"
    record = read(source, published=date(2025, 7, 26))
    step = next(step for step in record.next_steps if "counterterrorism dialogue" in step.what)
    assert step.when is not None
    assert (step.when.edtf, step.when.anchor) == ("2025-08", "2025-07-26")


def test_the_working_groups_in_both_capitals(record):
    step = next(step for step in record.next_steps if "working groups" in step.what)
    assert step.where == ("Washington", "Islamabad")
    assert step.when is None


def test_within_days_not_weeks_is_what_analysts_expect_and_no_government_says(record):
    status = next(s for s in record.statuses if "within days—not weeks" in s.quote)
    assert status.stage is Stage.NEAR
    assert status.hedged
    assert status.speaker.kind is SpeakerKind.ANALYSTS
    assert not any(s.speaker.kind is SpeakerKind.GOVERNMENT for s in record.statuses)


def test_trade_not_aid_is_said_by_the_minister(record):
    said = next(s for s in record.statements if s.content.startswith("trade, not aid"))
    assert (said.speaker.name, said.cue) == ("Ishaq Dar", "stating")


def test_the_headline_counts_once_and_hashtags_not_at_all(record):
    headline = record.article.text.split("\n", 1)[0]
    assert record.article.text.count(headline) == 3
    nearing = [s for s in record.statuses if "Nearing" in s.quote]
    assert len(nearing) == 1
    hashtags = record.article.text.index("#IshaqDar")
    spans = [span for item in (*record.agenda, *record.parties) for span in item.spans]
    assert all(span.end <= hashtags for span in spans)


def test_the_example_that_ships_shares_no_sentence_with_it(record):
    from pathlib import Path

    example = read(Path(__file__).parents[2] / "examples" / "pakistan-united-states-2025-07.md")
    theirs = " ".join(record.article.text.split()).casefold().split()
    ours = " ".join(example.article.text.split()).casefold()
    runs = (" ".join(theirs[i : i + 10]) for i in range(len(theirs) - 9))
    assert not [run for run in runs if run in ours]
