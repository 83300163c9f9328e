"""How far each headline of a deal hangs on each trade elasticity.

One elasticity at a time is moved through both equilibria, the status quo and the deal, forwards:
that gives all headlines of all economies at once.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model.benchmark import benchmark_of, form_of
from tradetalks.model.equilibrium import point_of, shock_of
from tradetalks.model.implicit import differentiable_point
from tradetalks.model.problem import Benchmark, Form, Point, Shock
from tradetalks.model.quantities import quantities_at
from tradetalks.model.rebase import rebased
from tradetalks.model.shapes import BySector
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import baseline, beside, terms_of, without_purge
from tradetalks.policy.deal import Deal
from tradetalks.policy.quota import refuse_quotas
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]

HEADLINES = ("equivalent_variation", "real_wage", "exports", "imports", "revenue")
"""Gain, exports, imports and tariff revenue in billions of US dollars, all new less old; the real
wage in log points."""

NOTHING = 1e-10
"""A headline below this part of income (a real wage that moves by less) is what solving leaves: it
is zero and has no elasticity."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Sensitivity:
    """The elasticity of every headline to every trade elasticity.

    Attributes:
        world: The world as measured; its elasticities are those moved.
        structure: Which model it is.
        economies: Codes of the economies.
        headlines: Names of the headlines, units as `HEADLINES` says.
        value: The headlines themselves [headline, economy].
        slope: Change of each per log change of an elasticity [headline, economy, sector].
        on: The date of the status quo.
        known: The date of the knowledge it rests on.
        assumptions: What was assumed on the way, one sentence each.
    """

    world: World
    structure: Structure
    economies: tuple[str, ...]
    headlines: tuple[str, ...]
    value: FloatArray
    slope: FloatArray
    on: date
    known: date
    assumptions: tuple[str, ...]

    @property
    def elasticity(self) -> FloatArray:
        """Percent by which a headline moves when an elasticity rises by one percent.

        [headline, economy, sector]; no number where the headline is zero.
        """
        places = [self.world.economy_index(code) for code in self.economies]
        in_logs = np.array(self.headlines)[:, None] == "real_wage"
        least = NOTHING * np.where(in_logs, 1.0, self.world.income[places])
        size = np.where(np.abs(self.value) > least, self.value, np.nan)
        return np.asarray(self.slope / size[:, :, None])


def sensitivity(
    world: World,
    deal: Deal | Schedule,
    economies: tuple[str, ...],
    *,
    on: date | None = None,
    known: date | None = None,
    structure: Structure = DEFAULT_STRUCTURE,
    solver: Solver = DEFAULT_SOLVER,
) -> Sensitivity:
    """Return how the headlines of a deal answer to each trade elasticity (eq. model.31).

    The derivative is total: the status quo moves with the elasticities too, the flows of the world
    as measured do not.

    Args:
        world: The world as measured.
        deal: The terms, or the whole schedule that is to stand.
        economies: Codes of the economies whose headlines are asked for.
        on: The date of the status quo, as in `weigh`.
        known: Nothing announced after it is used.
        structure: Which model it is.
        solver: Settings of the solver.

    Raises:
        UnknownCodeError: An economy is not in the world.
        InputError: The schedule is of another world.
        DealError: There is a tariff quota.
        NoEquilibriumError: No equilibrium was found.
    """
    places = tuple(world.economy_index(code) for code in economies)
    base, goal = terms_of(world, deal, on=on, known=known)
    refuse_quotas(goal.quotas, asked="a sensitivity")
    unpurged = without_purge(structure)
    standing = baseline(world, base, structure=unpurged, solver=solver)
    after = beside(standing, goal, solver=solver).equilibrium
    along = partial(
        _along,
        form_of(unpurged),
        benchmark_of(world, unpurged),
        (shock_of(standing.equilibrium), shock_of(after)),
        (point_of(standing.equilibrium), point_of(after)),
    )
    moved = [along(direction) for direction in np.diag(world.theta)]
    return Sensitivity(
        world=world,
        structure=structure,
        economies=economies,
        headlines=HEADLINES,
        value=np.asarray(moved[0][0])[:, places],
        slope=np.stack([np.asarray(slope)[:, places] for _, slope in moved], axis=-1),
        on=base.on,
        known=base.known,
        assumptions=goal.assumptions,
    )


@partial(jax.jit, static_argnums=0)
def _along(
    form: Form,
    benchmark: Benchmark,
    shocks: tuple[Shock, Shock],
    points: tuple[Point, Point],
    direction: BySector,
) -> tuple[Array, Array]:
    """Return the headlines [headline, economy], and how they change along a direction."""

    def headlines(theta: BySector) -> Float[Array, "headline economy"]:
        measured = benchmark._replace(theta=theta)
        model, now = differentiable_point(form, measured, shocks[0], points[0])
        world = rebased(model, now)
        later, then = differentiable_point(form, world, shocks[1], points[1])
        found = quantities_at(later, then)
        others = 1.0 - jnp.eye(world.income.size)
        abroad = world.share * world.spending.T[:, None, :] * jnp.exp(-world.log_power) * others
        return jnp.stack(
            [
                found.equivalent_variation,
                jnp.log(found.real_wage_hat),
                found.exports - jnp.sum(abroad, axis=(0, 2)),
                found.imports - jnp.sum(abroad, axis=(0, 1)),
                found.revenue - world.revenue,
            ]
        )

    value, slope = jax.jvp(headlines, (benchmark.theta,), (direction,))
    return value, slope
