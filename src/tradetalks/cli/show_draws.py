"""What `weigh --draws` and `weigh --sensitivity` print for a person."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tradetalks.cli.tables import (
    NOTHING_THERE,
    change,
    console,
    most_affected,
    signed,
    table,
)
from tradetalks.model.draws import STILL

if TYPE_CHECKING:
    from tradetalks.model.draws import Distribution
    from tradetalks.model.sensitivity import Sensitivity
    from tradetalks.policy.deal import Deal

FloatArray = NDArray[np.float64]

QUANTILES = (0.05, 0.5, 0.95)
RULE_OF_THREE = 3
"""Where nobody in N draws differs, 95 in 100 such samples come from chances below 3/N."""

HEADINGS = {
    "equivalent_variation": "gain",
    "exports": "exports",
    "imports": "imports",
    "revenue": "tariff revenue",
    "real_wage": "real wage",
}


def draws(found: "Distribution", deal: "Deal", *, seed: int | None, elapsed: float) -> None:
    """Print what a deal does under many draws: its parties, then the others most affected."""
    out = console()
    parties = [found.world.economy_index(code) for code in deal.parties]
    gain = found.quantiles("equivalent_variation", QUANTILES)
    income = found.quantiles("real_income_hat", QUANTILES)
    rows = [
        [
            found.world.economy_names[i],
            *(signed(1000 * value, 0) for value in gain[:, i]),
            *(change(value, 4) for value in income[:, i]),
            _chance(found, i),
        ]
        for i in most_affected(gain[1], parties)
    ]
    columns = [
        ("economy", "<"),
        ("gain, million USD: 5 %", ">"),
        ("median", ">"),
        ("95 %", ">"),
        ("real income, %: 5 %", ">"),
        ("median", ">"),
        ("95 %", ">"),
        ("chance of a gain, %", ">"),
    ]
    title = f"{deal.title}: {found.count:,} draws against the status quo of {found.on}"
    out.print(table(title, columns, rows))
    _counted(out, found)
    for line in found.assumptions:
        out.print(f"Assumed: {escape(line)}")
    seeded = "" if seed is None else f"; seed {seed}"
    out.print(
        f"Certificate: largest residual {_worst(found):.1e} of own income in "
        f"{found.solved.sum():,} draws; {found.world.name}, "
        f"{found.world.fingerprint[:12]}{seeded}; {elapsed:.1f} s"
    )


def _chance(found: "Distribution", i: int) -> str:
    moved = np.abs(found.headlines.welfare_hat[found.solved, i] - 1.0).max()
    if moved <= STILL:
        return NOTHING_THERE
    chance, error = found.probability_of_gain[i], found.sampling_error[i]
    return f"{100 * chance:.1f}" + (f" ± {100 * error:.1f}" if error else "")


def _counted(out: Console, found: "Distribution") -> None:
    """Print how many draws went where, and how sure a chance is."""
    solved = int(found.solved.sum())
    for place, structure in enumerate(found.structures):
        ours = found.structure == place
        out.print(
            f"Drawn: {ours.sum():,} under {escape(structure.sentence)}; "
            f"{(ours & found.solved).sum():,} solved"
        )
    for verdict, lost in found.lost.items():
        out.print(
            f"In no number above: {len(lost):,} without an equilibrium, {verdict}. Draw "
            f"{lost[0].draw + 1:,}: {escape(lost[0].reason)}"
        )
    least = f"; where all agree, the other sign has a chance below {RULE_OF_THREE / solved:.1%}"
    out.print(
        "± is one standard error of the chance from the number of draws"
        f"{least if solved > RULE_OF_THREE else ''}. The range is over elasticities and "
        "structures, not over errors in the data."
    )


def _worst(found: "Distribution") -> float:
    return float(np.nanmax(found.headlines.residual))


def sensitivity(found: "Sensitivity", deal: "Deal") -> None:
    """Print by how much each trade elasticity moves each headline of each party."""
    out = console()
    out.print(
        f"[bold]{escape(deal.title)}: against the status quo of {found.on}[/]. Percent by which "
        "a headline moves when the trade elasticity of a sector rises by one percent for all: plus "
        f"is away from zero, minus towards it, {NOTHING_THERE} where it is zero. Headlines are new "
        "less old; that of the real wage is its log change.",
        soft_wrap=True,
    )
    for i in range(len(found.economies)):
        out.print(_of_party(found, i))
    for line in found.assumptions:
        out.print(f"Assumed: {escape(line)}")
    out.print(
        f"Structure: {escape(found.structure.sentence)}; elasticities {found.world.elasticity}"
    )


def _of_party(found: "Sensitivity", i: int) -> Table:
    """Return the table of one economy: sectors that matter most first, then all together."""
    world = found.world
    order = [found.headlines.index(name) for name in HEADINGS]
    moves = found.elasticity[order, i]
    largest = np.where(np.isnan(moves), 0.0, np.abs(moves)).max(axis=0)
    rows = [
        ["headline, million USD or %", "", *_worth(found, i)],
        ["all sectors together", "", *map(_move, moves.sum(axis=1))],
    ]
    rows += [
        [world.sector_names[s], f"{world.theta[s]:.2f}", *map(_move, moves[:, s])]
        for s in np.argsort(-largest, kind="stable")
    ]
    columns = [("sector", "<"), ("elasticity", ">"), *((name, ">") for name in HEADINGS.values())]
    return table(world.economy_names[world.economy_index(found.economies[i])], columns, rows)


def _worth(found: "Sensitivity", i: int) -> list[str]:
    """Return the headlines themselves: money in millions, the real wage in percent."""
    money = [name for name in HEADINGS if name != "real_wage"]
    values = dict(zip(found.headlines, found.value[:, i], strict=True))
    worth = [signed(1000 * values[name], 1) for name in money]
    return [*worth, signed(100 * values["real_wage"], 4)]


def _move(value: float) -> str:
    return NOTHING_THERE if np.isnan(value) else signed(value, 3)
