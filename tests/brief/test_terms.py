"""The section on terms both could sign: true to the search, silent on what is private."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from tests.brief.conftest import DAY, Written
from tests.brief.pages import Page, parsed
from tests.tolerances import BRIEF_AGAINST_ENGINE
from tests.worlds import random_world
from tradetalks.atlas.save import save_world
from tradetalks.bargain.settle import Verdict
from tradetalks.bargain.strike import Strike, strike
from tradetalks.bargain.subsidy import Met
from tradetalks.brief.answers import ask
from tradetalks.brief.facts import Fact
from tradetalks.brief.prose import plain
from tradetalks.brief.sections import terms as section
from tradetalks.brief.stages import Stopwatch
from tradetalks.brief.struck import Struck, with_terms
from tradetalks.brief.subject import RoomFiles, read_subject
from tradetalks.brief.terms import Terms
from tradetalks.brief.write import Brief, write_brief
from tradetalks.errors import DealError, InputError
from tradetalks.policy.load_talks import load_talks

TALKS = """title = "Talks between two"
parties = ["E00", "E03"]
status = "negotiating"

[[sources]]
title = "A joint statement"

[room.E00]
wants = [{ sectors = ["S01"], note = "Something in return." }]

[[room.E00.instrument]]
id = "duties"
to = "E03"
sectors = "goods"

[[room.E03.instrument]]
id = "duties"
to = "E00"
sectors = "goods"

[room.E00.fallback]
kind = "war"
war_ceiling = 0.8

[room.E03.fallback]
kind = "war"
war_ceiling = 0.8

[[commitment]]
by = "E00"
to = "E03"
kind = "dialogue"
verb = "intends"
note = "They meet in autumn."

[[commitment]]
by = "E00"
to = "E03"
kind = "purchase"
sectors = ["S00"]
amount = 100.0
years = 5
verb = "shall"

[[commitment]]
by = "E03"
to = "E00"
kind = "investment"
amount = 0.5
additionality = 0.4
verb = "intends"

[[third_party]]
code = "E05"
"""
HIDDEN = (
    TALKS.replace("[room.E00]\nwants", "[room.E00]\nprivate = true\n\n[room.E03]\nwants")
    .replace('[room.E00.fallback]\nkind = "war"\nwar_ceiling = 0.8\n', "")
    .replace('kind = "war"\nwar_ceiling = 0.8', 'kind = "status quo"')
)
OWN = """side = "E00"
weight = 1.3791
sensitive = ["S02"]
wants = [{ sectors = ["S01"], note = "Keep this unsaid." }]

[objective]
kind = "weighted sectors"
sector_weights = { S01 = 1.1173 }
revenue_floor = 0.0119

[fallback]
kind = "status quo"
note = "Nor this."

[[instrument]]
id = "duties"
ceiling = 0.9137
"""
WEIGHTS = """side = "E00"

[objective]
kind = "weighted sectors"
sector_weights = { S01 = 1.4173 }
"""
"""A private file without bounds: rates and what they do are shown, what it counts is not."""
RED_LINE = """side = "E00"

