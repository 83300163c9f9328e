"""From what a text says to scenarios, for any two parties."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.tolerances import POLICY_RATES, POLICY_ROUNDING
from tradetalks.atlas.load import load_world
from tradetalks.dossier.article import open_article
from tradetalks.dossier.items import Agenda, Measure, MeasureKind, Party, Span, ThirdParty
from tradetalks.dossier.record import Record
from tradetalks.errors import ArticleError, UnknownCodeError
from tradetalks.policy.comparable import expected_rate
from tradetalks.policy.from_record import talks_from_record

TEXT = (
    "Talks on a trade agreement neared their end on Friday. Delegations spoke of agriculture and "
    "energy, and of security. A duty of 12 percent on imports was offered by one side. On wheat it "
    "was nothing. Others looked on.\n"
)


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return open_article(path)


def span(article, words):
    start = article.text.index(words)
    return (Span(start=start, end=start + len(words), quote=words),)


def record(article, *codes, sectors=("AGR", "FOO"), offered=None, thirds=()):
    def party(code):
        return Party(code=code, name=code, spans=span(article, "Delegations"))

    agenda = [
        Agenda(topic="security", title="Security", sectors=(), spans=span(article, "security"))
    ]
    if sectors:
        item = Agenda(
            topic="agriculture",
            title="Agriculture",
            sectors=sectors,
            spans=span(article, "agriculture"),
        )
        agenda.insert(0, item)
    measures = ()
    if offered:
        rate, by, on = offered
        words = span(article, "12 percent")
        kind = MeasureKind.TARIFF_RATE
        measures = (Measure(kind=kind, value=rate, by=by, on=on, time="proposed", spans=words),)
    others = tuple(
        ThirdParty(code=code, name=code, role="partner", spans=span(article, "Others"))
        for code in thirds
    )
    return Record(
        article=article,
        parties=tuple(party(code) for code in codes),
        third_parties=others,
        agenda=tuple(agenda),
        measures=measures,
    )


def ids(talks):
    return [rung.id for rung in talks.rungs]


def changed_pairs(world, talks, name):
    base, rung = talks.rungs[0].schedule, talks.rung(name).schedule
    cells = np.argwhere(~np.isclose(rung.rate, base.rate, rtol=0, atol=POLICY_RATES))
    return {(world.economies[i], world.economies[n]) for i, n, _ in cells}


def textile_points(world, rung, exporter="PAK", importer="USA"):
    cell = world.economy_index(exporter), world.economy_index(importer), world.sector_index("TEX")
    return rung.schedule.rate[cell] - world.tariff[cell]


def test_the_ladder_of_july_2025(world, article):
    """As things stand 10, without a deal 29, by comparable agreements 19 points on textiles."""
    talks = talks_from_record(record(article, "USA", "PAK"), world, as_of=date(2025, 7, 25))
    assert talks.parties == ("PAK", "USA")
    assert ids(talks) == ["status_quo", "no_deal", "agreed_rate", "one_way", "both_ways"]
    points = {rung.id: textile_points(world, rung) for rung in talks.rungs}
    expected = {"status_quo": 0.10, "no_deal": 0.29}
    expected |= {"agreed_rate": 0.19, "one_way": 0.19, "both_ways": 0.19}
    assert points == pytest.approx(expected, abs=2 * POLICY_ROUNDING)
    sentence = talks.rung("agreed_rate").sentence
    assert "19 percent" in sentence
    assert "Indonesia" in sentence
    assert "Viet Nam" in sentence


@pytest.mark.parametrize(
    ("one", "two", "day"),
    [
        ("PAK", "USA", date(2025, 7, 25)),
        ("CHN", "USA", date(2025, 7, 25)),
        ("IND", "GBR", date(2025, 7, 25)),
        ("THA", "USA", date(2026, 5, 1)),
        ("KOR", "JPN", date(2024, 1, 1)),
    ],
)
def test_rivals_rates_stay_as_they_stood_on_every_rung(world, article, one, two, day):
    talks = talks_from_record(record(article, one, two), world, as_of=day)
    for name in ids(talks)[1:]:
        assert changed_pairs(world, talks, name) <= {(one, two), (two, one)}, name


def test_the_smaller_economy_is_freed_first_then_both(world, article):
    talks = talks_from_record(record(article, "GBR", "PAK"), world, as_of=date(2025, 7, 25))
    assert ids(talks) == ["status_quo", "one_way", "both_ways"]
    assert changed_pairs(world, talks, "one_way") == {("PAK", "GBR")}
    assert changed_pairs(world, talks, "both_ways") == {("PAK", "GBR"), ("GBR", "PAK")}
    both = talks.rung("both_ways").schedule.rate
    agriculture = world.sector_index("AGR")
    pak, gbr = world.economy_index("PAK"), world.economy_index("GBR")
    assert both[pak, gbr, agriculture] == both[gbr, pak, agriculture] == 0.0


def test_what_is_not_known_is_left_out_and_said(world, article):
    talks = talks_from_record(record(article, "GBR", "PAK"), world, as_of=date(2025, 7, 25))
    said = " ".join(talks.assumptions)
    assert "no scenario without a deal" in said
    assert "no scenario of a comparable rate" in said
    assert "name no goods are not priced: Security" in said
    assert "proposes no tariff rate" in said


def test_a_text_without_goods_frees_nothing(world, article):
    talks = talks_from_record(
        record(article, "USA", "PAK", sectors=()), world, as_of=date(2025, 7, 25)
    )
    assert ids(talks) == ["status_quo", "no_deal", "agreed_rate"]
    assert any("names no goods" in line for line in talks.assumptions)


def test_services_are_not_on_the_table(world, article):
    talks = talks_from_record(
        record(article, "USA", "PAK", sectors=("AGR", "SVC")), world, as_of=date(2025, 7, 25)
    )
    assert [item.sector for item in talks.sectors] == ["AGR"]
    assert talks.sectors[0].topics == ("agriculture",)
    assert talks.sectors[0].quotes == ("agriculture",)


def test_a_rate_the_text_proposes_is_a_rung(world, article):
    given = record(article, "USA", "PAK", offered=(0.12, "USA", "PAK"))
    talks = talks_from_record(given, world, as_of=date(2025, 7, 25))
    assert "deal" in ids(talks)
    assert textile_points(world, talks.rung("deal")) == pytest.approx(0.12, abs=2 * POLICY_ROUNDING)
    assert "12 percent" in talks.rung("deal").sentence


def test_a_proposed_rate_without_a_programme_is_the_whole_rate(world, article):
    given = record(article, "GBR", "PAK", offered=(0.12, "PAK", "GBR"))
    talks = talks_from_record(given, world, as_of=date(2025, 7, 25))
    rate = talks.rung("deal").schedule.rate
    cars = world.economy_index("GBR"), world.economy_index("PAK"), world.sector_index("AUT")
    assert rate[cars] == 0.12


def test_the_union_negotiates_for_all_its_members(world, article):
    given = record(article, "EU", "USA", thirds=("CHN", "LKA"))
    talks = talks_from_record(given, world, as_of=date(2025, 7, 20))
    assert talks.parties == ("EU", "USA")
    assert talks.third_parties == ("CHN",), "Sri Lanka has no economy of its own"
    assert {pair[0] for pair in changed_pairs(world, talks, "no_deal")} >= {"DEU", "FRA", "ITA"}
    assert textile_points(world, talks.rung("no_deal"), "ITA") == pytest.approx(0.30, abs=2e-3)


def test_after_an_agreement_the_rate_in_force_needs_no_scenario(world, article):
    talks = talks_from_record(record(article, "USA", "PAK"), world, as_of=date(2025, 9, 1))
    assert "agreed_rate" not in ids(talks)
    assert any("is the one in force" in line for line in talks.assumptions)


def test_no_duty_in_force_no_agreed_rate(world, article):
    """After the Supreme Court's decision nothing is left to agree on."""
    talks = talks_from_record(record(article, "USA", "PAK"), world, as_of=date(2026, 3, 10))
    assert "agreed_rate" not in ids(talks)
    assert any("does not levy" in line for line in talks.assumptions)


