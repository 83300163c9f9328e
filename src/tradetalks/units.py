"""The closed list of units in which numbers leave this package."""

from enum import StrEnum


class Unit(StrEnum):
    """What a published number is counted in."""

    FRACTION = "fraction"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage points"
    RATIO = "ratio, new over old"
    LOG_CHANGE = "log change"
    ELASTICITY = "percent per percent"
    LOG_POINTS = "log points, times 100"
    BILLION_USD = "billion current US dollars a year"
    BILLION_USD_TOGETHER = "billion current US dollars, years added up"
    MILLION_USD = "million current US dollars a year"
