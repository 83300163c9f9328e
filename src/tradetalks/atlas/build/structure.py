"""Bring the 45-industry structure of 2020 to the economies and sectors of the default world.

The structure gives shares; shares of industries can only be merged with weights. Goods weigh
with their 2022 output, which the flows give. Services are one industry in the flows, so the
outputs of their 23 parts are solved from the structure's own Leontief rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.groups import GOODS_OF_45, METALS, membership, sector_of_45
from tradetalks.atlas.build.raw import RawStructure
from tradetalks.atlas.sectors import SECTOR_CODES

Array = NDArray[np.float64]

METAL_PARTS = ("C24A", "C24B")
OWN_METAL_ODDS = 10.0
"""A steel user inside the metals industry buys steel with ten times the odds that the country's
spending would give, and a non-ferrous user the other metals: steel mills smelt little copper.
The figure is a prior, not an estimate; balancing then fits the two sectors' own totals."""

PROXIES = {"ARE": ("SAU", "NOR", "BRN")}
"""Economies without a structure of their own take the mean of these: high-income exporters of
oil and gas, of which one is a Gulf neighbour."""


@dataclass(frozen=True, eq=False)
class Structure:
    """One economy's shares by sector.

    Attributes:
        value_added_share: [user], of output.
        input_share: [input, user], of the user's output; sums with value added to one.
        final_share: [sector], of final spending; sums to one.
    """

    value_added_share: Array
    input_share: Array
    final_share: Array


def shares_of(raw: RawStructure, economy: str) -> Structure:
    """Return the 45-industry shares of one economy, or the mean of its proxies'.

    Args:
        raw: The structure of 2020.
        economy: A code of the default world.
    """
    rows = [raw.economies.index(code) for code in PROXIES.get(economy, (economy,))]
    return Structure(
        value_added_share=raw.value_added_share[rows].mean(axis=0),
        input_share=raw.input_share[rows].mean(axis=0),
        final_share=raw.final_share[rows].mean(axis=0),
    )


def by_sector(
    shares: Structure,
    *,
    industries: Sequence[str],
    output: dict[str, float],
    spending: dict[str, float],
    deficit: float,
) -> Structure:
    """Merge one economy's industries into sectors.

    Args:
        shares: Its shares over the 45 industries.
        industries: The labels of the 45.
        output: Its 2022 output of each of the 28 industries of the flows, billions of dollars.
        spending: Its 2022 spending on each, before tariff, billions of dollars.
        deficit: Its 2022 imports less exports, billions of dollars.

    Returns:
        The shares over the 22 sectors. A sector without output is all value added.
    """
    labels, split = _split_metals(shares, industries, spending=spending)
    weights = _outputs(split, labels, output=output, spending=spending, deficit=deficit)
    own = [label if label in METAL_PARTS else sector_of_45(label) for label in labels]
    groups = membership(SECTOR_CODES, [_METAL_SECTOR.get(label, label) for label in own])
    total = groups @ weights
    safe = np.where(total > 0, total, 1.0)
    inputs = groups @ (split.input_share * weights) @ groups.T / safe
    return Structure(
        value_added_share=1.0 - inputs.sum(axis=0),
        input_share=inputs,
        final_share=groups @ split.final_share,
    )


_METAL_SECTOR = {"C24A": "FER", "C24B": "NFM"}


def _split_metals(
    shares: Structure, industries: Sequence[str], *, spending: dict[str, float]
) -> tuple[list[str], Structure]:
    """Replace the metals industry by its two parts, which share its cost structure."""
    at = list(industries).index(METALS)
    labels = [*industries[:at], *METAL_PARTS, *industries[at + 1 :]]
    part = np.array([spending[label] for label in METAL_PARTS])
    odds = np.ones((2, len(labels)))
    odds[[0, 1], [at, at + 1]] = OWN_METAL_ODDS
    bought = odds * part[:, None]
    bought /= bought.sum(axis=0)
    inputs = np.repeat(shares.input_share, np.where(np.arange(len(industries)) == at, 2, 1), 1)
    rows = np.insert(inputs, at, inputs[at], axis=0)
    rows[[at, at + 1]] *= bought
    final = np.insert(shares.final_share, at, shares.final_share[at])
    final[[at, at + 1]] *= part / part.sum()
    value_added = np.insert(shares.value_added_share, at, shares.value_added_share[at])
    return labels, Structure(value_added_share=value_added, input_share=rows, final_share=final)


def _outputs(
    shares: Structure,
    labels: Sequence[str],
    *,
    output: dict[str, float],
    spending: dict[str, float],
    deficit: float,
) -> Array:
    """Return the output of each industry: goods as given, services from the Leontief rows.

    Services y solve y = φ (A y + B g + f (v·y + v·g + D)), where g is the output of goods, A and
    B their inputs of services, f the final shares, v the shares of value added, D the deficit and
    φ the ratio of output to spending for services as a whole, taken to be the same in each part.
    """
    goods = np.array([sum(output[part] for part in GOODS_OF_45.get(label, ())) for label in labels])
    for label in METAL_PARTS:
        goods[labels.index(label)] = output[label]
    service = np.array([label not in GOODS_OF_45 and label not in METAL_PARTS for label in labels])
    aggregate = next(label for label in output if label.startswith("Services"))
    ratio = output[aggregate] / spending[aggregate]
    demand = shares.input_share + np.outer(shares.final_share, shares.value_added_share)
    by_goods = demand @ goods + shares.final_share * deficit
    system = np.eye(int(service.sum())) - ratio * demand[np.ix_(service, service)]
    services = np.maximum(np.linalg.solve(system, ratio * by_goods[service]), 0.0)
    weights = goods.copy()
    weights[service] = services * output[aggregate] / services.sum()
    return weights
