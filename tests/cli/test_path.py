"""`weigh --path`: a deal year by year at the command line."""

import json

import numpy as np
import pytest

from tests.tolerances import JSON_AGAINST_ENGINE
from tradetalks import load_deal, load_world, weigh_path
from tradetalks.cli import shapes

STAGED = """title = "Two sides by steps"
parties = ["PAK", "EU"]
status = "proposed"

[dates]
applied = 2025-03-01

[[concession]]
by = "PAK"
to = "EU"
sectors = "goods"
cut = 0.5
staging = "B3"

[[concession]]
by = "EU"
to = "PAK"
sectors = ["TEX"]
final = 0.0
"""


@pytest.fixture
def staged(tmp_path):
    path = tmp_path / "deal.toml"
    path.write_text(STAGED, encoding="utf-8")
    return path


def test_a_person_reads_each_year_of_each_party_and_the_totals(tradetalks, staged):
    done = tradetalks("weigh", staged, "--path", "--discount", "0.05")
    assert done.returncode == 0, done.stderr
    rows = done.stdout.splitlines()
    assert sum("2026-03-01" in row for row in rows) == 2
    assert any("The European Union" in row and "status quo" in row for row in rows)
    assert "discounted at 5 percent a year" in done.stdout
    assert "4 years together" in done.stdout
    assert "Assumed: Every year is compared with the same status quo" in done.stdout
    assert "Certificate: all 4 years solved" in done.stdout


def test_the_json_is_the_engine_s_own_numbers(tradetalks, staged):
    shape = json.loads(tradetalks("weigh", staged, "--path", "--json").stdout)
    world = load_world()
    path = weigh_path(world, load_deal(staged, world))
    assert shape["schema"] == "tradetalks/weigh-path/1"
    assert [year["year"] for year in shape["years"]] == [1, 2, 3, 4]
    for name in ("present_value", "equal_yearly", "afterwards", "for_ever"):
        printed = [row[name] for row in shape["totals"]]
        np.testing.assert_allclose(
            printed, getattr(path, name), rtol=JSON_AGAINST_ENGINE, atol=JSON_AGAINST_ENGINE
        )
    rates = [[side["average_rate"] for side in year["sides"]] for year in shape["years"]]
    np.testing.assert_allclose(rates, path.average_rate, rtol=JSON_AGAINST_ENGINE)
    assert [side["code"] for side in shape["sides"]] == ["PAK", "EU"]
    assert set(shape["units"]) == set(shapes.PATH_UNITS)
    assert max(year["certificate"]["largest_residual"] for year in shape["years"]) <= 1e-10


def test_without_discounting_nothing_is_worth_anything_for_ever(tradetalks, staged):
    done = tradetalks("weigh", staged, "--path", "--discount", "0", "--years", "1", "--json")
    shape = json.loads(done.stdout)
    assert len(shape["years"]) == 1
    assert {row["for_ever"] for row in shape["totals"]} == {None}
    assert any("stops before year 3" in line for line in shape["assumptions"])
    shown = tradetalks("weigh", staged, "--path", "--discount", "0", "--years", "1").stdout
    assert "1 year together" in shown


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (("--path", "--discount", "3"), "3 percent is 0.03"),
        (("--path", "--discount", "-0.1"), "0 to 1"),
        (("--path", "--discount", "nan"), "no discount rate"),
        (("--path", "--discount", "much"), "--discount"),
        (("--path", "--years", "0"), "1 to 100 years"),
        (("--path", "--years", "1000"), "1 to 100 years"),
        (("--path", "--sectors"), "--sectors does not go with --path"),
        (("--path", "--flows"), "--flows does not go with --path"),
        (("--discount", "0.05"), "--discount goes only with --path"),
        (("--years", "5"), "--years goes only with --path"),
    ],
)
def test_what_cannot_be_asked_is_met_with_what_is_allowed(more, complaint, tradetalks, staged):
    done = tradetalks("weigh", staged, *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_staging_that_is_none_is_refused_with_its_line(tradetalks, staged):
    staged.write_text(STAGED.replace('"B3"', '"B3years"'), encoding="utf-8")
    done = tradetalks("weigh", staged, "--path")
    assert done.returncode == 2
    assert "deal.toml:13: 'concession.1.staging' is refused: 'B3years' is no category" in (
        " ".join(done.stderr.split())
    )


def test_weigh_alone_answers_for_the_end_state_and_says_so(tradetalks, staged):
    assert "comes in over 3 years; what is laid is its end state" in " ".join(
        tradetalks("weigh", staged).stdout.split()
    )
