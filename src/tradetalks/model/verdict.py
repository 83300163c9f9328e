"""Where a solve ended, measured and put in words."""

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model.accounts import Accounts
from tradetalks.model.feedback import RISKY, feedback
from tradetalks.model.islands import impossible_island
from tradetalks.model.problem import Gaps
from tradetalks.model.stages import Ended, Solver
from tradetalks.model.status import Residuals, Status, Verdict
from tradetalks.model.structure import Structure

FloatArray = NDArray[np.float64]


def residuals_of(ended: Ended, world: World, before: Accounts) -> Residuals:
    """Return the largest residual of each block where a solve ended.

    Args:
        ended: Where it ended.
        world: The benchmark it started from.
        before: Its accounts under the structure.
    """
    gaps = Gaps(*(np.abs(np.asarray(block)) for block in ended.run.answer.gaps))
    own_income = before.income / before.income.sum()
    own_labour = before.labour_income / before.income.sum()
    by_economy = np.maximum(gaps.clearing, gaps.labour)
    cells = np.concatenate([np.maximum(gaps.price, gaps.spending), by_economy[:, None]], axis=1)
    economy, sector = np.unravel_index(int(cells.argmax()), cells.shape)
    return Residuals(
        price=float(gaps.price.max()),
        spending=float((gaps.spending * own_income[:, None]).max()),
        clearing=float((gaps.clearing * own_labour).max()),
        labour=float(gaps.labour.max()),
        balance=float((gaps.balance * own_income).max()),
        own=float(cells.max()),
        sector=(*world.sectors, "")[int(sector)],
        economy=world.economies[int(economy)],
    )


def status_of(
    ended: Ended,
    world: World,
    residuals: Residuals,
    *,
    structure: Structure,
    solver: Solver,
    contradiction: Status | None,
) -> Status:
    """Return what became of a solve.

    Args:
        ended: Where it ended.
        world: The benchmark it started from.
        residuals: What is left of the equations there.
        structure: Which model it is.
        solver: The settings it ran under.
        contradiction: Why there can be no equilibrium; None where nothing speaks against it.
    """
    stranded = np.asarray(ended.run.stranded)
    if stranded.any():
        return _nobody_sells(stranded, world)
    if contradiction is not None and ended.reached < 1.0:
        return contradiction
    income = np.asarray(ended.run.answer.income)
    if income.min() <= 0.0:
        return _owes_all(income, np.asarray(ended.run.answer.revenue), world)
    if ended.reached == 1.0:
        verdict = Verdict.SOLVED if ended.stages == 1 else Verdict.SOLVED_IN_STAGES
        how = " by Newton's method" if ended.by_newton else ""
        how += "" if ended.stages == 1 else f" in {ended.stages} stages"
        return Status(
            verdict=verdict,
            sentence=f"Solved{how} in {ended.steps} steps, largest residual {residuals.own:.1e}",
        )
    return _stopped(ended, world, residuals, structure=structure, solver=solver)


def contradiction_in(
    world: World, *, iceberg: FloatArray | None, imbalance: FloatArray
) -> Status | None:
    """Return why nobody could pay for what is asked, or None where nothing speaks against it.

    Args:
        world: The benchmark.
        iceberg: Change in trade costs [exporter, importer, sector]; infinite where trade is cut.
        imbalance: What each economy would receive from others [economy], billions of US dollars.
    """
    island = impossible_island(world, iceberg=iceberg, imbalance=imbalance)
    if island is None:
        return None
    return Status(
        verdict=Verdict.NO_PARTNER,
        sentence=island.sentence,
        remedy="Use the closure 'balanced' or 'purged', or leave trade both ways",
    )


def _stopped(
    ended: Ended, world: World, residuals: Residuals, *, structure: Structure, solver: Solver
) -> Status:
    place = " in ".join(filter(None, (residuals.sector, residuals.economy)))
    said = (
        f"stopped after {ended.steps} steps with a residual of {residuals.own:.1e} of own "
        f"income, largest for {place}; solved up to {ended.reached:.0%} of the change"
    )
    remedy = (
        f"Ask for a smaller change, more steps (most_steps={2 * solver.most_steps}) or a "
        f"looser tolerance (tolerance={100 * solver.tolerance:.0e})"
    )
    returned = feedback(world, structure)
    if returned.max() > RISKY:
        economy = world.economies[int(returned.argmax())]
        said += (
            f". Of a fall in the prices of {economy} {returned.max():.0%} comes back through "
            "inputs, scale and labour; from 100% on prices may have nowhere to settle"
        )
        remedy = "Take weaker economies of scale, less elastic labour or fewer inputs"
    return Status(verdict=Verdict.STOPPED, sentence=said, remedy=remedy)


def _nobody_sells(stranded: NDArray[np.bool_], world: World) -> Status:
    economy, sector = (int(axis[0]) for axis in np.nonzero(stranded))
    return Status(
        verdict=Verdict.NO_SELLER,
        sentence=(
            f"nobody is left to sell {world.sectors[sector]} to {world.economies[economy]}, "
            "which cannot do without"
        ),
        remedy="Leave at least one seller with finite trade costs",
    )


def _owes_all(income: FloatArray, revenue: FloatArray, world: World) -> Status:
    poorest = int(income.argmin())
    if revenue[poorest] < income[poorest]:
        return Status(
            verdict=Verdict.NO_INCOME,
            sentence=(
                f"{world.economies[poorest]} would pay more in subsidies on trade "
                f"({-revenue[poorest]:.3g} bn) than it earns"
            ),
            remedy="Take smaller subsidies",
        )
    return Status(
        verdict=Verdict.NO_INCOME,
        sentence=(
            f"{world.economies[poorest]} would have to send others more than it earns: "
            f"income of {income[poorest]:.3g} bn"
        ),
        remedy="Use the balanced closure, or a smaller transfer",
    )
