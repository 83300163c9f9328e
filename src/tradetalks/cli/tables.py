"""What every table of the command line has in common: its width, its look, how numbers are written.

Numbers are rounded here and nowhere else.
"""

import sys
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

FloatArray = NDArray[np.float64]

NOTHING_THERE = "—"
"""What stands where there is no number."""

MOST_AFFECTED = 8
"""How many rows a table shows besides the parties, largest changes first."""


def console() -> Console:
    """Return a console as wide as its reader: a pipe gets room instead of wrapped cells."""
    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


def table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table.

    Args:
        title: Above it.
        columns: Each with its heading, and ">" where it is set to the right.
        rows: Cells as text.
    """
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for name, side in columns:
        made.add_column(name, justify="right" if side == ">" else "left")
    for row in rows:
        made.add_row(*map(escape, row))
    return made


def signed(value: float, places: int) -> str:
    """Return a number with its sign; none where nothing is left of it."""
    text = f"{value:+,.{places}f}"
    return text if float(text.replace(",", "")) else f"{0:.{places}f}"


def change(ratio: float, places: int) -> str:
    """Return a ratio as a change in percent."""
    return signed(100 * (ratio - 1), places)


def percent(rate: float) -> str:
    """Return a fraction in percent."""
    return NOTHING_THERE if np.isnan(rate) else f"{100 * rate:.2f}"


def most_affected(size: FloatArray, parties: Sequence[int]) -> list[int]:
    """Return positions: the parties, then the others with the largest numbers, of either sign.

    Args:
        size: What an economy is counted by [economy].
        parties: Positions of the parties.
    """
    others = [int(i) for i in np.argsort(-np.abs(size)) if i not in parties]
    return [*parties, *others[:MOST_AFFECTED]]
