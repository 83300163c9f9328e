"""Thousands of scenarios, here or on any executor, with the same numbers to the last digit."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, TradetalksError
from tradetalks.model.checkpoint import Checkpoint
from tradetalks.model.executors import Arrival, Dispatch, Executors
from tradetalks.model.scenario import DEFAULT_BATCH, Batch, Result, Scenario, Scenarios
from tradetalks.model.scenario_case import Layer
from tradetalks.model.scenario_work import (
    BENCHES,
    NO_STATUS_QUO,
    REFUSED,
    Answer,
    Bench,
    Case,
    Chunk,
    Ground,
    same_threads,
)
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.status import Verdict
from tradetalks.model.weigh import check_axes
from tradetalks.policy.schedule import Schedule

LASTING = {*map(str, Verdict), NO_STATUS_QUO}
"""Verdicts that another try would repeat: the only ones a checkpoint keeps."""


def solve_many(
    world: World,
    scenarios: Iterable[Scenario],
    *,
    standing: Schedule | None = None,
    executor: Executors | None = None,
    checkpoint: str | Path | None = None,
    batch: Batch = DEFAULT_BATCH,
    solver: Solver = DEFAULT_SOLVER,
    progress: Callable[[int], None] | None = None,
) -> Scenarios:
    """Return what each scenario does to every economy, beside one status quo, in their order.

    A worker solves the status quo once for each structure and elasticity set, and every scenario
    from there, never from another scenario's answer: on like processors the numbers are the same
    to the last digit whatever the executor, the chunks and the order.

    Args:
        world: The world as measured.
        scenarios: Drawn as they are needed, so a generator keeps few of their arrays in memory.
        standing: The rates of the status quo; the world's own, dated the last day of its year,
            when None.
        executor: An executor, or a function that makes one and is called again when one has
            broken; this process when None.
        checkpoint: A file that keeps what has arrived; a later run with the same file repeats
            none of it. For one run at a time.
        batch: How the run is cut up.
        solver: Settings of the solver.
        progress: Told how many scenarios are done, after each chunk.

    Raises:
        InputError: The status quo is of another world, the checkpoint is none, or whole outcomes
            are asked of a run with a checkpoint. What is wrong with a scenario is in its result.
        OutputError: The checkpoint cannot be written.
    """
    standing = standing or _own_rates(world)
    check_axes(world, standing)
    if batch.outcomes and checkpoint is not None:
        raise InputError(
            "whole outcomes of a run with a checkpoint, which keeps headlines only",
            remedy="Leave out one of `outcomes` and `checkpoint`",
        )
    ground = Ground(world=world, standing=standing, solver=solver, outcomes=batch.outcomes)
    with ExitStack() as stack:
        kept = None if checkpoint is None else stack.enter_context(Checkpoint(checkpoint))
        run = _Run(ground, kept, progress)
        chunks = run.chunks(scenarios, size=batch.chunk)
        if executor is None:
            return run.through(_here(ground, chunks))
        packed = ground.packed()
        first = stack.enter_context(_site(ground, packed))
        dispatch = Dispatch(executor, ground=packed, ahead=batch.ahead, retries=batch.retries)
        sent = (replace(first, places=part.places, cases=part.cases) for part in chunks)
        return replace(run.through(dispatch.through(sent)), deaths=dispatch.deaths)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Asked:
    """A scenario that has been laid, without its arrays."""

    scenario: Scenario
    elasticity: str
    assumptions: tuple[str, ...] = ()
    key: str = ""

    def result(self, answer: Answer) -> Result:
        return Result(
            name=self.scenario.name,
            structure=self.scenario.structure,
            elasticity=self.elasticity,
            verdict=answer.verdict,
            sentence=answer.sentence,
            residual=answer.residual,
            headline=answer.headline,
            outcome=answer.outcome,
            assumptions=self.assumptions,
        )


class _Run:
    """What is known of each scenario so far."""

    def __init__(
        self, ground: Ground, kept: Checkpoint | None, progress: Callable[[int], None] | None
    ) -> None:
        self._layer, self._ground, self._kept = Layer(ground), ground, kept
        self._progress = progress
        self._asked: dict[int, _Asked] = {}
        self._results: dict[int, Result] = {}
        self._resumed = 0

    def chunks(self, scenarios: Iterable[Scenario], *, size: int) -> Iterator[Chunk]:
        """Yield what is to be solved; what is refused or known already is noted on the way."""
        todo = self._todo(scenarios)
        while some := list(islice(todo, size)):
            places, cases = zip(*some, strict=True)
            yield Chunk(places=places, cases=cases)

    def through(self, arrivals: Iterable[Arrival]) -> Scenarios:
        """Take what arrives until all has, and return it in order."""
        for arrival in arrivals:
            self._take(arrival)
        return Scenarios(
            economies=self._ground.world.economies,
            results=tuple(self._results[place] for place in range(len(self._results))),
            resumed=self._resumed,
        )

    def _todo(self, scenarios: Iterable[Scenario]) -> Iterator[tuple[int, Case]]:
        for place, scenario in enumerate(scenarios):
            bare = replace(scenario, terms=None, iceberg=None)
            elasticity = scenario.elasticities or self._ground.world.elasticity
            try:
                case = self._layer.case(scenario)
            except TradetalksError as error:
                asked = _Asked(scenario=bare, elasticity=elasticity)
                self._results[place] = asked.result(
                    Answer(verdict=REFUSED, sentence=str(error).rstrip("."))
                )
                continue
            key = self._layer.key(case) if self._kept else ""
            asked = _Asked(
                scenario=bare, elasticity=elasticity, assumptions=case.assumptions, key=key
            )
            known = self._kept.kept.get(key) if self._kept else None
            if known is not None:
                self._results[place] = asked.result(known)
                self._resumed += 1
                continue
            self._asked[place] = asked
            yield place, case

    def _take(self, arrival: Arrival) -> None:
        lasting = []
        for place, answer in zip(arrival.chunk.places, arrival.answers, strict=True):
            asked = self._asked.pop(place)
            self._results[place] = asked.result(answer)
            if answer.verdict in LASTING:
                lasting.append((asked.key, answer))
        if self._kept:
            self._kept.append(lasting)
        if self._progress:
            self._progress(len(self._results))


def _here(ground: Ground, chunks: Iterable[Chunk]) -> Iterator[Arrival]:
    bench = Bench(ground)
    for chunk in chunks:
        yield Arrival(chunk=chunk, answers=tuple(bench.answer(case) for case in chunk.cases))


@contextmanager
def _site(ground: Ground, packed: bytes) -> Iterator[Chunk]:
    """Lay the ground out in a file, and in this process for threads; yield a chunk that says so."""
    token = sha256(packed).hexdigest()
    with tempfile.TemporaryDirectory(prefix="tradetalks-") as folder:
        path = Path(folder) / "ground"
        path.write_bytes(packed)
        BENCHES.get(token, lambda: Bench(ground))
        try:
            yield Chunk(token=token, path=str(path), threads=same_threads())
        finally:
            BENCHES.forget(token)


def _own_rates(world: World) -> Schedule:
    day = date(world.year, 12, 31)
    return Schedule(
        economies=world.economies, sectors=world.sectors, rate=world.tariff, on=day, known=day
    )
