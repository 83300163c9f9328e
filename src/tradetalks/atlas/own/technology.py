"""What producers buy from each other, as it may be given, and how much output value added makes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.sources.arrays import Block, Data, filled, read_block, refuse_cells
from tradetalks.errors import WorldError

Array = NDArray[np.float64]

INPUT_AXES = ("economy", "input", "user")
USER_AXES = ("economy", "sector")


@dataclass(frozen=True, eq=False)
class Roundabout:
    """Inputs that are a bundle of everything, in the proportions of all spending at home.

    Attributes:
        value_added_share: Value added over revenue, above zero and not above one: one number for
            all, or numbers with the axes `economy` and `sector`.
    """

    value_added_share: float | Data


@dataclass(frozen=True, eq=False)
class InputShares:
    """What each input costs over what its user earns.

    Attributes:
        shares: Fractions of the user's revenue, tariff in, with the axes `economy`, `input` and
            `user`; those of one user sum to less than one.
    """

    shares: Data


@dataclass(frozen=True, eq=False)
class InputPurchases:
    """What each user pays for each input.

    Attributes:
        purchases: Billions of current US dollars a year, tariff in, with the axes `economy`,
            `input` and `user`.
    """

    purchases: Data


Inputs = Roundabout | InputShares | InputPurchases


@dataclass(frozen=True, eq=False)
class Technology:
    """How output is made, on the axes of a world.

    Attributes:
        value_added_share: Value added over revenue where inputs are a bundle of everything
            [economy, user].
        input_share: Cost of each input over revenue [economy, input, user].
        purchases: What users pay for inputs [economy, input, user], billions of US dollars.
    """

    value_added_share: Array | None = None
    input_share: Array | None = None
    purchases: Array | None = None

    @property
    def labour_alone(self) -> bool:
        """Whether nothing is bought as an input."""
        given = (self.value_added_share, self.input_share, self.purchases)
        return all(block is None for block in given)

    def output(self, value_added: Array) -> Array:
        """Return what must be made for some value added [economy, sector], same unit."""
        if self.purchases is not None:
            return np.asarray(value_added + self.purchases.sum(axis=1))
        if self.input_share is not None:
            return np.asarray(value_added / (1.0 - self.input_share.sum(axis=1)))
        if self.value_added_share is not None:
            return np.asarray(value_added / self.value_added_share)
        return value_added

    def inputs(self, *, wanted: Array, output: Array, spending: Array) -> Array:
        """Return what users pay for inputs [economy, input, user], before it is balanced.

        Args:
            wanted: The output that purchases were given for [economy, sector].
            output: The output they are needed for, same axes; purchases change in proportion.
            spending: What is spent on each sector, tariff in, same axes.
        """
        if self.purchases is not None:
            grown = np.where(wanted > 0, output / np.where(wanted > 0, wanted, 1.0), 1.0)
            return np.asarray(self.purchases * grown[:, None, :])
        if self.input_share is not None:
            return np.asarray(self.input_share * output[:, None, :])
        if self.value_added_share is not None:
            total = spending.sum(axis=1, keepdims=True)
            bundle = spending / np.where(total > 0, total, 1.0)
            cost = (1.0 - self.value_added_share) * output
            return np.asarray(bundle[:, :, None] * cost[:, None, :])
        return np.zeros((*output.shape, output.shape[1]))


def read_technology(
    inputs: Inputs | None, economies: tuple[str, ...], sectors: tuple[str, ...]
) -> Technology:
    """Put inputs on the axes of a world.

    Args:
        inputs: What was given; all output is made by labour alone where there is nothing.
        economies: The axis of economies.
        sectors: The axis of inputs and users.

    Raises:
        SourceError: Labels are missing or others, or a number is none, negative or too large.
        WorldError: What was given is no kind of inputs.
    """
    if inputs is None:
        return Technology()
    if isinstance(inputs, Roundabout):
        return Technology(value_added_share=_value_added_share(inputs, economies, sectors))
    if isinstance(inputs, InputShares):
        block = _inputs(inputs.shares, economies, sectors, "input shares")
        total = block.values.sum(axis=1)
        users = Block(total, USER_AXES, (economies, sectors), block.where)
        what = "buys inputs for all that it earns, or more"
        refuse_cells(users, total >= 1.0, what, "Give shares of the user's revenue")
        return Technology(input_share=block.values)
    if isinstance(inputs, InputPurchases):
        given = _inputs(inputs.purchases, economies, sectors, "input purchases")
        return Technology(purchases=given.values)
    raise WorldError(
        f"a {type(inputs).__name__} does not say what its numbers are",
        where="inputs",
        remedy="Give Roundabout(…), InputShares(…) or InputPurchases(…)",
    )


def by_user(
    given: float | Data, economies: tuple[str, ...], sectors: tuple[str, ...], *, where: str
) -> Block:
    """Return one number, or numbers by economy and sector, on those axes.

    Raises:
        SourceError: Labels are missing or others, or a number is missing.
    """
    if isinstance(given, int | float):
        values = np.full((len(economies), len(sectors)), float(given))
        return Block(values, USER_AXES, (economies, sectors), where)
    return on_axes(read_block(given, USER_AXES, where=where), (economies, sectors))


def on_axes(block: Block, wanted: tuple[tuple[str, ...], ...]) -> Block:
    """Return the cells with some labels, in their order.

    Raises:
        SourceError: A label or a cell is missing, or a label is not wanted.
    """
    values = np.full(tuple(len(codes) for codes in wanted), np.nan)
    theirs, ours = [], []
    for axis, codes, own in zip(block.axes, wanted, block.labels, strict=True):
        strange = Block(np.zeros(len(own)), (axis,), (own,), block.where)
        outside = np.array([code not in codes for code in own])
        refuse_cells(strange, outside, f"is no {axis} of this world", f"Its are {_some(codes)}")
        theirs.append(np.arange(len(own)))
        ours.append(np.array([codes.index(code) for code in own], dtype=int))
    values[np.ix_(*ours)] = block.values[np.ix_(*theirs)]
    return filled(Block(values, block.axes, wanted, block.where), None)


def _some(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:8]) + (", …" if len(codes) > 8 else "")


def _value_added_share(
    inputs: Roundabout, economies: tuple[str, ...], sectors: tuple[str, ...]
) -> Array:
    block = by_user(inputs.value_added_share, economies, sectors, where="value-added share")
    wrong = ~((block.values > 0) & (block.values <= 1))
    refuse_cells(block, wrong, "is not above zero and at most one")
    return block.values


def _inputs(data: Data, economies: tuple[str, ...], sectors: tuple[str, ...], where: str) -> Block:
    block = on_axes(read_block(data, INPUT_AXES, where=where), (economies, sectors, sectors))
    refuse_cells(block, block.values < 0, "is negative")
    return block
