"""A deal on top of a schedule, on the shipped world and the shipped deals."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.tolerances import POLICY_RATES, POLICY_ROUNDING
from tradetalks.atlas.load import load_world
from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.errors import DealError, UnknownCodeError
from tradetalks.policy.deal import apply_deal
from tradetalks.policy.load import load_deal
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.talks import talks_from_deal

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2025, 7, 25)


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def base(world):
    return status_quo(world, DAY)


def deal(tmp_path, world, *concessions, parties='["PAK", "USA"]'):
    tables = "".join(f"\n[[concession]]\n{text}\n" for text in concessions)
    path = tmp_path / "deal.toml"
    head = f'title = "T"\nparties = {parties}\nstatus = "proposed"\n'
    path.write_text(head + tables, encoding="utf-8")
    return load_deal(path, world)


def moved(world, base, after):
    """Return (exporter, importer, sector) codes of every cell that changed."""
    cells = np.argwhere(~np.isclose(after.rate, base.rate, rtol=0, atol=POLICY_RATES))
    return {(world.economies[i], world.economies[n], world.sectors[s]) for i, n, s in cells}


def cell(world, exporter, importer, sector):
    return world.economy_index(exporter), world.economy_index(importer), world.sector_index(sector)


def test_a_preferential_final_rate_moves_one_cell(tmp_path, world, base):
    given = deal(tmp_path, world, 'by = "PAK"\nto = "USA"\nsectors = ["AGR"]\nfinal = 0.0')
    after = apply_deal(base, given, world)
    assert moved(world, base, after) == {("USA", "PAK", "AGR")}
    assert after.rate[cell(world, "USA", "PAK", "AGR")] == 0.0
    assert (after.on, after.known, after.measures) == (base.on, base.known, base.measures)


def test_a_concession_that_changes_nothing_changes_nothing(tmp_path, world, base):
    given = deal(tmp_path, world, 'by = "PAK"\nto = "USA"\nsectors = "goods"\ncut = 0.0')
    np.testing.assert_array_equal(apply_deal(base, given, world).rate, base.rate)


def test_goods_leave_services_alone(tmp_path, world, base):
    given = deal(tmp_path, world, 'by = "PAK"\nto = "USA"\nsectors = "all"\nadd = 0.10')
    touched = {sector for _, _, sector in moved(world, base, apply_deal(base, given, world))}
    assert touched == set(world.sectors) - set(world.services)


def test_most_favoured_nation_reaches_everyone_and_raises_nobody(tmp_path, world, base):
    given = deal(tmp_path, world, 'by = "PAK"\nto = "mfn"\nsectors = ["AUT"]\nfinal = 0.20')
    after = apply_deal(base, given, world)
    pak, aut = world.economy_index("PAK"), world.sector_index("AUT")
    old, new = base.rate[:, pak, aut], after.rate[:, pak, aut]
    np.testing.assert_allclose(new, np.minimum(old, 0.20), atol=POLICY_RATES)
    assert new[pak] == 0.0


def test_a_measures_rate_moves_in_proportion_to_its_headline(tmp_path, world, base):
    """From 10 to 19 percent: 9 points where a sector is fully covered, none where it is exempt."""
    text = 'by = "USA"\nto = "PAK"\nsectors = "goods"\nmeasure = "us-reciprocal"\nfinal = 0.19'
    after = apply_deal(base, deal(tmp_path, world, text), world)
    textile = cell(world, "PAK", "USA", "TEX")
    assert after.rate[textile] - base.rate[textile] == pytest.approx(0.09, abs=2 * POLICY_ROUNDING)
    medicine = cell(world, "PAK", "USA", "PHA")
    assert after.rate[medicine] - base.rate[medicine] < 0.03
    assert {importer for _, importer, _ in moved(world, base, after)} == {"USA"}


def test_a_measure_by_its_id_is_the_measure_by_its_programme(tmp_path, world, base):
    text = 'by = "USA"\nto = "PAK"\nsectors = ["TEX"]\nmeasure = "{}"\ncut = 1.0'
    rates = [
        apply_deal(base, deal(tmp_path, world, text.format(name)), world).rate
        for name in ("us-reciprocal", "us-reciprocal-electronics-2025-04-11")
    ]
    np.testing.assert_array_equal(*rates)
    textile = cell(world, "PAK", "USA", "TEX")
    assert rates[0][textile] == pytest.approx(world.tariff[textile], abs=POLICY_ROUNDING)


def test_a_measure_nobody_levies_is_refused_with_those_in_force(tmp_path, world, base):
    text = 'by = "USA"\nto = "PAK"\nsectors = ["TEX"]\nmeasure = "us-301"\nfinal = 0.1'
    with pytest.raises(DealError, match=r"not levied on 2025-07-25.*In force are .*us-232-metals"):
        apply_deal(base, deal(tmp_path, world, text), world)


def test_a_measure_that_does_not_exist_is_refused_with_the_nearest(tmp_path, world, base):
    text = 'by = "USA"\nto = "PAK"\nsectors = ["TEX"]\nmeasure = "us-reciprocl"\nfinal = 0.1'
    with pytest.raises(UnknownCodeError, match=r"deal\.toml:\d+: .*us-reciprocal"):
        apply_deal(base, deal(tmp_path, world, text), world)


def test_a_measure_of_somebody_else_is_refused(tmp_path, world, base):
    text = 'by = "PAK"\nto = "USA"\nsectors = ["TEX"]\nmeasure = "us-reciprocal"\nfinal = 0.1'
    with pytest.raises(DealError, match="a measure of USA, not of PAK"):
        apply_deal(base, deal(tmp_path, world, text), world)


def test_what_has_ended_is_left_out_and_said(tmp_path, world, base):
    text = 'by = "PAK"\nto = "USA"\nsectors = ["AGR"]\nfinal = 0.0\nends = 2025-07-01'
    after = apply_deal(base, deal(tmp_path, world, text), world)
    np.testing.assert_array_equal(after.rate, base.rate)
    assert any("ended on 1 July 2025" in line for line in after.assumptions)


def test_the_shipped_deal_of_pakistan_and_the_united_states(world):
    """Three rungs in July 2025, American textiles duty 29 points without and 19 with the deal."""
    given = load_deal(EXAMPLES / "pakistan-united-states.toml", world)
    talks = talks_from_deal(given, world, DAY)
    assert talks.parties == ("PAK", "USA")
    assert [rung.id for rung in talks.rungs] == ["status_quo", "no_deal", "deal"]
    textile = cell(world, "PAK", "USA", "TEX")
    added = {r.id: r.schedule.rate[textile] - world.tariff[textile] for r in talks.rungs}
    expected = {"status_quo": 0.10, "no_deal": 0.29, "deal": 0.19}
    assert added == pytest.approx(expected, abs=2 * POLICY_ROUNDING)
    assert any("applies from 7 August 2025" in line for line in talks.rung("deal").assumptions)


def test_a_deal_departs_from_the_day_before_it_was_signed_or_else_applied(world):
    """On the day itself a library of measures may hold the deal already."""
    signed = load_deal(EXAMPLES / "pakistan-united-states.toml", world)
    assert signed.eve == date(2025, 7, 30)
    assert replace(signed, signed=None).eve == date(2025, 8, 6)
    assert replace(signed, signed=None, applied=None).eve is None


def test_the_shipped_deal_of_others_never_touches_anyone_else(world):
    given = load_deal(EXAMPLES / "india-united-kingdom.toml", world)
    talks = talks_from_deal(given, world, date(2025, 9, 1))
    assert [rung.id for rung in talks.rungs] == ["status_quo", "deal"]
    before, after = (talks.rung(name).schedule for name in ("status_quo", "deal"))
    pairs = {(exporter, importer) for exporter, importer, _ in moved(world, before, after)}
    assert pairs == {("IND", "GBR"), ("GBR", "IND")}
    car = cell(world, "GBR", "IND", "AUT")
    old = before.rate[car]
    assert after.rate[car] == pytest.approx(0.1 * old / (0.1 + old), abs=POLICY_RATES)


def test_a_customs_union_stands_for_its_members(tmp_path, world):
    """Each member makes the union's concession, to everyone but the other members."""
    given = deal(
        tmp_path,
        world,
        'by = "EU"\nto = "USA"\nsectors = ["MAC"]\nfinal = 0.0',
        'by = "EU"\nto = "mfn"\nsectors = ["AUT"]\ncut = 0.5',
        'by = "USA"\nto = "EU"\nsectors = ["TEX"]\nfinal = 0.1',
        parties='["EU", "USA"]',
    )
    assert given.sides == ("EU", "USA")
    assert set(given.parties) == {*EU_MEMBERS, "USA"}
    talks = talks_from_deal(given, world, date(2025, 7, 20))
    assert talks.parties == ("EU", "USA")
    assert [rung.id for rung in talks.rungs] == ["status_quo", "no_deal", "deal"]
    schedule = talks.rung("status_quo").schedule
    changed = moved(world, schedule, talks.rung("deal").schedule)
    assert {i for _, i, s in changed if s == "MAC"} == set(EU_MEMBERS)
    assert {e for e, _, s in changed if s == "TEX"} == set(EU_MEMBERS)
    assert not {(e, i) for e, i, _ in changed if e in EU_MEMBERS and i in EU_MEMBERS}


def test_a_member_is_no_party_beside_its_union(tmp_path, world):
    text = 'by = "DEU"\nto = "USA"\nsectors = ["MAC"]\nfinal = 0.0'
    with pytest.raises(DealError, match="'DEU' makes a concession and is not a party"):
        deal(tmp_path, world, text, parties='["EU", "USA"]')
    with pytest.raises(DealError, match="twice"):
        deal(tmp_path, world, text, parties='["EU", "DEU"]')
