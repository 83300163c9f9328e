"""The library beside the published totals: `python -m tradetalks.policy.build.compare RAW`."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tradetalks.atlas.places import EU_MEMBERS
from tradetalks.policy.build.cells import Cells, read_cells, union_cells
from tradetalks.policy.build.conventions import rebuilt
from tradetalks.policy.build.lists import Flags
from tradetalks.policy.build.plan import Desk
from tradetalks.policy.build.tables import write_tables
from tradetalks.policy.build.totals import PUBLISHED, as_published, effective, published
from tradetalks.policy.fit import Grid
from tradetalks.policy.library_read import SHIPPED, load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.stack import stacked

HINDSIGHT = date(2026, 12, 31)
"""The published file was made looking back; so are the rates compared with it."""


@dataclass(frozen=True)
class Compared:
    """Added rate on one partner on one day, import-weighted, fractions.

    Attributes:
        day: The day of the published file.
        partner: Code of the partner.
        published: The published total.
        rebuilt: The same by its makers' conventions; None where no rule was found.
        shipped: The library's, which follows the orders.
        narrow: The library's once it leaves out, as the file does, the steel and aluminium that
            were under Section 232 before 2025.
    """

    day: date
    partner: str
    published: float
    rebuilt: float | None
    shipped: float
    narrow: float


def compared(raw: Path, library: Library | None = None) -> tuple[Compared, ...]:
    """Return every partner of the atlas at every published day."""
    library = library or load_library()
    everything = read_cells(raw)
    cells = dict(_parts(raw, everything))
    file_like = _narrowed(raw, everything)
    found = []
    for day, totals in published(raw / PUBLISHED).items():
        rates, narrow = shipped_averages(library, day), shipped_averages(file_like, day)
        for partner, total in totals.items():
            if partner in rates and partner in cells:
                again = rebuilt(cells[partner], partner, day, raw)
                found.append(Compared(day, partner, total, again, rates[partner], narrow[partner]))
    return tuple(found)


def shipped_averages(library: Library, day: date, *, by: str = "USA") -> dict[str, float]:
    """Return the library's added rate by exporter, weighted by the imports it ships, fractions."""
    weights = library.weights[by]
    grid = Grid(weights.exporters, weights.sectors, frozenset(weights.sectors), weights.value)
    total = np.zeros(grid.shape)
    for programme in library.programmes():
        chain = [m for m in library.chain(programme) if m.by == by]
        total += stacked([m for m in chain if m.in_force(day, known=HINDSIGHT)], grid).points
    duty, bought = (total * weights.value).sum(axis=1), weights.value.sum(axis=1)
    rates = dict(zip(weights.exporters, (duty / bought).tolist(), strict=True))
    union = np.isin(weights.exporters, EU_MEMBERS)
    return {**rates, "EU": float(duty[union].sum() / bought[union].sum())}


def _narrowed(raw: Path, cells: Cells) -> Library:
    """Return the shipped library with its rates computed on the published totals' metals."""
    desk = effective(Desk(cells, raw))
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in SHIPPED.iterdir():
            shutil.copyfile(file, folder / file.name)
        write_tables(replace(desk, cells=as_published(cells)), folder)
        return load_library(folder)


def _parts(raw: Path, everything: Cells) -> Iterator[tuple[str, Cells]]:
    for code in np.unique(everything.economy[everything.by_line]):
        yield str(code), only(everything, everything.at(str(code)))
    yield "EU", union_cells(raw)


def only(cells: Cells, keep: Flags) -> Cells:
    """Return some of the cells."""
    return replace(
        cells,
        partner=cells.partner[keep],
        economy=cells.economy[keep],
        sector=cells.sector[keep],
        value=cells.value[keep],
        base=cells.base[keep],
        ordinary=cells.ordinary[keep],
        earlier=cells.earlier[keep],
        flags={name: flag[keep] for name, flag in cells.flags.items()},
        by_line=cells.by_line[keep],
    )


def main(arguments: list[str]) -> int:
    """Print the comparison as Markdown: one row per partner and day, percent."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    print("| day | partner | published | rebuilt | shipped | less published | of it first metals |")
    print("|---|---|---|---|---|---|---|")
    for row in compared(Path(arguments[0])):
        again = "" if row.rebuilt is None else f"{100 * row.rebuilt:.2f}"
        print(
            f"| {row.day} | {row.partner} | {100 * row.published:.2f} | {again} "
            f"| {100 * row.shipped:.2f} | {100 * (row.shipped - row.published):+.2f} "
            f"| {100 * (row.shipped - row.narrow):+.2f} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
