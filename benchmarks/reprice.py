"""How fast a deal is priced again, to what residual, and how much faster than plain NumPy.

Run `python -m benchmarks.reprice`. Both solvers price the same deal to the same residual in the
same run; the cold time is that of a process of its own, imports and compilation in.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from tests.model.numpy_solver import solve_plain
from tradetalks.atlas.load import load_world
from tradetalks.atlas.world import World
from tradetalks.model.weigh import weigh
from tradetalks.policy.deal import Concession, Deal
from tradetalks.policy.formula import Change, Form

ON = date(2025, 7, 25)
PAIR = ("PAK", "USA")
REPEATS = 41
PLAIN_REPEATS = 3
RESIDUAL = 1e-10

COLD = """
import time; began = time.perf_counter()
from benchmarks.reprice import ON, deal_between, PAIR
from tradetalks.atlas.load import load_world
from tradetalks.model.weigh import weigh
world = load_world()
weigh(world, deal_between(world, PAIR, rate=0.0), on=ON).real_income_hat
print(time.perf_counter() - began)
"""


@dataclass(frozen=True, kw_only=True)
class Timings:
    """What was measured.

    Attributes:
        world: The world priced on.
        warm_ms: Median milliseconds to price another deal on the same status quo, with its
            status quo looked up, its schedule laid and its record made.
        cold_s: Seconds of a new process, nothing compiled before.
        cached_s: Seconds of a new process that finds its compiled program on disk.
        plain_ms: Median milliseconds of the plain solver for the same deal.
        ratio: Plain over warm.
        residual: Largest residual of any block, relative to world income.
        plain_residual: The plain solver's, relative to own value added.
        apart: Largest log distance in real income between the two.
    """

    world: str
    warm_ms: float
    cold_s: float
    cached_s: float
    plain_ms: float
    ratio: float
    residual: float
    plain_residual: float
    apart: float


def deal_between(world: World, parties: tuple[str, str], *, rate: float) -> Deal:
    """Return a deal in which each side levies one rate on all goods of the other."""
    goods = tuple(code for code in world.sectors if code not in world.services)
    return Deal(
        title="One rate on all goods, both ways",
        parties=parties,
        status="proposed",
        concessions=tuple(
            Concession(by=by, to=(to,), sectors=goods, change=Change(Form.FINAL, rate))
            for by, to in (parties, parties[::-1])
        ),
    )


def measure() -> Timings:
    """Return the timings on the default world."""
    world = load_world()
    found = weigh(world, deal_between(world, PAIR, rate=0.0), on=ON)
    deals = [deal_between(world, PAIR, rate=0.002 * place) for place in range(REPEATS)]
    warm = [_timed(lambda deal=deal: weigh(world, deal, on=ON)) for deal in deals]
    standing = found.world

    def plain():
        return solve_plain(
            standing, found.tariff_after, tolerance=RESIDUAL / 2, inner_tolerance=RESIDUAL / 1000
        )

    slow = [_timed(plain) for _ in range(PLAIN_REPEATS)]
    answer = plain()
    cold, cached = _cold()
    return Timings(
        world=world.name,
        warm_ms=1e3 * statistics.median(warm),
        cold_s=cold,
        cached_s=cached,
        plain_ms=1e3 * statistics.median(slow),
        ratio=statistics.median(slow) / statistics.median(warm),
        residual=found.certificate.residual,
        plain_residual=answer.residual,
        apart=float(np.abs(np.log(found.real_income_hat / answer.real_income_hat)).max()),
    )


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _cold() -> tuple[float, float]:
    """Return seconds of two processes in turn that share a cache of their own, empty at first."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"XDG_CACHE_HOME": folder}
        first, second = (
            float(
                subprocess.run(
                    [sys.executable, "-c", COLD],
                    env=environment,
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
            for _ in range(2)
        )
    return first, second


def main() -> None:
    """Print the timings; `--json` prints them as JSON."""
    found = measure()
    if "--json" in sys.argv:
        print(json.dumps(vars(found)))
        return
    print(f"world {found.world}, deal between {' and '.join(PAIR)}, status quo of {ON}")
    print(f"  priced again, warm        {found.warm_ms:9.1f} ms (median of {REPEATS})")
    print(f"  residual, of world income {found.residual:9.1e}")
    print(f"  new process, cold         {found.cold_s:9.2f} s")
    print(f"  new process, cached       {found.cached_s:9.2f} s")
    print(f"  plain NumPy, same deal    {found.plain_ms:9.1f} ms (median of {PLAIN_REPEATS})")
    print(f"  residual, of own income   {found.plain_residual:9.1e}")
    print(f"  ratio, plain over warm    {found.ratio:9.1f}")
    print(f"  real incomes apart by     {found.apart:9.1e} at most, log")


if __name__ == "__main__":
    main()
