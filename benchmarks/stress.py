"""Ten thousand worlds and shocks at the ends of what can be asked: how many are solved.

Run `python -m benchmarks.stress [COUNT] [--from SEED]`; 10,000 take about half an hour on two
cores. Every solve either holds to 1e-9 of world income or says why there is no equilibrium. Every
tenth is solved again from a random start, and has to give the same. Exits with 1 if fewer than
99.9 percent are solved or explained, or if two starts disagree.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from tests.tolerances import MODEL_REAL_INCOME
from tests.worlds import WildShock, wild_shock
from tradetalks.model.equilibrium import Equilibrium, attempt, start_at
from tradetalks.model.status import Verdict
from tradetalks.model.structure import Structure

COUNT = 10_000
WORKERS = 2
RESIDUAL = 1e-9
EXPLAINED = (Verdict.NO_SELLER, Verdict.NO_PARTNER, Verdict.NO_INCOME)
AGAIN = 10
"""Every so many shocks are solved from a second start."""
GRANTED = 0.3
"""Part of the worlds whose imbalances stay; in the others trade has to balance after the shock."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of one shock.

    Attributes:
        seed: Of the world and the shock.
        verdict: What the solver said.
        sentence: The same in words.
        residual: Largest of any block, relative to world income.
        seconds: Time the solve took.
        apart: Largest log distance in real income between two starts; None where one was tried.
    """

    seed: int
    verdict: Verdict
    sentence: str
    residual: float
    seconds: float
    apart: float | None

    @property
    def solved(self) -> bool:
        """Whether there is an answer, and a good one."""
        return self.verdict.solved and self.residual <= RESIDUAL


def try_one(seed: int) -> Tried:
    """Return what became of a shock."""
    shock = wild_shock(seed)
    stays = np.random.default_rng(seed).random() < GRANTED
    structure = Structure(imbalances="share" if stays else "balanced")
    found = attempt(shock.world, shock.tariff, iceberg=shock.iceberg, structure=structure)
    again = seed % AGAIN == 0 and found.status.solved
    return Tried(
        seed=seed,
        verdict=found.status.verdict,
        sentence=found.status.sentence,
        residual=found.residuals.largest,
        seconds=found.seconds,
        apart=_apart(shock, found) if again else None,
    )


def _apart(shock: WildShock, found: Equilibrium) -> float:
    draw = np.random.default_rng(shock.world.expenditure.size)
    n, s = found.expenditure.shape
    other = attempt(
        shock.world,
        shock.tariff,
        iceberg=shock.iceberg,
        structure=found.structure,
        start=start_at(
            found,
            wage_hat=np.exp(draw.normal(0, 0.3, n)),
            price_hat=np.exp(draw.normal(0, 0.3, (n, s))),
        ),
    )
    return float(np.abs(np.log(other.real_income_hat / found.real_income_hat)).max())


def report(tried: Iterable[Tried], seconds: float) -> int:
    """Print what became of the shocks; return the exit code."""
    tried = list(tried)
    lost = [one for one in tried if not one.solved and one.verdict not in EXPLAINED]
    for one in lost:
        print(f"seed {one.seed}: {one.sentence}; residual {one.residual:.1e}")
    verdicts = Counter(one.verdict.value for one in tried)
    solved = sum(one.solved for one in tried)
    have_one = solved + len(lost)
    apart = [one.apart for one in tried if one.apart is not None]
    worst = max(one.residual for one in tried if one.solved)
    print(f"{len(tried)} shocks: {', '.join(f'{n} {name}' for name, n in verdicts.most_common())}")
    share = solved / len(tried)
    print(f"solved to {RESIDUAL:.0e} of world income: {share:.3%} of all; worst {worst:.1e}")
    print(f"of those not shown to have no equilibrium: {solved / have_one:.3%}")
    print(f"solved, or reported with the reason: {1 - len(lost) / len(tried):.3%}")
    print(
        f"{len(apart)} solved from a second start: at most {max(apart):.1e} apart, log real income"
    )
    median = 1e3 * np.median([one.seconds for one in tried])
    print(f"{seconds:.0f} s in all; a solve takes {median:.0f} ms, median")
    return int(solved / have_one < 0.999 or max(apart) > MODEL_REAL_INCOME)


def main() -> int:
    """Try the shocks in two processes and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--from", dest="first", type=int, default=0)
    asked = parser.parse_args()
    began = time.perf_counter()
    seeds = range(asked.first, asked.first + asked.count)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        tried = list(pool.map(try_one, seeds, chunksize=20))
    return report(tried, time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
