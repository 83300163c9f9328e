"""Thousands of scenarios a run: how many a second in one process, in processes, on a cluster.

Run `python -m benchmarks.scenarios`. Each of the economies of the default world levies 26 rates on
all goods of its largest supplier. All ways solve the same scenarios, in turns, and the digits are
compared. Needs the extra `cluster`.
"""

import json
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context

import numpy as np
import psutil
from distributed import Client, LocalCluster

from tradetalks.atlas.load import load_world
from tradetalks.atlas.world import World
from tradetalks.model.executors import processes
from tradetalks.model.headline import HEADLINES
from tradetalks.model.scenario_case import Layer
from tradetalks.model.scenario_work import Ground
from tradetalks.model.scenarios import Batch, Scenario, Scenarios, solve_many
from tradetalks.model.stages import DEFAULT_SOLVER
from tradetalks.policy.schedule import Schedule, status_quo

ON = date(2025, 7, 25)
RATES = 26
STEP = 0.02
TURNS = 3
WORKERS = 2
WARM = 64
BEGUN = 5.0
"""Seconds by which every worker is there: the first must not do all of what warms them."""
LARGEST_THRESHOLD = "33554432"
"""What glibc raises its threshold to by itself, unless a trim threshold is set, as distributed does
for its workers and, in passing, for every process started after them."""
SERIAL, PROCESSES, ONE_THREAD, CLUSTER = "one process", "processes", "one thread each", "cluster"


@dataclass(frozen=True, kw_only=True)
class Rates:
    """What was measured.

    Attributes:
        world: The world priced on.
        scenarios: How many.
        failed: How many have no equilibrium.
        per_second: Scenarios a second, by way; the median of the turns.
        ratio: The same over one process in the same turn, the median of the turns.
        processor_ms: Milliseconds of processor time a scenario, workers in, by way; unlike the
            rates it hardly depends on what else the machine does.
        same_digits: Whether each way gave the numbers of one process to the last digit.
        apart_one_thread: Largest relative distance where workers have one thread each.
        ground_mb: Megabytes that travel once to each worker.
        case_kb: Kilobytes that travel for each scenario.
        answer_kb: Kilobytes that come back for each.
        load: Load of the machine when it began.
    """

    world: str
    scenarios: int
    failed: int
    per_second: Mapping[str, float]
    ratio: Mapping[str, float]
    processor_ms: Mapping[str, float]
    same_digits: Mapping[str, bool]
    apart_one_thread: float
    ground_mb: float
    case_kb: float
    answer_kb: float
    load: float


def largest_supplier(world: World, importer: int) -> int:
    """Return the economy that sells most to another one."""
    sales = world.flow[:, importer].sum(axis=1)
    sales[importer] = 0.0
    return int(sales.argmax())


def scenarios(world: World, standing: Schedule) -> Iterator[Scenario]:
    """Yield every economy's rates on all goods of its largest supplier, zero first."""
    goods = np.flatnonzero(~np.isin(world.sectors, world.services))
    for importer, code in enumerate(world.economies):
        supplier = largest_supplier(world, importer)
        for step in range(RATES):
            rate = standing.rate.copy()
            rate[supplier, importer, goods] = STEP * step
            name = f"{code} levies {STEP * step:.0%} on {world.economies[supplier]}"
            yield Scenario(name=name, terms=rate)