[[red_line]]
to = "E03"
sectors = ["S01"]
keep = true
"""
SECRETS = (1.3791, 1.1173, 0.0119, 0.9137)
"""Its numbers: none of them, nor any of them in percent, may be printed."""
TWICE = 1e-6
"""A search made twice, billions of dollars or fractions: both stop at conditions met to 1e-6."""


@dataclass(frozen=True)
class OnTerms:
    """A brief on a deal with talks, and the same search made again."""

    brief: Brief
    html: str
    page: Page
    again: Strike
    facts: dict[str, Fact]


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("talks") / "talks.toml"
    path.write_text(TALKS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def on_terms(written: Written, talks: Path, tmp_path_factory: pytest.TempPathFactory) -> OnTerms:
    output = tmp_path_factory.mktemp("terms") / "brief.html"
    brief = write_brief(written.deal, output, as_of=DAY, world=written.world_file, talks=talks)
    html = output.read_text(encoding="utf-8")
    return OnTerms(
        brief=brief,
        html=html,
        page=parsed(html),
        again=strike(written.world, load_talks(talks, written.world), on=DAY),
        facts={fact.id: fact for fact in brief.facts},
    )


@pytest.fixture(scope="module")
def terms(written: Written, talks: Path, on_terms: OnTerms) -> Terms:
    """What the section prints, for verdicts that the search does not come to here."""
    return _terms(written, talks, on_terms.again)


def _terms(written: Written, talks: Path, found: Strike) -> Terms:
    subject = read_subject(
        written.deal, written.world, as_of=DAY, parties=None, room=RoomFiles(talks=talks)
    )
    struck = Struck(strike=found, on_table=None)
    subject = with_terms(subject, struck)
    answers = ask(written.world, subject.talks, watch=Stopwatch())
    return Terms(findings=answers.findings, struck=struck)


def _words(terms: Terms) -> str:
    """Return the section as it is read."""
    told = []
    for block in section.section(terms).blocks:
        told += [plain(line) for line in getattr(block, "sentences", getattr(block, "items", ()))]
        told += [block.title] if getattr(block, "title", "") else []
    return " ".join(told)


def _with(terms: Terms, **changes: object) -> Terms:
    """Return the terms with another first settlement."""
    first, *others = terms.strike.settlements
    found = replace(terms.strike, settlements=(replace(first, **changes), *others))
    return Terms(findings=terms.findings, struck=Struck(strike=found, on_table=None))


def test_the_section_stands_after_what_the_deal_would_do(on_terms: OnTerms) -> None:
    """One more section, one more scenario, one more sentence, one more stage."""
    ids = [element.attributes["id"] for element in on_terms.page.all("section")]
    assert ids[ids.index("ladder") + 1] == "signable"
    assert on_terms.brief.rungs[-1] == "struck"
    assert on_terms.again.settled.verdict is Verdict.SETTLED
    assert len(on_terms.brief.headline) == 4
    assert "In four sentences" in on_terms.page.text
    assert "striking" in on_terms.brief.timings


def test_every_number_of_the_section_is_a_fact(on_terms: OnTerms) -> None:
    """In words, in tables and in the picture."""
    for element in on_terms.page.all("data"):
        fact = on_terms.facts[element.attributes["data-fact"]]
        assert float(element.attributes["value"]) == fact.end(element.attributes["data-end"])
    drawn = [*on_terms.page.values("data-x"), *on_terms.page.values("data-y")]
    assert len(drawn) > 20
    assert set(drawn) <= set(on_terms.facts)


def test_rates_and_gains_are_those_of_a_second_search(on_terms: OnTerms) -> None:
    """The terms, the other rule, the frontier, the fallbacks, and what the draws say of them."""
    again, income = on_terms.again, on_terms.again.seat.table.income
    for at, (now, rate) in enumerate(
        zip(again.settled.lines.now, again.settled.rate, strict=True), 1
    ):
        assert on_terms.facts[f"line.{at}.now"].value == now
        assert on_terms.facts[f"line.{at}.nash"].value == pytest.approx(rate, abs=TWICE)
    for side, code in enumerate(again.seat.table.sides):
        expected = {
            f"nash.{code}": again.settled.gains[side],
            f"fallback.{code}": again.seat.fallbacks.gain[side],
            f"kalai-smorodinsky.{code}": again.settlements[1].gains[side],
            f"frontier.1.{code}": again.frontier.points[0].gains[side],
            f"over.{code}": again.settled.gains[side] - again.seat.fallbacks.gain[side],
        }
        for name, share in expected.items():
            assert on_terms.facts[name].value == pytest.approx(share * income[side], abs=TWICE)
        ranged = on_terms.facts[f"gain.{code}.struck"]
        assert ranged.value == pytest.approx(on_terms.facts[f"nash.{code}"].value, abs=TWICE)
        assert ranged.low is not None


def test_offers_and_what_comes_after_are_those_of_a_second_search(on_terms: OnTerms) -> None:
    """The exchange list, and whether the terms are kept."""
    cheapest = on_terms.again.exchange.cheapest(0)
    assert cheapest is not None
    place = cheapest.position + 1
    assert on_terms.facts[f"offer.{place}.price"].value == pytest.approx(cheapest.price, rel=1e-6)
    assert on_terms.facts[f"offer.{place}.owner"].value == pytest.approx(-cheapest.cost, rel=1e-6)
    assert "The cheapest concession of" in on_terms.page.text
    for each in on_terms.again.keeps:
        code = on_terms.again.seat.table.sides[each.side]
        if each.discount_factor:
            found = on_terms.facts[f"discount.{code}"].value
            assert found == pytest.approx(each.discount_factor, abs=1e-6)
    assert "Would it be kept?" in on_terms.page.text


def test_pledges_of_money_stand_apart_from_the_tariffs(on_terms: OnTerms) -> None:
    """What keeping them would take and do, of a second search, under a title that says so."""
    again, facts, flat = on_terms.again, on_terms.facts, " ".join(on_terms.page.text.split())
    bought, invested = again.pledges
    assert isinstance(bought.by_buyer, Met)
    assert facts["pledge.1.outlay"].value == pytest.approx(bought.by_buyer.outlay, rel=1e-6)
    for place, found in ((1, bought.by_buyer), (2, invested)):
        for code in ("E00", "E03"):
            worth = found.equivalent_variation[again.seat.eve.measured.economy_index(code)]
            assert facts[f"pledge.{place}.{code}"].value == pytest.approx(worth, abs=TWICE)
    told = flat[flat.index("Promised beside tariffs, and added to none of these numbers") :]
    assert "Purchase of $100 billion over 5 years ($20 billion a year)" in told
    assert "Investment of $0.5 billion a year" in told
    assert "The purchase would take a subsidy of" in told
    assert "The investment, taken as a gift of what would not have come anyway" in told


def test_no_pledge_moves_the_tariff_terms(terms: Terms, written: Written, tmp_path: Path) -> None:
    """The same talks without a promise have the same rates and the same gains."""
    text = TALKS[: TALKS.index("[[commitment]]")] + TALKS[TALKS.index("[[third_party]]") :]
    (tmp_path / "bare.toml").write_text(text, encoding="utf-8")
    bare = strike(written.world, load_talks(tmp_path / "bare.toml", written.world), on=DAY)
    assert bare.pledges == ()
    assert bare.settled.rate == pytest.approx(terms.settled.rate, abs=TWICE)
    assert bare.settled.gains == pytest.approx(terms.settled.gains, abs=TWICE)


def test_a_war_as_fallback_is_told_in_words_with_why_it_has_no_range(on_terms: OnTerms) -> None:
    """A search stands behind it, which the draws do not repeat."""
    flat = " ".join(on_terms.page.text.split())
    assert (
        "each side levies the tariffs that serve it best, up to 80 percent. Against today" in flat
    )
    assert "No range: a tariff war is found by a search, which is not run again" in flat
    for code in ("E00", "E03"):
        assert on_terms.facts[f"fallback.{code}"].low is None
        assert on_terms.facts[f"over.{code}"].low is None


def test_the_frontier_runs_through_the_terms(on_terms: OnTerms) -> None:
    """The picture's line has both settlements among its corners, in order."""
    drawn = [
        e.attributes["data-x"] for e in on_terms.page.all("circle") if "data-x" in e.attributes
    ]
    assert {"nash.E00", "kalai-smorodinsky.E00"} <= set(drawn)
    across = [on_terms.facts[name].value for name in drawn]
    assert across == sorted(across)


