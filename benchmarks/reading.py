"""How long articles take to read, and how much memory: `python -m benchmarks.reading`."""

import argparse
import json
import os
import random
import re
import resource
import statistics
import tempfile
import time
from functools import cache
from pathlib import Path

from benchmarks.measuring import ROOT, as_table, in_own_process, load, peak_megabytes
from tradetalks.dossier.copies import link_sketches, sketch
from tradetalks.dossier.many import read_many
from tradetalks.dossier.read import read

ARTICLE = ROOT / "examples" / "pakistan-united-states-2025-07.md"
TEXTS = ROOT / "tests" / "dossier" / "texts"
WORDS = 500
RUNS = 21
FEW, MANY = 100, 1_000
TARGET = 20.0
"""Seconds that a thousand articles may take on two cores."""

ARCHIVE_BYTES = 20_000_000


def main() -> None:
    """Print what one article, a hundred, a thousand and a text of 20 MB take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="read one folder here and print JSON")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--without-archive", action="store_true", help="leave out the 20 MB text")
    asked = parser.parse_args()
    if asked.folder:
        print(json.dumps(_measured(asked.folder, asked.workers)))
        return
    print(_one_article())
    with tempfile.TemporaryDirectory() as place:
        rows = [_row(Path(place), count, asked.workers) for count in (FEW, MANY)]
        if not asked.without_archive:
            rows.append(_archive_row(Path(place), asked.workers))
    heads = ["", "seconds", "processor", "articles a second", "memory", "of a worker", ""]
    print(f"\n{asked.workers} processes, load {load()}\n\n{as_table(heads, rows)}")


def _one_article() -> str:
    words = (ARTICLE.read_text(encoding="utf-8") * 3).split(" ")[:WORDS]
    text = " ".join(words) + "\n"
    read(text)
    taken = sorted(_once(text) for _ in range(RUNS))
    return f"{WORDS} words read: {taken[0]:.1f} ms best, {statistics.median(taken):.1f} ms median"


def _once(text: str) -> float:
    start = time.process_time()
    read(text)
    return 1e3 * (time.process_time() - start)


def _row(place: Path, count: int, workers: int) -> list[str]:
    folder = place / str(count)
    folder.mkdir()
    chance = random.Random(count)
    for number in range(count):
        words = _story(chance, number)
        (folder / f"{number:05d}.txt").write_text(words, encoding="utf-8")
    cells, seconds = _cells(folder, workers)
    met = "met" if seconds <= TARGET else "missed"
    target = f"at most {TARGET:.0f} s: {met}" if count == MANY else ""
    return [f"{count:,} articles of {WORDS} words", *cells, target]


def _archive_row(place: Path, workers: int) -> list[str]:
    folder = place / "archive"
    folder.mkdir()
    chance = random.Random(0)
    with (folder / "archive.txt").open("w", encoding="utf-8") as file:
        written = number = 0
        while written < ARCHIVE_BYTES:
            written += file.write(_story(chance, number) + "\n\n")
            number += 1
    return [f"one text of {ARCHIVE_BYTES / 1e6:.0f} MB", *_cells(folder, workers)[0], ""]


@cache
def _paragraphs() -> tuple[str, ...]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt")))
    return tuple(words for text in texts for words in text.split("\n\n") if len(words) > 100)


def _story(chance: random.Random, number: int) -> str:
    """Return 500 words of the stories that the tests read, each time others, no sentence twice."""
    told = [f"Story {number} about trade talks"]
    while sum(len(words.split()) for words in told) < WORDS:
        words = chance.choice(_paragraphs())
        told.append(re.sub(r"(?<=[a-z])\. ", lambda _: f" in {_word(chance)}. ", words))
    return "\n\n".join(told) + "\n"


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))


def _cells(folder: Path, workers: int) -> tuple[list[str], float]:
    found = in_own_process("benchmarks.reading", "--folder", str(folder), "--workers", str(workers))
    rate = found["articles"] / found["seconds"]
    cells = [
        f"{found['seconds']:.1f}",
        f"{found['processor']:.1f}",
        f"{rate:.0f}",
        f"{found['memory']:.0f} MB",
        f"{found['worker_memory']:.0f} MB",
    ]
    return cells, found["seconds"]


def _measured(folder: Path, workers: int) -> dict[str, float]:
    """Return what a folder takes, with the search for copies; processor time of all processes."""
    began = time.perf_counter()
    sketches = []
    for attempt in read_many([folder], workers=workers):
        if attempt.record is None:
            raise SystemExit(str(attempt.error))
        sketches.append(sketch(attempt.record.article))
    link_sketches(sketches)
    return {
        "articles": len(sketches),
        "seconds": time.perf_counter() - began,
        "processor": sum(os.times()[:4]),
        "memory": peak_megabytes(),
        "worker_memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**10,
    }


if __name__ == "__main__":
    main()
