"""The dossier of one article: every item with the exact words it came from.

An item without words cannot exist: each record refuses to be built without a span, and
`Record` refuses any span whose quote is not what the article's text holds there.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum

from tradetalks.dossier.article import Article
from tradetalks.errors import ArticleError

SCHEMA = "tradetalks.record/1"
"""Version of the JSON shape; the number rises when a field changes meaning or goes."""


class Stage(StrEnum):
    """How far talks or an agreement have come."""

    EXPLORATORY = "exploratory"
    NEGOTIATING = "negotiating"
    NEAR = "near"
    FRAMEWORK_AGREED = "framework agreed"
    CONCLUDED = "concluded"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in force"
    STALLED = "stalled"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    OPPOSED = "opposed"


class Voice(StrEnum):
    """Whose words a statement is in."""

    SAID = "said"
    REPORTED = "reported"


class Modality(StrEnum):
    """How firmly a thing is put."""

    DID = "did"
    WILL = "will"
    MAY = "may"
    SEEKS = "seeks"
    DENIES = "denies"


class SpeakerKind(StrEnum):
    """What sort of source stands behind a statement or a status."""

    PERSON = "person"
    GOVERNMENT = "government"
    OFFICIALS = "officials"
    ANALYSTS = "analysts"
    BUSINESS = "business"
    OUTLET = "outlet"


@dataclass(frozen=True, kw_only=True)
class Span:
    """Words of the article: characters `start` to `end` of its text.

    Attributes:
        start: First character, from zero.
        end: One past the last.
        quote: The words themselves.
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or not self.quote or self.end - self.start != len(self.quote):
            raise ArticleError(
                f"a span from {self.start} to {self.end} cannot hold {len(self.quote)} characters"
            )


@dataclass(frozen=True, kw_only=True)
class Item:
    """What every finding has: the words it rests on, the first of them leading."""

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise ArticleError(f"a {type(self).__name__} without words in the article is refused")

    @property
    def quote(self) -> str:
        """Return the leading words."""
        return self.spans[0].quote