def test_what_is_free_comes_before_what_is_paid_for(terms: Terms) -> None:
    """Cuts good for both, the best swap, what is free at first, then what is cheapest."""
    (block,) = (b for b in section.section(terms).blocks if "to offer" in getattr(b, "title", ""))
    order = ["Good for both", "The best swap", "Up to a point", "The cheapest concession"]
    kinds = [
        next(at for at, lead in enumerate(order) if plain(i).startswith(lead)) for i in block.items
    ]
    unpaid = [kind for kind in kinds if kind < 2]
    assert kinds[: len(unpaid)] == sorted(unpaid)
    assert 3 in kinds


def test_the_deal_on_the_table_has_its_mark_and_its_number(on_terms: OnTerms) -> None:
    """The picture shows what the source itself says, in the same dollars as the ladder."""
    for code in on_terms.brief.parties:
        drawn, priced = on_terms.facts[f"table.{code}"], on_terms.facts[f"gain.{code}.deal"]
        assert drawn.value == pytest.approx(priced.value, rel=BRIEF_AGAINST_ENGINE, abs=TWICE)


def test_what_the_talks_assume_and_promise_is_printed(on_terms: OnTerms) -> None:
    """Instruments, wants, sources, commitments, and the method with its papers."""
    flat = re.sub(r"\s+", " ", on_terms.page.text)
    for words in (
        "can set its duty on all goods",
        "Something in return.",
        "A joint statement",
        "They meet in autumn.",
        "up to 80 percent",
        "Econometrica 18, 1950",
        "Kalai and Smorodinsky",
    ):
        assert words in flat
    assert any("can set its duty" in line for line in on_terms.brief.assumptions)


