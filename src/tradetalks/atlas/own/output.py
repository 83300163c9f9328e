"""What each economy makes: from output at market prices, from value added, or from both.

Output at market prices includes the taxes on products, and tariff revenue among them: value added
is what is left of it without that revenue.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.own.economies import Economies
from tradetalks.atlas.own.technology import by_user
from tradetalks.atlas.sources.array_tables import ALL
from tradetalks.atlas.sources.arrays import (
    Block,
    Data,
    axes_of,
    filled,
    read_block,
    refuse_cells,
)
from tradetalks.atlas.sources.wdi import GdpTable
from tradetalks.errors import SourceError, WorldError

Array = NDArray[np.float64]

SHARES_SUM = 1e-6
"""How far an economy's shares of sectors in output may be from one: they were rounded."""

BY_ECONOMY = ("economy", "sector")


@dataclass(frozen=True, eq=False)
class Output:
    """What was given of the size of economies and of their sectors.

    Attributes:
        gdp: Output at market prices by economy, billions of US dollars; nothing where not given.
        value_added: Value added by economy and sector, billions of US dollars, or shares of output
            where that is given; nothing where not given.
        ratio: Output over value added, as it was given.
    """

    gdp: Mapping[str, float] | None
    value_added: Block | None
    ratio: float | Data | None

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors with value added."""
        if self.value_added is None:
            return ()
        made = self.value_added.values.max(axis=0, initial=0.0)
        return tuple(c for c, most in zip(self.value_added.labels[1], made, strict=True) if most)

    def known(self, place: str, economy: str) -> bool:
        """Return whether all that was given is given for a place, or for the economy it is in."""
        tables = [] if self.gdp is None else [set(self.gdp)]
        tables += [] if self.value_added is None else [set(self.value_added.labels[0])]
        return all(place in table or economy in table for table in tables)

    @property
    def what(self) -> str:
        """What an economy lacks of which nothing is known."""
        return "value added" if self.gdp is None else "output (GDP)"


def read_output(
    gdp: GdpTable | None, value_added: Data | None, ratio: float | Data | None
) -> Output:
    """Take what was given of the size of economies.

    Args:
        gdp: Output at market prices.
        value_added: Billions of US dollars, or shares of output where that is given, with the axes
            `economy` and `sector`; without the last, of the one sector `ALL`.
        ratio: Output over value added.

    Raises:
        SourceError: Labels are missing or others, or a number is missing or negative.
    """
    block = None
    if value_added is not None:
        block = filled(_by_sector(value_added), None)
        refuse_cells(block, block.values < 0, "is negative")
    known = None if gdp is None else dict(gdp.rows.select("economy", "value").iter_rows())
    if known is not None and block is not None:
        _check_shares(block)
    return Output(known, block, ratio)


def _by_sector(data: Data) -> Block:
    if "sector" in axes_of(data):
        return read_block(data, BY_ECONOMY, where="value added")
    block = read_block(data, BY_ECONOMY[:1], where="value added")
    return Block(block.values[:, None], BY_ECONOMY, (*block.labels, (ALL,)), block.where)


def _check_shares(block: Block) -> None:
    total = block.values.sum(axis=1)
    at = int(np.abs(total - 1.0).argmax())
    if abs(total[at] - 1.0) > SHARES_SUM:
        raise SourceError(
            f"the shares of {block.labels[0][at]} sum to {total[at]:.6g}, not to one",
            where=block.where,
            remedy="With `gdp`, give shares of it; give billions of dollars without",
        )


def value_added_of(
    output: Output, economies: Economies, sectors: tuple[str, ...], revenue: Array
) -> Array:
    """Return the value added that was given [economy, sector], billions of US dollars.

    Args:
        output: What was given.
        economies: The axis of economies.
        sectors: The axis of sectors.
        revenue: Tariff revenue [economy], billions of US dollars.

    Raises:
        WorldError: Nothing was given of sectors, or tariff revenue is all that an economy makes.
        SourceError: A sector that is traded has no value added.
    """
    if output.gdp is None and output.value_added is None:
        raise WorldError(
            "trade without sales at home does not say what economies make",
            where="build_world",
            remedy="Give `gdp`, or `value_added` by economy and sector",
        )
    if output.value_added is None and len(sectors) > 1:
        raise WorldError(
            f"output by economy says nothing of its {len(sectors)} sectors",
            where="gdp",
            remedy="Give `value_added` by economy and sector too, or one sector (sectors='ALL')",
        )
    net = _net_of_tariffs(output, economies, revenue)
    if output.value_added is None:
        return net[:, None]
    if output.gdp is None:
        return _of_sectors(output.value_added, economies, sectors)
    return net[:, None] * _mean_shares(output, economies, sectors)


def ratio_of(
    output: Output, economies: tuple[str, ...], sectors: tuple[str, ...], *, inputs: bool
) -> Array:
    """Return output over value added where no inputs are given [economy, sector].

    Raises:
        WorldError: There are several sectors and neither a ratio nor inputs, or both are given.
        SourceError: A ratio is below one.
    """
    if output.ratio is None:
        if len(sectors) > 1 and not inputs:
            raise WorldError(
                "value added does not say how much a sector sells",
                where="build_world",
                remedy="Give `output_per_value_added`, or `inputs`",
            )
        return np.ones((len(economies), len(sectors)))
    if inputs:
        raise WorldError(
            "inputs say already how much output value added makes",
            where="output_per_value_added",
            remedy="Give one of the two",
        )
    block = by_user(output.ratio, economies, sectors, where="output per value added")
    refuse_cells(block, ~(block.values >= 1.0), "is below one: output includes value added")
    return block.values


def _net_of_tariffs(output: Output, economies: Economies, revenue: Array) -> Array:
    net = economies.total(output.gdp or {}) - revenue
    if output.gdp is not None and (net <= 0).any():
        n = int(net.argmin())
        raise WorldError(
            f"tariff revenue of {revenue[n]:.4g} billion dollars is all that it makes, or more",
            where=economies.codes[n],
            remedy="Check the units of trade, output and tariffs",
        )
    return net


def _of_sectors(block: Block, economies: Economies, sectors: tuple[str, ...]) -> Array:
    """Add up the value added of places [economy, sector]."""
    absent = [code for code in sectors if code not in block.labels[1]]
    if absent:
        raise SourceError(
            f"there is none of {', '.join(absent[:8])}",
            where=block.where,
            remedy=f"Give every sector of this world: {', '.join(sectors[:12])}",
        )
    at = [block.labels[1].index(code) for code in sectors]
    columns = [
        economies.total(dict(zip(block.labels[0], block.values[:, k].tolist(), strict=True)))
        for k in at
    ]
    return np.stack(columns, axis=1)


def _mean_shares(output: Output, economies: Economies, sectors: tuple[str, ...]) -> Array:
    """Return the shares of sectors, of a group the mean of its places weighted with output."""
    gdp, block = output.gdp or {}, output.value_added
    assert block is not None
    weight = np.array([gdp.get(code, 1.0) for code in block.labels[0]])
    weighted = Block(block.values * weight[:, None], block.axes, block.labels, block.where)
    money = _of_sectors(weighted, economies, sectors)
    return np.asarray(money / money.sum(axis=1, keepdims=True))
