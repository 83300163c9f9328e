"""What Ignatenko, Lashkaripour, Macedoni and Simonovska (2025) print, as they print it."""

from dataclasses import dataclass

NATIONAL = ("welfare", "deficit", "exports/GDP", "imports/GDP", "employment", "prices")
SHORT = ("welfare", "deficit", "employment", "prices")
RECEIPTS = ("of GDP", "of federal budget")
"""Columns of Tables 1, 4 and 9; of Table 2; and of Table 3."""

NO_DATA = "multi-sector rows: ITPD-S data not at hand"
NO_RATES = "optimal retaliation: not reproducible without the rates"
RATE_FOUND = "optimal tariff: reproduced at a rate found from the row itself"


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A block of rows that one scenario gives.

    Attributes:
        table: The number of the table.
        title: What the scenario is.
        columns: Names of the columns.
        rows: Pairs of a group of economies and its numbers, percent, in the order of `columns`.
        scenario: Name of the scenario that gives them; empty where it cannot be run.
        why: Why it cannot, or what to know of how it is.
    """

    table: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    scenario: str = ""
    why: str = ""

    @property
    def printed(self) -> int:
        """How many numbers it prints."""
        return len(self.columns) * len(self.rows)


def _national(
    table: str, title: str, scenario: str, home: str, abroad: str, why: str = ""
) -> Panel:
    return Panel(
        table=table,
        title=title,
        columns=NATIONAL,
        rows=(("USA", home), ("non-US", abroad)),
        scenario=scenario,
        why=why,
    )


def _short(title: str, scenario: str, *rows: str) -> Panel:
    groups = ("USA", "CHN", "EU", "non-US")
    return Panel(
        table="2",
        title=title,
        columns=SHORT,
        rows=tuple(zip(groups, rows, strict=True)),
        scenario=scenario,
    )


def _receipts(title: str, scenario: str, row: str) -> Panel:
    return Panel(table="3", title=title, columns=RECEIPTS, rows=(("USA", row),), scenario=scenario)


BASELINE = ("1.13 -18.1 -52.7 -43.6 0.32 12.8", "-0.58 11.6 -3.2 -3.3 -0.14 -4.7")

PANELS = (
    _national("1", "announced, income-tax relief", "announced", *BASELINE),
    _national(
        *("1", "announced, lump-sum rebate", "lump sum"),
        *("-0.01 -18.4 -52.5 -43.3 -0.41 13.1", "-0.57 11.7 -3.3 -3.4 -0.14 -4.8"),
    ),
    _national(
        *("1", "optimal, income-tax relief", "optimal"),
        *("1.79 -19.1 -55.3 -45.6 0.51 12.6", "-0.61 17.1 -4.2 -3.7 -0.16 -4.6"),
    ),
    _short(
        *("announced, reciprocal retaliation", "reciprocal"),
        *("-0.36 -26.7 -0.18 7.5", "-0.82 6.2 -0.16 -3.7"),
        *("-0.22 15.4 -0.09 -2.6", "-0.46 19.8 -0.13 -2.7"),
    ),
    _short(
        *("announced, optimal retaliation", "optimal answer"),
        *("-0.75 -29.0 -0.32 6.0", "-0.65 6.3 -0.13 -3.3"),
        *("-0.23 16.6 -0.09 -2.1", "-0.43 22.4 -0.13 -2.2"),
    ),
    _short(
        *("optimal, optimal retaliation", "optimal both"),
        *("-0.32 -28.4 -0.20 4.2", "-0.36 4.2 -0.08 -2.1"),
        *("-0.23 16.9 -0.09 -1.5", "-0.39 25.1 -0.13 -1.5"),
    ),
    _receipts("announced", "announced", "1.14 4.95"),
    _receipts("optimal", "optimal", "1.35 5.88"),
    _receipts("announced, optimal retaliation", "optimal answer", "0.74 3.24"),
    _receipts("announced, reciprocal retaliation", "reciprocal", "0.82 3.57"),
    _national(
        *("4", "announced, one sector", "roundabout"),
        *("0.86 -18.4 -53.9 -44.4 0.24 12.7", "-1.31 12.0 -3.5 -4.0 -0.29 -5.0"),
    ),
    _national(
        *("4", "optimal, one sector", "roundabout optimal"),
        *("2.15 -12.9 -39.1 -32.1 0.65 6.9", "-0.87 11.7 -3.0 -2.8 -0.22 -2.9"),
        why=RATE_FOUND,
    ),
    _national(
        *("4", "announced, several sectors", ""),
        *("0.60 -13.4 -24.2 -22.6 0.01 7.1", "-1.38 4.2 -2.2 -2.2 -0.12 -1.5"),
        why=NO_DATA,
    ),
    _national(
        *("4", "reciprocal retaliation, one sector", "roundabout reciprocal"),
        *("-3.38 -27.1 -71.4 -56.6 -1.20 9.3", "-1.17 20.1 -6.5 -6.3 -0.32 -2.0"),
    ),
    _national(
        *("4", "optimal retaliation, one sector", ""),
        *("-5.26 -30.9 -79.9 -62.5 -1.86 7.5", "-1.13 24.2 -7.7 -7.0 -0.34 -0.5"),
        why=NO_RATES,
    ),
    _national(
        *("4", "reciprocal retaliation, several sectors", ""),
        *("-1.02 -21.3 -32.6 -30.1 -0.55 4.4", "-0.71 7.8 -3.8 -3.5 -0.15 0.1"),
        why=NO_DATA,
    ),
    _national("9", "benchmark", "announced", *BASELINE),
    _national(
        *("9", "several sectors", ""),
        *("0.68 -16.8 -30.5 -28.6 0.12 8.3", "-0.38 5.4 -2.5 -2.5 -0.10 -2.6"),
        why=NO_DATA,
    ),
    _national(
        *("9", "partial pass-through", "partial"),
        *("1.36 -11.8 -35.0 -28.8 0.30 7.9", "-0.23 7.1 -2.1 -2.2 -0.04 -2.9"),
    ),
    _national(
        *("9", "elasticity 8", "elasticity 8"),
        *("0.33 -26.3 -71.6 -58.0 0.10 11.8", "-0.44 18.6 -5.3 -4.9 -0.11 -4.3"),
    ),
    _national(
        *("9", "Eaton-Kortum-Krugman", "Eaton-Kortum"),
        *("1.24 -0.4 -46.3 -33.3 0.41 10.9", "-0.50 0.1 -1.9 -2.9 -0.10 -4.0"),
    ),
)
"""Tables 1 to 4, and Table 9 of the appendix, which holds the other one-sector runs."""
