"""What a section is made of: the context that the template prints and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from tradetalks.brief.charts import Drawing
from tradetalks.brief.maps import BubbleMap
from tradetalks.brief.plane import PlaneDrawing
from tradetalks.brief.prose import Sentence
from tradetalks.brief.tables import Table


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Sentences that belong together; `origins` are cited at its end."""

    kind: ClassVar[str] = "paragraph"
    sentences: tuple[Sentence, ...]
    origins: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Points:
    """A list of sentences; `origins` are cited beside its title."""

    kind: ClassVar[str] = "points"
    title: str
    items: tuple[Sentence, ...]
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableBlock:
    """A table of facts; `wide` sets it in the small type of the annex."""

    kind: ClassVar[str] = "table"
    table: Table
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing with the finding above it, and its units and sources below.

    Attributes:
        id: Anchor, unique in the document.
        title: The finding, in a sentence.
        drawing: The chart in pixels.
        note: Units, and how to read it.
        origins: Ids of the sources and methods.
    """

    kind: ClassVar[str] = "figure"
    id: str
    title: str
    drawing: Drawing
    note: str
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MapFigure:
    """The bubble map with its finding, and its legend's amounts in words."""

    kind: ClassVar[str] = "map"
    id: str
    title: str
    bubbles: BubbleMap
    legend: str
    note: str
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaneFigure:
    """Two sides' gains in a plane, with the finding above it."""

    kind: ClassVar[str] = "plane"
    id: str
    title: str
    drawing: PlaneDrawing
    note: str
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One thing the article says.

    Attributes:
        what: Our reading, in plain words.
        words: The quoted words.
        anchor: Where they stand in the article printed at the end.
        who: Who says so.
    """

    what: str
    words: str
    anchor: str
    who: str


@dataclass(frozen=True, kw_only=True)
class ClaimGroup:
    """Claims of one sort, and how many more the dossier holds."""

    title: str
    claims: tuple[Claim, ...]
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What the article says, by sort."""

    kind: ClassVar[str] = "claims"
    groups: tuple[ClaimGroup, ...]


@dataclass(frozen=True, kw_only=True)
class Check:
    """One claim of the article beside what is known here.

    Attributes:
        words: The quoted words.
        reading: What they are taken to say, or empty.
        anchor: Where they stand in the article printed at the end.
        who: Who says so.
        when: As of when.
        known: What the engine or the library holds.
        verdict: Whether they agree.
    """

    words: str
    reading: str
    anchor: str
    who: str
    when: str
    known: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Checks:
    """Claims beside what is known here, and how many more cannot be checked."""

    kind: ClassVar[str] = "checks"
    id: str
    title: str
    rows: tuple[Check, ...]
    more: int = 0
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Rows of plain words: a head, then its cells; `under` is small print in the last of them."""

    kind: ClassVar[str] = "texts"
    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    under: tuple[tuple[str, ...], ...] = ()
    note: str = ""


Block = Paragraph | Points | TableBlock | Figure | MapFigure | PlaneFigure | Claims | Checks | Texts


@dataclass(frozen=True, kw_only=True)
class Section:
    """One numbered section; `new_page` starts it on a fresh sheet."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of the article: its text, whether it is quoted, and the anchors it opens."""

    text: str
    quoted: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Masthead:
    """What stands above the first section.

    Attributes:
        title: The parties.
        subtitle: What the brief is about: the article's title or the deal's.
        dated: As of which day, and why that day.
        facts_line: World, elasticities and closure in one line.
    """

    title: str
    subtitle: str
    dated: str
    facts_line: str


def words(*lines: str) -> tuple[Sentence, ...]:
    """Return sentences without numbers."""
    return tuple((line,) for line in lines)
