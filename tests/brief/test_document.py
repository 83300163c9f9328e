"""The document itself: whole, safe, linked, and true to the engine."""

import re
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.brief.conftest import Written
from tests.tolerances import BRIEF_AGAINST_ENGINE
from tradetalks.brief.findings import DRAWS
from tradetalks.model.aid import aid_equivalent
from tradetalks.model.draws import RANGE
from tradetalks.model.outcome import Outcome
from tradetalks.model.pricing import DRAW_TOLERANCE
from tradetalks.model.weigh import weigh

FloatArray = NDArray[np.float64]

SOLVES = 10.0
"""Times its tolerance that a draw's gain may be off: two solves, each a few times its residual."""
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


FIELDS = {
    "income": "real_income_hat",
    "gain": "equivalent_variation",
    "exports": "exports_hat",
    "imports": "imports_hat",
    "revenue": "revenue",
    "output": "output_hat",
}


def _drawn(written: Written, quantity: str, place: tuple[int, ...]) -> FloatArray:
    """Return a quantity of one economy or sector by draw."""
    found = written.drawn.headlines
    if quantity == "employment":
        return found.output_hat[(slice(None), *place)] / found.wage_hat[:, place[0]]
    return getattr(found, FIELDS[quantity])[(slice(None), *place)]


def _engine(written: Written, parts: list[str]) -> tuple[float, float, float]:
    """Return the centre of a fresh climb, and the quantiles of the deal weighed alone."""
    quantity, economy, *sector, rung = parts
    place = (written.world.economy_index(economy),)
    if sector:
        place = (*place, written.world.sector_index(sector[0]))

    def take(outcome: Outcome) -> float:
        if quantity == "output":
            return float(outcome.output_after[place] / outcome.output_before[place])
        return float(EFFECTS[quantity](outcome)[place])

    low, high = np.quantile(_drawn(written, quantity, place), RANGE)
    return take(written.ladder.central(rung)), low, high


def test_effects_on_the_page_are_the_engines(written: Written) -> None:
    """Every effect is found again by climbing anew, its range by drawing anew."""
    checked, facts = 0, {fact.id: fact for fact in written.brief.facts}
    for element in written.page.all("data"):
        parts = element.attributes["data-fact"].split(".")
        if parts[0] in (*EFFECTS, "output"):
            fact = facts[element.attributes["data-fact"]]
            ends = (fact.value, fact.low, fact.high)
            assert ends == pytest.approx(
                _engine(written, parts), rel=BRIEF_AGAINST_ENGINE, abs=BRIEF_AGAINST_ENGINE
            )
            checked += 1
    assert checked > 50


def test_probabilities_on_the_page_are_parts_of_the_draws(written: Written) -> None:
    """The probability of a gain is the one that the deal weighed alone has."""
    facts = {fact.id: fact for fact in written.brief.facts}
    chance = written.drawn.probability_of_gain
    for code in written.brief.parties:
        fact = facts[f"chance.{code}.deal"]
        place = written.world.economy_index(code)
        assert fact.value == chance[place]
        assert fact.error == pytest.approx(written.drawn.sampling_error[place])
        times = round(fact.value * DRAWS)
        told = {0: "none", DRAWS: "all"}.get(times, str(times))
        assert f"in {told} of {DRAWS} draws: the probability" in written.page.text


def test_the_middle_of_each_closure_is_that_of_its_draws(written: Written) -> None:
    """The certainty table's first row splits the draws by treatment of imbalances."""
    facts = {fact.id: fact for fact in written.brief.facts}
    place = written.world.economy_index(written.brief.parties[0])
    for at, structure in enumerate(written.drawn.structures):
        mine = written.drawn.headlines.equivalent_variation[written.drawn.structure == at, place]
        fact = facts[f"drawn.{written.brief.parties[0]}.deal.{structure.imbalances.value}"]
        expected = np.quantile(mine, (RANGE[0], 0.5, RANGE[1]))
        assert (fact.low, fact.value, fact.high) == pytest.approx(tuple(expected))


def test_single_runs_and_aid_on_the_page_are_the_engines(written: Written) -> None:
    """The sets as printed, and the aid equivalents with the ends of theirs."""
    facts = {fact.id: fact for fact in written.brief.facts}
    small, large = written.brief.parties
    place = written.world.economy_index(small)
    for step in written.ladder.of("deal"):
        assert step.outcome is not None
        fact = facts[f"run.{small}.deal.{step.elasticity}.{step.closure}"]
        gain = float(step.outcome.equivalent_variation[place])
        slack = SOLVES * DRAW_TOLERANCE * float(step.outcome.income_before[place])
        assert fact.value == pytest.approx(gain, rel=0.0, abs=slack)
    aid = written.ladder.aid("deal", small, payer=large)
    fact = facts[f"aid.{small}.deal"]
    assert fact.value == pytest.approx(aid.amount, rel=BRIEF_AGAINST_ENGINE)
    ends = sorted(_aid_at(written, place, end, large) for end in RANGE)
    assert (fact.low, fact.high) == pytest.approx(tuple(ends), rel=BRIEF_AGAINST_ENGINE)


def _aid_at(written: Written, place: int, quantile: float, payer: str) -> float:
    """Return the aid equivalent in the draw whose gain is nearest to a quantile of gains."""
    found = written.drawn
    gain = found.headlines.equivalent_variation[:, place]
    draw = int(np.argmin(np.abs(gain - np.quantile(gain, quantile))))
    world = replace(written.world, elasticities={"one": found.theta[draw]}, elasticity="one")
    outcome = weigh(
        world,
        next(rung.schedule for rung in written.ladder.rungs if rung.id == "deal"),
        structure=found.structures[found.structure[draw]],
    )
    return aid_equivalent(outcome, written.brief.parties[0], payer=payer).amount


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


def test_ranges_run_upwards_and_most_hold_their_central_value(written: Written) -> None:
    """One published set may lie in a tail of all of them, but not in most of its numbers."""
    ranged = [fact for fact in written.brief.facts if fact.low is not None]
    assert len(ranged) > 50
    assert all(fact.low <= fact.high for fact in ranged)
    inside = [fact.low <= fact.value <= fact.high for fact in ranged]
    assert sum(inside) > len(ranged) / 2


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
