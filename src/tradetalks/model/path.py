"""A staged deal year by year: an equilibrium for each, and what they are worth together."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, NoEquilibriumError
from tradetalks.model.discount import (
    DEFAULT_DISCOUNT,
    check_discount,
    discount_factors,
    equal_yearly,
    present_value,
    value_after,
)
from tradetalks.model.equilibrium import Equilibrium, raise_unless_solved
from tradetalks.model.outcome import Outcome
from tradetalks.model.quota_search import Settled, settle_quotas
from tradetalks.model.stages import DEFAULT_SOLVER, Solver
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.model.weigh import Baseline, baseline, outcome_of
from tradetalks.policy.deal import HORIZON, Deal, apply_deal, first_day, last_change
from tradetalks.policy.economies import members_of
from tradetalks.policy.fit import Places
from tradetalks.policy.schedule import Schedule, status_quo
from tradetalks.policy.words import spoken_date

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Year:
    """One year of a deal.

    Attributes:
        year: Its number; 1 is the first.
        begins: Its first day; the rates are those of that day.
        outcome: What stands of the deal in it, beside the status quo.
    """

    year: int
    begins: date
    outcome: Outcome


@dataclass(frozen=True, eq=False, kw_only=True)
class DealPath:
    """A deal year by year, every year beside the same status quo.

    Money is billions of US dollars a year at prices of the status quo. Arrays are indexed in the
    order of `years`, `economies` and `sides`.

    Attributes:
        deal: The terms.
        years: Each year, the first one first.
        discount: Rate at which a year's worth is discounted, a fraction a year.
        last_change: The last year in which a step, a beginning or an end moves rates; a path may
            stop before it.
        assumptions: What was assumed, one sentence each.
    """

    deal: Deal
    years: tuple[Year, ...]
    discount: float
    last_change: int
    assumptions: tuple[str, ...]

    @property
    def world(self) -> World:
        """The status quo, as a benchmark."""
        return self.years[0].outcome.world

    @property
    def economies(self) -> tuple[str, ...]:
        """Codes of the economies in axis order."""
        return self.world.economies

    @property
    def sides(self) -> tuple[str, ...]:
        """Codes of the parties, a customs union as one where the deal names it so."""
        return self.deal.sides or self.deal.parties

    @cached_property
    def worth(self) -> FloatArray:
        """Equivalent variation [year, economy]."""
        return np.array([each.outcome.equivalent_variation for each in self.years])

    @cached_property
    def real_income_hat(self) -> FloatArray:
        """Change in real income [year, economy]."""
        return np.array([each.outcome.real_income_hat for each in self.years])

    @cached_property
    def factors(self) -> FloatArray:
        """Discount factors [year]; 1 in year 1."""
        return discount_factors(len(self.years), self.discount)

    @cached_property
    def present_value(self) -> FloatArray:
        """Worth of all years together, in year 1 [economy], billions of US dollars."""
        return present_value(self.worth, factors=self.factors)

    @cached_property
    def equal_yearly(self) -> FloatArray:
        """The same amount in each of these years that is worth as much [economy]."""
        return equal_yearly(self.present_value, factors=self.factors)

    @cached_property
    def afterwards(self) -> FloatArray | None:
        """Worth in year 1 of what follows the last year, if it goes on for ever [economy].

        None without discounting: it has no bound.
        """
        return value_after(self.worth[-1], factors=self.factors, discount=self.discount)

    @cached_property
    def for_ever(self) -> FloatArray | None:
        """Worth in year 1 of all years and what follows [economy]; None without discounting."""
        return None if self.afterwards is None else self.present_value + self.afterwards

    @cached_property
    def side_worth(self) -> FloatArray:
        """Equivalent variation, summed over the members of a side [year, side]."""
        return np.stack([self.worth[:, of].sum(axis=1) for of in self._members], axis=1)

    @cached_property
    def average_rate_before(self) -> FloatArray:
        """What `average_rate` is in the status quo [side]."""
        return self._average(self.world.tariff)

    @cached_property
    def average_rate(self) -> FloatArray:
        """The rate each side charges the other parties on goods [year, side], a fraction.

        Weighted by trade before tariff in the status quo; not a number where there is none.
        """
        return np.array([self._average(each.outcome.tariff_after) for each in self.years])

    @cached_property
    def _members(self) -> tuple[Places, ...]:
        index = self.world.economy_index
        return tuple(
            np.array([index(code) for code in members_of(side, self.world)]) for side in self.sides
        )

    def _average(self, tariff: FloatArray) -> FloatArray:
        goods = np.flatnonzero(~np.isin(self.world.sectors, self.world.services))
        rates = []
        for importers in self._members:
            others = np.setdiff1d(np.concatenate(self._members), importers)
            cells = np.ix_(others, importers, goods)
            trade = self.world.flow[cells]
            rates.append((trade * tariff[cells]).sum() / trade.sum() if trade.any() else np.nan)
        return np.array(rates)


def weigh_path(
    world: World,
    deal: Deal,
    *,
    years: int | None = None,
    on: date | None = None,
    known: date | None = None,
    discount: float = DEFAULT_DISCOUNT,
    elasticities: str | None = None,
    structure: Structure = DEFAULT_STRUCTURE,
    solver: Solver = DEFAULT_SOLVER,
) -> DealPath:
    """Return a deal year by year as it comes in, each year beside the same status quo.

    The status quo does not grow, and no measure begins or ends in it after its day.

    Args:
        world: The world as measured.
        deal: The terms, laid on the status quo.
        years: How many years, from the one in which the deal begins; when None, all in which its
            rates move and one more.
        on: The date of the status quo; when None, the day before the deal was signed, or else
            before it applies (`Deal.eve`), or today.
        known: Nothing announced after it is used; `on` when None.
        discount: Rate at which a year's worth is discounted, a fraction a year.
        elasticities: Name of the elasticity set; the world's own when None.
        structure: Which model it is.
        solver: Settings of the solver.

    Raises:
        InputError: The discount rate or the number of years cannot be.
        DealError: The deal does not fit the measures in force, or is never complete.
        UnknownCodeError: No elasticity set has that name.
        NoEquilibriumError: A year has no equilibrium; the message says which and where.
    """
    _check_years(years)
    check_discount(discount)
    on = on or deal.eve or date.today()
    if elasticities is not None and elasticities != world.elasticity:
        world = world.with_elasticity(elasticities)
    last = last_change(deal, on=on)
    base = status_quo(world, on, known=known)
    before = baseline(world, base, structure=structure, solver=solver)
    walked = _walk(before, base, deal, world, years=years or last + 1, solver=solver)
    return DealPath(
        deal=deal,
        years=walked,
        discount=discount,
        last_change=last,
        assumptions=_assumed(walked, deal, discount=discount, last=last),
    )


def _walk(
    before: Baseline, base: Schedule, deal: Deal, world: World, *, years: int, solver: Solver
) -> tuple[Year, ...]:
    """Solve year after year, each from the one before; equal rates are solved once."""
    walked: list[Year] = []
    laid: Schedule | None = None
    for year in range(1, years + 1):
        goal = apply_deal(base, deal, world, year=year)
        last = walked[-1].outcome if walked else None
        if last is None or laid is None or not _same(goal, laid):
            start = last.equilibrium if last else None
            found = _solved(before, goal, year, start, solver)
            last = outcome_of(before, goal, found.equilibrium, found.fills)
        laid = goal
        walked.append(Year(year=year, begins=first_day(deal, year, on=base.on), outcome=last))
    return tuple(walked)


def _same(one: Schedule, two: Schedule) -> bool:
    return one.quotas == two.quotas and np.array_equal(one.rate, two.rate)


def _solved(
    before: Baseline, goal: Schedule, year: int, start: Equilibrium | None, solver: Solver
) -> Settled:
    try:
        found = settle_quotas(
            before.world, goal, structure=before.structure, start=start, solver=solver
        )
        raise_unless_solved(found.equilibrium)
        return found
    except NoEquilibriumError as error:
        raise NoEquilibriumError(
            error.what, where=f"{error.where}, year {year} of the deal", remedy=error.remedy
        ) from None


def _check_years(years: int | None) -> None:
    if years is not None and not 1 <= years <= HORIZON:
        raise InputError(f"{years} years", remedy=f"Ask for 1 to {HORIZON} years")


def _assumed(
    walked: tuple[Year, ...], deal: Deal, *, discount: float, last: int
) -> tuple[str, ...]:
    first, final = walked[0], walked[-1]
    on = first.outcome.on or first.begins
    factors = discount_factors(len(walked), discount)
    said = [
        f"Every year is compared with the same status quo, that of {spoken_date(on)}: the world "
        "does not grow, and no measure begins or ends after that day.",
        f"Year 1 begins on {spoken_date(first.begins)}; every year has the rates of its first day, "
        "and is a long run of its own.",
        f"Worth is at prices of the status quo, discounted at {100 * discount:g} percent a year to "
        f"year 1; the factors of {len(walked)} years add up to {factors.sum():.4f}.",
    ]
    if deal.begins is None:
        said.append("The deal has no date: it is taken to begin on the day of the status quo.")
    if final.year < last:
        said.append(f"The path stops before year {last}, in which the deal last changes a rate.")
    if discount > 0.0:
        said.append(f"After year {final.year} every year is taken to be worth what that year is.")
    shared = (line for each in walked for line in each.outcome.assumptions)
    return tuple(dict.fromkeys((*shared, *said)))
