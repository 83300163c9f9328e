"""What an article claims, beside the duties, agreements and trade that are known."""

from datetime import date

import pytest

from tests.worlds import random_world
from tradetalks.atlas.load import load_world
from tradetalks.dossier.article import Article
from tradetalks.dossier.read import read
from tradetalks.policy.claim_check import Verdict, check_claims
from tradetalks.policy.claim_facts import Known, trade_between
from tradetalks.policy.claim_ranks import ranks
from tradetalks.policy.library_read import load_library
from tradetalks.policy.schedule import status_quo

DAY = date(2025, 7, 26)


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def library():
    return load_library()


def record(words, *, day=DAY, parties=("PAK", "USA"), names="Pakistan and the United States"):
    text = (
        f"Talks on a trade agreement between {names} go on, both sides said on Friday.\n\n{words}\n"
    )
    return read(Article(text=text, published=day), parties=parties)


def checked(words, world, library, *, day=DAY, **more):
    """Return what is known of the claim that quotes words, by the first of them."""
    found = check_claims(
        record(words, day=day, **more), world, status_quo(world, day, library=library), library
    )
    return {claim.span.quote: claim for claim in found}


def test_a_rate_in_force_agrees(world, library):
    claim = checked(
        "The United States levies a tariff of 10 percent on Pakistani goods.", world, library
    )
    assert claim["10 percent"].verdict is Verdict.AGREES
    assert "In force on 26 July 2025: 10 percent" in claim["10 percent"].known


def test_another_rate_differs_and_the_one_in_force_is_named(world, library):
    claim = checked(
        "The United States levies a tariff of 17 percent on Pakistani goods.", world, library
    )
    assert claim["17 percent"].verdict is Verdict.DIFFERS
    assert "10 percent" in claim["17 percent"].known


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("In April the United States announced a tariff of {} on Pakistani goods.", Verdict.AGREES),
        ("The United States levies a tariff of {} on Pakistani goods.", Verdict.DIFFERS),
    ],
)
def test_a_rate_announced_and_not_levied_is_told_apart(words, verdict, world, library):
    """Who says that it was announced is right, and who says that it is levied is not."""
    claim = checked(words.format("29 percent"), world, library)["29 percent"]
    assert claim.verdict is verdict
    assert "to apply from 1 August 2025" in claim.known
    assert "in force on 26 July 2025: 10 percent" in claim.known


def test_what_was_known_later_is_not_used(world, library):
    """The 19 percent of August 2025 is no rate of July."""
    words = "The United States levies a tariff of 19 percent on Pakistani goods."
    early = checked(words, world, library)["19 percent"]
    late = checked(words, world, library, day=date(2025, 9, 1))["19 percent"]
    assert (early.verdict, late.verdict) == (Verdict.DIFFERS, Verdict.AGREES)


def test_an_economy_that_the_world_lacks_cannot_be_checked(world, library):
    claims = checked(
        "Oman levies a tariff of 5 percent on Indian goods.",
        world,
        library,
        parties=("IND", "OMN"),
        names="India and Oman",
    )
    assert claims["5 percent"].verdict is Verdict.UNCHECKED
    assert "Oman" in claims["5 percent"].known


@pytest.mark.parametrize(
    ("words", "who", "of"),
    [
        (
            "Exporters fear for ties with China, Pakistan's largest supplier and lender.",
            "CHN",
            "PAK",
        ),
        ("China is Pakistan’s biggest trading partner.", "CHN", "PAK"),
        ("India, which has no talks, is not Pakistan's worry; its largest supplier is.", "", ""),
    ],
)
def test_a_claim_of_rank_needs_both_names_beside_it(words, who, of):
    found = [(claim.who, claim.of) for claim in ranks(record(words))]
    assert found == ([(who, of)] if who else [])


def test_a_rank_is_that_of_the_worlds_trade(world, library):
    claim = checked("China is Pakistan's largest supplier.", world, library)
    (said,) = [c for words, c in claim.items() if words.startswith("China")]
    goods = [at for at, code in enumerate(world.sectors) if code not in world.services]
    column = world.economy_index("PAK")
    bought = world.flow[:, column][:, goods].sum(axis=1)
    bought[column] = 0
    assert world.economies[int(bought.argmax())] in ("CHN", "ROW")
    assert said.verdict is Verdict.AGREES
    wrong = checked(
        "China is Canada's largest supplier.",
        world,
        library,
        parties=("CAN", "CHN"),
        names="Canada and China",
    )
    (other,) = [c for words, c in wrong.items() if words.startswith("China is")]
    assert other.verdict is Verdict.DIFFERS
    assert "first was the United States" in other.known


def test_trade_between_two_is_the_worlds_own(world):
    trade = trade_between("PAK", "USA", world)
    row, column = world.economy_index("PAK"), world.economy_index("USA")
    assert trade.all == pytest.approx(world.flow[row, column].sum())
    assert trade.goods < trade.all


def test_talks_are_set_beside_the_agreements_known(world, library):
    early = checked("Both sides said a deal was close.", world, library)
    near = [claim for claim in early.values() if claim.status]
    assert near
    assert {claim.verdict for claim in near} <= {Verdict.UNCHECKED, Verdict.AGREES}
    late = checked("Both sides said a deal was close.", world, library, day=date(2025, 9, 1))
    assert Verdict.DIFFERS in {claim.verdict for claim in late.values() if claim.status}


def test_duties_of_a_day_are_those_of_the_library(world, library):
    known = Known(world=world, base=status_quo(world, DAY, library=library), library=library)
    general = [duty for duty in known.levied("USA", "PAK") if duty.general]
    assert [duty.rate for duty in general] == [0.1]
    assert 0.29 in [duty.rate for duty in known.announced("USA", "PAK")]
    assert known.levied("PAK", "USA") == ()
    assert not Known(world=random_world(0), base=known.base, library=library).members("PAK")
