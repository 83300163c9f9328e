"""Claims that one economy is another's largest supplier, buyer or partner, as texts make them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tradetalks.dossier.items import Party, Span, ThirdParty
from tradetalks.dossier.record import Record
from tradetalks.dossier.sentences import split_sentences
from tradetalks.policy.claim_facts import Flow

_RANK = re.compile(
    r"['’]s? (?:single )?(?:largest|biggest|top|number one|main) (?P<what>"
    r"(?:trading|trade) partner|supplier|source of imports|export market|customer|buyer)\b",
    re.IGNORECASE,
)
_FLOWS = {
    "supplier": Flow.IMPORTS,
    "source of imports": Flow.IMPORTS,
    "export market": Flow.EXPORTS,
    "customer": Flow.EXPORTS,
    "buyer": Flow.EXPORTS,
}
BEFORE = 4
"""Characters between an economy and the "X's largest" that is said of it: a comma, an "is"."""


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A claim that one economy comes first in the trade of another.

    Attributes:
        who: Code of the one that is first.
        of: Code of the one whose trade it is.
        flow: Which trade.
        span: The words, both names in them.
    """

    who: str
    of: str
    flow: Flow
    span: Span


def ranks(record: Record) -> Iterator[Ranked]:
    """Yield the claims of rank in a text, each with its sentence's words.

    Both economies must stand beside the words: "China, Pakistan's largest supplier" and "China is
    Pakistan's largest supplier" are found, what is further apart is not.
    """
    economies: tuple[Party | ThirdParty, ...] = (
        *record.parties,
        *record.third_parties,
        *record.mentioned,
    )
    places = sorted(
        {(span.start, span.end, each.code) for each in economies for span in each.spans}
    )
    for sentence in split_sentences(record.article.text, title=record.article.title):
        for match in _RANK.finditer(sentence.text):
            at = sentence.start + match.start()
            end = sentence.start + match.end()
            of = next((place for place in places if place[1] in (at, at + 2)), None)
            if of is None:
                continue
            who = next((p for p in reversed(places) if of[0] - BEFORE <= p[1] < of[0]), None)
            if who is None or who[2] == of[2]:
                continue
            quote = record.article.text[who[0] : end]
            flow = _FLOWS.get(match["what"].lower(), Flow.BOTH)
            span = Span(start=who[0], end=end, quote=quote)
            yield Ranked(who=who[2], of=of[2], flow=flow, span=span)
