"""The scenarios of Ignatenko, Lashkaripour, Macedoni and Simonovska (2025), solved and measured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np

from tests.replications.liberation_day_world import (
    ELASTICITY,
    VALUE_ADDED_SHARE,
    Source,
    optimal_rate,
    read_source,
    retaliation_rate,
    world_of,
)
from tradetalks.atlas.world import Array, World
from tradetalks.model.accounts import accounts_of
from tradetalks.model.closure import Closure
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.inputs import NoInputs, RoundaboutInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.presets import HOME, SPREAD
from tradetalks.model.scale import Scale
from tradetalks.model.stages import Solver
from tradetalks.model.structure import Structure

MEASURES = ("welfare", "deficit", "exports/GDP", "imports/GDP", "employment", "prices", "revenue")
"""Columns of the authors' files by country; revenue is over benchmark spending."""

OPTIMAL_ROUNDABOUT = 0.1257
"""The rate behind "optimal tariff" in Table 4, which is not printed: found from the row that it
gives, which no rate gives outside 12.569 to 12.576 percent."""
PRECISE = Solver(tolerance=1e-13)
"""As close as the authors' results by economy are to the solution of their equations."""


@dataclass(frozen=True, eq=False)
class Setting:
    """A model of the paper: a world, and the structure it is read with.

    Attributes:
        source: The authors' files.
        world: The benchmark.
        structure: The model.
        by_wages: Whether results are at unchanged average wages, as in the authors' roundabout
            code, or at unchanged average prices, as in the other.
    """

    source: Source
    world: World
    structure: Structure
    by_wages: bool = False

    @cached_property
    def earned(self) -> Array:
        """What labour earns before [economy]."""
        return accounts_of(self.world, self.structure).labour_income

    @property
    def spent(self) -> Array:
        """Spending before, inputs in [economy]."""
        return self.world.expenditure[:, 0]

    @property
    def weight(self) -> Array:
        """What averages over economies are weighed with: GDP in the roundabout code [economy]."""
        return self.source.gdp if self.by_wages else self.spent


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One run of the authors' code.

    Attributes:
        setting: Name of the setting.
        rates: Rates of the United States on each economy [economy].
        answer: Rates of each economy on the United States, from the rates of the latter; None
            where nobody answers.
    """

    setting: str
    rates: Callable[[Setting], Array]
    answer: Callable[[Setting, Array], Array] | None = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """A scenario solved.

    Attributes:
        setting: What it was solved in.
        found: The equilibrium.
        percent: [economy, measure], percent, in the order of `MEASURES`.
    """

    setting: Setting
    found: Equilibrium
    percent: Array


def flat(rate: float) -> Callable[[Setting], Array]:
    """Return the rates that are the same for everybody."""
    return lambda setting: np.full(len(setting.source.economies), rate)


def announced(setting: Setting) -> Array:
    """Return the rates of 2 April 2025."""
    return setting.source.announced


def optimal(setting: Setting) -> Array:
    """Return the closed form for the optimal tariff, by what the United States spends."""
    return flat(optimal_rate(setting.source, setting.world, per=setting.spent))(setting)


def optimal_by_earnings(setting: Setting) -> Array:
    """Return the same by what its labour earns, as the authors have it against retaliation."""
    return flat(optimal_rate(setting.source, setting.world, per=setting.earned))(setting)


def in_kind(setting: Setting, rates: Array) -> Array:
    """Return the rates of the United States, turned on the United States."""
    del setting
    return rates


def optimal_answer(setting: Setting, rates: Array) -> Array:
    """Return the closed form for the optimal retaliation of all others together."""
    del rates
    return flat(retaliation_rate(setting.source, setting.world, earned=setting.earned))(setting)


SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {
        "announced": Scenario(setting="benchmark", rates=announced),
        "lump sum": Scenario(setting="lump sum", rates=announced),
        "optimal": Scenario(setting="benchmark", rates=optimal),
        "reciprocal": Scenario(setting="benchmark", rates=announced, answer=in_kind),
        "optimal answer": Scenario(setting="benchmark", rates=announced, answer=optimal_answer),
        "optimal both": Scenario(
            setting="benchmark", rates=optimal_by_earnings, answer=optimal_answer
        ),
        "partial": Scenario(setting="partial", rates=announced),
        "elasticity 8": Scenario(setting="elasticity 8", rates=announced),
        "Eaton-Kortum": Scenario(setting="Eaton-Kortum", rates=announced),
        "roundabout": Scenario(setting="roundabout", rates=announced),
        "roundabout optimal": Scenario(setting="roundabout", rates=flat(OPTIMAL_ROUNDABOUT)),
        "roundabout reciprocal": Scenario(setting="roundabout", rates=announced, answer=in_kind),
    }
)
"""The nine runs of the one-sector code, and those three of the roundabout code whose rates are
known."""


def settings(source: Source) -> Mapping[str, Setting]:
    """Return the models of the paper by name."""
    plain, margins = benchmark_structure(source), fitted(source)
    variants = {
        "benchmark": plain,
        "lump sum": replace(plain, labour=ElasticLabour(relief=False)),
        "partial": replace(plain, margins=replace(margins, pass_through=-0.75)),
        "Eaton-Kortum": replace(plain, margins=None),
    }
    world = world_of(source)
    known = {name: Setting(source, world, structure) for name, structure in variants.items()}
    # The scale elasticity and the exponent of the tariff stay those of elasticity 4.
    known["elasticity 8"] = Setting(
        source,
        world_of(source, elasticity=2 * ELASTICITY),
        replace(
            plain, scale=Scale(strength=2 * SPREAD), margins=replace(margins, spread=2 * SPREAD)
        ),
    )
    known["roundabout"] = Setting(
        source,
        world_of(source, home_factor=1 / VALUE_ADDED_SHARE),
        replace(plain, inputs=RoundaboutInputs(value_added_share=VALUE_ADDED_SHARE)),
        by_wages=True,
    )
    return MappingProxyType(known)


def benchmark_structure(source: Source) -> Structure:
    """Return the model of Tables 1 to 3: elastic labour, scale, margins, relief of income tax."""
    return Structure(
        inputs=NoInputs(),
        imbalances=Closure.NOMINAL,
        labour=ElasticLabour(elasticity=0.5, relief=True),
        scale=Scale(strength=SPREAD),
        margins=fitted(source),
    )


def fitted(source: Source) -> Margins:
    """Return the margins that the authors fit, as an option of the model."""
    abroad, home = source.margins
    return Margins(share=float(abroad), own=((HOME, float(home)),), spread=SPREAD)


def tariff_of(scenario: Scenario, setting: Setting) -> Array:
    """Return the new tariff of a scenario [exporter, importer, sector]."""
    here, rates = setting.source.home, scenario.rates(setting)
    tariff = np.zeros_like(setting.world.tariff)
    tariff[:, here, 0] = rates
    if scenario.answer:
        tariff[here, :, 0] = scenario.answer(setting, rates)
    tariff[here, here] = 0.0
    return tariff


def run_all(data: Path) -> Mapping[str, Outcome]:
    """Return every scenario solved, by name."""
    known = settings(read_source(data))
    return MappingProxyType(
        {name: run(scenario, known[scenario.setting]) for name, scenario in SCENARIOS.items()}
    )


def run(scenario: Scenario, setting: Setting) -> Outcome:
    """Return a scenario solved and measured."""
    found = solve(
        setting.world, tariff_of(scenario, setting), structure=setting.structure, solver=PRECISE
    )
    return Outcome(setting, found, measured(found, by_wages=setting.by_wages))


def measured(found: Equilibrium, *, by_wages: bool) -> Array:
    """Return what the authors print of an equilibrium, percent [economy, measure].

    Money of the engine is at unchanged world labour income; here it is at the authors' unchanged
    averages, which moves deficits, prices and revenue.

    Args:
        found: The equilibrium.
        by_wages: Which average is unchanged: of wages by labour income, or prices by spending.
    """
    before, flow = found.before, found.flow[:, :, 0]
    money = _money(found, by_wages=by_wages)
    over, under = _trade(money * flow), _trade(found.world.flow[:, :, 0])
    grown = money * found.labour_income / before.labour_income
    changes = (
        found.welfare_hat - 1,
        (over.imports - over.exports - (under.imports - under.exports))
        / np.abs(under.imports - under.exports),
        over.exports / under.exports / grown - 1,
        over.imports / under.imports / grown - 1,
        found.labour_hat - 1,
        money * found.price_index_hat - 1,
        money * found.revenue / before.expenditure[:, 0],
    )
    return 100 * np.stack(changes, axis=1)


@dataclass(frozen=True, eq=False)
class _Trade:
    exports: Array
    imports: Array


def _trade(flow: Array) -> _Trade:
    abroad = flow * ~np.eye(len(flow), dtype=bool)
    return _Trade(exports=abroad.sum(axis=1), imports=abroad.sum(axis=0))


def _money(found: Equilibrium, *, by_wages: bool) -> float:
    if by_wages:
        weight, change = found.before.labour_income, found.wage_hat
    else:
        weight, change = found.before.expenditure[:, 0], found.price_index_hat
    return float(weight.sum() / (weight @ change))
