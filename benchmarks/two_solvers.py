"""Thousands of random deals, solved twice: how many fail, and how far apart the answers are.

Run `python -m benchmarks.two_solvers [DEALS]`; 2,000 deals take some minutes. The default suite
does the same with 200. Exits with 1 if a deal fails or two answers differ.
"""

import sys
from collections import Counter

import numpy as np

from tests.model.numpy_solver import solve_plain
from tests.tolerances import MODEL_REAL_INCOME
from tests.worlds import random_tariff, random_world
from tradetalks.model.equilibrium import attempt

SIZES = ((2, 2), (3, 3), (5, 4), (8, 6))
DEALS = 2000


def main() -> int:
    """Print what became of the deals; return the exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEALS
    verdicts: Counter[str] = Counter()
    steps: list[int] = []
    apart: list[float] = []
    for seed in range(count):
        draw = np.random.default_rng(seed)
        world = random_world(
            seed,
            *SIZES[seed % len(SIZES)],
            zero_flows=draw.choice([0.0, 0.2, 0.5]),
            zero_output=draw.choice([0.0, 0.2]),
            theta_max=65.0,
        )
        tariff = random_tariff(
            world, seed, highest=draw.choice([0.5, 2.0, 10.0]), touched=draw.choice([0.2, 0.9])
        )
        found = attempt(world, tariff)
        verdicts[found.status.verdict] += 1
        steps.append(found.steps)
        if found.status.solved:
            plain = solve_plain(world, tariff)
            distance = np.abs(np.log(found.real_income_hat / plain.real_income_hat)).max()
            apart.append(float(distance))
            if not distance < MODEL_REAL_INCOME:
                print(f"seed {seed}: answers {distance:.1e} apart; {found.status.sentence}")
        else:
            print(f"seed {seed}: {found.status.sentence}")
    print(f"{count} deals: {', '.join(f'{n} {verdict}' for verdict, n in verdicts.items())}")
    print(f"steps: median {np.median(steps):.0f}, most {max(steps)}")
    print(f"real incomes apart by {max(apart):.1e} at most, log")
    return int(len(apart) < count or not max(apart) < MODEL_REAL_INCOME)


if __name__ == "__main__":
    sys.exit(main())
