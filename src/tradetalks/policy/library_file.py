"""The form of a library file: measures, agreed rates and the tables beside them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

HIGHEST_RATE = 10.0
"""A thousand percent: the highest duty a file may state."""

Name = Annotated[str, Field(min_length=1, pattern=r"^[a-z0-9][a-z0-9.-]*$")]
Text = Annotated[str, Field(min_length=1)]
Day = Annotated[date, Field(strict=True)]
"""A date as TOML writes it; a bare number would be read as seconds since 1970."""
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]


class StrictForm(BaseModel):
    """A table whose every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def fraction(value: object, *, over: bool | None, negative: bool = False) -> float:
    """Return a rate checked to be a fraction.

    Args:
        value: What was written.
        over: Whether more than one hundred percent is allowed; None when it never is.
        negative: Whether less than nothing is allowed.

    Raises:
        ValueError: Not a number, or out of range; says how to write it.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number; write 19 percent as 0.19")
    try:
        value = float(value)
    except OverflowError:
        raise ValueError("a number with hundreds of digits is out of range") from None
    highest = HIGHEST_RATE if over else 1.0
    lowest = -highest if negative else 0.0
    if lowest <= value <= highest:
        return value
    if not highest < value <= 100 * HIGHEST_RATE:
        raise ValueError(
            f"{value:g} is out of range; a rate lies between {lowest:g} and {highest:g}"
        )
    more = (
        f", or set over_100_percent = true if {100 * value:g} percent is meant"
        if over is False and value <= HIGHEST_RATE
        else ""
    )
    raise ValueError(f"{value:g} is not a fraction; write {value / 100:.10g}{more}")


class MeasureForm(StrictForm):
    """One `[[measure]]` table."""

    id: Name
    programme: Name
    title: Text
    legal_basis: Text
    reference: Text
    link: str = ""
    by: Code
    kind: Literal["duty", "retaliation", "threat", "agreed"]
    announced: Day
    applies: Day
    ends: Day | None = None
    ends_announced: Day | None = None
    table: Text | None = None
    on: Literal["all"] | list[Code] | None = None
    except_: list[Code] = Field(default_factory=list, alias="except")
    sectors: Literal["goods"] | list[Code] = "goods"
    rate: float | None = None
    note: str = ""

    @field_validator("rate", mode="before")
    @classmethod
    def _is_fraction(cls, value: object) -> float:
        return fraction(value, over=isinstance(value, float) or None)

    @model_validator(mode="after")
    def _is_whole(self) -> "MeasureForm":
        if (self.table is None) == (self.rate is None):
            raise ValueError("give either 'table' (a CSV beside the file) or 'rate' with 'on'")
        if self.rate is not None and self.on is None:
            raise ValueError("a 'rate' needs on whom: on = \"all\" or a list of codes")
        if self.ends_announced is not None and self.ends is None:
            raise ValueError("'ends_announced' without 'ends'")
        if self.ends_announced is not None and self.ends_announced < self.announced:
            raise ValueError("'ends_announced' lies before 'announced'")
        if self.ends is not None and self.ends < self.applies and self.ends_announced is None:
            raise ValueError(
                "'ends' lies before 'applies'; a measure withdrawn before it began needs the day "
                "that became known in 'ends_announced'"
            )
        return self


class AgreementForm(StrictForm):
    """One `[[agreement]]` table."""

    id: Name
    by: Code
    partner: Code
    rate: float
    announced: Day
    programme: Name
    reference: Text
    link: str = ""
    includes_base: bool = False
    note: str = ""

    @field_validator("rate", mode="before")
    @classmethod
    def _is_fraction(cls, value: object) -> float:
        return fraction(value, over=None)


class WeightsForm(StrictForm):
    """One `[[weights]]` table: a CSV of imports that averages use."""

    by: Code
    table: Text


class LibraryForm(StrictForm):
    """A whole library file."""

    title: Text
    measure: list[MeasureForm] = Field(default_factory=list)
    agreement: list[AgreementForm] = Field(default_factory=list)
    weights: list[WeightsForm] = Field(default_factory=list)
