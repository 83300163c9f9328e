"""The document itself: whole, safe, linked, and true to the engine."""

import re

import numpy as np
import pytest

from tests.brief.conftest import Written
from tests.tolerances import BRIEF_AGAINST_ENGINE
from tradetalks.model.outcome import Outcome

LOADS = ("src", "srcset", "poster", "background", "action", "formaction", "ping", "xlink:href")


def test_nothing_is_fetched_and_nothing_runs(written: Written) -> None:
    """No script, no frame, no attribute or rule that loads, no handler."""
    tags = {element.tag for element in written.page.elements}
    assert not tags & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "img",
        "image",
        "base",
        "form",
    }
    assert not [name for name in LOADS if written.page.values(name)]
    handlers = [a for e in written.page.elements for a in e.attributes if a.startswith("on")]
    assert handlers == []
    assert "@import" not in written.html
    assert "url(" not in written.html
    assert all(link.startswith("#") for link in written.page.values("href"))


def test_ids_are_unique_and_every_link_leads_somewhere(written: Written) -> None:
    """A mark that leads nowhere would leave a number without its origin."""
    ids = written.page.values("id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in written.page.values("href")}
    assert len(targets) > 5
    assert targets <= set(ids)


def test_the_eight_sections_stand_in_order(written: Written) -> None:
    """The reader finds them where the reader was told they are."""
    order = ("headline", "article-says", "stake", "ladder", "aid", "others", "certainty", "limits")
    found = [e.attributes["id"] for e in written.page.all("section")]
    assert tuple(found[:8]) == order


def test_every_number_on_the_page_is_a_fact_of_the_brief(written: Written) -> None:
    """The page prints what the record holds, to the last digit, and omits no fact of a table."""
    facts = {fact.id: fact for fact in written.brief.facts}
    numbers = written.page.all("data")
    assert len(numbers) > 100
    for element in numbers:
        fact = facts[element.attributes["data-fact"]]
        end = element.attributes["data-end"]
        assert float(element.attributes["value"]) == getattr(fact, end), fact.id
    assert set(written.page.values("data-fact")) <= set(facts)


EFFECTS = {
    "income": lambda o: o.real_income_hat,
    "gain": lambda o: o.equivalent_variation,
    "exports": lambda o: o.exports_hat,
    "imports": lambda o: o.imports_hat,
    "revenue": lambda o: o.revenue_after - o.revenue_before,
    "employment": lambda o: o.employment_hat,
}


def _engine(written: Written, parts: list[str]) -> tuple[float, float, float]:
    """Return central, low and high of a fact as a fresh climb has them."""
    quantity, economy, *sector, rung = parts
    place = (written.world.economy_index(economy),)
    if sector:
        place = (*place, written.world.sector_index(sector[0]))

    def take(outcome: Outcome) -> float:
        if quantity == "output":
            return float(outcome.output_after[place] / outcome.output_before[place])
        return float(EFFECTS[quantity](outcome)[place])

    found = written.ladder.range(rung, take)
    return found.central, found.low, found.high


def test_effects_on_the_page_are_the_engines(written: Written) -> None:
    """Every effect, with both ends of its range, is found again by climbing the ladder anew."""
    checked = 0
    for element in written.page.all("data"):
        parts = element.attributes["data-fact"].split(".")
        if parts[0] in (*EFFECTS, "output"):
            ends = dict(zip(("value", "low", "high"), _engine(written, parts), strict=True))
            got = float(element.attributes["value"])
            expected = ends[element.attributes["data-end"]]
            assert got == pytest.approx(
                expected, rel=BRIEF_AGAINST_ENGINE, abs=BRIEF_AGAINST_ENGINE
            )
            checked += 1
    assert checked > 50


def test_single_runs_and_aid_on_the_page_are_the_engines(written: Written) -> None:
    """The run-by-run table and the aid equivalents agree with the ladder."""
    facts = {fact.id: fact for fact in written.brief.facts}
    small, large = written.brief.parties
    place = written.world.economy_index(small)
    for step in written.ladder.of("deal"):
        assert step.outcome is not None
        fact = facts[f"run.{small}.deal.{step.elasticity}.{step.closure}"]
        gain = float(step.outcome.equivalent_variation[place])
        assert fact.value == pytest.approx(gain, rel=BRIEF_AGAINST_ENGINE)
    aid = written.ladder.aid("deal", small, payer=large)
    assert facts[f"aid.{small}.deal"].value == pytest.approx(aid.amount, rel=BRIEF_AGAINST_ENGINE)


def test_trade_and_rates_at_stake_are_the_worlds(written: Written) -> None:
    """Benchmark flows and rates are those of the world file, in the right direction."""
    facts = {fact.id: fact for fact in written.brief.facts}
    small, large = written.brief.parties
    seller, buyer = (written.world.economy_index(code) for code in (small, large))
    for place, sector in enumerate(written.world.sectors):
        flow = facts[f"trade.{small}.{large}.{sector}.base"].value
        rate = facts[f"rate.{small}.{large}.{sector}.base"].value
        assert flow == pytest.approx(written.world.flow[seller, buyer, place], rel=1e-12)
        assert rate == written.world.tariff[seller, buyer, place]


def test_ranges_hold_their_central_value(written: Written) -> None:
    """A range that leaves out its own estimate would be a mistake of arrangement."""
    ranged = [fact for fact in written.brief.facts if fact.low is not None]
    assert len(ranged) > 50
    for fact in ranged:
        assert fact.high is not None
        assert fact.low <= fact.value <= fact.high, fact.id


def test_every_fact_names_where_it_comes_from(written: Written) -> None:
    """Each origin of each fact is printed in the list at the end."""
    titles = {e.attributes["id"] for e in written.page.elements if "id" in e.attributes}
    assert {"source-1", "method-1"} <= titles or "method-1" in titles
    assert all(fact.origins for fact in written.brief.facts)


def test_the_headline_is_three_sentences_with_a_number_and_a_range_each(written: Written) -> None:
    """What the record says aloud is what the page prints."""
    assert len(written.brief.headline) == 3
    flat = re.sub(r"\s+", " ", written.page.text)
    for sentence in written.brief.headline:
        assert sentence.endswith(".")
        assert "$" in sentence
        assert "between" in sentence or "the sign is not certain" in sentence
        assert re.sub(r"\s+", " ", sentence) in flat


def test_words_from_the_source_are_words_on_the_page(written: Written) -> None:
    """Markup in a deal's title is printed, not obeyed."""
    assert "A deal <b>between</b> two & others" in written.page.text
    assert not written.page.all("b")


def test_timings_cover_the_stages(written: Written) -> None:
    """`--timings` has something to print, and the model is named in it."""
    assert "weighing every scenario" in written.brief.timings
    assert all(seconds >= 0 for seconds in written.brief.timings.values())
    assert np.isfinite(sum(written.brief.timings.values()))
