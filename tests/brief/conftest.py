"""One brief on a deal in a small world, written once for all tests."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.brief.pages import Page, parsed
from tests.worlds import random_world
from tradetalks.atlas.load import load_world
from tradetalks.atlas.save import save_world
from tradetalks.atlas.world import World
from tradetalks.brief.findings import DRAWS, SEED
from tradetalks.brief.write import Brief, write_brief
from tradetalks.model.draws import Distribution, weigh_draws
from tradetalks.model.ladder import Ladder, climb
from tradetalks.model.sampling import published_draws
from tradetalks.policy.load import load_deal
from tradetalks.policy.talks import talks_from_deal

DAY = date(2025, 7, 25)
DEAL = """
title = "A deal <b>between</b> two & others"
parties = ["E00", "E03"]
status = "announced"
note = "Signed in haste."

[[sources]]
title = "Joint statement"

[[concession]]
by = "E03"
to = "E00"
sectors = "goods"
cut = 1.0

[[concession]]
by = "E00"
to = "E03"
sectors = ["S01"]
cut = 0.5
"""


@dataclass(frozen=True)
class Written:
    """A brief, its document and what the engine says without it."""

    brief: Brief
    html: str
    page: Page
    world: World
    ladder: Ladder
    drawn: Distribution
    deal: Path
    world_file: Path


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("brief")
    world_file, deal, output = folder / "small.world", folder / "deal.toml", folder / "brief.html"
    save_world(random_world(7, n=6, s=4), world_file)
    deal.write_text(DEAL, encoding="utf-8")
    brief = write_brief(deal, output, as_of=DAY, world=world_file)
    world = load_world(world_file)
    talks = talks_from_deal(load_deal(deal, world), world, DAY)
    html = output.read_text(encoding="utf-8")
    return Written(
        brief=brief,
        html=html,
        page=parsed(html),
        world=world,
        ladder=climb(world, talks),
        drawn=weigh_draws(
            world, talks.rungs[-1].schedule, published_draws(world, DRAWS, seed=SEED), on=DAY
        ),
        deal=deal,
        world_file=world_file,
    )
