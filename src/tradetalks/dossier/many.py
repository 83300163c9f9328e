"""Many articles read one after the other or side by side, in the order given.

What is held at any time is a few articles for each process, however many there are.
"""

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tradetalks.dossier.article import Article, open_articles
from tradetalks.dossier.inputs.folder import files_in
from tradetalks.dossier.inputs.open import STANDARD_INPUT
from tradetalks.dossier.read import read
from tradetalks.dossier.record import Record
from tradetalks.errors import ArticleError, InputError

if TYPE_CHECKING:
    from tradetalks.dossier.readers.reader import Reader

ENOUGH = 24
"""Files from which on further processes are worth their start, half a second each."""

CHUNK = 8
"""Files handed to a process at a time."""

LARGE = 1_000_000
"""Bytes from which on a file is opened here, because it may hold many articles."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What came of reading one article.

    Attributes:
        source: Its file, and which part or entry of it.
        record: What was read; None where it could not be.
        error: Why it could not; None where it was.
    """

    source: str
    record: Record | None = None
    error: InputError | None = None


@dataclass(frozen=True, kw_only=True)
class _Asked:
    published: date | None
    retrieved: date | None
    reader: "Reader | None"


_Task = Path | Article | Attempt


def read_many(
    sources: Iterable[str | Path | bytes],
    *,
    published: date | None = None,
    retrieved: date | None = None,
    workers: int = 1,
    reader: "Reader | None" = None,
) -> Iterator[Attempt]:
    """Read articles, each on its own: one that fails is an attempt with an error.

    Args:
        sources: Files, folders of them, or the bytes of one. A feed gives each of its entries; a
            text above 250,000 characters is read in parts.
        published: The day all are dated; overrides what they say.
        retrieved: The day all were saved; overrides what they say.
        workers: Processes to read with, where there are many. A script that asks for more than
            one keeps its own work under `if __name__ == "__main__":`.
        reader: What reads in place of the rules; by default nothing does.
    """
    asked = _Asked(published=published, retrieved=retrieved, reader=reader)
    tasks = _tasks(sources, asked)
    first = list(islice(tasks, ENOUGH)) if workers > 1 else []
    if len(first) == ENOUGH:
        yield from _side_by_side(_chunks(chain(first, tasks)), asked, workers)
    else:
        for task in chain(first, tasks):
            yield from _done(task, asked)


def _tasks(sources: Iterable[str | Path | bytes], asked: _Asked) -> Iterator[_Task]:
    """Yield files to open and read, articles to read, and what has failed already."""
    for source in sources:
        if isinstance(source, bytes):
            yield from _opened(source, asked)
        elif not Path(source).is_dir():
            yield from _file_or_articles(Path(source), asked)
        else:
            try:
                for found in files_in(Path(source)):
                    if isinstance(found, InputError):
                        yield Attempt(source=found.where, error=found)
                    else:
                        yield from _file_or_articles(found, asked)
            except InputError as error:
                yield Attempt(source=str(source), error=error)


def _file_or_articles(path: Path, asked: _Asked) -> Iterator[_Task]:
    try:
        is_large = path.stat().st_size > LARGE
    except (OSError, ValueError):  # opening it will tell what is wrong
        is_large = False
    if is_large:
        yield from _opened(path, asked)
    else:
        yield path


def _opened(source: Path | bytes, asked: _Asked) -> Iterator[Article | Attempt]:
    where = STANDARD_INPUT if isinstance(source, bytes) else str(source)
    try:
        for found in open_articles(source, published=asked.published, retrieved=asked.retrieved):
            if isinstance(found, InputError):
                yield Attempt(source=found.where or where, error=found)
            else:
                yield found
    except InputError as error:
        yield Attempt(source=error.where or where, error=error)


def _done(task: _Task, asked: _Asked) -> Iterator[Attempt]:
    found = _opened(task, asked) if isinstance(task, Path) else (task,)
    for each in found:
        if isinstance(each, Attempt):
            yield each
        else:
            yield _read(each, asked.reader)


def _read(article: Article, reader: "Reader | None") -> Attempt:
    try:
        return Attempt(source=article.source, record=read(article, reader=reader))
    except InputError as error:
        return Attempt(source=article.source, error=error)


def _chunks(tasks: Iterable[_Task]) -> Iterator[tuple[_Task, ...]]:
    """Yield files by the handful, and articles of a large file each alone."""
    handful: list[_Task] = []
    for task in tasks:
        handful.append(task)
        if len(handful) == CHUNK or isinstance(task, Article):
            yield tuple(handful)
            handful = []
    if handful:
        yield tuple(handful)


def _side_by_side(
    chunks: Iterable[tuple[_Task, ...]], asked: _Asked, workers: int
) -> Iterator[Attempt]:
    """Read chunks in processes and yield their answers in order; few are under way at a time.

    A process that the system ends takes the whole pool with it: what was under way is then read
    again by halves, so that only the file which ended it is lost.
    """
    pool = _pool(workers)
    waiting: deque[tuple[tuple[_Task, ...], Future[list[Attempt]]]] = deque()
    try:
        for chunk in chunks:
            try:
                waiting.append((chunk, pool.submit(_work, chunk, asked)))
            except BrokenExecutor:
                pool = _pool(workers)
                waiting.append((chunk, pool.submit(_work, chunk, asked)))
            if len(waiting) > 2 * workers:
                yield from _answer(*waiting.popleft(), asked)
        while waiting:
            yield from _answer(*waiting.popleft(), asked)
    finally:
        pool.shutdown(cancel_futures=True)


def _answer(
    chunk: Sequence[_Task], future: Future[list[Attempt]], asked: _Asked
) -> Iterator[Attempt]:
    try:
        yield from future.result()
    except BrokenExecutor:
        yield from _apart(chunk, asked)


def _apart(chunk: Sequence[_Task], asked: _Asked) -> list[Attempt]:
    """Read a chunk in a fresh process, and by halves where that one is ended too."""
    with _pool(1) as pool:
        try:
            return pool.submit(_work, chunk, asked).result()
        except BrokenExecutor:
            middle = len(chunk) // 2
    if middle:
        return [*_apart(chunk[:middle], asked), *_apart(chunk[middle:], asked)]
    where = str(chunk[0]) if isinstance(chunk[0], Path) else chunk[0].source
    error = ArticleError(
        "the process that read it was ended by the system, perhaps for lack of memory",
        where=where,
        remedy="Give it alone, or as plain text",
    )
    return [Attempt(source=where, error=error)]


def _work(chunk: Sequence[_Task], asked: _Asked) -> list[Attempt]:
    return [attempt for task in chunk for attempt in _done(task, asked)]


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent
    )


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
