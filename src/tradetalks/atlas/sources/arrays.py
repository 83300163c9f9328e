"""Numbers with labels from arrays and frames, put on named axes whatever order they came in.

Axes are found by name and never by position. A numpy array says nothing of its axes and comes as a
`LabelledArray`; xarray's arrays have named dimensions; frames of polars and pandas are long, with a
column for each axis and one for the value. Neither xarray nor pandas is needed or imported here.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.sources.frames import LongFrame, PandasFrame, long_frame
from tradetalks.errors import SourceError

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

SHOWN = 3
"""How many cells a message names."""

MOST_CELLS = 100_000_000
"""The most cells that a frame may have on its axes, given or not: 800 megabytes."""

ACCEPTED = (
    "Give a LabelledArray, an xarray.DataArray with those dimensions, or a long frame of polars or"
    " pandas with those columns"
)


@dataclass(frozen=True, eq=False)
class LabelledArray:
    """A numpy array and what stands along its axes.

    Attributes:
        values: Numbers, with one axis for each entry of `labels`.
        labels: For each axis, in the order of the array's axes, its name and its codes.
    """

    values: Array
    labels: Mapping[str, Sequence[str]]


@runtime_checkable
class DimensionedArray(Protocol):
    """An array with named dimensions, such as `xarray.DataArray`."""

    @property
    def dims(self) -> Iterable[object]:
        """Names of the dimensions, in order."""

    @property
    def coords(self) -> Mapping[Any, Any]:
        """Labels by dimension."""

    def to_numpy(self) -> NDArray[Any]:
        """Return the numbers."""


@runtime_checkable
class Dataset(Protocol):
    """Several arrays on shared dimensions, such as `xarray.Dataset`."""

    @property
    def data_vars(self) -> Mapping[Any, Any]:
        """Arrays by name."""


Data = LabelledArray | DimensionedArray | Dataset | PandasFrame | pl.DataFrame
"""What people bring numbers in."""


@dataclass(frozen=True, eq=False)
class Block:
    """Numbers on the axes that were asked for.

    Attributes:
        values: One axis for each of `axes`; not a number where nothing was given.
        axes: Their names.
        labels: For each axis its codes.
        where: What the numbers are, for messages.
    """

    values: Array
    axes: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    where: str


def read_block(data: Data, axes: Sequence[str], *, where: str, value: str = "value") -> Block:
    """Put numbers on some axes, which are found by name.

    Args:
        data: Numbers with labels, in any order of axes.
        axes: Names of the axes wanted, in order.
        where: What the numbers are, for messages.
        value: The column of a frame, or the variable of a dataset, that holds them.

    Raises:
        SourceError: Labels are missing, repeated or not text, an axis is another one, shapes do
            not match, a cell comes twice, or something is no finite number.
    """
    if isinstance(data, LabelledArray):
        given = _with_labels(np.asarray(data.values), data.labels, where)
    elif isinstance(data, pl.DataFrame | PandasFrame):
        given = _from_frame(long_frame(data, axes, value=value, where=where), axes, where)
    else:
        array = _variable(data, value, where)
        labels = {str(dim): _labels_along(array, dim, where) for dim in array.dims}
        given = _with_labels(array.to_numpy(), labels, where)
    ordered = _reordered(given, axes)
    refuse_cells(ordered, np.isinf(ordered.values), "is infinite")
    return ordered


def axes_of(data: object) -> tuple[str, ...]:
    """Return the names that could be axes: dimensions, or the columns of a frame."""
    if isinstance(data, LabelledArray):
        return tuple(data.labels)
    if isinstance(data, pl.DataFrame | PandasFrame):
        return tuple(str(name) for name in data.columns)
    if isinstance(data, DimensionedArray):
        return tuple(str(dim) for dim in data.dims)
    if isinstance(data, Dataset):
        return tuple({str(dim): None for array in data.data_vars.values() for dim in array.dims})
    return ()


def filled(block: Block, fill: float | None, *, spare: Mask | None = None) -> Block:
    """Put a number where none was given.

    Args:
        block: What was given.
        fill: The number; where there is none, nothing may be missing.
        spare: Cells that may be missing, same axes.

    Raises:
        SourceError: Cells are missing; the first of them are named.
    """
    missing = np.isnan(block.values)
    if spare is not None:
        missing &= ~spare
    if fill is None:
        remedy = "Give every cell, or say what the missing ones are (fill=0.0)"
        refuse_cells(block, missing, "is missing", remedy)
    values = np.where(missing, np.nan if fill is None else fill, block.values)
    return Block(values, block.axes, block.labels, block.where)


def refuse_cells(block: Block, wrong: Mask, what: str, remedy: str = "") -> None:
    """Raise where cells are wrong, with their number and the first of them.

    Raises:
        SourceError: A cell is wrong.
    """
    places = np.argwhere(wrong)
    if not len(places):
        return
    named = "; ".join(
        ", ".join(codes[k] for codes, k in zip(block.labels, at, strict=True))
        for at in places[:SHOWN]
    )
    others = len(places) - SHOWN
    more = f" (and {others:,} other cell{'s' * (others != 1)})" if others > 0 else ""
    raise SourceError(f"{named}{more} {what}", where=block.where, remedy=remedy)


def _variable(data: object, value: str, where: str) -> DimensionedArray:
    """Return an array with dimensions: itself, or the one of a dataset that is meant."""
    if isinstance(data, DimensionedArray):
        return data
    if isinstance(data, Dataset):
        names = [str(name) for name in data.data_vars]
        chosen = value if value in names or len(names) != 1 else names[0]
        if chosen not in names:
            raise SourceError(
                f"the dataset has no variable '{value}' but {', '.join(names[:8]) or 'none'}",
                where=where,
                remedy="Give one of its variables",
            )
        array: DimensionedArray = data.data_vars[chosen]
        return array
    kind = type(data).__name__
    raise SourceError(f"a {kind} does not say what its numbers are", where=where, remedy=ACCEPTED)


def _labels_along(array: DimensionedArray, dim: object, where: str) -> Sequence[str]:
    if dim not in array.coords:
        raise SourceError(
            f"the dimension '{dim}' has no labels",
            where=where,
            remedy="Assign its codes as a coordinate",
        )
    return list(array.coords[dim].to_numpy().tolist())


def _with_labels(values: NDArray[Any], labels: Mapping[str, Sequence[str]], where: str) -> Block:
    codes = {axis: _codes(axis, own, where) for axis, own in labels.items()}
    needed = tuple(len(own) for own in codes.values())
    if values.shape != needed:
        sizes = ", ".join(f"{axis} {len(own)}" for axis, own in codes.items())
        raise SourceError(
            f"the array has the shape {values.shape} where its labels need {needed} ({sizes})",
            where=where,
            remedy="Name the axes in the order in which the array has them",
        )
    return Block(_as_numbers(values, where), tuple(codes), tuple(codes.values()), where)


def _codes(axis: str, labels: Iterable[object], where: str) -> tuple[str, ...]:
    codes = list(labels)
    strange = next((code for code in codes if not isinstance(code, str) or not code), None)
    if strange is not None or None in codes:
        raise SourceError(
            f"the label {strange!r} along '{axis}' is no text",
            where=where,
            remedy="Codes are text: as a number, product 010121 would lose its zero",
        )
    texts = tuple(str(code) for code in codes)
    twice = next((code for code in texts if texts.count(code) > 1), None)
    if twice is not None:
        raise SourceError(f"'{twice}' stands twice along '{axis}'", where=where)
    return texts


def _as_numbers(values: NDArray[Any], where: str) -> Array:
    if values.dtype.kind not in "fiu":
        raise SourceError(f"the values are {values.dtype}, not numbers", where=where)
    return np.asarray(values, dtype=np.float64)


def _from_frame(frame: LongFrame, axes: Sequence[str], where: str) -> Block:
    labels = {axis: sorted(set(frame.codes[axis])) for axis in axes}
    shape = tuple(len(own) for own in labels.values())
    if math.prod(shape) > MOST_CELLS:
        raise SourceError(
            f"{' × '.join(map(str, shape))} cells are more than can be held",
            where=where,
            remedy="Merge products before, or make a TradeTable of its rows",
        )
    place = [
        np.searchsorted(np.array(own), np.array(frame.codes[axis])) if own else np.zeros(0, int)
        for axis, own in labels.items()
    ]
    values = np.full(shape, np.nan)
    values[tuple(place)] = frame.values
    return Block(values, tuple(axes), tuple(tuple(own) for own in labels.values()), where)


def _reordered(block: Block, axes: Sequence[str]) -> Block:
    if sorted(block.axes) != sorted(axes):
        raise SourceError(
            f"the axes are {', '.join(block.axes) or 'none'} where {', '.join(axes)} are needed",
            where=block.where,
            remedy="Name them so, in any order",
        )
    order = [block.axes.index(axis) for axis in axes]
    return Block(
        np.ascontiguousarray(block.values.transpose(order)),
        tuple(axes),
        tuple(block.labels[at] for at in order),
        block.where,
    )
