"""Many scenarios: the same digits wherever they run, and nothing lost when a worker dies."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from distributed import Client, LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import random_tariff, random_world
from tradetalks.errors import InputError, UnknownCodeError
from tradetalks.model.closure import Closure
from tradetalks.model.executors import LOST, NOT_RUN, processes
from tradetalks.model.headline import HEADLINES
from tradetalks.model.scenario_case import Layer
from tradetalks.model.scenario_work import REFUSED, Ground
from tradetalks.model.scenarios import Batch, Scenario, solve_many
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import baseline, beside
from tradetalks.policy.deal import Concession, Deal, apply_deal
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.schedule import Schedule

ROOT = Path(__file__).parents[2]
WORLD = random_world(21, 3, 2, theta_max=8.0)
DAY = date(2025, 7, 25)
STANDING = Schedule(
    economies=WORLD.economies,
    sectors=WORLD.sectors,
    rate=random_tariff(WORLD, 4),
    on=DAY,
    known=DAY,
    assumptions=("Rates were drawn.",),
)
DEAL = Deal(
    title="One side opens",
    parties=("E00", "E01"),
    status="proposed",
    concessions=(
        Concession(by="E00", to=("E01",), sectors=("S00",), change=Change(Form.FINAL, 0.0)),
    ),
)
BALANCED = Structure(imbalances=Closure.BALANCED)


def rates(many, *, seed=0):
    return [
        Scenario(name=f"draw {place}", terms=random_tariff(WORLD, seed + place, touched=0.9))
        for place in range(many)
    ]


def cut_off(importer=0):
    iceberg = np.ones_like(WORLD.tariff)
    iceberg[:, importer, 0] = np.inf
    return iceberg


MIXED = (
    *rates(3),
    Scenario(name="nothing"),
    Scenario(name="deal", terms=DEAL),
    Scenario(name="schedule", terms=replace(STANDING, rate=random_tariff(WORLD, 9))),
    Scenario(name="no seller", iceberg=cut_off()),
    Scenario(name="costly", iceberg=1.0 + 0.1 * random_tariff(WORLD, 3)),
    Scenario(name="other elasticities", terms=DEAL, elasticities="uniform_4"),
    Scenario(name="balanced", terms=DEAL, structure=BALANCED),
    Scenario(name="wrong shape", terms=np.zeros((2, 2, 2))),
    Scenario(name="no such set", elasticities="uniform_5"),
    Scenario(name="not a rate", terms=np.full_like(WORLD.tariff, -2.0)),
    *(replace(each, name=f"more {each.name}") for each in rates(3, seed=5)),
)
FAIL = {"no seller": "no seller", "wrong shape": REFUSED, "no such set": REFUSED}
FAIL |= {"not a rate": REFUSED}


def run(scenarios=MIXED, *, chunk=2, ahead=4, **options):
    batch = Batch(chunk=chunk, ahead=ahead, **options.pop("batch", {}))
    return solve_many(WORLD, scenarios, standing=STANDING, batch=batch, **options)


def assert_same(found, expected):
    """Everything a result holds, and numbers to the last digit."""
    assert [r.name for r in found.results] == [r.name for r in expected.results]
    for ours, theirs in zip(found.results, expected.results, strict=True):
        assert (ours.verdict, ours.sentence) == (theirs.verdict, theirs.sentence)
        assert ours.assumptions == theirs.assumptions
        assert np.array_equal(ours.residual, theirs.residual, equal_nan=True)
    for name in HEADLINES:
        assert np.array_equal(found.array(name), expected.array(name), equal_nan=True), name


@pytest.fixture(scope="module")
def serial():
    return run()


@pytest.fixture(scope="module")
def pool():
    with processes(2) as executor:
        yield executor


@pytest.fixture(scope="module")
def client():
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            host="127.0.0.1",
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("nothing", STANDING),
        ("deal", apply_deal(STANDING, DEAL, WORLD)),
        ("schedule", replace(STANDING, rate=random_tariff(WORLD, 9))),
    ],
)
def test_each_result_is_what_one_weighing_says_to_the_last_digit(serial, name, goal):
    (found,) = serial.of(name)
    outcome = beside(baseline(WORLD, STANDING), goal)
    assert found.residual == outcome.certificate.residual
    for headline in HEADLINES:
        assert np.array_equal(getattr(found.headline, headline), getattr(outcome, headline))


def test_threads_say_the_same(serial):
    with ThreadPoolExecutor(2) as executor:
        assert_same(run(executor=executor), serial)


@pytest.mark.parametrize("chunk", [1, 3, 100])
def test_processes_say_the_same(serial, pool, chunk):
    assert_same(run(executor=pool, chunk=chunk), serial)


def test_a_cluster_says_the_same(serial, client):
    assert_same(run(executor=client.get_executor()), serial)


@settings(max_examples=15)
@given(
    chunk=st.integers(1, 7),
    order=st.permutations(range(5)),
    seed=st.integers(0, 2**20),
    closure=st.sampled_from([Closure.SHARE, Closure.BALANCED]),
)
def test_neither_chunks_nor_order_move_a_digit(chunk, order, seed, closure):
    world = random_world(seed, 3, 2, theta_max=8.0)
    asked = [
        Scenario(
            name=str(place),
            terms=random_tariff(world, seed + place),
            structure=Structure(imbalances=closure),
        )
        for place in range(5)
    ]
    plain = solve_many(world, asked, batch=Batch(chunk=5))
    other = solve_many(world, [asked[place] for place in order], batch=Batch(chunk=chunk))
    for name in HEADLINES:
        assert np.array_equal(plain.array(name)[order], other.array(name), equal_nan=True)


def test_failures_are_counted_and_named_and_cost_the_others_nothing(serial):
    assert {result.name: result.verdict for result in serial.failures} == FAIL
    assert serial.verdicts["solved"] == len(MIXED) - len(FAIL)
    assert "nobody is left to sell S00 to E00" in serial.of("no seller")[0].sentence
    assert "uniform_4" in serial.of("no such set")[0].sentence
    failed = [result.name in FAIL for result in serial.results]
    assert np.array_equal(np.isnan(serial.array("welfare_hat")).all(axis=1), failed)


def test_where_there_is_no_status_quo_it_is_said_of_every_scenario():
    hasty = Solver(tolerance=1e-14, acceptable=1e-14, most_steps=1, most_newton_steps=1, finest=1.0)
    found = solve_many(WORLD, rates(2), standing=STANDING, solver=hasty)
    assert found.verdicts == {"no status quo": 2}
    assert "No equilibrium" in found.failures[1].sentence


def test_what_a_deal_assumed_is_in_its_result(serial):
    late = replace(DEAL, concessions=(replace(DEAL.concessions[0], ends=date(2025, 1, 1)),))
    found = run([Scenario(name="late", terms=late)]).results[0]
    assert "ended on 1 January 2025" in found.assumptions[0]
    assert serial.of("deal")[0].assumptions == ()


def test_whole_outcomes_come_back_when_asked_for(pool):
    found = run(rates(2), executor=pool, batch={"outcomes": True})
    alone = run(rates(2), batch={"outcomes": True})
    for ours, theirs in zip(found.results, alone.results, strict=True):
        assert np.array_equal(ours.outcome.flow_after, theirs.outcome.flow_after)
        assert ours.outcome.assumptions == STANDING.assumptions


def test_scenarios_are_drawn_as_they_are_needed(pool):
    drawn = []

    def few():
        for scenario in rates(40):
            drawn.append(scenario.name)
            yield scenario

    def look(done):
        assert len(drawn) <= done + 2 * 4 + 2

    run(few(), executor=pool, progress=look)
    assert len(drawn) == 40


def test_unknown_names_are_refused_with_the_known_ones(serial):
    with pytest.raises(UnknownCodeError, match="deal"):
        serial.of("dael")
    with pytest.raises(UnknownCodeError, match="welfare_hat"):
        serial.array("welfare")
    with pytest.raises(InputError, match="chunk is 0"):
        Batch(chunk=0)


class Watched:
    """Pools of processes that note what is submitted and what arrives."""

    def __init__(self, workers=2, change=lambda chunk: chunk):
        self.workers, self.change = workers, change
        self.made, self.sent, self.arrived, self.twice = [], [], set(), set()

    def __call__(self):
        self.pool = processes(self.workers)
        self.made.append(self.pool)
        return self

    def submit(self, fn, *args):
        if not args:
            return self.pool.submit(fn)
        (chunk,) = (self.change(chunk) for chunk in args)
        self.sent.append(chunk)
        self.twice |= self.arrived & set(chunk.places)
        future = self.pool.submit(fn, chunk)
        future.add_done_callback(partial(self.note, chunk))
        return future

    def note(self, chunk, future):
        if not future.cancelled() and not future.exception() and isinstance(future.result(), tuple):
            self.arrived |= set(chunk.places)

    def shutdown(self):
        self.pool.shutdown()


def test_a_killed_worker_loses_nothing_and_repeats_nothing_that_had_arrived(serial):
    watched, killed = Watched(), []

    def kill(done):
        if done >= 7 and not killed:
            killed.append(os.kill(next(iter(watched.pool._processes)), signal.SIGKILL))
            time.sleep(0.2)

    found = run([*MIXED, *MIXED], chunk=1, executor=lambda: watched(), progress=kill)
    assert_same(replace(found, results=found.results[: len(MIXED)]), serial)
    assert_same(replace(found, results=found.results[len(MIXED) :]), serial)
    assert len(watched.made) == 2
    assert 1 <= found.deaths <= 4
    assert watched.twice == set()


@dataclass(frozen=True, kw_only=True)
class Deadly(Structure):
    """A structure that kills whoever unpacks it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_scenario_that_kills_its_workers_is_found_and_the_others_are_not_lost():
    asked = rates(6)
    asked[2] = replace(asked[2], name="deadly", structure=Deadly())
    found = run(asked, executor=partial(processes, 1), batch={"retries": 2})
    assert [result.verdict for result in found.failures] == [LOST]
    assert found.failures[0].name == "deadly"
    assert "3 workers died with it" in found.failures[0].sentence
    plain = run(rates(6)).array("welfare_hat")
    assert np.array_equal(np.delete(found.array("welfare_hat"), 2, 0), np.delete(plain, 2, 0))


