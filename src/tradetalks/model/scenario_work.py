"""One scenario as it travels to a worker, and what the worker does with it.

The world travels once to each worker: a task names it by its hash, and a worker that does not
hold it reads the file the task names, or says so and is sent the bytes.
"""

import hashlib
import os
import pickle
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import NoEquilibriumError, TradetalksError
from tradetalks.model.equilibrium import attempt
from tradetalks.model.headline import Headline, headline_of
from tradetalks.model.outcome import Outcome
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure
from tradetalks.model.weigh import Baseline, baseline, outcome_of
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]
Kept = TypeVar("Kept")

NO_STATUS_QUO, REFUSED, ERROR = "no status quo", "refused", "error"


@dataclass(frozen=True, eq=False, kw_only=True)
class Cells:
    """An array, told by the cells in which it differs from another one, to the last bit.

    Attributes:
        place: Where, counted through the array in C order.
        value: What stands there.
    """

    place: NDArray[np.int32]
    value: FloatArray

    def on(self, other: FloatArray) -> FloatArray:
        """Return the array, given the one it was told against."""
        whole = np.array(other, dtype=np.float64, order="C")
        whole.reshape(-1)[self.place] = self.value
        return whole


def cells(array: FloatArray, *, against: FloatArray) -> Cells:
    """Return an array as the cells in which it differs from another of its shape."""
    ours, theirs = (np.ascontiguousarray(x, dtype=np.float64).ravel() for x in (array, against))
    place = np.flatnonzero(ours.view(np.int64) != theirs.view(np.int64))
    return Cells(place=place.astype(np.int32), value=ours[place])


@dataclass(frozen=True, eq=False, kw_only=True)
class Case:
    """One scenario, small.

    Attributes:
        rate: Rates [exporter, importer, sector], against those of the status quo.
        iceberg: Change in other trade costs, same axes, against ones; None where none changes.
        structure: Which model it is.
        elasticity: Name of the elasticity set.
        assumptions: What was assumed in laying it on the status quo.
    """

    rate: Cells
    iceberg: Cells | None
    structure: Structure
    elasticity: str
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """What all scenarios of a run share.

    Attributes:
        world: The world as measured.
        standing: The rates of the status quo.
        solver: Settings of the solver.
        outcomes: Whether whole outcomes come back.
    """

    world: World
    standing: Schedule
    solver: Solver
    outcomes: bool = False

    def packed(self) -> bytes:
        """Return it as bytes, without what the world has computed of itself so far."""
        return pickle.dumps(replace(self, world=replace(self.world)), protocol=5)


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """What became of one case.

    Attributes:
        verdict: In a word.
        sentence: What happened, no full stop.
        residual: The largest residual of any block over world income; not a number where nothing
            was solved.
        headline: The numbers; None where there is no equilibrium.
        outcome: The whole outcome, where the run asks for it.
    """

    verdict: str
    sentence: str
    residual: float = float("nan")
    headline: Headline | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Chunk:
    """Some cases, and where their ground is to be had.

    Attributes:
        places: The place of each case in the run.
        cases: The cases.
        token: SHA-256 of the ground.
        path: The file that holds it, for workers that see it.
        ground: The ground itself, for workers that do not.
        threads: How many threads JAX is to have, if it has not begun and `NPROC` is not set.
        deaths: How many workers died with it.
        alone: Whether it runs with no other beside it, so that a death is its own doing.
    """

    places: tuple[int, ...] = ()
    cases: tuple[Case, ...] = ()
    token: str = ""
    path: str = ""
    ground: bytes | None = None
    threads: int = 1
    deaths: int = 0
    alone: bool = False


@dataclass(frozen=True)
class Missing:
    """A worker has no ground for the chunk it was given."""


class Recent(Generic[Kept]):
    """The few things used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[object, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under a key, made first where it is not; one at a time."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return self._kept[key]

    def forget(self, key: object) -> None:
        """Let go of what is kept under a key."""
        with self._lock:
            self._kept.pop(key, None)


BASELINES = 8
"""Status quos a worker keeps: one for each structure and elasticity set, some megabytes each."""


class Bench:
    """A ground with the status quos solved on it so far.

    Every solve starts from the benchmark at rest, never from another scenario's answer, so what
    comes out does not depend on what came before.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._before: Recent[Baseline | NoEquilibriumError] = Recent(BASELINES)

    def answer(self, case: Case) -> Answer:
        """Return what becomes of a case; whatever goes wrong is told, not raised."""
        try:
            before = self._before.get(
                (case.structure, case.elasticity), lambda: self._status_quo(case)
            )
            if isinstance(before, NoEquilibriumError):
                return Answer(verdict=NO_STATUS_QUO, sentence=str(before).rstrip("."))
            return self._solved(case, before)
        except TradetalksError as error:
            return Answer(verdict=REFUSED, sentence=str(error).rstrip("."))
        except Exception as error:
            return Answer(verdict=ERROR, sentence=f"{type(error).__name__}: {error}".rstrip("."))

    def _status_quo(self, case: Case) -> Baseline | NoEquilibriumError:
        ground = self._ground
        # A world of its own, so that what the model keeps with a world goes when this goes.
        world = replace(ground.world.with_elasticity(case.elasticity))
        try:
            return baseline(world, ground.standing, structure=case.structure, solver=ground.solver)
        except NoEquilibriumError as error:
            return error

    def _solved(self, case: Case, before: Baseline) -> Answer:
        ground, standing = self._ground, before.schedule
        said = tuple(dict.fromkeys((*standing.assumptions, *case.assumptions)))
        goal = replace(standing, rate=case.rate.on(standing.rate), assumptions=said)
        iceberg = None if case.iceberg is None else case.iceberg.on(np.ones_like(standing.rate))
        after = attempt(
            before.world,
            goal.rate,
            iceberg=iceberg,
            structure=case.structure,
            solver=ground.solver,
        )
        outcome = outcome_of(before, goal, after)
        solved = after.status.solved
        return Answer(
            verdict=str(after.status.verdict),
            sentence=after.status.sentence,
            residual=after.residuals.largest,
            headline=headline_of(outcome) if solved else None,
            outcome=outcome if solved and ground.outcomes else None,
        )


BENCHES: Recent[Bench | None] = Recent(2)
"""The grounds this process holds."""


def run_chunk(chunk: Chunk) -> tuple[Answer, ...] | Missing:
    """Return what becomes of each case of a chunk; this is what a worker runs."""
    bench = BENCHES.get(chunk.token, lambda: _fetched(chunk))
    if bench is None:
        BENCHES.forget(chunk.token)
        return Missing()
    return tuple(bench.answer(case) for case in chunk.cases)


def same_threads() -> int:
    """Return how many threads JAX needs elsewhere for the digits it has here.

    Sums over two axes are cut differently on one thread and on several, which moves tariff
    revenue by a last digit; two threads give what any larger number gives.
    """
    given = os.environ.get("NPROC", "")
    here = int(given) if given.isdigit() and int(given) else _processors()
    return min(here, 2)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def ready() -> bool:
    """Return that a worker is there and has this module."""
    return True


def _fetched(chunk: Chunk) -> Bench | None:
    os.environ.setdefault("NPROC", str(chunk.threads))
    packed = chunk.ground or _on_file(chunk.path)
    if hashlib.sha256(packed).hexdigest() != chunk.token:
        return None
    return Bench(pickle.loads(packed))


def _on_file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
