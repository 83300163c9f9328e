"""The form of a model's answer: judgements from closed lists, and words of the article.

No field takes a number, a date or an economy's code: those are read from the words by the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tradetalks.dossier.agenda import topics
from tradetalks.dossier.items import MeasureKind, Modality, SpeakerKind, Stage
from tradetalks.dossier.readers.ask import cleaned, strict_json
from tradetalks.dossier.readers.exchange import FailedTryError

MOST = 200
"""Findings of one sort in an answer; more is no reading of an article."""


def _known_topic(value: object) -> object:
    known = [topic.key for topic in topics()]
    if value not in known:
        raise ValueError("it is no topic of the list")
    return value


Stretch = Annotated[str, Field(max_length=2000)]
Stretches = Annotated[list[Stretch], Field(max_length=50)]


class _Found(BaseModel):
    """What every finding is: unknown keys are dropped, and nothing is turned into another type."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class FoundSpeaker(_Found):
    """Who says it."""

    kind: SpeakerKind = Field(strict=False)
    words: Stretch = ""


class FoundPerson(_Found):
    """A person."""

    names: Annotated[list[Stretch], Field(min_length=1, max_length=50)]
    offices: Stretches = []
    country: Stretch = ""


class FoundMeeting(_Found):
    """A meeting."""

    quote: Stretch
    around: Stretch = ""
    who: Stretches = []
    where: Stretches = []
    when: Stretch = ""
    held: bool


class FoundTopic(_Found):
    """A topic of the talks."""

    topic: Annotated[str, BeforeValidator(_known_topic)]
    quotes: Annotated[list[Stretch], Field(min_length=1, max_length=50)]


class FoundStatement(_Found):
    """What somebody says."""

    quote: Stretch
    around: Stretch = ""
    speaker: FoundSpeaker
    cue: Stretch = ""
    modality: Modality = Field(strict=False)


class FoundStatus(_Found):
    """How far the talks are."""

    stage: Stage = Field(strict=False)
    quote: Stretch
    around: Stretch = ""
    speaker: FoundSpeaker
    hedged: bool
    current: bool
    negated: bool
    when: Stretch = ""


class FoundStep(_Found):
    """What is to come."""

    quote: Stretch
    around: Stretch = ""
    who: Stretches = []
    where: Stretches = []
    when: Stretch = ""


class FoundMeasure(_Found):
    """A figure."""

    kind: MeasureKind = Field(strict=False)
    quote: Stretch
    around: Stretch = ""
    by: Stretch = ""
    on: Stretch = ""
    what: Stretch = ""
    time: Literal["current", "previous", "proposed", "threatened"]


FORMS: Mapping[str, type[_Found]] = {
    "persons": FoundPerson,
    "meetings": FoundMeeting,
    "agenda": FoundTopic,
    "statements": FoundStatement,
    "statuses": FoundStatus,
    "next_steps": FoundStep,
    "measures": FoundMeasure,
}
"""Fields of the record that a model finds, and the form of a finding in each."""


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """A finding of the wrong form.

    Attributes:
        reason: What is wrong with it.
        words: What it gave as the words of the article, as far as it gave any.
    """

    reason: str
    words: str


Form = TypeVar("Form", bound=_Found)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A model's findings, by field of the record; nothing of them is believed yet.

    Attributes:
        findings: Those of the right form.
        misfits: The others.
    """

    findings: Mapping[str, tuple[_Found, ...]]
    misfits: Mapping[str, tuple[Misfit, ...]]

    def of(self, field: str, form: type[Form]) -> tuple[Form, ...]:
        """Return the findings of one field."""
        return tuple(found for found in self.findings[field] if isinstance(found, form))


def parse_answer(content: str) -> Answer:
    """Return the findings in a model's words.

    Raises:
        FailedTryError: They are no JSON object with a list for every field.
    """
    plain = strict_json(content, what="the model's message")
    if not isinstance(plain, dict):
        raise _misshapen("is not a JSON object")
    findings: dict[str, tuple[_Found, ...]] = {}
    misfits: dict[str, tuple[Misfit, ...]] = {}
    for field, form in FORMS.items():
        listed = plain.get(field)
        if not isinstance(listed, list):
            raise _misshapen(f"has no list '{field}'")
        if len(listed) > MOST:
            raise _misshapen(f"has {len(listed)} entries in '{field}', more than {MOST}")
        each = [_parsed(one, form) for one in listed]
        findings[field] = tuple(one for one in each if isinstance(one, _Found))
        misfits[field] = tuple(one for one in each if isinstance(one, Misfit))
    return Answer(findings=findings, misfits=misfits)


def _misshapen(what: str) -> FailedTryError:
    return FailedTryError(
        f"the model's message {what}",
        remedy="The endpoint must follow a JSON schema given as response_format",
        again=True,
    )


def _parsed(plain: object, form: type[_Found]) -> _Found | Misfit:
    try:
        return form.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = cleaned(f"its form is wrong ({place}: {first['msg']})".replace("(: ", "("))
        return Misfit(reason=reason, words=_quoted_in(plain))


def _quoted_in(plain: object) -> str:
    """Return what a finding of the wrong form gives as its words, if anything."""
    for key in ("quote", "quotes", "names"):
        value = plain.get(key) if isinstance(plain, dict) else None
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str):
            return first[:2000]
    return ""


@cache
def answer_schema() -> Mapping[str, object]:
    """Return the JSON schema of an answer: every key required, no others, nothing by reference."""
    items = {name: _schema_of(form) for name, form in FORMS.items()}
    items["agenda"]["properties"]["topic"] = {
        "type": "string",
        "enum": [topic.key for topic in topics()],
    }
    return _object({name: {"type": "array", "items": item} for name, item in items.items()})


def _schema_of(form: type[_Found]) -> dict[str, Any]:
    whole = form.model_json_schema()
    known = whole.get("$defs", {})
    return _object({name: _flat(part, known) for name, part in whole["properties"].items()})


def _flat(part: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part of a schema with what it refers to in its place, and without limits."""
    if "$ref" in part:
        return _flat(known[part["$ref"].rpartition("/")[2]], known)
    if part.get("type") == "object":
        return _object({name: _flat(one, known) for name, one in part["properties"].items()})
    if part.get("type") == "array":
        return {"type": "array", "items": _flat(part["items"], known)}
    return {key: part[key] for key in ("type", "enum") if key in part}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
