"""A war by formula on two worlds, its regrets, and the same in plain NumPy.

Everybody is at war and taxes all that is traded. `python -m benchmarks.formula_war` prints seconds,
what is left of the system, regrets, and how far each formula is from the exact one. The plain
solver is the published system as one writes it down in NumPy, given to SciPy's `root`, which takes
derivatives by differences. `--json` prints JSON, `--data FOLDER` reads the raw
data of the replications elsewhere; without them only the default world is measured.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import root

from benchmarks.measuring import DATA, Timing, as_table, device, load, short, timed
from tests.replications import lashkaripour
from tradetalks.atlas.load import load_world
from tradetalks.atlas.world import Array, World
from tradetalks.bargain.formula import Formula, FormulaWar, formula_war
from tradetalks.bargain.uniform_regret import uniform_regrets

REPEATS = 5
PLAIN_REPEATS = 2
PLAIN_TOLERANCE = 1e-12
PLAIN_START = 0.1
"""From rates of 0.3 or 0.5 the plain solver stops elsewhere on the first world."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One formula on one world.

    Attributes:
        world: Which, with its size.
        formula: Which.
        war: Seconds to the tariffs and the equilibrium.
        regrets: Seconds for what every player would gain by another rate.
        residual: What is left of the system.
        rate: Mean tariff, percent.
        real_income: Mean change in real income, percent.
        off: Median and largest distance of the rates from the exact ones, points.
        regret: Median and largest regret, percent of real income.
    """

    world: str
    formula: str
    war: Timing
    regrets: Timing
    residual: float
    rate: float
    real_income: float
    off: tuple[float, float]
    regret: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Plain:
    """The published formula in plain NumPy.

    Attributes:
        world: Which.
        seconds: How long it took.
        ratio: Over ours.
        steps: How often it evaluated the system.
        apart: Largest distance of its rates from ours.
    """

    world: str
    seconds: float
    ratio: float
    steps: int
    apart: float


def measured(world: World, formula: Formula, exact: FormulaWar) -> Row:
    """Return how one formula does on one world."""
    war = formula_war(world, formula=formula)
    off, regret = np.abs(war.rate - exact.rate), uniform_regrets(war).gain
    n, s = len(world.economies), len(world.sectors)
    return Row(
        world=f"{world.name}, {n} x {s}",
        formula=formula,
        war=timed(lambda: formula_war(world, formula=formula), repeats=REPEATS, per_second=1.0),
        regrets=timed(lambda: uniform_regrets(war), repeats=REPEATS, per_second=1.0),
        residual=war.residual,
        rate=100 * float(war.rate.mean()),
        real_income=100 * float(war.real_income_hat.mean() - 1),
        off=(100 * float(np.median(off)), 100 * float(off.max())),
        regret=(100 * float(np.median(regret)), 100 * float(regret.max())),
    )


def plain_war(world: World) -> tuple[Array, int]:
    """Return the rates of the published war, and how often its system was evaluated.

    Args:
        world: The benchmark.
    """
    n, steps = len(world.economies), 0
    abroad = ~np.eye(n, dtype=bool)[:, :, None]
    theta, share, final = world.theta, world.share, world.expenditure.T / world.expenditure.sum(1)
    pay = world.output.sum(axis=1)

    def gaps(unknown: Array) -> Array:
        nonlocal steps
        steps += 1
        wage, rate = np.exp(unknown[:n]), np.exp(unknown[n:])
        tariff = np.where(abroad, rate[None, :, None], world.tariff)
        landed = wage[:, None, None] * (1 + tariff) / (1 + world.tariff)
        weight = share * landed**-theta
        part = weight / np.maximum(weight.sum(axis=0), 1e-300)
        kept = (final.T * (part / (1 + tariff)).sum(axis=0)).sum(axis=1)
        sale = part / (1 + tariff) * final.T * (wage * pay / kept)[:, None]
        home = part[np.arange(n), np.arange(n)] * final.T
        delta = rate[:, None] * home / (1 + rate * home.sum(axis=1))[:, None]
        sold = sale * abroad
        lost = (sold * theta * (1 - (1 - delta) * part)).sum(axis=(1, 2))
        short_of = np.log(sale.sum(axis=(1, 2)) / (wage * pay))
        # One market clears with the others; its place is for the numéraire.
        short_of[-1] = wage @ pay / pay.sum() - 1
        return np.concatenate([short_of, np.log(sold.sum(axis=(1, 2)) / lost) - unknown[n:]])

    start = np.concatenate([np.zeros(n), np.full(n, np.log(PLAIN_START))])
    return np.exp(root(gaps, start, tol=PLAIN_TOLERANCE).x[n:]), steps


def against_plain(world: World, ours: Row) -> Plain:
    """Return plain NumPy beside ours."""
    rate, steps = plain_war(world)
    took = timed(lambda: plain_war(world), repeats=PLAIN_REPEATS, per_second=1.0, warm=False)
    return Plain(
        world=ours.world,
        seconds=took.median,
        ratio=took.median / ours.war.median,
        steps=steps,
        apart=float(np.abs(rate - formula_war(world).rate).max()),
    )


def worlds(data: Path) -> Iterator[World]:
    """Give the worlds that can be read."""
    if (data / lashkaripour.FILE).exists():
        yield lashkaripour.read_world(data)
    yield load_world()


def shown(rows: list[Row], plain: list[Plain]) -> str:
    """Return both tables."""
    heads = ["world", "formula", "war, s", "regrets, s", "residual", "mean tariff", "real income"]
    heads += ["off the exact rate, median and most", "regret, median and most"]
    lines = [
        [
            row.world,
            row.formula,
            _with_processor(row.war),
            _with_processor(row.regrets),
            f"{row.residual:.0e}",
            f"{row.rate:.2f} %",
            f"{row.real_income:.3f} %",
            f"{row.off[0]:.2f}, {row.off[1]:.2f} points",
            f"{row.regret[0]:.0e}, {row.regret[1]:.0e} %",
        ]
        for row in rows
    ]
    slow = [
        [
            each.world,
            short(each.seconds),
            str(each.steps),
            short(each.ratio),
            f"{each.apart:.0e}",
        ]
        for each in plain
    ]
    beside = ["world", "plain NumPy, s", "its evaluations", "ratio", "rates apart"]
    return f"{as_table(heads, lines)}\n\n{as_table(beside, slow)}"


def _with_processor(timing: Timing) -> str:
    busy = "" if timing.processor is None else f", {short(timing.processor)} of processor"
    return f"{short(timing.median)}{busy}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows, plain = [], []
    for world in worlds(asked.data):
        exact = formula_war(world, formula=Formula.EXACT)
        own = [measured(world, formula, exact) for formula in Formula]
        rows += own
        plain.append(against_plain(world, own[0]))
    if asked.json:
        print(json.dumps({"rows": [*map(asdict, rows)], "plain": [*map(asdict, plain)]}))
        return
    print(f"{device()}; load {load()}\n", file=sys.stderr)
    print(shown(rows, plain))


if __name__ == "__main__":
    main()