@dataclass(frozen=True, kw_only=True)
class When:
    """A time as the text gives it.

    Attributes:
        edtf: Extended Date/Time Format (ISO 8601-2); "XXXX-08" for an August of no known year;
            empty when the words fix no calendar period ("within days").
        granularity: "day", "week", "month", "quarter", "season", "year", "decade" or "vague".
        anchor: The date relative words were counted from, ISO 8601, or empty.
        span: The words.
    """

    edtf: str
    granularity: str
    span: Span
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who stands behind a statement; the outlet's own voice has no span.

    Attributes:
        kind: What sort of source.
        name: A person's full name, or the words used ("analysts"), or empty for the outlet.
        economy: ISO alpha-3 or bloc code, or empty where none or several are meant.
        span: The words that name the source.
    """

    kind: SpeakerKind
    name: str = ""
    economy: str = ""
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.span is None and self.kind is not SpeakerKind.OUTLET:
            raise ArticleError(f"a speaker of kind '{self.kind}' needs the words that name it")


OUTLET = Speaker(kind=SpeakerKind.OUTLET)


@dataclass(frozen=True, kw_only=True)
class Party(Item):
    """An economy that is negotiating.

    Attributes:
        code: ISO 3166 alpha-3, or a bloc's code such as "EU".
        name: English name.
        evidence: How strongly the text ties it to talks; comparable only within one article.
    """

    code: str
    name: str
    evidence: float = 0.0


@dataclass(frozen=True, kw_only=True)
class ThirdParty(Item):
    """Another economy the article names.

    Attributes:
        code: ISO 3166 alpha-3, or a bloc's code.
        name: English name.
        role: "partner" (has ties or dealings with a party), "rival", "comparator" (its own deal or
            rate is set beside this one), "mediator", or "mentioned".
    """

    code: str
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Person(Item):
    """A person, with the office the text gives.

    Attributes:
        name: As first written in the body, short or long.
        full_name: The longest form in the text.
        office: The fullest office the text gives, in its own words, or empty.
        offices: Each form of the office the text gives.
        economy: Code of the economy served, or empty where the text does not tell.
        as_of: The article's date, ISO 8601, or empty: an office is held as of then.
    """

    name: str
    full_name: str
    office: str
    offices: tuple[Span, ...] = ()
    economy: str = ""
    as_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting(Item):
    """A meeting that was held or is planned.

    Attributes:
        who: Full names of persons, and codes of economies where no person is named.
        where: The places, in the text's words.
        when: The time, where given.
        held: True when it took place, False when it is planned.
    """

    who: tuple[str, ...]
    where: tuple[str, ...] = ()
    when: When | None = None
    held: bool = True


@dataclass(frozen=True, kw_only=True)
class Agenda(Item):
    """A topic of the talks, from a closed list.

    Attributes:
        topic: Its key on the list.
        title: Its plain name.
        sectors: The model's sector codes it maps to; empty for topics that are not goods.
    """

    topic: str
    title: str
    sectors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Statement(Item):
    """What somebody said, or is reported to have said.

    Attributes:
        speaker: Who.
        cue: The word that attributes it ("said"), or empty.
        content: The words, without the quotation marks.
        voice: Said (in quotation marks) or reported.
        modality: How firmly it is put; "denies" where the speaker says it is not so.
        about: Agenda topics it touches.
    """

    speaker: Speaker
    cue: str
    content: str
    voice: Voice
    modality: Modality
    about: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Status(Item):
    """A sign of how far the talks are.

    Attributes:
        stage: How far.
        speaker: Who says so; the outlet where nobody else does.
        hedged: True when it is put as possible, likely, hoped for or expected.
        current: False when the text tells it of an earlier time.
        negated: True when the text denies another stage ("not stalled") and this is what follows.
        as_of: The time it holds for: a date in the words, else the article's; EDTF, or empty.
        about: Codes of the economies whose talks it concerns; empty when the words do not say.
        sentence: The whole sentence.
    """

    stage: Stage
    speaker: Speaker
    hedged: bool
    current: bool
    sentence: Span
    negated: bool = False
    as_of: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NextStep(Item):
    """Something that is to come.

    Attributes:
        what: In the text's words.
        who: Full names of persons, and codes of economies.
        where: Places, in the text's words.
        economies: Codes of the economies those places lie in.
        when: The time, where given.
    """

    what: str
    who: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    when: When | None = None


@dataclass(frozen=True, kw_only=True)
class Measure(Item):
    """A tariff rate that the text names.

    Attributes:
        kind: "tariff rate".
        rate: Fraction of the price before tariff (0.19 for 19 %; 0.0 for "duty-free").
        by: Code of the economy that imposes it, or empty.
        on: Code of the economy whose goods bear it, or empty.
        time: "current", "previous", "proposed" (asked, offered or agreed in the talks) or
            "threatened" (to be imposed if they fail).
    """

    kind: str
    rate: float
    by: str
    on: str
    time: str


@dataclass(frozen=True, kw_only=True)
class Rejected(Item):
    """A candidate that was looked at and not taken, with the reason."""

    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything read from one article.

    Attributes:
        article: The text all spans refer to.
        parties: The negotiating economies, strongest evidence first; two where the text, or the
            person asking, makes plain which; otherwise empty.
        candidates: Every economy or bloc named, strongest evidence of talks first.
        third_parties: Economies named with a part in the story, strongest first.
        mentioned: Economies merely named.
        persons: In order of appearance.
        meetings: In order of appearance, as all that follow.
        agenda: Topics, those named most often first.
        statements: Direct and reported speech.
        statuses: Signs of how far the talks are.
        next_steps: What is to come.
        measures: Tariff rates.
        rejected: What was looked at and not taken.
        choice: Why these parties: "evidence", "asked for", or why none could be chosen.
    """

    article: Article
    parties: tuple[Party, ...] = ()
    candidates: tuple[Party, ...] = ()
    third_parties: tuple[ThirdParty, ...] = ()
    mentioned: tuple[ThirdParty, ...] = ()
    persons: tuple[Person, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agenda: tuple[Agenda, ...] = ()
    statements: tuple[Statement, ...] = ()
    statuses: tuple[Status, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    measures: tuple[Measure, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    choice: str = ""

    def __post_init__(self) -> None:
        for span in _spans_in(tuple(getattr(self, field.name) for field in fields(self)[1:])):
            held = self.article.text[span.start : span.end]
            if held != span.quote:
                raise ArticleError(
                    f"the text holds {held!r} where a record quotes {span.quote!r}",
                    where=f"{self.article.source}, characters {span.start} to {span.end}",
                )

    def as_dict(self) -> dict[str, object]:
        """Return plain values in the documented shape, ready for JSON."""
        plain = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return {"schema": SCHEMA, "sha256": self.article.sha256} | plain

    def to_json(self) -> str:
        """Return the record as JSON text, non-ASCII letters kept."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def _spans_in(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans_in(getattr(value, field.name))


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
