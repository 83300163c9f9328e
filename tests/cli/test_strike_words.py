"""What `strike` shows is explained: each field on its page, each answer in words that are true."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from tests.bargain.talks import DAY, WORLD
from tests.cli.conftest import ROOT
from tests.cli.strike_talks import OPEN, OPEN_SIDE, PRIVATE_SIDE
from tests.policy.talks_files import written
from tradetalks import load_talks, strike
from tradetalks.bargain.reaction import Stance
from tradetalks.bargain.strike_odds import strike_odds
from tradetalks.cli.shapes_strike import strike_shape
from tradetalks.cli.show_strike_around import outsiders
from tradetalks.cli.show_strike_terms import terms
from tradetalks.model.sampling import given_draws

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
EVERYTHING = f"""{OPEN}
[[room.{OPEN_SIDE}.red_line]]
to = "{PRIVATE_SIDE}"
sectors = ["S01"]
at_most = 0.9

[room.{OPEN_SIDE}.objective]
kind = "weighted sectors"
sector_weights = {{ S01 = 1.1 }}

[[commitment]]
by = "{OPEN_SIDE}"
to = "{PRIVATE_SIDE}"
kind = "purchase"
verb = "shall"
sectors = ["S00"]
amount = 1.0

[[commitment]]
by = "{OPEN_SIDE}"
to = "{PRIVATE_SIDE}"
kind = "purchase"
verb = "should"
sectors = ["S00"]
amount = 500.0

[[commitment]]
by = "{OPEN_SIDE}"
to = "{PRIVATE_SIDE}"
kind = "investment"
verb = "intends"
amount = 0.1
"""
"""Talks with everything that an export may hold; no subsidy meets the second pledge."""
BY_CODE = {"units", "sector_weights", "employment_floors"}
"""Objects whose keys are fields or sectors, not fields of their own."""
AS_FOR_WEIGH = {"baseline_certificate", "talks"}


@pytest.fixture(scope="module")
def struck(tmp_path_factory):
    path = written(tmp_path_factory.mktemp("talks"), EVERYTHING)
    return strike(WORLD, load_talks(path, WORLD), on=DAY, points=3)


def fields(value):
    """Yield the name of every field of a shape but those that the page explains elsewhere."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            if name not in BY_CODE | AS_FOR_WEIGH:
                yield from fields(each)
    elif isinstance(value, list):
        for each in value:
            yield from fields(each)


def test_every_field_of_the_export_is_on_its_page(struck):
    draws = given_draws(WORLD, np.array(WORLD.theta) * np.array([[1.0], [1.05]]))
    section = re.search(r"## `tradetalks strike`.*?(?=\n## )", PAGE, flags=re.DOTALL)[0]
    shape = strike_shape(struck, strike_odds(struck, draws), seed=0)
    used = {name for name in fields(shape) if name != "schema"}
    assert {"reached_usd", "at_most", "helps_owner"} <= used
    assert [name for name in sorted(used) if f"`{name}`" not in section] == []


def said(struck, part=outsiders):
    out = io.StringIO()
    part(Console(file=out, width=200), struck)
    return " ".join(out.getvalue().split())


def test_an_end_of_the_frontier_that_is_reached_early_keeps_its_name(struck):
    """Points with the same rates are printed once, and what the last of them is good for stays."""
    first, second, third = struck.frontier.points
    points = (first, replace(second, weight=0.5), replace(third, rate=second.rate))
    early = replace(struck, frontier=replace(struck.frontier, points=points))
    for each in (struck, early):
        assert said(each, terms).count("best for") == 2


def test_a_best_response_is_not_taken_for_an_answer_to_the_terms(struck):
    """It chooses its whole schedule on the sides' goods anew, and the screen says so."""
    assert "all its rates on the sides' goods anew" in said(struck)
    assert "not only an answer to this deal" in said(struck)


def test_an_answer_in_proportion_that_falls_short_says_so(struck):
    by_stance = {each.stance: each for each in struck.reactions}
    full = by_stance[Stance.PROPORTIONAL]
    short = replace(full, lost=1.0, withdrawn=0.5)
    assert not short.in_full
    assert "takes less" in said(replace(struck, reactions=(short,)))
    assert "takes less" not in said(replace(struck, reactions=(replace(full, lost=0.0),)))