def test_without_talks_the_section_is_absent(written: Written) -> None:
    """No section, no scenario, no method."""
    assert "signable" not in written.html
    assert "struck" not in written.brief.rungs
    assert "Kalai" not in written.html


def test_no_deal_says_who_is_short(terms: Terms) -> None:
    """The nearest point is never called terms that anybody would sign."""
    over = np.array([-1e-3, 2e-3])
    told = _words(_with(terms, verdict=Verdict.NO_DEAL, over_fallback=over))
    assert "No terms within the room" in told
    assert "short of its fallback" in told
    assert "would sign" not in told
    assert section.spoken(_with(terms, verdict=Verdict.NO_DEAL, over_fallback=over)) == ()


def test_terms_without_proof_are_called_neither_settled_nor_best(terms: Terms) -> None:
    """What failed is said."""
    proof = replace(terms.settled.proof, holds=False, failures=("slopes are apart",))
    told = _words(_with(terms, verdict=Verdict.NOT_PROVED, proof=proof))
    assert "neither settled nor best: slopes are apart" in told
    assert "There are terms" not in told


def test_three_sides_have_no_picture(tmp_path: Path, written: Written) -> None:
    """The section says so, and the table has them all."""
    text = TALKS.replace('parties = ["E00", "E03"]', 'parties = ["E00", "E03", "E01"]')
    text += '\n[[room.E01.instrument]]\nto = "E00"\nsectors = "goods"\n'
    source, output = tmp_path / "three.toml", tmp_path / "brief.html"
    source.write_text(text, encoding="utf-8")
    brief = write_brief(source, output, as_of=DAY, world=written.world_file)
    html = output.read_text(encoding="utf-8")
    assert 'id="signable"' in html
    assert 'id="signable-frontier"' not in html
    assert "With 3 sides" in html
    assert "Nothing is fixed yet" in html
    assert 'id="terms"' not in html
    assert brief.rungs == ("status_quo", "struck")
    assert {f"gain.{code}.struck" for code in ("E00", "E01", "E03")} <= {
        fact.id for fact in brief.facts
    }


