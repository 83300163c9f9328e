"""Read elasticities of one's own, or how uncertain they are, from a CSV file.

`tradetalks.model.sampling` takes what these return: `given_draws` the first, `covariance_draws`
the second, which also checks that it is a covariance.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.sources.opening import (
    check_file,
    encoding_of,
    numbers,
    read_csv_text,
    records,
    refuse_first,
    refuse_twice,
)
from tradetalks.atlas.world import World
from tradetalks.errors import SourceError, UnknownCodeError

Array = NDArray[np.float64]


def read_draws(path: str | Path, world: World) -> Array:
    """Return elasticities [draw, sector], sectors in the order of the world.

    Args:
        path: A CSV file with a column for each sector, named by its code, in any order, and a row
            for each draw.
        world: Whose sectors.

    Raises:
        SourceError: The file is no such file; a sector is missing, unknown or there twice; or an
            elasticity is not a positive number. The line is named.
    """
    path = Path(path)
    _check_sectors(_header(path), world.sectors, f"{path}, line 1")
    rows = read_csv_text(path, columns=world.sectors)
    for code in world.sectors:
        theta = numbers(rows, code, str(path))
        refuse_first(rows, theta <= 0, code, str(path), "is not positive")
    return _matrix(rows, world.sectors, str(path))


def read_covariance(path: str | Path, world: World) -> Array:
    """Return a covariance [sector, sector], both in the order of the world.

    Args:
        path: A CSV file whose first column names a sector and whose other columns are the sectors,
            each named by its code, in any order.
        world: Whose sectors.

    Raises:
        SourceError: The file is no such file; a sector is missing, unknown or there twice, in the
            header or in the first column; or a field is not a number. The line is named.
    """
    path = Path(path)
    label, *codes = _header(path)
    if label in world.sectors:
        raise SourceError(
            f"the first column is '{label}'",
            where=f"{path}, line 1",
            remedy="Let the first column name the sector of each row",
        )
    _check_sectors(codes, world.sectors, f"{path}, line 1")
    rows = read_csv_text(path, columns=(label, *world.sectors))
    refuse_first(rows, ~rows[label].is_in(world.sectors), label, str(path), "is no sector here")
    refuse_twice(rows, (label,), str(path))
    _check_sectors(rows[label].to_list(), world.sectors, str(path))
    order = [rows[label].to_list().index(code) for code in world.sectors]
    return _matrix(rows, world.sectors, str(path))[order]


def _header(path: Path) -> list[str]:
    check_file(path)
    _, header = next(records(path, encoding_of(path), ","), (1, [""]))
    return [name.strip() for name in header]


def _check_sectors(found: Sequence[str], sectors: tuple[str, ...], where: str) -> None:
    """Refuse a list of sectors that is not the world's, in any order.

    Raises:
        SourceError: One is unknown, twice there, or missing.
    """
    for code in found:
        if code not in sectors:
            unknown = UnknownCodeError("sector", code, sectors)
            raise SourceError(unknown.what, where=where, remedy=unknown.remedy)
        if found.count(code) > 1:
            raise SourceError(f"sector '{code}' appears twice", where=where)
    missing = [code for code in sectors if code not in found]
    if missing:
        raise SourceError(
            f"sector '{missing[0]}' is missing",
            where=where,
            remedy=f"Give every sector of the world: {', '.join(sectors)}",
        )


def _matrix(rows: pl.DataFrame, sectors: tuple[str, ...], where: str) -> Array:
    columns = [numbers(rows, code, where).to_numpy() for code in sectors]
    return np.ascontiguousarray(np.column_stack(columns), dtype=np.float64)
