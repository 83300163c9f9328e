"""The example that ships reads as its own text says."""

from datetime import date
from pathlib import Path

import pytest

from tradetalks.dossier.items import MeasureKind, SpeakerKind, Stage
from tradetalks.dossier.read import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "pakistan-united-states-2025-07.md"


@pytest.fixture(scope="module")
def record():
    return read(EXAMPLE)


def test_its_front_matter_dates_it(record):
    assert record.article.published == date(2025, 7, 26)
    assert record.article.dated_by == "front matter"
    assert record.article.outlet == "tradetalks example"


def test_its_parties_and_third_parties(record):
    assert [party.code for party in record.parties] == ["PAK", "USA"]
    roles = {third.code: third.role for third in record.third_parties}
    assert roles == {"CHN": "partner", "BGD": "rival", "IND": "rival", "VNM": "rival"}


def test_its_analysts_expect_a_deal_within_days(record):
    status = next(s for s in record.statuses if "within days" in s.quote)
    assert status.stage is Stage.NEAR
    assert status.speaker.kind is SpeakerKind.ANALYSTS
    assert status.as_of == "2025-07-26"


def test_its_next_steps_are_dated(record):
    when = {step.what: step.when and step.when.edtf for step in record.next_steps}
    assert when == {
        "deadline": "2025-08-01",
        "Working groups": None,
        "counter-terrorism dialogue": "2025-08",
    }


def test_its_tariff_has_both_sides(record):
    (measure,) = (m for m in record.measures if m.kind is MeasureKind.TARIFF_RATE)
    assert (measure.value, measure.by, measure.on) == (0.29, "USA", "PAK")


def test_the_meeting_was_on_the_friday_before(record):
    meeting = record.meetings[0]
    assert meeting.who == ("Ishaq Dar", "Marco Rubio")
    assert meeting.when is not None
    assert meeting.when.edtf == "2025-07-25"
    assert meeting.held


def test_what_the_two_trade_is_background_and_not_on_the_table(record):
    """Textiles are named as what Pakistan sells, not as something the ministers went through."""
    assert "textile" in record.article.text
    assert "TEX" not in {sector for item in record.agenda for sector in item.sectors}