def measure() -> Rates:
    """Return the rates on the default world."""
    load = os.getloadavg()[0]
    world = load_world()
    standing = status_quo(world, ON)
    asked = list(scenarios(world, standing))
    parts = [asked[turn::TURNS] for turn in range(TURNS)]
    turns = [
        {way: _timed(world, standing, part, opened) for way, opened in WAYS.items()}
        for part in parts
    ]
    speed = {way: [turn[way].per_second for turn in turns] for way in WAYS}
    ratio = {way: np.divide(speed[way], speed[SERIAL]) for way in WAYS}
    case = Layer(Ground(world=world, standing=standing, solver=DEFAULT_SOLVER)).case(asked[0])
    return Rates(
        world=world.name,
        scenarios=len(asked),
        failed=sum(len(turn[SERIAL].found.failures) for turn in turns),
        per_second={way: float(np.median(rates)) for way, rates in speed.items()},
        ratio={way: float(np.median(rates)) for way, rates in ratio.items()},
        processor_ms={
            way: float(np.median([turn[way].processor_ms for turn in turns])) for way in WAYS
        },
        same_digits={
            way: all(_apart(turn[way].found, turn[SERIAL].found) == 0.0 for turn in turns)
            for way in WAYS
        },
        apart_one_thread=max(_apart(turn[ONE_THREAD].found, turn[SERIAL].found) for turn in turns),
        ground_mb=len(Ground(world=world, standing=standing, solver=DEFAULT_SOLVER).packed()) / 1e6,
        case_kb=len(pickle.dumps(case)) / 1e3,
        answer_kb=len(pickle.dumps(turns[0][SERIAL].found.results[0].headline)) / 1e3,
        load=load,
    )


@contextmanager
def _cluster() -> Iterator[Executor]:
    kept = dict(os.environ)
    os.environ["MALLOC_MMAP_THRESHOLD_"] = LARGEST_THRESHOLD
    try:
        local = LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=":0")
        with local as cluster, Client(cluster) as client:
            yield client.get_executor()
    finally:
        os.environ.clear()
        os.environ.update(kept)


def _one_thread() -> None:
    os.environ["NPROC"] = "1"


WAYS: Mapping[str, Callable[[], AbstractContextManager[Executor | None]]] = {
    SERIAL: nullcontext,
    PROCESSES: partial(processes, WORKERS),
    ONE_THREAD: partial(
        ProcessPoolExecutor, WORKERS, get_context("spawn"), initializer=_one_thread
    ),
    CLUSTER: _cluster,
}
"""Each is opened for its turn only: workers that wait are not quite idle."""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Turn:
    found: Scenarios
    per_second: float
    processor_ms: float


def _timed(
    world: World,
    standing: Schedule,
    asked: list[Scenario],
    opened: Callable[[], AbstractContextManager[Executor | None]],
) -> _Turn:
    with opened() as executor:
        if executor is not None:
            wait([executor.submit(time.sleep, BEGUN) for _ in range(WORKERS)])
        solve_many(world, asked[:WARM], standing=standing, executor=executor, batch=Batch(chunk=1))
        began, busy = time.perf_counter(), _busy()
        found = solve_many(world, asked, standing=standing, executor=executor)
        return _Turn(
            found=found,
            per_second=len(asked) / (time.perf_counter() - began),
            processor_ms=1e3 * (_busy() - busy) / len(asked),
        )


def _busy() -> float:
    """Return the seconds of processor time of this process and all it has started."""
    me = psutil.Process()
    times = [process.cpu_times() for process in (me, *me.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def _apart(found: Scenarios, expected: Scenarios) -> float:
    """Return the largest distance between two runs, relative to each headline's largest number."""
    apart = 0.0
    for name in HEADLINES:
        ours, theirs = found.array(name), expected.array(name)
        if not np.array_equal(ours, theirs, equal_nan=True):
            apart = max(apart, float(np.nanmax(np.abs(ours - theirs)) / np.nanmax(np.abs(theirs))))
    return apart


def main() -> None:
    """Print the rates; `--json` prints them as JSON."""
    found = measure()
    if "--json" in sys.argv:
        print(json.dumps(vars(found)))
        return
    print(f"world {found.world}, {found.scenarios} scenarios, {found.failed} failed", end="")
    print(f", {WORKERS} workers, load {found.load:.1f}")
    for way, rate in found.per_second.items():
        digits = "same digits" if found.same_digits[way] else "other last digits"
        print(f"  {way:16} {rate:6.1f} a second, {found.ratio[way]:.2f} of one process", end="")
        print(f"; {found.processor_ms[way]:5.1f} ms of processor each; {digits}")
    print(f"  one thread each is apart by {found.apart_one_thread:.1e} of the largest number")
    print(f"  travels once to a worker    {found.ground_mb:7.2f} MB")
    print(f"  travels for each scenario   {found.case_kb:7.2f} KB there", end="")
    print(f", {found.answer_kb:.2f} KB back")


if __name__ == "__main__":
    main()
