"""What a solve costs as the world grows: `python -m benchmarks.growth`.

Random, asymmetric worlds of 10 to 194 economies and 1 to 40 sectors; one economy puts ten points
more on all it buys abroad, and the equilibrium is solved to 1e-10 of each economy's own income.
Each size runs in a process of its own, which has its peak memory measured. The exponents are of
the regression of log time on log economies and log sectors; the time is the shortest of the
repetitions, which other work on the machine disturbs least. `--json` prints everything as JSON.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from benchmarks.measuring import (
    Timing,
    as_table,
    device,
    in_own_process,
    load,
    peak_megabytes,
    timed,
)
from benchmarks.problems import random_rise

ECONOMIES = (10, 20, 40, 80, 140, 194)
SECTORS = (1, 5, 10, 20, 40)
REPEATS = 21
LARGE = 50_000
"""From so many flows on the work on them outweighs the fixed cost of a call."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """What a world of one size costs.

    Attributes:
        n: Economies.
        s: Sectors.
        timing: Of one solve, milliseconds.
        steps: Evaluations of the system in it.
        residual: The largest, relative to each economy's own income.
        megabytes: Peak memory of the process.
    """

    n: int
    s: int
    timing: Timing
    steps: int
    residual: float
    megabytes: float

    @property
    def flows(self) -> int:
        """How many flows the world has."""
        return self.n * self.n * self.s

    @property
    def per_step(self) -> float:
        """Milliseconds of a step at best, the fixed cost of a solve shared out."""
        return self.timing.least / self.steps


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A regression of log time.

    Attributes:
        what: What time it is, over which sizes.
        economies: Exponent in the number of economies.
        sectors: Exponent in the number of sectors.
        r_squared: Part of the variance it explains.
        sizes: How many sizes it is fitted to.
    """

    what: str
    economies: float
    sectors: float
    r_squared: float
    sizes: int


def measured_here(n: int, s: int) -> Size:
    """Return what one size costs, measured in this process."""
    problem = random_rise(n, s)
    found = problem.solved()
    return Size(
        n=n,
        s=s,
        timing=timed(problem.solved, repeats=REPEATS),
        steps=found.steps,
        residual=found.residuals.own,
        megabytes=peak_megabytes(),
    )


def measured_apart(n: int, s: int) -> Size:
    """Return what one size costs, measured in a process of its own."""
    said = in_own_process("benchmarks.growth", "--here", str(n), str(s))
    return Size(**(said | {"timing": Timing(**said["timing"])}))


def fit(what: str, sizes: Sequence[Size], times: Sequence[float]) -> Fit:
    """Return the exponents of a time in economies and sectors.

    Args:
        what: What time it is.
        sizes: The worlds.
        times: What each took.
    """
    shape = np.log([[size.n, size.s] for size in sizes])
    columns = np.column_stack([np.ones(len(sizes)), shape])
    logs = np.log(times)
    found, *_ = np.linalg.lstsq(columns, logs, rcond=None)
    left = logs - columns @ found
    return Fit(
        what=what,
        economies=float(found[1]),
        sectors=float(found[2]),
        r_squared=1.0 - float(left @ left) / float(((logs - logs.mean()) ** 2).sum()),
        sizes=len(sizes),
    )


def fits(sizes: Sequence[Size]) -> list[Fit]:
    """Return the exponents of a solve and of a step, over all sizes and the large ones alone."""
    large = [size for size in sizes if size.flows >= LARGE]
    return [
        fit(f"{what}, {which}", group, [time(size) for size in group])
        for which, group in (("all sizes", sizes), (f"from {LARGE:,} flows on", large))
        for what, time in (
            ("solve", lambda size: size.timing.least),
            ("step", lambda size: size.per_step),
        )
    ]


def shown(sizes: Sequence[Size]) -> str:
    """Return the table of sizes."""
    heads = ("economies", "sectors", "solve, ms", "steps", "a step, ms", "residual", "peak memory")
    return as_table(
        heads,
        [
            (
                str(size.n),
                str(size.s),
                str(size.timing),
                str(size.steps),
                f"{size.per_step:.3f}",
                f"{size.residual:.0e}",
                f"{size.megabytes:.0f} MB",
            )
            for size in sizes
        ],
    )


def exponents_table(found: Sequence[Fit]) -> str:
    """Return the table of exponents."""
    heads = ("time of a", "exponent in economies", "in sectors", "R^2", "sizes")
    rows = [
        (
            each.what,
            f"{each.economies:.2f}",
            f"{each.sectors:.2f}",
            f"{each.r_squared:.3f}",
            str(each.sizes),
        )
        for each in found
    ]
    return as_table(heads, rows)


def main() -> None:
    """Measure every size and print what grows how."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", nargs=2, type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(asdict(measured_here(*asked.here))))
        return
    before = load()
    sizes = [measured_apart(n, s) for s in SECTORS for n in ECONOMIES]
    if asked.json:
        told = {"sizes": [asdict(size) for size in sizes], "fits": [asdict(f) for f in fits(sizes)]}
        print(json.dumps({"device": device(), "load": before} | told))
        return
    print(f"JAX computes on: {device()}\nload: {before}\n")
    print(f"{shown(sizes)}\n\n{exponents_table(fits(sizes))}")


if __name__ == "__main__":
    main()
