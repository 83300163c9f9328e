"""The world and the tariffs of Ignatenko, Lashkaripour, Macedoni and Simonovska (2025).

One sector, 194 economies, 2023, no tariffs before. The authors' own steps, in the same order:
margins are fitted to two regions, spending follows from GDP, and what it does not buy abroad it
buys at home. The scenarios are in `tests.replications.liberation_day_scenarios`, the tables in
`tests.replications.liberation_day`.
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.model.presets import ABROAD_SHARE, HOME, HOME_SHARE, SPREAD

FOLDER = Path("replications") / "liberation_day_2025"
ELASTICITY = 4.0
VALUE_ADDED_SHARE = 0.49
"""Value added over what producers earn, in Table 4."""
LEAST_RATE = 0.1
EUROPEAN_UNION = (
    *("AUT", "BEL", "BGR", "CYP", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN"),
    *("IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVN", "SWE"),
)
"""As in the authors' code, which leaves out Czechia and Slovakia: both are in their data."""


@dataclass(frozen=True, eq=False)
class Source:
    """The authors' files, and the margins they fit.

    Attributes:
        economies: Codes in the order of every axis.
        trade: Exports before tariff [exporter, importer], billions of dollars; nothing at home.
        gdp: Gross domestic product [economy], billions of dollars.
        announced: Rates of the United States on what each economy sells [economy], as announced
            on 2 April 2025, 10 percent at least.
    """

    economies: tuple[str, ...]
    trade: Array
    gdp: Array
    announced: Array

    @property
    def home(self) -> int:
        """Place of the United States."""
        return self.economies.index(HOME)

    @cached_property
    def margins(self) -> Array:
        """The share of spending net of tariff earned at home: [all others, United States].

        Sales at home are what is left of spending, which moves with the margins: the linear fit
        to the parts that distribution has in what either region sells is repeated until it settles.
        """
        regions = by_region(self)
        trade, gdp = regions @ self.trade @ regions.T, regions @ self.gdp
        imports, exports = trade[[1, 0], [0, 1]], trade[[0, 1], [1, 0]]
        target = np.array([ABROAD_SHARE, HOME_SHARE])
        share, moved = target, 1.0
        while moved > 1e-15:
            kept = gdp + deficit(trade, share) - imports
            home = kept / (kept + exports)
            fit = np.array([[home[0], 1 - home[0]], [1 - home[1], home[1]]])
            moved = np.abs(np.linalg.solve(fit, target) - share).max()
            share = np.linalg.solve(fit, target)
        return share

    @cached_property
    def margin(self) -> Array:
        """The same for each economy [economy]."""
        return np.asarray(self.margins @ by_region(self))


def read_source(data: Path) -> Source:
    """Return the authors' files; a pair that is not in the trade data does not trade."""
    with (data / FOLDER / "country_labels.csv").open(encoding="utf-8") as lines:
        economies = tuple(row["iso3"] for row in csv.DictReader(lines))
    thousands, dollars, listed = (
        np.genfromtxt(data / FOLDER / name, delimiter=",", skip_header=1)
        for name in ("trade_cepii.csv", "gdp.csv", "tariffs.csv")
    )
    announced = np.maximum(LEAST_RATE, listed)
    announced[economies.index(HOME)] = 0.0
    return Source(economies, np.nan_to_num(thousands) / 1e6, dollars / 1e9, announced)


def read_world(data: Path) -> World:
    """Return the benchmark of Tables 1 to 3: 194 economies, one sector, no tariffs, no inputs."""
    return world_of(read_source(data))


def world_of(source: Source, *, elasticity: float = ELASTICITY, home_factor: float = 1.0) -> World:
    """Return a benchmark.

    Args:
        source: The authors' files.
        elasticity: The trade elasticity.
        home_factor: Sales at home times this; one over the share of value added in the roundabout
            model, whose home market sells inputs besides.
    """
    economies, n = source.economies, len(source.economies)
    spending = source.trade.copy()
    spending[np.diag_indices(n)] = home_factor * sales_at_home(source)
    return World(
        name="Ignatenko et al. 2023",
        year=2023,
        economies=economies,
        sectors=("ALL",),
        economy_names=economies,
        sector_names=("Everything",),
        spending=spending[:, :, None],
        tariff=np.zeros((n, n, 1)),
        value_added_share=np.ones((n, 1)),
        input_share=np.zeros((n, 1, 1)),
        final_share=np.ones((n, 1)),
        elasticities={"ignatenko_2025": np.array([elasticity])},
        elasticity="ignatenko_2025",
    )


def sales_at_home(source: Source) -> Array:
    """Return what spending does not buy abroad [economy]; nothing where imports exceed it."""
    spent = source.gdp + deficit(source.trade, source.margin)
    return np.asarray(np.maximum(spent - source.trade.sum(axis=0), 0.0))


def deficit(trade: Array, margin: Array) -> Array:
    """Return spending less what labour earns, as the authors have it.

    Args:
        trade: Exports before tariff [exporter, importer].
        margin: What is earned at home of spending [economy].
    """
    return np.asarray((1 - margin) * (trade.sum(axis=0) - trade @ (1 - margin)))


def by_region(source: Source) -> Array:
    """Return which of two regions each economy is in [region, economy]: others, United States."""
    here = np.arange(len(source.economies)) == source.home
    return np.asarray(np.stack([~here, here]), dtype=float)


def optimal_rate(source: Source, world: World, *, per: Array) -> float:
    """Return the closed form of the authors for the optimal uniform tariff of the United States.

    Args:
        source: The authors' files.
        world: The benchmark.
        per: What each economy spends, or what labour earns there [economy]; the authors take the
            one for the tariff alone and the other for the tariff that meets retaliation.
    """
    return float(_closed_form(world.spending[:, :, 0], source.margin, per)[source.home])


def retaliation_rate(source: Source, world: World, *, earned: Array) -> float:
    """Return the closed form for all others as one region: their rate on the United States.

    Args:
        source: The authors' files.
        world: The benchmark.
        earned: What labour earns [economy].
    """
    regions = by_region(source)
    flow = regions @ world.spending[:, :, 0] @ regions.T
    return float(_closed_form(flow, source.margins, regions @ earned)[0])


def _closed_form(flow: Array, margin: Array, per: Array) -> Array:
    """Return `1/((1 + δ ε) φ − 1)`; δ weighs sales abroad by how little of each market they are."""
    abroad = ~np.eye(len(flow), dtype=bool)
    weight = (1 - margin) * flow * abroad * (1 - flow / flow.sum(axis=0))
    weight = weight.sum(axis=1) / ((1 - margin) * (per - flow.diagonal()))
    shape = ELASTICITY / SPREAD
    exponent = (1 + shape) / ((1 - margin) * shape) - 1 / shape
    return np.asarray(1 / ((1 + weight * ELASTICITY) * exponent - 1))
