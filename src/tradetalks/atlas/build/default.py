"""Compute the default world from the raw files: 78 economies, 22 sectors, 2022."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.balance import FREE, balance
from tradetalks.atlas.build.duties import us_rates
from tradetalks.atlas.build.elasticities import elasticity_sets
from tradetalks.atlas.build.elasticity_errors import error_sets
from tradetalks.atlas.build.groups import flow_groups
from tradetalks.atlas.build.protee import protee_set
from tradetalks.atlas.build.raw import RawFlows, RawStructure, read_flows, read_structure
from tradetalks.atlas.build.report import Movement, movement
from tradetalks.atlas.build.structure import by_sector, shares_of
from tradetalks.atlas.build.tariffs import Rates, Repair, repair
from tradetalks.atlas.places import economies
from tradetalks.atlas.sectors import SECTOR_CODES

Array = NDArray[np.float64]

YEAR = 2022

LEAST_VALUE_ADDED = 0.02
"""Smallest prior share of value added. The raw structure has exact zeros (refineries, home work),
which no multiplier could ever move, and a sector without value added cannot adjust its wage."""

LEAST_FINAL = 1e-6
"""Smallest prior share of a sector in final spending, so that a row always has a cell to adjust."""

FLOW_DECIMALS = 7
"""Flows are kept to a hundred US dollars, as in the raw file."""


@dataclass(frozen=True, eq=False)
class DefaultTables:
    """What ships: everything a world needs, before shares are taken.

    Attributes:
        economies: Codes in axis order.
        sectors: Codes in axis order.
        flow: Sales before tariff [exporter, importer, sector], billions of US dollars.
        tariff: Applied rates, same axes, fractions.
        use: What each user takes of an economy's spending on each input [economy, input, user], a
            fraction; the rest is final demand. As a fraction it stands whatever the tariffs are.
        elasticities: By name of set, each [sector].
        elasticity_errors: Their standard errors, same names and axis, NaN where unknown.
        repairs: What was changed in the raw tariffs.
        movements: What balancing moved, by economy.
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    flow: Array
    tariff: Array
    use: Array
    elasticities: Mapping[str, Array]
    elasticity_errors: Mapping[str, Array]
    repairs: tuple[Repair, ...]
    movements: tuple[Movement, ...]


def build_default(raw: Path) -> DefaultTables:
    """Compute the tables of the default world.

    Args:
        raw: The folder with the raw data: `oecd/`, `us_tariffs/`, `elasticities/`.

    Raises:
        SourceError: A raw file is missing or not as expected, or balancing fails.
    """
    flows, structure = read_flows(raw), read_structure(raw)
    by_place = _fold_places(flows)
    sectors = flow_groups(flows.economies, flows.industries)[1]
    flow = np.round(by_place @ sectors.T, FLOW_DECIMALS)
    rates = _tariffs(flows, flow, raw)
    fitted = [
        _balance_economy(n, structure, flows.industries, by_place, flow, rates.rate)
        for n in range(len(economies()))
    ]
    sets = elasticity_sets(raw, flows) | {"protee": protee_set(raw)}
    return DefaultTables(
        economies=economies(),
        sectors=SECTOR_CODES,
        flow=flow,
        tariff=rates.rate,
        use=np.stack([use for use, _ in fitted]),
        elasticities=sets,
        elasticity_errors=error_sets(raw, sets),
        repairs=rates.repairs,
        movements=tuple(moved for _, moved in fitted),
    )


def _fold_places(flows: RawFlows) -> Array:
    """Return flows [exporter, importer, industry] with the smallest economies in the rest."""
    places = flow_groups(flows.economies, flows.industries)[0]
    folded = np.einsum("ai,bn,ink->abk", places, places, flows.flow, optimize=True)
    return np.asarray(folded)


def _tariffs(flows: RawFlows, flow: Array, raw: Path) -> Rates:
    """Return the applied rates: averages weighted by trade before tariff, then repaired."""
    places, sectors = flow_groups(flows.economies, flows.industries)
    paid = np.einsum(
        "ai,bn,ink,sk->abs", places, places, flows.flow * flows.tariff, sectors, optimize=True
    )
    members = np.einsum("ai,bn,ink,sk->abs", places, places, flows.tariff, sectors, optimize=True)
    counts = places.sum(1)[:, None, None] * places.sum(1)[:, None] * sectors.sum(1)
    average = np.where(flow > 0, paid / np.where(flow > 0, flow, 1.0), members / counts)
    return repair(Rates(economies(), average), us_rates(raw, economies()))


def _balance_economy(
    n: int,
    structure: RawStructure,
    industries: tuple[str, ...],
    by_place: Array,
    flow: Array,
    tariff: Array,
) -> tuple[Array, Movement]:
    """Fit one economy's input purchases to its revenue and spending; return what users take.

    The table has a row per input and one for value added, a column per user and one for final
    demand. Rows of inputs meet spending, columns of users meet revenue; the totals of value added
    and of final demand are free, and follow: their difference is revenue plus deficit.
    """
    code = economies()[n]
    output, bought = by_place[n].sum(axis=0), by_place[:, n].sum(axis=0)
    deficit = float(bought.sum() - output.sum())
    shares = by_sector(
        shares_of(structure, code),
        industries=structure.industries,
        output=dict(zip(industries, output, strict=True)),
        spending=dict(zip(industries, bought, strict=True)),
        deficit=deficit,
    )
    revenue = flow[n].sum(axis=0)
    spending = (flow[:, n] * (1.0 + tariff[:, n])).sum(axis=0)
    value_added = shares.value_added_share * revenue
    income = value_added.sum() + spending.sum() - revenue.sum()
    s = len(SECTOR_CODES)
    prior = np.zeros((s + 1, s + 1))
    prior[:s, :s] = shares.input_share * revenue
    prior[s, :s] = np.maximum(shares.value_added_share, LEAST_VALUE_ADDED) * revenue
    prior[:s, s] = np.maximum(shares.final_share, LEAST_FINAL) * income
    fitted = balance(
        prior, row_total=np.append(spending, FREE), column_total=np.append(revenue, FREE)
    )
    return fitted.table[:s, :s] / spending[:, None], movement(code, prior, fitted)
