"""Long frames of polars and pandas: a column of codes for each axis, and one of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.errors import SourceError, nearest_codes

Array = NDArray[np.float64]


class PandasColumn(Protocol):
    """A column, such as `pandas.Series`."""

    @property
    def dtype(self) -> object:
        """What kind of values it holds."""

    def tolist(self) -> list[Any]:
        """Return the values."""

    def to_numpy(self, dtype: type[np.float64], *, na_value: float) -> NDArray[Any]:
        """Return the values as numbers."""


@runtime_checkable
class PandasFrame(Protocol):
    """A frame with named columns, such as `pandas.DataFrame`."""

    @property
    def columns(self) -> Iterable[object]:
        """Names of the columns."""

    def iterrows(self) -> Iterable[tuple[object, object]]:
        """Yield rows; polars has it under another name."""

    def __getitem__(self, name: str) -> PandasColumn:
        """Return a column."""


@dataclass(frozen=True, eq=False)
class LongFrame:
    """The columns of a frame that count.

    Attributes:
        codes: For each axis the code of each row.
        values: The number of each row; not a number where it is missing.
    """

    codes: Mapping[str, Sequence[str]]
    values: Array


def long_frame(
    data: pl.DataFrame | PandasFrame,
    axes: Sequence[str],
    *,
    value: str,
    where: str,
    empty: Sequence[str] = (),
) -> LongFrame:
    """Take the columns of some axes and of the value; others are left out.

    Args:
        data: A row for each cell.
        axes: Names of the columns of codes.
        value: Name of the column of numbers.
        where: What the numbers are, for messages.
        empty: Axes whose code may be missing; it is then an empty text.

    Raises:
        SourceError: A column is missing, a code is no text, a value no number, or a cell comes
            twice.
    """
    names = [str(name) for name in data.columns]
    for column in (*axes, value):
        if names.count(column) != 1:
            raise _other_column(column, names, where)
    codes = {axis: _texts(data, axis, where, spare=axis in empty) for axis in axes}
    numbers = _numbers(data, value, where)
    if not len(numbers):
        raise SourceError("the frame has no rows", where=where)
    _refuse_twice(codes, where)
    return LongFrame(codes, numbers)


def _other_column(column: str, names: list[str], where: str) -> SourceError:
    if column in names:
        return SourceError(f"column '{column}' appears twice", where=where)
    near = nearest_codes(column, names)
    remedy = f"Did you rename it? The nearest is '{near[0]}'" if near else ""
    listed = ", ".join(names[:8])
    return SourceError(
        f"there is no column '{column}'",
        where=where,
        remedy=remedy or f"Give a long frame, with a row for each cell; this one has: {listed}",
    )


def _texts(
    data: pl.DataFrame | PandasFrame, column: str, where: str, *, spare: bool
) -> Sequence[str]:
    texts = data[column].to_list() if isinstance(data, pl.DataFrame) else data[column].tolist()
    for row, code in enumerate(texts, start=1):
        if spare and _is_missing(code):
            continue
        if not isinstance(code, str) or not code:
            raise SourceError(
                f"{code!r} in column '{column}', row {row}, is no text",
                where=where,
                remedy="Codes are text: as a number, product 010121 would lose its zero",
            )
    return ["" if _is_missing(code) else code for code in texts]


def _is_missing(code: object) -> bool:
    return code is None or (not isinstance(code, str) and str(code) in ("nan", "<NA>"))


def _numbers(data: pl.DataFrame | PandasFrame, column: str, where: str) -> Array:
    wrong = SourceError(f"column '{column}' holds something that is no number", where=where)
    if isinstance(data, pl.DataFrame):
        if not data[column].dtype.is_numeric():
            raise wrong
        return data[column].cast(pl.Float64).fill_null(np.nan).to_numpy()
    series = data[column]
    if getattr(series.dtype, "kind", "O") not in "fiu":
        raise wrong
    return np.asarray(series.to_numpy(np.float64, na_value=np.nan))


def _refuse_twice(codes: Mapping[str, Sequence[str]], where: str) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row, cell in enumerate(zip(*codes.values(), strict=True), start=1):
        if cell in seen:
            raise SourceError(
                f"{', '.join(cell)} is in row {seen[cell]} and again in row {row}",
                where=where,
                remedy="Keep one row for each cell; add up what is finer than that",
            )
        seen[cell] = row
