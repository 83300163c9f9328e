"""How much of a published table is reproduced: one record a table, for every replication alike.

Each replication has a function `scores(data) -> tuple[Score, ...]`. What cannot be reproduced
still counts as printed, with the reason: a table is never made to look smaller than it is.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """One table of one paper.

    Attributes:
        paper: Authors and year, as on the replication's page.
        table: Which one, as the paper numbers it.
        printed: How many numbers it prints, those that cannot be reproduced among them.
        reproduced: How many of those are matched to the last digit printed.
        why: Why the rest are not, one clause a reason, with how many, and anything that a reader
            must know of those that are; empty only if all are.
    """

    paper: str
    table: str
    printed: int
    reproduced: int
    why: str = ""

    def __post_init__(self) -> None:
        assert 0 <= self.reproduced <= self.printed, f"{self.paper}, {self.table}: impossible count"
        assert self.why or self.reproduced == self.printed, (
            f"{self.paper}, {self.table}: {self.printed - self.reproduced} numbers are missing "
            "without a reason"
        )


def to_the_digit(theirs: str, ours: float) -> bool:
    """Return whether a number, rounded as theirs is, is theirs.

    Args:
        theirs: As printed, `"-0.36"`; how many decimals it has is read from it.
        ours: In the same unit.
    """
    return as_printed(theirs, ours) == as_printed(theirs, float(theirs))


def as_printed(theirs: str, ours: float) -> str:
    """Return a number with as many decimals as theirs has; zero has no sign.

    Args:
        theirs: As printed.
        ours: In the same unit.
    """
    decimals = len(theirs.partition(".")[2])
    return f"{round(ours, decimals) + 0.0:.{decimals}f}"
