"""Tariff quotas in a deal file and on a schedule."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.worlds import random_world
from tradetalks.atlas.load import load_world
from tradetalks.errors import DealError
from tradetalks.policy.deal import Concession, Deal, apply_deal
from tradetalks.policy.deal_file import deal_schema
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.load import load_deal
from tradetalks.policy.quota import Licences, Quota, refuse_quotas
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.staging import equal_steps
from tradetalks.policy.talks import talks_from_deal

GOOD = """title = "A quota"
parties = ["PAK", "USA"]
status = "proposed"

[[concession]]
by = "USA"
to = "PAK"
sectors = ["TEX"]
quota = { of_imports = 1.2, in_quota = 0.0, licences = "exporter" }
"""
QUOTA = 'quota = { of_imports = 1.2, in_quota = 0.0, licences = "exporter" }'
DAY = date(2025, 7, 25)
SMALL = random_world(21, 4, 3)
STANDING = status_quo(SMALL, DAY)
AS_IT_STANDS = Change(Form.ADD, 0.0)


@pytest.fixture(scope="module")
def world():
    return load_world()


def loaded(tmp_path, world, text):
    path = tmp_path / "deal.toml"
    path.write_text(text, encoding="utf-8")
    return load_deal(path, world)


def deal(*concessions):
    return Deal(title="A quota", parties=("E00", "E01"), status="proposed", concessions=concessions)


def concession(**more):
    given = {"by": "E01", "to": ("E00",), "sectors": ("S00",), "change": AS_IT_STANDS}
    return Concession(**{**given, "quota": Quota(in_quota=0.0, of_imports=1.2), **more})


def test_a_file_says_quantity_rates_and_who_holds_the_licences(tmp_path, world):
    (one,) = loaded(tmp_path, world, GOOD).concessions
    assert one.quota == Quota(in_quota=0.0, of_imports=1.2, licences=Licences.EXPORTER)
    assert one.change == AS_IT_STANDS
    stated = QUOTA.replace("of_imports = 1.2", "value = 0.4, out_of_quota = 0.25")
    (two,) = loaded(tmp_path, world, GOOD.replace(QUOTA, stated)).concessions
    assert (two.quota.value, two.quota.of_imports) == (0.4, None)
    assert two.change == Change(Form.FINAL, 0.25)


def test_a_schedule_keeps_the_rate_beyond_and_the_quota(tmp_path, world):
    base = status_quo(world, DAY)
    laid = apply_deal(base, loaded(tmp_path, world, GOOD), world)
    cell = world.economy_index("PAK"), world.economy_index("USA"), world.sector_index("TEX")
    assert np.array_equal(laid.rate, base.rate)
    (line,) = laid.quotas
    assert line.cell == ("PAK", "USA", "TEX")
    assert (line.in_quota, line.out_of_quota) == (0.0, base.rate[cell])
    assert line.holder == "PAK"
    assert line.place.endswith("deal.toml:5")


def test_a_union_that_buys_gives_each_member_a_quota_of_its_own(tmp_path, world):
    text = GOOD.replace('"USA"', '"EU"')
    lines = apply_deal(status_quo(world, DAY), loaded(tmp_path, world, text), world).quotas
    assert len(lines) == len({line.importer for line in lines}) > 20


def test_a_concession_on_the_same_flow_ends_the_quota_there():
    first = apply_deal(STANDING, deal(concession(sectors=("S00", "S01"))), SMALL)
    free = concession(quota=None, change=Change(Form.FINAL, 0.0))
    second = apply_deal(first, deal(free), SMALL)
    assert [line.sector for line in first.quotas] == ["S00", "S01"]
    assert [line.sector for line in second.quotas] == ["S01"]


def test_a_quota_stands_on_its_own_days_only():
    terms = deal(concession(applied=date(2026, 1, 1), ends=date(2028, 1, 1)))
    standing = [
        len(apply_deal(STANDING, replace(terms, applied=DAY), SMALL, year=year).quotas)
        for year in (1, 2, 3, 4)
    ]
    assert standing == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("of_imports = 1.2", "of_imports = -1.2", 9, "between 0 and"),
        ("of_imports = 1.2", "of_imports = nan", 9, "between 0 and"),
        ("of_imports = 1.2", 'of_imports = "1.2"', 9, "not a number"),
        ("of_imports = 1.2", "of_imports = true", 9, "not a number"),
        ("of_imports = 1.2", f"of_imports = 1{'0' * 400}", 9, "between 0 and"),
        ("of_imports = 1.2", "value = 1, of_imports = 1.2", 9, "given: value, of_imports"),
        ("of_imports = 1.2, ", "", 9, "given: none"),
        ("of_imports", "quantity", 9, "quantity"),
        ("in_quota = 0.0, ", "", 9, "in_quota"),
        ("in_quota = 0.0", "in_quota = 19", 9, "write 0.19"),
        ("in_quota = 0.0", "in_quota = -0.1", 9, "out of range"),
        ("in_quota = 0.0", "in_quota = 0.3, out_of_quota = 0.2", 9, "above the one beyond"),
        ("in_quota = 0.0", "in_quota = 0.0, out_of_quota = 2.5", 5, "over_100_percent = true"),
        (', licences = "exporter"', "", 9, "licences"),
        ('"exporter"', '"both"', 9, "'importer' or 'exporter'"),
        (QUOTA, QUOTA + "\nfinal = 0.1", 5, "given: final, quota"),
        (QUOTA, QUOTA + "\ncut = 0.5", 5, "given: cut, quota"),
        (QUOTA, QUOTA + '\nstaging = "B5"', 5, "no staging"),
        (QUOTA, QUOTA + '\nmeasure = "us-reciprocal"', 5, "Leave out 'measure'"),
        ('to = "PAK"', 'to = "mfn"', 5, "for each supplier"),
        (QUOTA, "quota = 1.2", 9, "quota"),
        ('"TEX"', '"SVC"', 8, "services"),
    ],
)
def test_what_is_no_quota_is_refused_with_its_line(tmp_path, world, old, new, line, said):
    assert old in GOOD
    with pytest.raises(DealError) as caught:
        loaded(tmp_path, world, GOOD.replace(old, new, 1))
    assert f"deal.toml:{line}: " in str(caught.value)
    assert said in str(caught.value)


def test_high_rates_beyond_a_quota_are_allowed_when_meant(tmp_path, world):
    high = GOOD.replace("in_quota = 0.0", "in_quota = 0.0, out_of_quota = 2.5")
    (one,) = loaded(tmp_path, world, high + "over_100_percent = true\n").concessions
    assert one.change.value == 2.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("of_imports = 1.2", "value = 1").replace('["TEX"]', '"goods"'), "21 flows"),
        (
            GOOD.replace("of_imports = 1.2", "value = 1").replace('"USA"', '"EU"'),
            "importers would share",
        ),
    ],
)
def test_a_value_that_several_flows_would_share_is_refused(tmp_path, world, text, said):
    with pytest.raises(DealError, match=said) as caught:
        loaded(tmp_path, world, text)
    assert "of_imports" in str(caught.value)


def test_a_rate_within_above_the_standing_rate_is_refused_where_it_is_laid():
    with pytest.raises(DealError, match="above the") as caught:
        apply_deal(
            STANDING,
            deal(concession(quota=Quota(in_quota=0.9, of_imports=1.0), place="x:1")),
            SMALL,
        )
    assert "x:1: the rate within the quota on S00 from E00 is 90 percent" in str(caught.value)


@pytest.mark.parametrize(
    "more",
    [
        {"quota": Quota(in_quota=0.0)},
        {"quota": Quota(in_quota=0.0, value=1.0, of_imports=1.0)},
        {"quota": Quota(in_quota=0.0, value=-1.0)},
        {"quota": Quota(in_quota=0.0, of_imports=float("nan"))},
        {"mfn": True},
        {"measure": "us-reciprocal"},
        {"staging": equal_steps(3)},
    ],
    ids=str,
)
def test_a_concession_made_in_python_is_held_to_the_same(more):
    with pytest.raises(DealError):
        concession(**more)


def test_what_cannot_take_a_quota_says_what_to_do(tmp_path, world):
    refuse_quotas((), asked="this")
    with pytest.raises(DealError, match=r"a brief.* cannot take a tariff quota") as caught:
        talks_from_deal(loaded(tmp_path, world, GOOD), world, DAY)
    assert "deal.toml:5: " in str(caught.value)
    assert "write the marginal rate" in str(caught.value)


def test_the_schema_of_a_deal_file_has_the_quota():
    assert "QuotaForm" in deal_schema()["$defs"]
