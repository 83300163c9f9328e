"""What a side promises beside its tariffs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CommitmentKind(StrEnum):
    """What is promised."""

    PURCHASE = "purchase"
    INVESTMENT = "investment"
    EXPORT_CONTROL = "export control"
    DIALOGUE = "dialogue"


class Verb(StrEnum):
    """How firmly: an obligation, a strong wish, or an intention."""

    SHALL = "shall"
    SHOULD = "should"
    INTENDS = "intends"


MONEY = (CommitmentKind.PURCHASE, CommitmentKind.INVESTMENT)
"""The kinds that have an amount."""


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """One promise that is no tariff.

    Attributes:
        by: Codes of the economies that promise; the members of a customs union together.
        to: Codes of those it is promised to: where a purchase comes from, where money is invested.
        kind: purchase, investment, export control or dialogue.
        sectors: Codes of the sectors it is about, services too; empty where none is said.
        amount: Billions of US dollars a year: of a purchase the whole flow, not what is added to
            it; None where no number is stated.
        years: Years over which a total was stated, where `amount` is that total over the years.
        verb: shall, should or intends.
        begins: The first day it stands; None when not stated.
        ends: The first day it no longer stands; None when not stated.
        additionality: The part that would not have come anyway, from 0 to 1: of an investment, of
            the amount; of a purchase, of what is missing to it. 1 where the file does not say.
        note: What a reader must know.
        place: The file and line it was read from.
    """

    by: tuple[str, ...]
    to: tuple[str, ...]
    kind: CommitmentKind
    sectors: tuple[str, ...] = ()
    amount: float | None = None
    years: int | None = None
    verb: Verb = Verb.SHALL
    begins: date | None = None
    ends: date | None = None
    additionality: float = 1.0
    note: str = ""
    place: str = ""
