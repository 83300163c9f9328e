"""The reader that asks a model: only when asked for, and only its judgement is used.

Parties, economies, dates, numbers and topics' sectors are the rules'; what the model finds counts
as far as its words stand in the article.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradetalks.dossier.article import Article
from tradetalks.dossier.items import Agenda, Item, Measure, Rejected, Status
from tradetalks.dossier.read import read
from tradetalks.dossier.readers.answer import FORMS, Answer, answer_schema, parse_answer
from tradetalks.dossier.readers.ask import ask
from tradetalks.dossier.readers.endpoint import Endpoint
from tradetalks.dossier.readers.findings import items_of
from tradetalks.dossier.readers.ground import Ground
from tradetalks.dossier.readers.question import messages
from tradetalks.dossier.record import Record

NOT_SHARED = "the rules find it, the model does not"


@dataclass(frozen=True)
class ModelReader:
    """Reads with a model behind an OpenAI-compatible endpoint.

    Attributes:
        endpoint: Where it is asked; the only host that is contacted.
    """

    endpoint: Endpoint

    def read(self, article: Article, *, parties: Sequence[str] | None = None) -> Record:
        """Return what the article says, the model's findings in place of the rules' own.

        Args:
            article: The text; it is sent to the endpoint.
            parties: Codes of the two economies meant, where the article leaves it open.

        Raises:
            ReaderError: No usable answer came.
            ArticleError: The article does not name an economy that is asked for.
            UnknownCodeError: A code in `parties` does not exist.
        """
        rules = read(article, parties=parties)
        answer = ask(
            self.endpoint,
            messages(article),
            answer_schema(),
            check=parse_answer,
            about=article.source,
        )
        return self.combined(rules, answer)

    def combined(self, rules: Record, answer: Answer) -> Record:
        """Return the rules' record of an article with what a model found in it, as far as it holds.

        Args:
            rules: What the rules read.
            answer: What the model found; nothing of it is believed yet.
        """
        ground = Ground(rules.article, tuple(party.code for party in rules.candidates))
        items, refused = items_of(answer, ground)
        return _combined(rules, items, refused, reader=f"model {self.endpoint.model}")


def _combined(
    rules: Record,
    items: dict[str, tuple[Item, ...]],
    refused: Sequence[Rejected],
    *,
    reader: str,
) -> Record:
    """Return the rules' record with a model's findings, and what it left out among the rejected."""
    left_out = [
        Rejected(what=_named(item), reason=NOT_SHARED, spans=item.spans)
        for field in FORMS
        for item in getattr(rules, field)
        if not any(_are_one(item, other) for other in items[field])
    ]
    taken = {
        (span.start, span.end) for made in items.values() for one in made for span in one.spans
    }
    kept = [
        one
        for one in rules.rejected
        if not any((span.start, span.end) in taken for span in one.spans)
    ]
    rejected = (*kept, *left_out, *refused)
    return replace(rules, **items, conflicts=(), rejected=rejected, reader=reader)  # type: ignore[arg-type]


def _are_one(one: Item, other: Item) -> bool:
    """Tell whether two findings of a field are the same: the topic, or the words they rest on."""
    if isinstance(one, Agenda) and isinstance(other, Agenda):
        return one.topic == other.topic
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def _named(item: Item) -> str:
    if isinstance(item, Status):
        return f"status '{item.stage}'"
    if isinstance(item, Agenda):
        return f"topic '{item.topic}'"
    if isinstance(item, Measure):
        return str(item.kind)
    return {"Person": "person", "Meeting": "meeting", "NextStep": "next step"}.get(
        type(item).__name__, "statement"
    )
