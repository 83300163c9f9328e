"""The tables of docs/explanation/atlas.md: `python -m tradetalks.atlas.build.pages`.

The page is written by hand around them; a test holds the two together.
"""

import sys
from collections.abc import Iterable, Sequence

import numpy as np

from tradetalks.atlas.build.corrections import corrections
from tradetalks.atlas.build.elasticities import MAPPINGS
from tradetalks.atlas.elasticity_errors import elasticity_errors
from tradetalks.atlas.load import load_world
from tradetalks.atlas.report import balancing_report
from tradetalks.atlas.sectors import SECTOR_CODES, SECTORS


def sectors_table() -> str:
    """Return the sectors: code, name, what they hold, divisions of ISIC."""
    rows = [[s.code, s.name, s.description, ", ".join(s.isic)] for s in SECTORS]
    return _table(("Code", "Sector", "Holds", "ISIC rev. 4"), rows)


def repairs_table() -> str:
    """Return what was mended in the tariffs, in order, with the legal text where there is one."""
    law = {rule.what: rule.reference for rule in corrections()}
    rows = [
        [
            f"{note.what}." + (f" ({law[note.what]})" if note.what in law else ""),
            str(note.cells),
            f"{100 * note.largest:.1f}",
        ]
        for note in balancing_report().repairs
    ]
    return _table(("Repair", "Cells", "Largest change, points"), rows)


def elasticities_table() -> str:
    """Return every set's elasticities by sector."""
    sets = load_world().elasticities
    rows = [
        [code, *(f"{theta[k]:.2f}" for theta in sets.values())]
        for k, code in enumerate(SECTOR_CODES)
    ]
    return _table(("Sector", *(f"`{name}`" for name in sets)), rows)


def errors_table() -> str:
    """Return the standard errors of the sets that have any, by sector."""
    errors = elasticity_errors(load_world())
    known = {name: own for name, own in errors.items() if np.isfinite(own).any()}
    rows = [
        [code, *("" if np.isnan(own[k]) else f"{own[k]:.2f}" for own in known.values())]
        for k, code in enumerate(SECTOR_CODES)
    ]
    return _table(("Sector", *(f"`{name}`" for name in known)), rows)


def mappings_table() -> str:
    """Return the published industries that each sector takes its elasticity from, by set."""
    rows = [
        [f"`{name}`", code, "; ".join(industries)]
        for name, mapping in MAPPINGS.items()
        for code, industries in mapping.items()
    ]
    return _table(("Set", "Sector", "Published industries"), rows)


def balancing_table() -> str:
    """Return what balancing moved, by economy."""
    rows = [
        [
            moved.economy,
            f"{moved.value_added_prior:,.1f}",
            f"{moved.value_added:,.1f}",
            f"{100 * moved.inputs_moved:.1f}",
            f"{moved.most_moved_input} → {moved.most_moved_user}: {moved.most_moved:+,.2f}",
            f"{100 * moved.least_value_added:.1f} ({moved.least_value_added_in})",
        ]
        for moved in balancing_report().movements
    ]
    header = (
        "Economy",
        "Value added by 2020 shares",
        "Value added, balanced",
        "Inputs moved, %",
        "Cell that moved most",
        "Least value added, % of revenue",
    )
    return _table(header, rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


TABLES = {
    "sectors": sectors_table,
    "repairs": repairs_table,
    "elasticities": elasticities_table,
    "errors": errors_table,
    "mappings": mappings_table,
    "balancing": balancing_table,
}
"""What the page holds, by the name of the place it goes to."""


if __name__ == "__main__":
    for table in TABLES.values():
        sys.stdout.write(f"{table()}\n\n")
