"""What all benchmarks measure with: time of warm repetitions, memory, and the machine's name."""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
"""Where the raw data of the replications lie; `--data` names another folder."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """How long something took, over repetitions, in one unit.

    Attributes:
        median: The middle one.
        least: The shortest.
        most: The longest.
        repeats: How many there were.
        processor: Processor time of the middle one, all cores together; other work on the machine
            hardly moves it. None where it was not taken.
    """

    median: float
    least: float
    most: float
    repeats: int
    processor: float | None = None

    def __str__(self) -> str:
        return f"{short(self.median)} ({short(self.least)} to {short(self.most)})"


def timed(
    work: Callable[[], object], *, repeats: int, per_second: float = 1e3, warm: bool = True
) -> Timing:
    """Return how long repetitions took, after one that is not counted.

    Args:
        work: What to repeat.
        repeats: How often.
        per_second: Units a second has: 1e3 for milliseconds.
        warm: Whether that one is still to do.
    """
    if warm:
        work()
    walls, busy = [], []
    for _ in range(repeats):
        began = time.process_time()
        walls.append(per_second * seconds(work))
        busy.append(per_second * (time.process_time() - began))
    return replace(summary(walls), processor=statistics.median(busy))


def seconds(work: Callable[[], object]) -> float:
    """Return how long one repetition took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def summary(values: Sequence[float]) -> Timing:
    """Return the middle and the ends of measurements."""
    return Timing(
        median=statistics.median(values),
        least=min(values),
        most=max(values),
        repeats=len(values),
    )


def short(value: float) -> str:
    """Return a number to three digits, as a table has it."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def device() -> str:
    """Return the name of what JAX computes on: a graphics card's, or the processor's."""
    # The package's own settings first: without `JAX_PLATFORMS` it computes on the processor.
    import jax

    import tradetalks.model.runtime  # noqa: F401

    first = jax.devices()[0]
    if first.platform == "cpu":
        return f"{_processor()}, {os.cpu_count()} cores"
    return f"{first.device_kind} ({first.platform})"


def load() -> str:
    """Return how many processes want the machine, over one and five minutes."""
    one, five, _ = os.getloadavg()
    return f"{one:.1f} over one minute, {five:.1f} over five"


def in_own_process(module: str, *arguments: str) -> Any:
    """Return what a module run in a process of its own prints as JSON.

    Args:
        module: Its name.
        arguments: Of its command line.

    Raises:
        subprocess.CalledProcessError: It failed; what it said is printed.
    """
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        print(ran.stderr, file=sys.stderr)
        ran.check_returncode()
    return json.loads(ran.stdout.splitlines()[-1])


def as_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table."""
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
