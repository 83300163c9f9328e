"""How near a deal is: counted from past talks, scored, and withheld without support."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.dossier.saga import Draft
from tradetalks.dossier import base_rates, past_talks
from tradetalks.dossier.base_rates import STAGES, Target, base_rate, weighted, wilson
from tradetalks.dossier.base_rates_page import FIRST, LAST, page
from tradetalks.dossier.forecast import forecast
from tradetalks.dossier.gazetteer import economy_names
from tradetalks.dossier.items import Speaker, SpeakerKind, Stage
from tradetalks.dossier.past_talks import END, month_of, talks_in
from tradetalks.errors import SourceError

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "src/tradetalks/dossier/data/past_talks.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))
FAILED = ("ttip", "ftaa", "us-thailand", "us-malaysia", "us-sacu", "eu-gcc", "eu-australia")
PAIR = ("KEN", "NOR")


def told(*stages, day="2025-05-20", hedged=False):
    """Return a record in which the outlet puts talks at stages, one sentence each."""
    text = "".join(f"Kenya and Norway are at point {at}.\n" for at in range(len(stages)))
    draft = Draft(text, day, "Harbour Wire", parties=PAIR)
    for at, stage in enumerate(stages):
        draft.status(f"Kenya and Norway are at point {at}", stage, hedged=hedged)
    return draft.record()


def past(name):
    return next(talk for talk in past_talks.past_talks() if talk.id == name)


def test_failures_and_long_stalls_are_in_the_table():
    assert len(ROWS) >= 60
    assert all(past(name).in_force is None for name in FAILED)
    assert sum(talk.signed is None for talk in past_talks.past_talks()) > len(ROWS) / 4


def test_every_row_names_sources_and_known_parties_and_what_was_checked():
    for row in ROWS:
        assert row["source"].startswith("http"), row["id"]
        assert set(row["parties"].split()) <= set(economy_names()), row["id"]
        assert all(row[column] for column in row["checked"].split()), row["id"]


def test_no_date_is_later_than_the_table_says():
    dates = [d for row in ROWS for c in past_talks.DATED for d in re.findall(r"\d{4}-\d\d", row[c])]
    assert max(dates) <= END
    assert min(dates) >= "1990-01"


def test_a_standstill_hides_the_stage_and_a_restart_brings_it_back():
    talks = past("eu-mercosur")
    stages = [
        talks.stage(month_of(month)) for month in ("2003-01", "2006-01", "2011-01", "2020-01")
    ]
    assert stages == [Stage.NEGOTIATING, Stage.STALLED, Stage.NEGOTIATING, Stage.FRAMEWORK_AGREED]
    assert past("us-sacu").stage(month_of("2007-01")) is None


@pytest.mark.parametrize(
    ("column", "value"), [("signed", "2001-13"), ("signed", "1999-01"), ("launched", "")]
)
def test_a_damaged_row_is_refused_with_its_line(column, value):
    row = ROWS[0] | {column: value}
    with pytest.raises(SourceError, match="csv:2"):
        talks_in([row])


def test_a_rate_is_what_a_plain_count_over_the_rows_gives():
    """Signed and not in force, within a year: counted here without the module."""
    looks = hits = 0
    end = month_of(END)
    for row in ROWS:
        if not row["signed"]:
            continue
        after = [month_of(row[column]) for column in ("in_force", "ended") if row[column]]
        applied = month_of(row["in_force"]) if row["in_force"] else end + 99
        for month in range(month_of(row["signed"]), min(after, default=end + 1)):
            if month >= month_of("2000-01") and month + 12 <= end:
                looks += 1
                hits += applied <= month + 12
    found = base_rate(Stage.SIGNED, Target.IN_FORCE, 12)
    assert (found.looks, found.hits) == (looks, hits)
    assert found.rate == pytest.approx(hits / looks)


def test_the_interval_is_wilsons():
    assert wilson(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0.0, 0) == (0.0, 1.0)
    for stage in STAGES:
        rate = base_rate(stage, Target.SIGNATURE, 12)
        assert rate.low <= rate.rate <= rate.high


def test_the_score_leaves_each_negotiation_out(monkeypatch):
    """Two talks, one signed at once and one never: each is forecast by the other, so wrongly."""
    rows = [
        dict.fromkeys(ROWS[0], "") | {"id": "a", "launched": "2010-01", "signed": "2010-02"},
        dict.fromkeys(ROWS[0], "") | {"id": "b", "launched": "2010-01"},
    ]
    monkeypatch.setattr(base_rates, "past_talks", lambda: talks_in(rows))
    base_rates._base_rate.cache_clear()
    found = base_rate(Stage.NEGOTIATING, Target.SIGNATURE, 3)
    base_rates._base_rate.cache_clear()
    assert found.talks == 2
    assert found.brier == pytest.approx(1.0)
    assert found.skill == pytest.approx(0.0)


def test_nothing_later_than_the_day_is_used(monkeypatch):
    """Rates as known in 2010 are those of a table that ends there."""
    known = base_rate(Stage.CONCLUDED, Target.SIGNATURE, 6, end=month_of("2010-12"))
    cut = [
        {
            c: v if c not in past_talks.DATED else " ".join(d for d in v.split() if d < "2011")
            for c, v in row.items()
        }
        for row in ROWS
        if row["launched"] < "2011"
    ]
    monkeypatch.setattr(base_rates, "past_talks", lambda: talks_in(cut))
    base_rates._base_rate.cache_clear()
    again = base_rate(Stage.CONCLUDED, Target.SIGNATURE, 6, end=month_of("2010-12"))
    base_rates._base_rate.cache_clear()
    assert (known.looks, known.hits, known.brier) == (again.looks, again.hits, again.brier)


def test_talks_without_an_agreement_lower_the_rate_when_they_weigh_more():
    cell = (Stage.NEGOTIATING, Target.AGREEMENT, 12)
    plain = base_rate(*cell).rate
    assert weighted(*cell, weight=lambda talk: 1) == pytest.approx(plain)
    assert weighted(*cell, weight=lambda talk: 2 if talk.settled is None else 1) < plain


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.SIGNED, Stage.NEGOTIATING])
def test_a_stage_with_support_is_given_its_rate_interval_count_and_scores(stage):
    found = forecast(told(stage))
    assert found.supported
    text = " ".join(found.words)
    first = found.rates[0]
    assert f"{100 * first.rate:.0f} percent" in text
    assert f"{first.brier:.3f}" in text
    assert f"{first.brier_constant:.3f}" in text
    assert str(first.talks) in text


def test_a_claim_that_a_deal_is_near_supports_no_probability():
    found = forecast(told(Stage.NEAR, hedged=True))
    assert found.stage is Stage.NEAR
    assert not found.supported
    assert "supports no probability" in " ".join(found.words)
    assert {rate.stage for rate in found.without_claim} == {Stage.NEGOTIATING}


def test_too_few_past_talks_support_no_probability():
    found = forecast(told(Stage.SUSPENDED, day="2009-06-01"))
    assert not found.supported
    assert "too few" in " ".join(found.words)


def test_a_rate_that_forecasts_no_better_than_one_for_all_is_withheld():
    found = forecast(told(Stage.NEGOTIATING, day="2006-01-01"))
    refused = [rate for rate in found.rates if rate.skill <= 0]
    assert refused
    assert not any(rate.supported for rate in refused)
    assert "no probability is supported" in " ".join(found.words)


@pytest.mark.parametrize("stage", [Stage.TERMINATED, Stage.OPPOSED, Stage.EXPLORATORY])
def test_stages_that_were_not_counted_have_no_rate(stage):
    found = forecast(told(stage))
    assert (found.rates, found.supported) == ((), False)
    assert "no probability is supported" in found.words[0]


def test_reports_that_contradict_one_another_support_no_probability():
    found = forecast(told(Stage.NEAR, Stage.SUSPENDED))
    assert found.stage is None
    assert found.others == (Stage.SUSPENDED, Stage.NEAR)
    assert "cannot all be so" in found.words[0]


def test_the_furthest_plain_stage_counts_and_a_standstill_before_it():
    assert forecast(told(Stage.NEGOTIATING, Stage.CONCLUDED)).stage is Stage.CONCLUDED
    assert forecast(told(Stage.NEGOTIATING, Stage.STALLED)).stage is Stage.STALLED
    assert forecast(replace(told(Stage.NEAR), statuses=())).stage is None


def test_later_reports_are_not_used():
    assert forecast(told(Stage.SIGNED), on=date(2025, 1, 1)).stage is None


def test_a_side_is_told_from_others():
    record = told(Stage.NEAR)
    span = record.statuses[0].sentence
    side = Speaker(kind=SpeakerKind.GOVERNMENT, name="Kenya", economy="KEN", span=span)
    ours = replace(record, statuses=(replace(record.statuses[0], speaker=side),))
    assert forecast(ours).words[0] == "A side calls the deal near."
    assert "by no side" in forecast(record).words[0]


def test_the_documentation_prints_the_current_rates():
    text = (ROOT / "docs/explanation/forecast.md").read_text(encoding="utf-8")
    held = text[text.index(FIRST) + len(FIRST) : text.index(LAST)].strip()
    assert held == page(), "run: python -m tradetalks.dossier.base_rates_page"
