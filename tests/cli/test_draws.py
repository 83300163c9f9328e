"""`weigh --draws` and `weigh --sensitivity` at the command line."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.cli.conftest import ROOT
from tests.tolerances import JSON_AGAINST_ENGINE
from tests.worlds import random_world
from tradetalks import (
    NoEquilibriumError,
    Structure,
    given_draws,
    load_deal,
    load_world,
    published_draws,
    sensitivity,
    weigh_draws,
)
from tradetalks.cli import drawing, shapes, shapes_draws, show_draws
from tradetalks.policy.schedule import status_quo

SMALL = """title = "Cars and cloth"
parties = ["PAK", "USA"]
status = "proposed"

[dates]
applied = 2025-09-01

[[concession]]
by = "USA"
to = "PAK"
sectors = ["TEX"]
final = 0.0
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "deal.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def table(path, rows):
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    return path


def drawn_file(path, thetas):
    return table(path, [load_world().sectors, *thetas])


def test_a_person_reads_ranges_chances_and_what_was_drawn(tradetalks, small):
    done = tradetalks("weigh", small, "--draws", "20", "--seed", "7")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    text = " ".join(done.stdout.split())
    assert "Cars and cloth: 20 draws against the status quo of 2025-08-31" in text
    assert text.count("Drawn: 10 under inputs from all sectors; imbalances") == 2
    assert "10 solved" in text
    assert "Assumed: 20 draws over 10 published sets of elasticities" in text
    assert "seed 7" in text
    rows = done.stdout.splitlines()
    assert next(row for row in rows if "Pakistan" in row).rstrip().endswith("100.0")


def test_the_json_of_draws_is_the_engine_s_own_numbers(tradetalks, small):
    done = tradetalks("weigh", small, "--draws", "12", "--seed", "3", "--json")
    shape = json.loads(done.stdout)
    world = load_world()
    found = weigh_draws(world, load_deal(small, world), published_draws(world, 12, seed=3))
    assert shape["schema"] == "tradetalks/weigh-draws/1"
    assert (shape["draws"], shape["solved"], shape["seed"]) == (12, 12, 3)
    assert shape["failures"] == []
    for name in shapes_draws.BY_QUANTILE:
        printed = np.array([row[name] for row in shape["economies"]]).T
        engine = found.quantiles(name, shape["quantiles"])
        np.testing.assert_allclose(
            printed, engine, rtol=JSON_AGAINST_ENGINE, atol=JSON_AGAINST_ENGINE
        )
    for name in ("probability_of_gain", "sampling_error"):
        np.testing.assert_allclose(
            [row[name] for row in shape["economies"]], getattr(found, name), atol=1e-12
        )
    assert [each["closure"] for each in shape["structures"]] == ["share", "purged"]
    assert sum(each["draws"] for each in shape["structures"]) == 12
    assert sum(shape["sources"].values()) == 12
    assert set(shape["units"]) == set(shapes_draws.DRAWS_UNITS)
    assert shape["assumptions"][0].startswith("12 draws over 10 published sets")
    assert shape["largest_residual_of_own_income"] < 1e-9
    assert shape["elapsed"] > 0


def test_a_closure_is_drawn_alone_and_the_first_draws_of_a_file_are_taken(
    tradetalks, small, tmp_path
):
    theta = load_world().theta
    file = drawn_file(tmp_path / "theta.csv", [theta, 1.1 * theta, 1.2 * theta])
    more = ("--draws", "2", "--elasticity-draws", file, "--closure", "nominal", "--json")
    shape = json.loads(tradetalks("weigh", small, *more).stdout)
    assert (shape["draws"], shape["seed"], shape["sources"]) == (2, None, {"given": 2})
    assert [each["closure"] for each in shape["structures"]] == ["nominal"]


