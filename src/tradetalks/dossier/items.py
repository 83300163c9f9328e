"""What a dossier is made of: findings, each with the exact words it came from.

An item without words cannot exist: each record refuses to be built without a span.
"""

from dataclasses import dataclass
from enum import StrEnum

from tradetalks.errors import ArticleError


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
        through: Who passes it on, where the speaker is told of by another ("Dar said that the
            Americans had promised"), the outermost last.
    """

    speaker: Speaker
    cue: str
    content: str
    voice: Voice
    modality: Modality
    about: tuple[str, ...] = ()
    through: tuple[Speaker, ...] = ()


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


class MeasureKind(StrEnum):
    """What a figure is about; only a tariff rate is one that can be levied."""

    TARIFF_RATE = "tariff rate"
    TARIFF_CUT = "tariff cut"
    COVERAGE = "coverage"
    QUOTA = "quota"
    PURCHASE = "purchase"
    INVESTMENT = "investment"
    TRADE_VALUE = "trade value"
    GROWTH = "growth"
    SHARE = "share"
    AID = "aid"
    OTHER = "other"


FRACTION = "fraction"
"""Unit of a measure that the text gives in percent."""


@dataclass(frozen=True, kw_only=True)
class PathPoint:
    """One stop of a figure that changes in stages ("75 percent, then 40 percent in year ten").

    Attributes:
        value: In the measure's unit.
        when: The time the text gives for it, where it gives one.
        span: The words of the figure.
    """

    value: float
    span: Span
    when: When | None = None


@dataclass(frozen=True, kw_only=True)
class Measure(Item):
    """A figure that the text names.

    Attributes:
        kind: What it is about.
        value: A percentage as a fraction (0.19 for 19 %; 0.0 for "duty-free"), or an amount.
        unit: "fraction", an ISO 4217 code ("USD"), or the goods or weights counted ("tonnes").
        by: Code of the economy that imposes, buys or invests, or empty.
        on: Code of the economy whose goods bear it, or empty.
        what: The goods or purpose in the text's words, or empty.
        time: "current", "previous", "proposed" (asked, offered, agreed or planned) or
            "threatened" (to come if talks fail).
        path: The later stops, where the text lets the figure change in stages; empty otherwise.
    """

    kind: MeasureKind
    value: float
    unit: str = FRACTION
    by: str = ""
    on: str = ""
    what: str = ""
    time: str
    path: tuple[PathPoint, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rejected(Item):
    """A candidate that was looked at and not taken, with the reason."""

    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Conflict(Item):
    """Two or more findings of one text that cannot all be so, or that differ without a reason.

    Attributes:
        field: Which field of the record they are in.
        what: How they differ, in words.
    """

    field: str
    what: str
