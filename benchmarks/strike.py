"""How long striking the example talks takes, part by part: `python -m benchmarks.strike`.

One process, nothing warmed up: what is compiled on the way is in the times, unless an earlier run
left it on disk (`JAX_COMPILATION_CACHE_DIR` names another folder). Last, a red line moves and the
talks are settled again.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from tradetalks.atlas.load import load_world
from tradetalks.bargain.exchange import exchange
from tradetalks.bargain.fallback import war_between
from tradetalks.bargain.frontier import frontier
from tradetalks.bargain.logroll import log_rolls
from tradetalks.bargain.reaction import Stance, reaction
from tradetalks.bargain.seat import take_seats
from tradetalks.bargain.settle import Rule, settle
from tradetalks.policy.load_talks import load_talks

EXAMPLE = Path(__file__).parents[1] / "examples" / "pakistan-united-states-talks.toml"
Found = TypeVar("Found")


def timed(what: str, work: Callable[[], Found]) -> Found:
    """Do something, and print how long it took."""
    began = time.perf_counter()
    found = work()
    print(f"{what:<46}{time.perf_counter() - began:>7.2f} s")
    return found


def main() -> None:
    """Print the time of every part."""
    began = time.perf_counter()
    world = timed("world", load_world)
    talks = timed("talks file", lambda: load_talks(EXAMPLE, world))
    seat = timed("status quo and fallbacks", lambda: take_seats(world, talks))
    table = seat.table
    nash = timed("Nash", lambda: settle(table))
    timed("Kalai-Smorodinsky", lambda: settle(table, Rule.KALAI_SMORODINSKY, near=nash))
    timed("frontier of 11 points", lambda: frontier(table, nash.x))
    offers = timed("offers and requests", lambda: exchange(table))
    timed("log-rolls", lambda: log_rolls(table, offers))
    timed("tariff war between the sides", lambda: war_between(talks, table.oracle))
    sides = tuple(code for side in talks.sides for code in side.members)
    timed(
        f"best response of {seat.watched[0]}",
        lambda: reaction(
            table.oracle,
            nash.tariff,
            sides=sides,
            members=talks.third_parties[0].members,
            score=seat.watched_at[0],
            stance=Stance.BEST,
        ),
    )
    print(f"{'in all, imports left out':<46}{time.perf_counter() - began:>7.2f} s")
    again(table, nash)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def again(table, nash) -> None:
    """Move a red line, to half as much again as the largest rate agreed, and settle again."""
    lines = table.oracle.lines
    line = int(np.argmax(np.where(nash.at_bound, 0.0, nash.rate)))
    low = lines.low.copy()
    low[line] = min(1.5 * nash.rate[line], lines.high[line])
    moved = replace(table, oracle=table.oracle.with_lines(lines.within(low=low)))
    found = timed("again, one red line moved", lambda: settle(moved, near=nash))
    print(f"{'':<46}{found.verdict}, residual {found.proof.residual:.0e}")


if __name__ == "__main__":
    main()
