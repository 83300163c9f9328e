"""Caliendo and Parro (2015), Table 2: what the tariff cuts of NAFTA did, 1993 to 2005.

Run `python -m tests.replications.caliendo_parro` to print their table, ours and the exact changes,
trade within the bloc, the same with deficits, and both sources of gain by partner and by sector.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.replications.caliendo_parro_parts import (
    partners_table,
    sectors_table,
    trade_within,
    trade_within_table,
)
from tests.replications.caliendo_parro_world import solve_nafta, solve_with_deficits
from tests.replications.scores import Score, to_the_digit
from tradetalks.model.closure import Closure
from tradetalks.model.decompose import along_path, first_order
from tradetalks.model.equilibrium import Equilibrium

DATA = Path(__file__).parents[3] / "shared" / "data"

PAPER = "Caliendo and Parro (2015)"

ECONOMIES = ("Mexico", "Canada", "USA")
COLUMNS = ("total", "terms of trade", "volume of trade", "real wage")
PUBLISHED = {
    "Mexico": (1.31, -0.41, 1.72, 1.72),
    "Canada": (-0.06, -0.11, 0.04, 0.32),
    "USA": (0.08, 0.04, 0.04, 0.11),
}
"""Table 2 of the paper, percent, in the order of `COLUMNS`."""

WITHIN = {"Mexico": "118", "Canada": "11", "USA": "41"}
"""Growth of trade within the bloc, percent, as the abstract has it."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One economy of the table, all in percent.

    Attributes:
        economy: Its name.
        first_order: In the order of `COLUMNS`.
        exact: Exact change in real income.
        along_path: Terms and volume of trade integrated along the path, in log points.
    """

    economy: str
    first_order: tuple[float, ...]
    exact: float
    along_path: tuple[float, float]


def table(found: Equilibrium) -> tuple[Row, ...]:
    """Return Table 2 as computed, with the exact changes beside."""
    first, path = first_order(found), along_path(found)
    real_wage = found.wage_hat / found.price_index_hat - 1
    columns = (first.total, first.terms_of_trade, first.volume_of_trade, real_wage)
    return tuple(
        Row(
            economy=name,
            first_order=tuple(100 * float(column[place]) for column in columns),
            exact=100 * float(found.real_income_hat[place] - 1),
            along_path=(
                100 * float(path.terms_of_trade[place]),
                100 * float(path.volume_of_trade[place]),
            ),
        )
        for name in ECONOMIES
        for place in [found.world.economies.index(name)]
    )


def as_markdown(rows: tuple[Row, ...]) -> str:
    """Return the table of the documentation page: theirs / ours, then what is exact."""
    lines = [
        "| | total | terms of trade | volume of trade | real wage | exact change in real income |"
        " exact split: terms / volume |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        pairs = zip(PUBLISHED[row.economy], row.first_order, strict=True)
        cells = [f"{theirs:.2f} / {ours:.2f}" for theirs, ours in pairs]
        split = " / ".join(f"{part:+.3f}" for part in row.along_path)
        lines.append(f"| {row.economy} | {' | '.join(cells)} | {row.exact:+.3f} | {split} |")
    return "\n".join(lines)


def deficits_table(rows_by_closure: dict[str, tuple[Row, ...]]) -> str:
    """Return ours under each treatment of deficits, one row an economy and treatment."""
    lines = [
        "| | deficits | total | terms of trade | volume of trade | real wage | exact |",
        "|---" * 7 + "|",
    ]
    for place, economy in enumerate(ECONOMIES):
        for treatment, rows in rows_by_closure.items():
            cells = " | ".join(f"{cell:.2f}" for cell in rows[place].first_order)
            lines.append(f"| {economy} | {treatment} | {cells} | {rows[place].exact:+.3f} |")
    return "\n".join(lines)


def with_and_without_deficits(data: Path, purged: Equilibrium) -> dict[str, tuple[Row, ...]]:
    """Return the rows of Table 2 with deficits purged, and under two closures that keep them."""
    return {
        "purged": table(purged),
        "share of world income": table(solve_with_deficits(data, Closure.SHARE)),
        "same money": table(solve_with_deficits(data, Closure.NOMINAL)),
    }


def scores(data: Path) -> tuple[Score, ...]:
    """Return how many numbers of Table 2 and of the abstract are matched to the printed digit."""
    found = solve_nafta(data)
    return (_table_2(table(found)), _abstract(found))


def _table_2(rows: tuple[Row, ...]) -> Score:
    pairs = [
        (f"{theirs:.2f}", ours)
        for row in rows
        for theirs, ours in zip(PUBLISHED[row.economy], row.first_order, strict=True)
    ]
    return _score("Table 2", pairs)


def _abstract(found: Equilibrium) -> Score:
    growth = trade_within(found, ECONOMIES)
    return _score(
        "abstract, trade within the bloc",
        [(WITHIN[each.economy], each.imports) for each in growth],
    )


def _score(name: str, pairs: list[tuple[str, float]]) -> Score:
    matched = sum(to_the_digit(theirs, ours) for theirs, ours in pairs)
    why = "" if matched == len(pairs) else f"not matched ({len(pairs) - matched})"
    return Score(PAPER, name, len(pairs), matched, why)


def tables(data: Path, found: Equilibrium) -> Iterator[tuple[str, str]]:
    """Yield a line of explanation and a table, in the order of the page."""
    yield "Percent; theirs / ours. Deficits purged first.", as_markdown(table(found))
    yield "Trade within the bloc, percent.", trade_within_table(found, WITHIN)
    yield (
        "With and without deficits, percent.",
        deficits_table(with_and_without_deficits(data, found)),
    )
    yield "By partner, percent of income.", partners_table(found, ECONOMIES)
    yield "By sector, percent of each total.", sectors_table(found, ECONOMIES)


def main() -> None:
    """Print the tables, and the certificate behind them."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    found = solve_nafta(data)
    for line, shown in tables(data, found):
        print(f"{line}\n\n{shown}\n")
    print(f"{found.certificate.status.sentence}; of world income {found.residuals.largest:.1e}.")


if __name__ == "__main__":
    main()