def test_an_executor_that_broke_and_cannot_be_made_again_leaves_what_arrived(tmp_path):
    asked = [*rates(4), Scenario(name="deadly", structure=Deadly()), *rates(4, seed=7)]
    file = tmp_path / "run.jsonl"
    with processes(1) as executor:
        found = run(asked, executor=executor, chunk=1, ahead=1, checkpoint=file)
    assert [result.verdict for result in found.results] == ["solved"] * 4 + [NOT_RUN] * 5
    assert "the workers are gone: BrokenProcessPool" in found.failures[0].sentence
    asked[4] = Scenario(name="mended")
    again = run(asked, checkpoint=file)
    assert (again.resumed, len(again.failures)) == (4, 0)


def test_workers_that_never_begin_are_given_up():
    made = []

    def dead():
        made.append(
            ProcessPoolExecutor(1, get_context("spawn"), initializer=os._exit, initargs=(1,))
        )
        return made[-1]

    found = run(rates(5), executor=dead, batch={"retries": 1})
    assert found.verdicts == {NOT_RUN: 5}
    assert len(made) == 3


def test_a_killed_worker_of_a_cluster_loses_nothing(serial, client):
    workers = client.run(os.getpid)
    killed = []

    def kill(done):
        if done >= 6 and not killed:
            killed.append(os.kill(next(iter(workers.values())), signal.SIGKILL))

    executor = client.get_executor(retries=2)
    found = run([*MIXED, *MIXED], executor=executor, chunk=1, ahead=8, progress=kill)
    assert killed
    assert_same(replace(found, results=found.results[len(MIXED) :]), serial)
    assert found.verdicts["solved"] == 2 * serial.verdicts["solved"]


