"""Where nothing moves the brief says so; where draws differ it does not name a sign."""

from pathlib import Path

import pytest

from tests.brief.conftest import DAY, DEAL, Written
from tests.brief.pages import parsed
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.movement import likely_sign
from tradetalks.brief.write import write_brief


def test_a_deal_that_has_ended_changes_nothing_and_the_headline_says_so(
    tmp_path: Path, written: Written
) -> None:
    """Three plain sentences, no amount, and no economy named as the most affected."""
    deal, output = tmp_path / "deal.toml", tmp_path / "brief.html"
    ended = "cut = 1.0\napplied = 2024-01-01\nends = 2025-01-01\n"
    terms, _, _ = DEAL.replace("cut = 1.0\n", ended).rpartition("[[concession]]")
    deal.write_text(terms, encoding="utf-8")
    brief = write_brief(deal, output, as_of=DAY, world=written.world_file)
    assert len(brief.headline) == 3
    assert "nothing changes" in brief.headline[0]
    assert "$" not in "".join(brief.headline)
    assert "most" not in "".join(brief.headline)
    page = parsed(output.read_text(encoding="utf-8"))
    assert "nobody gains or loses" in page.text
    assert "others-map" not in page.values("id")


@pytest.mark.parametrize(("low", "high", "sign"), [(0.1, 0.3, 1), (-0.3, -0.1, -1), (-0.1, 0.3, 0)])
def test_a_sign_counts_only_where_nine_of_ten_draws_have_it(
    low: float, high: float, sign: int
) -> None:
    """A range on both sides of nothing has none."""
    fact = Fact(id="a", label="a", value=(low + high) / 2, kind=Kind.GAIN, low=low, high=high)
    assert likely_sign(fact) == sign


def test_a_centre_outside_its_range_with_the_other_sign_leaves_the_sign_open() -> None:
    """Nine of ten estimates gain, the one in use loses: nothing is certain."""
    fact = Fact(id="a", label="a", value=-0.1, kind=Kind.GAIN, low=0.1, high=0.3)
    assert likely_sign(fact) == 0
