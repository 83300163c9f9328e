"""Chunks of scenarios through any executor; a worker that dies loses nothing.

A pool of processes breaks as a whole when one of its processes dies, and does not say on which
task. What has arrived is kept. What had not is given to a fresh pool once more; what was under way
when that breaks too is taken apart and run one scenario at a time, so that the one which kills its
worker is found and the others are not.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any, Protocol, cast, runtime_checkable

from tradetalks.model.scenario_work import Answer, Chunk, Missing, ready, run_chunk

LOST, NOT_RUN = "lost", "not run"
SHARED_DEATHS = 2
"""Breaks a chunk may share with others before it is taken apart and run alone."""


@runtime_checkable
class Submits(Protocol):
    """Anything with the `submit` and the `shutdown` of a `concurrent.futures.Executor`."""

    def submit(self, fn: Callable[..., Any], /, *args: object) -> Future[Any]:
        """Run a function somewhere and return its future."""

    def shutdown(self) -> object:
        """Give back what it holds; asked only of executors that were made here."""


Executors = Submits | Callable[[], Submits]
"""An executor, or a function that makes one and is called again when one has broken."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Arrival:
    """Answers to a chunk, one for each of its cases."""

    chunk: Chunk
    answers: tuple[Answer, ...]


def processes(workers: int | None = None) -> ProcessPoolExecutor:
    """Return an executor of processes on this machine, spawned, because JAX outlives no fork.

    Args:
        workers: How many; one for each processor when None.
    """
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


class Dispatch:
    """Chunks under way.

    Args:
        executor: Where they run.
        ground: The bytes a worker that sees no file is sent.
        ahead: How many chunks are under way at once.
        retries: How often a scenario may be tried again after a worker died with it, and how often
            a fresh executor may fail before it has begun.
    """

    def __init__(self, executor: Executors, *, ground: bytes, ahead: int, retries: int) -> None:
        self._supply = _Supply(executor, tries=retries + 1)
        self._ground, self._ahead, self._retries = ground, ahead, retries
        self._running: dict[Future[Any], Chunk] = {}
        self._again: deque[Chunk] = deque()
        self.deaths = 0

    def through(self, chunks: Iterable[Chunk]) -> Iterator[Arrival]:
        """Yield the answers to all chunks as they arrive, in no order."""
        fresh = iter(chunks)
        try:
            while self._fill(fresh):
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from self._arrived(future, self._running.pop(future))
        finally:
            for future in self._running:
                future.cancel()
            self._supply.close()
        for chunk in (*self._again, *fresh):
            yield _unanswered(chunk, NOT_RUN, f"the workers are gone: {self._supply.why}")

    def _fill(self, fresh: Iterator[Chunk]) -> bool:
        """Put chunks under way; return whether any is."""
        while self._may_submit():
            chunk = self._next(fresh)
            if chunk is None:
                break
            self._submit(chunk)
        return bool(self._running)

    def _may_submit(self) -> bool:
        if not self._running:
            return self._supply.ready()
        alone = any(chunk.alone for chunk in self._running.values())
        return not (alone or self._supply.broken) and len(self._running) < self._ahead

    def _next(self, fresh: Iterator[Chunk]) -> Chunk | None:
        """Return the chunk that may go now; one that goes alone waits until nothing else runs."""
        if not self._again:
            return next(fresh, None)
        if self._again[0].alone and self._running:
            return None
        return self._again.popleft()

    def _submit(self, chunk: Chunk) -> None:
        try:
            self._running[self._supply.executor.submit(run_chunk, chunk)] = chunk
        except RuntimeError as error:
            self._supply.breaks(error)
            self._again.appendleft(chunk)

    def _arrived(self, future: Future[Any], chunk: Chunk) -> Iterator[Arrival]:
        try:
            answers = future.result()
        except (BrokenExecutor, CancelledError) as error:
            self._supply.breaks(error)
            yield from self._died(chunk, error)
        except Exception as error:
            yield from self._died(chunk, error)
        else:
            if isinstance(answers, Missing):
                self._again.appendleft(replace(chunk, ground=self._ground))
            else:
                yield Arrival(chunk=chunk, answers=answers)

    def _died(self, chunk: Chunk, error: BaseException) -> Iterator[Arrival]:
        self.deaths += 1
        died = replace(chunk, deaths=chunk.deaths + 1)
        if chunk.alone and died.deaths > self._retries:
            why = f"{died.deaths} workers died with it ({_said(error)})"
            yield _unanswered(chunk, LOST, why)
        elif died.deaths < SHARED_DEATHS:
            self._again.append(died)
        else:
            self._again.extend(_apart(died))


def _apart(chunk: Chunk) -> Iterator[Chunk]:
    for place, case in zip(chunk.places, chunk.cases, strict=True):
        yield replace(chunk, places=(place,), cases=(case,), alone=True)


def _unanswered(chunk: Chunk, verdict: str, why: str) -> Arrival:
    answer = Answer(verdict=verdict, sentence=why)
    return Arrival(chunk=chunk, answers=(answer,) * len(chunk.cases))


class _Supply:
    """The executor in use, and another when it has broken, if there is a function to make one."""

    def __init__(self, given: Executors, *, tries: int) -> None:
        self._given = cast(Submits, given) if _submits(given) else None
        self._make = None if _submits(given) else cast(Callable[[], Submits], given)
        self._made: Submits | None = None
        self._tries = tries
        self.broken, self.why = False, ""

    @property
    def executor(self) -> Submits:
        """The executor in use; the first is made when it is first asked for."""
        if self._given is not None:
            return self._given
        if self._made is None and self._make is not None:
            self._made = self._make()
        assert self._made is not None
        return self._made

    def breaks(self, error: BaseException) -> None:
        """Take note that the executor in use is of no more use."""
        self.broken, self.why = True, _said(error)

    def ready(self) -> bool:
        """Return whether there is an executor to submit to; call it when nothing is under way."""
        if self.broken and self._make is not None:
            self.broken = not any(self._renewed() for _ in range(self._tries))
        return not self.broken

    def _renewed(self) -> bool:
        self.close()
        try:
            self.executor.submit(ready).result()
        except Exception as error:
            self.breaks(error)
            return False
        return True

    def close(self) -> None:
        """Shut down what was made here; what was given is the giver's."""
        made, self._made = self._made, None
        if made is not None:
            made.shutdown()


def _submits(given: Executors) -> bool:
    """Return whether it is an executor; a class of executors is a function that makes one."""
    return isinstance(given, Submits) and not isinstance(given, type)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(".: ")