def test_a_covariance_is_drawn_around_the_set_in_use(tradetalks, small, tmp_path):
    sectors = load_world().sectors
    variance = 0.01 * np.eye(len(sectors))
    rows = [(code, *row) for code, row in zip(sectors, variance, strict=True)]
    file = table(tmp_path / "covariance.csv", [("sector", *sectors), *rows])
    more = ("--draws", "2", "--covariance", file, "--elasticities", "uniform_4", "--json")
    shape = json.loads(tradetalks("weigh", small, *more).stdout)
    assert shape["sources"] == {"covariance": 2}
    assert "around 'uniform_4'" in shape["assumptions"][0]


WORLD = random_world(7, 4, 3)


def subsidised(*parts):
    """What E01 can pay while trade answers little, under these parts of the elasticities."""
    world = replace(WORLD, elasticities={"low": 0.2 * WORLD.theta}, elasticity="low")
    base = status_quo(world, date(2024, 1, 1))
    rate = base.rate.copy()
    rate[:, 1], rate[1, 1] = -0.8, 0.0
    draws = given_draws(world, np.outer(parts, WORLD.theta))
    return weigh_draws(world, replace(base, rate=rate), draws, structures=(Structure(),))


@pytest.fixture
def between(tmp_path):
    path = tmp_path / "deal.toml"
    path.write_text(SMALL.replace("PAK", "E00").replace("USA", "E01").replace("TEX", "S00"))
    return load_deal(path, WORLD)


def test_draws_without_an_equilibrium_are_counted_with_their_reason(between, capsys):
    found = subsidised(0.2, 1.0, 0.3)
    show_draws.draws(found, between, seed=None, elapsed=1.0)
    text = " ".join(capsys.readouterr().out.split())
    assert "Drawn: 3 under inputs from all sectors; imbalances share; 2 solved" in text
    assert "In no number above: 1 without an equilibrium, no income. Draw 2: E01 would pay" in text
    printed = shapes.dump(shapes_draws.draws_shape(found, between, seed=None, elapsed=1.0))
    shape = json.loads(printed)
    (failure,) = shape["failures"]
    assert (failure["verdict"], failure["count"], failure["draws"]) == ("no income", 1, [1])
    assert (shape["draws"], shape["solved"], shape["structures"][0]["solved"]) == (3, 2, 2)


def test_where_no_draw_has_an_equilibrium_there_is_no_answer():
    drawing.require_some(subsidised(0.2, 1.0))
    with pytest.raises(NoEquilibriumError, match=r"none of 2 draws has .* \(2 × no income\)"):
        drawing.require_some(subsidised(1.0, 1.0))


def test_an_economy_that_nothing_moves_has_no_chance_of_a_gain(between, capsys):
    base = status_quo(WORLD, date(2024, 1, 1))
    draws = given_draws(WORLD, WORLD.theta * np.array([[1.0], [1.1]]))
    show_draws.draws(weigh_draws(WORLD, base, draws), between, seed=0, elapsed=1.0)
    rows = capsys.readouterr().out.splitlines()
    assert next(row for row in rows if "Economy 00" in row).rstrip().endswith("—")


def test_a_headline_that_is_zero_is_printed_as_none(between, capsys):
    still = sensitivity(WORLD, status_quo(WORLD, date(2024, 1, 1)), ("E00",))
    show_draws.sensitivity(still, between)
    rows = capsys.readouterr().out.splitlines()
    assert next(row for row in rows if "all sectors together" in row).count("—") == 5
    (economy,) = shapes_draws.sensitivity_shape(still, between)["economies"]
    assert {move for each in economy["headlines"] for move in each["elasticity"]} == {None}


