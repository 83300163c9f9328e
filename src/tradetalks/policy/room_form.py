"""How a side writes its room, in a talks file or in a file of its own."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from tradetalks.policy.library_file import Name, StrictForm, Text, fraction
from tradetalks.policy.negotiation import (
    WAR_CEILING,
    Fallback,
    FallbackKind,
    ObjectiveKind,
)

MOST_WEIGHT = 1e6
"""Who weighs a million times as much as another decides alone."""

Sectors = Literal["all", "goods"] | list[Text]
"""Sector codes, or a word for every sector that carries a tariff."""


def _part(value: object) -> float:
    return fraction(value, over=None)


def _positive(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number; write 1.5")
    if not 0 < value <= MOST_WEIGHT:
        raise ValueError(
            f"a weight lies above zero and up to {MOST_WEIGHT:g}, and 1 is the usual one"
        )
    return float(value)


Part = Annotated[float, BeforeValidator(_part)]
"""A number from 0 to 1."""
Weight = Annotated[float, BeforeValidator(_positive)]
"""A positive number."""


class BoundsForm(StrictForm):
    """The bounds of an instrument: between which rates a search may look."""

    over_100_percent: bool = Field(default=False, strict=True)
    floor: float = 0.0
    ceiling: float | None = None

    @field_validator("floor", "ceiling", mode="before")
    @classmethod
    def _is_fraction(cls, value: object, info: ValidationInfo) -> float:
        return fraction(value, over=info.data.get("over_100_percent") is True)

    @model_validator(mode="after")
    def _in_order(self) -> "BoundsForm":
        if self.ceiling is not None and self.floor > self.ceiling:
            raise ValueError(
                f"the floor {self.floor:g} lies above the ceiling {self.ceiling:g}: no rate is "
                "allowed"
            )
        return self


class InstrumentForm(BoundsForm):
    """One `[[room.CODE.instrument]]` table."""

    id: Name | None = None
    to: Text | list[Text]
    sectors: Sectors
    together: bool = Field(default=False, strict=True)
    measure: Text | None = None
    note: str = ""


class OwnBoundsForm(BoundsForm):
    """One `[[instrument]]` table of a private file: the bounds of one that the talks file names."""

    id: Name


class RedLineForm(StrictForm):
    """One `[[room.CODE.red_line]]` table."""

    on: Text | list[Text] | None = None
    to: Text | list[Text]
    sectors: Sectors
    measure: Text | None = None
    over_100_percent: bool = Field(default=False, strict=True)
    keep: bool = Field(default=False, strict=True)
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @field_validator("at_least", "at_most", mode="before")
    @classmethod
    def _is_fraction(cls, value: object, info: ValidationInfo) -> float:
        return fraction(value, over=info.data.get("over_100_percent") is True)

    @model_validator(mode="after")
    def _one_way(self) -> "RedLineForm":
        given = [way for way in ("at_least", "at_most") if getattr(self, way) is not None]
        given += ["keep"] if self.keep else []
        if len(given) != 1:
            raise ValueError(
                "give exactly one of keep = true, at_least, at_most; given: "
                f"{', '.join(given) or 'none'}"
            )
        return self


class ObjectiveForm(StrictForm):
    """The `[room.CODE.objective]` table."""

    kind: ObjectiveKind = ObjectiveKind.REAL_INCOME
    sector_weights: dict[str, Weight] = Field(default_factory=dict)
    revenue_floor: Part | None = None
    employment_floors: dict[str, Part] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> "ObjectiveForm":
        if bool(self.sector_weights) != (self.kind is ObjectiveKind.WEIGHTED_SECTORS):
            raise ValueError(
                "'sector_weights' and kind = \"weighted sectors\" go together; real income has none"
            )
        return self


class FallbackForm(StrictForm):
    """The `[room.CODE.fallback]` table."""

    kind: FallbackKind
    legal_basis: str = ""
    measures: list[Text] = Field(default_factory=list)
    probability: Part | None = None
    otherwise: Literal["status quo", "threat", "war"] | None = None
    over_100_percent: bool = Field(default=False, strict=True)
    war_ceiling: float | None = None
    note: str = ""

    @field_validator("war_ceiling", mode="before")
    @classmethod
    def _is_fraction(cls, value: object, info: ValidationInfo) -> float:
        return fraction(value, over=info.data.get("over_100_percent") is True)

    @model_validator(mode="after")
    def _fits(self) -> "FallbackForm":
        lapse = self.kind is FallbackKind.LAPSE
        given = {"legal_basis", "measures", "probability", "otherwise"} & self.model_fields_set
        if given and not lapse:
            raise ValueError(f"'{min(given)}' belongs to kind = \"lapse\"")
        if lapse and self.probability is None:
            raise ValueError("a lapse has a 'probability', from 0 to 1")
        if lapse and not (self.legal_basis or self.measures):
            raise ValueError("a lapse says what ends: 'legal_basis' or 'measures'")
        if self.war_ceiling is not None and "war" not in (self.kind, self.otherwise):
            raise ValueError("'war_ceiling' without a war")
        return self

    @property
    def fallback(self) -> Fallback:
        """The fallback as a record."""
        return Fallback(
            kind=self.kind,
            legal_basis=self.legal_basis,
            measures=tuple(self.measures),
            probability=1.0 if self.probability is None else self.probability,
            otherwise=FallbackKind(self.otherwise or FallbackKind.STATUS_QUO),
            war_ceiling=WAR_CEILING if self.war_ceiling is None else self.war_ceiling,
            note=self.note,
        )


class WantForm(StrictForm):
    """One entry of `wants`."""

    sectors: list[Text] = Field(default_factory=list)
    note: Text


class OwnRoom(StrictForm):
    """The keys that a side may keep to itself."""

    weight: Weight = 1.0
    sensitive: list[Text] = Field(default_factory=list)
    wants: list[WantForm] = Field(default_factory=list)
    objective: ObjectiveForm = Field(default_factory=ObjectiveForm)
    fallback: FallbackForm = FallbackForm(kind=FallbackKind.STATUS_QUO)
    red_line: list[RedLineForm] = Field(default_factory=list)


class RoomForm(OwnRoom):
    """One `[room.CODE]` table of a talks file."""

    private: bool = Field(default=False, strict=True)
    instrument: list[InstrumentForm] = Field(default_factory=list)


class PrivateForm(OwnRoom):
    """A side's own file."""

    side: Text
    talks: Text | None = None
    instrument: list[OwnBoundsForm] = Field(default_factory=list)
