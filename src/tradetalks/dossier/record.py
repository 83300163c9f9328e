"""The dossier of one article: every item with the exact words it came from.

`Record` refuses any span whose quote is not what the article's text holds there.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum

from tradetalks.dossier.article import Article
from tradetalks.dossier.gazetteer import MEMBERS
from tradetalks.dossier.items import (
    Agenda,
    Conflict,
    Measure,
    Meeting,
    NextStep,
    Party,
    Person,
    Rejected,
    Span,
    Statement,
    Status,
    ThirdParty,
)
from tradetalks.errors import ArticleError

SCHEMA = "tradetalks.record/2"
"""Version of the JSON shape; the number rises when a field changes meaning or goes."""


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
        measures: Figures: tariff rates, and every other sort told apart from them.
        conflicts: Findings that contradict one another.
        rejected: What was looked at and not taken.
        choice: Why these parties: "evidence", "asked for", or why none could be chosen.
        reader: What read it: "rules", or "model" and the model's name.
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
    conflicts: tuple[Conflict, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    choice: str = ""
    reader: str = "rules"

    def __post_init__(self) -> None:
        for span in _spans_in(tuple(getattr(self, field.name) for field in fields(self)[1:])):
            held = self.article.text[span.start : span.end]
            if held != span.quote:
                raise ArticleError(
                    f"the text holds {held!r} where a record quotes {span.quote!r}",
                    where=f"{self.article.source}, characters {span.start} to {span.end}",
                )

    @property
    def own_statuses(self) -> tuple[Status, ...]:
        """The signs of how far the parties' own talks are, those of other pairs left out.

        A sentence is taken to be about theirs if it names no economy, only parties and members of
        a party's bloc, or both parties among others.
        """
        sides = {party.code for party in self.parties}
        near = sides.union(*(MEMBERS.get(code, frozenset()) for code in sides))
        return tuple(
            status
            for status in self.statuses
            if set(status.about) <= near or sides <= set(status.about)
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
