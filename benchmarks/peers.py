"""How many times faster than what users have: `python -m benchmarks.peers [--peers PYTHON]`.

Every peer solves the same problem as this project, in the same run, to the same residual of 1e-10;
where the problem differs the table says how. A solver in plain NumPy is part of this repository.
The packages are not, and never enter its environment; put them into one of their own:

    python3 -m venv ~/peers && ~/peers/bin/pip install puremacro==5.7.1 gegravity==0.3
    python -m benchmarks.peers --peers ~/peers/bin/python

Without `--peers` they are left out. `--json` prints everything as JSON.
"""

import argparse
import json
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from benchmarks import problems
from benchmarks.measuring import DATA, device, load, timed
from benchmarks.peer_answers import Array, Compared, apart, ask, compared_with, shown
from tests.model.numpy_solver import solve_plain
from tests.replications import gravity_case
from tests.replications.gravity_plain import as_endowment, balanced, with_engine
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import Equilibrium, purge
from tradetalks.model.structure import Structure

REPEATS = 21
PEER_REPEATS = 3
DRAWS = 10
STANDARD_ERROR = 0.05
SMALL = (15, 8)
"""Economies and sectors of a world that puremacro solves in time."""
ONE_STEP = (
    "gegravity holds output shares in the resistances where they were, so its answer is one step "
    "of the equilibrium that ours is; both fit the baseline first"
)


def with_numpy(what: str, problem: problems.Problem) -> Compared:
    """Return a problem solved by the solver in plain NumPy.

    Args:
        what: Its name in the table.
        problem: The problem; of the default structure, deficits kept or balanced.
    """

    def plain():
        return solve_plain(
            problem.world,
            problem.tariff,
            balanced=problem.structure.imbalances is Closure.BALANCED,
            tolerance=problems.RESIDUAL,
            inner_tolerance=problems.RESIDUAL / 1000,
        )

    theirs, ours = plain(), problem.solved()
    return Compared(
        what=what,
        peer=f"plain NumPy {np.__version__}",
        licence="this repository's",
        theirs=timed(plain, repeats=PEER_REPEATS),
        ours=timed(problem.solved, repeats=REPEATS),
        apart=apart(theirs.real_income_hat, ours.real_income_hat),
        note=f"residual {theirs.residual:.0e}, {theirs.evaluations} evaluations of excess demand",
    )


def with_puremacro(python: str, what: str, problem: problems.Problem, *, repeats: int) -> Compared:
    """Return a balanced problem solved by puremacro's Caliendo-Parro model.

    Args:
        python: Interpreter that has it.
        what: Its name in the table.
        problem: The problem.
        repeats: How often the peer solves it.
    """
    world = problem.world
    names = ("share", "value_added_share", "input_share", "final_share", "theta", "value_added")
    given = {name: getattr(world, name) for name in (*names, "tariff")}
    given |= {"tariff_after": problem.tariff, "tolerance": problems.RESIDUAL, "repeats": repeats}
    answer, found = ask(python, "with_puremacro.py", given), problem.solved()
    return compared_with(
        answer,
        what=what,
        ours=timed(problem.solved, repeats=REPEATS),
        field="real_income_hat",
        found=found.real_income_hat,
    )


def with_gegravity(python: str, what: str, *, trials: int, repeats: int) -> Compared:
    """Return a baseline and an experiment by gegravity, once or by Monte Carlo.

    Args:
        python: Interpreter that has it.
        what: Its name in the table.
        trials: Draws of the coefficient of trade costs, which ours takes over; 0 simulates once.
        repeats: How often the peer simulates.
    """
    case = gravity_case.draw()
    given = vars(case) | {
        "economies": np.array(gravity_case.ECONOMIES),
        "sigma": gravity_case.SIGMA,
        "tolerance": problems.RESIDUAL,
        "standard_error": STANDARD_ERROR,
        "trials": trials,
        "repeats": repeats,
    }
    answer = ask(python, "with_gegravity.py", given)
    drawn = answer.arrays.get("coefficients", np.ones(max(trials, 1)))

    def simulate() -> Array:
        return np.mean([_exports(case, coefficient) for coefficient in drawn], axis=0)

    ours = timed(simulate, repeats=REPEATS)
    compared = compared_with(answer, what=what, ours=ours, field="exports", found=simulate())
    return replace(compared, note="; ".join(filter(None, (compared.note, ONE_STEP))))


def _exports(case: gravity_case.Case, coefficient: float) -> Array:
    """Return exports in the equilibrium after the change, in prices of the reference economy."""
    before = balanced(case.openness**coefficient, output=case.output, expenditure=case.expenditure)
    found: Equilibrium = with_engine(
        before.trade,
        change=case.change**coefficient,
        sigma=gravity_case.SIGMA,
        economies=gravity_case.ECONOMIES,
    )
    return as_endowment(found).in_money_of(len(gravity_case.ECONOMIES) - 1).exports


def small_world() -> problems.Problem:
    """Return ten points more in a random world whose deficits are purged."""
    n, s = SMALL
    rise = problems.random_rise(n, s)
    world = purge(rise.world)
    raised = problems.raised(world, 0, sectors=np.ones(s, dtype=bool))
    return replace(raised, structure=Structure(imbalances=Closure.BALANCED))


def compare(python: str | None, data: Path) -> list[Compared]:
    """Return every comparison that can be made.

    Args:
        python: Interpreter that has the packages; None leaves them out.
        data: Folder of raw data; what needs it is left out where it is missing.
    """
    nafta = problems.nafta(data) if data.exists() else None
    parro = "Caliendo-Parro counterfactual, 31 x 40"
    made = [with_numpy(parro, nafta)] if nafta else []
    made.append(with_numpy("default world, 78 x 22", problems.ten_points()))
    if python is None:
        return made
    small = "random world, {} x {}".format(*SMALL)
    made.append(with_puremacro(python, small, small_world(), repeats=PEER_REPEATS))
    made += [with_puremacro(python, parro, nafta, repeats=1)] if nafta else []
    gravity = "gravity baseline and one experiment, 30 x 1"
    made.append(with_gegravity(python, gravity, trials=0, repeats=PEER_REPEATS))
    several = f"the same by Monte Carlo, {DRAWS} draws"
    return [*made, with_gegravity(python, several, trials=DRAWS, repeats=1)]


def _interpreter(named: str | None) -> str | None:
    if named is None:
        print(f"puremacro and gegravity left out. {__doc__.split('own:')[1]}", file=sys.stderr)
        return None
    found = shutil.which(named)
    if found is None:
        raise SystemExit(f"no interpreter at {named}")
    return str(Path(found).absolute())


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has the packages")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    before = load()
    made = compare(_interpreter(asked.peers), asked.data)
    if asked.json:
        told = [asdict(each) | {"ratio": each.ratio} for each in made]
        print(json.dumps({"device": device(), "load": before, "compared": told}))
        return
    print(f"JAX computes on: {device()}\nload: {before}\n\n{shown(made)}")


if __name__ == "__main__":
    main()
