"""The targets that `benchmarks.targets` measures: one small function each, and their list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import problems
from benchmarks.measuring import Timing, seconds, summary, timed
from benchmarks.reprice import ON, PAIR, deal_between
from tradetalks.atlas.load import load_world
from tradetalks.model.draws import weigh_draws
from tradetalks.model.gradient import gradient, jacobian
from tradetalks.model.quantities import measure
from tradetalks.model.sampling import published_draws

REPEATS = 41
FEW = 5
ONCE = 3
DRAWS = 1000


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a target's function returns.

    Attributes:
        timing: In the target's unit.
        residual: The largest residual, relative to each economy's own income; log distance for
            prices.
        note: What else to know of it.
    """

    timing: Timing
    residual: float
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A time to keep to.

    Attributes:
        key: Its name at the command line.
        what: What is measured.
        limit: At most so many units.
        unit: Unit of limit and timing.
        measure: Measures it, from the folder of raw data.
        reads: Whether it reads raw data at all.
    """

    key: str
    what: str
    limit: float
    unit: str
    measure: Callable[[Path], Measured]
    reads: bool = True


def caliendo_parro(data: Path) -> Measured:
    """NAFTA's tariffs, deficits purged before: Table 2 of Caliendo and Parro (2015)."""
    return _of([problems.nafta(data)])


def default_world(data: Path) -> Measured:
    """Ten points more on all goods that the United States buys."""
    del data
    return _of([problems.ten_points()])


def one_sector(data: Path) -> Measured:
    """The tariffs of 2 April 2025: Table 1 of Ignatenko et al. (2025)."""
    return _of(problems.liberation_day(data)[:1])


def nine_scenarios(data: Path) -> Measured:
    """The nine runs of the one-sector code behind Tables 1 to 3 of Ignatenko et al. (2025)."""
    return _of(problems.liberation_day(data))


def gradient_caliendo_parro(data: Path) -> Measured:
    """Real income of the United States in every tariff of the world of Caliendo and Parro."""
    return _gradient(problems.nafta(data), "real_income_hat")


def gradient_default_world(data: Path) -> Measured:
    """The same in the default world."""
    del data
    return _gradient(problems.ten_points(), "real_income_hat")


def gradient_one_sector(data: Path) -> Measured:
    """Welfare of the United States in every tariff of 194 economies."""
    return _gradient(problems.liberation_day(data)[0], "welfare_hat")


def all_derivatives(data: Path) -> Measured:
    """Welfare of all economies in all tariffs between them."""
    found = problems.liberation_day(data)[0].solved()
    timing = timed(lambda: jacobian(found, "welfare_hat"), repeats=FEW, per_second=1.0)
    return Measured(timing=timing, residual=found.residuals.own)


def many_draws(data: Path) -> Measured:
    """A deal and its status quo under draws from the published elasticities, two structures."""
    del data
    world = load_world()
    deal, drawn = deal_between(world, PAIR, rate=0.0), published_draws(world, DRAWS)
    found = weigh_draws(world, deal, drawn, on=ON)
    timing = timed(
        lambda: weigh_draws(world, deal, drawn, on=ON), repeats=ONCE, per_second=1.0, warm=False
    )
    return Measured(
        timing=timing,
        residual=float(found.headlines.residual[found.solved].max()),
        note=f"{len(found.failures)} without equilibrium",
    )


def _gradient(problem: problems.Problem, quantity: str) -> Measured:
    """Return the time of a gradient over that of its solve, one after the other each time."""
    found = problem.solved()
    outcome = measure(problem.world, quantity, "USA")
    gradient(found, outcome)
    ratios = [
        seconds(lambda: gradient(found, outcome)) / seconds(problem.solved) for _ in range(REPEATS)
    ]
    return Measured(timing=summary(ratios), residual=found.residuals.own)


def _of(asked: Sequence[problems.Problem]) -> Measured:
    found = [problem.solved() for problem in asked]
    return Measured(
        timing=timed(lambda: [problem.solved() for problem in asked], repeats=REPEATS),
        residual=max(each.residuals.own for each in found),
        note=f"{sum(each.steps for each in found)} steps",
    )


TARGETS = (
    Target(
        key="caliendo-parro",
        what="Caliendo-Parro counterfactual, 31 x 40",
        limit=30.0,
        unit="ms",
        measure=caliendo_parro,
    ),
    Target(
        key="default-world",
        what="default world, 78 x 22",
        limit=20.0,
        unit="ms",
        measure=default_world,
        reads=False,
    ),
    Target(
        key="one-sector",
        what="one-sector solve, 194 x 1",
        limit=10.0,
        unit="ms",
        measure=one_sector,
    ),
    Target(
        key="nine-scenarios",
        what="all nine scenarios of Tables 1-3, 194 x 1",
        limit=100.0,
        unit="ms",
        measure=nine_scenarios,
    ),
    Target(
        key="gradient-caliendo-parro",
        what="gradient of one outcome in all tariffs, 31 x 40",
        limit=3.0,
        unit="x its solve",
        measure=gradient_caliendo_parro,
    ),
    Target(
        key="gradient-default-world",
        what="gradient of one outcome in all tariffs, 78 x 22",
        limit=3.0,
        unit="x its solve",
        measure=gradient_default_world,
        reads=False,
    ),
    Target(
        key="gradient-one-sector",
        what="gradient of one outcome in all tariffs, 194 x 1",
        limit=3.0,
        unit="x its solve",
        measure=gradient_one_sector,
    ),
    Target(
        key="all-derivatives",
        what="all 194^3 derivatives of welfare in tariffs",
        limit=3.0,
        unit="s",
        measure=all_derivatives,
    ),
    Target(
        key="draws",
        what=f"{DRAWS:,} draws of a deal on the default world",
        limit=15.0,
        unit="s",
        measure=many_draws,
        reads=False,
    ),
)