@pytest.mark.parametrize("codes", [(), ("PAK",), ("PAK", "USA", "CHN")])
def test_talks_need_two_parties(world, article, codes):
    with pytest.raises(ArticleError, match=r"article\.txt: the article names"):
        talks_from_record(record(article, *codes), world, as_of=date(2025, 7, 25))


def test_a_party_inside_the_rest_of_the_world_is_refused_by_name(world, article):
    with pytest.raises(ArticleError, match="Sri Lanka has no economy of its own"):
        talks_from_record(record(article, "LKA", "USA"), world, as_of=date(2025, 7, 25))
    with pytest.raises(UnknownCodeError, match="QQQ"):
        talks_from_record(record(article, "QQQ", "USA"), world, as_of=date(2025, 7, 25))


def test_peers_are_those_known_by_the_day_and_most_alike(world):
    early = expected_rate(world, "USA", "PAK", date(2025, 5, 20))
    assert {each.partner for each in early.basis} == {"GBR", "CHN"}
    later = expected_rate(world, "USA", "PAK", date(2025, 7, 25))
    assert [each.partner for each in later.basis][:2] == ["IDN", "VNM"]
    assert list(later.likeness) == sorted(later.likeness, reverse=True)
    own = expected_rate(world, "USA", "PAK", date(2025, 8, 1))
    assert (own.own, own.rate) == (True, 0.19)
    assert expected_rate(world, "USA", "PAK", date(2025, 5, 1)) is None
    assert expected_rate(world, "JPN", "PAK", date(2025, 8, 1)) is None


def test_an_agreement_of_its_own_is_the_deal_and_no_part_of_no_deal(world, article):
    """Viet Nam on 3 July 2025: 20 percent agreed the day before, 46 announced in April."""
    talks = talks_from_record(record(article, "VNM", "USA"), world, as_of=date(2025, 7, 3))
    points = {
        name: textile_points(world, talks.rung(name), exporter="VNM")
        for name in ("status_quo", "no_deal", "deal")
    }
    expected = {"status_quo": 0.10, "no_deal": 0.46, "deal": 0.20}
    assert points == pytest.approx(expected, abs=2 * POLICY_ROUNDING)
    assert talks.rung("agreed_rate") is None


def test_a_bloc_stands_for_the_members_this_world_holds_and_says_so(world, article):
    talks = talks_from_record(record(article, "MERCOSUR", "JPN"), world, as_of=date(2025, 7, 25))
    pairs = changed_pairs(world, talks, "both_ways")
    assert {one for one, _ in pairs} == {"ARG", "BRA", "JPN"}
    assert any("Mercosur stands for Argentina and Brazil" in line for line in talks.assumptions)


def test_a_rate_on_particular_goods_is_never_laid_on_all(world, article):
    """The sentence names no sector on the agenda and not goods at large: said, not priced."""
    talks = record(article, "GBR", "PAK", offered=(0.0, "PAK", "GBR"))
    (measure,) = talks.measures
    start = article.text.index("nothing")
    words = Span(start=start, end=start + len("nothing"), quote="nothing")
    priced = talks_from_record(
        replace(talks, measures=(replace(measure, spans=(words,)),)), world, as_of=date(2025, 7, 25)
    )
    assert priced.rung("deal") is None
    assert any("not priced" in line for line in priced.assumptions)
