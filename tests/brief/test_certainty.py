"""How sure a brief is: probabilities in words, draws counted, none of them hidden."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.brief.conftest import DAY, Written
from tests.brief.pages import parsed
from tradetalks.brief import answers
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import DRAWS
from tradetalks.brief.prose import plain
from tradetalks.brief.sections.certainty import _leaning, _odds
from tradetalks.brief.write import write_brief
from tradetalks.model.batch import Headlines
from tradetalks.model.rungs import Rungs


def chance(value: float, error: float = 0.0) -> Fact:
    return Fact(id="chance", label="chance", value=value, kind=Kind.CHANCE, error=error)


def test_what_no_draw_shows_is_not_called_impossible() -> None:
    """Three hundred draws without a gain still allow one in a hundred."""
    assert plain(_odds(chance(0.0), 300)) == "less than 1 percent"
    assert plain(_odds(chance(1.0), 300)) == "more than 99 percent"
    assert plain(_odds(chance(0.0), 40)) == "less than 8 percent"


def test_a_probability_is_told_no_finer_than_the_draws_know_it() -> None:
    """Of 0.617 with an error of 0.028 the second digit is unknown."""
    assert plain(_odds(chance(0.617, 0.028), 300)) == "about 60 percent"
    assert plain(_odds(chance(0.117, 0.0186), 300)) == "about 12 percent"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0, "gains in every draw"),
        (0.97, "all but certainly gains"),
        (0.7, "probably gains"),
        (0.5, "may gain or lose"),
        (0.2, "probably loses"),
        (0.0, "loses in every draw"),
    ],
)
def test_a_title_says_what_a_probability_amounts_to(value: float, words: str) -> None:
    """The same scale on both sides."""
    assert _leaning(value) == words


def _without_the_first_draw(rungs: Rungs) -> Rungs:
    found = rungs.drawn["deal"]
    blocks = (block.astype(float) for block in found.headlines)
    emptied = Headlines._make(np.where(_is_first(block), np.nan, block) for block in blocks)
    lost = replace(found, headlines=emptied, failures=(SimpleNamespace(draw=0),))
    return replace(rungs, drawn={**rungs.drawn, "deal": lost})


def _is_first(block: np.ndarray) -> np.ndarray:
    return (np.arange(len(block)) == 0).reshape(-1, *(1,) * (block.ndim - 1))


def test_a_draw_without_an_equilibrium_is_counted_and_in_no_range(
    tmp_path: Path, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The section says how many were lost where, and the rest carry the range."""
    weigh = answers.weigh_rungs
    monkeypatch.setattr(
        answers, "weigh_rungs", lambda *given: _without_the_first_draw(weigh(*given))
    )
    output = tmp_path / "brief.html"
    brief = write_brief(written.deal, output, as_of=DAY, world=written.world_file)
    text = parsed(output.read_text(encoding="utf-8")).text
    assert f"No equilibrium was found in 1 of {DRAWS} under" in text
    assert f"of {DRAWS - 1} draws: the probability" in text
    place = written.world.economy_index(brief.parties[0])
    gain = written.drawn.headlines.equivalent_variation[1:, place]
    fact = next(f for f in brief.facts if f.id == f"gain.{brief.parties[0]}.deal")
    assert (fact.low, fact.high) == pytest.approx(tuple(np.quantile(gain, (0.05, 0.95))))


def test_where_all_draws_have_an_equilibrium_the_page_says_so(written: Written) -> None:
    """A reader need not guess what was left out."""
    assert "Every draw has an equilibrium under every scenario." in written.page.text
