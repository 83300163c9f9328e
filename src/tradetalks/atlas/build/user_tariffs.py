"""Tariffs for a world whose flows come without them."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.industries import sector_of
from tradetalks.atlas.load import load_world
from tradetalks.atlas.places import REST_OF_WORLD
from tradetalks.errors import SourceError, UnknownCodeError

Array = NDArray[np.float64]

COLUMNS = ("exporter", "importer", "sector", "rate")
HIGHEST = 10.0
"""A thousand per cent: a larger number is a percentage that was not divided by a hundred."""


def shipped_tariffs(economies: Sequence[str], sectors: Sequence[str]) -> tuple[Array, str]:
    """Return the tariffs of the default world on other axes, and a sentence on their origin.

    Economies that the default world lacks have the rates of its rest of the world; two of them
    charge each other what the rest of the world charges on average.

    Args:
        economies: The economies wanted, in order.
        sectors: The sectors or industries wanted, in order.
    """
    world = load_world()
    rest = world.economy_index(REST_OF_WORLD)
    place = [world.economies.index(code) if code in world.economies else rest for code in economies]
    by_sector = np.stack(
        [
            world.tariff[:, :, [world.sector_index(code) for code in sector_of(label)]].mean(axis=2)
            for label in sectors
        ],
        axis=2,
    )
    paid, bought = by_sector[:, rest], world.flow[:, rest].sum(axis=1) + 0.0
    bought[rest] = 0.0
    by_sector[rest, rest] = (paid * bought[:, None]).sum(axis=0) / bought.sum()
    rate = by_sector[np.ix_(place, place)]
    home = np.arange(len(economies))
    rate[home, home] = 0.0
    elsewhere = [code for code in economies if code not in world.economies]
    said = "those that ship with the package, matched by code"
    if elsewhere:
        said += f" ({', '.join(elsewhere)}: as the rest of the world)"
    return rate, said


def read_tariffs(path: Path, economies: Sequence[str], sectors: Sequence[str]) -> tuple[Array, str]:
    """Read applied rates from a CSV file with the columns exporter, importer, sector and rate.

    Args:
        path: The file. Rates are fractions. Cells it does not name are zero.
        economies: The axis of exporters and importers.
        sectors: The axis of sectors.

    Raises:
        SourceError: The file cannot be read, repeats a cell, or has a rate out of range.
        UnknownCodeError: It names an economy or a sector that is not on the axes.
    """
    rate = np.zeros((len(economies), len(economies), len(sectors)))
    seen: set[tuple[int, ...]] = set()
    for line, row in enumerate(_rows(path), start=2):
        where = f"{path}, line {line}"
        cell = (
            _at("economy", row["exporter"], economies, where),
            _at("economy", row["importer"], economies, where),
            _at("sector", row["sector"], sectors, where),
        )
        if cell in seen:
            raise SourceError(
                f"{row['exporter']}, {row['importer']}, {row['sector']} appears twice", where=where
            )
        seen.add(cell)
        rate[cell] = _rate(row["rate"], where)
        if cell[0] == cell[1] and rate[cell]:
            raise SourceError("sales at home carry no tariff", where=where)
    return rate, f"{len(seen)} rates from {path.name}, all others zero"


def checked_tariffs(given: Array, economies: Sequence[str], sectors: Sequence[str]) -> Array:
    """Return rates given as an array, refused where they cannot be applied rates.

    Args:
        given: Rates [exporter, importer, sector], fractions.
        economies: The axis of exporters and importers.
        sectors: The axis of sectors.

    Raises:
        SourceError: The shape differs from the axes, a rate is out of range, or sales at home
            are taxed.
    """
    shape = (len(economies), len(economies), len(sectors))
    if given.shape != shape:
        raise SourceError(f"tariffs have the shape {given.shape} where {shape} is needed")
    rate = np.asarray(given, dtype=float)
    if not ((rate >= 0) & (rate <= HIGHEST)).all():
        raise SourceError(
            f"a tariff is not between 0 and {HIGHEST:.0f}",
            remedy="Rates are fractions: nineteen per cent is 0.19",
        )
    if np.einsum("iis->is", rate).any():
        raise SourceError("sales at home carry no tariff")
    return rate


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        reader = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        rows = list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read tariffs ({error})", where=str(path)) from None
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise SourceError(
            f"the columns are {', '.join(reader.fieldnames or ())}",
            where=f"{path}, line 1",
            remedy=f"They must be {', '.join(COLUMNS)}",
        )
    return rows


def _at(kind: str, code: str, known: Sequence[str], where: str) -> int:
    if code not in known:
        raise UnknownCodeError(kind, code or "", known, where=where)
    return known.index(code)


def _rate(text: str | None, where: str) -> float:
    try:
        rate = float(text or "")
    except ValueError:
        rate = math.nan
    if not 0.0 <= rate <= HIGHEST:
        raise SourceError(
            f"the rate '{text}' is not between 0 and {HIGHEST:.0f}",
            where=where,
            remedy="Rates are fractions: nineteen per cent is 0.19",
        )
    return rate
