"""The form of a deal file, and its checks against a world."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.policy.codes import economies_of, goods_sectors, partners_of
from tradetalks.policy.commitment_file import CommitmentForm, commitments_from
from tradetalks.policy.deal import MFN, Concession, Deal, DealSource
from tradetalks.policy.document import Document
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.library_file import Day, StrictForm, Text, fraction
from tradetalks.policy.quota_file import QuotaForm
from tradetalks.policy.staging import AT_ONCE
from tradetalks.policy.staging_file import StagingField

_WAYS = (Form.FINAL, Form.CUT, Form.ADD, Form.CAP)


class DealStatus(StrEnum):
    """How far a deal has come."""

    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    ANNOUNCED = "announced"
    SIGNED = "signed"
    IN_FORCE = "in force"
    ENDED = "ended"


class DatesForm(StrictForm):
    """The `[dates]` table."""

    signed: Day | None = None
    applied: Day | None = None
    ends: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "DatesForm":
        for first, last in (("applied", "ends"), ("signed", "ends")):
            one, two = getattr(self, first), getattr(self, last)
            if one is not None and two is not None and two < one:
                raise ValueError(f"the end {two} lies before '{first}' ({one})")
        return self


class SourceForm(StrictForm):
    """One `[[sources]]` table."""

    title: Text
    link: str = ""
    published: Day | None = None
    note: str = ""


class FormulaForm(StrictForm):
    """A tariff-cutting formula."""

    kind: Literal["linear", "swiss"]
    cut: float | None = None
    coefficient: float | None = None

    @field_validator("cut", "coefficient", mode="before")
    @classmethod
    def _is_fraction(cls, value: object) -> float:
        return fraction(value, over=None)

    @model_validator(mode="after")
    def _fits(self) -> "FormulaForm":
        wanted, other = ("cut", "coefficient") if self.kind == "linear" else ("coefficient", "cut")
        if getattr(self, wanted) is None or getattr(self, other) is not None:
            raise ValueError(
                f"a {self.kind} formula has '{wanted}' and nothing else: "
                f'formula = {{ kind = "{self.kind}", {wanted} = 0.25 }}'
            )
        return self


class ConcessionForm(StrictForm):
    """One `[[concession]]` table."""

    by: Text
    to: Text | list[Text]
    sectors: Literal["all", "goods"] | list[Text]
    over_100_percent: bool = Field(default=False, strict=True)
    final: float | None = None
    cut: float | None = None
    add: float | None = None
    cap: float | None = None
    formula: FormulaForm | None = None
    quota: QuotaForm | None = None
    measure: str | None = None
    applied: Day | None = None
    ends: Day | None = None
    staging: StagingField = AT_ONCE
    note: str = ""

    @field_validator("final", "cut", "add", "cap", mode="before")
    @classmethod
    def _is_fraction(cls, value: object, info: ValidationInfo) -> float:
        if info.field_name == "cut":
            return fraction(value, over=None)
        over = info.data.get("over_100_percent") is True
        return fraction(value, over=over, negative=info.field_name == "add")

    @model_validator(mode="after")
    def _one_way(self) -> "ConcessionForm":
        given = [way for way in (*_WAYS, "formula", "quota") if getattr(self, way) is not None]
        if len(given) != 1:
            raise ValueError(
                f"give exactly one of final, cut, add, cap, formula, quota; given: "
                f"{', '.join(given) or 'none'}"
            )
        if self.quota is not None:
            self.quota.check_percent(over=self.over_100_percent)
        if self.ends is not None and self.applied is not None and self.ends < self.applied:
            raise ValueError(f"the end {self.ends} lies before 'applied' ({self.applied})")
        return self

    @property
    def change(self) -> Change:
        """The change of the rate that the concession makes; with a quota, of that beyond it."""
        if self.quota is not None:
            return self.quota.change
        if self.formula is not None:
            form = Form(self.formula.kind)
            value = self.formula.cut if form is Form.LINEAR else self.formula.coefficient
            return Change(form, float(value or 0.0))
        way = next(way for way in _WAYS if getattr(self, way) is not None)
        return Change(way, float(getattr(self, way)))


class DealForm(StrictForm):
    """A whole deal file."""

    title: Text
    parties: list[Text] = Field(min_length=2)
    status: DealStatus
    dates: DatesForm = Field(default_factory=DatesForm)
    sources: list[SourceForm] = Field(default_factory=list)
    concession: list[ConcessionForm] = Field(min_length=1)
    commitment: list[CommitmentForm] = Field(default_factory=list)
    legal_basis: str = ""
    note: str = ""


def deal_schema() -> dict[str, object]:
    """Return the JSON Schema of a deal file, for editors that check as one types."""
    return DealForm.model_json_schema()


def deal_from(document: Document, form: DealForm, world: World) -> Deal:
    """Return a deal whose codes are a world's and whose concessions do not collide.

    A customs union that the world keeps as its members stands for all of them.

    Raises:
        DealError: Codes repeat, concessions overlap, or a date contradicts another.
        UnknownCodeError: An economy or sector is not in the world; offers the nearest ones.
    """
    parties = _parties(document, form, world)
    concessions = tuple(
        concession
        for at, each in enumerate(form.concession)
        for concession in _concessions(document, at, each, form, world)
    )
    _check_overlap(concessions)
    return Deal(
        title=form.title,
        sides=tuple(form.parties),
        parties=parties,
        status=str(form.status),
        signed=form.dates.signed,
        applied=form.dates.applied,
        ends=form.dates.ends,
        concessions=concessions,
        commitments=commitments_from(document, form.commitment, form.parties, world),
        sources=tuple(DealSource(**each.model_dump()) for each in form.sources),
        legal_basis=form.legal_basis,
        note=form.note,
        path=str(document.path),
    )


def _parties(document: Document, form: DealForm, world: World) -> tuple[str, ...]:
    where = document.place("parties")
    codes = [code for side in form.parties for code in economies_of(side, world, where)]
    if len(set(codes)) < len(codes):
        raise DealError(f"a party stands twice in {form.parties}", where=where)
    return tuple(codes)


def _concessions(
    document: Document, at: int, form: ConcessionForm, deal: DealForm, world: World
) -> tuple[Concession, ...]:
    def place(key: str) -> str:
        return document.place("concession", at, key)

    importers = economies_of(form.by, world, place("by"))
    parties = tuple(
        each
        for code in deal.parties
        for each in economies_of(code, world, document.place("parties"))
    )
    if form.by not in deal.parties:
        raise DealError(
            f"'{form.by}' makes a concession and is not a party",
            where=place("by"),
            remedy=f"Parties are {', '.join(deal.parties)}",
        )
    applied = form.applied or deal.dates.applied
    ends = form.ends or deal.dates.ends
    if applied is not None and ends is not None and ends < applied:
        raise DealError(f"the end {ends} lies before it applies ({applied})", where=place("ends"))
    if form.quota is not None and form.quota.value is not None and len(importers) > 1:
        raise DealError(
            f"a quota of {form.quota.value:g} bn that {len(importers)} importers would share",
            where=place("quota"),
            remedy="Give each its own with 'of_imports'",
        )
    shared = Concession(
        by="",
        to=partners_of(form.to, importers, parties, world, place("to"), mfn=MFN),
        mfn=form.to == MFN,
        sectors=goods_sectors(form.sectors, world, place("sectors")),
        change=form.change,
        measure=form.measure,
        applied=applied,
        ends=ends,
        staging=form.staging,
        quota=form.quota.quota if form.quota is not None else None,
        note=form.note,
        place=document.place("concession", at),
    )
    return tuple(replace(shared, by=importer) for importer in importers)


def _check_overlap(concessions: tuple[Concession, ...]) -> None:
    for one, two in combinations(concessions, 2):
        if cell := next(_shared_cells(one, two), None):
            raise DealError(
                f"two concessions set the rate of {one.by} on {cell[1]} from {cell[0]}",
                where=two.place,
                remedy=f"The other is at {one.place}; keep one, or set dates that do not meet",
            )


def _shared_cells(one: Concession, two: Concession) -> Iterator[tuple[str, str]]:
    apart = one.measure is not None and two.measure is not None and one.measure != two.measure
    if one.by != two.by or apart or not _meet(one, two):
        return
    for partner in one.to:
        if partner in two.to:
            for sector in one.sectors:
                if sector in two.sectors:
                    yield partner, sector


def _meet(one: Concession, two: Concession) -> bool:
    """Return whether there is a day on which both apply."""
    starts = max(one.applied or date.min, two.applied or date.min)
    return starts < min(one.ends or date.max, two.ends or date.max)