def test_a_union_bargains_as_one_and_a_lapse_is_told(tmp_path: Path) -> None:
    """Its members set one rate; the brief, in which it is one economy, has its range.

    Who expects duties to lapse is told so in words, with the mean of both ends, and no range.
    """
    codes = ("ARE", "SAU", "USA", "IND", "CHN", "BRA")
    world = replace(random_world(7, n=6, s=4), economies=codes)
    save_world(world, tmp_path / "gulf.world")
    text = TALKS.replace("E00", "GCC").replace("E03", "USA").replace("E05", "CHN")
    lapse = """[room.USA.fallback]
kind = "lapse"
legal_basis = "International Emergency Economic Powers Act"
probability = 0.25
"""
    war = '[room.USA.fallback]\nkind = "war"\nwar_ceiling = 0.8\n'
    assert war in text
    text = text.replace(war, lapse)
    source, output = tmp_path / "gulf.toml", tmp_path / "brief.html"
    source.write_text(text, encoding="utf-8")
    brief = write_brief(source, output, as_of=DAY, world=tmp_path / "gulf.world")
    facts = {fact.id: fact for fact in brief.facts}
    assert "GCC" in brief.parties
    assert facts["gain.GCC.struck"].low is not None
    assert facts["nash.GCC"].low is None
    flat = " ".join(parsed(output.read_text(encoding="utf-8")).text.split())
    assert "The Gulf Cooperation Council can set its duty" in flat
    assert "ends with a probability of 25 percent; otherwise every rate stays as it stands." in flat
    assert "Against today, on average over both, Economy 02 would" in flat
    assert "No range: no draws are run on the rates after a lapse" in flat
    assert facts["fallback.USA"].low is None


def test_nothing_of_a_private_file_is_printed(tmp_path: Path, written: Written) -> None:
    """Neither its numbers nor its words, nor a mark or a range that would tell them."""
    talks, own, output = (tmp_path / name for name in ("t.toml", "own.toml", "brief.html"))
    talks.write_text(HIDDEN, encoding="utf-8")
    own.write_text(OWN, encoding="utf-8")
    brief = write_brief(
        written.deal, output, as_of=DAY, world=written.world_file, talks=talks, private=[own]
    )
    html = output.read_text(encoding="utf-8")
    printed = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", html)}
    printed |= {end for fact in brief.facts for end in (fact.value, fact.low) if end is not None}
    for secret in SECRETS:
        assert not printed & {secret, round(100.0 * secret, 4)}
    for words in ("unsaid", "Nor this", "own.toml", "signable-frontier", "signable-offers"):
        assert words not in html
    assert "kept private" in html or "to itself" in html
    assert not [fact.id for fact in brief.facts if fact.id.startswith(("fallback.E00", "over.E00"))]


def test_what_a_private_side_counts_is_not_printed(tmp_path: Path, written: Written) -> None:
    """Its gains in real income follow from the rates that are shown; those it counts do not."""
    brief = _private(tmp_path, written, WEIGHTS)
    facts = {fact.id for fact in brief.facts}
    assert {"gain.E00.struck", "answer.passive.E03", "answer.passive.own"} <= facts
    assert not facts & {"nash.E00", "answer.passive.E00", "over.E00", "fallback.E00"}


def test_a_private_red_line_looks_like_any_other_rate(tmp_path: Path, written: Written) -> None:
    """Its rate has its row, and no word on why it stays."""
    brief = _private(tmp_path, written, RED_LINE)
    now = {fact.id for fact in brief.facts if re.fullmatch(r"line\.\d+\.now", fact.id)}
    assert now == {f"line.{at}.now" for at in range(1, 7)}
    html = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "red line" not in html.lower()


def _private(folder: Path, written: Written, own: str) -> Brief:
    """Write a brief on talks of which one side is private, in a file of its own."""
    (folder / "talks.toml").write_text(HIDDEN, encoding="utf-8")
    (folder / "own.toml").write_text(own, encoding="utf-8")
    return write_brief(
        written.deal,
        folder / "brief.html",
        as_of=DAY,
        world=written.world_file,
        talks=folder / "talks.toml",
        private=[folder / "own.toml"],
    )


def test_room_that_does_not_fit_is_refused(tmp_path: Path, written: Written, talks: Path) -> None:
    """Talks of others, talks twice, and private files without talks."""
    others, output = tmp_path / "others.toml", tmp_path / "brief.html"
    others.write_text(TALKS.replace("E03", "E01"), encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    for error, source, room in (
        (DealError, written.deal, {"talks": others}),
        (InputError, talks, {"talks": talks}),
        (InputError, written.deal, {"private": [own]}),
    ):
        with pytest.raises(error):
            write_brief(source, output, as_of=DAY, world=written.world_file, **room)
    assert not output.exists()
