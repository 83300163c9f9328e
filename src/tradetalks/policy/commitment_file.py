"""How a deal file writes a commitment that is no tariff, and its checks."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field, field_validator, model_validator

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.policy.codes import any_sectors, economies_of, goods_sectors, once
from tradetalks.policy.commitment import MONEY, Commitment, CommitmentKind, Verb
from tradetalks.policy.document import Document
from tradetalks.policy.library_file import Day, StrictForm, Text, fraction

MOST_BILLIONS = 10_000.0
"""A tenth of what the world earns in a year: a larger amount was written in dollars or millions."""


class CommitmentForm(StrictForm):
    """One `[[commitment]]` table."""

    by: Text
    to: Text | list[Text]
    kind: CommitmentKind
    verb: Verb
    sectors: Literal["all", "goods"] | list[Text] | None = None
    amount: float | None = None
    years: int | None = Field(default=None, ge=1, le=100, strict=True)
    additionality: float = 1.0
    begins: Day | None = None
    ends: Day | None = None
    note: str = ""

    @field_validator("amount", mode="before")
    @classmethod
    def _in_billions(cls, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{value!r} is not a number; write billions of US dollars, 500 as 500")
        if not 0 < value <= MOST_BILLIONS:
            raise ValueError(
                f"the amount is out of range; write billions of US dollars, above 0 and up to "
                f"{MOST_BILLIONS:g}"
            )
        return float(value)

    @field_validator("additionality", mode="before")
    @classmethod
    def _is_fraction(cls, value: object) -> float:
        return fraction(value, over=None)

    @model_validator(mode="after")
    def _is_whole(self) -> "CommitmentForm":
        if self.kind is CommitmentKind.PURCHASE and self.sectors is None:
            raise ValueError('a purchase says of what: sectors = [...] or "goods"')
        if self.kind not in MONEY and self.amount is not None:
            raise ValueError(f"'amount' is of a purchase or an investment, not of {self.kind}")
        if self.years is not None and self.amount is None:
            raise ValueError("'years' without the 'amount' that is stated over them")
        if self.begins is not None and self.ends is not None and self.ends < self.begins:
            raise ValueError(f"the end {self.ends} lies before 'begins' ({self.begins})")
        return self

    @property
    def yearly(self) -> float | None:
        """The amount a year, billions of US dollars."""
        return None if self.amount is None else self.amount / (self.years or 1)


def commitments_from(
    document: Document, forms: Sequence[CommitmentForm], sides: Sequence[str], world: World
) -> tuple[Commitment, ...]:
    """Return the commitments of a file, their codes checked against a world.

    Args:
        document: The file.
        forms: Its `[[commitment]]` tables.
        sides: Codes of the parties as the file writes them.
        world: The world.

    Raises:
        DealError: Who promises, or is promised something, is no party.
        UnknownCodeError: An economy or sector is not in the world.
    """
    return tuple(_commitment(document, at, each, sides, world) for at, each in enumerate(forms))


def _commitment(
    document: Document, at: int, form: CommitmentForm, sides: Sequence[str], world: World
) -> Commitment:
    def place(key: str) -> str:
        return document.place("commitment", at, key)

    if form.by not in sides:
        raise DealError(
            f"'{form.by}' makes a commitment and is not a party",
            where=place("by"),
            remedy=f"Parties are {', '.join(sides)}",
        )
    by = economies_of(form.by, world, place("by"))
    return Commitment(
        by=by,
        to=_partners(form, by, sides, world, place("to")),
        kind=form.kind,
        sectors=_sectors(form, world, place("sectors")),
        amount=form.yearly,
        years=form.years,
        verb=form.verb,
        begins=form.begins,
        ends=form.ends,
        additionality=form.additionality,
        note=form.note,
        place=document.place("commitment", at),
    )


def _partners(
    form: CommitmentForm, by: tuple[str, ...], sides: Sequence[str], world: World, where: str
) -> tuple[str, ...]:
    named = [form.to] if isinstance(form.to, str) else form.to
    codes = [each for code in named for each in economies_of(code, world, where)]
    parties = {each for code in sides for each in economies_of(code, world, where)}
    for code in codes:
        if code in by or code not in parties:
            found = "makes a commitment to itself" if code in by else "is no party to the deal"
            raise DealError(
                f"'{code}' {found}", where=where, remedy=f"Parties are {', '.join(sides)}"
            )
    return once(codes, "economy", where)


def _sectors(form: CommitmentForm, world: World, where: str) -> tuple[str, ...]:
    """Return the sectors: of those that are named, services too."""
    if form.sectors is None:
        return ()
    if isinstance(form.sectors, str):
        return goods_sectors(form.sectors, world, where)
    return any_sectors(form.sectors, world, where)
