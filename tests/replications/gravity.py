"""One gravity world by three solvers: this engine, gegravity, and plain numpy.

Run `python -m tests.replications.gravity` to print how far they are from one another. What
gegravity found is stored; `gravity_with_gegravity` finds it again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.replications.gravity_case import ECONOMIES, REFERENCE, SIGMA, draw
from tests.replications.gravity_plain import (
    Endowment,
    as_endowment,
    balanced,
    full_endowment,
    with_engine,
)
from tests.replications.gravity_with_gegravity import STORED
from tradetalks.atlas.world import Array
from tradetalks.model.equilibrium import Equilibrium

AT_MOST = (1e-10, 1e-8, 1e-6)
"""Bounds that a distance is shown by; one above them is shown itself."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Answers:
    """The equilibrium after the change, in prices of the reference economy.

    Attributes:
        engine: By this project's engine.
        equilibrium: The engine's answer with its certificate.
        plain: By iteration in numpy.
        one_step: Prices that follow from resistances at benchmark output and expenditure.
        stands: Prices at the gate as gegravity gives them.
        stands_exports: Exports likewise.
        repeated: Prices when gegravity's resistances are repeated until output fits them.
        by: Name and version of gegravity.
    """

    engine: Endowment
    equilibrium: Equilibrium
    plain: Endowment
    one_step: Array
    stands: Array
    stands_exports: Array
    repeated: Array
    by: str


def solve_all() -> Answers:
    """Return the answers of the engine and of numpy, and what gegravity found."""
    case, reference = draw(), ECONOMIES.index(REFERENCE)
    sizes = {"output": case.output, "expenditure": case.expenditure}
    before = balanced(case.openness, **sizes)
    after = balanced(case.openness * case.change, **sizes)
    found = with_engine(before.trade, change=case.change, sigma=SIGMA, economies=ECONOMIES)
    plain = full_endowment(before.trade, change=case.change, sigma=SIGMA)
    resistance = before.outward(reference) / after.outward(reference)
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    return Answers(
        engine=as_endowment(found).in_money_of(reference),
        equilibrium=found,
        plain=plain.in_money_of(reference),
        one_step=resistance ** (1.0 / (1.0 - SIGMA)),
        stands=np.array(stored["as it stands"]["price"]),
        stands_exports=np.array(stored["as it stands"]["exports"]),
        repeated=np.array(stored["repeated"]["price"]),
        by=stored["by"],
    )


def apart(one: Array, other: Array) -> float:
    """Return the largest relative distance of two answers."""
    return float(np.abs(one / other - 1.0).max())


def distances(answers: Answers) -> Iterator[tuple[str, float]]:
    """Yield what is compared, and the largest relative distance over all economies."""
    engine, plain = answers.engine, answers.plain
    yield "engine and numpy, prices at the gate", apart(engine.price_hat, plain.price_hat)
    yield "engine and numpy, price indices", apart(engine.index_hat, plain.index_hat)
    yield "engine and numpy, all 900 flows", apart(engine.trade, plain.trade)
    repeated = answers.repeated
    yield f"engine and {answers.by} repeated, prices at the gate", apart(repeated, engine.price_hat)
    stands = answers.stands
    yield (
        f"engine and {answers.by} as it stands, prices at the gate",
        apart(stands, engine.price_hat),
    )
    yield (
        f"engine and {answers.by} as it stands, exports",
        apart(answers.stands_exports, engine.exports),
    )
    yield (
        f"{answers.by} as it stands and one step in numpy, prices",
        apart(stands, answers.one_step),
    )


def distances_table(answers: Answers) -> str:
    """Return the distances; small ones by a bound, which another machine shares."""
    lines = ["| compared | largest relative distance |", "|---|---|"]
    lines += [f"| {what} | {_shown(far)} |" for what, far in distances(answers)]
    return "\n".join(lines)


def prices_table(answers: Answers) -> str:
    """Return the change in the price at the gate of every economy, percent."""
    heads = ("engine", "numpy", "gegravity, repeated", "gegravity, as it stands")
    columns = (
        answers.engine.price_hat,
        answers.plain.price_hat,
        answers.repeated,
        answers.stands,
    )
    lines = [f"|  | {' | '.join(heads)} |", "|---" * 5 + "|"]
    for at, code in enumerate(ECONOMIES):
        cells = [f"{100 * (column[at] - 1):+.6f}" for column in columns]
        lines.append(f"| {code} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _shown(far: float) -> str:
    bound = next((bound for bound in AT_MOST if far < bound), None)
    return f"{far:.4f}" if bound is None else f"below {bound:.0e}"


def main() -> None:
    """Print the distances, the prices, and the engine's certificate."""
    answers = solve_all()
    print(f"{distances_table(answers)}\n\n{prices_table(answers)}\n")
    status, left = answers.equilibrium.certificate.status, answers.equilibrium.residuals.largest
    print(f"{status.sentence}; of world income {left:.1e}.")


if __name__ == "__main__":
    main()