def test_the_json_of_sensitivity_is_the_engine_s_own_numbers(tradetalks, small):
    shape = json.loads(tradetalks("weigh", small, "--sensitivity", "--json").stdout)
    world = load_world()
    found = sensitivity(world, load_deal(small, world), ("PAK", "USA"), structure=Structure())
    assert shape["schema"] == "tradetalks/weigh-sensitivity/1"
    assert [row["code"] for row in shape["economies"]] == ["PAK", "USA"]
    for i, row in enumerate(shape["economies"]):
        assert [each["headline"] for each in row["headlines"]] == list(found.headlines)
        for k, each in enumerate(row["headlines"]):
            scale = np.abs(found.slope[k, i]).max()
            gap = np.abs(np.array(each["slope"]) - found.slope[k, i]).max()
            assert gap < JSON_AGAINST_ENGINE * scale
            relative = np.array(each["slope"]) / each["value"]
            np.testing.assert_allclose(each["elasticity"], relative)
    assert set(shape["units"]) == set(shapes_draws.SENSITIVITY_UNITS)


def test_a_person_reads_the_sectors_that_matter_first(tradetalks, small):
    done = tradetalks("weigh", small, "--sensitivity", "--closure", "purged")
    assert done.returncode == 0, done.stderr
    rows = done.stdout.splitlines()
    first = next(k for k, row in enumerate(rows) if "all sectors together" in row)
    assert any(name in rows[first + 1] for name in ("Textiles", "Services"))
    assert sum("Textiles and apparel" in row for row in rows) == 2
    assert "imbalances purged" in done.stdout


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (("--draws", "0"), "Ask for 1 to 10,000"),
        (("--draws", "-5"), "Ask for 1 to 10,000"),
        (("--draws", "1000000"), "1,000,000 draws. Ask for 1 to 10,000"),
        (("--draws", "many"), "--draws"),
        (("--draws", "5", "--seed", "-1"), "--seed: -1. Give zero or more"),
        (("--draws", "5", "--path"), "--draws does not go with --path"),
        (("--draws", "5", "--sensitivity"), "--sensitivity does not go with --draws"),
        (("--draws", "5", "--sectors"), "--sectors does not go with --draws"),
        (("--draws", "5", "--discount", "0.1"), "--discount goes only with --path"),
        (("--sensitivity", "--flows"), "--flows does not go with --sensitivity"),
        (("--seed", "1"), "--seed goes only with --draws"),
        (("--covariance", "c.csv"), "--covariance goes only with --draws"),
        (("--sensitivity", "--elasticity-draws", "c.csv"), "goes only with --draws"),
        (
            ("--draws", "5", "--covariance", "c.csv", "--elasticity-draws", "d.csv"),
            "--covariance does not go with --elasticity-draws",
        ),
        (("--draws", "5", "--seed", "0", "--elasticity-draws", "d.csv"), "--seed does not go with"),
        (("--draws", "5", "--covariance", "no-such.csv"), "no-such.csv"),
        (("--draws", "5", "--elasticities", "uniform_4"), "no standard errors of 'uniform_4'"),
        (("--draws", "5", "--elasticities", "fontagne_2002"), "fontagne_2022"),
    ],
)
def test_what_cannot_be_asked_is_met_with_what_is_allowed(more, complaint, tradetalks, small):
    done = tradetalks("weigh", small, *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_file_with_fewer_draws_than_asked_for_is_refused(tradetalks, small, tmp_path):
    file = drawn_file(tmp_path / "theta.csv", [load_world().theta])
    done = tradetalks("weigh", small, "--draws", "5", "--elasticity-draws", file)
    assert done.returncode == 2
    assert "1 draws, where 5 are asked for. Ask for --draws 1 or fewer" in (
        " ".join(done.stderr.split())
    )


def test_who_watches_sees_how_far_it_has_come(small):
    """Standard error is a terminal of its own; standard output stays a pipe with the table."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tradetalks", "weigh", str(small), "--draws", "200"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT)
    os.close(theirs)
    seen = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:
            break
        if not more:
            break
        seen += more
    printed = running.communicate()[0].decode()
    os.close(ours)
    assert running.returncode == 0
    assert b"weighing draws" in seen
    assert b"/200" in seen
    assert "200 draws" in printed
    assert "weighing draws" not in printed
