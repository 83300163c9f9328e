"""What was moved and mended to make the default world, as it ships with it."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tradetalks.atlas.build.report import Movement
from tradetalks.atlas.build.tariffs import Repair

TABLES = Path(__file__).parent / "data" / "default"


@dataclass(frozen=True, kw_only=True)
class BalancingReport:
    """The record of how the default world was made.

    Attributes:
        movements: What balancing moved, one per economy, in axis order.
        repairs: What was mended in the raw tariffs, in the order in which it was done.
    """

    movements: tuple[Movement, ...]
    repairs: tuple[Repair, ...]


def balancing_report() -> BalancingReport:
    """Read the report that ships with the default world."""
    return BalancingReport(
        movements=tuple(_movement(row) for row in _rows("balancing.csv")),
        repairs=tuple(_repair(row) for row in _rows("repairs.csv")),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _movement(row: dict[str, str]) -> Movement:
    readers: dict[object, Callable[[str], Any]] = {str: str, float: float, int: int}
    return Movement(**{f.name: readers[f.type](row[f.name]) for f in fields(Movement)})


def _repair(row: dict[str, str]) -> Repair:
    return Repair(
        what=row["what"],
        cells=int(row["cells"]),
        importers=tuple(row["importers"].split()),
        largest=float(row["largest"]),
    )