def test_the_world_travels_once_to_a_worker_that_sees_no_file_of_ours(serial):
    watched = Watched(1, lambda chunk: replace(chunk, path="nowhere"))
    found = run(executor=lambda: watched(), chunk=1, ahead=1)
    assert_same(found, serial)
    assert sum(chunk.ground is not None for chunk in watched.sent) == 1


KILLED = """
import os, signal
from tests.model.test_scenarios import MIXED, run
def kill(done):
    if done >= 6:
        os.kill(os.getpid(), signal.SIGKILL)
run([*MIXED, *MIXED], checkpoint={file!r}, progress=kill)
"""


def test_a_killed_run_goes_on_where_it_stopped(serial, tmp_path):
    file = tmp_path / "run.jsonl"
    script = KILLED.format(file=str(file))
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    kept = file.read_bytes().count(b"\n") - 1
    assert kept == 6
    with file.open("ab") as half:
        half.write(b'{"key": "half a li')
    found = run(checkpoint=file)
    assert found.resumed == kept
    assert_same(found, serial)
    again = run(checkpoint=file)
    assert again.resumed == len(MIXED) - sum(verdict == REFUSED for verdict in FAIL.values())
    assert_same(again, serial)


def test_only_a_checkpoint_is_written_to(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("not a checkpoint\n")
    with pytest.raises(InputError, match="not a checkpoint"):
        run(rates(1), checkpoint=file)
    assert file.read_text() == "not a checkpoint\n"
    file.unlink()
    run(rates(3), checkpoint=file)
    lines = file.read_text().splitlines()
    file.write_text("\n".join([*lines[:2], lines[2][:50], lines[3], ""]))
    with pytest.raises(InputError, match=r"notes.txt:3: a damaged line"):
        run(rates(1), checkpoint=file)
    with pytest.raises(InputError, match="whole outcomes"):
        run(rates(1), checkpoint=file, batch={"outcomes": True})
    with pytest.raises(InputError, match="cannot be read"):
        run(rates(1), checkpoint=tmp_path)
    with pytest.raises(InputError, match="cannot write the checkpoint"):
        run(rates(1), checkpoint=tmp_path / "nowhere" / "run.jsonl")


def test_a_key_changes_with_all_that_determines_the_numbers():
    asked = rates(1)[0]
    iceberg = np.ones_like(WORLD.tariff)
    iceberg[0, 1, 0] = 1.5
    one = Ground(world=WORLD, standing=STANDING, solver=DEFAULT_SOLVER)
    variants = [
        (one, asked),
        (one, replace(asked, terms=random_tariff(WORLD, 99))),
        (one, replace(asked, terms=None)),
        (one, replace(asked, iceberg=iceberg)),
        (one, replace(asked, structure=BALANCED)),
        (one, replace(asked, elasticities="uniform_4")),
        (replace(one, solver=replace(DEFAULT_SOLVER, tolerance=1e-9)), asked),
        (replace(one, standing=replace(STANDING, rate=WORLD.tariff)), asked),
        (replace(one, world=random_world(22, 3, 2)), asked),
    ]
    keys = [Layer(ground).key(Layer(ground).case(scenario)) for ground, scenario in variants]
    assert len(set(keys)) == len(variants)
    renamed = Layer(one).case(replace(asked, name="other", structure=DEFAULT_STRUCTURE))
    assert Layer(one).key(renamed) == keys[0]


def test_a_status_quo_of_another_world_is_refused():
    with pytest.raises(InputError, match="other economies"):
        solve_many(WORLD, [], standing=replace(STANDING, economies=("A", "B", "C")))
    assert solve_many(WORLD, []).results == ()
