"""The ways to weigh a deal, the options of each, and which of them go together."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Never

import typer

from tradetalks.errors import InputError

PATH, DRAWS, SENSITIVITY = "--path", "--draws", "--sensitivity"
ALONE = ""
"""The mode in which no other was asked for."""

OPTIONS: Mapping[str, Sequence[str]] = {
    ALONE: ("--sectors", "--flows"),
    PATH: ("--years", "--discount"),
    DRAWS: ("--seed", "--covariance", "--elasticity-draws"),
    SENSITIVITY: (),
}
"""For each mode, the options that mean something in it alone."""

ByYear = Annotated[
    bool,
    typer.Option(PATH, help="Year by year as the deal comes in, with discounted totals."),
]
Years = Annotated[
    int | None,
    typer.Option(
        "--years", metavar="N", help="How many years of --path; default: to the last step, and one."
    ),
]
Discount = Annotated[
    float | None,
    typer.Option(
        "--discount", metavar="RATE", help="Discount rate of --path, a fraction a year: 0.03."
    ),
]
Draws = Annotated[
    int | None,
    typer.Option(
        DRAWS, metavar="N", help="Under N draws of elasticities: quantiles, chances of a gain."
    ),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="S", help="Seed of --draws; same seed, same draws. Default: 0."),
]
CovarianceFile = Annotated[
    Path | None,
    typer.Option(
        "--covariance", metavar="CSV", help="Draw with this covariance of log elasticities."
    ),
]
DrawsFile = Annotated[
    Path | None,
    typer.Option("--elasticity-draws", metavar="CSV", help="Take the first N draws of this file."),
]
Sensitive = Annotated[
    bool,
    typer.Option(
        SENSITIVITY, help="How every headline of the parties answers to each trade elasticity."
    ),
]


def mode_of(given: Mapping[str, object]) -> str:
    """Return the mode that was asked for, and refuse options that mean nothing in it.

    Args:
        given: What the command line gave for each option; None or False where it was left out.

    Raises:
        InputError: Two modes, or an option of another mode; the message names both.
    """
    asked = [name for name, value in given.items() if value is not None and value is not False]
    modes = [name for name in OPTIONS if name in asked] or [ALONE]
    for other in modes[1:]:
        refuse_together(other, modes[0])
    for home, names in OPTIONS.items():
        for name in names:
            if name in asked and home != modes[0]:
                if home == ALONE:
                    refuse_together(name, modes[0])
                raise InputError(f"{name} goes only with {home}", remedy="Leave one of them out")
    return modes[0]


def refuse_together(one: str, other: str) -> Never:
    """Refuse two options that do not go together.

    Raises:
        InputError: Always.
    """
    raise InputError(f"{one} does not go with {other}", remedy="Leave one of them out")


def parse_discount(rate: float | None) -> float:
    """Return the discount rate, a fraction a year; the usual one for none.

    Raises:
        InputError: It does not lie between 0 and 1.
    """
    from tradetalks.model.discount import DEFAULT_DISCOUNT, check_discount

    if rate is None:
        return DEFAULT_DISCOUNT
    check_discount(rate)
    return rate
