"""Compute the library's tables: `python -m tradetalks.policy.build RAW [FOLDER]`."""

import sys
from pathlib import Path

from tradetalks.policy.build.answers import write_answers
from tradetalks.policy.build.cells import read_cells
from tradetalks.policy.build.plan import Desk
from tradetalks.policy.build.tables import write_tables
from tradetalks.policy.build.totals import effective
from tradetalks.policy.library_read import SHIPPED


def main(arguments: list[str]) -> int:
    """Read the raw folder and write the tables; print what had to be found from totals."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    raw = Path(arguments[0])
    folder = Path(arguments[1]) if len(arguments) == 2 else SHIPPED
    desk = effective(Desk(read_cells(raw), raw))
    write_tables(desk, folder)
    write_answers(raw, folder)
    for name, value in desk.effective.items():
        print(f"{name}\t{value:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
